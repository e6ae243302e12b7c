"""The list of each plan: what it declares, in which order and under what."""

from __future__ import annotations

import pandas as pd

from kentering.match.ties import declared
from kentering.tables import from_rows


def lists(priorities: pd.DataFrame) -> pd.DataFrame:
    """Every declared item with its place in the printed list of its plan and its depth in the hierarchy.

    `place` counts among the items that stand under the same one: two numberings in one plan (chapter 3 for transversal
    themes, chapter 4 for clusters) give one order, that in which the list is printed.
    """
    items = declared(priorities)
    parent = dict(zip(priorities["priority_id"], priorities["parent_id"], strict=True))
    above = {item: str(parent[item]) if parent[item] in parent else "" for item in items.work_of}
    depth: dict[str, int] = {}
    siblings: dict[tuple[str, str], list[str]] = {}
    for item, work in items.work_of.items():
        depth[item] = _depth(item, above)
        siblings.setdefault((work, above[item]), []).append(item)
    printed = priorities.set_index("priority_id")[["number", "number_alternative"]].to_dict("index")
    return from_rows(
        "lists",
        [
            {
                "work_id": work,
                "priority_id": item,
                "parent_id": above[item],
                "top_id": items.top_of[item],
                "depth": depth[item],
                "place": siblings[work, above[item]].index(item) + 1,
                "of": len(siblings[work, above[item]]),
                "number": printed[item]["number"],
                "number_alternative": printed[item]["number_alternative"],
                "kind": items.kind_of[item],
            }
            for item, work in items.work_of.items()
        ],
    )


def _depth(item: str, above: dict[str, str]) -> int:
    seen = [item]
    while above[seen[-1]] and above[seen[-1]] not in seen:
        seen.append(above[seen[-1]])
    return len(seen) - 1
