"""Blocks become passages: long paragraphs are cut, short ones joined, lists kept with the sentence that opens them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any, cast

import pandas as pd

from kentering.errors import InputError
from kentering.segment.declared import with_priorities
from kentering.segment.packing import packed
from kentering.segment.pieces import Piece, pieces
from kentering.settings import SegmentSettings
from kentering.tables import RUNNING_KINDS, from_rows

__all__ = ["passages", "with_priorities"]

VERSION = "1"
Block = dict[str, Any]


def passages(blocks: pd.DataFrame, documents: pd.DataFrame, settings: SegmentSettings) -> pd.DataFrame:
    """The passages of one or more documents, in reading order.

    No passage crosses a heading, and every word of running text stands in exactly one passage. Footnotes,
    captions, tables and pull quotes are passages of their own with `running` false; titles and headings are none.
    A block that is cut keeps its whole range of pages in each part. `priority_id` stays empty: see `with_priorities`.
    """
    languages = dict(zip(documents["document_id"], documents["language"], strict=True))
    rows: list[Block] = []
    for document_id, own in blocks.groupby("document_id", sort=False):
        if document_id not in languages:
            message = f"blocks of '{document_id}', which is no document"
            raise InputError(message, "list it in documents.csv")
        ordered = cast(list[Block], own.sort_values("position", kind="stable").to_dict("records"))
        rows += _document_rows(str(document_id), ordered, languages[document_id], settings)
    return from_rows("passages", rows)


def _document_rows(document_id: str, blocks: list[Block], language: str, settings: SegmentSettings) -> list[Block]:
    places = {block["position"]: block for block in blocks}
    seen: Counter[str] = Counter()
    rows = []
    for headings, section in _sections(blocks):
        parts = [(part, flow[0]["kind"]) for flow in _flows(section) for part in _parts(flow, language, settings)]
        for part, kind in sorted(parts, key=lambda each: each[0][0].block):
            row = _row(part, places) | {"headings": headings, "running": kind in RUNNING_KINDS}
            passage_id = _passage_id(document_id, headings, row["text"], seen)
            rows.append(row | {"document_id": document_id, "passage_id": passage_id, "priority_id": ""})
    return rows


def _sections(blocks: Iterable[Block]) -> Iterator[tuple[list[str], list[Block]]]:
    # A heading ends a section even where the next path reads the same.
    numbered, headings_seen = [], 0
    for block in blocks:
        if block["kind"] in ("heading", "title"):
            headings_seen += 1
        elif block["text"].strip():
            numbered.append(((headings_seen, list(block["section_path"])), block))
    for (_, path), section in groupby(numbered, key=lambda each: each[0]):
        yield path, [block for _, block in section]


def _flows(section: Sequence[Block]) -> list[list[Block]]:
    # Text that reads on: a footnote, a box or a table amid two paragraphs does not part them.
    body = [block for block in section if block["kind"] in RUNNING_KINDS and block["kind"] != "box"]
    boxes = [block for block in section if block["kind"] == "box"]
    apart = [[block] for block in section if block["kind"] not in RUNNING_KINDS]
    return [flow for flow in (body, boxes, *apart) if flow]


def _parts(flow: list[Block], language: str, settings: SegmentSettings) -> list[list[Piece]]:
    return packed(pieces(flow, language, settings.max_words), settings.min_words, settings.max_words)


def _row(part: Sequence[Piece], places: dict[int, Block]) -> Block:
    used = [places[piece.block] for piece in part] + [places[piece.block_last] for piece in part]
    text = part[0].text
    for before, piece in pairwise(part):
        text += (" " if piece.block == before.block_last else "\n") + piece.text
    return {
        "text": text,
        "page": min(block["page"] for block in used),
        "page_last": max(block["page_last"] for block in used),
        "page_label": used[0]["page_label"],
        "n_words": sum(piece.n_words for piece in part),
        "n_sentences": max(1, sum(piece.n_sentences for piece in part)),
        "block_first": part[0].block,
        "block_last": part[-1].block_last,
    }


def _passage_id(document_id: str, headings: list[str], text: str, seen: Counter[str]) -> str:
    # Content and place: a page put in elsewhere changes no other id. Equal text under equal headings is counted.
    key = json.dumps([document_id, headings, text], ensure_ascii=False)
    seen[key] += 1
    digest = hashlib.sha256(f"{key}{seen[key]}".encode()).hexdigest()
    return f"{document_id}-{digest[:10]}"
