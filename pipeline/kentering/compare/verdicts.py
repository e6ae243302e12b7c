"""What may be said of the change of every theme between two works."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kentering.compare.change import together
from kentering.compare.counted import FEWEST
from kentering.compare.estimate import Difference, difference, estimate
from kentering.compare.tallies import Tally
from kentering.settings import CompareSettings

Real = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

EQUIVALENCE_LEVEL = 0.05
LEAST_LEVEL = 1e-6  # of a test of a theme that hardly any words have


@dataclass(frozen=True)
class Verdicts:
    """The change of each theme with its interval, and what may be said; all fields run over the themes."""

    change: Real
    low: Real
    high: Real
    p_values: Real
    q_values: Real
    detectable: Real
    said: list[str]
    reasons: list[str]
    widened: float  # of all themes together


def verdicts(before: Tally, after: Tally, tested: Mask, settings: CompareSettings) -> Verdicts:
    """Changes from one work to another; `tested` are the themes that are compared (`shifts` tells the rules).

    A theme that is in neither work is no comparison and does not dilute the others.
    """
    ends = estimate(before), estimate(after)
    known = together(before, after, ends)
    found = known or difference(*ends)
    n = len(found.change)
    if not known and min(before.sections, after.sections) < FEWEST:
        return _untold(found, "few sections")
    if not known and min(each.units for each in ends) < FEWEST:
        return _untold(found, "whole chapters")
    present = tested & ((ends[0].share > 0) | (ends[1].share > 0))
    low, high = found.interval(settings.confidence)
    weights = theme_weights(found.common, present)
    q_values = false_discovery(found.p_values, present, weights)
    detectable = np.minimum(found.detectable(_level_asked(q_values, present, weights, settings)), 1.0)
    said = _said(found, low, high, q_values, settings)
    reasons = [
        _reason(float(low[k]), float(high[k]), float(detectable[k]), float(found.change[k]), found.widened, settings)
        if said[k] == "inconclusive"
        else ""
        for k in range(n)
    ]
    return Verdicts(found.change, low, high, found.p_values, q_values, detectable, said, reasons, found.widened)


def _untold(found: Difference, reason: str) -> Verdicts:
    """No interval can be given."""
    n, ones = len(found.change), np.ones(len(found.change))
    return Verdicts(found.change, -ones, ones, ones, ones, ones, ["inconclusive"] * n, [reason] * n, found.widened)


def _said(found: Difference, low: Real, high: Real, q_values: Real, settings: CompareSettings) -> list[str]:
    inner_low, inner_high = found.interval(1 - 2 * EQUIVALENCE_LEVEL)
    equal = (inner_low > -settings.smallest_effect) & (inner_high < settings.smallest_effect)
    sure = ((low > 0) | (high < 0)) & (q_values <= settings.false_discovery)
    said = np.where(equal, "equivalent", np.where(sure, "shifted", "inconclusive"))
    return [str(each) for each in said]


def _reason(
    low: float, high: float, detectable: float, change: float, widened: float, settings: CompareSettings
) -> str:
    if low > 0 or high < 0:
        return "many themes"
    if abs(low + high) * widened > high - low:
        return "whole chapters"
    asked = max(settings.smallest_effect, abs(change))
    if detectable > asked:
        return "whole chapters" if detectable <= asked * widened else "little text"
    return "spans zero"


def theme_weights(common: Real, present: Mask) -> Real:
    """How much of the allowed false alarms each theme gets, one on average: by its part of both works together.

    A theme of many words has more to change by. What two works have together says nothing of how they differ, so that
    the correction stays right (Genovese, Roeder and Wasserman 2006).
    """
    weights = np.where(present, common, 0.0)
    return np.asarray(weights / weights[present].mean() if present.any() else weights, dtype=np.float64)


def _level_asked(q_values: Real, present: Mask, weights: Real, settings: CompareSettings) -> Real:
    """The level at which each theme is tested: that of Benjamini and Hochberg, the others being what they are."""
    passed = present & (q_values <= settings.false_discovery)
    others = passed.sum() - passed
    level = settings.false_discovery * weights * (others + 1) / max(int(present.sum()), 1)
    return np.asarray(level, dtype=np.float64).clip(LEAST_LEVEL, 1 - settings.confidence)


def false_discovery(p_values: Real, present: Mask, weights: Real) -> Real:
    """The share of false alarms to expect where each theme and all as sure are called; one for a theme not present."""
    from scipy.stats import false_discovery_control

    q_values = np.ones(len(p_values))
    if present.any():
        weighed = np.minimum(p_values[present] / weights[present], 1.0)
        q_values[present] = false_discovery_control(weighed, method="bh")
    return q_values
