"""A small study whose tables are invented, with every kind of thing that a report tells."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
from invented import priorities, works

from kentering import tables
from kentering.settings import Settings
from kentering.tables.commitment import ARRANGEMENTS, CONCRETE, MEASURES

THEMES = ("T01", "T02", "T03")


class Told(SimpleNamespace):
    """Tables as a study has them; like a study it is itself and no other."""

    __hash__ = object.__hash__


def study(folder: Path, *, text: str = "full", title: str = "Twee plannen") -> Any:
    """Two federal plans and a local one; T01 rose, T02 cannot be told, T03 rose but is not stable."""
    (folder / "pdf").mkdir(parents=True, exist_ok=True)
    (folder / "pdf" / "a-2016-nl.pdf").write_bytes(b"%PDF-1.4")
    plans = works(
        {"work_id": "a-2016", "cycle": "2016-2019", "adopted": "2016-06-07", "date_precision": "day",
         "valid_to": "2021-12-31", "title_nl": title},
        {"work_id": "a-2022", "cycle": "2022-2025", "adopted": "2022-03", "date_precision": "month",
         "title_fr": "Plan national"},
        {"work_id": "z-2020", "cycle": "2020-2025", "series": "Z", "family": "Z", "level": "local",
         "adopted": "2020-01-01", "complete": False, "status": "draft"},
    )  # fmt: skip
    items = priorities(
        "a-2016#drugs", "a-2016#verkeer", "a-2022#drugs", "a-2022#cyber", "z-2020#drugs", a_2016_drugs="Drugs",
        a_2016_verkeer="Verkeersveiligheid", a_2022_drugs="Druggebruik", a_2022_cyber="<b>Cyber</b>",
        z_2020_drugs="Drugs in de zone",
    )  # fmt: skip
    items.loc[items["priority_id"] == "a-2016#verkeer", "confidence_nl"] = "memory"
    return Told(
        name="twee",
        fingerprint="",
        corpus=SimpleNamespace(passwords={}),
        folder=folder,
        titles={"nl": title, "fr": "Deux plans", "en": ""},
        settings=Settings(),
        works=plans,
        documents=_documents(text),
        priorities=items,
        provenance={"version of kentering": "0", "encoder": "none"},
        vectors=np.random.default_rng(1).normal(size=(12, 8)).astype("float32"),
        **_results(text),
    )


def without_texts(folder: Path) -> Any:
    """The same plans with no document at all."""
    told = study(folder)
    texts = ("documents", "passages", "assignments", "themes", "shares", "shifts", "lineage", "checks", "left_out")
    for name in (*texts, "found", "measured", "commitment"):
        setattr(told, name, tables.empty(name))
    told.vectors = np.zeros((0, 8), dtype="float32")
    return told


def of_one_work(folder: Path) -> Any:
    """One plan alone: nothing to compare it with."""
    told = study(folder)
    told.works = told.works[told.works["work_id"] == "a-2016"].reset_index(drop=True)
    told.documents = told.documents[told.documents["work_id"] == "a-2016"].reset_index(drop=True)
    told.priorities = told.priorities[told.priorities["work_id"] == "a-2016"].reset_index(drop=True)
    told.shares = told.shares[told.shares["work_id"] == "a-2016"].reset_index(drop=True)
    between = ("threads", "oscillations", "overlaps", "status_changes", "zones", "moves", "order")
    for name in ("shifts", "changes", "coverage", "lags", "found", "measured", "commitment", *between):
        setattr(told, name, tables.empty(name))
    return told


def _documents(text: str) -> pd.DataFrame:
    usual = {"pages": 4.0, "sha256": "", "pdf_url": "", "source_url": "", "rights": ""}
    rows = [
        {"document_id": f"{work}-nl", "work_id": work, "language": "nl", "text": text, "file": f"pdf/{work}-nl.pdf"}
        for work in ("a-2016", "a-2022", "z-2020")
    ]
    return tables.from_rows("documents", [{**usual, **row} for row in rows])


def _results(text: str) -> dict[str, pd.DataFrame]:
    return {
        **{name: tables.empty(name) for name in ("blocks", "furniture", "lineage")},
        **_passages(),
        **_shares(text),
        **_lists(),
        **_bound(text),
    }


_SAID = (
    *(("modality", value, n) for value, n in (("obligation", 4), ("commitment", 3), ("possibility", 1), ("none", 2))),
    *(("measure", value, 1) for value in MEASURES),
    *(("arrangement", value, 1) for value in ARRANGEMENTS),
    *(("concrete", value, 2) for value in CONCRETE),
)


def _bound(text: str) -> dict[str, pd.DataFrame]:
    """What the plans bind themselves to: of each ten sentences four oblige."""
    commitment = [
        {"work_id": work, "series": series, "level": level, "cycle": cycle, "text": text, "scope": "work",
         "theme_id": "", "aspect": aspect, "value": value, "n_said": n, "n_sentences": 10, "share": n / 10,
         "share_low": 0.0, "share_high": 0.9}
        for work, series, level, cycle in (
            ("a-2016", "A", "federal", "2016-2019"), ("a-2022", "A", "federal", "2022-2025"),
        )
        for aspect, value, n in _SAID
    ]  # fmt: skip
    none = {name: tables.empty(name) for name in ("commitments", "follow_up", "terms_used", "versions", "agreement",
                                                     "coding", "codebook")}  # fmt: skip
    tried = [("broad", 8, 0.9, True), ("broad", 9, 0.8, False), ("narrow", 20, 0.7, True)]
    columns = ("level", "n_themes", "stability", "chosen")
    curve = tables.from_rows("curve", [dict(zip(columns, row, strict=True)) for row in tried])
    return none | {"commitment": tables.from_rows("commitment", commitment), "curve": curve}


def _passages() -> dict[str, pd.DataFrame]:
    rows = []
    for number in range(12):
        work = ("a-2016", "a-2022", "z-2020")[number % 3]
        rows.append(
            {
                "passage_id": f"p{number:02d}", "document_id": f"{work}-nl", "page": 3, "page_last": 3 + number % 2,
                "page_label": "7" if work == "a-2022" else "3", "headings": ["1. Drugs"], "n_words": 5,
                "text": f"Woorden nummer {number} & <i>meer</i>", "n_sentences": 1, "block_first": number,
                "block_last": number, "priority_id": f"{work}#drugs", "running": True,
            }
        )  # fmt: skip
    assigned = [
        {"passage_id": row["passage_id"], "theme_id": THEMES[place % 3], "strength": 0.9 - place / 100,
         "second_id": "", "second_strength": 0.0, "narrow_id": "", "narrow_strength": 0.0, "narrow_second_id": "",
         "narrow_second_strength": 0.0}
        for place, row in enumerate(rows)
    ]  # fmt: skip
    usual = {"parent_id": "", "label_source": "words", "n_passages": 4, "n_works": 3, "cohesion": 0.5}
    labels = {"T01": ("drugs", "", ""), "T02": ("", "circulation", ""), "T03": ("", "", "cyber")}
    themes = [
        {**usual, "theme_id": theme, "stability": 0.4 if theme == "T03" else 0.9,
         "typical": [row["passage_id"] for row in rows if THEMES[int(row["passage_id"][1:]) % 3] == theme][:3],
         **{f"{kind}_{language}": label for kind in ("label", "keywords")
            for language, label in zip(("nl", "fr", "en"), labels[theme], strict=True)}}
        for theme in THEMES
    ]  # fmt: skip
    return {
        "passages": tables.from_rows("passages", rows),
        "assignments": tables.from_rows("assignments", assigned),
        "themes": tables.from_rows("themes", themes),
    }


def _shares(text: str) -> dict[str, pd.DataFrame]:
    counted = {"passage_share": 0.3, "passage_share_low": 0.2, "passage_share_high": 0.4, "repeated_within": 0.0,
               "repeated_between": 0.0, "sections": 20, "units": "sections"}  # fmt: skip
    shares = [
        {**counted, "work_id": work, "series": series, "level": level, "cycle": cycle, "text": text, "theme_id": theme,
         "n_passages": 2, "share": 0.3, "share_low": 0.2, "share_high": 0.4}
        for work, series, level, cycle in (
            ("a-2016", "A", "federal", "2016-2019"), ("a-2022", "A", "federal", "2022-2025"),
            ("z-2020", "Z", "local", "2020-2025"),
        )
        for theme in THEMES
    ]  # fmt: skip
    usual = {"series": "A", "level": "federal", "work_from": "a-2016", "work_to": "a-2022", "text": text,
             "share_from": 0.1, "q_value": 0.01, "p_value": 0.004, "kind": "up", "detectable": 0.05, "widened": 1.0,
             "sections_from": 20, "sections_to": 20, "hangs_on": "to", "section": "Drugs"}  # fmt: skip
    shifts = [
        {**usual, "theme_id": theme, "share_to": 0.1 + change, "change": change, "change_low": change - 0.02,
         "change_high": change + 0.02, "verdict": verdict, "passage_change": change,
         "passage_change_low": change - 0.02, "passage_change_high": change + 0.02,
         "change_without": change - 0.01, "verdict_without": verdict,
         "reason": "spans zero" if verdict == "inconclusive" else ""}
        for theme, change, verdict in (
            ("T01", 0.125, "shifted"), ("T02", 0.01, "inconclusive"), ("T03", 0.2, "shifted"),
        )
    ]  # fmt: skip
    return {"shares": tables.from_rows("shares", shares), "shifts": tables.from_rows("shifts", shifts)}


def _lists() -> dict[str, pd.DataFrame]:
    usual = {"certainty": "", "origin": "", "evidence": ""}
    pair = {"from_work": "a-2016", "to_work": "a-2022"}
    why = "no link among those between the two lists; {} is complete"
    changes = [
        {**usual, **pair, "kind": "renamed", "from_ids": ["a-2016#drugs"], "to_ids": ["a-2022#drugs"],
         "certainty": "high", "origin": "person", "evidence": "expert reading"},
        {**usual, **pair, "kind": "new", "from_ids": [], "to_ids": ["a-2022#cyber"], "evidence": why.format("a-2016")},
        {**usual, **pair, "kind": "dropped", "from_ids": ["a-2016#verkeer"], "to_ids": [],
         "evidence": why.format("a-2022")},
        {**usual, "from_work": "a-2016", "to_work": "z-2020", "kind": "narrower", "from_ids": ["a-2016#drugs"],
         "to_ids": ["z-2020#drugs"], "certainty": "medium", "origin": "person"},
    ]  # fmt: skip
    coverage = [
        {"from_work": "a-2016", "to_work": "z-2020", "n_declared": 2, "n_covered": 1, "coverage": 0.5,
         "uncovered": ["a-2016#verkeer"], "untold": [], "only_in_to": [], "origin": "person",
         "note": "the list of z-2020 is not complete"},
        {"from_work": "z-2020", "to_work": "a-2016", "n_declared": 1, "n_covered": 1, "coverage": 1.0,
         "uncovered": [], "untold": [], "only_in_to": ["a-2016#verkeer"], "origin": "model",
         "note": "the list of z-2020 is not complete"},
    ]  # fmt: skip
    lags = [
        {"from_work": "a-2016", "to_work": "z-2020", "days_low": 1303.0, "days_high": 1303.0, "overlap_days": 731.0,
         "overlap_most": 731.0, "gap_days": 0.0, "gap_most": 0.0, "order": "before", "note": ""},
        {"from_work": "a-2022", "to_work": "z-2020", "days_low": -820.0, "days_high": -790.0, "overlap_days": 1461.0,
         "overlap_most": 1461.0, "gap_days": 0.0, "gap_most": 0.0, "order": "after", "note": ""},
        {"from_work": "a-2016", "to_work": "a-2022", "days_low": 2093.0, "days_high": 2123.0, "overlap_days": 0.0,
         "overlap_most": 0.0, "gap_days": 12.0, "gap_most": 12.0, "order": "before", "note": ""},
    ]  # fmt: skip
    checks = [
        {"check": "theme_stability", "subject": "T03", "value": 0.4, "threshold": 0.6, "ok": False, "meaning": "x"},
        {"check": "never_heard_of", "subject": "", "value": 1.0, "threshold": 2.0, "ok": True, "meaning": "All well."},
    ]
    left_out = [
        {"document_id": "a-2012-nl", "file": "pdf/a-2012-nl.pdf", "reason": "no text", "hint": "read it <by> OCR"}
    ]
    made = {"changes": changes, "coverage": coverage, "lags": lags, "checks": checks, "left_out": left_out}
    return {name: tables.from_rows(name, rows) for name, rows in (made | _answers()).items()} | {
        "links": tables.empty("links")
    }


def _answers() -> dict[str, list[dict[str, Any]]]:
    sure = {"certainty": "medium", "probability": float("nan"), "origin": "person"}
    model = {"certainty": "", "probability": 0.93, "origin": "model"}
    pair = {"from_work": "a-2016", "to_work": "a-2022"}
    thread = {"thread_id": "A-01", "series": "A", "own": True, "complete": True}
    lists = [
        {"work_id": work, "priority_id": f"{work}#{key}", "parent_id": "", "top_id": f"{work}#{key}", "depth": 0,
         "place": place, "of": of, "number": str(place), "number_alternative": "", "kind": "priority"}
        for work, key, place, of in (
            ("a-2016", "drugs", 1, 2), ("a-2016", "verkeer", 2, 2), ("a-2022", "drugs", 1, 2),
            ("a-2022", "cyber", 2, 2),
            ("z-2020", "drugs", 1, 1),
        )
    ]  # fmt: skip
    measured = {"work_id": "a-2016", "text": "digest", "depth": 0, "of": 2, "kind": "priority", "n_passages": 4,
                "share_low": 0.1, "share_high": 0.6, "equal": 0.25}  # fmt: skip
    found = {"document_id": "a-2016-nl", "work_id": "a-2016", "language": "nl", "text": "digest", "page": 3.0,
             "number": "", "similarity": 1.0}  # fmt: skip
    return {
        "held": [
            {
                "work_id": work,
                "level": level,
                "series": series,
                "cycle": "",
                "status": "final",
                "nl": "digest",
                "fr": "missing",
                "en": "none",
            }
            for work, level, series in (
                ("a-2016", "federal", "A"),
                ("a-2022", "federal", "A"),
                ("z-2020", "local", "Z"),
            )
        ],
        "lists": lists,
        "threads": [
            {**thread, **sure, "work_id": "a-2016", "presence": "named", "items": ["a-2016#drugs"]},
            {**thread, **model, "work_id": "a-2022", "presence": "within", "items": ["a-2022#drugs"]},
        ],
        "oscillations": [
            {
                **pair,
                **model,
                "via_work": "z-2020",
                "kind": "split and merged",
                "from_id": "a-2016#drugs",
                "via_ids": ["z-2020#drugs"],
                "to_id": "a-2022#drugs",
                "direct": "same",
                "neighbours": ["narrower", "broader"],
            },
        ],
        "overlaps": [
            {
                "from_work": "a-2016",
                "to_work": "z-2020",
                "from_family": "A",
                "to_family": "Z",
                "n_from": 2,
                "found_from": 1,
                "n_to": 1,
                "found_to": 1,
                "only_from": ["a-2016#verkeer"],
                "only_to": [],
                "note": "the list of z-2020 is not complete; z-2020 is a draft",
            },
        ],
        "status_changes": [
            {
                **pair,
                **sure,
                "from_id": "a-2016#drugs",
                "to_id": "a-2022#drugs",
                "from_kind": "transversal",
                "to_kind": "priority",
                "frame": False,
                "relation": "renamed",
            },
        ],
        "zones": [
            {
                "work_id": "a-2016",
                "cycle": "2020-2025",
                "priority_id": "a-2016#drugs",
                "n_zones": 1,
                "n_having": 1,
                "n_lacking": 0,
                "n_unknown": 0,
                "having": ["z-2020"],
                "lacking": [],
            },
        ],
        "moves": [
            {
                **pair,
                "from_id": "a-2016#drugs",
                "to_id": "a-2022#drugs",
                "from_place": 1,
                "to_place": 1,
                "from_number": "1",
                "to_number": "2.1",
                "shift": 0,
                "certainty": "high",
                "origin": "person",
            },
        ],
        "order": [
            {
                "work_id": "a-2016",
                "against": "alphabet",
                "with_id": "nl",
                "n": 6,
                "tau": 1.0,
                "tau_low": 0.9,
                "tau_high": 1.0,
                "p_value": 0.003,
            },
        ],
        "timeline": [],
        "found": [
            {**found, "priority_id": "a-2016#drugs", "where": "heading", "said": "Drugs"},
            {
                **found,
                "priority_id": "a-2016#verkeer",
                "where": "not found",
                "said": "",
                "page": float("nan"),
                "similarity": float("nan"),
            },
            {**found, "priority_id": "", "where": "undeclared heading", "said": "Milieu", "similarity": float("nan")},
        ],
        "measured": [
            {**measured, "priority_id": "a-2016#drugs", "place": 1, "share": 0.4},
            {**measured, "priority_id": "", "place": 0, "of": 0, "kind": "", "share": 0.6, "equal": float("nan")},
        ],
    }
