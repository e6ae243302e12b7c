"""Boosted trees as a table: read, and judged by, without the library that grew them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.match.nearness import Floats, Whole

_CHUNK = 20_000
COLUMNS = ("tree", "node", "score", "threshold", "low", "high")


@dataclass(frozen=True)
class Trees:
    """Trees side by side; every node is a row, a leaf points to itself."""

    roots: Whole
    scores: Whole
    thresholds: Floats
    low: Whole
    high: Whole
    values: Floats  # a row a node, a column a class
    depth: int

    def total(self, rows: Floats) -> Floats:
        """The sum of the leaves in which each row ends, a column a class."""
        pieces = [self._total(rows[start : start + _CHUNK]) for start in range(0, len(rows), _CHUNK)]
        return np.concatenate(pieces) if pieces else np.zeros((0, self.values.shape[1]))

    def _total(self, rows: Floats) -> Floats:
        at = np.broadcast_to(self.roots, (len(rows), len(self.roots))).copy()
        places = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            down = rows[places, self.scores[at]] <= self.thresholds[at]
            at = np.where(down, self.low[at], self.high[at])
        total: npt.NDArray[np.float64] = self.values[at].sum(axis=1)
        return total


def trees(table: pd.DataFrame, names: Sequence[str]) -> Trees:
    """The trees of a table: COLUMNS, then a column a class; `names` are the scores in the order of the rows to judge.

    A row whose `score` is below or at the threshold goes on at node `low` of its tree, otherwise at `high`; a leaf has
    no score and gives its values.
    """
    starts = np.flatnonzero(table["node"].to_numpy() == 0)
    first = np.repeat(starts, np.diff([*starts, len(table)]))
    leaf = (table["score"] == "").to_numpy()
    itself = np.arange(len(table))
    place = {name: at for at, name in enumerate(names)}
    low = np.where(leaf, itself, first + table["low"].to_numpy(dtype=np.int64))
    high = np.where(leaf, itself, first + table["high"].to_numpy(dtype=np.int64))
    return Trees(
        roots=starts,
        scores=np.array([place.get(str(name), 0) for name in table["score"]], dtype=np.int64),
        thresholds=table["threshold"].to_numpy(dtype=np.float64),
        low=low,
        high=high,
        values=table.drop(columns=list(COLUMNS)).to_numpy(dtype=np.float64),
        depth=_depth(low, high, leaf, starts),
    )


def _depth(low: Whole, high: Whole, leaf: npt.NDArray[np.bool_], starts: Whole) -> int:
    depth, level = 0, starts
    while not leaf[level].all():
        inner = level[~leaf[level]]
        level = np.concatenate([low[inner], high[inner]])
        depth += 1
    return depth
