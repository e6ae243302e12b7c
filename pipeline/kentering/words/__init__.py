"""Words of the corpus languages: abbreviations, headings, and what is too common to name a theme."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kentering.errors import UnknownNameError
from kentering.words.lexicon import Lexicon, lexicon, stop_words

LANGUAGES = ("nl", "fr", "en")

__all__ = ["LANGUAGES", "Lexicon", "Words", "lexicon", "load", "stop_words"]


@dataclass(frozen=True)
class Words:
    """The word lists of one language, lower case."""

    language: str
    abbreviations: frozenset[str]
    numbered: frozenset[str]
    closing: frozenset[str]
    chapters: frozenset[str]
    joining: frozenset[str]
    nouns: frozenset[str]
    generic: frozenset[str]


@cache
def load(language: str) -> Words:
    """The word lists of a language; one that is not supported raises UnknownNameError.

    >>> "hoofdstuk" in load("nl").chapters
    True
    """
    if language not in LANGUAGES:
        raise UnknownNameError(language, "language", LANGUAGES)
    lists = tomllib.loads(files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    return Words(language, **{name: frozenset(words) for name, words in lists.items()})
