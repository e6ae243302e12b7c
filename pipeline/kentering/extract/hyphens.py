"""Lines of a paragraph joined to one text; a hyphen that only breaks a word goes, one that belongs to it stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kentering.extract.compounds import (
    DOTTED,
    breaks_there,
    dotted,
    has_vowel,
    is_plural,
    is_word,
    keeps_hyphen,
    wants_dots,
)
from kentering.text import BREAKS, SOFT, first_word, in_address, is_suspended, last_word, opens_aside
from kentering.words.vocabulary import vocabulary

_COMMON = {
    "nl": "de het een van en in voor op met dat zijn niet ook bij door te aan worden wordt naar als",
    "fr": "le la les des et en un une du dans pour que qui est sur au par aux avec ce",
    "en": "the of and to in a is for that on with as be by are this will it at from",
}
STOP_WORDS = {language: frozenset(listed.split()) for language, listed in _COMMON.items()}
"""Common words, to tell the language of a text."""

TELLING = 4
"""A text with so many common words of one language, and hardly any of the document's, is in that language."""


@dataclass
class Words:
    """The words that stand whole in a document, and its language: evidence for what a hyphen at a line end is."""

    counts: Counter[str] = field(default_factory=Counter)
    language: str = "nl"
    hyphenated: bool = True
    openings: Counter[str] = field(default_factory=Counter)

    def joined(self, left: str, right: str) -> str:
        """Two lines as one.

        >>> Words().joined("de crimi-", "naliteit")
        'de criminaliteit'
        >>> Words().joined("gewest-", "en gemeentewegen")
        'gewest- en gemeentewegen'
        >>> Words().joined("de Noord-", "Afrikanen")
        'de Noord-Afrikanen'
        >>> Words().joined("de effici-", "entie van")
        'de efficiëntie van'
        >>> Words(language="fr").joined("peut-", "être")
        'peut-être'
        """
        if not left or not right:
            return left + right
        if in_address(left, right):
            return left.rstrip("\u00ad") + right
        if left[-1] not in BREAKS or len(left) < 2 or not left[-2].isalnum():
            together = left[-1] in "/–" and left[-2:-1].isalnum() and right[0].isalnum()
            return left + right if together else f"{left} {right}"
        before, after = last_word(left[:-1]), first_word(right)
        language = self._language_of(left)
        hung_up = is_suspended(right, language) and self._is_hung_up(before, after, language)
        if left[-1] in SOFT and not hung_up:
            if self._hung(before, after) > self._whole(before, after):
                return left[:-1] + "-" + right
            return self._together(left[:-1], right, language) if right[0].isalpha() else left[:-1] + right
        if opens_aside(right) or hung_up:
            return f"{left[:-1]}- {right}"
        if self._keeps(before, after, left, language):
            return left[:-1] + "-" + right
        return self._together(left[:-1], right, language)

    def _language_of(self, text: str) -> str:
        """The language of a text, where it plainly is not the document's."""
        pieces = text.lower().split()
        if len(pieces) < TELLING:
            return self.language
        known = {name: sum(piece in stop for piece in pieces) for name, stop in STOP_WORDS.items()}
        best = max(known, key=lambda name: (known[name], name == self.language))
        return best if known[best] >= TELLING and known[best] > 2 * known[self.language] else self.language

    def _is_hung_up(self, before: str, after: str, language: str) -> bool:
        """Is it the hyphen of "gewest- en gemeentewegen", not that of a plural broken before its ending?"""
        if not breaks_there(language, before, after):
            return True
        if self.counts[f"{before}-".lower()] > self._whole(before, after):
            return True
        if self._whole(before, after) or (before + after).lower() in vocabulary(language).forms:
            return False
        return not (language == "nl" and is_plural(before, after) and vocabulary(language).knows(before))

    def _keeps(self, before: str, after: str, left: str, language: str) -> bool:
        """Does the hyphen belong to the word? What stands elsewhere in the document decides before any rule."""
        last, first = _part(before, -1), _part(after, 0)
        whole = max(self._whole(before, after), self._whole(last, first))
        hung = max(self._hung(before, after), self._hung(last, first))
        if whole != hung:
            return hung > whole
        if not after or not after[0].isalpha() or before[-1:].isdigit() or len(last) == 1:
            return True
        if last.isupper():
            return not first.isupper() or self._keeps_capitals(last, first, language)
        if after[0].isupper():
            return True
        if not self.hyphenated:
            return not is_word(language, last.lower(), first) or vocabulary(language).knows(last)
        if self._opens_compounds(last, first, language):
            return not is_word(language, last.lower(), first.lower())
        return keeps_hyphen(language, last, first, chain="-" in before or "-" in after)

    def _keeps_capitals(self, last: str, first: str, language: str) -> bool:
        """An abbreviation keeps its hyphen; a word in capitals is broken like any other."""
        if is_word(language, last.lower(), first.lower()):
            return False
        if not (has_vowel(last) and has_vowel(first)):
            return True
        stands_alone = self.counts[last.lower()] > 0 and not vocabulary(language).knows(last)
        return len(first) < 2 or (len(last) < 6 and stands_alone)

    def _opens_compounds(self, last: str, first: str, language: str) -> bool:
        """Does the document write other words with this one and a hyphen, or is it a new word or a name in it?"""
        low, known = last.lower(), vocabulary(language)
        if self.openings[f"{low}-"] > 1 and self.openings[f"{low}-"] > self.openings[low]:
            return True
        new = len(low) > 2 and self.counts[low] > 0 and not known.knows(low)
        return new and len(first) > 3 and known.knows(first)

    def _hung(self, before: str, after: str) -> int:
        return self.counts[f"{before}-{after}".lower()]

    def _whole(self, before: str, after: str) -> int:
        plain, dots = f"{before}{after}".lower(), dotted(before, after).lower()
        return self.counts[plain] + (self.counts[dots] if dots != plain else 0)

    def _together(self, left: str, right: str, language: str) -> str:
        """The halves of a word together; Dutch leaves out a diaeresis at a break, which comes back."""
        before, after = last_word(left), first_word(right)
        plain, dots = f"{before}{after}".lower(), dotted(before, after).lower()
        if dots == plain or before.isupper():
            return left + right
        seen, wanted = self.counts[plain], self.counts[dots]
        if wanted > seen or (seen == wanted and language == "nl" and wants_dots(before.lower(), after.lower())):
            return left + right[0].translate(DOTTED) + right[1:]
        return left + right


