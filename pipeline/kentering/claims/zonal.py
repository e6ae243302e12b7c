"""Zones beside the national plan: which of its priorities they have, and which none of them has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kentering.claims.claim import CERTAIN, Claim, Statistic
from kentering.claims.facts import Facts, by, ground
from kentering.claims.gaps import Count, Gap, Items, Plain, Plan, Said, Sure
from kentering.claims.unsaid import untold_of

FEWEST_ITEMS = 2  # of a list, before it is said how many of them the zones have
ZONAL = "ZVP"  # the family of the plans of Belgian police zones
MOST_NAMED = 3  # of the items that zones have most often; the rest is counted


def zonal(facts: Facts) -> Iterator[Claim]:
    """Per national plan and local cycle: which of its priorities the zones have, and which none of them has."""
    table = facts.table("zones")
    held = table[table["in_force"].astype(bool)]
    for (work, cycle), rows in by(held, "work_id", "cycle"):
        known = [row for row in rows if row["n_having"] + row["n_lacking"]]
        if len(known) >= FEWEST_ITEMS and any(row["n_having"] for row in known):
            yield from _of_cycle(work, cycle, known, facts, untold=len(rows) - len(known))


def _of_cycle(work: str, cycle: str, known: list[dict[Any, Any]], facts: Facts, *, untold: int) -> Iterator[Claim]:
    had = [int(row["n_having"]) for row in known if row["n_having"]]
    most, least = max(had), min(had)
    best = facts.top([row["priority_id"] for row in known if int(row["n_having"]) == most])
    none = facts.top([row["priority_id"] for row in known if not row["n_having"]])
    locals_ = list(dict.fromkeys(str(each) for row in known for each in (*row["having"], *row["lacking"])))
    compared, listed = len(locals_), len(facts.tops(work))
    origins = {str(row["origin"]) for zone in locals_ if (row := facts.coverage.get((work, zone)))}
    how = "model" if origins == {"model"} else "plain"
    common: dict[str, Gap] = {
        "a": Plan(work), "cycle": Plain(cycle), "n": Count(compared), "all": Count(listed),
        "k": Count(len(known) - len(none)), "sure": Sure(how),
        "unsaid": untold_of([(work, untold)]), **_sort(locals_, facts),
        "whose": Said((("whose.partly", ()),) if origins >= {"model", "person"} else ()),
    }  # fmt: skip
    origin = "model" if "model" in origins else "person" if origins else ""
    yield Claim(
        claim_id=f"zones/{work}/{cycle}",
        part="followed",
        kind=("zones" if len(known) - len(none) < listed else "zones_all")
        + ("" if compared == 1 or most > least else "_alike"),
        works=(work, *locals_),
        statistic=Statistic("items that a zone has", len(known) - len(none), listed),
        verdict="read",
        gaps=common | {"items": Items(tuple(best), MOST_NAMED)},
        n=compared,
        strength=how,
        origin=origin,
        weight=(6.5 + facts.recency(work) + min(compared, 5) * 0.2) * CERTAIN[how],
        evidence=ground([*best, *(each for zone in locals_ for each in facts.answering(best, zone))], locals_),
        counter=ground(none),
    )
    if none:
        telling = min(int(row["n_lacking"]) for row in known if row["priority_id"] in none)
        kind = "zones_none" if compared > 1 else "zones_lone"
        yield Claim(
            claim_id=f"zones-none/{work}/{cycle}",
            part="paper",
            kind=kind if telling == len(locals_) else "zones_whole",
            works=(work, *locals_),
            statistic=Statistic("items that no zone has", len(none), listed),
            verdict="read",
            gaps=common
            | {
                "items": Items(tuple(none), 5),
                "none": Count(len(none)),
                "w": Plain(str(telling)),
                "n": Count(len(locals_)),
            },
            n=len(none),
            strength=how,
            origin=origin,
            weight=(6.5 + facts.recency(work)) * CERTAIN[how],
            evidence=ground(none, locals_),
            counter=ground(best),
        )


def _sort(plans: list[str], facts: Facts) -> dict[str, Gap]:
    """What the local plans are called, one, several and none of them: zonal plans of police zones, else local plans."""
    sort = "zonal" if {str(facts.works[each]["family"]) for each in plans} == {ZONAL} else "local"
    return {f"sort_{number}": Said(((f"sort.{sort}.{number}", ()),)) for number in ("one", "many", "none")}
