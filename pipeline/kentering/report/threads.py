"""Themes through time, in sentences that are no surer than the links they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from kentering import claims
from kentering.claims import number
from kentering.cycles import successive
from kentering.match import through_every_cycle
from kentering.plot import thread_names
from kentering.report.reader import Reader
from kentering.report.ties import Item, item

PRESENT = ("named", "within")
WHOLE = 10_000  # words: no name is so long that it is cut


class Said(NamedTuple):
    """A sentence, whose word it rests on, its plans and its items."""

    sentence: str
    sure: str
    works: tuple[str, ...]
    items: list[Item]


class Through(NamedTuple):
    """A theme that runs through a series: its places, what is said of other families, and whose word it is."""

    name: str
    where: str
    elsewhere: list[str]
    sure: str


class Every(NamedTuple):
    """A sentence on the themes that every complete list of a series has, and each of them."""

    sentence: str
    works: tuple[str, ...]
    themes: list[Through]


class Thread(NamedTuple):
    """A theme and what each plan of its series has of it."""

    name: str
    cells: list[tuple[str, list[Item]]]
    sure: str


class Threads(NamedTuple):
    """The themes of a series; `perhaps` is said of what hangs on links of which the model is not sure."""

    series: str
    name: str
    plans: list[str]
    said: list[Every]
    perhaps: list[Every]
    threads: list[Thread]


def sure(row: Mapping[Any, Any], reader: Reader) -> str:
    """Whose word it is and how sure: a person's certainty, the model's probability, or equal names only."""
    origin = str(row["origin"])
    if origin == "model":
        odds = number(row["probability"])
        return reader.wording("sure.some_model") if odds is None else _by_model(odds, reader)
    return reader.wording(f"sure.{row['certainty']}") if row["certainty"] else reader.wording("sure.names")


def _by_model(odds: float, reader: Reader) -> str:
    return reader.wording("sure.model", p=reader.wording.number(odds, 2))


def threads(reader: Reader) -> list[Threads]:
    """Per series, the themes that every complete list has, then where each theme stands in which plan."""
    table = reader.study.threads
    names = thread_names(table, reader.study.priorities, reader.study.works, reader.wording)
    found = []
    for series, rows in table.groupby("series", sort=False):
        groups = {str(each): group for each, group in rows.groupby("thread_id", sort=True) if _runs(group)}
        plans = [work for work in reader.works if work in set(rows.loc[rows["own"].astype(bool), "work_id"])]
        listed = [
            _thread(names[each], group[group["own"].astype(bool)], plans, reader) for each, group in groups.items()
        ]
        every = _every(str(series), groups, names, reader)
        sure_of = [said for how, said in every if how != "possible"]
        perhaps = [said for how, said in every if how == "possible"]
        called = [reader.work[work] for work in plans]
        found.append(
            Threads(str(series), reader.series.get(str(series), str(series)), called, sure_of, perhaps, listed)
        )
    order = list(dict.fromkeys(str(work["series"]) for work in reader.works.values()))
    return sorted(found, key=lambda each: order.index(each.series))


def _runs(rows: pd.DataFrame) -> bool:
    """Have two plans of its own series the theme?"""
    return int((rows["own"].astype(bool) & rows["presence"].isin(PRESENT)).sum()) > 1


def _thread(name: str, rows: pd.DataFrame, plans: Sequence[str], reader: Reader) -> Thread:
    by_work = {str(row["work_id"]): row for row in rows.to_dict("records")}
    cells = [
        (str(by_work[work]["presence"]), [item(each, reader) for each in by_work[work]["items"]]) for work in plans
    ]
    said = [row for row in by_work.values() if row["origin"] or row["certainty"]]
    weakest = next((row for row in said if row["origin"] == "model"), said[0] if said else None)
    return Thread(name, cells, sure(weakest, reader) if weakest is not None else reader.wording("sure.names"))


def _every(
    series: str, groups: Mapping[str, pd.DataFrame], names: Mapping[str, str], reader: Reader
) -> list[tuple[str, Every]]:
    """The claims on themes that every complete list of a series has, by how strong they are, the strongest first."""
    through = {str(row["thread_id"]): row for row in through_every_cycle(reader.study.threads).to_dict("records")}
    found = []
    for how in claims.STRENGTHS:
        claim = reader.claims.get(f"every/{series}/{how}")
        if claim is not None:
            mine = [each for each in groups if each in through and claims.strength(through[each]) == how]
            told = [_through(each, names[each], groups[each], through[each], reader) for each in mine]
            found.append((how, Every(reader.voice.sentence(claim), claim.works, told)))
    return found


def _through(thread: str, name: str, rows: pd.DataFrame, row: Mapping[Any, Any], reader: Reader) -> Through:
    own = rows[rows["own"].astype(bool) & rows["presence"].isin(PRESENT)]
    by_work = {str(each["work_id"]): each for each in own.to_dict("records")}
    where = [_where(work, by_work[work], reader) for work in reader.works if work in by_work]
    families = dict.fromkeys(str(work["family"]) for work in reader.works.values())
    elsewhere = [said for family in families if (said := reader.sentence(f"nowhere/{thread}/{family}"))]
    return Through(name, reader.wording.joined(where), elsewhere, sure(row, reader))


def _where(work: str, row: Mapping[Any, Any], reader: Reader) -> str:
    """A plan and its items that carry a theme, as in 'NVP 2022 (in: “Sociale fraude”)'."""
    items = reader.wording.listed([reader.voice.item(each, WHOLE) for each in row["items"]])
    within = f"{reader.wording('threads.within')} " if row["presence"] == "within" else ""
    return f"{reader.cited[work]} ({within}{items})"


def oscillations(reader: Reader) -> list[Said]:
    """Themes that the outer two plans share and a plan between tells otherwise, the surest first."""
    told = [claim for claim in reader.claims.values() if claim.kind.startswith("swing_")]
    ranked = sorted(told, key=lambda each: claims.STRENGTHS.index(each.strength))
    return [
        Said(
            reader.voice.sentence(claim),
            sure({"origin": claim.origin, "certainty": claim.certainty, "probability": claim.probability}, reader),
            claim.works,
            [item(each, reader) for each in dict.fromkeys((*claim.evidence.items, *claim.counter.items))],
        )
        for claim in ranked
    ]


class Status(NamedTuple):
    """A theme that became another kind of item."""

    pair: str
    before: Item
    after: Item
    said: str
    frame: bool
    sure: str


def status_changes(reader: Reader) -> list[Status]:
    """Themes that became another kind of item from one plan to the next; where its frame changed it is said so."""
    neighbours = set(successive(reader.study.works))
    return [
        Status(
            pair=f"{reader.work[str(row['from_work'])]} → {reader.work[str(row['to_work'])]}",
            before=item(row["from_id"], reader),
            after=item(row["to_id"], reader),
            said=f"{reader.said('kind', str(row['from_kind']))} → {reader.said('kind', str(row['to_kind']))}",
            frame=bool(row["frame"]),
            sure=sure(row, reader),
        )
        for row in reader.study.status_changes.to_dict("records")
        if (row["from_work"], row["to_work"]) in neighbours
    ]
