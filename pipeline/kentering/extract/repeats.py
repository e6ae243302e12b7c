"""Lines that run: their words come back at one place, or they stand where such lines stand on most pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kentering.extract.leaf import Spot
from kentering.text import figures

CLOSE = 4.0
"""Two running lines stand at the same place within so many points."""

ROW = 3
"""So many figures on one height are a row of a table, not page numbers."""


def repeated(spots: Sequence[Spot], pages: int, size: float) -> set[int]:
    """Lines whose words come back at the same place on pages that follow each other."""
    groups: dict[tuple[str, bool], list[Spot]] = defaultdict(list)
    rows = Counter((spot.page, spot.upper, round(spot.line.base, 1)) for spot in spots if spot.words == "#")
    for spot in spots:
        if spot.words == "#" and rows[spot.page, spot.upper, round(spot.line.base, 1)] >= ROW:
            continue  # figures of a table
        large = spot.line.size > 1.15 * size and spot.words != "#"
        groups[spot.line.whole.lower() if large else spot.words, spot.upper].append(spot)
    least = 2 if pages < 6 else 3
    running: set[int] = set()
    for group in groups.values():
        for spot in group:
            near = [other for other in group if abs(other.place - spot.place) < CLOSE]
            pages_near = {other.page for other in near}
            if len(pages_near) >= least and _follow(pages_near) and not _are_notes(near):
                running.add(id(spot.line))
    return running


def _are_notes(near: Sequence[Spot]) -> bool:
    """Do lines that are alike but for their figures all differ, and does no figure count on with the pages?"""
    numbers = [figures(spot.line.whole) for spot in near]
    if near[0].words == "#" or "#" not in near[0].words or len(set(map(tuple, numbers))) < len(near):
        return False
    for column in zip(*numbers, strict=False):
        ahead = Counter(number - spot.page for number, spot in zip(column, near, strict=True))
        if max(ahead.values()) >= max(2, 0.5 * len(near)):
            return False
    return True


def _follow(pages: Iterable[int]) -> bool:
    """Do most of the pages have another of them next to them or one further?"""
    known = set(pages)
    near = sum(bool({page - 2, page - 1, page + 1, page + 2} & known) for page in known)
    return near >= 0.6 * len(known)


def in_slots(spots: Sequence[Spot], running: set[int], pages: int, size: float) -> set[int]:
    """Lines with changing words (names of chapters) in a place and size in which most pages have a running line."""
    slots: dict[tuple[bool, int, float], set[int]] = defaultdict(set)
    for spot in spots:
        if id(spot.line) in running and spot.words != "#":
            for step in (-1, 0, 1):
                slots[spot.upper, round(spot.place / CLOSE) + step, round(spot.line.size)].add(spot.page)
    outer: dict[tuple[int, bool], float] = {}
    for spot in spots:
        key = (spot.page, spot.upper)
        outer[key] = min(outer.get(key, spot.place), spot.place)
    found: set[int] = set()
    for spot in spots:
        on = slots[spot.upper, round(spot.place / CLOSE), round(spot.line.size)]
        first = abs(spot.place - outer[spot.page, spot.upper]) < CLOSE
        if first and len(on) >= max(3, 0.25 * pages) and spot.line.size < 1.15 * size:
            found.add(id(spot.line))
    return found


def wrapped(spots: Sequence[Spot], running: set[int], pages: int, size: float) -> set[int]:
    """Lines in the type and at the height of running lines where no text is: names of chapters that need two lines."""
    heights: dict[tuple[object, ...], list[Spot]] = defaultdict(list)
    for spot in spots:
        if id(spot.line) in running and spot.words != "#":
            heights[_type(spot)].append(spot)
    found: set[int] = set()
    for spot in spots:
        like = heights.get(_type(spot), [])
        other = abs(spot.line.size - size) > 0.05 * size
        if not other or len({each.page for each in like}) < max(3, 0.25 * pages):
            continue
        reach = 1.5 * spot.line.size
        near = sum(abs(each.place - spot.place) < reach for each in like)
        if near > 0.5 * len(like) and not any(
            each.page == spot.page and _beyond(each, spot, running) for each in spots
        ):
            found.add(id(spot.line))
    return found


def _type(spot: Spot) -> tuple[object, ...]:
    return spot.upper, spot.line.font, round(spot.line.size, 1), spot.line.color


def _beyond(other: Spot, spot: Spot, running: set[int]) -> bool:
    """Does a line that does not run stand between this one and the edge of the page, in other type than this?"""
    further = other.upper == spot.upper and other.place < spot.place - CLOSE
    return further and id(other.line) not in running and _type(other) != _type(spot)
