"""What stands beside the text within its column, the text running around it: read apart, and after its paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kentering.extract.lines import Line, island
from kentering.extract.sheets import Box, around

FEWEST = 2
"""So many lines of the text or more stand beside it,"""

LETTERS = 24
"""and it has so many letters or more."""

CLOSE = 1.4
"""Its lines stand at most so many times their size apart, from the foot of one to the head of the next."""

NEAR = 60.0
"""The lines that go on over or under it stand at most so many points away."""

COVER = 3
"""So many lines elsewhere on the page run over it and over the text beside it."""

Type = tuple[float, str, tuple[float, ...]]


def with_floats(lines: Sequence[Line]) -> list[Line]:
    """The lines, each group that text runs around gathered in one item; lines beside it know where their room ends."""
    made = list(lines)
    main = _main(made)
    body = [line for line in made if not line.inside and _type(line) == main]
    groups = [[line] for line in made if line.kind == "box"] + list(_groups(made, main))
    for group in groups:
        box = around([line.box for line in group])
        beside = _beside(box, body)
        if len(beside) >= FEWEST and _is_among(box, beside, body):
            made = _set_apart(made, group, beside, box)
            body = [line for line in made if not line.inside and _type(line) == main]
    return sorted(made, key=lambda line: (line.top, line.x0))


def _main(lines: Sequence[Line]) -> Type | None:
    """The type of most of a page's text."""
    letters: Counter[Type] = Counter()
    for line in lines:
        if not line.inside:
            letters[_type(line)] += len(line.text)
    return max(letters, key=lambda each: (letters[each], each)) if letters else None


def _type(line: Line) -> Type:
    return round(line.size, 1), line.font, line.color


def _groups(lines: Sequence[Line], main: Type | None) -> Iterator[list[Line]]:
    """Lines of one type that is not the text's, close under one another."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: (each.top, each.x0)):
        if line.inside or _type(line) == main:
            continue
        near = next((group for group in reversed(groups) if _goes_under(group, line)), None)
        if near is None:
            groups.append([line])
        else:
            near.append(line)
    yield from (group for group in groups if len(group) > 1 and sum(len(line.text) for line in group) >= LETTERS)


def _goes_under(group: Sequence[Line], line: Line) -> bool:
    last = group[-1]
    if _type(last) != _type(line) or not -0.5 * line.size < line.top - last.bottom < CLOSE * line.size:
        return False
    box = around([each.box for each in group])
    return box[0] < line.x1 and line.x0 < box[2]


def _beside(box: Box, body: Sequence[Line]) -> list[Line]:
    """The lines of the text on the height of a box, on the side where there are more."""
    level = [line for line in body if box[1] < (line.top + line.bottom) / 2 < box[3]]
    left = _strips([line for line in level if line.x1 <= box[0] + 1])[-1:]
    right = _strips([line for line in level if line.x0 >= box[2] - 1])[:1]
    return max([*left, *right], key=len, default=[])


def _strips(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines by the upright strip that they stand in, from left to right, white between."""
    made: list[list[Line]] = []
    end = 0.0
    for line in sorted(lines, key=lambda each: each.x0):
        if made and line.x0 < end:
            made[-1].append(line)
        else:
            made.append([line])
        end = max(end, line.x1)
    return made


def _is_among(box: Box, beside: Sequence[Line], body: Sequence[Line]) -> bool:
    """Does the text beside a box run on over or under it, unlike that of another column?"""
    edges = around([line.box for line in beside])
    if len({round(line.base) for line in beside}) < FEWEST:
        return False
    return _runs_on(box, edges, body) or _is_covered(box, edges, body)


def _is_covered(box: Box, edges: Box, body: Sequence[Line]) -> bool:
    """Do lines elsewhere on the page run over the strips of both, and does no line begin in that of the box?"""
    left, right = min(edges[0], box[0]), max(edges[2], box[2])
    over = sum(line.x0 < left + line.size and line.x1 > right - 2 * line.size for line in body)
    begin = any(box[0] - 3 < line.x0 < box[2] and line.x0 > left + 3 * line.size for line in body)
    return over >= COVER and not begin


def _runs_on(box: Box, edges: Box, body: Sequence[Line]) -> bool:
    """Do the lines right over and under a box run on into the text beside it?"""
    inner = [line for line in body if line.x0 < box[2] - 2 and line.x1 > box[0] + 2]
    over = [line for line in inner if box[1] - NEAR < line.bottom <= box[1] + 0.5 * line.size]
    under = [line for line in inner if box[3] - 0.5 * line.size <= line.top < box[3] + NEAR]
    nearest = [*sorted(over, key=lambda line: -line.bottom)[:1], *sorted(under, key=lambda line: line.top)[:1]]
    spanning = [_overlap(line, edges) > 0.5 * (edges[2] - edges[0]) for line in nearest]
    return bool(spanning) and all(spanning)


def _overlap(line: Line, edges: Box) -> float:
    return min(line.x1, edges[2]) - max(line.x0, edges[0])


def _set_apart(lines: Sequence[Line], group: Sequence[Line], beside: Sequence[Line], box: Box) -> list[Line]:
    """The lines with a group as one item; the text left of it ends where its longest line does."""
    limit = max(line.x1 for line in beside)
    gone, ends = {id(line) for line in group}, {id(line) for line in [*beside, *_as_narrow(beside, lines, limit)]}
    inner = [each for line in group for each in (line.inside or (line,))]
    kept = [
        replace(line, limit=limit) if id(line) in ends and line.x1 <= box[0] + 1 else line
        for line in lines
        if id(line) not in gone
    ]
    return [*kept, island(inner, "float")]


def _as_narrow(beside: Sequence[Line], lines: Sequence[Line], limit: float) -> Iterator[Line]:
    """The lines right over and under those beside a box that end about where they do: the white around it is theirs."""
    for sign, here in ((-1, min(beside, key=lambda line: line.base)), (1, max(beside, key=lambda line: line.base))):
        last = here
        for line in sorted(lines, key=lambda each: sign * each.base):
            near = 0.5 * last.size < sign * (line.base - last.base) < 2 * last.size
            if near and abs(line.x0 - last.x0) < 0.5 * last.size and _type(line) == _type(last):
                if not limit - 3 * last.size < line.x1 < limit + 1:
                    break
                yield line
                last = line
