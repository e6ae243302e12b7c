"""What another list has of an item that nothing in it answers: a part of it, or the whole that it is part of.

A model of links leans to items that stand for one another, and says little of "drugs" beside "drug trafficking". Before
an item is called gone, the thesaurus is asked whether the other list is named for a near part or a near whole of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from kentering.match.manner import by_manner_alone, standing_for
from kentering.match.names import Named
from kentering.match.nearness import Floats, kinship, under, weights
from kentering.match.web import Flags
from kentering.words.thesaurus import thesaurus

Relations = npt.NDArray[np.str_]

_TELLING = 0.2  # what a concept must tell to be asked for


@dataclass(frozen=True)
class _Asked:
    """How near a part must be to its whole, by kinship (Lin 1998), and whether several may share a whole."""

    nearness: float
    shared: bool


_NEARBY = _Asked(0.65, shared=False)
_ANYWHERE = _Asked(0.0, shared=True)


def kept(first: Named, second: Named, found: Flags) -> Relations:
    """What the items of the second list are to those of the first, first list down: "narrower", "broader" or nothing.

    Only where a top-level item of either list has no link and none of its parts has; `found` are the links. By the
    phenomena that head the names. An item that another one answers in full is nobody else's part or whole, and what
    stands under such a part or whole is not named as well.
    """
    part, whole = _of_untied(first, second, found, _NEARBY)
    back_part, back_whole = _of_untied(second, first, found.T, _NEARBY)
    return _said(part | back_whole.T, whole | back_part.T)


def doubted(first: Named, second: Named, found: Flags) -> Relations:
    """The same, however far a part is from its whole: no link, but reason to doubt that the item is gone.

    `found` are the links, those of `kept` among them. A whole that answers other items as well holds this one no less;
    a part that does is no sign of it.
    """
    part, whole = _of_untied(first, second, found, _ANYWHERE)
    back_part, back_whole = _of_untied(second, first, found.T, _ANYWHERE)
    return np.where(found | by_manner_alone(first, second), "", _said(part | back_whole.T, whole | back_part.T))


def holding(first: Named, second: Named) -> Flags:
    """Which items of the second list are named for what each item of the first is part of, or for the same."""
    mine, theirs = (_phenomena(each) for each in (first, second))
    return np.asarray((mine @ standing_for() @ theirs.T > 0) & ~by_manner_alone(first, second))


def _said(narrower: Flags, broader: Flags) -> Relations:
    return np.where(broader, "broader", np.where(narrower, "narrower", ""))


def _of_untied(side: Named, other: Named, found: Flags, asked: _Asked) -> tuple[Flags, Flags]:
    """The parts and the wholes in the other list of the items of this one that nothing answers."""
    loose = _untied(side, found)[:, None]
    if not loose.any():
        return np.zeros(found.shape, dtype=bool), np.zeros(found.shape, dtype=bool)
    mine, theirs = (_phenomena(each) for each in (side, other))
    near = _near(asked.nearness) if asked.nearness else standing_for()
    free = loose & ~_answered(side, theirs, found)[None, :]
    rows = np.flatnonzero(loose)
    held, holds = np.zeros(found.shape, dtype=bool), np.zeros(found.shape, dtype=bool)
    held[rows], holds[rows] = (mine[rows] @ each @ theirs.T > 0 for each in (near.T, near))
    part, whole = free & held, (loose if asked.shared else free) & holds
    top = _without_those_below(part | whole, other)
    return part & top, whole & top


def _untied(side: Named, found: Flags) -> Flags:
    """The top-level items that have no link, nor has what stands under them."""
    tied = np.array(found.any(axis=1))
    for each in np.flatnonzero(tied):
        tied[side.ancestors(int(each))] = True
    return np.asarray(~tied & (side.parents < 0))


def _phenomena(side: Named) -> Floats:
    """The phenomena that head the name of each item, as columns in the order of the thesaurus."""
    return side.head * _asked()


def _answered(side: Named, heads: Floats, found: Flags) -> Flags:
    """The items of the other list that an item of this one is tied to and holds in full."""
    full = heads @ side.own.T >= heads.sum(axis=1, keepdims=True)
    return np.asarray((full & found.T).any(axis=1))


def _without_those_below(chosen: Flags, side: Named) -> Flags:
    """The chosen without those that stand under another chosen one."""
    kept = chosen.copy()
    for each in range(len(side.ids)):
        for above in side.ancestors(each):
            kept[:, each] &= ~chosen[:, above]
    return kept


@cache
def _near(nearness: float) -> Floats:
    """1 where the concept of the row is that of the column, or stands below it and is as near as this."""
    return np.asarray(under() * (kinship() >= nearness))


@cache
def _asked() -> Floats:
    known = thesaurus()
    phenomena = np.array([known.concepts[each].facet == "phenomenon" for each in known.ids])
    return (phenomena & (weights() > _TELLING)).astype(np.float64)
