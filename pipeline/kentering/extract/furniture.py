"""Running headers, footers and page numbers: what stands at the same place on page after page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from kentering.extract.folios import beside_folios, folios, numbers_before_text
from kentering.extract.leaf import ZONE, Leaf, Spot, spots_of
from kentering.extract.lines import Line
from kentering.extract.marginal import take_marginal
from kentering.extract.misread import misread, read_alike
from kentering.extract.repeats import CLOSE, in_slots, repeated, wrapped
from kentering.extract.tagged import ARTIFACT
from kentering.text import figures, page_number

__all__ = ["Leaf", "take_running"]

MOST_PAGES = 0.6
"""What stands at one place on so large a part of the pages is running, however close lines stand to it."""

FEW_LINES = 3
"""Running lines stand under one another in so many lines at most."""

BLANK = 2.0
"""Pieces of text on one height with a gap of fewer times the type size between them are words of one line."""

SEEN = "stands at the same place on several pages"


def take_running(leaves: Sequence[Leaf], size: float) -> None:
    """Take the running lines out of the leaves, as furniture, and note the page number printed on each.

    `size` is the usual type size: larger type runs only where its very words come back, for the titles of chapters
    stand at the head of their pages too.
    """
    counted = folios(leaves)
    take_marginal(leaves, counted)
    numbers = numbers_before_text(leaves, counted)
    spots = [spot for leaf in leaves for spot in spots_of(leaf) if id(spot.line) not in numbers]
    spots = read_alike(spots, {leaf.number for leaf in leaves if leaf.layer})
    pages = len({leaf.number for leaf in leaves})
    running = repeated(spots, pages, size)
    running |= in_slots(spots, running, pages, size)
    running |= wrapped(spots, running, pages, size)
    running |= counted | beside_folios(spots, running | counted, size)
    running |= misread(spots, running, leaves)
    running -= _words_of_lines(leaves, running) | _in_text(leaves, spots, running, pages)
    running |= _marked(leaves, spots) | counted
    if all(id(line) in running for leaf in leaves for line in leaf.lines):
        return
    offsets = _offsets(spots, running)
    for leaf in leaves:
        mine = {id(spot.line): spot for spot in spots if spot.page == leaf.number and id(spot.line) in running}
        alone = _lone_numbers(leaf, pages) | _signs_beside(leaf, running)
        out = {*mine, *alone, *counted}
        for line in leaf.lines:
            if id(line) in out:
                _leave(leaf, line, mine.get(id(line)), offsets)
        leaf.lines = [line for line in leaf.lines if id(line) not in out]


def _strings(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines on one height with no more white between them than justified text may have, together."""
    made: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: (round(each.base, 1), each.x0)):
        last = made[-1][-1] if made else None
        if (
            last is not None
            and abs(last.base - line.base) < 0.2 * line.size
            and -1 < line.x0 - last.x1 < BLANK * line.size
        ):
            made[-1].append(line)
        else:
            made.append([line])
    return made


def _marked(leaves: Sequence[Leaf], spots: Sequence[Spot]) -> set[int]:
    """Lines near the edge of a page that the file itself marks as no part of its text, where it marks few so."""
    marked = sum(len(line.text) for leaf in leaves for line in leaf.lines if line.role == ARTIFACT)
    told = sum(len(line.text) for leaf in leaves for line in leaf.lines if line.role)
    sane = 0 < marked < 0.2 * told
    return {id(spot.line) for spot in spots if sane and _is_artifact(spot.line)}


def _is_artifact(line: Line) -> bool:
    """Is a line no part of the text? In a table whose head comes back only that head is none."""
    return all(map(_is_artifact, line.inside)) if line.inside else line.role == ARTIFACT


def _signs_beside(leaf: Leaf, running: set[int]) -> set[int]:
    """Dashes and dots on the height of running lines and of no others."""
    named = [line for line in leaf.lines if any(sign.isalnum() for sign in line.whole)]
    found: set[int] = set()
    for line in leaf.lines:
        if not line.inside and not any(sign.isalnum() for sign in line.whole):
            level = [id(other) in running for other in named if abs(other.base - line.base) < 0.2 * line.size]
            found |= {id(line)} if level and all(level) else set()
    return found


