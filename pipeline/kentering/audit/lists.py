"""Doubts about the facts kept by hand: lists, names, dates and links."""

from __future__ import annotations

from datetime import date

import pandas as pd

from kentering.audit.evidence import Evidence, Row, at_least, at_most
from kentering.cycles import begin, last_day, successive
from kentering.settings import AuditSettings


def list_checks(evidence: Evidence, settings: AuditSettings) -> list[Row]:
    """The checks on works, priorities and links."""
    return [
        *_incomplete(evidence),
        *_from_memory(evidence),
        *_without_cycle(evidence),
        *_prolonged(evidence),
        *_end_disputed(evidence),
        *_not_compared(evidence),
        *_partly_linked(evidence, settings),
        *_low_links(evidence, settings),
    ]


def _incomplete(evidence: Evidence) -> list[Row]:
    works = evidence.works[evidence.works["work_id"].isin(evidence.priorities["work_id"])]
    values = {str(work["work_id"]): float(not work["complete"]) for _, work in works.iterrows()}
    meaning = "Against a list of declared items that is not whole, nothing is called new or dropped."
    return at_most("incomplete_lists", values, 0, meaning)


def _from_memory(evidence: Evidence) -> list[Row]:
    confidences = evidence.priorities[["confidence_nl", "confidence_fr", "confidence_en"]]
    recalled = (confidences == "memory").any(axis=1)
    counts = recalled.groupby(evidence.priorities["work_id"]).sum()
    values = {str(each): float(count) for each, count in counts.items()}
    return at_most("names_from_memory", values, 0, "Items with a name nobody has seen printed; say so when quoting.")


def _without_cycle(evidence: Evidence) -> list[Row]:
    values = {str(work["work_id"]): float(begin(work) is None) for _, work in evidence.works.iterrows()}
    return at_most("works_without_cycle", values, 0, "A plan without a first day has no place in its series.")


def _prolonged(evidence: Evidence) -> list[Row]:
    """Days from the end of the cycle in the title to the end of validity, where the latter is later."""
    values = {}
    for _, work in evidence.works.iterrows():
        title, real = last_day(str(work["cycle_end"])), last_day(str(work["valid_to"]))
        if title and real:
            values[str(work["work_id"])] = max(0.0, float((real - title).days))
    meaning = "Days that the plan stayed in force after the period in its title: do not read the title as its validity."
    return at_most("prolonged", values, 0, meaning)


def _end_disputed(evidence: Evidence) -> list[Row]:
    values = {}
    for _, work in evidence.works.iterrows():
        real, other = last_day(str(work["valid_to"])), last_day(str(work["valid_alternative"]))
        if real:
            values[str(work["work_id"])] = _apart(real, other) if other else 0.0
    return at_most("end_disputed", values, 0, "Days between the two ends of validity that sources give.")


def _apart(one: date, other: date) -> float:
    return float(abs((one - other).days))


def _pairs(evidence: Evidence) -> list[tuple[str, str]]:
    declaring = set(evidence.priorities["work_id"])
    return [pair for pair in successive(evidence.works) if set(pair) <= declaring]


def _linked_tops(evidence: Evidence, work_id: str, other: str) -> pd.Series:
    """For each top-level item of a work: has it, or a part of it, a link to the other work?"""
    work_of = dict(zip(evidence.priorities["priority_id"], evidence.priorities["work_id"], strict=True))
    ends = [
        (one, two)
        for a, b in zip(evidence.links["from_id"], evidence.links["to_id"], strict=True)
        for one, two in ((a, b), (b, a))
    ]
    linked = {one for one, two in ends if work_of.get(one) == work_id and work_of.get(two) == other}
    own = evidence.priorities[evidence.priorities["work_id"] == work_id]
    parents = dict(zip(own["priority_id"], own["parent_id"], strict=True))
    reached = {each for item in linked for each in _with_ancestors(item, parents)}
    tops = own.loc[~own["parent_id"].isin(own["priority_id"]), "priority_id"]
    return tops.isin(reached)


def _with_ancestors(item: str, parents: dict[str, str]) -> list[str]:
    line: list[str] = []
    while item in parents and item not in line:
        line.append(item)
        item = parents[item]
    return line


def _not_compared(evidence: Evidence) -> list[Row]:
    compared = set(zip(evidence.coverage["from_work"], evidence.coverage["to_work"], strict=True))
    values = {
        f"{a} -> {b}": float((a, b) not in compared and not _linked_tops(evidence, a, b).any())
        for a, b in _pairs(evidence)
    }
    meaning = "Neither a person nor the model compared the two lists: only equal printed names are known of them."
    return at_most("not_compared", values, 0, meaning)


def _partly_linked(evidence: Evidence, settings: AuditSettings) -> list[Row]:
    """Per compared pair: the part of the items of the less linked list that has a link."""
    values = {}
    for a, b in _pairs(evidence):
        linked = [_linked_tops(evidence, a, b), _linked_tops(evidence, b, a)]
        if linked[0].any():
            values[f"{a} -> {b}"] = float(min(each.mean() for each in linked))
    meaning = "Part of the items with a link; where it is small, new and dropped may only mean not yet looked at."
    return at_least("partly_linked", values, settings.linked_items, meaning)


def _low_links(evidence: Evidence, settings: AuditSettings) -> list[Row]:
    person = evidence.links[evidence.links["origin"] == "person"]
    if not len(person):
        return []
    share = float((person["certainty"] == "low").mean())
    meaning = "Part of the links by people that are of low certainty; they are kept and do not count."
    return at_most("low_links", {"": share}, settings.low_links, meaning)
