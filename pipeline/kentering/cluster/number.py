"""How many themes: the numbers that passages can fill, how stable each is, and which is taken."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kentering.cluster.consensus import LEAST_PASSAGES, Real, Tree, branches
from kentering.cluster.resamples import Resample
from kentering.cluster.space import Labels
from kentering.errors import InputError
from kentering.settings import ClusterSettings

# A broad theme has on average at least so many passages, a narrow one so many.
MEAN_BROAD, MEAN_NARROW = 20, 10
# The middle of the usual numbers gives way to another of them that is more stable by this much: by so much that
# another draw of sections does not turn the choice. Where none of them reaches the second figure, they give way to a
# smaller number that is more stable by the third.
MORE_STABLE, TOO_LOOSE, FAR_MORE_STABLE = 0.3, 0.6, 0.25


def numbers(n_passages: int, settings: ClusterSettings) -> tuple[list[int], list[int]]:
    """The numbers of broad and of narrow themes to try; what the passages cannot fill raises InputError."""
    most = n_passages // LEAST_PASSAGES
    fine = [each for each in range(settings.min_narrow, settings.max_narrow + 1) if each * MEAN_NARROW <= n_passages]
    fine = fine or [max(2, n_passages // MEAN_NARROW)]
    if settings.n_themes is None:
        return list(range(2, usual(n_passages, settings).stop)), fine
    if settings.n_themes > max(2, most):
        message = f"cluster.n_themes = {settings.n_themes}: there are {n_passages} passages of running text"
        raise InputError(message, f"at most {max(2, most)}, or leave it out: the data choose")
    return [settings.n_themes], fine


def usual(n_passages: int, settings: ClusterSettings) -> range:
    """The numbers of broad themes that so many passages have when nothing speaks against it."""
    low = min(settings.min_themes, max(2, n_passages // MEAN_BROAD))
    return range(low, max(low, min(settings.max_themes, n_passages // (MEAN_BROAD // 2))) + 1)


def cut(
    grown: Tree, rows: Labels, drawn: list[Resample], tried: list[int], among: range, mean: int
) -> tuple[Labels, pd.DataFrame]:
    """The labels of the rows for the best number, and the curve: each number and its stability.

    Stability is the mean adjusted Rand index (Hubert and Arabie 1985) between the cut of all passages and the cut of
    the tree of each resample.
    """
    cuts = branches(grown, tried)
    again = []
    for each in drawn:
        both = np.isin(each.rows, rows)
        again.append((np.searchsorted(rows, each.rows[both]), both, branches(each.tree, tried)))
    stability = np.array(
        [np.mean([_agreement(cuts[n][at], theirs[n][both]) for at, both, theirs in again]) for n in tried]
    )
    curve = pd.DataFrame({"n_themes": tried, "stability": stability.round(4)})
    best = _best(tried, stability, among, len(rows) // mean)
    return cuts[best], curve.assign(chosen=curve["n_themes"] == best)


def _best(tried: list[int], stability: Real, among: range, most: int) -> int:
    """The middle of the usual numbers, unless another of them is clearly more stable, or one below them far more.

    Of a small corpus, which has passages enough for `most` only, that number goes before the middle.
    """
    known = dict(zip(tried, stability.tolist(), strict=True))
    held = [each for each in among if each in known] or tried[-1:]
    middle = min(held[(len(held) - 1) // 2], max(held[0], most))
    best = max(held, key=lambda each: (known[each], -abs(each - middle)))
    best = best if known[best] > known[middle] + MORE_STABLE else middle
    fewer = [each for each in tried if each < held[0]]
    below = max(fewer, key=lambda each: (known[each], each), default=best)
    loose = known[best] < TOO_LOOSE and known[below] > known[best] + FAR_MORE_STABLE
    return below if loose else best


def _agreement(labels: Labels, again: Labels) -> float:
    """The adjusted Rand index; written out, as importing the library that has it takes longer than all of them here."""
    table = np.zeros((int(labels.max()) + 2, int(again.max()) + 2), dtype=np.int64)
    np.add.at(table, (labels + 1, again + 1), 1)
    together, own, theirs = (_pairs(counts) for counts in (table, table.sum(axis=1), table.sum(axis=0)))
    chance = own * theirs / max(1, _pairs(table.sum(keepdims=True)))
    most = (own + theirs) / 2
    return round((together - chance) / (most - chance), 6) if most > chance else 1.0


def _pairs(counts: Labels) -> int:
    return int((counts * (counts - 1) // 2).sum())
