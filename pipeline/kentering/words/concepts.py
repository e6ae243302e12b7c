"""The concepts that a name holds: phrases of the thesaurus found in it, the longest first."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from kentering.words.stems import content, folded, stem
from kentering.words.thesaurus import thesaurus

_GAP = 3  # words that may stand between those of a phrase
_PREFIX, _SUFFIX, _REST = 4, 5, 3  # letters, in a Dutch compound: of its first part, of its last, and of what is left
_MOST = 64  # ways to place one phrase that are tried
_CUT = re.compile(r"[:;–—|]")
_INSIDE = re.compile(r"(?<=\w)[()](?=\w)")  # dader(groep)gericht
_LOOSE = "?"


@dataclass(frozen=True)
class Found:
    """A concept in a name, the phrase by which it is known, and which letters of the name say so."""

    concept_id: str
    phrase: str
    letters: frozenset[int]

    @property
    def loose(self) -> bool:
        """Whether the phrase belongs to this concept in loose use only."""
        return self.phrase.endswith(_LOOSE)


@dataclass(frozen=True)
class _Part:
    """A word or a part of a Dutch compound, and where it stands."""

    stem: str
    place: int
    letters: frozenset[int]


@cache
def concepts(name: str, language: str) -> tuple[Found, ...]:
    """The concepts in a name, in the order of its words.

    A phrase inside a longer one does not count: sociale fraude is no fraude in general. Words that one phrase shares
    with another count for both, but for a manner: organised crime against property is property crime, done in a
    manner. A phrase never runs over a colon, a semicolon or a dash.

    >>> [each.concept_id for each in concepts("Sociale en fiscale fraude", "nl")]
    ['social-fraud', 'tax-fraud']
    >>> [each.concept_id for each in concepts("La traite et le trafic des êtres humains", "fr") if not each.loose]
    ['human-trafficking', 'migrant-smuggling']
    >>> [each.concept_id for each in concepts("Grande criminalité financière et économique", "fr")]
    ['economic-crime']
    """
    found: list[Found] = []
    start = 0
    for piece in _CUT.split(_INSIDE.sub("", folded(name))):
        shifted = (
            Found(each.concept_id, each.phrase, frozenset(start + at for at in each.letters))
            for each in _in(piece, language)
        )
        found += shifted
        start += len(piece) + 1
    return tuple(found)


def _in(piece: str, language: str) -> list[Found]:
    parts = _parts(piece, language)
    by_stem: dict[str, list[_Part]] = defaultdict(list)
    for part in parts:
        by_stem[part.stem].append(part)
    known = _phrases(language)
    tried = dict.fromkeys(phrase for each in by_stem for phrase in known.get(each, ()))
    matched = [
        Found(concept, text, letters)
        for stems, concept, text in tried
        if all(each in by_stem for each in stems)
        for letters in _placed(stems, by_stem)
    ]
    longest = [
        each
        for each in matched
        if not any(each.letters < other.letters for other in matched) and not _of_others(each, matched)
    ]
    first: dict[tuple[str, bool], Found] = {}
    for each in sorted(longest, key=lambda one: (min(one.letters), -len(one.letters), one.concept_id)):
        first.setdefault((each.concept_id, each.loose), each)
    return list(first.values())


def _of_others(found: Found, matched: list[Found]) -> bool:
    """Is it a manner, and a word of its phrase the word by which a phenomenon is named that is none?"""
    known = thesaurus().concepts
    return known[found.concept_id].manner and any(
        found.letters & other.letters and not found.letters >= other.letters
        for other in matched
        if known[other.concept_id].facet == "phenomenon" and not known[other.concept_id].manner
    )


def _placed(stems: tuple[str, ...], by_stem: dict[str, list[_Part]]) -> list[frozenset[int]]:
    """The letters of each way in which a phrase's words stand near enough together, the nearest only."""
    ways = []
    for way in itertools.islice(itertools.product(*(by_stem[each] for each in stems)), _MOST):
        places = [part.place for part in way]
        span = max(places) - min(places) + 1
        letters = frozenset().union(*(part.letters for part in way))
        if span <= len(set(places)) + _GAP and len(letters) == sum(len(part.letters) for part in way):
            ways.append((span, sorted(letters)))
    return [frozenset(letters) for span, letters in ways if span == min(ways)[0]]


def _parts(piece: str, language: str) -> list[_Part]:
    found: list[_Part] = []
    whole, beginnings, endings = _vocabulary(language)
    for place, (word, start, end) in enumerate(content(piece, language)):
        short = stem(word, language)
        found.append(_Part(short, place, frozenset(range(start, end))))
        if language == "nl" and short not in whole:
            first = _longest(word[:-_REST], beginnings, _PREFIX, at_start=True)
            last = _longest(short[_REST:], endings, _SUFFIX, at_start=False)
            if first:
                found.append(_Part(stem(first, language), place, frozenset(range(start, start + len(first)))))
            if last:
                at = start + len(short) - len(last)
                found.append(_Part(last, place, frozenset(range(at, end))))
    return found


def _longest(word: str, known: frozenset[str], least: int, *, at_start: bool) -> str:
    for length in range(len(word), least - 1, -1):
        part = word[:length] if at_start else word[-length:]
        if part in known:
            return part
    return ""


@cache
def _phrases(language: str) -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """Under the first stem of each phrase: its stems, its concept and its text."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
    for concept in thesaurus().concepts.values():
        for phrase in concept.phrases[language]:
            stems = tuple(stem(word, language) for word, _, _ in content(phrase, language))
            found[stems[0]].append((stems, concept.concept_id, phrase))
    return {first: tuple(phrases) for first, phrases in found.items()}


@cache
def _vocabulary(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The stems of all phrases, the words that may begin a compound, and the stems that may end one."""
    words = [
        word
        for concept in thesaurus().concepts.values()
        for phrase in concept.phrases[language]
        for word, _, _ in content(phrase, language)
    ]
    stems = frozenset(stem(word, language) for word in words)
    beginnings = frozenset(word for word in words if len(word) >= _PREFIX)
    return stems, beginnings, frozenset(each for each in stems if len(each) >= _SUFFIX)
