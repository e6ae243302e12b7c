"""Characters -> lines: pieces of text on one baseline with no wide gap in them."""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from kentering.extract.accents import with_accents
from kentering.extract.leads import Lead, lead_of
from kentering.extract.sheets import Box, Glyph, Shape, Sheet, around
from kentering.extract.smallcaps import carried_on
from kentering.extract.tokens import Widths, heavy, is_risen, marks_of, placed, slanted, tokens_of, with_small_capitals
from kentering.text import is_note_mark

WIDE = 0.85
"""A gap of so many times the type size parts two pieces of text on one height."""

MOST_WALLS = 3000
"""A page with more rules than this is a drawing."""

FIGURE = 0.33
"""A raised figure is about so many times the size of its line wide."""

OPENING = 0.7
"""A raised mark may stand so many times the type size before the note that it opens."""

MOST_SIDE = 2000.0
"""A rule longer than this, in points, is no part of a page."""


@dataclass(frozen=True)
class Line:
    """Text on one baseline. `marks` are raised figures taken out of it, each with its place in `text`.

    `role` is what the structure tree of a tagged PDF says of it, as H1, P, LI, Note or Artifact; `lead` its first words
    where they are in a type of their own; `limit` where its room ends, if before the edge of its column.
    """

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    font: str
    color: tuple[float, ...]
    bold: bool
    italic: bool
    text: str
    marks: tuple[tuple[int, str], ...] = ()
    mark: str = ""
    first_width: float = 0.0
    inside: tuple[Line, ...] = ()
    kind: str = ""
    turn: int = 0
    role: str = ""
    lead: Lead | None = None
    limit: float = 0.0

    @property
    def box(self) -> Box:
        """Its edges."""
        return (self.x0, self.top, self.x1, self.bottom)

    @property
    def end(self) -> float:
        """Where it ends, about, with the marks of notes behind its last word."""
        return self.x1 + FIGURE * self.size * sum(len(mark) for place, mark in self.marks if place >= len(self.text))

    @property
    def whole(self) -> str:
        """Its text with the raised figures in their places."""
        return with_marks(self.text, self.marks)


def island(inner: Sequence[Line], kind: str, text: str = "") -> Line:
    """Lines in their reading order as one item that keeps their place among the others."""
    edges = around([line.box for line in inner])
    return replace(
        inner[0], x0=edges[0], top=edges[1], x1=edges[2], bottom=edges[3], base=edges[3], text=text or inner[0].text,
        marks=(), mark="", inside=tuple(inner), kind=kind,
    )  # fmt: skip


def with_marks(text: str, marks: Sequence[tuple[int, str]]) -> str:
    """A text with raised figures put back.

    >>> with_marks("vijf m groot", [(6, "2")])
    'vijf m2 groot'
    """
    for place, mark in sorted(marks, reverse=True):
        text = text[:place] + mark + text[place:]
    return text


def lines(sheet: Sheet, widths: Widths) -> list[Line]:
    """The lines of a sheet, from top to bottom and left to right."""
    widths.note(sheet.glyphs)
    glyphs = with_accents(sheet.glyphs)
    walls = _walls(sheet.shapes)
    usual = _size(glyphs)
    pieces = [piece for row in _rows(glyphs) for piece in _pieces(row, _beside(row, walls), usual)]
    made = [_line(sheet, *each, widths) for each in _with_raised(pieces)]
    found = carried_on(sorted((line for line in made if line.text or line.mark), key=lambda line: (line.top, line.x0)))
    return _with_drawn_bullets(found, sheet.shapes)


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
    """What stands together in a row: beside text of the usual size, large type does not reach farther than that text."""
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


def _size(glyphs: Sequence[Glyph]) -> float:
    sizes = Counter(round(glyph.size, 1) for glyph in glyphs if not glyph.text.isspace())
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0


Host = tuple[list[Glyph], list[Glyph]]
"""Characters on a baseline, and the smaller ones raised over it."""


def _with_raised(pieces: list[list[Glyph]]) -> list[Host]:
    """Small pieces raised over, or sunk under, a line belong to it."""
    hosts: list[Host] = []
    by_height: dict[int, list[tuple[float, Host]]] = defaultdict(list)
    for size, piece in sorted(((_size(piece), piece) for piece in pieces), key=lambda each: -each[0]):
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


def _line(sheet: Sheet, glyphs: list[Glyph], raised: list[Glyph], widths: Widths) -> Line:
    glyphs = with_small_capitals(glyphs)
    size = _size(glyphs)
    floor = median(glyph.bottom for glyph in glyphs if glyph.size > 0.87 * size)
    risen = {id(glyph) for glyph in glyphs if is_risen(glyph, size, floor, widths)}
    raised = sorted([*raised, *(glyph for glyph in glyphs if id(glyph) in risen)], key=lambda glyph: glyph.x0)
    plain = [glyph for glyph in glyphs if id(glyph) not in risen]
    solid = [glyph for glyph in plain if not glyph.text.isspace()] or raised
    marks, rest = marks_of(raised, solid)
    tokens = tokens_of([*plain, *rest], [glyph for glyph in raised if glyph not in rest])
    text, places = placed(tokens, [mark for mark in marks if mark[0] > solid[0].x0])
    opening = "".join(mark for x, mark in marks if x <= solid[0].x0)
    styles = Counter((glyph.font, glyph.color) for glyph in solid)
    (font, color) = max(styles, key=lambda style: styles[style])
    x0 = min([solid[0].x0, *(x for x, _ in marks)])
    return Line(
        sheet.number, x0, min(g.top for g in solid), max(g.x1 for g in solid), max(g.bottom for g in solid),
        solid[0].base, size, font, color, sum(g.bold or heavy(g.font) for g in solid) > 0.85 * len(solid),
        sum(slanted(g.font) for g in solid) > 0.8 * len(solid), text, places, opening,
        tokens[0][2] - tokens[0][1] if tokens else 0.0, turn=sheet.turn, role=_role(solid),
        lead=lead_of(solid, text) if len(styles) > 1 else None,
    )  # fmt: skip


def _role(glyphs: Sequence[Glyph]) -> str:
    """The role that most of the letters and figures have."""
    letters = [glyph for glyph in glyphs if glyph.text.isalnum()] or list(glyphs)
    (role, count), *_ = Counter(glyph.role for glyph in letters).most_common(1)
    return role if count > 0.6 * len(letters) else ""


def _with_drawn_bullets(found: list[Line], shapes: Sequence[Shape]) -> list[Line]:
    """A small dot or square drawn left of a line is the bullet of that line."""
    dots = [shape for shape in shapes if _is_dot(shape)]
    if not dots or len(dots) > 2000:
        return found
    made = list(found)
    for dot in dots:
        box = dot.box
        middle = (box[1] + box[3]) / 2
        best: int | None = None
        for place, line in enumerate(made):
            if line.top > middle:
                break
            if line.bottom > middle and 0 < line.x0 - box[2] < 4 * line.size and box[2] - box[0] < 0.7 * line.size:
                best = place if best is None or line.x0 < made[best].x0 else best
        if best is not None and not made[best].mark:
            sign = "•" if dot.fill is not None else "◦"
            line = made[best]
            marks = tuple((place + 2, mark) for place, mark in line.marks)
            made[best] = replace(line, text=f"{sign} {line.text}", x0=box[0], marks=marks)
    return made


def _is_dot(shape: Shape) -> bool:
    wide, high = shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]
    return not shape.picture and 1.2 < wide < 9 and 1.2 < high < 9 and 0.6 < wide / high < 1.7
