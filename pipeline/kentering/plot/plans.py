"""Charts of the plans themselves: when they hold, what became of their items, what one finds in another."""

from __future__ import annotations

import calendar
import textwrap
from typing import Any

import pandas as pd

from kentering.errors import InputError, UnknownNameError
from kentering.plot import looks
from kentering.plot.names import in_order, item_names, top_items, work_names
from kentering.plot.wording import Wording, load

BAR = 20
COLUMN = 250  # width of a column of items, in points of the chart
BETWEEN = 110  # width of the room for the ties between two columns
LINE = 36  # height of an item
LETTERS = 42  # letters on a line of an item's name
TIES = {"same": [1, 0], "renamed": [1, 0], "split": [6, 3], "merged": [6, 3]}
OTHER_TIE = [2, 3]


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
    import altair as alt

    wording = load(language)
    ordered = in_order(works)
    names = work_names(works, wording)
    rows = [row for work in ordered.to_dict("records") for row in _spans(work, names[str(work["work_id"])], wording)]
    if not rows:
        message = "no work has a date, there is nothing to draw"
        raise InputError(message, "fill cycle_start and cycle_end in works.csv")
    order = [names[work] for work in ordered["work_id"]]
    y = alt.Y("work:N", sort=order, title=None, scale=alt.Scale(domain=order), axis=alt.Axis(labelLimit=260, grid=True))
    x = alt.X("start:Q", title=None, scale=alt.Scale(zero=False, nice=False), axis=alt.Axis(format="d", tickMinStep=1))
    kinds = [wording(f"timeline.{kind}") for kind in ("cycle", "valid", "prolonged")]
    colour = alt.Color(
        "kind:N",
        title=None,
        scale=alt.Scale(domain=kinds, range=[looks.PALE, looks.ACCENT, looks.WARM]),
        legend=alt.Legend(orient="top", symbolType="square"),
    )
    size = alt.Size("kind:N", scale=alt.Scale(domain=kinds, range=[15, 6, 6]), legend=None)
    bars = [row for row in rows if row["kind"] in kinds]
    marks = [row for row in rows if row["kind"] not in kinds]
    layers = [alt.Chart(looks.values(bars)).mark_bar().encode(x=x, x2="end:Q", y=y, color=colour, size=size)]
    if marks:
        points = [wording(f"timeline.{kind}") for kind in ("adopted", "alternative")]
        shape = alt.Shape(
            "kind:N", title=None, scale=alt.Scale(domain=points, range=["diamond", "triangle-left"]),
            legend=alt.Legend(orient="top", symbolFillColor=looks.INK, symbolStrokeColor=looks.INK),
        )  # fmt: skip
        base = alt.Chart(looks.values(marks))
        layers += [
            base.mark_rule(color=looks.INK, strokeWidth=2).encode(x=x, x2="end:Q", y=y),
            base.mark_point(color=looks.INK, filled=True, size=60, opacity=1).encode(x="middle:Q", y=y, shape=shape),
        ]
    prolonged = sum(row["kind"] == kinds[2] for row in rows)
    chart = alt.layer(*layers).resolve_scale(size="independent").properties(width=620, height=BAR * len(order))
    said = wording("alt.timeline", plans=wording.count("count.plan", len(order)), prolonged=wording.number(prolonged))
    return looks.finished(chart, wording, said)


def _spans(work: dict[Any, Any], name: str, wording: Wording) -> list[dict[str, Any]]:
    cycle_start, cycle_end = year_of(work["cycle_start"]), year_of(work["cycle_end"], end=True)
    start, end = year_of(work["valid_from"]), year_of(work["valid_to"], end=True)
    adopted, other = work["adopted"], work["valid_alternative"]
    longer = cycle_end is not None and end is not None and end > cycle_end
    spans: list[tuple[str, float | None, float | None]] = [
        ("cycle", cycle_start, cycle_end),
        ("valid", start, cycle_end if longer else end),
        ("prolonged", cycle_end if longer else None, end if longer else None),
        ("adopted", year_of(adopted), year_of(adopted, end=True)),
        ("alternative", year_of(other, end=True), year_of(other, end=True)),
    ]
    return [
        {"work": name, "kind": wording(f"timeline.{kind}"), "start": low, "end": high, "middle": (low + high) / 2}
        for kind, low, high in spans
        if low is not None and high is not None
    ]


