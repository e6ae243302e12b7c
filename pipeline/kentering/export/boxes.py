"""Where passages stand on the pages of a PDF, as REFI-QDA counts: points from the lower left corner."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from kentering.errors import InputError
from kentering.tables import RUNNING_KINDS


class PageBox(NamedTuple):
    """A rectangle on a page: its upper left and lower right corner, in points from the page's lower left corner."""

    page: int
    first_x: int
    first_y: int
    second_x: int
    second_y: int


def page_heights(pdf: Path, password: str | None = None) -> list[float]:
    """The height of each page as it is shown, in points; a PDF that does not open raises InputError."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(pdf, password=password) as opened:
            return [_height(opened[number]) for number in range(len(opened))]
    except pypdfium2.PdfiumError as error:
        message = f"{pdf.name} does not open: {error}"
        raise InputError(message, "is it locked? set KENTERING_PASSWORD to its password") from None


def _height(page: object) -> float:
    left, bottom, right, top = page.get_mediabox()  # type: ignore[attr-defined]
    turned = page.get_rotation() in (90, 270)  # type: ignore[attr-defined]
    return float(abs(right - left) if turned else abs(top - bottom))


def page_boxes(blocks: pd.DataFrame, first: int, last: int, heights: list[float]) -> list[PageBox]:
    """One box a page around the blocks of a passage, whole points outward; `first` and `last` are block positions."""
    own = blocks[blocks["position"].between(first, last)].sort_values("position", kind="stable")
    if own.empty:
        return []
    boxes = _all(own.loc[_flows_with(own["kind"]), "boxes"])
    pages = sorted({int(box[0]) for box in boxes if 1 <= int(box[0]) <= len(heights)})
    return [_around(page, [box for box in boxes if int(box[0]) == page], heights[page - 1]) for page in pages]


def _flows_with(kinds: pd.Series) -> pd.Series:
    """The blocks that read on from the first: a box, a footnote or a table among them belongs to other passages."""
    first = str(kinds.iloc[0])
    body = [kind for kind in RUNNING_KINDS if kind != "box"]
    return kinds.isin(body) if first in body else kinds == first


def _all(cells: Iterable[list[list[float]]]) -> list[list[float]]:
    return [list(box) for cell in cells for box in cell]


def _around(page: int, boxes: list[list[float]], height: float) -> PageBox:
    left, right = min(box[1] for box in boxes), max(box[3] for box in boxes)
    top, bottom = min(box[2] for box in boxes), max(box[4] for box in boxes)
    return PageBox(page, math.floor(left), math.ceil(height - top), math.ceil(right), math.floor(height - bottom))
