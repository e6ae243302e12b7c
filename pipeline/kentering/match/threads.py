"""Themes that run from plan to plan under whatever name: threads through the links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kentering.cycles import ordered, successive
from kentering.match.caveats import rows_by_work
from kentering.match.pairs import Pair
from kentering.match.ties import Declared, Tie, declared, ties
from kentering.match.trust import Trust, probabilities, trust
from kentering.settings import MatchSettings
from kentering.tables import from_rows

ONE_THEME = ("same", "renamed")
PRESENT = ("named", "within")
FEWEST = 3  # plans that a theme must have run through
COMPLETE = 2  # complete lists that there must be, before "every" says something
PART_OF_IT = ("split", "merged", "broader", "narrower")

Steps = dict[str, list[tuple[str, Trust]]]


@dataclass(frozen=True)
class _Web:
    """The ties that count, from each item to each other: those that keep the theme, those to its parts and wholes."""

    one: Steps
    part: Steps
    compared: frozenset[frozenset[str]]


def threads(
    links: pd.DataFrame,
    priorities: pd.DataFrame,
    works: pd.DataFrame,
    settings: MatchSettings,
    among: Iterable[Pair] = (),
) -> pd.DataFrame:
    """For each theme of a series, where each plan of the series has it: a row per thread and plan.

    A thread holds the items that links call the same or renamed, from plan to plan and over skipped cycles; these
    `named` it. An item that one more link ties to them as a part or a whole (split, merged, broader, narrower) has the
    theme `within`. Where the plan's list is complete and was compared, an item without such a tie is `absent`;
    otherwise nothing is known. `related` never makes a thread. Plans of other series above the local level are told
    of too, so that one sees a theme that its own series keeps and another never had; `own` tells them apart. `among`
    are the pairs of works that the model compared.
    """
    items, rows = declared(priorities), rows_by_work(works)
    web = _web(links, items, works, settings, list(among))
    chain = _chains(works)
    wide = [str(work) for work in ordered(works)["work_id"] if rows[str(work)]["level"] != "local"]
    found: list[dict[str, Any]] = []
    for series, own in chain.items():
        strands = _strands([item for work in own for item in items.items(work)], web.one, items, set(own))
        kept = _distinct([_reached(strand, web, items, set(own)) for strand in strands], items)
        listing = [work for work in (*own, *(each for each in wide if each not in own)) if items.tops(work)]
        asked = [work for work in listing if work in own or rows[work]["series"] != series]
        for number, reached in enumerate(kept, 1):
            told = {"thread_id": f"{series}-{number:02d}", "series": series}
            for work in asked:
                cells = _cells(work, reached, web, rows, items, own=set(own))
                if cells is not None:
                    whole = bool(rows[work]["complete"])
                    found.append({**told, "work_id": work, "own": work in own, "complete": whole, **cells})
    return from_rows("threads", found)


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
    level = dict(zip(works["series"], works["level"], strict=True))
    return {name: chain for name, chain in chains.items() if level[name] != "local"}


def _web(links: pd.DataFrame, items: Declared, works: pd.DataFrame, settings: MatchSettings, among: list[Pair]) -> _Web:
    web = _Web({}, {}, frozenset())
    odds, compared = probabilities(links), {frozenset(pair) for pair in among}
    for pair, found in ties(links, items, works, settings, among).items():
        if any(tie.origin for tie in found):
            compared.add(frozenset(pair))
        for tie in found:
            if tie.counts:
                _put(tie, trust(tie, odds), web)
    return _Web(web.one, web.part, frozenset(compared))


def _put(tie: Tie, sure: Trust, web: _Web) -> None:
    steps = web.one if tie.relation in ONE_THEME else web.part if tie.relation in PART_OF_IT else None
    if steps is not None:
        steps.setdefault(tie.from_id, []).append((tie.to_id, sure))
        steps.setdefault(tie.to_id, []).append((tie.from_id, sure))


def _strands(listed: Iterable[str], one: Steps, items: Declared, own: set[str]) -> list[dict[str, Trust]]:
    """The items of a series that are the same or renamed, each with how sure the way to it is."""
    strands: list[dict[str, Trust]] = []
    seen: set[str] = set()
    for item in listed:
        if item not in seen:
            strand = _walk({item: Trust()}, one, items, own)
            seen |= set(strand)
            strands.append(strand)
    return strands


def _walk(start: Mapping[str, Trust], steps: Steps, items: Declared, own: set[str]) -> dict[str, Trust]:
    """Every item that the steps lead to within the plans named, by the surest way (the first found where equal)."""
    reached = dict(start)
    waiting = list(start)
    while waiting:
        waiting.sort(key=lambda item: reached[item].rank, reverse=True)
        item = waiting.pop()
        for other, sure in steps.get(item, []):
            if other not in reached and items.work_of[other] in own:
                reached[other] = reached[item].also(sure)
                waiting.append(other)
    return reached


@dataclass(frozen=True)
class _Reached:
    named: dict[str, Trust]
    within: dict[str, Trust]


def _reached(strand: dict[str, Trust], web: _Web, items: Declared, own: set[str]) -> _Reached:
    """A strand with what one tie to a part or a whole adds, and what is the same as that."""
    by_part: dict[str, Trust] = {}
    for item, sure in strand.items():
        for other, step in web.part.get(item, []):
            way = sure.also(step)
            if other not in strand and (other not in by_part or way.rank < by_part[other].rank):
                by_part[other] = way
    held = {items.work_of[item] for item in strand}
    here = {item: sure for item, sure in by_part.items() if items.work_of[item] in own - held}
    further = _walk(here, web.one, items, own - held)
    return _Reached(strand, further)


def _distinct(found: list[_Reached], items: Declared) -> list[_Reached]:
    """The threads of at least two plans, without those whose top-level items all stand in a larger one."""
    tops = [frozenset(items.top_of[item] for item in (*each.named, *each.within)) for each in found]
    kept = []
    for place, each in enumerate(found):
        works = {items.work_of[item] for item in tops[place]}
        hidden = any(
            tops[place] < other or (tops[place] == other and before < place) for before, other in enumerate(tops)
        )
        if len(works) > 1 and not hidden:
            kept.append(each)
    return kept


def _cells(
    work: str, reached: _Reached, web: _Web, rows: Mapping[str, Any], items: Declared, *, own: set[str]
) -> dict[str, Any] | None:
    """What one plan has of a thread; none for a plan of another series of which nothing is known."""
    if work in own:
        named = {item: sure for item, sure in reached.named.items() if items.work_of[item] == work}
        within = {item: sure for item, sure in reached.within.items() if items.work_of[item] == work}
    else:
        named = _beyond(work, reached.named, web.one, items)
        within = {} if named else _beyond(work, reached.named, web.part, items)
    presence = "named" if named else "within" if within else _lack(work, reached, web, rows, items, own)
    if presence == "unknown" and work not in own:
        return None
    chosen = named or within
    sure = min(chosen.values(), key=lambda each: each.rank) if chosen else Trust()
    listed = [item for item in items.items(work) if item in chosen]
    return {"presence": presence, "items": listed, **sure.cells()}


def _beyond(work: str, strand: Mapping[str, Trust], steps: Steps, items: Declared) -> dict[str, Trust]:
    found: dict[str, Trust] = {}
    for item, sure in strand.items():
        for other, step in steps.get(item, []):
            way = sure.also(step)
            if items.work_of[other] == work and (other not in found or way.rank < found[other].rank):
                found[other] = way
    return found


def _lack(work: str, reached: _Reached, web: _Web, rows: Mapping[str, Any], items: Declared, own: set[str]) -> str:
    """`absent` where the list is whole and was compared with a plan that names the theme; one item is no list."""
    named = {items.work_of[item] for item in reached.named} & own
    compared = any(frozenset((work, other)) in web.compared for other in named if other != work)
    return "absent" if rows[work]["complete"] and len(items.tops(work)) > 1 and compared else "unknown"
