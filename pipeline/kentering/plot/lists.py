"""Lists of declared items: what one plan finds in another, what became of items from plan to plan."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd

from kentering.errors import InputError, UnknownNameError
from kentering.plot import looks
from kentering.plot.names import in_order, item_names, top_items, work_names
from kentering.plot.wording import Wording, load

COLUMN = 250  # width of a column of items, in points of the chart
BETWEEN = 110  # width of the room for the ties between two columns
LINE = 36  # height of an item
LETTERS = 42  # letters on a line of an item's name
# Colour and dashes of a tie, by what became of the item.
TIES = {
    "same": ("#000000", [1, 0]),
    "renamed": ("#0072B2", [1, 0]),
    "split": ("#E69F00", [6, 3]),
    "merged": ("#009E73", [6, 3]),
    "broader": ("#CC79A7", [2, 3]),
    "narrower": ("#56B4E9", [2, 3]),
    "related": ("#8a8a8a", [2, 3]),
}


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
    top = alt.Axis(orient="top", labelAngle=-50, labelLimit=220)
    x = alt.X("to:N", sort=across, title=wording("axis.found_in"), axis=top)
    y = alt.Y("from:N", sort=down, title=wording("axis.items_of"), axis=alt.Axis(labelLimit=260))
    colour = alt.Color(
        "coverage:Q",
        title=wording("axis.coverage"),
        scale=looks.shades(1.0),
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
    heads: list[dict[str, Any]] = [
        {"x": i * (COLUMN + BETWEEN), "y": -1.1, "said": names[work]} for i, work in enumerate(own["work_id"])
    ]
    height = max([place["y"] for place in places.values()], default=0) + 1
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, len(heads) * (COLUMN + BETWEEN) - BETWEEN], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-1.4, height], reverse=True, nice=False))
    items = alt.Chart(looks.values(list(places.values())))
    text = items.mark_text(align="left", lineBreak="\n", fontSize=11, lineHeight=12)
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
            ink = looks.SOFT if row["kind"] == "transversal" else looks.INK
            wrapped = "\n".join(textwrap.wrap(said, LETTERS, max_lines=2, placeholder=" …"))
            places[row["priority_id"]] = {"x": column * (COLUMN + BETWEEN), "y": line, "said": wrapped, "ink": ink}
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
    kinds = [kind for kind in TIES if any(line["kind"] == wording(f"change.{kind}") for line in lines)]
    domain = [wording(f"change.{kind}") for kind in kinds]
    legend = alt.Legend(orient="bottom", title=None, symbolType="stroke", symbolSize=300)
    scale = alt.Scale(domain=domain, range=[TIES[kind][0] for kind in kinds])
    dashes = alt.Scale(domain=domain, range=[TIES[kind][1] for kind in kinds])
    ties = alt.Chart(looks.values(lines)).mark_rule(strokeWidth=1.8)
    colour = alt.Color("kind:N", scale=scale, legend=legend)
    dash = alt.StrokeDash("kind:N", scale=dashes, legend=legend)
    return [ties.encode(x=x, x2="x2:Q", y=y, y2="y2:Q", color=colour, strokeDash=dash)]
