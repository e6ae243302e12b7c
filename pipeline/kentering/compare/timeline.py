"""The plans on a line of time: what their titles say, when they were really in force, and what sources disagree on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from kentering.compare.lags import in_force
from kentering.cycles import first_day, last_day, ordered
from kentering.tables import from_rows

ISO = "%Y-%m-%d"


def timeline(works: pd.DataFrame) -> pd.DataFrame:
    """A row for each span or day of a plan: its title's period, its validity, its prolongation, its adoption.

    Where a source gives another end, that reading has a row of its own (`other end`) beside the validity, and neither
    is the right one. Each end is a range of days: one day where the date is exact, the month or the year where it is
    not; empty where it is unknown.
    """
    rows: list[dict[str, Any]] = []
    for _, work in ordered(works).iterrows():
        told = {name: str(work[name]) for name in ("work_id", "series", "level", "status", "source", "confidence")}
        rows += [{**told, **span} for span in _spans({str(key): str(cell) for key, cell in work.items()})]
    return from_rows("timeline", rows)


def years(works: pd.DataFrame, day: str = "01-01") -> pd.DataFrame:
    """Which plans were in force on one day of each year: year, date, series, work_id, in_force (yes, maybe), why.

    From the first year in which a plan began to the last in which one ends; a series of which no plan was in force,
    though it had one before and one after, has a row with an empty work_id and `no`.
    """
    known = [int(str(cell)[:4]) for name in ("valid_from", "valid_to") for cell in works[name] if cell]
    found: list[dict[str, Any]] = []
    for year in range(min(known), max(known) + 1) if known else []:
        on = f"{year}-{day}"
        answers = in_force(works, on)
        for series, group in answers.groupby("series", sort=True):
            holding = group[group["in_force"] != "no"]
            found += [
                {"year": year, "date": on, "series": series, **{name: row[name] for name in _SAID}}
                for row in holding.to_dict("records")
            ]
            if holding.empty and _between(works[works["series"] == series], on):
                found.append({"year": year, "date": on, "series": series, **_NONE})
    return pd.DataFrame(found, columns=["year", "date", "series", *_SAID])


_SAID = ("work_id", "in_force", "why")
_NONE = {"work_id": "", "in_force": "no", "why": "no plan of the series"}


def _between(works: pd.DataFrame, on: str) -> bool:
    begins = [day for each in works["valid_from"] if (day := first_day(str(each)))]
    that = date.fromisoformat(on)
    return any(day <= that for day in begins) and any(day > that for day in begins)


def _spans(work: dict[str, str]) -> list[dict[str, Any]]:
    prolonged = _prolonged(work)
    spans = [
        ("cycle", work["cycle_start"], work["cycle_end"]),
        ("validity", work["valid_from"], work["valid_to"]),
        ("prolongation", work["cycle_end"] if prolonged else "", work["valid_to"] if prolonged else ""),
        ("other end", work["valid_from"] if work["valid_alternative"] else "", work["valid_alternative"]),
        ("adoption", work["adopted"], work["adopted"]),
    ]
    return [_span(kind, begins, ends) for kind, begins, ends in spans if begins or ends]


def _span(kind: str, begins: str, ends: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "begins": begins,
        "ends": ends,
        "begin_low": _iso(first_day(begins)),
        "begin_high": _iso(last_day(begins)),
        "end_low": _iso(first_day(ends)),
        "end_high": _iso(last_day(ends)),
    }


def _prolonged(work: dict[str, str]) -> bool:
    title_end, end = last_day(work["cycle_end"]), first_day(work["valid_to"])
    return bool(title_end and end and end > title_end)


def _iso(day: date | None) -> str:
    return day.strftime(ISO) if day else ""
