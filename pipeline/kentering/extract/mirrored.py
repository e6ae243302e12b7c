"""Pages in a script that runs from right to left, mirrored, so that all that follows reads them from the left."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from kentering.extract.sheets import Glyph, Sheet

MOSTLY = 0.5
"""A page with a larger part of its letters in such a script is mirrored."""

SHAPED = ("\ufb1d", "\ufeff")
"""Where the forms of letters begin and end that some files give instead of the letters."""


def mirrored(sheet: Sheet) -> Sheet:
    """The sheet with left and right changed, figures and Latin words in it as they were; other sheets as they are.

    The letters come out in the order in which they are read.
    """
    letters = [glyph for glyph in sheet.glyphs if glyph.text[:1].isalpha()]
    if sum(_leftward(glyph.text) for glyph in letters) <= MOSTLY * len(letters):
        return sheet
    width = sheet.width
    shapes = [shape._replace(box=_flipped(shape.box, width)) for shape in sheet.shapes]
    glyphs = [glyph for run in _runs(sheet.glyphs) for glyph in _turned_over(run, width)]
    visible = _flipped(sheet.visible, width)
    return replace(sheet, glyphs=glyphs, shapes=shapes, visible=visible, mirrored=True)


def _flipped(box: tuple[float, float, float, float], width: float) -> tuple[float, float, float, float]:
    return (width - box[2], box[1], width - box[0], box[3])


@lru_cache(maxsize=4096)
def _leftward(text: str) -> bool:
    """Is it written from right to left?"""
    return any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in text)


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The characters of each baseline from left to right: each one alone, but figures and Latin words together."""
    rows: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        rows.setdefault(round(glyph.base), []).append(glyph)
    for base in sorted(rows):
        run: list[Glyph] = []
        for glyph in sorted(rows[base], key=lambda each: (each.x0, each.x1)):
            if not _leftward(glyph.text) and (run or _is_solid(glyph)):
                run.append(glyph)
                continue
            yield from _split(run)
            run = []
            yield [glyph]
        yield from _split(run)


def _split(run: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """A run up to its last letter or figure, and each sign behind that alone."""
    end = max((place + 1 for place, glyph in enumerate(run) if _is_solid(glyph)), default=0)
    if end:
        yield list(run[:end])
    yield from ([glyph] for glyph in run[end:])


def _is_solid(glyph: Glyph) -> bool:
    return any(sign.isalnum() for sign in glyph.text)


def _turned_over(run: Sequence[Glyph], width: float) -> Iterator[Glyph]:
    first, last = run[0].x0, max(glyph.x1 for glyph in run)
    for glyph in run:
        start = width - last + glyph.x0 - first
        text = unicodedata.normalize("NFKC", glyph.text) if SHAPED[0] <= glyph.text[:1] <= SHAPED[1] else glyph.text
        yield glyph._replace(text=text, x0=start, x1=start + glyph.x1 - glyph.x0)
