"""What became of declared items: the table of changes, told per pair of plans with its evidence."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from kentering.claims import TOLD
from kentering.cycles import successive
from kentering.match import caveats_between
from kentering.report.quotations import Quotation, Quotations
from kentering.report.reader import Reader, Row
from kentering.report.remarks import Remark, remarks

NAMED = ("new", "dropped", "split", "merged", "renamed")


class Item(NamedTuple):
    """A declared item, by its official name, with where it comes from."""

    anchor: str
    number: str
    name: str
    plan: str
    source: str
    confidence: str
    quotations: list[Quotation]


class Change(NamedTuple):
    """What became of items, and on whose word."""

    kind: str
    said: str
    before: list[Item]
    after: list[Item]
    certainty: str
    origin: str
    sure: str
    remarks: list[Remark]


class Pair(NamedTuple):
    """Two plans of one series and all that became of their items."""

    work_from: str
    work_to: str
    title: str
    sentence: str
    caveats: list[str]
    named: list[tuple[str, list[Change]]]
    changes: list[Change]
    neighbours: bool


def item(priority_id: str, reader: Reader, quotations: Quotations | None = None, n: int = 1) -> Item:
    """A declared item, with n quotations from its section."""
    row = reader.priorities.get(priority_id)
    if row is None:
        return Item("", "", priority_id, "", "", "", [])
    language = reader.languages[priority_id]
    return Item(
        anchor=reader.anchors[priority_id],
        number=str(row["number"]),
        name=reader.item[priority_id],
        plan=reader.work.get(str(row["work_id"]), str(row["work_id"])),
        source=str(row[f"source_{language}"]) if language else "",
        confidence=reader.said("confidence", str(row[f"confidence_{language}"])) if language else "",
        quotations=quotations.of_item(priority_id, n) if quotations else [],
    )


def changes(frame: pd.DataFrame, reader: Reader, quotations: Quotations | None = None) -> list[Change]:
    """The rows of a table of changes, what changed first."""
    rank = {kind: place for place, kind in enumerate(("new", *TOLD))}
    rows = sorted(frame.to_dict("records"), key=lambda row: rank[row["kind"]])
    return [
        Change(
            kind=str(row["kind"]),
            said=reader.said("change", str(row["kind"])),
            before=[item(each, reader, quotations) for each in row["from_ids"]],
            after=[item(each, reader, quotations) for each in row["to_ids"]],
            certainty=reader.said("certainty", str(row["certainty"])),
            origin=reader.said("origin", str(row["origin"])),
            sure=_sure(row, reader),
            remarks=remarks(str(row["evidence"]), reader),
        )
        for row in rows
    ]


def _sure(row: Row, reader: Reader) -> str:
    """What is said beside a change that rests on the model: its least probability; nothing for a person's."""
    if row["origin"] != "model":
        return ""
    odds = [
        reader.odds[ends] for a in row["from_ids"] for b in row["to_ids"] if (ends := frozenset((a, b))) in reader.odds
    ]
    return (
        reader.wording("short.model", p=reader.wording.number(min(odds), 2))
        if odds
        else reader.wording("short.model_lists")
    )


def pairs(reader: Reader, quotations: Quotations) -> list[Pair]:
    """Every pair of plans of one series that was compared: neighbours first, then pairs that skip a cycle."""
    table, neighbours = reader.study.changes, set(successive(reader.study.works))
    found = []
    within = _within_series(table, reader)
    for first, second in sorted(within, key=lambda pair: (pair not in neighbours, _place(pair, reader))):
        frame = table[(table["from_work"] == first) & (table["to_work"] == second)]
        sentence = reader.sentence(f"fates/{first}>{second}")
        told = changes(frame, reader, quotations)
        title = f"{reader.work[first]} → {reader.work[second]}"
        minded = [f"{each.text[0].upper()}{each.text[1:]}." for each in _minded((first, second), reader)]
        near = (first, second) in neighbours
        found.append(Pair(first, second, title, sentence, minded, _named(told), told, near))
    return found


def _named(told: list[Change]) -> list[tuple[str, list[Change]]]:
    """The changes that a reader wants to see by name, one group for each fate."""
    groups: dict[str, list[Change]] = {}
    for change in told:
        if change.kind in NAMED:
            groups.setdefault(change.said, []).append(change)
    return list(groups.items())


def _within_series(table: pd.DataFrame, reader: Reader) -> list[tuple[str, str]]:
    tied = list(dict.fromkeys(zip(table["from_work"], table["to_work"], strict=True)))
    works = reader.works
    return [(a, b) for a, b in tied if a in works and b in works and works[a]["series"] == works[b]["series"]]


def _place(pair: tuple[str, str], reader: Reader) -> tuple[int, int]:
    order = list(reader.works)
    return order.index(pair[0]), order.index(pair[1])


def _minded(pair: tuple[str, str], reader: Reader) -> list[Remark]:
    """What makes the two lists unlike: grain, status, completeness."""
    study = reader.study
    return remarks("; ".join(caveats_between(pair, study.priorities, study.works)), reader)
