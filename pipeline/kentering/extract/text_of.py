"""Characters side by side as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kentering.extract.characters import Char
from kentering.text import clean


def text_of(chars: Sequence[Char]) -> str:
    """The text of characters on one line, from left to right.

    A blank stands where the page leaves room for one; a blank glyph that the next letter covers is none.
    """
    parts: list[str] = []
    last: Char | None = None
    glyphs = [char for char in chars if not char.text.isspace()]
    blanks = [char for char in chars if char.text.isspace()]
    place = 0
    for char in glyphs:
        if last is not None:
            gap = char.x0 - last.x1
            seen = False
            while place < len(blanks) and blanks[place].x0 < char.x0 - 0.01:
                seen = True
                place += 1
            if gap > 0.25 * char.size or (seen and gap > 0.09 * char.size):
                parts.append(" ")
        parts.append(char.text)
        last = char
    return "".join(parts)


def cells(row: Iterable[str | None]) -> list[str]:
    """The cells of a table row, cleaned."""
    return [clean(cell or "") for cell in row]
