"""Levels of headings from their numbers, words and type; levels of list items from their signs and indents."""

from __future__ import annotations

from collections.abc import Sequence

from kentering.extract.blocks import Block, Style
from kentering.text import heading_number


def with_levels(blocks: Sequence[Block], style: Style) -> list[Block]:
    """The blocks with title, levels and section paths set."""
    _title(blocks, style)
    headings = [block for block in blocks if block.kind == "heading"]
    ranks = _ranks(headings, style)
    for block in headings:
        block.level = ranks[_look(block, style)]
    _bullets(blocks)
    path: list[tuple[int, str]] = []
    for block in blocks:
        if block.kind == "heading":
            path = [each for each in path if each[0] < block.level]
            block.path = [text for _, text in path]
            path.append((block.level, block.text))
        else:
            block.path = [text for _, text in path]
    return list(blocks)


def _title(blocks: Sequence[Block], style: Style) -> None:
    """The largest heading at the start of the first pages is the document's title, if nothing later is as large."""
    headings = [block for block in blocks if block.kind == "heading"]
    if not headings:
        return
    first = blocks[0] if blocks[0].kind == "heading" else headings[0]
    larger = [block for block in headings if block.first.size >= first.first.size - 0.2 and block is not first]
    if first.first.page <= 2 and first.first.size > 1.2 * style.size and not larger:
        first.kind = "title"
        first.level = 0


def _look(block: Block, style: Style) -> tuple[float, int, int, str, int]:
    number = heading_number(block.text)
    depth = len([part for part in number.strip(".").split(".") if part]) if number[:1].isdigit() else 0
    capitals = block.text.upper() == block.text
    line = block.first
    return (round(line.size * 2) / 2, int(line.bold), int(capitals), line.color, depth if depth > 1 else 0)


def _ranks(headings: Sequence[Block], style: Style) -> dict[tuple[float, int, int, str, int], int]:
    """Looks from the most to the least striking; looks of numbers with more parts stand below those with fewer."""
    looks: dict[tuple[float, int, int, str, int], int] = {}
    for place, block in enumerate(headings):
        looks.setdefault(_look(block, style), place)
    ordered = sorted(looks, key=lambda look: (-look[0], look[4], -look[1], -look[2], looks[look]))
    ranks: dict[tuple[float, int, int, str, int], int] = {}
    level = 0
    sizes: list[float] = []
    for look in ordered:
        level += 1
        ranks[look] = level
        sizes.append(look[0])
    return ranks


def _bullets(blocks: Sequence[Block]) -> None:
    stack: list[tuple[float, str]] = []
    before: Block | None = None
    for block in blocks:
        if block.kind != "bullet":
            if block.kind in {"heading", "paragraph", "title"}:
                stack = []
            before = block if block.kind != "footnote" else before
            continue
        sign = block.marker if not block.marker.strip("().").isalnum() or block.marker == "o" else "#"
        new_column = before is not None and before.column != block.column
        known = [
            place
            for place, (x0, each) in enumerate(stack)
            if each == sign and (new_column or abs(x0 - block.first.x0) < 4)
        ]
        if known:
            stack = stack[: known[-1] + 1]
            stack[-1] = (block.first.x0, sign)
        else:
            stack = [each for each in stack if each[0] < block.first.x0 - 3]
            stack.append((block.first.x0, sign))
        block.level = len(stack)
        before = block
