"""Which passages of one text descend from which of an earlier one."""

from __future__ import annotations

import string
from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.settings import CompareSettings
from kentering.vectors import nearest

Matrix = npt.NDArray[np.float32]
Real = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

_SAME_WORDS = 0.9  # part of the words of two passages, counted with their repetitions, that they share
_EDGES = string.punctuation + string.digits + "“”„‘’«»–—…•§ "


@dataclass(frozen=True)
class Descent:
    """A passage and its ancestor; one of the two is empty where there is none."""

    passage_id: str
    ancestor_id: str
    similarity: float
    false_match_rate: float
    kind: str


@dataclass(frozen=True)
class _Text:
    ids: list[str]
    words: list[Counter[str]]
    headings: list[frozenset[str]]
    language: str


def descent(
    earlier: pd.DataFrame,
    later: pd.DataFrame,
    before: Matrix,
    after: Matrix,
    null: Matrix,
    settings: CompareSettings,
) -> list[Descent]:
    """The ties of a later text to an earlier one, then what is new in the later and dropped from the earlier.

    A passage is tied to the one that is nearest to it, seen from either side, where at most `settings.false_match` of
    the cosines in `null` (sorted) are as high; nearly the same words tie as well, whatever `null` says.
    """
    old, young = _text(earlier), _text(later)
    (up, up_near), (down, down_near) = _best(after, before), _best(before, after)
    near = {(b, a): down_near[a] for a, b in enumerate(down.tolist())}
    near |= {(b, a): up_near[b] for b, a in enumerate(up.tolist())}
    ties = {}
    for b, a in sorted(near):
        alike = old.language == young.language and _same_words(young.words[b], old.words[a])
        if alike or _rate(near[b, a], null) <= settings.false_match:
            ties[b, a] = alike
    kinds = _kinds(ties, old, young)
    tied = [_descent(young.ids[b], old.ids[a], near[b, a], null, kinds[b, a]) for b, a in ties]
    born, left = set(range(len(young.ids))) - {b for b, _ in ties}, set(range(len(old.ids))) - {a for _, a in ties}
    new = [_descent(young.ids[b], "", up_near[b], null, "new") for b in sorted(born)]
    dropped = [_descent("", old.ids[a], down_near[a], null, "dropped") for a in sorted(left)]
    return tied + new + dropped


def _best(vectors: Matrix, others: Matrix) -> tuple[Whole, Real]:
    rows, cosines = nearest(vectors, others, 1)
    return rows[:, 0], np.clip(cosines[:, 0].astype(np.float64), -1.0, 1.0)


def _descent(passage_id: str, ancestor_id: str, similarity: float, null: Matrix, kind: str) -> Descent:
    return Descent(passage_id, ancestor_id, round(float(similarity), 6), round(_rate(similarity, null), 6), kind)


def _rate(similarity: float, null: Matrix) -> float:
    """Part of the comparisons with unrelated text that come as near, the one in hand counted with them."""
    as_near = len(null) - int(np.searchsorted(null, similarity, side="left"))
    return (as_near + 1) / (len(null) + 1)


def _kinds(ties: dict[tuple[int, int], bool], old: _Text, young: _Text) -> dict[tuple[int, int], str]:
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


def _text(rows: pd.DataFrame) -> _Text:
    return _Text(
        ids=[str(each) for each in rows["passage_id"]],
        words=[Counter(_words(str(text))) for text in rows["text"]],
        headings=[frozenset(" ".join(_words(str(each))) for each in path) - {""} for path in rows["headings"]],
        language=str(rows["language"].iloc[0]),
    )


def _words(text: str) -> list[str]:
    """Words in small letters without the punctuation and figures at their edges."""
    return [word for raw in text.casefold().split() if (word := raw.strip(_EDGES))]


def _same_words(one: Counter[str], other: Counter[str]) -> bool:
    together = (one | other).total()
    return together > 0 and (one & other).total() / together >= _SAME_WORDS
