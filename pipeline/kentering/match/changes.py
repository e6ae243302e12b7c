"""What became of each declared item from one list to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from kentering.match.caveats import unlike_grain
from kentering.match.ties import Declared, Tie, declared, ties
from kentering.settings import MatchSettings
from kentering.tables import CERTAINTIES, from_rows

Row = dict[str, Any]


def changes(
    links: pd.DataFrame,
    priorities: pd.DataFrame,
    works: pd.DataFrame,
    settings: MatchSettings,
    among: Sequence[tuple[str, str]] = (),
) -> pd.DataFrame:
    """The fate of every top-level item, for works that links tie and for neighbours in a series.

    A person's relation stands as it was given; items whose printed names are equal are the same. A split is one row
    with all its later items, a merger one row with all its earlier ones. Where an item has no tie of its own, the ties
    of its parts tell what is known of it. `new` and `dropped` are said within one series only, of lists that somebody
    compared, and only where the other list is complete and has items of its sort: a chapter or dimension is neither new
    nor dropped beside a list of priorities alone. Otherwise an item without a tie that counts is `unknown`.
    Between two series there is no new and no dropped, since neither list replaces the other: what has no
    counterpart there stands in `coverage`, and `unknown` is only what hangs on links too weak to count. `among` are the
    pairs of works that the model compared: of these it is said who found no counterpart, the model or a person.
    """
    asked = {frozenset(pair) for pair in among}
    items = declared(priorities)
    series = dict(zip(works["work_id"], works["series"], strict=True))
    complete = dict(zip(works["work_id"], works["complete"], strict=True))
    rows: list[Row] = []
    for pair, found in ties(links, items, works, settings, among).items():
        own = _telling(found, items)
        rows += [{"from_work": pair[0], "to_work": pair[1], **row} for row in _tied(own, items)]
        within = series[pair[0]] == series[pair[1]]
        by_model = frozenset(pair) in asked
        untied = _untied(pair, found, items, complete, by_model) if within else _weak(pair, found, items)
        rows += [{"from_work": pair[0], "to_work": pair[1], **row} for row in untied]
    return from_rows("changes", rows)


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


def _tied(own: list[Tie], items: Declared) -> list[Row]:
    """One row per tie, but one per split item and one per merged item; in the order of the first list."""
    groups: dict[tuple[str, str, str], list[Tie]] = {}
    for tie in own:
        key = {"split": ("split", tie.from_id, ""), "merged": ("merged", "", tie.to_id)}
        groups.setdefault(key.get(tie.relation, (tie.relation, tie.from_id, tie.to_id)), []).append(tie)
    return [_row(kind, group, items) for (kind, _, _), group in groups.items()]


def _row(kind: str, group: list[Tie], items: Declared) -> Row:
    said = list(dict.fromkeys(tie.evidence for tie in group if tie.evidence))
    if kind in ("split", "merged") and len(group) == 1:
        said.append("the other part has no link that counts")
    if all(items.top_of[end] != end for tie in group for end in (tie.from_id, tie.to_id)):
        said.append("known of its parts only")
    origins = {tie.origin for tie in group}
    return {
        "kind": kind,
        "from_ids": list(dict.fromkeys(tie.from_id for tie in group)),
        "to_ids": list(dict.fromkeys(tie.to_id for tie in group)),
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
    complete: dict[str, bool],
    by_model: bool,  # noqa: FBT001
) -> list[Row]:
    """The rows of items without a tie that counts: dropped, new, or unknown and why."""
    by_person = any(tie.origin == "person" for tie in found)
    compared = by_model or any(tie.origin for tie in found)
    rows = []
    for item, side in _loose(pair, found, items):
        other = pair[1 - side]
        weak = _weak_ties(item, found, items)
        if weak:
            kind, why = "unknown", _weak_words(weak)
        elif not compared:
            kind, why = "unknown", "nobody has compared these two lists yet"
        elif not complete[other]:
            kind, why = "unknown", f"the list of {other} is not complete"
        elif grains := unlike_grain(item, other, items):
            kind, why = "unknown", grains
        else:
            kind, why = ("dropped", "new")[side], f"no link among those between the two lists; {other} is complete"
        origin = ("person" if by_person else "model") if kind in ("dropped", "new") else ""
        rows.append(_alone(kind, item, side, why, origin))
    return rows


def _weak(pair: tuple[str, str], found: list[Tie], items: Declared) -> list[Row]:
    loose = [(item, side, _weak_ties(item, found, items)) for item, side in _loose(pair, found, items)]
    return [_alone("unknown", item, side, _weak_words(weak)) for item, side, weak in loose if weak]


def _loose(pair: tuple[str, str], found: list[Tie], items: Declared) -> list[tuple[str, int]]:
    tied = {items.top_of[end] for tie in found if tie.counts for end in (tie.from_id, tie.to_id)}
    return [(item, side) for side in (0, 1) for item in items.tops(pair[side]) if item not in tied]


def _weak_ties(item: str, found: list[Tie], items: Declared) -> list[Tie]:
    return [tie for tie in found if item in (items.top_of[tie.from_id], items.top_of[tie.to_id])]


def _weak_words(weak: list[Tie]) -> str:
    listed = ", ".join(f"{tie.from_id} -> {tie.to_id} ({tie.certainty or 'model'})" for tie in weak)
    return f"only links that are too uncertain to count: {listed}"


def _alone(kind: str, item: str, side: int, why: str, origin: str = "") -> Row:
    ends = {"from_ids": [item] if side == 0 else [], "to_ids": [item] if side == 1 else []}
    return {"kind": kind, **ends, "certainty": "", "origin": origin, "evidence": why}
