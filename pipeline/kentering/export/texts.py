"""The plain text of a document as it is exported, and where in it each passage stands."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from kentering.export.rights import briefly
from kentering.export.signs import plain


class PlainText(NamedTuple):
    """A document's passages under their headings; `spans` tells for each passage its first and last place.

    Places count Unicode code points from 0; the last one is that after the passage's last sign.
    """

    document_id: str
    text: str
    spans: dict[str, tuple[int, int]]


def plain_text(document_id: str, passages: pd.DataFrame, *, shortened: bool) -> PlainText:
    """The text of a document's passages, in reading order; only the words that may be quoted where it is shortened."""
    ordered = passages.sort_values(["block_first", "block_last"], kind="stable")
    texts = [str(each) for each in ordered["text"]]
    said = [plain(each) for each in (briefly(texts) if shortened else texts)]
    parts: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    length, above = 0, list[str]()
    for passage_id, headings, text in zip(ordered["passage_id"], ordered["headings"], said, strict=True):
        for heading in _new_headings(above, list(headings)):
            parts.append(heading + "\n\n")
            length += len(parts[-1])
        above = list(headings)
        spans[str(passage_id)] = (length, length + len(text))
        parts.append(text + "\n\n")
        length += len(parts[-1])
    return PlainText(document_id, "".join(parts), spans)


def _new_headings(before: list[str], now: list[str]) -> list[str]:
    same = 0
    while same < min(len(before), len(now)) and before[same] == now[same]:
        same += 1
    return [plain(heading) for heading in now[same:]]
