"""How sure a chain of ties is: no surer than its weakest, and whose word it rests on."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from kentering.match.ties import Tie
from kentering.tables import CERTAINTIES

NAMES_ONLY = ""  # the origin of a tie that rests on equal printed names


@dataclass(frozen=True)
class Trust:
    """The weakest certainty of a person's links in a chain, the least probability of the model's; empty where none."""

    certainty: str = ""
    probability: float = math.nan
    origins: frozenset[str] = frozenset()

    def also(self, other: Trust) -> Trust:
        """The trust in two chains one after the other."""
        said = [each for each in (self.certainty, other.certainty) if each]
        odds = [each for each in (self.probability, other.probability) if not math.isnan(each)]
        return Trust(
            max(said, key=CERTAINTIES.index) if said else "",
            min(odds) if odds else math.nan,
            self.origins | other.origins,
        )

    @property
    def origin(self) -> str:
        """On whose word: the model's as soon as one tie is its, a person's, or none where names are equal."""
        return next((each for each in ("model", "person") if each in self.origins), NAMES_ONLY)

    @property
    def rank(self) -> tuple[bool, int, float]:
        """For sorting, the surest first."""
        place = CERTAINTIES.index(self.certainty) if self.certainty else -1
        return self.origin == "model", place, 0.0 if math.isnan(self.probability) else -self.probability

    def cells(self) -> dict[str, object]:
        """The columns certainty, probability and origin of a table."""
        return {"certainty": self.certainty, "probability": self.probability, "origin": self.origin}


def probabilities(links: pd.DataFrame) -> dict[frozenset[str], float]:
    """The model's probability for each two items that it tied."""
    rows = links[links["origin"] == "model"]
    ends = zip(rows["from_id"], rows["to_id"], rows["probability"], strict=True)
    return {frozenset((str(a), str(b))): float(odds) for a, b, odds in ends}


def trust(tie: Tie, odds: dict[frozenset[str], float]) -> Trust:
    """How sure one tie is."""
    probability = odds.get(frozenset((tie.from_id, tie.to_id)), math.nan) if tie.origin == "model" else math.nan
    return Trust(tie.certainty, probability, frozenset((tie.origin,)))
