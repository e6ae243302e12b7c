"""What a REFI-QDA file says: its codes, its users, its texts and what was coded in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from kentering.errors import InputError
from kentering.export.back.archive import LARGEST_XML, project_and_texts
from kentering.export.back.markup import children, ident, local, root, text


class FoundCode(NamedTuple):
    """A code; `above` are the ids of the codes that it stands under, the nearest first."""

    guid: str
    name: str
    description: str
    above: tuple[str, ...]


class Coded(NamedTuple):
    """A code that a user gave to a selection."""

    code: str
    user: str
    guid: str


class Selection(NamedTuple):
    """A coded part of a text (start and end in code points) or, with start -1, of a page."""

    guid: str
    start: int
    end: int
    codings: list[Coded]


class FoundSource(NamedTuple):
    """A document; `text` is None where the file holds none."""

    guid: str
    name: str
    text: str | None
    selections: list[Selection]


class Found(NamedTuple):
    """All that is used of a file."""

    codes: list[FoundCode]
    users: dict[str, str]
    modified_by: str
    sources: list[FoundSource]


def found(path: Path) -> Found:
    """The project (.qdpx) or codebook (.qdc) in a file; what is wrong with it raises InputError."""
    if not path.is_file():
        message = f"no file {path}"
        raise InputError(message, "name a .qdpx, .qdc, .xlsx or .csv file")
    if path.suffix.lower() == ".qdc":
        if path.stat().st_size > LARGEST_XML:
            message = f"{path.name} is larger than {LARGEST_XML // 2**20} MB"
            raise InputError(message, "is this the codebook that was exported?")
        book = root(path.read_bytes(), "CodeBook", path.name)
        return Found(list(_codes(book, ("Codes",))), {}, "", [])
    xml, texts = project_and_texts(path)
    project = root(xml, "Project", path.name)
    users = {ident(each.get("guid")): str(each.get("name") or "") for each in children(project, "Users", "User")}
    modified = ident(project.get("modifyingUserGUID") or project.get("creatingUserGUID"))
    listed = [_source(each, texts, path.name) for each in children(project, "Sources") for each in each]
    return Found(list(_codes(project, ("CodeBook", "Codes"))), users, modified, [each for each in listed if each])


def _codes(element: Any, path: tuple[str, ...], above: tuple[str, ...] = ()) -> Iterator[FoundCode]:  # noqa: ANN401
    for code in children(element, *path, "Code"):
        made = FoundCode(ident(code.get("guid")), str(code.get("name") or ""), text(code, "Description"), above)
        yield made
        yield from _codes(code, (), (made.guid, *above))


def _source(element: Any, texts: dict[str, bytes], where: str) -> FoundSource | None:  # noqa: ANN401
    """A text or a PDF; pictures, sound and film are not kentering's."""
    if local(element) not in ("TextSource", "PDFSource"):
        return None
    held = next(children(element, "Representation"), element)
    name = str(element.get("name") or "")
    said = [_selection(each, where) for each in children(held, "PlainTextSelection")]
    said += [_selection(each, where) for each in children(element, "PDFSelection")]
    return FoundSource(ident(element.get("guid")), name, _text_of(held, texts), said)


def _text_of(element: Any, texts: dict[str, bytes]) -> str | None:  # noqa: ANN401
    inline = next(children(element, "PlainTextContent"), None)
    if inline is not None:
        return str(inline.text or "")
    name = str(element.get("plainTextPath") or "").rpartition("/")[2].lower()
    return texts[name].decode("utf-8-sig", "replace") if name in texts else None


def _selection(element: Any, where: str) -> Selection:  # noqa: ANN401
    codings = [
        Coded(ident(ref.get("targetGUID")), ident(coding.get("creatingUser")), ident(coding.get("guid")))
        for coding in children(element, "Coding")
        for ref in children(coding, "CodeRef")
    ]
    guid = ident(element.get("guid"))
    if local(element) == "PDFSelection":
        return Selection(guid, -1, -1, codings)
    try:
        return Selection(guid, int(element.get("startPosition")), int(element.get("endPosition")), codings)
    except (TypeError, ValueError):
        message = f"{where}: selection {guid} has no whole number as place"
        raise InputError(message, "export it again from the program that made it") from None
