"""What is drawn on a page besides letters, and boxes around things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

Box = tuple[float, float, float, float]
"""Left, top, right and bottom edge."""


class Shape(NamedTuple):
    """Something drawn: a rule, a filled area, a frame, a picture; `odd` where what lies in two areas stays white."""

    box: Box
    fill: tuple[float, ...] | None = None
    stroked: bool = False
    picture: bool = False
    curved: bool = False
    odd: bool = False


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around boxes."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
