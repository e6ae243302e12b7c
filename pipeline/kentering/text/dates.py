"""Dates in the text, whose figures are no numbers of headings, items or notes."""

from __future__ import annotations

import re

MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|janvier|février|mars|avril|"
    "mai|juin|juillet|août|septembre|octobre|novembre|décembre|january|february|march|may|june|july|august|october"
)
_DATED = re.compile(rf"^\d{{1,2}}\s+(?:{MONTHS})\b", re.IGNORECASE)


def is_dated(text: str) -> bool:
    """Does a text begin with a day and a month?

    >>> is_dated("11 mars 2023"), is_dated("11 Marsman 2023")
    (True, False)
    """
    return bool(_DATED.match(text))
