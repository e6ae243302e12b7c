"""The variance of shares over sections, and what the chapters that sections are part of add to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kentering.compare.steadied import steadied

Real = npt.NDArray[np.float64]


class Parts(NamedTuple):
    """The sections of one language version, or of twins together."""

    influence: Real  # (sections, themes): what each adds to the shares
    weight: Real  # (sections): its length
    chapter: Real  # (sections): the number of its chapter


@dataclass(frozen=True)
class Scatter:
    """Variances of shares; all arrays run over the themes."""

    variance: Real  # if other sections, or chapters where their sections are alike, had been written
    freedom: float  # its degrees of freedom
    apart: Real  # the variance if each section had been written by itself


def scatter(versions: list[Parts], plain: Real) -> Scatter:
    """Variances of the mean of the versions' shares; `plain` is the variance of as many passages drawn one by one.

    The variance over sections is multiplied by their design effect (Kish 1965): the variance over chapters by that
    over sections, all themes together, one at least. It is about one where the sections of a chapter are no more alike
    than others, and the number of sections in a chapter where each chapter is of one theme; sections count for so many
    times fewer degrees of freedom. A theme that keeps to its chapters more than others do has at least its own variance
    over chapters. Variances of the themes of a text steady each other (see `steadied`). Nothing is known of chapters
    where there is one only.
    """
    over_sections = _averaged([_over(each.influence) for each in versions])
    over_chapters = _averaged([_over_chapters(each) for each in versions])
    effect = max(1.0, float(over_chapters.sum() / over_sections.sum())) if over_sections.any() else 1.0
    n_sections = [_equal(each.weight) for each in versions]
    n_chapters = [_equal(_lengths(each)) for each in versions]
    variance, freedom = steadied(effect * over_sections, plain, max(1.0, sum(n / effect - 1 for n in n_sections)))
    own, _ = steadied(over_chapters, plain, max(1.0, sum(n - 1 for n in n_chapters)))
    apart, _ = steadied(over_sections, plain, max(1.0, sum(n - 1 for n in n_sections)))
    return Scatter(np.maximum(variance, own), freedom, apart)


def _averaged(variances: list[Real]) -> Real:
    """The variance of the mean of versions that vary each by itself."""
    return np.asarray(np.sum(variances, axis=0) / len(variances) ** 2, dtype=np.float64)


def _over(influence: Real) -> Real:
    n = len(influence)
    return np.asarray((influence**2).sum(axis=0) * n / max(n - 1, 1), dtype=np.float64)


def _over_chapters(version: Parts) -> Real:
    """Squares over chapters, scaled to be right on average where chapters of unequal length vary alike.

    One long chapter draws the share to itself, so that it seems to differ less from it than it does (MacKinnon and
    White 1985, there for regression).
    """
    numbers = np.unique(version.chapter, return_inverse=True)[1]
    n = int(numbers.max()) + 1
    if not 1 < n < len(numbers):
        return _over(version.influence)
    summed = np.zeros((n, version.influence.shape[1]))
    np.add.at(summed, numbers, version.influence)
    part = _lengths(version) / version.weight.sum()
    squares = float((part**2).sum())
    expected = float((part**2 * (1 - 2 * part + squares)).sum())
    return np.asarray((summed**2).sum(axis=0) * squares / expected, dtype=np.float64)


def _lengths(version: Parts) -> Real:
    """The length of each chapter; of each section where there is no more than one chapter."""
    numbers = np.unique(version.chapter, return_inverse=True)[1]
    return np.asarray(np.bincount(numbers, weights=version.weight)) if numbers.max() else version.weight


def _equal(weights: Real) -> float:
    """How many sections of equal weight there would be."""
    return float(weights.sum() ** 2 / (weights**2).sum())
