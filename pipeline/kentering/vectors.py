"""What several stages do with vectors: take the language out, mix the neighbours in, find the nearest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
Names = npt.NDArray[Any]

_SMALLEST_GROUP = 5
_FEWEST_TWINS = 20
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


def language_means(
    vectors: Matrix, languages: Sequence[str] | Names, works: Sequence[str] | Names
) -> dict[str, Matrix]:
    """What to take out of each language, and under "" of one that is not known; for `centred`.

    Languages in which the same works exist differ by what those works say twice: their offsets are fitted by least
    squares (a part for the work, a part for the language), so that a language keeps what only its other works speak
    of. A language with fewer than twenty passages in such works is left its own mean: there language and content cannot
    be told apart.
    """
    names, listed = np.asarray(languages, dtype=str), np.asarray(works, dtype=str)
    found = means(vectors, names)
    for linked in _linked(names, listed):
        offsets = _offsets(vectors, names, listed, linked)
        rows = np.isin(names, linked)
        places = np.searchsorted(linked, names[rows])
        middle = (vectors[rows].astype(np.float64) - offsets[places]).mean(axis=0)
        found |= {name: (offset + middle).astype(np.float32) for name, offset in zip(linked, offsets, strict=True)}
    return found


def _linked(languages: Names, works: Names) -> list[list[str]]:
    """Groups of languages that works exist in together, each with passages enough in them."""
    groups: list[set[str]] = []
    for work in np.unique(works).tolist():
        held, counts = np.unique(languages[works == work], return_counts=True)
        shared = {str(each) for each in held[counts >= _SMALLEST_GROUP]}
        if len(shared) > 1:
            apart = [each for each in groups if not each & shared]
            groups = [*apart, shared.union(*(each for each in groups if each & shared))]
    twice = {work for work in np.unique(works).tolist() if len(np.unique(languages[works == work])) > 1}
    enough = {
        name for name in np.unique(languages).tolist() if _in_works(languages, works, name, twice) >= _FEWEST_TWINS
    }
    kept = [sorted(each & enough) for each in groups]
    return sorted(each for each in kept if len(each) > 1)


def _in_works(languages: Names, works: Names, language: str, among: set[str]) -> int:
    return int((np.isin(works, sorted(among)) & (languages == language)).sum())


def _offsets(vectors: Matrix, languages: Names, works: Names, linked: list[str]) -> npt.NDArray[np.float64]:
    cells = [
        (work, name, (works == work) & (languages == name)) for work in np.unique(works).tolist() for name in linked
    ]
    cells = [cell for cell in cells if cell[2].sum() >= _SMALLEST_GROUP]
    listed = sorted({work for work, _, _ in cells})
    design, means_of = np.zeros((len(cells), len(listed) + len(linked))), np.zeros((len(cells), vectors.shape[1]))
    for row, (work, name, rows) in enumerate(cells):
        weight = np.sqrt(float(rows.sum()))
        design[row, [listed.index(work), len(listed) + linked.index(name)]] = weight
        means_of[row] = vectors[rows].mean(axis=0, dtype=np.float64) * weight
    fitted = np.linalg.lstsq(design, means_of, rcond=None)[0]
    return np.asarray(fitted[len(listed) :], dtype=np.float64)


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
