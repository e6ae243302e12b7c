"""What spaCy and its look-up tables know about words: stop words, lemmas, nouns."""

from __future__ import annotations

import gzip
import json
import runpy
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any


@cache
def stop_words(language: str) -> frozenset[str]:
    """Words that carry no subject, from spaCy.

    >>> "het" in stop_words("nl")
    True
    """
    # The file alone: importing spaCy takes seconds.
    spacy = find_spec("spacy")
    folder = Path((spacy.submodule_search_locations or [""])[0]) if spacy else Path()
    listed = runpy.run_path(str(folder / "lang" / language / "stop_words.py"))
    return frozenset(listed["STOP_WORDS"])


@dataclass(frozen=True)
class Lexicon:
    """Dictionary forms and how to find them, lower case."""

    lemmas: Mapping[str, str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    verbs: frozenset[str]
    noun_exceptions: Mapping[str, str]
    noun_rules: tuple[tuple[str, str], ...]


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language, from spacy-lookups-data.

    >>> lexicon("nl").lemmas["maatregelen"], "maatregel" in lexicon("nl").nouns
    ('maatregel', True)
    """
    lemmas = _table(language, "lemma_lookup")
    index = _table(language, "lemma_index")
    exceptions, rules = _table(language, "lemma_exc"), _table(language, "lemma_rules")
    return Lexicon(
        lemmas={word.lower(): _first(form) for word, form in lemmas.items()},
        nouns=frozenset(index["noun"]),
        adjectives=frozenset(index["adj"]),
        verbs=frozenset(index["verb"]),
        noun_exceptions={word: _first(form) for word, form in exceptions["noun"].items()},
        noun_rules=tuple((old, new) for old, new in rules["noun"]),
    )


def _first(form: str | list[str]) -> str:
    return (form if isinstance(form, str) else form[0]).lower()


def _table(language: str, name: str) -> dict[str, Any]:
    # Read as plain JSON: spaCy's own loader hashes every entry, which takes seconds.
    tables = getattr(import_module("spacy_lookups_data"), language)
    with gzip.open(f"{tables[name]}.gz", "rt", encoding="utf-8") as file:
        read: dict[str, Any] = json.load(file)
    return read
