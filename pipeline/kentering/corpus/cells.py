"""CSV files of a corpus as typed tables; a row that cannot be used becomes a fault."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from kentering import tables
from kentering.errors import FaultsError, InputError, KenteringError
from kentering.tables.by_hand import PRIVATE

REQUIRED = ("works", "documents")
"""Tables without which a folder is no corpus."""

_NEW = "kentering new FOLDER makes an empty corpus with every file"

HEADER_ROWS = 2
"""Row number, as a spreadsheet counts, of the first row under the header."""

MOST_COLUMNS = 1000
"""Columns that a table kept by hand may have, those that nobody asks for included."""

NUMBERS = ("pages", "page", "probability", "position")

SEPARATOR = "sep="
"""Excel's own first line in some CSV files: what stands between the cells."""

IDS = {"works": "work_id", "documents": "document_id", "priorities": "priority_id"}

_YES, _NO = ("true", "yes", "1", "waar", "ja", "vrai", "oui"), ("false", "no", "0", "onwaar", "nee", "faux", "non", "")
TRUTHS = {**dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False)}
"""What spreadsheets and people write for true and false, in the languages of the corpora."""


def table(folder: Path, name: str, faults: list[KenteringError]) -> pd.DataFrame:
    """A table kept by hand; rows with a fault are left out, and their faults added to `faults`.

    The index still counts the rows of the file. A column that may be empty may also be missing. A missing file, another
    missing column and an unknown column raise InputError.
    """
    path = folder / f"{name}.csv"
    if not path.is_file():
        if name in REQUIRED:
            message = f"no file {path}"
            sheet = next((each for each in (".xlsx", ".xls", ".ods") if path.with_suffix(each).is_file()), "")
            hint = f"open {name}{sheet} and save it as CSV UTF-8" if sheet else _NEW
            raise InputError(message, hint)
        return tables.empty(name)
    found: list[KenteringError] = []
    given = cells(path).drop(columns=list(PRIVATE.get(name, {})), errors="ignore")
    given = given.assign(**{each: "" for each in tables.optional_columns(name) if each not in given})
    given = _once(given, IDS.get(name, ""), path.name, found)
    frame = _typed(given, path.name, found)
    try:
        checked = tables.check(name, frame, path.name, HEADER_ROWS)
    except FaultsError as error:
        if any(fault.row is None for fault in error.faults):
            raise
        found += error.faults
    if found:
        checked = tables.check(name, _without(frame, found), path.name, HEADER_ROWS)
    faults += found
    return checked


def ids(folder: Path, name: str) -> set[str]:
    """The ids that a table lists, rows with a fault included."""
    path = folder / f"{name}.csv"
    return {str(each) for each in cells(path)[IDS[name]]} if path.is_file() else set()


def passwords(folder: Path) -> dict[str, str]:
    """The password of each document whose row in documents.csv has one."""
    given = cells(folder / "documents.csv")
    if "password" not in given:
        return {}
    return {key: cell for key, cell in zip(given["document_id"], given["password"], strict=True) if cell}


