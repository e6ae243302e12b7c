"""Typography drawn by chance: how a designer nobody knows might set headings, text, running lines and page numbers."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

SERIFS = ("Liberation Serif", "Libertinus Serif", "New Computer Modern", "Caladea", "EB Garamond")
SANS = ("Liberation Sans", "Carlito", "Lato", "DejaVu Sans")
COLORS = ("#7a1f5c", "#1f4e79", "#c00000", "#2e7d32", "#666666", "#b45f06")
LABELS = ("{page}", "{page}", "– {page} –", "p. {page}", "{page} / {pages}", "p. {page} / {pages}", "[{page}]", "label")
"""How pages print their numbers; label is the whole expression of the language ("Pagina 3 van 40")."""


@dataclass(frozen=True)
class Head:
    """How the headings of a level are set: size in times the text's, white above and below in times that size.

    Case is as written, capitals or small capitals. Family is that of the text or the other one of the look.
    """

    size: float = 1.0
    bold: bool = False
    italic: bool = False
    case: str = ""
    tracking: float = 0.0
    color: str = ""
    other_family: bool = False
    align: str = "left"
    above: float = 1.4
    below: float = 0.6
    rule: str = ""
    new_page: bool = False
    run_in: bool = False
    """Does it stand on the first line of the text under it? typst sets none so."""

    @property
    def devices(self) -> tuple[object, ...]:
        """What sets it apart from other type, whatever white stands around it."""
        return (round(self.size * 20), self.bold, self.italic, self.case, self.color, self.other_family)

    @property
    def rank(self) -> tuple[float, ...]:
        """Larger for what readers take for the higher of two headings."""
        return (round(self.size * 20), self.case == "upper", self.bold, self.case == "small", not self.italic)


@dataclass(frozen=True)
class Typography:
    """A whole look: the text, four levels of headings, the number before them, running lines and page numbers.

    Gap is the white after a heading's number, in times its size; a hanging number stands out of its heading's lines.
    Folio says where the page number stands: foot or head, then left, right, center or margin.
    """

    size: float
    leading: float
    family: str
    other: str
    justified: bool
    hyphens: bool
    indent: float
    spacing: float
    columns: int
    margins: tuple[float, float]
    heads: tuple[Head, Head, Head, Head]
    gap: float
    hanging: bool
    folio: tuple[str, str]
    running: str
    running_italic: bool
    contents_leaders: bool

    @property
    def folio_at_head(self) -> bool:
        """Is the page number printed over the text?"""
        return self.folio[0] == "head"


def label_of(seed: int) -> str:
    """How the pages of the look of that seed print their numbers."""
    return random.Random(f"label {seed}").choice(LABELS)


def drawn(seed: int) -> Typography:
    """The typography of a seed."""
    chance = random.Random(f"typography {seed}")
    serif = chance.random() < 0.6
    family, other = chance.choice(SERIFS), chance.choice(SANS)
    columns = 2 if chance.random() < 0.3 else 1
    indented = chance.random() < 0.4
    return Typography(
        size=chance.choice((9.0, 9.5, 10.0, 10.5, 11.0, 11.5)) - (columns - 1),
        leading=chance.choice((1.2, 1.3, 1.45, 1.6)),
        family=family if serif else other,
        other=other if serif else family,
        justified=chance.random() < 0.6,
        hyphens=chance.random() < 0.6,
        indent=chance.choice((1.0, 1.5)) if indented else 0.0,
        spacing=0.0 if indented else chance.choice((0.4, 0.6, 0.9)),
        columns=columns,
        margins=(chance.choice((1.8, 2.2, 2.8)), chance.choice((2.2, 2.6, 3.0))),
        heads=_heads(chance),
        gap=chance.choice((0.4, 0.7, 1.2, 2.0)),
        hanging=chance.random() < 0.3,
        folio=(chance.choice(("foot", "foot", "head")), chance.choice(("center", "left", "right", "outer"))),
        running=chance.choice(("title", "title", "chapter", "both", "none")),
        running_italic=chance.random() < 0.4,
        contents_leaders=chance.random() < 0.6,
    )


def _heads(chance: random.Random) -> tuple[Head, Head, Head, Head]:
    """Four levels that differ in more than the white around them, none larger than the one above it."""
    size = chance.choice((1.0, 1.1, 1.3, 1.6, 2.0))
    common = replace(Head(), other_family=chance.random() < 0.3, color=_color(chance) if chance.random() < 0.2 else "")
    made: list[Head] = []
    while len(made) < 4:
        head = _head(chance, size, common)
        plain = head.devices == Head().devices
        faint = head.case == "small" and head.bold  # few families have bold small capitals: they would look as another
        if not plain and not faint and head.devices not in [each.devices for each in made]:
            made.append(head)
            size = max(1.0, round(size - chance.choice((0.0, 0.05, 0.1, 0.2, 0.4)), 2))
    first, *rest = sorted(made, key=lambda head: head.rank, reverse=True)
    rule = chance.choice(("", "", "", "above", "below", "both"))
    first = replace(first, rule=rule, new_page=chance.random() < 0.4, above=first.above + 0.6, below=first.below + 0.3)
    if chance.random() < 0.3:  # the lowest one or two run into their text, where type sets them apart
        low = rest[-1:] if chance.random() < 0.5 else rest[-2:]
        loud = [each for each in low if (each.bold or each.italic or each.color) and each.size < 1.08]
        rest = [replace(each, run_in=True, align="left") if each in loud else each for each in rest]
    return (first, *rest)  # type: ignore[return-value]


def _head(chance: random.Random, size: float, common: Head) -> Head:
    return replace(
        common,
        size=size,
        bold=chance.random() < 0.5,
        italic=chance.random() < 0.25,
        case=chance.choice(("", "", "", "", "upper", "small")),
        tracking=chance.choice((0.0, 0.0, 0.0, 0.06, 0.12)),
        color=_color(chance) if chance.random() < 0.15 else common.color,
        align="center" if chance.random() < 0.15 else "left",
        above=chance.choice((0.7, 1.0, 1.5, 2.2)),
        below=chance.choice((0.2, 0.5, 0.9)),
    )


def _color(chance: random.Random) -> str:
    return chance.choice(COLORS)
