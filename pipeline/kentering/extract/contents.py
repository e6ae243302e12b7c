"""Tables of contents: lines that end in the number of the page they point to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kentering.extract.lines import Line
from kentering.text import entry_page, has_leader, is_contents_title, page_number

REACH = 4
"""An entry may run over so many lines before the one with its page number."""

FEWEST = 3

SHORTEST = 14
"""The first line of a heading that runs over two has so many letters or more."""


def contents(lines: Sequence[Line], pages: int) -> set[int]:
    """The places, in reading order, of the lines of tables of contents and of their titles."""
    flat = [line.whole for line in lines]
    found = _with_leaders(flat)
    for place, text in enumerate(flat):
        if is_contents_title(text):
            entries = _entries(flat, place + 1, pages) or _named(flat, place + 1)
            if entries or (place + 1 in found or place + 2 in found):
                found |= {place, *entries}
    return found


def _with_leaders(flat: Sequence[str]) -> set[int]:
    marked = [place for place, text in enumerate(flat) if has_leader(text)]
    if len(marked) < FEWEST:
        return set()
    found = set(marked)
    for before, after in pairwise(marked):
        if after - before <= REACH:
            found.update(range(before, after))
    if marked[0] and is_contents_title(flat[marked[0] - 1]):
        found.add(marked[0] - 1)
    return found


def _entries(flat: Sequence[str], start: int, pages: int) -> set[int]:
    """Lines after a title Contents as long as their page numbers go up; a number may stand on a line of its own."""
    last, end, count = 0, start, 0
    place = start
    while place < min(len(flat), end + REACH):
        page = entry_page(flat[place]) or (_lone_page(flat[place]) if place > end or count else None)
        if page is not None and last <= page <= pages + 30:
            last, end, count = page, place + 1, count + 1
        elif page is not None and has_leader(flat[place]):
            end = place + 1
        place += 1
    return set(range(start, end)) if count >= FEWEST else set()


def _named(flat: Sequence[str], start: int) -> set[int]:
    """Lines after a title Contents, without page numbers, as long as each comes back later as a line of its own."""
    later = [_signs(text) for text in flat]
    end = misses = 0
    for place in range(start, len(flat)):
        text = later[place]
        if text and any(_is_one(text, other) for other in later[max(place, end) + 1 :]):
            end, misses = place + 1, 0
        else:
            misses += 1
        if misses > 1:
            break
    found = range(start, end)
    return set(found) if len(found) >= FEWEST else set()


def _is_one(entry: str, line: str) -> bool:
    """Is a line an entry, or the first line of one that runs over two?"""
    return entry == line or (len(line) >= SHORTEST and entry.startswith(line))


def _signs(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())


def _lone_page(text: str) -> int | None:
    number = page_number(text)
    return int(number) if number.isdigit() else None
