"""The PDFs of a corpus: which are here, which are still to be added, which are not what was listed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Container
from pathlib import Path

import pandas as pd

from kentering import tables
from kentering.corpus.cells import HEADER_ROWS, cells
from kentering.errors import InputError, KenteringError

_FEW = 6  # files that are named one by one
_SEARCHED = 65536  # bytes within which a PDF says that it is one
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of word processors and spreadsheets begin, new and old."""


def sha256(path: Path) -> str:
    """The hash of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _is_here(path: Path) -> bool:
    """Is there such a file? No path that is longer than the system takes leads to one."""
    try:
        return path.is_file()
    except OSError:
        return False


def file_faults(documents: pd.DataFrame, folder: Path) -> list[tuple[pd.Series, KenteringError | None]]:
    """Each row of documents, and what is wrong with its file: not there, empty, another hash; None where nothing is."""
    loose = _loose(folder)
    return [(row, _file_fault(row, folder, loose)) for _, row in documents.iterrows()]


def _file_fault(row: pd.Series, folder: Path, loose: list[Path]) -> KenteringError | None:
    path = folder / str(row["file"])
    if not str(row["file"]) or not _is_here(path):
        near = _near(str(row["file"]), loose, folder)
        if near:
            message = f"{_row(str(row['document_id']), folder)}: no file {row['file']}"
            return InputError(message, f"did you mean {near}?")
        where = str(row["source_url"]) or "its publisher"
        return InputError(f"{row['document_id']}: no file {_file(row)}", f"get it from {where} and save it there")
    if path.stat().st_size == 0:
        return InputError(f"{row['document_id']}: {row['file']} is empty (0 bytes)", "download it again")
    found = sha256(path) if row["sha256"] else ""
    if found != row["sha256"]:
        message = f"{row['document_id']}: {row['file']} is not the file that was listed (its hash differs)"
        hint = f"put the listed file back, or set sha256 to {found} in documents.csv if the change is meant"
        return InputError(message, hint)
    return None


def no_pdf(row: pd.Series, folder: Path) -> KenteringError | None:
    """What a file is that is no PDF, whatever its name says; None where it says that it is one."""
    with (folder / str(row["file"])).open("rb") as stream:
        data = stream.read(_SEARCHED)
    if b"%PDF-" in data:
        return None
    if data.startswith(_OFFICE):
        message = f"{row['document_id']}: {row['file']} is a Word or Excel file, whatever its name says"
        return InputError(message, "open it in its own program and save it as PDF")
    page = any(sign in data.lower() for sign in (b"<html", b"<!doctype html"))
    what = f"{row['file']} is {'a web page' if page else 'no PDF'}, whatever its name says"
    return InputError(f"{row['document_id']}: {what}", "download the PDF itself")


def copies(documents: pd.DataFrame, folder: Path) -> list[KenteringError]:
    """Files with the very bytes of a file that stands above them: a plan beside itself shows no change."""
    first: dict[str, str] = {}
    found: list[KenteringError] = []
    for row in documents.to_dict("records"):
        path = folder / str(row["file"])
        if str(row["file"]) and _is_here(path) and path.stat().st_size:
            key = sha256(path)
            if key in first:
                message = f"{row['document_id']}: {row['file']} is the same file as {first[key]}"
                found.append(InputError(message, "put the PDF meant there, or remove the row"))
            first.setdefault(key, str(row["file"]))
    return found


def to_add(documents: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """The documents whose file nobody has had yet: not in the folder, not nearly so, and no hash is listed.

    That is no fault: a corpus may list texts that are still to be got. A file with a listed hash was here before, and
    one that only its folder, a capital or a backslash tells from a PDF that is here was mistyped.
    """
    loose = _loose(folder)
    files = documents["file"].astype(str)
    absent = [not file or not (_is_here(folder / file) or _near(file, loose, folder)) for file in files]
    return documents[pd.Series(absent, index=documents.index, dtype=bool) & (documents["sha256"] == "")]


def to_add_line(documents: pd.DataFrame, folder: Path) -> str:
    """Which texts are still to be added, and how, on one line; empty where none is."""
    missing = to_add(documents, folder).sort_values("document_id")
    if missing.empty:
        return ""
    count = f"{len(missing)} of {len(documents)} listed text{'s' if len(documents) > 1 else ''} still to be added"
    how = f"kentering fetch {folder} tells for each the page to visit and the file name"
    return f"{count}: {_named(missing)} (hint: {how})"


def _named(missing: pd.DataFrame) -> str:
    """A few by their files, many by work and language."""
    if len(missing) <= _FEW:
        return "no file " + ", ".join(_file(row) for _, row in missing.iterrows())
    languages = missing.groupby("work_id", sort=True)["language"].agg(lambda each: ", ".join(dict.fromkeys(each)))
    return ", ".join(f"{work_id} ({each})" for work_id, each in languages.items())


def unlisted(folder: Path) -> list[InputError]:
    """PDFs in the pdf folder of a corpus that no row of its documents.csv names, faulty rows included."""
    loose = _loose(folder)
    mistyped = {_near(str(file), loose, folder) for file in cells(folder / "documents.csv")["file"]}
    return [
        InputError(
            f"{path.relative_to(folder)} stands in no row of documents.csv",
            "add a row, let kentering check --adopt find it, or move it away",
        )
        for path in loose
        if path.is_relative_to(folder / "pdf") and path.relative_to(folder).as_posix() not in mistyped
    ]


def _loose(folder: Path) -> list[Path]:
    """The PDFs of a corpus, in its folder or below pdf/, that no row of its documents.csv names."""
    listed = {os.path.realpath(folder / file) for file in cells(folder / "documents.csv")["file"]}
    paths = [*sorted(folder.glob("*")), *sorted((folder / "pdf").glob("**/*"))]
    return [path for path in paths if path.suffix.lower() == ".pdf" and os.path.realpath(path) not in listed]


def _near(file: str, loose: list[Path], folder: Path) -> str:
    """The one of these PDFs that a file which is not there means: its folder, case, backslashes or ending are wrong."""
    if not file or _is_here(folder / file):
        return ""
    wanted = file.replace("\\", "/").removeprefix("./").casefold()
    wanted = wanted if wanted.endswith(".pdf") else f"{wanted}.pdf"
    names = [path.relative_to(folder).as_posix() for path in loose]
    alike = [name for name in names if name.casefold() == wanted]
    alike = alike or [name for name in names if name.casefold().rpartition("/")[2] == wanted.rpartition("/")[2]]
    return alike[0] if len(alike) == 1 else ""


def _row(document_id: str, folder: Path) -> str:
    ids = cells(folder / "documents.csv")["document_id"]
    return f"documents.csv, row {int(ids.index[ids == document_id][0]) + HEADER_ROWS}"


def held(works: pd.DataFrame, documents: pd.DataFrame, absent: Container[str]) -> pd.DataFrame:
    """What is held of each work's text in each language: work by language.

    Of several texts of one work in one language the fullest counts; the documents in `absent` are listed and not here.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for row in documents.to_dict("records"):
        kind = "missing" if row["document_id"] in absent else str(row["text"])
        found.setdefault((str(row["work_id"]), str(row["language"])), []).append(kind)
    order = [*tables.TEXTS, "missing", "none"]
    rows = [
        {
            **{name: work[name] for name in ("work_id", "level", "series", "cycle", "status")},
            **{
                language: min(found.get((str(work["work_id"]), language), ["none"]), key=order.index)
                for language in tables.LANGUAGES
            },
        }
        for work in works.to_dict("records")
    ]
    return tables.from_rows("held", rows)


def _file(row: pd.Series) -> str:
    return str(row["file"]) or f"pdf/{row['document_id']}.pdf"
