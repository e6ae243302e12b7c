"""Cells of a CSV file changed in place: every other byte stays as a person wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kentering.corpus.cells import SEPARATOR
from kentering.errors import InputError

BOM = "\ufeff"


class Cell(NamedTuple):
    """Where a cell stands in the text of the file, quotes included."""

    start: int
    end: int
    value: str


def set_cells(path: Path, key: str, name: str, values: Mapping[str, str]) -> None:
    """Write values into the row whose cell in column `key` is `name`; a column that is missing is added at the end.

    Separator, quotes, line ends, order and all other cells stay as they are.

    Raises:
        InputError: the file has no such row, or cannot be written.
    """
    text = path.read_bytes().decode("utf-8")
    changed = with_cells(text, key, name, values)
    if changed is None:
        message = f"{path.name} has no row {name}"
        raise InputError(message, "add the row, then run the same command again")
    part = path.with_name(path.name + ".new")
    try:
        part.unlink(missing_ok=True)
        part.write_bytes(changed.encode("utf-8"))
        part.replace(path)
    except OSError as error:
        message = f"{path.name} cannot be written: {error.strerror or error}"
        raise InputError(message, "close it in the spreadsheet, then run the same command again") from error


def with_cells(text: str, key: str, name: str, values: Mapping[str, str]) -> str | None:
    r"""The text of a CSV file with some cells of one row changed; None where no row has that name.

    >>> with_cells('id;n;title\r\na;;"x; y"\r\n', "id", "a", {"n": "5"})
    'id;n;title\r\na;5;"x; y"\r\n'
    """
    first_line, end, below = text.partition("\n")
    if first_line.removeprefix("\ufeff").lower().strip('"').startswith(SEPARATOR):
        changed = with_cells(below, key, name, values)
        return None if changed is None else first_line + end + changed
    separator = ";" if first_line.count(";") > first_line.count(",") else ","
    header = [cell.value for cell in next(iter(_rows(text, separator)), [])]
    for column in [column for column in values if column not in header]:
        text = _with_column(text, separator, column)
        header.append(column)
    place = header.index(key) if key in header else len(header)
    for row in list(_rows(text, separator))[1:]:
        if place < len(row) and row[place].value == name:
            return _changed(text, row, {header.index(column): value for column, value in values.items()}, separator)
    return None


def _changed(text: str, row: list[Cell], values: Mapping[int, str], separator: str) -> str:
    """The text with cells of one row changed; a row that is too short is made longer."""
    missing = max(values) + 1 - len(row)
    if missing > 0:
        end = row[-1].end
        text = text[:end] + separator * missing + text[end:]
        row = [*row, *(Cell(end + place, end + place, "") for place in range(1, missing + 1))]
    for place, value in sorted(values.items(), reverse=True):
        text = text[: row[place].start] + _quoted(value, separator) + text[row[place].end :]
    return text


def _with_column(text: str, separator: str, name: str) -> str:
    """The text with an empty column at the end of every row."""
    for number, row in reversed(list(enumerate(_rows(text, separator)))):
        end = row[-1].end
        text = text[:end] + separator + (_quoted(name, separator) if number == 0 else "") + text[end:]
    return text


def _quoted(value: str, separator: str) -> str:
    if any(sign in value for sign in (separator, '"', "\n", "\r")):
        return '"' + value.replace('"', '""') + '"'
    return value


def _rows(text: str, separator: str) -> Iterator[list[Cell]]:
    """The cells of each row that is not blank, as a spreadsheet parts them."""
    place, row = len(BOM) if text.startswith(BOM) else 0, list[Cell]()
    while place <= len(text):
        end = _end(text, place, separator)
        row.append(Cell(place, end, _plain(text[place:end])))
        if text[end : end + 1] == separator:
            place = end + 1
            continue
        if len(row) > 1 or row[0].value:
            yield row
        row = []
        place = end + (2 if text[end : end + 2] == "\r\n" else 1)


def _end(text: str, start: int, separator: str) -> int:
    """Where a cell ends: before the separator or line end that stands outside quotes."""
    place, quoted = start, text[start : start + 1] == '"'
    if quoted:
        place = start + 1
        while place < len(text):
            if text[place] == '"' and text[place + 1 : place + 2] != '"':
                break
            place += 2 if text[place] == '"' else 1
        place += 1
    ends = [text.find(sign, place) for sign in (separator, "\n", "\r")]
    return min((end for end in ends if end >= 0), default=max(place, len(text)))


def _plain(cell: str) -> str:
    """What a cell says, without its quotes and the blanks around it."""
    if len(cell) > 1 and cell.startswith('"') and cell.rstrip().endswith('"'):
        cell = cell.rstrip()[1:-1].replace('""', '"')
    return cell.strip()
