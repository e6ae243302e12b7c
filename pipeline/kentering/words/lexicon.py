"""What spaCy and its look-up tables know about words: stop words, lemmas, nouns."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any


@cache
def stop_words(language: str) -> frozenset[str]:
    """Words that carry no subject, from spaCy.

    >>> "het" in stop_words("nl")
    True
    """
    return frozenset(import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS)


@cache
def lemmas(language: str) -> Mapping[str, str]:
    """The dictionary form of each inflected word, lower case.

    >>> lemmas("nl")["maatregelen"]
    'maatregel'
    """
    found = _table(language, "lemma_lookup")
    first = {word: form if isinstance(form, str) else form[0] for word, form in found.items()}
    return {word.lower(): form.lower() for word, form in first.items()}


@cache
def nouns(language: str) -> frozenset[str]:
    """Dictionary forms that are nouns.

    >>> "maatregel" in nouns("nl"), "opsporen" in nouns("nl")
    (True, False)
    """
    return frozenset(_table(language, "lemma_index")["noun"])


def _table(language: str, name: str) -> dict[str, Any]:
    # Read as plain JSON: spaCy's own loader hashes every entry, which takes seconds.
    tables = getattr(import_module("spacy_lookups_data"), language)
    with gzip.open(f"{tables[name]}.gz", "rt", encoding="utf-8") as file:
        read: dict[str, Any] = json.load(file)
    return read
