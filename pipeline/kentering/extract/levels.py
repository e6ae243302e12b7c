"""How deep headings stand, from their type, numbers and words; how deep items of lists do, from signs and indents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kentering.extract.blocks import Block
from kentering.extract.listed import NOTHING, Listed
from kentering.extract.measures import tint
from kentering.extract.numbers import with_numbers
from kentering.extract.ranks import levels
from kentering.extract.signs import Seen, Sort, one_word
from kentering.extract.tokens import is_small_capitals
from kentering.extract.told import levels_told
from kentering.text import (
    chapter_number,
    chapter_word,
    depth,
    figures,
    heading_number,
    is_capitals,
    is_label,
    is_notes_title,
    ordinal,
    without_number,
)

Look = tuple[float, bool, bool, tuple[float, ...], bool]
"""Size, weight, slant, color and small capitals: what sets one kind of heading apart from another."""


MOSTLY = 0.85
"""Where the file itself tells the level of so many of its headings, it is believed."""

OFTEN = 2
"""A heading that stands in the document so many times belongs to a scheme that its sections share."""


def look(block: Block) -> Look:
    """How a heading looks; a number or a word and a number on a line of their own do not count."""
    plain = [line for line in block.lines if not is_label(line.whole)]
    line = plain[0] if plain else block.first
    return (round(line.size * 2) / 2, line.bold, line.italic, tint(line.color), is_small_capitals(line.font))


def set_levels(made: Sequence[Block], listed: Listed = NOTHING) -> None:
    """Set how deep each heading stands."""
    at = [place for place, block in enumerate(made) if block.kind == "heading"]
    texts = [" ".join(line.whole for line in made[place].lines) for place in at]
    often = Counter(text.lower() for text in texts if not is_notes_title(text))
    entered = listed.in_turn(texts)
    seen = []
    for number, (place, text) in enumerate(zip(at, texts, strict=True)):
        bare = number > 0 and at[number - 1] == place - 1
        sort = Sort(*look(made[place]), is_capitals(without_number(text)), _form(text), often[text.lower()] >= OFTEN)
        seen.append(Seen(sort, ordinal(text), bare, entered[number], _figures(text)))
    ranked = levels(seen)
    told = levels_told([made[place] for place in at])
    for known in (told, entered):
        if sum(level > 0 for level in known) >= MOSTLY * len(known) and len(set(known) - {0}) > 1:
            ranked = with_numbers(seen, _as_told(known, ranked, [each.sort for each in seen]), known)
            break
    else:
        ranked = with_numbers(seen, ranked, [0] * len(seen))
    for place, level in zip(at, ranked, strict=True):
        made[place].level = level


def _as_told(told: Sequence[int], ranked: Sequence[int], sorts: Sequence[Sort]) -> list[int]:
    """The levels told, from 1; a heading of which nothing is told stands where those of its kind or its rank do."""
    highest = min(set(told) - {0})
    alike: dict[Sort | int, Counter[int]] = {}
    for level, rank, sort in zip(told, ranked, sorts, strict=True):
        for key in (sort, rank) if level else ():
            alike.setdefault(key, Counter())[level - highest + 1] += 1
    like = {key: max(counts, key=lambda level: (counts[level], -level)) for key, counts in alike.items()}
    below = max(told) - highest + 2
    return [
        level - highest + 1 if level else like.get(sort, like.get(rank, below))
        for level, rank, sort in zip(told, ranked, sorts, strict=True)
    ]


def _figures(text: str) -> tuple[int, ...]:
    """The figures of the number of a heading; none for letters and Roman figures.

    >>> _figures("4.3.1 Doel"), _figures("Doelstelling 2.1: Drugs"), _figures("(a) Doel")
    ((4, 3, 1), (2, 1), ())
    """
    number = chapter_number(text) or heading_number(text)
    return tuple(figures(number)) if number[:1].isdigit() else ()


def _form(text: str) -> str:
    """The kind of number that a heading bears: its word, d1 for 3., d2 for 3.1, a letter, a Roman figure, or none."""
    word, number = chapter_word(text), heading_number(text)
    if word:
        return one_word(word)
    parts = depth(number)
    if parts:
        return f"d{parts}"
    sign = number.strip(".() §")
    if not sign:
        return ""
    if number.startswith("(") and sign.isdigit():
        return "bracket"
    roman = set(sign.upper()) <= set("IVXLC") and (len(sign) > 1 or sign in "IVXi")
    return ("" if sign.isupper() or sign[:1].isdigit() else "small") + ("roman" if roman else "") or (
        "letter" if sign.isupper() else "small"
    )


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
