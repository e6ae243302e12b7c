"""What printed numbers say of the levels of headings: 4.3.2 goes on from 4.3.1, and all between stands in 4.3.1."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kentering.extract.signs import CLEARLY, Seen


def with_numbers(headings: Sequence[Seen], levels: Sequence[int], told: Sequence[int]) -> list[int]:
    """The levels, mended by the printed numbers save where the file itself tells the level of a heading."""
    made = list(levels)
    _put_under_parents(headings, made, told)
    numbered = [place for place, each in enumerate(headings) if each.path]
    for before, after in pairwise(numbered):
        floor = _floor(headings[before], headings[after], made[before], made[after])
        largest = headings[after].sort.size + CLEARLY
        between = [at for at in range(before + 1, after) if not told[at] and headings[at].sort.size <= largest]
        high = sorted({made[place] for place in between if made[place] < floor})
        for place in between:
            if made[place] in high:
                made[place] = floor + high.index(made[place])
    return made


def _put_under_parents(headings: Sequence[Seen], made: list[int], told: Sequence[int]) -> None:
    """A number with more parts stands deeper than the number that it begins with."""
    at: dict[tuple[int, ...], int] = {}
    for place, each in enumerate(headings):
        over = at.get(each.path[:-1]) if len(each.path) > 1 else None
        if over is not None and not told[place]:
            made[place] = max(made[place], made[over] + 1)
        if each.path:
            at[each.path] = place


def _floor(before: Seen, after: Seen, level_before: int, level_after: int) -> int:
    """The highest level that what stands between two numbered headings can have; 0 where they do not tell."""
    if after.path[:-1] == before.path and after.path[-1] == 1:
        return level_before + 1
    place = len(after.path) - 1
    within = place > 0 and after.path[:place] == before.path[:place] and len(before.path) > place
    return level_after + 1 if within and after.path[place] == before.path[place] + 1 else 0
