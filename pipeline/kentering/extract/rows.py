"""Blocks and furniture as rows of their tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kentering.extract.blocks import Block
from kentering.extract.hyphens import Words
from kentering.extract.leaf import Leaf
from kentering.extract.sheets import Left, around
from kentering.text import bullet, item, letter_start, note_start


def set_texts(made: Iterable[Block], known: Words) -> None:
    """Join the lines of each block to its text, without its marker; number and word of a heading stay."""
    for block in made:
        if block.kind == "table":
            continue
        text = ""
        for place, line in enumerate(block.lines):
            text = known.joined(text, _without_marker(block, line.text) if place == 0 else line.text)
        block.text = text.rstrip("\u00ad").strip()


def _without_marker(block: Block, text: str) -> str:
    if block.kind == "bullet":
        sign, rest = bullet(text)
        return rest if sign else item(text)[1]
    if block.kind == "footnote" and block.marker:
        return next((rest for mark, rest in (note_start(text), letter_start(text)) if mark == block.marker), text)
    return text


def block_rows(
    document_id: str, made: Sequence[Block], leaves: Sequence[Leaf], labels: dict[int, str]
) -> list[dict[str, Any]]:
    """The rows of the table blocks."""
    sheets = {(leaf.number, leaf.sheet.turn): leaf for leaf in leaves}
    rows = []
    for position, block in enumerate(made):
        leaf = sheets[block.first.page, block.first.turn]
        kind = "box" if block.boxed and block.kind == "paragraph" else block.kind
        rows.append(
            {
                "document_id": document_id,
                "position": position,
                "page": block.first.page,
                "page_last": max(line.page for line in block.lines),
                "page_label": labels.get(block.first.page, ""),
                "kind": kind,
                "level": block.level,
                "marker": block.marker,
                "text": block.text,
                "section_path": block.path,
                "boxes": _boxes(block, sheets),
                "size": round(block.first.size, 1),
                "source": "ocr" if leaf.layer else "text",
                "confidence": _confidence(block, leaf),
            }
        )
    return rows


def _boxes(block: Block, sheets: dict[tuple[int, int], Leaf]) -> list[list[float]]:
    """One box per page and column that the block stands in."""
    groups: list[list[Any]] = []
    for line in block.lines:
        last = groups[-1][-1] if groups else None
        if last is not None and last.page == line.page and last.turn == line.turn and line.top > last.top - 2:
            groups[-1].append(line)
        else:
            groups.append([line])
    made = []
    for group in groups:
        sheet = sheets[group[0].page, group[0].turn].sheet
        edges = sheet.on_page(around([line.box for line in group]))
        made.append([float(group[0].page), *(round(edge, 1) for edge in edges)])
    return made


def _confidence(block: Block, leaf: Leaf) -> float:
    """How sure the reading is: less for the text layer of a scan, and for letters that the file does not name."""
    unnamed = 6 * block.text.count("(cid:") + block.text.count("\ufffd")
    sure = leaf.sure if leaf.layer else 1.0
    return round(sure * max(0.0, 1 - unnamed / max(1, len(block.text))), 2)


def furniture_rows(document_id: str, left: Iterable[Left]) -> list[dict[str, Any]]:
    """The rows of the table furniture."""
    return [{"document_id": document_id, **each._asdict()} for each in left]
