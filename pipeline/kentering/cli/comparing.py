"""Two plans held against each other, as JSON or as a page to read."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kentering.errors import UnknownNameError
from kentering.words import LANGUAGES

if TYPE_CHECKING:
    import pandas as pd

    from kentering.match import Comparison
    from kentering.study import Study

_RELATIONS = ("same", "renamed", "split", "merged", "broader", "narrower", "related")


def as_json(found: Comparison) -> str:
    """The keys links, new and dropped, and after them what is uncertain, named within, untold, and what to mind.

    A person's link has a certainty and no probability (null), a model's the other way round.
    """
    told = {
        "links": _links(found.links),
        "new": found.new,
        "dropped": found.dropped,
        "uncertain": _links(found.uncertain),
        "within_to": [asdict(each) for each in found.within_to],
        "within_from": [asdict(each) for each in found.within_from],
        "untold": found.untold,
        "warnings": found.warnings,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def as_page(found: Comparison, study: Study, language: str) -> str:
    """Items by what became of them, with printed numbers and names, pages where known, and how sure it is."""
    if language not in LANGUAGES:
        raise UnknownNameError(language, "language", LANGUAGES)
    return "\n".join(_Page(found, study, language).lines())


class _Page:
    """The words and names of one language."""

    def __init__(self, found: Comparison, study: Study, language: str) -> None:
        from kentering.corpus import title
        from kentering.report import reader

        self.found = found
        self.words = tomllib.loads(files("kentering.cli").joinpath("comparing.toml").read_text("utf-8"))[language]
        self.reader = reader(study, language)
        rows = {str(row["work_id"]): row for row in study.works.to_dict("records")}
        self.pair = (found.from_work, found.to_work)
        self.titles = [title(rows[work], language) for work in self.pair]
        self.one_series = rows[self.pair[0]]["series"] == rows[self.pair[1]]["series"]
        self.whole = [bool(rows[work]["complete"]) for work in self.pair]

    def lines(self) -> Iterator[str]:
        from kentering.report.remarks import remarks

        found, pair = self.found, self.pair
        yield f"{self.titles[0]} ({pair[0]})"
        yield f"  -> {self.titles[1]} ({pair[1]})"
        told = [remark.text for each in found.warnings for remark in remarks(each, self.reader)]
        yield from self._section(self.words["warnings"], [f"  {each}" for each in told])
        for relation in _RELATIONS:
            yield from self._section(self.words[relation], self._ties(found.links[found.links["relation"] == relation]))
        names = ("new", "dropped") if self.one_series else ("only_in_to", "only_in_from")
        for name, work, items, whole in zip(names, pair[::-1], (found.new, found.dropped), self.whole, strict=True):
            none = self.words[("none_sure" if self._doubted(work) else "none") if whole else "unknown"]
            lines = [f"  {self._item(item)}" for item in items] or [f"  {none}"]
            yield from self._section(self.words[name].format(work=work), lines)
        through = [f"  {self._item(item)}" for work in pair for item in self._through_a_part(work)]
        yield from self._section(self.words["through_a_part"], through)
        for work, parts in zip(pair[::-1], (found.within_to, found.within_from), strict=True):
            lines = [f"  {self._item(each.item)}  < {self._listed(each.held_by)}" for each in parts]
            yield from self._section(self.words["within"].format(work=work), lines)
        yield from self._section(self.words["untold"], [f"  {self._item(item)}" for item in found.untold])
        yield from self._section(self.words["uncertain"], self._ties(found.uncertain))

    def _through_a_part(self, work: str) -> list[str]:
        """The top-level items of a plan that have no line of their own, but a part that has one among the ties."""
        rows, found = self.reader.priorities, self.found
        ends = {*found.links["from_id"], *found.links["to_id"]}
        shown = {
            *ends,
            *found.uncertain["from_id"],
            *found.uncertain["to_id"],
            *found.new,
            *found.dropped,
            *found.untold,
        }
        above = {str(rows[each]["parent_id"]) for each in ends} - {""}
        while more := {str(rows[each]["parent_id"]) for each in above} - above - {""}:
            above |= more
        return [
            item
            for item, row in rows.items()
            if row["work_id"] == work and not row["parent_id"] and item in above and item not in shown
        ]

    def _doubted(self, work: str) -> bool:
        """Is there an item of a plan of which cannot be said whether the other plan has it?"""
        found = self.found
        sure = {*found.links["from_id"], *found.links["to_id"]}
        doubted = {*found.untold, *found.uncertain["from_id"], *found.uncertain["to_id"]} - sure
        return any(self.reader.priorities[item]["work_id"] == work for item in doubted)

    def _section(self, title: str, lines: list[str]) -> Iterator[str]:
        if lines:
            yield from ("", title, *lines)

    def _ties(self, links: pd.DataFrame) -> list[str]:
        """Each item once, with all that answers it beneath."""
        lines = []
        for item, rows in links.groupby("from_id", sort=False):
            lines.append(f"  {self._item(str(item))}")
            lines += [f"    -> {self._item(row['to_id'])}  [{self._sure(row)}]" for row in rows.to_dict("records")]
        return lines

    def _listed(self, items: list[str]) -> str:
        return "; ".join(self._item(item) for item in items)

    def _sure(self, row: dict[Any, Any]) -> str:
        if str(row["evidence"]).startswith("equal printed names"):
            return str(self.words["same_name"])
        if row["origin"] == "person":
            return str(self.words["person"]).format(sure=self.words[row["certainty"]])
        return str(self.words["model"]).format(sure=self.reader.wording.number(row["probability"], 2))

    def _item(self, item: str) -> str:
        row = self.reader.priorities[item]
        number = f"{row['number']} " if row["number"] else ""
        page = "" if math.isnan(row["page"]) else f", {self.words['page'].format(page=int(row['page']))}"
        return f"{number}{self.reader.item[item]}{page}"


def _links(table: pd.DataFrame) -> list[dict[str, object]]:
    return [
        {
            "from": row["from_id"],
            "to": row["to_id"],
            "relation": row["relation"],
            "probability": None if math.isnan(row["probability"]) else row["probability"],
            "origin": row["origin"],
            "certainty": row["certainty"] or None,
            "evidence": row["evidence"],
        }
        for row in table.to_dict("records")
    ]
