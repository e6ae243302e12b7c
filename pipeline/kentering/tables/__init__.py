"""Every table of kentering: its columns named, typed, explained and restricted once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from kentering.errors import FaultsError, InputError, KenteringError, UnknownNameError
from kentering.tables.agreement import AGREEMENT, CODED
from kentering.tables.answers import ANSWERS
from kentering.tables.by_hand import BY_HAND
from kentering.tables.checking import DTYPES, schema, typed
from kentering.tables.columns import (
    BLOCK_KINDS,
    CERTAINTIES,
    DATE_WRITTEN,
    LANGUAGES,
    LEVELS,
    PARTIAL_DATE,
    RUNNING_KINDS,
    TEXTS,
    Column,
    Row,
    variants,
)
from kentering.tables.commitment import COMMITMENT
from kentering.tables.multiverse import MULTIVERSE
from kentering.tables.number_of_themes import NUMBER_OF_THEMES
from kentering.tables.reading import READ
from kentering.tables.results import RESULTS
from kentering.tables.themes_beside import THEMES_BESIDE

if TYPE_CHECKING:
    from pandera.errors import SchemaErrors

__all__ = [
    "BLOCK_KINDS",
    "CERTAINTIES",
    "LANGUAGES",
    "LEVELS",
    "RUNNING_KINDS",
    "TABLES",
    "TEXTS",
    "check",
    "columns",
    "empty",
    "explain",
    "from_rows",
    "list_columns",
    "optional_columns",
    "row_class",
    "variants",
]

TABLES: dict[str, type[Row]] = {
    **BY_HAND,
    **READ,
    **RESULTS,
    **ANSWERS,
    **CODED,
    **AGREEMENT,
    **COMMITMENT,
    **MULTIVERSE,
    **THEMES_BESIDE,
    **NUMBER_OF_THEMES,
}


def row_class(table: str) -> type[Row]:
    """The row class of a table; an unknown name raises UnknownNameError."""
    if table not in TABLES:
        raise UnknownNameError(table, "table", TABLES)
    return TABLES[table]


def columns(table: str) -> list[str]:
    """The column names of a table, in order.

    >>> columns("lags")[:2]
    ['from_work', 'to_work']
    """
    return list(row_class(table).columns)


def _to_add(table: str, missing: list[str]) -> str:
    """What the cells of missing columns hold, and whether they may stay empty."""
    declared = row_class(table).columns
    told = [
        f"{name} ({' or '.join(each for each in declared[name].isin if each) or declared[name].meaning})"
        for name in missing
    ]
    needed = [name for name in missing if not _may_be_empty(declared[name])]
    end = f"every row needs {' and '.join(needed)}" if needed else "cells may stay empty where unknown"
    return f"add {', '.join(told)}; {end}"


def optional_columns(table: str) -> list[str]:
    """The columns whose cells may all be empty, so that a table kept by hand may lack them.

    >>> "issuer" in optional_columns("works"), "level" in optional_columns("works")
    (True, False)
    """
    return [name for name, column in row_class(table).columns.items() if _may_be_empty(column)]


def list_columns(table: str) -> tuple[str, ...]:
    """The columns whose cells are lists.

    >>> list_columns("passages")
    ('headings',)
    """
    return tuple(name for name, column in row_class(table).columns.items() if column.kind == "object")


def explain(table: str) -> pd.DataFrame:
    """What each column of a table means: column, type, meaning, allowed values."""
    return pd.DataFrame(
        [
            {"column": name, "type": DTYPES[each.kind], "meaning": each.meaning, "values": ", ".join(each.isin)}
            for name, each in row_class(table).columns.items()
        ]
    )


def empty(table: str) -> pd.DataFrame:
    """A table with its columns and no row."""
    return _empty(table).copy()


@cache
def _empty(table: str) -> pd.DataFrame:
    return check(table, pd.DataFrame({name: pd.Series(dtype=object) for name in columns(table)}))


def from_rows(table: str, rows: Iterable[Mapping[str, Any]] | Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """The rows as a checked table, columns in their declared order."""
    listed = list(rows)
    if not listed:
        return empty(table)
    return check(table, pd.DataFrame(listed, columns=columns(table)))


def check(table: str, frame: pd.DataFrame, where: str = "", first_row: int = 0) -> pd.DataFrame:
    """The frame with its types set and its columns in order; raises FaultsError with every fault found.

    `where` names the file in messages; `first_row` is the line of the first row in that file.
    """
    name = where or f"table {table}"
    wanted = columns(table)
    faults: list[KenteringError] = [
        _unknown_column(name, str(column), wanted) for column in frame.columns if column not in wanted
    ]
    missing = [column for column in wanted if column not in frame.columns]
    if missing:
        message = f"{name}: no column {', '.join(missing)}"
        faults.append(InputError(message, _to_add(table, missing)))
    if faults:
        raise FaultsError(faults)
    declared = row_class(table).columns
    plain = typed(frame, declared)
    return plain if plain is not None else _checked(frame[wanted], name, table, first_row)


def _checked(frame: pd.DataFrame, where: str, table: str, first_row: int) -> pd.DataFrame:
    """The frame with its types set, cell by cell; raises FaultsError with every fault found."""
    from pandera.errors import SchemaErrors

    try:
        return pd.DataFrame(schema(row_class(table).columns).validate(frame, lazy=True))
    except SchemaErrors as error:
        raise FaultsError(_faults(error, where, table, first_row)) from None


def _unknown_column(where: str, column: str, known: list[str]) -> KenteringError:
    unknown = UnknownNameError(column, "column", known)
    return InputError(f"{where}: {unknown.message}", unknown.hint)


def _faults(error: SchemaErrors, where: str, table: str, first_row: int) -> list[KenteringError]:
    declared = row_class(table).columns
    found: list[KenteringError] = []
    cases = error.failure_cases.drop_duplicates(["column", "index", "failure_case"])
    for case in cases.to_dict("records"):
        line = None if case["index"] is None or case["index"] != case["index"] else int(str(case["index"])) + first_row
        row = "" if line is None else f", row {line}"
        column = str(case["column"])
        value = "empty" if case["failure_case"] in ("", None) else f"'{case['failure_case']}'"
        said = "stands twice" if "unique" in str(case["check"]) else "is not allowed"
        found.append(InputError(f"{where}{row}, column {column}: {value} {said}", _way_out(declared, column), line))
    return found


def _way_out(declared: Mapping[str, Column], name: str) -> str:
    if name not in declared:
        return ""
    allowed = declared[name].isin
    if declared[name].matches == PARTIAL_DATE:
        return DATE_WRITTEN
    return "one of: " + ", ".join(value or "(empty)" for value in allowed) if allowed else declared[name].meaning


def _may_be_empty(column: Column) -> bool:
    text_or_truth = column.kind in ("bool", "str")
    return column.missing or (text_or_truth and not column.filled and (not column.isin or "" in column.isin))
