"""Paragraphs, items and notes that the end of a column or page had cut, put together again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile
from statistics import median

from kentering.extract.blocks import Block, Style, alike
from kentering.text import BREAKS, ends_clause, ends_sentence, opens_with_capital

LOOK_BACK = 24
"""So many blocks (notes, tables, captions, what stands beside the text) may stand between the halves."""

FULL = 0.8
"""A line is full that leaves room for less than so many times its size."""

CUT_SHORT = {
    "vb.",
    "bv.",
    "art.",
    "nr.",
    "nrs.",
    "blz.",
    "p.",
    "pp.",
    "cf.",
    "resp.",
    "incl.",
    "o.a.",
    "m.b.t.",
    "i.v.m.",
    "n°.",
    "al.",
    "par.",
    "ex.",
    "env.",
    "c.-à-d.",
    "p.ex.",
    "e.g.",
    "i.e.",
    "no.",
    "dr.",
    "prof.",
    "mr.",
    "mevr.",
    "dhr.",
    "mme.",
}
"""Words that end in a full stop and do not end a sentence."""

ROOM = 3.5
"""A page that has room for so many lines more under a sentence's end was not full: a paragraph ended there."""

FLOATING = {"footnote", "caption", "table", "pullquote", "margin"}
"""What may stand in the middle of a paragraph."""


def continued(made: Sequence[Block], style: Style) -> list[Block]:
    """The blocks, halves of paragraphs and of notes joined."""
    drawn = _draws_in(made)
    feet = _feet(made)
    result: list[Block] = []
    for block in made:
        before = _before(result, block, style, drawn=drawn)
        if before is None or _has_room(before, block, style, feet):
            result.append(block)
        else:
            before.lines += block.lines
            before.column, before.right = block.column, block.right
    return result


def _feet(made: Sequence[Block]) -> dict[int, float]:
    """How far down the text of each page may reach: to the usual foot of the text, or to the notes under it."""
    text = [block for block in made if block.kind in {"paragraph", "bullet"} and not block.last.turn]
    lowest: dict[int, float] = {}
    for block in text:
        lowest[block.last.page] = max(lowest.get(block.last.page, 0.0), block.last.base)
    usual = median(lowest.values()) if lowest else 0.0
    feet = dict.fromkeys(lowest, usual)
    for block in made:
        if block.kind == "footnote" and not block.first.turn:
            page = block.first.page
            feet[page] = min(feet.get(page, usual), block.first.top)
    return feet


def _has_room(before: Block, block: Block, style: Style, feet: Mapping[int, float]) -> bool:
    """Does a sentence end on a page with room for more lines under it, before one that begins the next page?"""
    last = before.last
    if before.kind == "footnote" or block.first.page == last.page or last.turn or not ends_clause(last.text):
        return False
    room = feet.get(last.page, 0.0) - last.base
    return room > ROOM * style.leading(last.size) and opens_with_capital(block.first.text)


def _draws_in(made: Sequence[Block]) -> bool:
    """Does the document draw in the first lines of its paragraphs?"""
    after = [
        block
        for before, block in pairwise(made)
        if before.kind == block.kind == "paragraph" and before.column == block.column and len(block.lines) > 1
    ]
    return len(after) >= 4 and sum(_is_drawn_in(block) for block in after) >= 0.7 * len(after)


def _is_drawn_in(block: Block) -> bool:
    inner = block.lines[1].x0 if len(block.lines) > 1 else block.first.x0 - block.indent
    return block.first.x0 > inner + 0.5 * block.first.size


def _before(result: Sequence[Block], block: Block, style: Style, *, drawn: bool) -> Block | None:
    """The block that this one goes on with."""
    if block.kind == "pullquote" or (block.kind == "footnote" and not block.marker):
        return _before_aside(result, block)
    if block.kind != "paragraph" and not (block.kind == "bullet" and result and _is_broken(result[-1])):
        return None
    for before in reversed(result[-LOOK_BACK:]):
        if before.boxed != block.boxed and _in_one_frame(before, block):
            before.boxed = True
            return before
        if before.kind in FLOATING or before.boxed != block.boxed:
            continue
        if before.kind not in {"paragraph", "bullet"}:
            return None
        if not alike(before.last, block.first, style):
            continue
        if not 0 <= block.first.page - before.last.page <= 1:
            return None
        if before.column == block.column:
            return before if before is not result[-1] and _is_unfinished(before, block) else None
        return before if _is_cut(before, block, drawn=drawn) and not _is_ended(before, result) else None
    return None


