"""Every table on a sheet of one Excel file, with what the columns mean and what had to be changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from kentering import tables
from kentering.errors import InputError
from kentering.export.rights import EACH, MOST, commentaries
from kentering.export.signs import INSTEAD, plain
from kentering.export.tables import exported_names, exported_tables
from kentering.export.words import words
from kentering.store import beside

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from kentering.study import Study

LONGEST = 32_767
"""Signs that a cell of Excel holds, as UTF-16 counts them."""

MOST_ROWS = 1_048_576
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so could be taken for a formula when it is edited or saved as CSV; it is marked as text."""

WIDEST = 60
NAME = 31  # signs in the name of a sheet
SOME_DAY = datetime(2000, 1, 1)
"""The date that every file bears: the same study gives the same bytes."""


class Book:
    """An Excel file being written; `notes` says what did not fit, cell by cell."""

    def __init__(self, path: Path) -> None:
        import xlsxwriter

        self.file: Workbook = xlsxwriter.Workbook(
            str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        )
        self.file.set_properties({"created": SOME_DAY, "author": "kentering"})
        self.head: Format = self.file.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.marked: Format = self.file.add_format({"quote_prefix": True})
        self.notes: list[list[str]] = []

    def sheet(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Worksheet:
        """A sheet with a header that stays in sight; text is never a formula, a link or a number."""
        sheet = self.file.add_worksheet(name[:NAME])
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column, self.head)
        last = 0
        for last, row in enumerate(rows, start=1):
            if last >= MOST_ROWS:
                message = f"{name} has more rows than a sheet of Excel holds ({MOST_ROWS - 1})"
                raise InputError(message, "kentering export CORPUS OUT --to parquet")
            for place, cell in enumerate(row):
                self._write(sheet, (last, place), cell, f"{name}, {columns[place]}")
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(last, 1), max(len(columns) - 1, 0))
        return sheet

    def _write(self, sheet: Worksheet, place: tuple[int, int], cell: Any, where: str) -> None:  # noqa: ANN401
        if isinstance(cell, bool) or type(cell).__name__ in ("bool_", "bool"):
            sheet.write_boolean(*place, bool(cell))
        elif isinstance(cell, (int, float)) or hasattr(cell, "dtype"):
            if cell == cell and abs(cell) != float("inf"):
                sheet.write_number(*place, cell)
        elif cell is not None and str(cell):
            text = self._fitting(str(cell), f"{where}, {place[0] + 1}")
            sheet.write_string(*place, text, *([self.marked] if text.startswith(FORMULA) else []))

    def _fitting(self, text: str, where: str) -> str:
        """The text as a cell holds it; what was changed goes into the notes."""
        said = plain(text).replace("\r", "\n")
        if said.count(INSTEAD) > text.count(INSTEAD):
            self.notes.append([where, f"{said.count(INSTEAD) - text.count(INSTEAD)} x {INSTEAD}"])
        if _units(said) > LONGEST:
            self.notes.append([where, f"{len(said)} > {LONGEST}"])
            said = _cut(said)
        return said

    def close(self) -> None:
        """Finish the file."""
        self.file.close()


def _units(text: str) -> int:
    return len(text) + sum(sign > "\uffff" for sign in text)


def _cut(text: str) -> str:
    """As much of a text as fits in a cell, with an ellipsis."""
    kept = text[: LONGEST - 1]
    while _units(kept) > LONGEST - 1:
        kept = kept[: -(_units(kept) - LONGEST + 1) or None]
    return kept + "…"


def write_excel(study: Study, path: Path, language: str) -> Path:
    """Write the file and return its path."""
    said = words(language)
    with beside(path) as temporary:
        book = Book(temporary)
        for name, frame in exported_tables(study):
            book.sheet(name, list(frame.columns), _rows(frame))
        meanings = [[name, *row] for name in exported_names() for row in _rows(tables.explain(name))]
        book.sheet(said["columns"], ["table", "column", "type", "meaning", "values"], meanings)
        if commentaries(study.documents):
            book.notes.insert(0, ["text", said["brief"].format(each=EACH, most=MOST)])
        book.sheet(said["notes"], ["where", "what"], book.notes)
        book.close()
    return path


def _rows(frame: pd.DataFrame) -> Iterable[list[Any]]:
    for row in frame.itertuples(index=False, name=None):
        yield [_flat(cell) for cell in row]


def _flat(cell: Any) -> Any:  # noqa: ANN401  (whatever stands in a table)
    return " | ".join(_text(each) for each in cell) if isinstance(cell, list) else cell


def _text(each: Any) -> str:  # noqa: ANN401
    return " ".join(_text(part) for part in each) if isinstance(each, list) else str(each)
