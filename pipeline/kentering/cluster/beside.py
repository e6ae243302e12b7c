"""What plans themselves declare, beside the themes that were found."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from kentering.cluster.partition import DECIMALS
from kentering.tables import LANGUAGES, empty, from_rows
from kentering.vectors import Matrix, centred, language_means, unit

# So many items of each series stand beside a theme.
PER_SERIES = 2


def declared_names(priorities: pd.DataFrame) -> list[tuple[str, str, str]]:
    """priority_id, language and name of every item, in order: what `theme_priorities` wants a vector of."""
    rows = priorities.sort_values("priority_id", kind="stable").to_dict("records")
    named = [(str(row["priority_id"]), each, str(row[f"name_{each}"]).strip()) for row in rows for each in LANGUAGES]
    return [(item, language, name) for item, language, name in named if name]


def theme_priorities(
    assignments: pd.DataFrame,
    passages: pd.DataFrame,
    vectors: Matrix,
    documents: pd.DataFrame,
    works: pd.DataFrame,
    priorities: pd.DataFrame,
    names: Matrix,
) -> pd.DataFrame:
    """The two declared items of each series whose names are nearest to each theme, broad and narrow.

    `names` has a row for each of `declared_names(priorities)`, as the encoder gives it. What a language adds to
    passages is taken out, and what it adds to names; an item with a name in several languages goes by their mean.
    """
    listed = declared_names(priorities)
    if not listed or not len(assignments):
        return empty("theme_priorities")
    items, of_items = _items(listed, names)
    series = dict(zip(works["work_id"], works["series"], strict=True))
    of_series = np.array([series.get(work, "") for work in _works(items, priorities)])
    rows: list[dict[str, Any]] = []
    for theme_id, middle in _middles(assignments, passages, vectors, documents).items():
        near = np.round((of_items @ middle).astype(np.float64), DECIMALS)
        for name in sorted(set(of_series.tolist()) - {""}):
            own = np.flatnonzero(of_series == name)
            best = own[np.argsort(-near[own], kind="stable")][:PER_SERIES]
            rows += [
                {
                    "theme_id": theme_id,
                    "series": name,
                    "rank": rank,
                    "priority_id": items[item],
                    "similarity": float(np.clip(near[item], -1, 1)),
                }
                for rank, item in enumerate(best.tolist(), start=1)
            ]
    return from_rows("theme_priorities", rows)


def _items(listed: list[tuple[str, str, str]], names: Matrix) -> tuple[list[str], Matrix]:
    alone = centred(names, [language for _, language, _ in listed])
    items = sorted({item for item, _, _ in listed})
    place = np.array([items.index(item) for item, _, _ in listed])
    sums = np.zeros((len(items), names.shape[1]), dtype=np.float32)
    np.add.at(sums, place, alone)
    return items, unit(sums)


def _works(items: list[str], priorities: pd.DataFrame) -> list[str]:
    known = dict(zip(priorities["priority_id"], priorities["work_id"], strict=True))
    return [str(known[item]) for item in items]


def _middles(
    assignments: pd.DataFrame, passages: pd.DataFrame, vectors: Matrix, documents: pd.DataFrame
) -> dict[str, Matrix]:
    """The mean direction of each theme's running passages, without their neighbours."""
    joined = passages[["passage_id", "document_id", "running"]].merge(documents, on="document_id", how="left")
    joined = joined.merge(assignments[["passage_id", "theme_id", "narrow_id"]], on="passage_id", how="left")
    languages, works = list(joined["language"]), list(joined["work_id"])
    alone = centred(vectors, languages, language_means(vectors, languages, works))
    counted = joined["running"].to_numpy(dtype=bool) & (joined["text"] != "commentary").to_numpy()
    found: dict[str, Matrix] = {}
    for level in ("theme_id", "narrow_id"):
        ids = joined[level].fillna("").to_numpy(dtype=str)
        for theme_id in sorted(set(ids[counted].tolist()) - {""}):
            found[theme_id] = unit(alone[counted & (ids == theme_id)].mean(axis=0, keepdims=True))[0]
    return found
