"""A corpus: a folder with works.csv, documents.csv and their like, corpus.toml and the PDFs."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from kentering import tables
from kentering.corpus.cells import cells, ids, passwords, table
from kentering.corpus.empty import new
from kentering.corpus.files import copies, file_faults, held, no_pdf, sha256, to_add, to_add_line, unlisted
from kentering.corpus.lists import lists_without_source, places_twice, usable_priorities
from kentering.corpus.rows import usable_documents, usable_labels, usable_works, without_works
from kentering.corpus.ties import usable_links
from kentering.corpus.titles import title, told_apart
from kentering.errors import FaultsError, InputError, KenteringError
from kentering.settings import Settings, settings_from
from kentering.tables.agreement import CODED
from kentering.tables.by_hand import BY_HAND

__all__ = [
    "Corpus",
    "corpus",
    "faults",
    "file_faults",
    "held",
    "new",
    "sha256",
    "title",
    "to_add",
    "to_add_line",
    "told_apart",
    "unlisted",
]


_LONGEST = 100  # bytes in the name of a corpus, which names of files begin with
_SAID = 200  # signs of what a parser says
_NOT_IN_FILES = {*'/\\:*?"<>|', *map(chr, range(32))}


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
    coding: pd.DataFrame = field(default_factory=lambda: tables.empty("coding"))
    codebook: pd.DataFrame = field(default_factory=lambda: tables.empty("codebook"))
    passwords: dict[str, str] = field(default_factory=dict, repr=False)
    """What opens the locked documents that documents.csv gives a password for; in no table."""

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
    found = _tables(folder, faults)
    read = _usable(found, folder, faults) | {name: found[name] for name in CODED}
    return Corpus(
        folder=folder,
        name=_name(config, folder),
        titles=_titles(config, folder),
        settings=settings_from(config, str(folder / "corpus.toml")),
        faults=faults,
        passwords=passwords(folder),
        **{name: frame.reset_index(drop=True) for name, frame in read.items()},
    )


def _tables(folder: Path, faults: list[KenteringError]) -> dict[str, pd.DataFrame]:
    """The tables kept by hand; those of which nothing can be read raise FaultsError together."""
    read: dict[str, pd.DataFrame] = {}
    unreadable: list[KenteringError] = []
    for name in (*BY_HAND, *CODED):
        try:
            read[name] = table(folder, name, faults)
        except InputError as error:
            unreadable.append(error)
    if len(unreadable) == 1 and not faults:
        raise unreadable[0]
    if unreadable:
        each = [
            fault for error in unreadable for fault in (error.faults if isinstance(error, FaultsError) else [error])
        ]
        raise FaultsError([*each, *faults])
    return read


def _usable(read: dict[str, pd.DataFrame], folder: Path, faults: list[KenteringError]) -> dict[str, pd.DataFrame]:
    """The tables without rows that cannot be used, and without what hangs on a work that is left out."""
    works = usable_works(read["works"], cells(folder / "works.csv"), faults)
    lost = ids(folder, "works") - set(works["work_id"])
    left = without_works(read, lost, faults)
    items = usable_priorities(left["priorities"], works, faults)
    return {
        "works": works,
        "documents": usable_documents(left["documents"], works, folder, faults),
        "priorities": items,
        "links": usable_links(left["links"], items, ids(folder, "priorities") - set(items["priority_id"]), faults),
        "labels": usable_labels(read["labels"], faults),
    }


def _config(path: Path) -> dict[str, Any]:
    if not path.is_file():
        if path.exists():
            message = f"{path} is no file"
            raise InputError(message, "move it away: corpus.toml is a text with settings, and may be missing")
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        message = f"{path} is not in UTF-8"
        raise InputError(message, "in the editor choose: save as, encoding UTF-8") from None
    except (ValueError, RecursionError) as error:  # too deep, or a number too long, is no fault that tomllib names
        said = "brackets within brackets, too deep" if isinstance(error, RecursionError) else str(error)[:_SAID]
        message = f"{path}: {said}"
        raise InputError(message, 'write settings as: n_themes = 12, texts as: name = "my corpus"') from None


def _name(config: dict[str, Any], folder: Path) -> str:
    """The name of the corpus, which names of files begin with."""
    given = config.pop("name", folder.resolve().name)
    if not isinstance(given, str) or not _names_files(given):
        message = f"{folder / 'corpus.toml'}: name = {repr(given)[:_SAID]}: files cannot bear such a name"
        hint = 'write letters, figures, blanks and hyphens, at most a hundred, as in name = "belgian-security"'
        raise InputError(message, hint)
    return given


def _names_files(name: str) -> bool:
    """Can names of files begin with it, on any system?"""
    visible = bool(name.strip()) and not name.startswith(".") and not any("\ud800" <= each <= "\udfff" for each in name)
    return visible and not set(name) & _NOT_IN_FILES and len(name.encode()) <= _LONGEST


def _titles(config: dict[str, Any], folder: Path) -> dict[str, str]:
    given = {language: str(config.pop(f"title_{language}", "")) for language in tables.LANGUAGES}
    fallback = next((title for title in given.values() if title), folder.resolve().name)
    return {language: title or fallback for language, title in given.items()}


def faults(found: Corpus) -> list[KenteringError]:
    """Everything to mend in a corpus: rows, lists without a source or order, files, hashes, PDFs that no row names.

    Texts that are still to be added are no fault.
    """
    here = found.documents.drop(index=to_add(found.documents, found.folder).index)
    of_files = [fault or no_pdf(row, found.folder) for row, fault in file_faults(here, found.folder)]
    said = [*(fault for fault in of_files if fault is not None), *copies(here, found.folder)]
    kept = found.folder / "priorities.csv"
    lists = (found.priorities, cells(kept)) if kept.is_file() else None
    doubtful = [*lists_without_source(*lists), *places_twice(*lists)] if lists else []
    return [*found.faults, *doubtful, *said, *unlisted(found.folder)]
