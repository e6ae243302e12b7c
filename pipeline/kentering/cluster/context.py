"""What a passage's neighbours in the document add to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kentering.vectors import Matrix, unit

Path = Sequence[str]


def in_context(vectors: Matrix, documents: Sequence[str], paths: Sequence[Path], weights: Sequence[float]) -> Matrix:
    """Each vector with its neighbours mixed in, as far as they stand under the same headings; at length one again.

    Rows stand in reading order. `weights` are for the row itself, the two beside it, the two beyond those. A
    neighbour's weight is taken times the square of the part of the headings above that the two share: a plan with one
    paragraph an item would else be a blur. Rows of another document count for nothing.
    """
    mixed = vectors * np.float32(weights[0])
    for distance, weight in enumerate(weights[1:], start=1):
        if len(vectors) <= distance:
            break
        together = weight * _nearness(documents, paths, distance)[:, None]
        mixed[distance:] += together * vectors[:-distance]
        mixed[:-distance] += together * vectors[distance:]
    return unit(mixed)


def shared(path: Path, other: Path) -> float:
    """The part of two heading paths that is the same, from the top; two empty ones are the same.

    >>> shared(["2", "2.3", "2.3.1"], ["2", "2.3", "2.3.2"]), shared([], []), shared(["1"], [])
    (0.6666666666666666, 1.0, 0.0)
    """
    longest = max(len(path), len(other))
    same = next((depth for depth, (one, two) in enumerate(zip(path, other, strict=False)) if one != two), None)
    depth = min(len(path), len(other)) if same is None else same
    return depth / longest if longest else 1.0


def _nearness(documents: Sequence[str], paths: Sequence[Path], distance: int) -> npt.NDArray[np.float32]:
    pairs = zip(documents, documents[distance:], paths, paths[distance:], strict=False)
    return np.array([shared(one, two) ** 2 if mine == theirs else 0.0 for mine, theirs, one, two in pairs], np.float32)
