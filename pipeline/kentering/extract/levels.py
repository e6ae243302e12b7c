"""How deep headings stand, from their type, numbers and words; how deep items of lists do, from signs and indents."""

from __future__ import annotations

from collections.abc import Sequence

from kentering.extract.blocks import Block
from kentering.text import chapter_word, depth, heading_number, is_capitals

Look = tuple[float, bool, bool, tuple[float, ...]]
"""Size, weight, slant and color: what sets one kind of heading apart from another."""


Group = tuple[Look, bool, str]
"""How a kind of heading looks, whether in small letters under others in capitals, and its form of number."""


def look(block: Block) -> Look:
    """How a heading looks."""
    line = block.first
    return (round(line.size * 2) / 2, line.bold, line.italic, line.color)


def set_levels(made: Sequence[Block]) -> None:
    """Set how deep each heading stands."""
    headings = [block for block in made if block.kind == "heading"]
    texts = [" ".join(line.whole for line in block.lines) for block in headings]
    looks = [look(block) for block in headings]
    under = _under_capitals(looks, texts)
    forms: dict[Look, list[str]] = {}
    for seen, text in zip(looks, texts, strict=True):
        if _form(text) and _form(text) not in forms.setdefault(seen, []):
            forms[seen].append(_form(text))
    groups = [
        (seen, seen in under and not is_capitals(text), _form(text) or _shallowest(forms.get(seen, [])))
        for seen, text in zip(looks, texts, strict=True)
    ]
    levels = _levels(groups)
    for block, group in zip(headings, groups, strict=True):
        block.level = levels[group]


def _form(text: str) -> str:
    """The kind of number that a heading bears: its word, d1 for 3., d2 for 3.1, a letter, a Roman figure, or none."""
    word, number = chapter_word(text), heading_number(text)
    if word:
        return word
    parts = depth(number)
    if parts:
        return f"d{parts}"
    sign = number.strip(".)")
    if not sign:
        return ""
    return "roman" if set(sign) <= set("IVXLC") and (len(sign) > 1 or sign in "IVX") else "letter"


def _under_capitals(looks: Sequence[Look], texts: Sequence[str]) -> set[Look]:
    """Looks whose headings in capitals stand above their others: under each larger heading capitals come first."""
    first: dict[Look, list[bool]] = {}
    both: dict[Look, set[bool]] = {}
    fresh: set[Look] = set(looks)
    for seen, text in zip(looks, texts, strict=True):
        both.setdefault(seen, set()).add(is_capitals(text))
        if seen in fresh:
            first.setdefault(seen, []).append(is_capitals(text))
        fresh = {each for each in set(looks) if each[0] < seen[0] or (each in fresh and each != seen)}
    return {seen for seen, opens in first.items() if len(both[seen]) == 2 and sum(opens) >= 0.9 * len(opens)}


def _shallowest(forms: Sequence[str]) -> str:
    """A heading with no number ranks with the highest of those that look like it."""
    return min(forms, key=lambda form: (form[0] == "d" and form[1:].isdigit(), form)) if forms else ""


def _levels(groups: Sequence[Group]) -> dict[Group, int]:
    """The level of each kind of heading: more striking type stands higher; a number with more parts stands deeper."""
    first = {group: place for place, group in reversed(list(enumerate(groups)))}
    ordered = sorted(first, key=lambda group: (_rank(group), first[group]))
    levels: dict[Group, int] = {}
    by_parts: dict[int, int] = {}
    for group in ordered:
        parts = _parts(group[2])
        larger = max((level for other, level in levels.items() if other[0][0] > group[0][0] + 0.6), default=0)
        numbered = _numbered_level(parts, by_parts)
        levels[group] = numbered if numbered > larger else max(levels.values(), default=0) + 1
        if parts:
            by_parts.setdefault(parts, levels[group])
    return levels


def _numbered_level(parts: int, by_parts: dict[int, int]) -> int:
    """The level that a number of so many parts asks for, from those already placed; 0 where it asks for none."""
    if not parts or not by_parts:
        return 0
    nearest = max(by_parts)
    return by_parts.get(parts, max(1, by_parts[nearest] + parts - nearest))


def _rank(group: Group) -> tuple[float, bool, int, bool]:
    (size, bold, _, _), low, form = group
    return (-size, low, _parts(form), not bold)


def _parts(form: str) -> int:
    return int(form[1:]) if form[:1] == "d" and form[1:].isdigit() else 0


def set_item_levels(made: Sequence[Block]) -> None:
    """Set how deep each item of a list stands, from its sign and where it begins."""
    stack: list[tuple[float, str, int]] = []
    for block in made:
        if block.kind != "bullet":
            if block.kind in {"heading", "paragraph", "title", "box"}:
                stack = []
            continue
        sign = _sign(block.marker)
        x0, size = block.first.x0, block.first.size
        same = [
            place
            for place, (edge, each, column) in enumerate(stack)
            if each == sign and (column != block.column or abs(edge - x0) < 0.6 * size)
        ]
        if same:
            stack = [*stack[: same[-1]], (x0, sign, block.column)]
        else:
            moved = bool(stack) and stack[-1][2] != block.column
            stack = [each for each in stack if moved or each[0] < x0 - 0.3 * size]
            stack.append((x0, sign, block.column))
        block.level = len(stack)


def _sign(marker: str) -> str:
    """The kind of a marker: its sign, or whether it is a figure or a letter.

    >>> _sign("2."), _sign("b)"), _sign("•")
    ('1.', 'a)', '•')
    """
    core = marker.strip("().°")
    if core.isdigit():
        return marker.replace(core, "1")
    return marker.replace(core, "a") if core.isalpha() and core and marker != "o" else marker


def set_paths(made: Sequence[Block]) -> None:
    """Set on each block the headings above it, the highest first."""
    path: list[tuple[int, str]] = []
    for block in made:
        if block.kind == "heading":
            path = [each for each in path if each[0] < block.level]
        block.path = [text for _, text in path]
        if block.kind == "heading":
            path.append((block.level, block.text))
