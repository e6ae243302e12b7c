"""A sheet on which a person codes passages with themes, the machine's own theme hidden."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from kentering import coding
from kentering.errors import InputError, UnknownNameError
from kentering.export.codes import theme_name
from kentering.export.kept import keep_codebook
from kentering.export.sheets import Book
from kentering.export.signs import plain
from kentering.export.words import words
from kentering.store import beside
from kentering.tables import LANGUAGES
from kentering.tables.spreadsheet import safe

if TYPE_CHECKING:
    from kentering.study import Study

COLUMNS = ("passage_id", "headings", "text", "code", "note", "coder", "codebook")
WIDTHS = {"headings": 30, "text": 90, "code": 34, "note": 30, "coder": 14}
ENDINGS = (".xlsx", ".csv")


def write_coding_sheet(study: Study, n: int, out: Path | None = None, language: str = "nl") -> Path:
    """Write a sheet of n passages and return its path; a file that is there already may be filled in, and stays.

    Passages are drawn with the seed of the section cluster, so that every coder gets the same. Excel by default, with
    the themes to choose from; a CSV gets the list of themes in a second file beside it.
    """
    path = out or study.folder / "coding-sheet.xlsx"
    if path.suffix.lower() not in ENDINGS:
        raise UnknownNameError(path.suffix, "kind of sheet", ENDINGS)
    if path.exists():
        message = f"{path} exists; it may hold somebody's work"
        raise InputError(message, "name another file with --out, or move it away")
    if study.themes.empty:
        message = f"{study.name}: no themes to code with"
        raise InputError(message, "put the PDFs in pdf/, then: kentering run CORPUS")
    book = coding.codebook(study.themes, study.assignments)
    asked = coding.sample(
        study.passages, study.assignments, study.documents, study.works, n, study.settings.cluster.seed
    )
    rows = [_row(row, str(book["codebook"].iloc[0])) for row in asked.to_dict("records")]
    keep_codebook(study)
    (_excel if path.suffix.lower() == ".xlsx" else _csv)(path, rows, _themes(study, book, language), words(language))
    return path


def _row(row: dict[Any, Any], book: str) -> list[str]:
    text, headings = str(row["text"]), " > ".join(row["headings"])
    return [str(row["passage_id"]), headings, text, "", "", "", book]


def _themes(study: Study, book: pd.DataFrame, language: str) -> list[list[str]]:
    """Each theme as it may be written on the sheet, with its telling words."""
    telling = study.themes.set_index("theme_id")
    rows = []
    for row in book.to_dict("records"):
        theme = telling.loc[row["code"]]
        said = [str(theme[f"keywords_{each}"]) for each in LANGUAGES if theme[f"keywords_{each}"]]
        rows.append([theme_name(row, language), "; ".join(said)])
    return rows


def _excel(path: Path, rows: list[list[str]], themes: list[list[str]], said: dict[str, str]) -> None:
    with beside(path) as temporary:
        book = Book(temporary)
        sheet = book.sheet(said["coding"], COLUMNS, rows)
        wrapped = book.file.add_format({"text_wrap": True, "valign": "top"})
        for column, width in WIDTHS.items():
            sheet.set_column(COLUMNS.index(column), COLUMNS.index(column), width, wrapped)
        listed = [*themes, [said["none"], ""]]
        book.sheet(said["codebook"], ["code", "keywords"], listed).set_column(0, 1, 60, wrapped)
        name = said["codebook"].replace("'", "''")
        choice = {"validate": "list", "source": f"='{name}'!$A$2:$A${len(listed) + 1}", "error_type": "warning"}
        sheet.data_validation(1, COLUMNS.index("code"), max(len(rows), 1), COLUMNS.index("code"), choice)
        book.sheet(said["notes"], ["where", "what"], [["code", said["how"].format(none=said["none"])], *book.notes])
        book.close()


def _csv(path: Path, rows: list[list[str]], themes: list[list[str]], said: dict[str, str]) -> None:
    _write_csv(path, list(COLUMNS), rows)
    beside_it = path.with_name(f"{path.stem}-{said['codebook'].replace(chr(39), '')}.csv")
    _write_csv(beside_it, ["code", "keywords"], [*themes, [said["none"], ""]])


def _write_csv(path: Path, columns: list[str], rows: list[list[str]]) -> None:
    """As UTF-8 with the mark by which Excel knows it; no cell is a formula."""
    cells = [[safe(plain(cell)) for cell in row] for row in rows]
    with beside(path) as temporary:
        frame = pd.DataFrame(cells, columns=columns, dtype="str")
        frame.to_csv(temporary, index=False, lineterminator="\n", encoding="utf-8-sig")
