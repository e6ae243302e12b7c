"""PDFs -> blocks and furniture: what stands on the page, in reading order, and what is no part of the text."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kentering.errors import UnreadableError
from kentering.extract.again import page_count, page_picture, page_texts
from kentering.extract.leaves import FIRST, ONLY_PICTURES, Opened, part, spans
from kentering.extract.many import Request, rows
from kentering.extract.opening import LOCKED, LockedError
from kentering.extract.picture import PagePicture
from kentering.extract.recognition import recognised, to_recognise, usable, way_out
from kentering.extract.whole import Rows, whole
from kentering.extract.working import StoppedError, Worker
from kentering.settings import ExtractSettings

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "LOCKED",
    "ONLY_PICTURES",
    "VERSION",
    "LockedError",
    "PagePicture",
    "Reading",
    "Request",
    "StoppedError",
    "Worker",
    "can_recognise",
    "languages_of_pictures",
    "page_count",
    "page_picture",
    "page_texts",
    "reading",
    "readings",
    "unread_pages",
    "way_out",
]

VERSION = "14"


class Reading(NamedTuple):
    """What reading a PDF gives."""

    blocks: pd.DataFrame
    furniture: pd.DataFrame
    n_pages: int


def readings(
    requests: Sequence[Request],
    settings: ExtractSettings,
    workers: int | Sequence[Worker] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Reading | UnreadableError]:
    """The reading of each PDF in the order of the requests, or why it gives no text; in processes of their own.

    What a file does to its process stays there: a time and a memory limit hold (`max_seconds`, `max_page_seconds`,
    `max_memory`), and a process that dies is that file's fault. `workers`: processes, as many as processors where not
    given; or workers of the caller's own with the same settings, which are left running. `progress` gets the number of
    a request and of a page that is done.
    """
    for made in rows(requests, settings, workers, progress):
        yield made if isinstance(made, UnreadableError) else _checked(made)


def reading(
    path: Path,
    document_id: str,
    settings: ExtractSettings,
    password: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Reading:
    """The blocks and the furniture of one PDF, read in this process, without limits of time and memory.

    Raises UnreadableError where it gives no text, with the way out.
    """
    secret = password or os.environ.get("KENTERING_PASSWORD")
    counts: list[int] = []
    told = Opened(count=counts.append, page=progress or (lambda _: None))
    made = [part(path, secret, settings, 1, FIRST, told)]
    made += [part(path, secret, settings, first, last, told) for first, last in spans(counts[0])[1:]]
    leaves = [leaf for each in made for leaf in each.leaves]
    pictures = {page: letters for each in made for page, letters in each.pictures.items()}
    letters = sum(len(line.text.strip()) for leaf in leaves for line in leaf.lines)
    found = [recognised(path, secret, settings, page) for page in to_recognise(pictures, counts[0], letters, settings)]
    for each in found:
        pictures = {page: count for page, count in pictures.items() if page != each.first} | each.pictures
    seen = [leaf for each in found for leaf in each.leaves]
    return _checked(whole(path.name, document_id, leaves, seen, pictures, settings))


def unread_pages(furniture: pd.DataFrame) -> list[int]:
    """The pages of a document that are pictures from which nothing was read."""
    wordless = furniture[(furniture["kind"] == "hidden") & (furniture["text"] == "")]
    return sorted(int(page) for page in wordless["page"].unique())


def can_recognise(settings: ExtractSettings) -> bool:
    """Can pages that are pictures be read here?"""
    return bool(languages_of_pictures(settings))


def languages_of_pictures(settings: ExtractSettings) -> list[str]:
    """The languages in which pages that are pictures can be read here; none where they are not to be read."""
    return usable(settings.ocr_languages) if settings.ocr == "auto" else []


def _checked(made: Rows) -> Reading:
    """The rows of a document as tables."""
    from kentering import tables

    return Reading(tables.from_rows("blocks", made.blocks), tables.from_rows("furniture", made.furniture), made.n_pages)
