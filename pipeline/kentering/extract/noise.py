"""What text recognition sees in the dirt of a scan: signs at the edges of its text, figures raised out of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kentering.extract.lines import Line, with_marks

DIRT = frozenset("_|~`´‘’'\"„“”,.;:-—–=^°\\/!")
"""Signs that specks, folds and the edges of a page are read as."""

BEHIND = DIRT - frozenset(",.;:!")
"""Those of them that are dirt behind a text, where French has a blank before its stops."""

BULLETS = frozenset("•-–—*oe¢«»+°®©¤·.#§@®")
"""Signs that bullets are read as."""

REACH = 2.5
"""The text of an item begins at most so many times its size behind the bullet,"""

NEAR = 3.0
"""and no text stands nearer before it."""

EDGE = 2.0
"""Lines begin or end at one edge within so many points;"""

FEWEST = 4
"""where so many do, it is an edge of the text."""

OUTSIDE = 0.25
"""Dirt stands at least so many times the type size outside the edge,"""

FARTHEST = 3.0
"""and at most so many."""


def without_dirt(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of a recognised page without the dirt at the edges of its text, and the dirt."""
    plain = _with_bullets([_numbers_whole(_on_line(line)) for line in lines])
    lefts, rights = _edges(line.x0 for line in plain), _edges(line.x1 for line in plain)
    kept: list[Line] = []
    dirt: list[Line] = []
    opened = [line for line in plain if line.text in BULLETS and _opens(line, plain)]
    bullets = {id(line) for line in opened if sum(abs(each.x0 - line.x0) < 2 * EDGE for each in opened) > 1}
    for line in plain:
        if set(line.whole) <= DIRT | {" "} and id(line) not in bullets:
            near = [other for other in plain if other is not line and abs(other.base - line.base) < 0.5 * line.size]
            within = any(other.x0 < line.x0 for other in near) and any(other.x0 > line.x0 for other in near)
            (kept if within or _is_level(line, near) else dirt).append(line)
            continue
        line, before = _without_first(line, lefts)
        line, behind = _without_last(line, rights)
        kept.append(line)
        dirt += [*before, *behind]
    return kept, dirt


def _on_line(line: Line) -> Line:
    """A line that holds nothing but raised figures has them on the line: no text bears them."""
    return line if line.text or not line.mark else replace(line, text=line.mark, mark="")


def _with_bullets(lines: Sequence[Line]) -> list[Line]:
    """The lines; signs that stand before the items of a list at one edge, read now so and now so, are bullets."""
    signs = [line for line in lines if line.text in BULLETS and not line.marks and _opens(line, lines)]
    made = {}
    for sign in signs:
        beside = {other.text for other in signs if abs(other.x0 - sign.x0) < 2 * EDGE}
        count = sum(abs(other.x0 - sign.x0) < 2 * EDGE for other in signs)
        if count > 1 and not (len(beside) == 1 and sign.text in "•-–—*o"):
            made[id(sign)] = replace(sign, text="•")
    return [made.get(id(line), line) for line in lines]


def _opens(sign: Line, lines: Sequence[Line]) -> bool:
    """Is a sign the first on its height, with text close behind it?"""
    level = [line for line in lines if line is not sign and abs(line.base - sign.base) < 0.4 * sign.size]
    behind = [line for line in level if 0 < line.x0 - sign.x1 < REACH * sign.size and len(line.text) > 1]
    return bool(behind) and not any(line.x0 < sign.x0 for line in level if line.x1 > sign.x0 - NEAR * sign.size)


def _is_level(line: Line, near: Sequence[Line]) -> bool:
    """Is a sign one of a pair about a running line: – 3 –?"""
    return any(line.whole == other.whole for other in near)


def _edges(starts: Iterable[float]) -> list[float]:
    """Where lines begin, or end, often."""
    ordered = sorted(starts)
    found: list[float] = []
    for start in ordered:
        if sum(abs(other - start) < EDGE for other in ordered) >= FEWEST and (not found or start - found[-1] > EDGE):
            found.append(start)
    return found


def _without_first(line: Line, lefts: Sequence[float]) -> tuple[Line, list[Line]]:
    """A line without the sign that stands before the edge of its text, and that sign."""
    sign = line.text[:1]
    edge = next((x for x in lefts if OUTSIDE * line.size < x - line.x0 < FARTHEST * line.size), None)
    rest = line.text[1:].lstrip()
    if sign not in DIRT or edge is None or not rest[:1].isalnum() or line.mark or _is_edge(line.x0, lefts):
        return line, []
    cut = len(line.text) - len(rest)
    marks = tuple((place - cut, mark) for place, mark in line.marks)
    return replace(line, text=rest, x0=edge, marks=marks), [replace(line, text=sign, x1=edge, marks=())]


def _without_last(line: Line, rights: Sequence[float]) -> tuple[Line, list[Line]]:
    """A line without a sign that stands apart behind the end of a sentence or behind the edge of its text."""
    rest, _, sign = line.text.rpartition(" ")
    if not rest or not sign or not set(sign) <= BEHIND or any(place > len(rest) for place, _ in line.marks):
        return line, []
    beyond = any(OUTSIDE * line.size < line.x1 - x < FARTHEST * line.size for x in rights)
    if rest[-1] not in ".!?;:" and not (beyond and not _is_edge(line.x1, rights)) and sign not in "|_~":
        return line, []
    return replace(line, text=rest), [replace(line, text=sign, x0=line.x1 - line.size / 2, marks=())]


def _is_edge(x: float, edges: Sequence[float]) -> bool:
    return any(abs(x - edge) < EDGE for edge in edges)


def _numbers_whole(line: Line) -> Line:
    """A line with the figures back in their numbers that uneven ink has raised out of them: 12 mei, not ¹2 mei."""
    back = [(place, mark) for place, mark in line.marks if mark.isdigit() and line.text[place : place + 1].isdigit()]
    if not back:
        return line
    spaced = [(place, f" {mark}" if line.text[place - 1 : place].isalpha() else mark) for place, mark in back]
    rest = tuple(each for each in line.marks if each not in back)
    return replace(line, text=with_marks(line.text, spaced), marks=rest if len(rest) == 0 else ())
