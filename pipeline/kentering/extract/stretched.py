"""Headings stretched over the whole measure: their words stand far apart, and belong to one line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from kentering.extract.lines import Line

LARGE = 1.12
"""Type so many times as large as the usual is that of headings; words of the text stand too close to be parted."""

ALIKE = 0.15
"""Blanks that one line was stretched by differ by at most so much of their width,"""

WIDEST = 8.0
"""and are at most so many times the type's size wide."""


def stretched(rows: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The rows of three pieces or more in large type that are one line: justifying stretches all its blanks alike."""
    sizes = [line.size for row in rows for line in row if not line.inside]
    usual = median(sizes) if sizes else 0.0
    return [list(row) for row in rows if len(row) > 2 and row[0].size >= LARGE * usual and _is_one(row)]


def _is_one(row: Sequence[Line]) -> bool:
    first = row[0]
    kind = (first.font, first.color, round(first.size, 1))
    if any(line.inside or line.mark or (line.font, line.color, round(line.size, 1)) != kind for line in row):
        return False
    gaps = [after.x0 - before.x1 for before, after in pairwise(row)]
    words = sum(any(sign.isalpha() for sign in line.text) for line in row)
    return (
        2 * words > len(row)
        and min(gaps) > 0
        and max(gaps) <= WIDEST * first.size
        and max(gaps) - min(gaps) <= ALIKE * max(gaps)
    )
