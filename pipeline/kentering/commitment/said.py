"""The sentences of running text, each with its page, whether it opens an item of a list, and what opened that list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from kentering.segment.sentences import sentences
from kentering.tables import RUNNING_KINDS

_BEGINNING = 40  # letters by which a paragraph is known again


class Said(NamedTuple):
    """A sentence in its place; `opener` is the sentence that opens the list in which it stands."""

    passage_id: str
    place: int
    page: int
    page_last: int
    bullet: bool
    text: str
    opener: str


class _Block(NamedTuple):
    """A paragraph as read, white space folded."""

    text: str
    page: int
    page_last: int
    bullet: bool


def said(passages: pd.DataFrame, blocks: pd.DataFrame, languages: dict[str, str]) -> Iterator[Said]:
    """The sentences of passages in the order given; `languages` is per document.

    A list's opening sentence holds for all its items, also where a passage ends between them.
    """
    running = blocks[blocks["kind"].isin(RUNNING_KINDS)].sort_values(["document_id", "position"], kind="stable")
    per_document = {
        str(document_id): {int(row["position"]): _block(row) for row in rows.to_dict("records")}
        for document_id, rows in running.groupby("document_id", sort=False)
    }
    opener, before = "", ("", [""])
    for row in passages.to_dict("records"):
        document_id = str(row["document_id"])
        if before != (document_id, list(row["headings"])):
            opener, before = "", (document_id, list(row["headings"]))
        for each in _of_passage(row, per_document.get(document_id, {}), languages[document_id]):
            if not each.bullet and each.place >= 0:
                opener = each.text if each.text.rstrip().endswith(":") else opener if _goes_on(each) else ""
            yield each._replace(opener=opener if each.bullet else "")


def _goes_on(sentence: Said) -> bool:
    """A second sentence within an item of a list does not end that list."""
    return sentence.opener == "item"


def _of_passage(row: dict[Any, Any], blocks: dict[int, _Block], language: str) -> Iterator[Said]:
    places = range(int(row["block_first"]), int(row["block_last"]) + 1)
    near = [blocks[place] for place in places if place in blocks]
    number, at = 0, 0
    for line in str(row["text"]).splitlines():
        at, found, opens = _found(line, near, at)
        page, last = (found.page, found.page_last) if found else (int(row["page"]), int(row["page_last"]))
        for nth, text in enumerate(sentences(line, language)):
            in_item = found is not None and found.bullet
            starts = in_item and opens and nth == 0
            yield Said(str(row["passage_id"]), number, page, last, starts, text, "item" if in_item else "")
            number += 1


def _found(line: str, near: list[_Block], at: int) -> tuple[int, _Block | None, bool]:
    """Where the paragraph of a line stands, the paragraph, and whether the line opens it."""
    beginning = " ".join(line.split())[:_BEGINNING]
    for place in range(at, len(near)):
        if beginning in near[place].text:
            return place, near[place], near[place].text.startswith(beginning)
    return at, None, False


def _block(row: dict[Any, Any]) -> _Block:
    text = " ".join(str(row["text"]).split())
    return _Block(text, int(row["page"]), int(row["page_last"]), row["kind"] == "bullet")
