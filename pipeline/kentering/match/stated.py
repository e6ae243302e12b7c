"""What is stated of declared lists, from which every table of this stage is made; what several need is made once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, TypeVar, cast

import pandas as pd

from kentering.match.pairs import Pair
from kentering.match.ties import Declared, Tie, declared, read_whole, ties
from kentering.match.unread import unread
from kentering.settings import MatchSettings

Made = TypeVar("Made")


class Stated:
    """Links, lists and works, and the pairs of works that the model compared (`among`); not to be changed."""

    def __init__(
        self,
        links: pd.DataFrame,
        priorities: pd.DataFrame,
        works: pd.DataFrame,
        settings: MatchSettings,
        among: Sequence[Pair] = (),
    ) -> None:
        self.links = links
        self.priorities = priorities
        self.works = works
        self.settings = settings
        self.among = list(among)
        self._made: dict[Callable[[Stated], Any], Any] = {}

    def once(self, make: Callable[[Stated], Made]) -> Made:
        """What a function makes of these tables, made the first time."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Made", self._made[make])

    @cached_property
    def items(self) -> Declared:
        """The declared items in their printed order."""
        return declared(self.priorities)

    @cached_property
    def ties(self) -> dict[Pair, list[Tie]]:
        """All ties of each pair of works."""
        return ties(self.links, self.items, self.works, self.settings, self.among)

    @cached_property
    def read(self) -> frozenset[frozenset[str]]:
        """The pairs of works of which a person has read both lists."""
        return read_whole(self.links, self.items, self.settings)

    @cached_property
    def unread(self) -> frozenset[str]:
        """The items whose names the thesaurus does not know."""
        return unread(self.priorities)

    @cached_property
    def asked(self) -> frozenset[frozenset[str]]:
        """The pairs of works that the model compared, either way round."""
        return frozenset(frozenset(pair) for pair in self.among)

    @cached_property
    def above(self) -> Stated:
        """The same of the works above the local level only."""
        works = self.works[self.works["level"] != "local"]
        if len(works) == len(self.works):
            return self
        kept = set(works["work_id"])
        listed = self.priorities[self.priorities["work_id"].isin(kept)]
        ids = set(listed["priority_id"])
        between = self.links[self.links["from_id"].isin(ids) & self.links["to_id"].isin(ids)]
        return Stated(between, listed, works, self.settings, [pair for pair in self.among if kept >= set(pair)])
