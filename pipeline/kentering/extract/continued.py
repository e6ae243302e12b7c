"""Paragraphs, items and notes that the end of a column or page had cut, put together again."""

from __future__ import annotations

from collections.abc import Sequence

from kentering.extract.blocks import Block, Style, alike
from kentering.text import BREAKS, ends_clause, ends_sentence

LOOK_BACK = 14
"""So many blocks (notes, tables, captions) may stand between the halves."""


def continued(made: Sequence[Block], style: Style) -> list[Block]:
    """The blocks, halves of paragraphs and of notes joined."""
    result: list[Block] = []
    for block in made:
        before = _before(result, block, style)
        if before is None:
            result.append(block)
        else:
            before.lines += block.lines
            before.column, before.right = block.column, block.right
    return result


def _before(result: Sequence[Block], block: Block, style: Style) -> Block | None:
    """The block that this one goes on with."""
    if block.kind == "footnote" and not block.marker:
        before = next((each for each in reversed(result) if each.kind == "footnote"), None)
        near = before is not None and 0 <= block.first.page - before.last.page <= 1
        return before if near and before is not None and before.column != block.column else None
    if block.kind != "paragraph":
        return None
    for before in reversed(result[-LOOK_BACK:]):
        if before.kind in {"footnote", "caption", "table"} or before.boxed != block.boxed:
            continue
        if before.kind not in {"paragraph", "bullet"} or before.column == block.column:
            return None
        near = 0 <= block.first.page - before.last.page <= 1
        same = alike(before.last, block.first, style)
        return before if near and same and _is_cut(before, block) else None
    return None


def _is_cut(before: Block, block: Block) -> bool:
    """Was a paragraph cut between these two? Its last line is full, or its sentence unfinished."""
    last, first = before.last, block.first
    room = before.right - last.x1 - 0.35 * last.size
    if last.text[-1:] in BREAKS and last.text[-2:-1].isalpha():
        return True
    if first.text[:1].islower():
        return not ends_sentence(last.text) or first.first_width + 0.6 * last.size > room
    if ends_clause(last.text):
        full = room < 0.8 * last.size and len(before.lines) > 1
        return full and not last.text.rstrip().endswith(":") and _not_drawn_in(block)
    return first.first_width + last.size > room or len(before.lines) > 1


def _not_drawn_in(block: Block) -> bool:
    return len(block.lines) < 2 or block.first.x0 < block.lines[1].x0 + 0.5 * block.first.size
