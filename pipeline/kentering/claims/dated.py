"""When plans were adopted and in force: after which others, longer than their title says, with days between."""

from __future__ import annotations

from collections.abc import Iterator

from kentering.claims.claim import IN_FULL_ONLY, Claim, Statistic
from kentering.claims.facts import Facts, ground, number, whole_days
from kentering.claims.gaps import Day, Days, Gap, Plain, Plan, Said
from kentering.cycles import last_day

WHOLE = len("2016-06-07")


def dated(facts: Facts) -> Iterator[Claim]:
    """Every claim on the dates of plans."""
    yield from _adopted(facts)
    for work in facts.works:
        yield from _prolonged(work, facts)
        yield from _disputed(work, facts)
    yield from _gaps(facts)


def _adopted(facts: Facts) -> Iterator[Claim]:
    """Per plan, how long after or before the plans of a higher level that it was in force with it was adopted."""
    apart: dict[str, dict[str, tuple[int, int]]] = {}
    for row in facts.table("lags").to_dict("records"):
        low, high, together = (number(row[each]) for each in ("days_low", "days_high", "overlap_days"))
        ends = (str(row["from_work"]), str(row["to_work"]))
        if low is None or high is None or not set(ends) <= set(facts.works):
            continue
        if not (facts.days_shared(*ends) if together is None else together):
            continue
        if facts.level(ends[0]) < facts.level(ends[1]):
            apart.setdefault(ends[1], {})[ends[0]] = (int(low), int(high))
        elif facts.level(ends[1]) < facts.level(ends[0]):
            apart.setdefault(ends[0], {})[ends[1]] = (-int(high), -int(low))
    for work in facts.works:
        if others := {each: apart[work][each] for each in facts.works if each in apart.get(work, {})}:
            days = [each for span in others.values() for each in span]
            yield Claim(
                claim_id=f"adopted/{work}",
                part="followed",
                kind="adopted",
                works=(work, *others),
                statistic=Statistic("days", None, None, min(days), max(days)),
                verdict="dated",
                gaps={"b": Plan(work), "day": Day(str(facts.works[work]["adopted"])),
                      "parts": Said(tuple(_apart(other, *span) for other, span in others.items()), listed=True)},
                weight=IN_FULL_ONLY,
                evidence=ground(works=[work, *others]),
            )  # fmt: skip


def _apart(other: str, low: int, high: int) -> tuple[str, tuple[tuple[str, Gap], ...]]:
    """How far an adoption is from that of another plan: a key and its gaps."""
    if low == high == 0:
        return "apart.same", (("a", Plan(other)),)
    if low < 0 < high:
        return "apart.unclear", (("before", Days(-low, -low)), ("after", Days(high, high)), ("a", Plan(other)))
    least, most = sorted((abs(low), abs(high)))
    return f"apart.{'after' if high > 0 else 'before'}", (("days", Days(least, most)), ("a", Plan(other)))


def _prolonged(work: str, facts: Facts) -> Iterator[Claim]:
    row = facts.works[work]
    title_end, end = last_day(str(row["cycle_end"])), last_day(str(row["valid_to"]))
    if title_end is None or end is None or end <= title_end:
        return
    days = (end - title_end).days
    exact = len(str(row["valid_to"])) == WHOLE  # a period ends with the last day of its last year
    gaps: dict[str, Gap] = {"b": Plan(work), "end": Day(str(row["valid_to"])), "cycle": Plain(str(row["cycle"]))}
    yield Claim(
        claim_id=f"prolonged/{work}",
        part="followed",
        kind="prolonged_days" if exact else "prolonged",
        works=(work,),
        statistic=Statistic("days", days if exact else None, None, days, days),
        verdict="dated",
        gaps=gaps | {"days": Days(days, days)},
        weight=5 + min(days / 365, 3) * 0.8 + facts.recency(work),
        evidence=ground(works=[work]),
        counter=ground(works=[work] if row["valid_alternative"] else []),
    )


def _disputed(work: str, facts: Facts) -> Iterator[Claim]:
    row = facts.works[work]
    if row["valid_alternative"]:
        yield Claim(
            claim_id=f"disputed/{work}",
            part="unknown",
            kind="disputed",
            works=(work,),
            statistic=Statistic("ends of validity", 2),
            verdict="dated",
            gaps={"b": Plan(work), "end": Day(str(row["valid_to"])), "other": Day(str(row["valid_alternative"]))},
            weight=3 + facts.recency(work),
            evidence=ground(works=[work]),
        )


def _gaps(facts: Facts) -> Iterator[Claim]:
    for row in facts.table("lags").to_dict("records"):
        a, b = str(row["from_work"]), str(row["to_work"])
        one = a in facts.works and b in facts.works and facts.works[a]["series"] == facts.works[b]["series"]
        days, most = whole_days(row["gap_days"], row["gap_most"]), number(row["gap_most"])
        if not one or days is None or not most:
            continue
        sure = days.low > 0
        other = str(facts.works[a]["valid_alternative"])
        kind = ("gap_disputed" if other else "gap") if sure else "gap_perhaps"
        yield Claim(
            claim_id=f"gap/{a}>{b}",
            part="followed" if sure else "unknown",
            kind=kind,
            works=(a, b),
            statistic=Statistic("days", days.low if days.low == days.high else None, None, days.low, days.high),
            verdict="dated",
            gaps={"a": Plan(a), "b": Plan(b), "days": days if sure else Days(days.high, days.high),
                  "other": Day(other)},
            weight=({"gap": 4.5, "gap_disputed": 3.5}.get(kind, 1.5)) + min(most / 365, 3) * 0.5 + facts.recency(b),
            evidence=ground(works=[a, b]),
            counter=ground(works=[each for each in (a, b) if facts.works[each]["valid_alternative"]]),
        )  # fmt: skip