def _words_of_lines(leaves: Sequence[Leaf], running: set[int]) -> set[int]:
    """Pieces of lines that do not run as a whole: words that the gaps of justified text had set apart."""
    named = [[line for line in leaf.lines if any(sign.isalnum() for sign in line.whole)] for leaf in leaves]
    rows = [row for lines in named for row in _strings(lines)]
    return {id(line) for row in rows for line in row if any(id(other) not in running for other in row)} & running


def _in_text(leaves: Sequence[Leaf], spots: Sequence[Spot], running: set[int], pages: int) -> set[int]:
    """Lines that stand in the text with no white between, not on most pages: words that chance repeats at one place."""
    by_leaf: dict[int, list[Line]] = defaultdict(list)
    for leaf in leaves:
        by_leaf[leaf.number] += leaf.lines
    mine = [spot for spot in spots if id(spot.line) in running]
    on: dict[tuple[str, bool, int], set[int]] = defaultdict(set)
    for spot in mine:
        on[_slot(spot)].add(spot.page)
    least = max(MOST_PAGES * pages, 5)
    return {
        id(spot.line)
        for spot in mine
        if len(on[_slot(spot)]) < least
        and _close_lines(spot.line, by_leaf[spot.page])
        > (FEW_LINES if _is_outer(spot, by_leaf[spot.page], running) else 2)
    }


def _slot(spot: Spot) -> tuple[str, bool, int]:
    return spot.words, spot.upper, round(spot.line.x0 / CLOSE)


def _is_outer(spot: Spot, lines: Sequence[Line], running: set[int]) -> bool:
    """Does nothing but running lines stand close by between a line and the edge of its page?"""
    like = [other for other in lines if abs(other.size - spot.line.size) < 0.5]
    further = _next_close(spot.line, like, -1 if spot.upper else 1)
    return further is None or id(further) in running


def _close_lines(line: Line, lines: Sequence[Line]) -> int:
    """How many lines of one size stand closely over and under a line, with it."""
    like = [other for other in lines if abs(other.size - line.size) < 0.5]
    count = 1
    for sign in (-1, 1):
        here: Line | None = line
        while here is not None and count <= FEW_LINES:
            here = _next_close(here, like, sign)
            count += here is not None
    return count


def _next_close(line: Line, lines: Sequence[Line], sign: int) -> Line | None:
    """The line right over (-1) or under (1) another."""
    near = [
        other
        for other in lines
        if 0.5 * line.size < sign * (other.base - line.base) < 1.45 * line.size
        and other.x0 < line.x1
        and line.x0 < other.x1
    ]
    return min(near, key=lambda other: (abs(other.base - line.base), other.x0), default=None)


def _offsets(spots: Sequence[Spot], running: set[int]) -> dict[str, tuple[int, int]]:
    """For each running text, which of its figures counts the pages, and how far it is ahead of the PDF's own count."""
    votes: dict[str, Counter[tuple[int, int]]] = defaultdict(Counter)
    for spot in spots:
        if id(spot.line) in running:
            for place, number in enumerate(figures(spot.line.whole)):
                votes[spot.words][place, number - spot.page] += 1
    found = {}
    for words, counts in votes.items():
        best = max(counts, key=lambda vote: (counts[vote], -vote[0]))
        total = sum(count for (place, _), count in counts.items() if place == best[0])
        if counts[best] >= 2 and counts[best] >= 0.5 * total:
            found[words] = best
    return found


def _leave(leaf: Leaf, line: Line, spot: Spot | None, offsets: dict[str, tuple[int, int]]) -> None:
    label = page_number(line.whole)
    if spot is not None and spot.words in offsets:
        place, ahead = offsets[spot.words]
        numbers = figures(line.whole)
        if place < len(numbers) and (numbers[place] == leaf.number + ahead or label):
            label = str(numbers[place])
    if label and not leaf.label:
        leaf.label = label
    if page_number(line.whole):
        leaf.leave(line, "pagenumber", "a page number")
    else:
        leaf.leave(line, "header" if line.top < leaf.sheet.height / 2 else "footer", SEEN)


def _lone_numbers(leaf: Leaf, pages: int) -> set[int]:
    """In a file of one page, the outermost line where it is a page number in so many words ("1 / 3", "Pagina 1")."""
    if pages > 1:
        return set()
    outer = [spot.line for spot in spots_of(leaf) if page_number(spot.line.whole)]
    return {id(line) for line in outer if line.top > (1 - ZONE / 2) * leaf.sheet.height or not line.whole.isdigit()}
