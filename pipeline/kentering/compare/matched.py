"""The variance of a change between two works that have the same chapters, or the same sections word for word."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kentering.compare.sheets import Pairs, Sheet, levels, paired
from kentering.compare.steadied import steadied

Real = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

IN_COMMON = 0.75  # of the words of both works: in chapters that both have
IN_PAIRS = 0.5  # of the words of both works: in chapters that have two sections or more in both
FEWEST_CHAPTERS = 4  # of the latter
COPIED = 0.9  # of the words of both works: in sections that both have
ABOUT = 0.05  # of the words of two sections under one heading: of other themes, where they count as the same
USUAL = 0.42  # quantile that the middle chapter is held to: under the median, as few chapters may show too little drift
_EFFICIENCY = 2 / np.pi  # of a median, beside a mean


class Spread(NamedTuple):
    """The variance of the change of each theme and its degrees of freedom, but for doubt about the themes."""

    variance: Real
    freedom: Real
    lone: float  # part of the words that is not in a section which both works have

    @property
    def copied(self) -> bool:
        """Are nearly all words in sections that both works have?"""
        return self.lone <= 1 - COPIED


class _Stratum(NamedTuple):
    """Sections of a chapter of one work, or pairs of both works; or those of all chapters of one section or pair."""

    name: int | None
    covariance: Real  # of what they add to the shares of the themes, if others had been written in it
    n: int


class _Drift(NamedTuple):
    """How many times more chapters differ between two works than their sections make them differ."""

    times: float  # whatever their length
    each: float  # more for each section
    chapters: int

    def of(self, stratum: _Stratum) -> float:
        """For one stratum the larger of the two."""
        return max(1.0, self.times, 1 + self.each * stratum.n if stratum.name is not None else 1.0)


def spread(before: Sheet, after: Sheet, shares: tuple[Real, Real], common: Real, plain: Real) -> Spread | None:
    """The variance of the change if other sections had been written in the chapters that both works have.

    The chapters of a plan are its design where the next plan has the same ones: strata, within which sections are
    drawn (Cochran 1977, chapter 5; Kish 1965, chapter 3), so that a chapter made longer, or left out, is a change and
    no chance. Sections under the same heading are drawn in pairs, one in each work. Chapters of one section, or pair,
    are one stratum (collapsed, Cochran 1977, 5A.12). What chapters of one heading differ by beyond their sections
    counts as chance all the same, see `_drift`. Sections that both works have word for word were not written anew: a
    pair adds the square of what it adds to the change; where both works have nearly all words so there is nothing else
    to reckon with. None where the works have few
    chapters in common: `shares` are those that sections are held against in each work, `common` in both, `plain` the
    variance of as many passages drawn one by one.
    """
    works, pairs = (before, after), paired(before, after)
    influence = (before.influence(shares[0]), after.influence(shares[1]))
    lone = _lone(works, pairs)
    if lone <= 1 - COPIED:
        both = sum(_squares(influence[1][two] - influence[0][one]) for one, two in (pairs.same, pairs.headed))
        alone = sum(_squares(each[rest]) for each, rest in zip(influence, pairs.alone, strict=True))
        n = sum(len(each) for each in (pairs.same[0], pairs.headed[0], *pairs.alone))
        return Spread(np.asarray(both + alone), np.full(len(common), max(1.0, n - 1.0)), lone)
    fixed = _squares(influence[1][pairs.same[1]] - influence[0][pairs.same[0]])
    for chapters in levels(before, after):
        drift = _drift_at(works, pairs, chapters, common)
        if drift is not None:
            found = _over(_strata(influence, pairs, chapters), drift, plain)
            return Spread(fixed + found.variance, found.freedom, lone)
    return None


def _squares(influence: Real) -> Real:
    return np.asarray((influence**2).sum(axis=0))


def _lone(works: tuple[Sheet, Sheet], pairs: Pairs) -> float:
    """The part of the words in sections that the other work has neither word for word nor nearly so.

    Nearly: under the same headings, of passages that another work has, in about the same parts by theme.
    """
    one, two = pairs.headed
    apart = np.abs(works[0].themes[one] - works[1].themes[two]).sum(axis=1)
    other = apart > ABOUT * np.maximum(works[0].weight[one], works[1].weight[two])
    other |= np.minimum(works[0].repeated[one], works[1].repeated[two]) < COPIED
    places = ((one[other], pairs.alone[0]), (two[other], pairs.alone[1]))
    return max(float(work.weight[np.concatenate(each)].sum()) for work, each in zip(works, places, strict=True))


def _over(strata: list[_Stratum], drift: _Drift, plain: Real) -> Spread:
    """The variance over sections within strata; freedom after Satterthwaite (1946), less where chapters drift."""
    within = np.array([np.diag(each.covariance) for each in strata])
    drifted = within * np.array([[drift.of(each)] for each in strata])
    variance = drifted.sum(axis=0)
    free = np.array([[max(each.n - 1, 1)] for each in strata])
    squares = (drifted**2 / free).sum(axis=0)
    freedom = np.divide(variance**2, squares, out=np.ones_like(variance), where=squares > 0)
    steady, freedom = steadied(variance, plain, np.maximum(freedom, 1.0))
    by_drift = np.divide(variance - within.sum(axis=0), variance, out=np.zeros_like(variance), where=variance > 0)
    reciprocal = (1 - by_drift) ** 2 / freedom + by_drift**2 / (_EFFICIENCY * (drift.chapters - 1))
    return Spread(steady, np.maximum(1 / reciprocal, 1.0), 1.0)


def _strata(influence: tuple[Real, Real], pairs: Pairs, chapters: tuple[Whole, Whole]) -> list[_Stratum]:
    """Pairs of sections, and sections that one work alone has, by chapter."""
    one, two = pairs.headed
    found = _by_chapter(influence[1][two] - influence[0][one], chapters[0][one])
    for each, alone, names in zip(influence, pairs.alone, chapters, strict=True):
        found += _by_chapter(each[alone], names[alone])
    return found


def _by_chapter(influence: Real, names: Whole) -> list[_Stratum]:
    """The chapters; a single chapter of one section goes with the one before it in the numbering."""
    found, numbers, counts = np.unique(names, return_inverse=True, return_counts=True)
    single = counts == 1
    if single.sum() == 1 and len(found) > 1:
        place = int(np.flatnonzero(single)[0])
        single[place - 1 if place else 1] = True
    chapters = [_stratum(int(name), influence[numbers == k]) for k, name in enumerate(found) if not single[k]]
    return chapters + ([_stratum(None, influence[single[numbers]])] if single.any() else [])


def _stratum(name: int | None, influence: Real) -> _Stratum:
    n = len(influence)
    # One section alone says nothing of how others would vary: all of it counts.
    apart = influence - influence.mean(axis=0) * (n > 1)
    return _Stratum(name, apart.T @ apart * n / max(n - 1, 1), n)


def _drift_at(works: tuple[Sheet, Sheet], pairs: Pairs, chapters: tuple[Whole, Whole], common: Real) -> _Drift | None:
    """The drift of the chapters of one level that both works have; none where they are few or have few words."""
    for sheet, names, others in zip(works, chapters, reversed(chapters), strict=True):
        if sheet.weight[np.isin(names, others)].sum() < IN_COMMON:
            return None
    influence = (works[0].influence(common), works[1].influence(common))
    strata: dict[int, list[_Stratum]] = {}
    for stratum in _strata(influence, pairs, chapters):
        if stratum.name is not None:
            strata.setdefault(stratum.name, []).append(stratum)
    told = {name: each for name, each in strata.items() if _told(name, each, chapters)}
    parts = [
        float(sheet.weight[np.isin(names, list(told))].sum()) for sheet, names in zip(works, chapters, strict=True)
    ]
    if len(told) < FEWEST_CHAPTERS or min(parts) < IN_PAIRS:
        return None
    totals = [
        [each[names == name].sum(axis=0) for name in told] for each, names in zip(influence, chapters, strict=True)
    ]
    return _drift([two - one for one, two in zip(*totals, strict=True)], list(told.values()))


def _told(name: int, strata: list[_Stratum], chapters: tuple[Whole, Whole]) -> bool:
    """Do the sections of a chapter say how both works would vary in it?"""
    n = sum(each.n for each in strata)
    enough = all((names == name).sum() >= 2 for names in chapters) and n >= 2
    return enough and any(np.trace(each.covariance) > 0 for each in strata)


def _drift(differences: list[Real], chapters: list[list[_Stratum]]) -> _Drift:
    """How much more chapters differ between the works than sections make them: so that the middle one is as expected.

    The estimator of Paule and Mandel (1982) with the median for the mean, so that a few chapters that the plan did
    change do not count as chance. All themes of a chapter together; what is expected of their squares is that of F with
    the degrees of freedom that they amount to (Satterthwaite 1946).
    """
    from scipy.stats import f

    squares, plain, longer = [], [], []
    for difference, strata in zip(differences, chapters, strict=True):
        covariance = np.sum([each.covariance for each in strata], axis=0)
        trace = float(np.trace(covariance))
        freedom = sum(each.n - 1 for each in strata)
        squares.append(
            float((difference**2).sum()) / float(f.ppf(USUAL, trace**2 / float((covariance**2).sum()), freedom))
        )
        plain.append(trace)
        longer.append(sum(float(np.trace(each.covariance)) * each.n for each in strata))

    def middle(each: float) -> float:
        return float(np.median(np.array(squares) / (np.array(plain) + each * np.array(longer))))

    low, high = 0.0, 1.0 if middle(0.0) > 1 else 0.0
    while middle(high) > 1:
        high *= 4
    for _ in range(60):
        at = (low + high) / 2
        low, high = (at, high) if middle(at) > 1 else (low, at)
    return _Drift(middle(0.0), high, len(chapters))
