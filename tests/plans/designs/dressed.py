"""A plan with what real ones have beside their text: other numbers, abbreviations, figures, glosses, wide tables."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from plans.content import LETTERS, ROMAN, Author, capital, plan
from plans.content import words as grammar
from plans.plan import Block, Plan, Shape

WORDS = {
    "nl": {"fiche": "Fiche", "axis": "Actielijn", "priority": "Prioriteit", "measure": "Maatregel", "part": "Deel"},
    "fr": {"fiche": "Fiche", "axis": "Axe", "priority": "Priorité", "measure": "Mesure", "part": "Partie"},
    "en": {"fiche": "Factsheet", "axis": "Pillar", "priority": "Priority", "measure": "Measure", "part": "Part"},
}
NAMES = {
    "nl": ("Lijst van afkortingen", "Colofon", "Bron", "Actie", "Trekker", "Timing", "Budget"),
    "fr": ("Liste des abréviations", "Colophon", "Source", "Action", "Pilote", "Échéance", "Budget"),
    "en": ("List of abbreviations", "Imprint", "Source", "Action", "Lead", "Timing", "Budget"),
}
SHORT = {
    "nl": (("AIK", "Arrondissementeel informatiekruispunt"), ("OCAD", "Coördinatieorgaan voor de dreigingsanalyse"),
           ("CPS", "Centrum voor Politie en Veiligheid"), ("LIVC", "Lokale Integrale Veiligheidscel"),
           ("PLP", "Omzendbrief betreffende de politiezones"), ("TGO", "Tijdelijke gemeenschappelijke opvolging")),
    "fr": (("CIA", "Carrefour d’information d’arrondissement"), ("OCAM", "Organe de coordination pour l’analyse"),
           ("SPF", "Service public fédéral"), ("CSIL", "Cellule de sécurité intégrale locale"),
           ("PLP", "Circulaire relative aux zones de police"), ("TEH", "Traite des êtres humains")),
    "en": (("AMLA", "Anti-Money Laundering Authority"), ("EPPO", "European Public Prosecutor’s Office"),
           ("JHA", "Justice and Home Affairs"), ("OCG", "Organised crime group"),
           ("SIS", "Schengen Information System"), ("THB", "Trafficking in human beings")),
}  # fmt: skip


def dressed(language: str, seed: int, numbering: str, extras: str = "", shape: Shape | None = None) -> Plan:
    """A plan with numbers of another kind, and the extras that are named: abbreviations figures glosses wide long."""
    known = shape or Shape(chapters=3, length=2, numbering="plain", quotes=0.2)
    made = plan(language, seed, replace(known, numbering="plain"))
    blocks: list[Block] = list(_numbered(made.blocks, language, numbering))
    chance = random.Random(f"dressed {seed} {language}")
    if "figures" in extras:
        blocks = list(_with_figures(blocks, language, chance))
    if "glosses" in extras:
        blocks = list(_with_glosses(blocks, language, chance))
    if "wide" in extras:
        blocks = [_wide(block, language, chance) for block in blocks]
    if "long" in extras:
        blocks = [_long(block, language, chance) for block in blocks]
    if "abbreviations" in extras:
        rows = SHORT[language]
        text = " ".join(cell for row in rows for cell in row)
        second = next(place for place, block in enumerate(blocks) if place > 1 and block.level == 1)
        blocks[second:second] = [Block("heading", NAMES[language][0], level=1), Block("short", text, rows=rows)]
    return replace(made, blocks=tuple(blocks))


def _numbered(blocks: tuple[Block, ...], language: str, numbering: str) -> Iterator[Block]:
    """The blocks, chapters and what is in them numbered; preface and annex keep their names."""
    counts = [0, 0, 0]
    annex = grammar(language)["annex"]
    named = False
    for block in blocks:
        if block.kind != "heading" or block.level == 4 or block.text == grammar(language)["preface"]:
            yield block
            continue
        named = named or block.text.startswith(str(annex))
        counts[block.level - 1] += 1
        counts[block.level :] = [0] * (3 - block.level)
        yield block if named else _labelled(block, counts, WORDS[language], numbering)


def _labelled(block: Block, counts: list[int], words: dict[str, str], numbering: str) -> Block:
    """A heading with its number, or with a word and a number as the first words of its text."""
    one, two, three = counts
    named = {
        ("fiche", 1): f"{words['fiche']} {one} {{}}",
        ("axis", 1): f"{words['axis']} {one} – {{}}",
        ("axis", 2): f"{words['measure']} {one}.{two} – {{}}",
        ("priority", 1): f"{words['priority']} {one}: {{}}",
        ("section", 2): f"§ {two}. {{}}",
        ("part", 1): f"{words['part']} {ROMAN[one - 1]} {{}}",
    }
    decimal = ".".join(str(each) for each in counts[: block.level]) + "."
    numbers = {
        ("priority", 2): f"{one}.{two}.",
        **{("decimal", level): decimal for level in (1, 2, 3)},
        ("letters", 1): f"{LETTERS[one - 1]}.",
        ("letters", 2): f"{LETTERS[one - 1]}.{two}",
        ("letters", 3): f"{LETTERS[one - 1]}.{two}.{three}",
        ("section", 1): f"{ROMAN[one - 1]}.",
        ("part", 2): f"{two}.",
    }
    at = (numbering, block.level)
    return replace(block, text=named.get(at, "{}").format(block.text), number=numbers.get(at, ""))


def _with_figures(blocks: list[Block], language: str, chance: random.Random) -> Iterator[Block]:
    """A figure with its caption after every sixth paragraph."""
    count = paragraphs = 0
    for place, block in enumerate(blocks):
        yield block
        following = blocks[place + 1].kind if place + 1 < len(blocks) else ""
        if block.kind != "paragraph" or block.boxed or block.notes or following in {"bullet", "footnote", "table"}:
            continue
        paragraphs += 1
        if paragraphs % 6 == 5:
            count += 1
            author = Author(language, chance)
            word = str(grammar(language)["figure_word"])
            yield Block("figure", "")
            yield Block(
                "caption",
                f"{word} {count} – {capital(author.line('captions'))}. {NAMES[language][2]}: {author.one('tool')}",
            )


def _with_glosses(blocks: list[Block], language: str, chance: random.Random) -> Iterator[Block]:
    """A gloss for the margin before every fourth paragraph."""
    count = 0
    for block in blocks:
        count += block.kind == "paragraph" and not block.boxed
        if block.kind == "paragraph" and not block.boxed and count % 4 == 3:
            author = Author(language, chance)
            yield Block("margin", f"{capital(author.one('theme'))} – {author.one('place')}")
        yield block


def _wide(block: Block, language: str, chance: random.Random) -> Block:
    """A table of figures as one of actions, whose cells hold sentences."""
    if block.kind != "table":
        return block
    author = Author(language, chance)
    head = ("Nr.", *NAMES[language][3:])
    rows = [
        (
            str(row + 1),
            author.line("item"),
            capital(author.one("actor")),
            f"{2021 + row % 5}",
            f"{author.chance.randint(2, 90)}.000",
        )
        for row in range(max(4, len(block.rows) // 3))
    ]
    cells = (head, *rows)
    return replace(block, rows=cells, text=" ".join(cell for row in cells for cell in row))


def _long(block: Block, language: str, chance: random.Random) -> Block:
    """A note as long as a paragraph, every third time."""
    if block.kind != "footnote" or chance.random() > 0.4:
        return block
    author = Author(language, chance)
    return replace(block, text=f"{block.text} " + " ".join(author.sentence() for _ in range(chance.randint(4, 7))))
