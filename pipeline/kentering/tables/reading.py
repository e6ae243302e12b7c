"""The tables that reading PDFs gives: which texts are here, blocks, what was left out of them, and passages."""

from __future__ import annotations

from kentering.tables.columns import (
    BLOCK_KINDS,
    FURNITURE_KINDS,
    HELD,
    LEVELS,
    STATUSES,
    Row,
    many,
    real,
    string,
    whole,
    yes_no,
)


class Held(Row):
    """What the corpus holds of a plan's text, language by language."""

    work_id: str = string("the plan", unique=True, filled=True)
    level: str = string("who governs", isin=LEVELS)
    series: str = string("chain of successive works of one issuer", filled=True)
    cycle: str = string("period in the title")
    status: str = string("how final the plan is", isin=STATUSES)
    nl: str = string("the fullest Dutch text that is here; missing: listed and not here; none: not listed", isin=HELD)
    fr: str = string("the fullest French text that is here", isin=HELD)
    en: str = string("the fullest English text that is here", isin=HELD)


class Blocks(Row):
    """A paragraph, as read."""

    document_id: str = string("the document", filled=True)
    position: int = whole("place in the reading order, from 0", low=0)
    page: int = whole("page of the PDF where it starts, from 1", low=1)
    page_last: int = whole("page of the PDF where it ends", low=1)
    page_label: str = string("page number as printed; empty where none is")
    kind: str = string("what it is on the page", isin=BLOCK_KINDS)
    level: int = whole("depth of a heading or of a list, from 1; 0 for all else", low=0)
    marker: str = string("mark of a list item or a note")
    text: str = string("the words, repaired")
    section_path: object = many("headings above it, the highest first")
    boxes: object = many("where it stands: lists of page, x0, top, x1, bottom in points")
    size: float = real("size of the type in points", low=0)
    source: str = string("text layer of the PDF, or read from a picture", isin=("text", "ocr"))
    confidence: float = real("how sure the reading is, 0 to 1", low=0, high=1)


class Furniture(Row):
    """A thing on the page that is no part of the text."""

    document_id: str = string("the document", filled=True)
    page: int = whole("page of the PDF, from 1", low=1)
    kind: str = string("what it is", isin=FURNITURE_KINDS)
    text: str = string("the words that were left out")
    x0: float = real("left edge in points")
    top: float = real("upper edge in points")
    x1: float = real("right edge in points")
    bottom: float = real("lower edge in points")
    reason: str = string("why it was left out")


class Passages(Row):
    """The unit of analysis."""

    passage_id: str = string("made from its words and its place", unique=True, filled=True)
    document_id: str = string("the document", filled=True)
    page: int = whole("page of the PDF where it starts, from 1", low=1)
    page_last: int = whole("page of the PDF where it ends", low=1)
    page_label: str = string("page number as printed; empty where none is")
    headings: object = many("headings above it, the highest first")
    text: str = string("the words")
    n_words: int = whole("number of words", low=0)
    n_sentences: int = whole("number of sentences", low=0)
    block_first: int = whole("position of its first block", low=0)
    block_last: int = whole("position of its last block", low=0)
    priority_id: str = string("the declared item in whose section it stands; empty where there is none")
    running: bool = yes_no("running text (paragraphs, bullets, boxes): only this counts in shares")


class LeftOut(Row):
    """A document that could not be read."""

    document_id: str = string("the document", filled=True)
    file: str = string("its file")
    reason: str = string("why it was left out")
    hint: str = string("the way out")


READ: dict[str, type[Row]] = {
    "held": Held,
    "blocks": Blocks,
    "furniture": Furniture,
    "passages": Passages,
    "left_out": LeftOut,
}
