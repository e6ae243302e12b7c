"""What changed: items that are new or gone, names that come back, kinds that changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kentering.claims.claim import CERTAIN, Claim, Statistic
from kentering.claims.facts import PRESENT, Facts, by, ground, number, strength
from kentering.claims.gaps import Count, Days, Items, Kind, Plan, Plans, Sure
from kentering.cycles import begin

OF_A_ZONE = 2.0  # less is what one zone changes worth, beside plans of the whole country
SWINGS = {"gone and back": 9.0, "split and merged": 7.0, "merged and split": 7.0, "renamed and back": 5.0}


def changed(facts: Facts) -> Iterator[Claim]:
    """Every claim on what changed in declared lists."""
    for pair in facts.neighbours:
        yield from _fates(pair, facts)
        yield from _statuses(pair, facts)
    yield from _swings(facts)
    yield from _firsts(facts)


def _fates(pair: tuple[str, str], facts: Facts) -> Iterator[Claim]:
    before, after = pair
    for kind, side, here, there in (("new", "to_ids", after, before), ("dropped", "from_ids", before, after)):
        rows = facts.changes(pair, kind)
        items = facts.top([each for row in rows for each in row[side]])
        if not items:
            continue
        how = "model" if any(row["origin"] == "model" for row in rows) else "plain"
        yield Claim(
            claim_id=f"{kind}/{before}>{after}",
            part="changed",
            kind=kind,
            works=pair,
            statistic=Statistic("items", len(items), len(facts.tops(here))),
            verdict="read",
            gaps={"a": Plan(before), "b": Plan(after), "n": Count(len(items)), "items": Items(tuple(items)),
                  "sure": Sure(how)},
            n=len(items),
            strength=how,
            origin=str(rows[0]["origin"]),
            weight=(5 + min(len(items), 5) * 0.4 + 3 * facts.recency(after) - OF_A_ZONE * facts.is_local(after))
            * CERTAIN[how],
            evidence=ground(items),
            counter=ground(facts.doubtful(items, there)),
        )  # fmt: skip


def _statuses(pair: tuple[str, str], facts: Facts) -> Iterator[Claim]:
    table = facts.table("status_changes")
    rows = table[(table["from_work"] == pair[0]) & (table["to_work"] == pair[1]) & ~table["frame"].astype(bool)]
    for row in rows.to_dict("records"):
        how = strength(row)
        rises = row["to_kind"] == "priority"
        yield Claim(
            claim_id=f"status/{row['from_id']}>{row['to_id']}",
            part="changed",
            kind="status_renamed" if row["relation"] == "renamed" else "status",
            works=pair,
            statistic=Statistic("items", 1),
            verdict="read",
            gaps={"a": Plan(pair[0]), "b": Plan(pair[1]), "before": Items((row["from_id"],)),
                  "after": Items((row["to_id"],)), "was": Kind(row["from_kind"]), "is": Kind(row["to_kind"]),
                  "sure": Sure(how)},
            strength=how,
            **whose(row),
            weight=(4 + 2 * rises + 2 * facts.recency(pair[1])) * CERTAIN[how],
            evidence=ground([row["from_id"], row["to_id"]]),
            counter=ground(facts.doubtful([str(row["to_id"])], pair[0])[:3]),
        )  # fmt: skip


def _swings(facts: Facts) -> Iterator[Claim]:
    for row, vias in _first_returns(facts):
        how, kind = strength(row), str(row["kind"])
        first, to, via_ids = str(row["from_work"]), str(row["to_work"]), tuple(str(each) for each in row["via_ids"])
        if kind == "split and merged" and len(via_ids) == 1 and {"split", "merged"} & set(row["neighbours"]):
            continue  # one piece of several came back: that is neither a theme made whole again nor one that shrank
        bend = "" if facts.same_name(str(row["from_id"]), str(row["to_id"])) else "_renamed"
        narrowed = "_narrowed" if kind == "split and merged" and len(via_ids) == 1 else ""
        yield Claim(
            claim_id=f"{kind.replace(' ', '-')}/{row['from_id']}>{row['to_id']}",
            part="changed",
            kind=f"swing_{kind.replace(' ', '_')}{narrowed}{bend}",
            works=(first, *vias, to),
            statistic=Statistic("plans between", len(vias)),
            verdict="read",
            gaps={"first": Plan(first), "via": Plans(tuple(vias)), "to": Plan(to), "via_items": Items(via_ids),
                  "item": Items((str(row["from_id"]),)), "later": Items((str(row["to_id"]),)), "sure": Sure(how)},
            n=len(vias) if kind == "gone and back" else None,
            strength=how,
            **whose(row),
            weight=(SWINGS[kind] + 2 * facts.recency(to)) * CERTAIN[how],
            evidence=ground([row["from_id"], row["to_id"]]),
            counter=ground(via_ids, vias),
        )  # fmt: skip


def _first_returns(facts: Facts) -> list[tuple[dict[Any, Any], list[str]]]:
    """Of each item that swings the first plan in which it is back, with the plans between that tell it otherwise.

    Where several earlier plans lead to one return, the earliest stands for them.
    """
    order = list(facts.works)
    found = []
    for (kind, _), rows in by(facts.table("oscillations"), "kind", "from_id"):
        first = min(order.index(str(row["to_work"])) for row in rows)
        back = [row for row in rows if order.index(str(row["to_work"])) == first]
        vias = [str(row["via_work"]) for row in (back if kind == "gone and back" else back[:1])]
        found.append((back[0], vias))
    by_return = {(str(row["kind"]), str(row["to_id"])): (row, vias) for row, vias in reversed(found)}
    return list(by_return.values())[::-1]


def _firsts(facts: Facts) -> Iterator[Claim]:
    """Items that no earlier plan of their series had, by whether a plan of another series had them before."""
    own = facts.table("threads")[facts.table("threads")["own"].astype(bool)]
    others = facts.table("threads")[~facts.table("threads")["own"].astype(bool)]
    elsewhere = {thread: rows for (thread,), rows in by(others, "thread_id")}
    news: dict[str, list[str]] = {}
    for (thread, series), rows in by(own, "thread_id", "series"):
        found = _opening(rows, facts.of_series(series))
        if found is None or not _is_new(found, facts):
            continue
        earlier = _earlier(found, elsewhere.get(thread, []), facts)
        if earlier:
            yield _borrowed(found, earlier, facts)
        elif not _elsewhere_before(found, elsewhere.get(thread, []), facts):
            news.setdefault(str(found["work_id"]), []).extend(str(each) for each in found["items"])
    for work, items in news.items():
        tops = [
            each for each in facts.top(items)
            if facts.items[each]["kind"] != "dimension" and not _in_a_zone_before(each, work, facts)
        ]  # fmt: skip
        if tops and facts.of_series(str(facts.works[work]["series"])).index(work) > 1:
            yield _really_new(work, tops, facts)


def _is_new(found: dict[Any, Any], facts: Facts) -> bool:
    """Is what opens a theme new beside the plan just before as well? Items are tied one pair of plans at a time."""
    work = str(found["work_id"])
    before = next((one for one, two in facts.neighbours if two == work), "")
    new = {str(each) for row in facts.changes((before, work), "new") for each in row["to_ids"]}
    return {str(each) for each in found["items"]} <= new


def _opening(rows: list[dict[Any, Any]], order: list[str]) -> dict[Any, Any] | None:
    """The first plan of a series that names a theme, if every plan before it is known to lack it."""
    known = {str(row["work_id"]): row for row in rows}
    for place, work in enumerate(order):
        presence = str(known[work]["presence"]) if work in known else "unknown"
        if presence == "named":
            return known[work] if place else None
        if presence != "absent":
            return None
    return None


def _earlier(found: dict[Any, Any], rows: list[dict[Any, Any]], facts: Facts) -> dict[Any, Any] | None:
    """The first plan of another series that had the theme before this one was adopted."""
    mine = facts.adopted(str(found["work_id"]))
    if mine is None:
        return None
    had = [row for row in rows if row["presence"] in PRESENT and strength(row) != "possible"]
    dated = [(day, row) for row in had if (day := facts.adopted(str(row["work_id"]))) and day < mine]
    return min(dated, key=lambda each: each[0])[1] if dated else None


def _elsewhere_before(found: dict[Any, Any], rows: list[dict[Any, Any]], facts: Facts) -> bool:
    """May a plan of another series whose date of adoption is not known have had the theme before?"""
    mine = begin(facts.works[str(found["work_id"])])
    others = [facts.works[str(row["work_id"])] for row in rows if row["presence"] in PRESENT]
    return any(day is None or mine is None or day <= mine for day in map(begin, others))


def _in_a_zone_before(item: str, work: str, facts: Facts) -> bool:
    """Is the item tied to one of an earlier local plan with which its list was compared?"""
    mine = begin(facts.works[work])
    local = [each for each in facts.works if facts.is_local(each)]
    earlier = [each for each in local if (day := begin(facts.works[each])) and mine and day < mine]
    return any(facts.answering([item], each) for each in earlier)


def _borrowed(found: dict[Any, Any], earlier: dict[Any, Any], facts: Facts) -> Claim:
    to, other, how = str(found["work_id"]), str(earlier["work_id"]), strength(earlier)
    days = (facts.adopted(to) - facts.adopted(other)).days
    within = earlier["presence"] == "within"
    return Claim(
        claim_id=f"borrowed/{found['items'][0]}<{other}",
        part="followed",
        kind="borrowed_within" if within else "borrowed",
        works=(other, to),
        statistic=Statistic("days", days),
        verdict="read",
        gaps={"b": Plan(to), "a": Plan(other), "item": Items(tuple(found["items"]), 1), "days": Days(days, days),
              "theirs": Items(tuple(earlier["items"]), 2), "sure": Sure(how)},
        strength=how,
        **whose(earlier),
        weight=(6.5 + 2 * facts.recency(to) - 2 * within) * CERTAIN[how],
        evidence=ground([*found["items"], *earlier["items"]], [other, to]),
    )  # fmt: skip


def _really_new(work: str, items: list[str], facts: Facts) -> Claim:
    series = facts.of_series(str(facts.works[work]["series"]))
    before = series[: series.index(work)]
    weak = [each for other in before for each in facts.doubtful(items, other)]
    by_model = any(facts.coverage.get((work, other), {}).get("origin") != "person" for other in before)
    how = "model" if by_model else "plain"
    return Claim(
        claim_id=f"first/{work}",
        part="changed",
        kind="first",
        works=(*before, work),
        statistic=Statistic("items", len(items), len(facts.tops(work))),
        verdict="read",
        gaps={
            "b": Plan(work),
            "n": Count(len(items)),
            "items": Items(tuple(items)),
            "k": Count(len(before)),
            "sure": Sure(how),
        },
        n=len(items),
        strength=how,
        origin="model" if by_model else "person",
        weight=(6 + 3 * facts.recency(work)) * CERTAIN[how],
        evidence=ground(items),
        counter=ground(weak[:6], before),
    )


def whose(row: Any) -> dict[str, Any]:  # noqa: ANN401  (a row)
    """On whose word a row of links rests."""
    odds = number(row.get("probability"))
    return {"certainty": str(row["certainty"]), "probability": odds, "origin": str(row["origin"])}
