"""Tables: grids of rules, and rows of short cells that stand under one another with no rules at all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from kentering.extract.hyphens import Words
from kentering.extract.lines import Line
from kentering.extract.sheets import Box, Shape, Sheet, around
from kentering.text import BREAKS, bullet, heading_number, item

LONGEST_CELL = 600
"""A grid with longer cells on the average is a page layout, not a table."""

MOST_RULES = 3000
"""A page with more rules is a drawing."""

SHORT = 34
"""Cells that stand under one another with no rules have half of them no more letters than this."""

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
    """The grids of rules and fills on a page, each with its cells, the cells found as pdfplumber finds them."""
    rules = [shape for shape in sheet.shapes if _may_bound(shape)]
    if not 4 <= len(rules) <= MOST_RULES:
        return []
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = [edge for shape in rules for edge in _edges(shape.box)]
    merged = [
        edge for edge in merge_edges(edges, 3, 3, 3, 3) if edge["x1"] - edge["x0"] + edge["bottom"] - edge["top"] > 3
    ]
    found = cells_to_tables(intersections_to_cells(edges_to_intersections(merged, 3, 3)))
    return [(around(cells), cells) for cells in found if not _is_drawing(cells, sheet.shapes)]


def _may_bound(shape: Shape) -> bool:
    return not shape.picture and not shape.curved and (is_rule(shape) or shape.stroked or shape.fill is not None)


def is_rule(shape: Shape) -> bool:
    """Is a shape a thin line, level or upright?"""
    wide, high = shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]
    return not shape.picture and min(wide, high) < 3 and max(wide, high) > 15


def _edges(box: Box) -> Iterator[dict[str, Any]]:
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
    placed = [(line, _cell(line, cells)) for line in sorted(inner, key=lambda line: (line.top, line.x0))]
    bases = sorted(line.base for line in inner)
    strips = _strips([line for line, _ in placed if _has_neighbour(line, bases)])
    split = len(strips) > 1 and len(strips) >= len(lefts) and _share_cells(placed, strips)
    table: dict[int, dict[int, str]] = {}
    for line, cell in placed:
        row = table.setdefault(_place(tops, cell[1]), {})
        column = _strip(strips, line) if split else _place(lefts, cell[0])
        row[column] = Words().joined(row.get(column, ""), f"{line.mark} {line.whole}".strip())
    rows = _filled(table)
    return rows if _is_table(rows) else None


def _share_cells(placed: Sequence[tuple[Line, Box]], strips: Sequence[Strip]) -> bool:
    """Do pieces on one height that stand in different columns share a cell, for want of rules between them?"""
    return any(
        cell == other_cell
        and abs(line.base - other.base) < 0.3 * line.size
        and _strip(strips, line) < _strip(strips, other)
        for (line, cell), (other, other_cell) in pairwise(placed)
    )


def _has_neighbour(line: Line, bases: Sequence[float]) -> bool:
    """Does another line stand on the height of one? `bases` are those of all lines, in order."""
    near = 0.3 * line.size
    first = bisect_right(bases, -near, key=lambda base: base - line.base)
    return bisect_left(bases, near, key=lambda base: base - line.base) - first > 1


def _filled(table: dict[int, dict[int, str]]) -> Table:
    used = sorted({column for row in table.values() for column in row})
    return [[table[row].get(column, "") for column in used] for row in sorted(table)]


def _is_table(rows: Table) -> bool:
    cells = [cell for row in rows for cell in row if cell]
    filled = sum(sum(bool(cell) for cell in row) > 1 for row in rows)
    return filled > 1 and sum(map(len, cells)) / len(cells) <= LONGEST_CELL


def _place(edges: Sequence[int], edge: float) -> int:
    return sum(each <= edge + 1 for each in edges)


def _cell(line: Line, cells: Sequence[Box]) -> Box:
    """The smallest cell around the start of a line, or the line itself where no cell is."""
    x, y = line.x0 + 0.3 * line.size, (line.top + line.bottom) / 2
    around_it = [cell for cell in cells if cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]]
    return min(around_it, key=lambda cell: ((cell[2] - cell[0]) * (cell[3] - cell[1]), cell), default=line.box)


Strip = tuple[float, float]
"""Left and right edge of a column of cells."""


def _strips(pieces: Sequence[Line]) -> list[Strip]:
    """The columns of cells: where pieces lie over or under one another, with white between."""
    made: list[Strip] = []
    for x0, x1 in sorted((line.x0, line.x1) for line in pieces):
        if made and x0 < made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], x1))
        else:
            made.append((x0, x1))
    return made


def _strip(strips: Sequence[Strip], line: Line) -> int:
    """The column with most of a piece in it, the nearest where none has any."""

    def far(strip: Strip) -> float:
        return max(strip[0], line.x0) - min(strip[1], line.x1)

    return min(range(len(strips)), key=lambda place: (far(strips[place]), place))


def aligned_runs(rows: Sequence[Sequence[Line]]) -> list[tuple[int, int]]:
    """Where tables with no rules begin and end among the rows of a column, each a list of pieces on one height."""
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(rows):
        end = _run_end(rows, start) if len(rows[start]) > 1 else start
        if end - start >= 3 and _is_aligned(rows[start:end]):
            found.append((start, end))
            start = end
        else:
            start += 1
    return found


def _run_end(rows: Sequence[Sequence[Line]], start: int) -> int:
    """The place after the last row of several cells that stands under the others without closing their gaps."""
    strips = _strips(rows[start])
    end = place = start + 1
    while place < len(rows):
        row, above = rows[place], rows[place - 1]
        size = above[0].size
        far = row[0].base - above[0].base > 3.2 * size
        if far or row[0].inside or abs(row[0].size - size) > 0.15 * size or len(row[0].text) > 3 * SHORT:
            break
        joined = _strips([*(_as_line(strip, row[0]) for strip in strips), *row])
        if len(joined) < len(strips) and not (len(row) > 1 and len(joined) >= 3):
            break
        strips = joined
        place += 1
        end = place if len(row) > 1 else end
    return end


def _as_line(strip: Strip, like: Line) -> Line:
    from dataclasses import replace

    return replace(like, x0=strip[0], x1=strip[1])


def _is_aligned(rows: Sequence[Sequence[Line]]) -> bool:
    """Are rows of pieces the rows of a table, and not a list, a table of contents or columns of text?"""
    several = [row for row in rows if len(row) > 1]
    pieces = [line for row in rows for line in row]
    if len(several) < 3 or len(several) < 0.5 * len(rows) or any(line.inside for line in pieces):
        return False
    words = [line for line in pieces if not _is_figure(line.text)]
    long = sum(len(line.text) > SHORT or line.text[-1:] in BREAKS for line in words)
    if long > 0.25 * len(words) or _is_list(several) or _is_contents(several):
        return False
    strips = _strips(pieces)
    figures = sum(_is_figure(line.text) for row in several for line in row[1:])
    later = sum(len(row) - 1 for row in several)
    if len(strips) == 2:
        return figures >= 0.7 * later or (len(several) >= 5 and max(len(row[0].text) for row in several) <= SHORT)
    return len(strips) > 2 and (figures >= 0.5 * later or len(several) >= 4)


def _is_list(rows: Sequence[Sequence[Line]]) -> bool:
    """Are the first pieces numbers and signs before the text of items and headings?"""

    def opens(line: Line) -> bool:
        text = f"{line.text} x"
        return len(line.text) < 9 and bool(bullet(text)[0] or item(text)[0] or heading_number(text))

    later = [line for row in rows for line in row[1:]]
    figures = sum(_is_figure(line.text) for line in later)
    return figures < 0.5 * len(later) and sum(opens(row[0]) for row in rows) >= 0.4 * len(rows)


def _is_contents(rows: Sequence[Sequence[Line]]) -> bool:
    """Do rows end in page numbers that go up?"""
    last = [row[-1].text for row in rows]
    if not all(text.isdigit() for text in last) or any(_is_figure(line.text) for row in rows for line in row[1:-1]):
        return False
    return all(int(before) <= int(after) for before, after in pairwise(last)) and int(last[0]) < int(last[-1])


def _is_figure(text: str) -> bool:
    """Is a cell a figure, a sign or a tick rather than words?

    >>> _is_figure("1 507"), _is_figure("-3,2 %"), _is_figure("n.v.t."), _is_figure("Inbraak")
    (True, True, False, False)
    """
    return not any(sign.isalpha() for sign in text) or sum(sign.isdigit() for sign in text) > 0.5 * len(text)


def aligned_table(rows: Sequence[Sequence[Line]]) -> Table:
    """The cells of a table with no rules; a row that only goes on with cells of the one above is joined to it."""
    strips = _strips([line for row in rows for line in row])
    table: dict[int, dict[int, str]] = {}
    number = 0
    steps = [below[0].base - above[0].base for above, below in pairwise(rows)]
    usual = median(steps) if steps else 0.0
    for place, row in enumerate(rows):
        cells: dict[int, list[str]] = {}
        for line in row:
            cells.setdefault(_strip(strips, line), []).append(f"{line.mark} {line.whole}".strip())
        close = place > 0 and steps[place - 1] < 0.85 * usual
        goes_on = place > 0 and len(cells) < len(strips) and (0 not in cells or (close and len(row) == 1))
        number += 0 if goes_on else 1
        into = table.setdefault(number, {})
        for column, texts in cells.items():
            into[column] = Words().joined(into.get(column, ""), " ".join(texts))
    return _filled(table)
