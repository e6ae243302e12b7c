"""The model's links: pairs of items that answer each other, how probable that is, what ties them, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from kentering.match.judge import judge
from kentering.match.names import Named, named
from kentering.match.nearness import weights
from kentering.match.pairs import Pair
from kentering.match.relating import relations
from kentering.match.scores import promising, rows, scores
from kentering.settings import MatchSettings
from kentering.tables import from_rows
from kentering.words.thesaurus import thesaurus

_AT_ONCE = 200  # pairs of works
_SAID = 3  # concepts named in the evidence
_ALIKE = 0.5


def judged(priorities: pd.DataFrame, pairs: Sequence[Pair], settings: MatchSettings) -> pd.DataFrame:
    """The model's links between the lists of each pair of works, in the direction of the pair.

    Those that count (from `settings.probability` on) and those that are doubtful (from `settings.doubtful` on).
    """
    items = named(priorities)
    lists = {str(work): items.of(str(work)) for work in np.unique(items.works)}
    asked = [(lists[a], lists[b]) for a, b in pairs if a in lists and b in lists]
    found: list[dict[str, Any]] = []
    for start in range(0, len(asked), _AT_ONCE):
        found += _of_pairs(asked[start : start + _AT_ONCE], settings)
    return from_rows("links", found)


def _of_pairs(pairs: list[tuple[Named, Named]], settings: MatchSettings) -> list[dict[str, Any]]:
    """All candidates of some pairs of works judged together."""
    names: tuple[str, ...] = ()
    kept, ends = [], []
    for number, (first, second) in enumerate(pairs):
        table = scores(first, second)
        names, scored = tuple(table), rows(table)
        at = np.flatnonzero(promising(scored, names))
        kept.append(scored[at])
        ends.append(
            np.column_stack([np.full(len(at), number), *np.unravel_index(at, (len(first.ids), len(second.ids)))])
        )
    scored, where = np.concatenate(kept), np.concatenate(ends).astype(np.int64)
    odds = judge(names).probabilities(scored)
    shown = odds >= min(settings.doubtful, settings.probability)
    scored, where, odds = scored[shown], where[shown], odds[shown]
    said = relations(scored, names, where, odds >= settings.probability)
    letters, claimed = (scored[:, names.index(name)] for name in ("letters_any", "claimed"))
    return [
        {
            "from_id": pairs[number][0].ids[a],
            "to_id": pairs[number][1].ids[b],
            "relation": str(said[at]),
            "probability": round(float(odds[at]), 3),
            "certainty": "",
            "origin": "model",
            "evidence": _evidence(pairs[number], a, b, float(letters[at]), float(claimed[at])),
        }
        for at, (number, a, b) in enumerate(where.tolist())
    ]


def _evidence(pair: tuple[Named, Named], a: int, b: int, letters: float, claimed: float) -> str:
    held = [[int(each) for each in np.flatnonzero(row)] for row in (pair[0].own[a], pair[1].own[b])]
    both = sorted(set(held[0]) & set(held[1]), key=lambda each: (-weights()[each], each))
    parts = [] if both else [*_parts(held[0], held[1]), *_parts(held[1], held[0])]
    said = ["both name " + ", ".join(_name(each) for each in both[:_SAID])] if both else parts[:_SAID]
    said += [f"names alike, {letters:.2f}"] if letters >= _ALIKE else []
    return "; ".join(said) or f"nearest of the two lists, likeness {claimed:.2f}"


def _parts(some: list[int], others: list[int]) -> list[str]:
    """Which concepts stand below which, in words."""
    known = thesaurus()
    return [
        f"{_name(narrow)} is part of {_name(wide)}"
        for narrow in some
        for wide in others
        if known.ids[wide] in known.broader[known.ids[narrow]]
    ]


def _name(concept: int) -> str:
    known = thesaurus()
    return known.concepts[known.ids[concept]].name("en")
