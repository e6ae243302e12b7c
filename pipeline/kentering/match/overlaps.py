"""What plans of different series share in one period, and what is in only one of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from kentering.cycles import ends, first_day, last_day, ordered
from kentering.match.caveats import Row, caveats_of, rows_by_work
from kentering.match.ties import Declared, declared
from kentering.tables import from_rows


def overlaps(coverage: pd.DataFrame, priorities: pd.DataFrame, works: pd.DataFrame) -> pd.DataFrame:
    """Each two plans of different series that held at one time and that were compared, once, the higher level first.

    How many top-level items of each are found in the other, and which are not. The period counts by validity,
    prolongations included; where no day is known, by the years in the title.
    """
    items, rows, closing = declared(priorities), rows_by_work(works), ends(works)
    place = {str(work): number for number, work in enumerate(ordered(works)["work_id"])}
    sides = {(str(row["from_work"]), str(row["to_work"])): row for row in coverage.to_dict("records")}
    pairs = sorted({_in_order(pair, place) for pair in sides}, key=lambda pair: (place[pair[0]], place[pair[1]]))
    return from_rows(
        "overlaps",
        [
            _row(pair, sides, items, rows)
            for pair in pairs
            if pair in sides and pair[::-1] in sides and _beside(pair, rows, closing)
        ],
    )


def _in_order(pair: tuple[str, str], place: dict[str, int]) -> tuple[str, str]:
    first, second = sorted(pair, key=lambda work: place[work])
    return first, second


def _beside(pair: tuple[str, str], rows: Mapping[str, Row], closing: Mapping[str, date | None]) -> bool:
    """Are the two of different series, and is there a day on which both may have been in force?"""
    if rows[pair[0]]["series"] == rows[pair[1]]["series"]:
        return False
    (begins, ends), (begun, ended) = (_span(rows[each], closing[each]) for each in pair)
    return bool(begins and ends and begun and ended and max(begins, begun) <= min(ends, ended))


def _span(work: Row, closing: date | None) -> tuple[date | None, date | None]:
    begins = first_day(str(work["valid_from"])) or first_day(str(work["cycle_start"]))
    days = [last_day(str(work[each])) for each in ("valid_to", "valid_alternative", "cycle_end")]
    return begins, max((day for day in days if day), default=closing)


def _row(pair: tuple[str, str], sides: dict[tuple[str, str], Any], items: Declared, rows: Any) -> dict[str, Any]:  # noqa: ANN401
    there, back = sides[pair], sides[pair[::-1]]
    return {
        "from_work": pair[0],
        "to_work": pair[1],
        "from_family": rows[pair[0]]["family"],
        "to_family": rows[pair[1]]["family"],
        "n_from": int(there["n_declared"]),
        "found_from": int(there["n_covered"]),
        "n_to": int(back["n_declared"]),
        "found_to": int(back["n_covered"]),
        "only_from": list(there["uncovered"]),
        "only_to": list(back["uncovered"]),
        "note": "; ".join(caveats_of(pair, items, rows)),
    }
