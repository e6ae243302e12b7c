"""The probabilities of links set right by what the sections of the two items say, where the text of a plan is there.

A logistic regression on the log odds that the names give and on how far either section speaks of what the other item is
named for. `section.toml` holds its three numbers, which `tests/benchmarks/matching_sections.py` refits. Where neither
item heads a section nothing changes.
"""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from kentering.match.nearness import Floats
from kentering.match.web import Flags

_LEAST = 1e-3  # odds are taken no nearer to 0 and 1 than this


@dataclass(frozen=True)
class Hearing:
    """What the sections add to the log odds of the names."""

    base: float
    slope: float
    weight: float

    def corrected(self, odds: Floats, said: Floats) -> Floats:
        """The probabilities after the sections were heard; `said` is missing where there are none."""
        leaning = self.base + self.slope * log_odds(odds) + self.weight * np.nan_to_num(said)
        return np.asarray(np.where(np.isnan(said) | (odds <= 0), odds, 1.0 / (1.0 + np.exp(-leaning))))


def log_odds(odds: Floats) -> Floats:
    """The log odds of probabilities."""
    inner = np.clip(odds, _LEAST, 1 - _LEAST)
    return np.asarray(np.log(inner / (1 - inner)))


@cache
def hearing() -> Hearing:
    """The numbers that come with kentering."""
    told = tomllib.loads(files("kentering.match").joinpath("section.toml").read_text(encoding="utf-8"))
    return Hearing(**told)


def fitted(odds: Floats, said: Floats, linked: Flags) -> Hearing:
    """The numbers that fit candidates best; those without a section, or with nothing in common, do not count.

    `odds` must come from trees that had not seen the pair of works.
    """
    from sklearn.linear_model import LogisticRegression

    asked = ~np.isnan(said) & (odds > 0)
    rows = np.column_stack([log_odds(odds[asked]), said[asked]])
    model = LogisticRegression(C=10.0, max_iter=1000).fit(rows, linked[asked])
    return Hearing(float(model.intercept_[0]), float(model.coef_[0, 0]), float(model.coef_[0, 1]))


def write(numbers: Hearing, folder: Path) -> None:
    """Store the numbers."""
    lines = ["# Written by tests/benchmarks/matching_sections.py --write."]
    lines += [f"{name} = {round(value, 4)}" for name, value in asdict(numbers).items()]
    (folder / "section.toml").write_text("\n".join([*lines, ""]), "utf-8")
