"""Two plans held against each other, as JSON or as a page to read."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterator
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
    """The keys links, new and dropped, and after them what is uncertain and what to mind.

    A person's link has a certainty and no probability (null), a model's the other way round.
    """
    told = {
        "links": _links(found.links),
        "new": found.new,
        "dropped": found.dropped,
        "uncertain": _links(found.uncertain),
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
        self.found = found
        self.words = tomllib.loads(files("kentering.cli").joinpath("comparing.toml").read_text("utf-8"))[language]
        order = [language, *(each for each in LANGUAGES if each != language)]
        self.items = {
            str(row["priority_id"]): self._item({str(k): v for k, v in row.items()}, order)
            for row in study.priorities.to_dict("records")
        }
        rows = {str(row["work_id"]): row for row in study.works.to_dict("records")}
        pair = (found.from_work, found.to_work)
        self.titles = [_first(rows[work], "title", order) or work for work in pair]
        self.one_series = rows[pair[0]]["series"] == rows[pair[1]]["series"]

    def lines(self) -> Iterator[str]:
        found, pair = self.found, (self.found.from_work, self.found.to_work)
        yield f"{self.titles[0]} ({pair[0]})"
        yield f"  -> {self.titles[1]} ({pair[1]})"
        yield from self._section(self.words["warnings"], [f"  {each}" for each in found.warnings])
        for relation in _RELATIONS:
            rows = found.links[found.links["relation"] == relation].to_dict("records")
            yield from self._section(self.words[relation], [line for row in rows for line in self._tie(row)])
        names = ("new", "dropped") if self.one_series else ("only_in_to", "only_in_from")
        for name, work, items in zip(names, pair[::-1], (found.new, found.dropped), strict=True):
            lines = [f"  {self.items[item]}" for item in items] or [f"  {self.words['none']}"]
            yield from self._section(self.words[name].format(work=work), lines)
        uncertain = found.uncertain.to_dict("records")
        yield from self._section(self.words["uncertain"], [line for row in uncertain for line in self._tie(row)])

    def _section(self, title: str, lines: list[str]) -> Iterator[str]:
        if lines:
            yield from ("", title, *lines)

    def _tie(self, row: dict[Any, Any]) -> Iterator[str]:
        yield f"  {self.items[row['from_id']]}"
        yield f"    -> {self.items[row['to_id']]}  [{self._sure(row)}]"

    def _sure(self, row: dict[Any, Any]) -> str:
        if row["origin"] == "person":
            return str(self.words["person"]).format(sure=self.words[row["certainty"]])
        return str(self.words["model"]).format(sure=f"{row['probability']:.2f}")

    def _item(self, row: dict[str, Any], order: list[str]) -> str:
        number = f"{row['number']} " if row["number"] else ""
        page = "" if math.isnan(row["page"]) else f", {self.words['page'].format(page=int(row['page']))}"
        return f"{number}{_first(row, 'name', order)}{page}"


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


def _first(row: dict[Any, Any], column: str, order: list[str]) -> str:
    return next((str(row[f"{column}_{each}"]) for each in order if row[f"{column}_{each}"]), "")
