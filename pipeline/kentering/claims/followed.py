"""Who followed whom, and how late: days between adoptions, what one list has of another, who had a theme first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kentering.claims.claim import CERTAIN, IN_FULL_ONLY, Claim, Statistic
from kentering.claims.facts import PRESENT, Facts, Row, ground, strength
from kentering.claims.gaps import Count, Day, Items, Part, Plan, Said, Series, Sure, Times
from kentering.claims.reactions import on_one_day, reactions, series_pairs
from kentering.claims.unsaid import partial, telling, unsaid
from kentering.cycles import NOT_FINAL

FEWEST_ITEMS = 2  # of a list, before it is said how many of them another has
FEWEST_THEMES = 3  # taken up later by one series, before it is said who leads


def followed(facts: Facts) -> Iterator[Claim]:
    """Every claim on who followed whom."""
    told = list(reactions(facts))
    said = {pair for claim in told for pair in on_one_day(claim)}
    yield from (
        each for each in _same_day(facts) if not set(zip(each.works[::2], each.works[1::2], strict=True)) <= said
    )
    yield from told
    yield from _alignments(facts)
    yield from _leads(facts)


def _same_day(facts: Facts) -> Iterator[Claim]:
    for a, b in series_pairs(facts):
        rows = [row for row in facts.table("lags").to_dict("records") if row["order"] == "same day"]
        pairs = [each for row in rows if (each := _ends(row, a, b, facts))]
        exact = [pair for pair in pairs if all(_to_the_day(facts.works[each]) for each in pair)]
        if not exact:
            continue
        days = list(dict.fromkeys(str(facts.works[pair[0]]["adopted"]) for pair in exact))
        told = tuple(("part.day", (("day", Day(day)),)) for day in days)
        works = [each for pair in exact for each in pair]
        yield Claim(
            claim_id=f"same-day/{a}/{b}",
            part="followed",
            kind="same_day",
            works=tuple(works),
            statistic=Statistic("days", 0, None, 0, 0),
            verdict="dated",
            gaps={"a": Series(a), "b": Series(b), "n": Count(len(days)), "days": Said(told)},
            n=len(days),
            weight=7.5,
            evidence=ground(works=works),
            counter=ground(works=[each for each in facts.of_series(a) + facts.of_series(b) if each not in works]),
        )


def _to_the_day(work: Row) -> bool:
    """Is a plan's adoption known to the day?"""
    return len(str(work["adopted"])) == len("2016-06-07") and work["date_precision"] in ("", "day")


def _ends(row: Row, a: str, b: str, facts: Facts) -> tuple[str, str] | None:
    """The plans of a row, the one of series a first; none where they are of other series."""
    ends = (str(row["from_work"]), str(row["to_work"]))
    series = tuple(str(facts.works[each]["series"]) if each in facts.works else "" for each in ends)
    return ends if series == (a, b) else ends[::-1] if series == (b, a) else None


def _alignments(facts: Facts) -> Iterator[Claim]:
    """What two plans that held at one time have of each other."""
    for row in facts.table("overlaps").to_dict("records"):
        pair = (str(row["from_work"]), str(row["to_work"]))
        if not set(pair) <= set(facts.works) or not row["n_from"] or not row["n_to"]:
            continue
        a, b = pair
        cover, back = facts.coverage[pair], facts.coverage[pair[::-1]]
        nothing = not row["found_from"]
        open_ended = nothing and not facts.works[b]["complete"]  # what is not known of its list may hold them all
        if not telling(cover, back) or (len(cover["untold"]) and nothing) or open_ended:
            continue
        how = "model" if cover["origin"] == "model" else "plain"
        local = any(facts.works[each]["level"] == "local" for each in pair)
        common = [each for each in facts.tops(a) if each not in set(row["only_from"])]
        final = not any(facts.works[each]["status"] in NOT_FINAL for each in pair)
        whole = all(facts.works[each]["complete"] for each in pair)
        weight = 4.5 + 3 * facts.recency(b) + 1.5 * whole + (0 if local else 1) + (0.5 if final else 0)
        n, k = int(row["n_from"]), int(row["found_from"])
        kind = _alignment(k, n, int(row["found_to"]))
        yield Claim(
            claim_id=f"alignment/{a}/{b}",
            part="followed",
            kind=kind,
            works=pair,
            statistic=Statistic("items of the first found in the second", k, n),
            verdict="read",
            gaps={"a": Plan(a), "b": Plan(b), "n": Count(n), "k": Count(k),
                  "back": Part(int(row["found_to"]), int(row["n_to"])), "sure": Sure(how),
                  "weak": _weak(pair, cover, facts), "unsaid": unsaid(cover, back), "partial": partial(pair, facts)},
            n=k if kind == "alignment" else None,
            strength=how,
            origin=str(cover["origin"]),
            weight=weight * CERTAIN[how] if n >= FEWEST_ITEMS else IN_FULL_ONLY,
            evidence=ground([*common, *facts.answering(common, b)]),
            counter=ground([*row["only_from"], *row["only_to"]]),
        )  # fmt: skip


