"""Two works as tables of sections whose chapters, and whose words, are known to be the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kentering.compare.named import numbered
from kentering.compare.tallies import Tally, Version

Real = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


class Sheet(NamedTuple):
    """The sections of one work, those of twins together; figures are parts of all its words (or passages)."""

    themes: Real  # (sections, themes)
    weight: Real  # (sections)
    doubt: Real  # (sections, themes)
    headed: Whole  # (sections, levels): number of the headings above, and its own, the same where these are the same
    worded: Whole  # (sections): number of the words, the same in two works where all words are; each once in a work

    repeated: Real  # (sections): part of its words in passages that another work has

    def influence(self, share: Real) -> Real:
        """What each section adds to the shares, held against a share of each theme."""
        return np.asarray(self.themes - self.weight[:, None] * share, dtype=np.float64)


def sheets(before: Tally, after: Tally) -> tuple[Sheet, Sheet] | None:
    """Both works as one table each; none where a work has language versions with other sections.

    Headings and words are those of the language versions that have most in common, so that a plan in one language is
    held against the same language of a plan in two.
    """
    if any(len(each.versions) > 1 and not each.twins for each in (before, after)):
        return None
    places = [(one, two) for one in before.versions for two in after.versions]
    one, two = max(places, key=lambda place: _common(*place))
    return _sheet(before, one), _sheet(after, two)


class Pairs(NamedTuple):
    """The places in both works of the sections that both have, and of those that one alone has."""

    same: tuple[Whole, Whole]  # word for word
    headed: tuple[Whole, Whole]  # under the same headings, in order where there are more, but in other words
    alone: tuple[Whole, Whole]


def paired(before: Sheet, after: Sheet) -> Pairs:
    """The sections of two works held against each other."""
    same = _both(before.worded, after.worded)
    rest = tuple(np.setdiff1d(np.arange(len(s.weight)), each) for s, each in zip((before, after), same, strict=True))
    own = [_once(sheet.headed[each, -1]) for sheet, each in zip((before, after), rest, strict=True)]
    headed = tuple(each[place] for each, place in zip(rest, _both(own[0], own[1]), strict=True))
    alone = tuple(np.setdiff1d(each, taken) for each, taken in zip(rest, headed, strict=True))
    return Pairs(same, (headed[0], headed[1]), (alone[0], alone[1]))


def _both(before: Whole, after: Whole) -> tuple[Whole, Whole]:
    _, one, two = np.intersect1d(before, after, return_indices=True)
    return np.asarray(one, dtype=np.int64), np.asarray(two, dtype=np.int64)


def levels(before: Sheet, after: Sheet) -> Iterator[tuple[Whole, Whole]]:
    """The numbers of headings at each level that both have, the nearest to the sections first."""
    for level in reversed(range(min(before.headed.shape[1], after.headed.shape[1]))):
        yield before.headed[:, level], after.headed[:, level]


def _sheet(tally: Tally, named: Version) -> Sheet:
    n = len(tally.versions)
    totals = [float(each.weight.sum()) for each in tally.versions]
    both = list(zip(tally.versions, totals, strict=True))
    return Sheet(
        themes=np.asarray(sum(each.firm / total for each, total in both) / n),
        weight=np.asarray(sum(each.weight / total for each, total in both) / n),
        doubt=np.asarray(sum(each.doubt / total**2 for each, total in both) / n**2),
        headed=named.headed,
        worded=_once(named.worded),
        repeated=named.repeated / np.maximum(named.weight, 1.0),
    )


def _once(worded: Whole) -> Whole:
    """The numbers of words, where a work has the same words again another number each time."""
    seen: Counter[int] = Counter()
    names = []
    for each in worded.tolist():
        names.append(f"{each} {seen[each]}")
        seen[each] += 1
    return numbered(names)


def _common(before: Version, after: Version) -> float:
    """How many sections have words, or headings at some level, that the other has."""
    deep = min(before.headed.shape[1], after.headed.shape[1])
    same = [np.isin(before.worded, after.worded)]
    same += [np.isin(before.headed[:, level], after.headed[:, level]) for level in range(deep)]
    return float(np.sum(same))