def _before_aside(result: Sequence[Block], block: Block) -> Block | None:
    """The note or pull quote that this one goes on with."""
    if block.kind == "footnote":
        before = next((each for each in reversed(result) if each.kind == "footnote"), None)
        near = before is not None and 0 <= block.first.page - before.last.page <= 1
        return before if near and before is not None and before.column != block.column else None
    before = next((each for each in reversed(result) if each.kind != "footnote"), None)
    cut = before is not None and before.kind == "pullquote" and before.column != block.column
    return before if before is not None and cut and not ends_sentence(before.last.text) else None


def _in_one_frame(before: Block, block: Block) -> bool:
    """Are these the halves of a paragraph in a frame that a page end cuts, so that one half of it was not seen?

    Their sentence runs on from one page to the next, and both are set to one measure, narrower than the column's.
    """
    if before.kind != "paragraph" or block.first.page != before.last.page + 1 or len(before.lines) < 2:
        return False
    plain, framed = (block, before) if before.boxed else (before, block)
    narrow = plain.indent > 0.3 * plain.first.size and plain.right - max(line.x1 for line in plain.lines) > 2
    edges = [(min(line.x0 for line in each.lines), max(line.x1 for line in each.lines)) for each in (plain, framed)]
    same = abs(edges[0][0] - edges[1][0]) < 1 and (abs(edges[0][1] - edges[1][1]) < 2 or len(block.lines) == 1)
    return narrow and same and block.first.text[:1].islower() and not ends_clause(before.last.text)


def _is_ended(before: Block, result: Sequence[Block]) -> bool:
    """Does a block end with a sentence, and something stands under it, or behind it where its last line is not full?"""
    if not ends_clause(before.last.text) or _is_open(before):
        return False
    behind = takewhile(lambda each: each is not before, reversed(result))
    between = [each for each in behind if each.kind != "footnote"]
    full = before.right - before.last.end < FULL * before.last.size
    return bool(between) and not (full and all(each.column != before.column for each in between))


def _is_open(block: Block) -> bool:
    """Does a block end within brackets, or on a word cut short, so that its full stop ends no sentence?"""
    text = " ".join(line.text for line in block.lines)
    return text.count("(") > text.count(")") or text.rpartition(" ")[2].lower().strip("(") in CUT_SHORT


def _is_broken(block: Block) -> bool:
    """Does a block end within a word?"""
    return block.last.text[-1:] in BREAKS and block.last.text[-2:-1].isalpha()


def _is_unfinished(before: Block, block: Block) -> bool:
    """Does a block plainly go on with one before it, though something stands between them?"""
    return block.first.text[:1].islower() and (_is_broken(before) or not ends_clause(before.last.text))


def _is_cut(before: Block, block: Block, *, drawn: bool) -> bool:
    """Was a paragraph cut between these two? Its last line is full, or its sentence unfinished."""
    last, first = before.last, block.first
    room = before.right - last.end - 0.35 * last.size
    if _is_broken(before) or _is_open(before):
        return True
    if first.text[:1].islower():
        return not ends_sentence(last.text) or first.first_width + 0.6 * last.size > room
    if before.kind == "bullet" and before.hang > 0.5 * last.size:
        starts = [block.indent, block.hang] if len(block.lines) > 1 else [block.indent]
        hangs = all(abs(start - before.hang) < 0.7 * last.size for start in starts)
        return hangs and not ends_clause(last.text)
    if drawn and before.kind == "paragraph" and not before.boxed:
        return not _is_drawn_in(block)
    if ends_clause(last.text):
        full = room < (0.1 if before.even else 0.8) * last.size and len(before.lines) > 1
        return full and not last.text.rstrip().endswith(":") and _may_go_on(before, block, drawn=drawn)
    if before.even and before.kind != "bullet" and room > 1.2 * last.size:
        return False
    return first.first_width + last.size > room or len(before.lines) > 1


def _may_go_on(before: Block, block: Block, *, drawn: bool) -> bool:
    """May a block that begins with a sentence of its own be the rest of a paragraph, by how it begins?"""
    if drawn and before.kind == "paragraph":
        return not _is_drawn_in(block)
    lone = len(block.lines) == 1
    return not lone and not _is_drawn_in(block)
