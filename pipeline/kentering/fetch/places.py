"""Where the file of a row lies or will lie; what is written into its row once it is there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from kentering.corpus import Corpus, sha256
from kentering.errors import InputError
from kentering.fetch.addresses import shown
from kentering.fetch.listing import set_cells
from kentering.settings import ExtractSettings


def file_name(row: pd.Series) -> str:
    """The path of a row's file inside the corpus: as listed, else pdf/ and its document_id."""
    return str(row["file"]) or f"pdf/{row['document_id']}.pdf"


def place(row: pd.Series, folder: Path) -> Path:
    """Where a row's file lies or will lie; raises InputError where that is outside the corpus, or no name of a PDF."""
    name = file_name(row)
    inside = folder.resolve()
    try:
        path = (inside / name).resolve()
    except (OSError, ValueError):
        path = inside
    if not path.is_relative_to(inside) or path.suffix.lower() != ".pdf" or not name.isprintable():
        message = f"{shown(name)} is no name for a PDF inside the corpus folder"
        raise InputError(message, "write it in the column file as pdf/NAME.pdf")
    return path


def is_missing(row: pd.Series, folder: Path) -> bool:
    """Is the file of a row not there, or empty?"""
    path = folder / file_name(row)
    return not path.is_file() or path.stat().st_size == 0


def n_pages(path: Path, settings: ExtractSettings) -> int:
    """The number of pages of a PDF; raises UnreadableError, with the way out, where it cannot be opened."""
    from kentering.extract.opening import counted, opened

    with opened(path, os.environ.get("KENTERING_PASSWORD")) as pdf:
        return counted(path, pdf, settings.max_pages)


def write_down(found: Corpus, row: pd.Series, path: Path, pages: int | None) -> None:
    """Write hash, number of pages and place of a file into its row of documents.csv."""
    values: Mapping[str, str] = {
        "file": path.relative_to(found.folder.resolve()).as_posix(),
        "pages": "" if pages is None else str(pages),
        "sha256": sha256(path),
    }
    kept = {"file": str(row["file"])} if str(row["file"]) else {}
    set_cells(found.folder / "documents.csv", "document_id", str(row["document_id"]), {**values, **kept})
