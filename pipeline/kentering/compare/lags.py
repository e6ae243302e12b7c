"""Works in time: days between adoptions, overlaps and gaps of validity, and what was in force on a day."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date, datetime
from itertools import combinations, product
from typing import Any

import pandas as pd

from kentering.cycles import NOT_FINAL, begin, ends, first_day, last_day, ordered, successive
from kentering.errors import InputError
from kentering.tables import from_rows

NAN = float("nan")

Row = Mapping[Hashable, Any]
_Span = tuple[date | None, date | None]


def lags(works: pd.DataFrame) -> pd.DataFrame:
    """Days from the adoption of one work to that of another, and how their times in force lie to each other.

    Pairs: works of different levels or families whose cycles overlap or touch, the higher level or the earlier cycle
    first, and neighbours of a series. An adoption known to the month or year gives a range of days. Overlap and gap go
    by validity, prolongations included, never by the period in a title, and are missing where it is open or unknown; a
    gap asks for the end of the one and the beginning of the other only. `overlap_days` and `gap_days` are the days that
    are certain, `overlap_most` and `gap_most` those that a date known to the month or year still leaves room for. Where
    a source gives another end of validity, `note` says what it would change.
    """
    rows = _rows(works)
    place = {str(work_id): number for number, work_id in enumerate(ordered(works)["work_id"])}
    pairs = set(successive(works)) | _meeting(rows, list(place), ends(works))
    listed = sorted(pairs, key=lambda pair: (place[pair[0]], place[pair[1]]))
    return from_rows("lags", [{"from_work": a, "to_work": b, **_lag(rows[a], rows[b])} for a, b in listed])


def in_force(works: pd.DataFrame, day: date | str) -> pd.DataFrame:
    """Whether each work was in force on a day: work_id, series, level, in_force (yes, no, maybe), why.

    `maybe` where a date is a month or a year that the day falls in, where a date is unknown, where sources give two
    ends and the day lies between them, and for a work that was not known to be adopted. A work whose end nobody gives
    is taken to end where the next final one of its series has surely begun: by its first day, where that is unknown by
    the period in its title and its adoption. None is in force before the period in its title where no first day is
    given. A draft of a plan that became final, or after its period, is not. A day that is none raises InputError.

    >>> in_force(pd.DataFrame(columns=["work_id"]), "2021-06-01").columns.tolist()
    ['work_id', 'series', 'level', 'in_force', 'why']
    """
    on = _day_asked(day)
    rows = []
    followers = _followers(works) if len(works) else {}
    final = {(row["series"], row["cycle"]): row["work_id"] for row in _rows(works).values() if row["status"] == "final"}
    for work in _rows(ordered(works) if len(works) else works).values():
        answer, why = _answer(work, on)
        became = final.get((work["series"], work["cycle"])) if work["status"] in NOT_FINAL and work["cycle"] else None
        if answer == "maybe" and became:
            answer, why = "no", f"a {work['status']}; the final plan is {became}"
        follower = followers.get(str(work["work_id"]))
        if answer == "maybe" and not work["valid_to"] and follower is not None and follower[1] <= on:
            answer, why = "no", f"no last day is known; followed by {follower[0]}"
        rows.append({**{name: work[name] for name in ("work_id", "series", "level")}, "in_force": answer, "why": why})
    return pd.DataFrame(rows, columns=["work_id", "series", "level", "in_force", "why"])


def _day_asked(day: date | str) -> date:
    if isinstance(day, datetime):
        return day.date()
    try:
        return date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError:
        message = f"no such day as {day}"
        raise InputError(message, "write year, month and day, as in 2020-07-14") from None


def _followers(works: pd.DataFrame) -> dict[str, tuple[str, date]]:
    """The next final work of the series of each, and the day on which it has surely begun."""
    rows = _rows(ordered(works))
    finals: dict[str, list[tuple[date, str]]] = {}
    for each, row in rows.items():
        if row["status"] == "final" and (opens := begin(row)):
            finals.setdefault(str(row["series"]), []).append((opens, each))
    found: dict[str, tuple[str, date]] = {}
    for each, row in rows.items():
        own, of_series = begin(row), finals.get(str(row["series"]), [])
        following = min((other for other in of_series if own and other[0] > own), default=None)
        begun = _begun(rows[following[1]]) if following else None
        if following and begun:
            found[each] = (following[1], begun)
    return found


def _begun(work: Row) -> date | None:
    """The day on which a work has surely begun."""
    opens, adopted = last_day(str(work["cycle_start"])), last_day(str(work["adopted"]))
    return last_day(str(work["valid_from"])) or (max(opens, adopted or opens) if opens else None)


def _rows(works: pd.DataFrame) -> dict[str, Row]:
    return {str(row["work_id"]): row for row in works.to_dict("records")}


def _meeting(rows: Mapping[str, Row], order: Sequence[str], last: Mapping[str, date | None]) -> set[tuple[str, str]]:
    """Works of different levels or families whose cycles share a day, or follow each other within a day.

    Works of one level and family are never paired here, so that hundreds of zones are set beside the few others only.
    """
    spans = {each: (begin(rows[each]), last[each]) for each in order}
    kinds: dict[tuple[str, str], list[str]] = {}
    for each in order:
        kinds.setdefault((str(rows[each]["level"]), str(rows[each]["family"])), []).append(each)
    place = {each: number for number, each in enumerate(order)}
    pairs = {
        (a, b) if place[a] < place[b] else (b, a)
        for some, others in combinations(kinds.values(), 2)
        for a, b in product(some, others)
    }
    return {(a, b) for a, b in pairs if _touch(spans[a], spans[b])}


def _touch(first: _Span, second: _Span) -> bool:
    """Do the cycles share a day, or does one begin the day after the other ends?"""
    if None in (*first, *second):
        return False
    return _days(first[1], second[0]) <= 1 and _days(second[1], first[0]) <= 1


def _days(earlier: date | None, later: date | None) -> float:
    return float((later - earlier).days) if earlier and later else NAN


def _lag(first: Row, second: Row) -> dict[str, Any]:
    low = _days(last_day(str(first["adopted"])), first_day(str(second["adopted"])))
    high = _days(first_day(str(first["adopted"])), last_day(str(second["adopted"])))
    apart = _apart(first, second, "valid_to")
    return {
        "days_low": low,
        "days_high": high,
        **apart,
        "order": _order(low, high),
        "note": _note(first, second, apart),
    }


def _order(low: float, high: float) -> str:
    """Who came first: "before" where the first work did."""
    if pd.isna(low):
        return "unknown"
    if low == high == 0:
        return "same day"
    if low > 0:
        return "before"
    return "after" if high < 0 else "unclear"


def _note(first: Row, second: Row, known: dict[str, float]) -> str:
    """What the other ends that sources give would change."""
    others = [
        f"{work['work_id']} to {work['valid_alternative']}" for work in (first, second) if work["valid_alternative"]
    ]
    apart = _apart(first, second, "valid_alternative")
    if not others or pd.isna(apart["overlap_days"]) or apart == known:
        return ""
    overlap = _days_said(apart["overlap_days"], apart["overlap_most"])
    gap = _days_said(apart["gap_days"], apart["gap_most"])
    return f"a source gives {' and '.join(others)}: then {overlap} days of overlap and {gap} of gap"


def _days_said(low: float, high: float) -> str:
    return f"{low:.0f}" if low == high else f"{low:.0f}-{high:.0f}"


def _apart(first: Row, second: Row, end: str) -> dict[str, float]:
    """Days by the end of validity in the column `end`; where that is empty, by valid_to."""
    starts = [str(work["valid_from"]) for work in (first, second)]
    ends = [str(work[end] or work["valid_to"]) for work in (first, second)]
    names = ("overlap_days", "overlap_most", "gap_days", "gap_most")
    if not all((*starts, *ends)):
        return dict(zip(names, (NAN, NAN, *_gap(starts, ends)), strict=True))
    least = _days(max(map(_last, starts)), min(map(_first, ends))) + 1
    most = _days(max(map(_first, starts)), min(map(_last, ends))) + 1
    return dict(zip(names, (max(0.0, least), max(0.0, most), max(0.0, -most), max(0.0, -least)), strict=True))


def _gap(starts: Sequence[str], ends: Sequence[str]) -> tuple[float, float]:
    """The days between two works of which a day is unknown, certain and possible; missing where that one matters.

    The one that begins after the other has ended, or after the other has begun, cannot end before it.
    """
    for one, other in ((0, 1), (1, 0)):
        if ends[one] and starts[other]:
            least = _days(_last(ends[one]), _first(starts[other])) - 1
            most = _days(_first(ends[one]), _last(starts[other])) - 1
            if least >= 0 or (starts[one] and _last(starts[one]) <= _first(starts[other])):
                return max(0.0, least), max(0.0, most)
    return NAN, NAN


def _first(partial: str) -> date:
    return first_day(partial) or date.min


def _last(partial: str) -> date:
    return last_day(partial) or date.max


def _answer(work: Row, on: date) -> tuple[str, str]:
    begins, ends = str(work["valid_from"]), str(work["valid_to"])
    other = str(work["valid_alternative"])
    latest = [day for day in (last_day(ends), last_day(other) if ends else None) if day]
    earliest = [day for day in (first_day(ends), first_day(other) if ends else None) if day]
    start, sure_start = first_day(begins), last_day(begins)
    if (start and on < start) or (latest and on > max(latest)):
        return "no", f"in force {begins or '?'} to {ends or '?'}"
    opens, closes = first_day(str(work["cycle_start"])), last_day(str(work["cycle_end"]))
    early = not start and opens is not None and on < opens
    late = not ends and closes is not None and on > closes and work["status"] in NOT_FINAL
    if early or late:
        return "no", f"its title says {work['cycle_start'] or '?'} to {work['cycle_end'] or '?'}"
    if work["status"] in NOT_FINAL:
        return "maybe", f"known as {work['status']} only"
    if not begins or not ends:
        return "maybe", "no first day is known" if not begins else "no last day is known"
    if (sure_start and on < sure_start) or on > min(earliest):
        return "maybe", _doubt(begins, ends, other)
    return "yes", f"in force {begins} to {ends}"


def _doubt(begins: str, ends: str, other: str) -> str:
    return f"sources give {ends} and {other} as its end" if other else f"in force {begins} to {ends}, no day is known"
