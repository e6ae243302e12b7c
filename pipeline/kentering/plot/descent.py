"""A chart of where a passage comes from, and what became of it: its ancestors and descendants, plan by plan."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd

from kentering.errors import UnknownNameError
from kentering.plot import looks
from kentering.plot.names import document_names, in_order
from kentering.plot.wording import Wording, load

LETTERS = 40  # on a line of a passage
LINE, GAP, EDGE = 15, 16, 8  # pixels: a line's height, between passages, around a text
MOST_LINES = 8
TEXT, COLUMN = 250, 325  # width of a passage, and from one plan to the next


def descent(
    lineage: pd.DataFrame,
    passages: pd.DataFrame,
    documents: pd.DataFrame,
    works: pd.DataFrame,
    passage_id: str,
    language: str = "nl",
) -> Any:  # noqa: ANN401  (an Altair chart)
    """The passage with its ancestors on the left and its descendants on the right, what became of each, and how near.

    Every passage stands with its plan and page; what is not the plan itself is called what it is. One that has no kin
    stands alone. An unknown passage raises UnknownNameError.

    >>> import kentering as kt
    >>> study = kt.open("corpora/example")  # doctest: +SKIP
    >>> tables = (study.lineage, study.passages, study.documents, study.works)  # doctest: +SKIP
    >>> kt.plot.descent(*tables, study.lineage["passage_id"].iloc[0])  # doctest: +SKIP
    """
    wording = load(language)
    if passage_id not in set(passages["passage_id"]):
        raise UnknownNameError(passage_id, "passage", [])
    ties = _kin(lineage, passage_id)
    kin = {passage_id, *ties["passage_id"], *ties["ancestor_id"]}
    rows = _placed(passages[passages["passage_id"].isin(kin)], documents, works, wording)
    said = wording("alt.descent", passages=len(rows), plans=len({row["column"] for row in rows.values()}))
    return looks.finished(_chart(rows, ties, passage_id, wording), wording, said)


def _kin(lineage: pd.DataFrame, passage_id: str) -> pd.DataFrame:
    """The ties that lead to the passage or away from it, over any number of plans."""
    tied = lineage[(lineage["passage_id"] != "") & (lineage["ancestor_id"] != "")]
    chosen: set[int] = set()
    for here, there in (("passage_id", "ancestor_id"), ("ancestor_id", "passage_id")):
        reached, wave = {passage_id}, {passage_id}
        while wave:
            ties = tied[tied[here].isin(sorted(wave))]
            chosen |= set(ties.index)
            wave = {str(each) for each in ties[there]} - reached
            reached |= wave
    return tied.loc[sorted(chosen)]


def _placed(
    kin: pd.DataFrame, documents: pd.DataFrame, works: pd.DataFrame, wording: Wording
) -> dict[str, dict[str, Any]]:
    """Per passage its text in lines and its place; one column per plan, in time."""
    of = dict(zip(documents["document_id"], documents["work_id"], strict=True))
    called = document_names(documents, works, wording)
    held = kin.assign(work_id=[str(of[each]) for each in kin["document_id"]])
    order = [each for each in _in_time(works) if each in set(held["work_id"])]
    rows: dict[str, dict[str, Any]] = {}
    for column, work in enumerate(order):
        top = 0
        own = held[held["work_id"] == work].sort_values(["document_id", "page", "passage_id"], kind="stable")
        for row in own.to_dict("records"):
            cut = textwrap.wrap(str(row["text"]), LETTERS, max_lines=MOST_LINES, placeholder=" …")
            height = LINE * (len(cut) + 1) + 2 * EDGE
            page = wording("descent.page", plan=called[row["document_id"]], page=int(row["page"]))
            rows[str(row["passage_id"])] = {
                "column": column, "x": column * COLUMN, "y": top, "height": height, "lines": cut, "head": page,
            }  # fmt: skip
            top += height + GAP
    return rows


def _in_time(works: pd.DataFrame) -> list[str]:
    ordered = in_order(works).sort_values(["cycle_start", "adopted"], kind="stable")
    return [str(each) for each in ordered["work_id"]]


def _chart(rows: dict[str, dict[str, Any]], ties: pd.DataFrame, chosen: str, wording: Wording) -> Any:  # noqa: ANN401
    import altair as alt

    width = COLUMN * max(row["column"] for row in rows.values()) + TEXT
    height = max(row["y"] + row["height"] for row in rows.values())
    x: dict[str, Any] = {"scale": alt.Scale(domain=[0, width]), "axis": None}
    y: dict[str, Any] = {"scale": alt.Scale(domain=[0, height], reverse=True), "axis": None}
    where: dict[str, Any] = {"x": alt.X("x:Q", **x), "y": alt.Y("y:Q", **y)}
    to: dict[str, Any] = {"x2": "x2:Q", "y2": "y2:Q"}
    text: dict[str, Any] = {"align": "left", "baseline": "top", "dx": EDGE, "dy": EDGE}
    boxes = [
        {**row, "x2": row["x"] + TEXT, "y2": row["y"] + row["height"], "own": each == chosen}
        for each, row in rows.items()
    ]
    lines = [
        {"x": box["x"], "y": box["y"] + LINE * place, "said": line}
        for box in boxes
        for place, line in enumerate(box["lines"], start=1)
    ]
    ink = alt.condition("datum.own", alt.value(looks.WARM), alt.value(looks.ACCENT))
    base = alt.Chart(looks.values([{key: cell for key, cell in box.items() if key != "lines"} for box in boxes]))
    joined = alt.Chart(looks.values(_joined(rows, ties, wording)))
    said: dict[str, Any] = {"x": alt.X("mx:Q", **x), "y": alt.Y("my:Q", **y)}
    return alt.layer(
        joined.mark_rule(color=looks.GREY, strokeWidth=1.5).encode(**where, **to),
        base.mark_rect(fill="#f7f7f7", strokeWidth=1.5).encode(**where, **to, stroke=ink),
        base.mark_text(**text, fontSize=12, fontWeight="bold").encode(**where, text="head:N", color=ink),
        alt.Chart(looks.values(lines)).mark_text(**text, fontSize=12).encode(**where, text="said:N"),
        joined.mark_text(fontSize=11, dy=-8).encode(**said, text="said:N"),
        joined.mark_text(fontSize=11, dy=9).encode(**said, text="near:N"),
    ).properties(width=width, height=height)


def _joined(rows: dict[str, dict[str, Any]], ties: pd.DataFrame, wording: Wording) -> list[dict[str, Any]]:
    """From the right edge of each ancestor to the left edge of what came of it."""
    found = []
    for tie in ties.to_dict("records"):
        one, two = rows.get(str(tie["ancestor_id"])), rows.get(str(tie["passage_id"]))
        if one is None or two is None:
            continue
        start, end = one["x"] + TEXT, two["x"]
        y, y2 = (row["y"] + row["height"] / 2 for row in (one, two))
        said, near = wording(f"descent.{tie['kind']}"), wording.number(float(tie["similarity"]), 2)
        middle = {"mx": (start + end) / 2, "my": (y + y2) / 2, "said": said, "near": near}
        found.append({"x": start, "x2": end, "y": y, "y2": y2, **middle})
    return found
