"""Tables of contents: their title, and the leaders and page numbers of their entries."""

from __future__ import annotations

import re

_LEADER = re.compile(r"(?:(?:[.·_]\s?){4,}|…{2,})\s*(?:\d{1,4}|[ivxlc]{1,6})\s*$")
_LEADER_ONLY = re.compile(r"(?:[.·_]\s?){6,}|…{3,}")
_TAIL = re.compile(r"(?:[\s.·_…]*\d{1,4}|[\s.·_…]+[ivxlc]{1,6})?[\s.·_…]*$")
_ENTRY = re.compile(r"^(?=.*[^\W\d_]{3}).*\S\s+(\d{1,4})$")
_CONTENTS = re.compile(
    r"^(\d+\.?\s+)?(inhoud(sopgave|stafel)?|table des matières|sommaire|(table of )?contents)$", re.IGNORECASE
)


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


def without_leader(text: str) -> str:
    """An entry of a table of contents without dots and page number.

    >>> without_leader("1.2 Kader ........ 12"), without_leader("Trafic ... iv"), without_leader("Trafic")
    ('1.2 Kader', 'Trafic', 'Trafic')
    """
    return _TAIL.sub("", text)
