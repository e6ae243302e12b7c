"""The looks that reading is developed against, and what a look is."""

from __future__ import annotations

from dataclasses import dataclass, field

from plans.plan import Shape


@dataclass(frozen=True)
class Look:
    """An engine, a style and a shape of plan. Label is how a page prints its number, with {page} and {pages}.

    Where front is true, numbering begins again after the contents and the pages before have roman numbers. A look with
    a seed has its style drawn by chance.
    """

    name: str
    engine: str
    label: str = "{page}"
    shape: Shape = field(default_factory=Shape)
    front: bool = False
    toc: bool = True
    endnotes: bool = False
    hidden: bool = False
    soft: bool = False
    facing: str = ""
    seed: int = -1


DEVELOPMENT = (
    Look("report", "typst", front=True),
    Look("magazine", "typst", shape=Shape(numbering="axis"), toc=False),
    Look("book", "typst", shape=Shape(numbering="roman")),
    Look("bulletin", "typst", label="{page} / {pages}", shape=Shape(numbering="plain"), toc=False),
    Look("draft", "typst", label="label", shape=Shape(numbering="chapter"), hidden=True),
    Look("ministry", "libreoffice", label="label", shape=Shape(numbering="decimal")),
    Look("circular", "libreoffice", label="– {page}", shape=Shape(numbering="roman"), toc=False),
    Look("leaflet", "chromium", shape=Shape(numbering="plain"), endnotes=True),
    Look("brochure", "chromium", label="{page} | {pages}", toc=False, endnotes=True, soft=True),
    Look(
        "gazette", "typst", shape=Shape(boxes=False, tables=False, footnotes=False, quotes=0.0), toc=False, facing="fr"
    ),
)
