"""Borders that are drawn as the ring between two areas, as the rules that a reader sees."""

from __future__ import annotations

from collections.abc import Sequence

from kentering.extract.shapes import Box, Shape, around


def with_borders(shapes: Sequence[Shape]) -> list[Shape]:
    """The shapes, two areas one in the other with only the ring between them inked as the rules that are seen of it."""
    made: list[Shape] = []
    before: Shape | None = None
    for shape in shapes:
        if (
            before is not None
            and before.odd
            and shape.odd
            and before.fill == shape.fill
            and _nested(before.box, shape.box)
        ):
            made[-1:] = _ring(before.box, shape.box, shape.fill)
            before = None
        else:
            made.append(shape)
            before = shape
    return made


def _nested(first: Box, second: Box) -> bool:
    signs = [a - b for a, b in zip(first[:2], second[:2], strict=True)] + [
        b - a for a, b in zip(first[2:], second[2:], strict=True)
    ]
    return all(-0.01 <= sign < 12 for sign in signs) or all(-12 < sign <= 0.01 for sign in signs)


def _ring(first: Box, second: Box, fill: tuple[float, ...] | None) -> list[Shape]:
    outer, inner = around([first, second]), first if second == around([first, second]) else second
    sides = [
        (outer[0], outer[1], outer[2], inner[1]),
        (outer[0], inner[3], outer[2], outer[3]),
        (outer[0], outer[1], inner[0], outer[3]),
        (inner[2], outer[1], outer[2], outer[3]),
    ]
    return [Shape(side, fill) for side in sides if side[2] - side[0] > 0.1 and side[3] - side[1] > 0.1]
