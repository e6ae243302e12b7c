"""What drawn looks have beside their type: pull quotes of many kinds, three columns, marks of notes, long captions."""

from __future__ import annotations

import random
from dataclasses import dataclass

COLORS = ("#7a1f5c", "#1f4e79", "#c00000", "#2e7d32", "#00695c")
QUOTES = {"nl": "“”", "fr": "«»", "en": "“”"}
LABELS = ("| {page}", "{page} |", "{page}/{pages}", "– {page} –", "label", "{page}", "p. {page} / {pages}", "({page})")


@dataclass(frozen=True)
class Pull:
    """How pull quotes are set: size in times the text's, a rule over, under, around or beside them.

    Placed says where: in the flow, floating to the head of a page across the columns, or beside the text, which then
    runs around it (where the engine can do neither, it stands in the flow).
    """

    size: float = 1.35
    italic: bool = True
    bold: bool = False
    color: str = ""
    other_family: bool = False
    align: str = "left"
    rule: str = ""
    quoted: bool = False
    placed: str = "flow"
    inset: float = 2.0


@dataclass(frozen=True)
class Extras:
    """What a look has beside its type."""

    pull: Pull
    many: bool
    """Are there three columns where there would be two?"""
    marks: str
    """Notes are marked by figures or by letters."""
    captions: bool
    """Are captions long, with a sentence of their own?"""
    label: str
    """How pages print their numbers, or nothing where the look has it drawn elsewhere."""
    in_running: bool
    """Does the page number stand in the running line, right behind its words?"""
    bare_contents: bool
    """Do the contents list the headings without page numbers?"""


def extras(seed: int) -> Extras:
    """The extras of a seed."""
    chance = random.Random(f"extras {seed}")
    return Extras(
        pull=_pull(chance),
        many=chance.random() < 0.4,
        marks=chance.choice(("figures", "figures", "letters")),
        captions=chance.random() < 0.4,
        label=chance.choice(LABELS) if chance.random() < 0.5 else "",
        in_running=chance.random() < 0.25,
        bare_contents=chance.random() < 0.25,
    )


def _pull(chance: random.Random) -> Pull:
    """A pull quote that differs from the text in one thing or more."""
    made = Pull(
        size=chance.choice((1.0, 1.1, 1.2, 1.35, 1.5, 1.8)),
        italic=chance.random() < 0.5,
        bold=chance.random() < 0.3,
        color=chance.choice(COLORS) if chance.random() < 0.4 else "",
        other_family=chance.random() < 0.3,
        align=chance.choice(("left", "left", "center", "right")),
        rule=chance.choice(("", "", "both", "both", "above", "bar", "frame")),
        quoted=chance.random() < 0.4,
        placed=chance.choice(("flow", "flow", "across", "beside")),
        inset=chance.choice((0.0, 1.0, 2.0)),
    )
    plain = made.size < 1.1 and not (made.italic or made.bold or made.color or made.other_family)
    return made if not plain else Pull(**{**made.__dict__, "italic": True})
