"""The tables of a study as they go out, and as Parquet files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from kentering import tables
from kentering.export.rights import quotable
from kentering.store import beside
from kentering.study import NOT_SHOWN

if TYPE_CHECKING:
    from kentering.study import Study

MEANING = b"meaning"
VALUES = b"values"
"""Under these keys a column of a Parquet file keeps what it means and what may stand in it."""


def exported_tables(study: Study) -> Iterator[tuple[str, pd.DataFrame]]:
    """Each table with its name, commentary cut to what may be quoted, lists as they are."""
    documents, passages = study.documents, study.passages
    for name in exported_names():
        yield name, quotable(study.table(name), documents, passages)


def exported_names() -> list[str]:
    """The tables that a study shows, in order."""
    return [name for name in tables.TABLES if name not in NOT_SHOWN]


def write_parquet(study: Study, folder: Path, _language: str = "nl") -> Path:
    """Write a file a table, each column with its meaning in the field's metadata, and return the folder."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for name, frame in exported_tables(study):
        arrow = pa.Table.from_pandas(frame.reset_index(drop=True), preserve_index=False)
        said = {str(row["column"]): row for row in tables.explain(name).to_dict("records")}
        fields = [
            field.with_metadata({MEANING: said[field.name]["meaning"], VALUES: said[field.name]["values"]})
            for field in arrow.schema
        ]
        about = {
            b"table": name.encode(),
            b"pandas": (arrow.schema.metadata or {}).get(b"pandas", json.dumps({}).encode()),
        }
        with beside(folder / f"{name}.parquet") as path:
            pq.write_table(arrow.cast(pa.schema(fields)).replace_schema_metadata(about), path)
    return folder
