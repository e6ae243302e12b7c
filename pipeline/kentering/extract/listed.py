"""What a document itself lists as its headings: the entries of its table of contents, or its bookmarks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kentering.extract.leaf import Leaf
from kentering.text import chapter_word, heading_number, without_leader

SAME = 4.0
"""Entries whose left edges differ by less, in points, are listed at one level."""

FEWEST = 3
"""A list with fewer entries says nothing."""


WRITTEN = 0.4
"""So many of the bookmarks are a line of the text, or they name something else than its headings."""


@dataclass(frozen=True)
class Listed:
    """The headings that a document lists, by their words, and how deep it lists them, from 1."""

    levels: Mapping[str, int] = field(default_factory=dict)

    def level(self, text: str) -> int:
        """How deep a heading is listed; 0 where it is not.

        >>> Listed({"drugs": 2}).level("2.1 Drugs")
        2
        """
        return self.levels.get(_key(text), 0)


NOTHING = Listed()


def listed(leaves: Sequence[Leaf], bookmarks: Iterable[tuple[int, str]] = ()) -> Listed:
    """The headings in the tables of contents, or else those that the bookmarks name, each with its level."""
    entries = [
        (each.x0, each.text)
        for leaf in leaves
        for each in leaf.left
        if each.kind == "toc" and without_leader(each.text)
    ]
    made = {}
    if len(entries) >= FEWEST:
        edges = _edges([x0 for x0, _ in entries])
        made = {_key(without_leader(text)): 1 + sum(edge < x0 - SAME for edge in edges) for x0, text in entries}
    marked = [(_key(title), level) for level, title in bookmarks]
    written = {_key(line.whole) for leaf in leaves for line in leaf.lines} if marked else set()
    if sum(key in written for key, _ in marked) >= max(FEWEST, WRITTEN * len(marked)):
        made = {**made, **dict(reversed(marked))}
    return Listed({key: level for key, level in made.items() if len(key) > 3})


def _edges(starts: Sequence[float]) -> list[float]:
    """The left edges at which entries begin, one for those that are about the same."""
    ordered = sorted(starts)
    return ordered[:1] + [after for before, after in pairwise(ordered) if after - before > SAME]


def _key(text: str) -> str:
    """The words of a heading without its number, in lower case, letters only."""
    text = re.sub(r"^\d[\d.]*(?=[^\W\d_])", "", text)  # a number that its bookmark has glued to the words
    word, number = chapter_word(text), heading_number(text)
    rest = re.sub(r"^\S+\s+\S+[\s.:–—-]*", "", text) if word else text[len(number) :]
    return "".join(sign for sign in rest.lower() if sign.isalnum())
