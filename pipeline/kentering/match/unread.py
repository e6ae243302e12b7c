"""Items whose names the thesaurus does not know: what the model cannot tell of them, and beside which lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from kentering.match.names import wordings
from kentering.match.ties import Declared
from kentering.words.concepts import concepts

MOST = 0.5  # part of a list of which no name is known, from which nothing can be missed in it


def unread(priorities: pd.DataFrame) -> frozenset[str]:
    """The items in whose wordings the thesaurus knows no concept: another field, or words that it lacks.

    Likeness of names may still tie such an item to another; that nothing does says nothing.
    """
    rows = ({str(key): cell for key, cell in row.items()} for row in priorities.to_dict("records"))
    return frozenset(str(row["priority_id"]) for row in rows if not _known(row))


def _known(row: Mapping[str, Any]) -> bool:
    return any(concepts(text, language) for language, text in wordings(row))


def unread_list(work: str, items: Declared, unknown: Iterable[str]) -> str:
    """That the thesaurus knows too few names of a list to tell what it lacks; empty where it knows enough.

    "the thesaurus knows no concept in 4 of the 6 items of a-2023".
    """
    tops, missing = items.tops(work), set(unknown)
    lacking = sum(item in missing for item in tops)
    if not tops or lacking < MOST * len(tops):
        return ""
    return f"the thesaurus knows no concept in {lacking} of the {len(tops)} items of {work}"


def untold(item: str, work: str, items: Declared, unknown: frozenset[str]) -> str:
    """Why the model cannot tell whether a list has an item without a tie to it; empty where it can."""
    if item in unknown:
        return f"the thesaurus knows no concept in the name of {item}: whether {work} has it cannot be told"
    lacking = unread_list(work, items, unknown)
    return f"{lacking}: what it has not cannot be told" if lacking else ""
