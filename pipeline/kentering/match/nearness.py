"""The concepts of the thesaurus as a space: how much each tells, how near each is to each, what lies under what."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from kentering.words.thesaurus import thesaurus

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

# What a concept tells besides its place in the hierarchy: a subject all, a means or a place less.
_FACETS = {"phenomenon": 1.0, "approach": 0.7, "setting": 0.4, "group": 0.3, "actor": 0.5, "quality": 0.3}


@cache
def weights() -> Floats:
    """How much each concept of the thesaurus tells, in its order."""
    known = thesaurus()
    return np.array([known.information[each] * _FACETS[known.concepts[each].facet] for each in known.ids])


@cache
def kinship() -> Floats:
    """How near each two concepts are: 1 the same, 0 nothing in common (Lin 1998, on information as Seco takes it)."""
    known = thesaurus()
    told = np.array([known.information[each] for each in known.ids])
    up = under().astype(bool)
    common = np.array([np.where(up & row, told, 0.0).max(axis=1) for row in up])
    total = told[:, None] + told[None, :]
    near: Floats = np.divide(2 * common, total, out=np.zeros_like(common), where=total > 0)
    np.fill_diagonal(near, 1.0)
    return near


@cache
def under() -> Floats:
    """1 where the concept of the row is that of the column or stands below it."""
    known = thesaurus()
    return np.array([[float(c == d or d in known.broader[c]) for d in known.ids] for c in known.ids])


def reach(held: Floats, table: Floats) -> Floats:
    """For each item and each concept, how near the nearest concept that the item holds is."""
    found = np.zeros_like(held)
    for row, concepts in enumerate(held):
        columns = np.flatnonzero(concepts)
        if len(columns):
            found[row] = table[:, columns].max(axis=1)
    return found


def focus(held: Floats) -> Floats:
    """What part each concept has in all that its item holds."""
    told = held * weights()
    return part_of(told, told.sum(axis=1, keepdims=True))


def answers(held: Floats, head: Floats) -> Floats:
    """For each item and concept, how near the item comes to it; one that holds little else comes nearer.

    `head` are the concepts that head the item's name.
    """
    part = np.maximum(focus(held), focus(head))
    found = np.zeros_like(held)
    for row, concepts in enumerate(held):
        columns = np.flatnonzero(concepts)
        if len(columns):
            found[row] = (kinship()[:, columns] * (0.6 + 0.4 * part[row, columns])).max(axis=1)
    return found


def part_of(some: Floats, total: Floats) -> Floats:
    """Some of a total, cell by cell; 0 of nothing."""
    wide = np.broadcast_to(total, some.shape)
    return np.divide(some, wide, out=np.zeros_like(some), where=wide > 0)
