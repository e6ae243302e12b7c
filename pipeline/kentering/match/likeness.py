"""Likeness of items, list against list: of their concepts, their words and their letters. Matrices: rows first list."""

from __future__ import annotations

import numpy as np

from kentering.match.names import Named
from kentering.match.nearness import Floats, part_of, weights

_SURE = 0.999


def share(held: Floats, reached: Floats) -> Floats:
    """How much of what the row's item holds is reached by the column's, 0 to 1."""
    told = held * weights()
    return part_of(told @ reached.T, told.sum(axis=1, keepdims=True))


def jaccard(first: Floats, second: Floats) -> Floats:
    """What two items both hold, of what either holds; concepts weigh what they tell (Ruzicka 1958)."""
    least = np.array([np.minimum(row, second) @ weights() for row in first]).reshape(len(first), len(second))
    either = (first @ weights())[:, None] + (second @ weights())[None, :]
    return part_of(least, either - least)


def strongest(first: Floats, reached: Floats) -> Floats:
    """The most telling concept of the row's item that the column's reaches, times how near."""
    told = first * weights()
    rows = [(reached * row).max(axis=1, initial=0.0) for row in told]
    return np.array(rows).reshape(len(first), len(reached))


def claims(first: Floats, near: Floats) -> tuple[Floats, Floats, Floats]:
    """How far the column's item is the one in its list that answers the row's.

    Each concept of the row's item is answered by the items of the other list that come nearest to it, one that holds
    little else before one that holds much; `near` says so, as `answers` gives it. Returned: the part answered by the
    column's item where it is the nearest of its list, the part in proportion to the nearest, and the most telling
    concept so answered.
    """
    most = near.max(axis=0, keepdims=True, initial=0.0)
    against = part_of(near, np.broadcast_to(most, near.shape))
    nearest = (against > _SURE) * near
    told = first * weights()
    total = told.sum(axis=1, keepdims=True)
    return part_of(told @ nearest.T, total), part_of(told @ (against * near).T, total), strongest(first, nearest)


def wording(first: Named, second: Named, cosines: Floats) -> tuple[Floats, Floats]:
    """The best cosine of two items' wordings: within one language, and whatever the language."""
    spoken = [np.array([text.language for text in each.texts], dtype=np.str_) for each in (first, second)]
    places = [np.array([text.item for text in each.texts], dtype=np.int64) for each in (first, second)]
    at = (places[0][:, None], places[1][None, :])
    same, other = np.zeros((2, len(first.ids), len(second.ids)))
    np.maximum.at(same, at, np.where(spoken[0][:, None] == spoken[1][None, :], cosines, 0.0))
    np.maximum.at(other, at, cosines)
    return same, other


def margins(likeness: Floats) -> tuple[Floats, Floats]:
    """How much each cell stands above the best other cell of its row, and of its column."""
    return _above_rest(likeness), _above_rest(likeness.T).T


def _above_rest(likeness: Floats) -> Floats:
    if likeness.shape[1] < 2:
        return likeness.copy()
    ranked = np.sort(likeness, axis=1)
    best, second = ranked[:, -1:], ranked[:, -2:-1]
    return likeness - np.where(likeness == best, second, best)
