"""Lines that text recognition has measured by their ink: those of one text get one size again."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from kentering.extract.lines import Line

STEADY = 0.12
"""Lines of one text stand at one distance, give or take this part of it."""

LEAST, MOST = 0.68, 1.5
"""The ink of a line is between so many times and so many times that of others of its size high."""

FARTHEST = 3.0
"""Lines of one text stand at most so many times their size apart."""


def with_even_sizes(lines: Sequence[Line]) -> list[Line]:
    """The lines, each in the size that those of its text have in the middle, from line to line over the page."""
    runs = _runs(sorted(lines, key=lambda line: (line.base, line.x0)))
    kinds: list[tuple[float, list[Line]]] = []
    for step, run in sorted(((step, run) for step, run in runs if step), key=lambda each: each[0]):
        if kinds and step - kinds[-1][0] < STEADY * step and _alike(_size(kinds[-1][1]), _size(run)):
            kinds[-1][1].extend(run)
        else:
            kinds.append((step, list(run)))
    sizes = {id(line): _size(group) for _, group in kinds for line in group}
    known = sorted(set(sizes.values()))
    for step, run in runs:
        if not step:
            near = [size for size in known if _alike(size, run[0].size)]
            sizes[id(run[0])] = min(near, key=lambda size: (abs(size - run[0].size), size), default=run[0].size)
    return [replace(line, size=round(sizes[id(line)], 1)) for line in lines]


def _runs(ordered: Sequence[Line]) -> list[tuple[float, list[Line]]]:
    """Lines under one another at one distance, and that distance; 0 for lines that stand alone."""
    runs: list[list[Line]] = []
    for line in ordered:
        run = next((run for run in reversed(runs[-6:]) if _goes_under(run, line)), None)
        if run is None:
            runs.append([line])
        else:
            run.append(line)
    return [(median(_steps(run)) if len(run) > 1 else 0.0, run) for run in runs]


def _steps(run: Sequence[Line]) -> list[float]:
    return [below.base - above.base for above, below in itertools.pairwise(run)]


def _goes_under(run: Sequence[Line], line: Line) -> bool:
    last = run[-1]
    step = line.base - last.base
    if not 0.5 * line.size < step < FARTHEST * line.size or not _alike(last.size, line.size):
        return False
    if min(last.x1, line.x1) - max(last.x0, line.x0) < 0.5 * min(last.x1 - last.x0, line.x1 - line.x0):
        return False
    return len(run) < 2 or abs(step - median(_steps(run))) < STEADY * step


def _alike(first: float, second: float) -> bool:
    return LEAST < first / max(0.1, second) < MOST


def _size(run: Sequence[Line]) -> float:
    return median(line.size for line in run)
