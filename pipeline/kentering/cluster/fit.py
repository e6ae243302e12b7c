"""How well passages fit their themes: strength, what fits nowhere, how stable a theme is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kentering.cluster.number import Resample
from kentering.cluster.partition import cosines
from kentering.cluster.space import Labels, Mask, Space
from kentering.vectors import Matrix

Real = npt.NDArray[np.float64]
NONE = -1


@dataclass(frozen=True)
class Fit:
    """The theme of each passage (NONE where it fits nowhere), the next best, and both strengths."""

    theme: Labels
    second: Labels
    strength: Real
    second_strength: Real


def overlaps(labels: Labels, resample: Resample, n_themes: int) -> Real:
    """Jaccard of each theme with each theme of a resample, over the passages in it: (n_themes, its themes)."""
    again = resample.labels[n_themes]
    table = np.zeros((int(labels.max()) + 1, int(again.max()) + 1))
    np.add.at(table, (labels[resample.rows], again), 1)
    union = table.sum(axis=1, keepdims=True) + table.sum(axis=0, keepdims=True) - table
    return np.asarray(np.divide(table, union, out=np.zeros_like(table), where=union > 0))


def stabilities(labels: Labels, resamples: list[Resample], n_themes: int) -> Real:
    """Mean best Jaccard of each theme over the resamples in which it has passages (Hennig 2007)."""
    present = np.array([np.bincount(labels[each.rows], minlength=labels.max() + 1) > 0 for each in resamples])
    best = np.array([overlaps(labels, each, n_themes).max(axis=1) for each in resamples])
    times = present.sum(axis=0)
    sums = (best * present).sum(axis=0)
    return np.asarray(np.divide(sums, times, out=np.zeros_like(sums), where=times > 0))


def faithful(labels: Labels, resamples: list[Resample], n_themes: int) -> float:
    """The part of the passages that stay with their theme in a resample, mean over all; themes matched one to one."""
    from scipy.optimize import linear_sum_assignment

    kept = []
    for each in resamples:
        mine, theirs = linear_sum_assignment(-overlaps(labels, each, n_themes))
        match = dict(zip(theirs.tolist(), mine.tolist(), strict=True))
        again = np.array([match.get(label, NONE) for label in each.labels[n_themes].tolist()])
        kept.append(float(np.mean(again == labels[each.rows])))
    return float(np.mean(kept))


def fit(space: Space, labels: Labels, middles: Matrix, stays: float, none_quantile: float) -> Fit:
    """Themes and strengths of all passages; `labels` are those of the core, the rest goes to the nearest centre.

    Strengths are a softmax of the cosines to the centres, as sharp as makes the mean strength of the core passages
    equal `stays`, the part of them that keep their theme in resamples. A passage fits nowhere if, without its
    neighbours, it is no nearer to its theme than the mean passage of its language is (cosine of zero or less); of the
    core passages, no more than the part none_quantile that fits worst.
    """
    rows = np.arange(len(space))
    near = cosines(space.mixed, middles).astype(np.float64)
    first = near.argmax(axis=1)
    first[space.core] = labels
    rivals = near.copy()
    rivals[rows, first] = -np.inf
    second = rivals.argmax(axis=1)
    chances = _softmax(near, _sharpness(near[space.core], labels, stays))
    outside = _outside(space, first, middles, none_quantile)
    alone = outside | (len(middles) == 1)
    return Fit(
        theme=np.where(outside, NONE, first),
        second=np.where(alone, NONE, second),
        strength=np.where(outside, 0.0, chances[rows, first]),
        second_strength=np.where(alone, 0.0, chances[rows, second]),
    )


def _outside(space: Space, first: Labels, middles: Matrix, none_quantile: float) -> Mask:
    own = cosines(space.alone, middles)[np.arange(len(space)), first]
    outside: Mask = own <= 0
    core = np.flatnonzero(space.core & outside)
    allowed = int(none_quantile * int(space.core.sum()))
    outside[core[np.argsort(own[core], kind="stable")][allowed:]] = False
    held = np.bincount(first[space.core & ~outside], minlength=len(middles))
    return np.asarray(outside & (held[first] > 0))


def _softmax(near: Real, sharpness: float) -> Real:
    raised = np.exp(sharpness * (near - near.max(axis=1, keepdims=True)))
    return np.asarray(np.floor(1e4 * raised / raised.sum(axis=1, keepdims=True)) / 1e4)


def _sharpness(near: Real, labels: Labels, stays: float) -> float:
    from scipy.optimize import brentq

    low, high = 1.0, 60.0

    def excess(sharpness: float) -> float:
        return float(_softmax(near, sharpness)[np.arange(len(near)), labels].mean()) - stays

    if excess(low) >= 0:
        return low
    return high if excess(high) <= 0 else float(brentq(excess, low, high, xtol=1e-3))
