"""A chart of where a passage comes from, and what became of it: its ancestors and descendants, plan by plan."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd

from kentering.errors import UnknownNameError
from kentering.plot import looks
from kentering.plot.names import in_order, work_names
from kentering.plot.wording import Wording, load

WIDTH, LINE, GAP = 46, 13, 14  # letters to a line; pixels
MOST_LINES = 6
COLUMN = 340


def descent(
    lineage: pd.DataFrame,
    passages: pd.DataFrame,
    documents: pd.DataFrame,
    works: pd.DataFrame,
    passage_id: str,
    language: str = "nl",
) -> Any:  # noqa: ANN401  (an Altair chart)
    """The passage with its ancestors on the left and its descendants on the right, and what became of each.

    Every passage stands with its plan and page. One that has no kin stands alone. An unknown passage raises
    UnknownNameError.

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
    called = work_names(works, wording)
    held = kin.assign(work_id=[str(of[each]) for each in kin["document_id"]])
    order = [each for each in _in_time(works) if each in set(held["work_id"])]
    rows: dict[str, dict[str, Any]] = {}
    for column, work in enumerate(order):
        top = 0
        own = held[held["work_id"] == work].sort_values(["document_id", "page", "passage_id"], kind="stable")
        for row in own.to_dict("records"):
            lines = textwrap.wrap(str(row["text"]), WIDTH)
            cut = [*lines[:MOST_LINES], "…"] if len(lines) > MOST_LINES else lines
            height = LINE * (len(cut) + 1)
            page = wording("descent.page", plan=called[work], page=int(row["page"]))
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

    width = COLUMN * (1 + max(row["column"] for row in rows.values()))
    height = max(row["y"] + row["height"] for row in rows.values())
    x: dict[str, Any] = {"scale": alt.Scale(domain=[0, width]), "axis": None}
    y: dict[str, Any] = {"scale": alt.Scale(domain=[0, height], reverse=True), "axis": None}
    heads = [{"x": row["x"], "y": row["y"], "said": row["head"], "own": each == chosen} for each, row in rows.items()]
    lines = [
        {"x": row["x"], "y": row["y"] + LINE * (place + 1), "said": line}
        for row in rows.values()
        for place, line in enumerate(row["lines"])
    ]
    text: dict[str, Any] = {"align": "left", "baseline": "top"}
    where: dict[str, Any] = {"x": alt.X("x:Q", **x), "y": alt.Y("y:Q", **y), "text": "said:N"}
    bold = alt.condition("datum.own", alt.value(looks.WARM), alt.value(looks.ACCENT))
    drawn = [
        alt.Chart(looks.values(heads)).mark_text(**text, fontWeight="bold").encode(**where, color=bold),
        alt.Chart(looks.values(lines)).mark_text(**text, fontSize=10).encode(**where),
    ]
    joined = _joined(rows, ties, wording)
    if joined:
        ends: dict[str, Any] = {"x": alt.X("x:Q", **x), "y": alt.Y("y:Q", **y), "x2": "x2:Q", "y2": "y2:Q"}
        drawn.insert(0, alt.Chart(looks.values(joined)).mark_rule(color=looks.GREY, strokeWidth=1.5).encode(**ends))
        middle: dict[str, Any] = {"x": alt.X("mx:Q", **x), "y": alt.Y("my:Q", **y), "text": "said:N"}
        drawn.append(alt.Chart(looks.values(joined)).mark_text(fontSize=9, color=looks.SOFT, dy=-6).encode(**middle))
    return alt.layer(*drawn).properties(width=width, height=height)


def _joined(rows: dict[str, dict[str, Any]], ties: pd.DataFrame, wording: Wording) -> list[dict[str, Any]]:
    found = []
    for tie in ties.to_dict("records"):
        one, two = rows.get(str(tie["ancestor_id"])), rows.get(str(tie["passage_id"]))
        if one is None or two is None:
            continue
        start, end = one["x"] + COLUMN - 95, two["x"] - 5
        y, y2 = (row["y"] + row["height"] / 2 for row in (one, two))
        said = wording(f"descent.{tie['kind']}")
        found.append(
            {"x": start, "x2": end, "y": y, "y2": y2, "mx": (start + end) / 2, "my": (y + y2) / 2, "said": said}
        )
    return found
