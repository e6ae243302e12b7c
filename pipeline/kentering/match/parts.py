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
from kentering.match.nearness import Floats, kinship, reach, under, weights
from kentering.match.web import Flags
from kentering.words.thesaurus import thesaurus

Relations = npt.NDArray[np.str_]

_TELLING = 0.2  # what a concept must tell to be asked for
_AKIN = 0.5  # kinship from which two items that nothing answers may be each other's


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
    a part that does is no sign of it. An item is doubted too, as "related", beside one that is named for what plans
    often count with it, and beside one of the same field that nothing answers either.
    """
    part, whole = _of_untied(first, second, found, _ANYWHERE)
    back_part, back_whole = _of_untied(second, first, found.T, _ANYWHERE)
    said = np.where(by_manner_alone(first, second), "", _said(part | back_whole.T, whole | back_part.T))
    perhaps = _perhaps(first, second, found) | _perhaps(second, first, found.T).T
    return np.where(found, "", np.where((said == "") & perhaps, "related", said))


def beside(first: Named, second: Named) -> Flags:
    """Which items of two lists go together in plans, the one of the other or both of one group, whatever they share."""
    return taken_along(first, second) | taken_along(second, first).T | _of_one_group(first, second)


def taken_along(first: Named, second: Named) -> Flags:
    """Which items of the second list are named for what plans often count those of the first with."""
    return np.asarray(first.head @ _often() @ second.head.T > 0)


def _of_one_group(first: Named, second: Named) -> Flags:
    return np.asarray((first.head * _groups()) @ second.head.T > 0)


def _perhaps(side: Named, other: Named, found: Flags) -> Flags:
    """Which items of the other list may hold an item of this one that nothing answers, without being named for it.

    One that is named for what plans often count with it, tied or not; of the items that nothing answers either, all
    that go together with it, and those of a near phenomenon.
    """
    loose = _untied(side, found)[:, None]
    both = loose & _untied(other, found.T)[None, :]
    mine, theirs = (_phenomena(each) for each in (side, other))
    near = (mine[:, None, :] * reach(theirs, kinship())[None, :, :]).max(axis=2, initial=0.0) >= _AKIN
    whole = loose & (other.parents < 0)[None, :] & taken_along(side, other)
    near &= ~by_manner_alone(side, other)
    return np.asarray(whole | (both & (beside(side, other) | near)))


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
def _often() -> Floats:
    """1 where plans often count the concept of the row, or what it stands below, with that of the column."""
    known = thesaurus()
    place = {concept: at for at, concept in enumerate(known.ids)}
    found = np.zeros((len(known.ids), len(known.ids)))
    for concept in known.ids:
        for taken in known.concepts[concept].often:
            found[:, place[concept]] = np.maximum(found[:, place[concept]], under()[:, place[taken]])
    return found


@cache
def _groups() -> Floats:
    known = thesaurus()
    return np.array([float(known.concepts[each].facet == "group") for each in known.ids])


@cache
def _asked() -> Floats:
    known = thesaurus()
    phenomena = np.array([known.concepts[each].facet == "phenomenon" for each in known.ids])
    return (phenomena & (weights() > _TELLING)).astype(np.float64)
