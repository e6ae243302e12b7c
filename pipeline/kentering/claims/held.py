"""What held: items that every list has, lists that largely stay, items that others lack."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kentering.claims.changed import OF_A_ZONE, whose
from kentering.claims.claim import CERTAIN, IN_FULL_ONLY, STRENGTHS, Claim, Statistic
from kentering.claims.facts import PRESENT, Facts, Row, by, ground, number, strength
from kentering.claims.gaps import Code, Count, Items, Plan, Plans, Said, Sure
from kentering.claims.lists import fates_of
from kentering.claims.unsaid import partial, telling, untold_of
from kentering.match import through_every_cycle

if TYPE_CHECKING:
    import pandas as pd

Threads = dict[str, dict[str, dict[Any, Any]]]  # the row of each plan of a thread

NO_PART = ("new", "dropped", "related", "unknown")  # what ties no two items as one, or as a part of the other
MOST_LISTS = 6  # named in one sentence; the rest is counted


def held(facts: Facts) -> Iterator[Claim]:
    """Every claim on what held in declared lists."""
    yield from _every_cycle(facts)
    yield from _nowhere(facts)
    for pair in facts.neighbours:
        yield from _kept(pair, facts)


def _every_cycle(facts: Facts) -> Iterator[Claim]:
    """The themes of a series that no complete list lacks, those of one strength together."""
    through = through_every_cycle(facts.table("threads"))
    own = facts.table("threads")[facts.table("threads")["own"].astype(bool)]
    rows_of = {thread: {str(row["work_id"]): row for row in rows} for (thread,), rows in by(own, "thread_id")}
    groups: dict[tuple[str, str], list[tuple[Row, str]]] = {}
    told: set[str] = set()  # an item of two threads counts once
    skipped: set[str] = set()  # series with a thread of which it is not plain what runs through
    for row in sorted(through.to_dict("records"), key=lambda each: STRENGTHS.index(strength(each))):
        plans = [each for each in facts.of_series(str(row["series"])) if facts.works[each]["complete"]]
        mine = rows_of[str(row["thread_id"])]
        if not _one_theme([mine[each] for each in plans if each in mine], facts):
            skipped.add(str(row["series"]))
            continue
        named = [str(item) for work in plans if work in mine and mine[work]["presence"] == "named"
                 for item in mine[work]["items"]]  # fmt: skip
        shared = {str(item) for thread, rows in rows_of.items() if thread != row["thread_id"]
                  for each in rows.values() for item in each["items"]}  # fmt: skip
        by_itself = [item for item in named if item not in shared]
        if by_itself or (named and not told & set(named) and _through(named, through, rows_of)):
            told |= set(named)
            groups.setdefault((str(row["series"]), strength(row)), []).append((row, (by_itself or named)[-1]))
        elif not told & set(named):
            skipped.add(str(row["series"]))
    for (series, how), chosen in groups.items():
        weaker = any(other == series and STRENGTHS.index(each) > STRENGTHS.index(how) for other, each in groups)
        yield _of_strength(series, how, chosen, rows_of, facts, least=weaker or series in skipped)


def _one_theme(rows: list[Row], facts: Facts) -> bool:
    """Do the lists that have a theme only as a part or in a whole have something of it in common, each two of them?

    Else two halves of an item, one in the first list and one in the last, would pass for a theme of every list.
    """
    within = [row for row in rows if row["presence"] == "within"]
    for one, other in combinations(within, 2):
        works = str(one["work_id"]), str(other["work_id"])
        mine, theirs = (facts.parts([str(each) for each in row["items"]]) for row in (one, other))
        tied = [row for pair in (works, works[::-1]) for row in facts.changes(pair) if row["kind"] not in NO_PART]
        ends = [{str(each) for each in (*row["from_ids"], *row["to_ids"])} for row in tied]
        if not any(each & mine and each & theirs for each in ends):
            return False
    return True


def _through(items: list[str], through: pd.DataFrame, rows_of: Threads) -> bool:
    """Is there no other thread of any of the items that a complete list lacks?"""
    whole = set(through["thread_id"])
    others = (rows for thread, rows in rows_of.items() if thread not in whole)
    return not any(set(items) & {str(each) for each in row["items"]} for rows in others for row in rows.values())


def _of_strength(
    series: str, how: str, chosen: list[tuple[Row, str]], rows_of: Threads, facts: Facts, *, least: bool
) -> Claim:
    """The claim on the themes of one strength, each by the item that names it; `least` where there are weaker ones."""
    plans = tuple(each for each in facts.of_series(series) if facts.works[each]["complete"])
    names = tuple(item for _, item in chosen)
    held = [
        each for row, _ in chosen for each in rows_of[str(row["thread_id"])].values() if each["presence"] in PRESENT
    ]
    odds = [each for row, _ in chosen if (each := number(row["probability"])) is not None]
    return Claim(
        claim_id=f"every/{series}/{how}",
        part="held",
        kind="every_least" if least else "every",
        works=plans,
        statistic=Statistic("items", len(names)),
        verdict="read",
        gaps={"series": Code(series), "n": Count(len(names)), "items": Items(names, 5),
              "plans": Plans(plans, MOST_LISTS), "sure": Sure(how)},
        n=len(names),
        strength=how,
        **(whose(chosen[0][0]) | {"probability": min(odds) if odds else None}),
        weight=(8 + min(len(names), 5) * 0.3) * CERTAIN[how],
        evidence=ground([item for each in held for item in each["items"]]),
        counter=ground([item for each in held if each["presence"] == "within" for item in each["items"]]),
    )  # fmt: skip


def _nowhere(facts: Facts) -> Iterator[Claim]:
    """Of the themes that no complete list of their series lacks, the families of which every compared list does."""
    table = facts.table("threads")
    through = dict.fromkeys(through_every_cycle(table)["thread_id"])
    rows_of = {thread: rows for (thread,), rows in by(table, "thread_id") if thread in through}
    for thread, rows in rows_of.items():
        own = {str(row["work_id"]): row for row in rows if row["own"] and row["presence"] in PRESENT}
        last = own[[work for work in facts.works if work in own][-1]]
        other = [
            row for row in rows if not row["own"] and row["presence"] != "unknown" and row["work_id"] in facts.works
        ]
        family = {str(row["work_id"]): str(facts.works[str(row["work_id"])]["family"]) for row in other}
        for name in dict.fromkeys(family[work] for work in facts.works if work in family):
            mine = [row for row in other if family[str(row["work_id"])] == name]
            works = [work for work in facts.works if family.get(work) == name]
            items = [str(item) for row in own.values() for item in row["items"]]
            silent = [work for work in facts.works if facts.works[work]["family"] == name and work not in works]
            if all(row["presence"] == "absent" for row in mine) and not any(
                facts.doubtful(items, each) for each in silent
            ):
                yield Claim(
                    claim_id=f"nowhere/{thread}/{name}",
                    part="held",
                    kind="nowhere",
                    works=tuple(works),
                    statistic=Statistic("lists", 0, len(works)),
                    verdict="read",
                    gaps={"item": Items((str(last["items"][0]),)), "plans": Plans(tuple(works), MOST_LISTS),
                          "n": Count(len(works))},
                    n=len(works),
                    weight=IN_FULL_ONLY,
                    evidence=ground(items, works),
                )  # fmt: skip


def _kept(pair: tuple[str, str], facts: Facts) -> Iterator[Claim]:
    row, returning = facts.coverage.get(pair), facts.returning(pair)
    if row is None or row["n_declared"] < 2 or not returning or not telling(row):
        return
    kept = [(str(one), str(two)) for change in facts.changes(pair, "same", "renamed")
            for one in change["from_ids"] for two in change["to_ids"]]  # fmt: skip
    same = facts.top([one for one, two in kept if facts.same_heading(one, two)])
    in_some = facts.top([one for one, two in kept if facts.same_name(one, two)])
    named = in_some == same and any(facts.one_language(one, two) for one, two in kept)  # and no language says otherwise
    every = len(same) == len(returning)
    told = ("same_name.all", ()) if every else ("same_name.kept", (("same", Count(len(same))),))
    by_name = {str(each["origin"]) for each in facts.changes(pair) if each["from_ids"] and each["to_ids"]} == {""}
    how = "model" if row["origin"] == "model" and not by_name else "plain"
    n, k = int(row["n_declared"]), len(returning)
    fates = fates_of(facts.tops(pair[0]), facts.changes(pair), facts)
    parted = (fates["narrower"] | fates["parts"]) & set(returning)
    word = "only" if len(parted) == len(returning) == 1 else "one" if len(parted) == 1 else "many"
    partly = (f"in_part.{word}", (("m", Count(len(parted))),))
    unclear = len(fates["unknown"]) if facts.works[pair[1]]["complete"] else 0  # else that list is said not to be known
    yield Claim(
        claim_id=f"kept/{pair[0]}>{pair[1]}",
        part="held",
        kind="kept_all" if k == n else "kept",
        works=pair,
        statistic=Statistic("items found again", k, n),
        verdict="read",
        gaps={"a": Plan(pair[0]), "b": Plan(pair[1]), "n": Count(n), "k": Count(k),
              "same": Said((told,) if named else ()), "sure": Sure(how),
              "in_part": Said((partly,) if parted else ()), "unsaid": untold_of([(pair[0], unclear)]),
              "partial": partial(pair, facts)},
        n=k if k != n else None,
        strength=how,
        origin=str(row["origin"]),
        weight=(4.5 + 3 * facts.recency(pair[1]) - OF_A_ZONE * facts.is_local(pair[1])) * CERTAIN[how],
        evidence=ground([*returning, *facts.answering(returning, pair[1])]),
        counter=ground([each for each in facts.tops(pair[0]) if each not in returning]),
    )  # fmt: skip
