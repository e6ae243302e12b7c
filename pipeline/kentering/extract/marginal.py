"""Marks in the side margin: the number or the name of a chapter, at one place on page after page."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from statistics import median
from typing import NamedTuple

from kentering.extract.leaf import Leaf
from kentering.extract.lines import Line

Edges = tuple[float, float]

CLOSE = 4.0
"""Two marks stand at the same place within so many points."""

LEAST = 3
"""A mark stands on so many pages; in a file of fewer, on two."""

LONGEST = 30
"""A mark has so many signs at most."""

WIDE = 24
"""A line with so many letters shows how wide the text is."""

SEEN = "stands in the margin at the same place on several pages"


class _Mark(NamedTuple):
    page: int
    line: Line


def take_marginal(leaves: Sequence[Leaf], counted: set[int]) -> None:
    """Take the marks of chapters in the side margin out of the leaves; `counted` are the page numbers, which stay.

    At one place of the margin at least half of what stands there comes back on another page: notes in the margin,
    which differ from page to page, stay.
    """
    usual = _usual([edges for leaf in leaves if (edges := _edges(leaf))])
    marks = [_Mark(leaf.number, line) for leaf in leaves for line in _aside(leaf, usual) if id(line) not in counted]
    least = min(LEAST, max(2, len({leaf.number for leaf in leaves}) - 1))
    gone = {id(mark.line) for mark in marks if _comes_back(mark, marks, least)}
    for leaf in leaves:
        for line in leaf.lines:
            if id(line) in gone:
                leaf.leave(line, "header", SEEN)
        leaf.lines = [line for line in leaf.lines if id(line) not in gone]


def _edges(leaf: Leaf) -> Edges | None:
    """Where the text of a page begins and ends across; none where it has no long line."""
    long = [line for line in leaf.lines if len(line.text) > WIDE and not line.turn]
    return (min(line.x0 for line in long), max(line.x1 for line in long)) if long else None


def _usual(edges: Sequence[Edges]) -> Edges:
    """Where text begins and ends on the middle one of the pages."""
    return (median(left for left, _ in edges), median(right for _, right in edges)) if edges else (0.0, inf)


def _aside(leaf: Leaf, usual: Edges) -> list[Line]:
    """The short lines left or right of all text of a page; of a page without text, of where it usually stands."""
    left, right = _edges(leaf) or usual
    return [
        line
        for line in leaf.lines
        if (line.x1 < left - CLOSE or line.x0 > right + CLOSE)
        and len(line.whole) <= LONGEST
        and not (line.inside or line.mark)
        and any(sign.isalnum() for sign in line.whole)
    ]


def _comes_back(mark: _Mark, marks: Sequence[_Mark], least: int) -> bool:
    """Do marks stand at this place on enough pages, most of them with words that come back?"""
    here = [other for other in marks if _one_place(mark.line, other.line)]
    words = {other.line.whole for other in here}
    pages = {other.page for other in here}
    return len(pages) >= least and 2 * len(words) <= len(pages) + 1


def _one_place(one: Line, other: Line) -> bool:
    """Do two lines in one size begin, end or have their middle at one place?"""
    across = min(abs(one.x0 - other.x0), abs(one.x1 - other.x1), abs(one.x0 + one.x1 - other.x0 - other.x1) / 2)
    return across < CLOSE and abs(one.base - other.base) < CLOSE and abs(one.size - other.size) < 1
