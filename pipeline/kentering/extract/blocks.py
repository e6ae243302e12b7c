"""Lines -> blocks: paragraphs, items of lists and notes, one column at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kentering.extract.display import ease, heading_goes_on, in_sentence, is_display
from kentering.extract.ended import is_ended
from kentering.extract.lines import Line
from kentering.extract.measures import Column, Style, is_even, steady_lines, tint, usual, with_edges
from kentering.extract.tagged import HEADINGS
from kentering.text import (
    BREAKS,
    bullet,
    ends_clause,
    figures,
    is_caption,
    item,
)

__all__ = ["Block", "Column", "Style", "alike", "blocks", "usual", "with_edges"]

LOOSE = 1.28
"""Lines further apart than so many times what is usual belong to different paragraphs."""

OPEN = frozenset(["cell", "heading", "margin"])
"""What is read apart and yet stands in no box."""

SMALL = 0.95
"""A raised mark that opens a line in type of at most so many times the text's size opens a note."""


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
    indent: float = 0.0
    even: bool = False
    run_in: bool = False
    """Does it stand on the first line of the text under it?"""

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1]

    @property
    def hang(self) -> float:
        """How far from the edge of the column the lines after its first begin, where it has any."""
        return self.indent + self.lines[1].x0 - self.first.x0 if len(self.lines) > 1 else 0.0


def blocks(column: Column, style: Style) -> list[Block]:
    """The blocks of a column; headings are still paragraphs here."""
    made: list[Block] = []
    previous: Line | None = None
    beside: list[Block] = []
    column = replace(column, even=is_even(column, style), steady=steady_lines(column.lines))
    for line in column.lines:
        if line.kind in {"float", "margin"}:
            beside += _island(line, column, style)
            continue
        if line.inside:
            made += [*beside, *_island(line, column, style)]
            previous, beside = None, []
            continue
        opens = _opens_item(line, previous, made[-1] if made else None, column)
        noted = bool(line.mark) and line.size < SMALL * style.size and (previous is None or ends_clause(previous.text))
        if previous is not None and not opens and not noted and _goes_on(made[-1], previous, line, style, column):
            made[-1].lines.append(line)
        else:
            made += beside
            beside = []
            gap = (line.base - previous.base) / style.leading(line.size) if previous is not None else 9.0
            marker = (bullet(line.text)[0] or item(line.text)[0]) if opens else ""
            made.append(Block("bullet" if opens else "paragraph", [line], column.number, column.right, gap, marker))
            made[-1].indent, made[-1].even = line.x0 - column.left, column.even
        previous = line
    return [*made, *beside]


def _island(line: Line, column: Column, style: Style) -> Iterator[Block]:
    if line.kind == "table":
        yield Block("table", [line], column.number, column.right, text=line.text)
        return
    inner = Column(column.number, list(line.inside), max(each.x1 for each in line.inside), boxed=True)
    for block in blocks(inner, style):
        block.boxed = line.kind not in OPEN
        if line.kind == "margin" and not is_caption(block.first.text):
            block.kind = "margin"
        yield block


def _opens_item(line: Line, previous: Line | None, block: Block | None, column: Column) -> bool:
    """Does a line open an item of a list, and not only go on with a dash or a number in a sentence?"""
    sign, number = bullet(line.text)[0], item(line.text)[0]
    if (not sign and not number) or (number and previous is not None and _counts_inline(previous, line, number)):
        return False
    if previous is not None and previous.text[-1:] in BREAKS and previous.text[-2:-1].isalpha():
        return line.base - previous.base > 2.2 * line.size  # the rest of a word: "c.-à-" and "d."
    if previous is None or block is None or (sign and sign not in "-–—‒*o") or _next_item(block, line, sign or number):
        return True
    apart = line.base - previous.base > 1.5 * line.size or abs(line.size - previous.size) > 0.08 * line.size
    if block.kind == "bullet" and (block.marker == sign or (number and item(block.first.text)[0])):
        drawn_out = line.x0 < previous.x0 - 2
        return apart or drawn_out or ends_clause(previous.text) or not _runs_on(previous, line, column)
    return apart or ends_clause(previous.text) or not _runs_on(previous, line, column)


