"""Characters -> lines: pieces of text on one baseline with no wide gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kentering.extract.characters import Char, Edges, Page
from kentering.extract.text_of import text_of
from kentering.text import bullet, clean

WIDE = 1.15
"""A gap of so many times the type size parts two pieces on one height."""


@dataclass
class Line:
    """A piece of text on one baseline; `marks` are raised figures, with their place in `text`."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    font: str
    color: str
    bold: bool
    text: str
    marks: list[tuple[int, str]] = field(default_factory=list)
    box: Edges | None = None


def lines(page: Page) -> list[Line]:
    """The lines of a page, from top to bottom and left to right."""
    pieces = [piece for row in _rows(page.chars) for piece in _pieces(row)]
    merged = _with_raised(pieces)
    made = [_with_dot(_line(page.number, chars, raised), page) for chars, raised in merged]
    for line in made:
        line.box = next((box for box in page.boxes if _within(line, box)), None)
    return sorted((line for line in made if line.text), key=lambda line: (line.top, line.x0))


def _within(line: Line, box: Edges) -> bool:
    x0, top, x1, bottom = box
    return x0 - 1 <= line.x0 and line.x1 <= x1 + 1 and top - 1 <= line.top and line.bottom <= bottom + 2


def _rows(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters on the same baseline and of about the same size."""
    by_base = sorted((char for char in chars), key=lambda char: (round(char.base, 1), char.x0))
    rows: list[list[Char]] = []
    for char in by_base:
        if rows and abs(rows[-1][0].base - char.base) < 0.12 * max(char.size, rows[-1][0].size):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [sorted(row, key=lambda char: (char.x0, char.x1)) for row in rows]


def _pieces(row: Sequence[Char]) -> list[list[Char]]:
    pieces: list[list[Char]] = []
    for char in row:
        if char.text.isspace() and not pieces:
            continue
        solid = next((each for each in reversed(pieces[-1]) if not each.text.isspace()), None) if pieces else None
        if solid is not None and char.x0 - solid.x1 <= WIDE * max(char.size, solid.size):
            pieces[-1].append(char)
        elif not char.text.isspace():
            pieces.append([char])
    return pieces


def _with_raised(pieces: list[list[Char]]) -> list[tuple[list[Char], list[Char]]]:
    """Small pieces raised over (or sunk under) a line belong to it."""
    solid = sorted(pieces, key=lambda piece: -_size(piece))
    hosts: list[tuple[list[Char], list[Char]]] = []
    for piece in solid:
        host = _host(piece, hosts)
        if host is None:
            hosts.append((list(piece), []))
        else:
            host[1].extend(char for char in piece if not char.text.isspace())
    return _welded(hosts)


def _welded(hosts: list[tuple[list[Char], list[Char]]]) -> list[tuple[list[Char], list[Char]]]:
    """A raised figure between two pieces of one line had parted them: put them together again."""
    ordered = sorted(hosts, key=lambda host: (round(host[0][0].base, 0), host[0][0].x0))
    made: list[tuple[list[Char], list[Char]]] = []
    for chars, raised in ordered:
        if made and made[-1][1]:
            before, marks = made[-1]
            end = max(char.x1 for char in [before[-1], *marks])
            same = abs(before[0].base - chars[0].base) < 0.15 * chars[0].size
            if same and marks[-1].x0 >= before[-1].x0 and -1 < chars[0].x0 - end <= WIDE * chars[0].size:
                before.extend(chars)
                marks.extend(raised)
                continue
        made.append((chars, raised))
    return made


def _host(piece: list[Char], hosts: list[tuple[list[Char], list[Char]]]) -> tuple[list[Char], list[Char]] | None:
    size, text = _size(piece), "".join(char.text for char in piece).strip()
    if len(text) > 6:
        return None
    for host in hosts:
        chars = host[0]
        main = _size(chars)
        if not (0.4 * main < size < 0.86 * main):
            continue
        lift = chars[0].base - piece[0].base
        if not 0.12 * main < lift < 0.75 * main:
            continue
        beside = any(-0.5 <= piece[0].x0 - char.x1 <= 0.35 * main for char in chars if not char.text.isspace())
        opens = -0.5 <= chars[0].x0 - piece[-1].x1 <= 0.6 * main
        if beside or opens:
            return host
    return None


def _size(chars: Sequence[Char]) -> float:
    sizes = Counter(round(char.size, 1) for char in chars if not char.text.isspace())
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _line(page: int, chars: list[Char], raised: list[Char]) -> Line:
    solid = [char for char in chars if not char.text.isspace()] or chars
    styles = Counter((char.font, char.color) for char in solid)
    (font, color), _ = styles.most_common(1)[0]
    bold = sum(_heavy(char.font) for char in solid) > 0.6 * len(solid)
    opening = [char for char in raised if char.x1 <= solid[0].x0 + 0.5]
    marks = [char for char in raised if char not in opening]
    text = text_of([*opening, *chars]) if opening else text_of(chars)
    return Line(
        page,
        min(char.x0 for char in [*solid, *opening]),
        min(char.top for char in solid),
        max(char.x1 for char in solid),
        max(char.bottom for char in solid),
        solid[0].base,
        _size(solid),
        font,
        color,
        bold,
        clean(text) + (_break(text) if text else ""),
        [(len(clean(text_of([c for c in chars if c.x0 < char.x0]))), char.text) for char in marks],
    )


def _with_dot(line: Line, page: Page) -> Line:
    """A drawn dot before a line is the sign of a list item."""
    for x0, top, x1, bottom in page.dots:
        middle = (top + bottom) / 2
        if line.top < middle < line.bottom and -0.5 < line.x0 - x1 < 2.2 * line.size and not bullet(line.text)[0]:
            sign = "•" if x1 - x0 < 2 * max(bottom - top, 3) else "–"
            line.text, line.x0 = f"{sign} {line.text}", x0
            line.marks = [(place + 2, mark) for place, mark in line.marks]
            break
    return line


def _break(text: str) -> str:
    """The soft hyphen at the end of a line, which `clean` takes away."""
    return "\u00ad" if text.rstrip().endswith("\u00ad") else ""


def _heavy(font: str) -> bool:
    name = font.lower()
    return any(word in name for word in ("bold", "black", "heavy", "semibold", "demi", "cmbx", "-bd"))
