"""Pages in two languages side by side: each language is read down as a stream of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from kentering.extract.lines import Line
from kentering.words import stop_words

SPOKEN = ("nl", "fr", "en", "de")
"""Languages that are told apart."""

FEWEST = 12
"""So many words that only one of the languages has tell the language of a column."""

CLEAR = 2.5
"""and so many times those of the next language."""

FACING = 0.5
"""A document is in two languages side by side where so many of its pages with columns are."""


def tongue(text: str, fewest: int = FEWEST) -> str:
    """The language of a text by its small words; nothing where they do not tell.

    >>> tongue("Le plan est adopté par les communes et la police, qui en font rapport dans les mois de mai", 4)
    'fr'
    """
    counts: Counter[str] = Counter()
    for word in text.lower().split():
        for language in SPOKEN:
            counts[language] += word in _own_words(language)
    (first, most), (_, second) = counts.most_common(2)
    return first if most >= fewest and most >= CLEAR * second else ""


@cache
def _own_words(language: str) -> frozenset[str]:
    """Small words of a language that no other of the languages has."""
    others = frozenset[str]().union(*(stop_words(other) for other in SPOKEN if other != language))
    return stop_words(language) - others


Cut = Sequence[Sequence[Line]]
"""Columns in reading order."""


def in_streams(cut: Cut) -> list[list[Line]]:
    """The columns, on pages with a language in each column those of one language after those of the other.

    What spans both columns stands with the language of the first. The order does not change where the columns of a
    page are in one language.
    """
    told = [tongue(" ".join(line.text for line in column)) for column in cut]
    sides = _sides(cut, told)
    pages = {page for page, _ in sides}
    made: list[list[Line]] = []
    place = 0
    while place < len(cut):
        end = place
        while end < len(cut) and cut[end][0].page in pages:
            end += 1
        if end == place:
            made.append(list(cut[place]))
            place += 1
            continue
        run = range(place, end)
        first = _first(sides, cut[place][0].page)
        spoken = {number: _spoken(number, cut, told, sides, first) for number in run}
        order = [first, *sorted({*spoken.values()} - {first})]
        made += [list(cut[number]) for language in order for number in run if spoken[number] == language]
        place = end
    return made


Sides = dict[tuple[int, str], tuple[float, float]]
"""For a page and a language the left and right edge of its column."""


def _sides(cut: Cut, told: Sequence[str]) -> Sides:
    """Where each language stands on the pages that have two side by side, if most pages with columns are such."""
    by_page: dict[int, list[int]] = {}
    for number, column in enumerate(cut):
        by_page.setdefault(column[0].page, []).append(number)
    sides: Sides = {}
    parted = facing = 0
    for page, numbers in by_page.items():
        pairs = [(a, b) for a in numbers for b in numbers if a < b and _beside(cut[a], cut[b])]
        parted += bool(pairs)
        found = [(a, b) for a, b in pairs if told[a] and told[b] and told[a] != told[b]]
        facing += bool(found)
        for number in {number for pair in found for number in pair}:
            x0, x1 = _edges(cut[number])
            before = sides.get((page, told[number]), (x0, x1))
            sides[page, told[number]] = (min(before[0], x0), max(before[1], x1))
    return sides if facing and facing >= FACING * parted else {}


def _beside(first: Sequence[Line], second: Sequence[Line]) -> bool:
    """Do two columns stand next to each other?"""
    one, other = _edges(first), _edges(second)
    apart = one[1] <= other[0] + 2 or other[1] <= one[0] + 2
    return apart and max(first[0].top, second[0].top) < min(first[-1].bottom, second[-1].bottom)


def _edges(column: Sequence[Line]) -> tuple[float, float]:
    return min(line.x0 for line in column), max(line.x1 for line in column)


def _first(sides: Sides, page: int) -> str:
    """The language of the column on the left."""
    return min((edges[0], language) for (number, language), edges in sides.items() if number == page)[1]


def _spoken(number: int, cut: Cut, told: Sequence[str], sides: Sides, first: str) -> str:
    """The language of a column: its own, else that of the side of the page on which it stands."""
    column = cut[number]
    here = {language: edges for (page, language), edges in sides.items() if page == column[0].page}
    if told[number] in here:
        return told[number]
    x0, x1 = _edges(column)
    within = [language for language, edges in here.items() if edges[0] - 12 <= x0 and x1 <= edges[1] + 12]
    return within[0] if len(within) == 1 else first
