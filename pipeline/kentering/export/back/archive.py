"""What stands in a .qdpx file: read with limits, never unpacked to disk."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from kentering.errors import InputError

MOST_FILES = 20_000
LARGEST_XML = 100 * 2**20
LARGEST_TEXT = 50 * 2**20
LARGEST_ALL = 500 * 2**20
"""Bytes of the project, of one text and of all texts together, once unpacked; PDFs are not read."""

HINT = "export it again from the program that made it"

DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(NotImplementedError, EOFError, OSError, RuntimeError, ValueError),
)
"""What unpacking a damaged archive may raise, while its list is read or later."""


def project_and_texts(path: Path) -> tuple[bytes, dict[str, bytes]]:
    """The XML of the project, and the plain texts by their name in lower case without folder.

    Raises InputError for what is no zip, holds a path that climbs out, a locked file, a name twice, or more than the
    limits allow, whatever the sizes that the archive itself states.
    """
    if not zipfile.is_zipfile(path):
        message = f"{path.name} is no .qdpx file (no zip archive)"
        raise InputError(message, HINT)
    try:
        with zipfile.ZipFile(path) as archive:
            infos = _checked(archive.infolist(), path.name)
            project = [name for name in infos if "/" not in name and name.lower().endswith(".qde")]
            if len(project) != 1:
                message = f"{path.name} holds {len(project)} projects (.qde), not one"
                raise InputError(message, HINT)
            texts = [name for name in infos if name.lower().endswith(".txt")]
            return _read(archive, project[0], LARGEST_XML), _texts(archive, texts)
    except DAMAGED as error:
        message = f"{path.name} cannot be unpacked: {error}"
        raise InputError(message, HINT) from None


def _checked(infos: list[zipfile.ZipInfo], where: str) -> list[str]:
    if len(infos) > MOST_FILES:
        message = f"{where} holds {len(infos)} files, more than {MOST_FILES}"
        raise InputError(message, HINT)
    seen: set[str] = set()
    for info in infos:
        name = info.filename
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if not parts or name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\x00" in info.orig_filename:
            message = f"{where} holds a path that leads out of it: {name!r}"
            raise InputError(message, "do not open this file; ask who made it")
        if info.flag_bits & 1:
            message = f"{where}: {name} is locked with a password"
            raise InputError(message, "export it without a password")
        if name.lower() in seen:
            message = f"{where} holds {name} twice"
            raise InputError(message, HINT)
        seen.add(name.lower())
    return [info.filename for info in infos]


def _texts(archive: zipfile.ZipFile, names: list[str]) -> dict[str, bytes]:
    found, left = {}, LARGEST_ALL
    for name in names:
        content = _read(archive, name, min(LARGEST_TEXT, left))
        found[PurePosixPath(name).name.lower()] = content
        left -= len(content)
    return found


def _read(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    with archive.open(name) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        message = f"{name} unpacks to more than {limit // 2**20} MB"
        raise InputError(message, "is this the file that was exported? ask who made it")
    return content


def checked_workbook(path: Path) -> None:
    """Raise InputError for an Excel file that is no zip, or that unpacks to more than the limits allow."""
    if not zipfile.is_zipfile(path):
        message = f"{path.name} is no Excel file"
        raise InputError(message, "save it as .xlsx or as CSV UTF-8")
    try:
        with zipfile.ZipFile(path) as archive:
            left = LARGEST_XML
            for name in _checked(archive.infolist(), path.name):
                left -= len(_read(archive, name, left))
    except DAMAGED as error:
        message = f"{path.name} is damaged: {error}"
        raise InputError(message, "save it again as .xlsx or as CSV UTF-8") from None
