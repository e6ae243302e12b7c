"""Which blocks are headings, titles and captions: from their type, their numbers and their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kentering.extract.blocks import Block, Style
from kentering.extract.levels import look
from kentering.text import bullet, chapter_word, depth, heading_number, is_capitals, is_caption

LONGEST = 30
"""A heading has no more words."""


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


def mark_headings(made: Sequence[Block], style: Style) -> None:
    """Set the kind of captions and headings, then the title and the levels."""
    words = [" ".join(line.whole for line in block.lines) for block in made]
    for place, block in enumerate(made):
        if block.kind not in {"paragraph", "bullet"} or block.boxed:
            continue
        if _is_caption(block, words[place], style):
            block.kind, block.marker = "caption", ""
        elif _is_heading(block, words[place], made[place + 1] if place + 1 < len(made) else None, style):
            block.kind, block.marker = "heading", ""
    _take_rare(made, words, style)
    _take_cover(made)
    if not any(block.kind == "title" for block in made):
        _set_title(made, style)


def _is_caption(block: Block, text: str, style: Style) -> bool:
    if not is_caption(text) or len(text) > 250 or len(block.lines) > 4:
        return False
    line = block.first
    other = line.size < 0.97 * style.size or line.bold != style.bold or line.italic != style.italic
    return other or line.color != style.color or (len(text) < 120 and not text.endswith("."))


def _is_heading(block: Block, text: str, after: Block | None, style: Style) -> bool:
    count = len(text.split())
    letters = sum(sign.isalpha() for sign in text)
    if letters < 2 or count > LONGEST or len(block.lines) > 5 or bullet(text)[0]:
        return False
    line = block.first
    if line.size > 1.07 * style.size:
        return not (text.endswith((".", ";")) and count > 14)
    if line.size < 0.9 * style.size or letters < 0.4 * len(text.replace(" ", "")):
        return False
    numbered = bool(heading_number(text) or chapter_word(text))
    ended = text.endswith((".", ";", ",", "?”")) and not (numbered and count < 12)
    if all(each.bold for each in block.lines) and not style.bold:
        return not ended and not (text.endswith(":") and count > 8)
    return _is_quiet_heading(block, text, after, style, numbered=numbered, ended=ended or text.endswith(":"))


def _is_quiet_heading(
    block: Block, text: str, after: Block | None, style: Style, *, numbered: bool, ended: bool
) -> bool:
    """A heading in the size and weight of the text: set apart by white, and by capitals, slant, color or a number."""
    line = block.first
    apart = block.gap > 1.25
    if ended or not apart or len(block.lines) > 2 or after is None or len(text.split()) > 16:
        return False
    if is_capitals(text) and len(text) > 3:
        return True
    goes_on = after.kind in {"paragraph", "bullet"} and after.first.page - block.first.page <= 1
    slanted = all(each.italic for each in block.lines) and not style.italic
    colored = line.color != style.color or line.font != style.font
    short = block.last.x1 < block.right - 2 * line.size or len(block.lines) > 1
    if not goes_on or not (text[:1].isupper() or numbered):
        return False
    return short and (slanted or colored or depth(heading_number(text)) > 1)


def _take_rare(made: Sequence[Block], words: Sequence[str], style: Style) -> None:
    """A quiet look that only one block has is an odd line, not a kind of heading."""
    quiet = Counter(
        look(block)
        for block, text in zip(made, words, strict=True)
        if block.kind == "heading" and not _loud(block, text, style)
    )
    for block, text in zip(made, words, strict=True):
        if block.kind == "heading" and quiet[look(block)] == 1 and not heading_number(text):
            block.kind = "paragraph"


def _loud(block: Block, text: str, style: Style) -> bool:
    return block.first.size > 1.07 * style.size or block.first.bold or is_capitals(text)


def _take_cover(made: Sequence[Block]) -> None:
    """What is set large on the pages before the first text is a cover: titles, not headings over the text."""
    start = next((block.first.page for block in made if block.kind in {"paragraph", "bullet"} and _is_long(block)), 0)
    for block in made:
        if block.kind == "heading" and block.first.page < min(start, 4):
            block.kind = "title"


def _is_long(block: Block) -> bool:
    return sum(len(line.text) for line in block.lines) > 200


def _set_title(made: Sequence[Block], style: Style) -> None:
    """The largest heading of the first pages is the document's title, where no other heading is as large."""
    headings = [block for block in made if block.kind == "heading"]
    early = [block for block in headings if block.first.page <= 2]
    if not early:
        return
    first = max(early, key=lambda block: block.first.size)
    rivals = [block for block in headings if block is not first and block.first.size > first.first.size - 0.3]
    if first.first.size > 1.15 * style.size and not rivals:
        first.kind = "title"
        for block in early:
            if block is first:
                break
            if block.first.size < 1.07 * style.size:
                block.kind = "paragraph"
