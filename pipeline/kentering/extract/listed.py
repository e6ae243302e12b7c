"""What a document itself lists as its headings: the entries of its table of contents, or its bookmarks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kentering.extract.leaf import Leaf
from kentering.text import chapter_word, heading_number, without_leader, without_number

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
    turns: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """Of those that it lists several times, at different levels, each level in its turn."""

    def level(self, text: str) -> int:
        """How deep a heading is listed; 0 where it is not.

        >>> Listed({"drugs": 2}).level("2.1 Drugs")
        2
        """
        return self.levels.get(_key(text), 0)

    def in_turn(self, texts: Sequence[str]) -> list[int]:
        """How deep each of a document's headings is listed; 0 where it is not, or where its words do not tell which.

        >>> Listed({"context": 2}, {"context": (2, 3)}).in_turn(["Context", "2.1 Context"])
        [2, 3]
        """
        keys = [_key(text) for text in texts]
        found = Counter(keys)
        seen: Counter[str] = Counter()
        made: list[int] = []
        for key in keys:
            turns = self.turns.get(key)
            if turns is None:
                made.append(self.levels.get(key, 0))
            else:
                made.append(turns[seen[key]] if len(turns) == found[key] else 0)
            seen[key] += 1
        return made


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
    else:
        marked = []
    return Listed({key: level for key, level in made.items() if len(key) > 3}, _turns(marked))


def _turns(marked: Sequence[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """The levels of each heading that is listed at several."""
    levels: dict[str, list[int]] = {}
    for key, level in marked:
        levels.setdefault(key, []).append(level)
    return {key: tuple(found) for key, found in levels.items() if len(key) > 3 and len(set(found)) > 1}


def _edges(starts: Sequence[float]) -> list[float]:
    """The left edges at which entries begin, one for those that are about the same."""
    ordered = sorted(starts)
    return ordered[:1] + [after for before, after in pairwise(ordered) if after - before > SAME]


def _key(text: str) -> str:
    """The words of a heading without its number, in lower case, letters only."""
    text = re.sub(r"^\d[\d.]*(?=[^\W\d_])", "", text)  # a number that its bookmark has glued to the words
    rest = without_number(text) if chapter_word(text) else text[len(heading_number(text)) :]
    return "".join(sign for sign in rest.lower() if sign.isalnum())
