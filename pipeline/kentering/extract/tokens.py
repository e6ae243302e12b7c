"""Characters on a baseline as words, with the raised figures that are marks of notes taken out of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from statistics import median

from kentering.extract.sheets import Glyph
from kentering.text import clean, is_note_mark, spaced_out

SMALLEST, SMALL = 0.62, 0.9
"""Small capitals are this part of the type size high."""

FEWEST_SMALL = 3

OVERLAPPING = -0.1
"""Letters that overlap by more of the type size, all along a line, are drawn closer than their font says."""

_HEAVY = re.compile(r"bold|black|heavy|demi|(?:cm|sf|lm)(?:ss)?bx|-bd|-medi(?!u)", re.IGNORECASE)
_SMALL_CAPITALS = re.compile(r"caps(?!ul)|(?:cm|sf)b?csc|-sc$|smcp", re.IGNORECASE)
_SLANTED = re.compile(
    r"italic|oblique|kursiv|(?:cm|sf)(?:ss|bx)?ti|(?:cm|sf)(?:ss|bx)?sl\d|-it|ital$|slant|-\w*obli", re.IGNORECASE
)


@dataclass
class Widths:
    """How wide each figure of each font is, to know a raised figure that a font draws small at full type size."""

    seen: dict[str, dict[str, Counter[float]]] = field(default_factory=dict)
    narrowest: dict[str, float] = field(default_factory=dict)
    """How wide the narrowest f of each font is, in times its size."""

    def note(self, glyphs: Sequence[Glyph]) -> None:
        """Count the figures of a page."""
        for glyph in glyphs:
            if glyph.text.isdigit() and glyph.size:
                font = self.seen.setdefault(glyph.font, defaultdict(Counter))
                font[glyph.text][round((glyph.x1 - glyph.x0) / glyph.size, 2)] += 1

    def narrow(self, glyph: Glyph) -> bool:
        """Is a figure much narrower than it is elsewhere, or than all others where those are of one width?

        Not so a 1: many fonts draw it narrow on the line as well.
        """
        widest = {sign: max(counts) for sign, counts in self.seen[glyph.font].items()}
        width = round((glyph.x1 - glyph.x0) / glyph.size, 2)
        if width < 0.78 * widest[glyph.text]:
            return True
        if glyph.text == "1":
            return False
        others = [widest[sign] for sign in widest if sign != glyph.text and widest[sign] > 1.25 * width]
        return len(others) >= 3 and max(others) - min(others) < 0.02 and width < 0.78 * min(others)


def heavy(font: str) -> bool:
    """Does the name of a font say that it is bold?

    >>> heavy("Calibri-Bold"), heavy("NimbusRomNo9L-Medi"), heavy("Calibri"), heavy("Roboto-Medium")
    (True, True, False, False)
    """
    return bool(_HEAVY.search(font))


def slanted(font: str) -> bool:
    """Does the name of a font say that it is italic?

    >>> slanted("NimbusRomNo9L-ReguItal"), slanted("Calibri,Italic"), slanted("DigitalSans")
    (True, True, False)
    """
    return bool(_SLANTED.search(font))


def is_small_capitals(font: str) -> bool:
    """Does the name of a font say that its small letters are small capitals?

    >>> is_small_capitals("Lato-Small-Caps"), is_small_capitals("LMRomanCaps10-Regular"), is_small_capitals("Lato")
    (True, True, False)
    """
    return bool(_SMALL_CAPITALS.search(font))


def with_small_capitals(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Signs on a baseline; capitals smaller than those that begin words are the small letters that they stand for."""
    letters = [glyph for glyph in glyphs if glyph.text.isalpha()]
    largest = max((glyph.size for glyph in letters), default=0.0)
    small = [glyph for glyph in letters if SMALLEST * largest < glyph.size < SMALL * largest]
    large = [glyph for glyph in letters if glyph.size >= SMALL * largest]
    if len(small) < FEWEST_SMALL or len(small) + len(large) < len(letters) or len(large) > 0.6 * len(letters):
        return list(glyphs)
    if not all(glyph.text.isupper() or is_small_capitals(glyph.font) for glyph in letters):
        return list(glyphs)
    return [_with_case(glyph, largest) for glyph in glyphs]


def _with_case(glyph: Glyph, size: float) -> Glyph:
    """A small capital as the small letter that it stands for, in the size of its line."""
    if glyph.size >= SMALL * size:
        return glyph._replace(text=glyph.text.upper()) if len(glyph.text.upper()) == len(glyph.text) else glyph
    font = glyph.font if is_small_capitals(glyph.font) else f"{glyph.font}-SmallCaps"
    return glyph._replace(text=glyph.text.lower(), size=size, font=font)


def is_risen(glyph: Glyph, size: float, floor: float, widths: Widths) -> bool:
    """A figure or letter smaller than its line and higher in it, or a figure drawn narrow at full size."""
    if glyph.size < 0.87 * size:
        sign = glyph.text.isdigit() or glyph.text.islower() or glyph.text in "*†‡"
        return sign and floor - glyph.bottom > 0.13 * size
    return glyph.text.isdigit() and widths.narrow(glyph)


