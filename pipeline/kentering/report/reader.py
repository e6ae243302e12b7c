"""A study as one reader sees it: in one language, every thing under one name, files found from the report."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pandas as pd

from kentering import claims, coding
from kentering.claims import Claim, Phrase, Voice
from kentering.extract.tongues import tongue
from kentering.plot import names
from kentering.plot.wording import Wording

if TYPE_CHECKING:
    from kentering.study import Study

Row = Mapping[Any, Any]
MOST_SERIES = 12  # of one family: with more, each is told in short


@dataclass(frozen=True)
class Reader:
    """A study, the words of a language and the folder that the report is written to."""

    study: Study
    wording: Wording
    out: Path

    @cached_property
    def work(self) -> dict[str, str]:
        """The name per work: NVP 2016-2019."""
        return names.work_names(self.study.works, self.wording)

    @cached_property
    def series(self) -> dict[str, str]:
        """The short name per series: NVP."""
        return names.series_names(self.study.works, self.wording)

    @cached_property
    def cited(self) -> dict[str, str]:
        """The shortest name per work: NVP 2016."""
        return names.cited_names(self.study.works, self.wording)

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Every claim of the study by its id, the weightiest of each part first."""
        return {claim.claim_id: claim for claim in claims.claims(self.study)}

    @cached_property
    def voice(self) -> Voice:
        """What turns a claim into a sentence: the only source of sentences that say something of the plans."""
        return claims.voice(self.study, self.wording.language)

    def sentence(self, claim_id: str) -> str:
        """The sentence of a claim; empty where the study bears no such claim."""
        claim = self.claims.get(claim_id)
        return self.voice.sentence(claim) if claim else ""

    def called(self, work_id: str) -> Phrase:
        """A plan as a sentence has it, with its article: het NVP 2022-2025, le PNS 2022-2025."""
        return Phrase(self.voice.plan(work_id))

    @cached_property
    def item(self) -> dict[str, str]:
        """The official name per declared item, with its language where it is another one and "from memory" if so."""
        return names.item_names(self.study.priorities, self.wording)

    @cached_property
    def languages(self) -> dict[str, str]:
        """The language in which the name of each declared item is given; empty where it has none."""
        then = names.languages_of_lists(self.study.priorities)
        rows = self.priorities.items()
        return {item: names.in_language(row, "name", self.wording, then[str(row["work_id"])])[1] for item, row in rows}

    @cached_property
    def theme(self) -> dict[str, str]:
        """The name per theme, its id first; the empty id is no theme."""
        return names.theme_names(self.study.themes, self.wording)

    @cached_property
    def works(self) -> dict[str, Row]:
        """The row per work."""
        return {str(row["work_id"]): row for row in names.in_order(self.study.works).to_dict("records")}

    @cached_property
    def priorities(self) -> dict[str, Row]:
        """The row per declared item."""
        return {str(row["priority_id"]): row for row in self.study.priorities.to_dict("records")}

    @cached_property
    def odds(self) -> dict[frozenset[str], float]:
        """The model's probability for each two items that it tied."""
        links = self.study.links
        rows = links[links["origin"] == "model"].to_dict("records")
        return {frozenset((str(row["from_id"]), str(row["to_id"]))): float(row["probability"]) for row in rows}

    @cached_property
    def anchors(self) -> dict[str, str]:
        """The place in the report of each declared item."""
        return {item: f"item-{place}" for place, item in enumerate(self.priorities, 1)}

    @cached_property
    def crowded(self) -> dict[str, str]:
        """The family per series of a family with so many series that each cannot have a part of its own, as zones."""
        family = {str(row["series"]): str(row["family"]) for row in self.works.values()}
        sizes = Counter(family.values())
        return {series: name for series, name in family.items() if sizes[name] > MOST_SERIES}

    def is_crowded(self, *works: str) -> bool:
        """Is one of these works of such a series?"""
        return any(str(self.works[work]["series"]) in self.crowded for work in works if work in self.works)

    @cached_property
    def apart(self) -> set[str]:
        """The works told one by one: of a crowded family only those of its first series, to bound the page."""
        few: dict[str, list[str]] = {}
        for series, family in self.crowded.items():
            few.setdefault(family, []).append(series)
        told = {series for own in few.values() for series in own[:MOST_SERIES]}
        return {work for work, row in self.works.items() if row["series"] not in self.crowded or row["series"] in told}

    @property
    def besides(self) -> int:
        """How many works are not told one by one: their figures stand in the tables beside the report."""
        return len(self.works) - len(self.apart)

    @cached_property
    def places(self) -> dict[str, str]:
        """The number of each work in the report, by which it is filtered."""
        return {work: str(place) for place, work in enumerate(self.works, 1)}

    @cached_property
    def codes(self) -> dict[str, list[tuple[str, str]]]:
        """Who gave each passage that people coded which theme of today."""
        study = self.study
        if study.coding.empty:
            return {}
        today = coding.by_today(study.coding, study.codebook, study.themes, study.assignments)
        found: dict[str, list[tuple[str, str]]] = {}
        for row in today[today["lost"] == ""].sort_values(["passage_id", "coder"], kind="stable").to_dict("records"):
            found.setdefault(str(row["passage_id"]), []).append((str(row["coder"]), str(row["broad"])))
        return found

    @cached_property
    def assignments(self) -> pd.DataFrame:
        """The themes that are counted: the machine's, or people's above them where the settings say so."""
        study = self.study
        if study.settings.compare.assigned_by == "machine":
            return study.assignments
        return coding.by_people(study.assignments, study.coding, study.codebook, study.themes)

    @cached_property
    def notes_in(self) -> str:
        """The language in which people wrote their notes on links; empty where that cannot be told."""
        links = self.study.links
        notes = " ".join(links.loc[links["origin"] == "person", "evidence"].astype(str)).strip()
        return tongue(notes) if notes else ""

    def with_rows(self, rows: pd.DataFrame) -> list[str]:
        """The works told one by one that have a row in a table, in order."""
        held = self.apart & set(rows["work_id"])
        return [work for work in self.works if work in held]

    def theme_anchor(self, theme_id: str, work_id: str) -> str:
        """The place in the report of a theme's quotations from a work."""
        return f"{theme_id or 'none'}-{list(self.works).index(work_id) + 1}"

    def bound_anchor(self, work_id: str) -> str:
        """The place in the report of what a work binds itself to; empty where it is not told by itself."""
        return f"bound-{list(self.works).index(work_id) + 1}" if work_id in self.apart else ""

    def link(self, file: str, page: int) -> str:
        """The way from the report to a page of a PDF; empty where the file is not there."""
        path = (self.study.folder / file).resolve()
        if not file or not path.is_file():
            return ""
        try:
            relative = Path(os.path.relpath(path, self.out.resolve())).as_posix()
        except ValueError:  # another drive
            return f"{path.as_uri()}#page={page}"
        return f"{quote(relative)}#page={page}"

    def quoted(self, text: str) -> str:
        """A name in the quotation marks of the language."""
        return self.wording.quoted(text)

    def said(self, table: str, value: str) -> str:
        """What a value of a column is called: `confidence`, `memory`; a value without words stays as it is."""
        key = f"{table}.{value}"
        return self.wording(key) if key in self.wording else value
