"""Which passages keep the same company: the tree of what falls together, and how near passages are to themes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kentering.cluster.space import Labels
from kentering.vectors import Matrix, unit

Real = npt.NDArray[np.float64]
Tree = npt.NDArray[np.float64]

# Cosines of company equal to so many decimals are equal.
DECIMALS = 5
# A theme has at least so many passages.
LEAST_PASSAGES = 5
# Rows that are added up at once.
CHUNK = 4096
# A cut leaves at most so many small branches beside the themes.
MOST_SMALL = 200


def company(shared: Matrix) -> Matrix:
    """The company that each point keeps, at length one: how alike it is to each other point in whom it falls with.

    `shared` is how often two points fall together, a row and a column for each point. Evidence accumulation (Fred and
    Jain 2005), one step further: points are alike that fall with the same others, though never with each other.
    """
    rows = unit(shared)
    return unit(np.maximum(rows @ rows.T, 0))


def tree(shared: Matrix) -> Tree:
    """The tree of merges of points that keep the same company, the surest merge first.

    Two points are as near as the cosine of their `company`; two branches as the mean over their points.
    """
    from scipy.cluster.hierarchy import average
    from scipy.spatial.distance import squareform

    rows = company(shared)
    apart = 1 - np.round((rows @ rows.T).astype(np.float64), DECIMALS)
    np.fill_diagonal(apart, 0)
    return np.asarray(average(squareform(np.maximum(apart, 0), checks=False)))


def branches(grown: Tree, tried: Sequence[int], least: int = LEAST_PASSAGES) -> dict[int, Labels]:
    """For each number of themes the labels of the first cut with so many branches of at least `least` points.

    Points on smaller branches have -1. Where no cut has so many, the cut with most below that number.
    """
    cuts = _cuts(grown, tried[-1] + MOST_SMALL, least)
    return {n: _labels(grown, cuts[max(each for each in cuts if each <= n)], least) for n in tried}


def _cuts(grown: Tree, most: int, least: int) -> dict[int, int]:
    """For each number of large branches how many of the last merges to undo, the fewest; at most `most` branches."""
    n_points = len(grown) + 1
    large = np.concatenate([np.ones(n_points), grown[:, 3]]) >= least
    count = int(large[-1])
    cuts = {count: 0}
    for undone in range(1, min(n_points, most)):
        one, two = grown[-undone, :2].astype(np.int64)
        count += int(large[one]) + int(large[two]) - int(large[2 * n_points - 1 - undone])
        cuts.setdefault(count, undone)
    return cuts


def _labels(grown: Tree, undone: int, least: int) -> Labels:
    n_points = len(grown) + 1
    branch = np.arange(2 * n_points - 1 - undone)
    for node in range(len(branch) - 1, n_points - 1, -1):
        branch[grown[node - n_points, :2].astype(np.int64)] = branch[node]
    labels = np.unique(branch[:n_points], return_inverse=True)[1]
    big = np.flatnonzero(np.bincount(labels) >= least)
    return np.where(np.isin(labels, big), np.searchsorted(big, labels), -1).astype(np.int64)


def affinities(shared: Matrix, columns: Labels, labels: Labels) -> Real:
    """How often each point falls together with the points of each label, the mean over those: (points, labels).

    `labels` are those of the `columns`, which are numbers of points; with the label -1 they count in none. A point is
    not counted with itself.
    """
    n_labels = int(labels.max()) + 1
    held = (labels[:, None] == np.arange(n_labels)).astype(np.float64)
    total = np.concatenate(
        [part.astype(np.float64) @ held for part in np.array_split(shared, 1 + len(shared) // CHUNK)]
    )
    known = labels >= 0
    own = np.zeros_like(total)
    own[columns[known], labels[known]] = shared[columns[known], np.flatnonzero(known)]
    present = (own > 0).astype(np.float64)
    return np.asarray(np.round((total - own) / np.maximum(held.sum(axis=0) - present, 1), 6))