def coverage(coverage: pd.DataFrame, works: pd.DataFrame, language: str = "nl") -> Any:  # noqa: ANN401
    """How many items of the plan in a row are found in the plan of a column, as in 7/10."""
    import altair as alt

    wording = load(language)
    known = coverage[coverage["coverage"].notna()]
    if known.empty:
        message = "table coverage has no figures, there is nothing to draw"
        raise InputError(message, "it is made from links.csv: add links between the items of two plans")
    names = work_names(works, wording)
    rows = [
        {
            "from": names.get(row["from_work"], row["from_work"]),
            "to": names.get(row["to_work"], row["to_work"]),
            "coverage": row["coverage"],
            "said": f"{int(row['n_covered'])}/{int(row['n_declared'])}",
        }
        for row in known.to_dict("records")
    ]
    order = [names[work] for work in in_order(works)["work_id"]]
    across = [name for name in order if any(row["to"] == name for row in rows)]
    down = [name for name in order if any(row["from"] == name for row in rows)]
    x = alt.X("to:N", sort=across, title=wording("axis.found_in"), axis=alt.Axis(orient="top", labelAngle=-50, labelLimit=220))
    y = alt.Y("from:N", sort=down, title=wording("axis.items_of"), axis=alt.Axis(labelLimit=260))
    colour = alt.Color(
        "coverage:Q",
        title=wording("axis.coverage"),
        scale=alt.Scale(scheme=looks.SCHEME, domain=[0, 1]),
        legend=alt.Legend(format=".0%", orient="bottom", gradientLength=200),
    )
    base = alt.Chart(looks.values(rows)).properties(width=42 * len(across), height=24 * len(down))
    ink = alt.condition(alt.datum.coverage > 0.6, alt.value("white"), alt.value(looks.INK))
    cells = base.mark_rect(stroke="white").encode(x=x, y=y, color=colour)
    figures = base.mark_text(fontSize=10).encode(x=x, y=y, text="said:N", color=ink)
    return looks.finished(alt.layer(cells, figures), wording, wording("alt.coverage", pairs=len(rows)))


def priorities_flow(
    changes: pd.DataFrame, priorities: pd.DataFrame, works: pd.DataFrame, series: str, language: str = "nl"
) -> Any:  # noqa: ANN401
    """The declared items of a series, one column per plan in printed order, tied to what became of them.

    An item below the top of its list is drawn at its top item. A series without a change raises UnknownNameError.
    """
    import altair as alt

    wording = load(language)
    own = in_order(works[works["series"] == series])
    pairs = changes[changes["from_work"].isin(own["work_id"]) & changes["to_work"].isin(own["work_id"])]
    if pairs.empty:
        raise UnknownNameError(series, "series with changes", _series_with_changes(changes, works))
    places = _places(own, priorities, wording)
    lines = _ties(pairs, top_items(priorities), places, list(own["work_id"]), wording)
    names = work_names(works, wording)
    heads = [{"x": i * (COLUMN + BETWEEN), "y": -1.1, "said": names[work]} for i, work in enumerate(own["work_id"])]
    height = max([place["y"] for place in places.values()], default=0) + 1
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, len(heads) * (COLUMN + BETWEEN) - BETWEEN], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-1.4, height], reverse=True, nice=False))
    text = alt.Chart(looks.values(list(places.values()))).mark_text(align="left", lineBreak="\n", fontSize=11, lineHeight=12)
    head = alt.Chart(looks.values(heads)).mark_text(align="left", fontWeight="bold", fontSize=13)
    chart = alt.layer(
        *_drawn_ties(lines, x, y, wording),
        text.encode(x=x, y=y, text="said:N", color=alt.Color("ink:N", scale=None)),
        head.encode(x=x, y=y, text="said:N"),
    ).properties(width=len(heads) * (COLUMN + BETWEEN) - BETWEEN, height=LINE * (height + 1.4))
    said = wording("alt.flow", series=series, plans=wording.listed([each["said"] for each in heads]))
    return looks.finished(chart, wording, said)


