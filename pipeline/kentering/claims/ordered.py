"""Printed orders: whether they are those of the alphabet, of an earlier plan or of the words, and so may be no rank."""

from __future__ import annotations

from collections.abc import Iterator

from kentering.claims.claim import IN_FULL_ONLY, Claim, Statistic
from kentering.claims.facts import Facts, Row, ground, number
from kentering.claims.gaps import Count, Gap, Language, Plan

LIKELY = 0.05  # the chance of so strong an order by accident from which on none is called found


def ordered(facts: Facts) -> Iterator[Claim]:
    """A claim for each test of a printed order with enough items; words of a digest are left out."""
    for row in facts.table("order").to_dict("records"):
        if number(row["tau"]) is not None and (row["against"] != "words" or row["with_id"] == "full"):
            yield _order(row, facts)


def _order(row: Row, facts: Facts) -> Claim:
    work, other, against = str(row["work_id"]), str(row["with_id"]), str(row["against"])
    low, high, p_value = (number(row[each]) for each in ("tau_low", "tau_high", "p_value"))
    if low is None or high is None or p_value is None or p_value >= LIKELY or low <= 0 <= high:
        verdict = "none"
    else:
        verdict = "same" if low > 0 else "opposite"
    gaps: dict[str, Gap] = {"b": Plan(work), "n": Count(int(row["n"]))}
    if other in facts.works:
        gaps["a"] = Plan(other)
    elif against == "alphabet":
        gaps["a"] = Language(other)
    tells = verdict == "same" and against in ("alphabet", "plan before")
    return Claim(
        claim_id=f"order/{against.replace(' ', '-')}/{work}/{other}",
        part="held",
        kind=f"order_{against.replace(' ', '_')}_{verdict}",
        works=(other, work) if other in facts.works else (work,),
        statistic=Statistic("tau", number(row["tau"]), None, low, high),
        verdict="counted",
        gaps=gaps,
        weight=3 + 2 * facts.recency(work) if tells else IN_FULL_ONLY,
        evidence=ground(facts.tops(work), [work]),
    )
