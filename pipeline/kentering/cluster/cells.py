"""How often two passages fall to the same passage when a few are drawn: worked out over all draws, none is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from kentering.cluster.partition import on_grid
from kentering.cluster.space import Labels, Mask
from kentering.vectors import Matrix, unit

Real = npt.NDArray[np.float64]
Places = npt.NDArray[np.int16]
Whole = npt.NDArray[np.int32]

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
# Of the points that have one site within reach.
BLOCK = 100
# Chances are added up as whole numbers, this many to one: no order of adding changes a sum.
ONE = 2**30
# A site counts where fewer others than this are nearer; with the numbers of cells above no reach comes near it.
DIGIT = 7
FOLD = 2**DIGIT


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
    reach = min(FOLD, int((chances > HARDLY * chances[0]).sum()))
    whole = np.rint(chances * ONE).astype(np.int32)
    order = np.concatenate([columns, np.setdiff1d(np.arange(len(points)), columns)])
    places = _places(main, main[sites])[order]
    own = places[: len(columns)]
    shared = np.empty((len(points), len(columns)), dtype=np.float32)
    first = max(CHUNK, len(columns))
    shared[order[:first]] = _shared(places[:first], own, whole, reach, same=len(columns))
    for start in range(first, len(points), CHUNK):
        shared[order[start : start + CHUNK]] = _shared(places[start : start + CHUNK], own, whole, reach)
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


def _places(points: Matrix, sites: Matrix) -> Places:
    """For each point, how many sites are nearer to it than each site; of equals the one in front is nearer.

    Sites that are odd in number get one more, beyond all others: halves must be alike.
    """
    order = np.argsort(-(points @ sites.T), axis=1, kind="stable")
    places = np.full((len(points), len(sites) + len(sites) % 2), len(sites), dtype=np.int16)
    np.put_along_axis(places, order, np.arange(len(sites), dtype=np.int16)[None, :], axis=1)
    return places


def _shared(rows: Places, columns: Places, chances: Whole, reach: int, same: int = 0) -> Matrix:
    """The chances of all sites added up, for the pairs that both have the site within reach.

    So many of the first rows are the `same` as the columns: of these pairs each is worked out once, save near the
    diagonal.
    """
    shared = np.zeros(len(rows) * len(columns), dtype=np.int32)
    for site in range(rows.shape[1]):
        near = np.flatnonzero(rows[:, site] < reach)
        others = near[: np.searchsorted(near, same)] if same else np.flatnonzero(columns[:, site] < reach)
        own, theirs = rows[near, site].astype(np.int32), columns[others, site].astype(np.int32)
        one = rows[near] < own[:, None]
        two = one[: len(others)] if same else columns[others] < theirs[:, None]
        one, two = _folded(one, two)
        for some, after in _blocks(len(near), len(others) if same else 0):
            either = (one[some] @ two[after:].T).astype(np.int32)
            either >>= DIGIT
            either &= FOLD - 1
            np.subtract(theirs[after:], either, out=either)
            either += own[some, None]
            chance = chances.take(either, mode="clip")
            at = near[some, None] * len(columns) + others[after:]
            chance += shared.take(at)
            shared[at] = chance
    found = (shared.reshape(len(rows), len(columns)) / np.float32(ONE)).astype(np.float32)
    square = np.triu(found[:same, :same])
    found[:same, :same] = square + np.triu(square, 1).T
    return found


def _blocks(n_rows: int, n_same: int) -> Iterator[tuple[slice, int]]:
    """Rows that are worked out at once, and from which column on: of rows that are columns too, from the diagonal."""
    for first in [*range(0, n_same, BLOCK), *range(n_same, n_rows, BLOCK)]:
        same = first < n_same
        yield slice(first, min(first + BLOCK, n_same if same else n_rows)), first if same else 0


def _folded(own: Mask, theirs: Mask) -> tuple[Matrix, Matrix]:
    """Two matrices whose product has, for each pair of rows, how many sites are marked in both: its second digit.

    One half of the sites is folded onto the other, so that the product has half the work: with x and y the halves,
    (x1 + F x2) (F y1 + y2) has the count in the middle of three digits of base F, FOLD, which float32 holds without
    rounding where a row has fewer than F marks.
    """
    half = own.shape[1] // 2
    one, two = ((each[:, :half].view(np.uint8), each[:, half:].view(np.uint8)) for each in (own, theirs))
    return (one[0] + (one[1] << DIGIT)).astype(np.float32), ((two[0] << DIGIT) + two[1]).astype(np.float32)


def _main_directions(points: Matrix, within: Mask) -> Matrix:
    own = points[within].astype(np.float64)
    directions = np.linalg.eigh(own.T @ own)[1][:, ::-1][:, :DIRECTIONS]
    return on_grid(unit((points @ directions).astype(np.float32)))
