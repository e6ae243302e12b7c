"""Letterheads: Datum, Ons kenmerk and Onderwerp over their answers, and the address beside them, are no headings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kentering.extract.blocks import Block, Style
from kentering.text import chapter_word, ends_sentence, heading_number, letter_fields

FEWEST = 2
"""A page with so many different fields bears a letterhead."""

MOST_PAGES = 2
"""A field that stands on more pages is a part of what each page describes, in a form or a sheet of measures."""

LARGE = 1.15
"""What is so many times as large as the text is a heading or a title, even in a letterhead."""


LONG = 160
"""What has more letters is text;"""

WORDS = 8
"""so is a sentence of more words."""


def plain_letterheads(made: Sequence[Block], style: Style) -> None:
    """Make captions of the fields of a letterhead, with their answers and the plain lines over them, on no path."""
    fields = [letter_fields(" ".join(line.whole for line in block.lines[:2])) for block in made]
    for page, last in _letterheads(made, fields).items():
        for place, block in enumerate(made[: last + 2]):
            if block.first.page != page or (block.kind == "heading" and not (fields[place] or _is_plain(block, style))):
                continue
            if block.kind in {"heading", "paragraph"} and place <= last + _is_answer(block) and _is_brief(block):
                block.kind = "caption"
            elif block.kind == "heading" and place <= last:
                block.kind = "paragraph"


def _letterheads(made: Sequence[Block], fields: Sequence[Sequence[str]]) -> dict[int, int]:
    """The pages with a letterhead, each with the place of its last field."""
    pages: dict[str, set[int]] = defaultdict(set)
    on: dict[int, dict[str, int]] = defaultdict(dict)
    for place, (block, found) in enumerate(zip(made, fields, strict=True)):
        for field in found:
            pages[field].add(block.first.page)
            on[block.first.page][field] = place
    own = {page: [at for field, at in at.items() if len(pages[field]) <= MOST_PAGES] for page, at in on.items()}
    return {page: max(places) for page, places in own.items() if len(places) >= FEWEST}


def _is_brief(block: Block) -> bool:
    text = " ".join(line.text for line in block.lines)
    return len(text) < LONG and not (ends_sentence(text) and len(text.split()) > WORDS)


def _is_answer(block: Block) -> bool:
    """May it be what stands under the last field?"""
    return block.kind == "paragraph" and len(block.lines) < 3 and block.gap < 2


def _is_plain(block: Block, style: Style) -> bool:
    line = block.first
    numbered = heading_number(line.whole) or chapter_word(line.whole)
    return not numbered and line.size < LARGE * style.size and (not line.bold or style.bold)
