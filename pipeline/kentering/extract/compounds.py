"""What a language does with hyphens and diaereses: prefixes that keep one, compounds that are written together."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from kentering.words.vocabulary import vocabulary


def _all(words: str) -> frozenset[str]:
    return frozenset(words.split())


KEPT_BEFORE = {
    "nl": _all("ex niet non vice adjunct aspirant kandidaat oud sint quasi pseudo"),
    "fr": _all("non ex vice sous mi demi semi quasi peut rendez vis grand nord sud quelques"),
    "en": _all("non ex vice self cross well long short high low all multi pre anti socio part full mid post counter"),
}
"""Words that keep their hyphen before others, where the two together are no word that anyone lists."""

KEPT_AFTER = {
    "nl": _all("generaal"),
    "fr": _all("il elle on ils elles je tu nous vous le la les lui leur moi toi ce ci là même mêmes dire être vous à"),
    "en": _all("based level term related border wide making up led specific free friendly year old"),
}
"""Words that keep their hyphen behind others."""

CLOSED = {
    "nl": _all("ge be ver ont her on co pre re de bi tri inter"),
    "fr": _all(
        "anti auto bio co cyber dé des dis en géo hyper in inter intra ir macro mé micro mini mono multi néo para péri "
        "pluri poly post pré pro psycho radio re ré rétro super supra sur télé trans ultra uni vidéo électro"
    ),
    "en": _all(
        "be bio con crypto cyber de dis electro fore geo hyper il im in inter intra ir micro mis neuro out over para "
        "per photo pro re sub super tele trans un under up"
    ),
}
"""Parts of words that are written together with what follows, though the list of words may lack the whole."""

ENDINGS = {
    "nl": frozenset(),
    "fr": _all("ment ments tion tions sion sions eurs euse trice ance ence ique iste able ible ité"),
    "en": _all(
        "able ably ability abilities ers ing ings ness less ful ally ise ize ised ized ment ments tion tions ship "
        "ships hood ward wards self selves ity ism ist ists ation ations"
    ),
}
"""Parts of words that are written together with what comes before."""

SMALL = _all("of the to a an by and for in on it or op en de à la du des et as up")
"""Small words that stand between the hyphens of a chain: state-of-the-art, arc-en-ciel."""

CLASHES = _all("aa ae ai au ee ei eu ie oe oi oo ou ui uu ii")
DOTTED = str.maketrans("aeiou", "äëïöü")
_VOWELS = re.compile(r"[aeiouyà-ÿœ]")
_CLEAR = re.compile(r"i(?:ee|eu)|[aeo]u?i(?:e)|uie|oei|aai|ooi", re.IGNORECASE)


def breaks_there(language: str, before: str, after: str) -> bool:
    """May a word be broken at this place by the rules of its language?

    >>> breaks_there("nl", "crimi", "naliteit"), breaks_there("nl", "land", "en")
    (True, False)
    """
    whole, place = (before + after).lower(), len(before)
    return any(place in each.positions(whole) for each in _hyphenators(language))


@lru_cache(maxsize=3)
def _hyphenators(language: str) -> list[Any]:
    import pyphen

    names = {"nl": ["nl_NL"], "fr": ["fr"], "en": ["en_GB", "en_US"]}[language]
    return [pyphen.Pyphen(lang=name, left=1, right=1) for name in names]


def dotted(before: str, after: str) -> str:
    """Two halves of a word with a diaeresis on the vowel between them.

    >>> dotted("effici", "entie")
    'efficiëntie'
    """
    return before + after[:1].translate(DOTTED) + after[1:]


def is_plural(before: str, after: str) -> bool:
    """May Dutch break a plural or a verb before its ending: partij-en, but not land-en?

    >>> is_plural("partij", "en"), is_plural("land", "en")
    (True, False)
    """
    return after.lower() == "en" and bool(re.search(r"(?:ij|ie|ee|[aeo]{1,2}i|u[iw])$", before.lower()))


def has_vowel(part: str) -> bool:
    """Can a part of a word be said, or is it an abbreviation like tv or BPS?"""
    return bool(_VOWELS.search(part.lower()))


def clashes(before: str, after: str) -> bool:
    """Do the vowels on both sides of a break make one sound, unless a hyphen or a diaeresis keeps them apart?"""
    return f"{before[-1:]}{after[:1]}".lower() in CLASHES


def wants_dots(before: str, after: str) -> bool:
    """Does Dutch write a diaeresis at this break, going by a list of words, else by the letters around it?

    >>> wants_dots("effici", "entie"), wants_dots("mili", "euwetgeving"), wants_dots("ministeri", "eel")
    (True, False, False)
    """
    if not clashes(before, after):
        return False
    forms = vocabulary("nl").forms
    plain, dots = before + after, dotted(before, after)
    shortest = len(plain) if before in CLOSED["nl"] else len(before) + 2
    for end in range(len(plain), shortest - 1, -1):
        if (plain[:end] in forms) != (dots[:end] in forms):
            return dots[:end] in forms
    return not _CLEAR.search(before[-2:] + after[:2])


def keeps_hyphen(language: str, before: str, after: str, *, chain: bool = False) -> bool:
    """Does a hyphen between two parts belong to the word, going by its language alone? A chain has other hyphens.

    >>> keeps_hyphen("nl", "data", "uitwisseling"), keeps_hyphen("nl", "veiligheids", "keten")
    (True, False)
    >>> keeps_hyphen("fr", "porte", "parole"), keeps_hyphen("fr", "gouver", "nement")
    (True, False)
    >>> keeps_hyphen("en", "machine", "readable"), keeps_hyphen("en", "inter", "agency")
    (True, False)
    """
    known = vocabulary(language)
    left, right = before.lower(), after.lower()
    legal = breaks_there(language, left, right)
    whole, hung = is_word(language, left, right), f"{left}-{right}" in known.forms
    if chain and not whole and (left in SMALL or right in SMALL):
        return True
    if whole or hung:
        return hung and (left in KEPT_BEFORE[language] or not (whole and legal))
    if not has_vowel(left) or (language == "fr" and right in KEPT_AFTER["fr"]):
        return True
    if left in KEPT_BEFORE[language] or right in KEPT_AFTER[language]:
        return known.knows(right) and known.knows(left)
    if left in CLOSED[language] or right in ENDINGS[language]:
        return False
    both = _both(language, left, right)
    if not both and language != "en":
        return _is_english_compound(left, right)
    return both and (language != "nl" or clashes(left, right) or not legal or _two_qualities(left, right))


def _is_english_compound(left: str, right: str) -> bool:
    """English words in a text of another language: quick-wins."""
    long = min(len(left), len(right)) > 3 and right not in ENDINGS["en"]
    return long and not is_word("en", left, right) and _both("en", left, right)


def is_word(language: str, before: str, after: str) -> bool:
    """Are two halves together a word, with a diaeresis between them or without?

    >>> is_word("nl", "effici", "entie"), is_word("fr", "préven", "tion")
    (True, True)
    """
    known = vocabulary(language)
    return known.knows(before + after) or (language == "nl" and known.knows(dotted(before, after)))


def _both(language: str, left: str, right: str) -> bool:
    """Are two parts each a word of its own, and long enough to be more than a syllable?"""
    known = vocabulary(language)
    return min(len(left), len(right)) > 2 and known.knows(left) and known.knows(right)


def _two_qualities(left: str, right: str) -> bool:
    """Two Dutch adjectives side by side: sociaal-maatschappelijk."""
    return bool(re.search(r"(isch|aal|eel|lijk|ief|air|[io]naal)$", left)) and bool(
        re.search(r"(ische?|aal|ale|eel|ële|ele|lijke?|ief|ieve|aire?|tieve?)$", right)
    )
