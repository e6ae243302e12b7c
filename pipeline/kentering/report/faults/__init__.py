"""What could not be used and how to go on: the messages of errors, in the reader's language."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from string import Formatter

from kentering.plot import wording

WITHIN = ("what", "way", "where", "reasons", "kind", "tongue", "whom")
"""Gaps that hold words of ours in their turn; whatever stands in another one is a name."""
LISTS = ("where", "reasons")
MESSAGES = ("what", "way")
NUMBERS = ("n", "all", "most", "row", "page")
APART = ", "
FIRST = "fault.at"


def reworded(message: str, language: str) -> str:
    """The message of an error in a language; empty where no words are known for it.

    The English words are the messages themselves, with gaps for the names in them, and so tell which one it is.

    >>> reworded("a.pdf has 900 pages, more than max_pages = 500", "nl")
    'a.pdf heeft 900 bladzijden, meer dan max_pages = 500'
    >>> reworded("documents.csv, row 3: a.pdf lies outside the corpus folder", "nl")
    'documents.csv, rij 3: a.pdf ligt buiten de map van het corpus'
    >>> reworded("something else", "nl")
    ''
    """
    for key, shape in _shapes():
        match = shape.fullmatch(message)
        gaps = _gaps(match.groupdict(), language) if match else None
        if gaps is not None:
            said = wording.load(language, Path(__file__).parent)
            return said.spaced(said(key, **gaps))
    return ""


def _gaps(found: dict[str, str], language: str) -> dict[str, str] | None:
    """What stands in the gaps, in the language; nothing where a gap that should hold a message holds none."""
    gaps = dict(found)
    for name in WITHIN:
        if name in gaps:
            parts = gaps[name].split(APART) if name in LISTS else [gaps[name]]
            said = [reworded(part, language) for part in parts]
            if name in MESSAGES and not all(said):
                return None
            gaps[name] = APART.join(one or part for one, part in zip(said, parts, strict=True))
    return gaps


@cache
def _shapes() -> list[tuple[str, re.Pattern[str]]]:
    """Each message as a pattern: first a place and what is wrong there, then the one with most words of its own."""
    own = wording.load("en", Path(__file__).parent).words
    faults = {key: text for key, text in own.items() if key.partition(".")[0] in ("fault", "way", "part", "column")}
    ranked = sorted(faults, key=lambda key: (key != FIRST, -len(re.sub(r"\{\w+\}", "", faults[key])), key))
    return [(key, re.compile(_pattern(faults[key]))) for key in ranked]


def _pattern(template: str) -> str:
    parts = [(re.escape(words), gap) for words, gap, _, _ in Formatter().parse(template)]
    return "".join(words + (f"(?P<{gap}>{_filling(gap)})" if gap else "") for words, gap in parts)


def _filling(gap: str) -> str:
    return "[^:]+" if gap == "where" else r"\d+" if gap in NUMBERS else ".+?"
