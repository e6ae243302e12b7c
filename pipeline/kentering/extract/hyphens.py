"""Lines of a paragraph joined to one text; a hyphen that only breaks a word goes, one that belongs to it stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from kentering.text import BREAKS, SOFT, first_word, is_in_address, is_suspended, last_word


def _all(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOP_WORDS = {
    "nl": _all("de het een van en in voor op met dat zijn niet ook bij door te aan worden wordt naar als"),
    "fr": _all("le la les des et en un une du dans pour que qui est sur au par aux avec ce"),
    "en": _all("the of and to in a is for that on with as be by are this will it at from"),
}

KEPT_BEFORE = {
    "nl": frozenset(),
    "fr": _all("non ex vice sous mi demi semi quasi peut rendez vis grand"),
    "en": _all("non ex vice co self cross well long short high low e"),
}
"""Words that mostly keep their hyphen, per language."""

KEPT_AFTER = {
    "nl": frozenset(),
    "fr": _all("il elle on ils elles je tu nous vous le la les lui leur moi toi ce ci là même mêmes dire être vous à"),
    "en": _all("based level term related border wide making up led specific"),
}

CLASHES = _all("aa ae ai au ee ei eu ie oe oi oo ou ui uu ii")
DOTTED = str.maketrans("aeiou", "äëïöü")


@dataclass
class Words:
    """The words that stand whole in a document, and its language: evidence for what a hyphen at a line end is."""

    counts: Counter[str] = field(default_factory=Counter)
    language: str = "nl"
    hyphenated: bool = True

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
        if left[-1] not in BREAKS or len(left) < 2 or not left[-2].isalnum():
            together = left[-1] in "/–" and left[-2:-1].isalnum() and right[0].isalnum()
            return left + right if together else f"{left} {right}"
        if left[-1] in SOFT:
            if self._is_hung(last_word(left[:-1]), first_word(right)):
                return left[:-1] + "-" + right
            return self._whole(left[:-1], right) if right[0].isalpha() else left[:-1] + right
        if is_in_address(left):
            return left + right
        if is_suspended(right) and not self.counts[(last_word(left[:-1]) + first_word(right)).lower()]:
            return f"{left} {right}"
        return left[:-1].rstrip() + "-" + right if self._keeps(left[:-1], right) else self._whole(left[:-1], right)

    def _is_hung(self, before: str, after: str) -> bool:
        return self.counts[f"{before}-{after}".lower()] > self._count(before, after)

    def _keeps(self, left: str, right: str) -> bool:
        """Does the hyphen belong to the word? What stands elsewhere in the document decides before any rule."""
        before, after = last_word(left), first_word(right)
        whole, hung = self._count(before, after), self.counts[f"{before}-{after}".lower()]
        if whole != hung:
            return hung > whole
        if not self.hyphenated:
            return True
        if not after or not after[0].isalpha() or before[-1:].isdigit() or len(before) == 1:
            return True
        if after[0].isupper():
            return not (before.isupper() and after.isupper() and len(before) > 1 and len(after) > 2)
        return self._seems_kept(before, after)

    def _seems_kept(self, before: str, after: str) -> bool:
        last, first = before.lower().rpartition("-")[2], after.lower().partition("-")[0]
        if last in KEPT_BEFORE[self.language]:
            return True
        if first in KEPT_AFTER[self.language] and "-" not in after:
            return self.language == "fr" or not _breaks_there(self.language, last, first)
        if before.isupper() and len(before) > 1 and after.islower():
            return True
        both = self.counts[last] > 1 and self.counts[first] > 1
        return both and not _breaks_there(self.language, last, first)

    def _count(self, before: str, after: str) -> int:
        whole = self.counts[f"{before}{after}".lower()]
        return whole + self.counts[_dotted(before, after).lower()]

    def _whole(self, left: str, right: str) -> str:
        """The halves of a word together; Dutch leaves out a diaeresis at a break, which comes back."""
        before, after = last_word(left), first_word(right)
        plain, dotted = f"{before}{after}".lower(), _dotted(before, after).lower()
        clash = self.language == "nl" and (before[-1:] + after[:1]).lower() in CLASHES
        unseen = clash and not self.counts[plain] and before.islower()
        if dotted != plain and (self.counts[dotted] > self.counts[plain] or unseen):
            return left + right[0].translate(DOTTED) + right[1:]
        return left + right


def _dotted(before: str, after: str) -> str:
    return before + after[:1].translate(DOTTED) + after[1:]


def _breaks_there(language: str, before: str, after: str) -> bool:
    """May a word be broken at this place by the rules of its language?"""
    return len(before) in _hyphenator(language).positions(before + after)


@lru_cache(maxsize=3)
def _hyphenator(language: str) -> Any:  # noqa: ANN401  (pyphen has no types)
    import pyphen

    return pyphen.Pyphen(lang={"nl": "nl_NL", "fr": "fr", "en": "en_GB"}[language])


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
    return Words(counts, language, _is_hyphenated(texts, counts))


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
