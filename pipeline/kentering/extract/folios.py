"""Printed page numbers, wherever they stand: numbers at the rim of the pages that count on with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from statistics import median

from kentering.extract.leaf import ZONE, Leaf, Spot
from kentering.extract.lines import Line
from kentering.text import page_number, page_value

LEAST = 3
"""Numbers count the pages where at least so many of them do; on fewer pages, all but one."""

WIDE = 24
"""A line with so many letters shows how wide the text is."""

LEVEL = 2.0
"""Lines within so many points of each other stand on one height."""

BEHIND = 3
"""The text of a note begins at most so many times its size behind its number, and has more letters than that."""

NEAR = 12.0
"""Page numbers over or under the text stand within so many points of one height."""

SHARE = 0.5
"""A line stands beside the page number on so many of the pages, or it is no running line."""


def folios(leaves: Sequence[Leaf]) -> set[int]:
    """The lines that are nothing but a page number, at the edges of their pages and counting on with them."""
    edges = _edges(leaves)
    found: dict[tuple[int, bool, bool, bool], list[tuple[int, Line]]] = defaultdict(list)
    doubtful = numbers_before_text(leaves)
    for leaf in leaves:
        for line in leaf.lines:
            number = "" if line.inside or line.mark else page_number(line.whole)
            beside = _in_margin(line, edges)
            if number and (beside or _is_near_edge(line, leaf)):
                doubtful |= set() if beside or _is_outer(line, leaf) else {id(line)}
                upper = line.base < leaf.sheet.height / 2
                found[page_value(number) - leaf.number, number.isdigit(), beside, upper].append((leaf.number, line))
    pages = len({leaf.number for leaf in leaves})
    taken: set[int] = set()
    for (_, _, beside, _), seen in found.items():
        least = max(LEAST, SHARE * pages) if beside else min(LEAST, max(2, pages - 1))
        sure = [(page, line) for page, line in seen if id(line) not in doubtful]
        middle = median(line.base for _, line in sure or seen)
        level = [(page, line) for page, line in sure if beside or abs(line.base - middle) < NEAR]
        if len({page for page, _ in level}) >= least:
            starts = [line.x0 for _, line in level]
            level += [
                (page, line)
                for page, line in seen
                if abs(line.base - middle) < NEAR and any(abs(line.x0 - x0) < LEVEL for x0 in starts)
            ]
            taken |= {id(line) for _, line in level}
    return taken


def numbers_before_text(leaves: Sequence[Leaf], counted: Collection[int] = ()) -> set[int]:
    """Lone figures close before a text that no other page has at that height: numbers of notes and items.

    On the height of page numbers (`counted`) they are those of chapters, in running lines.
    """
    found: list[tuple[int, float, str, int]] = []
    for leaf in leaves:
        heights = [line.base for line in leaf.lines if id(line) in counted]
        for line in leaf.lines:
            beside = any(abs(line.base - height) < LEVEL for height in heights)
            if line.whole.isdigit() and len(line.whole) < 4 and not line.inside and not beside:
                found += [(leaf.number, line.base, text, id(line)) for text in _text_behind(line, leaf)]
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for page, base, text, _ in found:
        places[text].append((page, base))
    return {
        mine
        for page, base, text, mine in found
        if not any(other != page and abs(height - base) < LEVEL for other, height in places[text])
    }


def _text_behind(line: Line, leaf: Leaf) -> list[str]:
    """The text close behind a figure."""
    return [
        other.whole
        for other in leaf.lines
        if other is not line
        and not other.inside
        and 0 < other.x0 - line.x1 < BEHIND * line.size
        and abs(other.base - line.base) < 0.2 * line.size
        and abs(other.size - line.size) < 0.1 * line.size
        and sum(sign.isalpha() for sign in other.text) > BEHIND
    ][:1]


def beside_folios(spots: Sequence[Spot], running: set[int], size: float) -> set[int]:
    """Lines on the height of a page number where most pages with that number have one: names of chapters and parts."""
    numbers: dict[tuple[int, bool], list[float]] = defaultdict(list)
    for spot in spots:
        if id(spot.line) in running and spot.words == "#":
            numbers[spot.page, spot.upper].append(spot.place)
    found: dict[bool, list[Spot]] = defaultdict(list)
    for spot in spots:
        level = any(abs(place - spot.place) < LEVEL for place in numbers.get((spot.page, spot.upper), ()))
        if level and spot.words != "#" and spot.line.size < 1.15 * size:
            found[spot.upper].append(spot)
    taken: set[int] = set()
    for upper, level_spots in found.items():
        pages = {page for page, side in numbers if side == upper}
        if len({spot.page for spot in level_spots}) >= max(LEAST, SHARE * len(pages)):
            taken |= {id(spot.line) for spot in level_spots}
    return taken


def _edges(leaves: Sequence[Leaf]) -> tuple[float, float]:
    """Where the text begins and ends across, on the middle one of the pages."""
    long = [[line for line in leaf.lines if len(line.text) > WIDE and not line.turn] for leaf in leaves]
    starts = [min(line.x0 for line in lines) for lines in long if lines]
    ends = [max(line.x1 for line in lines) for lines in long if lines]
    return (median(starts), median(ends)) if starts else (0.0, 0.0)


def _in_margin(line: Line, edges: tuple[float, float]) -> bool:
    """Does a line stand left or right of the text?"""
    return line.x1 < edges[0] - LEVEL or line.x0 > edges[1] + LEVEL


def _is_outer(line: Line, leaf: Leaf) -> bool:
    """Does a line stand near the upper or lower edge, with no text between it and that edge?"""
    height = leaf.sheet.height
    if line.bottom < ZONE * height:
        return not any(other.base < line.base - LEVEL and _is_text(other) for other in leaf.lines)
    if line.top > (1 - ZONE) * height:
        return not any(other.base > line.base + LEVEL and _is_text(other) for other in leaf.lines)
    return False


def _is_near_edge(line: Line, leaf: Leaf) -> bool:
    return line.bottom < ZONE * leaf.sheet.height or line.top > (1 - ZONE) * leaf.sheet.height


def _is_text(line: Line) -> bool:
    return len(line.text) > 2 * WIDE
