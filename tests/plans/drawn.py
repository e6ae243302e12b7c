"""Looks drawn by chance, as many as are asked for: even seeds to develop against, odd ones held out."""

from __future__ import annotations

import random

from plans import typography
from plans.content import words
from plans.looks import Look
from plans.plan import Shape
from plans.styles import css_style, label_of, typst_style
from plans.styles_latex import latex_style
from plans.typography import drawn

ENGINES = ("typst", "latex", "weasyprint", "chromium")
NUMBERINGS = ("decimal", "decimal", "roman", "chapter", "axis", "plain", "plain", "mixed")
LANGUAGES = ("nl", "fr", "en")


def look_of(seed: int) -> Look:
    """The look of a seed: an engine, a numbering, and whether there are contents; its typography is drawn apart."""
    chance = random.Random(f"look {seed}")
    engine = ENGINES[seed // 2 % len(ENGINES)]
    many = drawn(seed).columns > 1
    shape = Shape(
        numbering=chance.choice(NUMBERINGS), chapters=3, length=2,
        boxes=chance.random() < 0.5, tables=not (many and engine == "latex"),
    )  # fmt: skip
    return Look(
        f"drawn{seed:03d}", engine, label=typography.label_of(seed), shape=shape, toc=chance.random() < 0.4,
        endnotes=engine == "chromium", seed=seed,
    )  # fmt: skip


def language_of(seed: int) -> str:
    """The language in which the plan of a seed is written."""
    return LANGUAGES[seed // 2 % len(LANGUAGES)]


def style_of(look: Look, language: str) -> str:
    """The style of a drawn look in the language of its engine."""
    type_ = drawn(look.seed)
    label = label_of(look, str(words(language)["page_label"]))
    match look.engine:
        case "typst":
            return typst_style(type_, label)
        case "latex":
            return latex_style(type_, label)
    return css_style(type_, label, look.engine)


def looks(seeds: range) -> list[Look]:
    """The looks of some seeds."""
    return [look_of(seed) for seed in seeds]
