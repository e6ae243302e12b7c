"""Reading order: columns found by the white between them; what spans them divides the page into bands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import NamedTuple

from kentering.extract.grids import aligned_runs, aligned_table, shown
from kentering.extract.lines import Line, island

NARROWEST = 5.5
"""A gutter is at least so many points wide."""

DEEPEST = 6
"""Columns within columns within columns: no further than this."""


class Gutter(NamedTuple):
    """A white strip between two columns, and the lines on both its sides."""

    low: float
    high: float
    left: list[Line]
    right: list[Line]


def known_gutters(pages: Sequence[Sequence[Line]]) -> frozenset[int]:
    """The places (right edge, in whole points) of gutters that three pages or more have in common."""
    places: Counter[int] = Counter()
    for lines in pages:
        gutter = _gutter(lines, frozenset())
        if gutter is not None:
            places[round(gutter.high)] += 1
    found = [place for place in places if sum(places[place + step] for step in (-2, -1, 0, 1, 2)) >= 3]
    return frozenset(found)


def columns(lines: Sequence[Line], known: frozenset[int]) -> list[list[Line]]:
    """The lines of a page as columns in reading order; pieces on one height within a column become one line.

    Rows of short pieces that stand under one another become one item, a table.
    """
    cut = _welded(list(_cut(sorted(lines, key=lambda line: (line.top, line.x0)), known, 0)))
    return [_rows_joined(column) for column in cut]


def _cut(lines: list[Line], known: frozenset[int], depth: int) -> Iterator[list[Line]]:
    gutter = _gutter(lines, known) if depth < DEEPEST and len(lines) > 1 else None
    if gutter is None:
        if lines:
            yield lines
        return
    sides = [*gutter.left, *gutter.right]
    inside = {id(line) for line in sides}
    top, bottom = min(line.top for line in sides), max(line.bottom for line in sides)
    above = [line for line in lines if id(line) not in inside and (line.top + line.bottom) / 2 < (top + bottom) / 2]
    taken = inside | {id(line) for line in above}
    here = known | {round(gutter.high)}
    yield from _cut(above, here, depth + 1)
    yield from _cut(gutter.left, known, depth + 1)
    yield from _cut(gutter.right, known, depth + 1)
    yield from _cut([line for line in lines if id(line) not in taken], here, depth + 1)


def _gutter(lines: Sequence[Line], known: frozenset[int]) -> Gutter | None:
    """The gutter with the most lines beside it, between two lines that cross it."""
    if not lines:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    if right - left < 120:
        return None
    starts = Counter(round(line.x0) for line in lines if left + 0.15 * (right - left) < line.x0)
    best: tuple[int, Gutter] | None = None
    for start in sorted(starts):
        here = _is_known(start, known)
        if starts[start - 1] + starts[start] + starts[start + 1] < (1 if here else 3):
            continue
        for run in _runs(lines, start):
            gutter = _split(run, start)
            if gutter is not None and _parts(gutter, known=here):
                count = len(gutter.left) + len(gutter.right)
                if best is None or count > best[0]:
                    best = (count, gutter)
    return best[1] if best else None


def _is_known(start: float, known: frozenset[int]) -> bool:
    return any(round(start) + step in known for step in (-1, 0, 1))


def _runs(lines: Sequence[Line], start: float) -> Iterator[list[Line]]:
    """The lines between one line that spans a gutter and the next."""
    spanning = [line for line in lines if line.x0 < start - 1.5 and line.x1 > start - NARROWEST]
    rest = [line for line in lines if not (line.x0 < start - 1.5 and line.x1 > start - NARROWEST)]
    left = [line for line in rest if line.x1 <= start]
    right = [line for line in rest if line.x1 > start]
    usual = median(line.size for line in rest) if rest else 0.0
    large = [line for line in left if line.size >= 1.12 * usual and right]
    short = {id(line) for line in left if _ends_spanning(line, spanning)}
    short |= {id(line) for line in large if _heads_both(line, left, right, usual)}
    spanning += [line for line in left if id(line) in short]
    across = {id(line) for line in spanning}
    tops = sorted(line.top for line in spanning)
    runs: dict[int, list[Line]] = {}
    for line in rest:
        if id(line) not in across:
            middle = (line.top + line.bottom) / 2
            runs.setdefault(sum(top < middle for top in tops), []).append(line)
    yield from (runs[place] for place in sorted(runs))


def _ends_spanning(line: Line, spanning: Sequence[Line]) -> bool:
    """Is it the short last line of a paragraph or heading that spans the gutter?"""
    return any(
        abs(line.x0 - above.x0) < 2 and line.size == above.size and 0 < line.base - above.base < 1.5 * line.size
        for above in spanning
    )


def _heads_both(line: Line, left: Sequence[Line], right: Sequence[Line], usual: float) -> bool:
    """Is it a heading over both columns that is too short to reach the second? That column leaves room for it."""
    margin = 0.3 * line.size
    beside = any(other.top < line.bottom + margin and other.bottom > line.top - margin for other in right)
    above = [other.bottom for other in right if other.bottom <= line.top]
    if beside or not above:
        return False
    before = [other.bottom for other in left if other.bottom <= line.top]
    balanced = bool(before) and abs(max(before) - max(above)) < 3 * usual
    return balanced or any(other.top >= line.bottom for other in right)


def _split(run: Sequence[Line], start: float) -> Gutter | None:
    left = [line for line in run if line.x1 <= start]
    right = [line for line in run if line.x0 >= start - 1.5]
    if not left or not right:
        return None
    return Gutter(max(line.x1 for line in left), min(line.x0 for line in right), left, right)


def _parts(gutter: Gutter, *, known: bool) -> bool:
    """Do two columns of text stand here, and not the cells of a table or the numbers of a list?"""
    if gutter.high - gutter.low < NARROWEST:
        return False
    facing_left = [line for line in gutter.left if _faces(line, gutter.right)]
    facing_right = [line for line in gutter.right if _faces(line, gutter.left)]
    if known:
        return bool(facing_left and facing_right)
    if min(len(facing_left), len(facing_right)) < 3:
        return False
    return all((_is_text(side) and _is_flush(side)) or _is_parted(side) for side in (gutter.left, gutter.right))


def _is_parted(side: Sequence[Line]) -> bool:
    """Are there columns again within a side of a gutter, with nearly all of its lines?"""
    inner = _gutter(side, frozenset())
    return inner is not None and len(inner.left) + len(inner.right) > 0.7 * len(side)


def _faces(line: Line, others: Sequence[Line]) -> bool:
    return any(other.top < line.bottom + line.size and other.bottom > line.top - line.size for other in others)


def _is_text(side: Sequence[Line]) -> bool:
    """Lines of running text fill their column; cells of a table do not."""
    rows = _rows(side)
    letters = [sum(len(line.text) for line in row) for row in rows]
    width = max(line.x1 for line in side) - min(line.x0 for line in side)
    filled = [(row[-1].x1 - row[0].x0) / width for row in rows if width]
    return sum(letters) / len(rows) >= 14 and median(filled) > 0.55


def _is_flush(side: Sequence[Line]) -> bool:
    """Do the lines of a column begin on a few common edges? Behind a chance river of blanks in text they do not."""
    rows = _rows(side)
    edges = [row[0].x0 for row in rows]
    shared = sum(sum(abs(edge - other) < 1.5 for other in edges) >= 3 for edge in edges)
    return shared >= 0.6 * len(rows) and max(row[-1].x1 for row in rows) - min(edges) > 75


def _welded(cut: list[list[Line]]) -> list[list[Line]]:
    """Lines that span the page one under another are one column again."""
    made: list[list[Line]] = []
    for column in cut:
        if made and _spans(made[-1]) == _spans(column) and _follows(made[-1], column):
            made[-1] = [*made[-1], *column]
        else:
            made.append(column)
    return made


def _spans(column: Sequence[Line]) -> tuple[int, int]:
    return round(min(line.x0 for line in column) / 20), round(max(line.x1 for line in column) / 20)


def _follows(above: Sequence[Line], below: Sequence[Line]) -> bool:
    return max(line.bottom for line in above) <= min(line.top for line in below) + 1


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: (round(each.base, 1), each.x0)):
        if rows and not line.inside and _level(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda each: each.x0) for row in rows]


def _rows_joined(column: Sequence[Line]) -> list[Line]:
    """Pieces on one height, from left to right, as one line: a number and its heading, a bullet and its text."""
    rows = _rows(column)
    made: list[Line] = []
    done = 0
    for start, end in aligned_runs(rows):
        made += [joined_row(row) for row in rows[done:start]]
        inner = [line for row in rows[start:end] for line in row]
        made.append(island(inner, "table", shown(aligned_table(rows[start:end]))))
        done = end
    return [*made, *(joined_row(row) for row in rows[done:])]


def _level(first: Line, line: Line) -> bool:
    return not first.inside and abs(first.base - line.base) < 0.3 * max(first.size, line.size)


def joined_row(row: Sequence[Line]) -> Line:
    """Pieces of one row as one line."""
    if len(row) == 1:
        return row[0]
    text, marks = "", []
    for line in row:
        if line.mark and text:
            marks.append((len(text), line.mark))
        shift = len(text) + 1 if text and line.text else len(text)
        text = f"{text} {line.text}" if text and line.text else text + line.text
        marks += [(place + shift, mark) for place, mark in line.marks]
    long = max(row, key=lambda line: len(line.text))
    bold = all(line.bold for line in row if len(line.text) > 2 or len(row) == 2)
    return replace(
        long,
        x0=row[0].x0,
        top=min(line.top for line in row),
        x1=max(line.x1 for line in row),
        bottom=max(line.bottom for line in row),
        bold=bold,
        text=text,
        marks=tuple(marks),
        mark=row[0].mark,
        first_width=row[0].first_width,
    )
