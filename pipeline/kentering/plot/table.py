"""A table as a reader wants it: plans, items and themes by name, whole texts, lists line by line, no NaN."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
import pandas as pd

from kentering.plot.lists import thread_names
from kentering.plot.names import in_language, item_names, tagged, theme_names, work_names
from kentering.plot.wording import Wording, load

DIGITS = 3
TEXT = "text-align: left; white-space: pre-line; max-width: 30em"


class HasNames(Protocol):
    """What is wanted of a study."""

    @property
    def works(self) -> pd.DataFrame:
        """The plans."""

    @property
    def priorities(self) -> pd.DataFrame:
        """Their declared items."""

    @property
    def themes(self) -> pd.DataFrame:
        """The themes; asked for only where the table has some."""

    @property
    def threads(self) -> pd.DataFrame:
        """The threads; asked for only where the table has some."""


def table(frame: pd.DataFrame, study: HasNames | None = None, language: str = "nl") -> Any:  # noqa: ANN401  (a Styler)
    """The table for reading in a notebook; with a `study`, plans, items, threads and themes stand under their names.

    Figures are rounded to three decimals and what is missing stays blank; the table itself is left as it is.

    >>> import kentering as kt
    >>> study = kt.open("corpora/example")  # doctest: +SKIP
    >>> kt.plot.table(study.changes, study, "en")  # doctest: +SKIP
    """
    wording = load(language)
    named = frame.reset_index(drop=all(name is None for name in frame.index.names))
    names = {} if study is None else _names(set(named.columns), study, wording)
    shown = pd.DataFrame({column: _said(named[column], names, wording) for column in named.columns})
    styles: list[Any] = [{"selector": "td", "props": "vertical-align: top"}]
    for place, column in enumerate(named.columns):
        if not pd.api.types.is_numeric_dtype(named[column]):
            styles.append({"selector": f".col{place}", "props": TEXT})
    return shown.style.hide(axis="index").format(escape="html").set_table_styles(styles)


def _names(columns: set[str], study: HasNames, wording: Wording) -> dict[str, str]:
    """What each id is called; a thread or theme after its id."""
    names = {**item_names(study.priorities, wording), **work_names(study.works, wording)}
    if "thread_id" in columns:
        called = thread_names(study.threads, study.priorities, study.works, wording)
        names |= {thread: f"{thread} {name}" for thread, name in called.items()}
    if columns & {"theme_id", "narrow_id"}:
        names |= {theme: name for theme, name in theme_names(study.themes, wording).items() if theme}
    return names


def _said(column: pd.Series, names: dict[str, str], wording: Wording) -> pd.Series:
    if pd.api.types.is_float_dtype(column):
        known = column.dropna()
        digits = 0 if (known == known.round()).all() else DIGITS
        return column.map(lambda value: "" if pd.isna(value) else _figure(float(value), digits, wording))
    return column.map(lambda cell: _cell(cell, names, wording), na_action=None).astype(object)


def _figure(value: float, digits: int, wording: Wording) -> str:
    least = 10.0**-digits
    if 0 < abs(value) < least / 2:
        return f"< {wording.number(least, digits)}" if value > 0 else wording.number(0.0, digits)
    return wording.number(value, digits)


def _cell(cell: Any, names: dict[str, str], wording: Wording) -> str:  # noqa: ANN401
    if isinstance(cell, Mapping):  # the same in several languages, as in claims.json
        return tagged(*in_language({f"_{language}": said for language, said in cell.items()}, "", wording), wording)
    if isinstance(cell, (list, tuple, np.ndarray)):
        parts = [_cell(each, names, wording) for each in cell]
        return "\n".join(f"• {part}" for part in parts) if len(parts) > 1 else "".join(parts)
    return "" if pd.isna(cell) else names.get(str(cell), str(cell))
