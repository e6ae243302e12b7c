"""A word in its place: its dictionary form, and whether it is a noun, a content word or a joining one."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kentering import words

# A word of letters; hyphens and apostrophes inside it belong to it.
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
# French elision: l'approche, d’urgence, qu'elle.
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)[’'](?=.)", re.IGNORECASE)
# The English genitive.
_GENITIVE = re.compile(r"[’']s?$")
SHORTEST = 3
# Of a Dutch compound such as grenscontrole, the length of the last noun.
_SHORTEST_HEAD, _LONGEST_HEAD = 6, 14


class Token(NamedTuple):
    """A word in its place."""

    text: str
    start: int
    end: int
    lemma: str
    joins: bool  # "de", "van": may stand inside a phrase
    content: bool  # no stop word, not generic
    noun: bool


def tokens(text: str, language: str) -> list[Token]:
    """The words of a text in order; figures are none.

    >>> [each.lemma for each in tokens("De drugs in de havens", "nl") if each.content]
    ['drug', 'haven']
    """
    return [_token(match, language) for match in _WORD.finditer(text)]


def _token(match: re.Match[str], language: str) -> Token:
    word = _known(match.group(), language)
    start = match.start() + word.start
    return Token(word.text, start, start + len(word.text), word.lemma, word.joins, word.content, word.noun)


@cache
def _known(text: str, language: str) -> Token:
    """What is known of a word wherever it stands; counted from its own first letter."""
    start, known = 0, words.load(language)
    elided = _ELIDED.match(text) if language == "fr" else None
    if elided and text.lower() not in words.stop_words(language):
        text, start = text[elided.end() :], elided.end()
    bare = _GENITIVE.sub("", text) if language == "en" else text
    lemma = lemma_of(bare.lower(), language)
    stop = {bare.lower(), lemma} & words.stop_words(language)
    content = not stop and len(bare) >= SHORTEST and not ({bare.lower(), lemma} & known.generic)
    joins = bare.lower() in known.joining
    return Token(bare, start, start + len(bare), lemma, joins, content, is_noun(bare, language))


@cache
def lemma_of(word: str, language: str) -> str:
    """The dictionary form of a word in lower case, as a noun if it can be one.

    >>> lemma_of("drugs", "nl"), lemma_of("frontières", "fr"), lemma_of("seized", "en")
    ('drug', 'frontière', 'seize')
    """
    return _noun(word, language) or words.lexicon(language).lemmas.get(word, word)


@cache
def is_noun(text: str, language: str) -> bool:
    """Whether a word is a noun, a compound that ends in one, or an abbreviation in capitals.

    >>> is_noun("mensensmokkel", "nl"), is_noun("fiscale", "nl"), is_noun("OCAD", "nl")
    (True, False, True)
    """
    word = text.lower()
    if word in words.load(language).nouns or (text.isupper() and len(text) >= SHORTEST):
        return True
    noun, lexicon = _noun(word, language), words.lexicon(language)
    if _is_adjective(word, language) or noun in lexicon.adjectives:
        return False
    verb = lexicon.lemmas.get(word, word)
    if language == "nl" and verb in lexicon.verbs and verb not in (word, noun):
        return False
    return bool(noun) or (language == "nl" and _is_compound(word))


def _noun(word: str, language: str) -> str:
    lexicon, listed = words.lexicon(language), words.load(language).nouns
    if word in lexicon.nouns or word in listed:
        return word
    if word in lexicon.noun_exceptions:
        return lexicon.noun_exceptions[word]
    for old, new in lexicon.noun_rules:
        form = word.removesuffix(old) + new
        if old and word.endswith(old) and (form in lexicon.nouns or form in listed):
            return form
    return ""


def _is_adjective(word: str, language: str) -> bool:
    # Dutch bends them: fiscaal, fiscale; illegaal, illegale; dom, domme; massief, massieve.
    adjectives = words.lexicon(language).adjectives
    stem = word.removesuffix("e")
    if language != "nl" or len(stem) < SHORTEST or stem == word:
        return word in adjectives
    hard = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
    return bool({word, stem, stem[:-1], hard, stem[:-1] + stem[-2:], hard[:-1] + hard[-2:]} & adjectives)


def _is_compound(word: str) -> bool:
    lexicon = words.lexicon("nl")
    if word in lexicon.verbs or lexicon.lemmas.get(word) in lexicon.verbs:
        return False
    heads = (
        word[-length:] for length in range(_LONGEST_HEAD, _SHORTEST_HEAD - 1, -1) if length + SHORTEST <= len(word)
    )
    return any(_noun(head, "nl") and head not in lexicon.adjectives for head in heads)
