"""Items, and parts of items, that nothing in another list answers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kentering.match.names import Named, named
from kentering.match.nearness import reach, under, weights
from kentering.match.pairs import Pair
from kentering.match.ties import Declared, Tie

_TELLING = 0.35  # what a concept must tell to be looked for


def unanswered(pair: Pair, found: list[Tie], items: Declared, priorities: pd.DataFrame) -> tuple[list[str], list[str]]:
    """What of the first list the second does not answer, and the other way round, in printed order.

    A top-level item without any tie, doubtful ones included, neither of itself nor of its parts. A part without any tie
    where its item is tied by other parts only, or where none of the items that the item is tied to, parts included,
    holds its concepts or broader ones.
    """
    names = named(priorities)
    return _side(pair[0], found, items, names), _side(pair[1], [tie.turned() for tie in found], items, names)


def _side(work: str, found: list[Tie], items: Declared, names: Named) -> list[str]:
    known: dict[str, list[Tie]] = {}
    for tie in found:
        known.setdefault(tie.from_id, []).append(tie)
    touched = {items.top_of[each] for each in known}
    place = {item: at for at, item in enumerate(names.ids)}
    listed = items.items(work)
    parent = {item: names.ids[above] if (above := int(names.parents[place[item]])) >= 0 else "" for item in listed}
    loose = []
    for item in listed:
        if any(each == item or each.startswith(f"{item}/") for each in known):
            continue
        if items.top_of[item] == item:
            loose += [] if item in touched else [item]
        elif items.top_of[item] in touched and not _held(item, parent, known, names, place):
            loose.append(item)
    return loose


def _held(item: str, parent: dict[str, str], known: dict[str, list[Tie]], names: Named, place: dict[str, int]) -> bool:
    """Whether the nearest item above that is tied goes to one that holds all that this part names."""
    above = parent[item]
    while above and above not in known:
        above = parent[above]
    told = names.own[place[item]] * weights()
    telling = np.flatnonzero(told > _TELLING)
    if not above:
        return not len(telling)
    ends = [place[tie.to_id] for tie in known[above]]
    reached = reach(names.whole[ends], under()).max(axis=0)
    return bool(reached[telling].all())
