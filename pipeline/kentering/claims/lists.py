"""Two lists of one series side by side: what became of all their items, and how they are numbered."""

from __future__ import annotations

from collections.abc import Iterator

from kentering.claims.claim import CERTAIN, IN_FULL_ONLY, Claim, Statistic
from kentering.claims.facts import Facts, Row, ground
from kentering.claims.gaps import Count, Plain, Plan, Said, Sure
from kentering.cycles import NOT_FINAL

# The order in which what became of items is told: what changed first.
TOLD = ("dropped", "split", "merged", "renamed", "broader", "narrower", "related", "same", "unknown")
NOT_TIED = ("new", "unknown")


def lists(facts: Facts) -> Iterator[Claim]:
    """Every claim on two lists of one series as wholes."""
    neighbours = set(facts.neighbours)
    for pair, rows in facts.pairs.items():
        series = {facts.works[each]["series"] for each in pair if each in facts.works}
        if set(pair) <= set(facts.works) and len(series) == 1:
            near = pair in neighbours or any(facts.works[each]["status"] in NOT_FINAL for each in pair)
            yield _fates(pair, rows, facts, near=near)
    for pair in facts.neighbours:
        yield from _renumbered(pair, facts)


def _fates(pair: tuple[str, str], rows: list[Row], facts: Facts, *, near: bool) -> Claim:
    before, after = facts.tops(pair[0]), facts.tops(pair[1])
    earlier, later = fates_of(before, rows, facts), _of_later(after, rows)
    origins = {str(row["origin"]) for row in rows} - {""}
    whose = "partly" if {"model", "person"} <= origins else "model" if "model" in origins else ""
    items = [each for row in rows for each in (*row["from_ids"], *row["to_ids"])]
    unsure = [each for row in rows if row["kind"] in ("related", "unknown") for each in row["from_ids"]]
    return Claim(
        claim_id=f"fates/{pair[0]}>{pair[1]}",
        part="changed",
        kind="fates" if near else "fates_skipped",
        works=pair,
        statistic=Statistic("items", len(before) + len(after)),
        verdict="read",
        gaps={"a": Plan(pair[0]), "b": Plan(pair[1]), "n": Plain(str(len(before))), "m": Plain(str(len(after))),
              "fates": _said(earlier), "later": _said(later),
              "whose": Said(((f"whose.{whose}", ()),) if whose else ())},
        strength="model" if "model" in origins else "plain",
        origin="model" if "model" in origins else "person" if origins else "",
        weight=IN_FULL_ONLY,
        evidence=ground(items),
        counter=ground(unsure),
    )  # fmt: skip


def fates_of(tops: list[str], rows: list[Row], facts: Facts) -> dict[str, set[str]]:
    """What became of each item at the top of the earlier list, each once: their counts add up to the list."""
    left, found = set(tops), dict[str, set[str]]()
    for kind in TOLD:
        ids = {str(each) for row in rows if row["kind"] == kind for each in row["from_ids"]}
        found[kind] = left & ids
        left -= ids
    ends: dict[str, set[str]] = {item: set() for item in left}
    for row in rows:
        for item in left & {facts.top_of(str(each)) for each in row["from_ids"]}:
            ends[item] |= {facts.top_of(str(each)) for each in row["to_ids"]}
    found["split"] |= {item for item in left if len(ends[item]) > 1}  # its parts are items of their own now
    found["parts"] = {item for item in left if len(ends[item]) == 1}
    found["unknown"] |= {item for item in left if not ends[item]}
    return found


def _of_later(tops: list[str], rows: list[Row]) -> dict[str, set[str]]:
    """The items at the top of the later list: the new ones, those of which nothing can be said, and the rest."""
    sides = {kind: {str(each) for row in rows if row["kind"] == kind for each in row["to_ids"]} for kind in NOT_TIED}
    new, unknown = (sides[kind] & set(tops) for kind in NOT_TIED)
    return {"new": new, "answered": set(tops) - new - unknown, "unknown": unknown}


def _said(counts: dict[str, set[str]]) -> Said:
    told = [(kind, len(ids)) for kind, ids in counts.items() if ids]
    parts = ((f"fate.{kind}.{'one' if n == 1 else 'many'}", (("n", Count(n)),)) for kind, n in told)
    return Said(tuple(parts), listed=True)


def _renumbered(pair: tuple[str, str], facts: Facts) -> Iterator[Claim]:
    table = facts.table("moves")
    rows = table[(table["from_work"] == pair[0]) & (table["to_work"] == pair[1])].to_dict("records")
    numbered = [row for row in rows if row["from_number"] and row["to_number"]]
    moved = [row for row in numbered if has_another_number(row)]
    kept = [row["to_id"] for row in numbered if row not in moved]
    if not moved:
        return
    how = "model" if any(row["origin"] == "model" for row in moved) else "plain"
    is_all = len(moved) == len(numbered) > 1
    only = len(numbered) == 1
    yield Claim(
        claim_id=f"renumbered/{pair[0]}>{pair[1]}",
        part="changed",
        kind="renumbered_all" if is_all else "renumbered_only" if only else "renumbered",
        works=pair,
        statistic=Statistic("items with another number", len(moved), len(numbered)),
        verdict="read",
        gaps={"a": Plan(pair[0]), "b": Plan(pair[1]), "n": Count(len(moved)), "all": Count(len(numbered)),
              "sure": Sure(how)},
        n=None if is_all or only else len(moved),
        strength=how,
        origin=str(moved[0]["origin"]),
        weight=IN_FULL_ONLY if len(moved) == 1
        else (3 + 2 * len(moved) / len(numbered) + facts.recency(pair[1])) * CERTAIN[how],
        evidence=ground([each for row in moved for each in (row["from_id"], row["to_id"])]),
        counter=ground(kept),
    )  # fmt: skip


def has_another_number(row: Row) -> bool:
    """Did an item that two lists share get another printed number?"""
    numbers = [str(row[each]).strip(". ") for each in ("from_number", "to_number")]
    return all(numbers) and numbers[0] != numbers[1]
