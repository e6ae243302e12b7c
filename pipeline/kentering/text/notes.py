"""The marks of notes."""

from __future__ import annotations

import re

from kentering.text.dates import is_dated

_NOTE_START = re.compile(
    r"^(?:\((?=\d{1,3}\))|\[)?(\d{1,3}|\*{1,3}|†|‡)(?:[.)\]]|(?=\s)|(?<=\*)|(?=[^\W\d_]))\s*(?=\S)"
)
_AMOUNT = re.compile(
    r"^\d{1,3}\s(?:\d{3}\b|%|(?:miljoen|miljard|millions?|milliards?|billion|euros?)\b)", re.IGNORECASE
)
_NOTE_MARK = re.compile(r"^[([]?(\d{1,3}([,;]\d{1,3})*|\*{1,3}|†|‡|[a-z])[)\]]?$")
_LETTER_START = re.compile(r"^([a-z])(?:[.)]\s+|\s+(?=\S)|(?=[A-ZÀ-Þ«“„]))")
_ABBREVIATED = re.compile(r"(?<![^\W_])(?:\d{1,2}|[IVXLC]+|[A-Z])$|(?<![^\W_])n$")
_MEASURED = re.compile(r"(?<![^\W_])(?:(?:[cdkm]?m)|(CO|NO|SO|CH|NH|N|O|H|PM|SF))$")


def is_measured(before: str, mark: str) -> bool:
    """Are raised or sunk signs part of a unit, a substance or an abbreviation, not the mark of a note?

    >>> is_measured("12 km", "2"), is_measured("de CO", "2"), is_measured("de zone", "2")
    (True, True, False)
    >>> is_measured("au XIX", "e"), is_measured("N", "o"), is_measured("COL 15/2020", "e")
    (True, True, False)
    """
    if mark.isalpha():
        return bool(_ABBREVIATED.search(before))
    found = _MEASURED.search(before)
    return bool(found) and mark in ({"2", "3", "4", "6", "10"} if found and found.group(1) else {"2", "3"})


def note_start(text: str) -> tuple[str, str]:
    """The mark at the start of a note and the rest.

    >>> note_start("12 Zie de wet."), note_start("[3] Ibidem"), note_start("In 2012"), note_start("11 mars 2023")
    (('12', 'Zie de wet.'), ('3', 'Ibidem'), ('', 'In 2012'), ('', '11 mars 2023'))
    >>> note_start("150 000 € par enfant"), note_start("(4) Voir la loi"), note_start("(4 mars 2020)")
    (('', '150 000 € par enfant'), ('4', 'Voir la loi'), ('', '(4 mars 2020)'))
    """
    found = None if is_dated(text) or _AMOUNT.match(text) else _NOTE_START.match(text)
    return (found.group(1), text[found.end() :]) if found else ("", text)


def letter_start(text: str) -> tuple[str, str]:
    """The letter at the start of a note that letters mark, and the rest.

    >>> letter_start("b. Zie de wet."), letter_start("bZie de wet."), letter_start("beleid")
    (('b', 'Zie de wet.'), ('b', 'Zie de wet.'), ('', 'beleid'))
    """
    found = _LETTER_START.match(text)
    return (found.group(1), text[found.end() :]) if found else ("", text)


def is_note_mark(text: str) -> bool:
    """May raised characters be the mark of a note?

    >>> is_note_mark("12"), is_note_mark("b"), is_note_mark("er")
    (True, True, False)
    """
    return bool(_NOTE_MARK.match(text))


def note_numbers(mark: str) -> list[str]:
    """The marks in raised characters.

    >>> note_numbers("3,4"), note_numbers("(5)"), note_numbers("*")
    (['3', '4'], ['5'], ['*'])
    """
    return re.findall(r"\d+", mark) or [mark.strip("()[]")]


def glued_marks(text: str, number: str) -> list[int]:
    """Where a text has the number of a note glued to a word, a year or a full stop.

    >>> glued_marks("de organisaties15 en de CO2", "15"), glued_marks("op 7 januari 201411 beslist", "11")
    ([15], [17])
    >>> glued_marks("in 2019 en 3.15 keer", "19"), glued_marks("COVID19 en A15", "15")
    ([], [])
    >>> glued_marks("de camera.a En de camera", "a"), glued_marks("COL 29/2017b en", "b")
    ([10], [11])
    """
    year = r"(?<!\d)(?:19|20)\d\d"
    close = "" if number.isalpha() else "?"
    pattern = rf"(?:[a-zà-ÿ]{{3}}[.,;:)”»\"]{close}|{year}|\d/{year[7:]})({re.escape(number)})(?![\w%/-]|[.,]\d)"
    return [found.start(1) for found in re.finditer(pattern, text)]
