"""Notes: small type at the foot of a column, under a rule or with a mark; lists of notes under a title."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from kentering.extract.blocks import Block, Column, Style
from kentering.extract.lines import Line
from kentering.extract.sheets import Shape
from kentering.text import (
    ends_clause,
    is_caption,
    is_note_mark,
    is_notes_title,
    is_source,
    letter_start,
    note_numbers,
    note_start,
)

INDENT = 0.5
"""The first line of a note is drawn in by so many times its size."""

SMALLER = 0.945
"""Notes are set at most at this part of the size of the text."""

CLOSE = 1.7
"""Lines of notes stand at most so many times their size apart,"""

SHORT = 0.6
"""The rule over the notes of a scan is at most this part of the column wide."""

APART = 1.3
"""and the first so many times the distance of its lines or more under the text."""


def foot(
    column: Column, style: Style, shapes: Sequence[Shape], raised: Collection[str] = (), *, recognised: bool = False
) -> int:
    """The place in a column where its notes begin; the number of its lines where it has none.

    `raised`: the marks in the text of the page. On a `recognised` page size and marks say little, rules do.
    """
    lines = column.lines
    start = len(lines)
    while start and not lines[start - 1].inside and lines[start - 1].size < SMALLER * style.size:
        start -= 1
    for place in range(start, len(lines)):
        ruled = _ruled(lines, place, shapes)
        if place > start and not ruled and _runs_on(lines[place - 1], lines[place]):
            continue
        if _opens(lines[place], raised) or (ruled and place == start):
            return start if _is_set_off(lines, start, place, style) else place
    for place in range(max(0, len(lines) - 40), len(lines)):
        named = note_start(lines[place].text)[0] in raised and not lines[place].bold
        marked = place > 0 and bool(lines[place].mark)
        marked = marked or (place > 0 and recognised and _is_short_ruled(lines, place, shapes, column))
        if (named or marked) and _ruled(lines, place, shapes) and _no_larger(lines[place:], style, even=not recognised):
            return place
    return len(lines)


def _runs_on(before: Line, line: Line) -> bool:
    """Does a line that begins with a figure go on with the sentence of the line right over it: jusqu'à / 150 000 €?"""
    close = 0 < line.base - before.base < 1.5 * line.size and abs(before.size - line.size) < 0.05 * line.size
    return close and not line.mark and (before.text[-1:].isalnum() or before.text.endswith(",")) and not before.inside


def _is_set_off(lines: Sequence[Line], start: int, place: int, style: Style) -> bool:
    """Do the small lines before a note stand close over it and far under the text: the rest of a note before?"""
    first = lines[start]
    if not 0 < start <= place or is_source(first.text) or is_caption(first.text):
        return False
    close = all(below.base - above.base < CLOSE * below.size for above, below in pairwise(lines[start : place + 1]))
    return close and first.base - lines[start - 1].base > APART * style.leading(style.size)


def _no_larger(lines: Sequence[Line], style: Style, *, even: bool) -> bool:
    """Is nothing larger than the text, and, where sizes are `even`, nothing than the first line: text under notes?"""
    most = min(1.02 * style.size, 1.08 * lines[0].size) if even else 1.02 * style.size
    return all(line.size < most and not line.inside for line in lines)


def _opens(line: Line, raised: Collection[str]) -> bool:
    """Does a line open a note? A number in round brackets may as well be that of an item: it does if it is a mark."""
    lone = is_note_mark(line.text) and not line.text.isalpha()
    number = note_start(line.text)[0]
    counts = number in raised if line.text.startswith("(") else bool(number or lone)
    return bool(line.text) and bool(line.mark or counts or letter_start(line.text)[0] in raised)


def _ruled(lines: Sequence[Line], place: int, shapes: Sequence[Shape]) -> bool:
    """Is there a rule just over a line and below the one before?"""
    line = lines[place]
    above = lines[place - 1].base if place else line.top - 4 * line.size
    if place and lines[place - 1].inside:  # the last rule of a table is none of notes
        above = lines[place - 1].bottom + line.size
    return any(
        shape.box[3] - shape.box[1] < 3
        and shape.box[2] - shape.box[0] > 30
        and abs(shape.box[0] - line.x0) < 3 * line.size
        and above - 1 < shape.box[1] < line.base - 0.5 * line.size
        for shape in shapes
    )


def _is_short_ruled(lines: Sequence[Line], place: int, shapes: Sequence[Shape], column: Column) -> bool:
    """Is the rule over a line much shorter than the column is wide, as that over notes is and others are not?"""
    most = SHORT * (column.right - min(line.x0 for line in lines))
    return _ruled(lines, place, [shape for shape in shapes if shape.box[2] - shape.box[0] < most])


def raised_marks(cut: Sequence[Column]) -> dict[int, set[str]]:
    """The raised signs on each page that may be marks of notes, and letters of pages near it: a note may come late."""
    made: dict[int, set[str]] = {}
    for column in cut:
        for line in column.lines:
            made.setdefault(line.page, set()).update(number for _, mark in line.marks for number in note_numbers(mark))
    letters = {page: {mark for mark in marks if mark.isalpha()} for page, marks in made.items()}
    for page, marks in made.items():
        marks |= {mark for near in (page - 2, page - 1, page + 1) for mark in letters.get(near, ())}
    return made


