"""Tables: grids of rules, and rows of short cells that stand under one another with no rules at all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from kentering.extract.gutters import level_rows
from kentering.extract.hyphens import Words
from kentering.extract.lines import Line
from kentering.extract.sheets import Box, Shape, Sheet, around

LONGEST_CELL = 600
"""A grid with longer cells on the average is a page layout, not a table."""

MOST_RULES = 3000
"""A page with more rules is a drawing."""

Table = list[list[str]]
"""Rows of cells; as many in each row."""


def shown(table: Table) -> str:
    r"""A table as text: a line for each row, its cells parted by upright strokes.

    >>> shown([["Feit", "2019"], ["Inbraak", "12"]])
    'Feit | 2019\nInbraak | 12'
    """
    return "\n".join(" | ".join(row) for row in table)


Grid = tuple[Box, list[Box]]
"""Its edges, and its cells."""


def grids(sheet: Sheet) -> list[Grid]:
    """The grids of rules and fills on a page, each with its cells, found as pdfplumber finds them; a frame has one."""
    merged = _merged(sheet)
    if not merged:
        return []
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

    single = intersections_to_cells(edges_to_intersections(merged, 3, 3))
    found = cells_to_tables(single)
    gathered = {cell for cells in found for cell in cells}
    found += [[cell] for cell in sorted(single) if cell not in gathered]
    return [(around(cells), cells) for cells in found if not _is_drawing(cells, sheet.shapes)]


def _merged(sheet: Sheet, least: int = 4) -> list[dict[str, Any]]:
    """The rules and the sides of areas on a page, those that go on in one another as one; none where there are few."""
    rules = [shape for shape in sheet.shapes if _may_bound(shape)]
    if not least <= len(rules) <= MOST_RULES:
        return []
    from pdfplumber.table import merge_edges

    edges = [edge for shape in rules for edge in edges_of(shape.box)]
    merged = merge_edges(edges, 3, 3, 3, 3)
    return [edge for edge in merged if edge["x1"] - edge["x0"] + edge["bottom"] - edge["top"] > 3]


def level_edges(sheet: Sheet) -> list[Box]:
    """The level rules of a page, and the heads and feet of its areas."""
    level = [edge for edge in _merged(sheet, 3) if edge["orientation"] == "h"]
    return [(edge["x0"], edge["top"], edge["x1"], edge["bottom"]) for edge in level]


def _may_bound(shape: Shape) -> bool:
    return not shape.picture and not shape.curved and (is_rule(shape) or shape.stroked or shape.fill is not None)


def is_rule(shape: Shape) -> bool:
    """Is a shape a thin line, level or upright?"""
    wide, high = shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]
    return not shape.picture and min(wide, high) < 3 and max(wide, high) > 15


def edges_of(box: Box) -> Iterator[dict[str, Any]]:
    """The sides of a box, or the one that it is where it is thin."""
    x0, top, x1, bottom = box
    wide, high = x1 - x0, bottom - top
    sides = []
    if wide >= high or wide >= 3:
        sides += [(x0, top, x1, top), (x0, bottom, x1, bottom)] if high >= 3 else [(x0, top, x1, top)]
    if high > wide or high >= 3:
        sides += [(x0, top, x0, bottom), (x1, top, x1, bottom)] if wide >= 3 else [(x0, top, x0, bottom)]
    for a, b, c, d in sides:
        level = "h" if b == d else "v"
        yield {
            "x0": a, "top": b, "x1": c, "bottom": d, "width": c - a, "height": d - b, "doctop": b,
            "y0": -d, "y1": -b, "orientation": level,
        }  # fmt: skip


def _is_drawing(cells: Sequence[Box], shapes: Sequence[Shape]) -> bool:
    """Do more curves and slanting strokes stand in a grid than a table would hold?"""
    box = around(cells)
    inked = sum(
        (shape.curved or (shape.stroked and shape.fill is None and not is_rule(shape)))
        and box[0] < shape.box[0] and shape.box[2] < box[2] and box[1] < shape.box[1] and shape.box[3] < box[3]
        and shape.box not in cells
        for shape in shapes
        if not shape.picture
    )  # fmt: skip
    return inked > 2 * len(cells) + 4


def table_in(inner: Sequence[Line], cells: Sequence[Box]) -> Table | None:
    """The words of a grid by row and column, empty columns left out; nothing where it is no table."""
    tops = sorted({round(cell[1]) for cell in cells})
    lefts = sorted({round(cell[0]) for cell in cells})
    placed = [(line, cell_of(line, cells)) for line in sorted(inner, key=lambda line: (line.top, line.x0))]
    bases = sorted(line.base for line in inner)
    strips = strips_of([line for line, _ in placed if _has_neighbour(line, bases)])
    split = len(strips) > 1 and len(strips) >= len(lefts) and _share_cells(placed, strips)
    at = {id(line): cell for line, cell in placed}
    between: dict[int, list[Line]] = {}
    for line, cell in placed:
        between.setdefault(_place(tops, cell[1]), []).append(line)
    table: dict[int, dict[int, str]] = {}
    for place, row in enumerate(row for top in sorted(between) for row in parted(between[top])):
        for line in row:
            column = strip_of(strips, line) if split else _place(lefts, at[id(line)][0])
            into = table.setdefault(place, {})
            into[column] = Words().joined(into.get(column, ""), f"{line.mark} {line.whole}".strip())
    rows = filled(table)
    return rows if _is_table(rows) else None


def _share_cells(placed: Sequence[tuple[Line, Box]], strips: Sequence[Strip]) -> bool:
    """Do pieces on one height that stand in different columns share a cell, for want of rules between them?"""
    return any(
        cell == other_cell
        and abs(line.base - other.base) < 0.3 * line.size
        and strip_of(strips, line) < strip_of(strips, other)
        for (line, cell), (other, other_cell) in pairwise(placed)
    )


def _has_neighbour(line: Line, bases: Sequence[float]) -> bool:
    """Does another line stand on the height of one? `bases` are those of all lines, in order."""
    near = 0.3 * line.size
    first = bisect_right(bases, -near, key=lambda base: base - line.base)
    return bisect_left(bases, near, key=lambda base: base - line.base) - first > 1


def is_figure(text: str) -> bool:
    """Is a cell a figure, a sign or a tick rather than words?

    >>> is_figure("1 507"), is_figure("-3,2 %"), is_figure("n.v.t."), is_figure("Inbraak")
    (True, True, False, False)
    """
    return not any(sign.isalpha() for sign in text) or sum(sign.isdigit() for sign in text) > 0.5 * len(text)


def parted(row: Sequence[Line]) -> list[list[Line]]:
    """What stands between two rules as the rows that it is, where figures stand under one another in it."""
    levels = level_rows(row)
    starts = [
        place
        for place, level in enumerate(levels)
        if len(level) > 1 and not is_figure(level[0].text) and all(is_figure(line.text) for line in level[1:])
    ]
    if len(starts) < 2:
        return [list(row)]
    spans = zip([0, *starts[1:]], [*starts[1:], len(levels)], strict=True)
    return [[line for level in levels[start:end] for line in level] for start, end in spans]


def filled(table: dict[int, dict[int, str]]) -> Table:
    """The rows of a table, columns with nothing in them left out."""
    used = sorted({column for row in table.values() for column in row})
    return [[table[row].get(column, "") for column in used] for row in sorted(table)]


def _is_table(rows: Table) -> bool:
    cells = [cell for row in rows for cell in row if cell]
    filled = sum(sum(bool(cell) for cell in row) > 1 for row in rows)
    return filled > 1 and sum(map(len, cells)) / len(cells) <= LONGEST_CELL


def _place(edges: Sequence[int], edge: float) -> int:
    return sum(each <= edge + 1 for each in edges)


def cell_of(line: Line, cells: Sequence[Box]) -> Box:
    """The smallest cell around the start of a line, or the line itself where no cell is."""
    x, y = line.x0 + 0.3 * line.size, (line.top + line.bottom) / 2
    around_it = [cell for cell in cells if cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]]
    return min(around_it, key=lambda cell: ((cell[2] - cell[0]) * (cell[3] - cell[1]), cell), default=line.box)


Strip = tuple[float, float]
"""Left and right edge of a column of cells."""


def strips_of(pieces: Sequence[Line]) -> list[Strip]:
    """The columns of cells: where pieces lie over or under one another, with white between."""
    made: list[Strip] = []
    for x0, x1 in sorted((line.x0, line.x1) for line in pieces):
        if made and x0 < made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], x1))
        else:
            made.append((x0, x1))
    return made


def strip_of(strips: Sequence[Strip], line: Line) -> int:
    """The column with most of a piece in it, the nearest where none has any."""

    def far(strip: Strip) -> float:
        return max(strip[0], line.x0) - min(strip[1], line.x1)

    return min(range(len(strips)), key=lambda place: (far(strips[place]), place))
