"""Blocks of PDFs that belong to no corpus."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from kentering import extract
from kentering.errors import UnreadableError
from kentering.settings import ExtractSettings


def blocks_of(files: Iterable[Path]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Blocks and furniture of PDFs; a locked one asks for its password where somebody can answer."""
    read = [_reading(path) for path in files]
    return (
        pd.concat([each.blocks for each in read], ignore_index=True),
        pd.concat([each.furniture for each in read], ignore_index=True),
    )


def _reading(path: Path) -> extract.Reading:
    settings = ExtractSettings()
    try:
        return extract.reading(path, path.stem, settings)
    except UnreadableError as error:
        locked = "password" in str(error) and not os.environ.get("KENTERING_PASSWORD")
        if not (locked and sys.stdin.isatty()):
            raise
    return extract.reading(path, path.stem, settings, password=getpass.getpass(f"password of {path.name}: "))


def left_out_of(furniture: pd.DataFrame) -> str:
    """What was left out of the text, a line each: page, kind, words, reason."""
    return "\n".join(
        f"page {row['page']}, {row['kind']}: {row['text']!r} ({row['reason']})" for row in furniture.to_dict("records")
    )
