"""Words without what grammar adds to them: case, accents, plurals, bent adjectives.

A light stemmer in the sense of Savoy (1999): only endings that inflect are taken off, so that handel and handeling, or
traffic and trafficking, stay apart. Snowball's stemmers take more off and part the Dutch wapen from wapens.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o"})
_ENDINGS = {"nl": ("en", "e", "s"), "fr": ("s", "x", "e"), "en": ("s",)}
_KEPT = {"nl": (), "fr": (), "en": ("ss", "us", "is")}

SMALL = {
    language: frozenset(words.split())
    for language, words in tomllib.loads(files("kentering.words").joinpath("small.toml").read_text("utf-8")).items()
}
"""Words that join others and are never counted, folded."""


@cache
def folded(text: str) -> str:
    """A text in small letters without accents; as long as it was but for ligatures.

    >>> folded("Cocaïne, ŒUVRE d’art")
    'cocaine, oeuvre d’art'
    """
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(each for each in apart if not unicodedata.combining(each))


@cache
def stem(word: str, language: str) -> str:
    """A folded word without its inflection.

    >>> stem("inbraken", "nl") == stem("inbraak", "nl"), stem("fiscaux", "fr") == stem("fiscale", "fr")
    (True, True)
    >>> stem("wapens", "nl") == stem("wapen", "nl"), stem("handel", "nl") == stem("handeling", "nl")
    (True, False)
    """
    word = _respelt(word, language)
    while True:
        shorter = _shorter(word, language)
        if shorter == word:
            return word
        word = shorter


def content(text: str, language: str) -> list[tuple[str, int, int]]:
    """The words that carry a text, folded, with where they stand in the folded text.

    >>> [word for word, _, _ in content("l'approche axée sur le butin", "fr")]
    ['approche', 'axee', 'butin']
    """
    found = ((match.group(), match.start(), match.end()) for match in _WORD.finditer(folded(text)))
    return [each for each in found if each[0] not in SMALL[language] and not each[0].isdigit()]


def _respelt(word: str, language: str) -> str:
    if language == "en":
        word = re.sub(r"iz(?=[aei])", "is", word)
        return re.sub(r"ies$", "y", word) if len(word) > _SHORTEST + 1 else word
    if language == "fr" and len(word) > _SHORTEST + 2:
        return re.sub(r"aux$", "al", word)
    return word


def _shorter(word: str, language: str) -> str:
    for ending in _ENDINGS[language]:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _SHORTEST and not word.endswith(_KEPT[language]):
            return _closed(rest, language)
    return _closed(word, language)


def _closed(word: str, language: str) -> str:
    """A stem spelt as it would end a word: stall, stal; diev, dief; braak, brak."""
    if language == "en" or len(word) <= _SHORTEST:
        return word
    if word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    if language == "nl":
        word = word[:-1] + {"v": "f", "z": "s"}.get(word[-1], word[-1])
        word = re.sub(r"(a|e|o|u)\1(?=[^aeiou]$)", r"\1", word)
    return word