def notes(column: Column, start: int, raised: Collection[str], *, recognised: bool = False) -> list[Block]:
    """The notes at the foot of a column; the first may go on with one of the column before and then has no mark.

    `raised`: the marks in the text of the page. On a `recognised` page a mark may be any sign.
    """
    made: list[Block] = []
    lines = column.lines[start:]
    left = min((line.x0 for line in lines), default=0.0)
    last = ""
    for line in lines:
        marker = _marker(line, last, left, raised)
        if recognised and not marker and made and line.x0 > left + INDENT * line.size:
            marker = _misread_mark(line, made[-1])
            line = _without_first(line) if marker else line
        if made and _counts_on(marker, made[-1]):
            marker = ""
        if marker or not made:
            made.append(Block("footnote", [line], column.number, column.right, marker=marker))
            last = marker or last
        else:
            made[-1].lines.append(line)
    return made


def _misread_mark(line: Line, note: Block) -> str:
    """The sign that stands for a small raised figure before a drawn-in line that begins a sentence; none elsewhere."""
    sign, rest = line.text[:1], line.text[1:].lstrip()
    begun = ends_clause(note.last.text) or note.last.x1 < note.right - 4 * line.size
    return sign if begun and not sign.isalnum() and rest[:1].isupper() else ""


def _without_first(line: Line) -> Line:
    text = line.text[1:].lstrip()
    cut = len(line.text) - len(text)
    return replace(line, text=text, mark=line.text[0], marks=tuple((place - cut, mark) for place, mark in line.marks))


def _counts_on(marker: str, note: Block) -> bool:
    """Does a number at the start of a line count on within the note before it: "1. Theft 2. Fraud 3. Drugs"?"""
    inner = " ".join(line.text for line in note.lines).partition(" ")[2]
    return marker.isdigit() and not note.last.mark and f" {int(marker) - 1}. " in f" {inner} "


def with_lone_marks(lines: Sequence[Line]) -> list[Line]:
    """The lines; a mark that stands apart before its note, as where a justified line is stretched, is put to it."""
    made: list[Line] = []
    for line in lines:
        before = made[-1] if made else None
        if before is not None and _is_mark_of(before, line):
            made[-1] = replace(line, mark=before.text, x0=before.x0)
        else:
            made.append(line)
    return made


def _is_mark_of(before: Line, line: Line) -> bool:
    near = -0.5 * line.size < line.x0 - before.x1 < 1.5 * line.size and abs(line.base - before.base) < 0.7 * line.size
    return is_note_mark(before.text) and not before.mark and before.size < 0.85 * line.size and near and not line.mark


def _marker(line: Line, last: str, left: float, raised: Collection[str] = ()) -> str:
    """The mark at the start of a note; `last` is that of the note before it, `raised` are marks in the text above."""
    if line.mark:
        return note_numbers(line.mark)[0]
    if line.x0 > left + 2 * line.size:
        return ""
    mark, letter = note_start(line.text)[0], letter_start(line.text)[0]
    if mark.isdigit() and last:
        return mark if last.isdigit() and int(last) < int(mark) <= int(last) + 3 else ""
    if letter:
        glued = not last and line.text[1:2].isupper()
        return letter if glued or letter in raised or (last.isalpha() and ord(letter) == ord(last) + 1) else ""
    return mark


def named_notes(made: Sequence[Block]) -> list[Block]:
    """The blocks; what stands under a title Noten or Notes, up to the next heading, is notes."""
    result: list[Block] = []
    inside = False
    last = ""
    for block in made:
        if block.kind in {"heading", "title"}:
            inside = is_notes_title(block.first.text) and len(block.lines) == 1
            last = ""
        elif inside and block.kind in {"bullet", "paragraph", "footnote"}:
            marker = block.marker if block.kind == "footnote" else _marker(block.first, last, block.first.x0)
            if not marker and result[-1].kind == "footnote" and last:
                result[-1].lines += block.lines
                continue
            block.kind, block.marker = "footnote", marker
            last = marker or last
        result.append(block)
    return result


def with_notes_placed(made: Sequence[Block]) -> list[Block]:
    """The blocks, each note at the foot of a page behind the block that bears its mark, if one on that page does."""
    hosts = {
        (line.page, number): place
        for place, block in reversed(list(enumerate(made)))
        if block.kind != "footnote"
        for line in block.lines
        for _, mark in line.marks
        for number in note_numbers(mark)
    }
    behind: dict[int, list[Block]] = {}
    loose: set[int] = set()
    for place, block in enumerate(made):
        host = hosts.get((block.first.page, block.marker)) if block.kind == "footnote" and block.marker else None
        if host is not None and host < place:
            behind.setdefault(host, []).append(block)
            loose.add(place)
    result: list[Block] = []
    for place, block in enumerate(made):
        if place not in loose:
            result += [block, *behind.get(place, ())]
    return result
