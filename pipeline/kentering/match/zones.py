"""Which zonal plans take up which items of the national plan that they follow, and which leave them out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kentering.cycles import NOT_FINAL, first_day, last_day
from kentering.match.caveats import Row, rows_by_work
from kentering.match.stated import Stated
from kentering.match.ties import Declared, heard
from kentering.match.unread import untold
from kentering.settings import MatchSettings
from kentering.tables import CERTAINTIES, from_rows

Ends = dict[frozenset[str], set[str]]


def zones(given: Stated) -> pd.DataFrame:
    """For each top-level item of a national list and each local cycle, the local plans that have a counterpart of it.

    A local plan with a list is set beside the federal plans that were in force on its first day, prolongations
    included, and beside those that links tie it to. A link that counts to the item or to one of its parts is a
    counterpart, and so is an equal printed name. A plan without one leaves the item out where its own list is complete
    and somebody or the model compared the two; else nothing is known of it, nor where a link is too weak to count, nor
    where the thesaurus does not know the words of the item or of most of the plan's list. Drafts of local plans stand
    beside nothing.
    """
    items, rows = given.items, rows_by_work(given.works)
    reached, doubted, compared = _reached(given.links, items, given.settings)
    compared |= given.asked
    by_name = _by_name(items)
    national = [work for work, row in rows.items() if _is_national(row) and len(items.tops(work)) > 1]
    listing = {
        work: row
        for work, row in rows.items()
        if work in set(items.work_of.values()) and not (row["level"] == "local" and row["status"] in NOT_FINAL)
    }
    beside = _beside(listing, national, compared)
    tops = {work: items.tops(work) for work in national}
    unknown, read = given.unread, given.read
    found: list[dict[str, Any]] = []
    for (work, cycle), zonal in sorted(beside.items()):
        if any(frozenset((work, zone)) in compared for zone in zonal):
            for zone in zonal:
                reached.setdefault(frozenset((work, zone)), set()).update(_named_alike(work, zone, items, by_name))
            known = [zone for zone in zonal if rows[zone]["complete"] and frozenset((work, zone)) in compared]
            ends = {zone: reached.get(frozenset((work, zone)), set()) for zone in zonal}
            unclear = {zone: frozenset[str]() if frozenset((work, zone)) in read else unknown for zone in known}
            held = any(_in_force(rows[work], rows[zone]) for zone in zonal)
            of_both = {"work_id": work, "cycle": cycle, "in_force": held}
            for item in tops[work]:
                telling = [
                    zone
                    for zone in known
                    if item not in doubted.get(frozenset((work, zone)), set())
                    and not untold(item, zone, items, unclear[zone], ends[zone])
                ]
                having = [zone for zone in zonal if item in ends[zone]]
                found.append({**of_both, "priority_id": item, **_counted(zonal, having, telling)})
    return from_rows("zones", found)


def _is_national(work: Row) -> bool:
    """A federal plan that was in force, or will be; a draft that never was a plan has no first day of validity."""
    return bool(work["level"] == "federal" and (work["status"] not in NOT_FINAL or work["valid_from"]))


def _reached(links: pd.DataFrame, items: Declared, settings: MatchSettings) -> tuple[Ends, Ends, set[frozenset[str]]]:
    """For each two plans that links tie, the top-level items of both that a link counts for; a person's goes first.

    And those of which a link is too weak to count; then the pairs of plans.
    """
    person = {
        frozenset((row["from_id"], row["to_id"])) for row in links[links["origin"] == "person"].to_dict("records")
    }
    reached: Ends = {}
    doubted: Ends = {}
    compared: set[frozenset[str]] = set()
    for row in heard(links, items, settings).to_dict("records"):
        ends = frozenset((str(row["from_id"]), str(row["to_id"])))
        pair = frozenset(items.work_of[end] for end in ends)
        compared.add(pair)
        if row["origin"] == "model":
            counts = ends not in person and float(row["probability"]) >= settings.probability
        else:
            counts = CERTAINTIES.index(str(row["certainty"])) <= CERTAINTIES.index(settings.certainty)
        found = reached if counts else doubted
        found.setdefault(pair, set()).update(items.top_of[end] for end in ends)
    return reached, doubted, compared


def _by_name(items: Declared) -> dict[str, dict[tuple[str, str], str]]:
    """For each plan, the top-level item of each printed name."""
    found: dict[str, dict[tuple[str, str], str]] = {}
    for item, work in items.work_of.items():
        for name in items.names[item]:
            found.setdefault(work, {}).setdefault(name, items.top_of[item])
    return found


def _named_alike(work: str, zone: str, items: Declared, by_name: dict[str, dict[tuple[str, str], str]]) -> set[str]:
    here, there = by_name.get(work, {}), by_name.get(zone, {})
    return {side[name] for name in here.keys() & there.keys() for side in (here, there)}


def _beside(
    rows: dict[str, Row], national: list[str], compared: set[frozenset[str]]
) -> dict[tuple[str, str], list[str]]:
    """The local plans to set beside each national plan, by local cycle."""
    found: dict[tuple[str, str], list[str]] = {}
    for zone, row in sorted(rows.items()):
        if row["level"] != "local":
            continue
        for work in national:
            if frozenset((work, zone)) in compared or _in_force(rows[work], row):
                found.setdefault((work, str(row["cycle"])), []).append(zone)
    return found


def _in_force(work: Row, zone: Row) -> bool:
    """Was the plan in force on the first day of the other? By validity, else by the period in the title."""
    on, begins = (first_day(str(each["valid_from"])) or first_day(str(each["cycle_start"])) for each in (zone, work))
    ends = last_day(str(work["valid_to"])) or last_day(str(work["cycle_end"]))
    return bool(on and begins and ends and begins <= on <= ends)


def _counted(zonal: list[str], having: list[str], telling: list[str]) -> dict[str, Any]:
    """The local plans with a counterpart of an item, those of `telling` without, and how many are left."""
    lacking = [zone for zone in telling if zone not in set(having)]
    return {
        "n_zones": len(zonal),
        "n_having": len(having),
        "n_lacking": len(lacking),
        "n_unknown": len(zonal) - len(having) - len(lacking),
        "having": having,
        "lacking": lacking,
    }
