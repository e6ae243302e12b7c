"""How often two passages fall to the same passage when a few are drawn: worked out over all draws, none is made."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kentering.cluster.partition import on_grid
from kentering.cluster.space import Labels, Mask
from kentering.vectors import Matrix, unit

Real = npt.NDArray[np.float64]

# So many points are drawn, each number as often; with at least so many points to a cell on average.
FEWEST_CELLS, MOST_CELLS = 20, 60
LEAST_MEAN = 4
# Draws are of so many points at most, spread evenly over the rows.
MOST_SITES = 500
# Points stand in this many directions, those of largest spread: what lies beyond is noise, and time.
DIRECTIONS = 32
# A point that is nearest this rarely, against one with no other nearer, counts as never nearest.
HARDLY = 1e-3
# Rows that are worked out at once.
CHUNK = 4096


def gathered(points: Matrix, within: Mask) -> Matrix:
    """Each point moved to the mean of those it falls with, at length one, the surest companions weighing most.

    One step of the blurring mean shift (Cheng 1995), the square of `shared_cells` as kernel: what is a passage's own
    wording evens out, and the subject that it has in common with its like remains.
    """
    sites = _spread_evenly(np.flatnonzero(within))
    weights = shared_cells(points, sites, within).astype(np.float64) ** 2
    moved = weights @ points[sites] / np.maximum(weights.sum(axis=1, keepdims=True), HARDLY)
    return unit(moved.astype(np.float32))


def shared_cells(points: Matrix, columns: Labels, within: Mask) -> Matrix:
    """How often each point falls to the same drawn point as each point of `columns`: (points, columns), from 0 to 1.

    Of the points `within`, as many as lie between the fewest and the most cells are drawn, and every point falls to the
    nearest of them. The figure is the mean over all draws that could be made, by counting for each pair and each point
    how many others are nearer to either (the nearest-neighbour isolation kernel: Qin, Ting, Zhu and Lee 2019; there
    estimated from draws). Numbers are rounded so that sums are exact: no order of adding changes a count.
    """
    main = _main_directions(points, within)
    sites = _spread_evenly(np.flatnonzero(within))
    chances = _chances(len(sites), _cells(int(within.sum()), len(sites)))
    reach = int((chances > HARDLY * chances[0]).sum())
    places = _places(main, main[sites])
    shared = np.empty((len(points), len(columns)), dtype=np.float32)
    for start in range(0, len(points), CHUNK):
        shared[start : start + CHUNK] = _shared(places[start : start + CHUNK], places[columns], chances, reach)
    return shared


def _spread_evenly(rows: Labels) -> Labels:
    most = min(MOST_SITES, len(rows))
    return rows[np.arange(most) * len(rows) // most]


def _cells(n_points: int, n_sites: int) -> range:
    most = max(2, min(MOST_CELLS, n_points // LEAST_MEAN, n_sites))
    return range(min(FEWEST_CELLS, most), most + 1)


def _chances(n_sites: int, cells: Sequence[int]) -> Real:
    """The chance that a site is drawn and none of `place` others is, mean over the numbers of cells."""
    from scipy.special import gammaln

    others = np.arange(n_sites)
    chances = np.zeros(n_sites)
    for n_cells in cells:
        possible = others[others <= n_sites - n_cells]
        ways = gammaln(n_sites - possible) - gammaln(n_cells) - gammaln(n_sites - possible - n_cells + 1)
        all_ways = gammaln(n_sites + 1) - gammaln(n_cells + 1) - gammaln(n_sites - n_cells + 1)
        chances[possible] += np.exp(ways - all_ways)
    return np.asarray(chances / len(cells))


def _places(points: Matrix, sites: Matrix) -> npt.NDArray[np.int32]:
    """For each point, how many sites are nearer to it than each site; of equals the one in front is nearer."""
    order = np.argsort(-(points @ sites.T), axis=1, kind="stable")
    places = np.empty(order.shape, dtype=np.int32)
    np.put_along_axis(places, order, np.arange(len(sites), dtype=np.int32)[None, :], axis=1)
    return places


def _shared(rows: npt.NDArray[np.int32], columns: npt.NDArray[np.int32], chances: Real, reach: int) -> Real:
    shared = np.zeros((len(rows), len(columns)))
    for site in range(rows.shape[1]):
        near, others = np.flatnonzero(rows[:, site] < reach), np.flatnonzero(columns[:, site] < reach)
        own, theirs = rows[near, site], columns[others, site]
        nearer = (rows[near] < own[:, None]).astype(np.float32)
        theirs_nearer = (columns[others] < theirs[:, None]).astype(np.float32)
        both = (nearer @ theirs_nearer.T).astype(np.int32)
        shared[np.ix_(near, others)] += chances[np.minimum(own[:, None] + theirs[None, :] - both, len(chances) - 1)]
    return shared


def _main_directions(points: Matrix, within: Mask) -> Matrix:
    own = points[within].astype(np.float64)
    directions = np.linalg.eigh(own.T @ own)[1][:, ::-1][:, :DIRECTIONS]
    return on_grid(unit((points @ directions).astype(np.float32)))
