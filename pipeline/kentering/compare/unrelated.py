"""How near a passage comes to text that cannot be its ancestor."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.vectors import nearest

Matrix = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]

_FEWEST = 20  # passages with a known ancestor
_STRETCH = 10  # passages of a section that count as one place


def unrelated(
    earlier: pd.DataFrame, later: pd.DataFrame, before: Matrix, after: Matrix, parts: Iterable[tuple[int, int]] = ()
) -> Matrix:
    """Sorted: the best cosine of passages to text that cannot be their ancestor, their own place left out.

    Asked are later passages whose ancestor is known by its words (`parts`: rows of the later and the earlier text),
    against what is tied by no words: that is where a passage without an ancestor would look for one. Where there are
    fewer than twenty, as between languages, passages are asked that are nearest to each other seen from both sides,
    each against all the other text. A place is what stands under the same headings, ten passages at most. What is
    nearest elsewhere is of the same hand and in the same two languages, so the answer says how near a passage that is
    new in the later text would come.
    """
    known = dict(sorted(parts))
    free = np.setdiff1d(np.arange(len(before)), [a for _, a in parts])
    if len(known) >= _FEWEST and len(free):
        young, found = np.array(list(known)), np.array(list(known.values()))
        return np.asarray(np.sort(_elsewhere(after[young], before, _places(earlier), found, free)), dtype=np.float32)
    if not len(before) or not len(after):
        return np.empty(0, dtype=np.float32)
    up, down = nearest(after, before, 1)[0][:, 0], nearest(before, after, 1)[0][:, 0]
    young = np.flatnonzero(down[up] == np.arange(len(after)))
    every = np.arange(len(before)), np.arange(len(after))
    best = [
        _elsewhere(after[young], before, _places(earlier), up[young], every[0]),
        _elsewhere(before[up[young]], after, _places(later), young, every[1]),
    ]
    return np.asarray(np.sort(np.concatenate(best)), dtype=np.float32)


def _elsewhere(asked: Matrix, text: Matrix, place: Whole, found: Whole, among: Whole) -> Matrix:
    """The best cosine of each passage asked to rows of a text in another place than that of the row found for it."""
    best = [np.empty(0, dtype=np.float32)]
    for number in np.unique(place[found]):
        rest = among[place[among] != number]
        if len(rest):
            best.append(nearest(asked[place[found] == number], text[rest], 1)[1][:, 0])
    return np.concatenate(best)


def _places(rows: pd.DataFrame) -> Whole:
    """A number per passage, in reading order: its section, cut where that is long."""
    paths = list(zip(rows["document_id"], map(tuple, rows["headings"]), strict=True))
    run = np.cumsum([False, *(one != two for one, two in pairwise(paths))])
    within = pd.Series(run).groupby(run).cumcount().to_numpy() // _STRETCH
    return np.asarray(pd.Series(list(zip(run, within, strict=True))).factorize()[0], dtype=np.int64)
