"""The picture of a page that text recognition has read: its rules, and which of its lines are printed bold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from kentering.extract.lines import Line
from kentering.extract.sheets import Shape

SCALE = 3.0
"""Pixels per point at which a page is looked at."""

DARK = 0.75
"""What is darker than this part of the paper is ink."""

SHORTEST = 36.0
"""A rule is at least so many points long,"""

THICK = 3.0
"""at most so many points high,"""

CLEAR = 0.15
"""and has no more ink right over and under it than on this part of its length."""

BOLD = 1.32
"""The strokes of bold letters are so many times as wide, beside their size, as those of the page."""

FEWEST = 4
"""Fewer letters do not tell how wide strokes are."""

Picture = Any
"""A numpy array of the ink of a page, 0 for paper, 255 for black."""


def ink(path: Path) -> Picture:
    """The ink on the first page of a PDF."""
    import numpy as np
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        grey = np.asarray(pdf[0].render(scale=SCALE, grayscale=True).to_numpy()).squeeze().astype(np.int16)
    paper = int(np.median(grey))
    found = np.clip(paper - grey, 0, 255)
    found[found < (1 - DARK) * paper] = 0
    return found


def rules(picture: Picture, width: float, height: float) -> list[Shape]:
    """The level rules on a page of that size, in points."""
    dark = picture > 0
    dark = dark[:-3] | dark[1:-2] | dark[2:-1] | dark[3:]  # a rule that lies a little askew is still one
    tall = round(THICK * SCALE)
    found: list[Shape] = []
    row = tall
    while row < len(dark) - tall - 4:
        if dark[row].sum() < SHORTEST * SCALE or _longest(dark[row])[1] < SHORTEST * SCALE:
            row += 1
            continue
        row, start, length = max(((at, *_longest(dark[at])) for at in range(row, row + 4)), key=lambda each: each[2])
        beside = [dark[at, start : start + length].mean() for at in (row - tall, min(len(dark) - 1, row + tall))]
        if max(beside) < CLEAR:
            x0, top = start * width / picture.shape[1], row * height / picture.shape[0]
            found.append(Shape((x0, top, x0 + length * width / picture.shape[1], top + 1.0), None))
            row += tall
        row += 1
    return found


def with_weights(lines: Sequence[Line], picture: Picture, height: float) -> list[Line]:
    """The lines, those bold whose strokes are much wider than the strokes of most letters of the page."""
    widths = [_stroke(line, picture, picture.shape[0] / height) for line in lines]
    letters = [width for line, width in zip(lines, widths, strict=True) for _ in line.text if width]
    usual = median(letters) if letters else 0.0
    return [
        replace(line, bold=True) if width > BOLD * usual > 0 and _counts(line) else line
        for line, width in zip(lines, widths, strict=True)
    ]


def _counts(line: Line) -> bool:
    return sum(sign.isalpha() for sign in line.text) >= FEWEST


def _stroke(line: Line, picture: Picture, scale: float) -> float:
    """How wide the strokes of a line's letters are, in times its size; 0 where nothing is drawn.

    Twice the ink on its rows over the change from pixel to pixel along them.
    """
    import numpy as np

    rows = slice(max(0, int((line.base - 0.75 * line.size) * scale)), int((line.base + 0.1 * line.size) * scale))
    area = picture[rows, max(0, int(line.x0 * scale)) : int(line.x1 * scale)]
    change = float(np.abs(np.diff(area, axis=1)).sum()) if area.shape[1] > 1 else 0.0
    return 2 * float(area.sum()) / change / scale / line.size if change else 0.0


def _longest(row: Any) -> tuple[int, int]:  # noqa: ANN401  (a row of a numpy array)
    """Where the longest stretch of ink in a row begins, and how long it is; gaps of one pixel do not end it."""
    import numpy as np

    filled = row.copy()
    filled[1:-1] |= row[:-2] & row[2:]
    edges = np.flatnonzero(np.diff(np.concatenate(([0], filled.astype(np.int8), [0]))))
    starts, ends = edges[::2], edges[1::2]
    if not len(starts):
        return 0, 0
    place = int(np.argmax(ends - starts))
    return int(starts[place]), int(ends[place] - starts[place])
