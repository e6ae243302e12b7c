"""A filled coding sheet, as Excel or CSV."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from kentering.coding import NONE
from kentering.corpus.cells import cells
from kentering.errors import InputError, KenteringError, UnknownNameError
from kentering.export.words import no_theme
from kentering.tables import LANGUAGES, from_rows

NEEDED = ("passage_id", "code", "codebook")
MOST_ROWS = 1_000_000
MOST_COLUMNS = 1_000
FIRST_ROW = 2


class Filled(NamedTuple):
    """The rows that could be used, and a fault for each that could not."""

    coding: pd.DataFrame
    faults: list[KenteringError]
    n_empty: int


def filled(path: Path, codebooks: pd.DataFrame, passage_ids: set[str], coder: str = "") -> Filled:
    """What a coder wrote in a sheet; a row without a code is not coded.

    The coder is named in the column coder, else by `coder`, else by the file. Unknown passages, themes and lists of
    themes, and a passage coded twice in two ways, are faults by row.
    """
    sheet = _sheet(path)
    names = {str(book): _names(own) for book, own in codebooks.groupby("codebook")}
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    faults: list[KenteringError] = []
    n_empty = 0
    for place, row in zip(sheet.index, sheet.to_dict("records"), strict=True):
        line = int(place) + FIRST_ROW
        if not row["code"]:
            n_empty += 1
            continue
        try:
            made = _row(row, names, passage_ids, coder or path.stem)
            _once(made, rows)
        except InputError as error:
            faults.append(InputError(f"{path.name}, row {line}: {error.message}", error.hint, line))
    return Filled(from_rows("coding", [rows[key] for key in sorted(rows)]), faults, n_empty)


def _sheet(path: Path) -> pd.DataFrame:
    """The cells as text, blanks around them removed, rows without a passage left out."""
    found = _excel(path) if path.suffix.lower() == ".xlsx" else cells(path)
    missing = [column for column in NEEDED if column not in found]
    if missing:
        message = f"{path.name}: no column {', '.join(missing)}"
        raise InputError(message, "fill in a sheet that kentering label CORPUS --coding wrote, and keep its columns")
    twice = sorted(set(found.columns[found.columns.duplicated()]))
    if twice:
        message = f"{path.name}: column {', '.join(twice)} stands twice"
        raise InputError(message, "remove one of the two")
    for column in ("coder", "note"):
        found[column] = found.get(column, "")
    return found[[*NEEDED, "coder", "note"]].fillna("").astype(str)


def _excel(path: Path) -> pd.DataFrame:
    from openpyxl import load_workbook

    from kentering.export.back.archive import checked_workbook

    checked_workbook(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a sheet says of its size may be a lie
        values = sheet.iter_rows(values_only=True, max_row=MOST_ROWS)
        cut = (["" if cell is None else str(cell).strip() for cell in row[:MOST_COLUMNS]] for row in values)
        rows = [row for row in cut if any(row)]
        book.close()
        head = rows[0] if rows else []
        return pd.DataFrame([[*row, *[""] * len(head)][: len(head)] for row in rows[1:]], columns=head, dtype="str")
    except MemoryError:
        message = f"{path.name} is too large"
        raise InputError(message, "keep the rows and columns of the sheet that kentering label wrote") from None
    except Exception as error:  # noqa: BLE001  (a damaged workbook fails in as many ways as its parsers know)
        message = f"{path.name} is no Excel file: {str(error)[:200]}"
        raise InputError(message, "save it as .xlsx or as CSV UTF-8") from None


def _names(book: pd.DataFrame) -> dict[str, str]:
    """What a coder may write for each theme: its id, its name in any language, or both."""
    known = {each.casefold(): NONE for each in (NONE, *no_theme())}
    for row in book.to_dict("records"):
        theme = str(row["code"])
        for label in [str(row[f"label_{each}"]).strip() for each in LANGUAGES]:
            known |= {f"{theme} {label}".casefold(): theme}
            known.setdefault(label.casefold(), theme)
    return known | {str(theme).casefold(): str(theme) for theme in book["code"]}


def _row(
    row: dict[Hashable, Any], names: dict[str, dict[str, str]], passage_ids: set[str], coder: str
) -> dict[str, Any]:
    passage_id = str(row["passage_id"])
    passage_id = passage_id if passage_id in passage_ids else passage_id.removeprefix("'")
    if passage_id not in passage_ids:
        message = f"no passage '{passage_id}'"
        raise InputError(message, "the text has changed, or the cell was edited: write a new sheet for this passage")
    if row["codebook"] not in names:
        message = f"no list of themes '{row['codebook']}' in codebook.csv"
        raise InputError(message, "put back the codebook.csv that was written with the sheet, or write a new sheet")
    known = names[row["codebook"]]
    code = known.get(" ".join(str(row["code"]).split()).casefold())
    if not code:
        themes = sorted({theme for theme in known.values() if theme != NONE})
        raise UnknownNameError(str(row["code"]), "theme", [*themes, *sorted(no_theme())])
    kept = {name: row[name] for name in ("codebook", "note")}
    return {**kept, "passage_id": passage_id, "code": code, "coder": row["coder"] or coder, "source": "sheet"}


def _once(made: dict[str, Any], rows: dict[tuple[str, str], dict[str, Any]]) -> None:
    key = (made["coder"], made["passage_id"])
    if key in rows and rows[key]["code"] != made["code"]:
        message = f"{made['coder']} gave passage {made['passage_id']} both {rows[key]['code']} and {made['code']}"
        raise InputError(message, "keep one of the two; the first is taken")
    rows.setdefault(key, made)
