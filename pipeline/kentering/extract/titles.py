"""Which headings are the document's title: those on a cover, and what stands over the first heading of a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kentering.extract.blocks import Block, Style
from kentering.extract.levels import look
from kentering.text import chapter_word, ends_sentence, heading_number

LITTLE = 400
"""A page with fewer letters than this beside its large type may be a cover."""

LONG = 200
"""A block with more letters than this is text."""


LIKE_OTHERS = 2
"""So many headings of the text look like one that is no title."""

PART = 0.5
"""The title that a file gives itself and a heading that holds it, or is held by it, differ by no more than this."""


def mark_titles(made: Sequence[Block], style: Style, name: str = "") -> None:
    """Set the kind of titles; `name` is the title that the file gives itself."""
    _take_cover(made)
    if not any(block.kind == "title" for block in made):
        _set_title(made, style)
    if not any(block.kind == "title" for block in made):
        _take_named(made, name)


def _take_cover(made: Sequence[Block]) -> None:
    """What is set large on the pages before the first text is a cover: titles, not headings over the text.

    After its first page, what looks as headings of the text do is the first of those, on a page of its own.
    """
    text = [block for block in made if block.kind in {"paragraph", "bullet"}]
    start = next((block.first.page for block in text if _letters(block) > LONG), 0)
    other: Counter[int] = Counter()
    numbered = {block.first.page for block in made if block.kind == "heading" and _number(block)}
    for block in text:
        other[block.first.page] += _letters(block)
    front = [block for block in made if block.kind == "heading" and block.first.page < min(start, 4)]
    later = Counter(look(block) for block in made if block.kind == "heading" and block.first.page >= start)
    first = min((block.first.page for block in front), default=0)
    for block in front:
        page = block.first.page
        alike = page > first and later[look(block)] >= LIKE_OTHERS
        if other[page] < LITTLE and page not in numbered and not alike:
            block.kind = "title"
    covers = {block.first.page for block in made if block.kind == "title"}
    for block in text:
        if block.kind == "paragraph" and block.first.page in covers and not ends_sentence(block.last.text):
            block.kind = "caption"


def _take_named(made: Sequence[Block], name: str) -> None:
    """The first thing on the first page, though later headings are as large, if the file says so."""
    first = next((block for block in made if block.kind not in {"footnote", "caption"}), None)
    if first is None or first.kind != "heading" or first.first.page > 1 or _number(first):
        return
    text = " ".join(line.whole for line in first.lines)
    short, long = sorted((_signs(name), _signs(text)), key=len)
    if " " in name.strip() and short in long and len(short) >= PART * len(long):
        first.kind = "title"


def _signs(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())


def _letters(block: Block) -> int:
    return sum(len(line.text) for line in block.lines)


def _number(block: Block) -> str:
    text = block.first.whole
    return heading_number(text) or chapter_word(text)


def _set_title(made: Sequence[Block], style: Style) -> None:
    """The largest heading of the first pages is the document's title, where no other heading is as large."""
    headings = [block for block in made if block.kind == "heading"]
    early = [block for block in headings if block.first.page <= 2]
    if not early:
        return
    first = max(early, key=lambda block: block.first.size)
    rivals = [block for block in headings if block is not first and block.first.size > first.first.size - 0.3]
    if first.first.size > 1.15 * style.size and not rivals and not chapter_word(first.first.whole):
        first.kind = "title"
        for block in early:
            if block is first:
                break
            if block.first.size < 1.07 * style.size:
                block.kind = "paragraph"
    else:
        _take_first(made, headings)


def _take_first(made: Sequence[Block], headings: Sequence[Block]) -> None:
    """The first thing on the first page, in a type of its own and right over another heading, is the title."""
    looks = Counter(look(block) for block in headings)
    first = next((block for block in made if block.kind not in {"footnote", "caption"}), None)
    if first is None or first.kind != "heading" or first.first.page > 1 or _number(first):
        return
    after = made[made.index(first) + 1 :][:1]
    alike = [block for block in headings if look(block) == look(first)]
    if (
        looks[look(first)] <= 2
        and all(block.first.page == 1 for block in alike)
        and after
        and after[0].kind == "heading"
    ):
        for block in alike:
            block.kind = "title"
