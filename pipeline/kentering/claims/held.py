"""What held: items that every list has, lists that largely stay, items that others lack."""

from __future__ import annotations

from collections.abc import Iterator

from kentering.claims.changed import whose
from kentering.claims.claim import CERTAIN, IN_FULL_ONLY, Claim, Statistic
from kentering.claims.facts import PRESENT, Facts, by, ground, number, strength
from kentering.claims.gaps import Code, Count, Family, Items, Plan, Plans, Said, Sure
from kentering.match import through_every_cycle

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
    rows_of = {thread: rows for (thread,), rows in by(own, "thread_id")}
    groups: dict[tuple[str, str], list[dict[object, object]]] = {}
    for row in through.to_dict("records"):
        groups.setdefault((str(row["series"]), strength(row)), []).append(dict(row))
    for (series, how), rows in groups.items():
        latest: list[str] = []
        kept: list[dict[object, object]] = []
        ground_items, loose = [], []
        told: set[str] = set()  # an item of two threads counts once
        plans = [each for each in facts.of_series(series) if facts.works[each]["complete"]]
        for row in rows:
            mine = {str(each["work_id"]): each for each in rows_of[str(row["thread_id"])]}
            has = [each for each in facts.of_series(series) if each in mine and mine[each]["presence"] in PRESENT]
            named = [each for each in has if each in plans and mine[each]["presence"] == "named"]
            own_items = {str(item) for each in named for item in mine[each]["items"]}
            if not named or own_items & told:
                continue
            told |= own_items
            kept.append(row)
            latest.append(str(mine[named[-1]]["items"][0]))
            ground_items += [item for each in has for item in mine[each]["items"]]
            loose += [item for each in has if mine[each]["presence"] == "within" for item in mine[each]["items"]]
        if not latest:
            continue
        odds = [each for row in kept if (each := number(row["probability"])) is not None]
        yield Claim(
            claim_id=f"every/{series}/{how}",
            part="held",
            kind="every",
            works=tuple(plans),
            statistic=Statistic("items", len(latest)),
            verdict="read",
            gaps={"series": Code(series), "n": Count(len(latest)), "items": Items(tuple(latest), 5),
                  "plans": Plans(tuple(plans), MOST_LISTS), "sure": Sure(how)},
            n=len(latest),
            strength=how,
            **(whose(kept[0]) | {"probability": min(odds) if odds else None}),
            weight=(8 + min(len(latest), 5) * 0.3) * CERTAIN[how],
            evidence=ground(ground_items),
            counter=ground(loose),
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
            if all(row["presence"] == "absent" for row in mine):
                yield Claim(
                    claim_id=f"nowhere/{thread}/{name}",
                    part="held",
                    kind="nowhere",
                    works=tuple(works),
                    statistic=Statistic("lists", 0, len(works)),
                    verdict="read",
                    gaps={"item": Items((str(last["items"][0]),)), "family": Family(name), "n": Count(len(works))},
                    n=len(works),
                    weight=IN_FULL_ONLY,
                    evidence=ground([item for row in own.values() for item in row["items"]], works),
                )


def _kept(pair: tuple[str, str], facts: Facts) -> Iterator[Claim]:
    row = facts.coverage.get(pair)
    if row is None or row["n_declared"] < 2 or not row["n_covered"]:
        return
    kept = [(str(one), str(two)) for change in facts.changes(pair, "same", "renamed")
            for one in change["from_ids"] for two in change["to_ids"]]  # fmt: skip
    same = facts.top([one for one, two in kept if facts.same_heading(one, two)])
    named = any(facts.one_language(one, two) for one, two in kept)
    names = (("same_name.kept", (("same", Count(len(same))),)),) if named else ()
    covered = [each for each in facts.tops(pair[0]) if each not in set(row["uncovered"])]
    how = "model" if row["origin"] == "model" else "plain"
    n, k = int(row["n_declared"]), int(row["n_covered"])
    yield Claim(
        claim_id=f"kept/{pair[0]}>{pair[1]}",
        part="held",
        kind="kept_all" if k == n else "kept",
        works=pair,
        statistic=Statistic("items found again", k, n),
        verdict="read",
        gaps={"a": Plan(pair[0]), "b": Plan(pair[1]), "n": Count(n), "k": Count(k), "same": Said(names),
              "sure": Sure(how)},
        n=k if k != n else None,
        strength=how,
        origin=str(row["origin"]),
        weight=(4.5 + 3 * facts.recency(pair[1])) * CERTAIN[how],
        evidence=ground(covered),
        counter=ground(row["uncovered"]),
    )  # fmt: skip
