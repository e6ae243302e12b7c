"""Works and documents that are well-formed and yet cannot be used: dates turned round, cycles twice, files twice."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from urllib.parse import quote

import pandas as pd

from kentering.corpus.cells import HEADER_ROWS
from kentering.cycles import first_day, last_day
from kentering.errors import InputError, KenteringError, UnknownNameError

Row = dict[str, str]

_MOST_NAMED = 5
_LONGEST = 200  # signs of a document_id in the name of a file
_LONGEST_PART = 255  # bytes of a name on common file systems
_DATES = ("cycle_start", "cycle_end", "valid_from", "valid_to", "valid_alternative", "adopted")
_YEARS = re.compile(r"(\d{4})\s*[-\u2010-\u2015/]\s*(\d{4})")
_CYCLES = ["work_id", "series", "status", "cycle", "cycle_start", "cycle_end"]
_PERIODS = (("cycle_start", "cycle_end"), ("valid_from", "valid_to"), ("valid_from", "valid_alternative"))


def usable_works(works: pd.DataFrame, listed: pd.DataFrame, faults: list[KenteringError]) -> pd.DataFrame:
    """The works whose days exist and whose periods do not end before they start, one final work at a time in a series.

    Of two final works of one series with one cycle, or with cycles that overlap, the one that begins first is kept, and
    of two that begin together the one whose name comes first: the order of rows does not matter. `listed` holds every
    row of the file: two works of which one is left out for another fault are said to overlap as well.
    """
    bad: list[int] = []
    for line, row in lines(works):
        fault = _date_fault(row, line)
        if fault is not None:
            bad.append(line - HEADER_ROWS)
            faults.append(fault)
    sound = works.drop(index=bad)
    second = _second_at_a_time(sound, faults)
    faults += _overlaps_of_unsound(listed, set(sound.index))
    return sound.drop(index=second)


def _date_fault(row: Row, line: int) -> KenteringError | None:
    where = f"works.csv, row {line}, {row['work_id']}"
    for column in _DATES:
        try:
            first_day(row[column])
        except InputError as error:
            return InputError(f"{where}, column {column}: {error.message}", error.hint)
    for start, end in _PERIODS:
        ended, began = last_day(row[end]), first_day(row[start])
        if ended and began and ended < began:
            message = f"{where}: {end} {row[end]} is before {start} {row[start]}"
            return InputError(message, "set right one of the two; until then this row is left out")
    said = _not_its_period(row)
    return InputError(f"{where}: {said}", "set right one of the two; until then this row is left out") if said else None


def _not_its_period(row: Row) -> str:
    """Which end of a cycle written as two years is another year than its column says; empty where none is."""
    written = _YEARS.fullmatch(row["cycle"])
    if written and row["cycle_start"] and row["cycle_start"][:4] != written[1]:
        return f"the cycle {row['cycle']} does not begin in the year of cycle_start {row['cycle_start']}"
    if written and row["cycle_end"] and row["cycle_end"][:4] != written[2]:
        return f"the cycle {row['cycle']} does not end in the year of cycle_end {row['cycle_end']}"
    return ""


def _second_at_a_time(works: pd.DataFrame, faults: list[KenteringError]) -> list[int]:
    """The index of each final work that stands beside an earlier kept one of its series."""
    kept: dict[str, list[Row]] = {}
    bad: list[int] = []
    for line, row in _finals(works):
        beside = kept.setdefault(row["series"], [])
        other = next((each for each in beside if _at_once(each, row)), None)
        if other is None:
            beside.append(row)
            continue
        said = _at_once(other, row).format(**row, other=other["work_id"], its=other["cycle"])
        hint = (
            "set the status of one of the two to draft, or mend its cycle; if they truly are two plans, leave "
            "cycle and cycle_end empty and give each cycle_start its own day, as in 2020-07-14; "
            "until then this row is left out"
        )
        faults.append(InputError(f"works.csv, row {line}: {said}", hint))
        bad.append(line - HEADER_ROWS)
    return bad


def _overlaps_of_unsound(listed: pd.DataFrame, sound: set[int]) -> list[KenteringError]:
    """Two final works of one series at a time, one or both of them left out for another fault; a line for the later."""
    finals = [(line, row) for line, row in _finals(listed.reindex(columns=_CYCLES, fill_value="")) if _readable(row)]
    found: dict[int, KenteringError] = {}
    for (above, first), (line, second) in combinations(finals, 2):
        if first["series"] != second["series"] or first["work_id"] == second["work_id"]:
            continue
        out = [str(each) for each in (above, line) if each - HEADER_ROWS not in sound]
        if line in found or not out or not (at_once := _at_once(first, second)):
            continue
        said = at_once.format(**second, other=first["work_id"], its=first["cycle"])
        rows = f"row {out[0]} is" if len(out) == 1 else f"rows {' and '.join(out)} are"
        hint = (
            "set the status of one of the two to draft, or mend its cycle; if they truly are two plans, leave "
            "cycle and cycle_end empty and give each cycle_start its own day, as in 2020-07-14; "
            f"{rows} left out for another fault already"
        )
        found[line] = InputError(f"works.csv, row {line}: {said}", hint)
    return list(found.values())


def _finals(works: pd.DataFrame) -> list[tuple[int, Row]]:
    """The final works with their lines, by start of the cycle and by name."""
    final = [(line, row) for line, row in lines(works) if row["status"] == "final"]
    return sorted(final, key=lambda each: (each[1]["cycle_start"], each[1]["work_id"], each[0]))


def _readable(row: Row) -> bool:
    """Do the days of the cycle exist, in their order?"""
    try:
        start, end = first_day(row["cycle_start"]), last_day(row["cycle_end"])
    except InputError:
        return False
    return not (start and end and end < start)


def _at_once(first: Row, second: Row) -> str:
    """What is wrong with two final works of one series, the earlier first; empty where they follow each other."""
    same_days = bool(first["cycle_start"]) and all(first[end] == second[end] for end in ("cycle_start", "cycle_end"))
    if (first["cycle"] and first["cycle"] == second["cycle"]) or same_days:
        return "a second final {series} {cycle}, {work_id} beside {other}"
    return "the cycle of {work_id}, {cycle}, overlaps with that of {other}, {its}" if _overlap(first, second) else ""


def _overlap(first: Row, second: Row) -> bool:
    """Do the cycles share a day, whatever day a bare year or month means?"""
    starts = _known([last_day(row["cycle_start"]) for row in (first, second)])
    ends = _known([first_day(row["cycle_end"]) for row in (first, second)])
    return len(starts) == len(ends) == 2 and max(starts) <= min(ends)


def _known(days: list[date | None]) -> list[date]:
    return [day for day in days if day]


def usable_documents(
    documents: pd.DataFrame, works: pd.DataFrame, folder: Path, faults: list[KenteringError]
) -> pd.DataFrame:
    """The documents of known works whose files lie in the folder and are listed once."""
    bad: list[int] = []
    seen: dict[Path, int] = {}
    known = set(works["work_id"])
    for line, row in lines(documents):
        path = Path(os.path.realpath(folder / str(row["file"])))  # resolve() stops at a link that leads to itself
        fault = (
            _document_fault(row, line, path, seen, folder) if row["work_id"] in known else _no_work(row, line, works)
        )
        if fault is None:
            seen[path] = line
        else:
            bad.append(line - HEADER_ROWS)
            faults.append(fault)
    return documents.drop(index=bad)


def _no_work(row: Row, line: int, works: pd.DataFrame) -> InputError:
    unknown = UnknownNameError(row["work_id"], "work", works["work_id"])
    return InputError(f"documents.csv, row {line}, {row['document_id']}: {unknown.message} in works.csv", unknown.hint)


def _document_fault(row: Row, line: int, path: Path, seen: dict[Path, int], folder: Path) -> InputError | None:
    where = f"documents.csv, row {line}"
    if len(quote(row["document_id"])) > _LONGEST:
        message = f"{where}: the document_id has {len(row['document_id'])} characters, too many for the name of a file"
        return InputError(message, "give it a short one, as in nvp-2022-nl")
    if any(len(os.fsencode(part)) > _LONGEST_PART for part in row["file"].split("/")):
        message = f"{where}: the file has a name of {len(row['file'])} characters, more than a file can have"
        return InputError(message, "write the name of the PDF as it stands in pdf/, and give it a short one")
    if not path.is_relative_to(folder.resolve()):
        return InputError(f"{where}: {row['file']} lies outside the corpus folder", "put the PDF in pdf/")
    if row["file"] and path in seen:
        return InputError(f"{where}: {row['file']} is listed in row {seen[path]} too", "one row a PDF; remove one")
    return None


def usable_labels(labels: pd.DataFrame, faults: list[KenteringError]) -> pd.DataFrame:
    """The codes, and the first name that each theme was given; themes of two clusterings may bear one number."""
    first: dict[tuple[str, str], tuple[int, Row]] = {}
    bad: list[int] = []
    for line, row in lines(labels):
        key = (str(row["theme_id"]), str(row["passages"]))
        if row["kind"] == "codebook" or not row["theme_id"]:
            continue
        above, before = first.setdefault(key, (line, row))
        if any(row[name] != before[name] for name in ("label_nl", "label_fr", "label_en")):
            message = f"labels.csv, row {line}, column theme_id: '{row['theme_id']}' stands in row {above} too"
            faults.append(InputError(message, "give one of the two another id, or remove it"))
            bad.append(line - HEADER_ROWS)
    return labels.drop(index=bad)


def lines(frame: pd.DataFrame) -> list[tuple[int, Row]]:
    """Each row with its line in the file."""
    numbers = [int(index) + HEADER_ROWS for index in frame.index.to_list()]
    names = [str(column) for column in frame.columns]
    rows = zip(*[frame[name].to_list() for name in names], strict=True)
    return [(number, dict(zip(names, row, strict=True))) for number, row in zip(numbers, rows, strict=True)]


def without_works(
    read: Mapping[str, pd.DataFrame], lost: set[str], faults: list[KenteringError]
) -> dict[str, pd.DataFrame]:
    """The documents, priorities and links without those of works that are left out; one fault says how many went."""
    gone = {name: read[name][read[name]["work_id"].isin(lost)] for name in ("documents", "priorities")}
    items, links = set(gone["priorities"]["priority_id"]), read["links"]
    gone["links"] = links[links["from_id"].isin(items) | links["to_id"].isin(items)]
    went = [f"{name}.csv ({len(rows)})" for name, rows in gone.items() if len(rows)]
    if went:
        named = sorted({*gone["documents"]["work_id"], *gone["priorities"]["work_id"]})
        names = ", ".join([*named[:_MOST_NAMED], *(["…"] if len(named) > _MOST_NAMED else [])])
        message = f"works.csv: what hangs on {names} is left out with it: {', '.join(went)}"
        faults.append(InputError(message, "mend works.csv as said; those rows then come back by themselves"))
    return {name: read[name].drop(index=rows.index) for name, rows in gone.items()}
