"""Repairs for text from PDFs: `str -> str`, each named."""

from __future__ import annotations

import re
import unicodedata

BREAKS = "-\u00ad\u2010\u0002\ufffe"
"""Characters that may stand for a hyphen at the end of a line."""

LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}

_SUSPENDED = re.compile(r"(en|of|et|ou|and|or|noch|ni|nor|&|/)\b", re.IGNORECASE)
_MASK = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"^(?:[-–—|\s]*(?:p(?:agina|age|\.)?|blz\.?|pg\.?)?\s*(\d{1,4}|[ivxlc]{1,7})\s*(?:(?:van|sur|of|de|/)\s*\d{1,4})?[-–—|\s]*)$",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}\s*$|…{2,}\s*\d{1,4}\s*$")
_BULLET = re.compile(r"^([•●▪◦■□·‣⁃∙○►▶➢➤✓❖\uf0b7\uf0a7\uf0d8\uf076\uf02d*]|[-–—]|o)\s+(?=\S)")
_ITEM = re.compile(r"^(\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]|\(\d{1,2}\)|\d{1,2}°)\s+(?=\S)")
_NUMBER = re.compile(r"^((?:\d{1,2}\.)+(?:\d{1,2})?|\d{1,2}(?:\.\d{1,2})+|[A-Z]\.|[IVXLC]{1,6}\.|\d{1,2})\s+(?=\S)")
_CHAPTER = re.compile(
    r"^(hoofdstuk|deel|afdeling|bijlage|titel|luik|thema|doelstelling|chapitre|partie|section|titre|annexe|axe|objectif|"
    r"chapter|part|annex|appendix|priority)\s+(\d{1,2}|[ivxlc]{1,6}|[a-z])\b",
    re.IGNORECASE,
)
_NOTES = re.compile(r"^(eind)?noten$|^voetnoten$|^notes?( de (bas de page|fin))?$|^(end|foot)notes$", re.IGNORECASE)
_CAPTION = re.compile(
    r"^(figuur|fig\.|tabel|grafiek|kaart|figure|tableau|graphique|carte|table|chart|map)\s*\d+", re.IGNORECASE
)
_CONTENTS = re.compile(r"^(inhoud(sopgave|stafel)?|table des matières|sommaire|(table of )?contents)$", re.IGNORECASE)
_NOTE_START = re.compile(r"^(\d{1,3}|\*{1,3}|[a-z])[.)]?\s*(?=\S)")


def clean(text: str) -> str:
    """Composed letters, ligatures taken apart, all kinds of blanks as one blank, no invisible signs.

    >>> clean("Le\\u00a0 \\ufb01nancement\\u200b")
    'Le financement'
    """
    for ligature, letters in LIGATURES.items():
        text = text.replace(ligature, letters)
    text = unicodedata.normalize("NFC", text)
    text = "".join(
        " " if unicodedata.category(sign) in {"Zs", "Cc"} else sign
        for sign in text
        if sign not in "\u200b\ufeff\u2060\u00ad"
    )
    return " ".join(text.split())


def joined(left: str, right: str, known: frozenset[str] = frozenset()) -> str:
    """Two lines of a paragraph as one; a hyphen that only breaks a word goes, one that belongs to it stays.

    `known` holds words that stand unbroken elsewhere in the document, in lower case.

    >>> joined("de crimi-", "naliteit")
    'de criminaliteit'
    >>> joined("gewest-", "en gemeentewegen")
    'gewest- en gemeentewegen'
    >>> joined("de Noord-", "Afrikanen")
    'de Noord-Afrikanen'
    >>> joined("Justitie-", "Binnenlandse Zaken", frozenset({"justitie-binnenlandse"}))
    'Justitie-Binnenlandse Zaken'
    >>> joined("een lijn", "en nog een")
    'een lijn en nog een'
    """
    if not left or not right:
        return left + right
    if left[-1] not in BREAKS or len(left) < 2 or not left[-2].isalnum():
        return f"{left} {right}"
    if left[-1] in "\u00ad\u0002\ufffe":
        return left[:-1] + right
    if _SUSPENDED.match(right) and (first_word(right).lower() not in _SYLLABLES):
        return f"{left} {right}"
    before, after = last_word(left[:-1]), first_word(right)
    if f"{before}{after}".lower() in known and f"{before}-{after}".lower() not in known:
        return left[:-1] + right
    keeps = f"{before}-{after}".lower() in known or not right[0].isalpha() or right[0].isupper() or before.isupper()
    return left + right if keeps or before.isdigit() else left[:-1] + right


