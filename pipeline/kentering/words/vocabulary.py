"""Which words exist: the forms that spaCy's look-up tables list, to tell a broken word from two words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kentering.words.lexicon import _table, stop_words

ENDINGS = {
    "nl": (("en", ""), ("n", ""), ("s", ""), ("e", ""), ("'s", ""), ("ën", ""), ("er", ""), ("ere", ""), ("ste", "")),
    "fr": (
        ("s", ""), ("x", ""), ("e", ""), ("es", ""), ("ent", "er"), ("ent", "e"), ("ait", "er"), ("aient", "er"),
        ("ons", "er"), ("ez", "er"), ("é", "er"), ("ée", "er"), ("és", "er"), ("ées", "er"), ("ant", "er"),
        ("era", "er"), ("eront", "er"), ("ement", "e"), ("ement", ""),
    ),
    "en": (
        ("ies", "y"), ("ied", "y"), ("'s", ""), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""),
        ("ing", "e"), ("ly", ""), ("er", ""), ("or", "e"), ("ness", ""),
    ),
}  # fmt: skip
"""The lists do not hold every inflected form: endings, and what stands in their place in a listed form."""

SHORTEST = 4
"""A listed form is no evidence for a word if it is shorter than this once its ending is off."""


@dataclass(frozen=True)
class Vocabulary:
    """The words of a language, lower case."""

    language: str
    forms: frozenset[str]

    def knows(self, word: str) -> bool:
        """Is it a word, inflected or not?

        >>> vocabulary("en").knows("agencies"), vocabulary("en").knows("agenc")
        (True, False)
        """
        low = word.lower()
        return low in self.forms or any(form in self.forms for form in _roots(low, self.language))


def _roots(word: str, language: str) -> list[str]:
    """The forms without an ending that a word may come from."""
    made = [word[: -len(end)] + other for end, other in ENDINGS[language] if word.endswith(end)]
    made += [root[:-1] for root in made if len(root) > SHORTEST and root[-1:] == root[-2:-1]]
    return [root for root in made if len(root) >= max(SHORTEST, 3 + len(word) - len(root))]


@cache
def vocabulary(language: str) -> Vocabulary:
    """The words of a language.

    >>> "porte-parole" in vocabulary("fr").forms, vocabulary("nl").knows("efficiëntie")
    (True, True)
    """
    lemmas, index = _table(language, "lemma_lookup"), _table(language, "lemma_index")
    forms = {word.lower() for word in lemmas}
    for form in lemmas.values():
        forms.update(each.lower() for each in ([form] if isinstance(form, str) else form))
    for listed in index.values():
        forms.update(word.lower() for word in listed)
    forms |= stop_words(language)
    return Vocabulary(language, frozenset(form.strip("-") for form in forms if not form.startswith("-")))
