"""Order, dates and zones: what the tables of answers say of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from kentering.claims import has_another_number
from kentering.compare import years
from kentering.cycles import successive
from kentering.report.reader import Reader
from kentering.report.ties import Item, item


class Ordered(NamedTuple):
    """A test of the printed order, in words and figures."""

    sentence: str
    works: tuple[str, ...]
    n: str
    tau: str
    interval: str
    p_value: str


def orders(reader: Reader) -> list[Ordered]:
    """What the printed order can mean, per test that bears a claim."""
    found = []
    for row in reader.study.order.to_dict("records"):
        claim = reader.claims.get(f"order/{str(row['against']).replace(' ', '-')}/{row['work_id']}/{row['with_id']}")
        if claim is not None:
            numbers = [reader.wording.number(float(row[each]), 2) for each in ("tau", "tau_low", "tau_high")]
            n, p_value = reader.wording.number(row["n"]), reader.wording.number(float(row["p_value"]), 3)
            interval = f"{numbers[1]} – {numbers[2]}"
            found.append(Ordered(reader.voice.sentence(claim), claim.works, n, numbers[0], interval, p_value))
    return found


class Renumbered(NamedTuple):
    """Two neighbouring plans that kept items under other printed numbers: each item with both."""

    sentence: str
    works: tuple[str, ...]
    items: list[tuple[Item, str, str]]


def renumberings(reader: Reader) -> list[Renumbered]:
    """Neighbouring plans that kept an item under another printed number."""
    table, found = reader.study.moves, []
    for pair in successive(reader.study.works):
        claim = reader.claims.get(f"renumbered/{pair[0]}>{pair[1]}")
        if claim is not None:
            rows = table[(table["from_work"] == pair[0]) & (table["to_work"] == pair[1])].to_dict("records")
            moved = [
                (item(row["to_id"], reader), str(row["from_number"]), str(row["to_number"]))
                for row in rows
                if has_another_number(row)
            ]
            found.append(Renumbered(reader.voice.sentence(claim), pair, moved))
    return found


class Year(NamedTuple):
    """A year, and for each series the plans in force on its first day."""

    year: str
    cells: list[tuple[str, str]]


def in_force(reader: Reader) -> tuple[list[str], list[Year]]:
    """The series, and per year which of their plans were in force on 1 January: certainly, perhaps, or none."""
    works = reader.study.works
    dated = (works[["cycle_start", "valid_from", "adopted"]] != "").any(axis=1)  # one without a date says nothing
    table = years(works[dated & (works["level"] != "local")])
    wide = list(dict.fromkeys(str(w["series"]) for w in reader.works.values() if w["level"] != "local"))
    series = [each for each in wide if (table["series"] == each).any()]
    rows = []
    for year, group in table.groupby("year", sort=True):
        cells = []
        for each in series:
            mine = group[group["series"] == each].to_dict("records")
            cells.append(_holding(mine, reader))
        rows.append(Year(str(year), cells))
    return [reader.series[each] for each in series], rows


def _holding(rows: list[dict[Any, Any]], reader: Reader) -> tuple[str, str]:
    if not rows:
        return "", ""
    if not rows[0]["work_id"]:
        return reader.wording("force.none"), "gap"
    said = []
    for row in rows:
        name = reader.cited[str(row["work_id"])]
        said.append(name if row["in_force"] == "yes" else reader.wording("force.maybe", work=name))
    return reader.wording.joined(said), "yes" if all(row["in_force"] == "yes" for row in rows) else "maybe"


class Zonal(NamedTuple):
    """A national plan beside the local plans of one cycle."""

    title: str
    sentences: list[str]
    rows: list[tuple[Item, str, str, str, list[str]]]


def zones(reader: Reader) -> list[Zonal]:
    """Per national plan and local cycle, how many local plans take up each priority and which leave it out."""
    found = []
    table = reader.study.zones
    for (work, cycle), group in table[table["in_force"].astype(bool)].groupby(["work_id", "cycle"], sort=False):
        rows = sorted(group.to_dict("records"), key=lambda row: -int(row["n_having"]))
        said = [reader.sentence(f"{kind}/{work}/{cycle}") for kind in ("zones", "zones-none")]
        told = [each for each in said if each] or [reader.wording("zones.nothing")]
        title = reader.wording("zones.beside", plan=reader.work[str(work)], cycle=cycle)
        found.append(Zonal(title, told, [_zone_row(row, reader) for row in rows]))
    return found


def _zone_row(row: Mapping[Any, Any], reader: Reader) -> tuple[Item, str, str, str, list[str]]:
    having, lacking, unknown = (reader.wording.number(row[f"n_{each}"]) for each in ("having", "lacking", "unknown"))
    return item(row["priority_id"], reader), having, lacking, unknown, [reader.work[zone] for zone in row["lacking"]]
