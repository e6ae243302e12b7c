"""Looks drawn by chance, as many as are asked for: even seeds to develop against, odd ones held out."""

from __future__ import annotations

import random
from dataclasses import replace

from plans import typography
from plans.content import words
from plans.extras import extras
from plans.looks import Look
from plans.plan import Shape
from plans.styles import css_style, label_of, typst_style
from plans.styles_latex import latex_style
from plans.typography import Typography

ENGINES = ("typst", "latex", "weasyprint", "chromium")
NUMBERINGS = ("decimal", "decimal", "roman", "chapter", "axis", "plain", "plain", "mixed")
LANGUAGES = ("nl", "fr", "en")


def look_of(seed: int) -> Look:
    """The look of a seed: an engine, a numbering, and whether there are contents; its typography is drawn apart."""
    chance = random.Random(f"look {seed}")
    engine = ENGINES[seed // 2 % len(ENGINES)]
    many = type_of(seed).columns > 1
    more = extras(seed)
    shape = Shape(
        numbering=chance.choice(NUMBERINGS), chapters=3, length=2,
        boxes=chance.random() < 0.5, tables=not (many and engine == "latex"), quotes=0.35,
        marks=more.marks, captions=more.captions,
    )  # fmt: skip
    return Look(
        f"drawn{seed:03d}", engine, label=more.label or typography.label_of(seed), shape=shape,
        toc=chance.random() < 0.4, endnotes=engine == "chromium", seed=seed,
    )  # fmt: skip


def type_of(seed: int) -> Typography:
    """The typography of a seed; some looks of two columns have three, too narrow to break no words in them."""
    made = typography.drawn(seed)
    three = made.columns == 2 and extras(seed).many
    return replace(made, columns=3, size=min(made.size, 8.5), hyphens=True) if three else made


def language_of(seed: int) -> str:
    """The language in which the plan of a seed is written."""
    return LANGUAGES[seed // 2 % len(LANGUAGES)]


def style_of(look: Look, language: str) -> str:
    """The style of a drawn look in the language of its engine."""
    type_, more = type_of(look.seed), extras(look.seed)
    label = label_of(look, str(words(language)["page_label"]))
    match look.engine:
        case "typst":
            return typst_style(type_, label, more, language)
        case "latex":
            return latex_style(type_, label, more, language)
    return css_style(type_, label, look.engine, more, language)


def looks(seeds: range) -> list[Look]:
    """The looks of some seeds."""
    return [look_of(seed) for seed in seeds]
