"""Declared against measured: where the items stand in the text, and what the text spends on them."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from kentering.report.reader import Reader, Row
from kentering.report.themes import interval
from kentering.report.ties import Item, item


class Measured(NamedTuple):
    """A declared item beside its words."""

    item: Item | None
    depth: int
    place: str
    share: str
    interval: str
    equal: str
    passages: str


class Spent(NamedTuple):
    """A plan's words by declared item; a finding only where the full text was read."""

    plan: str
    full: bool
    counted_on: str
    rows: list[Measured]


class Sought(NamedTuple):
    """The declared items of a plan, sought in one document."""

    document: str
    full: bool
    sentence: str
    missing: list[Item]
    undeclared: list[tuple[str, str]]
    rows: list[tuple[Item, str, str, str, str]]


def spent(reader: Reader) -> list[Spent]:
    """Every plan with words under its declared items."""
    found = []
    for work, rows in reader.study.measured.groupby("work_id", sort=False):
        text = str(rows["text"].iloc[0])
        listed = [_measured(row, reader) for row in rows.to_dict("records")]
        found.append(Spent(reader.work[str(work)], text == "full", reader.wording(f"text.{text}"), listed))
    return found


def _measured(row: dict[Any, Any], reader: Reader) -> Measured:
    declared = bool(row["priority_id"])
    return Measured(
        item=item(str(row["priority_id"]), reader) if declared else None,
        depth=int(row["depth"]),
        place=reader.wording("place.of", place=row["place"], of=row["of"]) if declared else "",
        share=reader.wording.percent(row["share"]),
        interval=interval(row["share_low"], row["share_high"], reader),
        equal=reader.wording.percent(row["equal"]),
        passages=reader.wording.number(row["n_passages"]),
    )


def sought(reader: Reader) -> list[Sought]:
    """Every document whose declared items were sought in it."""
    documents = {str(row["document_id"]): row for row in reader.study.documents.to_dict("records")}
    return [
        _sought(documents[str(document)], rows, reader)
        for document, rows in reader.study.found.groupby("document_id", sort=False)
    ]


def _sought(document: Row, rows: pd.DataFrame, reader: Reader) -> Sought:
    text = str(document["text"])
    name = f"{reader.work[str(document['work_id'])]} ({reader.said('language', str(document['language']))})"
    name = name if text == "full" else f"{name} [{reader.wording(f'text.{text}')}]"
    listed = rows.to_dict("records")
    declared = [row for row in listed if row["priority_id"] and row["where"] != "no name"]
    here = [row for row in declared if row["where"] in ("heading", "list")]
    mentioned = [row for row in declared if row["where"] == "mentioned"]
    missing = [item(row["priority_id"], reader) for row in declared if row["where"] == "not found"]
    undeclared = [(str(row["said"]), _page(row, reader)) for row in listed if not row["priority_id"]]
    gaps = {"document": name, "all": reader.wording.number(len(declared))}
    sentence = reader.wording(
        "sought.sentence",
        here=reader.wording.number(len(here)),
        mentioned=reader.wording.number(len(mentioned)),
        missing=reader.wording.number(len(missing)),
        **gaps,
    )
    told = [
        (
            item(row["priority_id"], reader),
            reader.wording(f"place.{str(row['where']).replace(' ', '_')}"),
            _page(row, reader),
            reader.link(str(document["file"]), int(row["page"])) if row["page"] == row["page"] else "",
            reader.wording.number(row["similarity"], 2),
        )
        for row in listed
        if row["priority_id"]
    ]
    return Sought(name, text == "full", sentence, missing, undeclared, told)


def _page(row: dict[Any, Any], reader: Reader) -> str:
    page = float(row["page"])
    return reader.wording("quote.page", page=int(page)) if page == page else "–"
