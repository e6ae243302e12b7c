"""Doubts about languages: do themes and neighbours go by what is said, or by the language it is said in?"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.audit.evidence import Evidence, Row, at_least, at_most
from kentering.audit.twins import twins
from kentering.settings import AuditSettings
from kentering.vectors import Matrix, centred, language_means, nearest, unit

_NEIGHBOURS = 10
_FEWEST = 20  # passages of a language that can be judged
_MOST = 2000  # passages judged at most
_FEWEST_TWINS = 10
_WITH = (
    "Part of the level's words that lies in themes as the words of the other levels do, with what the language adds"
    " taken out; to be read beside the figure without that correction."
)
_WITHOUT = (
    "The same part with the language left in; where the two differ much, language and level cannot be told apart here."
)
_PLACE = ["document_id", "block_first", "block_last", "passage_id"]


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
        *_language_is_level(rows, vectors, evidence.works),
        *_twins(rows, vectors, settings),
    ]


def _mixing(rows: pd.DataFrame, vectors: npt.NDArray[np.float32], settings: AuditSettings) -> list[Row]:
    """Per language: neighbours in the same language against chance, among passages of other works."""
    language, work = (rows[name].to_numpy(dtype=object) for name in ("language", "work_id"))
    means_out = _without_language(rows, vectors)
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


def _language_is_level(rows: pd.DataFrame, vectors: Matrix, works: pd.DataFrame) -> list[Row]:
    """Per level: is all of its text in a language that no other level uses?

    Taking the language out may then take out what sets the level apart: so for such a level its themes are held
    against those of the other levels twice, with what the language adds taken out and with it left in.
    """
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
    doubts = at_most("language_is_level", values, 0, meaning)
    return doubts + _both_ways(rows, vectors, level, [each for each in values if values[each]])


def _both_ways(rows: pd.DataFrame, vectors: Matrix, level: pd.Series, confounded: list[str]) -> list[Row]:
    spaces = {"themes_with_correction": _without_language(rows, vectors)}
    spaces["themes_without_correction"] = centred(vectors, [""] * len(rows))
    found = []
    for check, space in spaces.items():
        values = {each: _in_common(rows, space, (level == each).to_numpy(dtype=bool)) for each in confounded}
        meaning = _WITH if check == "themes_with_correction" else _WITHOUT
        about = {"check": check, "threshold": 0.0, "ok": True, "meaning": meaning}
        found += [{**about, "subject": each, "value": value} for each, value in values.items() if value is not None]
    return found


def _in_common(rows: pd.DataFrame, vectors: Matrix, mine: npt.NDArray[np.bool_]) -> float | None:
    """The part of a level's words that falls to themes as those of other levels do: 1 less half the differences.

    Each of its passages goes to the nearest of the themes of the other levels; none where those have no theme.
    """
    theme = rows["theme_id"].to_numpy(dtype=str)
    ids = sorted(set(theme[~mine].tolist()) - {""})
    if not ids:
        return None
    middles = unit(np.array([vectors[~mine & (theme == each)].mean(axis=0) for each in ids], dtype=np.float32))
    near = np.round(vectors[mine] @ middles.T, 5).argmax(axis=1)
    words = rows["n_words"].to_numpy(dtype=float)
    own = np.bincount(near, weights=words[mine], minlength=len(ids))
    others = np.array([words[~mine & (theme == each)].sum() for each in ids])
    return float(1 - np.abs(own / max(own.sum(), 1) - others / max(others.sum(), 1)).sum() / 2)


def _twins(rows: pd.DataFrame, vectors: Matrix, settings: AuditSettings) -> list[Row]:
    """Per work in several languages: passages whose twin in another version falls to the same theme.

    Versions in which hardly a passage has a twin (a summary beside a full text) are compared by the main themes of the
    sections of their declared items.
    """
    values = {}
    means_out = _without_language(rows, vectors)
    for work_id, group in rows.groupby("work_id", sort=True):
        versions = [version for _, version in group.groupby(["language", "text_kind"], sort=True)]
        pairs = [pair for one, two in combinations(versions, 2) for pair in _twin_themes(one, two, means_out)]
        if len(pairs) >= _FEWEST_TWINS:
            values[str(work_id)] = float(np.mean([one == two for one, two in pairs]))
        else:
            values |= _twin_sections(str(work_id), group)
    meaning = "Part of the passages whose twin in the other language of the plan falls to the same theme."
    return at_least("twins_together", values, settings.twins_together, meaning)


def _twin_themes(one: pd.DataFrame, two: pd.DataFrame, vectors: Matrix) -> list[tuple[str, str]]:
    """Themes of the passages that are each other's twins; none where one version is less than half the other."""
    shorter, longer = sorted((len(one), len(two)))
    if one["language"].iloc[0] == two["language"].iloc[0] or shorter * 2 < longer:
        return []
    first, second = (each.sort_values(_PLACE, kind="stable") for each in (one, two))
    found = twins(vectors[first.index], vectors[second.index])
    themes = [each["theme_id"].to_numpy(dtype=object) for each in (first, second)]
    return [(str(themes[0][row]), str(themes[1][other])) for row, other in found]


def _twin_sections(work_id: str, group: pd.DataFrame) -> dict[str, float]:
    placed = group[group["priority_id"] != ""]
    languages = placed["language"].nunique()
    words = placed.groupby(["priority_id", "language", "theme_id"])["n_words"].sum().reset_index()
    main = words.sort_values(["n_words", "theme_id"], ascending=[False, True], kind="stable")
    main = main.drop_duplicates(["priority_id", "language"])
    sections = main.groupby("priority_id")["theme_id"].agg(["size", "nunique"])
    whole = sections[sections["size"] == languages]
    return {work_id: float((whole["nunique"] == 1).mean())} if languages > 1 and len(whole) else {}


def _without_language(rows: pd.DataFrame, vectors: Matrix) -> Matrix:
    languages, works = ([str(each) for each in rows[name]] for name in ("language", "work_id"))
    return centred(vectors, languages, language_means(vectors, languages, works))
