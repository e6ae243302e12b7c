"""Themes that run from plan to plan under whatever name: threads through the links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kentering.cycles import ordered, successive
from kentering.match.caveats import rows_by_work, unlike_grain
from kentering.match.stated import Stated
from kentering.match.strands import Ways, Web, strands, web, within
from kentering.match.ties import Declared
from kentering.match.trust import Trust
from kentering.tables import from_rows

PRESENT = ("named", "within")
FEWEST = 3  # plans that a theme must have run through
COMPLETE = 2  # complete lists that there must be, before "every" says something

Elsewhere = dict[tuple[str, str], tuple[str, list[str]]]


def threads(given: Stated) -> pd.DataFrame:
    """For each theme of a series, where each plan of the series has it: a row per thread and plan.

    A thread holds the items that links call the same or renamed, from plan to plan and over skipped cycles; these
    `named` it. An item that one more link ties to them as a part or a whole (split, merged, broader, narrower) has the
    theme `within`. Where the plan's list is complete, was compared and has items of that sort, a theme without any
    tie is `absent`; otherwise nothing is known, as where all ties are doubtful or say `related`. Against a person who
    read two lists and left an item untied no link of the model counts. Plans of other series above the local level are
    told of too, so that one sees a theme that its own series keeps and another never had; `own` tells them apart.
    `among` are the pairs of works that the model compared. An item that no other plan of its series has is a thread as
    well, after the others: another series may have had it before.
    """
    given = given.above
    works, items, rows, known = given.works, given.items, rows_by_work(given.works), given.once(web)
    chain = _chains(works)
    wide = [str(work) for work in ordered(works)["work_id"]]
    found: list[dict[str, Any]] = []
    for series, own in chain.items():
        found_here = [_Reached(strand, within(strand, own, known)) for strand in strands(own, known)]
        kept = _distinct(found_here, items)
        listing = [work for work in (*own, *(each for each in wide if each not in own)) if items.tops(work)]
        asked = [work for work in listing if work in own or rows[work]["series"] != series]
        for number, reached in enumerate(kept, 1):
            told = {"thread_id": f"{series}-{number:02d}", "series": series}
            possible = known.told_of(reached.named) | set(own)
            for work in asked:
                if work not in possible:
                    continue
                cells = _cells(work, reached, known, rows, own=set(own))
                if cells is not None:
                    whole = bool(rows[work]["complete"])
                    found.append({**told, "work_id": work, "own": work in own, "complete": whole, **cells})
    return from_rows("threads", _agreeing(found, known))


def shown(given: Stated) -> Elsewhere:
    """For each item that names a theme, and each plan that has the theme: in which thread, and by which items."""
    return elsewhere(given.once(threads).to_dict("records"))


def elsewhere(rows: Iterable[Mapping[Any, Any]]) -> Elsewhere:
    """For each item that names a theme, and each plan that has the theme: in which thread, and by which items."""
    named: dict[str, list[str]] = {}
    present: dict[str, list[tuple[str, list[str]]]] = {}
    for row in rows:
        thread = str(row["thread_id"])
        if row["presence"] in PRESENT:
            present.setdefault(thread, []).append((str(row["work_id"]), list(row["items"])))
        if row["presence"] == "named":
            named.setdefault(thread, []).extend(row["items"])
    found: Elsewhere = {}
    for thread, naming in named.items():
        for work, held in present[thread]:
            for item in naming:
                found.setdefault((item, work), (thread, held))
    return found


def _agreeing(rows: list[dict[str, Any]], known: Web) -> list[dict[str, Any]]:
    """The rows without those that call a theme absent where an item of another series that names it says otherwise.

    By a tie of its own, or by a thread of its own series.
    """
    rows = _undisputed(rows, known)
    shown = elsewhere(rows)
    naming: dict[str, list[str]] = {}
    for row in rows:
        if row["presence"] == "named":
            naming.setdefault(row["thread_id"], []).extend(row["items"])
    kept = []
    for row in rows:
        doubted = row["presence"] == "absent" and any(
            (item, row["work_id"]) in shown or (item, row["work_id"]) in known.touched
            for item in naming.get(row["thread_id"], [])
        )
        if not doubted:
            kept.append(row)
        elif row["own"]:
            kept.append({**row, "presence": "unknown"})
    return kept


def _undisputed(rows: list[dict[str, Any]], known: Web) -> list[dict[str, Any]]:
    """The rows without plans of another series to which the model alone leads, against the word of their own series.

    That is where another plan of that series names the theme, by an item that neither a tie nor a thread of the series
    finds in this one, and this one has no whole that holds the theme. A thread of the SOCTA may have the firearms of
    one EU list and the networks of the next: that makes the networks no older.
    """
    own = elsewhere(row for row in rows if row["own"])
    naming: dict[str, list[str]] = {}
    for row in rows:
        if row["presence"] == "named":
            naming.setdefault(row["thread_id"], []).extend(row["items"])
    return [
        row
        for row in rows
        if row["own"]
        or row["origin"] != "model"
        or any((each, item) in known.wholes for each in naming[row["thread_id"]] for item in row["items"])
        or not any(
            known.lacks(each, row["work_id"]) and (each, row["work_id"]) not in own for each in naming[row["thread_id"]]
        )
    ]


def through_every_cycle(threads: pd.DataFrame) -> pd.DataFrame:
    """The threads that every complete list of their series is known to have: at least two such lists, three plans.

    A plan whose list is not complete can show a theme but never lack it. Columns: thread_id, series, plans (how many
    have it), unknown (plans of which nothing is known), named (by how many it is named itself), and the weakest
    certainty, probability and origin.
    """
    own = threads[threads["own"].astype(bool)]
    rows = []
    for (series, thread_id), group in own.groupby(["series", "thread_id"], sort=False):
        presence = group["presence"].to_list()
        plans = sum(each in PRESENT for each in presence)
        whole = group.loc[group["complete"].astype(bool), "presence"].isin(PRESENT)
        if plans < FEWEST or len(whole) < COMPLETE or not whole.all():
            continue
        said = Trust()
        for row in group.to_dict("records"):
            origins = frozenset((str(row["origin"]),)) if row["origin"] else frozenset()
            said = said.also(Trust(str(row["certainty"]), float(row["probability"]), origins))
        counts = {"plans": plans, "unknown": presence.count("unknown"), "named": presence.count("named")}
        rows.append({"thread_id": thread_id, "series": series, **counts, **said.cells()})
    columns = ["thread_id", "series", "plans", "unknown", "named", "certainty", "probability", "origin"]
    return pd.DataFrame(rows, columns=columns)


def _chains(works: pd.DataFrame) -> dict[str, list[str]]:
    """The successive plans of each series of at least two, drafts beside a final plan left out."""
    series = dict(zip(works["work_id"], works["series"], strict=True))
    chains: dict[str, list[str]] = {}
    for before, after in successive(works):
        chains.setdefault(str(series[before]), [before]).append(after)
    return chains


@dataclass(frozen=True)
class _Reached:
    """What of a series carries a theme: the items that name it, and those that have it as a part or hold it."""

    named: Ways
    within: Ways


def _distinct(found: list[_Reached], items: Declared) -> list[_Reached]:
    """The threads without those whose top-level items all stand in a larger one: of several plans, then of one only."""
    tops = [frozenset(items.top_of[item] for item in (*each.named, *each.within)) for each in found]
    several: list[_Reached] = []
    single: list[_Reached] = []
    for place, each in enumerate(found):
        works = {items.work_of[item] for item in tops[place]}
        hidden = any(
            tops[place] < other or (tops[place] == other and before < place) for before, other in enumerate(tops)
        )
        if not hidden:
            (several if len(works) > 1 else single).append(each)
    return several + [each for each in single if all(items.top_of[item] == item for item in each.named)]


def _cells(
    work: str, reached: _Reached, known: Web, rows: Mapping[str, Any], *, own: set[str]
) -> dict[str, Any] | None:
    """What one plan has of a thread; none for a plan of another series of which nothing is known."""
    items = known.items
    if work in own:
        named, held = (_of_work(work, each, items) for each in (reached.named, reached.within))
    else:
        named = known.naming(reached.named, work)
        held = {} if named else known.holding(reached.named, work)
    presence = "named" if named else "within" if held else _lack(work, reached, known, rows, own)
    if presence == "unknown" and work not in own:
        return None
    chosen = named or held
    sure = min(chosen.values(), key=lambda each: each.rank) if chosen else Trust()
    listed = [item for item in items.items(work) if item in chosen]
    return {"presence": presence, "items": listed, **sure.cells()}


def _of_work(work: str, ways: Ways, items: Declared) -> Ways:
    return {item: sure for item, sure in ways.items() if items.work_of[item] == work}


def _lack(work: str, reached: _Reached, known: Web, rows: Mapping[str, Any], own: set[str]) -> str:
    """`absent` where the list is whole, was compared with a plan that names the theme, and could have had it.

    One item is no list.
    """
    items = known.items
    named = [item for item in reached.named if items.work_of[item] in own - {work}]
    if not rows[work]["complete"] or len(items.tops(work)) < 2 or not known.compared_with(named, work):
        return "unknown"
    doubt = any(
        (item, work) in known.touched or unlike_grain(item, work, items) or known.untold(item, work) for item in named
    )
    return "unknown" if doubt else "absent"
