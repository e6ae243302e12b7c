"""Two plans held against each other: which items answer each other, what is new, what is gone, what to mind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from kentering.cycles import ordered
from kentering.errors import InputError, UnknownNameError
from kentering.match.caveats import caveats_of, rows_by_work, unlike_grain
from kentering.match.changes import changes
from kentering.match.judged import judged
from kentering.match.links import links
from kentering.match.pairs import Pair, compared
from kentering.match.sections import Sections
from kentering.match.ties import TURNED, Declared, Tie, declared, ties
from kentering.match.unanswered import unanswered
from kentering.settings import MatchSettings
from kentering.tables import from_rows

_READ = "a person has read these two lists: what only the model ties does not count"


@dataclass(frozen=True)
class Comparison:
    """Two lists of declared items, from the first plan to the second.

    `links` are those that count; `uncertain` those that do not: a person's of low certainty, doubtful ones, the model's
    where a person has read both lists. `changes` has split and merged items in one row each. `new` and `dropped` are
    items, and parts of tied items, that nothing in the other list answers.
    """

    from_work: str
    to_work: str
    links: pd.DataFrame
    uncertain: pd.DataFrame
    changes: pd.DataFrame
    new: list[str]
    dropped: list[str]
    warnings: list[str]


def between(
    pair: Pair,
    given: pd.DataFrame,
    priorities: pd.DataFrame,
    works: pd.DataFrame,
    settings: MatchSettings,
    told: Sections | None = None,
) -> Comparison:
    """Any two plans, whether they follow each other or not, whatever their levels and languages.

    `given` are the links kept by hand, `told` what the sections of the items say, where the texts are there. `new` is
    empty where the first list is not whole, `dropped` where the second is not; chapters and dimensions are neither
    beside a list of priorities alone. Between two series they say what stands in one of the two lists only. Raises
    UnknownNameError for a work that is not there, InputError for one without a list.
    """
    _check(pair, priorities, works)
    two = works[works["work_id"].isin(pair)].reset_index(drop=True)
    around = works[works["series"].isin(two["series"])] if two["series"].nunique() == 1 else two
    listed = priorities[priorities["work_id"].isin(around["work_id"])].reset_index(drop=True)
    hand = given[given["from_id"].isin(listed["priority_id"]) & given["to_id"].isin(listed["priority_id"])]
    first, second = (str(each) for each in ordered(two)["work_id"])
    asked = sorted({*compared(hand, listed, around), (first, second)})
    both = links(pd.concat([hand, judged(listed, around, asked, settings, told)], ignore_index=True), listed)
    items = declared(listed)
    found = next(each for of, each in ties(both, items, around, settings, asked).items() if set(of) == set(pair))
    turned = [tie if items.work_of[tie.from_id] == pair[0] else tie.turned() for tie in found]
    counting, rest = _rows(both, turned, items, pair)
    table = changes(both, listed, around, settings, asked)
    fates = table[table["from_work"].isin(pair) & table["to_work"].isin(pair)].reset_index(drop=True)
    loose = unanswered(pair, turned, items, listed)
    return Comparison(
        *pair,
        links=counting,
        uncertain=rest,
        changes=fates,
        new=_fresh(loose[1], pair[0], items, two, fates),
        dropped=_fresh(loose[0], pair[1], items, two, fates),
        warnings=[*caveats_of(pair, items, rows_by_work(two)), *_read(turned, rest)],
    )


def _fresh(loose: list[str], other: str, items: Declared, two: pd.DataFrame, fates: pd.DataFrame) -> list[str]:
    """Those of the unanswered items of which the other list can say that it has them not."""
    if not two.set_index("work_id").loc[other, "complete"]:
        return []
    if two["series"].nunique() > 1:
        return loose
    said = fates[fates["kind"].isin(("new", "dropped"))]
    fresh = {item for ends in (*said["from_ids"], *said["to_ids"]) for item in ends}
    return [
        each
        for each in loose
        if (each in fresh if items.top_of[each] == each else not unlike_grain(items.top_of[each], other, items))
    ]


def _check(pair: Pair, priorities: pd.DataFrame, works: pd.DataFrame) -> None:
    declaring = set(priorities["work_id"])
    for work in pair:
        if work not in set(works["work_id"]):
            raise UnknownNameError(work, "work", works["work_id"])
        if work not in declaring:
            message = f"{work} declares no items"
            raise InputError(message, "add its list to priorities.csv")
    if pair[0] == pair[1]:
        message = f"{pair[0]} cannot be compared with itself"
        raise InputError(message, "name two works")


def _rows(both: pd.DataFrame, found: list[Tie], items: Declared, pair: Pair) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The links that count and those that do not, as rows from the first plan to the second, in printed order."""
    kept = {(tie.from_id, tie.to_id, tie.origin) for tie in found if tie.counts}
    spoken = {(tie.from_id, tie.to_id) for tie in found if tie.origin == "person"}
    rows = [
        _turned(row, items, pair)
        for row in both.to_dict("records")
        if {items.work_of[row["from_id"]], items.work_of[row["to_id"]]} == set(pair)
    ]
    counting = [row for row in rows if (row["from_id"], row["to_id"], row["origin"]) in kept]
    counting += [_alike(tie) for tie in found if not tie.origin]
    rest = [
        row
        for row in rows
        if (row["from_id"], row["to_id"], row["origin"]) not in kept
        and (row["origin"] == "person" or (row["from_id"], row["to_id"]) not in spoken)
    ]
    place = {item: at for at, item in enumerate([*items.items(pair[0]), *items.items(pair[1])])}
    for each in (counting, rest):
        each.sort(key=lambda row: (place[row["from_id"]], place[row["to_id"]]))
    return from_rows("links", counting), from_rows("links", rest)


def _turned(row: dict[Any, Any], items: Declared, pair: Pair) -> dict[str, Any]:
    plain = {str(key): value for key, value in row.items()}
    if items.work_of[plain["from_id"]] == pair[0]:
        return plain
    relation = TURNED.get(plain["relation"], plain["relation"])
    return {**plain, "from_id": plain["to_id"], "to_id": plain["from_id"], "relation": relation}


def _alike(tie: Tie) -> dict[str, Any]:
    """A tie of equal printed names, which no link says, as a row."""
    named = {"from_id": tie.from_id, "to_id": tie.to_id, "relation": tie.relation, "evidence": tie.evidence}
    return {**named, "probability": 1.0, "certainty": "", "origin": "model"}


def _read(found: list[Tie], rest: pd.DataFrame) -> list[str]:
    by_person = any(tie.origin == "person" for tie in found)
    return [_READ] if by_person and (rest["origin"] == "model").any() else []
