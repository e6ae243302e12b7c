"""The order of works: dates that may be a month or a year only, and which work follows which."""

from __future__ import annotations

import calendar
from collections.abc import Hashable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pandas as pd

from kentering.errors import InputError
from kentering.tables import LEVELS

NOT_FINAL = ("draft", "announcement")  # states of a work that was not adopted
_STATUS_ORDER = ("final", "example", "draft", "announcement")


def first_day(partial: str) -> date | None:
    """The earliest day that a partial date may mean; none where the date is empty.

    >>> first_day("2016"), first_day("2016-06"), first_day("")
    (datetime.date(2016, 1, 1), datetime.date(2016, 6, 1), None)
    """
    if not partial:
        return None
    year, month, day = _parts(partial)
    return _day(partial, year, month or 1, day or 1)


def last_day(partial: str) -> date | None:
    """The latest day that a partial date may mean; none where the date is empty.

    >>> last_day("2016"), last_day("2016-02"), last_day("2016-06-07")
    (datetime.date(2016, 12, 31), datetime.date(2016, 2, 29), datetime.date(2016, 6, 7))
    """
    if not partial:
        return None
    year, month, day = _parts(partial)
    return _day(partial, year, month or 12, day or calendar.monthrange(year, month or 12)[1])


def begin(work: Mapping[Hashable, Any] | pd.Series) -> date | None:
    """The first day of a work's cycle, or of its validity where the cycle has no dates; none where neither has."""
    return first_day(str(work["cycle_start"])) or first_day(str(work["valid_from"]))


def ends(works: pd.DataFrame) -> dict[str, date | None]:
    """The last day of each work's cycle, or of its validity where the cycle has no end.

    Where neither is known, the day before the next work of its series begins, and of the last of a series its first
    day: the only one of which it is certain. None where no first day is known either.
    """
    rows = {str(row["work_id"]): row for row in works.to_dict("records")}
    starts = {work: begin(row) for work, row in rows.items()}
    follower = dict(successive(works))
    found: dict[str, date | None] = {}
    for work, row in rows.items():
        told = last_day(str(row["cycle_end"])) or last_day(str(row["valid_to"]))
        following = starts[follower[work]] if work in follower else None
        found[work] = told or (following - timedelta(days=1) if following else starts[work])
    return found


def ordered(works: pd.DataFrame) -> pd.DataFrame:
    """The works by level (the highest first), cycle, series and name; those without a date last in their level.

    A draft or an announcement stands before the final work of its series that begins on the same day.
    """
    keyed = works.assign(
        _level=[LEVELS.index(level) for level in works["level"]],
        _begin=[(begin(work) or date.max).isoformat() for work in works.to_dict("records")],
        _final=~works["status"].isin(NOT_FINAL),
    )
    by = ["_level", "_begin", "family", "series", "_final", "work_id"]
    return keyed.sort_values(by, kind="stable", ignore_index=True).drop(columns=["_level", "_begin", "_final"])


def successive(works: pd.DataFrame) -> list[tuple[str, str]]:
    """Pairs of works that follow each other in one series, the earlier first.

    One work stands for a cycle: the final one, and where there is none the example, the draft or the announcement. A
    draft or an announcement before a plan that was adopted became none, and stands in no pair. A work with neither a
    cycle nor a validity has no place in the order and stands in no pair.
    """
    chains: dict[str, dict[str, str]] = {}
    final = {str(row["work_id"]): row["status"] not in NOT_FINAL for row in works.to_dict("records")}
    for row in sorted(works.to_dict("records"), key=_place):
        first = begin(row)
        if first:
            chains.setdefault(str(row["series"]), {}).setdefault(first.isoformat(), str(row["work_id"]))
    found: list[tuple[str, str]] = []
    for chain in map(list, (each.values() for each in chains.values())):
        last = max((place for place, work in enumerate(chain) if final[work]), default=-1)
        found += pairwise(work for place, work in enumerate(chain) if final[work] or place > last)
    return found


def _place(row: Mapping[Hashable, Any]) -> tuple[str, str, int, str, str]:
    """Where a work stands: by series, first day, status (final before draft), last day of its cycle and name."""
    start = (begin(row) or date.max).isoformat()
    end = (last_day(str(row["cycle_end"])) or date.max).isoformat()
    return str(row["series"]), start, _STATUS_ORDER.index(row["status"]), end, str(row["work_id"])


def _parts(partial: str) -> tuple[int, int, int]:
    """Year, month and day; 0 for what is not said."""
    try:
        year, month, day = [*(int(part) for part in partial.split("-")), 0, 0][:3]
    except ValueError:
        raise _no_such(partial) from None
    _day(partial, year, month or 1, 1)
    return year, month, day


def _day(partial: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise _no_such(partial) from None


def _no_such(partial: str) -> InputError:
    return InputError(f"no such day as {partial}", "write a day that exists, or only the month or the year")
