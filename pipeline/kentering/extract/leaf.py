"""A page as its lines, with what was left out of them; the lines near its edges."""

from __future__ import annotations

from dataclasses import dataclass, field

from kentering.extract.lines import Line
from kentering.extract.sheets import Left, Sheet
from kentering.text import masked

ZONE = 0.14
"""Headers and footers stand within this part of the page from its edge."""


@dataclass
class Leaf:
    """The lines of a sheet, and what was left out of them."""

    sheet: Sheet
    lines: list[Line]
    left: list[Left] = field(default_factory=list)
    label: str = ""
    layer: bool = False
    sure: float = 0.7
    """How sure the reading of a text layer under a picture is; 0.7 where nobody says."""
    name: str = ""
    """On the first leaf, the title that the file gives itself."""
    bookmarks: list[tuple[int, str]] = field(default_factory=list)
    """On the first leaf, the level and the title of each of the file's bookmarks."""

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


def spots_of(leaf: Leaf) -> list[Spot]:
    """The lines near the upper and the lower edge of a page that hold a letter or a figure."""
    height = leaf.sheet.height
    found = []
    for line in leaf.lines:
        upper = line.bottom < ZONE * height
        if any(sign.isalnum() for sign in line.whole) and (upper or line.top > (1 - ZONE) * height):
            place = line.base if upper else height - line.base
            found.append(Spot(leaf.number, place, upper, masked(line.whole), line))
    return found
