"""The passages that people are asked to code: drawn by chance, spread over series, cycles, languages and themes."""

from __future__ import annotations

import numpy as np
import pandas as pd

STRATA = ["series", "cycle", "language", "theme_id"]


def sample(
    passages: pd.DataFrame,
    assignments: pd.DataFrame,
    documents: pd.DataFrame,
    works: pd.DataFrame,
    n: int,
    seed: int,
) -> pd.DataFrame:
    """At most n passages of running text, in an order that tells nothing; columns as of `passages`.

    A systematic sample of the passages in the order of their strata and by chance within (Madow and Madow 1944): each
    has the same chance, and each stratum gets its part to within one passage. Commentary is not asked about.
    """
    plans = documents.loc[documents["text"] != "commentary", ["document_id", "work_id", "language"]]
    of_work = plans.merge(works[["work_id", "series", "cycle"]], on="work_id")
    running = passages[passages["running"].astype(bool)].merge(of_work, on="document_id")
    known = running.merge(assignments[["passage_id", "theme_id"]], on="passage_id").sort_values("passage_id")
    chance = np.random.default_rng(seed)
    shuffled = known.assign(_chance=chance.random(len(known)), _order=chance.random(len(known)))
    ordered = shuffled.sort_values([*STRATA, "_chance"], kind="stable", ignore_index=True)
    if n < len(ordered):
        places = (chance.random() + np.arange(n)) * len(ordered) / n
        ordered = ordered.iloc[places.astype(np.int64)]
    return ordered.sort_values("_order")[list(passages.columns)].reset_index(drop=True)
