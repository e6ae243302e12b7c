"""How the model of links is grown: candidates with what people said of them, trees, and a sigmoid over unseen pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.cycles import ordered
from kentering.match import relating
from kentering.match.judge import Judge
from kentering.match.manner import by_manner_alone
from kentering.match.names import named
from kentering.match.nearness import Floats
from kentering.match.parts import Relations, doubted, kept
from kentering.match.scores import promising, rows, scores
from kentering.match.standing import Sides, sides
from kentering.match.ties import TURNED
from kentering.match.trees import COLUMNS, trees

Flags = npt.NDArray[np.bool_]

_GROWING: dict[str, Any] = {
    "max_iter": 120,
    "learning_rate": 0.06,
    "max_leaf_nodes": 8,
    "min_samples_leaf": 20,
    "l2_regularization": 5.0,
    "max_features": 0.4,
    "random_state": 20260101,
    "early_stopping": False,
}
_FOLDS = 4


@dataclass(frozen=True)
class Candidates:
    """All pairs of items of all pairs of works that a person compared; one row each."""

    names: tuple[str, ...]
    rows: Floats
    sides: tuple[Sides, ...]  # of each pair of works
    starts: tuple[int, ...]  # the first row of each pair of works
    table: pd.DataFrame  # from_work, to_work, from_id, to_id, relation, certainty: both empty where there is no link

    @property
    def linked(self) -> Flags:
        """Whether a person tied the two."""
        return (self.table["relation"] != "").to_numpy(dtype=bool)

    @property
    def certain(self) -> Flags:
        """Whether the row may be learnt from or judged by: a link of low certainty is neither a link nor none."""
        return (self.table["certainty"] != "low").to_numpy(dtype=bool)

    @property
    def pairs(self) -> npt.NDArray[np.str_]:
        """The pair of works of each row."""
        return (self.table["from_work"] + " " + self.table["to_work"]).to_numpy(dtype=np.str_)


def candidates(priorities: pd.DataFrame, links: pd.DataFrame, works: pd.DataFrame) -> Candidates:
    """The candidates of every pair of works that persons' links tie, the higher level or the earlier plan first."""
    items = named(priorities)
    given = _ordered(links[links["origin"] == "person"], priorities, works)
    by_pair = {(str(a), str(b)): tied for (a, b), tied in given.groupby(["from_work", "to_work"], sort=True)}
    lists = {work: items.of(work) for work in sorted({each for pair in by_pair for each in pair})}
    asked = sides(lists, list(by_pair), works)
    tables, matrices = [], []
    names: tuple[str, ...] = ()
    for ((from_work, to_work), tied), both in zip(by_pair.items(), asked, strict=True):
        scored = scores(both.first, both.second)
        names = tuple(scored)
        matrices.append(rows(scored))
        tables.append(_rows(both.first.ids, both.second.ids, tied).assign(from_work=from_work, to_work=to_work))
    starts = np.cumsum([0, *(len(each) for each in tables)])[:-1]
    all_rows = pd.concat(tables, ignore_index=True)
    return Candidates(names, np.concatenate(matrices), tuple(asked), tuple(int(each) for each in starts), all_rows)


def _ordered(links: pd.DataFrame, priorities: pd.DataFrame, works: pd.DataFrame) -> pd.DataFrame:
    """The links with their works, those against the order of the works turned."""
    work_of = dict(zip(priorities["priority_id"], priorities["work_id"], strict=True))
    place = {str(work): at for at, work in enumerate(ordered(works)["work_id"])}
    found = links.assign(from_work=links["from_id"].map(work_of), to_work=links["to_id"].map(work_of))
    back = found["from_work"].map(place) > found["to_work"].map(place)
    names = {"from_id": "to_id", "to_id": "from_id", "from_work": "to_work", "to_work": "from_work"}
    turned = found[back].rename(columns=names)
    turned["relation"] = [TURNED.get(str(each), str(each)) for each in turned["relation"]]
    return pd.concat([found[~back], turned[found.columns]], ignore_index=True)


def _rows(first: tuple[str, ...], second: tuple[str, ...], tied: pd.DataFrame) -> pd.DataFrame:
    said = {(row["from_id"], row["to_id"]): row for row in tied.to_dict("records")}
    table = pd.DataFrame({"from_id": np.repeat(first, len(second)), "to_id": np.tile(second, len(first))})
    ends = list(zip(table["from_id"], table["to_id"], strict=True))
    for column in ("relation", "certainty"):
        table[column] = [str(said[each][column]) if each in said else "" for each in ends]
    return table


@dataclass(frozen=True)
class Grown:
    """A judge, the table of its trees, and the threshold at which it agrees best with what it was not shown.

    `unseen` are the probabilities of all candidates by trees that had not seen their pair of works; 0 if not chosen.
    """

    judge: Judge
    table: pd.DataFrame
    threshold: float
    unseen: Floats


