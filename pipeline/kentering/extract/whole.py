"""The pages of a PDF -> its blocks and its furniture: what can only be known from all pages together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kentering.errors import UnreadableError
from kentering.extract.asides import set_asides
from kentering.extract.blocks import Block, Column, Style, blocks, usual, with_edges
from kentering.extract.columns import columns, known_gutters
from kentering.extract.contents import contents
from kentering.extract.continued import continued
from kentering.extract.furniture import take_running
from kentering.extract.headings import headings_whole, mark_headings
from kentering.extract.hyphens import words
from kentering.extract.leaf import Leaf
from kentering.extract.leaves import ONLY_PICTURES, only_pictures
from kentering.extract.levels import set_item_levels, set_levels, set_paths
from kentering.extract.lines import Line
from kentering.extract.listed import listed
from kentering.extract.marks import take_marks
from kentering.extract.notes import foot, named_notes, notes, raised_marks, with_lone_marks, with_notes_placed
from kentering.extract.pullquotes import mark_pullquotes
from kentering.extract.recognition import MAKE, way_out
from kentering.extract.rows import block_rows, furniture_rows, set_texts
from kentering.extract.spread import tables_whole
from kentering.extract.tongues import in_streams
from kentering.extract.unnamed import take_unnamed
from kentering.settings import ExtractSettings

UNMAPPED = 0.3
"""A text with a larger part of letters that no one can name is unreadable."""


class Rows(NamedTuple):
    """The rows of the two tables that reading a PDF gives, and its number of pages."""

    blocks: list[dict[str, Any]]
    furniture: list[dict[str, Any]]
    n_pages: int


def whole(
    name: str,
    document_id: str,
    read: Sequence[Leaf],
    recognised: Sequence[Leaf],
    pictures: Mapping[int, int],
    settings: ExtractSettings,
) -> Rows:
    """The rows of a document from its leaves, those `recognised` in pictures instead of those `read` there.

    Raises UnreadableError where they give no text.
    """
    leaves = _with_recognised(read, recognised)
    _check_text(name, leaves, pictures, settings)
    take_unnamed(leaves)
    count = max(leaf.number for leaf in leaves)
    first = usual([leaf.lines for leaf in leaves])
    take_running(leaves, first.size)
    set_asides(leaves, first)
    cut = _columns(leaves, count)
    style = usual([column.lines for column in cut])
    made = _blocks(cut, style, leaves)
    labels = {leaf.number: leaf.label for leaf in reversed(leaves) if leaf.label}
    left = sorted((each for leaf in leaves for each in leaf.left), key=lambda each: (each.page, each.top, each.x0))
    return Rows(block_rows(document_id, made, leaves, labels), furniture_rows(document_id, left), count)


def _with_recognised(read: Sequence[Leaf], recognised: Sequence[Leaf]) -> list[Leaf]:
    found = {leaf.number for leaf in recognised if leaf.lines}
    instead = [leaf for leaf in recognised if leaf.number in found]
    return sorted([*(leaf for leaf in read if leaf.number not in found), *instead], key=lambda leaf: leaf.number)


def _check_text(name: str, leaves: Sequence[Leaf], pictures: Mapping[int, int], settings: ExtractSettings) -> None:
    text = "".join(line.text for leaf in leaves for line in leaf.lines)
    if only_pictures(len({leaf.number for leaf in leaves}), len(text.strip()), pictures):
        unseen = sorted({each.reason for leaf in leaves for each in leaf.left if each.kind == "hidden" and each.x1})
        if unseen and not pictures:
            message = f"{name} has no text that can be seen: {', '.join(unseen)}"
            raise UnreadableError(message, "look at it in a PDF reader; print it to a new PDF if it shows more there")
        message = f"{name} has {ONLY_PICTURES if pictures else 'no text layer'}"
        raise UnreadableError(message, way_out(settings) if pictures else MAKE)
    odd = sum(1 for sign in text if "\ue000" <= sign <= "\uf8ff" or sign == "\ufffd" or sign < " ")
    if 6 * text.count("(cid:") + odd > UNMAPPED * len(text):
        message = f"{name}: its letters are drawn, but the file does not say which letters they are"
        hint = "make a text layer with text recognition (for example: ocrmypdf --force-ocr in.pdf out.pdf)"
        raise UnreadableError(message, hint)


def _columns(leaves: Sequence[Leaf], count: int) -> list[Column]:
    """The columns of the document in reading order, tables of contents taken out."""
    gutters = known_gutters([leaf.lines for leaf in leaves])
    cut = in_streams([column for leaf in leaves for column in columns(leaf.lines, gutters)])
    flat = [line for column in cut for line in column]
    out = contents(flat, count)
    gone = {id(line) for place, line in enumerate(flat) if place in out}
    by_sheet = {(leaf.number, leaf.sheet.turn): leaf for leaf in leaves}
    for line in flat:
        if id(line) in gone:
            by_sheet[line.page, line.turn].leave(line, "toc", "table of contents")
    kept = [[line for line in column if id(line) not in gone] for column in cut]
    return with_edges([with_lone_marks(column) for column in kept if column])


def _blocks(cut: Sequence[Column], style: Style, leaves: Sequence[Leaf]) -> list[Block]:
    """The blocks of the document, whole, with their texts, kinds, levels and paths."""
    shapes = {(leaf.number, leaf.sheet.turn): leaf.sheet.shapes for leaf in leaves}
    made: list[Block] = []
    raised = raised_marks(cut)
    recognised = {leaf.number for leaf in leaves if leaf.layer}
    for column in cut:
        first = column.lines[0]
        seen = first.page in recognised
        start = foot(column, style, shapes[first.page, first.turn], raised[first.page], recognised=seen)
        body = Column(column.number, column.lines[:start], column.right)
        made += blocks(body, style)
        made += notes(column, start, raised[first.page], recognised=seen)
    made = tables_whole(made, leaves)
    mark_pullquotes(made, style)
    lists = listed(leaves, leaves[0].bookmarks)
    mark_headings(made, style, lists, shapes, leaves[0].name)
    made = headings_whole(made)
    set_levels(made, lists)
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
