"""How plans bind themselves: what they must, will and may, with what follow-up and means, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from kentering.report.quotations import Quotation, quotation
from kentering.report.reader import Reader
from kentering.report.terms import versions, worded
from kentering.report.themes import interval
from kentering.tables.commitment import ARRANGEMENTS, MEASURES

SHOWN = ("obligation", "commitment", "possibility")
QUOTED = 3  # sentences per plan and kind


class Said(NamedTuple):
    """A part of a plan's sentences, and sentences that say so."""

    label: str
    share: str
    interval: str
    number: str
    quotations: list[Quotation]


class Bound(NamedTuple):
    """A plan: how its sentences bind, which measures they name, what is concrete; a finding only of a full text."""

    plan: str
    anchor: str
    full: bool
    counted_on: str
    sentence: str
    claims: list[str]
    rows: list[Said]
    measures: list[Said]


class Arranged(NamedTuple):
    """A plan: what it says of follow-up, evaluation, means and side plans, and on which of them it says nothing."""

    plan: str
    counted_on: str
    full: bool
    sentences: str
    found: list[Said]
    silent: str


class Sentences:
    """The sentences of a study, quoted as a reader sees them."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        said = reader.study.commitments
        self.rows = said.assign(_foreign=(said["language"] != reader.wording.language).astype(int))

    def quoted(self, said: pd.DataFrame) -> list[Quotation]:
        """The first few of these sentences, those in the reader's language first."""
        chosen = said.sort_values("_foreign", kind="stable").head(QUOTED).to_dict("records")
        given = [{**row, "text": row["said"], "text_kind": row["text"]} for row in chosen]
        return [quotation({**row, **self._places[str(row["passage_id"])]}, self.reader) for row in given]

    @cached_property
    def _places(self) -> dict[str, dict[str, Any]]:
        """What a citation needs besides the sentence, per passage."""
        documents = self.reader.study.documents
        files = dict(zip(documents["document_id"], documents["file"], strict=True))
        return {
            str(row["passage_id"]): {
                "page_label": row["page_label"],
                "headings": row["headings"],
                "file": files.get(row["document_id"], ""),
            }
            for row in self.reader.study.passages.to_dict("records")
        }


def binding(reader: Reader) -> dict[str, Any]:
    """Every part of the section, for its template."""
    sentences = Sentences(reader)
    return {
        "bound": bound(sentences),
        "arranged": arranged(sentences),
        "worded": worded(reader),
        "versions": versions(reader),
    }


def bound(sentences: Sentences) -> list[Bound]:
    """Every plan with sentences, in the order of plans."""
    reader, said = sentences.reader, sentences.rows
    table = reader.study.commitment
    whole = table[table["scope"] == "work"]
    return [
        _bound(str(work), whole[whole["work_id"] == work], said[said["work_id"] == work], sentences)
        for work in reader.with_rows(whole)
    ]


def _bound(work: str, rows: pd.DataFrame, said: pd.DataFrame, sentences: Sentences) -> Bound:
    reader = sentences.reader
    wording, text = reader.wording, str(rows["text"].iloc[0])
    found = {str(row["value"]): row for row in rows.to_dict("records")}
    parts = [wording(f"bound.part_{value}", share=wording.percent(found[value]["share"], 0)) for value in SHOWN]
    sentence = wording(
        "bound.sentence",
        plan=reader.work[work],
        n=wording.number(found["none"]["n_sentences"]),
        parts=", ".join(parts),
        figures=wording.percent(found["figure"]["share"], 0),
        dates=wording.percent(found["date"]["share"], 0),
    )
    binds = [_said(f"modality.{each}", found[each], said[said["modality"] == each], sentences) for each in SHOWN]
    measures = [_said(f"measure.{each}", found[each], _holding(said, "measures", each), sentences) for each in MEASURES]
    told = [reader.sentence(each) for each in reader.claims if each.startswith(f"bound/{work}/")]
    counted_on = wording(f"text.{text}")
    anchor = reader.bound_anchor(work)
    return Bound(reader.work[work], anchor, text == "full", counted_on, sentence, told, binds, measures)


def _holding(said: pd.DataFrame, column: str, value: str) -> pd.DataFrame:
    """The sentences whose list in a column holds the value."""
    return said[np.array([value in cell for cell in said[column]], dtype=bool)]


def _said(label: str, row: Mapping[Any, Any], said: pd.DataFrame, sentences: Sentences) -> Said:
    reader = sentences.reader
    return Said(
        reader.wording(label),
        reader.wording.percent(row["share"]),
        interval(row["share_low"], row["share_high"], reader),
        reader.wording.number(row["n_said"]),
        sentences.quoted(_best(said)),
    )


def _best(said: pd.DataFrame) -> pd.DataFrame:
    """The most concrete sentences first: those that name an actor, a figure or a date."""
    concrete = said["actors"].map(bool).astype(int) + (said["n_figures"] > 0) + said["dates"].map(bool)
    binding = said["modality"].map({"obligation": 2, "commitment": 2, "possibility": 1}).fillna(0)
    order = ["_binding", "_concrete", "page", "passage_id", "place"]
    ranked = said.assign(_concrete=concrete, _binding=binding)
    return ranked.sort_values(order, ascending=[False, False, True, True, True], kind="stable")


def arranged(sentences: Sentences) -> list[Arranged]:
    """Every plan with text: the sentences on follow-up, evaluation, means and side plans."""
    reader, said = sentences.reader, sentences.rows
    table = reader.study.commitment
    whole = table[(table["scope"] == "work") & (table["aspect"] == "arrangement")]
    found = []
    for work in reader.with_rows(whole):
        rows = whole[whole["work_id"] == work].set_index("value").to_dict("index")
        own = said[said["work_id"] == work]
        text = str(whole.loc[whole["work_id"] == work, "text"].iloc[0])
        counted = reader.wording.count("count.sentence", int(rows[ARRANGEMENTS[0]]["n_sentences"]))
        here = [each for each in ARRANGEMENTS if rows[each]["n_said"]]
        none = [reader.wording(f"arrangement.{each}") for each in ARRANGEMENTS if each not in here]
        sayings = [
            _said(f"arrangement.{each}", rows[each], _holding(own, "arrangements", each), sentences) for each in here
        ]
        silent = reader.wording("bound.silent", subjects=reader.wording.listed(none)) if none else ""
        counted_on = reader.wording(f"text.{text}")
        found.append(Arranged(reader.work[work], counted_on, text == "full", counted, sayings, silent))
    return found
