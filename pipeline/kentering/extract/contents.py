"""Tables of contents: lines that end in the number of the page they point to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kentering.extract.lines import Line
from kentering.text import entry_page, has_leader, is_contents_title, page_number, without_leader

Places = dict[str, int]

REACH = 4
"""An entry may run over so many lines before the one with its page number."""

FEWEST = 3

MANY = 8
"""Contents under a title that is drawn or missing have so many page numbers or more."""

NEARLY_HALF = 0.4
"""and so large a part of their entries comes back: those over two lines do not."""

SHORTEST = 14
"""The first line of a heading that runs over two has so many letters or more."""


def contents(lines: Sequence[Line], pages: int) -> set[int]:
    """The places, in reading order, of the lines of tables of contents and of their titles."""
    flat = [line.whole for line in lines]
    later = _last_places(flat)
    found = _with_leaders(flat)
    for place, start in _titles(lines, flat):
        end = _body(flat, start, later)
        entries = _entries(flat, start, end, pages)
        if start not in found:
            entries = entries or _named(flat, start, end, later)
        if entries or (start in found or start + 1 in found):
            found |= {*range(place, start), *entries}
    return found | _untitled(lines, flat, found, pages, later)


def _titles(lines: Sequence[Line], flat: Sequence[str]) -> list[tuple[int, int]]:
    """Where titles over contents stand, on one line or two, and where what is under them begins."""
    found = [(place, place + 1) for place, text in enumerate(flat) if is_contents_title(text)]
    for place, (above, below) in enumerate(pairwise(lines)):
        close = 0 < below.base - above.base < 2 * below.size and above.size == below.size and above.page == below.page
        if close and len(below.whole.split()) == 1 and is_contents_title(f"{above.whole} {below.whole}"):
            found.append((place, place + 2))
    return sorted(found)


def _last_places(flat: Sequence[str]) -> Places:
    """The last place of each line, by its letters and figures."""
    return {_signs(text): place for place, text in enumerate(flat) if _signs(text)}


def _body(flat: Sequence[str], start: int, later: Places) -> int:
    """Where contents end at the latest: their first entry comes back there as a heading."""
    first = next((text for text in flat[start : start + REACH] if _comes_back(text, later, start + REACH)), "")
    names = _names(first) if first else set()
    return next((place for place in range(start + REACH, len(flat)) if _signs(flat[place]) in names), len(flat))


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


def _entries(flat: Sequence[str], start: int, body: int, pages: int) -> set[int]:
    """Lines after a title Contents as long as their page numbers go up; a number may stand on a line of its own."""
    last, end, count = 0, start, 0
    place = start
    while place < min(body, end + REACH):
        page = entry_page(flat[place]) or (_lone_page(flat[place]) if place > end or count else None)
        if page is not None and last <= page <= pages + 30:
            last, end, count = page, place + 1, count + 1
        elif page is not None and has_leader(flat[place]):
            end = place + 1
        place += 1
    return set(range(start, end)) if count >= FEWEST else set()


def _named(flat: Sequence[str], start: int, body: int, later: Places) -> set[int]:
    """Lines after a title Contents, without page numbers, as long as each comes back later as a line of its own."""
    end, misses = start, 0
    for place in range(start, body):
        if _comes_back(flat[place], later, max(place, end)):
            end, misses = place + 1, 0
        else:
            misses += 1
        if misses > 1:
            break
    found = range(start, end)
    return set(found) if len(found) >= FEWEST else set()


def _untitled(lines: Sequence[Line], flat: Sequence[str], done: set[int], pages: int, later: Places) -> set[int]:
    """Lines on a page that end in rising page numbers, where nearly half of those come back later as lines."""
    found: set[int] = set()
    for start, text in enumerate(flat):
        if start in done or start in found or entry_page(text) is None:
            continue
        entries = sorted(_entries(flat, start, _body(flat, start, later), pages))
        numbered = [place for place in entries if entry_page(flat[place]) is not None]
        if len(numbered) < MANY or lines[numbered[0]].page != lines[numbered[1]].page:
            continue
        if sum(_comes_back(flat[place], later, entries[-1]) for place in numbered) > NEARLY_HALF * len(numbered):
            found.update(entries)
    return found


def _comes_back(entry: str, later: Places, after: int) -> bool:
    """Is the line of an entry, or the first of the lines of its heading, a line of the text further on?"""
    return any(later.get(name, -1) > after for name in _names(entry))


def _names(entry: str) -> set[str]:
    """The letters and figures of an entry, without its page number, and those with which a long one begins."""
    text = _signs(without_leader(entry))
    return {text, *(text[:end] for end in range(SHORTEST, len(text)))} - {""}


def _signs(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())


def _lone_page(text: str) -> int | None:
    number = page_number(text)
    return int(number) if number.isdigit() else None
