"""Levels of headings from their numbers, words and type; levels of list items from their signs and indents."""

from __future__ import annotations

from collections.abc import Sequence

from kentering.extract.blocks import Block, Style
from kentering.text import heading_number


def with_levels(blocks: Sequence[Block], style: Style) -> list[Block]:
    """The blocks with title, levels and section paths set."""
    _title(blocks, style)
    headings = [block for block in blocks if block.kind == "heading"]
    _levels(headings)
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
    """The largest heading of the first two pages is the document's title, if nothing else is as large."""
    headings = [block for block in blocks if block.kind == "heading"]
    early = [block for block in headings if block.first.page <= 2 and block.first.size > 1.2 * style.size]
    if not early:
        return
    largest = max(early, key=lambda block: block.first.size)
    if all(block is largest or block.first.size < largest.first.size - 0.2 for block in headings):
        largest.kind, largest.level = "title", 0
        for block in blocks[: list(blocks).index(largest)]:
            if block.kind == "heading" and block.first.size <= 1.07 * style.size:
                block.kind = "paragraph"


Look = tuple[float, bool, str, str]


def _look(block: Block) -> Look:
    line = block.first
    return (round(line.size * 2) / 2, line.bold, line.font, line.color)


def _depth(block: Block) -> int:
    """How many parts the printed number has; 0 without number."""
    number = heading_number(block.text)
    return len([part for part in number.split(".") if part])


def _levels(headings: Sequence[Block]) -> None:
    """Headings of one look are of one level, unless their numbers have more or fewer parts; larger type stands higher."""
    found: dict[Look, list[Block]] = {}
    for block in headings:
        found.setdefault(_look(block), []).append(block)
    level = 0
    for look in sorted(found, key=lambda look: (-look[0], not look[1])):
        depths = sorted({_depth(block) for block in found[look]} - {0}) or [0]
        for block in found[look]:
            depth = _depth(block)
            block.level = level + 1 + (depths.index(depth) if depth in depths else 0)
        level += len(depths)


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
