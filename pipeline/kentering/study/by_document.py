"""What is done document by document: rows with progress, tables joined, what was left out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import pandas as pd

from kentering import tables
from kentering.errors import KenteringError

Key = TypeVar("Key")
Made = TypeVar("Made")


def records(documents: pd.DataFrame) -> list[dict[str, str]]:
    """The rows of a table as text."""
    return [{str(key): str(value) for key, value in row.items()} for row in documents.to_dict("records")]


def shown(rows: list[dict[str, str]], doing: str) -> Iterator[dict[str, str]]:
    """The rows, with progress where somebody sees it."""
    yield from (row for row, _ in told(rows, enumerate(rows), doing))


def told(whose: Sequence[Key], made: Iterable[tuple[int, Made]], doing: str) -> Iterator[tuple[Key, Made]]:
    """Things as they come, each with whose it is by its place; with progress where somebody sees it."""
    if len(whose) < 2 or not (sys.stderr.isatty() or "ipykernel" in sys.modules):
        yield from ((whose[place], each) for place, each in made)
        return
    from tqdm.auto import tqdm

    for place, each in tqdm(made, desc=doing, unit="document", leave=False, total=len(whose)):
        yield whose[place], each


def joined(name: str, frames: list[pd.DataFrame]) -> pd.DataFrame:
    """The frames as one table; an empty one of its kind where none has a row."""
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else tables.empty(name)


def left_out(faults: list[tuple[str, str, KenteringError | None]]) -> pd.DataFrame:
    """A row for each document, or table, and what is wrong with it."""
    rows = [
        {"document_id": document_id, "file": file, "reason": fault.message, "hint": fault.hint}
        for document_id, file, fault in faults
        if fault is not None
    ]
    return tables.from_rows("left_out", rows)
