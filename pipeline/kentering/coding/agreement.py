"""How far people who coded the same passages agree, with each other and with the machine."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from kentering.coding.codebook import carried
from kentering.coding.measures import (
    MISSING,
    Codes,
    Measured,
    Real,
    agreed,
    alphas,
    counts,
    kappas,
    measured,
    resampled,
)
from kentering.settings import CompareSettings
from kentering.tables import from_rows

MACHINE = "machine"
NONE = "none"
RESAMPLES = 999
FEWEST = 30
"""Fewer passages than this say little, whatever the figure."""


_NO_FIGURE = Measured(float("nan"), float("nan"), float("nan"))


def agreement(
    coding: pd.DataFrame,
    codebook: pd.DataFrame,
    themes: pd.DataFrame,
    assignments: pd.DataFrame,
    settings: CompareSettings,
) -> pd.DataFrame:
    """Alpha and kappa for all people, each two people, and people with the machine, on broad and on narrow themes.

    Codes given to an earlier clustering count as the theme of today that holds most of the same passages. A narrow
    theme counts as its broad one on the broad level; a broad one says nothing on the narrow level. Intervals resample
    passages. What cannot be compared is left out and counted in `note`.
    """
    if coding.empty:
        return from_rows("agreement", [])
    today = by_today(coding, codebook, themes, assignments)
    rows: list[dict[str, object]] = []
    for level in ("broad", "narrow"):
        by_coder = _by_coder(today, level)
        if by_coder.empty:
            continue
        by_machine = _machine(assignments, level).reindex(by_coder.index)
        people = list(by_coder.columns)
        rows += [
            _row(by_coder[list(group)], level, "people", _lost(today, group), settings) for group in _groups(people)
        ]
        for group in [*([people] if len(people) > 1 else []), *([each] for each in people)]:
            both = by_coder[group].assign(**{MACHINE: by_machine})
            rows.append(_row(both, level, "people and machine", _lost(today, group), settings))
    return from_rows("agreement", rows)


def by_today(
    coding: pd.DataFrame, codebook: pd.DataFrame, themes: pd.DataFrame, assignments: pd.DataFrame
) -> pd.DataFrame:
    """The coding with today's `broad` and `narrow` theme beside each code: empty where it says nothing.

    `lost` tells why a row cannot be compared: its passage is gone, or its theme has scattered. A code of the person's
    own is kept as it is, on both levels: people can agree on it, the machine cannot.
    """
    now = carried(codebook, assignments)
    then = {(str(row["codebook"]), str(row["code"])) for row in codebook.to_dict("records")}
    parents = {str(row["theme_id"]): str(row["parent_id"]) for row in themes.to_dict("records")}
    here = set(assignments["passage_id"])
    rows = []
    for row in coding.to_dict("records"):
        key = (str(row["codebook"]), str(row["code"]))
        broad, narrow, lost = _both_levels(key, now, then, parents)
        lost = lost if row["passage_id"] in here else "passage"
        rows.append({**row, "broad": "" if lost else broad, "narrow": "" if lost else narrow, "lost": lost})
    return pd.DataFrame(rows, columns=[*coding.columns, "broad", "narrow", "lost"])


def _both_levels(
    key: tuple[str, str], now: dict[tuple[str, str], str], then: set[tuple[str, str]], parents: dict[str, str]
) -> tuple[str, str, str]:
    if key[1] == NONE or key not in then:
        return key[1], key[1], ""
    theme = now.get(key, "")
    if not theme:
        return "", "", "theme"
    parent = parents.get(theme, "")
    return (parent, theme, "") if parent else (theme, "", "")


def _by_coder(today: pd.DataFrame, level: str) -> pd.DataFrame:
    """Passages x coders; missing where a coder gave nothing."""
    said = today[today[level] != ""].sort_values(["passage_id", "coder"], kind="stable")
    said = said.drop_duplicates(["passage_id", "coder"], keep="last")
    return said.pivot(index="passage_id", columns="coder", values=level)


def _machine(assignments: pd.DataFrame, level: str) -> pd.Series:
    column = "theme_id" if level == "broad" else "narrow_id"
    if column not in assignments:
        return pd.Series(dtype="str")
    return assignments.set_index("passage_id")[column].replace("", NONE)


def _groups(people: list[str]) -> Iterator[tuple[str, ...]]:
    """All together where they are more than two, then each two."""
    if len(people) > 2:
        yield tuple(people)
    yield from combinations(people, 2)


def _lost(today: pd.DataFrame, people: list[str] | tuple[str, ...]) -> str:
    lost = today.loc[today["coder"].isin(people), "lost"]
    said = {"passage": "codes of passages that are no longer there", "theme": "codes of themes that have scattered"}
    return "; ".join(f"{int((lost == why).sum())} {what} left out" for why, what in said.items() if (lost == why).any())


def _row(both: pd.DataFrame, level: str, between: str, lost: str, settings: CompareSettings) -> dict[str, object]:
    codes = _numbered(both)
    together = codes[(codes != MISSING).sum(axis=1) >= 2]
    found = counts(codes)
    weights = resampled(len(found), RESAMPLES, settings.seed)
    all_once = np.ones((1, len(found)))
    alpha = measured(float(alphas(found, all_once)[0]), alphas(found, weights), settings.confidence)
    pair = together.shape[1] == 2
    kappa = _kappa(together, weights, settings.confidence) if pair else _NO_FIGURE
    few = f"fewer than {FEWEST} passages: too few to say much" if len(found) < FEWEST else ""
    return {
        "level": level,
        "between": between,
        "coders": "|".join(str(each) for each in both.columns),
        "n_coders": both.shape[1],
        "n_passages": len(found),
        "agreed": agreed(found),
        **dict(zip(("alpha", "alpha_low", "alpha_high"), alpha, strict=True)),
        **dict(zip(("kappa", "kappa_low", "kappa_high"), kappa, strict=True)),
        "note": "; ".join(part for part in (few, lost) if part),
    }


def _kappa(together: Codes, weights: Real, confidence: float) -> Measured:
    first, second = together[:, 0], together[:, 1]
    value = kappas(first, second, np.ones((1, len(first))))[0]
    return measured(float(value), kappas(first, second, weights), confidence)


def _numbered(both: pd.DataFrame) -> Codes:
    names = sorted({str(each) for each in both.to_numpy().ravel() if isinstance(each, str)})
    number = {name: place for place, name in enumerate(names)}
    return np.array([[number.get(each, MISSING) for each in row] for row in both.to_numpy()], dtype=np.int64)
