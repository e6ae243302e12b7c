"""Blocks of PDFs that belong to no corpus."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from kentering import extract, tables
from kentering.errors import InputError, KenteringError
from kentering.settings import ExtractSettings


class Read(NamedTuple):
    """What reading some PDFs gave: the tables of those that could be read, and a fault for each of the others."""

    blocks: pd.DataFrame
    furniture: pd.DataFrame
    faults: list[KenteringError]


def read(files: Sequence[Path]) -> Read:
    """Blocks and furniture of PDFs; a locked one asks for its password where somebody can answer."""
    settings = ExtractSettings()
    stems = [_written(path.stem) for path in files]
    names = stems if len(set(stems)) == len(stems) else [_written(str(path)) for path in files]
    requests = [extract.Request(path, name) for path, name in zip(files, names, strict=True)]
    found = list(extract.readings(requests, settings))
    asked = {place: _password(files[place]) for place, each in enumerate(found) if _asks(each)}
    if asked:
        again = [requests[place]._replace(password=password) for place, password in asked.items()]
        found = [*found]
        for place, each in zip(asked, extract.readings(again, settings), strict=True):
            found[place] = each
    good = [each for each in found if isinstance(each, extract.Reading)]
    return Read(
        pd.concat([tables.empty("blocks"), *(each.blocks for each in good)], ignore_index=True),
        pd.concat([tables.empty("furniture"), *(each.furniture for each in good)], ignore_index=True),
        [each for each in found if isinstance(each, KenteringError)] + _unread(files, found, settings),
    )


def _written(name: str) -> str:
    """A name as a table can hold it: bytes that are no letters in the system's encoding become question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _asks(found: extract.Reading | KenteringError) -> bool:
    given = os.environ.get("KENTERING_PASSWORD")
    return isinstance(found, extract.LockedError) and not given and sys.stdin.isatty()


def _password(path: Path) -> str:
    return getpass.getpass(f"password of {path.name}: ")


def _unread(
    files: Sequence[Path], found: Sequence[extract.Reading | KenteringError], settings: ExtractSettings
) -> list[KenteringError]:
    """A fault for each PDF that has text, but not on every page."""
    faults: list[KenteringError] = []
    for path, each in zip(files, found, strict=True):
        pages = extract.unread_pages(each.furniture) if isinstance(each, extract.Reading) else []
        if pages:
            message = f"{path.name}: no text layer on page {', '.join(map(str, pages))}, only a picture: not read"
            faults.append(InputError(message, extract.way_out(settings)))
    return faults


def left_out_of(furniture: pd.DataFrame) -> str:
    """What was left out of the text, a line each: page, box in points, kind, words, reason."""
    if furniture.empty:
        return "nothing was left out"
    columns = ["document_id", "page", "x0", "top", "x1", "bottom", "kind", "reason", "text"]
    shown = furniture[columns].rename(columns={"document_id": "document"}).round(1)
    return str(shown.to_string(index=False))
