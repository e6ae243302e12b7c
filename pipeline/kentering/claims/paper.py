"""What may have remained paper: what a plan declares and does not name, how much binds, how it is held to its word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from kentering.claims.claim import IN_FULL_ONLY, Claim, Statistic
from kentering.claims.declared import declared
from kentering.claims.facts import Facts, ground, number
from kentering.claims.gaps import Count, Plan, Share
from kentering.cycles import NOT_FINAL

FEWEST = 10  # sentences of a text, before it is said how many of them bind
ENOUGH = 50  # sentences, before a part of them is given as a percentage with its interval

# What is worth a sentence: an aspect and a value of the table of commitment, and the weight of saying it.
ASKED = {
    ("modality", "obligation"): 6.0,
    ("arrangement", "evaluation"): 6.0,
    ("arrangement", "means"): 5.5,
    ("concrete", "indicator"): 5.0,
}


def paper(facts: Facts) -> Iterator[Claim]:
    """Every claim on what full texts bind themselves to, and name or leave out of what they declare."""
    yield from declared(facts)
    table = getattr(facts.study, "commitment", None)
    if table is None:
        return
    whole = table[(table["scope"] == "work") & (table["text"] == "full")]
    told = _told_of({str(row["work_id"]): int(row["n_sentences"]) for row in whole.to_dict("records")}, facts)
    for row in whole.to_dict("records"):
        key = (str(row["aspect"]), str(row["value"]))
        if key in ASKED and row["n_sentences"] >= FEWEST and row["work_id"] in facts.works:
            yield _said(row, ASKED[key] if row["work_id"] == told else 0.0, facts)


def _told_of(lengths: dict[str, int], facts: Facts) -> str:
    """The one plan of which a brief tells it: long enough if any is, a final one, of the highest level, the latest."""
    known = [each for each in lengths if each in facts.works and lengths[each] >= FEWEST]
    return max(known, default="", key=lambda each: (
        lengths[each] >= ENOUGH, facts.works[each]["status"] not in NOT_FINAL, not facts.is_local(each),
        facts.recency(each), -facts.level(each), each,
    ))  # fmt: skip


def _said(row: dict[Any, Any], weight: float, facts: Facts) -> Claim:
    work, value, n = str(row["work_id"]), str(row["value"]), int(row["n_said"])
    said, every = _sentences(work, row, facts), int(row["n_sentences"])
    counted = value != "obligation" or every < ENOUGH
    kind = f"bound_{value}" if counted else "bound_obligation_share"
    return Claim(
        claim_id=f"bound/{work}/{value}",
        part="paper",
        kind=kind if n else f"bound_{value}_none",
        works=(work,),
        statistic=Statistic(f"sentences: {value}", n, every) if every < ENOUGH else Statistic(
            f"share of sentences: {value}", number(row["share"]), None, number(row["share_low"]),
            number(row["share_high"]),
        ),
        verdict="counted",
        gaps={"b": Plan(work), "n": Count(n), "all": Count(every), "share": Share(row["share"]),
              "low": Share(row["share_low"]), "high": Share(row["share_high"])},
        n=n if n and counted else None,
        weight=weight + 2 * facts.recency(work) if weight else IN_FULL_ONLY,
        evidence=ground(works=[work], passages=list(said), said=said),
    )  # fmt: skip


def _sentences(work: str, row: dict[Any, Any], facts: Facts, most: int = 2) -> dict[str, str]:
    """The first sentences of a plan that say it, one of each passage, under the names of the passages."""
    sentences: pd.DataFrame | None = getattr(facts.study, "commitments", None)
    if sentences is None:
        return {}
    mine = sentences[(sentences["work_id"] == work) & (sentences["text"] == "full")]
    aspect, value = str(row["aspect"]), str(row["value"])
    if aspect == "modality":
        says = mine["modality"] == value
    elif aspect == "arrangement":
        says = mine["arrangements"].map(lambda each: value in list(each))
    else:
        says = mine["indicator"].astype(bool)
    first = mine[says.astype(bool)].drop_duplicates("passage_id").head(most)
    return {str(passage): str(said) for passage, said in zip(first["passage_id"], first["said"], strict=True)}
