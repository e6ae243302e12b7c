"""The change between two works, by what they have in common."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from kentering.compare.estimate import Difference, Estimate, difference, least
from kentering.compare.matched import spread
from kentering.compare.sheets import paired, sheets
from kentering.compare.tallies import Tally

Real = npt.NDArray[np.float64]


def together(before: Tally, after: Tally, ends: tuple[Estimate, Estimate]) -> Difference | None:
    """The change between two works that have most of their chapters, or of their words, in common (see `spread`)."""
    works = sheets(before, after)
    if works is None:
        return None
    found = difference(*ends)
    plain: Real = np.asarray(sum(each.share * (1 - each.share) / each.size for each in ends))
    now = spread(*works, (ends[0].share, ends[1].share), found.common, plain)
    same = spread(*works, (found.common, found.common), found.common, plain)
    if now is None or same is None:
        return None
    pairs = paired(*works)
    # The same words under the same headings fall to the same theme in both works, whatever that is.
    places = [np.concatenate([own[:0] if now.copied else own, alone])
              for own, alone in zip(pairs.headed, pairs.alone, strict=True)]  # fmt: skip
    doubt = sum(each.doubt[place].sum(axis=0) for each, place in zip(works, places, strict=True))
    floor = now.lone * sum(least(each.size) for each in ends)
    variance, unchanged = (np.maximum(each.variance + doubt, floor) for each in (now, same))
    lone = sum(each.variance.sum() / each.chaptered for each in ends)
    widened = max(1.0, float(np.sqrt(variance.sum() / lone))) if lone else 1.0
    return replace(found, error=np.sqrt(variance), unchanged=np.sqrt(unchanged), widened=widened, freedom=now.freedom)
