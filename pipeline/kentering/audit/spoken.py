"""Is a text in the language that documents.csv gives it? Its small words tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import pandas as pd

from kentering.audit.evidence import Evidence, Row, at_least
from kentering.tables import RUNNING_KINDS
from kentering.words import stop_words

SPOKEN = ("nl", "fr", "en", "de")
"""Languages that are told apart; in the last no text can be listed."""

FEWEST = 200
"""A text of fewer words tells nothing."""

SMALL = 0.05
KINDS = 10
"""So large a part of its words, and so many different ones, must be small words of one language: lists have none."""

LISTED = 0.2
"""Under this part a text is not in the language listed: it has four times as many small words of another."""

_WORD = re.compile(r"[^\W\d_]+")


class Spoken(NamedTuple):
    """The language that a text reads as besides the listed one, and the listed one's part of their small words."""

    other: str
    part: float


def spoken(texts: Iterable[str], listed: str) -> Spoken | None:
    """How much of a text's small words is of the listed language, against the likeliest other one; None: unknown.

    Only words count that are small words of one of the languages and of no other (Ingle 1976; Grefenstette 1995).

    >>> text = "Wat het plan van elk van hen vraagt, wordt niet door ons maar ook niet zonder hun raad bepaald."
    >>> spoken([text] * 15, "fr")
    Spoken(other='nl', part=0.0)
    """
    words = Counter(word for text in texts for word in _WORD.findall(text.lower()))
    small = {each: {word: words[word] for word in _own_words(each) & words.keys()} for each in SPOKEN}
    counts = {each: sum(own.values()) for each, own in small.items()}
    other = max((each for each in SPOKEN if each != listed), key=counts.__getitem__)
    likeliest = max((other, listed), key=lambda each: counts.get(each, 0))
    if words.total() < FEWEST or counts[likeliest] < SMALL * words.total() or len(small[likeliest]) < KINDS:
        return None
    known = counts.get(listed, 0)
    return Spoken(other, known / (known + counts[other]))


@cache
def _own_words(language: str) -> frozenset[str]:
    """The small words that no other of the languages has."""
    others = frozenset[str]().union(*(stop_words(other) for other in SPOKEN if other != language))
    return stop_words(language) - others


def language_of_text(evidence: Evidence) -> list[Row]:
    """Per document: the part of the listed language; a text in another one bears that in its subject."""
    running = evidence.blocks[evidence.blocks["kind"].isin(RUNNING_KINDS)]
    listed = dict(zip(evidence.documents["document_id"], evidence.documents["language"], strict=True))
    values = {}
    for document_id, text in _texts(running):
        found = spoken(text, str(listed.get(document_id, "")))
        if found:
            subject = f"{document_id} -> {found.other}" if found.part < LISTED else document_id
            values[subject] = found.part
    meaning = (
        "Part of the small words (the, of, and) that is of the language listed, against the likeliest other one; a text"
        " in another language is misread: write the language after the arrow in its row of documents.csv, column"
        " language; a text that is not in nl, fr or en has no place there."
    )
    return at_least("language_of_text", values, LISTED, meaning)


def _texts(running: pd.DataFrame) -> list[tuple[str, list[str]]]:
    return [(str(each), [str(text) for text in group["text"]]) for each, group in running.groupby("document_id")]
