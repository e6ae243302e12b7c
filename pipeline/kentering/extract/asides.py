"""What stands in the margin on the height of the text: headings set beside their section, notes and quotations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kentering.extract.blocks import Style
from kentering.extract.leaf import Leaf
from kentering.extract.lines import Line, island
from kentering.extract.measures import tint
from kentering.extract.sheets import around
from kentering.text import ends_clause, is_capitals

LONG = 24
"""A line with so many letters shows how wide the text is."""

FEWEST = 5
"""A page with fewer long lines of text has no margin to speak of."""

WHITE = 5.5
"""At least so many points of white part the margin from the text."""

NARROW = 0.5
"""What stands in the margin is at most so many times as wide as the text."""

LETTERS = 4
"""What has fewer letters is a number or a sign before a line."""

MOST = 0.4
"""The margin holds at most so many letters for each letter of the text."""

CLOSE = 1.7
"""Lines of one heading or note in the margin stand at most so many times their size apart."""

SMALL = 0.95
"""Notes in the margin are set in type of at most so many times the text's size."""


def set_asides(leaves: Sequence[Leaf], style: Style) -> None:
    """Gather the lines of each heading and note in the margin in one item, at its place in the text of its page.

    A heading comes before the paragraph that it stands beside; a note or a quotation after it. Pages with several
    columns, and what is neither set to stand out nor in smaller type, stay as they are.
    """
    for leaf in leaves:
        text = _text(leaf.lines, style)
        if len(text) >= FEWEST and not _in_columns(text):
            for group in list(_groups(leaf.lines, text)):
                leaf.lines = _set_beside(leaf.lines, group, text, style)


def _text(lines: Sequence[Line], style: Style) -> list[Line]:
    """The long lines in the type of the text, from the head of the page to its foot."""
    found = [line for line in lines if not line.inside and len(line.text) >= LONG and _is_text(line, style)]
    return sorted(found, key=lambda line: line.base)


def _is_text(line: Line, style: Style) -> bool:
    other = line.bold != style.bold or line.italic != style.italic or tint(line.color) != tint(style.color)
    return not other and abs(line.size - style.size) < 0.05 * style.size


def _in_columns(text: Sequence[Line]) -> bool:
    """Do lines of the text stand beside one another?"""
    rows = Counter(round(line.base) for line in text)
    return sum(count > 1 for count in rows.values()) > 0.1 * len(rows)


def _groups(lines: Sequence[Line], text: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines of one type close under one another, left or right of all text and beside some of it."""
    left, right = min(line.x0 for line in text), max(line.x1 for line in text)
    sides: dict[bool, list[Line]] = defaultdict(list)
    for line in sorted(lines, key=lambda each: (each.top, each.x0)):
        if not line.inside and (line.x1 < left - WHITE or line.x0 > right + WHITE):
            sides[line.x0 > right].append(line)
    letters = sum(len(line.text) for each in sides.values() for line in each)
    if letters > MOST * sum(len(line.text) for line in text):
        return
    for _, side in sorted(sides.items()):
        edges = around([line.box for line in side])
        if edges[2] - edges[0] <= NARROW * (right - left):
            groups: list[list[Line]] = []
            for line in side:
                if groups and _goes_under(groups[-1][-1], line):
                    groups[-1].append(line)
                else:
                    groups.append([line])
            yield from (group for group in groups if _has_words(group) and _level(group[0], text) is not None)


def _goes_under(last: Line, line: Line) -> bool:
    same = abs(last.size - line.size) < 0.05 * line.size and tint(last.color) == tint(line.color)
    return same and last.bold == line.bold and 0.5 * line.size < line.base - last.base < CLOSE * line.size


def _has_words(group: Sequence[Line]) -> bool:
    return sum(sign.isalpha() for line in group for sign in line.text) >= LETTERS


def _level(line: Line, text: Sequence[Line]) -> Line | None:
    """The first line of the text on the height of a line in the margin."""
    level = [other for other in text if other.bottom > line.top + 0.2 * line.size and other.top < line.bottom]
    return min(level, key=lambda other: other.base, default=None)


def _set_beside(lines: list[Line], group: Sequence[Line], text: Sequence[Line], style: Style) -> list[Line]:
    """The lines with a group as one item right before the line of the text that it stands beside.

    No heading stands beside the last line of a page.
    """
    line = _level(group[0], text)
    heads = line is not None and line is not text[-1] and _heads(group, style) and _opens(line, text, style)
    small = group[0].size < SMALL * style.size
    if line is None or not (heads or small or _is_said(group, style)):
        return lines
    gone = {id(each) for each in group}
    made = island(group, "heading" if heads else "margin" if small else "float")
    place = replace(made, x0=line.x0, x1=line.x0 + 1, top=line.top - 0.05, base=line.base - 0.5 * line.size)
    if not heads:
        place = replace(place, top=line.top + 0.05, base=line.base + 0.4 * line.size)
    return sorted([*(each for each in lines if id(each) not in gone), place], key=lambda each: (each.top, each.x0))


def _heads(group: Sequence[Line], style: Style) -> bool:
    """Is it set to stand out, and no sentence?"""
    first = group[0]
    other = (first.bold and not style.bold) or tint(first.color) != tint(style.color) or first.size > 1.07 * style.size
    shown = other or is_capitals(first.text)
    return shown and first.size > SMALL * style.size and not group[-1].text.endswith((".", ";", ","))


def _is_said(group: Sequence[Line], style: Style) -> bool:
    """Is it a sentence over several lines in a type of its own, as quotations in the margin are?"""
    first = group[0]
    own = first.size > 1.07 * style.size or first.italic != style.italic or tint(first.color) != tint(style.color)
    return own and len(group) > 1 and ends_clause(group[-1].text)


def _opens(line: Line, text: Sequence[Line], style: Style) -> bool:
    """Does a line open a paragraph, as far as the line over it tells?"""
    above = max((other for other in text if other.base < line.base - 1), key=lambda other: other.base, default=None)
    if above is None or line.base - above.base > 1.15 * style.leading(line.size):
        return True
    return ends_clause(above.text)
