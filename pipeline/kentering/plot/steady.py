"""A chart of how stable each theme is, beside its size."""

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
    >>> kt.plot.stability(study.themes, study.settings.audit.stability)  # doctest: +SKIP
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
    legend = alt.Legend(orient="bottom", title=None)
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
