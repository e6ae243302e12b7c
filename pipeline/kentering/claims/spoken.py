"""Words: how much of a plan a theme takes, and whether that changed. Only full texts carry a claim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from kentering.claims.claim import IN_FULL_ONLY, Claim, Statistic
from kentering.claims.facts import Facts, by, ground, number
from kentering.claims.gaps import Count, Plan, Points, Said, Share, Theme

PASSAGES = 3  # quoted on each side of a shift


def spoken(facts: Facts) -> Iterator[Claim]:
    """Every claim on the words of full texts; one on what cannot be told for each two plans."""
    broad = _broad(facts)
    table = facts.table("shifts")
    full = table[(table["text"] == "full") & table["theme_id"].isin(list(broad))]
    spent = full[(full["share_from"] > 0) | (full["share_to"] > 0)]
    for (before, after), rows in by(spent, "work_from", "work_to"):
        told = [_shift(row, float(broad[str(row["theme_id"])]["stability"]), facts) for row in rows]
        yield from told
        open_ = [row for row, each in zip(rows, told, strict=True) if each.kind.startswith("open")]
        if open_:
            yield _unknown((before, after), open_, len(rows), facts)


def _broad(facts: Facts) -> dict[str, dict[Any, Any]]:
    themes = facts.table("themes")
    return {str(row["theme_id"]): row for row in themes[themes["parent_id"] == ""].to_dict("records")}


def _kind(row: dict[Any, Any], stability: float, facts: Facts) -> str:
    """How a shift may be told: only one of a stable theme rose or fell."""
    stable, verdict = stability >= facts.study.settings.compare.stability, str(row["verdict"])
    if verdict == "inconclusive" or (verdict == "equivalent" and not stable):
        return "open"
    if verdict == "equivalent":
        return "equivalent"
    return "unstable" if not stable else "rose" if float(row["change"]) > 0 else "fell"


def _why(row: dict[Any, Any], stability: float, facts: Facts) -> str:
    """Why a shift cannot be told."""
    if stability < facts.study.settings.compare.stability:
        return "unstable_theme"
    return str(row["reason"]).replace(" ", "_") or "spans_zero"


def _seen(detectable: float, before: float) -> Said:
    """From what size on a difference would be called a shift four times in five, if a theme can change by so much."""
    if detectable >= max(before, 1 - before):
        return Said((("seen.never", ()),))
    return Said(((f"seen.{'rise' if 0 < before < detectable else 'from'}", (("least", Points(detectable)),)),))


def _weight(kind: str, change: float, recency: float) -> float:
    if kind == "open":
        return IN_FULL_ONLY
    return recency + (3 if kind in ("unstable", "equivalent") else 7 + min(abs(change) * 20, 3))


def _shift(row: dict[Any, Any], stability: float, facts: Facts) -> Claim:
    kind, change = _kind(row, stability, facts), float(row["change"])
    before, after, theme = str(row["work_from"]), str(row["work_to"]), str(row["theme_id"])
    sides = [_passages(theme, work, facts) for work in (after, before)]
    ends = float(row["share_from"]), float(row["share_to"])
    none, some = (before, after) if not ends[0] else (after, before)
    held = dict(zip((after, before), sides, strict=True))
    absent = kind == "open" and (ends[0] == 0) != (ends[1] == 0) and bool(held[some]) and not held[none]
    rose = change > 0
    return Claim(
        claim_id=f"words/{before}>{after}/{theme}",
        part={"unstable": "unknown", "open": "unknown", "equivalent": "held"}.get(kind, "changed"),
        kind="open_absent" if absent else kind,
        works=(before, after),
        statistic=Statistic("change of share", change, None, number(row["change_low"]), number(row["change_high"])),
        verdict={"unstable": "unstable", "open": "inconclusive"}.get(kind, str(row["verdict"])),
        gaps={"theme": Theme(theme), "a": Plan(before), "b": Plan(after), "before": Share(float(row["share_from"])),
              "after": Share(float(row["share_to"])), "low": Points(_nearest(row)), "high": Points(_farthest(row)),
              "level": Share(facts.study.settings.compare.confidence, 0),
              "why": Said(((f"why.{_why(row, stability, facts)}", ()),)),
              "none": Plan(none), "some": Plan(some), "there": Share(max(ends)),
              "seen": _seen(float(row["detectable"]), float(row["share_from"]))},
        weight=_weight(kind, change, facts.recency(after)),
        evidence=ground(passages=sides[0] if rose else sides[1]),
        counter=ground(passages=sides[1] if rose else sides[0]),
    )  # fmt: skip


def _nearest(row: dict[Any, Any]) -> float:
    return min(abs(float(row["change_low"])), abs(float(row["change_high"])))


def _farthest(row: dict[Any, Any]) -> float:
    return max(abs(float(row["change_low"])), abs(float(row["change_high"])))


def _unknown(pair: tuple[str, str], rows: list[dict[Any, Any]], n: int, facts: Facts) -> Claim:
    widest = max(rows, key=lambda row: (abs(float(row["change"])), str(row["theme_id"])))
    theme = str(widest["theme_id"])
    return Claim(
        claim_id=f"words-open/{pair[0]}>{pair[1]}",
        part="unknown",
        kind="inconclusive" if len(rows) < n else "inconclusive_all" if n > 1 else "inconclusive_only",
        works=pair,
        statistic=Statistic("themes", len(rows), n),
        verdict="inconclusive",
        gaps={"a": Plan(pair[0]), "b": Plan(pair[1]), "k": Count(len(rows)), "n": Count(n)},
        n=None if len(rows) == n else len(rows),
        weight=4 + facts.recency(pair[1]),
        evidence=ground(passages=_passages(theme, pair[1], facts)),
        counter=ground(passages=_passages(theme, pair[0], facts)),
    )


def _passages(theme: str, work: str, facts: Facts) -> list[str]:
    """The passages of a theme in a plan that fit it best."""
    documents = facts.table("documents").loc[facts.table("documents")["work_id"] == work, "document_id"]
    mine: pd.DataFrame = facts.table("passages")[
        facts.table("passages")["document_id"].isin(documents) & facts.table("passages")["running"]
    ]
    joined = mine.merge(facts.table("assignments")[facts.table("assignments")["theme_id"] == theme], on="passage_id")
    ordered = joined.sort_values(["strength", "passage_id"], ascending=[False, True], kind="stable")
    return [str(each) for each in ordered["passage_id"].head(PASSAGES)]
