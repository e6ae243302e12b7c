"""How each theme's share changed between successive works of one series."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from kentering.compare.estimate import estimate
from kentering.compare.influence import Influence, influences
from kentering.compare.tallies import Tallies, WorkTally, tallies
from kentering.compare.verdicts import Verdicts, verdicts
from kentering.cycles import successive
from kentering.settings import CompareSettings
from kentering.tables import TEXTS, from_rows

ALIKE = 2 / 3  # of the words of a theme and a plan together are words of both, where the theme is the plan


def shifts(
    passages: pd.DataFrame,
    assignments: pd.DataFrame,
    documents: pd.DataFrame,
    works: pd.DataFrame,
    settings: CompareSettings,
    counts: list[Tallies] | None = None,
    themes: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Change of every theme's share from one work of a series to the next that has text, broad and narrow themes.

    Drafts, examples and announcements take part where they have text and their cycle has no final work with text.

    The interval is Welch's (1947) over sections, with variances that the themes of a text steady (Smyth 2004), wide
    enough for doubtful passages to go whole to their theme or to be shared with the next best. Verdicts: `equivalent`
    where the 90% interval lies within the smallest effect on both sides (two one-sided tests at 0.05, Schuirmann 1987),
    also where a change so small is sure; else `shifted` where zero lies outside the interval and the expected share of
    false alarms among the themes of the pair and level (Benjamini and Hochberg 1995, a theme weighed by its part of the
    words of both works) is at most `settings.false_discovery`; else `inconclusive`, because: `few sections` (no
    interval); `unstable theme` (`themes` says how stable each is) or `one plan` (the theme coincides with a plan: two
    thirds of the words of the two together are words of both), which bar the other verdicts too; `many themes` (zero
    lies outside the interval, but among so many themes one such is no surprise); `whole chapters` (zero would lie
    outside, or the change be large enough to be found, if the sections of one chapter were not alike; or these hang
    together in fewer than five, and there is no interval); `little text` (neither the change nor the smallest effect
    is large enough to be found in so few sections); `spans zero` (the rest).
    `detectable` is the change that would be called shifted four times in five. The section whose leaving out moves the
    change most is named, with the change and the verdict without it.

    Where the sections of one chapter are alike, whole chapters might have been written or not, and intervals are
    `widened` times as wide as they would be for sections written each by itself. Not so where the plans have the same
    chapters: these are their design, and only the sections in them vary, with what chapters of one heading differ by
    beyond their sections. Sections that both have word for word do not vary at all (see `spread`).

    A plan is a census of its own words, not a sample: a verdict says how far the change depends on which sections were
    written and how passages fell into themes, not whether the plan says what it says.
    """
    found = counts if counts is not None else tallies(passages, assignments, documents, works)
    about = {str(work["work_id"]): {name: work[name] for name in ("series", "level")} for _, work in works.iterrows()}
    steady = {} if themes is None else dict(zip(themes["theme_id"], themes["stability"], strict=True))
    unstable = {str(theme) for theme, stability in steady.items() if stability < settings.stability}
    rows: list[dict[str, Any]] = []
    for each in found:
        barred = dict.fromkeys(_of_one_plan(each), "one plan") | dict.fromkeys(unstable, "unstable theme")
        for work_from, work_to in successive(works[works["work_id"].isin(list(each.works))]):
            pair = {**about[work_to], "work_from": work_from, "work_to": work_to}
            told = _of_pair(each.works[work_from], each.works[work_to], each.theme_ids, barred, settings)
            rows += [{**pair, **row} for row in told]
    return from_rows("shifts", rows)


def _of_pair(
    before: WorkTally,
    after: WorkTally,
    theme_ids: tuple[str, ...],
    barred: dict[str, str],
    settings: CompareSettings,
) -> list[dict[str, Any]]:
    tested = np.array([bool(theme) for theme in theme_ids])
    words = verdicts(before.words, after.words, tested, settings)
    passages = verdicts(before.passages, after.passages, tested, settings)
    hangs = influences(before, after, words.change, tested, settings)
    ends = [estimate(each.words).share for each in (before, after)]
    same = {
        "text": max(before.text, after.text, key=TEXTS.index),
        "sections_from": before.words.sections,
        "sections_to": after.words.sections,
        "widened": words.widened,
    }
    return [
        {
            **same,
            "theme_id": theme_id,
            "share_from": ends[0][place],
            "share_to": ends[1][place],
            "kind": _kind(ends[0][place], ends[1][place]),
            "passage_change": passages.change[place],
            "passage_change_low": passages.low[place],
            "passage_change_high": passages.high[place],
            **_judged(words, place, hangs[place], barred.get(theme_id, "")),
        }
        for place, theme_id in enumerate(theme_ids)
        if theme_id
    ]


def _of_one_plan(found: Tallies) -> set[str]:
    """The themes that coincide with a plan: most of the words of both together are words of both."""
    words = {
        work_id: np.mean([each.firm.sum(axis=0) for each in tally.words.versions], axis=0)
        for work_id, tally in found.works.items()
    }
    of_themes = np.sum(list(words.values()), axis=0)
    alone = {
        theme_id
        for own in words.values()
        for theme_id, shared, whole in zip(found.theme_ids, own, of_themes, strict=True)
        if theme_id and shared > ALIKE * (own.sum() + whole - shared)
    }
    return alone if len(words) > 1 else set()


def _judged(words: Verdicts, place: int, hangs: Influence, barred: str) -> dict[str, Any]:
    bar = "" if words.reasons[place] == "few sections" else barred
    return {
        "change": words.change[place],
        "change_low": words.low[place],
        "change_high": words.high[place],
        "p_value": words.p_values[place],
        "q_value": words.q_values[place],
        "detectable": words.detectable[place],
        "verdict": "inconclusive" if bar else words.said[place],
        "reason": bar or words.reasons[place],
        "hangs_on": hangs.side,
        "section": hangs.section,
        "change_without": hangs.change,
        "verdict_without": "inconclusive" if bar else hangs.verdict,
    }


def _kind(before: float, after: float) -> str:
    if before == after:
        return "none"
    if before == 0:
        return "new"
    if after == 0:
        return "dropped"
    return "up" if after > before else "down"
