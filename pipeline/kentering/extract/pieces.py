"""Characters on one baseline, parted where a gap or a rule stands between them, with what is raised over them."""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Sequence

from kentering.extract.sheets import Box, Glyph, Shape
from kentering.text import is_note_mark

WIDE = 0.85
"""A gap of so many times the type size parts two pieces of text on one height."""

MOST_WALLS = 3000
"""A page with more rules than this is a drawing."""

OPENING = 0.7
"""A raised mark may stand so many times the type size before the note that it opens."""

MOST_SIDE = 2000.0
"""A rule longer than this, in points, is no part of a page."""


Host = tuple[list[Glyph], list[Glyph]]
"""Characters on a baseline, and the smaller ones raised over it."""


def pieces(glyphs: Sequence[Glyph], shapes: Sequence[Shape]) -> list[Host]:
    """The pieces of text on a page, each with what is raised over it."""
    walls = _walls(shapes)
    usual = size_of(glyphs)
    return _with_raised([piece for row in _rows(glyphs) for piece in _pieces(row, _beside(row, walls), usual)])


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters on the same baseline."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: (round(each.base, 1), each.x0)):
        if rows and abs(rows[-1][-1].base - glyph.base) < 0.1 * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda each: (each.x0, each.x1)) for row in rows]


def _walls(shapes: Sequence[Shape]) -> list[Box]:
    """Upright rules and the sides of frames: text left and right of them is not one piece."""
    walls: list[Box] = []
    for shape in shapes:
        x0, top, x1, bottom = shape.box
        if bottom - top < MOST_SIDE and not shape.picture and not shape.curved and bottom - top > 8:
            if x1 - x0 < 3:
                walls.append(shape.box)
            elif shape.stroked:
                walls += [(x0, top, x0, bottom), (x1, top, x1, bottom)]
    return walls if len(walls) < MOST_WALLS else []


def _beside(row: Sequence[Glyph], walls: Sequence[Box]) -> list[float]:
    height = row[0].base - 0.3 * row[0].size
    return sorted((wall[0] + wall[2]) / 2 for wall in walls if wall[1] <= height <= wall[3])


def _pieces(row: Sequence[Glyph], walls: Sequence[float], usual: float) -> list[list[Glyph]]:
    """What stands together in a row: beside text of the usual size, large type reaches no farther than that text."""
    pieces: list[list[Glyph]] = []
    end = 0.0
    last: Glyph | None = None
    for glyph in row:
        blank = glyph.text.isspace()
        walled = bool(walls) and not blank and bisect(walls, glyph.x0 + 0.5) > bisect(walls, end - 0.5)
        if last is None or walled or glyph.x0 - end > WIDE * _reach(glyph.size, last.size, usual):
            if not blank:
                pieces.append([glyph])
        else:
            pieces[-1].append(glyph)
        if not blank:
            end = max(end, glyph.x1)
            last = glyph
    return pieces


def _reach(size: float, other: float, usual: float) -> float:
    low, high = sorted((size, other))
    return low if low > 0.9 * usual else high


def size_of(glyphs: Sequence[Glyph]) -> float:
    """The type size of most characters; 0 where there are none."""
    sizes = Counter(round(glyph.size, 1) for glyph in glyphs if not glyph.text.isspace())
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0


def _with_raised(pieces: list[list[Glyph]]) -> list[Host]:
    """Small pieces raised over, or sunk under, a line belong to it."""
    hosts: list[Host] = []
    by_height: dict[int, list[tuple[float, Host]]] = defaultdict(list)
    for size, piece in sorted(((size_of(piece), piece) for piece in pieces), key=lambda each: -each[0]):
        host = _host(piece, size, by_height)
        if host is None:
            made: Host = (list(piece), [])
            hosts.append(made)
            by_height[int(piece[0].base // 20)].append((size, made))
        else:
            host[1].extend(glyph for glyph in piece if not glyph.text.isspace())
    return _welded(hosts)


def _host(piece: Sequence[Glyph], size: float, by_height: dict[int, list[tuple[float, Host]]]) -> Host | None:
    text = "".join(glyph.text for glyph in piece).strip()
    if len(text) > 7:
        return None
    before = OPENING if is_note_mark(text) else 0.0
    height = int(piece[0].base // 20)
    best: tuple[float, Host] | None = None
    for main, host in (each for place in range(height - 2, height + 4) for each in by_height.get(place, ())):
        lift = host[0][0].base - piece[0].base
        if not (0.4 * main < size < 0.87 * main and -0.3 * main < lift < 0.75 * main):
            continue
        gap = min(abs(piece[0].x0 - glyph.x1) for glyph in host[0])
        lead = host[0][0].x0 - piece[-1].x1
        gap = min(gap, abs(lead) if lead < 0.4 * main or lead > before * main else 0.39 * main)
        if gap < 0.4 * main and (best is None or gap < best[0]):
            best = (gap, host)
    return best[1] if best else None


def _welded(hosts: list[Host]) -> list[Host]:
    """A raised figure between two pieces of one line had parted them: put them together again."""
    made: list[Host] = []
    for glyphs, raised in sorted(hosts, key=lambda host: (round(host[0][0].base, 0), host[0][0].x0)):
        if made and made[-1][1]:
            before, marks = made[-1]
            end = max(glyph.x1 for glyph in [before[-1], *marks])
            same = abs(before[0].base - glyphs[0].base) < 0.15 * glyphs[0].size
            if same and marks[-1].x0 >= before[0].x0 and -1 < glyphs[0].x0 - end <= WIDE * glyphs[0].size:
                before.extend(glyphs)
                marks.extend(raised)
                continue
        made.append((glyphs, raised))
    return made
