"""Passages as coded selections, in the plain text of a document and on the pages of its PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from kentering.export.boxes import PageBox
from kentering.export.guids import guid
from kentering.export.signs import one_line, plain
from kentering.export.texts import PlainText

NAME_LENGTH = 80


@dataclass
class Selected:
    """A passage, its codes and where it stands in the PDF."""

    passage_id: str
    described: str
    codes: list[str]
    boxes: list[PageBox] = field(default_factory=list)


@dataclass
class Source:
    """A document as it goes out; `pdf` is None where only its text does."""

    document_id: str
    row: dict[Any, Any]
    text: PlainText
    selected: list[Selected]
    pdf: Path | None = None
    description: str = ""

    @property
    def text_guid(self) -> str:
        """The id, and the file name, of the plain text."""
        return guid("text", self.document_id)

    @property
    def pdf_guid(self) -> str:
        """The file name of the PDF."""
        return guid("pdf", self.document_id)


def text_selections(source: Source, user: str) -> Iterator[ET.Element]:
    """A selection for each passage: from the place of its first sign to that after its last, in code points."""
    for each in source.selected:
        start, end = source.text.spans[each.passage_id]
        place = {"startPosition": str(start), "endPosition": str(end)}
        said = source.text.text[start:end]
        element = _selection("PlainTextSelection", guid("passage", each.passage_id), said, place, user)
        yield _coded(element, each, "text", user)


def pdf_selections(source: Source, user: str) -> Iterator[ET.Element]:
    """A selection for each passage and page, as a box in points from the lower left corner of the page."""
    for each in source.selected:
        start, end = source.text.spans[each.passage_id]
        for box in each.boxes:
            place = {
                "page": str(box.page),
                "firstX": str(box.first_x),
                "firstY": str(box.first_y),
                "secondX": str(box.second_x),
                "secondY": str(box.second_y),
            }
            made = guid("box", each.passage_id, str(box.page))
            element = _selection("PDFSelection", made, source.text.text[start:end], place, user)
            yield _coded(element, each, f"page {box.page}", user)


def _selection(tag: str, made: str, text: str, place: dict[str, str], user: str) -> ET.Element:
    return ET.Element(tag, {"guid": made, "name": one_line(text, NAME_LENGTH), **place, "creatingUser": user})


def _coded(element: ET.Element, selected: Selected, where: str, user: str) -> ET.Element:
    ET.SubElement(element, "Description").text = plain(selected.described)
    for code in selected.codes:
        made = guid("coding", selected.passage_id, where, code)
        coding = ET.SubElement(element, "Coding", guid=made, creatingUser=user)
        ET.SubElement(coding, "CodeRef", targetGUID=code)
    return element
