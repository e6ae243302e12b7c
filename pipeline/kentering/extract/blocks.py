"""Lines -> blocks: paragraphs, items of lists and notes, one column at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kentering.extract.lines import Line
from kentering.text import (
    bullet,
    chapter_word,
    ends_clause,
    ends_sentence,
    figures,
    heading_number,
    is_capitals,
    item,
)

LOOSE = 1.28
"""Lines further apart than so many times what is usual belong to different paragraphs."""


@dataclass
class Block:
    """A paragraph being put together from lines; `gap` is the white above it, in times the usual line distance."""

    kind: str
    lines: list[Line]
    column: int
    right: float
    gap: float = 9.0
    marker: str = ""
    level: int = 0
    text: str = ""
    notes: list[str] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    boxed: bool = False

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1]


@dataclass(frozen=True)
class Style:
    """What is usual in a document: size, font, color of its text, and the distance of lines per type size."""

    size: float
    font: str
    color: tuple[float, ...]
    bold: bool
    italic: bool
    leadings: dict[float, float]

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


def usual(columns: Sequence[Sequence[Line]]) -> Style:
    """The style that most letters of the document have."""
    letters: Counter[tuple[float, str, tuple[float, ...], bool, bool]] = Counter()
    distances: dict[float, Counter[float]] = defaultdict(Counter)
    for column in columns:
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
    return Style(size, *best[1:], spread)


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
        like = [other for start, other in long if abs(start - left) < 14 and other >= edge - 3]
        made.append(Column(number, list(column), edge if len(column) >= 6 or not like else min(like)))
    return made


def _edge(column: Sequence[Line]) -> float:
    edges = sorted(line.x1 for line in column)
    return edges[int(0.95 * (len(edges) - 1))]


def blocks(column: Column, style: Style) -> list[Block]:
    """The blocks of a column; headings are still paragraphs here."""
    made: list[Block] = []
    previous: Line | None = None
    for line in column.lines:
        if line.inside:
            made += _island(line, column, style)
            previous = None
            continue
        opens = _opens_item(line, previous, made[-1] if made else None, column)
        if previous is not None and not opens and _goes_on(made[-1], previous, line, style, column):
            made[-1].lines.append(line)
        else:
            gap = (line.base - previous.base) / style.leading(line.size) if previous is not None else 9.0
            marker = (bullet(line.text)[0] or item(line.text)[0]) if opens else ""
            made.append(Block("bullet" if opens else "paragraph", [line], column.number, column.right, gap, marker))
        previous = line
    return made


def _island(line: Line, column: Column, style: Style) -> Iterator[Block]:
    if line.kind == "table":
        yield Block("table", [line], column.number, column.right, text=line.text)
        return
    inner = Column(column.number, list(line.inside), max(each.x1 for each in line.inside), boxed=True)
    for block in blocks(inner, style):
        block.boxed = True
        yield block


def _opens_item(line: Line, previous: Line | None, block: Block | None, column: Column) -> bool:
    """Does a line open an item of a list, and not only go on with a dash or a number in a sentence?"""
    sign, number = bullet(line.text)[0], item(line.text)[0]
    if not sign and not number:
        return False
    if previous is None or block is None or (sign and sign not in "-–—‒*o") or _next_item(block, line, sign or number):
        return True
    apart = line.base - previous.base > 1.5 * line.size or abs(line.size - previous.size) > 0.08 * line.size
    if block.kind == "bullet" and (block.marker == sign or (number and item(block.first.text)[0])):
        drawn_out = line.x0 < previous.x0 - 2
        return apart or drawn_out or ends_sentence(previous.text) or not _runs_on(previous, line, column)
    return apart or ends_clause(previous.text) or not _runs_on(previous, line, column)


def _next_item(block: Block, line: Line, marker: str) -> bool:
    """Does a line stand under the marker of the item before it, and count on or hang out as that did?"""
    if block.kind != "bullet" or abs(line.x0 - block.first.x0) > 0.6 * line.size:
        return False
    before, here = figures(block.marker), figures(marker)
    if before and here:
        return here[0] == before[0] + 1
    return marker == block.marker and len(block.lines) > 1 and block.lines[1].x0 > line.x0 + 0.3 * line.size


def _runs_on(previous: Line, line: Line, column: Column) -> bool:
    """Is a line full, so that the next may be its continuation?"""
    return previous.x1 > column.right - 4 * line.size and abs(line.x0 - previous.x0) < 2.5


def alike(first: Line, second: Line, style: Style) -> bool:
    """Are two lines set in the same type, as far as that parts a heading from text?"""
    return abs(first.size - second.size) < 0.08 * max(first.size, second.size) and first.bold == second.bold


def _goes_on(block: Block, previous: Line, line: Line, style: Style, column: Column) -> bool:
    """Does a line belong to the block before it?"""
    distance = line.base - previous.base
    if abs(line.size - previous.size) > 0.08 * max(line.size, previous.size) or line.turn != previous.turn:
        return False
    if distance < 0.3 * line.size and line.x0 < previous.x1:
        return False
    if _is_display(previous, style):
        return _heading_goes_on(block, previous, line, distance, column)
    if distance > LOOSE * style.leading(line.size) or (line.bold != previous.bold and not _in_sentence(previous, line)):
        return False
    other = _is_display(line, style) or line.italic != previous.italic
    if other and not _in_sentence(previous, line):
        return False
    if block.kind == "bullet" and line.x0 < block.first.x0 - 0.5 * line.size:
        return False
    return not _forced(block, previous, line, style, column, distance)


def _in_sentence(previous: Line, line: Line) -> bool:
    return not ends_clause(previous.text) and line.text[:1].islower()


def _is_display(line: Line, style: Style) -> bool:
    """Is a line set to stand out: larger, bold where the text is not, or in capitals?"""
    return line.size > 1.07 * style.size or (line.bold and not style.bold) or is_capitals(line.text)


def _heading_goes_on(block: Block, previous: Line, line: Line, distance: float, column: Column) -> bool:
    numbered = heading_number(line.text) or chapter_word(line.text)
    same = line.bold == previous.bold and line.color == previous.color and line.italic == previous.italic
    same = same and not _other_case(previous.text, line.text)
    if not same:
        full = previous.x1 > column.right - 4 * line.size
        return line.size == previous.size and full and _in_sentence(previous, line) and distance < 1.6 * line.size
    if len(block.lines) > 3 and ends_sentence(previous.text):
        return False
    return distance < 1.55 * line.size and not numbered


def _other_case(first: str, second: str) -> bool:
    """Is one in capitals and the other, long enough to tell, not?"""
    letters = min(sum(sign.isalpha() for sign in text) for text in (first, second))
    return letters > 3 and is_capitals(first) != is_capitals(second)


def _forced(block: Block, previous: Line, line: Line, style: Style, column: Column, distance: float) -> bool:
    """Did the writer end the line before, though the next word had room on it? Or is the next line drawn in?"""
    room = column.right - previous.x1 - 0.35 * line.size
    fits = line.first_width + 0.6 * line.size < room
    new = not line.text[:1].islower()
    if fits and new and (ends_clause(previous.text) or room > 0.5 * (column.right - block.first.x0)):
        return True
    drawn_in = line.x0 > previous.x0 + 0.7 * line.size and (len(block.lines) > 1 or block.kind == "paragraph")
    if drawn_in and block.kind == "paragraph" and new and ends_clause(previous.text):
        return True
    if block.kind == "bullet" and len(block.lines) > 1 and line.x0 < block.lines[1].x0 - 0.8 * line.size:
        return ends_clause(previous.text)
    return distance > 1.12 * style.leading(line.size) and fits and ends_clause(previous.text)
