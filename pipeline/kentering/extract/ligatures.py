"""Ligatures that a text layer has lost: the font draws fi where the file says f. Its own names of letters mend that."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Any, cast

from kentering.extract.drawn import MENDED as DRAWN_AS
from kentering.extract.sheets import Glyph, Left

LIGATURES = frozenset(["ff", "fi", "fl", "ffi", "ffl", "fj", "ft", "tt", "ti"])
"""Letters that are often drawn as one."""

WIDE = 1.4
"""An f so many times as wide as the narrowest of its font is drawn for more letters than it says."""

NAMED = "kentering_ligatures"
"""The name under which a font remembers which of its letters were mended."""

MENDED = 'the text layer says "{said}" where the font draws "{drawn}", by its own name: read as drawn'
DOUBTED = "a letter f drawn so wide that it may stand for fi, fl or ff, which the text layer does not say"


def mend(font: Any) -> dict[int, tuple[str, str]]:  # noqa: ANN401  (pdfminer's)
    """Mend what a font says its ligatures are, once; the codes mended, each with what was said and what is drawn."""
    done: dict[int, tuple[str, str]] | None = getattr(font, NAMED, None)
    if done is not None:
        return done
    said = getattr(getattr(font, "unicode_map", None), "cid2unichr", None) or {}
    names = getattr(font, "cid2unicode", None) or {}
    found: dict[int, tuple[str, str]] = {}
    for code, name in names.items() if said else ():
        drawn = unicodedata.normalize("NFKD", name)
        if drawn in LIGATURES and said.get(code) == drawn[0]:
            found[code] = (said[code], drawn)
            said[code] = drawn
    setattr(font, NAMED, found)
    return found


def mended(page: Any, number: int) -> list[Left]:  # noqa: ANN401  (pdfplumber's)
    """What was mended on a page that is drawn, each ligature once, with how often."""
    counts = cast(Counter[tuple[str, str]], getattr(page.layout, DRAWN_AS, Counter()))
    return [
        Left(number, "hidden", f"{said} ({count} ×)", 0.0, 0.0, 0.0, 0.0, MENDED.format(said=said, drawn=drawn))
        for (said, drawn), count in sorted(counts.items())
    ]


def doubted(glyphs: Sequence[Glyph], narrowest: dict[str, float], number: int) -> list[Left]:
    """The letters f of a page that are drawn too wide for one letter; `narrowest`: how wide an f of each font is."""
    letters = [(glyph, (glyph.x1 - glyph.x0) / glyph.size) for glyph in glyphs if glyph.text == "f" and glyph.size > 0]
    for glyph, width in letters:
        narrowest[glyph.font] = min(width, narrowest.get(glyph.font, width))
    return [
        Left(number, "hidden", "f", glyph.x0, glyph.top, glyph.x1, glyph.bottom, DOUBTED)
        for glyph, width in letters
        if width > WIDE * narrowest[glyph.font] > 0
    ]
