"""Which passages of two language versions say the same."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kentering.vectors import Matrix


def twins(one: Matrix, two: Matrix) -> list[tuple[int, int]]:
    """Rows of two versions of a text that are each other's twins, both in reading order, as pairs in that order.

    The alignment that keeps the order and adds up to most likeness (Needleman and Wunsch 1970; a gap costs nothing, a
    likeness under zero is none). Vectors have length one, with what a language adds taken out.
    """
    likeness = np.maximum(np.round((one @ two.T).astype(np.float64), 6), 0)
    best = np.zeros((len(one) + 1, len(two) + 1))
    for row, near in enumerate(likeness, start=1):
        joined = np.maximum(best[row - 1, 1:], best[row - 1, :-1] + near)
        best[row, 1:] = np.maximum.accumulate(joined)
    return _walked_back(best, likeness)


def _walked_back(best: npt.NDArray[np.float64], likeness: npt.NDArray[np.float64]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    row, column = likeness.shape
    while row and column:
        if best[row, column] == best[row - 1, column]:
            row -= 1
        elif best[row, column] == best[row, column - 1]:
            column -= 1
        else:
            pairs.append((row - 1, column - 1))
            row, column = row - 1, column - 1
    return pairs[::-1]
