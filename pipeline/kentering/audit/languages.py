"""Doubts about languages: do themes and neighbours go by what is said, or by the language it is said in?"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.audit.evidence import Evidence, Row, at_least, at_most
from kentering.settings import AuditSettings
from kentering.vectors import centred, nearest

_NEIGHBOURS = 10
_FEWEST = 20  # passages of a language that can be judged
_MOST = 2000  # passages judged at most


def language_checks(evidence: Evidence, settings: AuditSettings) -> list[Row]:
    """The checks on a corpus in several languages; none where there is one."""
    read = evidence.read
    keep = (read["running"].astype(bool) & (read["text_kind"] != "commentary")).to_numpy(dtype=bool)
    rows = read[keep].reset_index(drop=True)
    if rows["language"].nunique() < 2:
        return []
    vectors = evidence.vectors[keep]
    return [
        *_mixing(rows, vectors, settings),
        *_theme_languages(rows, settings),
        *_language_is_level(rows, evidence.works),
        *_twins(rows, settings),
    ]


def _mixing(rows: pd.DataFrame, vectors: npt.NDArray[np.float32], settings: AuditSettings) -> list[Row]:
    """Per language: neighbours in the same language against chance, among passages of other works."""
    language, work = (rows[name].to_numpy(dtype=object) for name in ("language", "work_id"))
    means_out = centred(vectors, [str(each) for each in language])
    every = np.arange(0, len(rows), max(1, len(rows) // _MOST))
    seen: dict[str, list[tuple[float, float]]] = {}
    for work_id in sorted(set(work)):
        own = every[work[every] == work_id]
        others = np.flatnonzero(work != work_id)
        if len(others) < _NEIGHBOURS or not len(own):
            continue
        near, _ = nearest(means_out[own], means_out[others], _NEIGHBOURS)
        for row, found in zip(own, near, strict=True):
            same = language[others] == language[row]
            seen.setdefault(str(language[row]), []).append((float(same[found].mean()), float(same.mean())))
    ratios = {}
    for name in sorted(seen):
        observed, chance = np.mean(seen[name], axis=0)
        if len(seen[name]) >= _FEWEST and 0 < chance < 1:
            ratios[name] = observed / chance
    meaning = (
        "Nearest passages of other plans are in the same language this many times as often as chance would have it;"
        " plans of one language also share subjects, so a high figure is a doubt, not a proof."
    )
    return at_most("language_mixing", ratios, settings.language_neighbours, meaning)


def _theme_languages(rows: pd.DataFrame, settings: AuditSettings) -> list[Row]:
    counts = rows[rows["theme_id"] != ""].groupby(["theme_id", "language"])["n_words"].sum()
    values = {str(each): float(group.max() / max(group.sum(), 1)) for each, group in counts.groupby(level="theme_id")}
    meaning = "Part of a theme's words that is in one language; above the threshold the theme may be a language."
    return at_most("theme_language", values, settings.language_share, meaning)


def _language_is_level(rows: pd.DataFrame, works: pd.DataFrame) -> list[Row]:
    """Per level: is all of its text in a language that no other level uses?"""
    level = rows["work_id"].map(works.set_index("work_id")["level"])
    if level.nunique() < 2:
        return []
    used = {str(each): set(group) for each, group in rows["language"].groupby(level)}
    values = {}
    for each in sorted(used):
        elsewhere = set().union(*(languages for other, languages in used.items() if other != each))
        values[each] = float(not used[each] & elsewhere)
    meaning = (
        "What sets a level apart may be the language, where no other level has texts in the languages that it uses."
    )
    return at_most("language_is_level", values, 0, meaning)


def _twins(rows: pd.DataFrame, settings: AuditSettings) -> list[Row]:
    """Per work in several languages: sections of declared items whose main theme is the same in every language."""
    placed = rows[rows["priority_id"] != ""]
    values = {}
    for work_id, group in placed.groupby("work_id", sort=True):
        languages = group["language"].nunique()
        words = group.groupby(["priority_id", "language", "theme_id"])["n_words"].sum().reset_index()
        main = words.sort_values(["n_words", "theme_id"], ascending=[False, True], kind="stable")
        main = main.drop_duplicates(["priority_id", "language"])
        sections = main.groupby("priority_id")["theme_id"].agg(["size", "nunique"])
        whole = sections[sections["size"] == languages]
        if languages > 1 and len(whole):
            values[str(work_id)] = float((whole["nunique"] == 1).mean())
    meaning = "Part of the declared items whose sections fall to the same theme in each language of the plan."
    return at_least("twins_together", values, settings.twins_together, meaning)
