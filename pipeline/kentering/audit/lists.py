"""Doubts about the facts kept by hand: lists, names, dates and links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from kentering.audit.evidence import Evidence, Row, at_least, at_most
from kentering.cycles import begin, first_day, last_day, successive
from kentering.settings import AuditSettings
from kentering.tables import LANGUAGES


def list_checks(evidence: Evidence, settings: AuditSettings) -> list[Row]:
    """The checks on works, priorities and links."""
    return [
        *_incomplete(evidence),
        *_from_memory(evidence),
        *_named_twice(evidence),
        *_without_cycle(evidence),
        *_prolonged(evidence),
        *_end_disputed(evidence),
        *_at_once(evidence),
        *_adopted_after_end(evidence),
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


def _named_twice(evidence: Evidence) -> list[Row]:
    """Items that have the name of another one of their list, below the same item, in a language."""
    rows = evidence.priorities
    twice = pd.Series(data=False, index=rows.index)
    for language in LANGUAGES:
        name = rows[f"name_{language}"].str.split().str.join(" ").str.casefold()
        place = pd.DataFrame({"work_id": rows["work_id"], "parent_id": rows["parent_id"], "name": name})
        twice |= place.duplicated() & (name != "")
    values = {str(work): float(count) for work, count in twice.groupby(rows["work_id"]).sum().items()}
    meaning = "Items with the name of another item of their list: what is typed twice is counted twice, or seems split."
    return at_most("named_twice", values, 0, meaning)


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


def _at_once(evidence: Evidence) -> list[Row]:
    """Days that two successive final plans of one series are both given as in force."""
    rows = {str(work["work_id"]): work for work in evidence.works.to_dict("records") if work["status"] == "final"}
    values = {}
    for first, second in successive(evidence.works):
        if first in rows and second in rows:
            ends, begins = last_day(str(rows[first]["valid_to"])), first_day(str(rows[second]["valid_from"]))
            values[f"{first} -> {second}"] = float(max(0, (ends - begins).days + 1)) if ends and begins else 0.0
    meaning = "Days on which two final plans of a series are both given as in force: one of the dates may be wrong."
    return at_most("in_force_at_once", values, 0, meaning)


def _adopted_after_end(evidence: Evidence) -> list[Row]:
    """Days from the end of a plan to its adoption, where that is the later."""
    values = {}
    for work in evidence.works.to_dict("records"):
        adopted = first_day(str(work["adopted"]))
        end = last_day(str(work["valid_to"])) or last_day(str(work["cycle_end"]))
        if adopted and end:
            values[str(work["work_id"])] = float(max(0, (adopted - end).days))
    meaning = "Days between the end of a plan and a later adoption: one of the dates may be wrong."
    return at_most("adopted_after_end", values, 0, meaning)


def _apart(one: date, other: date) -> float:
    return float(abs((one - other).days))


def _pairs(evidence: Evidence) -> list[tuple[str, str]]:
    declaring = set(evidence.priorities["work_id"])
    return [pair for pair in successive(evidence.works) if set(pair) <= declaring]


@dataclass(frozen=True)
class _Linked:
    """The top-level items of each work, and those of them that have, or a part of which has, a link to a work."""

    tops: dict[str, list[str]]
    to: dict[str, set[str]]

    @classmethod
    def of(cls, evidence: Evidence) -> _Linked:
        items = evidence.priorities[["priority_id", "work_id", "parent_id"]].itertuples(index=False)
        rows = [(str(item), str(work), str(parent)) for item, work, parent in items]
        work_of = {item: work for item, work, _ in rows}
        parents = {item: parent if work_of.get(parent) == work else "" for item, work, parent in rows}
        tops: dict[str, list[str]] = {}
        for item, work, _ in rows:
            if not parents[item]:
                tops.setdefault(work, []).append(item)
        to: dict[str, set[str]] = {}
        for a, b in zip(evidence.links["from_id"], evidence.links["to_id"], strict=True):
            for one, two in ((a, b), (b, a)):
                if two in work_of:
                    to.setdefault(work_of[two], set()).update(_with_ancestors(one, parents))
        return cls(tops, to)

    def part(self, work_id: str, other: str) -> float:
        """Of the top-level items of a work, the part that has a link to the other."""
        own = self.tops[work_id]
        return sum(each in self.to.get(other, ()) for each in own) / len(own)


def _with_ancestors(item: str, parents: dict[str, str]) -> list[str]:
    line: list[str] = []
    while item in parents and item not in line:
        line.append(item)
        item = parents[item]
    return line


def _not_compared(evidence: Evidence) -> list[Row]:
    compared = set(zip(evidence.coverage["from_work"], evidence.coverage["to_work"], strict=True))
    linked = _Linked.of(evidence)
    values = {f"{a} -> {b}": float((a, b) not in compared and not linked.part(a, b)) for a, b in _pairs(evidence)}
    meaning = "Neither a person nor the model compared the two lists: only equal printed names are known of them."
    return at_most("not_compared", values, 0, meaning)


def _partly_linked(evidence: Evidence, settings: AuditSettings) -> list[Row]:
    """Per compared pair: the part of the items of the less linked list that has a link."""
    linked = _Linked.of(evidence)
    values = {
        f"{a} -> {b}": min(linked.part(a, b), linked.part(b, a)) for a, b in _pairs(evidence) if linked.part(a, b)
    }
    meaning = "Part of the items with a link; where it is small, new and dropped may only mean not yet looked at."
    return at_least("partly_linked", values, settings.linked_items, meaning)


def _low_links(evidence: Evidence, settings: AuditSettings) -> list[Row]:
    person = evidence.links[evidence.links["origin"] == "person"]
    if not len(person):
        return []
    share = float((person["certainty"] == "low").mean())
    meaning = "Part of the links by people that are of low certainty; they are kept and do not count."
    return at_most("low_links", {"": share}, settings.low_links, meaning)
