"""A share with its variance over sections, the interval of a share, and the interval of a change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kentering.compare.chaptered import Parts, scatter
from kentering.compare.tallies import Tally, Version

Real = npt.NDArray[np.float64]

POWER = 0.8
_HALF_A_PASSAGE = 0.5


@dataclass(frozen=True)
class Estimate:
    """The shares of one work; all arrays run over the themes."""

    share: Real  # each passage to its theme
    split: Real  # passages shared between their theme and the next best
    variance: Real  # with `doubt`
    doubt: Real  # variance if doubtful passages fell to their theme or to the next best by chance
    freedom: Real  # degrees of freedom of the variance
    size: float  # how many passages of equal weight say as much
    chaptered: float  # the variances of all themes by what they are if each section was written by itself
    units: float  # how many sections that are alike no more than others would say as much


@dataclass(frozen=True)
class Difference:
    """Shares of a later work less those of an earlier one; all arrays run over the themes."""

    change: Real
    split: Real
    error: Real
    unchanged: Real  # the error if both works had the share that they have together
    widened: float  # times the error if each section was written by itself, over all themes
    common: Real  # that share
    freedom: Real

    def interval(self, confidence: float) -> tuple[Real, Real]:
        """Ends of the interval, whether doubtful passages go whole to their theme or are shared."""
        from scipy.stats import t

        reach = t.ppf((1 + confidence) / 2, self.freedom) * self.error
        low, high = np.minimum(self.change, self.split) - reach, np.maximum(self.change, self.split) + reach
        return np.maximum(low, -1.0), np.minimum(high, 1.0)

    @property
    def p_values(self) -> Real:
        """Two-sided, of no change, by the larger error; one where sharing doubtful passages turns the change round."""
        from scipy.stats import t

        nearer = np.where(self.change * self.split > 0, np.minimum(abs(self.change), abs(self.split)), 0.0)
        error = np.maximum(self.error, self.unchanged)
        ratio = np.divide(nearer, error, out=np.where(nearer > 0, np.inf, 0.0), where=error > 0)
        return np.asarray(2 * t.sf(ratio, self.freedom), dtype=np.float64)

    def detectable(self, level: Real) -> Real:
        """The smallest change that a two-sided test at each theme's `level` finds in four cases of five."""
        from scipy.stats import t

        tested = t.ppf(1 - level / 2, self.freedom) * np.maximum(self.error, self.unchanged)
        return np.asarray(tested + t.ppf(POWER, self.freedom) * self.error)


def estimate(tally: Tally) -> Estimate:
    """Shares, averaged over language versions, and their variance if other sections had been written.

    The variance is that of a ratio of sums over sections, linearised (Kish 1965; the estimator of Binder 1983), widened
    where the sections of a chapter are alike (see `scatter`), to which comes what is in doubt about the theme of
    passages. A share of nought is given half a passage's variance.
    """
    versions, n = tally.versions, len(tally.versions)
    totals = [each.weight.sum() for each in versions]
    share = np.mean([each.firm.sum(axis=0) / total for each, total in zip(versions, totals, strict=True)], axis=0)
    split = np.mean([each.split.sum(axis=0) / total for each, total in zip(versions, totals, strict=True)], axis=0)
    doubt = sum(each.doubt.sum(axis=0) / total**2 for each, total in zip(versions, totals, strict=True)) / n**2
    parts = [Parts(_influence(each), each.weight, each.chapters) for each in versions]
    sizes = [float(total**2 / each.squares.sum()) for each, total in zip(versions, totals, strict=True)]
    size = sum(sizes)
    if tally.twins:
        influence, weight = (
            np.mean([each.influence for each in parts], axis=0),
            np.sum([each.weight for each in parts], axis=0),
        )
        parts, size = [Parts(influence, weight, parts[0].chapters)], size / n
    found = scatter(parts, share * (1 - share) / size)
    variance, apart = (np.maximum(each + doubt, least(size)) for each in (found.variance, found.apart))
    return Estimate(
        share, split, variance, doubt, found.freedom, size, float(variance.sum() / apart.sum()), found.units
    )


