"""Tables with level rules and none between their columns: rules between the rows, or round the head and at the foot."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kentering.extract.grids import Table, is_rule, level_edges, parted, strip_of, strips_of
from kentering.extract.gutters import level_rows
from kentering.extract.hyphens import Words
from kentering.extract.lines import Line
from kentering.extract.sheets import Box, Sheet

FEWEST = 3
"""A table has so many rules or more,"""

FEWEST_CUT = 2
"""or so many where each is drawn cell by cell, in NAMES pieces or more,"""

HIGHEST = 90.0
"""at most so many points apart."""

HEAD = 2.4
"""The names of its columns stand at most so many times their size over the first rule."""


MOST_HEAD = 45.0
"""Of a table with rules at its head and foot only, the two round the names of its columns stand so close at most."""

NAMES = 3
"""Such a table has so many columns or more."""

FILLED = 0.7
"""Its rows begin where so large a part of its columns has words."""


def ruled_tables(sheet: Sheet, lines: Sequence[Line]) -> Iterator[tuple[list[Line], Table]]:
    """The lines of each table that has rules between its rows only, and its cells."""
    for rules in _stacks(level_edges(sheet), _pieces(sheet)):
        left, right = rules[0][0], rules[0][2]
        inner = [line for line in lines if line.x0 > left - 4 and line.x1 < right + 4 and not line.inside]
        rows = _rows(inner, rules)
        several = [row for row in rows if _is_several(row)]
        if len(several) > 1 and len(several) > 0.6 * len(rows) and not _bears_text(rows):
            yield [line for row in rows for line in row], _table(rows)
    for first, second, last in _headed(level_edges(sheet)):
        inside = [line for line in lines if first[0] - 4 < line.x0 and line.x1 < first[2] + 4 and not line.inside]
        head, body = _between(inside, first, second), _between(inside, second, last)
        rows = _filled_rows(head, body)
        if rows:
            yield [*head, *body], _table(rows)


def _headed(rules: Sequence[Box]) -> Iterator[tuple[Box, Box, Box]]:
    """Three rules of one width: two close together, round the names of columns, and one far below, at the foot."""
    ordered = sorted(rules, key=lambda box: (round(box[0]), round(box[2]), box[1]))
    for first, second, last in zip(ordered, ordered[1:], ordered[2:], strict=False):
        same = all(abs(each[0] - first[0]) < 2 and abs(each[2] - first[2]) < 2 for each in (second, last))
        if same and second[1] - first[1] < MOST_HEAD and last[1] - second[1] > HIGHEST:
            yield first, second, last


def _between(lines: Sequence[Line], over: Box, under: Box) -> list[Line]:
    return [line for line in lines if over[1] < (line.top + line.bottom) / 2 < under[1]]


def _filled_rows(head: Sequence[Line], body: Sequence[Line]) -> list[list[Line]]:
    """The names of columns and the rows under them, each with all of its lines; none where there are no columns."""
    strips = strips_of([*head, *body])
    if len(strips) < NAMES or len({strip_of(strips, line) for line in head}) < len(strips) - 1:
        return []
    rows: list[list[Line]] = []
    for level in level_rows(body):
        if not rows or len({strip_of(strips, line) for line in level}) >= FILLED * len(strips):
            rows.append([])
        rows[-1] += level
    return [list(head), *rows] if len(rows) > 1 and not _bears_text(rows) else []


def _pieces(sheet: Sheet) -> Counter[int]:
    """How many level rules begin on each height, in whole points."""
    thin = {tuple(map(round, shape.box)) for shape in sheet.shapes if is_rule(shape)}
    return Counter(top for left, top, right, bottom in thin if right - left > bottom - top)


def _stacks(rules: Sequence[Box], pieces: Counter[int]) -> Iterator[list[Box]]:
    """Rules of one width that stand under one another; `pieces` in which they are drawn, by height."""
    groups: dict[tuple[int, int], list[Box]] = {}
    for rule in sorted(rules, key=lambda box: (box[1], box[0])):
        near = next((key for key in groups if abs(key[0] - rule[0]) < 2 and abs(key[1] - rule[2]) < 2), None)
        groups.setdefault(near or (round(rule[0]), round(rule[2])), []).append(rule)
    for group in groups.values():
        run = group[:1]
        for rule in group[1:]:
            if rule[1] - run[-1][1] > HIGHEST:
                if _are_enough(run, pieces):
                    yield run
                run = []
            run.append(rule)
        if _are_enough(run, pieces):
            yield run


def _are_enough(run: Sequence[Box], pieces: Counter[int]) -> bool:
    cut = all(pieces[round(rule[1])] >= NAMES for rule in run)
    return len(run) >= (FEWEST_CUT if cut else FEWEST)


def _rows(inner: Sequence[Line], rules: Sequence[Box]) -> list[list[Line]]:
    """The lines between each two rules, and those of the row of names right over the first."""
    tops = [rule[1] for rule in rules]
    head = [line for line in inner if tops[0] - HEAD * line.size < line.top and line.bottom <= tops[0] + 2]
    made: list[list[Line]] = [[] for _ in rules]
    for line in inner:
        place = bisect_right(tops, (line.top + line.bottom) / 2)
        if 0 < place < len(rules):
            made[place].append(line)
    made[0] = head if _is_several(head) else []
    return [row for row in made if row]


def _is_several(row: Sequence[Line]) -> bool:
    """Do pieces stand side by side in a row?"""
    return any(len(level) > 1 for level in level_rows(row)) or any(
        first.x1 < second.x0 and first.top < second.bottom and second.top < first.bottom
        for first, second in pairwise(sorted(row, key=lambda line: line.x0))
    )


def _bears_text(rows: Sequence[Sequence[Line]]) -> bool:
    """Are there two columns of running text rather than cells?"""
    pieces = [line for row in rows for line in row]
    return sum(len(line.text) for line in pieces) > 60 * len(rows) * max(2, len(strips_of(pieces)))


def _table(rows: Sequence[Sequence[Line]]) -> Table:
    strips = strips_of([line for row in rows for line in row])
    table: Table = []
    for row in (each for between in rows for each in parted(between)):
        cells = [""] * len(strips)
        for line in sorted(row, key=lambda each: (each.top, each.x0)):
            place = strip_of(strips, line)
            cells[place] = Words().joined(cells[place], f"{line.mark} {line.whole}".strip())
        table.append(cells)
    return table
