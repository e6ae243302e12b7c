"""A manner is no phenomenon: crime against property, however organised, is no kind of organised crime as such."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from kentering.match.names import Named, head_of, wordings
from kentering.match.nearness import Floats, under
from kentering.match.web import Flags
from kentering.words.concepts import concepts
from kentering.words.thesaurus import thesaurus


def by_manner_alone(first: Named, second: Named) -> Flags:
    """Which items of two lists have no more in common than a manner: they are related, and nothing more.

    That is where the name of the one is headed by a manner alone, and not all phenomena that head the other's lie
    below that manner as phenomena.
    """
    there, back = _of(first, second), _of(second, first).T
    return np.asarray(there | back)


def named_for_manner(priorities: pd.DataFrame) -> frozenset[str]:
    """The items of which the name is headed by a manner alone: organised crime, and no phenomenon beside it."""
    rows = ({str(key): cell for key, cell in row.items()} for row in priorities.to_dict("records"))
    return frozenset(str(row["priority_id"]) for row in rows if _manner_alone(wordings(row)))


def _manner_alone(said: list[tuple[str, str]]) -> bool:
    known = thesaurus().concepts
    heads = {each.concept_id for language, text in said for each in concepts(head_of(text), language)}
    phenomena = [known[each] for each in heads if known[each].facet == "phenomenon"]
    return bool(phenomena) and all(each.manner for each in phenomena)


def _of(side: Named, other: Named) -> Flags:
    heads, others = (each.head * _phenomena() for each in (side, other))
    manner = (heads @ (1.0 - _manners()) == 0) & (heads.sum(axis=1) > 0)
    found = np.zeros((len(heads), len(others)), dtype=bool)
    for row in np.flatnonzero(manner):
        reached = below_as_phenomena() @ heads[row] > 0
        found[row] = (others * ~reached).any(axis=1)
    return found


@cache
def below_as_phenomena() -> Floats:
    """1 where the concept of the row is that of the column, or stands below it other than by its manner alone."""
    known = thesaurus()
    place = {concept: at for at, concept in enumerate(known.ids)}
    found = under().copy()
    for concept in known.ids:
        if known.concepts[concept].manner_of:
            kept = {known.concepts[concept].manner_of, *known.broader[known.concepts[concept].manner_of]}
            found[place[concept]] = [float(each == concept or each in kept) for each in known.ids]
    return found


@cache
def standing_for() -> Floats:
    """1 where the concept of the column holds that of the row, in whatever manner.

    Burglary is held by organised crime against property as it is by crime against property.
    """
    known = thesaurus()
    place = {concept: at for at, concept in enumerate(known.ids)}
    found = under().copy()
    for concept in known.ids:
        if subject := known.concepts[concept].manner_of:
            found[:, place[concept]] = np.maximum(found[:, place[concept]], found[:, place[subject]])
    return found


@cache
def _phenomena() -> Floats:
    known = thesaurus()
    return np.array([float(known.concepts[each].facet == "phenomenon") for each in known.ids])


@cache
def _manners() -> Floats:
    known = thesaurus()
    return np.array([float(known.concepts[each].manner) for each in known.ids])
