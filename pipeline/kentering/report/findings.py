"""Findings: sentences that follow from declared lists, dates and links, each with its evidence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from kentering import claims
from kentering.claims import Claim
from kentering.report.quotations import Quotations
from kentering.report.reader import Reader, Row
from kentering.report.remarks import Remark, remarks
from kentering.report.ties import Change, Item, changes, item
from kentering.tables import LEVELS

DRAFTS = ("draft", "announcement")
# Federal plans first, then what the region takes from them, then the European level.
GROUPS = ((1, 1), (1, 2), (0, 1))


class Overlap(NamedTuple):
    """How far two lists of items are found in each other."""

    sentence: str
    works: tuple[str, str]
    remarks: list[Remark]
    ties: list[Change]
    alone: list[tuple[str, list[Item]]]


class Dated(NamedTuple):
    """A plan with its dates, and where they come from."""

    plan: str
    adopted: str
    cycle: str
    valid: str
    status: str
    complete: str
    source: str
    confidence: str


class Moment(NamedTuple):
    """A sentence on dates, and the plans that it rests on."""

    sentence: str
    work_ids: tuple[str, ...]
    works: list[Dated]
    remarks: list[Remark]


def dated(work: Row, reader: Reader) -> Dated:
    """The facts of a plan as a reader sees them."""
    wording = reader.wording
    other = str(work["valid_alternative"])
    valid = _span(str(work["valid_from"]), str(work["valid_to"]), reader)
    return Dated(
        plan=reader.work[str(work["work_id"])],
        adopted=wording.date(str(work["adopted"])),
        cycle=str(work["cycle"]) or _span(str(work["cycle_start"]), str(work["cycle_end"]), reader),
        valid=f"{valid} ({wording('date.other', date=wording.date(other))})" if other else valid,
        status=reader.said("status", str(work["status"])),
        complete=wording("word.yes" if work["complete"] else "word.no"),
        source=_source(str(work["source"]), reader),
        confidence=reader.said("confidence", str(work["confidence"])),
    )


def _source(written: str, reader: Reader) -> str:
    """Where the dates come from; a source of one part that we have words for is told in the reader's language."""
    told = remarks(written, reader)
    return told[0].text if len(told) == 1 else written


def _span(start: str, end: str, reader: Reader) -> str:
    if not start and not end:
        return "–"
    return reader.wording("date.span", start=reader.wording.date(start), end=reader.wording.date(end))


def overlaps(reader: Reader, quotations: Quotations, most: int) -> list[tuple[str, list[Overlap], int]]:
    """For two plans of different series that held at one time: how many items of each the other has.

    By the levels of the two; what a person compared goes first, then what held together longest: `most` of each, and
    how many there are besides.
    """
    table = reader.study.coverage.to_dict("records")
    sides: dict[tuple[str, str], Row] = {(str(row["from_work"]), str(row["to_work"])): row for row in table}
    days = {(row["from_work"], row["to_work"]): row["overlap_most"] for row in reader.study.lags.to_dict("records")}
    groups: dict[tuple[int, int], list[tuple[Any, Row]]] = {}
    for row in reader.study.overlaps.to_dict("records"):
        pair = (str(row["from_work"]), str(row["to_work"]))
        if set(pair) <= set(reader.works) and f"alignment/{pair[0]}/{pair[1]}" in reader.claims:
            together = float(days.get(pair, days.get(pair[::-1], math.nan)))
            by_model = sides.get(pair, {}).get("origin") == "model"
            rank = (by_model, 0.0 if math.isnan(together) else -together, list(reader.works).index(pair[0]))
            levels = sorted(LEVELS.index(str(reader.works[each]["level"])) for each in pair)
            groups.setdefault((levels[0], levels[1]), []).append((rank, row))
    ordered = sorted(groups, key=lambda key: (GROUPS.index(key) if key in GROUPS else len(GROUPS), key))
    found = []
    for key in ordered:
        rows = [row for _, row in sorted(groups[key], key=lambda each: each[0])]
        title = reader.wording(f"between.{LEVELS[key[0]]}_{LEVELS[key[1]]}")
        told = [_overlap(row, sides, reader, quotations) for row in rows[:most]]
        found.append((title, told, len(rows) - len(told)))
    return found


