"""The variance of shares over sections, and what the chapters that sections are part of add to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kentering.compare.counted import FEWEST
from kentering.compare.steadied import steadied

Real = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


class Parts(NamedTuple):
    """The sections of one language version, or of twins together."""

    influence: Real  # (sections, themes): what each adds to the shares
    weight: Real  # (sections): its length
    chapters: Whole  # (sections, levels): the number of what it is a part of


@dataclass(frozen=True)
class Scatter:
    """Variances of shares; all arrays run over the themes."""

    variance: Real  # if other sections, or chapters where their sections are alike, had been written
    freedom: Real  # its degrees of freedom
    apart: Real  # the variance if each section had been written by itself
    units: float  # how many sections that are alike no more than others would say as much


class _Above(NamedTuple):
    """The variance over the parts of one level, and how many there would be if they were of equal length."""

    variance: Real
    n_parts: float


def scatter(versions: list[Parts], plain: Real) -> Scatter:
    """Variances of the mean of the versions' shares; `plain` is the variance of as many passages drawn one by one.

    The variance over sections is multiplied by their design effect (Kish 1965): the variance over chapters by that
    over sections, all themes together, one at least, at the level of headings where it is largest. It is about one
    where the sections of a chapter are no more alike than others, and the number of sections in a chapter where each
    chapter is of one theme; sections count for so many times fewer. A theme that keeps to its chapters more than others
    do has its own variance over chapters, with their degrees of freedom. Variances of the themes of a text steady each
    other (see `steadied`). Chapters that amount to fewer than five of equal length are taken as given, as the design of
    such a plan: so few say nothing of how others would vary.
    """
    above = [_above(each) for each in versions]
    over_sections = _averaged([_over(each.influence) for each in versions])
    over_chapters = _averaged([each.variance for each in above])
    effect = max(1.0, float(over_chapters.sum() / over_sections.sum())) if over_sections.any() else 1.0
    counts = [_equal(each.weight) for each in versions]
    units = sum(counts) / effect
    variance, freedom = steadied(effect * over_sections, plain, max(1.0, units - len(versions)))
    parts = max(1.0, sum(each.n_parts - 1 for each in above))
    own, _ = steadied(over_chapters, plain, parts)
    apart, _ = steadied(over_sections, plain, max(1.0, sum(counts) - len(versions)))
    freedoms = np.where(own > variance, np.minimum(parts, freedom), freedom)
    return Scatter(np.maximum(variance, own), freedoms, apart, units)


def _averaged(variances: list[Real]) -> Real:
    """The variance of the mean of versions that vary each by itself."""
    return np.asarray(np.sum(variances, axis=0) / len(variances) ** 2, dtype=np.float64)


def _over(influence: Real) -> Real:
    n = len(influence)
    return np.asarray((influence**2).sum(axis=0) * n / max(n - 1, 1), dtype=np.float64)


def _above(version: Parts) -> _Above:
    """The level above at which the themes vary most, among those of five parts or more; without one, the sections."""
    numbers = [np.unique(each, return_inverse=True)[1] for each in version.chapters.T]
    levels = [_of_level(version, each) for each in numbers if 0 < each.max() < len(each) - 1]
    known = [each for each in levels if each.n_parts >= FEWEST]
    alone = _Above(_over(version.influence), _equal(version.weight))
    return max(known, key=lambda each: float(each.variance.sum()), default=alone)


def _of_level(version: Parts, numbers: Whole) -> _Above:
    """Squares over the parts of a level, scaled to be right on average where parts of unequal length vary alike.

    One long chapter draws the share to itself, so that it seems to differ less from it than it does (MacKinnon and
    White 1985, there for regression).
    """
    summed = np.zeros((int(numbers.max()) + 1, version.influence.shape[1]))
    np.add.at(summed, numbers, version.influence)
    part = np.asarray(np.bincount(numbers, weights=version.weight)) / version.weight.sum()
    squares = float((part**2).sum())
    expected = float((part**2 * (1 - 2 * part + squares)).sum())
    return _Above(np.asarray((summed**2).sum(axis=0) * squares / expected, dtype=np.float64), _equal(part))


def _equal(weights: Real) -> float:
    """How many parts of equal weight there would be."""
    return float(weights.sum() ** 2 / (weights**2).sum())
