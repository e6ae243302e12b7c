"""Tables and boxes: what stands in a frame is read as a whole, apart from the columns around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kentering.extract.columns import columns
from kentering.extract.drawings import take_lettering
from kentering.extract.floats import with_floats
from kentering.extract.grids import Grid, grids, is_rule, shown, table_in
from kentering.extract.layouts import laid_out
from kentering.extract.leaf import Leaf
from kentering.extract.lines import Line, island
from kentering.extract.ruled import ruled_tables
from kentering.extract.sheets import Box, Shape, Sheet, around

LEAST_HIGH = 20.0
"""The sides of a frame are at least so many points high."""

MOST_UPRIGHTS = 40
"""More upright rules than this on a page are those of tables and drawings."""


def set_islands(leaf: Leaf) -> None:
    """Gather the lines of each table and box of a page in one item; leave the lettering of drawings out."""
    found = grids(leaf.sheet)
    leaf.lines = with_tables(found, leaf.lines)
    for inner, cells in list(ruled_tables(leaf.sheet, leaf.lines)):
        leaf.lines = _gathered(leaf.lines, inner, "table", shown(cells))
    take_lettering(leaf)
    framed = [box for box, cells in found if len(cells) == 1]
    leaf.lines = with_floats(with_boxes(leaf.sheet, leaf.lines, [*framed, *open_frames(leaf.sheet.shapes)]))


def with_tables(found: Sequence[Grid], lines: Sequence[Line]) -> list[Line]:
    """The lines, those of each table with rules gathered in one item that keeps their place in the reading order."""
    made = list(lines)
    for box, cells in found:
        inner = [line for line in made if _within(line, box)]
        if not inner or len(cells) == 1 or any(line.inside for line in inner):
            continue
        items = laid_out(inner, cells)
        table = None if items else table_in(inner, cells)
        if items:
            gone = {id(line) for line in inner}
            made = [*(line for line in made if id(line) not in gone), *items]
        elif table is not None:
            made = _gathered(made, inner, "table", shown(table))
    return made


def with_boxes(sheet: Sheet, lines: Sequence[Line], framed: Sequence[Box] = ()) -> list[Line]:
    """The lines, those of each frame or tinted area gathered in one item; `framed` are boxes of four rules."""
    made = list(lines)
    for box in _frames(sheet, made, framed):
        inner = [line for line in made if _within(line, box)]
        if inner:
            made = _gathered(made, inner, "box", "")
    return sorted(made, key=lambda line: (line.top, line.x0))


def _gathered(lines: list[Line], inner: Sequence[Line], kind: str, text: str) -> list[Line]:
    ids = {id(line) for line in inner}
    read = [line for column in columns(inner, frozenset()) for line in column]
    return [*(line for line in lines if id(line) not in ids), island(read, kind, text)]


def open_frames(shapes: Sequence[Shape]) -> list[Box]:
    """Frames with no rule at their foot or at their head, as where the end of a column or page cuts them in two."""
    rules = [shape.box for shape in shapes if is_rule(shape)]
    uprights = [box for box in rules if box[3] - box[1] > LEAST_HIGH]
    if not 2 <= len(uprights) <= MOST_UPRIGHTS:
        return []
    return [
        (left[0], left[1], right[2], left[3])
        for left in uprights
        for right in uprights
        if right[0] - left[2] > 80 and abs(left[1] - right[1]) < 2 and abs(left[3] - right[3]) < 2
        and _is_joined(left, right, rules)
    ]  # fmt: skip


def _is_joined(left: Box, right: Box, rules: Sequence[Box]) -> bool:
    """Does one rule, over the whole width, join two upright ones, at their heads or at their feet?"""
    across = [box for box in rules if abs(box[0] - left[0]) < 2 and abs(box[2] - right[2]) < 2]
    return any(abs(box[1] - left[1]) < 3 for box in across) != any(abs(box[3] - left[3]) < 3 for box in across)


def _within(line: Line, box: Box) -> bool:
    x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
    fits = line.x0 > box[0] - 4 and line.x1 < box[2] + 4
    return fits and box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _frames(sheet: Sheet, lines: Sequence[Line], framed: Sequence[Box]) -> Iterator[Box]:
    """Filled or framed areas around a paragraph or more, the outermost first; the ground of a page is none."""
    ruled = [box for box in framed if box[2] - box[0] > 80 and _is_small(box, sheet)]
    areas = sorted({*_merged(sheet), *ruled}, key=lambda box: (box[1] - box[3], box))
    plain = [line for line in lines if not line.inside]
    found: list[Box] = []
    for box in areas:
        inner = [line for line in plain if _within(line, box)]
        letters = sum(len(line.text) for line in inner)
        crossed = any(_overlaps(line.box, box) and not _within(line, box) for line in plain)
        ground = (
            letters > 0.8 * sum(len(line.text) for line in plain) and _area(box) > 0.35 * sheet.width * sheet.height
        )
        if letters < 60 or crossed or ground:
            continue
        if not any(_inside(box, outer) for outer in found):
            found.append(box)
    yield from found


def _merged(sheet: Sheet) -> list[Box]:
    """Areas; those that lie one under another, as wide and of one colour, are one."""
    areas = [
        (shape.fill, shape.box)
        for shape in sheet.shapes
        if not shape.picture and _is_area(shape) and _is_small(shape.box, sheet)
    ]
    areas.sort(key=lambda area: (str(area[0]), round(area[1][0]), round(area[1][2]), area[1][1]))
    made: list[tuple[tuple[float, ...] | None, Box]] = []
    for fill, box in areas:
        if made and made[-1][0] == fill and _continues(made[-1][1], box):
            made[-1] = (fill, around([made[-1][1], box]))
        else:
            made.append((fill, box))
    return sorted({box for _, box in made})


def _is_area(shape: Shape) -> bool:
    wide, high = shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]
    inked = shape.stroked or (shape.fill is not None and not all(part > 0.98 for part in shape.fill))
    return inked and wide > 80 and high > 9


def _is_small(box: Box, sheet: Sheet) -> bool:
    return _area(box) < 0.7 * sheet.width * sheet.height


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _continues(above: Box, below: Box) -> bool:
    return abs(above[0] - below[0]) < 1.5 and abs(above[2] - below[2]) < 1.5 and -1 < below[1] - above[3] < 1.5


def _overlaps(first: Box, second: Box) -> bool:
    return (
        first[0] < second[2] - 2 and first[2] > second[0] + 2
        and first[1] < second[3] - 2 and first[3] > second[1] + 2
    )  # fmt: skip


def _inside(inner: Box, outer: Box) -> bool:
    low = inner[0] >= outer[0] - 2 and inner[1] >= outer[1] - 2
    return low and inner[2] <= outer[2] + 2 and inner[3] <= outer[3] + 2
