"""How far the list of one plan is found in the list of another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kentering.match.caveats import Row, caveats_of, rows_by_work
from kentering.match.stated import Stated
from kentering.match.ties import Declared, Tie
from kentering.match.unread import untold
from kentering.tables import from_rows


def coverage(given: Stated) -> pd.DataFrame:
    """Of each pair of works that links tie, both ways round, the top-level items with a counterpart in the other list.

    A tie of a part counts for its top-level item, at either end. Every relation counts, `related` as well; links too
    uncertain to count do not, and equal printed names do. `among` are pairs of works that the model compared: they have
    their rows also where it found nothing; a person compared two lists where they read them whole (`settings.read`).
    `untold` are items without a counterpart of which the model cannot tell whether they have one, as the thesaurus does
    not know their names, or those of most of the other list.
    """
    items, rows_of = given.items, rows_by_work(given.works)
    unknown, read = given.unread, given.read
    rows = []
    for pair, found in given.ties.items():
        if frozenset(pair) in given.asked or any(tie.origin for tie in found):
            by_person = frozenset(pair) in read
            unclear = frozenset[str]() if by_person else unknown
            who = {"origin": "person" if by_person else "model"}
            rows.append(_row(pair, found, items, rows_of, unclear) | who)
            rows.append(_row(pair[::-1], [tie.turned() for tie in found], items, rows_of, unclear) | who)
    return from_rows("coverage", rows)


def _row(
    pair: tuple[str, str], found: list[Tie], items: Declared, works: Mapping[str, Row], unknown: frozenset[str]
) -> dict[str, Any]:
    counting = [tie for tie in found if tie.counts]
    covered = {items.top_of[tie.from_id] for tie in counting}
    reached = {items.top_of[tie.to_id] for tie in counting}
    tops = items.tops(pair[0])
    uncovered = [item for item in tops if item not in covered]
    return {
        "from_work": pair[0],
        "to_work": pair[1],
        "n_declared": len(tops),
        "n_covered": sum(item in covered for item in tops),
        "coverage": sum(item in covered for item in tops) / len(tops) if tops else float("nan"),
        "uncovered": uncovered,
        "untold": [item for item in uncovered if untold(item, pair[1], items, unknown, reached)],
        "only_in_to": [item for item in items.tops(pair[1]) if item not in reached],
        "note": "; ".join([*caveats_of(pair, items, works), *_tie_notes(found, items)]),
    }


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
