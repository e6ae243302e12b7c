"""How two plans stand to each other: one series or two, one level or two. What a relation is called hangs on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kentering.match.names import Named
from kentering.match.nearness import Floats
from kentering.tables import LEVELS

STANDING = ("one_series", "level_step", "one_level", "european_1", "european_2")


@dataclass(frozen=True)
class Sides:
    """Two lists to hold against each other; `standing` says how their plans stand, in the order of STANDING."""

    first: Named
    second: Named
    standing: Floats


def sides(lists: dict[str, Named], pairs: Sequence[tuple[str, str]], works: pd.DataFrame) -> list[Sides]:
    """The two sides of each pair of works; a pair of which one declares nothing is left out."""
    rows = {str(row["work_id"]): row for row in works.to_dict("records")}
    series = {work: str(row["series"]) for work, row in rows.items()}
    levels = {work: LEVELS.index(str(row["level"])) for work, row in rows.items()}
    top = LEVELS.index("eu")
    return [
        Sides(
            lists[a],
            lists[b],
            np.array(
                [
                    series[a] == series[b],
                    levels[b] - levels[a],
                    levels[a] == levels[b],
                    levels[a] == top,
                    levels[b] == top,
                ],
                dtype=np.float64,
            ),
        )
        for a, b in pairs
        if a in lists and b in lists
    ]
