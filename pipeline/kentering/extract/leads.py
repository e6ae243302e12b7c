"""Words at the start of a line in a type of their own: a heading that runs into the text it stands over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kentering.extract.sheets import Glyph
from kentering.extract.tokens import heavy, slanted


class Lead(NamedTuple):
    """The first `length` signs of a line's text, and their type; the rest begins at `start`, in a type of its own."""

    length: int
    end: float
    start: float
    font: str
    color: tuple[float, ...]
    bold: bool
    italic: bool
    rest: str
    rest_color: tuple[float, ...]


FEWEST = 3
"""A lead has so many letters or more."""


def lead_of(solid: Sequence[Glyph], text: str) -> Lead | None:
    """The lead of a line, from its signs in their order and its text; None where its first words are as the others."""
    first = solid[0]
    place = next((at for at, glyph in enumerate(solid) if (glyph.font, glyph.color) != (first.font, first.color)), 0)
    if sum(glyph.text.isalpha() for glyph in solid[:place]) < FEWEST:
        return None
    if any((glyph.font, glyph.color) == (first.font, first.color) for glyph in solid[place : place + 12]):
        return None
    length = _length(text, sum(len(glyph.text.strip()) for glyph in solid[:place]))
    if not length or length >= len(text) or not text[length : length + 1].isspace():
        return None
    rest, rest_color = Counter((glyph.font, glyph.color) for glyph in solid[place:]).most_common(1)[0][0]
    font, color = first.font, first.color
    bold = all(glyph.bold or heavy(glyph.font) for glyph in solid[:place])
    return Lead(length, solid[place - 1].x1, solid[place].x0, font, color, bold, slanted(font), rest, rest_color)


def _length(text: str, signs: int) -> int:
    """How long the part of a text with so many signs is, blanks counted in."""
    for place, sign in enumerate(text):
        if not sign.isspace():
            signs -= 1
        if not signs:
            return place + 1
    return 0
