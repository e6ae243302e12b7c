"""How a line ends and the next begins: sentences, words, hyphens, addresses."""

from __future__ import annotations

import re

BREAKS = "-\u00ad\u2010\u0002\ufffe"
"""Characters that may stand for a hyphen at the end of a line."""

SOFT = "\u00ad\u0002\ufffe"
"""Those of them that are never part of a word."""

_WORD_START = re.compile(r"[^\W_](?:[\w'’-]*\w)?")
_WORD_END = re.compile(r"[^\W_](?:[\w'’-]*\w)?$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s*(\[?\d{1,3}\]?)?$")
_CLAUSE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")
_SUSPENDED = {
    "nl": re.compile(
        r"^(?:(?:en|of|noch|tot|als|maar|versus|respectievelijk|resp\.|en/of)(?=\s|$)|&|/)", re.IGNORECASE
    ),
    "fr": re.compile(r"^(?:(?:et|ou|ni|mais|voire|et/ou)(?=\s|$)|&|/)", re.IGNORECASE),
    "en": re.compile(r"^(?:(?:and|or|nor|to|but|versus|and/or)(?=\s|$)|&|/)", re.IGNORECASE),
}
_NEW_SENTENCE = re.compile(r"[^\W\d_]{3,}[.!?][\"'”’»)]*\s+(?=[\"'“‘«(]?[A-ZÀ-Þ])")
_ADDRESS = re.compile(r"^(?:(?:https?://|www\.)\S+|\S+@\S+\.\S+)$", re.IGNORECASE)
_ASIDE = re.compile(r"^[(\[«“„\"‘]")
_WEB = re.compile(r"(?:https?://|www\.)\S*$|(?<=\S)\S*@\S*$", re.IGNORECASE)
_WEB_END = re.compile(r"[-/_=&?%#~@.\u00ad\u2010]$")
_WEB_START = re.compile(
    r"^(?:[/?&=_%#~@]|[\w-]+(?:[/?&=_%#~@]|\.(?=\w))\S*|[\w-]*\d[\w-]*(?=\s|$|[.,)]))|^[a-z]{2,4}(?=[.,;)]?$|[.,;)]?\s)"
)


def ends_sentence(text: str) -> bool:
    """Does it end as a sentence ends?

    >>> ends_sentence("Dat is zo."), ends_sentence("(zie hoger)."), ends_sentence("dat is")
    (True, True, False)
    """
    return bool(_SENTENCE_END.search(text.rstrip()))


def ends_clause(text: str) -> bool:
    """Does it end as a sentence, an item or an opening of a list ends?

    >>> ends_clause("met name:"), ends_clause("met name")
    (True, False)
    """
    return bool(_CLAUSE_END.search(text.rstrip()))


def opens_with_capital(text: str) -> bool:
    """Does it begin with a capital, or with one behind quotation marks or a bracket?

    >>> opens_with_capital("« Qui prend"), opens_with_capital("(Zie"), opens_with_capital("en de")
    (True, True, False)
    """
    return text.lstrip("\"'“”„‘’«»([ \u00a0\u202f")[:1].isupper()


def in_address(left: str, right: str) -> bool:
    """Is a web or mail address broken between two lines? Then nothing stands between them, and a hyphen stays.

    >>> in_address("zie https://www.politie.be/nl-", "be/nieuws"), in_address("zie www.politie.be", "voor meer")
    (True, False)
    >>> in_address("mail jan@", "politie.be"), in_address("jan.peeters@politie.", "be.")
    (True, True)
    """
    if not _WEB.search(left):
        return False
    if left[-1] == ".":
        return bool(_WEB_START.match(right))
    return bool(_WEB_END.search(left)) or bool(re.match(r"[/?&=_%#@][\w]", right))


def is_address(text: str) -> bool:
    """Is it nothing but a web or mail address?

    >>> is_address("www.politie.be"), is_address("zie www.politie.be")
    (True, False)
    """
    return bool(_ADDRESS.match(text.strip()))


def sentences_within(text: str) -> int:
    """How many sentences a text has, going by full stops and capitals.

    >>> sentences_within("Dit is een kop"), sentences_within("Dit is tekst. Wij gaan door. Slot")
    (1, 3)
    """
    return 1 + len(_NEW_SENTENCE.findall(text))


def is_suspended(right: str, language: str = "nl") -> bool:
    """Does the next line go on after a hung hyphen ("gewest- / en gemeentewegen")?

    >>> is_suspended("en gemeentewegen"), is_suspended("enquête"), is_suspended("et sur-", "fr")
    (True, False, True)
    """
    return bool(_SUSPENDED[language].match(right))


def opens_aside(right: str) -> bool:
    """Does a line open with a bracket or a quotation mark ("aanvoer- / (en afvoer)")?

    >>> opens_aside("(en afvoer)"), opens_aside("afvoer")
    (True, False)
    """
    return bool(_ASIDE.match(right))


def first_word(text: str) -> str:
    """The word at the start.

    >>> first_word("naliteit, en")
    'naliteit'
    """
    found = _WORD_START.match(text)
    return found.group() if found else ""


def last_word(text: str) -> str:
    """The word at the end.

    >>> last_word("de crimi")
    'crimi'
    """
    found = _WORD_END.search(text)
    return found.group() if found else ""
