"""What may have remained paper: how much of a plan binds anybody, and what it arranges to be held to its word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from kentering.claims.claim import IN_FULL_ONLY, Claim, Statistic
from kentering.claims.facts import Facts, ground, number
from kentering.claims.gaps import Count, Plan, Share
from kentering.cycles import NOT_FINAL

FEWEST = 10  # sentences of a text, before it is said how many of them bind

# What is worth a sentence: an aspect and a value of the table of commitment, and the weight of saying it.
ASKED = {
    ("modality", "obligation"): 6.0,
    ("arrangement", "evaluation"): 6.0,
    ("arrangement", "means"): 5.5,
    ("concrete", "indicator"): 5.0,
}


def paper(facts: Facts) -> Iterator[Claim]:
    """Every claim on what full texts bind themselves to; none where no text was read in full."""
    table = getattr(facts.study, "commitment", None)
    if table is None:
        return
    whole = table[(table["scope"] == "work") & (table["text"] == "full")]
    latest = _latest(sorted({str(work) for work in whole["work_id"]} & set(facts.works)), facts)
    for row in whole.to_dict("records"):
        key = (str(row["aspect"]), str(row["value"]))
        if key in ASKED and row["n_sentences"] >= FEWEST and row["work_id"] in facts.works:
            yield _said(row, ASKED[key] if row["work_id"] in latest else 0.0, facts)


def _latest(works: list[str], facts: Facts) -> set[str]:
    """The last plan of each series, a final one where there is one: what a brief tells of all is of one plan."""
    ordered = sorted(works, key=lambda each: (facts.works[each]["status"] not in NOT_FINAL, facts.recency(each), each))
    return set({str(facts.works[each]["series"]): each for each in ordered}.values())


def _said(row: dict[Any, Any], weight: float, facts: Facts) -> Claim:
    work, value, n = str(row["work_id"]), str(row["value"]), int(row["n_said"])
    said = _sentences(work, row, facts)
    return Claim(
        claim_id=f"bound/{work}/{value}",
        part="paper",
        kind=f"bound_{value}" if n else f"bound_{value}_none",
        works=(work,),
        statistic=Statistic(
            f"share of sentences: {value}", number(row["share"]), None, number(row["share_low"]),
            number(row["share_high"]),
        ),
        verdict="counted",
        gaps={"b": Plan(work), "n": Count(n), "all": Count(int(row["n_sentences"])), "share": Share(row["share"]),
              "low": Share(row["share_low"]), "high": Share(row["share_high"])},
        n=n if n and value != "obligation" else None,
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
