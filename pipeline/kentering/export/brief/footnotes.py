"""Footnotes for python-docx, which has none of its own: the part that holds them and the marks in the text."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree

TEXT, MARK = "footnote text", "footnote reference"
FIRST = 1  # 0 and below stand for the lines between text and notes


class Footnotes:
    """The notes of a document in order; `write` puts them into it when all are there."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.notes: list[str] = []
        _styles(document)

    def add(self, paragraph: Paragraph, text: str) -> None:
        """A mark at the end of a paragraph, and its note."""
        self.notes.append(text)
        run = paragraph.add_run()
        run.style = self.document.styles[MARK]
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(FIRST + len(self.notes) - 1))
        run._r.append(reference)

    def write(self) -> None:
        """Make the part with all notes and tie it to the document."""
        root = etree.fromstring(f"<w:footnotes {nsdecls('w')}/>")
        for identifier, kind in ((-1, "separator"), (0, "continuationSeparator")):
            root.append(_line(identifier, kind))
        for number, text in enumerate(self.notes, FIRST):
            root.append(self._note(number, text))
        blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = self.document.part.package
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def _note(self, number: int, text: str) -> Any:  # noqa: ANN401  (an element)
        styles = self.document.styles
        note = _element("w:footnote", id=str(number))
        paragraph = _within(note, "w:p")
        _within(_within(paragraph, "w:pPr"), "w:pStyle", val=styles[TEXT].style_id)
        mark = _within(paragraph, "w:r")
        _within(_within(mark, "w:rPr"), "w:rStyle", val=styles[MARK].style_id)
        _within(mark, "w:footnoteRef")
        words = _within(_within(paragraph, "w:r"), "w:t")
        words.text = f" {text}"
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return note


def _line(identifier: int, kind: str) -> Any:  # noqa: ANN401
    note = _element("w:footnote", type=kind, id=str(identifier))
    _within(_within(_within(note, "w:p"), "w:r"), f"w:{kind}")
    return note


def _element(name: str, **values: str) -> Any:  # noqa: ANN401
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _within(parent: Any, name: str, **values: str) -> Any:  # noqa: ANN401
    made = _element(name, **values)
    parent.append(made)
    return made


def _styles(document: Document) -> None:
    known = {style.name for style in document.styles}
    if TEXT not in known:
        text = document.styles.add_style(TEXT, WD_STYLE_TYPE.PARAGRAPH)
        text.base_style = document.styles["Normal"]
        text.font.size = Pt(9)
        text.paragraph_format.space_after = Pt(2)
    if MARK not in known:
        mark = document.styles.add_style(MARK, WD_STYLE_TYPE.CHARACTER)
        mark.font.superscript = True
