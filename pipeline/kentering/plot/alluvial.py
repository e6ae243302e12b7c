"""The declared items of a series from plan to plan, as streams that split and merge."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from kentering.cycles import successive
from kentering.errors import InputError, UnknownNameError
from kentering.plot import looks
from kentering.plot.names import item_names, series_names, top_items, work_names
from kentering.plot.streams import GAP, HEAD, LEAST, TIES, Box, Size, drawn_boxes, drawn_heads, drawn_streams
from kentering.plot.wording import load


def alluvial(
    changes: pd.DataFrame,
    priorities: pd.DataFrame,
    works: pd.DataFrame,
    series: str,
    language: str = "nl",
    *,
    measured: pd.DataFrame | None = None,
    plans: Sequence[str] | None = None,
) -> Any:  # noqa: ANN401
    """The items at the top of each list, a column per plan in printed order, with streams to what became of them.

    An item's height is its declared weight, equal for all; with the table `measured`, its part of the words. A part's
    tie is drawn at the item under which it stands. `plans` picks some plans of the series. What only the model ties is
    paler. A series without a change raises UnknownNameError.
    """
    import altair as alt

    wording = load(language)
    chain = _chain(works, priorities, series, plans)
    pairs = changes[changes["from_work"].isin(chain) & changes["to_work"].isin(chain)]
    if pairs.empty:
        raise UnknownNameError(series, "series with changes", _series_with_changes(changes, works))
    weight = _weights(chain, priorities, measured)
    size = _size(len(chain))
    boxes = _boxes(chain, priorities, weight, measured is not None)
    fates = _fates(pairs, chain)
    streams = _streams(pairs, top_items(priorities), boxes, chain)
    width = size.left(len(chain)) - size.between
    height = max(box.top + box.room for box in boxes.values()) + GAP
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-HEAD, height], reverse=True, nice=False))
    named = work_names(works, wording)
    layers = [
        *drawn_streams(streams, size, x, y, wording),
        *drawn_boxes(boxes, fates, item_names(priorities, wording), priorities, size, x, y, wording),
        drawn_heads([named[work] for work in chain], size, x, y),
    ]
    chart = alt.layer(*layers).properties(width=width, height=height + HEAD)
    key = "alt.alluvial_words" if measured is not None else "alt.alluvial"
    said = wording(
        key, series=series_names(works, wording)[series], plans=wording.listed([named[work] for work in chain])
    )
    return looks.finished(chart, wording, said)


def _chain(works: pd.DataFrame, priorities: pd.DataFrame, series: str, plans: Sequence[str] | None) -> list[str]:
    own = works[works["series"] == series]
    chain = list(dict.fromkeys(work for pair in successive(own) for work in pair))
    listed = [work for work in chain if (priorities["work_id"] == work).any()]
    for work in plans or []:
        if work not in listed:
            raise UnknownNameError(work, f"plan of {series} with a list", listed)
    return [work for work in listed if plans is None or work in plans]


def _series_with_changes(changes: pd.DataFrame, works: pd.DataFrame) -> list[str]:
    series = dict(zip(works["work_id"], works["series"], strict=True))
    ties = zip(changes["from_work"], changes["to_work"], strict=True)
    return sorted({series[a] for a, b in ties if a in series and series[a] == series.get(b)})


def _size(columns: int) -> Size:
    return Size(230, 100, 38) if columns <= 3 else Size(205, 80, 34)


def _tops(work: str, priorities: pd.DataFrame) -> pd.DataFrame:
    listed = priorities[(priorities["work_id"] == work) & (priorities["parent_id"] == "")]
    return listed.sort_values("position", kind="stable")


def _weights(chain: list[str], priorities: pd.DataFrame, measured: pd.DataFrame | None) -> dict[str, float]:
    """An item's height in lines of a name: one for all, or its part of the words times the items of a list."""
    tops = {str(item) for work in chain for item in _tops(work, priorities)["priority_id"]}
    if measured is None:
        return dict.fromkeys(tops, 1.0)
    known = measured[measured["work_id"].isin(chain) & measured["priority_id"].isin(tops)]
    if known.empty:
        message = "no plan of the series has words under its items"
        raise InputError(message, "add the PDFs, or leave `measured` out: then all items have one height")
    most = max(len(_tops(work, priorities)) for work in chain)
    shares = {str(row["priority_id"]): float(row["share"]) for row in known.to_dict("records")}
    return {item: shares.get(item, math.nan) * most for item in tops}


def _boxes(chain: list[str], priorities: pd.DataFrame, weight: dict[str, float], by_words: bool) -> dict[str, Box]:  # noqa: FBT001
    boxes: dict[str, Box] = {}
    for column, work in enumerate(chain):
        top = 0.0
        for item in _tops(work, priorities)["priority_id"].map(str):
            height = 0.0 if math.isnan(weight[item]) else weight[item] * LEAST
            room = max(LEAST, height)
            boxes[item] = Box(column, top, room, max(2.0, height) if by_words else room)
            top += room + GAP
    return boxes


def _fates(pairs: pd.DataFrame, chain: list[str]) -> dict[str, set[str]]:
    """Items that are new in a plan or dropped after it, neighbours only."""
    fates: dict[str, set[str]] = {}
    for row in pairs[pairs["kind"].isin(["new", "dropped"])].to_dict("records"):
        if chain.index(row["to_work"]) - chain.index(row["from_work"]) == 1:
            by_model = "_by_model" if row["origin"] == "model" else ""
            for item in (*row["from_ids"], *row["to_ids"]):
                fates.setdefault(str(item), set()).add(f"{row['kind']}{by_model}")
    return fates


def _streams(
    pairs: pd.DataFrame, tops: Mapping[str, str], boxes: Mapping[str, Box], chain: list[str]
) -> list[dict[str, Any]]:
    """Each tie between neighbouring columns once, with the part of both items' heights that it takes."""
    kinds: dict[tuple[str, str], tuple[str, str]] = {}
    for row in pairs.to_dict("records"):
        if chain.index(row["to_work"]) - chain.index(row["from_work"]) == 1:
            for start in row["from_ids"]:
                for end in row["to_ids"]:
                    ends = (tops.get(start, start), tops.get(end, end))
                    kinds.setdefault(ends, (str(row["kind"]), str(row["origin"])))
    drawn = {ends: said for ends, said in kinds.items() if ends[0] in boxes and ends[1] in boxes and said[0] in TIES}
    leaving, coming = Counter(a for a, _ in drawn), Counter(b for _, b in drawn)
    at: dict[tuple[str, str], float] = {}
    streams = []
    for (a, b), (kind, origin) in sorted(drawn.items(), key=lambda each: _order(each[0], boxes)):
        spans = []
        for side, item, parts in (("out", a, leaving[a]), ("in", b, coming[b])):
            box = boxes[item]
            low = at.setdefault((side, item), box.top + (box.room - box.height) / 2)
            at[side, item] = low + box.height / parts
            spans.append((low, at[side, item]))
        streams.append({"column": boxes[a].column, "spans": spans, "kind": kind, "origin": origin})
    return streams


def _order(ends: tuple[str, str], boxes: Mapping[str, Box]) -> tuple[int, float, float]:
    return boxes[ends[0]].column, boxes[ends[0]].top, boxes[ends[1]].top
