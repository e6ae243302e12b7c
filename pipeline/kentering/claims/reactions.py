"""How late one level reacts to another: days from the plan beside which a plan was made to that plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kentering.claims.claim import Claim, Statistic
from kentering.claims.facts import Facts, ground, number, whole_days
from kentering.claims.gaps import Days, Gap, Plan, Said, Series

FEWEST_ALIKE = 2  # plans of a series of the same level, before it is said how late they were
MOST_SERIES = 8  # of one level, that are held against each other
LATEST = 3  # plans of a series of which a sentence says how late they were
AS_LONG = 0.75  # of the longest time that a plan of the higher series held beside a plan: another is then named too


def reactions(facts: Facts) -> Iterator[Claim]:
    """Per two series, how long before or after the plan beside which it was made each plan of the lower one came.

    Of two series of one level where there are at least two such plans: whether the second waits for the first. Not
    where many series stand side by side, as the plans of many countries, nor where all came on the same days, which
    has a sentence of its own.
    """
    crowded = {level for level, count in _series_by_level(facts).items() if count > MOST_SERIES}
    for a, b in series_pairs(facts):
        beside = [(low, found) for low in facts.of_series(b) if (found := _beside(low, a, facts))][-LATEST:]
        levels = {(facts.level(found[0].work), facts.level(low)) for low, found in beside}
        spans = [each for _, found in beside for each in found]
        if not beside or any(high > low for high, low in levels):
            continue
        alone = len(beside) < FEWEST_ALIKE or all(each.side == "same" for each in spans)
        if any(high == low and (high in crowded or alone) for high, low in levels):
            continue
        works = [work for low, found in beside for each in found for work in (each.work, low)]
        yield Claim(
            claim_id=f"reaction/{a}/{b}",
            part="followed",
            kind=_reaction(spans, whole=not _skipped([low for low, _ in beside], a, b, facts)),
            works=tuple(dict.fromkeys(works)),
            statistic=Statistic("days", spans[-1].low if spans[-1].low == spans[-1].high else None, None,
                                min(each.low for each in spans), max(each.high for each in spans)),
            verdict="dated",
            gaps={"a": Series(a), "b": Series(b),
                  "parts": Said(tuple(each.told(low) for low, found in beside for each in found))},
            weight=6.5 + min(len(spans), 3) * 0.4,
            evidence=ground(works=works),
            counter=ground(works=[each for each in works if facts.works[each]["valid_alternative"]]),
        )  # fmt: skip


def on_one_day(claim: Claim) -> set[tuple[str, str]]:
    """The two plans, the higher first, of each part of such a claim that says that they came on the same day."""
    parts = claim.gaps["parts"]
    told = [dict(gaps) for key, gaps in parts.parts if key == "part.same"] if isinstance(parts, Said) else []
    ends = [(gaps["a"], gaps["b"]) for gaps in told]
    return {(a.work_id, b.work_id) for a, b in ends if isinstance(a, Plan) and isinstance(b, Plan)}


def _series_by_level(facts: Facts) -> Counter[int]:
    """How many series each level has."""
    return Counter(level for _, level in {(str(row["series"]), facts.level(work)) for work, row in facts.works.items()})


@dataclass(frozen=True)
class _Span:
    """A plan of the higher series, and the days from its adoption to the lower plan's, fewest and most."""

    work: str
    low: int
    high: int

    @property
    def side(self) -> str:
        """Which came first: after, before, same (day) or unclear."""
        if self.low == self.high == 0:
            return "same"
        if self.low < 0 < self.high:
            return "unclear"
        return "after" if self.high > 0 else "before"

    def told(self, lower: str) -> tuple[str, tuple[tuple[str, Gap], ...]]:
        """A key and its gaps."""
        plans: tuple[tuple[str, Gap], ...] = (("a", Plan(self.work)), ("b", Plan(lower)))
        if self.side == "unclear":
            return "part.unclear", (
                *plans,
                ("before", Days(-self.low, -self.low)),
                ("after", Days(self.high, self.high)),
            )
        days = whole_days(self.low, self.high)
        return f"part.{self.side}", (*plans, ("days", days)) if days else plans


def _reaction(spans: list[_Span], *, whole: bool) -> str:
    """The kind of sentence; that something is so each time only where no plan between is left out."""
    if len(spans) == 1:
        return "reaction_one"
    after, before = [each.low > 0 for each in spans], [each.high < 0 for each in spans]
    if any(after) and any(each.high <= 0 for each in spans):
        return "reaction_mixed"
    if whole and all(after):
        return "reaction_after"
    return "reaction_before" if whole and all(before) else "reaction"


def _skipped(told: list[str], a: str, b: str, facts: Facts) -> bool:
    """Is there, after the first plan told of, another that ran beside one of the higher series and is not told of?"""
    lower = facts.of_series(b)
    later = [each for each in lower[lower.index(told[0]) :] if each not in told]
    return any(facts.days_shared(high, low) for low in later for high in facts.of_series(a))


def _beside(low: str, series: str, facts: Facts) -> list[_Span]:
    """The plan of a higher series made for most of a plan's own years, and the days from its adoption to this one's.

    Where another was made for nearly as many of them, that one too: which of them a plan answers is not for a day to
    decide. Years are those of the cycles: how long a plan was prolonged says nothing of what it answered. None where
    it is not known when the one with most years was adopted.
    """
    together = {high: facts.days_shared(high, low) for high in facts.of_series(series)}
    longest = max(together.values(), default=0)
    near = [high for high, days in together.items() if days and days >= AS_LONG * longest]
    found = []
    for high in near:
        row = facts.lags.get(frozenset((high, low)))
        if row is None or facts.adopted(high) is None or facts.adopted(low) is None:
            continue
        least, most = number(row["days_low"]), number(row["days_high"])
        if least is not None and most is not None:
            forward = row["to_work"] == low
            found.append(_Span(high, int(least if forward else -most), int(most if forward else -least)))
    known = {each.work for each in found}
    if not any(together[work] == longest for work in known):
        return []
    return sorted(found, key=lambda each: (-each.high, -each.low))


def series_pairs(facts: Facts) -> list[tuple[str, str]]:
    """Every two series above the zones, the one of the higher level first."""
    wide = list(dict.fromkeys(str(row["series"]) for row in facts.works.values() if row["level"] != "local"))
    return [(a, b) for place, a in enumerate(wide) for b in wide[place + 1 :]]
