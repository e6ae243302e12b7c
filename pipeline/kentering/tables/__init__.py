"""Every table of kentering: its columns named, typed, explained and restricted once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd
import pandera.pandas as pa

from kentering.errors import FaultsError, InputError, KenteringError, UnknownNameError
from kentering.tables.answers import ANSWERS
from kentering.tables.by_hand import BY_HAND
from kentering.tables.columns import (
    BLOCK_KINDS,
    CERTAINTIES,
    LANGUAGES,
    LEVELS,
    RUNNING_KINDS,
    TEXTS,
    variants,
)
from kentering.tables.reading import READ
from kentering.tables.results import RESULTS

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

TABLES: dict[str, type[pa.DataFrameModel]] = {**BY_HAND, **READ, **RESULTS, **ANSWERS}


def row_class(table: str) -> type[pa.DataFrameModel]:
    """The row class of a table; an unknown name raises UnknownNameError."""
    if table not in TABLES:
        raise UnknownNameError(table, "table", TABLES)
    return TABLES[table]


def columns(table: str) -> list[str]:
    """The column names of a table, in order.

    >>> columns("lags")[:2]
    ['from_work', 'to_work']
    """
    return list(_columns(table))


@lru_cache
def _columns(table: str) -> tuple[str, ...]:
    return tuple(row_class(table).to_schema().columns)


def optional_columns(table: str) -> list[str]:
    """The columns whose cells may all be empty, so that a table kept by hand may lack them.

    >>> "issuer" in optional_columns("works"), "level" in optional_columns("works")
    (True, False)
    """
    schema = row_class(table).to_schema()
    return [name for name, column in schema.columns.items() if _may_be_empty(column)]


@lru_cache
def list_columns(table: str) -> tuple[str, ...]:
    """The columns whose cells are lists.

    >>> list_columns("passages")
    ('headings',)
    """
    schema = row_class(table).to_schema()
    return tuple(name for name, column in schema.columns.items() if str(column.dtype) == "object")


def explain(table: str) -> pd.DataFrame:
    """What each column of a table means: column, type, meaning, allowed values."""
    schema = row_class(table).to_schema()
    return pd.DataFrame(
        [
            {
                "column": name,
                "type": str(column.dtype),
                "meaning": column.description or "",
                "values": ", ".join(_allowed(column)),
            }
            for name, column in schema.columns.items()
        ]
    )


def empty(table: str) -> pd.DataFrame:
    """A table with its columns and no row."""
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
        message, hint = f"{name}: no column {', '.join(missing)}", "add it, its cells may stay empty where unknown"
        faults.append(InputError(message, hint))
    if faults:
        raise FaultsError(faults)
    try:
        return pd.DataFrame(row_class(table).validate(frame[wanted], lazy=True))
    except pa.errors.SchemaErrors as error:
        raise FaultsError(_faults(error, name, table, first_row)) from None


def _unknown_column(where: str, column: str, known: list[str]) -> KenteringError:
    unknown = UnknownNameError(column, "column", known)
    return InputError(f"{where}: {unknown.message}", unknown.hint)


def _faults(error: pa.errors.SchemaErrors, where: str, table: str, first_row: int) -> list[KenteringError]:
    schema = row_class(table).to_schema()
    found: list[KenteringError] = []
    cases = error.failure_cases.drop_duplicates(["column", "index", "failure_case"])
    for case in cases.to_dict("records"):
        line = None if case["index"] is None or case["index"] != case["index"] else int(str(case["index"])) + first_row
        row = "" if line is None else f", row {line}"
        column = str(case["column"])
        value = "empty" if case["failure_case"] in ("", None) else f"'{case['failure_case']}'"
        said = "stands twice" if "unique" in str(case["check"]) else "is not allowed"
        found.append(InputError(f"{where}{row}, column {column}: {value} {said}", _way_out(schema, column), line))
    return found


def _way_out(schema: Any, column: str) -> str:  # noqa: ANN401  (pandera's schema)
    if column not in schema.columns:
        return ""
    declared = schema.columns[column]
    allowed = _allowed(declared)
    return "one of: " + ", ".join(value or "(empty)" for value in allowed) if allowed else str(declared.description)


def _may_be_empty(column: Any) -> bool:  # noqa: ANN401  (pandera's column)
    allowed = _allowed(column)
    filled = any(each.name == "str_length" for each in column.checks)
    text_or_truth = str(column.dtype) in ("bool", "str") or str(column.dtype).startswith("string")
    return bool(column.nullable) or (text_or_truth and not filled and (not allowed or "" in allowed))


def _allowed(column: Any) -> list[str]:  # noqa: ANN401  (pandera's column)
    for each in column.checks:
        if each.name == "isin":
            return [str(value) for value in each.statistics["allowed_values"]]
    return []
