"""Each theme's part of each work."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.compare.counted import FEWEST
from kentering.compare.estimate import estimate, share_interval
from kentering.compare.tallies import Tallies, Tally, WorkTally, tallies
from kentering.cycles import ordered
from kentering.settings import CompareSettings
from kentering.tables import from_rows

Real = npt.NDArray[np.float64]


def shares(
    passages: pd.DataFrame,
    assignments: pd.DataFrame,
    documents: pd.DataFrame,
    works: pd.DataFrame,
    settings: CompareSettings,
    counts: list[Tallies] | None = None,
) -> pd.DataFrame:
    """Part of each work that falls to each theme, broad and narrow, by words and by passages; zeros included.

    Running text counts, per language version and then averaged, so that a plan in two languages counts once. The
    broad shares of a work with the row "" (what fits nowhere) sum to one. A work without running text has no rows: its
    shares are not known, not zero.

    The estimand: a plan is a census of its own words, so the share itself has no sampling error. The interval is for
    the share that the issuer's way of writing would give to the theme as it was found, had other sections of the kind
    been written: it says how far the share hangs on single sections (`units`), and on passages that fall between two
    themes, those of one section together. A subject that the clustering did not tell from another has no row, and no
    interval speaks for it. See `share_interval`.
    A text with fewer than five sections gives none, nor one whose sections hang together in fewer than five chapters:
    its interval is 0 to 1. `repeated_within` and `repeated_between` say how much of the share is boilerplate. `counts`
    saves tallying again what `shifts` needs too.
    """
    found = counts if counts is not None else tallies(passages, assignments, documents, works)
    rows: list[dict[str, Any]] = []
    for level, each in enumerate(found):
        for _, work in ordered(works).iterrows():
            tally = each.works.get(str(work["work_id"]))
            if tally is None:
                continue
            about = {column: work[column] for column in ("work_id", "series", "level", "cycle")}
            told = _rows(tally, each.theme_ids, settings)
            rows += [{**about, **row} for row in told if level == 0 or row["theme_id"]]
    return from_rows("shares", rows)


def _rows(tally: WorkTally, theme_ids: tuple[str, ...], settings: CompareSettings) -> list[dict[str, Any]]:
    words, passages = ends(tally.words, settings), ends(tally.passages, settings)
    return [
        {
            "text": tally.text,
            "theme_id": theme_id,
            "n_passages": int(tally.n_passages[place]),
            "share": words.share[place],
            "share_low": words.low[place],
            "share_high": words.high[place],
            "passage_share": passages.share[place],
            "passage_share_low": passages.low[place],
            "passage_share_high": passages.high[place],
            "repeated_within": tally.repeated_within[place],
            "repeated_between": tally.repeated_between[place],
            "sections": tally.words.sections,
            "units": tally.units if words.given else "none",
        }
        for place, theme_id in enumerate(theme_ids)
    ]


class Ends(NamedTuple):
    """Shares with the ends of their intervals: 0 to 1 where none is given."""

    share: Real
    low: Real
    high: Real
    given: bool


def ends(tally: Tally, settings: CompareSettings) -> Ends:
    """The interval of each share; none where sections, or the chapters that they hang together in, are too few."""
    found = estimate(tally)
    if min(tally.sections, found.units) < FEWEST:
        return Ends(found.share, np.zeros_like(found.share), np.ones_like(found.share), given=False)
    return Ends(found.share, *share_interval(found, settings.confidence), given=True)
