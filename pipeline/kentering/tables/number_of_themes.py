"""The table that tells how the number of themes was chosen."""

from __future__ import annotations

from kentering.tables.columns import Row, real, string, whole, yes_no


class Curve(Row):
    """A number of themes that was tried, and how well the cut into so many comes back in resamples."""

    level: str = string("broad or narrow", filled=True)
    n_themes: int = whole("the number of themes", low=1)
    stability: float = real("mean adjusted Rand index between all passages and resampled sections", low=-1, high=1)
    chosen: bool = yes_no("whether this number was taken")


NUMBER_OF_THEMES: dict[str, type[Row]] = {"curve": Curve}
