"""Tables and boxes: what stands in a frame is read as a whole, apart from the columns around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from kentering.extract.columns import columns
from kentering.extract.hyphens import Words
from kentering.extract.lines import Line
from kentering.extract.sheets import Box, Shape, Sheet, around

LONGEST_CELL = 600
"""A grid with longer cells on the average is a page layout, not a table."""


def with_islands(sheet: Sheet, lines: Sequence[Line], page: Any) -> list[Line]:  # noqa: ANN401  (pdfplumber's page)
    """The lines, those of each table and box gathered in one item that keeps their place in the reading order."""
    made = list(lines)
    for box, cells in [] if sheet.turn else _grids(sheet, page):
        inner = [line for line in made if _within(line, box)]
        rows = _rows_of(inner, cells)
        if inner and not any(line.inside for line in inner) and _is_table(rows):
            made = _gathered(made, inner, "table", "\n".join(" | ".join(row) for row in rows))
    for box in _frames(sheet, made):
        inner = [line for line in made if _within(line, box)]
        if inner and not any(line.inside for line in inner):
            made = _gathered(made, inner, "box", "")
    return sorted(made, key=lambda line: (line.top, line.x0))


def _gathered(lines: list[Line], inner: Sequence[Line], kind: str, text: str) -> list[Line]:
    edges = around([line.box for line in inner])
    ids = {id(line) for line in inner}
    read = [line for column in columns(inner, frozenset()) for line in column]
    item = replace(
        read[0], x0=edges[0], top=edges[1], x1=edges[2], bottom=edges[3], base=edges[3], text=text or read[0].text,
        marks=(), mark="", inside=tuple(read), kind=kind,
    )  # fmt: skip
    return [*(line for line in lines if id(line) not in ids), item]


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    cells = [cell for row in rows for cell in row if cell]
    filled = sum(sum(bool(cell) for cell in row) > 1 for row in rows)
    return filled > 1 and sum(map(len, cells)) / len(cells) <= LONGEST_CELL


def _rows_of(inner: Sequence[Line], cells: Sequence[Box]) -> list[list[str]]:
    """The words of a grid by row and column; columns with no words are left out. Each line stands in one cell."""
    tops = sorted({round(cell[1]) for cell in cells})
    lefts = sorted({round(cell[0]) for cell in cells})
    table: dict[int, dict[int, str]] = {}
    for line in sorted(inner, key=lambda line: (line.top, line.x0)):
        cell = _cell(line, cells)
        row = table.setdefault(_place(tops, cell[1]), {})
        column = _place(lefts, cell[0])
        text = f"{line.mark} {line.whole}".strip()
        row[column] = Words().joined(row.get(column, ""), text)
    used = sorted({column for row in table.values() for column in row})
    return [[table[row].get(column, "") for column in used] for row in sorted(table)]


def _place(edges: Sequence[int], edge: float) -> int:
    return sum(each <= edge + 1 for each in edges)


def _cell(line: Line, cells: Sequence[Box]) -> Box:
    """The smallest cell around the start of a line, or the line itself where no cell is."""
    x, y = line.x0 + 0.3 * line.size, (line.top + line.bottom) / 2
    around_it = [cell for cell in cells if cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]]
    return min(around_it, key=lambda cell: ((cell[2] - cell[0]) * (cell[3] - cell[1]), cell), default=line.box)


def _within(line: Line, box: Box) -> bool:
    x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
    fits = line.x0 > box[0] - 4 and line.x1 < box[2] + 4
    return fits and box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _grids(sheet: Sheet, page: Any) -> Iterator[tuple[Box, list[Box]]]:  # noqa: ANN401
    """The grids of rules on a page, each with its cells."""
    rules = [shape for shape in sheet.shapes if _is_rule(shape) or (shape.fill is not None and not shape.curved)]
    frames = [shape for shape in sheet.shapes if shape.stroked and not shape.curved and not _is_rule(shape)]
    if not 4 <= len(rules) + len(frames) <= 3000:
        return
    x, y = float(page.mediabox[0]), float(page.mediabox[1])
    for table in page.find_tables():
        cells = [(cell[0] - x, cell[1] - y, cell[2] - x, cell[3] - y) for cell in table.cells]
        yield around(cells), [(float(a), float(b), float(c), float(d)) for a, b, c, d in cells]


def _is_rule(shape: Shape) -> bool:
    wide, high = shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]
    return not shape.picture and min(wide, high) < 3 and max(wide, high) > 15


def _frames(sheet: Sheet, lines: Sequence[Line]) -> Iterator[Box]:
    """Filled or framed areas around a paragraph or more, the outermost first; the ground of a page is none."""
    areas = sorted(_merged(sheet), key=lambda box: (box[1] - box[3], box))
    plain = [line for line in lines if not line.inside]
    found: list[Box] = []
    for box in areas:
        inner = [line for line in plain if _within(line, box)]
        letters = sum(len(line.text) for line in inner)
        crossed = any(_overlaps(line.box, box) and not _within(line, box) for line in plain)
        if letters < 60 or crossed or letters > 0.8 * sum(len(line.text) for line in plain):
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
    return (box[2] - box[0]) * (box[3] - box[1]) < 0.7 * sheet.width * sheet.height


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
