"""Which pairs of plans the model compares unasked."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date
from itertools import combinations

import pandas as pd

from kentering.cycles import begin, first_day, last_day, ordered, successive
from kentering.tables import LEVELS

Pair = tuple[str, str]
Span = tuple[date, date]

MOST = 4000  # pairs of plans of different series: all those of some ninety plans above the zones

logger = logging.getLogger(__name__)


def compared(links: pd.DataFrame, priorities: pd.DataFrame, works: pd.DataFrame) -> list[Pair]:
    """Pairs of works with lists, the higher level or the earlier one first, in the order of the works.

    Those of one series (local ones where they follow each other), those at the same level above the local one or at
    neighbouring levels, of whatever period: a theme may come to one series long after another had it (of more than
    4,000 such pairs the nearest in time, which is logged). A local plan is set beside federal and regional ones of its
    period. And all that links tie.
    """
    work_of = dict(zip(priorities["priority_id"], priorities["work_id"], strict=True))
    declaring = set(work_of.values())
    rows = [
        {str(k): v for k, v in row.items()} for row in ordered(works).to_dict("records") if row["work_id"] in declaring
    ]
    place = {str(row["work_id"]): at for at, row in enumerate(rows)}
    found = {pair for pair in successive(works) if set(pair) <= declaring} | _skipping(rows)
    spans = {str(row["work_id"]): _span(row) for row in rows}
    level = {str(row["work_id"]): str(row["level"]) for row in rows}
    near = [(str(a["work_id"]), str(b["work_id"])) for a, b in combinations(rows, 2) if _near(a, b)]
    beside = [pair for pair in near if "local" in {level[work] for work in pair}]
    found |= {pair for pair in beside if _together(*(spans[work] for work in pair))}
    found |= _nearest([pair for pair in near if "local" not in {level[work] for work in pair}], spans, level)
    ends = zip(links["from_id"].map(work_of), links["to_id"].map(work_of), strict=True)
    tied = {tuple(sorted(each, key=place.__getitem__)) for each in ends}
    seen = {frozenset(pair) for pair in found}
    found |= {(a, b) for a, b in tied if frozenset((a, b)) not in seen}
    return sorted(found, key=lambda pair: (place[pair[0]], place[pair[1]]))


def _skipping(rows: list[dict[str, object]]) -> set[Pair]:
    """Any two plans of one series above the local level: whoever compares neighbours only misses what comes back."""
    wide = [row for row in rows if row["level"] != "local" and begin(pd.Series(row))]
    return {(str(a["work_id"]), str(b["work_id"])) for a, b in combinations(wide, 2) if a["series"] == b["series"]}


def _near(a: dict[str, object], b: dict[str, object]) -> bool:
    levels = sorted(LEVELS.index(str(each["level"])) for each in (a, b))
    apart = levels[1] - levels[0]
    if apart == 0:
        return a["series"] != b["series"] and levels[0] < LEVELS.index("local")
    return apart == 1 or levels == [LEVELS.index("federal"), LEVELS.index("local")]


def _span(row: dict[str, object]) -> Span | None:
    """First and last day of a plan, prolongations included; an open end counts as four years."""
    first = begin(pd.Series(row))
    if first is None:
        return None
    ends = [last_day(str(row[name])) for name in ("cycle_end", "valid_to")]
    known = [each for each in ends if each]
    return min(first, first_day(str(row["valid_from"])) or first), max(known) if known else first.replace(
        year=first.year + 4, day=1
    )


def _nearest(pairs: list[Pair], spans: Mapping[str, Span | None], level: Mapping[str, str]) -> set[Pair]:
    """Those of pairs of different series that are compared: all, or where they are many the nearest in time.

    Of plans of one period, those of two levels first, then those that held together longest.
    """
    known = [(pair, _apart(a, b)) for pair in pairs if (a := spans[pair[0]]) and (b := spans[pair[1]])]
    known.sort(key=lambda each: (max(each[1], 0), level[each[0][0]] == level[each[0][1]], each[1], each[0]))
    if len(known) > MOST:
        logger.warning(
            "%d pairs of plans of different series are not compared, the farthest in time: more than %d of them "
            "(kentering compare compares any two)",
            len(known) - MOST,
            MOST,
        )
    return {pair for pair, _ in known[:MOST]}


def _apart(a: Span, b: Span) -> int:
    """The days between two plans; less than 1 where they hold at one time."""
    return (max(a[0], b[0]) - min(a[1], b[1])).days


def _together(a: Span | None, b: Span | None) -> bool:
    return a is not None and b is not None and _apart(a, b) <= 0
