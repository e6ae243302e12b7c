"""Centres of themes, how near passages are to them, and draws of sections."""

from __future__ import annotations

import numpy as np

from kentering.cluster.space import Labels, Mask
from kentering.vectors import Matrix, unit

# Cosines equal to so many decimals are equal: no number of threads may change a label.
DECIMALS = 5
# Products of two numbers on this grid add up without rounding, for vectors at length one.
GRID = np.float32(2048)


def on_grid(points: Matrix) -> Matrix:
    """The numbers rounded to so few bits that sums of their products are exact in float32, in whatever order."""
    return np.asarray(np.round(points * GRID) / GRID, dtype=np.float32)


def centres(points: Matrix, labels: Labels) -> Matrix:
    """The mean direction of each label's points, at length one; every label from 0 on has some."""
    order = np.argsort(labels, kind="stable")
    first = np.searchsorted(labels[order], np.arange(int(labels.max()) + 1))
    return unit(np.add.reduceat(points[order].astype(np.float64), first, axis=0).astype(np.float32))


def cosines(points: Matrix, to: Matrix) -> Matrix:
    """Cosine of each point to each centre, rounded."""
    return np.asarray(np.round(points @ to.T, DECIMALS), dtype=np.float32)


def part_of_sections(sections: Labels, most: float, rng: np.random.Generator) -> Mask:
    """Which points stand in a seeded draw of whole sections, without putting back; `most` is the part drawn."""
    names = np.unique(sections)
    drawn = rng.choice(names, size=max(1, round(len(names) * most)), replace=False)
    return np.isin(sections, drawn)
