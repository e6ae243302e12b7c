"""What the second item of a link is to the first: a forest over the scores and over how many links meet at each end.

Random forest (Breiman 2001), kept as a table as the trees of `judge` are. Split and merged are read from the graph:
several links out of one item, or into one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.match.nearness import Floats, Whole
from kentering.match.trees import COLUMNS, Trees, trees

if TYPE_CHECKING:
    from kentering.match.training import Candidates, Flags

_GRAPH = ("links_1", "links_2", "links_level_1", "links_level_2", "links_apart", "links_level_apart")
_GROWING: dict[str, Any] = {
    "n_estimators": 60,
    "max_leaf_nodes": 24,
    "min_samples_leaf": 2,
    "max_features": 0.3,
    "random_state": 20260101,
}


@dataclass(frozen=True)
class Teller:
    """A fitted forest and the relations that it tells apart."""

    trees: Trees
    relations: tuple[str, ...]

    def relations_of(self, described: Floats) -> npt.NDArray[np.str_]:
        """The likeliest relation of each row."""
        likeliest = self.trees.total(described).argmax(axis=1)
        return np.array([self.relations[each] for each in likeliest], dtype=np.str_)


def relations(
    scored: Floats, names: tuple[str, ...], ends: Whole, linked: npt.NDArray[np.bool_]
) -> npt.NDArray[np.str_]:
    """The relation of each candidate, as if it were a link; `linked` are those that are.

    `ends` are three columns of numbers: the pair of works, the first item and the second.
    """
    return _teller(names).relations_of(_described(scored, names, (ends[:, 0], ends[:, 1], ends[:, 2]), linked))


def taught(known: Candidates, chosen: Flags) -> Teller:
    """A teller from the chosen links of persons."""
    return _of_table(taught_table(known, chosen), known.names)


def taught_table(known: Candidates, chosen: Flags) -> pd.DataFrame:
    """The forest as a table: COLUMNS, then a column a relation."""
    from sklearn.ensemble import RandomForestClassifier

    names = [*known.names, *_GRAPH]
    described = _described(known.rows, known.names, _ends(known), known.linked)[chosen]
    fitted = RandomForestClassifier(**_GROWING).fit(described, known.table["relation"].to_numpy(dtype=str)[chosen])
    found = []
    for number, each in enumerate(fitted.estimators_):
        grown = each.tree_
        for at in range(grown.node_count):
            leaf = grown.children_left[at] < 0
            name, split = ("", 0.0) if leaf else (names[grown.feature[at]], round(float(grown.threshold[at]), 6))
            ends = (0, 0) if leaf else (int(grown.children_left[at]), int(grown.children_right[at]))
            parts = [round(float(part), 4) if leaf else 0.0 for part in grown.value[at, 0]]
            found.append((number, at, name, split, *ends, *parts))
    return pd.DataFrame(found, columns=[*COLUMNS, *(str(each) for each in fitted.classes_)])


def told(teller: Teller, known: Candidates, chosen: Flags, linked: Flags) -> npt.NDArray[np.str_]:
    """The relation of each chosen row, where `linked` says which of these are links."""
    ends = tuple(each[chosen] for each in _ends(known))
    return teller.relations_of(_described(known.rows[chosen], known.names, (ends[0], ends[1], ends[2]), linked))


Ends = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]


def _ends(known: Candidates) -> Ends:
    """A number for the pair of works, the first item and the second item of each row."""
    columns = (known.pairs, known.table["from_id"].to_numpy(str), known.table["to_id"].to_numpy(str))
    pair, first, second = (np.unique(each, return_inverse=True)[1].astype(np.int64) for each in columns)
    return pair, first, second


def _described(scored: Floats, names: tuple[str, ...], ends: Ends, linked: npt.NDArray[np.bool_]) -> Floats:
    """The scores with the number of links at each end: all of them, and those to items as deep in their list."""
    depths = [scored[:, names.index(name)].astype(np.int64) for name in ("depth_1", "depth_2")]
    counts = [
        _counted((ends[0], ends[1]), linked),
        _counted((ends[0], ends[2]), linked),
        _counted((ends[0], ends[1], depths[1]), linked),
        _counted((ends[0], ends[2], depths[0]), linked),
    ]
    return np.column_stack([scored, *counts, counts[0] - counts[1], counts[2] - counts[3]])


def _counted(keys: tuple[npt.NDArray[np.int64], ...], linked: npt.NDArray[np.bool_]) -> Floats:
    _, groups = np.unique(np.column_stack(keys), axis=0, return_inverse=True)
    flat = groups.ravel()
    counts: Floats = np.bincount(flat, weights=linked.astype(np.float64)).astype(np.float64)
    return counts[flat]


@cache
def _teller(names: tuple[str, ...]) -> Teller:
    text = files("kentering.match").joinpath("relations.csv").read_text(encoding="utf-8")
    return _of_table(pd.read_csv(StringIO(text), keep_default_na=False), names)


def _of_table(table: pd.DataFrame, names: tuple[str, ...]) -> Teller:
    return Teller(trees(table, [*names, *_GRAPH]), tuple(str(each) for each in table.columns[len(COLUMNS) :]))
