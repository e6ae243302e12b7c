"""What to mind when two lists of declared items are held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from kentering.match.ties import Declared, declared

COARSE = 2.0  # lists of which one is this many times as long as the other are of unequal grain
FRAME = "dimension"  # the kind of an item that is a chapter or a domain, not one of a list of phenomena
ACROSS = "transversal"  # the kind of an item that runs through all others; many sources do not print these
NOT_FINAL = ("draft", "announcement", "example")

Row = Mapping[str, Any]


def rows_by_work(works: pd.DataFrame) -> dict[str, Row]:
    """The row of each work by its name."""
    return {str(row["work_id"]): {str(key): cell for key, cell in row.items()} for row in works.to_dict("records")}


def caveats_between(pair: tuple[str, str], priorities: pd.DataFrame, works: pd.DataFrame) -> list[str]:
    """What makes two lists unlike each other: their grain, their status, and whether they are whole."""
    listed = priorities[priorities["work_id"].isin(pair)]
    return caveats_of(pair, declared(listed), rows_by_work(works[works["work_id"].isin(pair)]))


def caveats_of(pair: tuple[str, str], items: Declared, works: Mapping[str, Row]) -> list[str]:
    """The same, of lists that were read already."""
    incomplete = [f"the list of {work} is not complete" for work in pair if not works[work]["complete"]]
    return [*grain(pair, items), *incomplete, *unlike_status(pair, works)]


def grain(pair: tuple[str, str], items: Declared) -> list[str]:
    """Lists of unequal length, or of another kind of item: "unequal grain: 6 dimensions against 19 items"."""
    tops = [items.tops(work) for work in pair]
    if not min(map(len, tops)):
        return []
    kinds = [{items.kind_of[item] for item in each} for each in tops]
    frames = {FRAME in each for each in kinds}
    if len(frames) == 1 and max(map(len, tops)) < COARSE * min(map(len, tops)):
        return []
    return [f"unequal grain: {counted(tops[0], items)} against {counted(tops[1], items)}"]


def unlike_grain(item: str, work: str, items: Declared) -> str:
    """Why a top-level item can be neither new nor dropped beside the list of a work; empty where it can be either.

    A chapter or dimension, or a transversal theme, beside a list without any, or a priority beside one that has nothing
    but dimensions: "unequal grain: 4 dimensions against 10 priorities".
    """
    others, kind = items.tops(work), items.kind_of[item]
    alike = {kind} if kind in (FRAME, ACROSS) else {items.kind_of[each] for each in others} - {FRAME}
    if any(items.kind_of[each] in alike for each in others):
        return ""
    apart = kind in (FRAME, ACROSS)
    own = [
        each
        for each in items.tops(items.work_of[item])
        if (items.kind_of[each] == kind if apart else items.kind_of[each] != FRAME)
    ]
    return f"unequal grain: {counted(own, items)} against {counted(others, items)}"


def unlike_status(pair: Iterable[str], works: Mapping[str, Row]) -> list[str]:
    """Each work that is no final plan, where the two differ in that or neither is final: "nvp-2026 is a draft"."""
    said = {"draft": "a draft", "announcement": "an announcement", "example": "an example of many"}
    return [f"{work} is {said[works[work]['status']]}" for work in pair if works[work]["status"] in NOT_FINAL]


def counted(tops: list[str], items: Declared) -> str:
    """How many items, and of which kind where they are all of one."""
    kinds = {items.kind_of[item] for item in tops}
    noun = kinds.pop() if len(kinds) == 1 else "item"
    plural = {"priority": "priorities", "transversal": "transversal themes"}.get(noun, f"{noun}s")
    return f"{len(tops)} {noun if len(tops) == 1 else plural}"
