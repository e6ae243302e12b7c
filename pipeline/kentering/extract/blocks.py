"""Lines -> blocks: paragraphs whole over line, column and page ends; headings, list items, notes, boxes and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from kentering.extract.lines import Line
from kentering.text import (
    bullet,
    ends_sentence,
    heading_number,
    is_number,
    is_caption,
    is_chapter,
    is_notes_title,
    item,
    joined,
    note_mark,
)


@dataclass
class Block:
    """A paragraph being put together from lines."""

    kind: str
    lines: list[Line]
    marker: str = ""
    level: int = 0
    column: int = 0
    text: str = ""
    path: list[str] = field(default_factory=list)

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
    """What is usual in a document: size, font, color and line distance of its text."""

    size: float
    font: str
    color: str
    leading: float


def usual(columns: Sequence[Sequence[Line]]) -> Style:
    """The style that most letters of the document have."""
    letters: Counter[tuple[float, str, str]] = Counter()
    for column in columns:
        for line in column:
            letters[round(line.size, 1), line.font, line.color] += len(line.text)
    if not letters:
        return Style(10.0, "", "", 12.0)
    (size, font, color), _ = letters.most_common(1)[0]
    distances = Counter(
        round(below.base - above.base, 1)
        for column in columns
        for above, below in zip(column, column[1:], strict=False)
        if abs(above.size - size) < 0.3 and abs(below.size - size) < 0.3 and 0 < below.base - above.base < 2.5 * size
    )
    return Style(size, font, color, distances.most_common(1)[0][0] if distances else 1.2 * size)


def blocks(columns: Sequence[Sequence[Line]], style: Style, known: frozenset[str]) -> list[Block]:
    """The blocks of a document in reading order; `known` holds its unbroken words."""
    made: list[Block] = []
    for number, column in enumerate(columns):
        made += _of_column(column, style, number)
    made = _headings_joined(made, style)
    made = _notes_named(made, style)
    made = _continued(made, style)
    for block in made:
        block.text = _text(block, known)
        if block.kind == "paragraph" and block.first.box is not None:
            block.kind = "box"
    return [block for block in made if block.text]


def _of_column(column: Sequence[Line], style: Style, number: int) -> list[Block]:
    right = _right_edge(column)
    made: list[Block] = []
    notes = False
    for place, line in enumerate(column):
        previous = column[place - 1] if place else None
        if previous is not None and previous.page != line.page:
            notes = False
        notes = notes or _opens_notes(column, place, style)
        if notes:
            kind, marker = "footnote", ""
            mark, rest = note_mark(line.text)
            opens = bool(mark) and bool(rest) and (mark.isdigit() or mark[0] == "*")
            if made and made[-1].kind == "footnote" and not opens:
                made[-1].lines.append(line)
            else:
                made.append(Block("footnote", [line], mark if opens else "", column=number))
            continue
        kind = _kind(line, previous, column[place + 1] if place + 1 < len(column) else None, style, right)
        if made and previous is not None and _goes_on(made[-1], line, previous, kind, style, right):
            made[-1].lines.append(line)
            continue
        marker = (bullet(line.text)[0] or item(line.text)[0]) if kind == "bullet" else ""
        made.append(Block(kind, [line], marker, column=number))
    return made


def _right_edge(column: Sequence[Line]) -> float:
    edges = sorted(line.x1 for line in column)
    return edges[int(0.9 * (len(edges) - 1))] if edges else 0.0


def _opens_notes(column: Sequence[Line], place: int, style: Style) -> bool:
    """A note begins with a figure, in smaller type than the text, and only small type follows it in its column."""
    line = column[place]
    if line.size > 0.93 * style.size:
        return False
    mark, rest = note_mark(line.text)
    if not (mark and rest and (mark.isdigit() or mark[0] == "*")):
        return False
    after = [each for each in column[place:] if each.page == line.page]
    return all(each.size < 0.95 * style.size for each in after)


def _kind(line: Line, previous: Line | None, following: Line | None, style: Style, right: float) -> str:
    if (
        is_caption(line.text)
        and len(line.text) < 200
        and (line.size < 0.97 * style.size or line.bold or line.font != style.font)
    ):
        return "caption"
    if _is_heading(line, previous, following, style, right):
        return "heading"
    if bullet(line.text)[0] or _is_item(line):
        return "bullet"
    return "paragraph"


def _is_item(line: Line) -> bool:
    return bool(item(line.text)[0])


def _is_heading(line: Line, previous: Line | None, following: Line | None, style: Style, right: float) -> bool:
    text = line.text.strip()
    letters = sum(sign.isalpha() for sign in text)
    if is_number(text) and "." in text.strip(".") and line.size > 1.07 * style.size:
        return True
    if letters < 2 or len(text) > 220 or bullet(text)[0]:
        return False
    larger = line.size > 1.07 * style.size
    if larger:
        return True
    if line.size < 0.9 * style.size:
        return False
    apart = (
        previous is None
        or previous.page != line.page
        or line.base - previous.base > 1.25 * style.leading
        or previous.bold
    )
    numbered = bool(heading_number(text)) or is_chapter(text)
    capitals = text.upper() == text and letters > 3
    other = line.font != style.font and line.color != style.color
    ended = text.endswith((".", ";", ":", ",")) and not numbered
    if line.bold and "bold" not in style.font.lower():
        return not ended or (capitals and apart)
    if capitals and apart and not text.endswith((".", ";", ",")) and len(text) < 120:
        return True
    return bool(
        other and apart and not ended and line.x1 < right - 2 * line.size and _larger_gap(line, following, style)
    )


def _larger_gap(line: Line, following: Line | None, style: Style) -> bool:
    return following is None or following.base - line.base >= 0.95 * style.leading


def _goes_on(block: Block, line: Line, previous: Line, kind: str, style: Style, right: float) -> bool:
    """Does the line belong to the paragraph before it?"""
    if previous.page != line.page or previous.box != line.box:
        return False
    distance = line.base - previous.base
    alike = abs(line.size - previous.size) < 0.08 * previous.size
    if block.kind == "heading":
        return (
            kind == "heading"
            and alike
            and line.bold == previous.bold
            and line.color == previous.color
            and distance < 1.5 * line.size
            and not heading_number(line.text)
            and not is_chapter(line.text)
            and (previous.x1 > right - 8 * line.size or previous.text.endswith(("-", ",")) or line.text[:1].islower())
        )
    if kind in {"heading", "caption"} or not alike:
        return False
    if kind == "bullet" and not (
        block.kind == "paragraph" and _is_item(line) and not _list_like(block, line, previous, right)
    ):
        return False
    usual = max(style.leading * line.size / style.size, 1.05 * line.size)
    if distance > 1.28 * usual:
        return False
    indented = line.x0 > previous.x0 + 0.8 * line.size and block.kind == "paragraph" and len(block.lines) > 1
    short = previous.x1 < right - 0.25 * (right - block.first.x0) and ends_sentence(previous.text)
    outdented = block.kind == "bullet" and line.x0 < block.first.x0 - 0.5 * line.size
    same_edge = block.kind == "bullet" and abs(line.x0 - block.first.x0) < 0.5 * line.size and short
    return not (
        (indented and ends_sentence(previous.text)) or (short and distance > 1.08 * usual) or outdented or same_edge
    )


def _list_like(block: Block, line: Line, previous: Line, right: float) -> bool:
    """A line that begins with a number or letter is an item unless the sentence before runs on into it."""
    runs_on = not ends_sentence(previous.text) and previous.x1 > right - 3 * line.size
    return not (runs_on and abs(line.x0 - block.first.x0) < 2)


def _headings_joined(made: list[Block], style: Style) -> list[Block]:
    """A heading that is only a number belongs to the heading after it."""
    result: list[Block] = []
    for block in made:
        before = result[-1] if result else None
        if (
            before is not None
            and before.kind == "heading"
            and block.kind == "heading"
            and before.first.page == block.first.page
        ):
            alone = len(before.lines) == 1 and is_number(before.first.text)
            down = block.first.base - before.last.base
            runs_on = (
                _alike(before.last, block.first)
                and 0 < down < 1.7 * block.first.size
                and not heading_number(block.first.text)
                and abs(before.last.x0 - block.first.x0) < 3
                and before.column != block.column
            )
            if runs_on or (alone and 0 <= block.first.base - before.first.base < 3 * block.first.size):
                before.lines += block.lines
                continue
        result.append(block)
    return result


def _alike(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) < 0.2 and (one.font, one.color) == (other.font, other.color)


def _notes_named(made: list[Block], style: Style) -> list[Block]:
    """What stands under a title Noten or Notes, up to the next heading, is notes."""
    inside = False
    for block in made:
        if block.kind == "heading":
            inside = is_notes_title(block.first.text) and len(block.lines) == 1
        elif inside and block.kind in {"bullet", "paragraph"}:
            mark, rest = note_mark(block.first.text)
            if mark and rest and mark.isdigit():
                block.marker = mark
            block.kind = "footnote"
    return made


def _continued(made: list[Block], style: Style) -> list[Block]:
    """Paragraphs, items and notes that the end of a column or page had cut, put together again."""
    result: list[Block] = []
    for block in made:
        before = _cut_before(result, block)
        if before is not None:
            before.lines += block.lines
            before.column = block.column
        else:
            result.append(block)
    return result


def _cut_before(result: list[Block], block: Block) -> Block | None:
    if block.kind == "footnote" and not block.marker:
        before = next((each for each in reversed(result) if each.kind == "footnote"), None)
        return before if before is not None and before.column != block.column else None
    if block.kind != "paragraph":
        return None
    for before in reversed(result[-12:]):
        if before.kind in {"footnote", "caption", "table"}:
            continue
        if before.kind not in {"paragraph", "bullet"} or before.column == block.column:
            return None
        close = block.first.page - before.last.page
        opens = block.first.text[:1]
        alike = abs(before.last.size - block.first.size) < 0.5 and (before.last.box is None) == (
            block.first.box is None
        )
        cut = not ends_sentence(before.last.text) and (
            opens.islower() or opens.isdigit() or before.last.text[-1:] in "-\u00ad,–"
        )
        cut = cut or (not ends_sentence(before.last.text) and before.kind == "paragraph" and len(before.last.text) > 25)
        return before if 0 <= close <= 1 and alike and cut else None
    return None


def _text(block: Block, known: frozenset[str]) -> str:
    text = ""
    for place, line in enumerate(block.lines):
        piece = line.text
        if place == 0 and block.kind == "bullet":
            piece = bullet(piece)[1] if bullet(piece)[0] else item(piece)[1] or piece
        if place == 0 and block.kind == "footnote" and block.marker:
            piece = note_mark(piece)[1]
        text = joined(text, piece, known)
    return text.rstrip("\u00ad").strip()


def left_edges(made: Sequence[Block]) -> float:
    """The usual left edge of paragraphs."""
    edges = [block.first.x0 for block in made if block.kind == "paragraph"]
    return median(edges) if edges else 0.0
