"""Headings that stand on the first line of the text under them, set apart by their type only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kentering.extract.blocks import Block, Style
from kentering.extract.lines import Line
from kentering.extract.measures import tint
from kentering.extract.tokens import is_small_capitals
from kentering.text import chapter_word, ends_clause, heading_number, sentences_within

FEWEST = 3
"""A document with fewer such first words of one type has words stressed, not headings."""

MOST_WORDS = 14
"""Such a heading has no more words."""

MOST_NUMBERED = 25
"""One with a number before it, or in a color of its own, has no more than so many."""

MOST_STOPPED = 6
"""One that ends in a full stop has no more than so many, or it is a sentence that is stressed."""

PART = 0.6
"""Most of the leads of a type could be headings, or none is."""

Kind = tuple[str, tuple[float, ...], bool, bool]


def run_ins_apart(made: Sequence[Block], style: Style) -> list[Block]:
    """The blocks, headings that run into their text as blocks of their own."""
    fit: Counter[Kind] = Counter()
    seen: Counter[Kind] = Counter()
    for place, block in enumerate(made):
        kind = _kind(block, style)
        if kind is not None:
            seen[kind] += 1
            fit[kind] += _could_be(block, made[place - 1] if place else None)
    result: list[Block] = []
    for place, block in enumerate(made):
        kind = _kind(block, style)
        told = kind is not None and fit[kind] >= FEWEST and fit[kind] > PART * seen[kind]
        if told and _could_be(block, made[place - 1] if place else None):
            result += _parted(block)
        else:
            result.append(block)
    return result


def _kind(block: Block, style: Style) -> Kind | None:
    """The type of the first words of a paragraph that goes on in the type of the text."""
    at = _at(block)
    lead = block.lines[at].lead if at is not None and block.kind in {"paragraph", "bullet"} else None
    if lead is None or block.boxed or lead.rest != style.font:
        return None
    if (lead.bold, lead.italic) == (style.bold, style.italic) and tint(lead.color) == tint(style.color):
        return None
    return lead.font, tint(lead.color), lead.bold, lead.italic


def _at(block: Block) -> int | None:
    """Which of its lines ends the first words that are in a type of their own: the first, or one after lines of it."""
    for place, line in enumerate(block.lines[:3]):
        if line.lead is not None:
            before = block.lines[:place]
            return place if all(each.font == line.lead.font for each in before) else None
    return None


def _words(block: Block) -> tuple[str, str]:
    """The first words and the rest of the line in which they end."""
    at = _at(block)
    if at is None:
        return "", ""
    line = block.lines[at]
    length = line.lead.length if line.lead is not None else 0
    return " ".join([*(each.text for each in block.lines[:at]), line.text[:length]]), line.text[length:].strip()


def _could_be(block: Block, before: Block | None) -> bool:
    """Could the first words be a heading: no part of a sentence, and a sentence begins after them?"""
    first, rest = _words(block)
    number, count = heading_number(first + " x"), len(first.split())
    if block.kind == "bullet" and not number:
        return False
    lead = block.lines[_at(block) or 0].lead
    if not (first[:1].isupper() or number or (lead is not None and is_small_capitals(lead.font))):
        return False
    colored = lead is not None and tint(lead.color) != tint(lead.rest_color)
    if (
        count > (MOST_NUMBERED if number or colored else MOST_WORDS)
        or first.endswith((":", ",", ";", "(", "-"))
        or sentences_within(first[len(number) :]) > 1
    ):
        return False
    if first.endswith(".") and count > MOST_STOPPED and not (number or chapter_word(first)):
        return False
    begins = rest.lstrip("“„«‘\"'( ")[:1]
    ended = before is None or before.kind not in {"paragraph", "bullet"} or ends_clause(before.last.text)
    short = before is not None and before.last.x1 < before.right - 2 * before.last.size
    return (begins.isupper() or begins.isdigit()) and (ended or short)


def _parted(block: Block) -> list[Block]:
    at = _at(block) or 0
    line = block.lines[at]
    if line.lead is None:
        return [block]
    head, tail = _cut(line)
    heading = replace(block, kind="paragraph", lines=[*block.lines[:at], head], marker="", run_in=True)
    rest = replace(block, kind="paragraph", lines=[tail, *block.lines[at + 1 :]], marker="", gap=1.0)
    return [heading, rest]


def _cut(line: Line) -> tuple[Line, Line]:
    """The two parts of a line."""
    lead = line.lead
    if lead is None:
        return line, line
    blank = len(line.text[lead.length :]) - len(line.text[lead.length :].lstrip())
    start = lead.length + blank
    head = replace(
        line, x1=lead.end, text=line.text[: lead.length].rstrip(), font=lead.font, color=lead.color, bold=lead.bold,
        italic=lead.italic, marks=tuple(mark for mark in line.marks if mark[0] <= lead.length), lead=None,
    )  # fmt: skip
    tail = replace(
        line, x0=lead.start, text=line.text[start:], font=lead.rest, color=lead.rest_color, bold=False, italic=False,
        lead=None, mark="", role="",
        marks=tuple((place - start, mark) for place, mark in line.marks if place > lead.length),
    )  # fmt: skip
    return head, tail
