"""How much of one passage may be quoted: official texts at length, commentary only briefly."""

from __future__ import annotations

EACH = 25
"""At most so many words of one passage of commentary."""

CUT = "[…]"


def brief(text: str, words: int = EACH) -> str:
    """The first words of a text, and a sign where more follows.

    >>> brief("een twee drie", 2), brief("een twee", 2), brief("een", 0)
    ('een twee […]', 'een twee', '[…]')
    """
    said = text.split()
    return text if len(said) <= words else " ".join([*said[:words], CUT])


def quotable(text: str, kind: str) -> str:
    """What may be quoted of a passage of a text of this kind.

    >>> quotable("woord " * 30, "commentary").count("woord"), quotable("woord " * 30, "full").count("woord")
    (25, 30)
    """
    return brief(text) if kind == "commentary" else text