def _series_with_changes(changes: pd.DataFrame, works: pd.DataFrame) -> list[str]:
    series = dict(zip(works["work_id"], works["series"], strict=True))
    ties = zip(changes["from_work"], changes["to_work"], strict=True)
    return sorted({series[a] for a, b in ties if a in series and series[a] == series.get(b)})


def _places(own: pd.DataFrame, priorities: pd.DataFrame, wording: Wording) -> dict[str, dict[str, Any]]:
    """Where each item at the top of a list stands: x in points, y in lines."""
    names = item_names(priorities, wording)
    places: dict[str, dict[str, Any]] = {}
    for column, work in enumerate(own["work_id"]):
        listed = priorities[(priorities["work_id"] == work) & (priorities["parent_id"] == "")]
        for line, row in enumerate(listed.sort_values("position", kind="stable").to_dict("records")):
            said = f"{row['number']} {names[row['priority_id']]}".strip()
            ink = looks.GREY if row["kind"] == "transversal" else looks.INK
            wrapped = "\n".join(textwrap.wrap(said, LETTERS, max_lines=2, placeholder=" …"))
            places[row["priority_id"]] = {"x": column * (COLUMN + BETWEEN), "y": line, "said": wrapped, "ink": "#5a5a5a" if ink == looks.GREY else ink}
    return places


def _ties(
    pairs: pd.DataFrame, tops: dict[str, str], places: dict[str, dict[str, Any]], works: list[str], wording: Wording
) -> list[dict[str, Any]]:
    """Two ends for each tie between neighbouring columns, once per pair of items."""
    lines: dict[tuple[str, str], str] = {}
    for row in pairs.to_dict("records"):
        if works.index(row["to_work"]) - works.index(row["from_work"]) != 1:
            continue
        for start in row["from_ids"]:
            for end in row["to_ids"]:
                lines.setdefault((tops.get(start, start), tops.get(end, end)), str(row["kind"]))
    return [
        {
            "x": places[start]["x"] + COLUMN - 8,
            "x2": places[end]["x"] - 8,
            "y": places[start]["y"],
            "y2": places[end]["y"],
            "kind": wording(f"change.{kind}"),
        }
        for (start, end), kind in lines.items()
        if start in places and end in places
    ]


def _drawn_ties(lines: list[dict[str, Any]], x: Any, y: Any, wording: Wording) -> list[Any]:  # noqa: ANN401
    import altair as alt

    if not lines:
        return []
    shown = ("same", "renamed", "split", "merged", "broader", "narrower", "related")
    kinds = [kind for kind in shown if any(line["kind"] == wording(f"change.{kind}") for line in lines)]
    domain = [wording(f"change.{kind}") for kind in kinds]
    colours = dict(zip(shown, ("#000000", *looks.COLOURS[:2], "#009E73", "#CC79A7", "#56B4E9", "#8a8a8a"), strict=True))
    legend = alt.Legend(orient="bottom", title=None, symbolType="stroke", symbolSize=300)
    scale = alt.Scale(domain=domain, range=[colours[kind] for kind in kinds])
    dashes = alt.Scale(domain=domain, range=[TIES.get(kind, OTHER_TIE) for kind in kinds])
    ties = alt.Chart(looks.values(lines)).mark_rule(strokeWidth=1.8)
    return [
        ties.encode(
            x=x, x2="x2:Q", y=y, y2="y2:Q",
            color=alt.Color("kind:N", scale=scale, legend=legend),
            strokeDash=alt.StrokeDash("kind:N", scale=dashes, legend=legend),
        )  # fmt: skip
    ]
