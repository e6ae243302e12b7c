"""A chart of the words that a plan uses more, or less, than the one before."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kentering.errors import InputError, UnknownNameError
from kentering.plot import looks
from kentering.plot.names import work_names
from kentering.plot.wording import Wording, load

MOST_WORDS = 15  # on either side
ROW = 17
SAID = ("more", "less", "inconclusive")


def words(
    changed: pd.DataFrame,
    works: pd.DataFrame,
    work_to: str,
    text_language: str,
    language: str = "nl",
) -> Any:  # noqa: ANN401  (an Altair chart)
    """The words of one language that changed most from the plan before to `work_to`, by z over sections.

    `changed` is the table wording. A word is marked as changed only where its verdict says so; the rest is shown faint.
    A plan or language without rows raises UnknownNameError.

    >>> import kentering as kt
    >>> study = kt.open("corpora/example")  # doctest: +SKIP
    >>> kt.plot.words(study.wording, study.works, "nvp-2022", "nl")  # doctest: +SKIP
    """
    wording = load(language)
    if changed.empty:
        message = "table wording has no rows, there is nothing to draw"
        raise InputError(message, "it needs two successive plans of one series with a text in one language")
    own = changed[changed["work_to"] == work_to]
    if own.empty:
        raise UnknownNameError(work_to, "plan with words that changed", sorted(changed["work_to"].unique()))
    spoken = own[own["language"] == text_language]
    if spoken.empty:
        raise UnknownNameError(text_language, "language of this pair", sorted(own["language"].unique()))
    called = work_names(works, wording)
    before, after = (
        called.get(str(spoken[side].iloc[0]), str(spoken[side].iloc[0])) for side in ("work_from", "work_to")
    )
    rows = _rows(spoken, wording)
    more, less = (sum(row["verdict"] == wording(f"words.{each}") for row in rows) for each in ("more", "less"))
    gaps = {"language": wording(f"language.{text_language}"), "more": more, "less": less}
    description = wording("alt.words", before=before, after=after, **gaps)
    return looks.finished(
        _chart(rows, wording, wording("title.words", before=before, after=after)), wording, description
    )


def _rows(spoken: pd.DataFrame, wording: Wording) -> list[dict[str, Any]]:
    ordered = spoken.sort_values(["z_sections", "word"], ascending=[False, True], kind="stable")
    rising, falling = ordered[ordered["z_sections"] > 0], ordered[ordered["z_sections"] < 0]
    shown = pd.concat([rising.head(MOST_WORDS), falling.tail(MOST_WORDS)])
    return [
        {
            "word": row["shown"],
            "z": row["z_sections"],
            "before": row["per_thousand_from"],
            "after": row["per_thousand_to"],
            "verdict": wording(f"words.{row['verdict']}"),
        }
        for row in shown.to_dict("records")
    ]


def _chart(rows: list[dict[str, Any]], wording: Wording, title: str) -> Any:  # noqa: ANN401
    import altair as alt

    names = [wording(f"words.{each}") for each in SAID]
    legend = alt.Legend(orient="bottom", title=wording("legend.verdict"))
    colour = alt.Color(
        "verdict:N", scale=alt.Scale(domain=names, range=[looks.WARM, looks.ACCENT, looks.PALE]), legend=legend
    )
    shape = alt.Shape("verdict:N", scale=alt.Scale(domain=names, range=["triangle-right", "triangle-left", "circle"]))
    tips = [
        alt.Tooltip("word:N", title=wording("axis.word")),
        alt.Tooltip("before:Q", title=wording("axis.before"), format=".2f"),
        alt.Tooltip("after:Q", title=wording("axis.after"), format=".2f"),
    ]
    y = alt.Y("word:N", sort=[row["word"] for row in rows], title=None)
    x = alt.X("z:Q", title=wording("axis.z"))
    base = alt.Chart(looks.values(rows)).properties(width=360, height=ROW * len(rows), title=title)
    zero = alt.Chart(looks.values([{"at": 0}])).mark_rule(color=looks.INK).encode(x="at:Q")
    lines = base.mark_rule(strokeWidth=2).encode(y=y, x=x, x2=alt.datum(0), color=colour)
    points = base.mark_point(filled=True, size=60, opacity=1).encode(y=y, x=x, color=colour, shape=shape, tooltip=tips)
    return alt.layer(zero, lines, points)
