"""Is each passage found again on the pages it cites, by a reader other than the one that read it?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from kentering.audit.evidence import Evidence, Row, at_least
from kentering.settings import AuditSettings

ANCHOR = 14
"""After something between its words (a note, a running line, another column), a passage goes on where at least so many
letters of it stand together, or all that are left of it."""

NEAR = 1200
"""Within so many letters fewer letters are enough."""

_LIGATURE = re.compile("f(?:fi|fl|f|i|l)|[\ufb00-\ufb04]")

JUMPS = 8
"""A passage may be interrupted so often on each page it cites."""


class Folded(NamedTuple):
    """A text's letters and figures only, small and without accents; `starts` holds where a word begins.

    After a figure a word may begin without a blank: so do notes behind their marks.
    """

    text: str
    starts: frozenset[int]


def folded(text: str) -> Folded:
    """A text as it is compared: case, accents, hyphens, blanks and ligatures make no difference.

    >>> folded("Effi-ciëntie in 2020").text, sorted(folded("In 2020").starts)
    ('efficientiein2020', [0, 2])
    """
    signs: list[str] = []
    starts: set[int] = set()
    apart = True
    for sign in unicodedata.normalize("NFKD", text):
        if unicodedata.combining(sign) or sign == "\u00ad":
            continue
        if not sign.isalnum():
            apart = True
            continue
        if apart or (signs and signs[-1].isdigit() and not sign.isdigit()):
            starts.add(len(signs))
        signs.extend(sign.casefold())
        apart = False
    return Folded("".join(signs), frozenset(starts))


def found_again(passages: pd.DataFrame, texts: Mapping[int, str], marks: Collection[str]) -> list[bool | None]:
    """For each passage of one document: do its words stand in order on its pages, and its figures exactly?

    `texts` are the pages as another reader gives them, `marks` the marks of notes and items in the document, which may
    stand between its words. None where that reader has no text of the pages: there is nothing to compare with.
    """
    pages = {page: folded(text) for page, text in texts.items()}
    usual = sorted({folded(mark).text for mark in marks} - {""}, key=lambda mark: (-len(mark), mark))
    answers: list[bool | None] = []
    for text, first, last in zip(passages["text"], passages["page"], passages["page_last"], strict=True):
        cited = [pages[page] for page in range(int(first), int(last) + 1) if page in pages]
        known = any(page.text for page in cited)
        stands = _stands(folded(str(text)), _joined(cited), usual, JUMPS * len(cited))
        if (
            known and not stands
        ):  # a text layer that has lost its ligatures says "confance" where the page says confiance
            plain = [folded(_with_lost(texts[page])) for page in range(int(first), int(last) + 1) if page in pages]
            stands = _stands(folded(_with_lost(str(text))), _joined(plain), usual, JUMPS * len(cited))
        answers.append(stands if known else None)
    return answers


def _with_lost(text: str) -> str:
    """A text with f for each of its ligatures, as some files spell them."""
    return _LIGATURE.sub("f", text)


def _joined(pages: Iterable[Folded]) -> Folded:
    text, starts = "", set[int]()
    for page in pages:
        starts |= {place + len(text) for place in page.starts}
        text += page.text
    return Folded(text, frozenset(starts))


def _stands(passage: Folded, page: Folded, marks: list[str], jumps: int) -> bool:
    """Does a passage stand on a page from one of the places where its first word stands?"""
    second = min((start for start in passage.starts if start), default=len(passage.text))
    opening = passage.text[: min(second, ANCHOR)]
    start = page.text.find(opening)
    while start >= 0:
        if start in page.starts and _follows(passage, page, start, marks, jumps):
            return True
        start = page.text.find(opening, start + 1)
    return False


def _follows(passage: Folded, page: Folded, place: int, marks: list[str], jumps: int) -> bool:
    """Follow a passage on a page from a place on, over marks of notes and from one piece of it to the next."""
    done = 0
    while done < len(passage.text):
        length = _common(passage.text, done, page.text, place)
        done, place = done + length, place + length
        if done == len(passage.text):
            break
        beyond = _beyond_mark(page, place, passage.text[done], marks)
        if length and beyond:
            place = beyond
            continue
        done, place = _resumed(passage, page, done, place)
        jumps -= 1
        if place < 0 or jumps < 0:
            return False
    return _ends_well(passage.text, page, place, marks)


def _beyond_mark(page: Folded, place: int, after: str, marks: list[str]) -> int:
    """The place behind a mark of a note or an item, where the sign `after` follows; 0 where there is none.

    The mark of a note may stand against a word; one with letters is a word of its own.
    """
    for mark in marks:
        beyond = place + len(mark)
        apart = mark.isdigit() or {place, beyond} <= page.starts
        if apart and page.text.startswith(mark, place) and page.text[beyond : beyond + 1] == after:
            return beyond
    return 0


def _resumed(passage: Folded, page: Folded, done: int, place: int) -> tuple[int, int]:
    """Where a passage goes on after an interruption: in the word that breaks off there, or at its start; or -1."""
    word = max((start for start in passage.starts if start <= done), default=0)
    for begin in (done, word):
        if begin == done and place not in page.starts:
            continue
        found = _next_word(page, passage.text[begin : begin + ANCHOR], max(0, place - (done - begin)))
        if found >= 0:
            return begin, found
    return done, -1


def _next_word(page: Folded, wanted: str, place: int) -> int:
    """The next place where words begin so; fewer of their letters do where they stand near."""
    for length, reach in ((ANCHOR, len(page.text)), (ANCHOR // 2, NEAR), (4, NEAR // 4)):
        found = page.text.find(wanted[:length], place, place + reach)
        while found >= 0 and found not in page.starts:
            found = page.text.find(wanted[:length], found + 1, place + reach)
        if found >= 0:
            return found
    return -1


def _common(first: str, i: int, second: str, j: int) -> int:
    """How many signs two texts have in common from two places on."""
    length = 0
    while i + length < len(first) and j + length < len(second) and first[i + length] == second[j + length]:
        length += 1
    return length


def _ends_well(text: str, page: Folded, place: int, marks: list[str]) -> bool:
    """A passage that ends in a figure ends where that figure ends, or a mark of a note follows it."""
    after = page.text[place : place + 1]
    whole = place in page.starts or not after.isdigit() or not text[-1:].isdigit()
    return whole or any(page.text.startswith(mark, place) for mark in marks)


def found_again_checks(evidence: Evidence, settings: AuditSettings) -> list[Row]:
    """Per document, the part of its passages that another reader finds on the pages they cite."""
    parts: dict[str, float] = {}
    for document_id, group in evidence.passages.groupby("document_id"):
        marks = set(evidence.blocks.loc[evidence.blocks["document_id"] == document_id, "marker"])
        answers = found_again(group, evidence.page_texts.get(str(document_id), {}), marks)
        known = [answer for answer in answers if answer is not None]
        if known:
            parts[str(document_id)] = sum(known) / len(known)
    meaning = "Part of the passages that another program finds, word for word, on the pages they cite."
    return at_least("found_again", parts, settings.found_again, meaning)
