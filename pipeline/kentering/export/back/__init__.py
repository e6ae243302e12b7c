"""What people did in another program or on a sheet, brought back into the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from kentering import coding
from kentering.corpus import corpus
from kentering.errors import InputError, KenteringError
from kentering.export.back.codings import Codings
from kentering.export.back.filled import filled
from kentering.export.back.project import found
from kentering.export.back.themes import new_labels, recognised
from kentering.export.kept import all_codebooks, keep, merged_coding, merged_labels
from kentering.export.qdpx import sources

if TYPE_CHECKING:
    from kentering.study import Study

__all__ = ["Brought", "bring_in"]

SHEETS = (".xlsx", ".csv")
PROJECTS = (".qdpx", ".qdc")


class Brought(NamedTuple):
    """What came in: names for themes, people's themes for passages, lines to read, and faults to mend."""

    labels: pd.DataFrame
    coding: pd.DataFrame
    said: list[str]
    faults: list[KenteringError]


def bring_in(study: Study, file: str | Path, coder: str = "", language: str = "") -> Brought:
    """Take in an edited .qdpx, a codebook (.qdc) or a filled sheet (.xlsx, .csv): labels.csv and coding.csv grow.

    What a coder gave a passage before is replaced by what the file says; names in labels.csv that the file did not
    change stay. What cannot be used is a fault, and the rest comes in.
    """
    path = Path(file).expanduser()
    if path.suffix.lower() not in (*SHEETS, *PROJECTS):
        message = f"{path.name}: kentering cannot bring in such a file"
        raise InputError(message, f"one that ends in {', '.join((*PROJECTS, *SHEETS))}")
    if not path.is_file():
        message = f"no file {path}"
        raise InputError(message, "give the path of the file that came back")
    brought = _from_sheet(study, path, coder) if path.suffix.lower() in SHEETS else _from_project(study, path, language)
    with study.built.sole.held():
        there = corpus(study.folder)  # somebody else may have brought in something since the study was opened
        if len(brought.labels):
            keep(study, "labels", merged_labels(there.labels, brought.labels))
        if len(brought.coding):
            keep(study, "codebook", all_codebooks(study, there.codebook))
            keep(study, "coding", merged_coding(there.coding, brought.coding))
    return brought._replace(said=[*brought.said, *_replaced(there.coding, brought.coding)])


def _replaced(before: pd.DataFrame, brought: pd.DataFrame) -> list[str]:
    """A line for each coder whose earlier codes gave way to others."""
    both = before.merge(brought, on=["coder", "passage_id"], suffixes=("_before", ""))
    other = both[both["code_before"] != both["code"]]
    return [f"{len(own)} earlier codes of {coder} replaced" for coder, own in other.groupby("coder", sort=True)]


def _coded(rows: pd.DataFrame) -> str:
    coders = ", ".join(sorted(set(rows["coder"])))
    return f"{len(rows)} passages coded by {coders}" if coders else "no passage coded by a person"


def _from_sheet(study: Study, path: Path, coder: str) -> Brought:
    made = filled(path, all_codebooks(study, study.codebook), set(study.passages["passage_id"]), coder)
    said = [f"{path.name}: {_coded(made.coding)}, {made.n_empty} left empty"]
    return Brought(study.corpus.labels.iloc[:0], made.coding, said, made.faults)


def _from_project(study: Study, path: Path, language: str) -> Brought:
    file = found(path)
    themes = recognised(file.codes, all_codebooks(study, study.codebook), path.name, language)
    labels = new_labels(file.codes, themes)
    now = coding.codebook(study.themes, study.assignments)
    name = str(now["codebook"].iloc[0]) if len(now) else ""
    codings = Codings(file, themes, sources(study, name, themes.language) if file.sources else [], path.name)
    rows = codings.rows()
    said = [
        f"{path.name}: {len(themes.theme_of)} of {len(themes.book)} themes found, {len(labels)} with another name",
        f"{path.name}: {_coded(rows)}",
        *codings.said(),
    ]
    return Brought(labels, rows, said, codings.faults)
