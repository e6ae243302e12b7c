"""Does the language version matter? Two versions of one work side by side, whole and by twin sections."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.commitment.counts import RESAMPLES
from kentering.commitment.wording import uses
from kentering.compare.counted import FEWEST, counted, sections
from kentering.settings import CompareSettings
from kentering.tables import from_rows

Real = npt.NDArray[np.float64]

BINDING = ("obligation", "commitment")


def versions(
    commitments: pd.DataFrame,
    passages: pd.DataFrame,
    documents: pd.DataFrame,
    works: pd.DataFrame,
    settings: CompareSettings,
) -> pd.DataFrame:
    """The language versions of each work held in two: words, binding sentences and concepts, whole and by twin section.

    Sections are compared one by one only where the versions have equally many. The interval of the difference in
    binding sentences draws twin sections again. It does not hold how much better one language's sentences are read
    than another's: a difference below that error says nothing on the plan.
    """
    rows = counted(passages, documents, works)
    found: list[dict[str, Any]] = []
    for work_id, own in rows.groupby("work_id", sort=True):
        said = commitments[commitments["work_id"] == work_id]
        for a, b in combinations(sorted(own["language"].unique()), 2):
            pair = [own[own["language"] == each] for each in (a, b)]
            same = {"work_id": work_id, "text": own["text_kind"].iloc[0], "language_a": a, "language_b": b}
            found += [{**same, **row} for row in _of_pair(pair, said, settings)]
    return from_rows("versions", found)


def _of_pair(pair: list[pd.DataFrame], said: pd.DataFrame, settings: CompareSettings) -> Iterator[dict[str, Any]]:
    numbers = sections(pair).numbers
    totals = [int(rows["n_words"].sum()) for rows in pair]
    if not all(totals):
        return
    placed = [rows.assign(_section=number) for rows, number in zip(pair, numbers, strict=True)]
    twins = numbers[0].max() == numbers[1].max()
    low, high = _interval(placed, said, settings) if twins else (np.nan, np.nan)
    yield {**_side_by_side(placed, said, totals, 0), "binding_low": low, "binding_high": high}
    for section in range(int(numbers[0].max()) + 1 if twins else 0):
        parts = [rows[rows["_section"] == section] for rows in placed]
        yield {**_side_by_side(parts, said, totals, section + 1), "binding_low": np.nan, "binding_high": np.nan}


def _side_by_side(parts: list[pd.DataFrame], said: pd.DataFrame, totals: list[int], section: int) -> dict[str, Any]:
    sides = [_side(rows, said, total, section) for rows, total in zip(parts, totals, strict=True)]
    named = [each.pop("concepts") for each in sides]
    row = {f"{name}_{side}": value for side, each in zip("ab", sides, strict=True) for name, value in each.items()}
    binding = [each["obligation"] + each["commitment"] for each in sides]
    return {
        **row,
        "section": section,
        "binding": binding[0] - binding[1],
        "concepts_both": sorted(named[0] & named[1]),
        "only_a": sorted(named[0] - named[1]),
        "only_b": sorted(named[1] - named[0]),
    }


def _side(rows: pd.DataFrame, said: pd.DataFrame, total: int, section: int) -> dict[str, Any]:
    own = said[said["passage_id"].isin(rows["passage_id"])]
    n_words = int(rows["n_words"].sum())
    parts = {
        value: float((own["modality"] == value).mean()) if len(own) else np.nan
        for value in ("obligation", "commitment", "possibility")
    }
    named = {
        each.concept
        for sentence, language in zip(own["said"], own["language"], strict=True)
        for each in uses(str(sentence), str(language))
        if not each.loose
    }
    headings = [path[-1] for path in rows["headings"] if len(path)] if section else []
    return {
        "heading": str(headings[0]) if headings else "",
        "page": int(rows["page"].min()),
        "n_words": n_words,
        "share": n_words / total,
        "n_sentences": len(own),
        **parts,
        "concepts": named,
    }


def _interval(placed: list[pd.DataFrame], said: pd.DataFrame, settings: CompareSettings) -> tuple[float, float]:
    size = int(placed[0]["_section"].max()) + 1
    if size < FEWEST:
        return np.nan, np.nan
    drawn = np.random.default_rng(settings.seed).multinomial(size, np.full(size, 1 / size), size=RESAMPLES)
    parts = [_binding(rows, said, size, drawn.astype(np.float64)) for rows in placed]
    tail = (1 - settings.confidence) / 2
    low, high = np.nanquantile(parts[0] - parts[1], [tail, 1 - tail])
    return float(low), float(high)


def _binding(rows: pd.DataFrame, said: pd.DataFrame, size: int, drawn: Real) -> Real:
    section = dict(zip(rows["passage_id"], (int(each) for each in rows["_section"]), strict=True))
    own = said[said["passage_id"].isin(section)]
    place = np.array([section[each] for each in own["passage_id"]], dtype=np.int64)
    binds = np.bincount(place, weights=own["modality"].isin(BINDING).to_numpy(dtype=np.float64), minlength=size)
    sentences = np.bincount(place, minlength=size).astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((drawn @ binds) / (drawn @ sentences))
