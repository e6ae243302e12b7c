"""Headings in the size and weight of the text: what else sets them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kentering.extract.blocks import Block, Style
from kentering.extract.levels import Look, look
from kentering.extract.lines import Line
from kentering.extract.listed import Listed
from kentering.extract.measures import tint
from kentering.extract.sheets import Box, Shape
from kentering.extract.tokens import is_small_capitals
from kentering.text import chapter_word, depth, heading_number, is_capitals, is_label, is_notes_title, without_number

APART = 1.25
"""A heading has more than so many times the usual distance of lines above it."""

UNDERLINED = 0.6
"""So much of an underlined line has a rule under it."""

LONGEST = 16
"""A heading in the type of the text has so many words at most;"""

LONGEST_UNDERLINED = 25
"""one that is underlined, which no text is from end to end, so many."""

Type = tuple[Look, str]
"""How a block looks, and its font."""

Shapes = Mapping[tuple[int, int], Sequence[Shape]]
"""What is drawn on each page, by its number and turn."""


@dataclass(frozen=True)
class Around:
    """What decides about a block beside its own words: the document's style, lists and rules, and the next block."""

    style: Style
    listed: Listed
    prose: frozenset[Type]
    counts: Counter[Type]
    lefts: Mapping[int, float]
    shapes: Shapes


def is_quiet_heading(block: Block, text: str, after: Block | None, around: Around) -> bool:
    """A heading in the size and weight of the text: set apart by white, and by capitals, slant, color or a number."""
    style, line = around.style, block.first
    underlined = _is_underlined(block, around)
    words, lines = (LONGEST_UNDERLINED, 4) if underlined else (LONGEST, 2)
    if len(block.lines) > lines or after is None or len(text.split()) > words:
        return False
    plain = type_of(block) == (plain_type(style), style.font)
    if type_of(block) in around.prose and not plain and not is_capitals(text):
        return False
    centered = _is_centered(block, around)
    apart = block.gap > APART or centered
    if apart and is_capitals(without_number(text)) and len(text) > 3:
        return True
    if is_notes_title(text) and (after.kind == "footnote" or after.first.mark):
        return block.gap > APART
    goes_on = after.kind not in {"footnote", "caption"} and after.first.page - block.first.page <= 1
    short = block.last.x1 < block.right - 2 * line.size or len(block.lines) > 1 or centered
    slanted = all(each.italic for each in block.lines) and not style.italic
    if not goes_on or not (short or (slanted and apart and heading_number(text))):
        return False
    other = slanted or tint(line.color) != tint(style.color) or line.font != style.font
    often = around.counts[type_of(block)] > 2 and not plain
    if is_label(text) and chapter_word(text):
        return apart
    if other:
        return apart or often
    return apart and (depth(heading_number(text)) > 1 or underlined)


def type_of(block: Block) -> Type:
    """How a block looks, and its font."""
    return look(block), block.first.font


def plain_type(style: Style) -> Look:
    """How the text looks."""
    return (round(style.size * 2) / 2, style.bold, style.italic, tint(style.color), is_small_capitals(style.font))


def _is_centered(block: Block, around: Around) -> bool:
    """Does it stand in the middle of its column, with white on both sides?"""
    for line in block.lines:
        before, behind = line.x0 - around.lefts[block.column], block.right - line.x1
        if min(before, behind) < 1.5 * line.size or abs(before - behind) > line.size:
            return False
    return True


def _is_underlined(block: Block, around: Around) -> bool:
    """Are there rules right under each of its lines, over most of the line?"""
    rules = [shape.box for shape in around.shapes.get((block.first.page, block.first.turn), ())]
    return all(_ruled_part(line, rules) > UNDERLINED for line in block.lines)


def _ruled_part(line: Line, rules: Sequence[Box]) -> float:
    """The part of a line that has a rule right under it; the rule may leave out letters that reach down."""
    under = [
        box
        for box in rules
        if line.x0 - 3 < box[0] and box[2] < line.x1 + 4 and -0.05 * line.size < box[1] - line.base < 0.4 * line.size
    ]
    return sum(box[2] - box[0] for box in under) / max(1.0, line.x1 - line.x0)


def numbered_plainly(made: Sequence[Block], words: Sequence[str], around: Around) -> set[int]:
    """The places of headings that only a number sets apart: each with text under it, unlike items of a list."""
    forms: dict[tuple[object, ...], list[tuple[int, bool]]] = {}
    for place, (block, text) in enumerate(zip(made, words, strict=True)):
        if block.kind not in {"paragraph", "bullet"} or block.boxed or look(block) != plain_type(around.style):
            continue
        number, word = heading_number(text), chapter_word(text)
        if not number and not word:
            continue
        after = made[place + 1] if place + 1 < len(made) else None
        alone = len(block.lines) < 3 and len(text.split()) < 15 and not text.endswith((".", ";", ",", ":"))
        over = after is not None and after.kind == "paragraph" and after.gap > 1.1 and _runs_long(after)
        form = (word, depth(number), number.strip("0123456789. ").isalpha() and number[:1].isupper())
        forms.setdefault(form, []).append((place, alone and over and block.gap > APART))
    found: set[int] = set()
    for seen in forms.values():
        fit = [place for place, fits in seen if fits]
        if len(fit) > 1 and len(fit) > 0.6 * len(seen):
            found.update(fit)
    return found


def _runs_long(block: Block) -> bool:
    return len(block.lines) > 1 or len(block.first.text) > 60
