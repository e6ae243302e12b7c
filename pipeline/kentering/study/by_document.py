"""What is done document by document: rows with progress, tables joined, what was left out."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pandas as pd

from kentering import tables
from kentering.errors import KenteringError


def records(documents: pd.DataFrame) -> list[dict[str, str]]:
    """The rows of a table as text."""
    return [{str(key): str(value) for key, value in row.items()} for row in documents.to_dict("records")]


def shown(rows: list[dict[str, str]], doing: str) -> Iterator[dict[str, str]]:
    """The rows, with progress where somebody sees it."""
    from tqdm import tqdm

    seen = sys.stderr.isatty() or "ipykernel" in sys.modules
    yield from tqdm(rows, desc=doing, unit="document", leave=False, disable=not seen or len(rows) < 2)


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
