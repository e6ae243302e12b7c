"""Tables with no rules: rows of short pieces that stand under one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from kentering.extract.grids import Strip, Table, filled, is_figure, strip_of, strips_of
from kentering.extract.hyphens import Words
from kentering.extract.lines import Line
from kentering.extract.measures import EVEN
from kentering.text import BREAKS, bullet, ends_clause, heading_number, item

SHORT = 34
"""Cells that stand under one another with no rules have half of them no more letters than this."""

WIDE = 4
"""Two rows are a table where each has so many cells."""


def aligned_runs(rows: Sequence[Sequence[Line]]) -> list[tuple[int, int]]:
    """Where tables with no rules begin and end among the rows of a column, each a list of pieces on one height."""
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(rows):
        end = _run_end(rows, start) if len(rows[start]) > 1 else start
        if end - start >= 2 and _is_aligned(rows[start:end]):
            found.append((start, end))
            start = end
        else:
            start += 1
    return found


def _run_end(rows: Sequence[Sequence[Line]], start: int) -> int:
    """The place after the last row of several cells that stands under the others without closing their gaps."""
    strips = strips_of(rows[start])
    end = place = start + 1
    while place < len(rows):
        row, above = rows[place], rows[place - 1]
        size = above[0].size
        far = row[0].base - above[0].base > 3.2 * size
        if far or row[0].inside or abs(row[0].size - size) > 0.15 * size or len(row[0].text) > 3 * SHORT:
            break
        joined = strips_of([*(_as_line(strip, row[0]) for strip in strips), *row])
        if len(joined) < len(strips) and not (len(row) > 1 and len(joined) >= 3):
            break
        strips = joined
        place += 1
        end = place if len(row) > 1 else end
    return end


def _as_line(strip: Strip, like: Line) -> Line:
    return replace(like, x0=strip[0], x1=strip[1])


def _is_aligned(rows: Sequence[Sequence[Line]]) -> bool:
    """Are rows of pieces the rows of a table, and not a list, a table of contents or columns of text?"""
    several = [row for row in rows if len(row) > 1]
    pieces = [line for row in rows for line in row]
    least = 2 if min(map(len, several), default=0) >= WIDE else 3
    if len(several) < max(least, 0.5 * len(rows)) or any(line.inside for line in pieces):
        return False
    strips = strips_of(pieces)
    figures = sum(is_figure(line.text) for row in several for line in row[1:])
    later = sum(len(row) - 1 for row in several)
    words = [line for line in pieces if not is_figure(line.text)]
    long = sum(len(line.text) > SHORT or line.text[-1:] in BREAKS for line in words)
    if figures < 0.3 * later and _is_prose(rows):
        return False
    named = len(strips) > 2 and figures >= 0.7 * later
    if (long > 0.25 * len(words) and not named) or _is_list(several) or _is_contents(several):
        return False
    if len(strips) == 2:
        return figures >= 0.7 * later or (len(several) >= 5 and max(len(row[0].text) for row in several) <= SHORT)
    return len(strips) > 2 and (figures >= 0.5 * later or len(several) >= 4)


def _is_prose(rows: Sequence[Sequence[Line]]) -> bool:
    """Are rows the lines of justified text, stretched until their words stand apart? They end on an edge and go on."""
    ends = sorted(row[-1].x1 for row in rows)
    full = sum(ends[-1] - end < EVEN for end in ends) >= len(rows) - 1
    on = sum(below[0].text[:1].islower() and not ends_clause(above[-1].text) for above, below in pairwise(rows))
    return full and on >= 0.5 * (len(rows) - 1)


def _is_list(rows: Sequence[Sequence[Line]]) -> bool:
    """Are the first pieces numbers and signs before the text of items and headings?"""

    def opens(line: Line) -> bool:
        text = f"{line.text} x"
        return len(line.text) < 9 and bool(bullet(text)[0] or item(text)[0] or heading_number(text))

    later = [line for row in rows for line in row[1:]]
    figures = sum(is_figure(line.text) for line in later)
    return figures < 0.5 * len(later) and sum(opens(row[0]) for row in rows) >= 0.4 * len(rows)


def _is_contents(rows: Sequence[Sequence[Line]]) -> bool:
    """Do rows end in page numbers that go up?"""
    last = [row[-1].text for row in rows]
    if not all(text.isdigit() for text in last) or any(is_figure(line.text) for row in rows for line in row[1:-1]):
        return False
    return all(int(before) <= int(after) for before, after in pairwise(last)) and int(last[0]) < int(last[-1])


def aligned_table(rows: Sequence[Sequence[Line]]) -> Table:
    """The cells of a table with no rules; a row that only goes on with cells of the one above is joined to it."""
    strips = strips_of([line for row in rows for line in row])
    table: dict[int, dict[int, str]] = {}
    number = 0
    steps = [below[0].base - above[0].base for above, below in pairwise(rows)]
    usual = median(steps) if steps else 0.0
    for place, row in enumerate(rows):
        cells: dict[int, list[str]] = {}
        for line in row:
            cells.setdefault(strip_of(strips, line), []).append(f"{line.mark} {line.whole}".strip())
        close = place > 0 and steps[place - 1] < 0.85 * usual
        goes_on = place > 0 and len(cells) < len(strips) and (0 not in cells or (close and len(row) == 1))
        number += 0 if goes_on else 1
        into = table.setdefault(number, {})
        for column, texts in cells.items():
            into[column] = Words().joined(into.get(column, ""), " ".join(texts))
    return filled(table)
