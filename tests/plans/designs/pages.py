"""Designs as pages of HTML, for chromium and WeasyPrint."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from plans.plan import Block, Plan


def html(plan: Plan, style: str, contents: list[tuple[Block, str]]) -> str:
    """The page of a plan; every piece has a class, notes stand within reach of the style."""
    head = f'<!doctype html><html lang="{plan.language}"><meta charset="utf-8"><title>{escape(plan.title)}</title>'
    pieces = list(_pairs(plan) if _in_pairs(plan) else _pieces(plan))
    if contents:
        lines = "".join(
            f'<p class="l{block.level}"><span>{escape(block.printed)}</span><i></i><span>{label}</span></p>'
            for block, label in contents
        )
        pieces.insert(1, f'<nav><p class="name">{escape(plan.word("contents"))}</p>{lines}</nav>')
    style = (
        style.replace("$left", plan.running[0]).replace("$right", plan.running[1]).replace("$draft", plan.word("draft"))
    )
    return f"{head}<style>{style}</style><body>\n" + "\n".join(pieces) + "\n</body></html>"


def _in_pairs(plan: Plan) -> bool:
    """Does each block stand beside the same in another language?"""
    return len({block.stream for block in plan.blocks[:2]}) == 2


def _pairs(plan: Plan) -> Iterator[str]:
    for block, other in zip(plan.blocks[::2], plan.blocks[1::2], strict=True):
        halves = (f'<div lang="{each.stream}">{_one(each, {})}</div>' for each in (block, other))
        yield f'<div class="pair">{"".join(halves)}</div>'


def _pieces(plan: Plan) -> Iterator[str]:
    notes = {block.marker: block for block in plan.blocks if block.kind == "footnote"}
    for stream, part in groupby(plan.blocks, key=lambda block: block.stream):
        if stream:
            yield f'<section lang="{stream}">'
        for kind, run in groupby(part, key=lambda block: "box" if block.boxed else block.kind):
            if kind == "box":
                name = escape(plan.word("boxed"))
                yield f'<aside title="{name}">' + "".join(_one(block, notes) for block in run) + "</aside>"
            elif kind == "footnote":
                yield (
                    "<div class='notes'>"
                    + "".join(f'<p class="note"><sup>{block.marker}</sup> {escape(block.text)}</p>' for block in run)
                    + "</div>"
                )
            else:
                yield from (_one(block, notes) for block in run)
        if stream:
            yield "</section>"


def _one(block: Block, notes: dict[str, Block]) -> str:
    body = _inline(block, notes)
    match block.kind:
        case "title":
            return f"<h1 class='title'>{body}</h1>"
        case "heading":
            number = f'<span class="number">{block.number}</span> ' if block.number else ""
            words = block.text.split(" ", 2)
            if len(words) == 3 and (words[1].isdigit() or words[1] in {"I", "II", "III"}) and not block.number:
                number, body = f'<span class="kicker">{escape(" ".join(words[:2]))}</span> ', escape(words[2])
            return f"<h{block.level}>{number}<span class='words'>{body}</span></h{block.level}>"
        case "bullet":
            return f'<p class="item l{block.level}"><span class="mark">{block.marker}</span> {body}</p>'
        case "pullquote":
            return f"<blockquote>{body}</blockquote>"
        case "figure":
            return '<div class="figure"></div>'
        case "table" | "short":
            return _table(block)
    return f'<p class="{block.kind}">{body}</p>'


def _table(block: Block) -> str:
    rows = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in block.rows]
    if block.kind == "short":
        return f"<table class='short'>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    body = "".join(f"<tr>{row}</tr>" for row in rows[1:])
    return f"<table><thead><tr>{rows[0].replace('td>', 'th>')}</tr></thead><tbody>{body}</tbody></table>"


def _inline(block: Block, notes: dict[str, Block]) -> str:
    parts, start = [], 0
    for note in block.notes:
        mark = f'<sup>{note.mark}</sup><span class="foot">{escape(notes[note.mark].text)}</span>'
        parts.append(escape(block.text[start : note.offset]) + mark)
        start = note.offset
    return "".join([*parts, escape(block.text[start:])])
