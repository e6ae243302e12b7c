"""What became of each declared item from one list to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from kentering.match.caveats import Row, rows_by_work, unlike_grain, unlike_status
from kentering.match.stated import Stated
from kentering.match.threads import Elsewhere, shown
from kentering.match.ties import Declared, Tie, tied_tops
from kentering.match.unread import untold
from kentering.tables import CERTAINTIES, from_rows

Fate = dict[str, Any]

_WHOLE = {"split": "narrower", "merged": "broader"}  # of one piece only there is no split and no merger


def changes(given: Stated) -> pd.DataFrame:
    """The fate of every top-level item, for works that links tie and for neighbours in a series.

    A person's relation stands as it was given; items whose printed names are equal are the same. A split is one row
    with all its later items, a merger one row with all its earlier ones. Where an item has no tie of its own, the ties
    of its parts tell what is known of it. `new` and `dropped` are said within one series only, of lists that somebody
    compared, and only where the other list is complete and has items of its sort: a chapter or dimension is neither new
    nor dropped beside a list of priorities alone. Nor is an item whose theme a thread finds in the other
    plan by way of a third; nor, unless a person read both lists, one of whose name the thesaurus knows too little, or
    beside a list of which it knows less than half. Otherwise an item without a tie that counts is `unknown`.
    Between two series there is no new and no dropped, since neither list replaces the other: what has no
    counterpart there stands in `coverage`, and `unknown` is only what hangs on links too weak to count. `among` are the
    pairs of works that the model compared: of these it is said who found no counterpart, the model or a person.
    """
    items, read, plans = given.items, given.read, rows_by_work(given.works)
    known = _Known(given.once(shown), given.unread)
    rows: list[Fate] = []
    for pair, found in given.ties.items():
        own = _telling(found, items)
        rows += [{"from_work": pair[0], "to_work": pair[1], **row} for row in _tied(own, items)]
        within = plans[pair[0]]["series"] == plans[pair[1]]["series"]
        compared = frozenset(pair) in given.asked or any(tie.origin for tie in found)
        saying = replace(known, unread=frozenset()) if frozenset(pair) in read else known
        whose = ("person" if frozenset(pair) in read else "model") if compared else ""
        untied = _untied(pair, found, items, plans, saying, whose) if within else _weak(pair, found, items)
        rows += [{"from_work": pair[0], "to_work": pair[1], **row} for row in untied]
    return from_rows("changes", rows)


@dataclass(frozen=True)
class _Known:
    """What a thread shows of an item in another plan, items of names that are not known, and those that are tied."""

    shown: Elsewhere
    unread: frozenset[str]
    tied: frozenset[str] = frozenset()


def _telling(found: list[Tie], items: Declared) -> list[Tie]:
    """The ties that count and have a top-level item at one end, or are all that an item's parts have."""
    counting = [tie for tie in found if tie.counts]
    own = {end for tie in counting for end in (tie.from_id, tie.to_id)}
    return [
        tie
        for tie in counting
        if items.top_of[tie.from_id] == tie.from_id
        or items.top_of[tie.to_id] == tie.to_id
        or items.top_of[tie.from_id] not in own
        or items.top_of[tie.to_id] not in own
    ]


def _tied(own: list[Tie], items: Declared) -> list[Fate]:
    """One row per tie, but one per split item and one per merged item; in the order of the first list."""
    groups: dict[tuple[str, str, str], list[Tie]] = {}
    for tie in own:
        key = {"split": ("split", tie.from_id, ""), "merged": ("merged", "", tie.to_id)}
        groups.setdefault(key.get(tie.relation, (tie.relation, tie.from_id, tie.to_id)), []).append(tie)
    return [_row(kind, group, items) for (kind, _, _), group in groups.items()]


