"""A page's characters, upright and in points from its top left corner, with the rules and fills drawn on it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from kentering.extract.borders import with_borders
from kentering.extract.drawn import RENDER, drawn, things
from kentering.extract.shapes import Box, Shape, around
from kentering.extract.tagged import role_of, roles

__all__ = ["Box", "Glyph", "Left", "Shape", "Sheet", "around", "sheets"]

TURNED_LETTERS = 150
"""Turned text with so many letters is read as text of its own."""


class Glyph(NamedTuple):
    """A character; `base` is the height of its baseline, `seen` is false where the file draws it without ink.

    `role` is what the structure tree says of it.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    font: str
    color: tuple[float, ...]
    bold: bool
    seen: bool
    role: str = ""


class Left(NamedTuple):
    """Something left out of the text, and why."""

    page: int
    kind: str
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    reason: str


@dataclass
class Sheet:
    """The part of a page whose text stands one way up; `turn` is how far it stands turned, in degrees."""

    number: int
    width: float
    height: float
    turn: int
    glyphs: list[Glyph]
    shapes: list[Shape] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    visible: Box = (0.0, 0.0, 0.0, 0.0)
    mirrored: bool = False
    """Are left and right changed?"""

    def on_page(self, box: Box) -> Box:
        """A box of this sheet in the page's own coordinates."""
        if self.mirrored:
            box = (self.width - box[2], box[1], self.width - box[0], box[3])
        return _turned(box, (360 - self.turn) % 360, self.width, self.height)


def sheets(page: Any, number: int) -> list[Sheet]:  # noqa: ANN401  (pdfplumber's page)
    """The upright text of a page, then any longer text that stands turned on it."""
    width, height = float(page.width), float(page.height)
    visible = _visible(page)
    by_turn: dict[int, list[Glyph]] = {}
    shapes: list[Shape] = []
    known = roles(page)
    for item in things(drawn(page)):
        if hasattr(item, "graphicstate"):
            turn, glyph = _glyph(item, height)
            by_turn.setdefault(turn, []).append(glyph._replace(role=role_of(item, known)) if known else glyph)
        else:
            shapes += _shape(item, height)
    return _sorted_out(Sheet(number, width, height, 0, [], with_borders(shapes), [], visible), by_turn)


def _visible(page: Any) -> Box:  # noqa: ANN401
    """The part of a page that is shown: its crop box, counted from the corner of its media box."""
    x0, top = float(page.mediabox[0]), float(page.mediabox[1])
    crop = [float(edge) for edge in page.cropbox]
    box = (crop[0] - x0, crop[1] - top, crop[2] - x0, crop[3] - top)
    wide, high = float(page.width), float(page.height)
    fits = 0 < box[2] - box[0] <= wide + 1 and 0 < box[3] - box[1] <= high + 1
    return box if fits else (0.0, 0.0, wide, high)


def _sorted_out(bare: Sheet, by_turn: dict[int, list[Glyph]]) -> list[Sheet]:
    counts = Counter({turn: sum(not glyph.text.isspace() for glyph in found) for turn, found in by_turn.items()})
    straight = [turn for turn, _ in counts.most_common() if turn in (0, 90, 180, 270)]
    main = straight[0] if straight else (counts.most_common(1)[0][0] if counts else 0)
    made = [_sheet(bare, main, by_turn.get(main, []))]
    for turn, glyphs in sorted(by_turn.items()):
        if turn == main:
            continue
        if turn in (0, 90, 180, 270) and counts[turn] >= TURNED_LETTERS:
            made.append(_sheet(bare, turn, glyphs))
        else:
            made[0].left += _aside(bare.number, turn, main, glyphs, bare.width)
    return made


def _sheet(bare: Sheet, turn: int, glyphs: list[Glyph]) -> Sheet:
    if turn not in (90, 180, 270):
        return replace(bare, glyphs=glyphs, left=[])
    width, height = bare.width, bare.height
    size = (height, width) if turn in (90, 270) else (width, height)
    return Sheet(
        bare.number,
        *size,
        turn,
        [_upright(glyph, turn, width, height) for glyph in glyphs],
        [shape._replace(box=_turned(shape.box, turn, width, height)) for shape in bare.shapes],
        visible=_turned(bare.visible, turn, width, height),
    )


