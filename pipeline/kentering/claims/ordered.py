"""Printed orders: whether they are those of the alphabet, of an earlier plan or of the words, and so may be no rank."""

from __future__ import annotations

from collections.abc import Iterator

from kentering.claims.claim import IN_FULL_ONLY, Claim, Statistic
from kentering.claims.facts import Facts, Row, ground, number
from kentering.claims.gaps import Count, Gap, Language, Plan

LIKELY = 0.05  # the share of false alarms among the orders called found, from which on none is called so

OF_PLANS = ("plan before", "earlier plan")


def ordered(facts: Facts) -> Iterator[Claim]:
    """A claim for each test of a printed order with enough items; words of a digest are left out.

    Many lists are tested in each way, so that chance alone finds some order: what is called found is what the
    correction of Benjamini and Hochberg (1995) leaves, over all lists tested in one way.
    """
    from scipy.stats import false_discovery_control

    tested = [
        row
        for row in facts.table("order").to_dict("records")
        if number(row["tau"]) is not None and (row["against"] != "words" or row["with_id"] == "full")
    ]
    for against in dict.fromkeys(row["against"] for row in tested):
        rows = [row for row in tested if row["against"] == against]
        chances = [1.0 if (p := number(row["p_value"])) is None else p for row in rows]
        for row, q_value in zip(rows, false_discovery_control(chances), strict=True):
            yield _order(row, float(q_value), facts)


def _order(row: Row, q_value: float, facts: Facts) -> Claim:
    work, other, against = str(row["work_id"]), str(row["with_id"]), str(row["against"])
    low, high = (number(row[each]) for each in ("tau_low", "tau_high"))
    if low is None or high is None or q_value >= LIKELY or low <= 0 <= high:
        verdict = "none"
    else:
        whole = "whole_" if against in OF_PLANS and abs(float(row["tau"])) == 1 else ""
        verdict = whole + ("same" if low > 0 else "opposite")
    gaps: dict[str, Gap] = {"b": Plan(work), "n": Count(int(row["n"]))}
    if other in facts.works:
        gaps["a"] = Plan(other)
    elif against == "alphabet":
        gaps["a"] = Language(other)
    tells = verdict.endswith("same") and against in ("alphabet", "plan before")
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
