"""Which passages belong together whatever the draw: many clusterings, and the tree of what they agree on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from kentering.cluster.partition import on_grid
from kentering.cluster.space import Labels, Mask
from kentering.vectors import Matrix, unit

Members = npt.NDArray[np.uint8]
Real = npt.NDArray[np.float64]
Tree = npt.NDArray[np.float64]

# Each clustering leaves out one part in so many of the sections.
FOLDS = 5
# It looks for a number of clusters between the two, with at least so many points to a cluster on average.
FEWEST_CLUSTERS, MOST_CLUSTERS = 12, 40
LEAST_MEAN = 4
# A cluster is found in this many directions, those of largest spread: what lies beyond is noise, and time.
DIRECTIONS = 64
ROUNDS = 5
# Points that stand between two clusters may move so many times.
MOST_MOVES = 20


def clusterings(points: Matrix, sections: Labels, within: Mask, runs: int, seed: int) -> Members:
    """The cluster of each point in each of `runs` clusterings: (points, runs).

    Short runs of spherical k-means (Dhillon and Modha 2001), each without one fifth of the sections among the points
    `within`, with a number of clusters and starting points of its own; all other points go to the nearest centre. The
    draws are balanced, so that luck weighs little: every section is left out, every number tried and every point
    started from equally often. Numbers are rounded so that sums are exact: no order of adding changes a cluster.
    """
    main = _main_directions(points, within)
    own, places = main[within], sections[within]
    found = np.empty((len(points), runs), dtype=np.uint8)
    for run, (kept, starts) in enumerate(_draws(places, runs, np.random.default_rng([seed]))):
        found[:, run] = _nearest(main, _centres(own[kept], own[starts]))
    return found


def _draws(sections: Labels, runs: int, rng: np.random.Generator) -> Iterator[tuple[Mask, Labels]]:
    """For each run, the points that it sees and those that it starts from."""
    names = np.unique(sections)
    most = max(2, min(MOST_CLUSTERS, len(sections) // LEAST_MEAN))
    numbers = np.arange(min(FEWEST_CLUSTERS, most), most + 1)
    waiting = np.empty(0, dtype=np.int64)
    for run in range(runs):
        if run % len(numbers) == 0:
            numbers = rng.permutation(numbers)
        if run % FOLDS == 0:
            folds = np.array_split(rng.permutation(names), FOLDS)
        kept = ~np.isin(sections, folds[run % FOLDS])
        kept = kept if kept.sum() > most else np.ones_like(kept)
        if len(waiting) < len(sections):
            waiting = np.concatenate([waiting, rng.permutation(len(sections))])
        taken = np.flatnonzero(kept[waiting])[: numbers[run % len(numbers)]]
        yield kept, np.unique(waiting[taken])
        waiting = np.delete(waiting, taken)


def company(members: Members) -> Matrix:
    """For each point how often it shares a cluster with each other point, at length one: (points, points).

    Evidence accumulation; Fred and Jain 2005.
    """
    return unit(_together(members))


def tree(rows: Matrix) -> Tree:
    """The tree of merges of points that share a cluster with the same other points, the surest merge first.

    Two points are as near as the cosine of their `rows`, as `company` gives them; two branches as the mean over their
    points.
    """
    from scipy.cluster.hierarchy import average
    from scipy.spatial.distance import squareform

    apart = 1 - np.round((rows @ rows.T).astype(np.float64), 5)
    np.fill_diagonal(apart, 0)
    return np.asarray(average(squareform(np.maximum(apart, 0), checks=False)))


def settled(rows: Matrix, labels: Labels) -> Labels:
    """The labels after each point has moved to the one whose points it is nearest to on average, until none moves.

    What a merge of the tree settled once for all is weighed again, so that the border between two branches depends
    less on luck. Points labelled -1 get a label; a label that would lose all its points keeps what it has.
    """
    found = labels
    for _ in range(MOST_MOVES):
        held = (found[:, None] == np.arange(int(labels.max()) + 1)).astype(np.float32)
        near = (rows @ (rows.T @ held)).astype(np.float64) - held
        near /= np.maximum(held.sum(axis=0) - held, 1)
        moved = np.round(near, 5).argmax(axis=1)
        if np.array_equal(moved, found) or len(np.unique(moved)) < held.shape[1]:
            break
        found = moved
    return found


def _together(members: Members) -> Matrix:
    often = np.zeros((len(members), len(members)), dtype=np.uint16)
    for run in members.T:
        order = np.argsort(run, kind="stable")
        for rows in np.split(order, np.flatnonzero(np.diff(run[order])) + 1):
            often[np.ix_(rows, rows)] += 1
    return np.asarray(often / members.shape[1], dtype=np.float32)


def affinities(members: Members, labels: Labels) -> Real:
    """How often each point shares a cluster with the points of each label, the mean over those: (points, labels).

    Points with the label -1 count in none; a point is not counted with itself.
    """
    n_labels = int(labels.max()) + 1
    sizes = np.bincount(labels[labels >= 0], minlength=n_labels).astype(np.float64)
    known = np.flatnonzero(labels >= 0)
    total = np.zeros((len(members), n_labels))
    for run in members.T:
        table = np.zeros((int(run.max()) + 1, n_labels))
        np.add.at(table, (run[known], labels[known]), 1)
        total += table[run]
    own = np.zeros_like(total)
    own[known, labels[known]] = 1
    return np.asarray(np.round((total / members.shape[1] - own) / np.maximum(sizes - own, 1), 6))


def _main_directions(points: Matrix, within: Mask) -> Matrix:
    own = points[within].astype(np.float64)
    directions = np.linalg.eigh(own.T @ own)[1][:, ::-1][:, :DIRECTIONS]
    return on_grid(unit((points @ directions).astype(np.float32)))


def _centres(drawn: Matrix, centres: Matrix) -> Matrix:
    labels = _nearest(drawn, centres)
    for _ in range(ROUNDS):
        belongs = (labels[None, :] == np.arange(len(centres))[:, None]).astype(np.float32)
        held = belongs.any(axis=1)
        centres = np.where(held[:, None], on_grid(unit(belongs @ drawn)), centres)
        again = _nearest(drawn, centres)
        if np.array_equal(again, labels):
            break
        labels = again
    return centres


def _nearest(points: Matrix, centres: Matrix) -> Labels:
    return np.asarray((points @ centres.T).argmax(axis=1), dtype=np.int64)
