"""The marks of notes in the text: taken out of the words that they stand behind, and noted on their blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kentering.extract.blocks import Block
from kentering.extract.lines import Line, with_marks
from kentering.text import glued_marks, is_measured, note_numbers

COUNTED = 3
"""So many raised numbers in a row are marks of notes."""


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
    for note in [block for block in made if block.kind == "footnote" and block.marker.isalnum()]:
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