_SYLLABLES: frozenset[str] = frozenset()


def first_word(text: str) -> str:
    """The letters at the start. `first_word("naliteit, en")` is `naliteit`."""
    found = re.match(r"[\w-]*\w", text)
    return found.group() if found else ""


def last_word(text: str) -> str:
    """The letters at the end. `last_word("de crimi")` is `crimi`."""
    found = re.search(r"[\w-]*\w$", text)
    return found.group() if found else ""


def masked(text: str) -> str:
    """Figures as one sign, so that running lines of different pages are alike.

    >>> masked("Pagina 12 van 68")
    'Pagina # van #'
    """
    return _MASK.sub("#", text)


def page_number(text: str) -> str:
    """The number on a line that holds nothing but a page number, else nothing.

    >>> page_number("Pagina 8 van 68"), page_number("– 16 –"), page_number("In 2022")
    ('8', '16', '')
    """
    found = _PAGE_NUMBER.match(text.strip())
    return found.group(1) if found else ""


def bullet(text: str) -> tuple[str, str]:
    """The bullet sign of a line and the rest; nothing and the line where there is none.

    >>> bullet("• eerste")
    ('•', 'eerste')
    """
    found = _BULLET.match(text)
    return (found.group(1), text[found.end() :]) if found else ("", text)


def item(text: str) -> tuple[str, str]:
    """The number or letter of a list item and the rest: "a) eerste", "2. tweede".

    >>> item("a) eerste")
    ('a)', 'eerste')
    """
    found = _ITEM.match(text)
    return (found.group(1), text[found.end() :]) if found else ("", text)


def heading_number(text: str) -> str:
    """The number before a heading, else nothing.

    >>> heading_number("2.3.12 Mensenhandel"), heading_number("Mensenhandel")
    ('2.3.12', '')
    """
    found = _NUMBER.match(text)
    return found.group(1) if found else ""


def is_number(text: str) -> bool:
    """Is it a number of a heading and nothing else?

    >>> is_number("2.2.5"), is_number("2.2.5 Verblijf")
    (True, False)
    """
    return text.strip().replace(".", "").isdigit()


def is_chapter(text: str) -> bool:
    """Does a line begin like Hoofdstuk 2, Partie III or Annex A?"""
    return bool(_CHAPTER.match(text))


def is_notes_title(text: str) -> bool:
    """Is it the title over a list of notes?"""
    return bool(_NOTES.match(text.strip(" :.")))


def is_caption(text: str) -> bool:
    """Does it begin like Figuur 1 or Tableau 2?"""
    return bool(_CAPTION.match(text))


def is_contents_title(text: str) -> bool:
    """Is it the title over a table of contents?"""
    return bool(_CONTENTS.match(text.strip(" :.")))


def has_leader(text: str) -> bool:
    """Does a line end in dots and a page number?

    >>> has_leader("1.2 Kader ........ 12")
    True
    """
    return bool(_LEADER.search(text))


def note_mark(text: str) -> tuple[str, str]:
    """The mark at the start of a note and the rest."""
    found = _NOTE_START.match(text)
    return (found.group(1), text[found.end() :]) if found else ("", text)


def ends_sentence(text: str) -> bool:
    """Does it end as a sentence ends?"""
    return text.rstrip("\"'”’»)] ").endswith((".", "!", "?", ":", ";", "…"))
