"""The picture of a page, as a reader of the PDF sees it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import NamedTuple

from kentering.errors import InputError

MOST_PIXELS = 1600
"""The longer side of a picture, in pixels."""


class PagePicture(NamedTuple):
    """A page as PNG: `scale` pixels a point, its corner at `x0` and `top` of the page as blocks count."""

    png: bytes
    scale: float
    x0: float
    top: float


def page_count(path: Path, password: str | None) -> int:
    """The number of pages."""
    import pypdfium2

    with pypdfium2.PdfDocument(path, password=password) as pdf:
        return len(pdf)


def picture(path: Path, password: str | None, number: int) -> PagePicture:
    """The picture of page `number`, counted from 1."""
    import pypdfium2

    with pypdfium2.PdfDocument(path, password=password) as pdf:
        if not 1 <= number <= len(pdf):
            message = f"{path.name} has no page {number}"
            raise InputError(message, f"there are: 1 to {len(pdf)}")
        page = pdf[number - 1]
        scale = min(2.0, MOST_PIXELS / max(1.0, *page.get_size()))
        stream = io.BytesIO()
        page.render(scale=scale).to_pil().convert("RGB").save(stream, "PNG")
        return PagePicture(
            stream.getvalue(), scale, *_corner(page.get_mediabox(), page.get_cropbox(), page.get_rotation())
        )


def _corner(media: tuple[float, ...], crop: tuple[float, ...], turned: int) -> tuple[float, float]:
    """How far the shown part of a page begins from the left and the upper edge of the whole, as it is turned."""
    left, low, right, high = crop[0] - media[0], crop[1] - media[1], media[2] - crop[2], media[3] - crop[3]
    return {90: (low, left), 180: (right, low), 270: (high, right)}.get(turned, (left, high))
