"""Words and phrases that may name a theme: nouns, and nouns with what qualifies them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kentering import words
from kentering.text.headings import is_capitals, without_number
from kentering.words.forms import Token, tokens

Key = tuple[str, ...]
# A heading in parts is no name.
_BROKEN = re.compile(r"[\d:;?!()\[\]]")
# What is added in brackets, an abbreviation or "continued", is no part of a name.
_ADDED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
# A heading of so many words, so many of them with content, may name a theme as it stands.
LONGEST_HEADING, MOST_CONTENT = 7, 4


class Term(NamedTuple):
    """What is counted (dictionary forms) and how it stood in the text."""

    key: Key
    shown: str


def terms(text: str, language: str) -> Iterator[Term]:
    """Every noun of a text, and every phrase of two content words of which one is its noun."""
    found = tokens(text, language)
    for place, token in enumerate(found):
        if token.content and token.noun and not _may_be_verb(found, place, language):
            yield Term((token.lemma,), token.text)
        second = _partner(text, found, place)
        if (
            token.content
            and second is not None
            and _is_phrase(token, second, language)
            and not _infinitive(second, language)
        ):
            yield Term((token.lemma, second.lemma), " ".join(text[token.start : second.end].split()))


def heading_term(heading: str, language: str) -> Iterator[Term]:
    """The terms of a heading, and the heading as a whole where it is short and tells of something.

    >>> [term.shown for term in heading_term("2.3.2 Intrafamiliaal en seksueel geweld", "nl")]
    ['seksueel geweld', 'geweld', 'Intrafamiliaal en seksueel geweld']
    >>> [term.shown for term in heading_term("Lokale leerkrachten (vervolg)", "nl")][-1]
    'Lokale leerkrachten'
    """
    text = without_number(heading)
    text = text.lower() if is_capitals(text) else text
    yield from terms(text, language)
    text = _ADDED.sub("", text)
    found = tokens(text, language)
    content = [token for token in found if token.content]
    short = len(found) <= LONGEST_HEADING and 1 < len(content) <= MOST_CONTENT and not _BROKEN.search(text)
    if short and any(token.noun for token in content) and found[0].content and found[-1].content:
        key = tuple(dict.fromkeys(token.lemma for token in content))
        yield Term(key, " ".join(text[found[0].start : found[-1].end].split()))


def _may_be_verb(found: Sequence[Token], place: int, language: str) -> bool:
    # A Dutch infinitive is a noun as well ("lopen", the plural of "loop"): it takes an article to be one.
    return _infinitive(found[place], language) and not (place and found[place - 1].joins)


def _infinitive(token: Token, language: str) -> bool:
    return language == "nl" and token.text.lower() in words.lexicon(language).verbs


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
