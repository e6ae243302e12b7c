"""Several PDFs read by several processes, a part of one at a time; how many processes never changes a result."""

from __future__ import annotations

import heapq
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from kentering.errors import UnreadableError
from kentering.extract.leaves import FIRST, spans
from kentering.extract.recognition import to_recognise
from kentering.extract.whole import Rows
from kentering.extract.working import Worker
from kentering.settings import ExtractSettings


class Request(NamedTuple):
    """A PDF to read; its password goes nowhere but to the process that opens it."""

    path: Path
    document_id: str
    password: str | None = None


Task = tuple[int, int, str, tuple[Any, ...]]
"""Number of the request, place of the task in it, name and arguments: earlier requests come first."""


@dataclass
class Document:
    """How far the reading of one PDF has come."""

    request: Request
    count: int = 0
    waiting: int = 1
    parts: dict[int, bytes] = field(default_factory=dict)
    recognised: dict[int, bytes] = field(default_factory=dict)
    pictures: dict[int, int] = field(default_factory=dict)
    letters: int = 0
    seconds: float = 0.0
    asked: bool = False
    ended: bool = False


class Many:
    """Requests under way: threads, each with a process of its own, take tasks until all are done."""

    def __init__(self, requests: Sequence[Request], settings: ExtractSettings) -> None:
        self.settings = settings
        self.documents = [Document(request) for request in requests]
        self.tasks: list[Task] = [(number, 1, "part", (1, FIRST)) for number in range(len(requests))]
        self.open = len(requests)
        self.change = threading.Condition()
        self.events: queue.SimpleQueue[tuple[str, int, Any]] = queue.SimpleQueue()

    def work(self, worker: Worker) -> None:
        """Do tasks until no document is open."""
        while (task := self._next()) is not None:
            try:
                self._do(worker, task)
            except UnreadableError as error:
                self._end(task[0], error)
            except BaseException as error:  # noqa: BLE001  (handed to the thread that asked)
                self.events.put(("fault", task[0], error))
                return

    def stop(self) -> None:
        """Take no more tasks."""
        with self.change:
            self.open = 0
            self.tasks.clear()
            self.change.notify_all()

    def _next(self) -> Task | None:
        with self.change:
            while self.open and not self.tasks:
                self.change.wait()
            return heapq.heappop(self.tasks) if self.open else None

    def _do(self, worker: Worker, task: Task) -> None:
        number, place, name, arguments = task
        document = self.documents[number]
        if document.ended:
            return

        def heard(word: str, value: int) -> None:
            if word == "count" and not document.count:
                self._plan(number, value)
            elif word == "page":
                self.events.put(("page", number, value))

        started = time.monotonic()
        full = _arguments(name, document.request, self.settings, arguments)
        given = worker.answer(name, full, document.request.path.name, self._left(document, name), heard)
        with self.change:
            document.seconds += 0.0 if name == "ocr" else time.monotonic() - started
        if name == "whole":
            self._end(number, given)
        else:
            self._add(number, place, name, given)

    def _left(self, document: Document, name: str) -> float:
        """The seconds left for a document; recognising text is slow and limited by the page only."""
        return float("inf") if name == "ocr" else max(0.1, self.settings.max_seconds - document.seconds)

    def _plan(self, number: int, count: int) -> None:
        """Put the other parts of a document among the tasks, now that its length is known."""
        document = self.documents[number]
        with self.change:
            document.count = count
            for first, last in spans(count)[1:]:
                document.waiting += 1
                heapq.heappush(self.tasks, (number, first, "part", (first, last)))
            self.change.notify_all()

    def _add(self, number: int, place: int, name: str, given: tuple[bytes, dict[int, int], int]) -> None:
        """Keep a part that was read; after the last one, go on with the pages that are pictures, or with the whole."""
        document = self.documents[number]
        packed, pictures, letters = given
        with self.change:
            (document.parts if name == "part" else document.recognised)[place] = packed
            document.pictures |= pictures
            document.letters += letters
            document.waiting -= 1
            if document.waiting or document.ended:
                return
            pages = (
                []
                if document.asked
                else to_recognise(document.pictures, document.count, document.letters, self.settings)
            )
            document.asked = True
            for page in pages:
                document.waiting += 1
                document.pictures.pop(page)
                heapq.heappush(self.tasks, (number, page, "ocr", (page,)))
            if not pages:
                heapq.heappush(self.tasks, (number, 0, "whole", _packs(document)))
            self.change.notify_all()

    def _end(self, number: int, result: Any) -> None:  # noqa: ANN401  (rows, or why there are none)
        document = self.documents[number]
        with self.change:
            if document.ended:
                return
            document.ended = True
            document.parts = {}
            self.tasks = [task for task in self.tasks if task[0] != number]
            heapq.heapify(self.tasks)
            self.open -= 1
            self.change.notify_all()
        self.events.put(("end", number, result))


def _packs(document: Document) -> tuple[Any, ...]:
    return (*(_in_order(each) for each in (document.parts, document.recognised)), document.pictures)


def _in_order(packs: dict[int, bytes]) -> list[bytes]:
    return [packs[each] for each in sorted(packs)]


def _arguments(name: str, request: Request, settings: ExtractSettings, own: tuple[Any, ...]) -> tuple[Any, ...]:
    if name == "whole":
        return (request.path.name, request.document_id, *own, settings)
    secret = request.password or os.environ.get("KENTERING_PASSWORD")
    return (request.path, secret, settings, *own)


def rows(
    requests: Sequence[Request],
    settings: ExtractSettings,
    workers: int | Sequence[Worker] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Rows | UnreadableError]:
    """For each request, in their order, the rows of its tables, or why there are none.

    `progress` gets the number of a request and a page of it that was read. Workers that are given are left running,
    unless the reading is broken off.
    """
    given = isinstance(workers, Sequence)
    crew = workers if isinstance(workers, Sequence) else [Worker(settings) for _ in range(workers or _processors())]
    many = Many(requests, settings)
    threads = [threading.Thread(target=many.work, args=(worker,), daemon=True) for worker in crew]
    ready: dict[int, Rows | UnreadableError] = {}
    finished = False
    try:
        for thread in threads:
            thread.start()
        for number in range(len(requests)):
            while number not in ready:
                event, place, value = many.events.get()
                if event == "fault":
                    raise value
                if event == "end":
                    ready[place] = value
                elif progress is not None:
                    progress(place, value)
            yield ready.pop(number)
        finished = True
    finally:
        many.stop()
        for worker in crew:
            if not (given and finished):
                worker.close()
        for thread in threads:
            thread.join(timeout=10)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