def _overlap(row: Row, coverage: dict[tuple[str, str], Row], reader: Reader, quotations: Quotations) -> Overlap:
    ends = (str(row["from_work"]), str(row["to_work"]))
    minded = remarks(str(row["note"]), reader)
    for pair in (ends, ends[::-1]):
        note = str(coverage.get(pair, {}).get("note", ""))
        minded += [_of_list(each, pair[0], reader) for each in remarks(note, reader) if not each.of_both]
    table = reader.study.changes
    between = table["from_work"].isin(ends) & table["to_work"].isin(ends) & (table["kind"] != "unknown")
    sides = [(reader.work[work], row[f"only_{side}"]) for work, side in zip(ends, ("from", "to"), strict=True)]
    alone = [(name, [item(each, reader, quotations) for each in ids]) for name, ids in sides if len(ids)]
    said = reader.sentence(f"alignment/{ends[0]}/{ends[1]}")
    return Overlap(said, ends, minded, changes(table[between], reader, quotations), alone)


def _of_list(remark: Remark, work: str, reader: Reader) -> Remark:
    """A remark on the items of one of two lists, with whose they are."""
    return remark._replace(text=reader.wording("remark.of_list", work=reader.called(work), said=remark.text))


def adoptions(reader: Reader) -> list[Moment]:
    """Per plan, how long after or before the plans of a higher level that it was in force with it was adopted."""
    said = [claim for claim in reader.claims.values() if claim.kind == "adopted"]
    order = list(reader.works)
    return [_moment(claim, reader) for claim in sorted(said, key=lambda each: order.index(each.works[0]))]


class Gist(NamedTuple):
    """A sentence worth a reader's time, with what it rests on and what stands against it."""

    sentence: str
    items: list[Item]
    against: list[Item]
    works: list[Dated]
    work_ids: tuple[str, ...]


def gist(reader: Reader, quotations: Quotations) -> list[tuple[str, list[Gist]]]:
    """The weightiest claims in the order of an argument, by the title of its parts; the brief has the same."""
    picked = [claim for claim, _ in claims.chosen(list(reader.claims.values()), reader.study.works)]
    found = []
    shown: set[tuple[str, str]] = set()
    for part in claims.PARTS:
        told = claims.paragraphs(part, [claim for claim in picked if claim.part == part])
        rows = [_once(_gist(claim, reader, quotations), shown) for paragraph in told for claim in paragraph]
        if rows:
            found.append((reader.voice.wording(f"section.{part}"), rows))
    return found


def _gist(claim: Claim, reader: Reader, quotations: Quotations) -> Gist:
    return Gist(
        sentence=reader.voice.sentence(claim),
        items=[item(each, reader, quotations) for each in claim.evidence.items],
        against=[item(each, reader, quotations) for each in claim.counter.items],
        works=[dated(reader.works[each], reader) for each in claim.evidence.works if each in reader.works],
        work_ids=claim.works,
    )


def _once(gist: Gist, shown: set[tuple[str, str]]) -> Gist:
    """The sentence with each quotation that `shown` holds marked as shown; the others join it."""
    items = []
    for each in gist.items:
        told = [one._replace(again=(one.citation, one.text) in shown) for one in each.quotations]
        shown.update((one.citation, one.text) for one in told)
        items.append(each._replace(quotations=told))
    return gist._replace(items=items)


def validities(reader: Reader) -> list[Moment]:
    """Plans that held longer than their title says, ends that sources give differently, and gaps within a series."""
    said = [claim for claim in reader.claims.values() if claim.kind.startswith(("prolonged", "disputed", "gap"))]
    order = list(reader.works)
    return [_moment(claim, reader) for claim in sorted(said, key=lambda each: _dated_place(each, order))]


def _dated_place(claim: Claim, order: list[str]) -> tuple[bool, list[int], str]:
    """What is said of one plan first, in the order of plans, then the gaps between two."""
    return len(claim.works) > 1, [order.index(work) for work in claim.works], claim.claim_id


def _moment(claim: Claim, reader: Reader) -> Moment:
    works = [reader.works[each] for each in claim.works]
    note = _note_of_lag(claim.works, reader) if claim.kind.startswith("gap") else ""
    minded = [*remarks(note, reader), *(_not_final(works, reader) if claim.kind.startswith("gap") else [])]
    return Moment(reader.voice.sentence(claim), claim.works, [dated(each, reader) for each in works], minded)


def _note_of_lag(works: tuple[str, ...], reader: Reader) -> str:
    rows = reader.study.lags.to_dict("records")
    return next((str(row["note"]) for row in rows if {row["from_work"], row["to_work"]} == set(works)), "")


def between(low: float, high: float, reader: Reader) -> str:
    """A number, or two where it is not known exactly."""
    said = [reader.wording.number(each) for each in (low, high)]
    return said[0] if said[0] == said[1] else "–".join(said)


def _not_final(works: Sequence[Row | None], reader: Reader) -> list[Remark]:
    names = [reader.called(str(work["work_id"])) for work in works if work is not None and work["status"] in DRAFTS]
    return [Remark(reader.wording("remark.draft", work=name), reader.wording.language) for name in names]
