"""The smallest parts of a text: a sentence, or a whole item of a list; with what a cut before each would cost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from kentering.segment.sentences import sentences

# A colon, semicolon or comma, where a sentence that is far too long may be cut.
CLAUSE_END = re.compile(r"(?<=[;:,])\s+")
# What ends a full sentence, with the quotes and brackets that may close after it.
FULL_STOP = re.compile(r"[.!?…][\"'”’»)\]]*$")

FREE, IN_PARAGRAPH, IN_LIST, BEFORE_NESTED, IN_SENTENCE = 0, 1, 1, 2, 3


@dataclass(frozen=True)
class Piece:
    """A part of one block (or of an opening sentence and its first item), never cut again."""

    text: str
    n_words: int
    n_sentences: int
    block: int
    block_last: int
    cut: int


def n_words(text: str) -> int:
    """Words as a reader counts them: a lone dash is none.

    >>> n_words("mensenhandel – art. 433")
    3
    """
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


def pieces(flow: Sequence[dict[str, Any]], language: str, max_words: int) -> list[Piece]:
    """The pieces of blocks that read on; an opening sentence and its first item are one."""
    found: list[Piece] = []
    for before, block in zip([None, *flow], flow, strict=False):
        first, *rest = _block_pieces(block, before, language, max_words)
        if before is not None and _opens(before, block):
            found[-1] = _joined(found[-1], first)
        else:
            found.append(first)
        found += rest
    return found


def _block_pieces(block: dict[str, Any], before: dict[str, Any] | None, language: str, max_words: int) -> list[Piece]:
    text, place = block["text"], int(block["position"])
    whole = block["kind"] == "bullet" and n_words(text) <= max_words
    parts = text.splitlines() if block["kind"] == "table" else sentences(text, language)
    parts = [part for part in (" ".join(part.split()) for part in parts) if part]
    if whole:
        first = Piece(" ".join(parts), n_words(text), len(parts), place, place, FREE)
        return [replace(first, cut=_list_cut(block, before))]
    cut = [piece for part in parts for piece in _clauses(part, place, 2 * max_words)]
    return [replace(cut[0], cut=_list_cut(block, before)), *cut[1:]]


def _list_cut(block: dict[str, Any], before: dict[str, Any] | None) -> int:
    if before is None or block["kind"] != "bullet" or before["kind"] != "bullet":
        return FREE
    return BEFORE_NESTED if block["level"] > before["level"] else IN_LIST


def _opens(before: dict[str, Any], block: dict[str, Any]) -> bool:
    # A list is opened by a colon, or by a sentence that has not ended.
    if block["kind"] != "bullet":
        return False
    end = before["text"].rstrip()
    return end.endswith(":") or (before["kind"] != "bullet" and not FULL_STOP.search(end))


def _joined(first: Piece, second: Piece) -> Piece:
    return Piece(
        f"{first.text}\n{second.text}",
        first.n_words + second.n_words,
        first.n_sentences + second.n_sentences,
        first.block,
        second.block_last,
        first.cut,
    )


def _clauses(sentence: str, place: int, most: int) -> list[Piece]:
    # A sentence beyond `most` words (a law's enumeration, text without stops) is cut after a comma, else between words.
    if n_words(sentence) <= most:
        return [Piece(sentence, n_words(sentence), 1, place, place, IN_PARAGRAPH)]
    clauses: list[str] = []
    for clause in CLAUSE_END.split(sentence):
        words = clause.split()
        clauses += [" ".join(words[start : start + most // 2]) for start in range(0, len(words), most // 2)]
    cut = [Piece(clause, n_words(clause), 0, place, place, IN_SENTENCE) for clause in clauses]
    return [replace(cut[0], n_sentences=1, cut=IN_PARAGRAPH), *cut[1:]]
