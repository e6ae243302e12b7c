"""What another list has of an item that nothing in it answers: a part of it, or the whole that it is part of.

A model of links leans to items that stand for one another, and says little of "drugs" beside "drug trafficking". Before
an item is called gone, the thesaurus is asked whether the other list is named for a near part or a near whole of it.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from kentering.match.names import Named
from kentering.match.nearness import Floats, kinship, under, weights
from kentering.match.web import Flags
from kentering.words.thesaurus import thesaurus

Relations = npt.NDArray[np.str_]

_NEAR = 0.65  # kinship (Lin 1998) of a part and its whole, from which the one says something of the other
_TELLING = 0.2  # what a concept must tell to be asked for


def kept(first: Named, second: Named, found: Flags) -> Relations:
    """What the items of the second list are to those of the first, first list down: "narrower", "broader" or nothing.

    Only where a top-level item of either list has no link and none of its parts has; `found` are the links. By the
    phenomena that head the names. An item that another one answers in full is nobody else's part or whole, and what
    stands under such a part or whole is not named as well.
    """
    part, whole = _of_untied(first, second, found)
    back_part, back_whole = _of_untied(second, first, found.T)
    narrower, broader = part | back_whole.T, whole | back_part.T
    return np.where(broader, "broader", np.where(narrower, "narrower", ""))


def _of_untied(side: Named, other: Named, found: Flags) -> tuple[Flags, Flags]:
    """The parts and the wholes in the other list of the items of this one that nothing answers."""
    loose = _untied(side, found)
    nothing = np.zeros(found.shape, dtype=bool)
    if not loose.any():
        return nothing, nothing
    heads = _phenomena(side), _phenomena(other)
    free = loose[:, None] & ~_answered(side, heads[1], found)[None, :]
    part = free & (heads[0] @ _near_under().T @ heads[1].T > 0)
    whole = free & (heads[0] @ _near_under() @ heads[1].T > 0)
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
def _asked() -> Floats:
    known = thesaurus()
    phenomena = np.array([known.concepts[each].facet == "phenomenon" for each in known.ids])
    return (phenomena & (weights() > _TELLING)).astype(np.float64)


@cache
def _near_under() -> Floats:
    """1 where the concept of the row is that of the column, or stands below it and is near."""
    return np.asarray(under() * (kinship() >= _NEAR))
