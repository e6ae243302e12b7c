"""Lines of one heading put together; a first line in other type than its paragraph taken off it."""

from __future__ import annotations

from collections.abc import Sequence

from kentering.extract.blocks import Block, Style
from kentering.extract.levels import look
from kentering.extract.lines import Line
from kentering.extract.measures import tint
from kentering.text import (
    chapter_word,
    ends_clause,
    heading_number,
    is_acronym,
    is_capitals,
    is_label,
    opens_with_capital,
    without_number,
)

CLOSE = 1.95
"""Lines of one heading stand at most so many times their size apart."""


def first_lines_apart(made: Sequence[Block], style: Style) -> list[Block]:
    """The blocks; a first line in another font or color than the whole rest of its paragraph is a block of its own."""
    result: list[Block] = []
    for block in made:
        if block.kind == "paragraph" and len(block.lines) > 1 and _is_other(block, style):
            result.append(Block("paragraph", block.lines[:1], block.column, block.right, block.gap, boxed=block.boxed))
            rest = Block("paragraph", block.lines[1:], block.column, block.right, 1.0, boxed=block.boxed)
            result.append(rest)
        else:
            result.append(block)
    return result


def _is_other(block: Block, style: Style) -> bool:
    line, rest = block.first, block.lines[1:]
    text = line.text
    sentence = (
        ends_clause(text) or text.endswith((",", "-", "\u00ad")) or not (text[:1].isupper() or heading_number(text))
    )
    if sentence or not opens_with_capital(rest[0].text) or len(text.split()) > 18:
        return False
    full = line.x1 > block.right - line.size
    if full and (tint(line.color) == tint(style.color) or len(rest) < 2):
        return False  # a full line of one color may be the first of a sentence that is stressed
    return all(_type(each) != _type(line) and each.font == style.font for each in rest)


def _type(line: Line) -> tuple[str, tuple[float, ...]]:
    return line.font, tint(line.color)


def lines_together(made: Sequence[Block], style: Style) -> list[Block]:
    """The blocks; lines of a heading that stand wide apart, or a number over its heading, are one block."""
    result: list[Block] = []
    for block in made:
        before = result[-1] if result else None
        if before is not None and _is_one(before, block, style):
            before.lines += block.lines
        else:
            result.append(block)
    return result


def _is_one(before: Block, block: Block, style: Style) -> bool:
    return _goes_on(before, block, style) or _is_numbered_by(before, block, style) or _goes_over(before, block, style)


def _goes_over(before: Block, block: Block, style: Style) -> bool:
    """Is a block the rest of large or bold type that the end of a column or page had cut?"""
    above, below = before.last, block.first
    if before.run_in or before.column + 1 != block.column or before.boxed or block.boxed or not _plain(before, block):
        return False
    if look(before) != look(block) or not _is_display(before, style) or len(before.lines) + len(block.lines) > 4:
        return False
    full = above.x1 + below.first_width > before.right - 0.5 * below.size
    return below.text[:1].islower() and full and not ends_clause(above.text)


def _goes_on(before: Block, block: Block, style: Style) -> bool:
    """Is a block the next line of the large or bold type before it?"""
    above, below = before.last, block.first
    distance = below.base - above.base
    if not _pair(before, block) or look(before) != look(block) or not _is_display(before, style):
        return False
    if heading_number(below.text) or chapter_word(below.text) or not 0 < distance < CLOSE * below.size:
        return False
    first = without_number(above.text)
    other = is_capitals(first) != is_capitals(below.text) and not is_acronym(below.text)
    if other and len(below.text) > 4 and len(first) > 4:
        return False
    if len(before.lines) + len(block.lines) > 4 or ends_clause(above.text):
        return False
    aligned = abs(above.x0 - below.x0) < 3 * below.size or abs(above.x0 + above.x1 - below.x0 - below.x1) < 6
    full = above.x1 + below.first_width > before.right - 0.5 * below.size
    steady = len(before.lines) > 1 and distance < 1.05 * (above.base - before.lines[-2].base)
    return aligned and (below.text[:1].islower() or full or steady or above.text[-1:] in "-\u00ad,")


def _is_numbered_by(before: Block, block: Block, style: Style) -> bool:
    """Is the block before it only the number of this heading, like Hoofdstuk 2?"""
    above, below = before.first, block.first
    if not _pair(before, block) or len(before.lines) > 1 or not is_label(above.whole) or len(block.lines) > 4:
        return False
    text = " ".join(line.text for line in block.lines)
    if heading_number(text) or chapter_word(text) or len(text.split()) > 25 or text.endswith((".", ";", ",")):
        return False
    if not 0 <= below.base - above.base < 3.5 * max(above.size, below.size):
        return False
    centered = abs(above.x0 + above.x1 - below.x0 - below.x1) < 2 * below.size and abs(above.x0 - below.x0) > 2
    if chapter_word(above.whole):
        if below.size < 0.97 * above.size and not centered:
            return False
        return _is_display(block, style) or (centered and below.italic != style.italic)
    return above.size > 1.2 * style.size and _is_display(block, style)


def _pair(before: Block, block: Block) -> bool:
    same = before.column == block.column and before.first.page == block.first.page and before.boxed == block.boxed
    return same and _plain(before, block) and not before.run_in and not block.run_in


def _plain(before: Block, block: Block) -> bool:
    kinds = {"paragraph", "bullet"}
    return before.kind in kinds and block.kind in kinds and not block.marker


def _is_display(block: Block, style: Style) -> bool:
    """Is a block set to stand out?"""
    line = block.first
    return line.size > 1.07 * style.size or (line.bold and not style.bold) or is_capitals(line.text)
