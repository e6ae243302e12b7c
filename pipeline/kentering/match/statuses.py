"""Items that moved up or down in a plan's own order of things: transversal, priority, part, dimension."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kentering.match.caveats import rows_by_work
from kentering.match.stated import Stated
from kentering.match.strands import ONE_THEME
from kentering.match.ties import Declared, Tie
from kentering.match.trust import probabilities, trust
from kentering.tables import from_rows


def status_changes(given: Stated) -> pd.DataFrame:
    """Items that stand for one theme in two plans of a series and have another kind in the later one.

    Only ties that say the same thing under the same or another name, parts included. Where every item of one list is
    a dimension and none of the other is, the plans changed their frame and the theme did not: `frame` says so. `among`
    are the pairs of works that the model compared.
    """
    items, rows, odds = given.items, rows_by_work(given.works), probabilities(given.links)
    found: list[dict[str, Any]] = []
    for pair, tied in given.ties.items():
        if rows[pair[0]]["series"] != rows[pair[1]]["series"]:
            continue
        frame = _framed(pair[0], items) != _framed(pair[1], items)
        told = {"from_work": pair[0], "to_work": pair[1], "frame": frame}
        found += [{**told, **_row(tie, items), **trust(tie, odds).cells()} for tie in tied if _moved(tie, items)]
    return from_rows("status_changes", found)


def _moved(tie: Tie, items: Declared) -> bool:
    return tie.counts and tie.relation in ONE_THEME and items.kind_of[tie.from_id] != items.kind_of[tie.to_id]


def _framed(work: str, items: Declared) -> bool:
    tops = items.tops(work)
    return bool(tops) and all(items.kind_of[item] == "dimension" for item in tops)


def _row(tie: Tie, items: Declared) -> dict[str, Any]:
    return {
        "from_id": tie.from_id,
        "to_id": tie.to_id,
        "from_kind": items.kind_of[tie.from_id],
        "to_kind": items.kind_of[tie.to_id],
        "relation": tie.relation,
    }
