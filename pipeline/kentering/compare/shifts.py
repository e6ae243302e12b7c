"""How each theme's share changed between successive works of one series."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.compare.draws import Draws, WorkDraws, draws
from kentering.cycles import successive
from kentering.settings import CompareSettings
from kentering.tables import TEXTS, from_rows

Real = npt.NDArray[np.float64]

_EQUIVALENCE_LEVEL = 0.05


def shifts(
    passages: pd.DataFrame,
    assignments: pd.DataFrame,
    documents: pd.DataFrame,
    works: pd.DataFrame,
    settings: CompareSettings,
    drawn: Draws | None = None,
) -> pd.DataFrame:
    """Change of every theme's share from one work of a series to the next that has text.

    Drafts, examples and announcements take part where they have text and their cycle has no final work with text.

    The interval is that of the difference of two independent bootstraps, widened to hold the change itself. Verdicts:
    `equivalent` where the 90% interval lies within the smallest effect on both sides (two one-sided tests at 0.05,
    Schuirmann 1987), also where a change so small is sure; else `shifted` where zero lies outside the interval and
    the expected share of false alarms among the themes of the pair (Benjamini and Hochberg 1995, on two-sided
    bootstrap p-values with one draw added) is at most `settings.false_discovery`; else `inconclusive`.
    A plan is a census of its own words, not a sample of anything: a verdict says how far the change depends on which
    sections were written and how passages fell into themes, not whether the plan says what it says.
    """
    found = drawn if drawn is not None else draws(passages, assignments, documents, works, settings)
    with_text = works[works["work_id"].isin(list(found.works))]
    about = {str(work["work_id"]): {name: work[name] for name in ("series", "level")} for _, work in works.iterrows()}
    rows: list[dict[str, Any]] = []
    for work_from, work_to in successive(with_text):
        pair = {**about[work_to], "work_from": work_from, "work_to": work_to}
        each = _of_pair(found.works[work_from], found.works[work_to], found.theme_ids, settings)
        rows += [{**pair, **row} for row in each]
    return from_rows("shifts", rows)


def _of_pair(
    before: WorkDraws, after: WorkDraws, theme_ids: tuple[str, ...], settings: CompareSettings
) -> list[dict[str, Any]]:
    change = after.share - before.share
    low, high, equal = np.full(len(change), -1.0), np.full(len(change), 1.0), np.zeros(len(change), dtype=bool)
    p_values = np.ones(len(change))
    if before.enough and after.enough:
        differences = after.resampled - before.resampled
        low, high = _interval(differences, (1 - settings.confidence) / 2, change)
        inner_low, inner_high = _interval(differences, _EQUIVALENCE_LEVEL, change)
        equal = (inner_low > -settings.smallest_effect) & (inner_high < settings.smallest_effect)
        p_values = _two_sided(differences)
    present = np.array([bool(theme) for theme in theme_ids]) & ((before.share > 0) | (after.share > 0))
    q_values = _false_discovery(p_values, present)
    sure = ((low > 0) | (high < 0)) & (q_values <= settings.false_discovery)
    text = max(before.text, after.text, key=TEXTS.index)
    return [
        {
            "theme_id": theme_id,
            "text": text,
            "share_from": before.share[place],
            "share_to": after.share[place],
            "change": change[place],
            "change_low": low[place],
            "change_high": high[place],
            "q_value": q_values[place],
            "kind": _kind(before.share[place], after.share[place]),
            "verdict": "equivalent" if equal[place] else "shifted" if sure[place] else "inconclusive",
        }
        for place, theme_id in enumerate(theme_ids)
        if theme_id
    ]


def _interval(differences: Real, tail: float, change: Real) -> tuple[Real, Real]:
    low, high = np.quantile(differences, [tail, 1 - tail], axis=0)
    return np.minimum(low, change), np.maximum(high, change)


def _two_sided(differences: Real) -> Real:
    draws_and_one = len(differences) + 1
    below = ((differences <= 0).sum(axis=0) + 1) / draws_and_one
    above = ((differences >= 0).sum(axis=0) + 1) / draws_and_one
    return np.asarray(np.minimum(1.0, 2 * np.minimum(below, above)), dtype=np.float64)


def _false_discovery(p_values: Real, present: npt.NDArray[np.bool_]) -> Real:
    """One where a theme is in neither work: it is no comparison and must not dilute the others."""
    from scipy.stats import false_discovery_control

    q_values = np.ones(len(p_values))
    if present.any():
        q_values[present] = false_discovery_control(p_values[present], method="bh")
    return q_values


def _kind(before: float, after: float) -> str:
    if before == after:
        return "none"
    if before == 0:
        return "new"
    if after == 0:
        return "dropped"
    return "up" if after > before else "down"
