"""The links as given, checked and in order."""

from __future__ import annotations

import pandas as pd

from kentering.corpus.ties import usable_links
from kentering.errors import FaultsError, KenteringError
from kentering.tables import check

_FIRST_ROW = 2  # the first row of a CSV file stands under its header


def links(given: pd.DataFrame, priorities: pd.DataFrame) -> pd.DataFrame:
    """The links, sorted by their ends; a person's row stands before the model's on the same two items, both stay.

    Raises FaultsError naming each row whose end does not exist, whose two ends stand in one work, that stands twice,
    or that does not say how sure it is.
    """
    table = check("links", given, "links.csv", _FIRST_ROW).reset_index(drop=True)
    faults: list[KenteringError] = []
    usable_links(table, priorities, set(), faults)
    if faults:
        raise FaultsError(faults)
    person_first = table.assign(_place=(table["origin"] != "person").astype(int))
    by = ["from_id", "to_id", "_place", "relation", "evidence"]
    return person_first.sort_values(by, kind="stable", ignore_index=True).drop(columns="_place")