def _weak(pair: tuple[str, str], cover: Row, facts: Facts) -> Said:
    """How many more items of the first plan have nothing but ties too weak to count; nothing where none has."""
    left = set(cover["uncovered"]) - set(cover["untold"])
    ends = [str(each) for two in (pair, pair[::-1]) for row in facts.changes(two, "unknown")
            for each in (*row["from_ids"], *row["to_ids"])]  # fmt: skip
    m = len(left & {facts.top_of(each) for each in ends})
    word = "weak" if cover["n_covered"] else "weak_none"
    return Said(((f"{word}.{'one' if m == 1 else 'many'}", (("m", Count(m)),)),) if m else ())


def _alignment(found: int, n: int, back: int) -> str:
    """The kind of sentence on how many of a list's items another list has."""
    if n == 1:
        return "alignment_only" if found else "alignment_only_none"
    if not found:
        return "alignment_back" if back else "alignment_none"
    return "alignment_all" if found == n else "alignment"


def _leads(facts: Facts) -> Iterator[Claim]:
    """Per two series, themes that one took up after the other had them: only where a whole list lacked them before."""
    rows_of: dict[str, list[dict[Any, Any]]] = {}
    for row in facts.table("threads").to_dict("records"):
        rows_of.setdefault(str(row["thread_id"]), []).append(row)
    for a, b in series_pairs(facts):
        later = {(x, y): _taken_up(x, y, rows_of, facts) for x, y in ((a, b), (b, a))}
        first, second = later[a, b], later[b, a]
        if len(first) + len(second) < FEWEST_THEMES:
            if facts.level(facts.of_series(b)[0]) <= 2 and _beside_each_other(a, b, facts):
                yield _nobody_leads(a, b, (*first, *second), facts)
            continue
        leader, follower, ahead, behind = (a, b, first, second) if len(first) >= len(second) else (b, a, second, first)
        kind = "lead_tie" if len(ahead) == len(behind) else "lead" if behind else "lead_only"
        yield Claim(
            claim_id=f"lead/{a}/{b}",
            part="followed",
            kind=kind,
            works=tuple(dict.fromkeys(work for each in (*ahead, *behind) for work in each[:2])),
            statistic=Statistic("themes", len(ahead), len(ahead) + len(behind)),
            verdict="read",
            gaps={"a": Series(leader), "b": Series(follower), "n": Count(len(ahead)), "times": Times(len(behind)),
                  "items": Items(tuple(each[2] for each in ahead), 3), "sure": Sure("model")},
            n=len(ahead),
            strength="model",
            origin="model",
            weight=(7 + min(len(ahead) - len(behind), 6) * 0.4) * 0.9,
            evidence=ground([item for each in ahead for item in each[2:]]),
            counter=ground([item for each in behind for item in each[2:]]),
        )  # fmt: skip


def _beside_each_other(a: str, b: str, facts: Facts) -> bool:
    """Have two series at least two plans each of which the lists were compared?"""
    pairs = [(x, y) for x in facts.of_series(a) for y in facts.of_series(b)]
    compared = [pair for pair in pairs if pair in facts.coverage or pair[::-1] in facts.coverage]
    return min(len({x for x, _ in compared}), len({y for _, y in compared})) > 1


def _nobody_leads(a: str, b: str, few: tuple[Any, ...], facts: Facts) -> Claim:
    works = [*facts.of_series(a), *facts.of_series(b)]
    return Claim(
        claim_id=f"lead/{a}/{b}",
        part="unknown",
        kind="lead_unknown",
        works=tuple(works),
        statistic=Statistic("themes", len(few)),
        verdict="missing",
        gaps={"a": Series(a), "b": Series(b)},
        weight=4.5 if facts.level(works[0]) == facts.level(works[-1]) else 3.5,
        evidence=ground([item for each in few for item in each[2:]], works),
    )


def _taken_up(leader: str, follower: str, rows_of: dict[str, list[dict[Any, Any]]], facts: Facts) -> list[Any]:
    """Themes that a whole list of the follower lacked, that the leader then had, and that the follower took up later.

    Of each: the leader's plan, the follower's plan, the follower's item, the leader's item.
    """
    found = []
    for rows in rows_of.values():
        if rows[0]["series"] != follower:
            continue
        here = {str(row["work_id"]): row for row in rows}
        mine, lacked = None, False
        for work in facts.of_series(follower):
            presence = str(here[work]["presence"]) if work in here else "unknown"
            lacked = lacked or (presence == "absent" and bool(facts.works[work]["complete"]))
            if presence in PRESENT:
                mine = work
                break
        if mine is None or not lacked or facts.adopted(mine) is None or here[mine]["presence"] != "named":
            continue
        had = [
            (facts.adopted(work), work)
            for work in facts.of_series(leader)
            if work in here and here[work]["presence"] == "named" and strength(here[work]) != "possible"
            and facts.adopted(work) is not None and facts.adopted(work) < facts.adopted(mine)
        ]  # fmt: skip
        if had:
            theirs = min(had)[1]
            found.append((theirs, mine, str(here[mine]["items"][0]), str(here[theirs]["items"][0])))
    return found
