"""Lists of declared items: what one plan finds in another, and which plan of which level has which theme."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd

from kentering.cycles import ordered
from kentering.errors import InputError, UnknownNameError
from kentering.plot import looks
from kentering.plot.names import in_order, item_names, series_names, work_names
from kentering.plot.wording import Wording, load
from kentering.tables import LEVELS

MOST_THEMES = 40  # rows that a reader can still take in
PRESENT = ("named", "within")
LETTERS = 40  # letters on a line of a theme's name
LINES = "split(datum.label, '\\n')"  # what makes lines of a label, in Vega's own words


def overlap(coverage: pd.DataFrame, works: pd.DataFrame, language: str = "nl") -> Any:  # noqa: ANN401
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
    base = alt.Chart(looks.values(rows)).properties(width=34 * len(across), height=24 * len(down))
    ink = alt.condition(alt.datum.coverage > 0.6, alt.value("white"), alt.value(looks.INK))
    cells = base.mark_rect(stroke="white").encode(x=x, y=y, color=colour)
    figures = base.mark_text(fontSize=10).encode(x=x, y=y, text="said:N", color=ink)
    return looks.finished(alt.layer(cells, figures), wording, wording("alt.overlap", pairs=len(rows)))


def coverage(
    threads: pd.DataFrame, priorities: pd.DataFrame, works: pd.DataFrame, series: str, language: str = "nl"
) -> Any:  # noqa: ANN401
    """Which plan of which level has which theme of a series: levels by themes.

    A square: the plan names it; a dot: it has it inside another item; a cross: its complete list, which
    was compared, lacks it; nothing: not known. Blue where the model says so. A series without
    threads raises UnknownNameError.
    """
    import altair as alt

    wording = load(language)
    own = threads[threads["series"] == series]
    if own.empty:
        raise UnknownNameError(series, "series with threads", sorted(threads["series"].unique()))
    full = thread_names(own, priorities, works, wording)
    names = {thread: _lines(name) for thread, name in full.items()}
    kept = _most_present(own)
    plans = _plans(own, works, wording)
    rows = [
        {
            "theme": names[row["thread_id"]],
            "plan": plans[row["work_id"]][0],
            "level": wording(f"level.{plans[row['work_id']][1]}"),
            "presence": wording(f"presence.{row['presence']}"),
            "by": wording("flow.model" if row["origin"] == "model" else "flow.person"),
        }
        for row in own[own["thread_id"].isin(kept) & (own["presence"] != "unknown")].to_dict("records")
    ]
    order = [names[thread] for thread in kept]
    across = [name for name, _ in plans.values() if any(row["plan"] == name for row in rows)]
    kinds = [wording(f"presence.{each}") for each in (*PRESENT, "absent")]
    x = alt.X("plan:N", sort=across, title=None, axis=alt.Axis(orient="top", labelAngle=-55, labelLimit=220))
    y = alt.Y(
        "theme:N", sort=order, title=None, axis=alt.Axis(labelLimit=300, labelLineHeight=12, labelExpr=LINES, grid=True)
    )
    marked = alt.Legend(orient="bottom", symbolStrokeColor=looks.INK, labelLimit=320, columns=2)
    shapes = alt.Scale(domain=kinds, range=["square", "circle", "cross"])
    shape = alt.Shape("presence:N", title=None, scale=shapes, legend=marked)
    size = alt.Size("presence:N", title=None, scale=alt.Scale(domain=kinds, range=[150, 60, 45]), legend=marked)
    said = [wording("flow.person"), wording("flow.model")]
    colour = alt.Color(
        "by:N",
        title=None,
        scale=alt.Scale(domain=said, range=[looks.INK, looks.SKY]),
        legend=alt.Legend(orient="bottom", symbolType="square"),
    )
    base = alt.Chart(looks.values(rows)).mark_point(strokeWidth=1.6, opacity=1)
    marks = base.encode(x=x, y=y, shape=shape, size=size, stroke=colour, fill=colour)
    levels = [wording(f"level.{level}") for level in LEVELS]
    called = series_names(works, wording).get(series, series)
    said_of = wording("alt.coverage", series=called, themes=len(order), plans=len(across))
    facet = alt.Column("level:N", title=None, sort=levels, header=alt.Header(labelOrient="bottom"))
    chart = (
        marks.properties(width=alt.Step(23), height=alt.Step(31))
        .facet(column=facet, spacing=10)
        .resolve_scale(x="independent")
    )
    return looks.finished(chart, wording, said_of)


def thread_names(
    threads: pd.DataFrame, priorities: pd.DataFrame, works: pd.DataFrame, wording: Wording
) -> dict[str, str]:
    """The name of each thread: that of its item in the latest plan of its series that names it."""
    items = item_names(priorities, wording)
    place = {str(work): number for number, work in enumerate(ordered(works)["work_id"])}
    found: dict[str, str] = {}
    own = threads[threads["own"].astype(bool) & threads["presence"].isin(PRESENT)]
    for thread, rows in own.groupby("thread_id", sort=False):
        best = max(
            rows.to_dict("records"), key=lambda row: (row["presence"] == "named", place.get(str(row["work_id"]), -1))
        )
        found[str(thread)] = items[best["items"][0]]
    shared = pd.Series(found).duplicated(keep=False) if found else pd.Series(dtype=bool)
    return {thread: f"{name} [{thread}]" if shared[thread] else name for thread, name in found.items()}


def _lines(name: str) -> str:
    return "\n".join(textwrap.wrap(name, LETTERS, max_lines=2, placeholder=" …"))


def _most_present(own: pd.DataFrame) -> list[str]:
    """The threads of two plans of the series or more, those in most plans of it first, then of all levels."""
    present = own["presence"].isin(PRESENT)
    counts = own.assign(_here=present & own["own"].astype(bool), _all=present).groupby("thread_id", sort=True)
    ranked = counts[["_here", "_all"]].sum().reset_index()
    ranked = ranked.sort_values(["_here", "_all", "thread_id"], ascending=[False, False, True], kind="stable")
    return [str(each) for each in ranked.loc[ranked["_here"] > 1, "thread_id"].head(MOST_THEMES)]


def _plans(own: pd.DataFrame, works: pd.DataFrame, wording: Wording) -> dict[str, tuple[str, str]]:
    """The short name and level of each plan that the threads were asked of, by level."""
    asked = in_order(works[works["work_id"].isin(own["work_id"])])
    names = work_names(asked, wording)
    return {str(row["work_id"]): (names[str(row["work_id"])], str(row["level"])) for row in asked.to_dict("records")}
