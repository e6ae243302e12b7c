"""Titles and years in what a PDF says of itself, whatever the capitals, accents, dashes and broken words."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from functools import cache
from typing import Literal

from kentering.text import figures
from kentering.words import LANGUAGES, stop_words

DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−/", "-"))
FIRST_YEAR, LAST_YEAR = 1980, 2100

Agreement = Literal["agree", "none", "conflict"]


def tokens(text: str) -> list[str]:
    """The words and figures of a text, lower case, accents taken off.

    >>> tokens("Note-cadre de SÉCURITÉ 2021-24")
    ['note', 'cadre', 'de', 'securite', '2021', '24']
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return "".join(sign if sign.isalnum() else " " for sign in plain).split()


def content(text: str) -> list[str]:
    """The words that carry a title: no small words, no years.

    >>> content("Plan national de sécurité 2016-2019")
    ['plan', 'national', 'securite']
    """
    return [word for word in tokens(text) if word not in _small() and not _is_year(word)]


def years(text: str) -> set[int]:
    """The years in a text; the second of a pair may be short.

    >>> sorted(years("2021-24, zone 5340")), sorted(years("1 januari 2022 – 31 december 2025"))
    ([2021, 2024], [2022, 2025])
    """
    found = {each for each in figures(text) if FIRST_YEAR <= each <= LAST_YEAR}
    plain = text.translate(DASHES).replace("- ", "-")  # a line may end after the dash
    return found | {year + step for year in found for step in range(1, 10) if _paired(plain, year, year + step)}


def _paired(text: str, year: int, later: int) -> bool:
    """Does a text write two years as 2021-24?"""
    _, written, rest = text.partition(f"{year}-{later % 100:02d}")
    return bool(written) and not rest[:1].isdigit()


def agreement(text: str, periods: Collection[tuple[int, int]], known: Collection[int]) -> Agreement:
    """Do the years in a text speak for a plan of one of these periods, against it, or neither?

    A plan without a period is known by single years.

    >>> agreement("NVP 2022-2025", [(2022, 2025)], []), agreement("NVP 2016-2019", [(2022, 2025)], [])
    ('agree', 'conflict')
    >>> agreement("31 maart 2022", [(2022, 2025)], [2022])
    'none'
    """
    found = years(text)
    if any({first, last} <= found for first, last in periods):
        return "agree"
    if not periods and found & set(known):
        return "agree"
    near = {year for first, last in periods for year in range(first - 1, last + 1)} | set(known)
    return "none" if found <= near else "conflict"


def recall(name: str, text: str) -> float:
    """The part of the words of a title that a text has, also where the text breaks or joins them.

    >>> recall("Nationaal Veiligheidsplan", "NATIONAAL VEILIGHEIDS PLAN 2022")
    1.0
    """
    wanted = content(name)
    given, joined = set(tokens(text)), "".join(tokens(text))
    return sum(_in(word, given, joined) for word in wanted) / len(wanted) if wanted else 0.0


def purity(text: str, names: Iterable[str]) -> float:
    """The part of the words of a text that belong to the names; 1 where it says nothing else."""
    given = content(text)
    listed = list(names)
    known = {word for name in listed for word in tokens(name)}
    joined = " ".join("".join(tokens(name)) for name in listed)
    return sum(_in(word, known, joined) for word in given) / len(given) if given else 0.0


def initials(name: str) -> str:
    """The first letters of the words of a title.

    >>> initials("Plan national de sécurité 2016-2019")
    'pns'
    """
    return "".join(word[0] for word in content(name))


def _in(word: str, known: Collection[str], joined: str) -> bool:
    return word in known or (len(word) >= 4 and not word.isdigit() and word in joined)


def _is_year(word: str) -> bool:
    return word.isdigit() and (len(word) <= 2 or FIRST_YEAR <= int(word) <= LAST_YEAR)


@cache
def _small() -> frozenset[str]:
    return frozenset(part for language in LANGUAGES for word in stop_words(language) for part in tokens(word))
