"""Items whose names the thesaurus does not know: what the model cannot tell of them, and beside which lists."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from kentering.match.names import wordings
from kentering.match.ties import Declared
from kentering.words.concepts import concepts
from kentering.words.stems import content, folded, stem

MOST = 0.5  # part of a list whose untied names are not known, from which nothing can be missed in it
LEAST = 1 / 3  # part of the letters of a name, small words aside, that concepts must take for it to be known


def unread(priorities: pd.DataFrame) -> frozenset[str]:
    """The items in whose wordings the thesaurus knows too few words: another field, or words that it lacks.

    Likeness of names may still tie such an item to another; that nothing does says nothing.
    """
    rows = ({str(key): cell for key, cell in row.items()} for row in priorities.to_dict("records"))
    return frozenset(str(row["priority_id"]) for row in rows if not _known(row))


def _known(row: Mapping[str, Any]) -> bool:
    return any(_part_known(text, language) >= LEAST for language, text in wordings(row))


def _part_known(text: str, language: str) -> float:
    letters = frozenset[int]().union(*(each.letters for each in concepts(text, language)))
    return len(letters) / max(1, sum(end - start for _, start, end in content(folded(text), language)))


def unread_list(work: str, items: Declared, unknown: Collection[str], tied: Collection[str] = ()) -> str:
    """That the thesaurus knows too few names of a list to tell what it lacks; empty where it knows enough.

    `tied` are items of the list that answer something already: whether they answer more does not hang on their names.
    "the thesaurus knows too few words of 4 of the 6 items of a-2023".
    """
    tops = items.tops(work)
    lacking = sum(item in unknown and item not in tied for item in tops)
    if not tops or lacking < MOST * len(tops):
        return ""
    return f"the thesaurus knows too few words of {lacking} of the {len(tops)} items of {work}"


def untold(item: str, work: str, items: Declared, unknown: frozenset[str], tied: Collection[str] = ()) -> str:
    """Why the model cannot tell whether a list has an item without a tie to it; empty where it can."""
    if item in unknown:
        return f"the thesaurus knows too few words of {item}: whether {work} has it cannot be told"
    if lacking := unread_list(work, items, unknown, tied):
        return f"{lacking}: what it has not cannot be told"
    loose = (each for each in items.tops(work) if each in unknown and each not in tied)
    akin = next((each for each in loose if _words(item, items) & _words(each, items)), "")
    return f"{akin} shares a word with {item}, and the thesaurus knows too few of its words" if akin else ""


def _words(item: str, items: Declared) -> set[tuple[str, str]]:
    """The words that carry an item's names, each with its language."""
    return {
        (language, stem(word, language))
        for language, name in items.names[item]
        for word, _, _ in content(name, language)
    }
