"""Themes through time, in sentences that are no surer than the links they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from kentering.cycles import successive
from kentering.match import through_every_cycle
from kentering.plot import thread_names
from kentering.report.reader import Reader
from kentering.report.ties import Item, item

PRESENT = ("named", "within")
STRENGTHS = ("plain", "careful", "unsure", "probable", "possible")
PROBABLE = 0.8  # from this probability on, what the model reads is called probable; below it, possible


class Said(NamedTuple):
    """A sentence, what to mind with it, and whose word it rests on."""

    sentence: str
    sure: str
    items: list[Item] = []  # noqa: RUF012  (never changed)


class Thread(NamedTuple):
    """A theme and what each plan of its series has of it."""

    name: str
    cells: list[tuple[str, list[Item]]]
    sure: str


class Threads(NamedTuple):
    """The themes of a series; `perhaps` is said of what hangs on links of which the model is not sure."""

    series: str
    plans: list[str]
    said: list[Said]
    perhaps: list[Said]
    threads: list[Thread]


def sure(row: Mapping[Any, Any], reader: Reader) -> str:
    """Whose word it is and how sure: a person's certainty, the model's probability, or equal names only."""
    origin = str(row["origin"])
    if origin == "model":
        odds = float(row["probability"])
        return (
            reader.wording("sure.model", p=reader.wording.number(odds, 2))
            if odds == odds
            else reader.wording("sure.some_model")
        )
    return reader.wording(f"sure.{row['certainty']}") if row["certainty"] else reader.wording("sure.names")


def strength(row: Mapping[Any, Any]) -> str:
    """How strong a sentence may be: plain, careful, unsure, probable or possible."""
    if str(row["origin"]) == "model":
        return "probable" if float(row["probability"]) >= PROBABLE else "possible"
    return {"medium": "careful", "low": "unsure"}.get(str(row["certainty"]), "plain")


def threads(reader: Reader) -> list[Threads]:
    """Per series, the themes that every complete list has, then where each theme stands in which plan."""
    table = reader.study.threads
    every = {str(row["thread_id"]): row for row in through_every_cycle(table).to_dict("records")}
    names = thread_names(table, reader.study.priorities, reader.study.works, reader.wording)
    found = []
    for series, rows in table.groupby("series", sort=False):
        groups = {str(each): group for each, group in rows.groupby("thread_id", sort=True)}
        plans = [work for work in reader.works if work in set(rows.loc[rows["own"].astype(bool), "work_id"])]
        listed = [
            _thread(names[each], group[group["own"].astype(bool)], plans, reader) for each, group in groups.items()
        ]
        said = {
            each: (strength(every[each]), _every(every[each], names[each], group, reader))
            for each, group in groups.items()
            if each in every
        }
        sure_of = [sentence for how, sentence in said.values() if how != "possible"]
        perhaps = [sentence for how, sentence in said.values() if how == "possible"]
        found.append(Threads(str(series), [reader.work[work] for work in plans], sure_of, perhaps, listed))
    order = list(dict.fromkeys(str(work["series"]) for work in reader.works.values()))
    return sorted(found, key=lambda each: order.index(each.series))


def _thread(name: str, rows: pd.DataFrame, plans: Sequence[str], reader: Reader) -> Thread:
    by_work = {str(row["work_id"]): row for row in rows.to_dict("records")}
    cells = [
        (str(by_work[work]["presence"]), [item(each, reader) for each in by_work[work]["items"]]) for work in plans
    ]
    said = [row for row in by_work.values() if row["origin"] or row["certainty"]]
    weakest = next((row for row in said if row["origin"] == "model"), said[0] if said else None)
    return Thread(name, cells, sure(weakest, reader) if weakest is not None else reader.wording("sure.names"))


def _every(row: Mapping[Any, Any], name: str, rows: pd.DataFrame, reader: Reader) -> Said:
    own = rows[rows["own"].astype(bool) & rows["presence"].isin(PRESENT)]
    by_work = {str(each["work_id"]): each for each in own.to_dict("records")}
    where = [_where(work, by_work[work], reader) for work in reader.works if work in by_work]
    gaps = {"theme": name, "series": row["series"], "where": "; ".join(where)}
    sentence = reader.wording(f"thread.{strength(row)}", **gaps)
    return Said(" ".join([sentence, *_elsewhere(rows, reader)]), sure(row, reader))


def _where(work: str, row: Mapping[Any, Any], reader: Reader) -> str:
    """A plan and its items that carry a theme, as in 'NVP 2022 (in: “Sociale fraude”)'."""
    items = reader.wording.listed([reader.quoted(reader.item[each]) for each in row["items"]])
    within = f"{reader.wording('threads.within')} " if row["presence"] == "within" else ""
    return f"{reader.cited[work]} ({within}{items})"


def _elsewhere(rows: pd.DataFrame, reader: Reader) -> list[str]:
    """The families of which every list that was compared lacks the theme."""
    other = rows[~rows["own"].astype(bool)]
    family = {work: str(row["family"]) for work, row in reader.works.items()}
    found = []
    for name in dict.fromkeys(family[work] for work in reader.works if work in set(other["work_id"])):
        mine = other[other["work_id"].map(family) == name]
        known = mine[mine["presence"] != "unknown"]
        if len(known) and (known["presence"] == "absent").all():
            found.append(reader.wording.count("thread.nowhere", len(known), family=name))
    return found


def oscillations(reader: Reader) -> list[Said]:
    """Themes that the outer two plans share and a plan between tells otherwise."""
    found = []
    for row, vias in sorted(_first_returns(reader), key=lambda each: STRENGTHS.index(strength(each[0]))):
        gaps = {
            "item": reader.item[row["from_id"]],
            "later": reader.item[row["to_id"]],
            "via_items": reader.wording.listed([reader.quoted(reader.item[each]) for each in row["via_ids"]]),
            "via": reader.wording.listed([reader.work[via] for via in vias]),
            **{side: reader.work[str(row[f"{side}_work"])] for side in ("from", "to")},
        }
        kind = str(row["kind"]).replace(" ", "_")
        sentence = reader.wording(f"swing.{kind}", **{key.replace("from", "first"): each for key, each in gaps.items()})
        ids = [row["from_id"], *row["via_ids"], row["to_id"]]
        hedged = reader.wording(f"how.{strength(row)}", said=sentence)
        found.append(Said(hedged, sure(row, reader), [item(each, reader) for each in ids]))
    return found


def _first_returns(reader: Reader) -> list[tuple[dict[Any, Any], list[str]]]:
    """Of each item that swings the first plan in which it is back, with the plans between that tell it so."""
    order = list(reader.works)
    rows = [row for row in reader.study.oscillations.to_dict("records") if row["via_work"] in reader.works]
    groups: dict[tuple[str, str], list[dict[Any, Any]]] = {}
    for row in rows:
        groups.setdefault((str(row["kind"]), str(row["from_id"])), []).append(row)
    found = []
    for group in groups.values():
        first = min(order.index(str(row["to_work"])) for row in group)
        back = [row for row in group if order.index(str(row["to_work"])) == first]
        absent = back[0]["kind"] == "gone and back"
        for row in back[:1] if absent else back:
            found.append((row, [str(each["via_work"]) for each in (back if absent else [row])]))
    return found


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
