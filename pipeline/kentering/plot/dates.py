"""When plans hold: the period in the title, the real validity, the adoption."""

from __future__ import annotations

import calendar
from typing import Any

import pandas as pd

from kentering.errors import InputError
from kentering.plot import looks
from kentering.plot.names import STATUSES_SAID, in_order, work_names
from kentering.plot.wording import Wording, load

BAR = 20
COLOURS = {"cycle": looks.PALE, "valid": looks.ACCENT, "possible": "#8fc1e3", "prolonged": looks.WARM}
MARKS = {"adopted": "diamond", "alternative": "triangle-left", "open": "triangle-right"}


def year_of(partial: str, *, end: bool = False) -> float | None:
    """A partial date as a year with a fraction: the start of that day, month or year, or with `end` its end.

    >>> year_of("2016"), year_of("2019", end=True), year_of("")
    (2016.0, 2020.0, None)
    """
    pieces = [int(piece) for piece in str(partial).split("-") if piece.isdigit()]
    if not pieces:
        return None
    year, month, day = (*pieces, 0, 0)[:3]
    if not month:
        return year + (1.0 if end else 0.0)
    days = calendar.monthrange(year, month)[1]
    passed = (day - 1 + (1 if end else 0)) if day else (days if end else 0)
    return round(year + (month - 1 + passed / days) / 12, 4)


def timeline(works: pd.DataFrame, language: str = "nl") -> Any:  # noqa: ANN401  (an Altair chart)
    """The period in each title, the real validity with its prolongation, and the adoption."""
    wording = load(language)
    ordered = in_order(works)
    names = work_names(works, wording)
    rows = [row for work in ordered.to_dict("records") for row in _spans(work, names[str(work["work_id"])], wording)]
    if not rows:
        message = "no work has a date, there is nothing to draw"
        raise InputError(message, "fill cycle_start and cycle_end in works.csv")
    order = [names[work] for work in ordered["work_id"]]
    prolonged = sum(row["kind"] == wording("timeline.prolonged") for row in rows)
    chart = _bars(rows, order, wording).properties(width=620, height=BAR * len(order))
    said = wording("alt.timeline", plans=wording.count("count.plan", len(order)), prolonged=wording.number(prolonged))
    return looks.finished(chart, wording, said)


def _bars(rows: list[dict[str, Any]], order: list[str], wording: Wording) -> Any:  # noqa: ANN401
    """A wide bar for the period in the title, a narrow one in it for the validity, and marks on them."""
    import altair as alt

    axis = alt.Axis(labelLimit=260, grid=True)
    y = alt.Y("work:N", sort=order, title=None, scale=alt.Scale(domain=order), axis=axis)
    x = alt.X(
        "start:Q",
        title=None,
        scale=alt.Scale(zero=False, nice=False),
        axis=alt.Axis(format="d", tickMinStep=2, labelOverlap=True),
    )
    spans = {wording(f"timeline.{kind}"): colour for kind, colour in COLOURS.items()}
    colour = alt.Color(
        "kind:N",
        title=None,
        scale=alt.Scale(domain=list(spans), range=list(spans.values())),
        legend=alt.Legend(orient="top", symbolType="square", columns=2, labelLimit=320),
    )
    title = wording("timeline.cycle")
    wide, narrow = (
        alt.Chart(looks.values([row for row in rows if row["kind"] in spans and (row["kind"] == title) == is_wide]))
        .mark_bar(size=size)
        .encode(x=x, x2="end:Q", y=y, color=colour)
        for is_wide, size in ((True, 15), (False, 6))
    )
    return alt.layer(wide, narrow, *_marks([row for row in rows if row["kind"] not in spans], x, y, wording))


def _marks(rows: list[dict[str, Any]], x: Any, y: Any, wording: Wording) -> list[Any]:  # noqa: ANN401
    import altair as alt

    if not rows:
        return []
    kinds = [wording(f"timeline.{kind}") for kind in MARKS]
    legend = alt.Legend(orient="top", symbolFillColor=looks.INK, symbolStrokeColor=looks.INK, columns=2, labelLimit=320)
    scale = alt.Scale(domain=kinds, range=list(MARKS.values()))
    base = alt.Chart(looks.values(rows))
    point = base.mark_point(color=looks.INK, filled=True, size=60, opacity=1)
    return [
        base.mark_rule(color=looks.INK, strokeWidth=2).encode(x=x, x2="end:Q", y=y),
        point.encode(x="middle:Q", y=y, shape=alt.Shape("kind:N", title=None, scale=scale, legend=legend)),
    ]


def _spans(work: dict[Any, Any], name: str, wording: Wording) -> list[dict[str, Any]]:
    spans = [
        ("cycle", year_of(work["cycle_start"]), year_of(work["cycle_end"], end=True)),
        *_validity(work),
        ("adopted", year_of(work["adopted"]), year_of(work["adopted"], end=True)),
    ]
    return [
        {
            "work": name,
            "kind": wording(f"timeline.{kind}"),
            "start": low,
            "end": high,
            "middle": _middle(kind, low, high),
        }
        for kind, low, high in spans
        if low is not None and high is not None and low <= high
    ]


def _middle(kind: str, low: float, high: float) -> float:
    return high if kind == "alternative" else (low + high) / 2


def _validity(work: dict[Any, Any]) -> list[tuple[str, float | None, float | None]]:
    """The days that are certain, those that a date of a month or year leaves open, the prolongation, the other end."""
    begins, ends, other = (str(work[each]) for each in ("valid_from", "valid_to", "valid_alternative"))
    title_end, end, sure_end = year_of(work["cycle_end"], end=True), year_of(ends, end=True), year_of(ends)
    start, sure_start = year_of(begins), year_of(begins, end=True)
    if begins and not ends:
        return [("open", start, start)]
    if len(begins) == len("2016-06-07"):
        sure_start = start
    if len(ends) == len("2016-06-07"):
        sure_end = end
    if work["status"] in STATUSES_SAID:
        return [("possible", start, end)]
    longer = title_end is not None and end is not None and end > title_end
    sure = title_end if longer else sure_end
    possible = ("possible", start, end) if (sure_start, sure_end) != (start, end) else ("possible", None, None)
    return [
        possible,
        ("valid", sure_start, sure),
        ("prolonged", title_end if longer else None, end if longer else None),
        ("alternative", *_sorted(end, year_of(other, end=True))),
    ]


def _sorted(end: float | None, other: float | None) -> tuple[float | None, float | None]:
    return (None, None) if end is None or other is None else (min(end, other), max(end, other))
