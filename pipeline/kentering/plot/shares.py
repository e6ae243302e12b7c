"""Charts of shares: theme by work, over cycles, and from one cycle to the next."""

from __future__ import annotations

import functools
from typing import Any

import pandas as pd

from kentering.errors import InputError, UnknownNameError
from kentering.plot import looks
from kentering.plot.names import broad, family_names, in_order, theme_names, work_names
from kentering.plot.wording import Wording, load

VERDICTS = ("shifted", "equivalent", "inconclusive")
ROW = 22


def shifts(
    shifts: pd.DataFrame,
    themes: pd.DataFrame | None = None,
    works: pd.DataFrame | None = None,
    series: str | None = None,
    language: str = "nl",
) -> Any:  # noqa: ANN401  (an Altair chart)
    """Share before and after of each broad theme, and the change with its interval; one part per pair of plans.

    The largest rise stands on top. Without `series` all series are drawn; one with no shift raises UnknownNameError.
    """
    import altair as alt

    wording = load(language)
    shifts = broad(shifts)
    chosen = shifts if series is None else shifts[shifts["series"] == series]
    if chosen.empty:
        raise UnknownNameError(series or "", "series with shifts", sorted(shifts["series"].unique()))
    called = {} if works is None else work_names(works, wording)
    names = theme_names(themes, wording)
    parts, said = [], []
    for ends, pair in chosen.groupby(["work_from", "work_to"], sort=False):
        before, after = (called.get(str(end), str(end)) for end in ends)
        parts.append(_pair(pair, names, (before, after), wording))
        said.append(_shifts_said(pair, names, (before, after), wording))
    chart = parts[0] if len(parts) == 1 else alt.vconcat(*parts)
    return looks.finished(chart, wording, " ".join(said))


def _pair(pair: pd.DataFrame, names: dict[str, str], plans: tuple[str, str], wording: Wording) -> Any:  # noqa: ANN401
    import altair as alt

    ordered = pair.sort_values(["change", "theme_id"], ascending=[False, True], kind="stable")
    rows = [
        {
            "theme": names.get(row["theme_id"], row["theme_id"]),
            "from": row["share_from"],
            "to": row["share_to"],
            "change": row["change"] * 100,
            "low": row["change_low"] * 100,
            "high": row["change_high"] * 100,
            "verdict": wording(f"verdict.{row['verdict']}"),
        }
        for row in ordered.to_dict("records")
    ]
    y = alt.Y("theme:N", sort=[row["theme"] for row in rows], title=None, axis=alt.Axis(labelLimit=260))
    base = alt.Chart(looks.values(rows)).properties(height=ROW * len(rows))
    share = functools.partial(alt.X, title=wording("axis.share"), axis=alt.Axis(format=".0%", tickCount=6))
    shares = alt.layer(
        base.mark_rule(color=looks.GREY, strokeWidth=2).encode(y=y, x=share("from:Q"), x2="to:Q"),
        base.mark_circle(size=60, color="white", stroke=looks.INK, strokeWidth=1.5, opacity=1).encode(y=y, x="from:Q"),
        base.mark_circle(size=70, color=looks.INK, opacity=1).encode(y=y, x="to:Q"),
    ).properties(width=300, title=wording("title.before_after", before=plans[0], after=plans[1]))
    return alt.hconcat(shares, _changes(base, y, wording), spacing=24).resolve_scale(y="shared")


def _changes(base: Any, y: Any, wording: Wording) -> Any:  # noqa: ANN401
    import altair as alt

    verdicts = [wording(f"verdict.{verdict}") for verdict in VERDICTS]
    shape = alt.Shape(
        "verdict:N",
        title=wording("legend.verdict"),
        scale=alt.Scale(domain=verdicts, range=["circle", "square", "cross"]),
        legend=alt.Legend(orient="bottom", symbolFillColor=looks.GREY),
    )
    colour = alt.Color(
        "verdict:N",
        scale=alt.Scale(domain=verdicts, range=[looks.WARM, looks.ACCENT, looks.GREY]),
        legend=alt.Legend(orient="bottom", title=wording("legend.verdict")),
    )
    bare = y.copy()
    bare.axis = None
    x = alt.X("low:Q", title=wording("axis.points"), axis=alt.Axis(format="+.0f", tickCount=6))
    zero = alt.Chart(looks.values([{"at": 0}])).mark_rule(color=looks.INK).encode(x="at:Q")
    return alt.layer(
        zero,
        base.mark_rule(strokeWidth=2).encode(y=bare, x=x, x2="high:Q", color=colour),
        base.mark_point(size=70, filled=True, opacity=1).encode(y=bare, x="change:Q", shape=shape, color=colour),
    ).properties(width=300, title=wording("title.change"))


def _shifts_said(pair: pd.DataFrame, names: dict[str, str], plans: tuple[str, str], wording: Wording) -> str:
    counts = [wording.count(f"count.{verdict}", int((pair["verdict"] == verdict).sum())) for verdict in VERDICTS]
    return wording("alt.shifts", before=plans[0], after=plans[1], counts=wording.listed(counts))


