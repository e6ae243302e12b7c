"""Characters -> lines: pieces of text on one baseline with no wide gap in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from kentering.extract.accents import with_accents
from kentering.extract.leads import Lead, lead_of
from kentering.extract.pieces import pieces, size_of
from kentering.extract.sheets import Box, Glyph, Shape, Sheet, around
from kentering.extract.smallcaps import carried_on
from kentering.extract.tokens import (
    Widths,
    counting,
    heavy,
    is_risen,
    marks_of,
    placed,
    slanted,
    tokens_of,
    with_small_capitals,
)

FIGURE = 0.33
"""A raised figure is about so many times the size of its line wide."""


@dataclass(frozen=True)
class Line:
    """Text on one baseline. `marks` are raised figures taken out of it, each with its place in `text`.

    `role` is what the structure tree of a tagged PDF says of it, as H1, P, LI, Note or Artifact; `lead` its first words
    where they are in a type of their own; `limit` where its room ends, if before the edge of its column.
    """

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    font: str
    color: tuple[float, ...]
    bold: bool
    italic: bool
    text: str
    marks: tuple[tuple[int, str], ...] = ()
    mark: str = ""
    first_width: float = 0.0
    inside: tuple[Line, ...] = ()
    kind: str = ""
    turn: int = 0
    role: str = ""
    lead: Lead | None = None
    limit: float = 0.0

    @property
    def box(self) -> Box:
        """Its edges."""
        return (self.x0, self.top, self.x1, self.bottom)

    @property
    def end(self) -> float:
        """Where it ends, about, with the marks of notes behind its last word."""
        return self.x1 + FIGURE * self.size * sum(len(mark) for place, mark in self.marks if place >= len(self.text))

    @property
    def whole(self) -> str:
        """Its text with the raised figures in their places."""
        return with_marks(self.text, self.marks)


def island(inner: Sequence[Line], kind: str, text: str = "") -> Line:
    """Lines in their reading order as one item that keeps their place among the others."""
    edges = around([line.box for line in inner])
    return replace(
        inner[0], x0=edges[0], top=edges[1], x1=edges[2], bottom=edges[3], base=edges[3], text=text or inner[0].text,
        marks=(), mark="", inside=tuple(inner), kind=kind,
    )  # fmt: skip


def with_marks(text: str, marks: Sequence[tuple[int, str]]) -> str:
    """A text with raised figures put back.

    >>> with_marks("vijf m groot", [(6, "2")])
    'vijf m2 groot'
    """
    for place, mark in sorted(marks, reverse=True):
        text = text[:place] + mark + text[place:]
    return text


def lines(sheet: Sheet, widths: Widths, *, level: bool = False) -> list[Line]:
    """The lines of a sheet, from top to bottom and left to right; no figure is raised where all are `level`.

    So they are in the text layer of a scan: words are as high as their ink, a raised figure may be part of a year.
    """
    widths.note(sheet.glyphs)
    glyphs = with_accents(sheet.glyphs)
    cut = pieces(glyphs, sheet.shapes)
    if level:
        cut = [(sorted([*plain, *raised], key=lambda glyph: glyph.x0), []) for plain, raised in cut]
    made = [_line(sheet, *each, widths, level=level) for each in cut]
    found = carried_on(sorted((line for line in made if line.text or line.mark), key=lambda line: (line.top, line.x0)))
    return _with_drawn_bullets(found, sheet.shapes)


def _line(sheet: Sheet, glyphs: list[Glyph], raised: list[Glyph], widths: Widths, *, level: bool) -> Line:
    glyphs = with_small_capitals(glyphs)
    size = size_of(glyphs)
    floor = median(glyph.bottom for glyph in glyphs if glyph.size > 0.87 * size)
    high = {id(glyph) for glyph in glyphs if not level and is_risen(glyph, size, floor, widths)}
    risen = high - counting(glyphs, size)
    raised = sorted([*raised, *(glyph for glyph in glyphs if id(glyph) in risen)], key=lambda glyph: glyph.x0)
    plain = [glyph for glyph in glyphs if id(glyph) not in risen]
    solid = [glyph for glyph in plain if not glyph.text.isspace()] or raised
    marks, rest = marks_of(raised, solid)
    tokens = tokens_of([*plain, *rest], [glyph for glyph in raised if glyph not in rest])
    text, places = placed(tokens, [mark for mark in marks if mark[0] > solid[0].x0])
    opening = "".join(mark for x, mark in marks if x <= solid[0].x0)
    styles = Counter((glyph.font, glyph.color) for glyph in solid)
    (font, color) = max(styles, key=lambda style: styles[style])
    x0 = min([solid[0].x0, *(x for x, _ in marks)])
    letters = [glyph for glyph in solid if glyph.text.isalpha()] or solid  # a number before a heading may be light
    return Line(
        sheet.number, x0, min(g.top for g in solid), max(g.x1 for g in solid), max(g.bottom for g in solid),
        solid[0].base, size, font, color, sum(g.bold or heavy(g.font) for g in letters) > 0.85 * len(letters),
        sum(slanted(g.font) for g in solid) > 0.8 * len(solid), text, places, opening,
        tokens[0][2] - tokens[0][1] if tokens else 0.0, turn=sheet.turn, role=_role(solid),
        lead=lead_of(solid, text) if len(styles) > 1 else None,
    )  # fmt: skip


def _role(glyphs: Sequence[Glyph]) -> str:
    """The role that most of the letters and figures have."""
    letters = [glyph for glyph in glyphs if glyph.text.isalnum()] or list(glyphs)
    (role, count), *_ = Counter(glyph.role for glyph in letters).most_common(1)
    return role if count > 0.6 * len(letters) else ""


def _with_drawn_bullets(found: list[Line], shapes: Sequence[Shape]) -> list[Line]:
    """A small dot or square drawn left of a line is the bullet of that line."""
    dots = [shape for shape in shapes if _is_dot(shape)]
    if not dots or len(dots) > 2000:
        return found
    made = list(found)
    for dot in dots:
        box = dot.box
        middle = (box[1] + box[3]) / 2
        best: int | None = None
        for place, line in enumerate(made):
            if line.top > middle:
                break
            if line.bottom > middle and 0 < line.x0 - box[2] < 4 * line.size and box[2] - box[0] < 0.7 * line.size:
                best = place if best is None or line.x0 < made[best].x0 else best
        if best is not None and not made[best].mark:
            sign = "•" if dot.fill is not None else "◦"
            line = made[best]
            marks = tuple((place + 2, mark) for place, mark in line.marks)
            made[best] = replace(line, text=f"{sign} {line.text}", x0=box[0], marks=marks)
    return made


def _is_dot(shape: Shape) -> bool:
    wide, high = shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]
    return not shape.picture and 1.2 < wide < 9 and 1.2 < high < 9 and 0.6 < wide / high < 1.7
