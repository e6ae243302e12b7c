"""Kinds of headings in order, the highest first: from type, numbers and words, and how they follow each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, permutations

from kentering.extract.signs import (
    ANNEXES,
    CLEARLY,
    WORD_RANKS,
    Seen,
    Sort,
    above,
    following,
    nests,
    numbers_over,
    opening,
    parts,
    restarting,
    small,
    stands_over,
    word_rank,
)

NONE = -1
"""The place of what stands over the highest headings."""

OFTEN = 0.34
"""A kind often stands under another where so many of its headings do."""

FEWEST = 2
"""So many numbered headings of a type show whether it is one of capitals."""

MOST_COMPARED = 7
"""So many kinds of one size are put in order by trying every order."""


def levels(headings: Sequence[Seen]) -> list[int]:
    """How deep each heading stands, from 1: all of a kind alike, one under the kind that they mostly stand under."""
    places = _places(headings)
    at = [places[each.sort] for each in headings]
    over: dict[int, Counter[int]] = defaultdict(Counter)
    for place, parent in zip(at, _parents(at), strict=True):
        over[place][parent] += 1
    level = {NONE: 0}
    by_parts: dict[int, int] = {}
    for place in sorted(over):
        level[place] = level[_usual_parent(over[place])] + 1
        deep = max(parts(sort.form) for sort, other in places.items() if other == place)
        if deep and by_parts:
            nearest = max(by_parts)
            level[place] = max(level[place], by_parts[nearest] + deep - nearest)
        if deep:
            by_parts.setdefault(deep, level[place])
    return [level[place] for place in at]


def _usual_parent(counts: Counter[int]) -> int:
    """The lowest of the kinds under which a kind often stands: now and then one level is left out, none is added."""
    often = [parent for parent, count in counts.items() if count >= OFTEN * counts.total()]
    return max(often) if often else max(counts, key=lambda parent: (counts[parent], parent))


def _parents(places: Sequence[int]) -> list[int]:
    """The kind of the heading that each stands under; NONE where it stands under no other."""
    stack: list[int] = []
    made = []
    for place in places:
        while stack and stack[-1] >= place:
            stack.pop()
        made.append(stack[-1] if stack else NONE)
        stack.append(place)
    return made


def _places(headings: Sequence[Seen]) -> dict[Sort, int]:
    """The place of each kind in the order; kinds that rank alike have the same."""
    merged = _merged(headings)
    plain = [replace(each, sort=merged[each.sort]) for each in headings]
    first = {each.sort: place for place, each in reversed(list(enumerate(plain)))}
    ordered: list[Sort] = []
    for one_size in _by_size(sorted(first, key=lambda sort: first[sort])):
        ordered += _in_order(one_size, plain, first)
    ordered = _numbers_in_order(ordered, plain)
    places = {sort: place for place, sort in enumerate(ordered)}
    for sort, after in pairwise(ordered):
        if _spans_siblings(sort, after, plain):
            places[sort] = places[after]
    _raise_annexes(places)
    return {sort: places[merged[sort]] for sort in merged}


def _raise_annexes(places: dict[Sort, int]) -> None:
    """Annexes stand beside the highest parts or chapters, whatever their type."""
    named = [place for sort, place in places.items() if sort.form in WORD_RANKS[0]]
    for sort in places:
        if named and sort.form in ANNEXES:
            places[sort] = min(places[sort], *named)


def _by_size(sorts: Sequence[Sort]) -> list[list[Sort]]:
    """Kinds in groups of about one size, the largest first."""
    groups: list[list[Sort]] = []
    for sort in sorted(sorts, key=lambda each: -each.size):
        if groups and groups[-1][0].size - sort.size <= CLEARLY:
            groups[-1].append(sort)
        else:
            groups.append([sort])
    return groups


def _in_order(sorts: Sequence[Sort], headings: Sequence[Seen], first: dict[Sort, int]) -> list[Sort]:
    """Kinds of one size in the order that most speaks for."""
    likely = sorted(sorts, key=lambda sort: (_prominence(sort), first[sort]))
    if len(likely) < 2:
        return likely
    score = {(a, b): above(a, b, headings, first) for a in likely for b in likely if a != b}
    if len(likely) <= MOST_COMPARED:
        return list(max(permutations(likely), key=lambda order: _agreement(tuple(order), score)))
    return _sorted_by(likely, score)


def _agreement(order: tuple[Sort, ...], score: dict[tuple[Sort, Sort], float]) -> float:
    return sum(score[above, below] for place, above in enumerate(order) for below in order[place + 1 :])


def _sorted_by(sorts: Sequence[Sort], score: dict[tuple[Sort, Sort], float]) -> list[Sort]:
    wins = {sort: sum(score[sort, other] for other in sorts if other != sort) for sort in sorts}
    return sorted(sorts, key=lambda sort: -wins[sort])


def _prominence(sort: Sort) -> tuple[int, int, bool, bool, bool]:
    return (word_rank(sort.form), parts(sort.form), not sort.bold, not sort.capitals, sort.italic)


def _numbers_in_order(ordered: list[Sort], headings: Sequence[Seen]) -> list[Sort]:
    """Numbers with more parts stand deeper, and a chapter over its sections, even where the type says otherwise."""

    def is_over(a: Sort, b: Sort) -> bool:
        if stands_over(a, b) or numbers_over(a, b, headings):
            return True
        return bool(a.form and b.form) and nests(b, a, headings) and not nests(a, b, headings)

    made = list(ordered)
    for _ in made:
        for place, sort in enumerate(made):
            wrong = next((other for other in made[:place] if is_over(sort, other)), None)
            if wrong is not None:
                made.remove(sort)
                made.insert(made.index(wrong), sort)
                break
        else:
            break
    return made


def _spans_siblings(above: Sort, below: Sort, headings: Sequence[Seen]) -> bool:
    """Would the only heading of a kind have others under it that have begun before it? Then it is one of them."""
    at = [place for place, each in enumerate(headings) if each.sort == above]
    others = [place for place, each in enumerate(headings) if each.sort == below]
    return len(at) == 1 and any(other < at[0] for other in others) and any(other > at[0] for other in others)


def _merged(headings: Sequence[Seen]) -> dict[Sort, Sort]:
    """Kinds that differ in what means nothing here: the color of a chapter, capitals, no number among numbered ones."""
    sorts = list(dict.fromkeys(each.sort for each in headings))
    merged = {sort: sort for sort in sorts}
    for field in ("again", "color", "capitals", "form"):
        groups: dict[tuple[object, ...], list[Sort]] = defaultdict(list)
        for sort in dict.fromkeys(merged.values()):
            groups[_but(sort, field)].append(sort)
        for alike in groups.values():
            into = _united(alike, field, headings, merged)
            merged = {sort: into.get(now, now) for sort, now in merged.items()}
    return merged


def _but(sort: Sort, field: str) -> tuple[object, ...]:
    return tuple(getattr(sort, name) for name in Sort.__dataclass_fields__ if name != field)


def _united(alike: Sequence[Sort], field: str, headings: Sequence[Seen], merged: dict[Sort, Sort]) -> dict[Sort, Sort]:
    """For each of some kinds that differ in one thing only, the kind that it is one with."""
    plain = [replace(each, sort=merged[each.sort]) for each in headings]
    if field == "form":
        return _unnumbered(alike, plain)
    made: dict[Sort, Sort] = {}
    for place, sort in enumerate(alike):
        other = next((each for each in alike[:place] if each in made.values() and _as_one(each, sort, plain)), sort)
        made[sort] = other
    return made


def _as_one(a: Sort, b: Sort, headings: Sequence[Seen]) -> bool:
    """Does nothing show that one of two kinds stands under the other?"""
    if a.again != b.again:
        return not (opening(b, a, headings) if a.again else opening(a, b, headings))
    if max(following(a, b, headings), following(b, a, headings)) > 3:
        return False
    if a.capitals != b.capitals and _is_in_capitals(a if a.capitals else b, headings):
        return False
    if opening(a, b, headings) or opening(b, a, headings):
        return False
    return a.capitals != b.capitals or not (restarting(a, b, headings) or restarting(b, a, headings))


def _is_in_capitals(kind: Sort, headings: Sequence[Seen]) -> bool:
    """Are all numbered headings in the type of a kind in capitals? Then those with small letters are another kind."""
    like = [each.sort for each in headings if replace(each.sort, form="", capitals=True) == replace(kind, form="")]
    numbered = [sort for sort in like if sort.form and sort.form not in ANNEXES]
    return len(numbered) >= FEWEST and all(sort.capitals for sort in numbered)


def _unnumbered(alike: Sequence[Sort], headings: Sequence[Seen]) -> dict[Sort, Sort]:
    """A heading with no number, or with the word for an annex, ranks with the highest of those that look like it."""
    forms = [sort for sort in alike if sort.form and sort.form not in ANNEXES]
    if not forms:
        plain = next((sort for sort in alike if not sort.form), None)
        return {} if plain is None else dict.fromkeys(alike, plain)
    highest = min(forms, key=lambda sort: (parts(sort.form), word_rank(sort.form), small(sort.form)))
    bare = [sort for sort in alike if not sort.form and not opening(highest, sort, headings)]
    return {sort: highest for sort in alike if sort in bare or sort.form in ANNEXES}