def least(size: float) -> float:
    """The variance of a share of half a passage among so many."""
    share = _HALF_A_PASSAGE / (size + 1)
    return share * (1 - share) / size


def without_each(tally: Tally) -> Real:
    """The shares as they would be without each section of `tally.places()`: (sections, themes)."""
    parts = [_jackknife(each) for each in tally.versions]
    if tally.twins:
        return np.asarray(np.mean(parts, axis=0), dtype=np.float64)
    whole = [each.firm.sum(axis=0) / each.weight.sum() for each in tally.versions]
    shifted = [each + sum(whole) - whole[number] for number, each in enumerate(parts)]
    return np.asarray(np.concatenate(shifted) / len(parts), dtype=np.float64)


def difference(before: Estimate, after: Estimate) -> Difference:
    """The change between two works that were written apart, with the degrees of freedom of Welch (1947)."""
    both = before.variance + after.variance
    each = before.variance**2 / before.freedom + after.variance**2 / after.freedom
    common = (before.size * before.share + after.size * after.share) / (before.size + after.size)
    unchanged = _variance_at(before, common) + _variance_at(after, common)
    change, split = after.share - before.share, after.split - before.split
    apart = before.variance.sum() / before.chaptered + after.variance.sum() / after.chaptered
    widened = max(1.0, float(np.sqrt(both.sum() / apart)))
    return Difference(change, split, np.sqrt(both), np.sqrt(unchanged), widened, common, both**2 / each)


def _variance_at(found: Estimate, share: Real) -> Real:
    """The variance if the share were another: over sections so many times that of single passages as it is now."""
    plain, asked = (each * (1 - each) / found.size for each in (found.share, share))
    scatter = found.variance - found.doubt
    effect = np.divide(scatter, plain, out=np.ones_like(plain), where=plain > 0)
    moved = np.where(plain > 0, effect * asked, np.maximum(scatter, asked))
    return np.asarray(moved + found.doubt, dtype=np.float64)


def share_interval(found: Estimate, confidence: float) -> tuple[Real, Real]:
    """Ends of the interval of each share: Wilson's (1927), with the size that the variance over sections implies.

    So Korn and Graubard (1998) do with clustered counts; Student's quantile stands for the normal one. A share of
    nought goes by the mean design effect of the others.
    """
    from scipy.stats import t

    plain = found.share * (1 - found.share) / found.size
    within = plain > 0
    effect = np.divide(found.variance, plain, out=np.ones_like(plain), where=within)
    usual = float(np.average(effect[within], weights=plain[within])) if within.any() else 1.0
    size = found.size / np.maximum(np.where(within, effect, usual), 1.0)
    quantile = np.asarray(t.ppf((1 + confidence) / 2, found.freedom), dtype=np.float64)
    ends = [_wilson(each, size, quantile) for each in (found.share, found.split)]
    low, high = np.minimum(ends[0][0], ends[1][0]), np.maximum(ends[0][1], ends[1][1])
    return np.clip(np.minimum(low, found.share), 0.0, 1.0), np.clip(np.maximum(high, found.share), 0.0, 1.0)


def _wilson(share: Real, size: Real, quantile: Real) -> tuple[Real, Real]:
    square = quantile**2
    middle = share + square / (2 * size)
    reach = quantile * np.sqrt(np.maximum(share * (1 - share), 0.0) / size + square / (4 * size**2))
    return (middle - reach) / (1 + square / size), (middle + reach) / (1 + square / size)


def _influence(version: Version) -> Real:
    weight = version.weight[:, None]
    share = version.firm.sum(axis=0) / weight.sum()
    return np.asarray((version.firm - share * weight) / weight.sum(), dtype=np.float64)


def _jackknife(version: Version) -> Real:
    weight = version.weight[:, None]
    rest = weight.sum() - weight
    kept = version.firm.sum(axis=0) - version.firm
    return np.asarray(np.divide(kept, rest, out=np.full_like(kept, np.nan), where=rest > 0), dtype=np.float64)
