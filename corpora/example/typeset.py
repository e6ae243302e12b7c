"""Typesets the digests: text/*.md to pdf/*.pdf, and writes page counts and hashes into documents.csv.

Run it from anywhere: python corpora/example/typeset.py [DOCUMENT_ID ...]. It needs typst, markdown-it-py and
mdit-py-plugins (the development dependencies). Only fonts inside the typst wheel are used, and the time stamp is
fixed, so the same text gives the same bytes on every machine.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import pdfplumber
import typst
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

HERE = Path(__file__).parent
TIMESTAMP = 1_772_323_200  # 1 March 2026, so that nothing of the day of typesetting gets into a file
LANGUAGES: dict[str, dict[str, str]] = {
    "nl": {
        "subtitle": "Digest, geschreven voor het project kentering",
        "notice": "Digest, gemaakt voor het project kentering, van: {plan}. Dit is niet het plan zelf. "
        "Bronnen: {sources}.",
        "footer": "Digest voor kentering – niet het plan zelf",
    },
    "fr": {
        "subtitle": "Condensé, rédigé pour le projet kentering",
        "notice": "Condensé rédigé pour le projet kentering à propos du document suivant : {plan}. "
        "Ce n’est pas le plan lui-même. Sources : {sources}.",
        "footer": "Condensé pour kentering – pas le plan lui-même",
    },
    "en": {
        "subtitle": "A digest, written for the kentering project",
        "notice": "Digest made for the kentering project of: {plan}. It is not the plan itself. Sources: {sources}.",
        "footer": "Digest for kentering – not the plan itself",
    },
}
OPENING = {
    "em_open": "#emph[",
    "strong_open": "#strong[",
    "blockquote_open": "#quote(block: true)[",
    "bullet_list_open": "#list(",
    "list_item_open": "[",
}
CLOSING = {
    "em_close": "]",
    "strong_close": "]",
    "blockquote_close": "]\n\n",
    "bullet_list_close": ")\n\n",
    "list_item_close": "],",
}


def typeset(text_file: Path) -> bytes:
    """The PDF of one digest."""
    words, body = digest_parts(text_file.read_text(encoding="utf-8"))
    source = f'#import "/looks.typ": digest\n#show: digest.with({typst_dictionary(words)})\n\n{typst_markup(body)}'
    compiler = typst.Compiler(source.encode(), root=HERE, ignore_system_fonts=True)
    pdf = compiler.compile(format="pdf", timestamp=TIMESTAMP)
    if not isinstance(pdf, bytes):
        message = f"{text_file.name}: typst gave no single PDF"
        raise TypeError(message)
    return pdf


def digest_parts(text: str) -> tuple[dict[str, str], str]:
    """The words that a look needs, from the TOML front matter between +++ lines, and the Markdown after it."""
    _, front, body = text.split("+++\n", 2)
    matter = tomllib.loads(front)
    phrases = LANGUAGES[matter["language"]]
    words = {key: matter[key] for key in ("title", "language", "look", "header", "cycle")}
    french = matter["language"] == "fr"
    sources = (" ; " if french else "; ").join(matter["sources"])
    words |= {key: phrase.format(plan=matter["plan"], sources=sources) for key, phrase in phrases.items()}
    if french:
        return {key: french_spaced(value) for key, value in words.items()}, french_spaced(body)
    return words, body


def french_spaced(text: str) -> str:
    r"""The text with a no-break space before the high French marks and inside guillemets.

    >>> french_spaced("Sources : a ; « b » ?")
    'Sources\xa0: a\xa0; «\xa0b\xa0»\xa0?'
    """
    for mark in ":;?!»":
        text = text.replace(f" {mark}", f"\N{NO-BREAK SPACE}{mark}")
    return text.replace("« ", "«\N{NO-BREAK SPACE}")


def typst_dictionary(words: dict[str, str]) -> str:
    """The words as a typst dictionary."""
    return "(" + ", ".join(f"{key}: {typst_string(value)}" for key, value in words.items()) + ")"


def typst_string(text: str) -> str:
    r"""The text as a typst string, so that no character in it can be read as markup.

    >>> typst_string('#let "x" \\ y')
    '"#let \\"x\\" \\\\ y"'
    """
    return json.dumps(text, ensure_ascii=False)


def typst_markup(markdown: str) -> str:
    """The Markdown (headings, paragraphs, bullets, quotes, bold, emphasis, footnotes) as typst markup."""
    tokens = MarkdownIt("commonmark").use(footnote_plugin).parse(markdown)
    notes = footnote_texts(tokens)
    outside = []
    inside_notes = False
    for token in tokens:
        inside_notes = (inside_notes or token.type == "footnote_block_open") and token.type != "footnote_block_close"
        if not inside_notes and token.type != "footnote_block_close":
            outside.append(token)
    return "".join(block_markup(token, notes) for token in outside)


def footnote_texts(tokens: list[Token]) -> dict[int, str]:
    """The markup of each footnote, by the number that the parser gave it."""
    notes: dict[int, str] = {}
    number = -1
    for token in tokens:
        if token.type == "footnote_open":
            number = token.meta["id"]
            notes[number] = ""
        elif token.type == "footnote_close":
            number = -1
        elif token.type == "inline" and number >= 0:
            notes[number] += inline_markup(token, {})
    return notes


def block_markup(token: Token, notes: dict[int, str]) -> str:
    """One token of the Markdown as typst markup; an unknown one raises ValueError, so that nothing gets lost."""
    if token.type == "heading_open":
        return f"#heading(level: {int(token.tag[1:])})["
    if token.type == "heading_close":
        return "]\n\n"
    if token.type == "paragraph_open":
        return ""
    if token.type == "paragraph_close":
        return "" if token.hidden else "\n\n"
    if token.type == "inline":
        return inline_markup(token, notes)
    known = OPENING | CLOSING
    if token.type not in known:
        message = f"no typst markup for Markdown {token.type} (line {token.map})"
        raise ValueError(message)
    return known[token.type]


def inline_markup(token: Token, notes: dict[int, str]) -> str:
    """A run of text with its emphasis and footnote marks as typst markup."""
    parts = []
    for child in token.children or []:
        if child.type == "text":
            parts.append(f"#{typst_string(child.content)}" if child.content else "")
        elif child.type == "softbreak":
            parts.append('#" "')
        elif child.type == "footnote_ref":
            parts.append(f"#footnote[{notes[child.meta['id']]}]")
        elif child.type != "footnote_anchor":
            parts.append(block_markup(child, notes))
    return "".join(parts)


def page_count(pdf: bytes) -> int:
    """The number of pages of a PDF."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def write_documents(made: dict[str, bytes]) -> None:
    """Writes page counts and hashes of the PDFs that were made into documents.csv; the other cells stay."""
    table = HERE / "documents.csv"
    with table.open(encoding="utf-8", newline="") as opened:
        rows: list[dict[str, Any]] = list(csv.DictReader(opened))
    for row in rows:
        if row["document_id"] in made:
            pdf = made[row["document_id"]]
            row |= {"pages": page_count(pdf), "sha256": hashlib.sha256(pdf).hexdigest()}
    with table.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Typesets the digests that are named on the command line, or all of them."""
    chosen = sys.argv[1:]
    made = {}
    for text_file in sorted((HERE / "text").glob("*.md")):
        if chosen and text_file.stem not in chosen:
            continue
        made[text_file.stem] = typeset(text_file)
        (HERE / "pdf" / f"{text_file.stem}.pdf").write_bytes(made[text_file.stem])
        print(text_file.stem, page_count(made[text_file.stem]), "pages,", len(made[text_file.stem]) // 1024, "kB")
    write_documents(made)


if __name__ == "__main__":
    main()
