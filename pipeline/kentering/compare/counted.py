"""Which words of which passages count for a work, and in which sections they stand."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.errors import InputError
from kentering.tables import TEXTS

Whole = npt.NDArray[np.int64]

WANTED = 15  # sections that a text should have at least, for an interval that says something
EVEN = 7.5  # sections of equal length to which those must amount, so that one long chapter is not most of the text
FEWEST = 5  # with fewer no interval can be given


class Cut(NamedTuple):
    """The section of each passage, per language version, and what a section is: `sections` or `stretches`.

    `chapters` numbers, for each passage, what its section is a part of, a column for each level of headings above the
    sections, the nearest last; that of a stretch is the section that it was cut from.
    """

    numbers: list[Whole]
    units: str
    chapters: list[Whole]


def counted(passages: pd.DataFrame, documents: pd.DataFrame, works: pd.DataFrame) -> pd.DataFrame:
    """The passages that count, in reading order, with work_id, language and text (the kind of text) beside them.

    Running text only: no footnote, caption, table or pull quote. Commentary never counts. Of a work with several
    kinds of text only the best counts: full before summary before digest.
    """
    running = passages[passages["running"].astype(bool)]
    known = documents.rename(columns={"text": "text_kind"})[["document_id", "work_id", "language", "text_kind"]]
    unknown = sorted(set(running["document_id"]) - set(known["document_id"]))
    if unknown:
        message = f"no document '{unknown[0]}' for its passages"
        raise InputError(message, "add it to documents.csv, or segment again")
    joined = running.merge(known, on="document_id", how="left", validate="many_to_one")
    eligible = joined[(joined["text_kind"] != "commentary") & joined["work_id"].isin(works["work_id"])]
    rank = eligible["text_kind"].map({kind: place for place, kind in enumerate(TEXTS)})
    best = eligible[rank == rank.groupby(eligible["work_id"]).transform("min")]
    order = ["work_id", "language", "document_id", "block_first", "block_last", "passage_id"]
    return best.sort_values(order, kind="stable", ignore_index=True)


def sections(versions: list[pd.DataFrame]) -> Cut:
    """For each language version of a work, the number of the section that each passage stands in.

    A section is what stands under one path of headings, cut at the highest level at which every version has at least
    fifteen that are not too uneven, else at the lowest level. A section is the unit that varies: its passages are
    alike, so it is never cut where there are sections enough. Where there are not, a section much longer than the cube
    root of the number of passages is cut into `stretches` of about that length, in order: the length of block that
    suits text whose neighbours are alike (Hall, Horowitz and Jing 1995), so that a plan with one long chapter, or
    without headings, has units too. Intervals over stretches may be too short: two stretches of a chapter are alike.
    Where the versions have equally many sections these are cut into equally many parts, so that they stay twins.
    """
    deepest = max((len(path) for version in versions for path in version["headings"]), default=0)
    cuts = [[_runs(version, depth) for version in versions] for depth in range(deepest + 1)]
    depth = next((depth for depth, each in enumerate(cuts) if all(map(_suffice, each))), None)
    if depth is not None:
        return Cut(cuts[depth], "sections", _above(cuts[:depth], versions))
    lowest = cuts[-1]
    if len({_count(numbers) for numbers in lowest}) == 1:
        parts = _parts(lowest)
    else:
        parts = [_parts([numbers])[0] for numbers in lowest]
    same = all(_count(one) == _count(two) for one, two in zip(lowest, parts, strict=True))
    if same:
        return Cut(parts, "sections", _above(cuts[:-1], versions))
    return Cut(parts, "stretches", _above(cuts, versions))


def _above(cuts: list[list[Whole]], versions: list[pd.DataFrame]) -> list[Whole]:
    """For each version, the numbers of the parts that its passages stand in, a column for each cut."""
    return [
        np.stack([each[place] for each in cuts], axis=1) if cuts else np.zeros((len(version), 0), dtype=np.int64)
        for place, version in enumerate(versions)
    ]


def _suffice(numbers: Whole) -> bool:
    sizes = np.bincount(numbers)
    return len(sizes) >= WANTED and float(sizes.sum() ** 2 / (sizes**2).sum()) >= EVEN


def _runs(version: pd.DataFrame, depth: int) -> Whole:
    keys = [
        (document_id, *path[:depth])
        for document_id, path in zip(version["document_id"], version["headings"], strict=True)
    ]
    new = [False, *(before != after for before, after in pairwise(keys))] if keys else []
    return np.cumsum(new, dtype=np.int64)


def _parts(twins: list[Whole]) -> list[Whole]:
    """The sections with the long ones cut, into equally many parts in each version."""
    sizes = np.array([np.bincount(numbers) for numbers in twins])
    length = np.cbrt(sizes.sum(axis=1).mean())
    parts = np.clip(np.rint(sizes.mean(axis=0) / length), 1, sizes.min(axis=0)).astype(np.int64)
    begins = np.cumsum(parts) - parts
    return [
        np.concatenate(
            [begin + np.arange(size) * count // size for begin, size, count in zip(begins, each, parts, strict=True)]
        )
        for each in sizes
    ]


def _count(numbers: Whole) -> int:
    return int(numbers[-1]) + 1 if len(numbers) else 0
