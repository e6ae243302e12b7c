"""How near a passage comes to text that cannot be its ancestor."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.vectors import nearest

Matrix = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]

_FEWEST = 20  # passages of other families that a comparison needs


def unrelated(rows: pd.DataFrame, vectors: Matrix, before: Whole, after: Whole, others: Whole, seed: int) -> Matrix:
    """Sorted: for each passage of the later version (`after`), its best cosine to text that cannot be its ancestor.

    That text is works of other families in the language of the earlier version (`before`), as many passages as that
    version has (the best of many is nearer than the best of few), drawn once with the seed. Where there are fewer
    than twenty, it is the rest of the earlier version: each passage is held against what stands outside the top
    section that its nearest passage stands in. Where that is nothing either, the answer is empty.
    Families may have borrowed from each other; the rate of false matches is then overstated, never understated.
    """
    language = rows["language"].to_numpy(dtype=object)
    pool = others[language[others] == language[before[0]]]
    if len(pool) >= _FEWEST:
        chosen = np.random.default_rng(seed).permutation(len(pool))[: len(before)]
        best = nearest(vectors[after], vectors[pool[np.sort(chosen)]], 1)[1][:, 0]
        return np.asarray(np.sort(best), dtype=np.float32)
    return _outside_own_section(rows.iloc[before], vectors[before], vectors[after])


def _outside_own_section(earlier: pd.DataFrame, before: Matrix, after: Matrix) -> Matrix:
    section = _top_sections(earlier)
    own = section[nearest(after, before, 1)[0][:, 0]]
    best = []
    for number in np.unique(own):
        outside = before[section != number]
        if len(outside) >= _FEWEST:
            best.append(nearest(after[own == number], outside, 1)[1][:, 0])
    return np.asarray(np.sort(np.concatenate(best)), dtype=np.float32) if best else np.empty(0, dtype=np.float32)


def _top_sections(rows: pd.DataFrame) -> Whole:
    """A number per passage: the highest headings that are not the same for the whole text."""
    paths = [tuple(path) for path in rows["headings"]]
    deepest = max(map(len, paths), default=0)
    cuts = [[path[:depth] for path in paths] for depth in range(1, deepest + 1)]
    several = [cut for cut in cuts if len(set(cut)) > 1]
    keys = several[0] if several else [()] * len(paths)
    numbers: dict[tuple[str, ...], int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)
