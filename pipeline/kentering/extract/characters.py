"""A PDF's characters, upright and in points from the top left; what cannot be seen is set apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from kentering.errors import UnreadableError

SMALLEST = 3.0
"""Type under this size, in points, cannot be read by anybody."""


LONGEST_CELL = 160
"""Letters in the mean cell of a table; more is running text."""


class Char(NamedTuple):
    """A glyph: `base` is its baseline."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    font: str
    color: str


Edges = tuple[float, float, float, float]
"""Left, upper, right and lower edge."""


class Left(NamedTuple):
    """Something left out of the text."""

    page: int
    kind: str
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    reason: str


@dataclass
class Page:
    """What one page shows."""

    number: int
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    rules: list[Edges] = field(default_factory=list)
    boxes: list[Edges] = field(default_factory=list)
    dots: list[Edges] = field(default_factory=list)
    images: int = 0
    tables: list[tuple[Edges, str]] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def pages(path: Path, password: str | None, max_pages: int) -> Iterator[Page]:
    """The pages of a PDF, one at a time. Raises UnreadableError with the way out."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        _check_file(path)
        with _opened(path, password) as pdf:
            count = len(pdf.pages)
            if not count:
                message = f"{path.name} has no pages"
                raise UnreadableError(message, "download it again")
            if count > max_pages:
                message = f"{path.name} has {count} pages, more than max_pages = {max_pages}"
                raise UnreadableError(message, "raise max_pages under [extract] in corpus.toml, or split the PDF")
            for number, page in enumerate(pdf.pages, start=1):
                yield _page(page, number)
                page.close()
    except UnreadableError:
        raise
    except PDFPasswordIncorrect:
        _locked(path, password)
    except RecursionError:
        message = f"{path.name} is damaged: its parts point at each other without end"
        raise UnreadableError(message, "download it again, or print it to a new PDF") from None
    except Exception as error:
        if "Password" in repr(error) or "Password" in repr(error.__cause__):
            _locked(path, password)
        said = str(error) or type(error).__name__
        message = f"{path.name} is damaged: {said[:120]}"
        raise UnreadableError(message, "download it again, or print it to a new PDF") from None


def _locked(path: Path, password: str | None) -> None:
    said = "the password does not open it" if password else "it is locked with a password"
    message = f"{path.name}: {said}"
    raise UnreadableError(message, "set the environment variable KENTERING_PASSWORD to its password") from None


def _check_file(path: Path) -> None:
    if not path.is_file():
        message = f"no file {path}"
        raise UnreadableError(message, "check the name")
    with path.open("rb") as stream:
        start = stream.read(4096)
    if not start:
        message = f"{path.name} is empty (0 bytes)"
        raise UnreadableError(message, "download it again")
    if b"%PDF-" not in start:
        kind = "a web page" if b"<html" in start.lower() or b"<!doctype" in start.lower() else "no PDF"
        message = f"{path.name} is {kind}, whatever its name says"
        raise UnreadableError(message, "download the PDF itself")


def _opened(path: Path, password: str | None) -> Any:
    import io
    import logging

    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what it gets over is no concern of the reader
    data = path.read_bytes()
    start = data[:4096].find(b"%PDF-")
    return pdfplumber.open(io.BytesIO(data[start:]), password=password or "")


def _page(page: Any, number: int) -> Page:
    raw = page.chars
    turned = _turn(raw)
    width, height = (page.height, page.width) if turned in (90, 270) else (page.width, page.height)
    made = Page(number, float(width), float(height), images=len(page.images))
    filled = [each for each in page.rects if each.get("fill")] if any(_white(c) for c in raw) else []
    seen: dict[tuple[str, int, int], list[Char]] = {}
    apart: dict[str, list[Char]] = {}
    for raw_char in raw:
        char = _char(raw_char, turned, float(page.width), float(page.height))
        reason = _unseen(raw_char, char, made, filled, turned)
        if not reason and _doubled(char, seen):
            reason = "duplicate"
        if reason:
            apart.setdefault(reason, []).append(char)
        else:
            made.chars.append(char)
    made.left += [_left(number, reason, chars) for reason, chars in apart.items()]
    if not turned:
        made.rules = [
            (float(r["x0"]), float(r["top"]), float(r["x1"]), float(r["bottom"]))
            for r in [*page.lines, *page.rects]
            if abs(r["bottom"] - r["top"]) < 3 and r["x1"] - r["x0"] > 30
        ]
        made.boxes = _boxes(page)
        made.dots = _dots(page)
        made.tables = _tables(page, made)
    return made


def _boxes(page: Any) -> list[Edges]:
    found = []
    for each in [*page.rects, *page.curves]:
        wide, high = each["x1"] - each["x0"], each["bottom"] - each["top"]
        if wide > 100 and high > 20 and wide * high < 0.6 * page.width * page.height:
            found.append((float(each["x0"]), float(each["top"]), float(each["x1"]), float(each["bottom"])))
    return sorted(set(found))


def _dots(page: Any) -> list[Edges]:  # noqa: ANN401
    """Small drawn shapes and short thick strokes, as designers and browsers draw the signs of list items."""
    shapes = [_edges(each) for each in [*page.curves, *page.rects]]
    strokes = [_edges(each) for each in page.lines if each["linewidth"] and each["linewidth"] >= 1]
    small = [
        (x0, top, x1, bottom) for x0, top, x1, bottom in shapes if 1.5 <= x1 - x0 <= 22 and 1.5 <= bottom - top <= 8
    ]
    short = [(x0, top, x1, bottom) for x0, top, x1, bottom in strokes if 4 <= x1 - x0 <= 25 and bottom - top < 1]
    return sorted({*small, *short})


def _edges(shape: Any) -> Edges:  # noqa: ANN401
    return float(shape["x0"]), float(shape["top"]), float(shape["x1"]), float(shape["bottom"])


def _tables(page: Any, made: Page) -> list[tuple[Edges, str]]:
    edges = len(page.lines) + len(page.rects)
    if edges < 6 or edges > 4000:
        return []
    from kentering.extract.text_of import cells

    found = []
    for table in page.find_tables():
        rows = table.extract()
        if len(rows) > 1 and len(rows[0]) > 1 and not _prose(rows):
            text = "\n".join(" | ".join(cells(row)) for row in rows)
            if text.strip(" |\n"):
                found.append((tuple(float(edge) for edge in table.bbox), text))
    return found


def _prose(rows: list[list[str | None]]) -> bool:
    """Cells that hold paragraphs are a page laid out with lines, no table."""
    filled = [cell for row in rows for cell in row if cell]
    return not filled or sum(len(cell) for cell in filled) / len(filled) > LONGEST_CELL


def _turn(raw: list[dict[str, Any]]) -> int:
    """How far the text of a page is turned, in degrees clockwise: the way most of its characters stand."""
    if not raw:
        return 0
    ways = Counter(_way(each) for each in raw)
    way, count = ways.most_common(1)[0]
    return way if way in (90, 180, 270) and count > 0.5 * len(raw) else 0


def _way(raw: dict[str, Any]) -> int:
    a, b, c, d = raw["matrix"][:4]
    if abs(b) < 1e-3 and abs(c) < 1e-3:
        return 0 if a > 0 or d > 0 else 180
    if abs(a) < 1e-3 and abs(d) < 1e-3:
        return 90 if b < 0 else 270
    return 45


def _char(raw: dict[str, Any], turned: int, width: float, height: float) -> Char:
    x0, top, x1, bottom = (float(raw[edge]) for edge in ("x0", "top", "x1", "bottom"))
    base = height - float(raw["matrix"][5]) if not turned else 0.0
    if turned == 90:
        x0, top, x1, bottom = top, width - x1, bottom, width - x0
    elif turned == 270:
        x0, top, x1, bottom = height - bottom, x0, height - top, x1
    elif turned == 180:
        x0, top, x1, bottom = width - x1, height - bottom, width - x0, height - top
    size = float(raw["size"])
    if turned:
        size, base = bottom - top, bottom - 0.2 * (bottom - top)
    font = str(raw["fontname"]).partition("+")[2] or str(raw["fontname"])
    return Char(str(raw["text"]), x0, top, x1, bottom, base, size, font, str(raw["non_stroking_color"]))


def _white(raw: dict[str, Any]) -> bool:
    color = raw["non_stroking_color"]
    if not isinstance(color, tuple) or not color:
        return False
    if len(color) == 4:
        return all(each < 0.02 for each in color)
    return all(each > 0.98 for each in color)


def _unseen(raw: dict[str, Any], char: Char, page: Page, filled: list[Any], turned: int) -> str:
    if char.text.isspace():
        return ""
    middle, height = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    if not (-1 <= middle <= page.width + 1 and -1 <= height <= page.height + 1):
        return "off the page"
    if not turned and _way(raw) == 45:
        return "watermark"
    if not turned and _way(raw) in (90, 270, 180):
        return "along the side"
    if char.size < SMALLEST:
        return "too small to be read"
    if _white(raw) and not any(_covers(each, middle, height) for each in filled) and not page.images:
        return "white on white"
    return ""


def _covers(rect: Any, x: float, y: float) -> bool:
    return bool(rect["x0"] <= x <= rect["x1"] and rect["top"] <= y <= rect["bottom"] and not _white(rect))


def _doubled(char: Char, seen: dict[tuple[str, int, int], list[Char]]) -> bool:
    if char.text.isspace():
        return False
    column, row = int(char.x0 / 4), int(char.top / 4)
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            for other in seen.get((char.text, column + dx, row + dy), ()):
                near = max(0.6, 0.2 * char.size)
                if abs(other.x0 - char.x0) < near and abs(other.top - char.top) < near:
                    return True
    seen.setdefault((char.text, column, row), []).append(char)
    return False


KINDS = {"watermark": "watermark", "along the side": "header", "duplicate": "duplicate"}
WHY = {
    "watermark": "set aslant over the page",
    "along the side": "turned text beside the page",
    "duplicate": "printed twice over",
}


def _left(page: int, reason: str, chars: list[Char]) -> Left:
    text = " ".join("".join(char.text for char in chars).split())
    edges = (
        min(c.x0 for c in chars),
        min(c.top for c in chars),
        max(c.x1 for c in chars),
        max(c.bottom for c in chars),
    )
    return Left(page, KINDS.get(reason, "hidden"), text, *edges, WHY.get(reason, reason))
