"""A plan as data: what its author wrote, before anyone has set it in type."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Note:
    """The mark of a footnote, in the text at an offset; the note itself is the block that follows."""

    mark: str
    offset: int


@dataclass(frozen=True)
class Block:
    """A piece of a plan: title, heading, paragraph, bullet, footnote, caption, table or pullquote.

    A boxed block stands in a frame. Stream is the language of a block in a plan that sets two side by side.
    """

    kind: str
    text: str
    level: int = 0
    number: str = ""
    marker: str = ""
    notes: tuple[Note, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    boxed: bool = False
    stream: str = ""

    @property
    def printed(self) -> str:
        """The text with the number before it."""
        return f"{self.number} {self.text}" if self.number else self.text


@dataclass(frozen=True)
class Shape:
    """What a plan is built of; length is the number of sections in a chapter.

    Numbering: decimal, roman (I. A. 1.), chapter (Hoofdstuk 1), axis (Thema 1, Doelstelling 1.1), mixed (decimal, the
    third level none) or plain (none). Quotes: how often a section has a pull quote. Marks of notes are figures or
    letters. Captions may be long, with a sentence of their own.
    """

    numbering: str = "decimal"
    chapters: int = 5
    length: int = 3
    footnotes: bool = True
    boxes: bool = True
    tables: bool = True
    deep: bool = True
    quotes: float = 0.08
    marks: str = "figures"
    captions: bool = False

    @property
    def most_notes(self) -> int:
        """The number of notes that there are marks for."""
        return 26 if self.marks == "letters" else 999


@dataclass(frozen=True)
class Plan:
    """A plan in one language, or in two side by side: its blocks in reading order and its running strings."""

    language: str
    title: str
    running: tuple[str, str]
    blocks: tuple[Block, ...]
    words: dict[str, Any]

    def word(self, name: str) -> str:
        """A fixed expression of the plan's language."""
        return str(self.words[name])


def with_endnotes(plan: Plan, endings: str = "heading") -> Plan:
    """The plan with its notes under a heading at the end of each chapter instead of at the foot of pages."""
    blocks: list[Block] = []
    notes: list[Block] = []
    for block in (*plan.blocks, Block("end", "")):
        if notes and (block.kind == "end" or (block.kind == "heading" and block.level == 1)):
            blocks += [Block(endings, plan.word("notes"), level=2), *notes]
            notes = []
        if block.kind == "footnote":
            notes.append(block)
        elif block.kind != "end":
            blocks.append(block)
    return replace(plan, blocks=tuple(blocks))


def side_by_side(left: Plan, right: Plan) -> Plan:
    """Two plans of one structure as one, block by block, each block in the stream of its language."""
    pairs = zip(left.blocks, right.blocks, strict=True)
    blocks = [
        replace(block, stream=plan.language) for pair in pairs for plan, block in zip((left, right), pair, strict=True)
    ]
    running = (left.running[0], right.running[0])
    return replace(left, title=left.title, running=running, blocks=tuple(blocks))
