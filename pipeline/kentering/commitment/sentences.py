"""Every sentence of running text with what it binds to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from kentering.commitment.modality import NONE, Modality
from kentering.commitment.reading import Reading, reading
from kentering.commitment.said import said
from kentering.compare.counted import counted
from kentering.tables import empty, from_rows


def commitments(
    passages: pd.DataFrame, blocks: pd.DataFrame, documents: pd.DataFrame, works: pd.DataFrame
) -> pd.DataFrame:
    """The sentences of the running text that counts for each work, read one by one.

    Running text only, and of each work the best kind of text: see `compare.counted`.
    """
    return joined([commitments_of(rows, blocks) for rows in documents_counted(passages, documents, works).values()])


def documents_counted(passages: pd.DataFrame, documents: pd.DataFrame, works: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The passages that count, by document, in the order of works and languages."""
    rows = counted(passages, documents, works)
    return {str(document_id): own for document_id, own in rows.groupby("document_id", sort=False)}


def joined(apart: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The sentences of several documents as one table."""
    filled = [frame for frame in apart if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else empty("commitments")


def commitments_of(rows: pd.DataFrame, blocks: pd.DataFrame) -> pd.DataFrame:
    """The sentences of one document, from those of its passages that count: nothing beside it plays a part.

    An item of a list that says nothing of its own binds as the sentence does that opens the list. Sentences are judged
    by their words alone; how often that goes wrong, per language and label, is measured in tests/benchmarks.
    """
    about = {str(row["passage_id"]): row for row in rows.to_dict("records")}
    languages = dict(zip(rows["document_id"], rows["language"], strict=True))
    bound: dict[str, Modality] = {}
    found = []
    for each in said(rows, blocks, languages):
        row = about[each.passage_id]
        opener = bound.get(each.opener, NONE) if each.opener else NONE
        read = reading(each.text, str(row["language"]), bullet=each.bullet, opener=opener)
        if each.text.endswith(":"):
            bound[each.text] = read.modality
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
