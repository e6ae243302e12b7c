"""Letters that a file draws without saying which letters they are: kept out of the text, and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kentering.extract.leaf import Leaf
from kentering.extract.lines import Line
from kentering.text import named_part, without_unnamed

MOSTLY = 0.5
"""A line of which less than this part can be read is not read at all."""

REASON = "letters that the file does not name"


def take_unnamed(leaves: Sequence[Leaf]) -> None:
    """Leave out lines that cannot be read; what cannot be read within a line becomes one sign for unknown."""
    for leaf in leaves:
        for line in leaf.lines:
            if not line.inside and named_part(line.text) < MOSTLY:
                leaf.leave(line, "hidden", REASON)
        leaf.lines = [_readable(line) for line in leaf.lines if line.inside or named_part(line.text) >= MOSTLY]


def _readable(line: Line) -> Line:
    if named_part(line.text) == 1.0 and not line.inside:
        return line
    marks = tuple((len(without_unnamed(line.text[:place])), mark) for place, mark in line.marks)
    inside = tuple(_readable(each) for each in line.inside)
    return replace(line, text=without_unnamed(line.text), marks=marks, inside=inside)
