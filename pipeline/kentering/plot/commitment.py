"""Chart of how plans bind themselves: obligation, commitment, possibility, by work and by theme."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kentering.errors import InputError
from kentering.plot import looks
from kentering.plot.names import theme_names
from kentering.plot.shares import columns_named
from kentering.plot.wording import Wording, load

MODALITIES = ("obligation", "commitment", "possibility")
BINDING = ("obligation", "commitment")
_COLOURS = ("#000000", looks.ACCENT, "#9ecae1")
FEWEST = 10  # sentences of a theme in a work, for a bar of its own
_BAR = 16
_COLUMNS = 3


def commitment(commitment: pd.DataFrame, themes: pd.DataFrame | None, works: pd.DataFrame, language: str = "nl") -> Any:  # noqa: ANN401  (an Altair chart)
    """Part of the sentences of each work that oblige, commit or permit: the whole work first, then each broad theme.

    What describes is the white rest of a bar; a theme with fewer than ten sentences in a work has no bar there. A work
    counted on another text than the full one is marked; an empty table raises InputError.
    """
    import altair as alt

    wording = load(language)
    chosen = commitment[(commitment["aspect"] == "modality") & commitment["value"].isin(MODALITIES)]
    chosen = chosen[(chosen["scope"] == "work") | (chosen["n_sentences"] >= FEWEST)]
    if chosen.empty:
        message = "table commitment has no rows, there is nothing to draw"
        raise InputError(message, "it is filled from PDFs: add some to the corpus and run it")
    names, called = theme_names(themes, wording), columns_named(chosen, works, wording)
    parts = [wording("binding.whole"), *(names.get(each, each) for each in _themes(chosen))]
    order = [name for work, name in called.items() if (chosen["work_id"] == work).any()]
    rows = [
        {
            "part": parts[0] if row["scope"] == "work" else names.get(row["theme_id"], row["theme_id"]),
            "work": called[row["work_id"]],
            "share": row["share"],
            "modality": wording(f"modality.{row['value']}"),
            "place": MODALITIES.index(row["value"]),
        }
        for row in chosen.to_dict("records")
    ]
    said = [wording(f"modality.{each}") for each in MODALITIES]
    bars = (
        alt.Chart(looks.values(rows))
        .mark_bar(stroke=looks.INK, strokeWidth=0.4)
        .encode(
            x=alt.X("share:Q", title=wording("binding.axis"), axis=alt.Axis(format=".0%", tickCount=5)),
            y=alt.Y("work:N", sort=order, title=None, axis=alt.Axis(labelLimit=190)),
            color=alt.Color(
                "modality:N",
                title=wording("binding.legend"),
                scale=alt.Scale(domain=said, range=list(_COLOURS)),
                legend=alt.Legend(orient="top"),
            ),
            order=alt.Order("place:Q"),
        )
        .properties(width=190, height=_BAR * len(order))
    )
    header = alt.Header(labelLimit=200, labelAnchor="start")
    chart = bars.facet(facet=alt.Facet("part:N", sort=parts, title=None, header=header), columns=_COLUMNS, spacing=16)
    return looks.finished(chart, wording, _said(chosen, called, wording))


def _themes(chosen: pd.DataFrame) -> list[str]:
    found = [str(each) for each in chosen.loc[chosen["scope"] == "theme", "theme_id"].unique()]
    return [*sorted(each for each in found if each), *([""] if "" in found else [])]


def _said(chosen: pd.DataFrame, called: dict[str, str], wording: Wording) -> str:
    """The chart in words: how many works and themes, and between which works the binding part runs."""
    whole = chosen[(chosen["scope"] == "work") & chosen["value"].isin(BINDING)]
    binding = whole.groupby("work_id")["share"].sum().sort_index()
    least, most = str(binding.idxmin()), str(binding.idxmax())
    return wording(
        "binding.alt",
        works=wording.number(len(binding)),
        themes=wording.number(len([each for each in _themes(chosen) if each])),
        least=called[least],
        least_share=wording.percent(float(binding[least]), 0),
        most=called[most],
        most_share=wording.percent(float(binding[most]), 0),
    )
