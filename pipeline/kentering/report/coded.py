"""Who gave passages their theme, people or the machine, and how far they agree."""

from __future__ import annotations

from typing import Any, NamedTuple

from kentering.report.reader import Reader
from kentering.report.remarks import Remark, remarks


class Agreed(NamedTuple):
    """How far some coders agree."""

    coders: str
    level: str
    passages: str
    agreed: str
    alpha: str
    kappa: str
    remarks: list[Remark]


class Coded(NamedTuple):
    """Who assigned the passages, and how far those who did agree."""

    sentences: list[str]
    agreement: list[Agreed]


def coded(reader: Reader) -> Coded:
    """Who gave the passages of the themes their theme."""
    study, wording = reader.study, reader.wording
    if not reader.codes:
        return Coded([wording("coded.machine")], [])
    people = sorted({coder for found in reader.codes.values() for coder, _ in found})
    all_ = len(study.assignments)
    sentences = [
        wording.count("coded.people", len(reader.codes), coders=wording.listed(people), all=wording.number(all_)),
        wording(f"coded.counted_{study.settings.compare.assigned_by}"),
    ]
    return Coded(sentences, [_agreed(row, reader) for row in study.agreement.to_dict("records")])


def _agreed(row: dict[Any, Any], reader: Reader) -> Agreed:
    wording = reader.wording
    coders = [wording("coded.the_model") if each == "machine" else each for each in str(row["coders"]).split("|")]
    return Agreed(
        wording.listed(coders),
        wording(f"steady.{row['level']}"),
        wording.number(row["n_passages"]),
        wording.percent(row["agreed"], 0),
        _with_interval(row, "alpha", reader),
        _with_interval(row, "kappa", reader),
        remarks(str(row["note"]), reader),
    )


def _with_interval(row: dict[Any, Any], name: str, reader: Reader) -> str:
    value, low, high = (reader.wording.number(float(row[each]), 2) for each in (name, f"{name}_low", f"{name}_high"))
    return value if value == "–" else f"{value} ({low} – {high})"
