"""Items that split and merge again, or go and come back, so that holding neighbours against each other misleads."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pandas as pd

from kentering.cycles import successive
from kentering.match.caveats import rows_by_work, unlike_grain
from kentering.match.stated import Stated
from kentering.match.strands import ONE_THEME, Web, web
from kentering.match.threads import Elsewhere, shown
from kentering.match.ties import Declared, Tie
from kentering.match.trust import Trust, probabilities, trust
from kentering.tables import from_rows

CHANGED = ("split", "merged", "broader", "narrower", "renamed")

Table = dict[tuple[str, str], list[Tie]]


def oscillations(given: Stated) -> pd.DataFrame:
    """Items of two plans of a series that are the same or renamed, though a plan between tells another story.

    `split and merged` (or the other way round): the plan between has the theme in other pieces, and at least one link
    says so by its relation or there is more than one piece. `renamed and back`: it
    has it under another name while the outer two print the same one. `gone and back`: its list is complete, has items
    of that sort, none tied to either or to a part of it, and none that a thread leads to. For each three plans in their
    order, neighbours or not; parts count as items of their own. `among` are the pairs of works that the model compared.
    """
    items, rows = given.items, rows_by_work(given.works)
    tied, odds, known, found_in = given.ties, probabilities(given.links), given.once(web), given.once(shown)
    found: list[dict[str, Any]] = []
    for first, middle, last in _triples(given.works):
        if (first, last) not in tied or not {frozenset((first, middle)), frozenset((middle, last))} <= known.compared:
            continue
        for tie in tied[first, last]:
            if tie.counts and tie.relation in ONE_THEME:
                gone = bool(rows[middle]["complete"]) and _lacking(tie, middle, known, found_in)
                told = ("gone and back", [], []) if gone else _told(tie, middle, tied, items)
                if told is not None:
                    kind, vias, used = told
                    sure = trust(tie, odds)
                    for each in used:
                        sure = sure.also(trust(each, odds))
                    found.append(_row(kind, tie, vias, used, sure, items, middle))
    return from_rows("oscillations", found)


def _triples(works: pd.DataFrame) -> list[tuple[str, str, str]]:
    chains: dict[str, list[str]] = {}
    series = dict(zip(works["work_id"], works["series"], strict=True))
    for before, after in successive(works):
        chains.setdefault(str(series[before]), [before]).append(after)
    return [(a, b, c) for chain in chains.values() for a, b, c in combinations(chain, 3)]


def _lacking(tie: Tie, work: str, known: Web, shown: Elsewhere) -> bool:
    """Can it be said that a whole list has neither of the two items, nor a part of them?"""
    return not any(
        (item, work) in known.touched
        or (item, work) in shown
        or unlike_grain(item, work, known.items)
        or known.untold(item, work)
        for item in (tie.from_id, tie.to_id)
    )


def _told(tie: Tie, middle: str, tied: Table, items: Declared) -> tuple[str, list[str], list[Tie]] | None:
    """What the plan between makes of a theme that the outer two share, by which items, on which ties."""
    first, last = items.work_of[tie.from_id], items.work_of[tie.to_id]
    into = [each for each in tied[first, middle] if each.from_id == tie.from_id]
    out = [each for each in tied[middle, last] if each.to_id == tie.to_id]
    counting = [[each for each in side if each.counts and each.relation != "related"] for side in (into, out)]
    through = {each.to_id for each in counting[0]} & {each.from_id for each in counting[1]}
    used = [
        [each for each in counting[0] if each.to_id in through],
        [each for each in counting[1] if each.from_id in through],
    ]
    if not through:
        return None
    vias = items.outermost(item for item in items.items(middle) if item in through)
    broken = len(vias) > 1 or any(_in_pieces(each, tied, items) for side in used for each in side)
    kind = _kind(tie, [{each.relation for each in side} for side in used], items, vias, broken=broken)
    return (kind, vias, [*used[0], *used[1]]) if kind else None


def _in_pieces(tie: Tie, tied: Table, items: Declared) -> bool:
    """Is it one of several ties of a split or a merger, or did a person call it one? A whole and its part are one."""
    beside = tied[items.work_of[tie.from_id], items.work_of[tie.to_id]]
    pieces = {
        "split": [each.to_id for each in beside if each.counts and each.from_id == tie.from_id],
        "merged": [each.from_id for each in beside if each.counts and each.to_id == tie.to_id],
    }.get(tie.relation, [])
    return len(items.outermost(pieces)) > 1 or (tie.origin == "person" and bool(pieces))


def _kind(tie: Tie, sides: list[set[str]], items: Declared, vias: list[str], *, broken: bool) -> str:
    into, out = sides
    if broken and into & {"split", "narrower"} and out & {"merged", "broader"}:
        return "split and merged"
    if broken and into & {"merged", "broader"} and out & {"split", "narrower"}:
        return "merged and split"
    same_name = bool(items.names[tie.from_id] & items.names[tie.to_id])
    between = any(items.names[item] & items.names[tie.from_id] for item in vias)
    if "renamed" in into and "renamed" in out and same_name and not between:
        return "renamed and back"
    return ""


def _row(
    kind: str, tie: Tie, vias: list[str], used: list[Tie], sure: Trust, items: Declared, middle: str
) -> dict[str, Any]:
    return {
        "from_work": items.work_of[tie.from_id],
        "via_work": middle,
        "to_work": items.work_of[tie.to_id],
        "kind": kind,
        "from_id": tie.from_id,
        "via_ids": vias,
        "to_id": tie.to_id,
        "direct": tie.relation,
        "neighbours": sorted({each.relation for each in used}),
        **sure.cells(),
    }
