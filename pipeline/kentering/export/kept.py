"""The tables of a corpus that grow by what people bring in: labels.csv, coding.csv, codebook.csv."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from kentering import coding
from kentering.store import beside
from kentering.tables import LANGUAGES, check

if TYPE_CHECKING:
    from kentering.study import Study


def keep(study: Study, name: str, frame: pd.DataFrame) -> None:
    """Write a table of the corpus folder as CSV, whole or not at all."""
    with beside(study.folder / f"{name}.csv") as path:
        frame.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def all_codebooks(study: Study, before: pd.DataFrame) -> pd.DataFrame:
    """The lists of themes that people had in hand before, with the one of today."""
    now = coding.codebook(study.themes, study.assignments)
    both = pd.concat([before, now], ignore_index=True)
    return check("codebook", both.drop_duplicates(["codebook", "code"], ignore_index=True))


def keep_codebook(study: Study) -> None:
    """Remember the themes of today, so that what is coded with them can come back after a new clustering."""
    if study.built.save and len(study.themes):
        books = all_codebooks(study, study.codebook)
        if len(books) > len(study.codebook):
            keep(study, "codebook", books)


def merged_coding(before: pd.DataFrame, brought: pd.DataFrame) -> pd.DataFrame:
    """Both, by coder and passage; of one coder and passage what was brought last."""
    both = pd.concat([before, brought], ignore_index=True)
    last = both.drop_duplicates(["coder", "passage_id"], keep="last")
    return check("coding", last.sort_values(["coder", "passage_id"], ignore_index=True))


def merged_labels(before: pd.DataFrame, brought: pd.DataFrame) -> pd.DataFrame:
    """The labels with those that were brought; a cell that was brought empty keeps what stood there."""
    new = {(str(row["theme_id"]), str(row["passages"])): row for row in brought.to_dict("records")}
    rows = []
    for row in before.to_dict("records"):
        given: Mapping[Hashable, Any] = new.pop((str(row["theme_id"]), str(row["passages"])), {})
        for column in [f"label_{each}" for each in LANGUAGES]:
            row[column] = given.get(column) or row[column]
        rows.append(row)
    listed = [*rows, *new.values()]
    return check("labels", pd.DataFrame(listed, columns=list(before.columns)))
