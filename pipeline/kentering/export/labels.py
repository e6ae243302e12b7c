"""A template of labels.csv: each theme with its words and three quotations, and blanks for a person's names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from kentering import coding
from kentering.errors import InputError
from kentering.export.kept import keep
from kentering.export.rights import brief
from kentering.export.signs import one_line
from kentering.tables import LANGUAGES, from_rows
from kentering.tables.spreadsheet import safe

if TYPE_CHECKING:
    from kentering.study import Study

N_QUOTES = 3
QUOTED = 400
"""At most so many signs of one quotation; of commentary fewer, see `rights`."""


def write_labels(study: Study) -> Path:
    """Write labels.csv and return its path. Rows with a name are kept as they stand; themes that have none are added.

    A row without any name is written anew: nobody's work stands in it.
    """
    if study.themes.empty:
        message = f"{study.name}: no themes to name"
        raise InputError(message, "put the PDFs in pdf/, then: kentering run CORPUS")
    before = study.corpus.labels
    named = before[(before[[f"label_{each}" for each in LANGUAGES]] != "").any(axis=1)]
    reached = _reached(named, study.assignments)
    blank = [_blank(study, row) for row in _by_hand(study) if row["code"] not in reached]
    keep(study, "labels", pd.concat([named, from_rows("labels", blank)], ignore_index=True))
    return study.folder / "labels.csv"


def _by_hand(study: Study) -> list[dict[str, str]]:
    book = coding.codebook(study.themes, study.assignments)
    return [{str(key): str(cell) for key, cell in row.items()} for row in book.to_dict("records")]


def _reached(named: pd.DataFrame, assignments: pd.DataFrame) -> set[str]:
    """The themes of today that a person's label is carried over to."""
    narrow = {"parent_id": ["?" if "." in theme else "" for theme in named["theme_id"]]}
    old = named.assign(codebook="labels", code=named["theme_id"], **narrow)
    return set(coding.carried(old, assignments).values())


def _blank(study: Study, row: dict[str, str]) -> dict[str, str]:
    theme = study.themes.set_index("theme_id").loc[row["code"]]
    words = [f"{each}: {theme[f'keywords_{each}']}" for each in LANGUAGES if theme[f"keywords_{each}"]]
    return {
        "theme_id": row["code"],
        **{f"label_{each}": "" for each in LANGUAGES},
        "passages": row["passages"],
        "keywords": safe("; ".join(words)),
        "quotes": safe(" | ".join(_quotes(study, list(theme["typical"])))),
    }


def _quotes(study: Study, typical: list[str]) -> list[str]:
    from kentering.study.quoting import sources

    found = sources(study, study.passages[study.passages["passage_id"].isin(typical[:N_QUOTES])])
    place = {passage_id: number for number, passage_id in enumerate(typical)}
    rows = sorted(found.to_dict("records"), key=lambda row: place[str(row["passage_id"])])
    return [f"“{_quoted(str(row['text']), str(row['text_kind']))}” ({row['citation']})" for row in rows]


def _quoted(text: str, kind: str) -> str:
    return one_line(brief(text) if kind == "commentary" else text, QUOTED)
