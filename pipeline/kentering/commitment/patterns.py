"""Patterns over the words of a sentence: words, alternatives, classes and gaps.

spaCy's Matcher gives the same matches but tries every pattern at every word, 3 milliseconds a sentence for ours; here a
pattern is looked up by the word it begins with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

GAP = 12  # words that * may stand for; never over a comma or a stop
_CLASSES = {
    "<inf>": ("INF", "ACT"),
    "<act>": ("ACT",),
    "<done>": ("DONE",),
    "<fut>": ("FUT",),
    "<verb>": ("VERB", "INF", "ACT"),
}


class Word(NamedTuple):
    """A word or a mark in its place: small letters, straight apostrophe; `tag` is its class, empty for most."""

    lower: str
    tag: str
    start: int
    end: int
    mark: bool


class Match(NamedTuple):
    """A pattern found: its label, and the places of its first word and of the one after its last."""

    label: str
    start: int
    end: int


class _Item(NamedTuple):
    words: frozenset[str]
    tags: frozenset[str]
    gap: bool

    def holds(self, word: Word) -> bool:
        return word.lower in self.words or (bool(word.tag) and word.tag in self.tags)


class Patterns:
    """Patterns by label; the first item of a pattern is never a gap.

    >>> words = [Word(each, "", 0, 0, False) for each in "dit is zeer dringend nodig".split()]
    >>> Patterns({"needed": ["is|zijn * nodig"]}).matches(words)
    [Match(label='needed', start=1, end=5)]
    """

    def __init__(self, patterns: Mapping[str, Sequence[str]]) -> None:
        self._by_word: dict[str, list[tuple[str, tuple[_Item, ...]]]] = defaultdict(list)
        self._by_tag: dict[str, list[tuple[str, tuple[_Item, ...]]]] = defaultdict(list)
        for label, notations in patterns.items():
            for notation in notations:
                items = tuple(_items(notation.split()))
                for word in sorted(items[0].words):
                    self._by_word[word].append((label, items))
                for tag in sorted(items[0].tags):
                    self._by_tag[tag].append((label, items))

    def matches(self, words: Sequence[Word]) -> list[Match]:
        """Every match, the shortest of each pattern at each place, in order."""
        found = []
        for place, word in enumerate(words):
            begun: Iterable[tuple[str, tuple[_Item, ...]]] = self._by_word.get(word.lower, ())
            if word.tag:
                begun = (*begun, *self._by_tag.get(word.tag, ()))
            for label, items in begun:
                end = _end(words, place + 1, items[1:])
                if end:
                    found.append(Match(label, place, end))
        return found


def _items(notation: Sequence[str]) -> Iterator[_Item]:
    for each in notation:
        if each in _CLASSES:
            yield _Item(frozenset(), frozenset(_CLASSES[each]), gap=False)
        else:
            yield _Item(frozenset(each.split("|")), frozenset(), gap=each == "*")


def _end(words: Sequence[Word], place: int, items: Sequence[_Item]) -> int:
    """The place after the last word of the nearest match; 0 where there is none."""
    if not items:
        return place
    if not items[0].gap:
        held = place < len(words) and items[0].holds(words[place])
        return _end(words, place + 1, items[1:]) if held else 0
    for skipped in range(place, min(len(words), place + GAP + 1)):
        end = _end(words, skipped, items[1:])
        if end:
            return end
        if words[skipped].mark:
            return 0
    return 0
