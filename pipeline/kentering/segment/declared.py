"""Which declared item a passage stands under: by the headings above it, never by its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from kentering import words
from kentering.tables import check, variants

# "2.3.12", "(3)", "IV.", "B)" before a heading's words.
NUMBER = re.compile(r"^\(?(?:\d+(?:\.\d+)*|[ivxlc]+(?=[.):])|[a-z](?=[.)]))[.):]?\s+", re.IGNORECASE)
# All that is no letter, digit or space; it keeps the words beside it apart.
PUNCTUATION = re.compile(r"[^\w\s]|_")

Path = tuple[str, ...]


@dataclass
class Declared:
    """The declared items of one work, in one language."""

    parents: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)


def with_priorities(passages: pd.DataFrame, priorities: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """The passages with priority_id: the declared item of their work that equals the deepest heading above them.

    Equal means the same words: case, punctuation and printed numbers apart. Where two items bear one name,
    the printed number or the heading above decides; where neither does, the heading is passed over.
    """
    work_of = dict(zip(documents["document_id"], documents["work_id"], strict=True))
    language_of = dict(zip(documents["document_id"], documents["language"], strict=True))
    places = [(str(row[0]), tuple(row[1])) for row in passages[["document_id", "headings"]].itertuples(index=False)]
    under: dict[tuple[str, Path], str] = {}
    for document_id in passages["document_id"].unique():
        language = language_of[document_id]
        declared = _declared(priorities[priorities["work_id"] == work_of[document_id]], language)
        paths = dict.fromkeys(path for each, path in places if each == document_id)
        present = _present(paths, declared, language)
        under |= {(document_id, path): _item(path, declared, present, language) for path in paths}
    return check("passages", passages.assign(priority_id=[under[place] for place in places]))


def heading_words(heading: str, language: str) -> str:
    """The words of a heading, for comparison: its number, case and punctuation taken off.

    >>> heading_words("2.3.12  Mensenhandel", "nl"), heading_words("Thema 2: Internet & ICT", "nl")
    ('mensenhandel', 'internet ict')
    """
    text = " ".join(unicodedata.normalize("NFC", heading).casefold().split())
    first, _, rest = text.partition(" ")
    numbered = rest and NUMBER.match(f"{rest} ")
    if first in words.load(language).chapters and numbered:
        text = rest
    return " ".join(PUNCTUATION.sub(" ", NUMBER.sub("", text)).split())


def _declared(priorities: pd.DataFrame, language: str) -> Declared:
    declared = Declared()
    for row in priorities.sort_values("position", kind="stable").to_dict("records"):
        priority_id = str(row["priority_id"])
        declared.parents[priority_id] = str(row["parent_id"])
        declared.numbers[priority_id] = str(row["number"]).strip(" .()")
        for name in sorted({heading_words(name, language) for name in _names(row, language)} - {""}):
            declared.by_name.setdefault(name, []).append(priority_id)
    return declared


def _names(row: dict[Hashable, Any], language: str) -> list[str]:
    return [str(row[f"name_{language}"]), *variants(str(row["variants"]))]


def _present(paths: Iterable[Path], declared: Declared, language: str) -> set[str]:
    headings = {heading_words(heading, language) for path in paths for heading in path}
    return {item for name in headings for item in declared.by_name.get(name, [])}


def _item(path: Path, declared: Declared, present: set[str], language: str) -> str:
    for depth in range(len(path), 0, -1):
        above = {item for each in path[: depth - 1] for item in _candidates(each, declared, language)}
        fitting = [
            item for item in _candidates(path[depth - 1], declared, language) if _fits(item, above, present, declared)
        ]
        nested = [item for item in fitting if declared.parents[item] in above]
        chosen = fitting if len(fitting) == 1 else nested
        if len(chosen) == 1:
            return chosen[0]
    return ""


def _candidates(heading: str, declared: Declared, language: str) -> list[str]:
    named = declared.by_name.get(heading_words(heading, language), [])
    match = NUMBER.match(heading.strip())
    printed = match.group().strip(" .():") if match else ""
    numbered = [item for item in named if printed and declared.numbers[item] == printed]
    return numbered or named


def _fits(item: str, above: set[str], present: set[str], declared: Declared) -> bool:
    # A part whose whole has a section of its own elsewhere is something else that bears the same name.
    parent = declared.parents[item]
    return parent not in present or parent in above
