"""Order, dates and zones: what the tables of answers say of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from kentering.compare import years
from kentering.cycles import successive
from kentering.report.reader import Reader
from kentering.report.ties import Item, item


class Ordered(NamedTuple):
    """A test of the printed order, in words and figures."""

    sentence: str
    n: str
    tau: str
    interval: str
    p_value: str


def orders(reader: Reader) -> list[Ordered]:
    """What the printed order can mean, per test with enough items; words of a digest are left out."""
    found = []
    for row in reader.study.order.to_dict("records"):
        if math.isnan(float(row["tau"])) or (row["against"] == "words" and row["with_id"] != "full"):
            continue
        gaps = {"work": reader.work[str(row["work_id"])], "n": reader.wording.number(row["n"])}
        with_id = str(row["with_id"])
        gaps["other"] = reader.work.get(with_id, reader.said("language", with_id))
        against = str(row["against"]).replace(" ", "_")
        key = f"order_said.{against}.{_verdict(float(row['tau_low']), float(row['tau_high']), float(row['p_value']))}"
        numbers = [reader.wording.number(float(row[each]), 2) for each in ("tau", "tau_low", "tau_high")]
        p_value = reader.wording.number(float(row["p_value"]), 3)
        sentence = reader.wording(key, **gaps)
        found.append(Ordered(sentence, gaps["n"], numbers[0], f"{numbers[1]} – {numbers[2]}", p_value))
    return found


def _verdict(low: float, high: float, p_value: float) -> str:
    if p_value >= 0.05 or low <= 0 <= high:
        return "none"
    return "same" if low > 0 else "opposite"


def renumberings(reader: Reader) -> list[str]:
    """Neighbouring plans that kept an item under another printed number or place."""
    found = []
    neighbours = set(successive(reader.study.works))
    for (before, after), rows in reader.study.moves.groupby(["from_work", "to_work"], sort=False):
        if (before, after) not in neighbours:
            continue
        moved = rows[(rows["from_number"] != "") & (rows["to_number"] != "")]
        moved = moved[moved["from_number"].str.strip(". ") != moved["to_number"].str.strip(". ")]
        if moved.empty:
            continue
        told = [
            f"{reader.quoted(reader.item[row['to_id']])} {row['from_number']} → {row['to_number']}"
            for row in moved.to_dict("records")
        ]
        names = {"before": reader.work[str(before)], "after": reader.work[str(after)]}
        sentence = reader.wording.count(
            "moves.sentence", len(moved), all=reader.wording.number(len(rows)), told="; ".join(told), **names
        )
        found.append(sentence)
    return found


class Year(NamedTuple):
    """A year, and for each series the plans in force on its first day."""

    year: str
    cells: list[tuple[str, str]]


def in_force(reader: Reader) -> tuple[list[str], list[Year]]:
    """The series, and per year which of their plans were in force on 1 January: certainly, perhaps, or none."""
    works = reader.study.works
    table = years(works[works["level"] != "local"])
    wide = list(dict.fromkeys(str(w["series"]) for w in reader.works.values() if w["level"] != "local"))
    series = [each for each in wide if (table["series"] == each).any()]
    rows = []
    for year, group in table.groupby("year", sort=True):
        cells = []
        for each in series:
            mine = group[group["series"] == each].to_dict("records")
            cells.append(_holding(mine, reader))
        rows.append(Year(str(year), cells))
    return series, rows


def _holding(rows: list[dict[Any, Any]], reader: Reader) -> tuple[str, str]:
    if not rows:
        return "", ""
    if not rows[0]["work_id"]:
        return reader.wording("force.none"), "gap"
    said = []
    for row in rows:
        name = reader.cited[str(row["work_id"])]
        said.append(name if row["in_force"] == "yes" else reader.wording("force.maybe", work=name))
    return "; ".join(said), "yes" if all(row["in_force"] == "yes" for row in rows) else "maybe"


class Zonal(NamedTuple):
    """A national plan beside the local plans of one cycle."""

    title: str
    sentence: str
    rows: list[tuple[Item, str, str, str, list[str]]]


def zones(reader: Reader) -> list[Zonal]:
    """Per national plan and local cycle, how many local plans take up each priority and which leave it out."""
    found = []
    table = reader.study.zones
    for (work, cycle), group in table[table["in_force"].astype(bool)].groupby(["work_id", "cycle"], sort=False):
        rows = sorted(group.to_dict("records"), key=lambda row: -int(row["n_having"]))
        name, n = reader.work[str(work)], int(rows[0]["n_zones"])
        known = [row for row in rows if row["n_having"] + row["n_lacking"]]
        compared = max((int(row["n_having"] + row["n_lacking"]) for row in rows), default=0)
        most, none = known[0] if known else rows[0], [row for row in known if not row["n_having"]]
        gaps = {
            "plan": name,
            "cycle": str(cycle),
            "most": reader.item[most["priority_id"]],
            "k": reader.wording.number(most["n_having"]),
            "compared": reader.wording.number(compared),
        }
        sentence = reader.wording.count("zones.sentence", n, **gaps)
        if none:
            listed = reader.wording.listed([reader.quoted(reader.item[row["priority_id"]]) for row in none])
            sentence += " " + reader.wording("zones.nowhere", items=listed)
        found_rows = [_zone_row(row, reader) for row in rows]
        found.append(Zonal(f"{name} · {cycle}", sentence, found_rows))
    return found


def _zone_row(row: Mapping[Any, Any], reader: Reader) -> tuple[Item, str, str, str, list[str]]:
    having, lacking, unknown = (reader.wording.number(row[f"n_{each}"]) for each in ("having", "lacking", "unknown"))
    return item(row["priority_id"], reader), having, lacking, unknown, [reader.work[zone] for zone in row["lacking"]]
