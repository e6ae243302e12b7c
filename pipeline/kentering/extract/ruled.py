"""Tables with level rules between their rows and none between their columns: found by the rules, one under another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kentering.extract.grids import Table, level_edges, parted, strip_of, strips_of
from kentering.extract.gutters import level_rows
from kentering.extract.hyphens import Words
from kentering.extract.lines import Line
from kentering.extract.sheets import Box, Sheet

FEWEST = 3
"""A table has so many rules or more,"""

HIGHEST = 90.0
"""at most so many points apart."""

HEAD = 2.4
"""The names of its columns stand at most so many times their size over the first rule."""


def ruled_tables(sheet: Sheet, lines: Sequence[Line]) -> Iterator[tuple[list[Line], Table]]:
    """The lines of each table that has rules between its rows only, and its cells."""
    for rules in _stacks(level_edges(sheet)):
        left, right = rules[0][0], rules[0][2]
        inner = [line for line in lines if line.x0 > left - 4 and line.x1 < right + 4 and not line.inside]
        rows = _rows(inner, rules)
        several = [row for row in rows if _is_several(row)]
        if len(several) > 1 and len(several) > 0.6 * len(rows) and not _bears_text(rows):
            yield [line for row in rows for line in row], _table(rows)


def _stacks(rules: Sequence[Box]) -> Iterator[list[Box]]:
    """Rules of one width that stand under one another."""
    groups: dict[tuple[int, int], list[Box]] = {}
    for rule in sorted(rules, key=lambda box: (box[1], box[0])):
        near = next((key for key in groups if abs(key[0] - rule[0]) < 2 and abs(key[1] - rule[2]) < 2), None)
        groups.setdefault(near or (round(rule[0]), round(rule[2])), []).append(rule)
    for group in groups.values():
        run = group[:1]
        for rule in group[1:]:
            if rule[1] - run[-1][1] > HIGHEST:
                if len(run) >= FEWEST:
                    yield run
                run = []
            run.append(rule)
        if len(run) >= FEWEST:
            yield run


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
