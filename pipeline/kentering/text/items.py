"""The signs and numbers that open an item of a list."""

from __future__ import annotations

import re

BULLETS = "•●⚫▪■◼◾◆♦◦○◯□▫·∙‣⁃►▶▸➢➤➔→✓✔❖❑❒\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d\uf06e\uf0a8*–—‒-"
"""Signs that open an item of a list."""

_BULLET = re.compile(
    rf"^([{re.escape(BULLETS)}]|o(?=\s)|»(?=\s+[A-ZÀ-Þ]))(\s+|(?<=[•●▪■◦○□▫\uf0b7\uf0a7\uf0d8]))(?=\S)"
)
_ITEM = re.compile(
    r"^(\((?:\d{1,2}|[a-z]{1,2}|[ivx]{1,5})\)|(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]|[A-H]\)|\d{1,2}°)\s+(?=\S)"
)


def bullet(text: str) -> tuple[str, str]:
    """The bullet sign of a line and the rest; nothing and the line where there is none.

    >>> bullet("• eerste"), bullet("-structuur"), bullet("» Wij maken"), bullet("» de la loi")
    (('•', 'eerste'), ('', '-structuur'), ('»', 'Wij maken'), ('', '» de la loi'))
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
