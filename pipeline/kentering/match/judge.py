"""The model of links: probabilities of candidates from their scores, by a table of trees that a script refits.

Boosted trees (Friedman 2001) over the scores, set right by a sigmoid (Platt 1999) that was fitted on pairs of plans the
trees had not seen. `training` refits both from the links of a corpus; nothing here learns, and nothing is pickled.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO

import numpy as np
import pandas as pd

from kentering.match.nearness import Floats
from kentering.match.scores import promising
from kentering.match.trees import Trees, trees


@dataclass(frozen=True)
class Judge:
    """A fitted model: trees over named scores, where they start from, and the sigmoid.

    `of_part` is the probability that an item answers one that nothing else does, where it is a near part of it or its
    whole; `of_far` the same where it is further off.
    """

    names: tuple[str, ...]
    trees: Trees
    base: float
    slope: float
    intercept: float
    of_part: float
    of_far: float

    def probabilities(self, rows: Floats) -> Floats:
        """The probability that each candidate is a link; 0 where the two have nothing in common."""
        found, asked = np.zeros(len(rows)), promising(rows, self.names)
        leanings = self.base + self.trees.total(rows[asked])[:, 0]
        found[asked] = 1.0 / (1.0 + np.exp(-(self.slope * leanings + self.intercept)))
        return found


@cache
def judge(names: tuple[str, ...]) -> Judge:
    """The model that comes with kentering, for scores in the order of `names`."""
    told = tomllib.loads(_read("model.toml"))["link"]
    table = pd.read_csv(StringIO(_read("trees.csv")), keep_default_na=False)
    numbers = (float(told[name]) for name in ("base", "slope", "intercept", "of_part", "of_far"))
    return Judge(names, trees(table, names), *numbers)


def _read(name: str) -> str:
    return files("kentering.match").joinpath(name).read_text(encoding="utf-8")