def cells(path: Path) -> pd.DataFrame:
    """The cells of a CSV file as text, blanks around them removed; comma, semicolon or tab between them.

    Column names may be written with capitals. Rows of which every cell is empty are skipped, and so is a first line
    that only names the separator; the index still counts the rows. A row with more cells than there are columns raises
    FaultsError: which of its cells belong together cannot be known.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        if "\0" in text:
            message = f"{path.name} holds signs that are no text (NUL)"
            raise InputError(message, "open it in a spreadsheet and save it as CSV UTF-8")
        first, _, below = text.partition("\n")
        if first.lower().strip('"').startswith(SEPARATOR):
            text = below
        text = text.lstrip("\r\n")
        first = text.partition("\n")[0]
        separator = max(",;\t", key=first.count)
        _check_widths(text, separator, path.name)
        stream = io.StringIO(text)
        frame = pd.read_csv(
            stream, sep=separator, dtype=str, keep_default_na=False, index_col=False, skip_blank_lines=False
        )
    except UnicodeDecodeError:
        message = f"{path.name} is not in UTF-8"
        raise InputError(message, "in the spreadsheet choose: save as, CSV UTF-8") from None
    except (pd.errors.ParserError, pd.errors.EmptyDataError, csv.Error) as error:
        message = f"{path.name} is no table: {error}"
        hint = "one header row, then as many cells in each row; a cell with a comma stands in quotes"
        raise InputError(message, hint) from None
    plain = frame.rename(columns=lambda name: str(name).strip().lower())
    twice = sorted(set(plain.columns[plain.columns.duplicated()]))
    if twice:
        message = f"{path.name}: the column {', '.join(twice)} stands twice"
        raise InputError(message, "remove one of the two, or give it another name")
    stripped = plain.map(str.strip)
    return stripped[(stripped != "").any(axis=1)]


def _check_widths(text: str, separator: str, where: str) -> None:
    rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    width = len(rows[0]) if rows else 0
    widest = max(map(len, rows), default=0)
    if widest > MOST_COLUMNS:
        message = f"{where} has {widest} columns, more than {MOST_COLUMNS}"
        raise InputError(message, "remove the columns that are empty or are of another table")
    lines = enumerate(rows[1:], HEADER_ROWS)
    long = [(line, row) for line, row in lines if any(cell.strip() for cell in row[width:])]
    if long:
        hint = f"put a cell with '{separator}' in it between quotation marks, or save the table anew from a spreadsheet"
        raise FaultsError(
            [InputError(f"{where}, row {line}: {len(row)} cells under {width} names", hint, line) for line, row in long]
        )


def _without(frame: pd.DataFrame, faults: list[KenteringError]) -> pd.DataFrame:
    bad = {fault.row - HEADER_ROWS for fault in faults if fault.row is not None}
    return frame.drop(index=sorted(bad), errors="ignore")


def _once(frame: pd.DataFrame, column: str, where: str, faults: list[KenteringError]) -> pd.DataFrame:
    """The rows without those whose id stands higher up already."""
    if column not in frame:
        return frame
    lines = [int(index) + HEADER_ROWS for index in frame.index]
    first: dict[str, int] = {}
    for line, each in zip(lines, frame[column].to_list(), strict=True):
        if each and each in first:
            message = f"{where}, row {line}, column {column}: '{each}' stands in row {first[each]} too"
            faults.append(InputError(message, "give one of the two another id, or remove it", line))
        elif len(each.split()) > 1:
            message = f"{where}, row {line}, column {column}: '{each}' holds a blank"
            faults.append(InputError(message, "write the id without blanks, as in nvp-2022", line))
        first.setdefault(each, line)
    again = frame.index[frame.duplicated(column) & (frame[column] != "")]
    return frame.drop(index=again)


def _typed(frame: pd.DataFrame, where: str, faults: list[KenteringError]) -> pd.DataFrame:
    """Empty cells of number columns as missing, words for yes and no as such; a cell that is neither is a fault."""
    typed = frame.copy()
    for column in [name for name in NUMBERS if name in frame]:
        numbers = pd.to_numeric(frame[column], errors="coerce")
        wrong = numbers.isna() & ((frame[column] != "") | (column == "position"))
        faults += _cell_faults(where, frame.loc[wrong, column], "a number")
        typed[column] = numbers.mask(wrong, 1)  # the row is left out; its other cells are still looked at
    if "complete" in frame:
        truths = frame["complete"].str.lower().map(TRUTHS)
        faults += _cell_faults(where, frame.loc[truths.isna(), "complete"], "true or false")
        typed["complete"] = truths.eq(True)  # noqa: FBT003  (what is neither is left out with its row)
    return typed


def _cell_faults(where: str, wrong: pd.Series, wanted: str) -> list[KenteringError]:
    lines = [int(index) + HEADER_ROWS for index in wrong.index.to_list()]
    return [
        InputError(f"{where}, row {line}, column {wrong.name}: '{cell}'", f"write {wanted}", line)
        for line, cell in zip(lines, wrong.to_list(), strict=True)
    ]
