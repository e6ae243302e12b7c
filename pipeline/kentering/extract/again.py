"""The pages of a PDF as pypdfium2 gives them, texts and pictures: it shares no code with what reads the blocks."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kentering.errors import UnreadableError
from kentering.extract.many import Request
from kentering.extract.picture import PagePicture
from kentering.extract.working import StoppedError, Worker
from kentering.settings import ExtractSettings

TRIES = 2
"""A document whose process was ended is asked once more: a machine at its limit ends processes as it likes."""


def page_texts(requests: Sequence[Request], settings: ExtractSettings) -> dict[str, dict[int, str]]:
    """For each document, the text of each page; nothing where that reader cannot open the file."""
    worker = Worker(settings)
    found: dict[str, dict[int, str]] = {}
    try:
        for request in requests:
            with contextlib.suppress(UnreadableError):
                found[request.document_id] = _texts(worker, request, settings, TRIES)
    finally:
        worker.close()
    return found


def _texts(worker: Worker, request: Request, settings: ExtractSettings, tries: int) -> dict[int, str]:
    asked = (request.path, request.password or os.environ.get("KENTERING_PASSWORD"))
    try:
        texts: dict[int, str] = worker.answer("texts", asked, request.path.name, settings.max_seconds, _unheard)
    except StoppedError:
        if tries > 1:
            return _texts(worker, request, settings, tries - 1)
        raise
    return texts


def _unheard(*_: Any) -> None:  # noqa: ANN401
    """What is said on the way is of no use here."""


def page_picture(path: Path, number: int, settings: ExtractSettings, password: str | None = None) -> PagePicture:
    """The picture of a page, counted from 1, made in a process of its own."""
    made = _asked("picture", path, settings, password, number)
    return PagePicture(*made)


def page_count(path: Path, settings: ExtractSettings, password: str | None = None) -> int:
    """The number of pages, counted in a process of its own."""
    return int(_asked("pages", path, settings, password))


def _asked(task: str, path: Path, settings: ExtractSettings, password: str | None, *own: Any) -> Any:  # noqa: ANN401
    secret = password or os.environ.get("KENTERING_PASSWORD")
    worker = Worker(settings)
    try:
        return worker.answer(task, (path, secret, *own), path.name, settings.max_seconds, _unheard)
    finally:
        worker.close()
