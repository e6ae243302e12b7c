"""Plans typeset with typst, whose package brings the compiler and its fonts: this engine is always there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import typst

from plans.plan import Block, Plan

FOLDER = Path(__file__).with_name("typst")


def quoted(text: str) -> str:
    """A text as an expression of typst, so that no sign in it means anything."""
    return json.dumps(text, ensure_ascii=False)


def source(plan: Plan, look: str, *, toc: bool, style: str = "") -> str:
    """The whole source of a plan in a look, or in the style given."""
    named = {
        "running-left": plan.running[0],
        "running-right": plan.running[1],
        "page-label": plan.word("page_label"),
        "draft-word": plan.word("draft"),
        "hidden-line": plan.word("hidden"),
    }
    lines = [
        f"#set document(title: {quoted(plan.title)})",
        f"#set text(lang: {quoted(plan.language)})",
        *(f"#let {name} = {quoted(value)}" for name, value in named.items()),
        (FOLDER / "base.typ").read_text(encoding="utf-8"),
        style or (FOLDER / f"{look}.typ").read_text(encoding="utf-8"),
    ]
    pieces = list(_pieces(plan))
    first = next(index for index, piece in enumerate(pieces) if "#head(" in piece)
    lines += pieces[:first]
    if toc:
        lines += [f"#contents({quoted(plan.word('contents'))})"]
    return "\n\n".join([*lines, "#show: begin-matter", *pieces[first:]]) + "\n"


def typeset(
    plan: Plan, look: str, path: Path, *, toc: bool = True, system_fonts: bool = True, style: str = ""
) -> dict[str, set[int]]:
    """Write the PDF; the pages where the engine put each block: a heading's copies in contents and headers too."""
    text = source(plan, look, toc=toc, style=style)
    path.with_suffix(".typ").write_text(text, encoding="utf-8")
    try:
        typst.compile(path.with_suffix(".typ"), output=path, ignore_system_fonts=not system_fonts)
        found = typst.query(path.with_suffix(".typ"), "<at>", field="value", ignore_system_fonts=not system_fonts)
    finally:
        path.with_suffix(".typ").unlink()
    pages: dict[str, set[int]] = {}
    for each in json.loads(found):
        pages.setdefault(each["id"], set()).add(each["page"])
    return pages


def _pieces(plan: Plan) -> Iterator[str]:
    """The source of each block, in order; framed ones in one frame, a table with its caption, notes in their place."""
    numbered = [(f"b{index:04d}", block) for index, block in enumerate(plan.blocks)]
    notes = {(block.stream, block.marker): block for block in plan.blocks if block.kind == "footnote"}
    if any(block.stream for block in plan.blocks):
        yield from _pairs(numbered, notes)
        return
    for boxed, run in groupby(numbered, key=lambda each: each[1].boxed):
        pieces = list(_plain(list(run), notes))
        if boxed:
            yield f"#boxed({quoted(plan.word('boxed'))})[\n" + "\n\n".join(pieces) + "\n]"
        else:
            yield from pieces


def _plain(run: list[tuple[str, Block]], notes: dict[tuple[str, str], Block]) -> Iterator[str]:
    for (before, caption), (name, block) in zip([("", Block("", "")), *run], run, strict=False):
        if block.kind == "table":
            yield _table(name, block, before, caption)
        elif block.kind not in {"footnote", "caption"}:
            yield _one(name, block, notes)


def _one(name: str, block: Block, notes: dict[tuple[str, str], Block]) -> str:
    body = _inline(block, notes)
    match block.kind:
        case "title":
            return f"#main-title({quoted(name)})[{body}]"
        case "heading":
            return f"#head({quoted(name)}, {block.level}, {quoted(block.number)})[{body}]"
        case "bullet":
            return f"#item({quoted(name)}, {block.level}, {quoted(block.marker)})[{body}]"
        case "pullquote":
            return f"#pull({quoted(name)})[{body}]"
    return f"#para({quoted(name)})[{body}]"


def _inline(block: Block, notes: dict[tuple[str, str], Block]) -> str:
    """The text of a block with its footnotes."""
    parts, start = [], 0
    for note in block.notes:
        entry = notes[block.stream, note.mark]
        parts.append(f"#{quoted(block.text[start : note.offset])}#footnote[#{quoted(entry.text)}]")
        start = note.offset
    return "".join([*parts, f"#{quoted(block.text[start:])}"])


def _table(name: str, block: Block, caption_name: str, caption: Block) -> str:
    cells = ", ".join(f"[#{quoted(cell)}]" for row in block.rows for cell in row)
    caption_name = caption_name if caption.kind == "caption" else ""
    words = caption.text if caption.kind == "caption" else ""
    return f"#figures({quoted(name)}, {quoted(caption_name)}, {quoted(words)}, {len(block.rows[0])}, {cells})"


def _pairs(numbered: list[tuple[str, Block]], notes: dict[tuple[str, str], Block]) -> Iterator[str]:
    """Blocks of two languages in facing columns, pair by pair."""
    shown = [each for each in numbered if each[1].kind != "footnote"]
    for (name, block), (other_name, other) in zip(shown[::2], shown[1::2], strict=True):
        one, two = (_one(*each, notes) for each in ((name, block), (other_name, other)))
        yield f"#pair({quoted(block.stream)}, {quoted(other.stream)})[{one}][{two}]"
