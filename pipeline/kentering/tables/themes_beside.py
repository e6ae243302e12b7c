"""The table that sets declared priorities beside the themes."""

from __future__ import annotations

from kentering.tables.columns import Row, real, string, whole


class ThemePriorities(Row):
    """A declared item of a series that is near to a theme in meaning."""

    theme_id: str = string("the theme, broad or narrow", filled=True)
    series: str = string("the series", filled=True)
    rank: int = whole("1 is the nearest of the series", low=1)
    priority_id: str = string("the declared item", filled=True)
    similarity: float = real("cosine of its name to the centre of the theme's passages", low=-1, high=1)


THEMES_BESIDE: dict[str, type[Row]] = {"theme_priorities": ThemePriorities}
