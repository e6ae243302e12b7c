"""The brief as a Word document: real styles, real footnotes, figures with alternative texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from kentering.export.brief.brief import Brief
from kentering.export.brief.figures import Drawn
from kentering.export.brief.markdown import UNSEEN
from kentering.export.signs import plain

LANGUAGES = {"nl": "nl-BE", "fr": "fr-BE", "en": "en-GB"}
WIDTH = 16  # of a figure, in centimetres
MIDNIGHT = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can hold


def docx(brief: Brief, figures: Sequence[Drawn]) -> bytes:
    """The brief as the bytes of a .docx; the same brief gives the same bytes."""
    from docx import Document

    from kentering.export.brief.footnotes import Footnotes

    document = Document()
    _prepared(document, brief)
    notes = Footnotes(document)
    document.add_paragraph(clean(brief.title), style="Title")
    document.add_paragraph(clean(" ".join(brief.lead)), style="Body Text")
    for place, section in enumerate(brief.sections):
        document.add_heading(clean(section.title), level=1)
        for told in section.paragraphs:
            paragraph = document.add_paragraph(style="Body Text")
            for at, each in enumerate(told):
                paragraph.add_run(clean(f"{' ' if at else ''}{each.sentence}"))
                if each.note:
                    notes.add(paragraph, clean(each.note))
        for figure in figures:
            if figure.after == place:
                _add_figure(document, figure)
    if brief.plans:
        document.add_heading(clean(brief.plans_title), level=1)
        for plan in brief.plans:
            document.add_paragraph(clean(plan), style="List Bullet")
    notes.write()
    made = io.BytesIO()
    document.save(made)
    return _undated(made.getvalue())


def _prepared(document: Any, brief: Brief) -> None:  # noqa: ANN401  (a python-docx document)
    """Title, language and type of the document."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    properties = document.core_properties
    properties.title, properties.author, properties.language = clean(brief.title)[:255], "kentering", brief.language
    properties.comments = ""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Georgia", Pt(11)
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), LANGUAGES[brief.language])
    normal.element.get_or_add_rPr().append(tongue)
    document.styles["Body Text"].paragraph_format.line_spacing = 1.2


def _add_figure(document: Any, figure: Drawn) -> None:  # noqa: ANN401
    from docx.shared import Cm

    document.add_picture(io.BytesIO(figure.png), width=Cm(WIDTH))
    picture = document.inline_shapes[-1]._inline.docPr
    picture.set("descr", clean(figure.alt))
    document.add_paragraph(clean(figure.caption), style="Caption")


def clean(text: str) -> str:
    r"""The text without signs that XML forbids or that turn the direction of a line, on one line.

    >>> clean("Cy\x00ber\u202e plan")
    'Cy�ber plan'
    """
    return " ".join(UNSEEN.sub("", plain(text)).replace("\n", " ").split(" "))


def _undated(blob: bytes) -> bytes:
    """The same document, each file in it dated alike: python-docx writes the time of day."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blob)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename, MIDNIGHT), old.read(entry), zipfile.ZIP_DEFLATED)
    return made.getvalue()
