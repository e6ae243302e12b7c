"""A map of the passages: near in meaning, near on the map, as far as a plane allows."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.errors import InputError
from kentering.plot import looks
from kentering.plot.names import document_names, in_order
from kentering.plot.wording import Wording, load
from kentering.vectors import centred

MOST_POINTS = 3000
LETTERS = 160  # of a passage, under the pointer
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")


class Coordinates(NamedTuple):
    """A place on the plane per passage, and the part of the spread that the plane keeps."""

    xy: npt.NDArray[np.float64]
    kept: float


def coordinates(vectors: npt.NDArray[np.floating[Any]], groups: Sequence[str]) -> Coordinates:
    """The passages on their two main axes (Pearson 1901), each group (a language) centred on its own mean first.

    An axis points where its largest weight is positive, so that the same vectors always give the same map.
    """
    if len(vectors) < 2 or vectors.shape[1] < 2:
        return Coordinates(np.zeros((len(vectors), 2)), 0.0)
    rows = centred(np.asarray(vectors, dtype=np.float32), groups).astype(np.float64)
    rows -= rows.mean(axis=0)
    spread, axes = np.linalg.eigh(rows.T @ rows)
    main = axes[:, ::-1][:, :2]
    main = main * np.sign(main[np.abs(main).argmax(axis=0), [0, 1]])
    kept = float(spread[-2:].sum() / spread.sum()) if spread.sum() > 0 else 0.0
    return Coordinates(np.round(rows @ main, 4), kept)


def passages_map(
    passages: pd.DataFrame,
    places: Coordinates,
    assignments: pd.DataFrame,
    documents: pd.DataFrame,
    works: pd.DataFrame,
    language: str = "nl",
) -> Any:  # noqa: ANN401  (an Altair chart)
    """The running passages as points, shape by level, with the theme's id at its middle.

    Saved as a page (`kt.plot.save(chart, "map.html")`) each point tells its plan, page and first words.
    At most 3000 points are drawn, evenly over the table; `places` holds a row per passage of the table.
    """
    wording = load(language)
    rows = _points(passages, places, assignments, documents, works, wording)
    if rows.empty:
        message = "there are no passages of running text, there is no map to draw"
        raise InputError(message, "add PDFs to the corpus and run it")
    middles = rows[rows["theme"] != ""].groupby("theme", sort=True)[["x", "y"]].median().round(4).reset_index()
    step = -(-len(rows) // MOST_POINTS)
    drawn = rows.iloc[::step].assign(level=lambda frame: [wording(f"level.{level}") for level in frame["level"]])
    levels = [wording(f"level.{level}") for level in dict.fromkeys(in_order(works)["level"])]
    said = wording(
        "alt.map",
        drawn=wording.number(len(drawn)),
        passages=wording.number(len(rows)),
        themes=len(middles),
        kept=wording.percent(places.kept, 0),
    )
    return looks.finished(_plane(drawn, middles, levels, wording), wording, said)


def _plane(drawn: pd.DataFrame, middles: pd.DataFrame, levels: list[str], wording: Wording) -> Any:  # noqa: ANN401
    import altair as alt

    legend = alt.Legend(orient="top", title=wording("legend.level"))
    colours = alt.Scale(domain=levels, range=list(looks.COLOURS[: len(levels)]))
    shapes = alt.Scale(domain=levels, range=list(SHAPES[: len(levels)]))
    x = alt.X("x:Q", axis=None, scale=alt.Scale(zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(zero=False))
    points = alt.Chart(looks.values(drawn.to_dict("records"))).mark_point(
        filled=True, size=26, opacity=0.55, aria=False
    )
    labels = alt.Chart(looks.values(middles.to_dict("records"))).encode(x=x, y=y, text="theme:N")
    return alt.layer(
        points.encode(
            x=x,
            y=y,
            color=alt.Color("level:N", scale=colours, legend=legend),
            shape=alt.Shape("level:N", scale=shapes, legend=legend),
            tooltip=alt.Tooltip("told:N"),
        ),
        labels.mark_text(fontSize=13, fontWeight="bold", stroke="white", strokeWidth=4),
        labels.mark_text(fontSize=13, fontWeight="bold"),
    ).properties(width=640, height=420)


def _points(
    passages: pd.DataFrame,
    places: Coordinates,
    assignments: pd.DataFrame,
    documents: pd.DataFrame,
    works: pd.DataFrame,
    wording: Wording,
) -> pd.DataFrame:
    theme = dict(zip(assignments["passage_id"], assignments["theme_id"], strict=True))
    work = dict(zip(documents["document_id"], documents["work_id"], strict=True))
    level = dict(zip(works["work_id"], works["level"], strict=True))
    called = document_names(documents, works, wording)
    rows = pd.DataFrame(
        {
            "x": places.xy[:, 0],
            "y": places.xy[:, 1],
            "theme": [theme.get(each, "") for each in passages["passage_id"]],
            "level": [level.get(work.get(each, ""), "") for each in passages["document_id"]],
            "told": [_told(row, called, wording) for row in passages.to_dict("records")],
        }
    )
    return rows[passages["running"].to_numpy(dtype=bool) & (rows["level"] != "").to_numpy()].reset_index(drop=True)


def _told(row: dict[Any, Any], called: dict[str, str], wording: Wording) -> str:
    document = str(row["document_id"])
    where = wording("descent.page", plan=called.get(document, document), page=int(row["page"]))
    said = textwrap.shorten(str(row["text"]), LETTERS, placeholder=" …")
    return f"{where}{wording('format.colon')}{wording.quoted(said)}"
