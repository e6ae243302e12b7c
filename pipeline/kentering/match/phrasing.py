"""What the wordings of two items share word for word, what each says beyond the other, and which lies inside which."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from kentering.match.likeness import share
from kentering.match.names import Named, head_of, stems_of
from kentering.match.nearness import Floats, Whole, weights
from kentering.words.stems import folded

PHRASING = (
    *("name_equal", "name_shared", "name_kept_1", "name_kept_2"),
    *("head_equal", "head_shared", "head_kept_1", "head_kept_2"),
    *("beyond_1", "beyond_2", "head_beyond_1", "head_beyond_2"),
    *("inside_1", "inside_2", "head_inside_1", "head_inside_2", "held_1", "held_2"),
)

Shared = tuple[float, float, float, float]
Wording = tuple[str, str]  # text, language

_SHARED = 4  # figures of two wordings: see Shared


def phrasing(first: Named, second: Named, ends: Whole) -> Floats:
    """A row a candidate in the order of PHRASING; `ends` are two columns: the places of its items.

    Words are stems without small words, so that order, articles and inflection do not matter.
    """
    whole, heads = ([_by_item(side, taken) for side in (first, second)] for taken in (str, head_of))
    rows = [[*_best(whole[0][a], whole[1][b]), *_best(heads[0][a], heads[1][b])] for a, b in ends.tolist()]
    beyond = [
        (told * weights()).sum(axis=1)
        for some, others in ((first.own, second.own), (first.head, second.head))
        for told in (
            np.maximum(some[ends[:, 0]] - others[ends[:, 1]], 0.0),
            np.maximum(others[ends[:, 1]] - some[ends[:, 0]], 0.0),
        )
    ]
    worded = np.array(rows, dtype=np.float64).reshape(len(ends), 2 * _SHARED)
    return np.column_stack([worded, *beyond, *_inside(first, second, ends)])


def _inside(first: Named, second: Named, ends: Whole) -> list[Floats]:
    """How much of the concepts of each item the other's hold or stand above, and how much it holds outright."""
    both = [
        (share(first.own, second.below), share(second.own, first.below).T),
        (share(first.head, second.head_below), share(second.head, first.head_below).T),
        (share(first.own, second.own), share(second.own, first.own).T),
    ]
    return [each[ends[:, 0], ends[:, 1]] for pair in both for each in pair]


def _by_item(side: Named, taken: Callable[[str], str]) -> list[list[Wording]]:
    found: list[list[Wording]] = [[] for _ in side.ids]
    for each in side.texts:
        found[each.item].append((taken(each.text), each.language))
    return found


def _best(some: list[Wording], others: list[Wording]) -> Shared:
    """Of all wordings in one language the two that share most; across languages only what is spelt the same counts."""
    both = [
        _shared(_words(text, language), _words(other, language))
        for text, language in some
        for other, spoken in others
        if language == spoken or folded(text) == folded(other)
    ]
    return max(both, default=(0.0, 0.0, 0.0, 0.0))


def _shared(some: frozenset[str], others: frozenset[str]) -> Shared:
    """Whether they are equal, the part of either that both have, the part of the one, the part of the other."""
    if not some or not others:
        return 0.0, 0.0, 0.0, 0.0
    both = len(some & others)
    return float(some == others), both / len(some | others), both / len(some), both / len(others)


@lru_cache(maxsize=10_000)
def _words(text: str, language: str) -> frozenset[str]:
    return frozenset(stems_of(text, language))
