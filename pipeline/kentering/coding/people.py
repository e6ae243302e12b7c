"""The themes of passages with people's own judgement put above the machine's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from typing import Any

import pandas as pd

from kentering.coding.agreement import NONE, by_today
from kentering.tables import check


def by_people(
    assignments: pd.DataFrame, coding: pd.DataFrame, codebook: pd.DataFrame, themes: pd.DataFrame
) -> pd.DataFrame:
    """The assignments in which each passage that most of its coders gave one theme has that theme, with strength 1.

    Where coders are divided the machine's theme stays, as it does for what nobody coded and for codes that are no
    theme of today. A person who gave only a broad theme leaves the narrow one if it lies under it.
    """
    today = by_today(coding, codebook, themes, assignments)
    known = {str(each) for each in themes["theme_id"]} | {NONE}
    said = today[today["broad"].isin(known) & (today["lost"] == "")]
    chosen = {str(passage): _most(own) for passage, own in said.groupby("passage_id", sort=True)}
    parents = dict(zip(themes["theme_id"].astype(str), themes["parent_id"].astype(str), strict=True))
    rows = []
    for row in assignments.to_dict("records"):
        theme = chosen.get(str(row["passage_id"]))
        rows.append(row | _judged(theme, str(row["narrow_id"]), parents) if theme else row)
    return check("assignments", pd.DataFrame(rows, columns=list(assignments.columns)))


def _most(own: pd.DataFrame) -> tuple[str, str] | None:
    """The broad and the narrow theme that more than half of the coders gave; None where no broad one has that many."""
    broad, count = Counter(own["broad"]).most_common(1)[0]
    if count * 2 <= len(own):
        return None
    narrow, count = Counter(own.loc[own["broad"] == broad, "narrow"]).most_common(1)[0]
    return str(broad), str(narrow) if count * 2 > len(own) else ""


def _judged(theme: tuple[str, str], narrow: str, parents: dict[str, str]) -> dict[Hashable, Any]:
    broad = "" if theme[0] == NONE else theme[0]
    finer = "" if NONE in theme else theme[1] or (narrow if parents.get(narrow) == broad else "")
    return {
        "theme_id": broad,
        "strength": 1.0,
        "second_id": "",
        "second_strength": 0.0,
        "narrow_id": finer,
        "narrow_strength": 1.0 if finer else 0.0,
        "narrow_second_id": "",
        "narrow_second_strength": 0.0,
    }
