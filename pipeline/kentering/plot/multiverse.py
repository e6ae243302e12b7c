"""A chart of one shift under other choices: the specification curve, and below it which choices were made."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kentering.errors import InputError
from kentering.plot import looks
from kentering.plot.wording import Wording, load

VERDICTS = ("shifted", "equivalent", "inconclusive")
CHOICES = ("encoder", "max_words", "neighbours", "centring", "n_themes", "seed")
STEP, ROW = 18, 15


def multiverse(found: pd.DataFrame, language: str = "nl") -> Any:  # noqa: ANN401  (an Altair chart)
    """The change of share with its interval under each specification, the smallest on the left (Simonsohn et al. 2020).

    `found` is what `study.multiverse` gives. The study's own specification stands out; where a specification has no
    such theme its column stays empty above. Choices that never varied are left out below.

    >>> import kentering as kt
    >>> study = kt.open("corpora/example")  # doctest: +SKIP
    >>> kt.plot.multiverse(study.multiverse("T01", "nvp-2016", "nvp-2022"))  # doctest: +SKIP
    """
    import altair as alt

    wording = load(language)
    if found.empty:
        message = "table multiverse has no rows, there is nothing to draw"
        raise InputError(message, "make it with study.multiverse(theme_id, work_from, work_to)")
    ordered = found.sort_values(["change", "specification"], kind="stable", na_position="last")
    place = {int(each): number for number, each in enumerate(ordered["specification"], 1)}
    rows = [_row(row, place, wording) for row in ordered.to_dict("records")]
    chart = alt.vconcat(_curve(rows, wording), _choices(found, place, wording), spacing=6).resolve_scale(x="shared")
    return looks.finished(chart, wording, _said(found, wording))


def _row(row: dict[Any, Any], place: dict[int, int], wording: Wording) -> dict[str, Any]:
    return {
        "place": place[int(row["specification"])],
        "change": row["change"] * 100,
        "low": row["change_low"] * 100,
        "high": row["change_high"] * 100,
        "verdict": wording(f"verdict.{row['verdict']}") if row["verdict"] else "",
        "own": int(row["specification"]) == 0,
    }


def _curve(rows: list[dict[str, Any]], wording: Wording) -> Any:  # noqa: ANN401
    import altair as alt

    names = [wording(f"verdict.{each}") for each in VERDICTS]
    legend = alt.Legend(orient="top", title=wording("legend.verdict"))
    colours = [looks.WARM, looks.ACCENT, looks.GREY]
    colour = alt.Color("verdict:N", scale=alt.Scale(domain=names, range=colours), legend=legend)
    shape = alt.Shape("verdict:N", scale=alt.Scale(domain=names, range=["circle", "square", "cross"]), legend=legend)
    x = alt.X("place:O", axis=None)
    y = alt.Y("change:Q", title=wording("axis.points"), axis=alt.Axis(format="+.0f", tickCount=6))
    all_rows = alt.Chart(looks.values(rows))
    drawn = alt.Chart(looks.values([row for row in rows if row["verdict"]]))
    zero = alt.Chart(looks.values([{"at": 0}])).mark_rule(color=looks.INK).encode(y="at:Q")
    own = all_rows.transform_filter("datum.own").mark_bar(color=looks.PALE, opacity=0.6, width=STEP)
    return alt.layer(
        own.encode(x=x, y=alt.value(0), y2=alt.value("height")),
        zero,
        drawn.mark_rule(strokeWidth=2).encode(
            x=x, y=alt.Y("low:Q", title=wording("axis.points")), y2="high:Q", color=colour
        ),
        drawn.mark_point(filled=True, size=60, opacity=1).encode(x=x, y=y, color=colour, shape=shape),
    ).properties(width=STEP * len(rows), height=190)


def _choices(found: pd.DataFrame, place: dict[int, int], wording: Wording) -> Any:  # noqa: ANN401
    import altair as alt

    varied = [choice for choice in CHOICES if found[choice].nunique() > 1]
    rows, order = [], []
    for choice in varied:
        for value in sorted(found[choice].unique()):
            shown = wording(f"centring.{value}") if choice == "centring" else value
            said = f"{wording(f'choice.{choice}')}{wording('format.colon')}{shown}"
            order.append(said)
            made = found.loc[found[choice] == value, "specification"]
            rows += [{"place": place[int(each)], "choice": said} for each in made]
    y = alt.Y("choice:N", sort=order, title=None, axis=alt.Axis(labelLimit=300))
    base = alt.Chart(looks.values(rows)).properties(width=STEP * len(found), height=ROW * max(1, len(order)))
    return base.mark_square(size=45, color=looks.INK, opacity=1).encode(x=alt.X("place:O", axis=None), y=y)


def _said(found: pd.DataFrame, wording: Wording) -> str:
    others = found[found["specification"] > 0]
    return wording(
        "alt.multiverse",
        specifications=len(others),
        found=int((others["theme_id"] != "").sum()),
        sign=int(others["same_sign"].sum()),
        verdict=int(others["same_verdict"].sum()),
    )
