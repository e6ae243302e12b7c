"""A PDF opened, or one line that says why it cannot be."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kentering.errors import UnreadableError

AGAIN = "download it again, or print it to a new PDF"
SEARCHED = 65536
"""The header of a PDF is looked for within so many bytes."""


@contextmanager
def opened(path: Path, password: str | None, max_pages: int) -> Iterator[Any]:
    """A pdfplumber PDF; whatever goes wrong while it is open becomes an UnreadableError with the way out."""
    data = _data(path)
    try:
        import pdfplumber

        with _quiet(), pdfplumber.open(io.BytesIO(data), password=password or "") as pdf:
            _check_count(path, len(pdf.pages), max_pages)
            yield pdf
    except UnreadableError:
        raise
    except Exception as error:  # noqa: BLE001  (a damaged file can break its parser anywhere)
        raise _unreadable(path, error, password) from None


def _data(path: Path) -> bytes:
    if not path.is_file():
        message = f"no file {path}"
        raise UnreadableError(message, "check its name and folder")
    data = path.read_bytes()
    if not data:
        message = f"{path.name} is empty (0 bytes)"
        raise UnreadableError(message, "download it again")
    start = data[:SEARCHED].find(b"%PDF-")
    if start < 0:
        head = data[:SEARCHED].lower()
        kind = "a web page" if b"<html" in head or b"<!doctype html" in head else "no PDF"
        message = f"{path.name} is {kind}, whatever its name says"
        raise UnreadableError(message, "download the PDF itself")
    return data[start:]


def _check_count(path: Path, count: int, max_pages: int) -> None:
    if not count:
        message = f"{path.name} has no pages"
        raise UnreadableError(message, AGAIN)
    if count > max_pages:
        message = f"{path.name} has {count} pages, more than max_pages = {max_pages}"
        raise UnreadableError(message, "raise max_pages under [extract] in corpus.toml, or split the PDF")


def _unreadable(path: Path, error: BaseException, password: str | None) -> UnreadableError:
    names = " ".join(type(each).__name__ + repr(each) for each in _causes(error))
    if "RecursionError" in names:
        message = f"{path.name} is damaged: its parts point at each other without end"
        return UnreadableError(message, AGAIN)
    if "Password" in names:
        said = "the password given does not open it" if password else "it is locked with a password"
        message = f"{path.name}: {said}"
        return UnreadableError(message, "set the environment variable KENTERING_PASSWORD to its password")
    if "Encryption" in names:
        message = f"{path.name}: it is encrypted in a way that cannot be opened"
        return UnreadableError(message, "open it in a PDF reader and print it to a new PDF")
    said = str(error).strip() or type(error).__name__
    message = f"{path.name} is damaged: {said[:120]}"
    return UnreadableError(message, AGAIN)


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        yield from (each for each in seen.args if isinstance(each, BaseException))
        seen = seen.__cause__ or seen.__context__


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence for the parser's remarks on small faults of a file, which nobody can act on."""
    logger = logging.getLogger("pdfminer")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)
