"""The grammar of a language as far as binding goes: its words cut and classed, its word lists, its patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files

from kentering import words
from kentering.commitment.patterns import Patterns, Word

# Words with what a hyphen or an apostrophe joins; of French, what is elided apart (l', qu'); any other mark alone.
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[^\w\s]|_")
_ELIDED = re.compile(
    r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\w)|[^\W_]+(?:['-][^\W_]+)*|[^\w\s]|_", re.IGNORECASE
)
_SIGNS = "%‰€$£&+/°§"  # read as words: they part no sentence
_INFINITIVES = {"nl": ("n",), "fr": ("er", "ir", "re"), "en": ("",)}
_FUTURE = re.compile(r"r(?:ai|a|ons|ont)$")
_BENT = ("", "e", "s", "es")


@dataclass(frozen=True)
class Grammar:
    """Lists of a language and what is made from them; words lower case, apostrophes straight."""

    language: str
    modality: Mapping[str, list[str]]
    clauses: Mapping[str, frozenset[str]]
    verbs: Mapping[str, frozenset[str]]
    measures: Mapping[str, list[str]]
    arrangements: Mapping[str, list[str]]
    named: Mapping[str, list[str]]
    senses: Mapping[str, list[str]]
    other: list[str]
    _tags: dict[str, str] = field(default_factory=dict, repr=False)

    def words(self, sentence: str) -> list[Word]:
        """The words and marks of a sentence, each with its class.

        >>> [(each.lower, each.tag) for each in grammar("fr").words("L’État assurera l’accueil.")]
        [("l'", ''), ('état', ''), ('assurera', 'FUT'), ("l'", ''), ('accueil', ''), ('.', '')]
        """
        found: list[Word] = []
        pattern = _ELIDED if self.language == "fr" else _WORD
        for match in pattern.finditer(sentence.replace("’", "'")):
            lower = match.group().lower()
            if found and match.group() == "May" and self.language == "en":
                lower = "may (month)"
            mark = not lower[0].isalnum() and lower[0] not in _SIGNS
            found.append(Word(lower, "" if mark else self.tag(lower), match.start(), match.end(), mark))
        return found

    def tag(self, word: str) -> str:
        """The class of a word in lower case; empty where it is none of ours.

        >>> grammar("fr").tag("assurera"), grammar("fr").tag("assura"), grammar("nl").tag("versterken")
        ('FUT', 'VERB', 'ACT')
        """
        if word not in self._tags:
            self._tags[word] = self._tag(word)
        return self._tags[word]

    def _tag(self, word: str) -> str:
        if word in self._done:
            return "DONE"
        lexicon = words.lexicon(self.language)
        lemma = lexicon.lemmas.get(word, word)
        if self.language == "fr" and is_future(word, lemma):
            return "FUT"
        if word in self.verbs["acts"]:
            return "ACT"
        if lemma in self.verbs["states"] or word in self.verbs["states"]:
            return "STATE"
        if word in words.stop_words(self.language):
            return ""
        if word.endswith(_INFINITIVES[self.language]) and self._is_infinitive(word):
            return "INF"
        known = lemma in lexicon.verbs or lemma in self.verbs["acts"]
        return "VERB" if known and word != lemma and word not in lexicon.adjectives else ""

    def _is_infinitive(self, word: str) -> bool:
        """Of French the lexicon lists the verbs in -er only: another is what forms go back to and no noun."""
        lexicon = words.lexicon(self.language)
        other = self.language == "fr" and word in self._lemmas and word not in lexicon.nouns | lexicon.adjectives
        return word in lexicon.verbs or other

    @cached_property
    def labels(self) -> frozenset[str]:
        """What a term may be of; words of `senses` only decide what another is."""
        return frozenset((*self.measures, *self.arrangements, *self.named))

    @cached_property
    def _lemmas(self) -> frozenset[str]:
        return frozenset(words.lexicon(self.language).lemmas.values())

    @cached_property
    def _done(self) -> frozenset[str]:
        endings = _BENT if self.language == "fr" else ("",)
        return frozenset(word + ending for word in self.verbs["done"] for ending in endings)

    @cached_property
    def patterns(self) -> Patterns:
        """The patterns of modality; the label of a match is that of its list."""
        return Patterns(self.modality)


def is_future(word: str, lemma: str) -> bool:
    """Is a French form the simple future of a verb, in the first or third person?

    What ends alike in the present or the simple past is told apart by its stem: préparons, montra.

    >>> is_future("assurera", "assurer"), is_future("montra", "montrer"), is_future("préparons", "préparer")
    (True, False, False)
    """
    found = _FUTURE.search(word)
    if not found or lemma == word or not lemma.endswith(("er", "ir", "re")):
        return False
    ending = found.group()[1:]
    return word != lemma[:-2] + ending and lemma not in ("pouvoir", "devoir", "falloir")


@cache
def grammar(language: str) -> Grammar:
    """The grammar of nl, fr or en."""
    read = tomllib.loads(files("kentering.words").joinpath(f"commitment_{language}.toml").read_text("utf-8"))
    sets = {part: {name: frozenset(each) for name, each in read[part].items()} for part in ("clauses", "verbs")}
    return Grammar(
        language,
        modality=read["modality"],
        clauses=sets["clauses"],
        verbs=sets["verbs"],
        measures=read["measures"],
        other=read["arrangements"].pop("not"),
        arrangements=read["arrangements"],
        named=read["named"],
        senses=read["senses"],
    )
