"""The model's links: pairs of items that answer each other, how probable that is, what ties them, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.match.hearing import hearing
from kentering.match.judge import Judge, judge
from kentering.match.manner import below_as_phenomena, by_manner_alone
from kentering.match.names import named
from kentering.match.nearness import Floats, Whole, under, weights
from kentering.match.pairs import Pair
from kentering.match.parts import Relations, beside, doubted, kept
from kentering.match.relating import Described, described, relations
from kentering.match.scores import promising, rows, scores
from kentering.match.sections import Sections, speaking, spoken
from kentering.match.standing import Sides, sides
from kentering.match.web import Flags
from kentering.settings import MatchSettings
from kentering.tables import from_rows
from kentering.words.thesaurus import thesaurus

_AT_ONCE = 200  # pairs of works
_SAID = 3  # concepts named in the evidence
_ALIKE = 0.5
_NEIGHBOURS, _DOUBTED = 0.65, 0.45  # least probability of a tie by nearness alone, and what is left of a lower one


def judged(
    priorities: pd.DataFrame,
    works: pd.DataFrame,
    pairs: Sequence[Pair],
    settings: MatchSettings,
    told: Sections | None = None,
) -> pd.DataFrame:
    """The model's links between the lists of each pair of works, in the direction of the pair.

    Those that count (from `settings.probability` on) and those that are doubtful (from `settings.doubtful` on). `told`
    is what the sections of the items say, where the texts are there; items that head no section are judged by name.
    A top-level item that nothing answers is tied to the near parts of it, or the whole, that the other list names;
    to those further off it is tied in doubt, whatever the settings.
    """
    from threadpoolctl import threadpool_limits

    items = named(priorities)
    asked = sides({str(work): items.of(str(work)) for work in np.unique(items.works)}, pairs, works)
    found: list[dict[str, Any]] = []
    with threadpool_limits(1):  # the matrices of two lists are small: threads would wait for one another
        for start in range(0, len(asked), _AT_ONCE):
            found += _of_pairs(asked[start : start + _AT_ONCE], settings, told or Sections({}, {}))
    return from_rows("links", found)


def _of_pairs(pairs: list[Sides], settings: MatchSettings, told: Sections) -> list[dict[str, Any]]:
    """All candidates of some pairs of works judged together."""
    names: tuple[str, ...] = ()
    scored_rows, ends = [], []
    for both in pairs:
        table = scores(both.first, both.second)
        names, scored = tuple(table), rows(table)
        at = np.flatnonzero(promising(scored, names) | beside(both.first, both.second).ravel())
        scored_rows.append(scored[at])
        ends.append(np.column_stack(np.unravel_index(at, _shape(both))).astype(np.int64))
    model = judge(names)
    judged = model.probabilities(np.concatenate(scored_rows))
    by_name = np.split(judged, np.cumsum([len(each) for each in ends])[:-1])
    asked = zip(pairs, scored_rows, ends, by_name, strict=True)
    seen = [_shown(*each, model, settings, told) for each in asked]
    said = relations(Described.joined([each.seen for each in seen]))
    cuts = np.split(said, np.cumsum([len(each.odds) for each in seen])[:-1])
    return [row for each, cut in zip(seen, cuts, strict=True) for row in each.as_rows(cut)]


def _heard(both: Sides, ends: Whole, odds: Floats, told: Sections) -> Floats:
    """The probabilities after the sections were heard."""
    if not any(told.heading(each).any() for each in (both.first, both.second)):
        return odds
    return hearing().corrected(odds, spoken(both.first, both.second, told)[ends[:, 0], ends[:, 1]])


def _shape(both: Sides) -> tuple[int, int]:
    return len(both.first.ids), len(both.second.ids)


@dataclass(frozen=True)
class _Shown:
    """The candidates of two lists that are worth a row."""

    both: Sides
    ends: Whole
    odds: Floats
    letters: Floats
    claimed: Floats
    parts: Relations
    seen: Described
    told: Sections

    def as_rows(self, told: npt.NDArray[np.str_]) -> list[dict[str, Any]]:
        """The rows of the table of links; `told` are the relations that the forest says."""
        loosely = by_manner_alone(self.both.first, self.both.second)[self.ends[:, 0], self.ends[:, 1]]
        relations = np.where(loosely, "related", np.where(self.parts != "", self.parts, told))
        return [
            {
                "from_id": self.both.first.ids[a],
                "to_id": self.both.second.ids[b],
                "relation": str(relations[at]),
                "probability": round(float(self.odds[at]), 3),
                "certainty": "",
                "origin": "model",
                "evidence": self._evidence(at, a, b),
            }
            for at, (a, b) in enumerate(self.ends.tolist())
        ]

    def _evidence(self, at: int, a: int, b: int) -> str:
        first, second = self.both.first, self.both.second
        by_name = _evidence(self.both, a, b, float(self.letters[at]), float(self.claimed[at]))
        heard = [*_said(first.ids[a], second.own[b], self.told), *_said(second.ids[b], first.own[a], self.told)]
        return "; ".join([by_name, *heard])


def _shown(
    both: Sides,
    scored: Floats,
    ends: Whole,
    by_name: Floats,
    model: Judge,
    settings: MatchSettings,
    told: Sections,
) -> _Shown:
    at = (ends[:, 0], ends[:, 1])
    by_name = np.where(
        _by_nearness_alone(both, ends, scored, model.names) & (by_name < _NEIGHBOURS),
        np.minimum(by_name, _DOUBTED),
        by_name,
    )
    matrix = np.zeros(_shape(both))
    matrix[at] = by_name
    found = matrix >= settings.probability
    near = kept(both.first, both.second, found)
    far = doubted(both.first, both.second, found | (near != ""))[at]
    near = near[at]
    matrix[at] = _heard(both, ends, by_name, told)
    lifted = np.where(near != "", np.maximum(by_name, model.of_part), by_name)
    lifted = np.where(far != "", np.maximum(by_name, model.of_far), lifted)
    odds = _heard(both, ends, lifted, told)
    shown = (odds >= min(settings.doubtful, settings.probability)) | (far != "")
    letters, claimed = (scored[shown, model.names.index(name)] for name in ("letters_any", "claimed"))
    seen = described(both, ends[shown], matrix, settings.probability)
    parts = np.where(near != "", near, far)
    return _Shown(both, ends[shown], odds[shown], letters, claimed, parts[shown], seen, told)


def _by_nearness_alone(both: Sides, ends: Whole, scored: Floats, names: Sequence[str]) -> Flags:
    """Which candidates share no concept, hold none of the other's, and are not spelt alike: neighbours at most."""
    first, second = both.first.own, both.second.own
    shared = first @ second.T + first @ under() @ second.T + first @ under().T @ second.T
    alike = scored[:, list(names).index("letters_any")] >= _ALIKE
    return np.asarray((shared[ends[:, 0], ends[:, 1]] == 0) & ~alike)


