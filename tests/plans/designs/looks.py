"""The designs: which engine sets which plan, in what style."""

from __future__ import annotations

from dataclasses import dataclass, field

from plans.designs.dressed import dressed
from plans.designs.turned import in_turns
from plans.looks import Look
from plans.plan import Plan, Shape, side_by_side, with_endnotes

NOTELESS = Shape(chapters=3, length=2, footnotes=False, quotes=0.25)
BARE = Shape(chapters=3, length=2, footnotes=False, quotes=0.0)


@dataclass(frozen=True)
class Design:
    """A look with a language, a kind of numbers and the extras that its plan has."""

    name: str
    engine: str
    language: str
    numbering: str
    extras: str = ""
    label: str = "{page}"
    toc: bool = False
    endnotes: bool = False
    marks: tuple[str, str] = ("", "")
    shape: Shape = field(default_factory=lambda: Shape(chapters=3, length=2, quotes=0.25))

    @property
    def look(self) -> Look:
        """The design as a look, for its truth."""
        return Look(self.name, self.engine, label=self.label, toc=self.toc)

    def plan(self, seed: int) -> Plan:
        """The plan that the design sets."""
        if self.extras == "turns":
            return in_turns(seed, self.shape)
        if self.extras == "pairs":
            return side_by_side(*(dressed(each, seed, self.numbering, "", self.shape) for each in ("nl", "fr")))
        made = dressed(self.language, seed, self.numbering, self.extras, self.shape)
        return with_endnotes(made) if self.endnotes else made


DESIGNS = (
    Design("slides", "chromium", "nl", "priority", "wide", marks=("✓", "–"), shape=BARE),
    Design("hues", "chromium", "fr", "plain", "figures", label="{page}/{pages}", endnotes=True, marks=("▪", "–")),
    Design(
        "forms", "chromium", "fr", "fiche", "wide abbreviations", label="- {page} -", marks=("\u27a4", "o"), shape=BARE
    ),
    Design("ministry", "weasyprint", "nl", "fiche", "figures", label="{page} | ", toc=True, marks=("■", "–")),
    Design("glosses", "weasyprint", "en", "letters", "glosses long abbreviations", label="p. {page}/{pages}"),
    Design("project", "weasyprint", "fr", "axis", "figures wide long", label="- {page} -", toc=True, marks=("✔", "➢")),
    Design("turns", "weasyprint", "nl", "decimal", "turns", shape=BARE),
    Design("official", "typst", "fr", "section", "", label="1782{page}"),
    Design("studio", "typst", "nl", "decimal", "long", toc=True),
    Design("atlas", "typst", "en", "part", "wide", label="Pg. {page} / {pages}", marks=("➢", "✓")),
    Design("koma", "latex", "en", "letters", "wide long", label="– {page} –", toc=True),
    Design(
        "word",
        "docx",
        "nl",
        "decimal",
        "abbreviations wide",
        label="p. {page}/{pages}",
        toc=True,
        marks=("\uf0d8", "o"),
        shape=BARE,
    ),
    Design(
        "word-fr",
        "docx",
        "fr",
        "part",
        "figures wide",
        label="Page {page} sur {pages}",
        marks=("\uf0a7", "–"),
        shape=BARE,
    ),
    Design("sheet", "chromium", "nl", "", "", label="Pagina {page} van {pages}", shape=BARE),
)

LATER = (
    Design("portraits", "weasyprint", "nl", "decimal", "figures", marks=("\u2023", "–"), shape=NOTELESS),
    Design("typewriter", "chromium", "fr", "section", "", label="{page}.", endnotes=True),
    Design("openings", "weasyprint", "en", "decimal", "long", marks=("■", "□")),
    Design("hanging", "weasyprint", "fr", "letters", "wide long abbreviations"),
    Design("leaflet3", "weasyprint", "nl", "priority", "wide", label="/ {page} /", marks=("✔", "-"), shape=NOTELESS),
    Design("dark", "chromium", "en", "part", "wide", shape=BARE, marks=("●", "○")),
    Design(
        "facing",
        "chromium",
        "nl",
        "decimal",
        "pairs",
        shape=Shape(chapters=3, length=2, footnotes=False, boxes=False, tables=False, quotes=0.0),
    ),
    Design("audit", "typst", "fr", "decimal", "long", label="/ {page}"),
    Design(
        "acts",
        "latex",
        "nl",
        "section",
        "long",
        label="p. {page}",
        shape=Shape(chapters=3, length=2, tables=False, quotes=0.2),
    ),
    Design("deck", "typst", "fr", "axis", "", label="{page}", shape=BARE),
)
"""Looks made after reading was mended by the first ones."""
