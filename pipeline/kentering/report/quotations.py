"""From a number back to words: quotations with their plan, page and the way to the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from kentering.plot.names import STATUSES_SAID, top_items
from kentering.report.reader import Reader, Row

PER_ITEM = 2
PER_CELL = 3


class Quotation(NamedTuple):
    """Words of a document, how they are cited and where they are found."""

    text: str
    language: str
    citation: str
    href: str
    absent: str
    headings: str
    plan: str


def citation(row: Row, reader: Reader) -> str:
    """How a passage is cited: NVP 2016 (digest, p. 3); the printed page first where it is not the PDF's page."""
    wording, page, last = reader.wording, int(row["page"]), int(row["page_last"])
    pages = f"{page}–{last}" if last > page else f"{page}"
    label = str(row["page_label"] or "")
    same = label in ("", str(page))
    said = wording("quote.page", page=pages) if same else wording("quote.printed", label=label, page=pages)
    work = str(row["work_id"])
    status = str(reader.works[work]["status"]) if work in reader.works else ""
    marks = [reader.said("status", status)] if status in STATUSES_SAID else []
    marks += [] if row["text_kind"] == "full" else [wording(f"text.{row['text_kind']}")]
    return f"{reader.cited.get(work, work)} ({', '.join([*marks, said])})"


def quotation(row: Row, reader: Reader) -> Quotation:
    """A passage with its document's columns, as a quotation."""
    href = reader.link(str(row["file"]), int(row["page"]))
    return Quotation(
        text=str(row["text"]),
        language=str(row["language"]),
        citation=citation(row, reader),
        href=href,
        absent="" if href else reader.wording("quote.absent"),
        plan=reader.places.get(str(row["work_id"]), ""),
        headings=" › ".join(str(each) for each in row["headings"]),
    )


class Quotations:
    """All quotations of a study, looked up by item or by theme and work."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        documents = reader.study.documents.rename(columns={"text": "text_kind"})
        columns = ["document_id", "work_id", "language", "text_kind", "file"]
        joined = reader.study.passages.merge(documents[columns], on="document_id", how="inner")
        foreign = (joined["language"] != reader.wording.language).astype(int)
        self.rows = joined.assign(_foreign=foreign)

    def of_item(self, item: str, n: int = PER_ITEM) -> list[Quotation]:
        """The first passages of the section of a declared item, or of its parts; in the reader's language if it can."""
        return [quotation(row, self.reader) for row in self._by_item.get(item, [])[:n]]

    def of_theme(self, typical: Sequence[str], n: int = 3) -> list[Quotation]:
        """The passages nearest to a theme's centre, given their ids in that order."""
        return [quotation(self._by_id[each], self.reader) for each in typical if each in self._by_id][:n]

    def of_cell(self, theme_id: str, work_id: str, n: int = PER_CELL) -> list[Quotation]:
        """The passages of a theme in one work, those that fit best first."""
        return [quotation(row, self.reader) for row in self._by_cell.get((theme_id, work_id), [])[:n]]

    @cached_property
    def _by_id(self) -> dict[str, Row]:
        return {str(row["passage_id"]): row for row in self.rows.to_dict("records")}

    @cached_property
    def _by_item(self) -> dict[str, list[Row]]:
        tops = top_items(self.reader.study.priorities)
        running = self.rows[self.rows["running"] & (self.rows["priority_id"] != "")]
        ordered = running.sort_values(["_foreign", "document_id", "block_first", "passage_id"], kind="stable")
        own: dict[str, list[Row]] = {}
        of_parts: dict[str, list[Row]] = {}
        for row in ordered.to_dict("records"):
            item = str(row["priority_id"])
            own.setdefault(item, []).append(row)
            of_parts.setdefault(tops.get(item, item), []).append(row)
        return of_parts | own

    @cached_property
    def _by_cell(self) -> dict[tuple[str, str], list[Row]]:
        assigned = self.reader.study.assignments[["passage_id", "theme_id", "strength"]]
        joined = self.rows[self.rows["running"]].merge(assigned, on="passage_id", how="inner")
        ordered = joined.sort_values(["strength", "passage_id"], ascending=[False, True], kind="stable")
        cells: dict[tuple[str, str], list[Row]] = {}
        for row in ordered.to_dict("records"):
            cell = cells.setdefault((str(row["theme_id"]), str(row["work_id"])), [])
            if len(cell) < PER_CELL:
                cell.append(row)
        return cells
