"""Two plans held against each other: which items answer each other, what is new, what is gone, what to mind."""

from __future__ import annotations

from collections.abc import Sequence
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
from kentering.match.stated import Stated
from kentering.match.ties import TURNED, Declared, Tie, tied_tops
from kentering.match.unanswered import Within, unanswered
from kentering.match.unread import unread_list, untold
from kentering.settings import MatchSettings
from kentering.tables import from_rows

_READ = "a person has read these two lists: what only the model ties does not count"


@dataclass(frozen=True)
class Comparison:
    """Two lists of declared items, from the first plan to the second.

    `links` are those that count; `uncertain` those that do not: a person's of low certainty, doubtful ones, the model's
    where a person has read both lists. `changes` has split and merged items in one row each. `new` and `dropped` are
    items, and parts of items, that nothing in the other list answers or holds; `within_to` and `within_from` are the
    parts that only the second, only the first list names by themselves: what they are part of is in both. `untold` are
    items of either list of which the model cannot tell whether the other has them: the thesaurus does not know the
    names.
    """

    from_work: str
    to_work: str
    links: pd.DataFrame
    uncertain: pd.DataFrame
    changes: pd.DataFrame
    new: list[str]
    dropped: list[str]
    within_to: list[Within]
    within_from: list[Within]
    untold: list[str]
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
    around = _around(two, works)
    listed = priorities[priorities["work_id"].isin(around["work_id"])].reset_index(drop=True)
    hand = given[given["from_id"].isin(listed["priority_id"]) & given["to_id"].isin(listed["priority_id"])]
    first, second = (str(each) for each in ordered(two)["work_id"])
    unasked = _telling(compared(hand, listed, around), two, works)
    asked = sorted({*unasked, (first, second)} if (second, first) not in unasked else unasked)
    both = links(pd.concat([hand, judged(listed, around, asked, settings, told)], ignore_index=True), listed)
    stated = Stated(both, listed, around, settings, asked)
    items = stated.items
    found = next(each for of, each in stated.ties.items() if set(of) == set(pair))
    turned = [tie if items.work_of[tie.from_id] == pair[0] else tie.turned() for tie in found]
    counting, rest = _rows(both, turned, items, pair)
    table = changes(stated)
    fates = table[table["from_work"].isin(pair) & table["to_work"].isin(pair)].reset_index(drop=True)
    left, right = unanswered(pair, turned, items, listed)
    unknown = frozenset[str]() if frozenset(pair) in stated.read else stated.unread
    sides = ((left, pair[1]), (right, pair[0]))
    tied = tied_tops(turned, items)
    unclear = [item for side, other in sides for item in side.loose if untold(item, other, items, unknown, tied)]
    loose = ([item for item in side.loose if item not in unclear] for side, _ in sides)
    dropped, new = (_fresh(own, other, items, two, fates) for own, (_, other) in zip(loose, sides, strict=True))
    return Comparison(
        *pair,
        links=counting,
        uncertain=rest,
        changes=fates,
        new=new,
        dropped=dropped,
        within_to=right.within,
        within_from=left.within,
        untold=unclear,
        warnings=[
            *(
                [f"{pair[1]} is the older plan: new and dropped read backwards"]
                if two["series"].nunique() == 1 and pair == (second, first)
                else []
            ),
            *caveats_of(pair, items, rows_by_work(two)),
            *(said for work in pair if (said := unread_list(work, items, unknown, tied))),
            *_read(turned, rest),
        ],
    )


def _around(two: pd.DataFrame, works: pd.DataFrame) -> pd.DataFrame:
    """The works whose lists say what became of an item: of one series all above the local level, else the two."""
    if two["series"].nunique() > 1:
        return two
    return works[(works["level"] != "local") | works["series"].isin(two["series"])]


def _telling(pairs: Sequence[Pair], two: pd.DataFrame, works: pd.DataFrame) -> set[Pair]:
    """The pairs within one series, and those with a plan of the series of the two."""
    series = dict(zip(works["work_id"], works["series"], strict=True))
    own = set(two["series"])
    return {(a, b) for a, b in pairs if series[a] == series[b] or own & {series[a], series[b]}}


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
    spoken = {(tie.from_id, tie.to_id) for tie in found if tie.origin != "model"}
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
