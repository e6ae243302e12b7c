"""The page: every part of the report put into its template."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup

from kentering.report import answers, commitment, doubts, findings, plans, remarks, search, threads, ties, words
from kentering.report.charts import Figure
from kentering.report.coded import coded
from kentering.report.quotations import PER_CELL, Quotations
from kentering.report.reader import Reader
from kentering.report.themes import ShiftPair, cells, curve, curve_said, themes
from kentering.tables import LANGUAGES, TEXTS

MOST_SENTENCES = 40
FEW_OVERLAPS = 8  # of one pair of levels
NO_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Signs that turn the direction of all that follows them: no word in a name or quotation needs them."""
METHODS = ("reading", "passages", "vectors", "themes", "shares", "shifts", "links", "dates", "limits")


class Lag(NamedTuple):
    """Two plans in days."""

    works: tuple[str, str]
    work_from: str
    work_to: str
    days: str
    overlap: str
    gap: str
    order: str
    remarks: list[remarks.Remark]


def page(
    reader: Reader,
    quotations: Quotations,
    pairs: list[ShiftPair],
    drawn: dict[str, Figure],
    languages: Sequence[str] = (),
) -> str:
    """The report as HTML, with the way to the same report in the other languages that are written beside it."""
    told = ties.pairs(reader, quotations)
    parts = {
        "w": reader.wording,
        "lang": reader.wording.language,
        "title": _title(reader),
        "running": _css_string(_title(reader)),
        "figures": drawn,
        "script": search.script(),
        "versions": search.versions(reader, languages),
        "choices": search.choices(reader),
        "at": partial(search.at, reader),
        "banner": _banner(reader),
        "left_out": doubts.left_out(reader),
        "pairs": [pair for pair in told if not reader.is_crowded(pair.work_from)],
        "gist": findings.gist(reader, quotations),
        "overlaps": findings.overlaps(reader, quotations, FEW_OVERLAPS),
        "adoptions": findings.adoptions(reader),
        "validities": findings.validities(reader),
        "most": MOST_SENTENCES,
        "beside": {"plans": reader.besides, "name": reader.study.name},
        "per_cell": reader.wording.number(PER_CELL),
        "series": plans.series(reader, quotations, told),
        "works": [findings.dated(work, reader) for work in reader.works.values()],
        "themes": themes(reader, quotations),
        "outside": _outside(reader),
        "curve": curve(reader),
        "curve_said": curve_said(reader),
        "coded": coded(reader),
        "cells": cells(reader, quotations),
        "full_pairs": [pair for pair in pairs if pair.full],
        "other_pairs": [pair for pair in pairs if not pair.full],
        "lags": _lags(reader),
        "answers": _answers(reader),
        "bound": commitment.binding(reader),
        "held": _held(reader),
        "coverage": _coverage(reader),
        "checks": doubts.checks(reader),
        "methods": _methods(reader),
        "settings": _settings(reader),
        "documents": _documents(reader),
        "provenance": _provenance(reader),
    }
    return _template().render(**parts).translate(NO_TURNING)


def _answers(reader: Reader) -> dict[str, Any]:
    """What the tables of answers say, each for its place in the page."""
    series, rows = answers.in_force(reader)
    return {
        "threads": threads.threads(reader),
        "swings": threads.oscillations(reader),
        "statuses": threads.status_changes(reader),
        "orders": answers.orders(reader),
        "moves": answers.renumberings(reader),
        "zones": answers.zones(reader),
        "force_series": series,
        "force": rows,
        "spent": words.spent(reader),
        "sought": words.sought(reader),
    }


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(Path(__file__).parent / "templates")
    options: dict[str, Any] = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    return jinja2.Environment(loader=loader, undefined=jinja2.StrictUndefined, **options).get_template("page.html.j2")


def _title(reader: Reader) -> str:
    titles = reader.study.titles
    languages = (reader.wording.language, "nl", "fr", "en")
    title = next((titles[each] for each in languages if titles.get(each)), reader.study.name)
    return reader.wording.spaced(title)


def _css_string(text: str) -> Markup:
    r"""Words as a string of a style sheet, in which nothing can end the string, the sheet or the page.

    >>> print(_css_string('a "b" </style>'))
    "a\20 \22 b\22 \20 \3c \2f style\3e "
    """
    return Markup('"' + "".join(each if each.isalnum() else f"\\{ord(each):x} " for each in text) + '"')


def _banner(reader: Reader) -> dict[str, Any]:
    """How many documents are digests or summaries, and how many were read, of how many."""
    texts = list(reader.study.documents["text"])
    counts = {kind: texts.count(kind) for kind in ("digest", "summary", "commentary")}
    passages = reader.study.passages
    read = passages["document_id"].nunique()
    return {**counts, "all": len(texts), "read": read, "works": len(reader.works), "passages": len(passages)}