def grown(known: Candidates, chosen: Flags) -> Grown:
    """A judge from the chosen rows; its sigmoid and its threshold come from pairs of works left out in turn."""
    asked = chosen & promising(known.rows, known.names)
    leanings = _unseen(known, asked)
    sure = asked & known.certain
    slope, intercept = _sigmoid(leanings[sure], known.linked[sure])
    table, base = _trees(known, sure)
    unseen = np.where(asked, 1.0 / (1.0 + np.exp(-(slope * leanings + intercept))), 0.0)
    told = chosen & known.certain
    threshold = best_threshold(unseen[told], known.linked[told])
    near, far = parts_of(known, chosen, unseen, threshold)
    shares = [_share(known.linked[told & (each != "")]) for each in (near, far)]
    judge = Judge(known.names, trees(table, known.names), base, slope, intercept, *shares)
    return Grown(judge, table, threshold, unseen)


def parts_of(known: Candidates, chosen: Flags, odds: Floats, threshold: float) -> tuple[Relations, Relations]:
    """What the second item of each chosen row is to the first where nothing answers the one: see `kept`, `doubted`.

    Empty elsewhere. `odds` are those of all candidates of the chosen pairs of works.
    """
    near, far = (np.full(len(odds), "", dtype="U8") for _ in range(2))
    for both, start in zip(known.sides, known.starts, strict=True):
        shape = (len(both.first.ids), len(both.second.ids))
        here = slice(start, start + shape[0] * shape[1])
        if chosen[here].any():
            found = (odds[here] >= threshold).reshape(shape)
            parts = kept(both.first, both.second, found)
            near[here] = parts.ravel()
            far[here] = doubted(both.first, both.second, found | (parts != "")).ravel()
    return np.where(chosen, near, ""), np.where(chosen, far, "")


def by_manner(known: Candidates) -> Flags:
    """Which rows have no more in common than a manner."""
    return np.concatenate([by_manner_alone(both.first, both.second).ravel() for both in known.sides])


def _share(linked: Flags) -> float:
    """How many are links, of the chosen ones; drawn to a half where there are few (Laplace)."""
    return round((int(linked.sum()) + 1) / (len(linked) + 2), 3)


def _unseen(known: Candidates, chosen: Flags) -> Floats:
    """What trees grown on the other pairs of works say of each chosen row, in log odds."""
    found = np.zeros(len(chosen))
    for left_out in _folds(known.pairs[chosen]):
        out = chosen & np.isin(known.pairs, left_out)
        table, base = _trees(known, chosen & known.certain & ~out)
        found[out] = base + trees(table, known.names).total(known.rows[out])[:, 0]
    return found


def best_threshold(probabilities: Floats, linked: Flags) -> float:
    """Half of the best F1 that any threshold reaches: there calibrated probabilities serve F1 best (Lipton 2014).

    Steadier than the best threshold itself, which on few links is a matter of chance.
    """
    tried = np.round(np.arange(0.1, 0.9, 0.01), 2)
    return round(max(f1(linked, probabilities >= each) for each in tried) / 2, 2)


def f1(linked: Flags, found: Flags) -> float:
    """The harmonic mean of precision and recall.

    >>> f1(np.array([True, True, False]), np.array([True, False, False]))
    0.6666666666666666
    """
    both, either = int((linked & found).sum()), int(linked.sum() + found.sum())
    return 2 * both / either if either else 1.0


def _folds(pairs: npt.NDArray[np.str_]) -> Iterator[list[str]]:
    """The pairs of works dealt out by size, so that each fold has large and small ones."""
    names, sizes = np.unique(pairs, return_counts=True)
    by_size = names[np.argsort(-sizes, kind="stable")]
    yield from ([str(each) for each in by_size[start::_FOLDS]] for start in range(min(_FOLDS, len(by_size))))


def _sigmoid(leanings: Floats, linked: Flags) -> tuple[float, float]:
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=100.0).fit(leanings[:, None], linked)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def _trees(known: Candidates, chosen: Flags) -> tuple[pd.DataFrame, float]:
    """The trees as a table, and the log odds they start from."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    fitted = HistGradientBoostingClassifier(**_GROWING).fit(known.rows[chosen], known.linked[chosen])
    found = []
    for number, (grown_tree,) in enumerate(fitted._predictors):  # shown nowhere else
        for at, node in enumerate(grown_tree.nodes):
            leaf = bool(node["is_leaf"])
            name = "" if leaf else known.names[int(node["feature_idx"])]
            split = 0.0 if leaf else float(node["num_threshold"])
            ends = (0, 0) if leaf else (int(node["left"]), int(node["right"]))
            found.append((number, at, name, split, *ends, float(node["value"]) if leaf else 0.0))
    return pd.DataFrame(found, columns=[*COLUMNS, "value"]), float(np.ravel(fitted._baseline_prediction)[0])


def write(known: Candidates, folder: Path) -> None:
    """Store the model grown from all candidates: its two tables of trees, and where they start from."""
    everything = np.ones(len(known.rows), dtype=bool)
    made = grown(known, everything)
    judge = made.judge
    made.table.to_csv(folder / "trees.csv", index=False, lineterminator="\n")
    named = relating.taught_table(known, known.linked & known.certain, made.unseen, made.threshold)
    named.to_csv(folder / "relations.csv", index=False, lineterminator="\n")
    numbers = {name: getattr(judge, name) for name in ("base", "slope", "intercept", "of_part", "of_far")}
    numbers["threshold"] = made.threshold
    lines = ["# Written by tests/benchmarks/matching.py --write.", "[link]"]
    (folder / "model.toml").write_text("\n".join([*lines, *(f"{k} = {v!r}" for k, v in numbers.items()), ""]), "utf-8")
