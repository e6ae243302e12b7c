"""Which blocks are headings and captions: from their type, their numbers and words, and what a document lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kentering.extract.blocks import Block, Style
from kentering.extract.letterheads import plain_letterheads
from kentering.extract.levels import look
from kentering.extract.listed import NOTHING, Listed
from kentering.extract.quiet import APART, Around, Shapes, Type, is_quiet_heading, numbered_plainly, plain_type, type_of
from kentering.extract.runins import run_ins_apart
from kentering.extract.titles import mark_titles
from kentering.extract.told import is_short, role_level, tags
from kentering.extract.wholes import first_lines_apart, lines_together
from kentering.text import (
    bullet,
    chapter_word,
    ends_sentence,
    heading_number,
    is_address,
    is_capitals,
    is_caption,
    is_notes_title,
    is_source,
    opens_caption,
    sentences_within,
    without_number,
)

LONGEST = 30
"""A heading has no more words."""

MOST_LINES = 5
"""A heading has no more lines, or"""

FULL = 5
"""so many letters on each, in a narrow column."""

FEWEST = 2
"""So many headings of a type, and"""

ALIKE = 0.5
"""so large a part of what is set in it, make it a type of headings."""

COVER = 2
"""The title stands on one of so many first pages."""

LARGER = 1.07
"""The title is so many times as large as the largest tagged heading."""

PROSE = 0.3
"""A type in which so many blocks are sentences is a type of text, not of headings."""


def mark_headings(
    made: list[Block], style: Style, listed: Listed = NOTHING, shapes: Shapes | None = None, name: str = ""
) -> None:
    """Set the kind of captions and headings, lines of one heading put together, then the title.

    `name` is the title that the file gives itself.
    """
    made[:] = lines_together(first_lines_apart(run_ins_apart(made, style), style), style)
    words = [" ".join(line.whole for line in block.lines) for block in made]
    around = _around(made, style, listed, shapes or {})
    plain = numbered_plainly(made, words, around)
    for place, (block, text) in enumerate(zip(made, words, strict=True)):
        after = made[place + 1] if place + 1 < len(made) else None
        if block.kind not in {"paragraph", "bullet"} or (block.boxed and not _is_banner(made, place, style)):
            continue
        if _is_caption(block, text, style):
            block.kind, block.marker = "caption", ""
        elif _goes_on_list(made, place):
            continue
        elif block.run_in or place in plain or _is_heading(block, text, after, around):
            block.kind, block.marker, block.boxed = "heading", "", False
    _take_alike(made, words, around)
    _take_rare(made, words, around)
    _believe_tags(made)
    plain_letterheads(made, style)
    mark_titles(made, style, name)


def _take_alike(made: Sequence[Block], words: Sequence[str], around: Around) -> None:
    """What has the type that nearly only headings have is one too, though its words or its white do not tell."""
    heads = Counter(type_of(block) for block in made if block.kind == "heading" and not block.run_in)
    plain = (plain_type(around.style), around.style.font)
    for block, text in zip(made, words, strict=True):
        kind = type_of(block)
        if block.kind not in {"paragraph", "bullet"} or block.boxed or kind == plain or heads[kind] < FEWEST:
            continue
        if heads[kind] >= ALIKE * around.counts[kind] and could_be_heading(text, len(block.lines)):
            block.kind, block.marker = "heading", ""


def could_be_heading(text: str, lines: int) -> bool:
    """Do the words of a block not forbid that it is a heading?

    >>> could_be_heading("2.1 Drugs", 1), could_be_heading("Dit is het doel.", 1), could_be_heading("en drugs", 1)
    (True, False, False)
    """
    count, letters = len(text.split()), sum(sign.isalpha() for sign in text)
    ended = text.endswith((".", ";", ",", ":", "?”")) or text[:1].islower()
    return not ended and letters > 1 and count <= LONGEST and _is_compact(letters, lines) and not bullet(text)[0]


def _is_compact(letters: int, lines: int) -> bool:
    """Do so many letters stand on no more lines than those of a heading may?"""
    return lines <= max(MOST_LINES, letters / FULL)


def _believe_tags(made: Sequence[Block]) -> None:
    """Where the tags of a file are sane, what they call a heading is one; where they are complete, nothing else is.

    Save the title, which many programs tag as a paragraph: larger than every heading, on one of the first pages.
    """
    text = [block for block in made if block.kind in {"heading", "paragraph", "bullet"}]
    said = tags(text, [block for block in text if block.kind == "heading"])
    largest = max((block.first.size for block in text if role_level(block.first)), default=0.0)
    for block in text if said.sane else ():
        if block.first.page <= COVER and block.first.size > LARGER * largest:
            continue
        if role_level(block.first) and block.kind != "heading" and is_short(block):
            block.kind, block.marker, block.boxed = "heading", "", False
        elif said.complete and block.kind == "heading" and not block.run_in and _is_told_otherwise(block):
            block.kind = "paragraph"


def _is_told_otherwise(block: Block) -> bool:
    return bool(block.first.role) and not role_level(block.first)


def _around(made: Sequence[Block], style: Style, listed: Listed, shapes: Shapes) -> Around:
    counts: Counter[Type] = Counter()
    prose: Counter[Type] = Counter()
    lefts: dict[int, float] = {}
    for block in made:
        lefts[block.column] = min([lefts.get(block.column, 9e9), *(line.x0 for line in block.lines)])
        if block.kind in {"paragraph", "bullet"} and not block.boxed:
            counts[type_of(block)] += 1
            prose[type_of(block)] += _is_prose(block)
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


def _goes_on_list(made: Sequence[Block], place: int) -> bool:
    """Is it an item right under another that looks like it, no heading though its words are those of one?"""
    block, before = made[place], made[place - 1] if place else None
    if before is None or not block.marker or not before.marker or before.kind != "bullet":
        return False
    return block.gap <= APART and look(block) == look(before) and block.column == before.column


def _is_caption(block: Block, text: str, style: Style) -> bool:
    line = block.first
    if is_source(text) and len(text) < 300 and (line.size < 0.97 * style.size or line.italic != style.italic):
        return True
    if not is_caption(text) or len(text) > 250 or len(block.lines) > max(4, len(text) / 20):
        return False
    other = line.size < 0.97 * style.size or line.bold != style.bold or line.italic != style.italic
    return other or line.color != style.color or opens_caption(text) or (len(text) < 120 and not text.endswith("."))


def _is_heading(block: Block, text: str, after: Block | None, around: Around) -> bool:
    style, line = around.style, block.first
    count = len(text.split())
    letters = sum(sign.isalpha() for sign in text)
    if letters < 2 or count > LONGEST or bullet(text)[0] or is_address(text):
        return False
    if not _is_compact(letters, len(block.lines)) or (without_number(text)[:1].islower() and ends_sentence(text)):
        return False
    if around.listed.level(text) and letters > 3 and not text.endswith((";", ",")):
        return True
    numbered = bool(heading_number(text) or chapter_word(text))
    ended = text.endswith((".", ";", ",", "?”")) and not (numbered and count < 12)
    told = count > 12 and sentences_within(text[len(heading_number(text)) :]) > 1
    prose = type_of(block) in around.prose
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
    return not ended and not text.endswith(":") and is_quiet_heading(block, text, after, around)


def _take_rare(made: Sequence[Block], words: Sequence[str], around: Around) -> None:
    """A quiet look that only one block has is an odd line, not a kind of heading."""
    quiet = Counter(
        look(block)
        for block, text in zip(made, words, strict=True)
        if block.kind == "heading" and not _loud(block, text, around.style)
    )
    for block, text in zip(made, words, strict=True):
        quietly = block.kind == "heading" and not _loud(block, text, around.style)
        odd = quietly and quiet[look(block)] == 1 and not around.listed.level(text)
        if odd and not heading_number(text) and not chapter_word(text) and not is_notes_title(text):
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
