"""Documents read and encoded by the workers of a Dask cluster that is there already, with the same results."""

from __future__ import annotations

import contextlib
import itertools
import socket
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kentering import extract, weights
from kentering.errors import InputError, KenteringError
from kentering.settings import EmbedSettings, ExtractSettings
from kentering.study import on_worker

if TYPE_CHECKING:
    from distributed import Client, Future

    from kentering.vectors import Matrix

ANSWERS = 15
"""Seconds that a scheduler may take to answer."""

AT_ONCE = 3
"""Tasks under way for each thread of the cluster: it never waits, and never holds more PDFs than that."""

BUNDLE = 2**21
"""Small PDFs travel together, up to so many bytes."""

SHARE = 0.25
"""A bundle's part of the bytes that are left for a thread: so bundles grow shorter and threads end together."""

GO_ON = "what was finished is kept; see to the cluster and run the same command again, or run without --scheduler"

Task = tuple[list[int], tuple[Any, ...]]
"""The places of what a task gives, and the arguments of its function."""


class Spread(NamedTuple):
    """The workers of a cluster, which run the same program as this process."""

    address: str
    client: Client
    threads: int

    def readings(
        self, requests: Sequence[extract.Request], settings: ExtractSettings
    ) -> Iterator[tuple[int, extract.Reading | KenteringError]]:
        """The place of each request and its reading, or why there is none, as they come."""
        for places, found in self._done(on_worker.readings, self._bundles(requests, settings)):
            yield from zip(places, found, strict=True)

    def vectors(self, texts: Sequence[list[str]], settings: EmbedSettings) -> Iterator[tuple[int, Matrix]]:
        """The place of each document and the vectors of its texts, as they come."""
        ours = weights.fingerprint(weights.encoder_spec(settings.model))
        longest = sorted(range(len(texts)), key=lambda place: -sum(map(len, texts[place])))
        tasks = iter([([place], (texts[place], settings, ours)) for place in longest])
        for places, made in self._done(on_worker.vectors, tasks):
            yield places[0], made

    def _bundles(self, requests: Sequence[extract.Request], settings: ExtractSettings) -> Iterator[Task]:
        """The largest PDFs first and alone, the small ones together; a file is opened when its turn comes."""
        for places in bundled([request.path.stat().st_size for request in requests], self.threads):
            yield places, ([on_worker.packed(requests[place]) for place in places], settings)

    def _done(self, work: Callable[..., Any], tasks: Iterator[Task]) -> Iterator[tuple[list[int], Any]]:
        """What each task gives, in whatever order; a few are under way at one time."""
        from distributed import as_completed

        waiting: dict[Future, list[int]] = {}
        done = as_completed(loop=self.client.loop)

        def send(count: int) -> None:
            for places, arguments in itertools.islice(tasks, count):
                future = self.client.submit(work, *arguments, pure=False)
                waiting[future] = places
                done.add(future)

        try:
            with _watched(self.address):
                send(AT_ONCE * self.threads)
                while waiting:
                    future = next(done)
                    found, places = future.result(), waiting.pop(future)
                    future.release()
                    send(1)
                    if isinstance(found, KenteringError):
                        raise found
                    yield places, found
        finally:
            for future in waiting:
                with contextlib.suppress(Exception):
                    future.cancel()


@contextlib.contextmanager
def spread_over(address: str, settings: ExtractSettings) -> Iterator[Spread]:
    """The workers of the Dask cluster whose scheduler has this address, such as tcp://127.0.0.1:8786.

    `settings` are those of the reading: workers must be able to recognise text in pictures where this machine can.

    Raises:
        InputError: the package is not here, nobody answers, there are no workers, or they run something else.
    """
    try:
        from distributed import Client
        from distributed.comm import get_address_host_port
    except ImportError:
        message = "--scheduler needs the package distributed, which is not installed"
        raise InputError(message, "pip install kentering[dask], or run with --workers") from None
    try:
        socket.create_connection(get_address_host_port(address), timeout=ANSWERS).close()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions: they are compared below, more strictly
            client = Client(address, timeout=ANSWERS, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError):
        message = f"no Dask scheduler answers at {address}"
        hint = "start one (dask scheduler) with workers (dask worker ADDRESS) and give its address, as tcp://HOST:8786"
        raise InputError(message, hint) from None
    with client:
        workers = client.scheduler_info(n_workers=-1)["workers"]
        if not workers:
            message = f"the Dask cluster at {address} has no workers"
            raise InputError(message, f"start some: dask worker {address}")
        _same_everywhere(client, address, settings)
        yield Spread(address, client, sum(int(each["nthreads"]) for each in workers.values()))


def _same_everywhere(client: Client, address: str, settings: ExtractSettings) -> None:
    """Refuse workers that would give other results."""
    ours = on_worker.runs(settings)
    with _watched(address):
        theirs = client.run(on_worker.runs, settings, on_error="return")
    for worker, found in sorted(theirs.items()):
        if not isinstance(found, dict):
            message = f"the Dask worker {worker} cannot run kentering: {found}"
            raise InputError(message, "install kentering on it, with the same pins, and start the worker again")
        other = [f"{name} {found.get(name)}, here {own}" for name, own in ours.items() if found.get(name) != own]
        if other:
            message = f"the Dask worker {worker} would give other results; it runs {'; '.join(other[:4])}"
            hint = "install the same versions there (requirements.lock), on a machine of one kind; then start it again"
            raise InputError(message, hint)


@contextlib.contextmanager
def _watched(address: str) -> Iterator[None]:
    """Say in one line that a cluster went away; what a task itself could not do is said by the task."""
    try:
        yield
    except KenteringError:
        raise
    except Exception as error:
        message = f"the Dask cluster at {address} stopped the work: {type(error).__name__}: {str(error)[:200]}"
        raise InputError(message, GO_ON) from error


def bundled(sizes: Sequence[int], threads: int) -> Iterator[list[int]]:
    """The places of the sizes, the largest first, in bundles that hold a part of what is left.

    Source: guided self-scheduling (Polychronopoulos and Kuck, 1987).
    """
    left = sorted(range(len(sizes)), key=lambda place: -sizes[place])
    while left:
        most = min(BUNDLE, SHARE * sum(sizes[place] for place in left) / threads)
        filled = itertools.accumulate(sizes[place] for place in left)
        count = max(1, sum(each <= most for each in filled))
        yield left[:count]
        left = left[count:]
