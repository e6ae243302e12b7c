"""The numbers of lines in the margin of drafts of laws."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kentering.extract.leaf import Leaf
from kentering.extract.lines import Line
from kentering.text import is_contents_title


def take_line_numbers(leaf: Leaf) -> None:
    """Take the numbers of lines in the margin out: figures in one column, counting up, left or right of all text.

    Under the title of a table of contents they are the numbers of pages.
    """
    if any(is_contents_title(line.whole) for line in leaf.lines):
        return
    numbers = [line for line in leaf.lines if line.text.isdigit() and len(line.text) < 5]
    for edges in ([line.x0 for line in numbers], [line.x1 for line in numbers]):
        for place in sorted({round(edge) for edge in edges}):
            group = [line for line, edge in zip(numbers, edges, strict=True) if abs(edge - place) < 2.5]
            if _counts_lines(group, leaf.lines):
                for line in group:
                    leaf.leave(line, "linenumber", "counts the lines")
                gone = {id(line) for line in group}
                leaf.lines = [line for line in leaf.lines if id(line) not in gone]
                return


def _counts_lines(group: Sequence[Line], lines: Sequence[Line]) -> bool:
    values = [int(line.text) for line in sorted(group, key=lambda line: line.top)]
    steps = {after - before for before, after in pairwise(values)}
    if len(group) < 5 or len(steps) != 1 or not steps <= {1, 5, 10}:
        return False
    taken = {id(line) for line in group}
    rest = [line for line in lines if id(line) not in taken]
    words = [line for line in rest if any(sign.isalpha() for sign in line.text)]
    return len(words) > 4 and _beside(group, rest)


def _beside(group: Sequence[Line], rest: Sequence[Line]) -> bool:
    """Do the lines of a group all stand left, or all right, of the rest?"""
    left = max(line.x1 for line in group) <= min((line.x0 for line in rest), default=0.0) + 1
    return left or min(line.x0 for line in group) >= max((line.x1 for line in rest), default=0.0) - 1
