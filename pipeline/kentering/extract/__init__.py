"""PDFs -> blocks and furniture: what stands on the page, in reading order, and what is no part of the text."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from kentering import tables
from kentering.errors import UnreadableError
from kentering.extract.blocks import Block, blocks, usual
from kentering.extract.characters import Page, pages
from kentering.extract.furniture import without_contents, without_line_numbers, without_running
from kentering.extract.levels import with_levels
from kentering.extract.lines import Line, lines
from kentering.extract.order import ordered
from kentering.settings import ExtractSettings
from kentering.text import BREAKS

__all__ = ["VERSION", "Reading", "reading"]

VERSION = "1"


class Reading(NamedTuple):
    """What reading a PDF gives."""

    blocks: pd.DataFrame
    furniture: pd.DataFrame
    n_pages: int


def reading(
    path: Path,
    document_id: str,
    settings: ExtractSettings,
    password: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Reading:
    """The blocks and the furniture of one PDF. Raises UnreadableError where it gives no text, with the way out."""
    password = password or os.environ.get("KENTERING_PASSWORD")
    seen: list[Page] = []
    found: dict[int, list[Line]] = {}
    for page in pages(path, password, settings.max_pages):
        found[page.number], numbers = without_line_numbers(lines(page))
        page.left += numbers
        page.chars = []
        seen.append(page)
        if progress is not None:
            progress(page.number)
    _check_text(path, seen, found)
    kept, left, labels = without_running(seen, found)
    columns: list[list[Line]] = []
    grids: list[tuple[int, int, Any, str]] = []
    for page in seen:
        body, inside = _outside_tables(kept[page.number], page)
        columns += ordered(body)
        grids += [(len(columns), page.number, box, text) for box, text in page.tables if inside]
    columns, contents = without_contents(columns)
    style = usual(columns)
    made = with_levels(blocks(columns, style, _known(columns)), style)
    rows = [_row(document_id, block, labels) for block in made]
    rows = _with_tables(rows, grids, made, document_id, labels)
    out = [*(each for page in seen for each in page.left), *left, *contents]
    furniture = [
        {"document_id": document_id, **each._asdict()}
        for each in sorted(out, key=lambda each: (each.page, each.top, each.x0))
    ]
    return Reading(
        tables.from_rows("blocks", [row | {"position": place} for place, row in enumerate(rows)]),
        tables.from_rows("furniture", furniture),
        len(seen),
    )


def _check_text(path: Path, seen: Sequence[Page], found: dict[int, list[Line]]) -> None:
    letters = sum(len(line.text) for page in found.values() for line in page)
    if not letters:
        pictures = sum(page.images for page in seen)
        message = f"{path.name} has no text layer" + (", only pictures of pages" if pictures else "")
        hint = "make one with text recognition (for example: ocrmypdf in.pdf out.pdf) and list that file"
        raise UnreadableError(message, hint)
    text = "".join(line.text for page in found.values() for line in page)
    unmapped = text.count("(cid:") * 6
    odd = sum(1 for sign in text if "\ue000" <= sign <= "\uf8ff" or sign == "\ufffd")
    if unmapped > 0.3 * len(text) or odd > 0.3 * len(text):
        message = f"{path.name}: its letters are drawn, but the file does not say which letters they are"
        hint = "make a text layer with text recognition (for example: ocrmypdf --force-ocr in.pdf out.pdf)"
        raise UnreadableError(message, hint)


def _outside_tables(found: Sequence[Line], page: Page) -> tuple[list[Line], bool]:
    if not page.tables:
        return list(found), False

    def inside(line: Line) -> bool:
        x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
        return any(box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1 for box, _ in page.tables)

    return [line for line in found if not inside(line)], True


def _with_tables(
    rows: list[dict[str, Any]],
    grids: Sequence[tuple[int, int, Any, str]],
    made: Sequence[Block],
    document_id: str,
    labels: dict[int, str],
) -> list[dict[str, Any]]:
    result = list(rows)
    for _, page, box, text in grids:
        place = next(
            (
                n
                for n, row in enumerate(result)
                if row["page"] > page
                or (row["page"] == page and row["boxes"][0][2] > box[1] and row["kind"] != "footnote")
            ),
            len(result),
        )
        path = list(result[place - 1]["section_path"]) if place else []
        if place and result[place - 1]["kind"] == "heading":
            path = [*path, result[place - 1]["text"]]
        cell = {
            "document_id": document_id,
            "position": 0,
            "page": page,
            "page_last": page,
            "page_label": labels.get(page, ""),
        }
        cell |= {"kind": "table", "level": 0, "marker": "", "text": text, "section_path": path}
        cell |= {"boxes": [[float(page), *box]], "size": 0.0, "source": "text", "confidence": 1.0}
        result.insert(place, cell)
    return result


def _known(columns: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Words that stand unbroken in the document."""
    words: set[str] = set()
    for column in columns:
        for line in column:
            pieces = line.text.lower().split()
            if pieces and line.text[-1:] in BREAKS:
                pieces = pieces[:-1]
            words |= {piece.strip(".,;:!?()[]\"'“”‘’«»") for piece in pieces}
    return frozenset(words)


def _row(document_id: str, block: Block, labels: dict[int, str]) -> dict[str, Any]:
    boxes: dict[tuple[int, int], list[float]] = {}
    for line in block.lines:
        key = (line.page, int(line.x0 // 150))
        box = boxes.setdefault(key, [float(line.page), line.x0, line.top, line.x1, line.bottom])
        box[1:] = [min(box[1], line.x0), min(box[2], line.top), max(box[3], line.x1), max(box[4], line.bottom)]
    return {
        "document_id": document_id,
        "page": block.first.page,
        "page_last": max(line.page for line in block.lines),
        "page_label": labels.get(block.first.page, ""),
        "kind": block.kind,
        "level": block.level,
        "marker": block.marker,
        "text": block.text,
        "section_path": block.path,
        "boxes": [[round(edge, 1) for edge in box] for box in boxes.values()],
        "size": round(block.first.size, 1),
        "source": "text",
        "confidence": 1.0,
    }
