"""Plans as word-processor documents, printed by LibreOffice: the most common look that a ministry produces."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from plans.plan import Block, Plan

FOLDER = Path(__file__).with_name("office")
COUNTRIES = {"nl": "BE", "fr": "FR", "en": "GB"}


def writer() -> str | None:
    """The LibreOffice on this machine."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def printed(document: str, path: Path) -> None:
    """Convert a flat OpenDocument text to a PDF."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{path.stem}.fodt"
        source.write_text(document, encoding="utf-8")
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [str(writer()), profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        shutil.move(source.with_suffix(".pdf"), path)


def document(plan: Plan, look: str, contents: list[tuple[Block, str]]) -> str:
    """The whole document: the styles of the look around the blocks of the plan."""
    styles = (FOLDER / f"{look}.xml").read_text(encoding="utf-8")
    page = '<text:page-number text:select-page="current">1</text:page-number>'
    label = escape(plan.word("page_label")).format(page=page, pages="<text:page-count>1</text:page-count>")
    named = {
        "$language": plan.language,
        "$country": COUNTRIES[plan.language],
        "$left": escape(plan.running[0]),
        "$right": escape(plan.running[1]),
        "$label": label,
        "$page": page,
    }
    for name, value in named.items():
        styles = styles.replace(name, value)
    pieces = list(_pieces(plan))
    if contents:
        pieces.insert(1, _contents(plan, contents))
    return styles.replace("$body", "\n".join(pieces))


def _contents(plan: Plan, contents: list[tuple[Block, str]]) -> str:
    lines = [
        f'<text:p text:style-name="Contents{block.level}">{escape(block.printed)}<text:tab/>{label}</text:p>'
        for block, label in contents
    ]
    return f'<text:p text:style-name="ContentsName">{escape(plan.word("contents"))}</text:p>' + "".join(lines)


def _pieces(plan: Plan) -> Iterator[str]:
    notes = {block.marker: block for block in plan.blocks if block.kind == "footnote"}
    shown = [block for block in plan.blocks if block.kind != "footnote"]
    for kind, run in groupby(shown, key=lambda block: block.kind):
        if kind == "bullet":
            yield _list(list(run), notes)
        else:
            yield from (_one(block, notes) for block in run)


def _list(items: list[Block], notes: dict[str, Block]) -> str:
    """Items of the first level, those of the second within the item before them."""
    style = {"•": "Dots", "1.": "Figures", "a)": "Letters"}[items[0].marker]
    made, nested = "", False
    for item in items:
        body = f'<text:list-item><text:p text:style-name="Item">{_inline(item, notes)}</text:p>'
        if item.level == 2:
            made += ("" if nested else "<text:list>") + body + "</text:list-item>"
        else:
            made += ("</text:list>" if nested else "") + ("</text:list-item>" if made else "") + body
        nested = item.level == 2
    return f'<text:list text:style-name="{style}">{made}{"</text:list>" if nested else ""}</text:list-item></text:list>'


def _one(block: Block, notes: dict[str, Block]) -> str:
    body = _inline(block, notes)
    match block.kind:
        case "heading":
            number = f"{block.number}<text:tab/>" if block.number else ""
            style = f'text:style-name="Heading{block.level}" text:outline-level="{block.level}"'
            return f"<text:h {style}>{number}{body}</text:h>"
        case "table":
            return _table(block)
    named = {"title": "Title", "pullquote": "Quote", "caption": "Caption"}
    style = named.get(block.kind, "Boxed" if block.boxed else "Text")
    return f'<text:p text:style-name="{style}">{body}</text:p>'


def _table(block: Block) -> str:
    wide, narrow = (f'<table:table-column table:style-name="{name}"/>' for name in ("Wide", "Narrow"))
    columns = wide + narrow * (len(block.rows[0]) - 1)
    head, *rows = (_row(row) for row in block.rows)
    body = f"<table:table-header-rows>{head}</table:table-header-rows>{''.join(rows)}"
    return f'<table:table table:style-name="Table">{columns}{body}</table:table>'


def _row(cells: tuple[str, ...]) -> str:
    texts = (f'<text:p text:style-name="InCell">{escape(cell)}</text:p>' for cell in cells)
    made = (f'<table:table-cell table:style-name="Cell">{text}</table:table-cell>' for text in texts)
    return f"<table:table-row>{''.join(made)}</table:table-row>"


def _inline(block: Block, notes: dict[str, Block]) -> str:
    """The text of a block with its footnotes."""
    parts, start = [], 0
    for note in block.notes:
        parts += [escape(block.text[start : note.offset]), _note(note.mark, notes[note.mark].text)]
        start = note.offset
    return "".join([*parts, escape(block.text[start:])])


def _note(mark: str, text: str) -> str:
    body = f'<text:note-body><text:p text:style-name="Footnote">{escape(text)}</text:p></text:note-body>'
    citation = f"<text:note-citation>{mark}</text:note-citation>"
    return f'<text:note text:id="ftn{mark}" text:note-class="footnote">{citation}{body}</text:note>'
