"""A corpus: a folder with works.csv, documents.csv and their like, corpus.toml and the PDFs."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from kentering import tables
from kentering.corpus.cells import cells, table
from kentering.corpus.empty import new
from kentering.corpus.rows import of_known_works, one_final_work_a_cycle, usable_documents
from kentering.errors import InputError, KenteringError
from kentering.settings import Settings, settings_from

__all__ = ["Corpus", "corpus", "faults", "file_fault", "new", "sha256", "unlisted"]


@dataclass(frozen=True)
class Corpus:
    """What stands in a corpus folder; `faults` lists the rows that had to be left out."""

    folder: Path
    name: str
    titles: dict[str, str]
    settings: Settings
    works: pd.DataFrame
    documents: pd.DataFrame
    priorities: pd.DataFrame
    links: pd.DataFrame
    labels: pd.DataFrame
    faults: list[KenteringError] = field(default_factory=list)

    def path(self, file: str) -> Path:
        """Where a listed file lies."""
        return self.folder / file


def corpus(folder: Path) -> Corpus:
    """The corpus in a folder; reads small files only.

    A row that cannot be used is left out and stands in `faults`. An unknown or missing column, a file that is no
    table and a wrong setting raise InputError: there the rest would be a guess.
    """
    folder = folder.expanduser()
    if not folder.is_dir():
        message = f"no folder {folder}"
        raise InputError(message, "kentering new FOLDER makes an empty corpus")
    config = _config(folder / "corpus.toml")
    faults: list[KenteringError] = []
    read = {name: table(folder, name, faults) for name in ("works", "documents", "priorities", "links", "labels")}
    read["works"] = one_final_work_a_cycle(read["works"], faults)
    read["documents"] = usable_documents(read["documents"], read["works"], folder, faults)
    read["priorities"] = of_known_works(read["priorities"], read["works"], "priorities.csv", faults)
    return Corpus(
        folder=folder,
        name=str(config.pop("name", folder.resolve().name)),
        titles=_titles(config, folder),
        settings=settings_from(config, str(folder / "corpus.toml")),
        faults=faults,
        **{name: frame.reset_index(drop=True) for name, frame in read.items()},
    )


def sha256(path: Path) -> str:
    """The hash of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def file_fault(row: pd.Series, folder: Path) -> KenteringError | None:
    """What is wrong with the file of a row of documents: not there, empty, another hash; None where nothing is."""
    path = folder / str(row["file"])
    if not str(row["file"]) or not path.is_file():
        where = str(row["source_url"]) or "its publisher"
        name = str(row["file"]) or "pdf/" + str(row["document_id"]) + ".pdf"
        return InputError(f"{row['document_id']}: no file {name}", f"get it from {where} and save it there")
    if path.stat().st_size == 0:
        return InputError(f"{row['document_id']}: {row['file']} is empty (0 bytes)", "download it again")
    found = sha256(path) if row["sha256"] else ""
    if found != row["sha256"]:
        message = f"{row['document_id']}: {row['file']} is not the file that was listed (its hash differs)"
        hint = f"put the listed file back, or set sha256 to {found} in documents.csv if the change is meant"
        return InputError(message, hint)
    return None


def unlisted(found: Corpus) -> list[InputError]:
    """PDFs in the pdf folder that no row of documents names."""
    listed = {found.path(file).resolve() for file in cells(found.folder / "documents.csv")["file"]}
    return [
        InputError(f"{path.relative_to(found.folder)} stands in no row of documents.csv", "add a row, or move it away")
        for path in sorted((found.folder / "pdf").glob("**/*"))
        if path.suffix.lower() == ".pdf" and path.resolve() not in listed
    ]


def _config(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{path}: {error}"
        raise InputError(message, 'write settings as: n_themes = 12, texts as: name = "my corpus"') from None


def _titles(config: dict[str, Any], folder: Path) -> dict[str, str]:
    given = {language: str(config.pop(f"title_{language}", "")) for language in tables.LANGUAGES}
    fallback = next((title for title in given.values() if title), folder.resolve().name)
    return {language: title or fallback for language, title in given.items()}


def faults(found: Corpus) -> list[KenteringError]:
    """Everything to mend in a corpus: rows, files, hashes, PDFs that no row names."""
    of_files = [file_fault(row, found.folder) for _, row in found.documents.iterrows()]
    return [*found.faults, *[fault for fault in of_files if fault is not None], *unlisted(found)]