def heatmap(shares: pd.DataFrame, themes: pd.DataFrame | None, works: pd.DataFrame, language: str = "nl") -> Any:  # noqa: ANN401
    """The share of each broad theme in each work, as a table with colours; works of a digest are marked."""
    import altair as alt

    wording = load(language)
    _something(shares, "shares")
    shares = broad(shares)
    names, called = theme_names(themes, wording), columns_named(shares, works, wording)
    order = [name for work, name in called.items() if (shares["work_id"] == work).any()]
    themes_shown = [*sorted(each for each in shares["theme_id"].unique() if each), ""]
    top = float(shares["share"].max()) or 1.0
    rows = [
        {
            "theme": names.get(row["theme_id"], row["theme_id"]),
            "work": called.get(row["work_id"], row["work_id"]),
            "share": row["share"],
            "said": wording.number(row["share"] * 100) if row["share"] >= 0.005 else "",
        }
        for row in shares.to_dict("records")
    ]
    x = alt.X("work:N", sort=order, title=None, axis=alt.Axis(labelAngle=-50, labelLimit=220, orient="top"))
    down = [names.get(each, each) for each in themes_shown]
    y = alt.Y("theme:N", sort=down, title=None, axis=alt.Axis(labelLimit=260))
    colour = alt.Color(
        "share:Q",
        title=wording("axis.share"),
        scale=looks.shades(top),
        legend=alt.Legend(format=".0%", orient="bottom", gradientLength=200),
    )
    base = alt.Chart(looks.values(rows)).properties(width=36 * len(order), height=ROW * len(themes_shown))
    ink = alt.condition(alt.datum.share > 0.55 * top, alt.value("white"), alt.value(looks.INK))
    cells = base.mark_rect(stroke="white").encode(x=x, y=y, color=colour)
    figures = base.mark_text(fontSize=10).encode(x=x, y=y, text="said:N", color=ink)
    description = wording("alt.heatmap", themes=len(themes_shown) - 1, works=len(order))
    return looks.finished(alt.layer(cells, figures), wording, description)


def columns_named(shares: pd.DataFrame, works: pd.DataFrame, wording: Wording) -> dict[str, str]:
    """The name per work, in order, with what its shares were counted on where that is not the full text."""
    kinds = dict(zip(shares["work_id"], shares["text"], strict=True))
    names = work_names(works, wording)
    return {
        work: names[work] if kinds.get(work, "full") == "full" else f"{names[work]} [{wording(f'text.{kinds[work]}')}]"
        for work in in_order(works)["work_id"]
    }


def cycles(shares: pd.DataFrame, themes: pd.DataFrame | None, works: pd.DataFrame, language: str = "nl") -> Any:  # noqa: ANN401
    """The share of each broad theme over the cycles, one small chart per theme, one line with its interval per family.

    Lines of series of one family share a colour; a series with one work is a point.
    """
    wording = load(language)
    _something(shares, "shares")
    shares = broad(shares)
    names = theme_names(themes, wording)
    called = family_names(works, wording)
    family = dict(zip(works["work_id"], works["family"].map(called), strict=True))
    years = {work: int(start[:4]) for work, start in zip(works["work_id"], works["cycle_start"], strict=True) if start}
    shown = sorted(each for each in shares["theme_id"].unique() if each)
    known = shares[shares["work_id"].isin(list(years)) & (shares["theme_id"] != "")]
    rows = [
        {
            "theme": names.get(row["theme_id"], row["theme_id"]),
            "series": row["series"],
            "family": family[row["work_id"]],
            "year": years[row["work_id"]],
            "share": row["share"],
            "low": row["share_low"],
            "high": row["share_high"],
        }
        for row in known.to_dict("records")
    ]
    families = [called[each] for each in dict.fromkeys(in_order(works)["family"])]
    chart = _small_multiples(rows, families, [names.get(each, each) for each in shown], wording)
    return looks.finished(chart, wording, wording("alt.cycles", themes=len(shown), families=wording.listed(families)))


def _small_multiples(rows: list[dict[str, Any]], families: list[str], order: list[str], wording: Wording) -> Any:  # noqa: ANN401
    import altair as alt

    colours = [looks.COLOURS[i % len(looks.COLOURS)] for i in range(len(families))]
    dashes = [list(looks.DASHES[i % len(looks.DASHES)]) for i in range(len(families))]
    legend = alt.Legend(orient="top", title=wording("legend.family"))
    colour = alt.Color("family:N", scale=alt.Scale(domain=families, range=colours), legend=legend)
    dash = alt.StrokeDash("family:N", scale=alt.Scale(domain=families, range=dashes), legend=legend)
    axis = alt.Axis(format="d", tickCount=4, tickMinStep=1)
    x = alt.X("year:Q", title=None, scale=alt.Scale(zero=False, padding=8), axis=axis)
    y = alt.Y("share:Q", title=None, axis=alt.Axis(format=".0%", tickCount=3))
    base = alt.Chart(looks.values(rows)).properties(width=190, height=90)
    low = alt.Y("low:Q", title=None)
    layers = alt.layer(
        base.mark_rule(opacity=0.35, strokeWidth=4).encode(x=x, y=low, y2="high:Q", color=colour),
        base.mark_line(strokeWidth=1.8).encode(x=x, y=y, color=colour, strokeDash=dash, detail="series:N"),
        base.mark_point(filled=True, size=28, opacity=1).encode(x=x, y=y, color=colour),
    )
    facet = alt.Facet("theme:N", sort=order, title=None, header=alt.Header(labelLimit=200, labelAnchor="start"))
    return layers.facet(facet=facet, columns=4, spacing=14)


def _something(frame: pd.DataFrame, table: str) -> None:
    if frame.empty:
        message = f"table {table} has no rows, there is nothing to draw"
        raise InputError(message, "it is filled from PDFs: add some to the corpus and run it")
