"""Doubts about the themes: what fits nowhere, what falls apart when the passages are drawn again."""

from __future__ import annotations

from kentering.audit.evidence import Evidence, Row, at_least, at_most
from kentering.settings import AuditSettings

IN_ONE_WORK = 0.8  # of a theme's words


def theme_checks(evidence: Evidence, settings: AuditSettings, least_stability: float) -> list[Row]:
    """The checks on themes and on passages outside them."""
    return [*_outside(evidence, settings), *_stability(evidence, least_stability), *_one_work(evidence)]


def _outside(evidence: Evidence, settings: AuditSettings) -> list[Row]:
    read = evidence.read
    running = read[read["running"].astype(bool) & (read["text_kind"] != "commentary")]
    if not len(running):
        return []
    share = float((running["theme_id"] == "").mean())
    meaning = "Part of the passages of running text that fits no theme."
    return at_most("outside_themes", {"": share}, settings.none_share, meaning)


def _stability(evidence: Evidence, least: float) -> list[Row]:
    values = dict(zip(evidence.themes["theme_id"], evidence.themes["stability"], strict=True))
    meaning = "How well the theme comes back when sections are drawn again; below the threshold it carries no claim."
    return at_least("theme_stability", values, least, meaning)


def _one_work(evidence: Evidence) -> list[Row]:
    """The largest part of a theme's words that one work has, where there are works to share them."""
    read = evidence.read
    running = read[read["running"].astype(bool) & (read["text_kind"] != "commentary") & (read["theme_id"] != "")]
    if running["work_id"].nunique() < 2:
        return []
    words = running.groupby(["theme_id", "work_id"])["n_words"].sum()
    parts = words.groupby("theme_id").max() / words.groupby("theme_id").sum()
    meaning = "A theme whose words stand mostly in one plan may be its vocabulary, not a subject."
    return at_most(
        "theme_in_one_work", {str(theme): float(part) for theme, part in parts.items()}, IN_ONE_WORK, meaning
    )
