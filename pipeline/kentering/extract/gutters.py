"""Gutters: the white strips between columns of text on a page, told from those between the cells of a table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from statistics import median
from typing import NamedTuple

from kentering.extract.lines import Line

NARROWEST = 5.5
"""A gutter is at least so many points wide."""

LEAST_WIDTH = 120
"""Lines that together are narrower than this, in points, are one column."""

LEAST_FACING = 3
"""So many lines of a column stand beside lines of the other, where no other page has the gutter."""

LARGE = 1.12
"""Type so many times as large as the text's is that of headings."""

MOST = 0.7
"""Columns within a side of a gutter hold a larger part of its lines than this."""


class Gutter(NamedTuple):
    """A white strip between two columns, and the lines on both its sides."""

    low: float
    high: float
    left: list[Line]
    right: list[Line]


Key = tuple[int, ...]
"""A set of lines, by their identity."""


@dataclass
class Gutters:
    """The gutters of one page; what is known of a set of its lines is worked out once."""

    texts: dict[Key, bool] = field(default_factory=dict)
    parted: dict[Key, bool] = field(default_factory=dict)

    def gutter(self, lines: Sequence[Line], known: frozenset[int]) -> Gutter | None:
        """The gutter with the most lines beside it, between two lines that cross it; the leftmost of equals."""
        return next(self._found(lines, known, 0), None)

    def _found(self, lines: Sequence[Line], known: frozenset[int], least: float) -> Iterator[Gutter]:
        """The gutters with more lines than `least` beside them, those with the most first."""
        failed: set[tuple[Key, Key, bool]] = set()
        candidates = [each for each in _candidates(lines, known, least) if _count(each[0]) > least]
        for gutter, here in sorted(candidates, key=lambda each: -_count(each[0])):
            key = (_key(gutter.left), _key(gutter.right), here)
            if key not in failed:
                if self._parts(gutter, key[:2], known=here):
                    yield gutter
                failed.add(key)

    def _parts(self, gutter: Gutter, keys: Sequence[Key], *, known: bool) -> bool:
        """Do two columns of text stand here, and not the cells of a table or the numbers of a list?"""
        least = 1 if known else LEAST_FACING
        if not (_has_words(gutter.left) and _has_words(gutter.right)):
            return False
        if min(len(gutter.left), len(gutter.right)) < least or gutter.high - gutter.low < NARROWEST:
            return False
        if _facing(gutter.left, gutter.right) < least or _facing(gutter.right, gutter.left) < least:
            return False
        sides = list(zip(keys, (gutter.left, gutter.right), strict=True))
        return known or all(self._is_parted(*side) for side in sides if not self._is_text(*side))

    def _is_text(self, key: Key, side: Sequence[Line]) -> bool:
        if key not in self.texts:
            rows = level_rows(side)
            self.texts[key] = _is_filled(side, rows) and _is_flush(rows)
        return self.texts[key]

    def _is_parted(self, key: Key, side: Sequence[Line]) -> bool:
        """Are there columns again within a side of a gutter, with nearly all of its lines?"""
        if key not in self.parted:
            self.parted[key] = any(True for _ in self._found(side, frozenset(), MOST * len(side)))
        return self.parted[key]


def _key(lines: Sequence[Line]) -> Key:
    return tuple(map(id, lines))


def _count(gutter: Gutter) -> int:
    return len(gutter.left) + len(gutter.right)


def _candidates(lines: Sequence[Line], known: frozenset[int], least: float) -> Iterator[tuple[Gutter, bool]]:
    """What may be a gutter, from left to right: white before the start of several lines; is it one of the known?"""
    for start, here in _starts(lines, known, least):
        for run in _runs(lines, start):
            gutter = _split(run, start)
            if gutter is not None:
                yield gutter, here


def _starts(lines: Sequence[Line], known: frozenset[int], least: float) -> Iterator[tuple[int, bool]]:
    """Where several lines start that stand, with those left of them, for more than `least`; is it a known gutter?"""
    lefts, rights = sorted(line.x0 for line in lines), sorted(line.x1 for line in lines)
    width = rights[-1] - lefts[0]
    if width < LEAST_WIDTH:
        return
    starts = Counter(round(x0) for x0 in lefts if lefts[0] + 0.15 * width < x0)
    for start in sorted(starts):
        here = any(start + step in known for step in (-1, 0, 1))
        before, after = bisect_right(rights, start), len(lefts) - bisect_left(lefts, start - 1.5)
        few = 1 if here else LEAST_FACING
        several = starts[start - 1] + starts[start] + starts[start + 1] >= few
        if several and min(before, after) >= few and before + after > least:
            yield start, here


