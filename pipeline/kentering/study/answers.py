"""The tables that answer questions about declared lists, and how they are made."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from kentering import compare, match
from kentering.study.binding import OF_COMMITMENT, Binding, of_commitment

if TYPE_CHECKING:
    from kentering.study.built import Built

OF_MATCH = ("lists", "threads", "oscillations", "overlaps", "status_changes", "zones")
OF_COMPARE = ("moves", "order", "timeline", "found", "measured", *OF_COMMITMENT)


class Answers(Binding):
    """The part of a study that answers questions about declared lists and about time."""

    built: Built

    @property
    def lists(self) -> pd.DataFrame:
        """Every declared item with its place in the printed list and its depth."""
        return self.built.matching["lists"]

    @property
    def threads(self) -> pd.DataFrame:
        """Themes that run from plan to plan of a series, under whatever name."""
        return self.built.matching["threads"]

    @property
    def oscillations(self) -> pd.DataFrame:
        """Themes that two plans share though a plan between splits, merges or misses them."""
        return self.built.matching["oscillations"]

    @property
    def overlaps(self) -> pd.DataFrame:
        """What plans of different series share in one period, and what only one of them has."""
        return self.built.matching["overlaps"]

    @property
    def status_changes(self) -> pd.DataFrame:
        """Themes that became another kind of item: transversal, priority, part, dimension."""
        return self.built.matching["status_changes"]

    @property
    def zones(self) -> pd.DataFrame:
        """How many local plans take up each national priority, and which leave it out."""
        return self.built.matching["zones"]

    @property
    def moves(self) -> pd.DataFrame:
        """Places and printed numbers of the items that two plans of a series share."""
        return self.built.comparison["moves"]

    @property
    def order(self) -> pd.DataFrame:
        """Does the printed order mean rank? Against the alphabet, the plan before, and the words spent."""
        return self.built.comparison["order"]

    @property
    def timeline(self) -> pd.DataFrame:
        """Periods in titles, real validity, prolongations, other ends and adoptions."""
        return self.built.comparison["timeline"]

    @property
    def found(self) -> pd.DataFrame:
        """Where the declared items stand in the text, and what looks like one and is not declared."""
        return self.built.comparison["found"]

    @property
    def measured(self) -> pd.DataFrame:
        """The words that each plan spends on what it declares."""
        return self.built.comparison["measured"]

    def in_force(self, day: date | str) -> pd.DataFrame:
        """Which plans were in force on a day: yes, no or maybe, and why."""
        return compare.in_force(self.built.corpus.works, day)

    def through_every_cycle(self) -> pd.DataFrame:
        """The themes that no complete list of their series lacks."""
        return match.through_every_cycle(self.threads)


def of_match(stated: match.Stated) -> dict[str, pd.DataFrame]:
    """The answers that declared lists and links give."""
    coverage = match.coverage(stated)
    return {
        "coverage": coverage,
        "lists": match.lists(stated.priorities),
        "threads": stated.once(match.threads),
        "oscillations": match.oscillations(stated),
        "overlaps": match.overlaps(coverage, stated.priorities, stated.works),
        "status_changes": match.status_changes(stated),
        "zones": match.zones(stated),
    }


def of_compare(built: Built) -> dict[str, pd.DataFrame]:
    """The answers that dates and texts give, with those on order."""
    works, priorities, settings = built.corpus.works, built.corpus.priorities, built.settings.compare
    lists = built.matching["lists"]
    moves = compare.moves(built.matching["changes"], lists, works)
    measured = compare.measured(built.passages, lists, built.documents, works, settings)
    return {
        "moves": moves,
        "order": compare.order(moves, lists, priorities, works, measured),
        "timeline": compare.timeline(works),
        "found": compare.found(priorities, built.documents, built.blocks, settings),
        "measured": measured,
        **of_commitment(built),
    }
