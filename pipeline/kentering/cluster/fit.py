"""How well passages fit their themes: strength, what fits nowhere, how stable a theme is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kentering.cluster.consensus import Tree, branches
from kentering.cluster.levels import Level
from kentering.cluster.partition import centres, cosines
from kentering.cluster.resamples import Resample
from kentering.cluster.space import Labels, Mask, Space

Real = npt.NDArray[np.float64]
NONE = -1
# So near is a passage that never falls together with a theme's passages.
HARDLY = 1e-3


@dataclass(frozen=True)
class Fit:
    """The theme of each passage (NONE where it fits nowhere), the next best, and both strengths."""

    theme: Labels
    second: Labels
    strength: Real
    second_strength: Real


def stabilities(labels: Labels, resamples: list[Resample]) -> Real:
    """How well each theme comes back as a branch of its own: mean best Jaccard over the resamples (Hennig 2007).

    `labels` are those of all rows that resamples count in. A theme is held against every branch, large or small, of
    the tree that a resample grows by itself, over the passages in it: is there a branch that holds these passages and
    no others? The number at which the tree is cut plays no part. Resamples without a passage of a theme do not count.
    """
    n_themes = int(labels.max()) + 1
    sums, times = np.zeros(n_themes), np.zeros(n_themes)
    for each in resamples:
        sizes = np.bincount(labels[each.rows], minlength=n_themes)
        times += sizes > 0
        sums += _best_branch(each.tree, labels[each.rows], n_themes)
    return np.asarray(np.divide(sums, times, out=np.zeros_like(sums), where=times > 0))


def _best_branch(grown: Tree, labels: Labels, n_themes: int) -> Real:
    held = np.zeros((2 * len(labels) - 1, n_themes))
    held[np.arange(len(labels)), labels] = 1
    for place, (one, two) in enumerate(grown[:, :2].astype(np.int64), start=len(labels)):
        held[place] = held[one] + held[two]
    union = held.sum(axis=1, keepdims=True) + held[: len(labels)].sum(axis=0) - held
    return np.asarray(np.divide(held, union, out=np.zeros_like(held), where=union > 0).max(axis=0))


def faithful(labels: Labels, resamples: list[Resample]) -> float:
    """The part of the passages that stay with their theme in a resample, mean over all; themes matched one to one."""
    from scipy.optimize import linear_sum_assignment

    n_themes, kept = int(labels.max()) + 1, []
    for each in resamples:
        again = branches(each.tree, [n_themes])[n_themes]
        own = labels[each.rows][again >= 0]
        table = np.zeros((n_themes, int(again.max()) + 1))
        np.add.at(table, (own, again[again >= 0]), 1)
        kept.append(float(table[linear_sum_assignment(-table)].sum() / max(1, len(own))))
    return float(np.mean(kept))


def fit(level: Level, labels: Labels, outside: Mask, core: Mask, stays: float) -> Fit:
    """Themes and strengths of all passages; `labels` are those of all rows, `outside` what fits nowhere.

    Strengths are how often a passage falls together with each theme's passages, raised to the power that makes the
    mean strength of the core passages equal `stays`, the part of them that keep their theme in resamples, and scaled
    to add up to one.
    """
    rows = np.arange(len(labels))
    near = np.log(np.maximum(level.near, HARDLY))
    rivals = near.copy()
    rivals[rows, labels] = -np.inf
    second = rivals.argmax(axis=1)
    chances = _softmax(near, _sharpness(near[core], labels[core], stays))
    alone = outside | (near.shape[1] == 1)
    return Fit(
        theme=np.where(outside, NONE, labels),
        second=np.where(alone, NONE, second),
        strength=np.where(outside, 0.0, chances[rows, labels]),
        second_strength=np.where(alone, 0.0, np.minimum(chances[rows, second], chances[rows, labels])),
    )


def outside(space: Space, labels: Labels, none_quantile: float) -> Mask:
    """What fits nowhere: passages no nearer to their theme than the mean passage of their language is.

    Without their neighbours, that is: a cosine of zero or less. Of the core passages no more than the part
    `none_quantile`, those that fit worst; a theme never loses all it has.
    """
    middles = centres(space.mixed[space.core], labels[space.core])
    own = cosines(space.alone, middles)[np.arange(len(space)), labels]
    found: Mask = own <= 0
    core = np.flatnonzero(space.core & found)
    allowed = int(none_quantile * int(space.core.sum()))
    found[core[np.argsort(own[core], kind="stable")][allowed:]] = False
    held = np.bincount(labels[space.core & ~found], minlength=len(middles))
    return np.asarray(found & (held[labels] > 0))


def _softmax(near: Real, sharpness: float) -> Real:
    raised = np.exp(sharpness * (near - near.max(axis=1, keepdims=True)))
    return np.asarray(np.floor(1e4 * raised / raised.sum(axis=1, keepdims=True)) / 1e4)


def _sharpness(near: Real, labels: Labels, stays: float) -> float:
    from scipy.optimize import brentq

    low, high = 0.1, 20.0

    def excess(sharpness: float) -> float:
        return float(_softmax(near, sharpness)[np.arange(len(near)), labels].mean()) - stays

    if excess(low) >= 0:
        return low
    return high if excess(high) <= 0 else float(brentq(excess, low, high, xtol=1e-3))
