"""The themes as they are when people code, and what has become of each in a later clustering."""

from __future__ import annotations

import hashlib
import json

import pandas as pd

from kentering.tables import LANGUAGES, from_rows

LEAST_OVERLAP = 0.5
"""A theme is still the same if it holds at least this part of all passages of the old one and itself (Jaccard)."""

LEVELS = {"theme_id": "broad", "narrow_id": "narrow"}
"""The columns of assignments that hold themes, and their level."""


def members(assignments: pd.DataFrame) -> dict[str, list[str]]:
    """The passages of each theme, broad or narrow, in the order of their ids."""
    found: dict[str, list[str]] = {}
    for column in [name for name in LEVELS if name in assignments]:
        for theme_id, own in assignments.groupby(column, sort=True):
            if theme_id:
                found[str(theme_id)] = sorted(str(each) for each in own["passage_id"])
    return found


def codebook(themes: pd.DataFrame, assignments: pd.DataFrame) -> pd.DataFrame:
    """The themes with their names and passages, under one short name that is made from them."""
    held = members(assignments)
    rows = [
        {
            "code": str(row["theme_id"]),
            "parent_id": str(row["parent_id"]),
            **{f"label_{each}": str(row[f"label_{each}"]) for each in LANGUAGES},
            "passages": " ".join(held.get(str(row["theme_id"]), [])),
        }
        for row in themes.sort_values("theme_id").to_dict("records")
    ]
    digest = hashlib.sha256(json.dumps(rows, ensure_ascii=True, sort_keys=True).encode()).hexdigest()[:10]
    return from_rows("codebook", [{"codebook": digest, **row} for row in rows])


def carried(codebooks: pd.DataFrame, assignments: pd.DataFrame) -> dict[tuple[str, str], str]:
    """The theme of today for each (codebook, code) of then; a theme whose passages have scattered is not in it.

    Broad themes are looked for among broad ones, narrow among narrow ones.
    """
    held = members(assignments)
    level = {theme: column for column in LEVELS if column in assignments for theme in set(assignments[column])}
    now: dict[tuple[str, str], str] = {}
    for row in codebooks.to_dict("records"):
        meant, column = set(str(row["passages"]).split()), "narrow_id" if row["parent_id"] else "theme_id"
        overlaps = {
            theme: len(meant & set(own)) / len(meant | set(own))
            for theme, own in held.items()
            if level[theme] == column and meant
        }
        best = max(sorted(overlaps), key=lambda theme: overlaps[theme], default="")
        if best and overlaps[best] >= LEAST_OVERLAP:
            now[str(row["codebook"]), str(row["code"])] = best
    return now
