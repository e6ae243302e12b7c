"""Passages that stand in a corpus more than once, word for word or nearly so."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.compare.likeness import Runs

Mask = npt.NDArray[np.bool_]

LEAST = 0.8  # part of a passage's runs that another passage must have
_ROWS = 2000  # passages compared at once


def repeats(rows: pd.DataFrame) -> tuple[Mask, Mask]:
    """Which passages the same text has once more, and which another work has; rows with work_id and language.

    A passage repeats another of its language where that has at least four fifths of its runs of four words
    (containment, Broder 1997). A passage of fewer words than a run is compared whole.
    """
    within, between = np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
    _, work = np.unique(rows["work_id"].to_numpy(dtype=str), return_inverse=True)
    for language in sorted(set(rows["language"])):
        own = np.flatnonzero((rows["language"] == language).to_numpy())
        within[own], between[own] = _of_language(rows["text"].iloc[own].tolist(), work[own])
    return within, between


def _of_language(texts: list[str], work: npt.NDArray[np.int64]) -> tuple[Mask, Mask]:
    """The two answers for passages of one language."""
    held = Runs(texts)
    within, between = np.zeros(len(texts), dtype=bool), np.zeros(len(texts), dtype=bool)
    for start, stop in pairwise([*range(0, len(texts), _ROWS), len(texts)]):
        one, other, common = held.common(slice(start, stop), slice(0, len(texts)))
        alike = (one != other) & (common >= LEAST * held.sizes[one])
        same = work[one] == work[other]
        within[one[alike & same]], between[one[alike & ~same]] = True, True
    return within, between
