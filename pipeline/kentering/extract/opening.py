"""A PDF opened, or one line that says why it cannot be."""

from __future__ import annotations

import contextlib
import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kentering.errors import UnreadableError
from kentering.extract.locks import read_mixed_locks
from kentering.extract.packed import read_singly


class LockedError(UnreadableError):
    """A PDF that asks for a password, and was given none or a wrong one."""


LOCKED = "set the environment variable KENTERING_PASSWORD to its password"
AGAIN = "download it again, or print it to a new PDF"
START = re.compile(rb"startxref\s+\d+")

TAIL = 2048
"""A whole PDF says within so many bytes from its end that it ends there."""

SEARCHED = 65536
"""The header of a PDF is looked for within so many bytes."""


@contextlib.contextmanager
def opened(path: Path, password: str | None) -> Iterator[Any]:
    """A pdfplumber PDF; whatever goes wrong while it is open becomes an UnreadableError with the way out."""
    data = _data(path)
    try:
        with _quiet(), _parsed(data, password) as pdf:
            read_singly(pdf.doc)
            pdf.path = path  # was opened by its bytes, and faults found on a page name the file
            yield pdf
    except UnreadableError:
        raise
    except Exception as error:  # noqa: BLE001  (a damaged file can break its parser anywhere)
        raise _unreadable(path, error, password) from None


def _parsed(data: bytes, password: str | None) -> Any:  # noqa: ANN401  (pdfplumber's PDF)
    """The PDF; one whose encryption pdfplumber does not know is unlocked with pypdfium2 first."""
    import pdfplumber

    read_mixed_locks()
    try:
        pdf = pdfplumber.open(io.BytesIO(data), password=password or "")
        if pdf.pages or b"%%EOF" not in data[-TAIL:]:
            return pdf
        # its table of places may be wrong though the file is whole: without one, pdfminer looks for the parts itself
        return pdfplumber.open(io.BytesIO(START.sub(b"startxref 0", data)), password=password or "")
    except Exception as error:
        if "Encryption" not in _names(error):
            raise
        unlocked = _unlocked(data, password)
        if unlocked is None:
            raise
        return pdfplumber.open(unlocked)


def _unlocked(data: bytes, password: str | None) -> io.BytesIO | None:
    """A copy without encryption; None where that cannot be made."""
    import pypdfium2
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    copy = io.BytesIO()
    try:
        with pypdfium2.PdfDocument(data, password=password) as pdf:
            pdf.save(copy, flags=pypdfium2.raw.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD and not password:
            raise PDFPasswordIncorrect from None
        return None
    copy.seek(0)
    return copy


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


def texts(path: Path, password: str | None) -> dict[int, str]:
    """The text of each page as pypdfium2 gives it, in its own order; nothing where it cannot open the file."""
    import pypdfium2

    found: dict[int, str] = {}
    with contextlib.suppress(pypdfium2.PdfiumError), pypdfium2.PdfDocument(_data(path), password=password) as pdf:
        for number in range(len(pdf)):
            page = pdf[number]
            words = page.get_textpage()
            found[number + 1] = words.get_text_bounded()
            words.close()
            page.close()
    return found


def counted(path: Path, pdf: Any, max_pages: int) -> int:  # noqa: ANN401  (pdfplumber's PDF)
    """The number of its pages; none at all, or more than `max_pages`, raises."""
    count = len(pdf.pages)
    if not count:
        message = f"{path.name} has no pages"
        raise UnreadableError(message, AGAIN)
    if count > max_pages:
        message = f"{path.name} has {count} pages, more than max_pages = {max_pages}"
        raise UnreadableError(message, "raise max_pages under [extract] in corpus.toml, or split the PDF")
    return count


def too_large(name: str) -> UnreadableError:
    """What is said of a file that needs more memory than it may have."""
    message = f"{name} needs more memory than max_memory allows"
    return UnreadableError(message, "leave it out, print it to a new PDF, or raise max_memory under [extract]")


def _unreadable(path: Path, error: BaseException, password: str | None) -> UnreadableError:
    names = _names(error)
    if "MemoryError" in names:
        return too_large(path.name)
    if "RecursionError" in names:
        message = f"{path.name} is damaged: its parts point at each other without end"
        return UnreadableError(message, AGAIN)
    if "Password" in names:
        said = "the password given does not open it" if password else "it is locked with a password"
        message = f"{path.name}: {said}"
        return LockedError(message, LOCKED)
    if "Encryption" in names:
        message = f"{path.name}: it is encrypted in a way that cannot be opened"
        return UnreadableError(message, "open it in a PDF reader and print it to a new PDF; is the password right?")
    said = str(error).strip() or type(error).__name__
    message = f"{path.name} is damaged: {said[:120]}"
    return UnreadableError(message, AGAIN)


def _names(error: BaseException) -> str:
    return " ".join(type(each).__name__ + repr(each) for each in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        yield from (each for each in seen.args if isinstance(each, BaseException))
        seen = seen.__cause__ or seen.__context__


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Silence for the parser's remarks on small faults of a file, which nobody can act on."""
    logger = logging.getLogger("pdfminer")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)
