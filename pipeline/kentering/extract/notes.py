"""Notes: small type at the foot of a column, under a rule or with a mark; lists of notes under a title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kentering.extract.blocks import Block, Column, Style
from kentering.extract.lines import Line, with_marks
from kentering.extract.sheets import Shape
from kentering.text import glued_marks, is_measured, is_note_mark, is_notes_title, note_numbers, note_start

SMALLER = 0.945
"""Notes are set at most at this part of the size of the text."""

COUNTED = 3
"""So many raised numbers in a row are marks of notes."""


def foot(column: Column, style: Style, shapes: Sequence[Shape]) -> int:
    """The place in a column where its notes begin; the number of its lines where it has none."""
    lines = column.lines
    start = len(lines)
    while start and not lines[start - 1].inside and lines[start - 1].size < SMALLER * style.size:
        start -= 1
    for place in range(start, len(lines)):
        ruled = _ruled(lines, place, shapes)
        if _opens(lines[place]) or (ruled and place == start):
            return place
    for place in range(max(1, len(lines) - 40), len(lines)):
        if lines[place].mark and _ruled(lines, place, shapes) and _no_larger(lines, place, style):
            return place
    return len(lines)


def _no_larger(lines: Sequence[Line], place: int, style: Style) -> bool:
    return all(line.size < 1.02 * style.size and not line.inside for line in lines[place:])


def _opens(line: Line) -> bool:
    return bool(line.mark or note_start(line.text)[0] or is_note_mark(line.text)) and bool(line.text)


def _ruled(lines: Sequence[Line], place: int, shapes: Sequence[Shape]) -> bool:
    """Is there a rule just over a line and below the one before?"""
    line = lines[place]
    above = lines[place - 1].base if place else line.top - 4 * line.size
    return any(
        shape.box[3] - shape.box[1] < 3
        and shape.box[2] - shape.box[0] > 30
        and abs(shape.box[0] - line.x0) < 3 * line.size
        and above - 1 < shape.box[1] < line.base - 0.5 * line.size
        for shape in shapes
    )


def notes(column: Column, start: int) -> list[Block]:
    """The notes at the foot of a column; the first may go on with one of the column before and then has no mark."""
    made: list[Block] = []
    lines = _with_lone_marks(column.lines[start:])
    left = min((line.x0 for line in lines), default=0.0)
    expected: int | None = None
    for line in lines:
        marker = _marker(line, expected, left)
        if marker or not made:
            made.append(Block("footnote", [line], column.number, column.right, marker=marker))
            expected = int(marker) + 1 if marker.isdigit() else expected
        else:
            made[-1].lines.append(line)
    return made


def _with_lone_marks(lines: Sequence[Line]) -> list[Line]:
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


def _marker(line: Line, expected: int | None, left: float) -> str:
    if line.mark:
        return note_numbers(line.mark)[0]
    mark = note_start(line.text)[0]
    if not mark or line.x0 > left + 2 * line.size:
        return ""
    in_turn = not mark.isdigit() or expected is None or expected <= int(mark) <= expected + 2
    return mark if in_turn else ""


def named_notes(made: Sequence[Block]) -> list[Block]:
    """The blocks; what stands under a title Noten or Notes, up to the next heading, is notes."""
    result: list[Block] = []
    inside = False
    expected: int | None = None
    for block in made:
        if block.kind in {"heading", "title"}:
            inside = is_notes_title(block.first.text) and len(block.lines) == 1
            expected = None
        elif inside and block.kind in {"bullet", "paragraph", "footnote"}:
            marker = block.marker if block.kind == "footnote" else _marker(block.first, expected, block.first.x0)
            if not marker and result[-1].kind == "footnote" and expected is not None:
                result[-1].lines += block.lines
                continue
            block.kind, block.marker = "footnote", marker
            expected = int(marker) + 1 if marker.isdigit() else expected
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


def take_marks(made: Sequence[Block]) -> None:
    """Note on each block the marks of notes that it bears; raised figures of no note go back into their line."""
    known = {block.marker for block in made if block.kind == "footnote" and block.marker} | _counted(made)
    for block in made:
        for place, line in enumerate(block.lines):
            opening = line.mark if block.kind != "footnote" or place else ""
            if opening and not _is_real("", 0, opening, known):
                line = replace(line, text=f"{opening} {line.text}".strip(), mark="", marks=_moved(line, opening))
                block.lines[place] = line
            elif opening:
                block.notes += note_numbers(opening)
            if line.marks:
                real = [(at, mark) for at, mark in line.marks if _is_real(line.text, at, mark, known)]
                block.notes += [number for _, mark in real for number in note_numbers(mark)]
                back = [each for each in line.marks if each not in real]
                block.lines[place] = _restored(line, back)
    _take_glued(made)


def _counted(made: Sequence[Block]) -> set[str]:
    """Raised numbers that count on through the text: marks of notes, even where the notes themselves were not found."""
    body = [block for block in made if block.kind != "footnote"]
    raised = [mark for block in body for line in block.lines for _, mark in line.marks]
    numbers = [int(number) for mark in raised for number in note_numbers(mark) if number.isdigit()]
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return {str(number) for run in runs if len(run) >= COUNTED for number in run}


def _take_glued(made: Sequence[Block]) -> None:
    """Take the marks of notes out of words that they are glued to in full size, where only one place can be meant."""
    noted = {(line.page, number) for block in made for line in block.lines for number in _numbers(block, line)}
    for note in [block for block in made if block.kind == "footnote" and block.marker.isdigit()]:
        page = note.first.page
        if (page, note.marker) in noted:
            continue
        places = [
            (block, place, at)
            for block in made
            if block.kind in {"paragraph", "bullet", "heading"}
            for place, line in enumerate(block.lines)
            if line.page == page
            for at in glued_marks(line.text, note.marker)
        ]
        if len(places) == 1:
            block, place, at = places[0]
            text = block.lines[place].text
            rest = text[at + len(note.marker) :]
            block.lines[place] = replace(block.lines[place], text=text[:at] + rest)
            block.notes.append(note.marker)


def _numbers(block: Block, line: Line) -> list[str]:
    """The marks of notes that a line of text bears."""
    if block.kind == "footnote":
        return []
    return [number for _, mark in [*line.marks, (0, line.mark)] if mark for number in note_numbers(mark)]


def _moved(line: Line, opening: str) -> tuple[tuple[int, str], ...]:
    return tuple((place + len(opening) + 1, mark) for place, mark in line.marks)


def _is_real(text: str, place: int, mark: str, known: set[str]) -> bool:
    return not is_measured(text[:place], mark) and all(number in known for number in note_numbers(mark))


def _restored(line: Line, back: Sequence[tuple[int, str]]) -> Line:
    return replace(line, text=with_marks(line.text, back), marks=()) if back else line
