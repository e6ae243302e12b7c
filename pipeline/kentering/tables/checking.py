"""Is a frame what its table declares? What is plainly right is seen at once; pandera tells what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from kentering.tables.columns import Column

if TYPE_CHECKING:
    from pandera.pandas import DataFrameSchema

DTYPES = {"str": "str", "int": "int64", "float": "float64", "bool": "bool", "object": "object"}

TYPES = {"str": str, "int": int, "float": float, "bool": bool, "object": object}

PLAIN = {"str": (str,), "int": (int,), "float": (float, int), "bool": (bool,), "object": (list,)}
"""The Python types of cells that can be taken as they are."""


def typed(frame: pd.DataFrame, columns: Mapping[str, Column]) -> pd.DataFrame | None:
    """The frame with its types set where every cell is plainly right, as `schema` gives it; else None: ask that.

    Loading pandera takes longer than a warm run does without it.
    """
    made: dict[str, pd.Series] = {}
    for name, column in columns.items():
        cells = _typed(frame[name], column.kind)
        if cells is None or not _right(cells, column):
            return None
        made[name] = cells
    return pd.DataFrame(made, index=frame.index)


def schema(columns: Mapping[str, Column]) -> DataFrameSchema:
    """What a table declares, as pandera checks it and tells every fault."""
    import pandera.pandas as pa

    declared = {
        name: pa.Column(
            TYPES[column.kind],
            checks=_checks(column),
            nullable=column.missing,
            unique=column.unique,
            coerce=True,
            default=column.usual,
        )
        for name, column in columns.items()
    }
    return pa.DataFrameSchema(declared, strict=True, coerce=True)


def pattern(column: Column) -> str:
    """The pattern that a whole cell fits."""
    return rf"^({column.matches})?$"


def _checks(column: Column) -> list[Any]:
    import pandera.pandas as pa

    found = [
        pa.Check.greater_than_or_equal_to(column.low) if column.low is not None else None,
        pa.Check.less_than_or_equal_to(column.high) if column.high is not None else None,
        pa.Check.isin(list(column.isin)) if column.isin else None,
        pa.Check.str_length(min_value=1) if column.filled else None,
        pa.Check.str_matches(pattern(column)) if column.matches else None,
    ]
    return [each for each in found if each is not None]


def _typed(cells: pd.Series, kind: str) -> pd.Series | None:
    """The cells with their type, where that changes no value; None where somebody should look."""
    wanted: Any = DTYPES[kind]
    if str(cells.dtype) == wanted != "object":
        return cells
    if str(cells.dtype) == "int64" and kind == "float":
        return cells.astype(wanted)
    if str(cells.dtype) != "object" or not all(type(each) in PLAIN[kind] for each in cells):
        return None
    try:
        return cells.astype(wanted)
    except (OverflowError, ValueError):
        return None


def _right(cells: pd.Series, column: Column) -> bool:
    if column.kind == "object":
        return True
    given = cells.dropna() if cells.hasnans else cells
    if len(given) < len(cells) and (column.usual is not None or not column.missing):
        return False
    if column.unique and not cells.is_unique:
        return False
    if column.kind != "str":
        low, high = column.low, column.high
        return (low is None or bool((given >= low).all())) and (high is None or bool((given <= high).all()))
    values = set(given)
    if column.matches and not all(re.match(pattern(column), each) for each in values):
        return False
    return not (column.filled and "" in values) and (not column.isin or values <= set(column.isin))
