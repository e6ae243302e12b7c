"""In which terms plans say a thing, and whether their language versions say the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from kentering.report.reader import Reader
from kentering.words.thesaurus import thesaurus

TWINS = 3  # sections named of a plan in two languages
LEAST_DIFFERENCE = 0.25  # of the longer one, for twin sections to be named


class Worded(NamedTuple):
    """A concept, and the terms for it per plan and language."""

    concept: str
    rows: list[tuple[str, str, str, str, str]]


def worded(reader: Reader) -> list[Worded]:
    """The concepts that go by more than one term in one language, those named by most plans first."""
    table = reader.study.terms_used
    firm = table[~table["loose"]]
    several = firm.groupby(["concept", "language"])["phrase"].nunique()
    moving = sorted({str(concept) for concept, _ in several[several > 1].index})
    works = firm.groupby("concept")["work_id"].nunique()
    ordered = sorted(moving, key=lambda each: (-int(works[each]), each))
    return [_worded(each, firm[firm["concept"] == each], reader) for each in ordered]


def _worded(concept: str, rows: pd.DataFrame, reader: Reader) -> Worded:
    name = thesaurus().concepts[concept].name(reader.wording.language)
    listed = []
    for work in reader.with_rows(rows):
        for language, own in rows[rows["work_id"] == work].groupby("language", sort=True):
            terms = [
                reader.wording("bound.term", said=row["said"], n=row["n"], page=row["first_page"])
                for row in own.to_dict("records")
            ]
            text = str(own["text"].iloc[0])
            counted_on = "" if text == "full" else reader.wording(f"text.{text}")
            spoken = reader.said("language", str(language))
            listed.append((reader.work[work], str(language), spoken, counted_on, reader.wording.joined(terms)))
    return Worded(name, listed)


class Versions(NamedTuple):
    """A plan in two languages: a sentence, the twin sections whose length differs most, and the concepts counted."""

    sentence: str
    anchor: str
    twins: list[str]
    named: list[tuple[str, str]]


def versions(reader: Reader) -> list[Versions]:
    """Every plan in two languages."""
    table = reader.study.versions
    found = []
    for row in table[table["section"] == 0].to_dict("records"):
        same = (table["work_id"] == row["work_id"]) & (table["language_a"] == row["language_a"])
        twins = table[same & (table["language_b"] == row["language_b"]) & (table["section"] > 0)]
        told = [_twin(each, reader) for each in _apart(twins)]
        found.append(Versions(_compared(row, reader), reader.bound_anchor(row["work_id"]), told, _named(row, reader)))
    return found


def _named(row: Mapping[Any, Any], reader: Reader) -> list[tuple[str, str]]:
    """The concepts that both versions name, and those that only one does."""
    languages = [reader.said("language", str(row[f"language_{side}"])) for side in ("a", "b")]
    titles = [reader.wording("bound.both"), *(reader.wording("bound.only", language=each) for each in languages)]
    known = thesaurus().concepts
    lists = [
        sorted(known[each].name(reader.wording.language) for each in row[column])
        for column in ("concepts_both", "only_a", "only_b")
    ]
    return [(title, ", ".join(names)) for title, names in zip(titles, lists, strict=True) if names]


def _compared(row: Mapping[Any, Any], reader: Reader) -> str:
    wording = reader.wording
    known = row["binding_low"] == row["binding_low"]
    key = "unknown" if not known else "differs" if row["binding_low"] > 0 or row["binding_high"] < 0 else "alike"
    return wording(
        f"bound.versions_{key}",
        plan=reader.work.get(str(row["work_id"]), str(row["work_id"])),
        text=wording(f"text.{row['text']}"),
        a=reader.said("language", str(row["language_a"])),
        b=reader.said("language", str(row["language_b"])),
        words_a=wording.number(row["n_words_a"]),
        words_b=wording.number(row["n_words_b"]),
        binding_a=wording.percent(row["obligation_a"] + row["commitment_a"], 0),
        binding_b=wording.percent(row["obligation_b"] + row["commitment_b"], 0),
        both=wording.number(len(row["concepts_both"])),
        only_a=wording.number(len(row["only_a"])),
        only_b=wording.number(len(row["only_b"])),
    )


def _apart(twins: pd.DataFrame) -> list[dict[Any, Any]]:
    """The twin sections of which one version is much the longer, against the whole."""
    rows = twins.to_dict("records")
    apart = [(abs(row["share_a"] - row["share_b"]), row) for row in rows]
    unequal = [(gap, row) for gap, row in apart if gap >= LEAST_DIFFERENCE * max(row["share_a"], row["share_b"])]
    return [row for _, row in sorted(unequal, key=lambda each: (-each[0], each[1]["section"]))[:TWINS]]


def _twin(row: Mapping[Any, Any], reader: Reader) -> str:
    wording = reader.wording
    return wording(
        "bound.twin",
        a=row["heading_a"] or wording("quote.page", page=row["page_a"]),
        b=row["heading_b"] or wording("quote.page", page=row["page_b"]),
        words_a=wording.number(row["n_words_a"]),
        words_b=wording.number(row["n_words_b"]),
    )
