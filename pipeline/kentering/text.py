"""Repairs for text from PDFs: `str -> str`, each named; all patterns of reading live here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

BREAKS = "-\u00ad\u2010\u0002\ufffe"
"""Characters that may stand for a hyphen at the end of a line."""

SOFT = "\u00ad\u0002\ufffe"
"""Those of them that are never part of a word."""

BULLETS = "•●⚫▪■◼◾◆♦◦○◯□▫·∙‣⁃►▶▸➢➤➔→✓✔❖❑❒\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d\uf06e\uf0a8*–—‒-"
"""Signs that open an item of a list."""

LIGATURES = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\ufeff\u2060\u00ad\u0002\ufffe"),
    }
)

_BLANKS = re.compile(r"[\s\u0000-\u001f\u007f-\u009f]+")
_FIGURES = re.compile(r"\d+")
_PAGE = r"p(?:agina|age|ag|\.)?|blz\.?|pg\.?|bladzijde|seite"
_PAGE_NUMBER = re.compile(
    rf"^[-–—|•·\[(\s]*(?:(?:{_PAGE})\s*)?(\d{{1,4}}|[ivxlc]{{1,7}})\s*(?:(?:van|sur|of|de|/|\|)\s*\d{{1,4}})?[-–—|•·\])\s]*$",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:(?:[.·_]\s?){4,}|…{2,})\s*(?:\d{1,4}|[ivxlc]{1,6})\s*$")
_LEADER_ONLY = re.compile(r"(?:[.·_]\s?){6,}|…{3,}")
_ENTRY = re.compile(r"^(?=.*[^\W\d_]{3}).*\S\s+(\d{1,4})$")
_BULLET = re.compile(rf"^([{re.escape(BULLETS)}]|o(?=\s))(\s+|(?<=[•●▪■◦○□▫\uf0b7\uf0a7\uf0d8]))(?=\S)")
_ITEM = re.compile(
    r"^(\((?:\d{1,2}|[a-z]{1,2}|[ivx]{1,5})\)|(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]|[A-H]\)|\d{1,2}°)\s+(?=\S)"
)
_NUMBER = re.compile(
    r"^((?:\d{1,2}\.)+(?:\d{1,2})?[a-z]?|\d{1,2}(?:\.\d{1,2})+|[A-Z](?:\.\d{1,2})+\.?|[A-Z]\.|[IVXLC]{1,6}[.)]|"
    r"\d{1,2}[.)]?|§\s?\d{1,3}\.?)[\s:–-]+(?=[^\W_])"
)
_CHAPTER = re.compile(
    r"^(hoofdstuk|deel|afdeling|onderafdeling|bijlage|titel|luik|thema|doelstelling|artikel|chapitre|partie|section|"
    r"titre|annexe|axe|objectif|volet|article|chapter|part|annex|appendix|priority|title)"
    r"\s+(\d{1,3}|[ivxlc]{1,6}|[a-z]|één|twee|drie|vier|vijf|zes|premier|première|one|two|three|four|five)\b",
    re.IGNORECASE,
)
_NOTES = re.compile(r"^(eind|voet)?noten$|^notes?( de (bas de page|fin))?$|^(end|foot)notes?$", re.IGNORECASE)
_CAPTION = re.compile(
    r"^(figuur|fig\.|tabel|grafiek|kaart|schema|foto|afbeelding|figure|tableau|graphique|carte|schéma|image|table|chart|"
    r"map|graph|exhibit)\s*(\d+(\.\d+)*|[ivx]+)\b\s*[.:–—-]?\s*",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"^(\d+\.?\s+)?(inhoud(sopgave|stafel)?|table des matières|sommaire|(table of )?contents)$", re.IGNORECASE
)
_NOTE_START = re.compile(r"^\[?(\d{1,3}|\*{1,3}|†|‡)(?:[.)\]]|(?=\s)|(?<=\*)|(?=[^\W\d_]))\s*(?=\S)")
_NOTE_MARK = re.compile(r"^[([]?(\d{1,3}([,;]\d{1,3})*|\*{1,3}|†|‡)[)\]]?$")
_WORD_START = re.compile(r"[^\W_](?:[\w'’-]*\w)?")
_WORD_END = re.compile(r"[^\W_](?:[\w'’-]*\w)?$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s*(\[?\d{1,3}\]?)?$")
_CLAUSE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")
_SUSPENDED = re.compile(r"^(en|of|et|ou|and|or|noch|ni|nor|tot|als|maar|versus|&|/)\b(?!-)", re.IGNORECASE)
_WEB = re.compile(r"(https?://|www\.)\S*$", re.IGNORECASE)


def clean(text: str) -> str:
    r"""Composed letters, ligatures taken apart, all kinds of blanks as one blank, no invisible signs.

    >>> clean("Le\u00a0 \ufb01nancement\u200b")
    'Le financement'
    """
    return " ".join(_BLANKS.sub(" ", unicodedata.normalize("NFC", text.translate(LIGATURES))).split())


def spaced_out(words: Sequence[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    """Words with their edges; letters set apart for show are one word again.

    >>> spaced_out([("D", 0, 5), ("O", 8, 13), ("E", 16, 21), ("L", 24, 29)])
    [('DOEL', 0, 29)]
    """
    if len(words) < 4 or any(len(word) > 1 or not word.isalpha() for word, _, _ in words):
        return list(words)
    usual = median(right[1] - left[2] for left, right in pairwise(words))
    made = [words[0]]
    for word in words[1:]:
        before = made[-1]
        if word[1] - before[2] < 1.6 * usual:
            made[-1] = (before[0] + word[0], before[1], word[2])
        else:
            made.append(word)
    return made


def masked(text: str) -> str:
    """Figures as one sign and a lone page number in any writing as that sign: running lines of all pages are alike.

    >>> masked("Pagina 12 van 68"), masked("– iv –")
    ('pagina # van #', '#')
    """
    return "#" if page_number(text) and not re.search(r"[^\W\d_]{5}", text) else _FIGURES.sub("#", text.lower())


def page_number(text: str) -> str:
    """The number on a line that holds nothing but a page number, else nothing.

    >>> page_number("Pagina 8 van 68"), page_number("– 16 –"), page_number("In 2022")
    ('8', '16', '')
    """
    found = _PAGE_NUMBER.match(text.strip())
    return found.group(1) if found else ""


def figures(text: str) -> list[int]:
    """The whole numbers in a text.

    >>> figures("NVP 2022-2025 | 7")
    [2022, 2025, 7]
    """
    return [int(each) for each in _FIGURES.findall(text)]


def bullet(text: str) -> tuple[str, str]:
    """The bullet sign of a line and the rest; nothing and the line where there is none.

    >>> bullet("• eerste"), bullet("-structuur")
    (('•', 'eerste'), ('', '-structuur'))
    """
    found = _BULLET.match(text)
    return (found.group(1), text[found.end() :]) if found else ("", text)


def item(text: str) -> tuple[str, str]:
    """The number or letter of a list item and the rest.

    >>> item("a) eerste"), item("2. tweede"), item("2022 was")
    (('a)', 'eerste'), ('2.', 'tweede'), ('', '2022 was'))
    """
    found = _ITEM.match(text)
    return (found.group(1), text[found.end() :]) if found else ("", text)


def heading_number(text: str) -> str:
    """The number before a heading, else nothing.

    >>> heading_number("2.3.12 Mensenhandel"), heading_number("A. Inleiding"), heading_number("Mensenhandel")
    ('2.3.12', 'A.', '')
    """
    found = _NUMBER.match(text)
    return found.group(1) if found else ""


def depth(number: str) -> int:
    """How many parts the number of a heading has; 0 for letters, Roman figures and none at all.

    >>> depth("2.3.12"), depth("1."), depth("A.")
    (3, 1, 0)
    """
    return len(_FIGURES.findall(number)) if number[:1].isdigit() else 0


def chapter_word(text: str) -> str:
    """The word with which a line opens like Hoofdstuk 2, Partie III or Annex A, in lower case, else nothing.

    >>> chapter_word("Hoofdstuk 2 Drugs"), chapter_word("Deelname")
    ('hoofdstuk', '')
    """
    found = _CHAPTER.match(text)
    return found.group(1).lower() if found else ""


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


def is_contents_title(text: str) -> bool:
    """Is it the title over a table of contents?

    >>> is_contents_title("Inhoudsopgave"), is_contents_title("Inhoudelijk")
    (True, False)
    """
    return bool(_CONTENTS.match(text.strip(" :.")))


def has_leader(text: str) -> bool:
    """Does a line end in dots and a page number?

    >>> has_leader("1.2 Kader ........ 12"), has_leader("en zo verder...")
    (True, False)
    """
    return bool(_LEADER.search(text)) or (bool(_LEADER_ONLY.search(text)) and len(text) > 10)


def entry_page(text: str) -> int | None:
    """The page number at the end of an entry of a table of contents.

    >>> entry_page("1.2 Kader 12"), entry_page("Kader")
    (12, None)
    """
    found = _ENTRY.match(text)
    return int(found.group(1)) if found else None


def note_start(text: str) -> tuple[str, str]:
    """The mark at the start of a note and the rest.

    >>> note_start("12 Zie de wet."), note_start("[3] Ibidem"), note_start("In 2012")
    (('12', 'Zie de wet.'), ('3', 'Ibidem'), ('', 'In 2012'))
    """
    found = _NOTE_START.match(text)
    return (found.group(1), text[found.end() :]) if found else ("", text)


def is_note_mark(text: str) -> bool:
    """May raised characters be the mark of a note?

    >>> is_note_mark("12"), is_note_mark("er")
    (True, False)
    """
    return bool(_NOTE_MARK.match(text))


def note_numbers(mark: str) -> list[str]:
    """The marks in raised characters.

    >>> note_numbers("3,4"), note_numbers("(5)"), note_numbers("*")
    (['3', '4'], ['5'], ['*'])
    """
    return _FIGURES.findall(mark) or [mark.strip("()[]")]


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


def is_capitals(text: str) -> bool:
    """Is it written in capitals?

    >>> is_capitals("HUIDIGE SITUATIE"), is_capitals("EU en NAVO")
    (True, False)
    """
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) > 3 and all(not sign.islower() for sign in letters)


def is_in_address(text: str) -> bool:
    """Does a line end in the middle of a web address?

    >>> is_in_address("zie https://www.politie.be/nl-"), is_in_address("zie hoger")
    (True, False)
    """
    return bool(_WEB.search(text))


def is_suspended(right: str) -> bool:
    """Does the next line go on after a hung hyphen ("gewest- / en gemeentewegen")?

    >>> is_suspended("en gemeentewegen"), is_suspended("enquête")
    (True, False)
    """
    return bool(_SUSPENDED.match(right))


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
