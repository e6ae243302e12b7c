"""Where paragraphs and items end: the writer ended a line though the next word had room on it, or drew the next in."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from kentering.extract.display import in_sentence
from kentering.extract.lines import Line
from kentering.extract.measures import EVEN, Column, Style
from kentering.text import ends_clause, ends_sentence, opens_with_capital

if TYPE_CHECKING:
    from kentering.extract.blocks import Block

APART = 1.08
"""After the end of a sentence so much more than the distance of a paragraph's own lines parts it from the next."""


def is_ended(block: Block, previous: Line, line: Line, style: Style, column: Column, distance: float) -> bool:
    """Did the writer end a block with the line before, `distance` above this one?"""
    right = previous.limit or column.right
    room = right - previous.end - 0.35 * line.size
    fits = line.first_width + 0.6 * line.size < room
    new = not line.text[:1].islower() and not in_sentence(previous, line)
    ended = ends_clause(previous.text)
    if fits and new and (ended or room > 0.5 * (right - block.first.x0)):
        return True
    hangs = block.kind == "bullet" and line.x0 > block.first.x0 + 0.5 * line.size
    if hangs and not fits and not ended:
        return False
    if new and column.even and _is_short(block, previous, line, right, style):
        return True
    if new and distance > APART * _own_leading(block, style) and ends_sentence(previous.text):
        return True
    lone = len(block.lines) == 1 and block.kind == "paragraph"
    if fits and new and lone and _both_drawn_in(previous, line, column):
        return True
    if block.kind == "bullet" and (said := _is_item_ended(block, previous, line)) is not None:
        return said
    if line.x0 > previous.x0 + 0.7 * line.size and block.kind == "paragraph" and new and ended:
        return True
    return distance > 1.12 * style.leading(line.size) and fits and ended


def _is_short(block: Block, previous: Line, line: Line, right: float, style: Style) -> bool:
    """Does a line of justified text not reach the edge, so that it ends a paragraph? Headings are ragged."""
    short = right - previous.end
    if short <= max(1.5 * EVEN, 0.4 * line.size):
        return False
    far = short > 0.2 * (right - block.first.x0)
    return ends_clause(previous.text) or (far and opens_with_capital(line.text) and previous.font == style.font)


def _is_item_ended(block: Block, previous: Line, line: Line) -> bool | None:
    """Does an item end before a line, by how that begins and where it stands? None where that does not tell."""
    capital, ended = opens_with_capital(line.text), ends_clause(previous.text)
    if capital and previous.text.endswith(";"):
        return True
    if len(block.lines) == 1 and capital and ended:
        return line.x0 < block.first.x0 + 0.3 * line.size
    if len(block.lines) > 1 and line.x0 < block.lines[1].x0 - 0.8 * line.size:
        return ended
    return None


def _both_drawn_in(previous: Line, line: Line, column: Column) -> bool:
    """Are two lines drawn in alike, as the first lines of two short paragraphs are?"""
    return abs(previous.x0 - line.x0) < 1 and line.x0 > column.left + 0.7 * line.size


def _own_leading(block: Block, style: Style) -> float:
    """The distance of a block's lines, or what is usual where it has but one."""
    usual = style.leading(block.last.size)
    bases = [line.base for line in block.lines]
    return max(median(below - above for above, below in pairwise(bases)), usual) if len(bases) > 1 else usual
