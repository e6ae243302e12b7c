"""A study as a REFI-QDA project: codes, plans as cases, documents as sources, passages as coded selections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pandas as pd

from kentering import __name__ as origin
from kentering.corpus import title
from kentering.export.codes import Code
from kentering.export.guids import guid
from kentering.export.selections import Source, pdf_selections, text_selections
from kentering.export.signs import plain
from kentering.export.words import words
from kentering.tables import explain

if TYPE_CHECKING:
    from kentering.study import Study

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"

CASE_VARIABLES = (
    *("series", "family", "level", "issuer", "cycle", "cycle_start", "cycle_end"),
    *("valid_from", "valid_to", "adopted", "status", "complete"),
)
SOURCE_VARIABLES = ("language", "text", "rights", "source_url")


def project(study: Study, codes: list[Code], sources: list[Source], codebook: str, language: str) -> ET.Element:
    """The root of project.qde, in the order of the standard's schema (REFI-QDA 1.0, 2019)."""
    said = words(language)
    root = ET.Element("Project", xmlns=PROJECT, name=plain(study.titles[language]), origin=origin)
    root.set("creatingUserGUID", machine(codebook))
    users = ET.SubElement(root, "Users")
    ET.SubElement(users, "User", guid=machine(codebook), name=said["machine"], id=codebook)
    if codes:
        listed = ET.SubElement(ET.SubElement(root, "CodeBook"), "Codes")
        listed.extend(_code(each) for each in codes)
    _variables(root)
    _cases(root, study, {source.document_id for source in sources}, language)
    if sources:
        listed = ET.SubElement(root, "Sources")
        listed.extend(_source(each, machine(codebook)) for each in sources)
    ET.SubElement(root, "Description").text = plain(said["described"])
    return root


def codebook_file(codes: list[Code]) -> ET.Element:
    """The root of a codebook file (.qdc): the codes alone."""
    root = ET.Element("CodeBook", xmlns=CODEBOOK, origin=origin)
    ET.SubElement(root, "Codes").extend(_code(each) for each in codes)
    return root


def machine(codebook: str) -> str:
    """The user that stands for kentering itself, with the themes of one clustering."""
    return guid("machine", codebook)


def _code(code: Code) -> ET.Element:
    element = ET.Element("Code", guid=code.guid, name=code.name, isCodable=str(code.codable).lower())
    if code.colour:
        element.set("color", code.colour)
    if code.description:
        ET.SubElement(element, "Description").text = code.description
    element.extend(_code(each) for each in code.under)
    return element


def _variables(root: ET.Element) -> None:
    listed = ET.SubElement(root, "Variables")
    for table, names in (("works", CASE_VARIABLES), ("documents", SOURCE_VARIABLES)):
        meanings = explain(table).set_index("column")
        for name in names:
            kind = "Boolean" if meanings.loc[name, "type"] == "bool" else "Text"
            made = ET.SubElement(listed, "Variable", guid=guid("variable", table, name), name=name, typeOfVariable=kind)
            ET.SubElement(made, "Description").text = str(meanings.loc[name, "meaning"])


def _values(table: str, names: tuple[str, ...], row: dict[Any, Any]) -> Iterator[ET.Element]:
    for name in names:
        value = row[name]
        if value == "" or pd.isna(value):
            continue
        element = ET.Element("VariableValue")
        ET.SubElement(element, "VariableRef", targetGUID=guid("variable", table, name))
        true_or_false = isinstance(value, bool) or str(value) in ("True", "False")
        tag = "BooleanValue" if true_or_false else "TextValue"
        ET.SubElement(element, tag).text = str(value).lower() if true_or_false else plain(str(value))
        yield element


def _cases(root: ET.Element, study: Study, exported: set[str], language: str) -> None:
    if study.works.empty:
        return
    listed = ET.SubElement(root, "Cases")
    for row in study.works.to_dict("records"):
        case = ET.SubElement(listed, "Case", guid=guid("work", str(row["work_id"])), name=plain(str(row["work_id"])))
        ET.SubElement(case, "Description").text = plain(title(row, language))
        case.extend(_values("works", CASE_VARIABLES, row))
        own = study.documents.loc[study.documents["work_id"] == row["work_id"], "document_id"]
        for document_id in sorted(set(own) & exported):
            ET.SubElement(case, "SourceRef", targetGUID=guid("document", document_id))


def _source(source: Source, user: str) -> ET.Element:
    """A PDF with its plain text, or the plain text alone where the PDF does not go out."""
    name = plain(source.document_id)
    text = {"guid": source.text_guid, "name": name, "plainTextPath": f"internal://{source.text_guid}.txt"}
    if not source.pdf:
        element = ET.Element("TextSource", {**text, "guid": guid("document", source.document_id)})
        _described(element, source)
        element.extend(text_selections(source, user))
    else:
        path = f"internal://{source.pdf_guid}.pdf"
        element = ET.Element("PDFSource", guid=guid("document", source.document_id), name=name, path=path)
        _described(element, source)
        element.extend(pdf_selections(source, user))
        ET.SubElement(element, "Representation", text).extend(text_selections(source, user))
    element.extend(_values("documents", SOURCE_VARIABLES, source.row))
    return element


def _described(element: ET.Element, source: Source) -> None:
    if source.description:
        ET.SubElement(element, "Description").text = plain(source.description)
