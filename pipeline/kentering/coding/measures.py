"""Krippendorff's alpha and Cohen's kappa for names, over many resamples at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int64]
"""Units x coders: the number of the code that a coder gave, -1 where none."""

Real = npt.NDArray[np.float64]
MISSING = -1


class Measured(NamedTuple):
    """A figure and the ends of its interval; NaN where it cannot be had."""

    value: float
    low: float
    high: float


def counts(codes: Codes) -> Real:
    """Units x codes: how many coders gave each code to each unit; units with fewer than two codes are left out.

    >>> counts(np.array([[0, 0, 1], [1, -1, -1]])).tolist()
    [[2.0, 1.0]]
    """
    n_codes = int(codes.max(initial=MISSING)) + 1
    found = np.stack([(codes == code).sum(axis=1) for code in range(n_codes)], axis=1) if n_codes else np.zeros((0, 0))
    return np.asarray(found[found.sum(axis=1) >= 2], dtype=np.float64)


def alphas(found: Real, weights: Real) -> Real:
    """Krippendorff's alpha for names for each row of unit weights (Krippendorff 2019, chapter 12; missing allowed).

    `found` is units x codes as `counts` gives, `weights` is samples x units. NaN where all codes are one and the same.
    """
    sizes = found.sum(axis=1)
    unequal = (sizes**2 - (found**2).sum(axis=1)) / (sizes - 1)
    observed = weights @ unequal
    totals = weights @ found
    n = totals.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = (n**2 - (totals**2).sum(axis=1)) / (n - 1)
        return np.where(expected > 0, 1 - observed / expected, np.nan)


def kappas(first: Codes, second: Codes, weights: Real) -> Real:
    """Cohen's kappa of two coders for each row of unit weights (Cohen 1960); both must have coded every unit."""
    n_codes = int(max(first.max(initial=0), second.max(initial=0))) + 1
    n = weights.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        equal = (weights @ (first == second)) / n
        parts = [(weights @ np.eye(n_codes)[each]) / n[:, None] for each in (first, second)]
        chance = (parts[0] * parts[1]).sum(axis=1)
        return np.where(chance < 1, (equal - chance) / (1 - chance), np.nan)


def agreed(found: Real) -> float:
    """Part of the pairs of codes of one unit that are equal, each unit weighing as many codes as it has."""
    if not len(found):
        return float("nan")
    sizes = found.sum(axis=1)
    equal = ((found**2).sum(axis=1) - sizes) / (sizes - 1)
    return float(equal.sum() / sizes.sum())


def resampled(n_units: int, resamples: int, seed: int) -> Real:
    """Samples x units: how often each unit is drawn, with replacement (Efron 1979)."""
    if not n_units:
        return np.zeros((resamples, 0))
    drawn = np.random.default_rng(seed).multinomial(n_units, np.full(n_units, 1 / n_units), size=resamples)
    return np.asarray(drawn, dtype=np.float64)


def measured(value: float, drawn: Real, confidence: float) -> Measured:
    """A figure with its percentile interval, widened to hold it; draws without a figure do not count."""
    known = drawn[~np.isnan(drawn)]
    if np.isnan(value) or not len(known):
        return Measured(value, float("nan"), float("nan"))
    tail = (1 - confidence) / 2
    low, high = np.quantile(known, [tail, 1 - tail])
    return Measured(value, min(float(low), value), max(float(high), value))
