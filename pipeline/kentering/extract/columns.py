"""Reading order: columns found by the white between them; what spans them divides the page into bands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from kentering.extract.aligned import aligned_runs, aligned_table
from kentering.extract.grids import shown
from kentering.extract.gutters import LARGE, Gutter, Gutters, level_rows
from kentering.extract.leads import FEWEST, Lead
from kentering.extract.lines import Line, island
from kentering.extract.stretched import stretched

DEEPEST = 6
"""Columns within columns within columns: no further than this."""


LEAST_ENTRIES = 5
"""Fewer rows of words and a page number are no table of contents."""


def known_gutters(pages: Sequence[Sequence[Line]]) -> frozenset[int]:
    """The places (right edge, in whole points) of gutters that three pages or more have in common."""
    places: Counter[int] = Counter()
    for lines in pages:
        page = Gutters()
        gutter = page.gutter(lines, frozenset()) if lines else None
        if gutter is not None:
            inner = [page.gutter(side, frozenset()) for side in (gutter.left, gutter.right)]
            places.update(round(each.high) for each in (gutter, *inner) if each is not None)
    found = [place for place in places if sum(places[place + step] for step in (-2, -1, 0, 1, 2)) >= 3]
    return frozenset(found)


def columns(lines: Sequence[Line], known: frozenset[int]) -> list[list[Line]]:
    """The lines of a page as columns in reading order; pieces on one height within a column become one line.

    Rows of short pieces that stand under one another become one item, a table.
    """
    ordered = sorted(_stretched_joined(_entries_joined(lines)), key=lambda line: (line.top, line.x0))
    cut = _welded(list(_cut(ordered, known, Gutters(), 0)))
    return [_rows_joined(column) for column in cut]


def _entries_joined(lines: Sequence[Line]) -> list[Line]:
    """The lines, the entries of a table of contents joined with the page numbers that stand far from them."""
    rows = [row for row in level_rows(lines) if len(row) == 2 and row[1].text.isdigit() and len(row[1].text) < 4]
    ends = Counter(round(row[1].x1 / 2) for row in rows)
    (end, count), *_ = ends.most_common(1) or [(0, 0)]
    entries = [row for row in rows if abs(row[1].x1 / 2 - end) < 1]
    numbers = [int(row[1].text) for row in entries]
    if count < LEAST_ENTRIES or numbers != sorted(numbers):
        return list(lines)
    gone = {id(line) for row in entries for line in row}
    return [*(line for line in lines if id(line) not in gone), *(joined_row(row) for row in entries)]


def _stretched_joined(lines: Sequence[Line]) -> list[Line]:
    """The lines, the words of each heading that was stretched over the measure as one line."""
    found = stretched(level_rows(lines))
    gone = {id(line) for row in found for line in row}
    return [*(line for line in lines if id(line) not in gone), *(joined_row(row) for row in found)]


def _cut(lines: list[Line], known: frozenset[int], page: Gutters, depth: int) -> Iterator[list[Line]]:
    gutter = page.gutter(lines, known) if depth < DEEPEST and len(lines) > 1 else None
    if gutter is None:
        if lines:
            yield lines
        return
    sides = [*gutter.left, *gutter.right]
    inside = {id(line) for line in sides}
    top, bottom = min(line.top for line in sides), max(line.bottom for line in sides)
    above = [line for line in lines if id(line) not in inside and (line.top + line.bottom) / 2 < (top + bottom) / 2]
    taken = inside | {id(line) for line in above}
    here = known | {round(gutter.high)}
    heads = _heads(above, gutter)
    over = {id(line) for line in heads}
    yield from _cut([line for line in above if id(line) not in over], here, page, depth + 1)
    if heads:
        yield heads
    yield from _cut(gutter.left, known, page, depth + 1)
    yield from _cut(gutter.right, known, page, depth + 1)
    yield from _cut([line for line in lines if id(line) not in taken], here, page, depth + 1)


def _heads(above: Sequence[Line], gutter: Gutter) -> list[Line]:
    """The large lines right over columns, with nothing beside them: a heading of both, a word over its title too.

    Where columns end over such a heading, one of its lines may be too short to reach the second of them; it is still
    no line of the first, for no heading ends a column.
    """
    usual = median(line.size for line in [*gutter.left, *gutter.right])
    left = min(line.x0 for line in gutter.left)
    found: list[Line] = []
    for line in sorted(above, key=lambda each: -each.base):
        beside = any(other is not line and other.top < line.bottom and other.bottom > line.top for other in above)
        starts = not found or abs(line.x0 - found[-1].x0) < 2
        if line.inside or beside or line.size < LARGE * usual or line.x0 > left + 2 or not starts:
            break
        found.append(line)
    return found[::-1]


def _welded(cut: list[list[Line]]) -> list[list[Line]]:
    """Lines that span the page one under another are one column again."""
    made: list[list[Line]] = []
    for column in cut:
        if made and _spans(made[-1]) == _spans(column) and _follows(made[-1], column):
            made[-1] = [*made[-1], *column]
        else:
            made.append(column)
    return made


def _spans(column: Sequence[Line]) -> tuple[int, int]:
    return round(min(line.x0 for line in column) / 20), round(max(line.x1 for line in column) / 20)


def _follows(above: Sequence[Line], below: Sequence[Line]) -> bool:
    return max(line.bottom for line in above) <= min(line.top for line in below) + 1


def _rows_joined(column: Sequence[Line]) -> list[Line]:
    """Pieces on one height, from left to right, as one line: a number and its heading, a bullet and its text."""
    rows = level_rows(column)
    made: list[Line] = []
    done = 0
    for start, end in aligned_runs(rows):
        made += [joined_row(row) for row in rows[done:start]]
        inner = [line for row in rows[start:end] for line in row]
        made.append(island(inner, "table", shown(aligned_table(rows[start:end]))))
        done = end
    return [*made, *(joined_row(row) for row in rows[done:])]


def joined_row(row: Sequence[Line]) -> Line:
    """Pieces of one row as one line."""
    if len(row) == 1:
        return row[0]
    text, marks = "", []
    for line in row:
        if line.mark and text:
            marks.append((len(text), line.mark))
        shift = len(text) + 1 if text and line.text else len(text)
        text = f"{text} {line.text}" if text and line.text else text + line.text
        marks += [(place + shift, mark) for place, mark in line.marks]
    long = max(row, key=lambda line: len(line.text))
    words = [line for line in row if any(sign.isalpha() for sign in line.text)] or row
    bold = all(line.bold for line in words if len(line.text) > 2 or len(row) == 2)
    return replace(
        long,
        x0=row[0].x0,
        top=min(line.top for line in row),
        x1=max(line.x1 for line in row),
        bottom=max(line.bottom for line in row),
        bold=bold,
        text=text,
        marks=tuple(marks),
        mark=row[0].mark,
        first_width=row[0].first_width,
        lead=_joined_lead(row),
    )


def _joined_lead(row: Sequence[Line]) -> Lead | None:
    """The first words of a row where the pieces that hold them are in a type of their own."""
    first, length, end = row[0], 0, row[0].x1
    for line in row:
        if line.lead is None and (line.font, line.color) == (first.font, first.color):
            length, end = length + len(line.text) + (length > 0), line.x1
            continue
        if line.lead is not None and (line is first or (line.lead.font, line.lead.color) == (first.font, first.color)):
            return line.lead._replace(length=line.lead.length + (length + 1 if length else 0))
        letters = sum(sign.isalpha() for piece in row[: row.index(line)] for sign in piece.text)
        if letters < FEWEST:
            return None
        return Lead(length, end, line.x0, first.font, first.color, first.bold, first.italic, line.font, line.color)
    return None
