"""The one section on which a change hangs most."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kentering.compare.estimate import estimate, without_each
from kentering.compare.tallies import Tally, WorkTally
from kentering.compare.verdicts import Mask, Real, verdicts
from kentering.settings import CompareSettings


class Influence(NamedTuple):
    """A section by its headings, the side it stands on, and what is left without it."""

    side: str
    section: str
    change: float
    verdict: str


def influences(
    before: WorkTally, after: WorkTally, change: Real, tested: Mask, settings: CompareSettings
) -> list[Influence]:
    """For each theme, the section that changes the change most when it is left out, with its twin in another language.

    Among equals the first. The verdict without it is that of the whole procedure, all themes judged again.
    """
    if not (before.enough and after.enough):
        return [Influence("", "", float(each), "inconclusive") for each in change]
    sides = [without_each(each.words) for each in (before, after)]
    whole = [estimate(each.words).share for each in (before, after)]
    changes = np.concatenate([whole[1] - sides[0], sides[1] - whole[0]])
    moved = np.abs(changes - change).round(12)
    chosen = moved.argmax(axis=0)
    places = [(side, *place) for side, each in enumerate((before, after)) for place in each.words.places()]
    without = {
        number: verdicts(*_without(before, after, places[number]), tested, settings).said
        for number in sorted(set(chosen.tolist()))
    }
    found = []
    for theme, number in enumerate(chosen.tolist()):
        side, version, section = places[number]
        name = (before, after)[side].names[version][section]
        found.append(Influence(("from", "to")[side], name, float(changes[number, theme]), without[number][theme]))
    return found


def _without(before: WorkTally, after: WorkTally, place: tuple[int, int, int]) -> tuple[Tally, Tally]:
    side, version, section = place
    if side == 0:
        return before.words.without(version, section), after.words
    return before.words, after.words.without(version, section)
