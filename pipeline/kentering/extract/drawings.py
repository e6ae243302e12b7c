"""Charts, maps and schemes: the words inside a drawing are its lettering, not running text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from kentering.extract.leaf import Leaf
from kentering.extract.lines import Line
from kentering.extract.sheets import Box, Shape, Sheet, around
from kentering.text import bullet, ends_clause, ends_sentence, is_caption

NEAR = 14.0
"""Strokes of one drawing lie within so many points of each other."""

FEWEST = 3
"""A drawing has so many strokes and areas or more, and so many words or figures in it."""

MOST = 4000
"""Strokes beyond this number on a page are not looked at."""

LABEL = 42
"""Lettering has no more letters on a line."""

BEYOND = 30.0
"""The figures on an axis may stand so many points outside the strokes."""

EDGE = 0.07
"""What stands so near the edge of a page belongs to the page."""

GROUND = 0.9
"""The sides of a frame and the ground in it are so large a part of it."""

LETTERING = "lettering of a drawing"


def take_lettering(leaf: Leaf) -> None:
    """Take the words that stand in the drawings of a page out of its lines, as furniture."""
    lines = [line for line in leaf.lines if not line.inside]
    tables = [line.box for line in leaf.lines if line.kind == "table"]
    for box in _drawings(leaf.sheet, lines):
        if any(_covers(table, box) for table in tables):
            continue
        found = list(_lettering(box, lines, leaf.sheet.height))
        gone = {id(line) for line in found if len(found) >= FEWEST}
        for line in leaf.lines:
            if id(line) in gone:
                leaf.leave(line, "figure", LETTERING)
        leaf.lines = [line for line in leaf.lines if id(line) not in gone]
        lines = [line for line in lines if id(line) not in gone]


def _drawings(sheet: Sheet, lines: Sequence[Line]) -> Iterator[Box]:
    """The areas that drawings cover: strokes and areas close together, not under or around running text."""
    strokes = [shape for shape in sheet.shapes if _is_stroke(shape, sheet)]
    if not FEWEST <= len(strokes) <= MOST:
        return
    for group in _clusters([shape.box for shape in strokes]):
        box = around(group)
        big = box[2] - box[0] > 50 and box[3] - box[1] > 35
        if len(group) >= FEWEST and big and _spreads(group) and not _is_frame(group) and not _bears_text(box, lines):
            yield box


def _covers(table: Box, box: Box) -> bool:
    """Are the strokes of an area the rules of a table?"""
    wide = min(table[2], box[2]) - max(table[0], box[0])
    high = min(table[3], box[3]) - max(table[1], box[1])
    return wide > 0 and high > 0 and wide * high > 0.5 * (box[2] - box[0]) * (box[3] - box[1])


def _is_stroke(shape: Shape, sheet: Sheet) -> bool:
    wide, high = shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]
    underline = high < 3 and wide > 0.6 * sheet.width
    ground = wide * high > 0.5 * sheet.width * sheet.height
    return not shape.picture and not underline and not ground and shape.box[0] > -1 and shape.box[2] < sheet.width + 1


def _clusters(boxes: Sequence[Box]) -> list[list[Box]]:
    """Boxes that lie near each other, in groups."""
    groups: list[tuple[Box, list[Box]]] = []
    for box in sorted(boxes, key=lambda each: (each[1], each[0])):
        near = [group for group in groups if _touches(group[0], box)]
        members = [box, *(each for group in near for each in group[1])]
        groups = [group for group in groups if not any(group is each for each in near)]
        groups.append((around(members), members))
    return [members for _, members in groups]


def _touches(first: Box, second: Box) -> bool:
    return (
        first[0] - NEAR < second[2] and second[0] < first[2] + NEAR
        and first[1] - NEAR < second[3] and second[1] < first[3] + NEAR
    )  # fmt: skip


def _spreads(group: Sequence[Box]) -> bool:
    """Do strokes reach out both ways, unlike the rules of a table or underlined words?"""
    level = sum(box[3] - box[1] < 3 for box in group)
    return level < 0.9 * len(group)


def _is_frame(group: Sequence[Box]) -> bool:
    """Are strokes the sides of a frame, or the ground in it, and nothing else?"""
    box = around(group)

    def bounds(stroke: Box) -> bool:
        wide, high = (stroke[2] - stroke[0]) / (box[2] - box[0]), (stroke[3] - stroke[1]) / (box[3] - box[1])
        level = stroke[3] - stroke[1] < 3 and min(stroke[1] - box[1], box[3] - stroke[3]) < 3
        upright = stroke[2] - stroke[0] < 3 and min(stroke[0] - box[0], box[2] - stroke[2]) < 3
        return (level and wide > GROUND) or (upright and high > GROUND) or min(wide, high) > GROUND

    return all(bounds(stroke) for stroke in group)


def _bears_text(box: Box, lines: Sequence[Line]) -> bool:
    """Does running text stand in an area: lines as long as those of a paragraph, or sentences?"""
    inner = [line for line in lines if _in(line, box, 0.0)]
    letters = sum(len(line.text) for line in inner)
    long = sum(
        len(line.text) for line in inner if len(line.text) > LABEL or (ends_sentence(line.text) and len(line.text) > 25)
    )
    return long > 0.2 * letters or _flows(inner)


def _flows(inner: Sequence[Line]) -> bool:
    """Do most lines go on with the sentence of the one right above them, as in a narrow column?"""
    on = sum(
        below.text[:1].islower() and not ends_clause(above.text) and abs(below.size - above.size) < 0.1
        and abs(below.x0 - above.x0) < 0.5 * below.size and 0 < below.base - above.base < 2 * below.size
        for above, below in pairwise(inner)
    )  # fmt: skip
    return on >= max(2, 0.5 * len(inner))


def _in(line: Line, box: Box, beyond: float) -> bool:
    x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
    return box[0] - beyond <= x <= box[2] + beyond and box[1] - 0.6 * beyond <= y <= box[3] + 0.6 * beyond


def _lettering(box: Box, lines: Sequence[Line], height: float) -> Iterator[Line]:
    """The lines that stand in a drawing, and the figures and small words just outside it."""
    usual = median(line.size for line in lines) if lines else 0.0
    for line in lines:
        edge = line.bottom < EDGE * height or line.top > (1 - EDGE) * height
        if edge or is_caption(line.text) or bullet(line.text)[0] or line.size > 1.3 * usual:
            continue
        figures = any(sign.isdigit() for sign in line.text) and not any(sign.isalpha() for sign in line.text)
        short = len(line.text) <= LABEL
        if _in(line, box, 0.0) or (short and (figures or line.size < 0.9 * usual) and _in(line, box, BEYOND)):
            yield line
