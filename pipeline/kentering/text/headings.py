"""The numbers and words with which headings, captions and lists of notes begin."""

from __future__ import annotations

import re
from itertools import pairwise

from kentering.text.dates import MONTHS
from kentering.text.running import figures

_NUMBER = re.compile(
    r"^(?![a-z]\.-\w)((?:\d{1,2}\.)+(?:\d{1,2})?[a-z]?|\d{1,2}(?:\.\d{1,2})+|[A-Z](?:\.\d{1,2})+\.?|[A-Z]\.|[IVXLC]{1,6}[.)]|"
    r"\d{1,2}[.)]?|§\s?\d{1,3}\.?|\((?:[a-z]|\d{1,2}|[ivx]{1,5}|[IVX]{1,5})\)|(?:[a-h]|[ivx]{2,4})[.)]|[A-H]\))"
    r"[\s:–-]+(?=[«“‘\"']?[^\W_])"
)
_COUNTED = re.compile(
    rf"^\d{{1,2}}(?:\.\d{{1,2}})?\s+(?:(?:{MONTHS})\b(?:\s+\d{{4}}|$)|\d{{3}}\b|%|(?:miljoen|miljard|millions?|milliards?|billion|"
    r"euros?|procent|pour\s+cent|per\s?cent)\b)",
    re.IGNORECASE,
)
_QUALIFIED = (
    r"(?:strategische|operationele|specifieke|algemene)\s+doelstelling|"
    r"objectif\s+(?:stratégique|opérationnel|spécifique|général)|(?:strategic|operational|specific|general)\s+objective|"
    r"ligne\s+d[’']action"
)
_WORDS = _QUALIFIED + (
    "|hoofdstuk|deel|afdeling|onderafdeling|bijlage|titel|luik|thema|doelstelling|artikel|pijler|prioriteit|dimensie|"
    "fenomeen|cluster|paragraaf|boek|sectie|maatregel|actie|chapitre|partie|section|sous-section|titre|annexe|axe|"
    "objectif|volet|article|thème|pilier|priorité|phénomène|livre|paragraphe|mesure|action|chapter|part|annex|appendix|"
    "priority|title|theme|pillar|axis|objective|goal|strand|dimension|phenomenon|book|subsection|paragraph|measure|fiche|actiefiche|projectfiche|steekkaart|actielijn|"
    "actiepunt|actiedomein|beleidslijn|bouwsteen|domein|hefboom|krachtlijn|speerpunt|spoor|werf|uitdaging|ambitie|"
    "aanbeveling|programma|chantier|domaine|enjeu|défi|levier|recommandation|orientation|programme|factsheet|challenge|"
    "domain|workstream|recommendation|flagship"
)
_ORDINALS = (
    "één|twee|drie|vier|vijf|zes|zeven|acht|premier|première|deux|trois|quatre|cinq|one|two|three|four|five|six|seven"
)
_CHAPTER = re.compile(rf"^({_WORDS})\s+(\d{{1,3}}(?:\.\d{{1,2}})*|[ivxlc]{{1,6}}|[a-z]|{_ORDINALS})\b", re.IGNORECASE)
_LABEL = re.compile(
    rf"^(?:(?:{_WORDS})\s+(?:\d{{1,3}}(?:\.\d{{1,2}})*|[ivxlc]{{1,6}}|[a-z]|{_ORDINALS})|\d{{1,2}}|[IVX]{{1,5}}|[A-H])"
    r"\s*[.:–—-]?$",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NOTES = re.compile(r"^(eind|voet)?noten$|^notes?( de (bas de page|fin))?$|^(end|foot)notes?$", re.IGNORECASE)
_CAPTION = re.compile(
    r"^(figuur|fig\.|tabel|grafiek|kaart|schema|foto|afbeelding|figure|tableau|graphique|carte|schéma|image|table|chart|"
    r"map|graph|exhibit)\s*(n[°o]\s*)?([A-Z]{0,3}\d+([.-]\d+)*|[ivx]+)\b\s*[.:|–—-]?\s*",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"^(bron(nen)?|sources?|quelle|credits?|crédits?( photos?)?|foto’?s?)\s*:", re.IGNORECASE)


def heading_number(text: str) -> str:
    """The number before a heading, else nothing: a day, an amount or a percentage is none.

    >>> heading_number("2.3.12 Mensenhandel"), heading_number("A. Inleiding"), heading_number("c.-à-d. un bilan")
    ('2.3.12', 'A.', '')
    >>> heading_number("7 januari 2015 in werking"), heading_number("3 175 dossiers"), heading_number("2 miljoen euro")
    ('', '', '')
    """
    found = _NUMBER.match(text)
    return found.group(1) if found and not _COUNTED.match(text) else ""


def depth(number: str) -> int:
    """How many parts the number of a heading has; 0 for letters, Roman figures and none at all.

    >>> depth("2.3.12"), depth("1."), depth("A.")
    (3, 1, 0)
    """
    return len(figures(number)) if number[:1].isdigit() else 0


def chapter_word(text: str) -> str:
    """The word with which a line opens like Hoofdstuk 2, Partie III or Annex A, in lower case, else nothing.

    >>> chapter_word("Hoofdstuk 2 Drugs"), chapter_word("Deelname"), chapter_word("Objectif stratégique 2.1")
    ('hoofdstuk', '', 'objectif-stratégique')
    """
    found = _CHAPTER.match(text)
    return "-".join(found.group(1).lower().split()) if found else ""


def chapter_number(text: str) -> str:
    """The number behind the word with which a line opens like Hoofdstuk 2 or Partie III, else nothing.

    >>> chapter_number("Hoofdstuk 2 Drugs"), chapter_number("Objectif stratégique 2.1"), chapter_number("2. Drugs")
    ('2', '2.1', '')
    """
    found = _CHAPTER.match(text)
    return found.group(2) if found else ""


def ordinal(text: str) -> int:
    """The last part of the number of a heading, 0 for none: 3 for 2.3, C and III.

    >>> ordinal("2.3 Drugs"), ordinal("C. Drugs"), ordinal("III. Drugs"), ordinal("Deel 2"), ordinal("Drugs")
    (3, 3, 3, 2, 0)
    """
    word = _CHAPTER.match(text)
    number = (word.group(2) if word else heading_number(text)).strip("().: §").lower()
    if number[-1:].isdigit():
        return figures(number)[-1]
    if number and set(number) <= set(_ROMAN) and (len(number) > 1 or number in "ivx"):
        values = [_ROMAN[sign] for sign in number] + [0]
        return sum(-here if here < after else here for here, after in pairwise(values))
    return ord(number) - ord("a") + 1 if len(number) == 1 and number.isascii() else 0


def without_number(text: str) -> str:
    """The words of a heading after its number, or after its word and number.

    >>> without_number("2.1 Drugs"), without_number("Bijlage 1. DRUGS"), without_number("Drugs")
    ('Drugs', 'DRUGS', 'Drugs')
    """
    found = _CHAPTER.match(text)
    return text[found.end() if found else len(heading_number(text)) :].lstrip(" .:–—-")


def is_label(text: str) -> bool:
    """Is it only the number of a heading whose words follow on the next line?

    >>> is_label("Hoofdstuk 2"), is_label("ANNEX IV"), is_label("3."), is_label("Hoofdstuk 2 Drugs")
    (True, True, True, False)
    """
    return bool(_LABEL.match(text.strip()))


def is_source(text: str) -> bool:
    """Does it say where a figure or a table comes from?

    >>> is_source("Bron: FOD Justitie"), is_source("Bronnen van inkomsten")
    (True, False)
    """
    return bool(_SOURCE.match(text))


def is_notes_title(text: str) -> bool:
    """Is it the title over a list of notes?

    >>> is_notes_title("Noten"), is_notes_title("Notes de bas de page"), is_notes_title("Notering")
    (True, True, False)
    """
    return bool(_NOTES.match(text.strip(" :.")))


def is_caption(text: str) -> bool:
    """Does it begin like Figuur 1 or Tableau 2?

    >>> is_caption("Tabel 1: inbreuken"), is_caption("Kaarten")
    (True, False)
    """
    return bool(_CAPTION.match(text))


def opens_caption(text: str) -> bool:
    """Does it begin like a caption, with a sign after the number and a capital behind that?

    >>> opens_caption("Tabel 1: Inbreuken"), opens_caption("Tabel 1 toont de inbreuken")
    (True, False)
    """
    found = _CAPTION.match(text)
    return found is not None and found[0].rstrip()[-1] in ".:|–—-" and text[found.end() :][:1].isupper()


def is_capitals(text: str) -> bool:
    """Is it written in capitals?

    >>> is_capitals("HUIDIGE SITUATIE"), is_capitals("EU en NAVO")
    (True, False)
    """
    letters = [sign for sign in text if sign.isalpha()]
    small = any(sign.islower() for sign in letters)
    return len(letters) > 3 and not small and any(sign.isupper() for sign in letters)


def is_acronym(text: str) -> bool:
    """Is it a short word in capitals, as may stand on a line of its own in a heading that has none?

    >>> is_acronym("(OCAD)"), is_acronym("DRUGSHANDEL")
    (True, False)
    """
    return text.strip("()[] .,").isupper() and len(text.strip("()[] .,")) <= 6
