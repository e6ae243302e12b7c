"""Each theme's part of each work."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kentering.compare.draws import Draws, draws
from kentering.cycles import ordered
from kentering.settings import CompareSettings
from kentering.tables import from_rows


def shares(
    passages: pd.DataFrame,
    assignments: pd.DataFrame,
    documents: pd.DataFrame,
    works: pd.DataFrame,
    settings: CompareSettings,
    drawn: Draws | None = None,
) -> pd.DataFrame:
    """Part of the words of each work that falls to each theme, zeros included; a work's shares sum to one.

    What counts, and how a plan in two languages counts once: see `draws`. The row with theme "" is what fits nowhere.
    A work without running text has no rows: its shares are not known, not zero. The interval is a percentile interval
    (Efron 1979), widened to hold the share itself; a text with fewer than five sections gives none, and its interval
    is 0 to 1. It says how far a share depends on which sections were written and how passages fell into themes: a
    plan is a census of its own words, not a sample. `drawn` saves drawing again what `shifts` needs as well.
    """
    found = drawn if drawn is not None else draws(passages, assignments, documents, works, settings)
    tail = (1 - settings.confidence) / 2
    rows = []
    for _, work in ordered(works).iterrows():
        each = found.works.get(str(work["work_id"]))
        if each is None:
            continue
        low, high = np.quantile(each.resampled, [tail, 1 - tail], axis=0) if each.enough else (each.share * 0, 1.0)
        lows, highs = np.minimum(low, each.share), np.maximum(high, each.share)
        rows += [
            {
                **{column: work[column] for column in ("work_id", "series", "level", "cycle")},
                "text": each.text,
                "theme_id": theme_id,
                "n_passages": int(each.n_passages[place]),
                "share": each.share[place],
                "share_low": max(0.0, lows[place]),
                "share_high": min(1.0, highs[place]),
            }
            for place, theme_id in enumerate(found.theme_ids)
        ]
    return from_rows("shares", rows)
