"""Items, and parts of items, that nothing in another list answers; and parts that it no longer names by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kentering.match.names import named
from kentering.match.pairs import Pair
from kentering.match.parts import holding
from kentering.match.ties import Declared, Tie


@dataclass(frozen=True)
class Within:
    """A part of an item that the other list does not name by itself, and what of that list it may stand in.

    `evidence` says why: the item that it is part of is answered there, or a name there holds what it is.
    """

    item: str
    held_by: list[str]
    evidence: str


@dataclass(frozen=True)
class Unanswered:
    """What of one list another does not answer, in printed order: `loose` altogether, `within` by itself."""

    loose: list[str]
    within: list[Within]


def unanswered(
    pair: Pair, found: Sequence[Tie], items: Declared, priorities: pd.DataFrame
) -> tuple[Unanswered, Unanswered]:
    """What of the first list the second does not answer, and the other way round.

    `loose` is a top-level item without any tie, doubtful ones included, neither of itself nor of its parts; and a part
    without any where other parts of its item have one, the items above it have none, and no name in the other list
    holds it. A part of what is answered, and one that a name there holds, is `within`.
    """
    return _side(pair, found, items, priorities), _side(pair[::-1], [tie.turned() for tie in found], items, priorities)


def _side(pair: Pair, found: Sequence[Tie], items: Declared, priorities: pd.DataFrame) -> Unanswered:
    known: dict[str, list[Tie]] = {}
    for tie in found:
        known.setdefault(tie.from_id, []).append(tie)
    answered = {above for item in known for above in items.upward(item)}
    named_whole = _named_wholes(pair, priorities)
    loose, within = [], []
    for item in items.items(pair[0]):
        if item in answered:
            continue
        if held := _held(item, known, named_whole, items):
            within.append(held)
        elif items.top_of[item] == item or items.top_of[item] in answered:
            loose.append(item)
    return Unanswered(loose, within)


def _held(item: str, known: dict[str, list[Tie]], named_whole: dict[str, list[str]], items: Declared) -> Within | None:
    """Where a part may stand in the other list; none for a top-level item and for a part that nothing there holds."""
    if items.top_of[item] == item:
        return None
    over = [
        (each, [tie for tie in known.get(each, []) if tie.relation != "related"]) for each in items.upward(item)[1:]
    ]
    for above, found in over:
        if ends := [tie.to_id for tie in found if tie.counts]:
            return Within(item, ends, f"part of {above}, which is answered by {', '.join(ends)}")
    if ends := named_whole.get(item, []):
        return Within(item, ends, f"{', '.join(ends)} is named for what it is part of")
    for above, found in over:
        if ends := [tie.to_id for tie in found]:
            return Within(item, ends, f"part of {above}, which may be answered by {', '.join(ends)}")
    return None


def _named_wholes(pair: Pair, priorities: pd.DataFrame) -> dict[str, list[str]]:
    """For each item of the first list the items of the second that are named for what it is part of."""
    names = named(priorities[priorities["work_id"].isin(pair)])
    first, second = (names.of(work) for work in pair)
    held = holding(first, second)
    return {item: [second.ids[at] for at in np.flatnonzero(row)] for item, row in zip(first.ids, held, strict=True)}
