"""PDFs -> blocks and furniture: what stands on the page, in reading order, and what is no part of the text."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from kentering import tables
from kentering.errors import UnreadableError
from kentering.extract.blocks import Block, Column, Style, blocks, usual, with_edges
from kentering.extract.columns import columns, known_gutters
from kentering.extract.contents import contents
from kentering.extract.continued import continued
from kentering.extract.furniture import Leaf, take_line_numbers, take_running
from kentering.extract.headings import headings_whole, mark_headings
from kentering.extract.hyphens import words
from kentering.extract.islands import with_islands
from kentering.extract.levels import set_item_levels, set_levels, set_paths
from kentering.extract.lines import Line, lines
from kentering.extract.notes import foot, named_notes, notes, take_marks, with_notes_placed
from kentering.extract.opening import opened
from kentering.extract.rows import block_rows, furniture_rows, set_texts
from kentering.extract.seen import with_hidden_out
from kentering.extract.sheets import Left, Shape, Sheet, sheets
from kentering.extract.tokens import Widths
from kentering.settings import ExtractSettings

__all__ = ["VERSION", "Reading", "reading"]

VERSION = "4"

UNMAPPED = 0.3
"""A text with a larger part of letters that no one can name is unreadable."""


STAMP = 100
"""A page that is a picture and bears fewer letters than this has a stamp on it, not a text layer."""


PICTURE = "a picture of a page, with no text layer"
"""Why nothing was read from a page of a document that has text elsewhere."""


class Reading(NamedTuple):
    """What reading a PDF gives."""

    blocks: pd.DataFrame
    furniture: pd.DataFrame
    n_pages: int


def reading(
    path: Path,
    document_id: str,
    settings: ExtractSettings,
    password: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Reading:
    """The blocks and the furniture of one PDF. Raises UnreadableError where it gives no text, with the way out."""
    leaves, pictures = _leaves(path, password or os.environ.get("KENTERING_PASSWORD"), settings, progress)
    _check_text(path, leaves, pictures)
    count = max(leaf.number for leaf in leaves)
    take_running(leaves, usual([leaf.lines for leaf in leaves]).size)
    cut = _columns(leaves, count)
    style = usual([column.lines for column in cut])
    made = _blocks(cut, style, leaves)
    labels = {leaf.number: leaf.label for leaf in reversed(leaves) if leaf.label}
    left = sorted((each for leaf in leaves for each in leaf.left), key=lambda each: (each.page, each.top, each.x0))
    return Reading(
        tables.from_rows("blocks", block_rows(document_id, made, leaves, labels)),
        tables.from_rows("furniture", furniture_rows(document_id, left)),
        count,
    )


def _leaves(
    path: Path, password: str | None, settings: ExtractSettings, progress: Callable[[int], None] | None
) -> tuple[list[Leaf], int]:
    """The lines of every page, read one page at a time, and how many of them are a picture of a page."""
    made: list[Leaf] = []
    widths = Widths()
    pictures = 0
    with opened(path, password, settings.max_pages) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            for raw in sheets(page, number):
                sheet, layer = with_hidden_out(raw)
                leaf = Leaf(sheet, lines(sheet, widths), list(sheet.left), layer=layer)
                take_line_numbers(leaf)
                leaf.lines = with_islands(sheet, leaf.lines, page)
                if any(_fills(shape, sheet) for shape in sheet.shapes) and not layer:
                    pictures += 1
                    leaf.left += _unread(leaf)
                sheet.glyphs, sheet.shapes = [], [shape for shape in sheet.shapes if _may_rule(shape.box)]
                made.append(leaf)
            page.close()
            if progress is not None:
                progress(number)
    return made, pictures


def _unread(leaf: Leaf) -> list[Left]:
    """A page that is a picture and has no letters is said, or nobody would know that it was not read."""
    sheet = leaf.sheet
    return [] if leaf.lines else [Left(leaf.number, "hidden", "", 0.0, 0.0, sheet.width, sheet.height, PICTURE)]


def _may_rule(box: tuple[float, float, float, float]) -> bool:
    return box[3] - box[1] < 3 and box[2] - box[0] > 30


def _fills(shape: Shape, sheet: Sheet) -> bool:
    """Is a shape a picture of most of the page?"""
    box = shape.box
    return shape.picture and (box[2] - box[0]) * (box[3] - box[1]) > 0.6 * sheet.width * sheet.height


def _check_text(path: Path, leaves: Sequence[Leaf], pictures: int) -> None:
    text = "".join(line.text for leaf in leaves for line in leaf.lines)
    if not text.strip() or (pictures >= len(leaves) and len(text) < STAMP * len(leaves)):
        message = f"{path.name} has no text layer" + (", only pictures of pages" if pictures else "")
        hint = "make one with text recognition (for example: ocrmypdf in.pdf out.pdf) and list that file"
        raise UnreadableError(message, hint)
    odd = sum(1 for sign in text if "\ue000" <= sign <= "\uf8ff" or sign == "\ufffd" or sign < " ")
    if 6 * text.count("(cid:") + odd > UNMAPPED * len(text):
        message = f"{path.name}: its letters are drawn, but the file does not say which letters they are"
        hint = "make a text layer with text recognition (for example: ocrmypdf --force-ocr in.pdf out.pdf)"
        raise UnreadableError(message, hint)


def _columns(leaves: Sequence[Leaf], count: int) -> list[Column]:
    """The columns of the document in reading order, tables of contents taken out."""
    gutters = known_gutters([leaf.lines for leaf in leaves])
    cut = [column for leaf in leaves for column in columns(leaf.lines, gutters)]
    flat = [line for column in cut for line in column]
    out = contents(flat, count)
    gone = {id(line) for place, line in enumerate(flat) if place in out}
    by_sheet = {(leaf.number, leaf.sheet.turn): leaf for leaf in leaves}
    for line in flat:
        if id(line) in gone:
            by_sheet[line.page, line.turn].leave(line, "toc", "table of contents")
    kept = [[line for line in column if id(line) not in gone] for column in cut]
    return with_edges([column for column in kept if column])


def _blocks(cut: Sequence[Column], style: Style, leaves: Sequence[Leaf]) -> list[Block]:
    """The blocks of the document, whole, with their texts, kinds, levels and paths."""
    shapes = {(leaf.number, leaf.sheet.turn): leaf.sheet.shapes for leaf in leaves}
    made: list[Block] = []
    for column in cut:
        first = column.lines[0]
        start = foot(column, style, shapes[first.page, first.turn])
        body = Column(column.number, column.lines[:start], column.right)
        made += blocks(body, style)
        made += notes(column, start)
    mark_headings(made, style)
    made = headings_whole(made)
    set_levels(made)
    made = continued(named_notes(made), style)
    made = with_notes_placed(made)
    take_marks(made)
    set_texts(made, words(_texts(cut)))
    made = [block for block in made if block.text]
    set_item_levels(made)
    set_paths(made)
    return made


def _texts(cut: Sequence[Column]) -> list[str]:
    flat = [line for column in cut for line in column.lines]
    inner: list[Line] = [each for line in flat for each in line.inside]
    return [line.text for line in [*flat, *inner]]
