"""The plans of each series: their facts and the items that they declare, in printed order."""

from __future__ import annotations

from typing import NamedTuple

from kentering.plot.names import in_language, tagged
from kentering.report.findings import Dated, dated
from kentering.report.quotations import Quotation, Quotations
from kentering.report.reader import Reader, Row
from kentering.report.ties import Pair


class Declared(NamedTuple):
    """A declared item in its list."""

    anchor: str
    number: str
    name: str
    kind: str
    depth: int
    note: str
    confidence: str
    memory: bool
    quotations: list[Quotation]


class Plan(NamedTuple):
    """A plan, its facts and its list of items, with the sources that the notes point to."""

    work_id: str
    name: str
    title: str
    facts: Dated
    complete: bool
    items: list[Declared]
    sources: list[str]
    declares: str


class Series(NamedTuple):
    """Successive plans of one issuer."""

    key: str
    name: str
    level: str
    anchor: str
    plans: list[Plan]
    pairs: list[Pair]
    folded: bool


def series(reader: Reader, quotations: Quotations, pairs: list[Pair]) -> list[Series]:
    """Every series, by level."""
    found = []
    names = list(dict.fromkeys(str(work["series"]) for work in reader.works.values()))
    for place, name in enumerate(names, 1):
        own = [work for work in reader.works.values() if work["series"] == name]
        ids = {str(work["work_id"]) for work in own}
        found.append(
            Series(
                key=name,
                name=reader.series[name],
                level=reader.wording(f"level.{own[0]['level']}"),
                anchor=f"series-{place}",
                plans=[_plan(work, reader, quotations) for work in own],
                pairs=[pair for pair in pairs if pair.work_from in ids],
                folded=name in reader.crowded,
            )
        )
    return found


def _plan(work: Row, reader: Reader, quotations: Quotations) -> Plan:
    rows = [row for row in reader.priorities.values() if row["work_id"] == work["work_id"]]
    rows.sort(key=lambda row: int(row["position"]))
    sources: list[str] = []
    items = [_declared(row, reader, quotations, sources) for row in rows]
    tops = [row for row in rows if not row["parent_id"]]
    return Plan(
        work_id=str(work["work_id"]),
        name=reader.work[str(work["work_id"])],
        title=tagged(*in_language(work, "title", reader.wording), reader.wording),
        facts=dated(work, reader),
        complete=bool(work["complete"]),
        items=items,
        sources=sources,
        declares=_count(tops, reader),
    )


def _count(tops: list[Row], reader: Reader) -> str:
    """How many items a list has at its top level, by kind."""
    kinds = ("transversal", "priority", "dimension", "sub")
    counts = {kind: sum(row["kind"] == kind for row in tops) for kind in kinds}
    return reader.wording.listed([reader.wording.count(f"kinds.{kind}", n) for kind, n in counts.items() if n])


def _declared(row: Row, reader: Reader, quotations: Quotations, sources: list[str]) -> Declared:
    language = reader.languages[str(row["priority_id"])]
    source = str(row[f"source_{language}"]) if language else ""
    if source and source not in sources:
        sources.append(source)
    confidence = str(row[f"confidence_{language}"]) if language else ""
    return Declared(
        anchor=reader.anchors[str(row["priority_id"])],
        number=str(row["number"]),
        name=reader.item[str(row["priority_id"])],
        kind=reader.said("kind", str(row["kind"])),
        depth=_depth(str(row["priority_id"]), reader),
        note=str(sources.index(source) + 1) if source else "",
        confidence=reader.said("confidence", confidence),
        memory=confidence == "memory",
        quotations=quotations.of_item(str(row["priority_id"])),
    )


def _depth(priority_id: str, reader: Reader) -> int:
    depth, seen = 0, {priority_id}
    parent = str(reader.priorities[priority_id]["parent_id"])
    while parent in reader.priorities and parent not in seen:
        seen.add(parent)
        depth, parent = depth + 1, str(reader.priorities[parent]["parent_id"])
    return depth
