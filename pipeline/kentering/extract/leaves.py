"""The pages of a PDF, one at a time: their lines, and what is left out of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from kentering.extract.carried import carried
from kentering.extract.islands import set_islands
from kentering.extract.leaf import Leaf
from kentering.extract.ligatures import doubted, mended
from kentering.extract.linenumbers import take_line_numbers
from kentering.extract.lines import lines
from kentering.extract.mirrored import mirrored
from kentering.extract.opening import counted, opened
from kentering.extract.seen import with_hidden_out
from kentering.extract.sheets import Left, Shape, Sheet, sheets
from kentering.extract.tokens import Widths
from kentering.extract.told import bookmarks
from kentering.settings import ExtractSettings

FIRST, LEAST, MOST = 8, 8, 32
"""Pages in the first part of a PDF, and the fewest and most in the others."""

PICTURE = "a picture of a page, with no text layer"
"""Why nothing was read from a page of a document that has text elsewhere."""

ONLY_PICTURES = "no text layer, only pictures of pages"
"""What is said of a document that has no text elsewhere."""

PICTURED = 0.3
"""A page with no letters is a picture of a page where pictures cover more of it than this."""

FILLED = 0.6
"""A page with few letters is a picture of a page where pictures cover more of it than this."""

STROKES = 400
"""A page with no letters and more curves than this has letters that are drawn, or is a drawing."""


STAMP = 100
"""A page that is a picture and bears fewer letters than this has a stamp on it, not a text layer."""


class Part(NamedTuple):
    """Some pages of a PDF, from page `first` on."""

    first: int
    leaves: list[Leaf]
    pictures: dict[int, int]
    """Pages that are a picture, and how many letters stand on each."""


@dataclass
class Opened:
    """What is heard while a part is read: `count` of the number of pages, `page` of each page that is done."""

    count: Callable[[int], None] = field(default=lambda _: None)
    page: Callable[[int], None] = field(default=lambda _: None)


def spans(count: int) -> list[tuple[int, int]]:
    """The parts in which a PDF of so many pages is read, as first and last page; a matter of its length only.

    >>> spans(5), spans(20)
    ([(1, 5)], [(1, 8), (9, 16), (17, 20)])
    """
    step = max(LEAST, min(MOST, count // 16))
    starts = [1, *range(FIRST + 1, count + 1, step)]
    return [(start, min(count, after - 1)) for start, after in zip(starts, [*starts[1:], count + 1], strict=True)]


def only_pictures(pages: int, letters: int, pictures: Mapping[int, int]) -> bool:
    """Is a document of so many pages and letters a set of pictures, with at most a stamp on each?"""
    return not letters or (len(pictures) >= pages and letters < STAMP * pages)


def part(
    path: Path, password: str | None, settings: ExtractSettings, first: int, last: int, told: Opened | None = None
) -> Part:
    """The leaves of the pages `first` to `last`; memory is given back page by page."""
    told = told or Opened()
    made = Part(first, [], {})
    widths = Widths()
    with opened(path, password) as pdf:
        told.count(counted(path, pdf, settings.max_pages))
        for number, page in _pages(pdf, first, last):
            for leaf, covered in leaves_of(page, number, widths):
                letters = sum(len(line.text) for line in leaf.lines)
                if covered > (FILLED if letters else PICTURED) and not leaf.layer:
                    made.pictures[number] = letters
                    leaf.left += [] if letters else [_unread(leaf)]
                made.leaves.append(leaf)
            page.close()
            told.page(number)
        if first == 1 and made.leaves:
            made.leaves[0].left += carried(pdf)
            made.leaves[0].bookmarks = bookmarks(pdf)
            made.leaves[0].name = str(pdf.metadata.get("Title") or "")
    return made


def _pages(pdf: Any, first: int, last: int) -> Iterator[tuple[int, Any]]:  # noqa: ANN401  (pdfplumber's)
    for number in range(first, min(last, len(pdf.pages)) + 1):
        yield number, pdf.pages[number - 1]


def leaves_of(page: Any, number: int, widths: Widths) -> Iterator[tuple[Leaf, float]]:  # noqa: ANN401
    """The leaves of a page, each with the part of it that pictures cover."""
    for place, raw in enumerate(sheets(page, number)):
        seen, layer = with_hidden_out(raw)
        sheet = mirrored(seen)
        leaf = Leaf(sheet, lines(sheet, widths, level=layer), list(sheet.left), layer=layer)
        leaf.left += [] if place else mended(page, number)
        leaf.left += [] if layer else doubted(sheet.glyphs, widths.narrowest, number)
        take_line_numbers(leaf)
        set_islands(leaf)
        covered = _covered(sheet, bare=not leaf.lines)
        sheet.glyphs, sheet.shapes = [], [shape for shape in sheet.shapes if _may_rule(shape.box)]
        yield leaf, covered


def _covered(sheet: Sheet, *, bare: bool) -> float:
    """The part of a page that pictures cover; letters that are only drawn count as a picture of them."""
    if bare and sum(shape.curved for shape in sheet.shapes) > STROKES:
        return 1.0
    return _area(sheet.shapes, sheet) / max(1.0, sheet.width * sheet.height)


def _area(shapes: Sequence[Shape], sheet: Sheet) -> float:
    total = 0.0
    for shape in shapes:
        if shape.picture:
            wide = min(shape.box[2], sheet.width) - max(shape.box[0], 0.0)
            high = min(shape.box[3], sheet.height) - max(shape.box[1], 0.0)
            total += max(0.0, wide) * max(0.0, high)
    return total


def _unread(leaf: Leaf) -> Left:
    """A page that is a picture and has no letters is said, or nobody would know that it was not read."""
    return Left(leaf.number, "hidden", "", 0.0, 0.0, leaf.sheet.width, leaf.sheet.height, PICTURE)


def _may_rule(box: tuple[float, float, float, float]) -> bool:
    return box[3] - box[1] < 3 and box[2] - box[0] > 6
