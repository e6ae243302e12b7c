"""Which blocks are headings and captions: from their type, their numbers and words, and what a document lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kentering.extract.blocks import Block, Style
from kentering.extract.levels import Look, look, tint
from kentering.extract.lines import Line
from kentering.extract.listed import NOTHING, Listed
from kentering.extract.sheets import Box, Shape
from kentering.extract.titles import mark_titles
from kentering.extract.wholes import first_lines_apart, lines_together
from kentering.text import (
    bullet,
    chapter_word,
    depth,
    heading_number,
    is_address,
    is_capitals,
    is_caption,
    is_label,
    is_source,
    sentences_within,
)

LONGEST = 30
"""A heading has no more words."""

PROSE = 0.3
"""A type in which so many blocks are sentences is a type of text, not of headings."""

APART = 1.25
"""A heading has more than so many times the usual distance of lines above it."""

UNDERLINED = 0.6
"""So much of an underlined line has a rule under it."""

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


def mark_headings(made: list[Block], style: Style, listed: Listed = NOTHING, shapes: Shapes | None = None) -> None:
    """Set the kind of captions and headings, lines of one heading put together, then the title."""
    made[:] = lines_together(first_lines_apart(made, style), style)
    words = [" ".join(line.whole for line in block.lines) for block in made]
    around = _around(made, style, listed, shapes or {})
    plain = _numbered_plainly(made, words, around)
    for place, (block, text) in enumerate(zip(made, words, strict=True)):
        after = made[place + 1] if place + 1 < len(made) else None
        if block.kind not in {"paragraph", "bullet"} or (block.boxed and not _is_banner(made, place, style)):
            continue
        if _is_caption(block, text, style):
            block.kind, block.marker = "caption", ""
        elif place in plain or _is_heading(block, text, after, around):
            block.kind, block.marker, block.boxed = "heading", "", False
    _take_rare(made, words, around)
    mark_titles(made, style)


def _around(made: Sequence[Block], style: Style, listed: Listed, shapes: Shapes) -> Around:
    counts: Counter[Type] = Counter()
    prose: Counter[Type] = Counter()
    lefts: dict[int, float] = {}
    for block in made:
        lefts[block.column] = min([lefts.get(block.column, 9e9), *(line.x0 for line in block.lines)])
        if block.kind in {"paragraph", "bullet"} and not block.boxed:
            counts[_type(block)] += 1
            prose[_type(block)] += _is_prose(block)
    types = frozenset(each for each, count in counts.items() if prose[each] > PROSE * count)
    return Around(style, listed, types, counts, lefts, shapes)


def _is_prose(block: Block) -> bool:
    """Is it a sentence, or the rest of one?"""
    text = " ".join(line.text for line in block.lines)
    count = len(text.split())
    whole = count > 7 and text.endswith((".", ";")) and not heading_number(text)
    return count > LONGEST or whole or (text[:1].islower() and block.marker == "")


def _is_banner(made: Sequence[Block], place: int, style: Style) -> bool:
    """Is it large type alone in a box: a heading on a colored ground?"""
    block = made[place]
    alone = not any(made[near].boxed for near in (place - 1, place + 1) if 0 <= near < len(made))
    return alone and block.first.size > 1.3 * style.size


def _is_caption(block: Block, text: str, style: Style) -> bool:
    line = block.first
    if is_source(text) and len(text) < 300 and (line.size < 0.97 * style.size or line.italic != style.italic):
        return True
    if not is_caption(text) or len(text) > 250 or len(block.lines) > 4:
        return False
    other = line.size < 0.97 * style.size or line.bold != style.bold or line.italic != style.italic
    return other or line.color != style.color or (len(text) < 120 and not text.endswith("."))


def _is_heading(block: Block, text: str, after: Block | None, around: Around) -> bool:
    style, line = around.style, block.first
    count = len(text.split())
    letters = sum(sign.isalpha() for sign in text)
    if letters < 2 or count > LONGEST or len(block.lines) > 5 or bullet(text)[0] or is_address(text):
        return False
    if around.listed.level(text) and letters > 3 and not text.endswith((";", ",")):
        return True
    numbered = bool(heading_number(text) or chapter_word(text))
    ended = text.endswith((".", ";", ",", "?”")) and not (numbered and count < 12)
    told = count > 12 and sentences_within(text[len(heading_number(text)) :]) > 1
    prose = _type(block) in around.prose
    if line.size > 1.07 * style.size:
        small = text[:1].islower() and line.size < 1.3 * style.size
        return (
            not (text.endswith((".", ";")) and count > 14) and not told and not small and not (prose and not numbered)
        )
    small_capitals = is_capitals(line.text) and bool(chapter_word(text)) and block.gap > APART
    if (
        (line.size < 0.9 * style.size and not small_capitals)
        or letters < 0.4 * len(text.replace(" ", ""))
        or text[:1].islower()
    ):
        return False
    if all(each.bold for each in block.lines) and not style.bold and not (prose and count > 8 and not numbered):
        return not ended and not told and not (text.endswith(":") and count > 8)
    return not ended and not text.endswith(":") and _is_quiet_heading(block, text, after, around)


def _is_quiet_heading(block: Block, text: str, after: Block | None, around: Around) -> bool:
    """A heading in the size and weight of the text: set apart by white, and by capitals, slant, color or a number."""
    style, line = around.style, block.first
    if len(block.lines) > 2 or after is None or len(text.split()) > 16:
        return False
    plain = _type(block) == (_plain(style), style.font)
    if _type(block) in around.prose and not plain and not is_capitals(text):
        return False
    centered = _is_centered(block, around)
    apart = block.gap > APART or centered
    if apart and is_capitals(text) and len(text) > 3:
        return True
    goes_on = after.kind not in {"footnote", "caption"} and after.first.page - block.first.page <= 1
    short = block.last.x1 < block.right - 2 * line.size or len(block.lines) > 1 or centered
    slanted = all(each.italic for each in block.lines) and not style.italic
    if not goes_on or not (short or (slanted and apart and heading_number(text))):
        return False
    other = slanted or tint(line.color) != tint(style.color) or line.font != style.font
    often = around.counts[_type(block)] > 2 and not plain
    if is_label(text) and chapter_word(text):
        return apart
    if other:
        return apart or often
    return apart and (depth(heading_number(text)) > 1 or _is_underlined(block, around))


def _type(block: Block) -> Type:
    return look(block), block.first.font


def _plain(style: Style) -> Look:
    return (round(style.size * 2) / 2, style.bold, style.italic, tint(style.color))


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


def _numbered_plainly(made: Sequence[Block], words: Sequence[str], around: Around) -> set[int]:
    """The places of headings that only a number sets apart: each with text under it, unlike items of a list."""
    forms: dict[tuple[object, ...], list[tuple[int, bool]]] = {}
    for place, (block, text) in enumerate(zip(made, words, strict=True)):
        if block.kind not in {"paragraph", "bullet"} or block.boxed or look(block) != _plain(around.style):
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


def _take_rare(made: Sequence[Block], words: Sequence[str], around: Around) -> None:
    """A quiet look that only one block has is an odd line, not a kind of heading."""
    quiet = Counter(
        look(block)
        for block, text in zip(made, words, strict=True)
        if block.kind == "heading" and not _loud(block, text, around.style)
    )
    for block, text in zip(made, words, strict=True):
        odd = block.kind == "heading" and quiet[look(block)] == 1 and not around.listed.level(text)
        if odd and not heading_number(text) and not chapter_word(text):
            block.kind = "paragraph"


def _loud(block: Block, text: str, style: Style) -> bool:
    return block.first.size > 1.07 * style.size or block.first.bold or is_capitals(text)


def headings_whole(made: Sequence[Block]) -> list[Block]:
    """The blocks, a heading that the search for columns had cut between its lines whole again."""
    result: list[Block] = []
    for block in made:
        before = result[-1] if result else None
        if before is not None and before.kind == block.kind == "heading" and _goes_under(before, block):
            before.lines += block.lines
        else:
            result.append(block)
    return result


def _goes_under(before: Block, block: Block) -> bool:
    """Is a block the rest of the heading before it, cut from it by the search for columns or by a column's end?"""
    above, below = before.last, block.first
    if look(before) != look(block) or before.column == block.column or heading_number(below.text):
        return False
    if above.page == below.page and 0 < below.base - above.base < 1.55 * below.size:
        return abs(above.x0 - below.x0) < 2.5
    full = above.x1 + below.first_width > before.right
    return before.column + 1 == block.column and (full or below.text[:1].islower())
