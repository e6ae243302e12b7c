"""Reading order: columns found by the white between them, what spans them divides the page into bands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kentering.extract.lines import Line

NARROWEST = 7.0
"""A gutter is at least so many points wide."""


def ordered(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines as columns in reading order; lines on one height within a column become one."""
    return [_rows_joined(column) for column in _cut(list(lines), 0) if column]


def _cut(lines: list[Line], depth: int) -> list[list[Line]]:
    if len(lines) < 2 or depth > 6:
        return [lines]
    gutter = _gutter(lines)
    if gutter is None:
        return [lines]
    low, high = gutter
    across = _across(lines, low, high)
    sides = [line for line in lines if all(line is not each for each in across)]
    middle = (low + high) / 2
    columns: list[list[Line]] = []
    edges = sorted(across, key=lambda line: line.top)
    start = float("-inf")
    for edge in [*edges, None]:
        stop = edge.top if edge is not None else float("inf")
        band = [line for line in sides if start <= (line.top + line.bottom) / 2 < stop]
        columns += _cut([line for line in band if (line.x0 + line.x1) / 2 < middle], depth + 1)
        columns += _cut([line for line in band if (line.x0 + line.x1) / 2 >= middle], depth + 1)
        if edge is not None:
            columns.append([edge])
            start = stop
    return _welded([column for column in columns if column])


def _across(lines: list[Line], low: float, high: float) -> list[Line]:
    """The lines that span the gutter, and the last, shorter line of a large heading that spans it."""
    spanning = [line for line in lines if line.x0 < low - 1 and line.x1 > high + 1]
    sizes = sorted(line.size for line in lines)
    usual = sizes[len(sizes) // 2]
    ends = [
        line
        for line in lines
        for above in spanning
        if line.size > 1.07 * usual
        and abs(line.size - above.size) < 0.2
        and line.font == above.font
        and 0 < line.base - above.base < 1.7 * line.size
        and line.x1 <= high + 1
    ]
    alone = [line for line in lines if line.size > 1.15 * usual and _stands_alone(line, lines, spanning, low, high)]
    kept = {id(line): line for line in (*spanning, *ends, *alone)}
    return list(kept.values())


def _stands_alone(line: Line, lines: list[Line], spanning: list[Line], low: float, high: float) -> bool:
    """A large line in the left column is a heading over both columns if nothing stands beside it, and text of the right
    column stands over it and (unless it is the last of the left) under it: no heading ends a column."""
    if line.x1 > high + 1 or line.x0 >= high:
        return False
    across = {id(each) for each in spanning}
    rights = [each for each in lines if each.x0 >= high - 1 and id(each) not in across]
    lefts = [each for each in lines if each.x1 <= low + 1 and id(each) not in across and each is not line]
    if any(each.top < line.bottom + 0.4 * line.size and each.bottom > line.top - 0.4 * line.size for each in rights):
        return False
    above = any(each.bottom <= line.top for each in rights)
    below = any(each.top >= line.bottom for each in rights)
    last = not any(each.top >= line.bottom and each.size <= line.size * 0.9 for each in lefts)
    return above and (below or last)


def _welded(columns: list[list[Line]]) -> list[list[Line]]:
    """Lines that span the page and follow each other are one column again."""
    made: list[list[Line]] = []
    for column in columns:
        alone = len(column) == 1
        if (
            made
            and alone
            and len(made[-1]) >= 1
            and getattr(made[-1][0], "page", 0) == column[0].page
            and _same_span(made[-1][-1], column[0])
        ):
            made[-1].extend(column)
        else:
            made.append(list(column))
    return made


def _same_span(above: Line, below: Line) -> bool:
    return abs(above.x0 - below.x0) < 3 and 0 <= below.top - above.bottom < 1.2 * below.size


def _gutter(lines: list[Line]) -> tuple[float, float] | None:
    """The white strip that most lines keep clear of and that has lines on both its sides, at the same heights."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    width = right - left
    if width < 150:
        return None
    starts = sorted({round(line.x0, 0) for line in lines if left + 0.2 * width < line.x0 < left + 0.85 * width})
    best: tuple[float, float, float] | None = None
    for start in starts:
        beside = [line for line in lines if abs(line.x0 - start) < 2.5]
        if len(beside) < 3:
            continue
        clear = [line for line in lines if line.x1 <= start - NARROWEST]
        end = max((line.x1 for line in clear if _faces(line, beside)), default=None)
        if end is None:
            continue
        across = [line for line in lines if line.x0 < end - 1 and line.x1 > start + 1]
        facing = [line for line in clear if _faces(line, beside)]
        rights = [line for line in lines if line.x0 >= start - 2.5]
        words = sum(len(line.text) for line in rights)
        if len(facing) < 3 or len(across) > 0.45 * len(lines) or words < 60:
            continue
        average = words / len(rights)
        average_left = sum(len(line.text) for line in facing) / len(facing)
        if min(average, average_left) < 12:
            continue
        score = min(len(facing), len(rights)) - 1.5 * len(across)
        if best is None or score > best[0]:
            best = (score, end, start)
    return (best[1], best[2]) if best and best[0] > 0 else None


def _faces(line: Line, others: Sequence[Line]) -> bool:
    return any(other.top < line.bottom + other.size and other.bottom > line.top - other.size for other in others)


def _rows_joined(column: Sequence[Line]) -> list[Line]:
    """Pieces on one height, from left to right, as one line: a number and its heading, a bullet and its text."""
    rows: list[list[Line]] = []
    for line in sorted(column, key=lambda line: (line.top, line.x0)):
        if rows and _level(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_one(sorted(row, key=lambda line: line.x0)) for row in rows]


def _level(first: Line, line: Line) -> bool:
    return abs(first.base - line.base) < 0.3 * max(first.size, line.size) and first.page == line.page


def _one(row: list[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    text, marks = "", []
    for line in row:
        shift = len(text) + 1 if text else 0
        text = f"{text} {line.text}" if text else line.text
        marks += [(place + shift, mark) for place, mark in line.marks]
    long = max(row, key=lambda line: len(line.text))
    return Line(
        row[0].page,
        row[0].x0,
        min(line.top for line in row),
        max(line.x1 for line in row),
        max(line.bottom for line in row),
        long.base,
        long.size,
        long.font,
        long.color,
        all(line.bold for line in row if len(line.text) > 2),
        text,
        marks,
        row[0].box,
    )


def gaps(lines: Sequence[Line]) -> list[float]:
    """The distances between the baselines of lines that follow each other."""
    return [below.base - above.base for above, below in pairwise(lines) if below.page == above.page]
