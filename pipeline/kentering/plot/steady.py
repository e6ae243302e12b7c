"""Charts of how stable themes are: each of them, and each number of them that was tried."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kentering.errors import InputError
from kentering.plot import looks
from kentering.plot.names import theme_names
from kentering.plot.wording import load

ROW = 20


def stability(themes: pd.DataFrame, least: float = 0.6, language: str = "nl") -> Any:  # noqa: ANN401
    """The stability of each theme, a line at `least`, under which a theme carries no claim; narrow themes indented.

    >>> import kentering as kt
    >>> study = kt.open("corpora/example")  # doctest: +SKIP
    >>> kt.plot.stability(study.themes, study.settings.compare.stability)  # doctest: +SKIP
    """
    import altair as alt

    wording = load(language)
    if themes.empty:
        message = "table themes has no rows, there is nothing to draw"
        raise InputError(message, "it is filled from PDFs: add some to the corpus and run it")
    names = theme_names(themes, wording)
    ordered = themes.sort_values("theme_id", kind="stable").to_dict("records")
    kinds = {True: wording("steady.holds"), False: wording("steady.fails")}
    rows = [
        {
            "theme": f"{'    ' if row['parent_id'] else ''}{names[row['theme_id']]}",
            "stability": row["stability"],
            "passages": row["n_passages"],
            "holds": kinds[bool(row["stability"] >= least)],
        }
        for row in ordered
    ]
    y = alt.Y("theme:N", sort=[row["theme"] for row in rows], title=None, axis=alt.Axis(labelLimit=320))
    x = alt.X("stability:Q", title=wording("axis.stability"), scale=alt.Scale(domain=[0, 1]))
    legend = alt.Legend(orient="bottom", title=None, labelLimit=360)
    domain, shapes = list(kinds.values()), ["circle", "cross"]
    colour = alt.Color("holds:N", scale=alt.Scale(domain=domain, range=[looks.ACCENT, looks.WARM]), legend=legend)
    shape = alt.Shape("holds:N", scale=alt.Scale(domain=domain, range=shapes), legend=legend)
    tips = [alt.Tooltip("theme:N", title=None), alt.Tooltip("passages:Q", title=wording("axis.passages"))]
    base = alt.Chart(looks.values(rows)).properties(width=360, height=ROW * len(rows))
    line = alt.Chart(looks.values([{"at": least}])).mark_rule(color=looks.INK, strokeDash=[4, 3]).encode(x="at:Q")
    points = base.mark_point(filled=True, size=70, opacity=1).encode(y=y, x=x, color=colour, shape=shape, tooltip=tips)
    held = sum(row["holds"] == kinds[True] for row in rows)
    said = wording("alt.stability", themes=len(rows), held=held, least=wording.number(least, 2))
    return looks.finished(alt.layer(line, points), wording, said)


def curve(curve: pd.DataFrame, language: str = "nl") -> Any:  # noqa: ANN401
    """How stable each number of themes that was tried is, broad and narrow ones apart; the number taken stands out.

    >>> import kentering as kt
    >>> study = kt.open("corpora/example")  # doctest: +SKIP
    >>> kt.plot.curve(study.curve)  # doctest: +SKIP
    """
    import altair as alt

    wording = load(language)
    if curve.empty:
        message = "table curve has no rows, there is nothing to draw"
        raise InputError(message, "it is filled from PDFs: add some to the corpus and run it")
    rows = [
        {
            "n": row["n_themes"],
            "stability": row["stability"],
            "level": wording(f"steady.{row['level']}"),
            "taken": wording("steady.taken", n=wording.number(row["n_themes"])) if row["chosen"] else "",
        }
        for row in curve.sort_values(["level", "n_themes"], kind="stable").to_dict("records")
    ]
    levels = [said for each in ("broad", "narrow") if (said := wording(f"steady.{each}")) in {r["level"] for r in rows}]
    colours = alt.Scale(domain=levels, range=[looks.ACCENT, looks.WARM][: len(levels)])
    legend = alt.Legend(orient="bottom", title=None)
    x = alt.X("n:Q", title=wording("axis.n_themes"), axis=alt.Axis(format="d", tickMinStep=1))
    y = alt.Y("stability:Q", title=wording("axis.agreement"), scale=alt.Scale(zero=False, nice=True))
    colour = alt.Color("level:N", scale=colours, legend=legend)
    dash = alt.StrokeDash("level:N", scale=alt.Scale(domain=levels), legend=legend)
    base = alt.Chart(looks.values(rows)).properties(width=420, height=220)
    taken = alt.Chart(looks.values([row for row in rows if row["taken"]]))
    label = taken.encode(x=x, y=y, text="taken:N")
    beside: dict[str, Any] = {"dx": 10, "dy": -10, "align": "left"}
    chart = alt.layer(
        base.mark_line().encode(x=x, y=y, color=colour, strokeDash=dash),
        base.mark_point(filled=True, size=25, opacity=1).encode(x=x, y=y, color=colour),
        taken.mark_point(size=150, strokeWidth=2).encode(x=x, y=y, color=colour),
        label.mark_text(**beside, stroke="white", strokeWidth=4),
        label.mark_text(**beside),
    )
    taken_said = wording.listed([f"{row['level']}{wording('format.colon')}{row['n']}" for row in rows if row["taken"]])
    return looks.finished(chart, wording, wording("alt.curve", taken=taken_said, n=len(rows)))
