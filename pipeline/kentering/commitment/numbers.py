"""Dates and figures in a sentence."""

from __future__ import annotations

import re
from functools import cache

_MONTHS = {
    "nl": "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
    "fr": "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
}
_YEAR = r"(?:19|20)\d\d"
# A number is no figure as an article, a note, a chapter, a page, a law, in a name (5G, H1), or in brackets alone.
_REFERENCE = re.compile(
    r"(?:\b(?:art(?:ikel|icle)?s?|§|nrs?|n°|nos?|no|p|pp|blz|hoofdstuk|chapitre|chapter|section|sectie|punt|point|bijlage"
    r"|annexe?|figu(?:ur|re)|tabel|tableau|table|fig|stuk|deel|titre|titel|title|col|paragraph|lid|al)\b\.?\s*)(?:[\d.,:/-]+\d|\d)"
    r"(?:\s*(?:,|en|et|and|-|tot|à|to)\s*\d+)*|\[\d+\]|\(\d{1,3}\)|\(EU\)\s*\S+|\b\d+/\d+(?:/\w+)?|^\W*\d+(?:\.\d+)*\.?(?=\s)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"(?<![\w.,/-])\d+(?:[.,\u00a0\u202f]\d{3})*(?:[.,]\d+)?(?![\w/]|-\w)")


def dates(sentence: str, language: str) -> list[str]:
    """The dates, periods and years, as printed.

    >>> dates("Van 1 januari 2022 tot eind 2025, zoals in 2016-2019.", "nl")
    ['1 januari 2022', '2025', '2016-2019']
    """
    return [" ".join(match.group().split()) for match in _dates(language).finditer(sentence)]


def n_figures(sentence: str, language: str) -> int:
    """How many numbers there are that are no date and no reference.

    >>> n_figures("Artikel 12 kent in 2024 twee miljoen euro en 1.500 agenten toe, 20% meer dan in 2020.", "nl")
    2
    """
    rest = _REFERENCE.sub(" ", _dates(language).sub(" ", sentence))
    return len(_FIGURE.findall(rest))


@cache
def _dates(language: str) -> re.Pattern[str]:
    months = _MONTHS[language]
    day = rf"(?:\d{{1,2}}(?:er|st|nd|rd|th)?\s+)?(?:{months})(?:\s+\d{{1,2}},)?\s+{_YEAR}"
    bare = rf"\d{{1,2}}(?:er|st|nd|rd|th)?\s+(?:{months})\b"
    span = rf"{_YEAR}\s?[-–/]\s?(?:{_YEAR}|\d\d)\b"
    numbers = rf"\b\d{{1,2}}[-/.]\d{{1,2}}[-/.]{_YEAR}"
    return re.compile(rf"{day}|{bare}|{numbers}|{span}|(?<![\w.,/-]){_YEAR}(?![\w%/]|[.,]\d|-\d)", re.IGNORECASE)
