"""What is usual in a document, to measure by: its type, the distance of its lines, the edges of its columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kentering.extract.lines import Line

EVEN = 2.5
"""Lines of justified text end within so many points of one another: a hyphen may hang over the edge."""

NEIGHBOURS = 6
"""Columns so many places before or after another in reading order may stand beside it."""


@dataclass(frozen=True)
class Style:
    """What is usual in a document: size, font, color of its text, and the distance of lines per type size."""

    size: float
    font: str
    color: tuple[float, ...]
    bold: bool
    italic: bool
    leadings: dict[float, float]
    even: bool = False

    def leading(self, size: float) -> float:
        """The usual distance between lines of a type size."""
        usual = self.leadings.get(round(size, 1))
        return usual if usual is not None else 1.2 * size


@dataclass(frozen=True)
class Column:
    """Lines in reading order within one column of one page, and where their lines end when full."""

    number: int
    lines: list[Line]
    right: float
    boxed: bool = False
    even: bool = False
    steady: frozenset[int] = frozenset()
    """The lines, by identity, that stand as far from the line over them as the next does from them, in one type."""

    @property
    def left(self) -> float:
        """Where its lines begin."""
        return min((line.x0 for line in self.lines if not line.inside), default=0.0)


def steady_lines(lines: Sequence[Line]) -> frozenset[int]:
    """The lines, by identity, as far from the one over them as from the next, which goes on in a sentence."""
    return frozenset(
        id(line)
        for above, line, below in zip(lines, lines[1:], lines[2:], strict=False)
        if below.text[:1].islower()
        and (above.font, above.color) == (line.font, line.color) == (below.font, below.color)
        and abs(2 * line.base - above.base - below.base) < 0.08 * line.size
    )


def is_even(column: Column, style: Style) -> bool:
    """Are the lines of a column set to end on one edge, so that a shorter one ends a paragraph?"""
    counts = _reaching(column.lines, column.right)
    return counts[0] >= 0.8 * counts[1] if counts[1] >= 4 else style.even


def _reaching(lines: Sequence[Line], right: float) -> tuple[int, int]:
    """How many of the lines that do not end a paragraph reach the edge, and how many there are."""
    inner = [
        above
        for above, below in pairwise(lines)
        if below.text[:1].islower()
        and not (above.inside or below.inside)
        and 0 < below.base - above.base < 2 * below.size
    ]
    return sum(line.x1 > right - EVEN for line in inner), len(inner)


def usual(columns: Sequence[Sequence[Line]]) -> Style:
    """The style that most letters of the document have."""
    letters: Counter[tuple[float, str, tuple[float, ...], bool, bool]] = Counter()
    distances: dict[float, Counter[float]] = defaultdict(Counter)
    for column in ([each for line in column for each in _opened(line)] for column in columns):
        for line in column:
            letters[round(line.size, 1), line.font, line.color, line.bold, line.italic] += len(line.text)
        for above, below in pairwise(column):
            distance = below.base - above.base
            if round(above.size, 1) == round(below.size, 1) and 0.8 * below.size < distance < 2.3 * below.size:
                distances[round(below.size, 1)][round(distance, 1)] += 1
    if not letters:
        return Style(10.0, "", (), bold=False, italic=False, leadings={})
    best = max(letters, key=lambda look: (letters[look], look[:2]))
    sizes: Counter[float] = Counter()
    for look, count in letters.items():
        sizes[look[0]] += count
    size = max(sizes, key=lambda each: (sizes[each], each))
    ratio = _mode(distances[size]) / size if distances[size] else 1.2
    leadings = {each: _mode(counts) for each, counts in distances.items() if sum(counts.values()) > 2}
    spread = {each: leadings.get(each, ratio * each) for each in sizes}
    counts = [_reaching(column, _edge(column)) for column in columns if column]
    even = sum(full for full, _ in counts) >= 0.8 * sum(count for _, count in counts)
    return Style(size, *best[1:], spread, even=even)


def _opened(line: Line) -> Sequence[Line]:
    """The lines of a cell of text, or the line that it is."""
    return line.inside if line.kind == "cell" else (line,)


def _mode(counts: Counter[float]) -> float:
    """The most common distance, neighbours counted in; of two that are about as common the smaller."""
    near = {value: sum(counts[round(value + step, 1)] for step in (-0.1, 0.0, 0.1)) for value in counts}
    most = max(near.values())
    return min(value for value, count in near.items() if count >= 0.6 * most)


def with_edges(cut: Sequence[Sequence[Line]]) -> list[Column]:
    """Columns with the edge that their full lines reach; short columns take it from longer ones like them."""
    own = [_edge(column) for column in cut]
    long = [(min(line.x0 for line in column), edge) for column, edge in zip(cut, own, strict=True) if len(column) >= 6]
    made = []
    for number, (column, edge) in enumerate(zip(cut, own, strict=True)):
        left = min(line.x0 for line in column)
        limit = _limit(column, cut[max(0, number - NEIGHBOURS) : number + NEIGHBOURS + 1])
        like = [other for start, other in long if abs(start - left) < 14 and edge - 3 <= other < limit]
        made.append(Column(number, list(column), edge if len(column) >= 6 or not like else min(like)))
    return made


def _limit(column: Sequence[Line], others: Sequence[Sequence[Line]]) -> float:
    """Where what stands right of a column begins."""
    top, bottom, right = column[0].top, max(line.bottom for line in column), max(line.x1 for line in column)
    beside = [
        line.x0
        for other in others
        if other is not column and (other[0].page, other[0].turn) == (column[0].page, column[0].turn)
        for line in other
        if line.x0 > right - 1 and line.bottom > top and line.top < bottom
    ]
    return min(beside, default=10_000.0)


def _edge(column: Sequence[Line]) -> float:
    edges = sorted(line.x1 for line in column if not line.inside) or [line.x1 for line in column]
    return edges[int(0.95 * (len(edges) - 1))]


def tint(color: Sequence[float]) -> tuple[float, ...]:
    """A color as red, green and blue in tenths, so that the same color in gray, RGB or CMYK is equal.

    >>> tint((0.0,)), tint((0.0, 0.0, 0.0, 1.0))
    ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    """
    if len(color) == 1:
        color = (color[0],) * 3
    elif len(color) == 4:
        color = tuple(1 - min(1.0, part + color[3]) for part in color[:3])
    return tuple(round(part, 1) for part in color)