def _counts_inline(previous: Line, line: Line, number: str) -> bool:
    """Does a number at the start of a line count on within a sentence: "(1) theft, (2) fraud, (3) drugs"?"""
    value = figures(number)
    if not number.startswith("(") or not value:
        return False
    before, after = f" ({value[0] - 1}) ", f" ({value[0] + 1}) "
    return after in line.text or before in f" {previous.text} "[2:]


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
    return previous.x1 > (previous.limit or column.right) - 4 * line.size and abs(line.x0 - previous.x0) < 2.5


def alike(first: Line, second: Line, style: Style) -> bool:
    """Are two lines set in the same type, as far as that parts a heading from text?"""
    return abs(first.size - second.size) < 0.08 * max(first.size, second.size) and first.bold == second.bold


def _goes_on(block: Block, previous: Line, line: Line, style: Style, column: Column) -> bool:
    """Does a line belong to the block before it?"""
    distance = line.base - previous.base
    leads = _leads_on(block, previous, line) and distance < 1.2 * style.leading(line.size)
    if leads or _is_rest_of_caption(block, previous, line, style):
        return True
    if _is_told_apart(previous, line):
        return False
    if abs(line.size - previous.size) > 0.08 * max(line.size, previous.size) or line.turn != previous.turn:
        return False
    if distance < 0.3 * line.size and line.x0 < previous.x1:
        return False
    if is_display(previous, style):
        return heading_goes_on(block, previous, line, distance / max(1.0, ease(line, style)), column)
    if distance > LOOSE * style.leading(line.size) or (line.bold != previous.bold and not in_sentence(previous, line)):
        return False
    stressed = line.italic != previous.italic and not is_display(line, style) and _runs_over(previous, line, column)
    other = is_display(line, style) or line.italic != previous.italic
    if other and not stressed and not in_sentence(previous, line):
        return False
    if _other_type(previous, line) and not in_sentence(previous, line) and not _runs_over(previous, line, column):
        return False
    if block.kind == "bullet" and line.x0 < block.first.x0 - 0.5 * line.size:
        return False
    return not is_ended(block, previous, line, style, column, distance)


def _is_rest_of_caption(block: Block, previous: Line, line: Line, style: Style) -> bool:
    """Does a line stand right under a caption that is bold, or that breaks off: Figuur 2: ... Bron: / FOD Justitie?"""
    same = alike(previous, line, style) and (line.italic, line.color) == (previous.italic, previous.color)
    same = (same and is_display(previous, style)) or previous.text.endswith(":")
    close = 0 < line.base - previous.base < LOOSE * style.leading(line.size)
    return same and close and is_caption(block.first.text) and not is_caption(line.text)


def _is_told_apart(previous: Line, line: Line) -> bool:
    """Do the tags call one line a heading, which does not run into text, and the other not?"""
    told = bool(line.role and previous.role) and previous.lead is None
    return told and (line.role in HEADINGS) != (previous.role in HEADINGS)


def _other_type(previous: Line, line: Line) -> bool:
    """Are two lines set in different fonts or colors?"""
    return previous.font != line.font or tint(previous.color) != tint(line.color)


def _leads_on(block: Block, previous: Line, line: Line) -> bool:
    """Does a line begin in the type of those before it, which were the first words of this paragraph?"""
    lead = line.lead
    if lead is None or previous.lead is not None or len(block.lines) > 2 or ends_clause(previous.text):
        return False
    own = (previous.font, tint(previous.color), previous.bold, previous.italic)
    return own == (lead.font, tint(lead.color), lead.bold, lead.italic) and previous.font != lead.rest


def _runs_over(previous: Line, line: Line, column: Column) -> bool:
    """Does a full line break off in a sentence, so that whatever type the next one has may be words within it?"""
    return not ends_clause(previous.text) and _runs_on(previous, line, column) and len(previous.text) > 40
