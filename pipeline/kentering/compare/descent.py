"""Which passages of one text descend from which of an earlier one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from kentering.compare.worded import Text
from kentering.settings import CompareSettings
from kentering.vectors import nearest

Matrix = npt.NDArray[np.float32]
Real = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Descent:
    """A passage and its ancestor; one of the two is empty where there is none."""

    passage_id: str
    ancestor_id: str
    similarity: float
    false_match_rate: float
    false_match_most: float
    kind: str


def descent(
    old: Text,
    young: Text,
    before: Matrix,
    after: Matrix,
    parts: dict[tuple[int, int], bool],
    null: Matrix,
    settings: CompareSettings,
) -> list[Descent]:
    """The ties of a later text to an earlier one, then what is new in the later and dropped from the earlier.

    `parts` are tied by their words, whatever `null` says. Of the rest, a passage is tied to the one of the rest that is
    nearest to it, seen from either side, where at most `settings.false_match` of the cosines in `null` (sorted) are as
    high: so a passage that was dropped does not seem merged into its neighbour. Without a rest on the other side the
    nearest miss is that of all passages.
    """
    born = np.array(sorted(set(range(len(young.ids))) - {b for b, _ in parts}), dtype=np.int64)
    left = np.array(sorted(set(range(len(old.ids))) - {a for _, a in parts}), dtype=np.int64)
    up, down = _nearest(after, before, born, left), _nearest(before, after, left, born)
    near = {(b, a): float(np.clip(after[b] @ before[a], -1.0, 1.0)) for b, a in parts}
    if len(born) and len(left):
        found = {(b, a): s for b, (a, s) in up.items()} | {(b, a): s for a, (b, s) in down.items()}
        near |= {pair: s for pair, s in found.items() if _rate(s, null) <= settings.false_match}
    kinds = _kinds({pair: parts.get(pair, False) for pair in sorted(near)}, old, young)
    tied = [_descent(young.ids[b], old.ids[a], near[b, a], null, kind) for (b, a), kind in kinds.items()]
    with_ancestor, with_descendant = {b for b, _ in near}, {a for _, a in near}
    new = [_descent(young.ids[b], "", s, null, "new") for b, (_, s) in up.items() if b not in with_ancestor]
    dropped = [_descent("", old.ids[a], s, null, "dropped") for a, (_, s) in down.items() if a not in with_descendant]
    return tied + new + dropped


def _nearest(vectors: Matrix, others: Matrix, asked: Whole, among: Whole) -> dict[int, tuple[int, float]]:
    """For each row asked the nearest of the others, of those in `among` where there are any, and its cosine."""
    chosen = among if len(among) else np.arange(len(others))
    rows, cosines = nearest(vectors[asked], others[chosen], 1)
    near = np.clip(cosines[:, 0].astype(np.float64), -1.0, 1.0)
    return dict(zip(asked.tolist(), zip(chosen[rows[:, 0]].tolist(), near.tolist(), strict=True), strict=True))


def _descent(passage_id: str, ancestor_id: str, similarity: float, null: Matrix, kind: str) -> Descent:
    near, rate = round(float(similarity), 6), round(_rate(similarity, null), 6)
    return Descent(passage_id, ancestor_id, near, rate, _most(_as_near(similarity, null), len(null)), kind)


def _rate(similarity: float, null: Matrix) -> float:
    """Part of the comparisons with unrelated text that come as near, the one in hand counted with them."""
    return (_as_near(similarity, null) + 1) / (len(null) + 1)


def _as_near(similarity: float, null: Matrix) -> int:
    return len(null) - int(np.searchsorted(null, similarity, side="left"))


@cache
def _most(as_near: int, comparisons: int) -> float:
    """The upper bound of the rate, one-sided, 95% sure (Clopper and Pearson 1934); one where nothing was compared."""
    from scipy.stats import beta

    if as_near >= comparisons:
        return 1.0
    return round(float(beta.ppf(0.95, as_near + 1, comparisons - as_near)), 6)


def _kinds(ties: dict[tuple[int, int], bool], old: Text, young: Text) -> dict[tuple[int, int], str]:
    descendants, ancestors = Counter(a for _, a in ties), Counter(b for b, _ in ties)
    kinds = {}
    for (b, a), alike in ties.items():
        if alike:
            shared = young.headings[b] & old.headings[a]
            kinds[b, a] = "kept" if shared or not (young.headings[b] or old.headings[a]) else "moved"
        elif descendants[a] > 1:
            kinds[b, a] = "split"
        else:
            kinds[b, a] = "merged" if ancestors[b] > 1 else "reworded"
    return kinds
