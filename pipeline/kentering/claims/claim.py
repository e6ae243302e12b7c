"""What a claim is: a sentence to be, its figure, how strongly it may be said, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kentering.claims.gaps import Gap

PARTS = ("changed", "held", "followed", "paper", "unknown")
STRENGTHS = ("plain", "careful", "unsure", "model", "probable", "possible")
CERTAIN = {"plain": 1.0, "careful": 0.8, "unsure": 0.5, "model": 0.7, "probable": 0.7, "possible": 0.25}
VERDICTS = ("read", "dated", "counted", "shifted", "equivalent", "inconclusive", "unstable", "missing")
IN_FULL_ONLY = 0.5  # the weight of what a report tells and a brief does not


@dataclass(frozen=True)
class Statistic:
    """The figure of a claim; `of` is the whole that `value` is a part of, low and high its interval."""

    name: str
    value: float | None = None
    of: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Ground:
    """What one side of a claim rests on: declared items, dates of plans, passages.

    `said` are the sentences of passages that say it, where it is not the passage as a whole that does.
    """

    items: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.items or self.works or self.passages)


@dataclass(frozen=True)
class Claim:
    """A sentence before it has a language.

    `kind` names the template, `gaps` what stands in it, `n` the number that decides between one and many. `weight`
    says how much a reader gains by it, `certainty`, `probability` and `origin` on whose word it rests.
    """

    claim_id: str
    part: str
    kind: str
    works: tuple[str, ...]
    statistic: Statistic
    verdict: str
    gaps: Mapping[str, Gap] = field(default_factory=dict)
    n: int | None = None
    strength: str = "plain"
    certainty: str = ""
    probability: float | None = None
    origin: str = ""
    weight: float = 1.0
    evidence: Ground = Ground()
    counter: Ground = Ground()
