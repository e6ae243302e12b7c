"""Vectors become themes: clusters of passages over all works and languages."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from kentering.cluster.carried import with_labels
from kentering.cluster.fit import Fit, Real, faithful, fit, stabilities
from kentering.cluster.naming import names
from kentering.cluster.number import partitions
from kentering.cluster.partition import centres, cosines
from kentering.cluster.space import Space, space
from kentering.settings import ClusterSettings
from kentering.tables import check, empty, from_rows
from kentering.vectors import Matrix

__all__ = ["Clustering", "clustering", "with_labels"]

VERSION = "2"

# With fewer passages of running text there is nothing to cluster: all fit nowhere.
LEAST_PASSAGES = 12
N_TYPICAL = 5


class Clustering(NamedTuple):
    """Which passage belongs to which theme, the themes, and how their number was chosen."""

    assignments: pd.DataFrame
    themes: pd.DataFrame
    curve: pd.DataFrame


def clustering(
    passages: pd.DataFrame, vectors: Matrix, documents: pd.DataFrame, works: pd.DataFrame, settings: ClusterSettings
) -> Clustering:
    """Themes of the passages; `vectors` as the encoder gave them, row i for passage i.

    Running text of plans makes the themes. Footnotes, captions, tables, pull quotes and commentary are assigned to
    the nearest afterwards and counted in none. Rows may come in any order; assignments stand by document and place.
    """
    within = space(passages, vectors, documents, settings.neighbours)
    core = within.part(within.core)
    if len(core) < LEAST_PASSAGES:
        return _nothing(within)
    found = partitions(core, settings)
    labels = found.full[found.chosen]
    middles = centres(core.mixed, labels)
    stays = faithful(labels, found.resamples, found.chosen)
    fitted = fit(within, labels, middles, stays, settings.none_quantile)
    rank = _rank(within, fitted, len(middles))
    steady = stabilities(labels, found.resamples, found.chosen)
    themes = _themes(within, fitted, rank, middles, steady)
    return Clustering(_assignments(within, fitted, rank), themes, found.curve)


def _nothing(within: Space) -> Clustering:
    rows = [
        {"passage_id": each, "theme_id": "", "strength": 0.0, "second_id": "", "second_strength": 0.0}
        for each in within.rows["passage_id"]
    ]
    curve = pd.DataFrame({"n_themes": [], "stability": [], "information": [], "score": [], "chosen": []})
    return Clustering(from_rows("assignments", rows), empty("themes"), curve)


def _rank(within: Space, fitted: Fit, n_themes: int) -> list[str]:
    # T01 is the largest; among equals the one with the smallest passage_id.
    members = [within.rows.loc[within.core & (fitted.theme == theme), "passage_id"] for theme in range(n_themes)]
    order = sorted(range(n_themes), key=lambda theme: (-len(members[theme]), members[theme].min()))
    width = max(2, len(str(n_themes)))
    return [f"T{order.index(theme) + 1:0{width}}" for theme in range(n_themes)]


def _assignments(within: Space, fitted: Fit, rank: list[str]) -> pd.DataFrame:
    ids = np.array([*rank, ""])  # NONE is -1, the last
    columns = {
        "passage_id": within.rows["passage_id"],
        "theme_id": ids[fitted.theme],
        "strength": fitted.strength,
        "second_id": ids[fitted.second],
        "second_strength": fitted.second_strength,
    }
    return check("assignments", pd.DataFrame(columns))


def _themes(within: Space, fitted: Fit, rank: list[str], middles: Matrix, steady: Real) -> pd.DataFrame:
    named = names(within.rows[within.core], fitted.theme[within.core], len(rank))
    near, alone = cosines(within.mixed, middles), cosines(within.alone, middles)
    rows = []
    for theme, theme_id in enumerate(rank):
        own = within.core & (fitted.theme == theme)
        rows.append(
            named[theme]
            | {
                "theme_id": theme_id,
                "parent_id": "",
                "label_source": "words",
                "n_passages": int(own.sum()),
                "n_works": int(within.rows.loc[own, "work_id"].nunique()),
                "typical": _typical(within.rows[own], alone[own, theme]),
                "cohesion": round(float(near[own, theme].mean()), 4),
                "stability": round(float(steady[theme]), 4),
            }
        )
    return from_rows("themes", sorted(rows, key=lambda row: str(row["theme_id"])))


def _typical(members: pd.DataFrame, near: Matrix) -> list[str]:
    """The passages nearest the centre on their own words, one of each work before a second of any."""
    nearest = members.assign(near=-near).sort_values(["near", "passage_id"], kind="stable")
    turn = nearest.groupby("work_id", sort=False).cumcount()
    shared_out = nearest.assign(turn=turn).sort_values("turn", kind="stable")
    return [str(each) for each in shared_out["passage_id"][:N_TYPICAL]]
