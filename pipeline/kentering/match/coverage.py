"""How far the list of one plan is found in the list of another."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kentering.match.ties import Declared, Tie, declared, ties
from kentering.settings import MatchSettings
from kentering.tables import from_rows

_COARSE = 2.0  # lists of which one is this many times as long as the other are of unequal grain


def coverage(
    links: pd.DataFrame, priorities: pd.DataFrame, works: pd.DataFrame, settings: MatchSettings
) -> pd.DataFrame:
    """Of each pair of works that links tie, both ways round, the top-level items with a counterpart in the other list.

    A tie of a part counts for its top-level item, at either end. Every relation counts, `related` as well; links too
    uncertain to count do not, and equal printed names do.
    """
    items = declared(priorities)
    complete = dict(zip(works["work_id"], works["complete"], strict=True))
    rows = []
    for pair, found in ties(links, items, works, settings).items():
        if any(tie.origin for tie in found):
            rows.append(_row(pair, found, items, complete))
            rows.append(_row(pair[::-1], [tie.turned() for tie in found], items, complete))
    return from_rows("coverage", rows)


def _row(pair: tuple[str, str], found: list[Tie], items: Declared, complete: dict[str, bool]) -> dict[str, Any]:
    counting = [tie for tie in found if tie.counts]
    covered = {items.top_of[tie.from_id] for tie in counting}
    reached = {items.top_of[tie.to_id] for tie in counting}
    tops = items.tops(pair[0])
    return {
        "from_work": pair[0],
        "to_work": pair[1],
        "n_declared": len(tops),
        "n_covered": sum(item in covered for item in tops),
        "coverage": sum(item in covered for item in tops) / len(tops) if tops else float("nan"),
        "uncovered": [item for item in tops if item not in covered],
        "only_in_to": [item for item in items.tops(pair[1]) if item not in reached],
        "note": "; ".join(_notes(pair, found, items, complete)),
    }


def _notes(pair: tuple[str, str], found: list[Tie], items: Declared, complete: dict[str, bool]) -> list[str]:
    tops = [items.tops(work) for work in pair]
    notes = []
    if min(map(len, tops)) and max(map(len, tops)) >= _COARSE * min(map(len, tops)):
        notes.append(f"unequal grain: {_counted(tops[0], items)} against {_counted(tops[1], items)}")
    notes += [f"the list of {work} is not complete" for work in pair if not complete[work]]
    notes += _tie_notes(found, items)
    return notes


def _tie_notes(found: list[Tie], items: Declared) -> list[str]:
    """How many top-level items hang on parts, on equal names, or on links that do not count."""
    by_item: dict[str, list[Tie]] = {}
    for tie in found:
        by_item.setdefault(items.top_of[tie.from_id], []).append(tie)
    counting = {item: [tie for tie in each if tie.counts] for item, each in by_item.items()}
    strong = [each for each in counting.values() if each]
    parts = sum(all(items.top_of[tie.from_id] != tie.from_id for tie in each) for each in strong)
    names = sum(all(not tie.origin for tie in each) for each in strong)
    weak = len(counting) - len(strong)
    said = [
        (parts, "found through a part only"),
        (names, "found by an equal printed name, not by a link"),
        (weak, "with only links that are too uncertain to count"),
    ]
    return [f"{number} {words}" for number, words in said if number]


def _counted(tops: list[str], items: Declared) -> str:
    kinds = {items.kind_of[item] for item in tops}
    noun = kinds.pop() if len(kinds) == 1 else "item"
    plural = {"priority": "priorities", "transversal": "transversal themes"}.get(noun, f"{noun}s")
    return f"{len(tops)} {noun if len(tops) == 1 else plural}"
