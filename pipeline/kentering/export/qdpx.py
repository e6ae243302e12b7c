"""A study as a .qdpx file, for NVivo, ATLAS.ti, MAXQDA and QualCoder."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pandas as pd

from kentering import coding
from kentering.errors import InputError
from kentering.export.boxes import page_boxes, page_heights
from kentering.export.codes import Code, codes, theme_guid
from kentering.export.guids import guid
from kentering.export.kept import keep_codebook
from kentering.export.project import codebook_file, project
from kentering.export.rights import EACH, MOST, commentaries
from kentering.export.selections import Selected, Source
from kentering.export.texts import plain_text
from kentering.export.words import words
from kentering.store import beside
from kentering.study.quoting import sources as with_citations

if TYPE_CHECKING:
    from kentering.study import Study

LARGEST = 2**31 - 1
"""Bytes of the largest file that the standard allows inside a project."""

NOON = (1980, 1, 1, 0, 0, 0)
"""The time that every file in the archive bears: the same study gives the same bytes."""


def write_qdpx(study: Study, path: Path, language: str) -> Path:
    """Write the project and return its path. PDFs go in, but those of commentary do not: only brief quotations do."""
    keep_codebook(study)
    book = coding.codebook(study.themes, study.assignments)
    name = str(book["codebook"].iloc[0]) if len(book) else ""
    found = sources(study, name, language)
    root = project(study, codes(study, book, language), found, name, language)
    with beside(path) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "project.qde", xml(root))
        for source in found:
            _put(archive, f"sources/{source.text_guid}.txt", source.text.text.encode())
            if source.pdf:
                _put(archive, f"sources/{source.pdf_guid}.pdf", _bytes(source.pdf))
    return path


def write_codebook(study: Study, path: Path, language: str) -> Path:
    """Write the codes alone as a .qdc file and return its path."""
    keep_codebook(study)
    book = coding.codebook(study.themes, study.assignments)
    found: list[Code] = codes(study, book, language)
    if not found:
        message = f"{study.name}: no theme and no declared priority to put in a codebook"
        raise InputError(message, "put the PDFs in pdf/, then: kentering run CORPUS")
    with beside(path) as temporary:
        temporary.write_bytes(xml(codebook_file(found)))
    return path


def xml(root: ET.Element) -> bytes:
    """The document as UTF-8, with its declaration."""
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def sources(study: Study, codebook: str, language: str) -> list[Source]:
    """The documents with passages, each with its text, its coded passages and, unless it is commentary, its PDF."""
    kept_brief = commentaries(study.documents)
    cited = with_citations(study, study.passages).merge(study.assignments, on="passage_id", how="left")
    rows = {str(row["document_id"]): row for row in study.documents.to_dict("records")}
    made = []
    for document_id, own in cited.groupby("document_id", sort=True):
        short = str(document_id) in kept_brief
        text = plain_text(str(document_id), own, shortened=short)
        source = Source(str(document_id), rows[str(document_id)], text, _selected(own, codebook))
        if short:
            source.description = words(language)["brief"].format(each=EACH, most=MOST)
        else:
            source.pdf = study.folder / str(source.row["file"])
            blocks = study.blocks[study.blocks["document_id"] == document_id]
            _place(source, own, blocks, study.corpus.passwords.get(str(document_id)))
        made.append(source)
    return made


def _selected(own: pd.DataFrame, codebook: str) -> list[Selected]:
    ordered = own.sort_values(["block_first", "block_last"], kind="stable")
    return [
        Selected(str(row["passage_id"]), _described(row), _codes_of(row, codebook))
        for row in ordered.to_dict("records")
    ]


def _codes_of(row: dict[Any, Any], codebook: str) -> list[str]:
    """The narrowest theme, and the declared item in whose section the passage stands."""
    themes = [row.get("narrow_id"), row.get("theme_id")]
    theme = next((str(each) for each in themes if isinstance(each, str) and each), "")
    found = [theme_guid(codebook, theme)] if theme else []
    return [*found, guid("priority", str(row["priority_id"]))] if row["priority_id"] else found


def _described(row: dict[Any, Any]) -> str:
    return "\n".join(part for part in (str(row["citation"]), " > ".join(row["headings"]), row["passage_id"]) if part)


def _place(source: Source, own: pd.DataFrame, blocks: pd.DataFrame, password: str | None) -> None:
    """Set where the passages stand on the pages of the PDF."""
    if source.pdf is None:
        return
    heights = page_heights(source.pdf, password or os.environ.get("KENTERING_PASSWORD") or None)
    spans = {str(row["passage_id"]): (row["block_first"], row["block_last"]) for row in own.to_dict("records")}
    for each in source.selected:
        each.boxes = page_boxes(blocks, *spans[each.passage_id], heights)


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, NOON)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, content)


def _bytes(pdf: Path) -> bytes:
    if pdf.stat().st_size > LARGEST:
        message = f"{pdf.name} is larger than a .qdpx may hold (2 GB)"
        raise InputError(message, "leave the document out, or make the PDF smaller")
    return pdf.read_bytes()
