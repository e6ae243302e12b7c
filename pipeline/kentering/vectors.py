"""What several stages do with vectors: take the language out, mix the neighbours in, find the nearest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
Names = npt.NDArray[Any]

_SMALLEST_GROUP = 5
_CHUNK = 4_000_000


def unit(vectors: Matrix) -> Matrix:
    """Each row at length one; a row of zeros stays zeros.

    >>> unit(np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32)).tolist()
    [[0.6000000238418579, 0.800000011920929], [0.0, 0.0]]
    """
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Matrix = np.divide(vectors, lengths, out=np.zeros_like(vectors, dtype=np.float32), where=lengths > 0)
    return scaled


def means(vectors: Matrix, groups: Sequence[str] | Names) -> dict[str, Matrix]:
    """The mean vector of each group, and under "" the mean of them all.

    A group of fewer than five rows borrows the mean of all, its own would take the content away with the language; of
    fewer than five rows in all the mean is taken as zero.
    """
    names = np.asarray(groups, dtype=str)
    found = {"": _mean(vectors)}
    for name in np.unique(names).tolist():
        rows = vectors[names == name]
        found[name] = _mean(rows) if len(rows) >= _SMALLEST_GROUP else found[""]
    return found


def centred(vectors: Matrix, groups: Sequence[str] | Names, by: Mapping[str, Matrix] | None = None) -> Matrix:
    """The vectors less the mean of their group (their language), at length one again.

    Encoders of the E5 kind bunch all cosines near one and keep languages apart; the mean takes out both. `by` gives
    means taken elsewhere, as `means` returns them: a question is centred by the passages that it is put to. A group
    that `by` lacks goes by the mean of all.
    """
    taken = means(vectors, groups) if by is None else by
    subtracted = np.array([taken.get(str(name), taken[""]) for name in groups], dtype=np.float32)
    return unit(vectors - subtracted.reshape(vectors.shape))


def with_neighbours(
    vectors: Matrix, documents: Sequence[str] | Names, weights: Sequence[float] = (1.0, 0.6, 0.3)
) -> Matrix:
    """Each vector with its neighbours in the document mixed in, at length one again.

    Rows stand in reading order. `weights` are for the row itself, the two beside it, the two beyond those, and so on;
    rows of another document count for nothing.
    """
    _, ids = np.unique(np.asarray(documents, dtype=str), return_inverse=True)
    order = np.argsort(ids, kind="stable")
    sorted_ids, rows = ids[order], vectors[order]
    mixed = rows * np.float32(weights[0])
    for distance, weight in enumerate(weights[1:], start=1):
        together = (sorted_ids[distance:] == sorted_ids[:-distance])[:, None] * np.float32(weight)
        mixed[distance:] += rows[:-distance] * together
        mixed[:-distance] += rows[distance:] * together
    back = np.empty_like(mixed)
    back[order] = mixed
    return unit(back)


def nearest(queries: Matrix, vectors: Matrix, n: int) -> tuple[npt.NDArray[np.int64], Matrix]:
    """For each query the rows nearest to it, nearest first, and their cosines; both (queries, n).

    Exact. Vectors have length one; equal cosines stand in the order of the rows; `n` is cut to the rows there are.
    """
    n = min(n, len(vectors))
    indices = np.empty((len(queries), n), dtype=np.int64)
    similarities = np.empty((len(queries), n), dtype=np.float32)
    step = max(1, _CHUNK // max(1, len(vectors)))
    for start in range(0, len(queries), step):
        for row, cosines in enumerate(queries[start : start + step] @ vectors.T, start=start):
            indices[row] = _largest(cosines, n)
            similarities[row] = cosines[indices[row]]
    return indices, similarities


def _mean(rows: Matrix) -> Matrix:
    """The mean row; nothing is subtracted from so few that their mean would be their content."""
    if len(rows) < _SMALLEST_GROUP:
        return np.zeros(rows.shape[1], dtype=np.float32)
    mean: Matrix = rows.mean(axis=0, dtype=np.float64).astype(np.float32)
    return mean


def _largest(values: Matrix, n: int) -> npt.NDArray[np.int64]:
    if n == 0:
        return np.empty(0, dtype=np.int64)
    least = np.partition(values, len(values) - n)[len(values) - n]
    candidates = np.flatnonzero(values >= least)
    return candidates[np.argsort(-values[candidates], kind="stable")][:n]
