"""What the second item of a link is to the first: a forest over wordings, plans and the links around it.

Extremely randomised trees (Geurts 2006), kept as a table as the trees of `judge` are. They see how the two plans
stand to each other (what is split from one cycle to the next is narrower from one level to the next) and the other
likely links of the two items, as the model of links sees them where it was not shown the pair: in use it never is.
What they say bends to the count of likely links: one item to one is never a split nor a merger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.match.nearness import Floats, Whole
from kentering.match.phrasing import PHRASING, phrasing
from kentering.match.standing import STANDING, Sides
from kentering.match.trees import COLUMNS, Trees, trees
from kentering.match.web import Flags, web

if TYPE_CHECKING:
    from kentering.match.training import Candidates

_OF_SEVERAL = ("split", "merged")
_GROWING: dict[str, Any] = {
    "n_estimators": 60,
    "min_samples_leaf": 3,
    "max_features": 0.4,
    "random_state": 20260101,
}


@dataclass(frozen=True)
class Described:
    """Candidates of some pairs of lists, a row each, by named figures.

    `open` says of each row whether it may be a split and whether it may be a merger: only where another likely link,
    to an item that is neither above nor below, meets it at the one end or the other.
    """

    names: tuple[str, ...]
    rows: Floats
    open: Flags

    @classmethod
    def joined(cls, parts: Sequence[Described]) -> Described:
        """The rows of several, in their order."""
        return cls(
            parts[0].names, np.concatenate([each.rows for each in parts]), np.concatenate([each.open for each in parts])
        )


@dataclass(frozen=True)
class Teller:
    """A fitted forest and the relations that it tells apart."""

    trees: Trees
    relations: tuple[str, ...]

    def relations_of(self, seen: Described) -> npt.NDArray[np.str_]:
        """The likeliest relation of each row among those that the links around it leave open."""
        total = self.trees.total(seen.rows)
        for relation, allowed in zip(_OF_SEVERAL, seen.open.T, strict=True):
            if relation in self.relations:
                total[~allowed, self.relations.index(relation)] = -1.0
        likeliest = total.argmax(axis=1)
        return np.array([self.relations[each] for each in likeliest], dtype=np.str_)


def described(both: Sides, ends: Whole, odds: Floats, threshold: float) -> Described:
    """Some candidates of two lists as the teller sees them.

    `ends` are two columns: the places of a candidate's items. `odds` are the probabilities of all candidates of the two
    lists, as a matrix.
    """
    around = web(odds, threshold, both.first, both.second)
    at = (ends[:, 0], ends[:, 1])
    words = phrasing(both.first, both.second, ends)
    standing = np.tile(both.standing, (len(ends), 1))
    figures = np.column_stack([words, standing, *(each[at] for each in around.values())])
    several = np.column_stack([around[name][at] > 0 for name in ("links_strange_1", "links_strange_2")])
    return Described((*PHRASING, *STANDING, *around), figures, several)


def relations(described: Described) -> npt.NDArray[np.str_]:
    """The relation of each candidate, as if it were a link, by the forest that comes with kentering."""
    return _teller(described.names).relations_of(described)


def taught(known: Candidates, chosen: Flags, odds: Floats, threshold: float) -> Teller:
    """A teller from the chosen links of persons; `odds` of all candidates, by trees that had not seen their pair."""
    return _of_table(*_grown(_seen(known, chosen, odds, threshold), known.table["relation"].to_numpy(str)[chosen]))


def taught_table(known: Candidates, chosen: Flags, odds: Floats, threshold: float) -> pd.DataFrame:
    """The forest as a table: COLUMNS, then a column a relation."""
    return _grown(_seen(known, chosen, odds, threshold), known.table["relation"].to_numpy(str)[chosen])[0]


def told(teller: Teller, known: Candidates, chosen: Flags, odds: Floats, threshold: float) -> npt.NDArray[np.str_]:
    """The relation of each chosen row, as if it were a link."""
    return teller.relations_of(_seen(known, chosen, odds, threshold))


def _seen(known: Candidates, chosen: Flags, odds: Floats, threshold: float) -> Described:
    """The chosen rows as the teller sees them, in their order."""
    found = []
    for both, start in zip(known.sides, known.starts, strict=True):
        shape = (len(both.first.ids), len(both.second.ids))
        here = slice(start, start + shape[0] * shape[1])
        at = np.flatnonzero(chosen[here])
        ends = np.column_stack(np.unravel_index(at, shape)).astype(np.int64)
        matrix = odds[here].reshape(shape)
        found.append(described(both, ends, matrix, threshold))
    return Described.joined(found)


def _grown(seen: Described, meant: npt.NDArray[np.str_]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The forest as a table, and the names of the figures in it."""
    from sklearn.ensemble import ExtraTreesClassifier

    fitted = ExtraTreesClassifier(**_GROWING).fit(seen.rows, meant)
    found = []
    for number, each in enumerate(fitted.estimators_):
        grown = each.tree_
        for at in range(grown.node_count):
            leaf = grown.children_left[at] < 0
            name, split = ("", 0.0) if leaf else (seen.names[grown.feature[at]], round(float(grown.threshold[at]), 6))
            ends = (0, 0) if leaf else (int(grown.children_left[at]), int(grown.children_right[at]))
            parts = [round(float(part), 4) if leaf else 0.0 for part in grown.value[at, 0]]
            found.append((number, at, name, split, *ends, *parts))
    return pd.DataFrame(found, columns=[*COLUMNS, *(str(each) for each in fitted.classes_)]), seen.names


@cache
def _teller(names: tuple[str, ...]) -> Teller:
    text = files("kentering.match").joinpath("relations.csv").read_text(encoding="utf-8")
    return _of_table(pd.read_csv(StringIO(text), keep_default_na=False), names)


def _of_table(table: pd.DataFrame, names: tuple[str, ...]) -> Teller:
    return Teller(trees(table, names), tuple(str(each) for each in table.columns[len(COLUMNS) :]))
