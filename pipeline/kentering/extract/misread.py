"""Running lines of pages that text recognition has read: the same line, read a little otherwise on each page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from statistics import median

from kentering.extract.leaf import Leaf, Spot

ALIKE = 0.6
"""Lines at one place whose letters are so far alike are one line, read twice."""

SAME = 0.8
"""A line elsewhere at an edge whose letters are so far those of a running line is one too."""

NEAR = 10.0
"""Pages lie askew on the glass: what is printed at one place stands within so many points of it."""

LEAST = 6
"""Lines with fewer letters are too short to be compared."""

SHORT = 12
"""What stands outside of a running line with no more signs is a page number, however it was read."""


def read_alike(spots: Sequence[Spot], seen: Collection[int]) -> list[Spot]:
    """The spots; on the pages `seen` by text recognition, lines that are alike get the words that most have."""
    groups: dict[bool, list[list[Spot]]] = defaultdict(list)
    for spot in spots:
        if spot.page in seen and len(_letters(spot.words)) >= LEAST:
            fit = next((group for group in groups[spot.upper] if _is_alike(group[0], spot)), None)
            if fit is None:
                groups[spot.upper].append([spot])
            else:
                fit.append(spot)
    instead: dict[int, Spot] = {}
    for group in [group for each in groups.values() for group in each if len(group) > 1]:
        words = Counter(spot.words for spot in group)
        usual = max(words, key=lambda each: words[each])
        place = median(spot.place for spot in group)
        for spot in group:
            instead[id(spot)] = replace(spot, words=usual, place=place)
    return [instead.get(id(spot), spot) for spot in spots]


def _is_alike(first: Spot, spot: Spot) -> bool:
    if first.page == spot.page or abs(first.place - spot.place) > NEAR:
        return False
    return _likeness(first.words, spot.words) >= ALIKE


def _likeness(first: str, second: str) -> float:
    matcher = SequenceMatcher(None, _letters(first), _letters(second), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def _letters(words: str) -> str:
    return "".join(sign for sign in words.lower() if sign.isalpha())


def misread(spots: Sequence[Spot], running: Collection[int], leaves: Sequence[Leaf]) -> set[int]:
    """More running lines of recognised pages: those outside of others, and those with the words of others."""
    seen = {leaf.number for leaf in leaves if leaf.layer}
    words = [spot.words for spot in spots if id(spot.line) in running and len(_letters(spot.words)) >= LEAST]
    known = list(dict.fromkeys(words))
    found: set[int] = set()
    for spot in spots:
        if spot.page not in seen or id(spot.line) in running:
            continue
        mine = [other for other in spots if other.page == spot.page and other.upper == spot.upper]
        inner = [other for other in mine if id(other.line) in running and other.place > spot.place + 1]
        outer = [other for other in mine if other.place < spot.place - 1 and id(other.line) not in running]
        beyond = inner and len(spot.line.whole) <= SHORT
        again = not outer and any(_likeness(each, spot.words) >= SAME for each in known)
        if beyond or again:
            found.add(id(spot.line))
    return found
