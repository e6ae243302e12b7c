"""What is done document by document: rows with progress, tables joined, what was left out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import pandas as pd

from kentering import audit, tables
from kentering.errors import InputError, KenteringError

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


def as_listed(frames: Mapping[str, pd.DataFrame], row: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """The reading of a document; one whose text is in another language than its row says is left out, and told.

    Its sentences, words and themes would be looked for in a language that it is not in, and be found missing.
    """
    blocks = frames["blocks"]
    running = blocks.loc[blocks["kind"].isin(tables.RUNNING_KINDS), "text"]
    found = audit.spoken(running.astype(str), row["language"])
    if found is None or found.part >= audit.LISTED:
        return dict(frames)
    message = f"{row['file']} is in {found.other}, and documents.csv gives it language {row['language']}"
    known = found.other in tables.LANGUAGES
    hint = f"set language to {found.other} in its row" if known else "remove its row: texts in nl, fr and en are read"
    fault = InputError(message, hint)
    told_of = left_out([(row["document_id"], row["file"], fault)])
    return {"blocks": tables.empty("blocks"), "furniture": tables.empty("furniture"), "left_out": told_of}


def left_out(faults: list[tuple[str, str, KenteringError | None]]) -> pd.DataFrame:
    """A row for each document, or table, and what is wrong with it."""
    rows = [
        {"document_id": document_id, "file": file, "reason": fault.message, "hint": fault.hint}
        for document_id, file, fault in faults
        if fault is not None
    ]
    return tables.from_rows("left_out", rows)
