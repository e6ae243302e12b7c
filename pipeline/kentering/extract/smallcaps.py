"""Small capitals on the lines of a heading after its first, where no large one shows what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kentering.extract.tokens import SMALL, SMALLEST, is_small_capitals

if TYPE_CHECKING:
    from kentering.extract.lines import Line

MADE = "-SmallCaps"
"""What is put behind the name of a font whose capitals were found to be small ones."""

REACH = 2.0
"""The lines of a heading stand so many times their size apart, or closer."""

FEWEST = 3


def carried_on(lines: Sequence[Line]) -> list[Line]:
    """The lines; one in small capitals only, under one that has large ones too, is of the size and the case of that."""
    made = list(lines)
    for place, line in enumerate(made):
        if sum(sign.isalpha() for sign in line.text) < FEWEST or not _may_be_small(line):
            continue
        above = [each for each in made[:place] if _is_over(each, line)]
        if above:
            near = max(above, key=lambda each: each.base)
            made[place] = replace(line, text=line.text.lower(), size=near.size, font=near.font)
    return made


def _may_be_small(line: Line) -> bool:
    """Is a line all in capitals, or in letters whose case its font does not tell?"""
    letters = [sign for sign in line.text if sign.isalpha()]
    return all(sign.isupper() for sign in letters) or (is_small_capitals(line.font) and _is_mixed(line.text))


def _is_mixed(text: str) -> bool:
    """Does a capital stand after a small letter of its own word?"""
    return any(left.islower() and right.isupper() for left, right in pairwise(text))


def _is_over(above: Line, line: Line) -> bool:
    """Is a line set in large and small capitals of which the small ones are as those of the line under it?"""
    stem = above.font.removesuffix(MADE)
    alike = above.font != line.font or is_small_capitals(line.font)
    if stem != line.font.removesuffix(MADE) or not alike or not is_small_capitals(above.font):
        return False
    sized = SMALLEST * above.size < line.size < SMALL * above.size
    close = 0 < line.base - above.base < REACH * above.size
    return sized and close and above.x0 < line.x1 and line.x0 < above.x1 and above.color == line.color