def _aside(number: int, turn: int, main: int, glyphs: Sequence[Glyph], width: float) -> Iterator[Left]:
    """Turned text that is too short to be a text of its own, a string of it at a time."""
    run: list[Glyph] = []
    for glyph in [*glyphs, None]:
        far = glyph is None or (run and max(abs(glyph.x0 - run[-1].x0), abs(glyph.top - run[-1].top)) > 3 * glyph.size)
        if far and run:
            text = " ".join("".join(each.text for each in run).split())
            box = around([each[1:5] for each in run])
            beside = box[2] < 0.2 * width or box[0] > 0.8 * width
            straight = (turn - main) % 90 == 0
            kind = "header" if straight and beside else "watermark"
            reason = "turned text along the side" if kind == "header" else "set aslant or turned across the page"
            if text:
                yield Left(number, kind, text, *box, reason)
            run = []
        if glyph is not None:
            run.append(glyph)


def _glyph(item: Any, height: float) -> tuple[int, Glyph]:  # noqa: ANN401
    a, b, _, d, e, f = item.matrix
    turn = 0 if b == 0 and a > 0 else round(math.degrees(math.atan2(b, a))) % 360
    if turn == 180 and d > 0:
        turn = 0
    x0, x1, top, bottom = float(item.x0), float(item.x1), height - float(item.y1), height - float(item.y0)
    base = e if turn in (90, 270) else height - f
    size = (x1 - x0) if turn in (90, 270) else (bottom - top)
    font = _font_name(item.fontname)
    render = getattr(item, RENDER, 0)
    plain = _plain_color(item.graphicstate.ncolor)
    return turn, Glyph(item.get_text(), x0, top, x1, bottom, base, size, font, plain, render == 2, render not in (3, 7))


@lru_cache(maxsize=512)
def _font_name(name: str | bytes) -> str:
    """The name of a font without the sign of its subset."""
    plain = name if isinstance(name, str) else name.decode("latin-1")
    return plain.partition("+")[2] or plain


def _plain_color(color: Any) -> tuple[float, ...]:  # noqa: ANN401  (pdfminer's)
    """The parts of a color, patterns left out."""
    try:
        return _parts(color)
    except TypeError:  # a pattern that cannot be looked up again
        return _parts.__wrapped__(color)


@lru_cache(maxsize=2048)
def _parts(color: Any) -> tuple[float, ...]:  # noqa: ANN401
    parts = color if isinstance(color, tuple) else (color,)
    return tuple(float(each) for each in parts if isinstance(each, int | float))


def _upright(glyph: Glyph, turn: int, width: float, height: float) -> Glyph:
    box = _turned(glyph[1:5], turn, width, height)
    base = {90: glyph.base, 180: height - glyph.base, 270: width - glyph.base}[turn]
    return glyph._replace(x0=box[0], top=box[1], x1=box[2], bottom=box[3], base=base, size=box[3] - box[1])


def _turned(box: Box, turn: int, width: float, height: float) -> Box:
    """A box after turning the page so that text written at `turn` degrees (90: upwards) becomes upright."""
    x0, top, x1, bottom = box
    if turn == 90:
        return (height - bottom, x0, height - top, x1)
    if turn == 180:
        return (width - x1, height - bottom, width - x0, height - top)
    if turn == 270:
        return (top, width - x1, bottom, width - x0)
    return box


def _shape(item: Any, height: float) -> list[Shape]:  # noqa: ANN401
    name = type(item).__name__
    if name not in {"LTRect", "LTLine", "LTCurve", "LTImage"}:
        return []
    box = (float(item.x0), height - float(item.y1), float(item.x1), height - float(item.y0))
    if name == "LTImage":
        return [Shape(box, picture=True)]
    pen = float(item.linewidth or 0) / 2
    broad = item.stroke and not item.fill and pen > 2
    if broad:
        box = (box[0] - pen, box[1] - pen, box[2] + pen, box[3] + pen)
    color = item.stroking_color if broad else item.non_stroking_color
    color = color if isinstance(color, tuple | list) else (color,)
    fill = tuple(float(each) for each in color if isinstance(each, int | float)) if item.fill or broad else None
    return [Shape(box, fill, bool(item.stroke), curved=name == "LTCurve", odd=bool(item.fill and item.evenodd))]
