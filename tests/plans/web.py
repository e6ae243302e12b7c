"""Plans as web pages: printed by chromium, whose look is that of ministries' sites and reports made from them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby
from pathlib import Path

import pyphen

from plans.plan import Block, Plan

FOLDER = Path(__file__).with_name("web")
SOFT = "\u00ad"
Spelling = Callable[[str], str]


def browser() -> str | None:
    """The chromium on this machine."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next((found for found in map(shutil.which, names) if found), None)


def printed(page: str, path: Path) -> None:
    """Print a page of HTML to a PDF with chromium."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plan.html"
        source.write_text(page, encoding="utf-8")
        command = [str(browser()), "--headless", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        command += ["--no-pdf-header-footer", f"--print-to-pdf={path}", source.as_uri()]
        if os.geteuid() == 0:
            command.insert(1, "--no-sandbox")
        subprocess.run(command, check=True, capture_output=True, timeout=300)


def weasyprint() -> str | None:
    """The WeasyPrint on this machine; it may stand in an environment of its own, which KENTERING_WEASYPRINT names."""
    return os.environ.get("KENTERING_WEASYPRINT") or shutil.which("weasyprint")


def set_by_weasyprint(page: str, path: Path) -> None:
    """Set a page of HTML with WeasyPrint, which knows footnotes, hyphens and running heads."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plan.html"
        source.write_text(page, encoding="utf-8")
        subprocess.run([str(weasyprint()), str(source), str(path)], check=True, capture_output=True, timeout=600)


def html(plan: Plan, style: str, contents: list[tuple[Block, str]], *, soft: bool = False) -> str:
    """The page of a plan: its style, its title, the contents where there are any, and its blocks."""
    for name, value in (("$left", plan.running[0]), ("$right", plan.running[1]), ("$draft", plan.word("draft"))):
        style = style.replace(name, value)
    pieces = list(_pieces(plan, hyphenation(plan.language) if soft else str))
    if contents:
        pieces.insert(1, _contents(plan, contents))
    head = f'<!doctype html><html lang="{plan.language}"><meta charset="utf-8"><title>{escape(plan.title)}</title>'
    return f"{head}<style>{style}</style><body>\n" + "\n".join(pieces) + "\n</body></html>"


def hyphenation(language: str) -> Spelling:
    """Puts a soft hyphen at every place where a long word may break."""
    known = pyphen.Pyphen(lang={"nl": "nl_NL", "fr": "fr", "en": "en_GB"}[language], left=3, right=3)

    def word(written: str) -> str:
        plain = written.isalpha() and len(written) > 7 and not written.isupper()
        return known.inserted(written, SOFT) if plain else written

    return lambda text: " ".join(word(each) for each in text.split(" "))


def _contents(plan: Plan, contents: list[tuple[Block, str]]) -> str:
    lines = "".join(
        f'<p class="l{block.level}"><span>{escape(block.printed)}</span><i></i><span>{label}</span></p>'
        for block, label in contents
    )
    return f'<nav><p class="name">{escape(plan.word("contents"))}</p>{lines}</nav>'


def _pieces(plan: Plan, soft: Spelling) -> Iterator[str]:
    notes = {block.marker: block for block in plan.blocks if block.kind == "footnote"}
    for kind, run in groupby(plan.blocks, key=lambda block: "box" if block.boxed else block.kind):
        if kind == "box":
            yield "<aside>" + "".join(_one(block, notes, soft) for block in run) + "</aside>"
        elif kind == "footnote":
            yield "<ol class='notes'>" + "".join(_note(block, soft) for block in run) + "</ol>"
        else:
            yield from (_one(block, notes, soft) for block in run)


def _note(block: Block, soft: Spelling) -> str:
    return f'<p class="note"><sup>{block.marker}</sup> {escape(soft(block.text))}</p>'


def _one(block: Block, notes: dict[str, Block], soft: Spelling) -> str:
    body = _inline(block, notes, soft)
    match block.kind:
        case "title":
            return f"<h1 class='title'>{body}</h1>"
        case "heading":
            number = f'<span class="number">{block.number}</span> ' if block.number else ""
            return f"<h{block.level}>{number}{body}</h{block.level}>"
        case "bullet":
            return f'<p class="item l{block.level}"><span class="mark">{block.marker}</span> {body}</p>'
        case "pullquote":
            return f"<blockquote>{body}</blockquote>"
        case "caption":
            return f'<p class="caption">{body}</p>'
        case "table":
            return _table(block)
    return f"<p>{body}</p>"


def _table(block: Block) -> str:
    rows = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in block.rows]
    body = "".join(f"<tr>{row}</tr>" for row in rows[1:])
    return f"<table><thead><tr>{rows[0].replace('td>', 'th>')}</tr></thead><tbody>{body}</tbody></table>"


def _inline(block: Block, notes: dict[str, Block], soft: Spelling) -> str:
    """The text of a block with the marks of its notes, each note within reach of the style."""
    parts, start = [], 0
    for note in block.notes:
        entry = escape(soft(notes[note.mark].text))
        mark = f'<sup>{note.mark}</sup><span class="foot">{entry}</span>'
        parts.append(escape(soft(block.text[start : note.offset])) + mark)
        start = note.offset
    return "".join([*parts, escape(soft(block.text[start:]))])