def _row(kind: str, group: list[Tie], items: Declared) -> Fate:
    said = list(dict.fromkeys(tie.evidence for tie in group if tie.evidence))
    from_ids, to_ids = (
        items.outermost(ends) for ends in zip(*((tie.from_id, tie.to_id) for tie in group), strict=True)
    )
    origins = {tie.origin for tie in group}
    if kind in _WHOLE and len({"split": to_ids, "merged": from_ids}[kind]) == 1:
        said += ["the other part has no link that counts"] if "person" in origins else []
        kind = kind if "person" in origins else _WHOLE[kind]
    if all(items.top_of[end] != end for tie in group for end in (tie.from_id, tie.to_id)):
        said.append("known of its parts only")
    return {
        "kind": kind,
        "from_ids": from_ids,
        "to_ids": to_ids,
        "certainty": _weakest(group),
        "origin": origins.pop() if len(origins) == 1 else "model",
        "evidence": "; ".join(said),
    }


def _weakest(group: list[Tie]) -> str:
    said = [tie.certainty for tie in group if tie.certainty]
    return max(said, key=CERTAINTIES.index) if said else ""


def _untied(
    pair: tuple[str, str],
    found: list[Tie],
    items: Declared,
    plans: Mapping[str, Row],
    known: _Known,
    whose: str,
) -> list[Fate]:
    """The rows of items without a tie that counts: dropped, new, or unknown and why; `whose` is who compared."""
    known = replace(known, tied=frozenset(tied_tops(found, items)))
    rows: list[Fate] = []
    for item, side in _loose(pair, found, items):
        other = pair[1 - side]
        if weak := _weak_ties(item, found, items):
            rows.append(_alone("unknown", item, side, _weak_words(weak)))
        elif not whose:
            rows.append(_alone("unknown", item, side, "nobody has compared these two lists yet"))
        elif why := _unsaid(item, other, items, plans, known):
            rows.append(_alone("unknown", item, side, why))
        else:
            said = [f"no link among those between the two lists; {other} is complete", *unlike_status([other], plans)]
            rows.append(_alone(("dropped", "new")[side], item, side, "; ".join(said), whose))
    return rows


def _unsaid(item: str, other: str, items: Declared, plans: Mapping[str, Row], known: _Known) -> str:
    """Why it cannot be said that a list lacks an item without a tie to it; empty where it can."""
    if not plans[other]["complete"]:
        return f"the list of {other} is not complete"
    if grains := unlike_grain(item, other, items):
        return grains
    thread, held = known.shown.get((item, other), ("", []))
    if thread:
        return f"no link of its own, but a thread ({thread}) has the theme in {', '.join(held)}"
    return untold(item, other, items, known.unread, known.tied)


def _weak(pair: tuple[str, str], found: list[Tie], items: Declared) -> list[Fate]:
    loose = [(item, side, _weak_ties(item, found, items)) for item, side in _loose(pair, found, items)]
    return [_alone("unknown", item, side, _weak_words(weak)) for item, side, weak in loose if weak]


def _loose(pair: tuple[str, str], found: list[Tie], items: Declared) -> list[tuple[str, int]]:
    tied = tied_tops(found, items)
    return [(item, side) for side in (0, 1) for item in items.tops(pair[side]) if item not in tied]


def _weak_ties(item: str, found: list[Tie], items: Declared) -> list[Tie]:
    return [tie for tie in found if item in (items.top_of[tie.from_id], items.top_of[tie.to_id])]


def _weak_words(weak: list[Tie]) -> str:
    listed = ", ".join(f"{tie.from_id} -> {tie.to_id} ({tie.certainty or 'model'})" for tie in weak)
    return f"only links that are too uncertain to count: {listed}"


def _alone(kind: str, item: str, side: int, why: str, origin: str = "") -> Fate:
    ends = {"from_ids": [item] if side == 0 else [], "to_ids": [item] if side == 1 else []}
    return {"kind": kind, **ends, "certainty": "", "origin": origin, "evidence": why}
