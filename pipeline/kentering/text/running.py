"""Running lines: page numbers, and lines that are alike but for their figures."""

from __future__ import annotations

import re
from itertools import pairwise

_FIGURES = re.compile(r"\d+")
_PAGE = r"p(?:agina|age|ag\.?|\.)?|blz\.?|pg\.?|bladzijde|seite|folio"
_PAGE_NUMBER = re.compile(
    rf"^[-–—|•·\[(\s]*(?:(?:{_PAGE})\s*)?(\d{{1,4}}|[ivxlc]{{1,7}})\s*(?:(?:van|sur|of|de|/|\|)\s*\d{{1,4}})?[-–—|•·\])\s]*$",
    re.IGNORECASE,
)


def masked(text: str) -> str:
    """Figures as one sign and a lone page number in any writing as that sign: running lines of all pages are alike.

    >>> masked("Pagina 12 van 68"), masked("– iv –")
    ('pagina # van #', '#')
    """
    return "#" if page_number(text) and not re.search(r"[^\W\d_]{5}", text) else _FIGURES.sub("#", text.lower())


def page_number(text: str) -> str:
    """The number on a line that holds nothing but a page number, else nothing.

    >>> page_number("Pagina 8 van 68"), page_number("– 16 –"), page_number("In 2022"), page_number("c)")
    ('8', '16', '', '')
    """
    found = _PAGE_NUMBER.match(text.strip())
    return found.group(1) if found and text.count("(") == text.count(")") else ""


def page_value(number: str) -> int:
    """The value of a page number in figures or small Roman ones; 0 for letters that are no number.

    >>> page_value("12"), page_value("xiv"), page_value("Iv")
    (12, 14, 4)
    """
    if number.isdigit():
        return int(number)
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}.get(sign, 0) for sign in number.lower()] + [0]
    return sum(-here if here < after else here for here, after in pairwise(values))


def figures(text: str) -> list[int]:
    """The whole numbers in a text.

    >>> figures("NVP 2022-2025 | 7")
    [2022, 2025, 7]
    """
    return [int(each) for each in _FIGURES.findall(text)]
