"""Accents that a font draws over a letter as signs of their own: one letter again."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from kentering.extract.sheets import Glyph

NARROW = 0.02
"""An accent drawn over a letter takes no more room than so many times its size."""


def with_accents(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The signs in the order in which they were drawn; an accent without a width belongs to the letter it stands over.

    Fonts that part a letter from its accent give the accent no width, and say of it that it is an accent or, as it
    comes last, that it is the whole letter: "e" and "é" for what is one "é".
    """
    made: list[Glyph] = []
    for glyph in glyphs:
        accent = _accent(glyph.text)
        if accent and made and _stands_over(glyph, made[-1]):
            whole = unicodedata.normalize("NFC", _bare(made[-1].text) + accent)
            if len(whole) == 1:
                made[-1] = made[-1]._replace(text=whole)
                continue
        made.append(glyph)
    return made


def _accent(text: str) -> str:
    """The accents of a letter, or an accent that is a sign of its own."""
    parts = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in parts if unicodedata.combining(sign)) if len(parts) < 4 else ""


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _stands_over(accent: Glyph, letter: Glyph) -> bool:
    """Has a sign no width, and does it stand within the letter drawn before it?"""
    narrow = abs(accent.x1 - accent.x0) <= NARROW * accent.size and accent.font == letter.font
    inside = letter.x0 - 0.5 * letter.size < accent.x0 <= letter.x1 + NARROW * letter.size
    level = abs(accent.base - letter.base) < 0.5 * letter.size
    return narrow and inside and level and letter.text.isalpha()