def _part(word: str, place: int) -> str:
    """A part of a word with hyphens or an apostrophe in it."""
    return word.replace("’", "-").replace("'", "-").split("-")[place]


def words(texts: Sequence[str]) -> Words:
    """The words of lines in reading order, but not the halves at their ends."""
    counts: Counter[str] = Counter()
    for text in texts:
        pieces = text.lower().split()
        if pieces and pieces[-1][-1] in BREAKS:
            pieces = pieces[:-1]
        counts.update(piece.strip(".,;:!?()[]{}\"'“”‘’„«»…") for piece in pieces)
    known = {name: sum(counts[word] for word in stop) for name, stop in STOP_WORDS.items()}
    language = max(known, key=lambda name: (known[name], name == "nl"))
    return Words(counts, language, _is_hyphenated(texts, counts), _openings(counts))


def _openings(counts: Counter[str]) -> Counter[str]:
    """How many different words begin with a part and its hyphen, and how many with the same letters and none."""
    made: Counter[str] = Counter()
    for word in counts:
        head, sign, rest = word.partition("-")
        if sign and head and rest[:1].isalpha():
            made[f"{head}-"] += 1
    heads = {opening[:-1] for opening in made}
    for word in counts:
        made.update(word[:end] for end in range(2, len(word) - 2) if word[:end] in heads)
    return made


def _is_hyphenated(texts: Sequence[str], counts: Counter[str]) -> bool:
    """Were words broken to fill lines? If hardly a line ends in a hyphen, those that do have a hyphen of their own."""
    long = [text for text in texts if len(text) > 25]
    ends = [
        (last_word(left[:-1]).lower(), first_word(right).lower())
        for left, right in pairwise(texts)
        if left[-1:] in "-\u2010" and left[-2:-1].isalpha() and right[:1].islower() and not is_suspended(right)
    ]
    whole = sum(counts[before + after] > 0 for before, after in ends)
    hung = sum(counts[f"{before}-{after}"] > 0 for before, after in ends)
    return whole > hung or len(ends) > 0.03 * len(long) or len(long) < 40
