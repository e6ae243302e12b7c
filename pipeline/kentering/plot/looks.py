"""One look for all charts: colours that the colour-blind can tell apart and that stay apart in grey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kentering.plot.wording import Wording

# Okabe & Ito 2008, without the yellow, which is too light on white; ordered so that neighbours differ in grey.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#000000", "#CC79A7", "#D55E00", "#56B4E9")
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 1], [1, 3], [10, 2])
INK = "#1a1a1a"
SOFT = "#5a5a5a"
GREY = "#8a8a8a"
PALE = "#d9d9d9"
ACCENT = "#0072B2"
WARM = "#D55E00"
SKY = "#3a9bd9"
FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"


def finished(chart: Any, wording: Wording, description: str) -> Any:  # noqa: ANN401  (any Altair chart)
    """The chart with our look, the language's numbers and its text alternative; a notebook shows it with no network."""
    import altair as alt

    if alt.renderers.active == "default":  # that one fetches its program from a server, each time a chart is shown
        alt.renderers.enable("svg")
    return chart.properties(description=description).configure(**_config(wording))


def values(rows: Sequence[Mapping[Any, Any]]) -> Any:  # noqa: ANN401
    """The rows as data of a chart, inside the chart and of any length."""
    import altair as alt

    return alt.InlineData(values=[{str(key): _or_none(cell) for key, cell in row.items()} for row in rows])


def shades(top: float) -> Any:  # noqa: ANN401
    """A scale of one colour, light for nought and dark for `top`."""
    import altair as alt

    return alt.Scale(scheme="blues", domain=[0, top])


def _or_none(cell: Any) -> Any:  # noqa: ANN401
    return None if cell != cell else cell  # what is not a number differs from itself


def _config(wording: Wording) -> dict[str, Any]:
    text = {"labelFontSize": 12, "titleFontSize": 12, "labelColor": INK, "titleColor": INK, "titleFontWeight": "normal"}
    return {
        "font": FONT,
        "background": "white",
        "locale": wording.chart_locale(),
        "axis": {**text, "gridColor": "#e8e8e8", "domainColor": GREY, "tickColor": GREY, "labelFlush": False},
        "axisQuantitative": {"labelExpr": "datum.label == '+0' ? '0' : datum.label"},
        "legend": {**text, "symbolStrokeWidth": 2},
        "header": {**text, "labelFontWeight": "bold"},
        "title": {"fontSize": 13, "color": INK, "anchor": "start", "fontWeight": "bold"},
        "text": {"fontSize": 11, "color": INK},
        "view": {"stroke": None},
    }
