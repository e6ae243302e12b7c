"""The words that a plan really spends on what it declares."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from kentering.compare.counted import counted
from kentering.compare.shares import ends
from kentering.compare.tallies import WorkTally, tallies
from kentering.cycles import ordered
from kentering.settings import CompareSettings
from kentering.tables import from_rows

REST = ""  # words that stand under no declared item


def measured(
    passages: pd.DataFrame,
    lists: pd.DataFrame,
    documents: pd.DataFrame,
    works: pd.DataFrame,
    settings: CompareSettings,
) -> pd.DataFrame:
    """Part of the words of running text that stands under each declared item or its parts, beside its printed place.

    What counts, the two languages of a plan and the interval: as for themes, by the same sections (see
    `shares`). `equal` is the part that each item of a list would have if all had as many words as the others of what
    the list gets: the weight that a bare list declares. The row with an empty priority_id is what stands under none.
    A plan without running text, or none of whose items heads a section, has no rows: that is not known, not nought.
    """
    running = counted(passages, documents, works)
    under = lists.set_index("priority_id")
    rows: list[dict[str, Any]] = []
    headed = set(running.loc[running["priority_id"].isin(under.index), "work_id"])
    for _, work in ordered(works).iterrows():
        if work["work_id"] in headed:
            own = running[running["work_id"] == work["work_id"]]
            mine = passages[passages["passage_id"].isin(own["passage_id"])]
            counts = tallies(mine, _assigned(mine, under), documents, works)[0]
            items = lists[lists["work_id"] == work["work_id"]]
            rows += _rows(str(work["work_id"]), items, counts.theme_ids, counts.works[str(work["work_id"])], settings)
    return from_rows("measured", rows)


def _assigned(passages: pd.DataFrame, under: pd.DataFrame) -> pd.DataFrame:
    """Each passage in the place of its declared item, as if that were its theme."""
    known = passages["priority_id"].where(passages["priority_id"].isin(under.index), REST)
    return pd.DataFrame(
        {
            "passage_id": passages["passage_id"],
            "theme_id": known,
            "strength": 1.0,
            "second_id": "",
            "second_strength": 0.0,
        }
    )


def _rows(
    work_id: str, items: pd.DataFrame, ids: tuple[str, ...], tally: WorkTally, settings: CompareSettings
) -> list[dict[str, Any]]:
    parents = dict(zip(items["priority_id"], items["parent_id"], strict=True))
    whole = np.array([[_stands_under(each, item, parents) for each in ids] for item in (*parents, REST)], dtype=float)
    share, lows, highs, _ = ends(tally.words.summed(whole), settings)
    declared = 1.0 - share[-1]
    told = {str(row["priority_id"]): row for row in items.to_dict("records")}
    rows = []
    for number, item in enumerate((*parents, REST)):
        row = told.get(item, {"parent_id": "", "depth": 0, "place": 0, "of": 0, "kind": ""})
        above = str(row["parent_id"])
        room = share[list(parents).index(above)] if above else declared
        rows.append(
            {
                "work_id": work_id,
                "text": tally.text,
                "priority_id": item,
                **{name: row[name] for name in ("depth", "place", "of", "kind")},
                "n_passages": int(whole[number] @ tally.n_passages),
                "share": _part(share[number]),
                "share_low": _part(lows[number]),
                "share_high": _part(highs[number]),
                "equal": _part(room / row["of"]) if row["of"] else float("nan"),
            }
        )
    return rows


def _stands_under(item: str, top: str, parents: dict[str, str]) -> bool:
    seen: set[str] = set()
    while item and item != top and item not in seen:
        seen.add(item)
        item = parents.get(item, "")
    return item == top if top else not seen and not item


def _part(share: float) -> float:
    return float(min(1.0, max(0.0, share)))
