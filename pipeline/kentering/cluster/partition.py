"""A partition of passages: Ward's tree, cut, then each passage to its nearest centre."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kentering.cluster.space import Labels, Mask
from kentering.vectors import Matrix, unit

Tree = npt.NDArray[np.float64]

# Ward's memory grows with the square: beyond this many passages the tree is grown on a part of the sections.
LARGEST_TREE = 5000
# Cosines equal to so many decimals are equal: no number of threads may change a label.
DECIMALS = 5
ROUNDS = 20


def tree(points: Matrix) -> Tree:
    """Ward's tree of merges (Ward 1963), the cheapest first."""
    from scipy.cluster.hierarchy import ward

    return np.asarray(ward(points.astype(np.float64)))


def cut(grown: Tree, n_themes: int) -> Labels:
    """The labels of n_themes branches, from 0; fewer where passages coincide."""
    from scipy.cluster.hierarchy import fcluster

    labels = fcluster(grown, n_themes, criterion="maxclust")
    return _compact(np.asarray(labels))


def centres(points: Matrix, labels: Labels) -> Matrix:
    """The mean direction of each label's points, at length one; every label from 0 on has some."""
    order = np.argsort(labels, kind="stable")
    first = np.searchsorted(labels[order], np.arange(int(labels.max()) + 1))
    return unit(np.add.reduceat(points[order].astype(np.float64), first, axis=0).astype(np.float32))


def cosines(points: Matrix, to: Matrix) -> Matrix:
    """Cosine of each point to each centre, rounded."""
    return np.asarray(np.round(points @ to.T, DECIMALS), dtype=np.float32)


def refined(points: Matrix, labels: Labels, start: Matrix | None = None) -> Labels:
    """Each point to its nearest centre until none moves (spherical k-means, Dhillon and Modha 2001).

    Stops before a theme would run empty. `start` gives the first centres, where labels of all points are not known.
    """
    current = labels if start is None else _compact(cosines(points, start).argmax(axis=1))
    for _ in range(ROUNDS):
        nearest = cosines(points, centres(points, current)).argmax(axis=1)
        if len(np.unique(nearest)) <= current.max() or np.array_equal(nearest, current):
            break
        current = nearest
    return current


def _compact(labels: npt.NDArray[np.integer]) -> Labels:
    return np.asarray(np.unique(labels, return_inverse=True)[1], dtype=np.int64)


def part_of_sections(sections: Labels, most: float, rng: np.random.Generator) -> Mask:
    """Which points stand in a seeded draw of whole sections, without putting back; `most` is the part drawn."""
    names = np.unique(sections)
    drawn = rng.choice(names, size=max(1, round(len(names) * most)), replace=False)
    return np.isin(sections, drawn)
