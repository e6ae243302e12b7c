"""Links between declared items that are well-formed and yet cannot be used."""

from __future__ import annotations

import pandas as pd

from kentering.corpus.cells import HEADER_ROWS
from kentering.corpus.rows import lines
from kentering.errors import InputError, KenteringError, UnknownNameError


def usable_links(
    links: pd.DataFrame, priorities: pd.DataFrame, lost: set[str], faults: list[KenteringError]
) -> pd.DataFrame:
    """The links whose ends exist in two plans, that say how sure they are and stand once.

    `lost` are items that were left out for a fault of their own or of their work; links to them go with one fault.
    """
    hanging = links[links["from_id"].isin(lost) | links["to_id"].isin(lost)]
    if len(hanging):
        first = int(hanging.index.min()) + HEADER_ROWS
        count = f"{len(hanging)} link{'s' if len(hanging) > 1 else ''} left out, to items that are left out themselves"
        faults.append(InputError(f"links.csv, row {first}: {count}", "mend their rows; nothing to do here"))
    links = links.drop(index=hanging.index)
    work_of = dict(zip(priorities["priority_id"], priorities["work_id"], strict=True))
    bad: list[int] = []
    seen: dict[tuple[str, str, str], int] = {}
    for line, row in lines(links):
        fault = _fault(row, work_of) or _double(row, seen)
        if fault:
            faults.append(InputError(f"links.csv, row {line}: {fault[0]}", fault[1]))
            bad.append(line - HEADER_ROWS)
        else:
            seen[row["from_id"], row["to_id"], row["origin"]] = line
    return links.drop(index=bad)


def _fault(row: dict[str, str], work_of: dict[str, str]) -> tuple[str, str] | None:
    ends = [row["from_id"], row["to_id"]]
    for end in ends:
        if end not in work_of:
            unknown = UnknownNameError(end, "priority", work_of)
            return unknown.message, _shortened(unknown.hint)
    if work_of[ends[0]] == work_of[ends[1]]:
        what = f"{ends[0]} and {ends[1]} stand in one plan"
        return what, "a link ties items of two plans; parts of an item go by parent_id"
    if row["origin"] == "person" and not row["certainty"]:
        return "a person's link without certainty", "one of: high, medium, low"
    if row["origin"] == "model" and pd.isna(row["probability"]):
        return "a model's link without probability", "a number from 0 to 1"
    return None


def _double(row: dict[str, str], seen: dict[tuple[str, str, str], int]) -> tuple[str, str] | None:
    first = seen.get((row["from_id"], row["to_id"], row["origin"]))
    if first is None:
        return None
    what = f"{row['from_id']} -> {row['to_id']} stands twice, in row {first} too"
    return what, "keep one row for two items; say the rest in its evidence"


def _shortened(hint: str) -> str:
    """A hint without the names of hundreds of items."""
    return hint if len(hint) < 200 else "correct the name, or add the item to priorities.csv"
