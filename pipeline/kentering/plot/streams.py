"""Boxes and streams of an alluvial chart as Vega-Lite marks."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from kentering.plot import looks
from kentering.plot.wording import Wording

LINE = 13  # height of a line of an item's name
LEAST = 2 * LINE + 8  # height of the room for an item, so that its name can be read
GAP = 5  # between two items
HEAD = 30  # room for the names of the plans
FATE_LETTERS = 12  # of a line that what became of an item may take
FATE_LINE = 11
STEPS = 14  # points of a stream
# Colour and dashes of a stream, by what became of the item.
TIES = {
    "same": ("#000000", [1, 0]),
    "renamed": ("#0072B2", [1, 0]),
    "split": ("#E69F00", [6, 3]),
    "merged": ("#009E73", [6, 3]),
    "broader": ("#CC79A7", [2, 3]),
    "narrower": ("#56B4E9", [2, 3]),
    "related": ("#8a8a8a", [1, 4]),
}


class Box(NamedTuple):
    """An item's room in its column, and the part of it that its weight fills."""

    column: int
    top: float
    room: float
    height: float


class Size(NamedTuple):
    """How wide a column is, how far apart columns stand, and how many letters a line of a name has."""

    column: float
    between: float
    letters: int

    def left(self, column: int) -> float:
        """Where a column begins."""
        return column * (self.column + self.between)


def drawn_streams(streams: list[dict[str, Any]], size: Size, x: Any, y: Any, wording: Wording) -> list[Any]:  # noqa: ANN401
    """The streams as pale bands, each with a line through it whose dashes say what became of the item."""
    import altair as alt

    if not streams:
        return []
    points = [
        {"id": number, "x": along, "y": low, "y2": high, "mid": (low + high) / 2, **_said(stream, wording)}
        for number, stream in enumerate(streams)
        for along, low, high in _curve(stream, size)
    ]
    kinds = [kind for kind in TIES if any(stream["kind"] == kind for stream in streams)]
    domain = [wording(f"change.{kind}") for kind in kinds]
    legend = alt.Legend(orient="bottom", title=None, symbolType="stroke", symbolSize=400, columns=4, labelLimit=260)
    colours = alt.Scale(domain=domain, range=[TIES[each][0] for each in kinds])
    dashes = alt.Scale(domain=domain, range=[TIES[each][1] for each in kinds])
    origins = [wording(f"flow.{each}") for each in ("person", "model")]
    faint = alt.Opacity(
        "origin:N",
        scale=alt.Scale(domain=origins, range=[0.3, 0.12]),
        legend=alt.Legend(
            orient="bottom", title=None, symbolFillColor=looks.INK, symbolStrokeWidth=0, symbolType="square"
        )
        if any(point["origin"] == origins[1] for point in points)
        else None,
    )
    base = alt.Chart(looks.values(points))
    band = base.mark_area(interpolate="monotone").encode(
        x=x, y=y, y2="y2:Q", detail="id:N", color=alt.Color("kind:N", scale=colours, legend=legend), opacity=faint
    )
    line = base.mark_line(interpolate="monotone", strokeWidth=1.6).encode(
        x=x,
        y=alt.Y("mid:Q", axis=None),
        detail="id:N",
        color=alt.Color("kind:N", scale=colours, legend=legend),
        strokeDash=alt.StrokeDash("kind:N", scale=dashes, legend=legend),
    )
    return [band, line]


def _said(stream: Mapping[str, Any], wording: Wording) -> dict[str, str]:
    word = "model" if stream["origin"] == "model" else "person"
    return {"kind": wording(f"change.{stream['kind']}"), "origin": wording(f"flow.{word}")}


def _curve(stream: Mapping[str, Any], size: Size) -> list[tuple[float, float, float]]:
    start = size.left(stream["column"]) + size.column
    (low, high), (to_low, to_high) = stream["spans"]
    points = []
    for step in range(STEPS + 1):
        part = step / STEPS
        bend = part * part * (3 - 2 * part)
        points.append((start + part * size.between, low + (to_low - low) * bend, high + (to_high - high) * bend))
    return points


def drawn_boxes(
    boxes: Mapping[str, Box],
    fates: Mapping[str, set[str]],
    names: Mapping[str, str],
    priorities: pd.DataFrame,
    size: Size,
    x: Any,  # noqa: ANN401
    y: Any,  # noqa: ANN401
    wording: Wording,
) -> list[Any]:
    """The items, each with its name and what became of it."""
    import altair as alt

    rows = {str(row["priority_id"]): row for row in priorities.to_dict("records")}
    drawn = []
    for item, box in boxes.items():
        left, marks = size.left(box.column), fates.get(item, set())
        room = size.letters - (FATE_LETTERS if marks else 0)
        lines = _wrapped(f"{rows[item]['number']} {names[item]}".strip(), room)
        drawn.append(
            {
                "x": left,
                "x2": left + size.column,
                "y": box.top + (box.room - box.height) / 2,
                "y2": box.top + (box.room + box.height) / 2,
                "middle": box.top + box.room / 2 - LINE * (len(lines) - 1) / 2,
                "text_x": left + 6,
                "said": "\n".join(lines),
                "fill": "#ffffff" if rows[item]["kind"] == "transversal" else "#eeeeee",
                "fate": "\n".join(wording(f"flow.{mark}") for mark in sorted(marks, reverse=True)),
                "fate_x": left + size.column - 4,
                "fate_y": box.top + box.room / 2 - FATE_LINE * (len(marks) - 1) / 2,
            }
        )
    base = alt.Chart(looks.values(drawn))
    box_mark = base.mark_rect(stroke=looks.GREY, strokeWidth=0.7).encode(
        x=x, x2="x2:Q", y=y, y2="y2:Q", color=alt.Color("fill:N", scale=None)
    )
    text = base.mark_text(align="left", baseline="middle", lineBreak="\n", fontSize=11, lineHeight=LINE).encode(
        x=alt.X("text_x:Q", axis=None), y=alt.Y("middle:Q", axis=None), text="said:N"
    )
    fate = base.mark_text(
        align="right",
        baseline="middle",
        lineBreak="\n",
        lineHeight=FATE_LINE,
        fontSize=9.5,
        fontStyle="italic",
        color=looks.WARM,
    ).encode(x=alt.X("fate_x:Q", axis=None), y=alt.Y("fate_y:Q", axis=None), text="fate:N")
    return [box_mark, text, fate]


def _wrapped(said: str, letters: int) -> list[str]:
    return textwrap.wrap(said, letters, max_lines=2, placeholder=" …")


def drawn_heads(names: list[str], size: Size, x: Any, y: Any) -> Any:  # noqa: ANN401
    """The names of the plans over their columns."""
    import altair as alt

    rows = [{"x": size.left(column), "y": -HEAD / 2, "said": name} for column, name in enumerate(names)]
    text = alt.Chart(looks.values(rows)).mark_text(align="left", baseline="middle", fontWeight="bold", fontSize=13)
    return text.encode(x=x, y=y, text="said:N")