def _evidence(both: Sides, a: int, b: int, letters: float, claimed: float) -> str:
    held = [[int(each) for each in np.flatnonzero(row)] for row in (both.first.own[a], both.second.own[b])]
    common = sorted(set(held[0]) & set(held[1]), key=lambda each: (-weights()[each], each))
    parts = [] if common else [*_parts(held[0], held[1]), *_parts(held[1], held[0])]
    said = ["both name " + ", ".join(_name(each) for each in common[:_SAID])] if common else parts[:_SAID]
    said += [f"names alike, {letters:.2f}"] if letters >= _ALIKE else []
    return "; ".join(said) or f"nearest of the two lists, likeness {claimed:.2f}"


def _said(item: str, other: Floats, told: Sections) -> list[str]:
    """What the section of an item says of the other, and from which page on; nothing where it is silent."""
    found = speaking(item, other, told)[:_SAID]
    if not found:
        return []
    concepts = ", ".join(_name(each) for each, _ in found)
    return [f"the section in {item.partition('#')[0]} names {concepts}, from p. {min(page for _, page in found)} on"]


def _parts(some: list[int], others: list[int]) -> list[str]:
    """Which concepts stand below which, in words; where by a manner alone, nothing."""
    known = thesaurus()
    place = {concept: at for at, concept in enumerate(known.ids)}
    found = [
        (narrow, subject)
        for narrow in some
        for wide in others
        for subject in (known.ids[wide], known.concepts[known.ids[wide]].manner_of)
        if subject in known.broader[known.ids[narrow]] and below_as_phenomena()[narrow, place[subject]]
    ]
    return [f"{_name(narrow)} is part of {known.concepts[wide].name('en')}" for narrow, wide in dict.fromkeys(found)]


def _name(concept: int) -> str:
    known = thesaurus()
    return known.concepts[known.ids[concept]].name("en")
