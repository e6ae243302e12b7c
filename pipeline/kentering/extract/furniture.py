"""Running headers, footers and page numbers: what stands at the same place on many pages; tables of contents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from kentering.extract.characters import Left, Page
from kentering.extract.lines import Line
from kentering.text import has_leader, is_contents_title, masked, page_number

ZONE = 0.13
"""Headers and footers stand within this part of the page from its edge."""


Running = tuple[str, int, int]
"""Words with figures masked, height on the page in steps of six points, size in half points."""


def without_running(
    pages: Sequence[Page], lines: dict[int, list[Line]]
) -> tuple[dict[int, list[Line]], list[Left], dict[int, str]]:
    """The lines that are text, the running ones as furniture, and the page number printed on each page."""
    heights = {page.number: page.height for page in pages}
    zones: dict[int, list[Line]] = {
        number: [line for line in found if _edge(line, heights[number])] for number, found in lines.items()
    }
    repeated = _repeated(zones, heights, len(pages))
    places = _places(zones, repeated, heights, len(pages))
    kept: dict[int, list[Line]] = {}
    left: list[Left] = []
    labels: dict[int, str] = {}
    for number, found in lines.items():
        kept[number] = []
        for line in found:
            kind = _kind(line, heights[number], repeated, places, len(pages)) if line in zones[number] else ""
            if not kind:
                kept[number].append(line)
                continue
            if kind == "pagenumber" or page_number(line.text):
                labels.setdefault(number, page_number(line.text))
            why = "a page number" if kind == "pagenumber" else "stands at the same place on several pages"
            left.append(Left(number, kind, line.text, line.x0, line.top, line.x1, line.bottom, why))
    if not any(kept.values()):
        return lines, [], labels
    return kept, left, labels


def _edge(line: Line, height: float) -> bool:
    return line.bottom < ZONE * height or line.top > (1 - ZONE) * height


def _key(line: Line, height: float) -> tuple[str, int]:
    place = line.top if line.top < height / 2 else line.top - height
    return masked(line.text).lower(), round(place / 6)


def _repeated(zones: dict[int, list[Line]], heights: dict[int, float], n_pages: int) -> set[Running]:
    """Words of one size that stand on several pages, with the heights where they do so; a title that a header repeats
    stands elsewhere, in another size, once."""
    pages: dict[Running, set[int]] = defaultdict(set)
    for number, found in zones.items():
        for line in found:
            text, place = _key(line, heights[number])
            for near in (place - 1, place, place + 1):
                pages[text, near, round(line.size * 2)].add(number)
    least = 2 if n_pages < 6 else 3
    return {running for running, on in pages.items() if len(on) >= least}


def _places(
    zones: dict[int, list[Line]], repeated: set[Running], heights: dict[int, float], n_pages: int
) -> set[tuple[int, int]]:
    """Heights and type sizes at which most pages have a running line: there a line runs even if its words change."""
    on: dict[tuple[int, int], set[int]] = defaultdict(set)
    total: dict[tuple[int, int], set[int]] = defaultdict(set)
    for number, found in zones.items():
        for line in found:
            spot = (_key(line, heights[number])[1], round(line.size * 2))
            total[spot].add(number)
            if (*_key(line, heights[number]), round(line.size * 2)) in repeated:
                on[spot].add(number)
    return {spot for spot, numbers in on.items() if len(numbers) >= max(3, 0.4 * n_pages)} | {
        spot
        for spot, numbers in total.items()
        if len(numbers) >= max(4, 0.7 * n_pages) and _outer(spot, zones, heights)
    }


def _outer(spot: tuple[int, int], zones: dict[int, list[Line]], heights: dict[int, float]) -> bool:
    """Is a line at this height set apart from the text by being smaller and nearest to the edge?"""
    return (spot[0] * 6 < 45 and spot[0] >= 0) or (spot[0] < 0 and -spot[0] * 6 < 45)


def _kind(line: Line, height: float, repeated: set[Running], places: set[tuple[int, int]], n_pages: int) -> str:
    key = _key(line, height)
    size = round(line.size * 2)
    running = (*key, size) in repeated or (key[1], size) in places
    number = page_number(line.text)
    if number and (running or n_pages == 1):
        return "pagenumber"
    if not running:
        return ""
    return "header" if line.top < height / 2 else "footer"


def without_line_numbers(found: list[Line]) -> tuple[list[Line], list[Left]]:
    """The lines without a column of rising figures beside them."""
    figures = [line for line in found if line.text.isdigit() and len(line.text) <= 5]
    words = [line for line in found if not line.text.isdigit()]
    if len(figures) < 5 or not words:
        return found, []
    edges = sorted(line.x0 for line in words)
    left, right = edges[len(edges) // 20], max(line.x1 for line in words)
    out: list[Line] = []
    for side in ([each for each in figures if each.x1 <= left + 2], [each for each in figures if each.x0 >= right - 2]):
        numbers = [int(each.text) for each in sorted(side, key=lambda each: each.top)]
        rising = sum(0 < after - before <= 10 for before, after in pairwise(numbers))
        if len(numbers) >= 5 and rising >= 0.8 * (len(numbers) - 1):
            out += side
    gone = {id(each) for each in out}
    lost = [
        Left(each.page, "linenumber", each.text, each.x0, each.top, each.x1, each.bottom, "a number for each line")
        for each in out
    ]
    return [each for each in found if id(each) not in gone], lost


def without_contents(columns: list[list[Line]]) -> tuple[list[list[Line]], list[Left]]:
    """The columns without the table of contents: lines that end in dots and a page number, and what stands among them."""
    flat = [line for column in columns for line in column]
    marked = [has_leader(line.text) for line in flat]
    if sum(marked) < 3:
        return columns, []
    out: set[int] = set()
    for place, yes in enumerate(marked):
        if yes:
            out.add(id(flat[place]))
            for back in range(place - 1, max(place - 4, -1), -1):
                if marked[back] or any(marked[max(0, back - 3) : back]) or is_contents_title(flat[back].text):
                    out.add(id(flat[back]))
    left = [
        Left(line.page, "toc", line.text, line.x0, line.top, line.x1, line.bottom, "table of contents")
        for line in flat
        if id(line) in out
    ]
    return [[line for line in column if id(line) not in out] for column in columns], left
