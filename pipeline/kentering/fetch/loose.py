"""Files in the pdf folder that belong to no row, and what is known of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kentering.corpus import Corpus, sha256
from kentering.corpus.cells import cells
from kentering.errors import InputError, KenteringError, UnreadableError
from kentering.fetch.addresses import shown
from kentering.fetch.front import Front, front, unread
from kentering.fetch.places import file_name
from kentering.settings import ExtractSettings

WEB = (".html", ".htm", ".mhtml")
"""What a browser saves where a page was saved instead of a PDF."""

Choose = Callable[[str, list[str]], int | None]
"""Asks a person: a question and the answers to choose from; the place of the answer, or None where nobody answers."""


@dataclass(frozen=True)
class Loose:
    """A PDF and what its first pages say."""

    path: Path
    name: str
    sha256: str
    front: Front


def loose_files(found: Corpus, faults: list[KenteringError]) -> list[Loose]:
    """The PDFs that no row names; what is no PDF, or stands there twice, is added to `faults`."""
    mine = {(found.folder / file).resolve() for file in cells(found.folder / "documents.csv")["file"] if file}
    mine |= {(found.folder / file_name(row)).resolve() for _, row in found.documents.iterrows()}
    known = {str(row["sha256"]): str(row["file"]) for _, row in found.documents.iterrows() if _is_here(row, found)}
    made: list[Loose] = []
    for path in sorted((found.folder / "pdf").glob("**/*")):
        if not _is_candidate(path) or path.resolve() in mine:
            continue
        name = shown(path.relative_to(found.folder).as_posix())
        try:
            each = _loose(path, name, found.settings.extract)
        except InputError as error:
            faults.append(InputError(name + after_name(error.message, path), error.hint))
            continue
        if each.sha256 in known:
            faults.append(InputError(f"{name} is the same file as {known[each.sha256]}", "remove it"))
            continue
        known[each.sha256] = name
        made.append(each)
    return made


def told(path: Path, settings: ExtractSettings) -> Front:
    """The first pages of a PDF; of a locked one only its name and why. Another that cannot be opened raises."""
    try:
        return front(path, settings)
    except UnreadableError as error:
        if "password" not in error.message:
            raise
        return unread(path, error)


def after_name(message: str, path: Path) -> str:
    """What a message says about a file, after its name.

    >>> after_name("plan.pdf is damaged", Path("pdf/plan.pdf")), after_name("no text", Path("pdf/plan.pdf"))
    (' is damaged', ': no text')
    """
    return message.removeprefix(path.name) if message.startswith(path.name) else f": {message}"


def _loose(path: Path, name: str, settings: ExtractSettings) -> Loose:
    if path.is_symlink():
        message = "it is a link to another file"
        raise InputError(message, "put the PDF itself in the folder")
    return Loose(path, name, sha256(path), told(path, settings))


def _is_here(row: object, found: Corpus) -> bool:
    file, digest = str(row["file"]), str(row["sha256"])  # type: ignore[index]
    return bool(file and digest) and (found.folder / file).is_file()


def _is_candidate(path: Path) -> bool:
    """Is it a PDF by name or by its first bytes, or a page saved in place of one?"""
    if not path.is_file() or path.name.startswith(".") or path.suffix == ".part":
        return False
    if path.suffix.lower() in (".pdf", *WEB):
        return True
    with path.open("rb") as stream:
        return b"%PDF-" in stream.read(1024)
