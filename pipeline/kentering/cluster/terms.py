"""Words and phrases that may name a theme: nouns, and nouns with what qualifies them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kentering.words.forms import Token, tokens


class Term(NamedTuple):
    """What is counted (dictionary forms) and how it stood in the text."""

    key: tuple[str, ...]
    shown: str


def terms(text: str, language: str) -> Iterator[Term]:
    """Every noun of a text, and every phrase of two content words of which one is its noun."""
    found = tokens(text, language)
    for place, token in enumerate(found):
        if token.content and token.noun:
            yield Term((token.lemma,), token.text)
        second = _partner(text, found, place)
        if token.content and second is not None and _is_phrase(token, second, language):
            yield Term((token.lemma, second.lemma), " ".join(text[token.start : second.end].split()))


def _partner(text: str, found: Sequence[Token], place: int) -> Token | None:
    # The next content word, at most two joining words on, and nothing but blanks between.
    for before, token in list(zip(found[place:], found[place + 1 : place + 4], strict=False)):
        if text[before.end : token.start].strip():
            return None
        if not token.joins:
            return token if token.content else None
    return None


def _is_phrase(first: Token, second: Token, language: str) -> bool:
    # The head of a phrase stands first in French and after "van" or "of", else last.
    head = first if language == "fr" else second
    return head.noun and first.lemma != second.lemma
