"""Doubts about the themes: what fits nowhere, what falls apart when the passages are drawn again."""

from __future__ import annotations

from kentering.audit.evidence import Evidence, Row, at_least, at_most
from kentering.settings import AuditSettings


def theme_checks(evidence: Evidence, settings: AuditSettings) -> list[Row]:
    """The checks on themes and on passages outside them."""
    return [*_outside(evidence, settings), *_stability(evidence, settings), *_one_work(evidence)]


def _outside(evidence: Evidence, settings: AuditSettings) -> list[Row]:
    read = evidence.read
    running = read[read["running"].astype(bool) & (read["text_kind"] != "commentary")]
    if not len(running):
        return []
    share = float((running["theme_id"] == "").mean())
    meaning = "Part of the passages of running text that fits no theme."
    return at_most("outside_themes", {"": share}, settings.none_share, meaning)


def _stability(evidence: Evidence, settings: AuditSettings) -> list[Row]:
    values = dict(zip(evidence.themes["theme_id"], evidence.themes["stability"], strict=True))
    meaning = "How well the theme comes back when sections are drawn again; below the threshold it carries no claim."
    return at_least("theme_stability", values, settings.stability, meaning)


def _one_work(evidence: Evidence) -> list[Row]:
    """Themes that only one work has, where there are works to share them."""
    if evidence.read["work_id"].nunique() < 2:
        return []
    values = dict(zip(evidence.themes["theme_id"], evidence.themes["n_works"], strict=True))
    return at_least("theme_in_one_work", values, 2, "A theme of one plan only may be its vocabulary, not a subject.")
