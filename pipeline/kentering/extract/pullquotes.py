"""Pull quotes: a sentence of the text set apart in larger, slanted or colored type, seen and not read twice."""

from __future__ import annotations

from collections.abc import Sequence

from kentering.extract.blocks import Block, Style
from kentering.extract.lines import Line
from kentering.text import chapter_word, ends_sentence, heading_number, is_caption

FEWEST = 28
"""A pull quote has so many letters or more."""

MOST = 420
"""and no more than this."""

PIECE = 12
"""Texts are compared by runs of so many letters."""

REPEATED = 0.85
"""So much of a pull quote, by runs of letters, stands in one place of the text."""

REPEATED_BOX = 0.97
"""What stands in a box may say something of its own: it must be repeated whole."""

SHORTEST = 0.97
"""The paragraph that holds the sentence is no shorter than this part of its pull quote."""

QUOTES = '“”„«‘"\u2039'
"""Signs that open a quotation."""

NEAR = 2.4
"""Lines of one pull quote stand at most so many times their size apart."""

BESIDE = 24
"""At most so many blocks stand from a quotation to the last of its parts."""

REACH = 3
"""The sentence stands at most so many pages from its pull quote."""


def mark_pullquotes(made: Sequence[Block], style: Style) -> None:
    """Set the kind of the blocks that repeat a sentence of the text and look unlike it."""
    letters = [_letters(block) for block in made]
    apart = {place for place, block in enumerate(made) if _is_apart(block, style)}
    running = [
        (block, text, _pieces(text))
        for place, (block, text) in enumerate(zip(made, letters, strict=True))
        if place not in apart and block.kind in {"paragraph", "bullet"} and _as_text(block, style)
    ]
    done: set[int] = set()
    for place in sorted(apart):
        parts = _parts(made, place, apart)
        text = "".join(letters[part] for part in parts)
        block = made[place]
        if place in done or not FEWEST <= len(text) <= MOST:
            continue
        near = [each for each in running if abs(each[0].first.page - block.first.page) <= REACH]
        least = REPEATED_BOX if block.boxed else REPEATED
        again = any(_stands_in(text, body, pieces, least) for _, body, pieces in near)
        if _is_sentence(block, made[parts[-1]]) and (again or text in "".join(body for _, body, _ in near)):
            done.update(parts)
            for part in parts:
                made[part].kind, made[part].marker, made[part].boxed = "pullquote", "", False


def _parts(made: Sequence[Block], place: int, apart: set[int]) -> list[int]:
    """The places of a block and of its rest, where the end of a column or page or wide-set lines part it from that.

    Text that runs around it may stand between the half at the foot of a page and the one at the head of the next.
    """
    parts = [place]
    for after in range(place + 1, min(len(made), place + BESIDE)):
        if after in apart:
            if not _goes_on(made[parts[-1]], made[after]):
                break
            parts.append(after)
        elif made[after].kind != "footnote" and not _runs_around(made[parts[-1]], made[after]):
            break
    return parts


def _runs_around(before: Block, block: Block) -> bool:
    """May a block be text beside an unfinished quotation at the foot of its page, or on the way to its rest?"""
    return 0 <= block.first.page - before.last.page <= 1 and not ends_sentence(before.last.text)


def _goes_on(before: Block, block: Block) -> bool:
    """Is a block in the type of the one before it, which ends within a sentence, and near it?"""
    above, below = before.last, block.first
    if (above.font, above.color) != (below.font, below.color) or abs(above.size - below.size) > 0.1:
        return False
    if ends_sentence(above.text):
        return False
    if before.column == block.column:
        return 0 < below.base - above.base < NEAR * below.size
    return below.page - above.page <= 1 and (before.column + 1 == block.column or below.text[:1].islower())


def _is_sentence(block: Block, end: Block) -> bool:
    """Is it a sentence or quoted, unlike a heading whose words come back in the text?"""
    return ends_sentence(end.last.text) or block.first.text[:1] in QUOTES


def _letters(block: Block) -> str:
    text = "".join(line.text for line in block.lines)
    return "".join(sign for sign in text.lower() if sign.isalnum())


def _is_apart(block: Block, style: Style) -> bool:
    """Does a block look unlike the text?"""
    text = block.first.text
    number = heading_number(text) or chapter_word(text) or is_caption(text)
    if block.kind not in {"paragraph", "bullet"} or block.marker or number:
        return False
    rest = block.boxed and text[:1].islower()  # of a box that the end of a page has cut
    return not rest and (block.boxed or not _as_text(block, style))


def _as_text(block: Block, style: Style) -> bool:
    """Is a block set as the text is, in most of its lines?"""
    return 2 * sum(_is_as_text(line, style) for line in block.lines) >= len(block.lines)


def _is_as_text(line: Line, style: Style) -> bool:
    other = abs(line.size - style.size) > 0.08 * style.size or line.italic != style.italic or line.color != style.color
    return not other and line.bold == style.bold and line.font == style.font


def _pieces(text: str) -> set[str]:
    return {text[place : place + PIECE] for place in range(len(text) - PIECE + 1)}


def _stands_in(text: str, body: str, pieces: set[str], least: float) -> bool:
    """Does the text stand in a body, words left out or changed here and there?"""
    if len(body) < SHORTEST * len(text):
        return False
    own = [text[place : place + PIECE] for place in range(len(text) - PIECE + 1)]
    return sum(piece in pieces for piece in own) >= least * len(own)
