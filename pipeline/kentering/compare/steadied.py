"""Variances over sections, steadied by what the themes of one text have in common."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Real = npt.NDArray[np.float64]

FEWEST_THEMES = 3
# A theme whose sections all have it in equal part is taken to vary at least so much as the middle one does.
LEAST_PART = 1e-3
_MOST_FREEDOM = 1e4


def steadied(variance: Real, plain: Real, freedom: Real | float) -> tuple[Real, Real | float]:
    """Variances drawn towards each other, with their degrees of freedom; nought where a theme is not in the text.

    What is drawn together is the design effect: a variance over that of as many passages drawn one by one (`plain`).
    How far follows from how much the effects differ beyond chance (Smyth 2004, there for genes). Alike effects count
    together for no more degrees of freedom than those of all themes but one.
    """
    within = (plain > 0) & (variance > 0)
    if within.sum() < FEWEST_THEMES:
        return variance, freedom
    effect = np.divide(variance, plain, out=np.zeros_like(plain), where=plain > 0)
    effect = np.where(plain > 0, np.maximum(effect, LEAST_PART * np.median(effect[within])), 0.0)
    own = freedom if isinstance(freedom, float) else freedom[plain > 0]
    usual, more = _prior(effect[plain > 0], own)
    more = min(more, (int((plain > 0).sum()) - 2) * float(np.mean(own)))
    drawn = (more * usual + freedom * effect) / (more + freedom)
    return np.asarray(drawn * plain, dtype=np.float64), more + freedom


def _prior(effects: Real, freedom: Real | float) -> tuple[float, float]:
    """The usual effect, and for how many degrees of freedom it counts: moments of the logarithms."""
    from scipy.special import digamma, polygamma

    logs = np.log(effects) - digamma(freedom / 2) + np.log(freedom / 2)
    beyond = float(logs.var(ddof=1) - np.mean(polygamma(1, freedom / 2)))
    if beyond <= 2 / _MOST_FREEDOM:
        return float(np.exp(logs.mean())), _MOST_FREEDOM
    more = 2 * _trigamma_inverse(beyond)
    return float(np.exp(logs.mean() + digamma(more / 2) - np.log(more / 2))), more


def _trigamma_inverse(value: float) -> float:
    """The argument whose trigamma is `value`, by Newton's steps on its reciprocal (Smyth 2004)."""
    from scipy.special import polygamma

    found = 0.5 + 1 / value
    for _ in range(50):
        trigamma = float(polygamma(1, found))
        step = trigamma * (1 - trigamma / value) / float(polygamma(2, found))
        found += step
        if -step < 1e-9 * found:
            break
    return found
