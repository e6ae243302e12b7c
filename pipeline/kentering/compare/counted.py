"""Which words of which passages count for a work, and in which sections they stand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.errors import InputError
from kentering.tables import TEXTS

Whole = npt.NDArray[np.int64]

WANTED = 8  # sections that a text should have at least, for an interval that says something
FEWEST = 5  # with fewer no interval can be given
LARGEST = 0.25  # largest part of the words that one section should hold


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


def sections(versions: list[pd.DataFrame]) -> list[Whole]:
    """For each language version of a work, the number of the section that each passage stands in.

    A section is what stands under one path of headings, cut at the highest level at which every version has at least
    eight sections and none holds more than a quarter of the words; failing that at the highest level with eight.
    A text without that many headings goes by its lowest headings if they make five sections, and otherwise is cut
    into eight pieces of about equal length, in order.
    """
    deepest = max((len(path) for version in versions for path in version["headings"]), default=0)
    cuts = [[_runs(version, depth) for version in versions] for depth in range(1, deepest + 1)]
    many = [cut for cut in cuts if min(map(_count, cut)) >= WANTED]
    even = [cut for cut in many if max(map(_largest, versions, cut)) <= LARGEST]
    if even or many:
        return (even or many)[0]
    if cuts and min(map(_count, cuts[-1])) >= FEWEST:
        return cuts[-1]
    return [_pieces(version) for version in versions]


def _runs(version: pd.DataFrame, depth: int) -> Whole:
    keys = [
        (document_id, *path[:depth])
        for document_id, path in zip(version["document_id"], version["headings"], strict=True)
    ]
    new = [False, *(before != after for before, after in pairwise(keys))] if keys else []
    return np.cumsum(new, dtype=np.int64)


def _pieces(version: pd.DataFrame) -> Whole:
    words = version["n_words"].to_numpy(dtype=np.float64)
    pieces = min(WANTED, len(words))
    middles = (np.cumsum(words) - words / 2) / max(words.sum(), 1.0)
    places = np.minimum((middles * pieces).astype(np.int64), pieces - 1)
    return np.unique(places, return_inverse=True)[1].astype(np.int64)


def _count(numbers: Whole) -> int:
    return int(numbers[-1]) + 1 if len(numbers) else 0


def _largest(version: pd.DataFrame, numbers: Whole) -> float:
    words = np.bincount(numbers, weights=version["n_words"].to_numpy(dtype=np.float64))
    return float(words.max() / max(words.sum(), 1.0))
