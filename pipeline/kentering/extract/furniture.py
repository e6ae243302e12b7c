"""Running headers, footers and page numbers: what stands at the same place on page after page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kentering.extract.lines import Line
from kentering.extract.sheets import Left, Sheet
from kentering.text import figures, masked, page_number

ZONE = 0.14
"""Headers and footers stand within this part of the page from its edge."""

CLOSE = 4.0
"""Two running lines stand at the same place within so many points."""

SEEN = "stands at the same place on several pages"


@dataclass
class Leaf:
    """The lines of a sheet, and what was left out of them."""

    sheet: Sheet
    lines: list[Line]
    left: list[Left] = field(default_factory=list)
    label: str = ""
    layer: bool = False

    @property
    def number(self) -> int:
        """The page, from 1."""
        return self.sheet.number

    def leave(self, line: Line, kind: str, reason: str) -> None:
        """Put a line among what is left out."""
        text = f"{line.mark} {line.whole}".strip()
        self.left.append(Left(self.number, kind, text, *self.sheet.on_page(line.box), reason))


@dataclass(frozen=True)
class Spot:
    """A line near the edge of a page: its page, its place from that edge, and its words with figures masked."""

    page: int
    place: float
    upper: bool
    words: str
    line: Line


def take_running(leaves: Sequence[Leaf], size: float) -> None:
    """Take the running lines out of the leaves, as furniture, and note the page number printed on each.

    `size` is the usual type size: larger type runs only where its very words come back, for the titles of chapters
    stand at the head of their pages too.
    """
    spots = [spot for leaf in leaves for spot in _spots(leaf)]
    pages = len({leaf.number for leaf in leaves})
    running = _repeated(spots, pages, size)
    running |= _in_slots(spots, running, pages, size)
    if all(id(line) in running for leaf in leaves for line in leaf.lines):
        return
    offsets = _offsets(spots, running)
    for leaf in leaves:
        mine = {id(spot.line): spot for spot in spots if spot.page == leaf.number and id(spot.line) in running}
        alone = _lone_numbers(leaf, pages)
        for line in leaf.lines:
            if id(line) in mine or id(line) in alone:
                _leave(leaf, line, mine.get(id(line)), offsets)
        leaf.lines = [line for line in leaf.lines if id(line) not in mine and id(line) not in alone]


def _spots(leaf: Leaf) -> list[Spot]:
    height = leaf.sheet.height
    found = []
    for line in leaf.lines:
        upper = line.bottom < ZONE * height
        if any(sign.isalnum() for sign in line.whole) and (upper or line.top > (1 - ZONE) * height):
            place = line.base if upper else height - line.base
            found.append(Spot(leaf.number, place, upper, masked(line.whole), line))
    return found


def _repeated(spots: Sequence[Spot], pages: int, size: float) -> set[int]:
    """Lines whose words come back at the same place on pages that follow each other."""
    groups: dict[tuple[str, bool], list[Spot]] = defaultdict(list)
    for spot in spots:
        large = spot.line.size > 1.15 * size and spot.words != "#"
        groups[spot.line.whole.lower() if large else spot.words, spot.upper].append(spot)
    least = 2 if pages < 6 else 3
    running: set[int] = set()
    for group in groups.values():
        for spot in group:
            near = {other.page for other in group if abs(other.place - spot.place) < CLOSE}
            if len(near) >= least and _follow(near):
                running.add(id(spot.line))
    return running


def _follow(pages: Iterable[int]) -> bool:
    """Do most of the pages have another of them next to them or one further?"""
    known = set(pages)
    near = sum(bool({page - 2, page - 1, page + 1, page + 2} & known) for page in known)
    return near >= 0.6 * len(known)


def _in_slots(spots: Sequence[Spot], running: set[int], pages: int, size: float) -> set[int]:
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
    outer = [spot.line for spot in _spots(leaf) if page_number(spot.line.whole)]
    return {id(line) for line in outer if line.top > (1 - ZONE / 2) * leaf.sheet.height or not line.whole.isdigit()}


def take_line_numbers(leaf: Leaf) -> None:
    """Take the numbers of lines in the margin out: figures in one column, counting up, left or right of all text."""
    numbers = [line for line in leaf.lines if line.text.isdigit() and len(line.text) < 5]
    for edges in ([line.x0 for line in numbers], [line.x1 for line in numbers]):
        for place in sorted({round(edge) for edge in edges}):
            group = [line for line, edge in zip(numbers, edges, strict=True) if abs(edge - place) < 2.5]
            if _counts_lines(group, leaf.lines):
                for line in group:
                    leaf.leave(line, "linenumber", "counts the lines")
                gone = {id(line) for line in group}
                leaf.lines = [line for line in leaf.lines if id(line) not in gone]
                return


def _counts_lines(group: Sequence[Line], lines: Sequence[Line]) -> bool:
    taken = {id(line) for line in group}
    rest = [line for line in lines if id(line) not in taken]
    values = [int(line.text) for line in sorted(group, key=lambda line: line.top)]
    steps = {after - before for before, after in pairwise(values)}
    words = [line for line in rest if any(sign.isalpha() for sign in line.text)]
    return len(group) >= 5 and len(steps) == 1 and steps <= {1, 5, 10} and _beside(group, rest) and len(words) > 4


def _beside(group: Sequence[Line], rest: Sequence[Line]) -> bool:
    """Do the lines of a group all stand left, or all right, of the rest?"""
    left = max(line.x1 for line in group) <= min((line.x0 for line in rest), default=0.0) + 1
    return left or min(line.x0 for line in group) >= max((line.x1 for line in rest), default=0.0) - 1