def counting(glyphs: Sequence[Glyph], size: float) -> set[int]:
    """The full-size figures, by identity, that open a line before a full stop: its number, however narrow."""
    solid = [glyph for glyph in glyphs if not glyph.text.isspace()]
    figures = list(takewhile(lambda glyph: glyph.text.isdigit() and glyph.size > 0.87 * size, solid))
    behind = solid[len(figures) : len(figures) + 1]
    return {id(glyph) for glyph in figures} if behind and behind[0].text == "." else set()


def marks_of(raised: Sequence[Glyph], solid: Sequence[Glyph]) -> tuple[list[tuple[float, str]], list[Glyph]]:
    """The raised characters that are marks of notes, each with its left edge, and those that are words ("1er")."""
    groups: list[list[Glyph]] = []
    for glyph in raised:
        if groups and glyph.x0 - groups[-1][-1].x1 < 0.35 * glyph.size:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    marks, rest = [], []
    base = solid[0].base
    for group in groups:
        text = "".join(glyph.text for glyph in group)
        sunk = group[0].base > base + 0.05 * group[0].size
        if is_note_mark(text) and not sunk and (not text.isalpha() or _follows(group[0], solid)):
            marks.append((group[0].x0, text))
        else:
            rest += group
    return marks, rest


def _follows(glyph: Glyph, solid: Sequence[Glyph]) -> bool:
    """Does a raised letter stand right behind a sign of its line, or open it?"""
    near = 0.25 * glyph.size
    return glyph.x0 <= solid[0].x0 or any(-near < glyph.x0 - each.x1 < near for each in solid)


Token = tuple[str, float, float]
"""A word with its left and right edge."""


def tokens_of(glyphs: Sequence[Glyph], gone: Sequence[Glyph]) -> list[Token]:
    """Words from left to right: a blank stands where the page leaves room for one.

    Room is counted from the usual distance of the letters, which may be negative. A blank glyph that the next letter
    covers is none: unused soft hyphens are drawn so. Nor is the room where a mark of a note stood, `gone` from the
    line.
    """
    ordered = sorted(glyphs, key=lambda glyph: (glyph.x0, glyph.x1))
    solid = _hyphens_seen([glyph for glyph in ordered if not glyph.text.isspace()])
    blanks = [glyph.x0 for glyph in ordered if glyph.text.isspace()]
    gaps = [(right.x0 - left.x1) / left.size for left, right in pairwise(solid) if left.size]
    tracking = median(gaps) if len(gaps) > 3 else 0.0
    tracking = tracking if 0.0 < tracking < 0.3 or tracking < OVERLAPPING else 0.0
    tokens: list[list[Glyph]] = []
    place = 0
    for number, glyph in enumerate(solid):
        blank = False
        while place < len(blanks) and blanks[place] < glyph.x0 - 0.01:
            blank, place = True, place + 1
        if number:
            end = max(each.x1 for each in tokens[-1][-2:])
            end = max([end, *(mark.x1 for mark in gone if end - 1 < mark.x1 < glyph.x0 + 1)])
            gap = (glyph.x0 - end) / (glyph.size or 1.0) - tracking
            if gap <= (0.08 if blank else 0.17):
                tokens[-1].append(glyph)
                continue
        tokens.append([glyph])
    words = [("".join(each.text for each in token), token[0].x0, token[-1].x1) for token in tokens]
    return spaced_out(words)


def _hyphens_seen(solid: Sequence[Glyph]) -> list[Glyph]:
    """A soft hyphen drawn within a line is a hyphen like any other; one that the next letter covers was not used."""
    made: list[Glyph] = []
    for place, glyph in enumerate(solid):
        after = solid[place + 1] if place + 1 < len(solid) else None
        if glyph.text != "\u00ad" or after is None:
            made.append(glyph)
        elif after.x0 > glyph.x0 + 0.5 * (glyph.x1 - glyph.x0) > glyph.x0:
            made.append(glyph._replace(text="-"))
    return made


def placed(tokens: Sequence[Token], marks: Sequence[tuple[float, str]]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The words as text, and where in it each mark belongs: after the last word that begins left of it."""
    parts: list[str] = []
    places: list[tuple[int, str]] = []
    waiting = sorted(marks)
    length = 0
    for number, (word, x0, x1) in enumerate(tokens):
        piece = clean(word)
        while waiting and waiting[0][0] < x0 + 0.01 and parts:
            places.append((length, waiting.pop(0)[1]))
        start = length + 1 if parts else 0
        inner = [mark for mark in waiting if x0 <= mark[0] < x1 - 0.01]
        parts.append(piece)
        length = start + len(piece)
        for mark in inner:
            share = (mark[0] - x0) / max(0.01, x1 - x0)
            places.append((start + round(share * len(piece)), mark[1]))
            waiting.remove(mark)
        if number == len(tokens) - 1 and word.endswith("\u00ad"):
            parts[-1] += "\u00ad"
    places += [(length, mark) for _, mark in waiting]
    return " ".join(parts), tuple(places)
