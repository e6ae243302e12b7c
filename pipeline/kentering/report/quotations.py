"""From a number back to words: quotations with their plan, page and the way to the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from kentering.claims.rights import quotable
from kentering.plot.names import STATUSES_SAID, languages_of_lists, top_items
from kentering.report.reader import Reader, Row
from kentering.tables import LANGUAGES
from kentering.tables.spreadsheet import FORMULAS

PER_ITEM = 2
PER_CELL = 3
PLACED = ("passage_id", "document_id", "language", "page", "page_last", "page_label", "strength")


class Quotation(NamedTuple):
    """Words of a document, how they are cited and where they are found."""

    text: str
    language: str
    citation: str
    href: str
    absent: str
    headings: str
    plan: str
    coded: str = ""
    again: bool = False
    """Has the summary shown these words already? On paper they stand once."""


def _quoted(row: Row) -> str:
    """The words of a passage as a cell: what a spreadsheet would take for a formula gets a blank in front."""
    words = quotable(str(row["text"]), str(row["text_kind"]))
    return f" {words}" if words.startswith(FORMULAS) else words


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
        text=quotable(str(row["text"]), str(row["text_kind"])),
        language=str(row["language"]),
        citation=citation(row, reader),
        href=href,
        absent="" if href else reader.wording("quote.absent"),
        plan=reader.places.get(str(row["work_id"]), ""),
        headings=" › ".join(str(each) for each in row["headings"]),
    )


def _strange(language: str, order: Sequence[str], reader: Reader) -> int:
    """How far a language is from the reader: nought for her own, then that of the plan's own list, then the others."""
    return 0 if language == reader.wording.language else 1 + order.index(language)


class Quotations:
    """All quotations of a study, looked up by item or by theme and work."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        documents = reader.study.documents.rename(columns={"text": "text_kind"})
        columns = ["document_id", "work_id", "language", "text_kind", "file"]
        joined = reader.study.passages.merge(documents[columns], on="document_id", how="inner")
        orders = languages_of_lists(reader.study.priorities)
        foreign = [
            _strange(str(language), orders.get(str(work), LANGUAGES), reader)
            for language, work in zip(joined["language"], joined["work_id"], strict=True)
        ]
        self.rows = joined.assign(_foreign=pd.Series(foreign, index=joined.index, dtype="int64"))

    def of_item(self, item: str, n: int = PER_ITEM) -> list[Quotation]:
        """The first passages of the section of a declared item, or of its parts; in the reader's language if it can."""
        return [quotation(row, self.reader) for row in self._by_item.get(item, [])[:n]]

    def of_theme(self, theme_id: str, typical: Sequence[str], n: int = 3) -> list[Quotation]:
        """The passages nearest to a theme's centre, given their ids in that order."""
        return [self._coded(self._by_id[each], theme_id) for each in typical if each in self._by_id][:n]

    def of_cell(self, theme_id: str, work_id: str, n: int = PER_CELL) -> list[Quotation]:
        """The passages of a theme in one work, the best first."""
        return [self._coded(row, theme_id) for row in self._by_cell.get((theme_id, work_id), [])[:n]]

    def shown(self) -> pd.DataFrame:
        """The quotations of every theme and work as a table: theme, work, place and words, the best first."""
        cells = [(*cell, row) for cell, rows in sorted(self._by_cell.items()) for row in rows]
        return pd.DataFrame(
            [
                {"theme_id": theme, "work_id": work, **{name: row[name] for name in PLACED}, "words": _quoted(row)}
                for theme, work, row in cells
            ],
            columns=["theme_id", "work_id", *PLACED, "words"],
        )

    def of_section(self, work_id: str, section: str) -> list[Quotation]:
        """The first passage of a section of a work, by its headings."""
        return [quotation(row, self.reader) for row in self._by_section.get((work_id, section), [])]

    def _coded(self, row: Row, theme_id: str) -> Quotation:
        """A passage of a theme, with the people who gave it that theme or another."""
        told = self.reader.codes.get(str(row["passage_id"]), [])
        sides = {
            "coded.same": [coder for coder, theme in told if theme == theme_id],
            "coded.other": [coder for coder, theme in told if theme != theme_id],
        }
        words = self.reader.wording
        said = [words(key, coders=words.listed(coders)) for key, coders in sides.items() if coders]
        return quotation(row, self.reader)._replace(coded=words.joined(said))

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
    def _by_section(self) -> dict[tuple[str, str], list[Row]]:
        running = self.rows[self.rows["running"]].sort_values(["document_id", "block_first"], kind="stable")
        found: dict[tuple[str, str], list[Row]] = {}
        for row in running.to_dict("records"):
            found.setdefault((str(row["work_id"]), " > ".join(row["headings"])), [row])
        return found

    @cached_property
    def _by_cell(self) -> dict[tuple[str, str], list[Row]]:
        assigned = self.reader.assignments[["passage_id", "theme_id", "strength"]]
        joined = self.rows[self.rows["running"]].merge(assigned, on="passage_id", how="inner")
        ordered = joined.sort_values(["strength", "passage_id"], ascending=[False, True], kind="stable")
        cells: dict[tuple[str, str], list[Row]] = {}
        for row in ordered.to_dict("records"):
            cell = cells.setdefault((str(row["theme_id"]), str(row["work_id"])), [])
            if len(cell) < PER_CELL:
                cell.append(row)
        return cells
