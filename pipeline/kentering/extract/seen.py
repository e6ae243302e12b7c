"""What a reader of the page can see: hidden characters and overprinted doubles set apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from kentering.extract.sheets import Glyph, Left, Shape, Sheet, around

SMALLEST = 2.0
"""Type under this size, in points, cannot be read by anybody."""

DOUBLE = "printed twice over"


def with_hidden_out(sheet: Sheet) -> tuple[Sheet, bool]:
    """The sheet with only what can be seen, and whether its text is a layer under a picture of the page.

    Text drawn without ink is hidden, unless the page has hardly any other: then it is the text layer of a scan.
    """
    solid = [glyph for glyph in sheet.glyphs if not glyph.text.isspace()]
    inkless = sum(not glyph.seen for glyph in solid)
    layer = inkless > 0.5 * len(solid)
    backs = _backs(sheet) if any(_white(glyph.color) for glyph in solid) else []
    kept: list[Glyph] = []
    out: list[tuple[str, Glyph]] = []
    seen: dict[tuple[str, int, int], list[int]] = {}
    for glyph in sheet.glyphs:
        reason = "" if glyph.text.isspace() and glyph.seen else _reason(glyph, sheet, backs, layer=layer)
        if not reason:
            double = _double(glyph, kept, seen)
            if double is not None:
                kept[double] = kept[double]._replace(bold=True)
                reason = DOUBLE
        if reason:
            out.append((reason, glyph))
        else:
            kept.append(glyph)
    left = list(_left(sheet, out))
    return replace(sheet, glyphs=kept, left=[*sheet.left, *left]), layer


def _reason(glyph: Glyph, sheet: Sheet, backs: Sequence[Shape], *, layer: bool) -> str:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    shown = sheet.visible
    if not (shown[0] - 1 <= x <= shown[2] + 1 and shown[1] - 1 <= y <= shown[3] + 1):
        return "off the page"
    if not glyph.seen and not layer:
        return "drawn without ink"
    if glyph.size < SMALLEST:
        return "too small to be read"
    if _white(glyph.color) and glyph.seen and not _on_dark(x, y, backs):
        return "white on white"
    return ""


def _backs(sheet: Sheet) -> list[Shape]:
    return [shape for shape in sheet.shapes if shape.picture or shape.fill is not None]


def _on_dark(x: float, y: float, backs: Sequence[Shape]) -> bool:
    """Is the last thing painted under a point not white? A picture may be any colour."""
    for shape in reversed(backs):
        box = shape.box
        if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
            return shape.picture or not _white(shape.fill or ())
    return False


@lru_cache(maxsize=2048)
def _white(color: tuple[float, ...]) -> bool:
    if len(color) == 4:
        return all(part < 0.02 for part in color)
    return bool(color) and all(part > 0.98 for part in color)


def _double(glyph: Glyph, kept: Sequence[Glyph], seen: dict[tuple[str, int, int], list[int]]) -> int | None:
    """The place of the same character drawn at nearly the same spot."""
    if glyph.text.isspace():
        return None
    near = min(0.2 * glyph.size, 0.5 * (glyph.x1 - glyph.x0))
    column, row = int(glyph.x0 // 4), int(glyph.top // 4)
    for x in (column - 1, column, column + 1):
        for y in (row - 1, row, row + 1):
            for place in seen.get((glyph.text, x, y), ()):
                other = kept[place]
                if abs(other.x0 - glyph.x0) < near and abs(other.top - glyph.top) < near:
                    return place
    seen.setdefault((glyph.text, column, row), []).append(len(kept))
    return None


def _left(sheet: Sheet, out: Iterable[tuple[str, Glyph]]) -> Iterable[Left]:
    for (reason, _), group in groupby(out, key=lambda pair: (pair[0], round(pair[1].base))):
        glyphs = [glyph for _, glyph in group]
        text = " ".join("".join(glyph.text for glyph in glyphs).split())
        if text:
            kind = "duplicate" if reason == DOUBLE else "hidden"
            yield Left(sheet.number, kind, text, *sheet.on_page(around([each[1:5] for each in glyphs])), reason)