def _outside(reader: Reader) -> str:
    """How many passages of running text fit no theme, of how many."""
    passages, assigned = reader.study.passages, reader.study.assignments
    running = set(passages.loc[passages["running"].astype(bool), "passage_id"])
    themed = assigned.loc[assigned["passage_id"].isin(running), "theme_id"]
    return reader.wording.count("themes.outside", int((themed == "").sum()), all=reader.wording.number(len(themed)))


def _lags(reader: Reader) -> list[Lag]:
    wording = reader.wording
    return [
        Lag(
            works=(str(row["from_work"]), str(row["to_work"])),
            work_from=reader.work.get(str(row["from_work"]), str(row["from_work"])),
            work_to=reader.work.get(str(row["to_work"]), str(row["to_work"])),
            days=_between(row["days_low"], row["days_high"], reader),
            overlap=_range(row["overlap_days"], row["overlap_most"], reader),
            gap=_range(row["gap_days"], row["gap_most"], reader),
            order=wording(f"order.{str(row['order']).replace(' ', '_')}"),
            remarks=remarks.remarks(str(row["note"]), reader),
        )
        for row in reader.study.lags.to_dict("records")
        if not reader.is_crowded(str(row["from_work"]), str(row["to_work"]))
    ]


def _between(low: float, high: float, reader: Reader) -> str:
    said = [reader.wording.number(each, sign=True) for each in (low, high)]
    return said[0] if said[0] == said[1] else " … ".join(said)


def _range(low: float, high: float, reader: Reader) -> str:
    return findings.between(low, high, reader)


def _held(reader: Reader) -> list[dict[str, str]]:
    """What is held of each plan in each language."""
    known = {each: reader.wording(f"text.{each}") for each in TEXTS}
    known |= {each: reader.wording(f"held.{each}") for each in ("missing", "none")}
    return [
        {
            "work_id": str(row["work_id"]),
            "work": reader.work.get(str(row["work_id"]), str(row["work_id"])),
            **{language: known.get(str(row[language]), str(row[language])) for language in LANGUAGES},
        }
        for row in reader.study.held.to_dict("records")
    ]


def _coverage(reader: Reader) -> list[dict[str, Any]]:
    return [
        {
            "works": (str(row["from_work"]), str(row["to_work"])),
            "from": reader.work.get(str(row["from_work"]), str(row["from_work"])),
            "to": reader.work.get(str(row["to_work"]), str(row["to_work"])),
            "figure": f"{int(row['n_covered'])}/{int(row['n_declared'])}",
            "percent": reader.wording.percent(row["coverage"], 0),
            "uncovered": [ties.item(each, reader) for each in row["uncovered"]],
            "remarks": remarks.remarks(str(row["note"]), reader),
        }
        for row in reader.study.coverage.to_dict("records")
        if not reader.is_crowded(str(row["from_work"]), str(row["to_work"]))
    ]


def _methods(reader: Reader) -> list[tuple[str, str]]:
    """Each method: its name and how it was done, with the settings that were used."""
    settings, wording = reader.study.settings, reader.wording
    gaps = {
        "model": settings.embed.model,
        "min_words": settings.segment.min_words,
        "max_words": settings.segment.max_words,
        "stability": wording.number(settings.compare.stability, 2),
        "confidence": wording.percent(settings.compare.confidence, 0),
        "effect": wording.number(settings.compare.smallest_effect * 100, 1),
        "false_discovery": wording.percent(settings.compare.false_discovery, 0),
        "certainty": reader.said("certainty", settings.match.certainty),
    }
    return [(wording(f"methods.{name}.title"), wording(f"methods.{name}.text", **gaps)) for name in METHODS]


def _settings(reader: Reader) -> list[tuple[str, str, str]]:
    """Every setting: name as in corpus.toml, value, meaning."""
    return [
        (f"{section}.{name}", str(value), reader.wording(f"setting.{section}.{name}"))
        for section, values in reader.study.settings.model_dump().items()
        for name, value in values.items()
    ]


def _documents(reader: Reader) -> list[dict[str, Any]]:
    return [
        {
            "document": str(row["document_id"]),
            "work": reader.work.get(str(row["work_id"]), str(row["work_id"])),
            "language": reader.said("language", str(row["language"])),
            "text": reader.wording(f"text.{row['text']}"),
            "pages": reader.wording.number(row["pages"]),
            "sha256": str(row["sha256"]),
            "href": reader.link(str(row["file"]), 1),
            "rights": remarks.remarks(str(row["rights"]), reader),
            "source": str(row["source_url"]),
        }
        for row in reader.study.documents.to_dict("records")
    ]


def _provenance(reader: Reader) -> list[tuple[str, str]]:
    """Versions, encoder and settings; the hashes of files stand in the list of documents."""
    found = []
    for name, value in reader.study.provenance.items():
        if name.startswith("sha256 of "):
            continue
        package = name.removeprefix("version of ")
        is_version = package != name
        said = reader.wording("provenance.version", name=package) if is_version else reader.said("provenance", name)
        found.append((said, str(value)))
    return found
