"""What speaks for one kind of heading standing over another: its type, number and words, and how they follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_LAWS = (
    "deel partie part", "boek livre book", "titel titre title", "hoofdstuk chapitre chapter", "afdeling section sectie",
    "onderafdeling sous-section subsection", "paragraaf paragraphe paragraph", "artikel article",
)  # fmt: skip
_PLANS = (
    "as axe axis pijler pilier pillar dimensie dimension luik volet strand cluster", "thema thème theme prioriteit "
    "priorité priority fenomeen phénomène phenomenon", "strategische-doelstelling objectif-stratégique "
    "strategic-objective", "doelstelling objectif objective doel goal but", "operationele-doelstelling "
    "objectif-opérationnel operational-objective", "maatregel mesure measure actie action",
)  # fmt: skip
WORD_RANKS = [{word: rank for rank, words in enumerate(family) for word in words.split()} for family in (_LAWS, _PLANS)]
"""How words before numbers stand under each other, in laws and in plans, in all languages."""

ANNEXES = frozenset(["bijlage", "annexe", "annex", "appendix"])
"""Words of parts that rank with the highest headings that look like them."""

CLEARLY = 0.6
"""A heading larger by so many points stands higher, whatever else."""

MATCHED = 0.3
"""Numbers of one kind stand over those of another where so many of these begin with the number before them."""

NESTED = 0.6
"""A numbering stands under another where so many of its headings lie between two numbers of the other."""


@dataclass(frozen=True)
class Sort:
    """A kind of heading: size, weight, slant, color, small or large capitals, and the form of its number."""

    size: float
    bold: bool
    italic: bool
    color: tuple[float, ...]
    small: bool
    capitals: bool
    form: str
    again: bool = False
    """Is it one of those words, like Context, that stand over a section of many chapters?"""


@dataclass(frozen=True)
class Seen:
    """A heading as it stands in the document: its kind, its number, how far into the text, and the level listed."""

    sort: Sort
    number: int
    bare: bool
    """Does the heading before it stand right over it, with no text between?"""
    listed: int = 0
    """How deep a table of contents or the bookmarks list it; 0 where they do not."""
    path: tuple[int, ...] = ()
    """The figures of its number: (4, 3, 1) for 4.3.1, (2,) for Hoofdstuk 2; none for letters and Roman figures."""


def parts(form: str) -> int:
    """How many parts numbers of this form have: 2 for 3.1; 0 for other forms.

    >>> parts("d2"), parts("roman")
    (2, 0)
    """
    return int(form[1:]) if form[:1] == "d" and form[1:].isdigit() else 0


def one_word(word: str) -> str:
    """One word for those that mean the same part of a text in the languages that a document may mix.

    >>> one_word("artikel") == one_word("article"), one_word("bijlage") == one_word("annexe"), one_word("module")
    (True, True, 'module')
    """
    if word in ANNEXES:
        return "annex"
    for family in (_LAWS, _PLANS):
        for words in family:
            if word in words.split():
                return words.split()[0]
    return word


def word_rank(form: str) -> int:
    """Where a word like part, chapter or section stands among such words."""
    return next((family[form] for family in WORD_RANKS if form in family), 3)


def stands_over(a: Sort, b: Sort) -> bool:
    """Does the word before its number alone put one kind over another?"""
    family = next((each for each in WORD_RANKS if a.form in each and b.form in each), {})
    return bool(family) and family[a.form] < family[b.form]


def numbers_over(a: Sort, b: Sort, headings: Sequence[Seen]) -> bool:
    """Do the numbers of one kind open those of another, as 3 opens 3.1? Items 1. and 2. within 3.1 do not."""
    if not 0 < parts(a.form) < parts(b.form):
        return False
    last: tuple[int, ...] = ()
    fit = count = 0
    for each in headings:
        if each.sort == a:
            last = each.path
        elif each.sort == b:
            count += 1
            fit += bool(last) and each.path[: len(last)] == last
    return fit >= MATCHED * count


def nests(low: Sort, high: Sort, headings: Sequence[Seen]) -> bool:
    """Do most runs of one numbering begin and end between a number of another and the next: (a) to (e) in 2?"""
    within, last = 0, 0
    run: list[int] = []
    for each in headings:
        if each.sort == high and each.number:
            within += len(run) if run[:1] == [1] and 0 < last == each.number - 1 else 0
            last, run = each.number, []
        elif each.sort == low and each.number:
            run.append(each.number)
    return within > 1 and within >= NESTED * sum(each.sort == low for each in headings)


def above(a: Sort, b: Sort, headings: Sequence[Seen], first: dict[Sort, int]) -> float:
    """How much speaks for one kind standing above another; below 0 for the reverse."""
    family = next((each for each in WORD_RANKS if a.form in each and b.form in each), {})
    if family and family[a.form] != family[b.form]:
        return 50.0 * (family[b.form] - family[a.form])
    if numbers_over(a, b, headings) or numbers_over(b, a, headings):
        return 50.0 * (parts(b.form) - parts(a.form))
    total = 2.0 * (a.bold - b.bold) + 1.5 * (a.capitals - b.capitals) + 1.0 * (b.italic - a.italic)
    total += 1.0 * (b.again - a.again) + 1.0 * (small(b.form) - small(a.form)) + 0.5 * (bool(a.form) - bool(b.form))
    total += 0.6 if first[a] < first[b] else -0.6
    total += following(a, b, headings) - following(b, a, headings)
    total += opening(a, b, headings) - opening(b, a, headings)
    total += continuing(a, b, headings) - continuing(b, a, headings)
    total += 6.0 * (nests(b, a, headings) - nests(a, b, headings))
    return total + restarting(b, a, headings) - restarting(a, b, headings) + _listing(a, b, headings)


def small(form: str) -> int:
    """Forms of numbers from high to low: Roman and capital letters, figures, small letters."""
    return {"roman": 0, "letter": 0, "small": 2, "smallroman": 3}.get(form, 1)


def following(a: Sort, b: Sort, headings: Sequence[Seen]) -> float:
    """How often b stands right under a, with no text between."""
    count = sum(here.bare and before.sort == a and here.sort == b for before, here in pairwise(headings))
    return min(6.0, 3.0 * count)


def restarting(low: Sort, high: Sort, headings: Sequence[Seen]) -> float:
    """Does the numbering of one kind begin again after headings of the other?"""
    last, crossed, starts, under = 0, False, 0, 0
    for each in headings:
        if each.sort == high:
            crossed = True
        elif each.sort == low and each.number:
            if last and each.number <= last:
                starts += 1
                under += crossed
            elif last and crossed and each.number == last + 1:
                under -= 1
            last, crossed = each.number, False
    return min(6.0, 3.0 * under) if starts and under > 0.6 * starts else 0.0


def continuing(high: Sort, low: Sort, headings: Sequence[Seen]) -> float:
    """Does a numbering that begins again elsewhere count on over headings of a kind? Then those are under it."""
    last, crossed, starts, on, over = 0, False, 0, 0, 0
    for each in headings:
        if each.sort == low:
            crossed = True
        elif each.sort == high and each.number:
            starts += bool(last) and each.number <= last
            on += crossed and each.number == last + 1
            over += crossed and bool(last) and each.number <= last
            last, crossed = each.number, False
    return min(6.0, 2.0 * on) if starts and on > 1 and on > 0.3 * over else 0.0


def opening(a: Sort, b: Sort, headings: Sequence[Seen]) -> float:
    """Does a come before b in the sections under larger headings, wherever both stand? Chance would mix them."""
    larger = max(a.size, b.size) + CLEARLY
    sections: list[list[Sort]] = [[]]
    for each in headings:
        if each.sort.size > larger:
            sections.append([])
        elif each.sort in (a, b):
            sections[-1].append(each.sort)
    both = [turns for turns in sections if a in turns and b in turns]
    changes = sum(here != after for turns in both for here, after in pairwise(turns))
    opened = sum(turns[0] == a for turns in both)
    return 3.0 if opened and opened >= 0.9 * len(both) and changes > max(2, len(both)) else 0.0


def _listing(a: Sort, b: Sort, headings: Sequence[Seen]) -> float:
    """How deep a table of contents or the bookmarks list the two kinds."""
    deep = []
    for sort in (a, b):
        found = Counter(each.listed for each in headings if each.sort == sort and each.listed)
        deep.append(max(found, key=lambda level: (found[level], -level)) if found else 0)
    return 8.0 * (deep[1] - deep[0]) if all(deep) else 0.0
