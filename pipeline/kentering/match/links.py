"""The links as given, checked and in order."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kentering.errors import FaultsError, InputError, KenteringError, UnknownNameError
from kentering.tables import check

_FIRST_ROW = 2  # the first row of a CSV file stands under its header


def links(given: pd.DataFrame, priorities: pd.DataFrame) -> pd.DataFrame:
    """The links, sorted by their ends; a person's row stands before the model's on the same two items, both stay.

    Raises FaultsError naming each row whose end does not exist, whose two ends stand in one work, that stands twice,
    or that does not say how sure it is.
    """
    table = check("links", given, "links.csv", _FIRST_ROW)
    work_of = dict(zip(priorities["priority_id"], priorities["work_id"], strict=True))
    faults = [fault for row in _numbered(table) for fault in _faults(row, work_of)] + _doubles(table)
    if faults:
        raise FaultsError(faults)
    person_first = table.assign(_place=(table["origin"] != "person").astype(int))
    by = ["from_id", "to_id", "_place", "relation", "evidence"]
    return person_first.sort_values(by, kind="stable", ignore_index=True).drop(columns="_place")


def _numbered(table: pd.DataFrame) -> list[dict[str, Any]]:
    rows = table.to_dict("records")
    return [{**{str(k): v for k, v in row.items()}, "_row": number} for number, row in enumerate(rows, _FIRST_ROW)]


def _faults(row: dict[str, Any], work_of: dict[str, str]) -> list[KenteringError]:
    where = f"links.csv, row {row['_row']}"
    unknown = [str(row[end]) for end in ("from_id", "to_id") if row[end] not in work_of]
    if unknown:
        named = [UnknownNameError(each, "priority", work_of) for each in unknown]
        return [InputError(f"{where}: {error.message}", error.hint) for error in named]
    found: list[KenteringError] = []
    if work_of[row["from_id"]] == work_of[row["to_id"]]:
        message = f"{where}: {row['from_id']} and {row['to_id']} stand in one plan"
        found.append(InputError(message, "a link ties items of two plans; parts of an item go by parent_id"))
    if row["origin"] == "person" and not row["certainty"]:
        found.append(InputError(f"{where}: a person's link without certainty", "one of: high, medium, low"))
    if row["origin"] == "model" and pd.isna(row["probability"]):
        found.append(InputError(f"{where}: a model's link without probability", "a number from 0 to 1"))
    return found


def _doubles(table: pd.DataFrame) -> list[KenteringError]:
    twice = table.duplicated(["from_id", "to_id", "origin"])
    return [
        InputError(
            f"links.csv, row {number}: {row['from_id']} -> {row['to_id']} stands twice",
            "keep one row for two items; say the rest in its evidence",
        )
        for number, (_, row) in enumerate(table.iterrows(), _FIRST_ROW)
        if twice.iloc[number - _FIRST_ROW]
    ]
