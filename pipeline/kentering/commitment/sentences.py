"""Every sentence of running text with what it binds to."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kentering.commitment.modality import NONE, Modality
from kentering.commitment.reading import Reading, reading
from kentering.commitment.said import said
from kentering.compare.counted import counted
from kentering.tables import from_rows


def commitments(
    passages: pd.DataFrame, blocks: pd.DataFrame, documents: pd.DataFrame, works: pd.DataFrame
) -> pd.DataFrame:
    """The sentences of the running text that counts for each work, read one by one.

    Running text only, and of each work the best kind of text: see `compare.counted`. An item of a list that says
    nothing of its own binds as the sentence does that opens the list. Sentences are judged by their words alone; how
    often that goes wrong, per language and label, is measured in tests/benchmarks.
    """
    rows = counted(passages, documents, works)
    about = {str(row["passage_id"]): row for row in rows.to_dict("records")}
    languages = dict(zip(rows["document_id"], rows["language"], strict=True))
    bound: dict[tuple[str, str], Modality] = {}
    found = []
    for each in said(rows, blocks, languages):
        row = about[each.passage_id]
        language = str(row["language"])
        opener = bound.get((language, each.opener), NONE) if each.opener else NONE
        read = reading(each.text, language, bullet=each.bullet, opener=opener)
        if each.text.endswith(":"):
            bound[language, each.text] = read.modality
        found.append(
            {
                **{column: row[column] for column in ("passage_id", "work_id", "document_id", "language")},
                "text": row["text_kind"],
                "place": each.place,
                "page": each.page,
                "page_last": each.page_last,
                "bullet": each.bullet,
                "said": each.text,
                **_told(read),
            }
        )
    return from_rows("commitments", found)


def _told(read: Reading) -> dict[str, Any]:
    shown = {read.modality.value: [read.modality.words]} if read.modality.value != "none" else {}
    labels = (*read.measures, *read.arrangements, *(["indicators"] if "indicators" in read.words else []))
    shown |= {label: read.words[label] for label in labels}
    return {
        "modality": read.modality.value,
        "measures": list(read.measures),
        "arrangements": list(read.arrangements),
        "actors": list(read.actors),
        "n_figures": read.n_figures,
        "dates": list(read.dates),
        "indicator": read.indicator,
        "evidence": [f"{label}: {', '.join(words)}" for label, words in shown.items()],
    }
