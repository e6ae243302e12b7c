"""What is not known: lists that are not whole, drafts, dates that nobody gives, texts that were not read."""

from __future__ import annotations

from collections.abc import Iterator

from kentering.claims.claim import Claim, Statistic
from kentering.claims.facts import Facts, ground
from kentering.claims.gaps import Count, Items, Plans
from kentering.cycles import NOT_FINAL, begin

MOST_NAMED = 12  # plans in one sentence; the rest is counted


def limits(facts: Facts) -> Iterator[Claim]:
    """Every claim on what cannot be told."""
    drafts = [work for work in facts.works if facts.works[work]["status"] in NOT_FINAL and not _superseded(work, facts)]
    listed = {str(row["work_id"]) for row in facts.items.values()}
    part = [work for work, row in facts.works.items() if not row["complete"] and work in listed]
    undated = [work for work, row in facts.works.items() if not row["adopted"] and _is_final(work, facts)]
    for kind, works, weight in (("drafts", drafts, 6.0), ("part_lists", part, 7.0), ("undated", undated, 3.0)):
        if works:
            yield _about(kind, works, weight)
    yield from _digests(facts)
    yield from _memory(facts)


def _is_final(work: str, facts: Facts) -> bool:
    return facts.works[work]["status"] not in NOT_FINAL


def _superseded(work: str, facts: Facts) -> bool:
    """Is there a final plan of the same series that began on the same day as a draft, or later?"""
    start, series = begin(facts.works[work]), facts.works[work]["series"]
    others = [row for each, row in facts.works.items() if row["series"] == series and _is_final(each, facts)]
    return start is not None and any(day >= start for row in others if (day := begin(row)))


def _about(kind: str, works: list[str], weight: float) -> Claim:
    return Claim(
        claim_id=f"limits/{kind}",
        part="unknown",
        kind=kind,
        works=tuple(works),
        statistic=Statistic("plans", len(works)),
        verdict="missing",
        gaps={"n": Count(len(works)), "plans": Plans(tuple(works), MOST_NAMED)},
        n=len(works),
        weight=weight,
        evidence=ground(works=works),
    )


def _digests(facts: Facts) -> Iterator[Claim]:
    documents = facts.table("documents")
    counted = documents[documents["text"] == "full"]
    read = set(counted["document_id"]) & set(facts.table("passages")["document_id"])
    full = [work for work in facts.works if work in set(counted.loc[counted["document_id"].isin(read), "work_id"])]
    pairs = [pair for pair in facts.neighbours if set(pair) <= set(full)]
    if not pairs:
        yield Claim(
            claim_id="limits/words",
            part="unknown",
            kind="no_words",
            works=tuple(full),
            statistic=Statistic("plans read in full", len(full), len(facts.works)),
            verdict="missing",
            weight=6.5,
        )


def _memory(facts: Facts) -> Iterator[Claim]:
    named = ("nl", "fr", "en")
    items = [
        item
        for item, row in facts.items.items()
        if any(row[f"name_{each}"] for each in named)
        and all(row[f"confidence_{each}"] == "memory" for each in named if row[f"name_{each}"])
    ]
    if items:
        yield Claim(
            claim_id="limits/memory",
            part="unknown",
            kind="memory",
            works=tuple(dict.fromkeys(str(facts.items[each]["work_id"]) for each in items)),
            statistic=Statistic("items", len(items), len(facts.items)),
            verdict="missing",
            gaps={"n": Count(len(items)), "items": Items(tuple(items), 3)},
            n=len(items),
            weight=2.5,
            evidence=ground(items),
        )
