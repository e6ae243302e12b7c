"""Lines of type that stands out, headings and quotations set large: which of them go on with the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kentering.extract.lines import Line
from kentering.extract.measures import Column, Style
from kentering.text import (
    chapter_word,
    ends_clause,
    ends_sentence,
    heading_number,
    is_acronym,
    is_capitals,
    without_number,
)

if TYPE_CHECKING:
    from kentering.extract.blocks import Block

WIDEST = 1.55
"""Lines of one heading stand at most so many times their size apart."""


def in_sentence(previous: Line, line: Line) -> bool:
    """Does a line go on, in small letters or with an acronym in brackets, with a sentence not ended before?"""
    acronym = line.text[:1] == "(" and is_acronym(line.text)
    return not ends_clause(previous.text) and (line.text[:1].islower() or acronym)


def is_display(line: Line, style: Style) -> bool:
    """Is a line set to stand out: larger, bold where the text is not, or in capitals?"""
    return line.size > 1.07 * style.size or (line.bold and not style.bold) or is_capitals(line.text)


def ease(line: Line, style: Style) -> float:
    """How much wider the lines of a type are set apart than those of headings mostly are."""
    return 1.1 * style.leading(line.size) / (WIDEST * line.size) if line.text[:1].islower() else 1.0


def heading_goes_on(block: Block, previous: Line, line: Line, distance: float, column: Column) -> bool:
    """Does a line belong to the heading or quotation before it? `distance`: from that line to this."""
    numbered = heading_number(line.text) or chapter_word(line.text)
    same = line.bold == previous.bold and line.color == previous.color and line.italic == previous.italic
    same = same and not _other_case(previous.text, line.text)
    if not same:
        full = previous.x1 > column.right - 4 * line.size
        return line.size == previous.size and full and in_sentence(previous, line) and distance < 1.6 * line.size
    if len(block.lines) > 3 and ends_sentence(previous.text):
        return False
    if _is_steady(block, line, column) and not ends_clause(previous.text):
        return not numbered
    return distance < WIDEST * line.size and not numbered


def _is_steady(block: Block, line: Line, column: Column) -> bool:
    """Does a line stand as far from the last line of a block as others of its sentence do?"""
    if id(line) in column.steady:
        return True
    if not any(each.text[:1].islower() for each in block.lines[1:]):
        return False
    step = block.last.base - block.lines[-2].base
    return abs(line.base - block.last.base - step) < 0.08 * line.size


def _other_case(first: str, second: str) -> bool:
    """Is one in capitals and the other, long enough to tell, not?"""
    first, second = without_number(first), without_number(second)
    letters = min(sum(sign.isalpha() for sign in text) for text in (first, second))
    if is_acronym(second):
        return False
    return letters > 3 and is_capitals(first) != is_capitals(second)
