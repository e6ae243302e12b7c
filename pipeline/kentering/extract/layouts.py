"""Grids that lay out a text and are no tables: a name at the left of each row, paragraphs at the right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kentering.extract.grids import cell_of
from kentering.extract.lines import Line, island
from kentering.extract.sheets import Box, around

PROSE = 350
"""Most letters of such a grid stand in cells with so many letters or more."""

NAMES = 0.3
"""The names hold at most so large a part of the letters."""

FULL = 40
"""A line of the paragraphs has so many letters at least, on the average."""


def laid_out(inner: Sequence[Line], cells: Sequence[Box]) -> list[Line]:
    """Each cell of such a grid as one item, row by row, each as wide as the grid; none where it is a table."""
    held: dict[Box, list[Line]] = defaultdict(list)
    for line in sorted(inner, key=lambda each: (each.base, each.x0)):
        held[_open_cell(cell_of(line, cells), line, cells)].append(line)
    lefts = sorted({round(cell[0]) for cell in held})
    if len(lefts) != 2 or not _is_text(held, lefts[1]):
        return []
    edges = around(list(cells))
    made = []
    for place, cell in enumerate(sorted(held, key=lambda each: (round(each[1]), each[0]))):
        lines = held[cell]
        top = max(cell[1], 0.0) + 0.01 * place
        made.append(replace(island(lines, "cell"), x0=edges[0], x1=edges[2], top=top, base=top + 1))
    return made


def _open_cell(cell: Box, line: Line, cells: Sequence[Box]) -> Box:
    """The cell of a line; one with no rule at its head or foot, as at the end of a page, reaches to the next cell."""
    if cell != line.box:
        return cell
    column = [each for each in cells if each[0] <= line.x0 + 2 and line.x1 <= each[2] + 2]
    over = max((each for each in column if each[3] <= line.base + 2), key=lambda each: each[3], default=None)
    under = min((each for each in column if each[1] >= line.base - 2), key=lambda each: each[1], default=None)
    if over is None and under is None:
        return cell
    like = over or under or cell
    return (like[0], over[3] if over else 0.0, like[2], under[1] if under else 1e4)


def _is_text(held: dict[Box, list[Line]], right: int) -> bool:
    """Do nearly all letters stand in long cells at the right?"""
    letters = {cell: sum(len(line.text) for line in lines) for cell, lines in held.items()}
    whole = sum(letters.values())
    names = sum(count for cell, count in letters.items() if round(cell[0]) < right)
    long = {cell: count for cell, count in letters.items() if round(cell[0]) == right and count >= PROSE}
    prose, lines = sum(long.values()), sum(len(held[cell]) for cell in long)
    return bool(long) and names <= NAMES * whole and 2 * prose > whole and prose >= FULL * lines