def _runs(lines: Sequence[Line], start: float) -> Iterator[list[Line]]:
    """The lines between one line that spans a gutter and the next."""
    spanning = [line for line in lines if line.x0 < start - 1.5 and line.x1 > start - NARROWEST]
    rest = [line for line in lines if not (line.x0 < start - 1.5 and line.x1 > start - NARROWEST)]
    left = [line for line in rest if line.x1 <= start]
    right = [line for line in rest if line.x1 > start]
    if not left or not right:
        return
    usual = median(line.size for line in rest)
    short = _ends_of(spanning, rest, usual)
    short |= {id(line) for line in left if line.size >= LARGE * usual and _heads_both(line, left, right, usual)}
    across = [*spanning, *(line for line in rest if id(line) in short)]
    heights = sorted((line.top + line.bottom) / 2 for line in across)
    runs: dict[int, list[Line]] = {}
    for line in rest:
        if id(line) not in short:
            runs.setdefault(bisect_left(heights, (line.top + line.bottom) / 2), []).append(line)
    yield from (runs[place] for place in sorted(runs))


def _ends_of(spanning: Sequence[Line], rest: Sequence[Line], usual: float) -> set[int]:
    """Those of the lines that are the short last line of a paragraph or heading that spans the gutter."""
    by_size: dict[float, list[Line]] = defaultdict(list)
    for line in sorted(spanning, key=lambda line: line.base):
        by_size[line.size].append(line)
    bases = {size: [line.base for line in group] for size, group in by_size.items()}
    found: set[int] = set()
    for line in rest:
        if line.size in bases:
            first = bisect_left(bases[line.size], line.base - 2 * line.size)
            last = bisect_left(bases[line.size], line.base)
            large = line.size >= LARGE * usual
            found |= {id(line) for above in by_size[line.size][first:last] if _ends(line, above, large=large)}
    return found


def _ends(line: Line, above: Line, *, large: bool) -> bool:
    """Does a line stand close under another, and begin where it does, or, large, end there or stand in its middle?"""
    centered = abs(line.x0 + line.x1 - above.x0 - above.x1) < 4
    aligned = abs(line.x0 - above.x0) < 2 or (large and (centered or abs(line.x1 - above.x1) < 0.3 * line.size))
    return aligned and 0 < line.base - above.base < 1.5 * line.size


def _heads_both(line: Line, left: Sequence[Line], right: Sequence[Line], usual: float) -> bool:
    """Is it a heading over both columns that is too short to reach the second? That column leaves room for it."""
    near = [each for each in left if abs(each.size - line.size) < 0.5 and abs(each.base - line.base) < 1.6 * line.size]
    margin = 0.3 * line.size
    top, bottom = min(each.top for each in near) - margin, max(each.bottom for each in near) + margin
    beside = any(other.top < bottom and other.bottom > top for other in right)
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


def _has_words(lines: Sequence[Line]) -> bool:
    """Have most lines of a column words in them, or is it one of figures?"""
    return 2 * sum(any(sign.isalpha() for sign in line.text) or bool(line.inside) for line in lines) >= len(lines)


def _facing(lines: Sequence[Line], others: Sequence[Line]) -> int:
    """How many of the lines have one of the others on their height, or nearly so."""
    across = sorted((other.top, other.bottom) for other in others)
    tops = [top for top, _ in across]
    lowest = [-1e9, *accumulate((bottom for _, bottom in across), max)]
    return sum(lowest[bisect_left(tops, line.bottom + line.size)] > line.top - line.size for line in lines)


def _is_filled(side: Sequence[Line], rows: Sequence[Sequence[Line]]) -> bool:
    """Lines of running text fill their column; cells of a table do not."""
    letters = sum(len(line.text) for line in side)
    width = max(line.x1 for line in side) - min(line.x0 for line in side)
    filled = [(row[-1].x1 - row[0].x0) / width for row in rows if width]
    return letters / len(rows) >= 14 and bool(filled) and median(filled) > 0.55


def _is_flush(rows: Sequence[Sequence[Line]]) -> bool:
    """Do the lines of a column begin on a few common edges? Behind a chance river of blanks in text they do not."""
    edges = sorted(row[0].x0 for row in rows)
    shared = sum(_near(edges, edge) >= 3 for edge in edges)
    return shared >= 0.6 * len(rows) and max(row[-1].x1 for row in rows) - edges[0] > 75


def _near(edges: Sequence[float], edge: float) -> int:
    """How many of the edges, in order, stand within a point and a half of one."""
    first = bisect_right(edges, -1.5, key=lambda other: other - edge)
    return bisect_left(edges, 1.5, key=lambda other: other - edge) - first


def level_rows(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines by height, from top to bottom, and on each height from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: (round(each.base, 1), each.x0)):
        if rows and not line.inside and _level(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda each: each.x0) for row in rows]


def _level(first: Line, line: Line) -> bool:
    return not first.inside and abs(first.base - line.base) < 0.3 * max(first.size, line.size)
