"""What a file itself says of its headings: by the structure tree of a tagged PDF, and by its bookmarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kentering.extract.blocks import Block
from kentering.extract.lines import Line
from kentering.extract.tagged import HEADINGS

MOST_BOOKMARKS = 5000
"""A file has no more bookmarks than this, or they go in circles."""

FEWEST = 3
"""A file that tags fewer headings tags none on purpose."""

LONG = 200
"""A heading has fewer letters than this."""

SANE = 0.85
"""So many of the blocks tagged as headings could be headings, or the tags mean nothing."""

COMPLETE = 0.7
"""Where so many of the blocks that look like headings are tagged so, what is not tagged so is none."""


@dataclass(frozen=True)
class Tags:
    """May the tags be believed where they say heading (`sane`), and where they do not (`complete`)?"""

    sane: bool = False
    complete: bool = False


def role_level(line: Line) -> int:
    """How deep the tag of a line says that its heading stands; 0 where it is not tagged as a heading."""
    if line.role not in HEADINGS:
        return 0
    return int(line.role[1]) if line.role[1:].isdigit() else 1


def tags(made: Sequence[Block], likely: Sequence[Block]) -> Tags:
    """What the tags of a document are worth, beside the blocks that are `likely` headings by their type."""
    said = [block for block in made if role_level(block.first)]
    fit = sum(is_short(block) for block in said)
    if len(said) < FEWEST or fit < SANE * len(said):
        return Tags()
    both = sum(role_level(block.first) > 0 for block in likely)
    others = sum(bool(block.first.role) for block in made)
    return Tags(sane=True, complete=both >= COMPLETE * len(likely) and others >= 0.9 * len(made))


def levels_told(headings: Sequence[Block]) -> list[int]:
    """The levels that the tags give to headings; 0 where they give none. All 0 where type and tags disagree."""
    found = [role_level(block.first) for block in headings]
    kinds: dict[tuple[object, ...], Counter[int]] = {}
    for block, level in zip(headings, found, strict=True):
        if level:
            line = block.first
            kinds.setdefault((round(line.size * 2), line.bold, line.italic, line.font), Counter())[level] += 1
    agreed = sum(max(counts.values()) for counts in kinds.values())
    several = len(set(found) - {0}) > 1
    return found if several and agreed >= SANE * sum(level > 0 for level in found) else [0] * len(found)


def is_short(block: Block) -> bool:
    """Is a block no longer than a heading may be, and does it not end as an item of a list?"""
    return sum(len(line.text) for line in block.lines) < LONG and not block.last.text.endswith((";", ","))


def bookmarks(pdf: Any) -> list[tuple[int, str]]:  # noqa: ANN401  (pdfplumber's PDF)
    """The level and the title of each bookmark, in their order; none where they cannot be read."""
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    found: list[tuple[int, str]] = []
    seen: set[int] = set()
    try:
        root = resolve1(pdf.doc.catalog.get("Outlines"))
        left = [(1, root.get("First"))] if isinstance(root, dict) else []
        while left and len(found) < MOST_BOOKMARKS:
            level, reference = left.pop()
            entry = resolve1(reference)
            key = getattr(reference, "objid", 0)
            if not isinstance(entry, dict) or (key and key in seen):
                continue
            seen.add(key)
            title = resolve1(entry.get("Title"))
            found.append((level, decode_text(title).strip() if isinstance(title, bytes) else ""))
            left += [(level, entry.get("Next")), (level + 1, entry.get("First"))]
    except Exception:  # noqa: BLE001  (bookmarks may be broken in any way, and the text is there without them)
        return []
    return [(level, title) for level, title in found if title]
