"""Built tables on disk, each with the fingerprint of what made it; written beside, then renamed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from kentering import tables
from kentering.errors import InputError

if TYPE_CHECKING:
    import numpy as np

KEY = b"kentering"
"""Under this key a file keeps what made it."""


def fingerprint(*parts: Any) -> str:  # noqa: ANN401  (anything that JSON holds)
    """The hash of what a table is made from: settings, versions, fingerprints of earlier tables.

    >>> fingerprint({"b": 1, "a": 2}) == fingerprint({"a": 2, "b": 1})
    True
    """
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def table_fingerprint(frame: pd.DataFrame) -> str:
    """The hash of a table's cells, whatever the order of its rows."""
    lines = sorted(json.dumps(row, ensure_ascii=False, default=str) for row in frame.to_dict("records"))
    return fingerprint(list(frame.columns), lines)


class Store:
    """A folder of built tables and matrices.

    A file is only ever whole: it is written under another name and then moved. What made it stands inside it, so that a
    reader who asks for one fingerprint never gets a table of another.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def table(self, name: str, made_from: Mapping[str, str], part: str = "") -> pd.DataFrame | None:
        """The stored table if it was made from just this, else None. A damaged file counts as not there.

        It was checked when it was made, so its cells are not checked again.
        """
        import pyarrow.parquet as pq

        path = self._path(name, part, "parquet")
        if self.made_from(name, part) != dict(made_from):
            return None
        try:
            frame = pq.read_table(path).to_pandas()
        except (OSError, ValueError):
            return None
        return _with_lists(frame, name) if list(frame.columns) == tables.columns(name) else None

    def write_table(self, name: str, frame: pd.DataFrame, made_from: Mapping[str, str], part: str = "") -> None:
        """Store a table with what made it."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        checked = tables.check(name, frame)
        arrow = pa.Table.from_pandas(checked.reset_index(drop=True), preserve_index=False)
        arrow = arrow.replace_schema_metadata({**(arrow.schema.metadata or {}), KEY: _as_bytes(made_from)})
        with self._beside(self._path(name, part, "parquet")) as path:
            pq.write_table(arrow, path)

    def matrix(self, name: str, made_from: Mapping[str, str], part: str = "") -> np.ndarray | None:
        """The stored float32 matrix if it was made from just this, else None."""
        from safetensors.numpy import load_file

        if self.made_from(name, part) != dict(made_from):
            return None
        try:
            return load_file(self._path(name, part, "safetensors"))["vectors"]
        except (OSError, KeyError, ValueError):
            return None

    def write_matrix(self, name: str, matrix: np.ndarray, made_from: Mapping[str, str], part: str = "") -> None:
        """Store a matrix with what made it."""
        import numpy as np
        from safetensors.numpy import save_file

        with self._beside(self._path(name, part, "safetensors")) as path:
            save_file(
                {"vectors": np.ascontiguousarray(matrix)}, path, metadata={KEY.decode(): _as_bytes(made_from).decode()}
            )

    def made_from(self, name: str, part: str = "") -> dict[str, str] | None:
        """What made the stored table or matrix; None where nothing (readable) is stored."""
        for suffix, read in (("parquet", _parquet_key), ("safetensors", _safetensors_key)):
            path = self._path(name, part, suffix)
            if path.is_file():
                try:
                    return {str(key): str(value) for key, value in json.loads(read(path)).items()}
                except Exception:  # noqa: BLE001  a damaged file may fail in any way; it is made again
                    return None
        return None

    def rows(self, name: str, part: str = "") -> int | None:
        """The number of rows of a stored table; None where it is not there."""
        import pyarrow.parquet as pq

        path = self._path(name, part, "parquet")
        try:
            return int(pq.read_metadata(path).num_rows) if path.is_file() else None
        except (OSError, ValueError):
            return None

    def keep_parts(self, name: str, parts: set[str]) -> None:
        """Remove what is stored of parts that the corpus no longer has."""
        for path in sorted((self.folder / name).glob("*")) if (self.folder / name).is_dir() else []:
            if path.stem not in parts and path.suffix in {".parquet", ".safetensors"}:
                path.unlink()

    def _path(self, name: str, part: str, suffix: str) -> Path:
        return self.folder / name / f"{part}.{suffix}" if part else self.folder / f"{name}.{suffix}"

    @contextlib.contextmanager
    def _beside(self, path: Path) -> Iterator[Path]:
        with beside(path) as temporary:
            yield temporary


@contextlib.contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A temporary file next to `path` that takes its place when the block ends well, and vanishes when it does not."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        message = f"cannot write {path}: {error.strerror}"
        raise InputError(message, "make the folder writable, or copy the corpus elsewhere") from None
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        message = f"cannot write {path}: {error.strerror}"
        raise InputError(message, "is the disk full, or the folder read-only?") from None
    finally:
        temporary.unlink(missing_ok=True)


def _as_bytes(made_from: Mapping[str, str]) -> bytes:
    return json.dumps(dict(made_from), sort_keys=True, ensure_ascii=False).encode()


def _parquet_key(path: Path) -> str:
    import pyarrow.parquet as pq

    return str((pq.read_schema(path).metadata or {}).get(KEY, b"{}").decode())


def _safetensors_key(path: Path) -> str:
    from safetensors import safe_open

    with safe_open(path, framework="np") as stored:
        return str((stored.metadata() or {}).get(KEY.decode(), "{}"))


def _with_lists(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """List cells as Python lists: Parquet gives arrays."""
    for column in tables.list_columns(name):
        frame[column] = pd.Series([_as_list(cell) for cell in frame[column]], dtype=object)
    return frame


def _as_list(cell: Any) -> list[Any]:  # noqa: ANN401  (an array of any depth)
    return [_as_list(each) if hasattr(each, "dtype") and each.ndim else each for each in cell]
