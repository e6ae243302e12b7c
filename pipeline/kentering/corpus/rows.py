"""Rows that are well-formed and yet cannot be used: what they point to is not there, or stands twice."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from kentering.corpus.cells import HEADER_ROWS
from kentering.errors import InputError, KenteringError, UnknownNameError


def one_final_work_a_cycle(works: pd.DataFrame, faults: list[KenteringError]) -> pd.DataFrame:
    """The works without a second final one of the same series and cycle."""
    final = works[(works["status"] == "final") & (works["cycle"] != "")]
    second = final[final.duplicated(["series", "cycle"])]
    for line, row in _lines(second):
        message = f"works.csv, row {line}: a second final {row['series']} {row['cycle']}, {row['work_id']}"
        faults.append(InputError(message, "set the status of one of the two to draft; until then this row is left out"))
    return works.drop(index=second.index)


def usable_documents(
    documents: pd.DataFrame, works: pd.DataFrame, folder: Path, faults: list[KenteringError]
) -> pd.DataFrame:
    """The documents of known works whose files lie in the folder and are listed once."""
    bad: list[int] = []
    seen: dict[Path, int] = {}
    known = set(works["work_id"])
    for line, row in _lines(documents):
        path = (folder / str(row["file"])).resolve()
        fault = (
            _document_fault(row, line, path, seen, folder) if row["work_id"] in known else _no_work(row, line, works)
        )
        if fault is None:
            seen[path] = line
        else:
            bad.append(line - HEADER_ROWS)
            faults.append(fault)
    return documents.drop(index=bad)


def _no_work(row: dict[str, str], line: int, works: pd.DataFrame) -> InputError:
    unknown = UnknownNameError(row["work_id"], "work", works["work_id"])
    return InputError(f"documents.csv, row {line}, {row['document_id']}: {unknown.message} in works.csv", unknown.hint)


def _document_fault(
    row: dict[str, str], line: int, path: Path, seen: dict[Path, int], folder: Path
) -> InputError | None:
    where = f"documents.csv, row {line}"
    if not path.is_relative_to(folder.resolve()):
        return InputError(f"{where}: {row['file']} lies outside the corpus folder", "put the PDF in pdf/")
    if row["file"] and path in seen:
        return InputError(f"{where}: {row['file']} is listed in row {seen[path]} too", "one row a PDF; remove one")
    return None


def _lines(frame: pd.DataFrame) -> list[tuple[int, dict[str, str]]]:
    """Each row with its line in the file."""
    lines = [int(index) + HEADER_ROWS for index in frame.index.to_list()]
    rows = [{str(column): value for column, value in row.items()} for row in frame.to_dict("records")]
    return list(zip(lines, rows, strict=True))


def of_known_works(
    priorities: pd.DataFrame, works: pd.DataFrame, where: str, faults: list[KenteringError]
) -> pd.DataFrame:
    """The priorities whose work and parent exist."""
    known_items = set(priorities["priority_id"])
    lost_work = ~priorities["work_id"].isin(works["work_id"])
    lost_parent = (priorities["parent_id"] != "") & ~priorities["parent_id"].isin(known_items)
    for line, row in _lines(priorities[lost_work | lost_parent]):
        column = "work_id" if row["work_id"] not in set(works["work_id"]) else "parent_id"
        message = f"{where}, row {line}: no {column} '{row[column]}'"
        faults.append(InputError(message, "correct the name, or add the row that it points to"))
    return priorities[~(lost_work | lost_parent)]
