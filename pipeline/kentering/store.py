"""Built tables on disk, each with the fingerprint of what made it; written beside, then renamed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from kentering import tables
from kentering.errors import InputError

if TYPE_CHECKING:
    import numpy as np

KEY = "kentering"
"""Under this key a file keeps what made it, and the hash of its content."""

SUM = "sha256"
"""Among those notes, the hash of the content: no version of a library changes it."""


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


def content_sum(frame: pd.DataFrame) -> str:
    """The hash of a table's columns and cells, in their order."""
    digest = hashlib.sha256(json.dumps(list(frame.columns)).encode())
    for row in frame.itertuples(index=False, name=None):
        digest.update(json.dumps(row, ensure_ascii=False, default=str).encode())
    return digest.hexdigest()


def file_name(part: str) -> str:
    """A name for a file that stays in its folder, whatever the part is called; another for every part.

    >>> file_name("../nvp 2016-nl")
    '..%2fnvp%202016-nl'
    """
    return "".join(sign if sign.isalnum() or sign in "-_." else f"%{ord(sign):02x}" for sign in part)


class Store:
    """A folder of built tables and matrices.

    A file is only ever whole: it is written under another name and then moved. What made it stands inside it, so that a
    reader who asks for one fingerprint never gets a table of another.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.damaged: list[Path] = []
        """Files found damaged so far; each counts as not there."""

    def table(self, name: str, made_from: Mapping[str, str], part: str = "") -> pd.DataFrame | None:
        """The stored table if it was made from just this, else None. A damaged file counts as not there.

        It was checked when it was made, so its cells are not checked again; the sums of its pages are.
        """
        import pyarrow.parquet as pq

        path = self._path(name, part, "parquet")
        if not path.is_file():
            return None
        try:
            with pq.ParquetFile(path, page_checksum_verification=True) as file:
                noted = json.loads((file.schema_arrow.metadata or {}).get(KEY.encode(), b"{}"))
                if noted.get("made from") != dict(made_from) or file.schema_arrow.names != tables.columns(name):
                    return None
                frame = file.read(use_threads=False).to_pandas()
                if list(frame.columns) == tables.columns(name):
                    return _with_lists(frame, name)
                self.damaged.append(path)  # the names of columns stand twice in the file
        except Exception:  # noqa: BLE001  a damaged file may fail in any way; it is made again
            self.damaged.append(path)
        return None

    def write_table(self, name: str, frame: pd.DataFrame, made_from: Mapping[str, str], part: str = "") -> None:
        """Store a table with what made it."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        checked = tables.check(name, frame)
        arrow = pa.Table.from_pandas(checked.reset_index(drop=True), preserve_index=False)
        notes = {KEY.encode(): _notes(made_from, content_sum(checked)).encode()}
        arrow = arrow.replace_schema_metadata({**(arrow.schema.metadata or {}), **notes})
        with self._beside(self._path(name, part, "parquet")) as path:
            pq.write_table(arrow, path, write_page_checksum=True)

    def matrix(self, name: str, made_from: Mapping[str, str], part: str = "") -> np.ndarray | None:
        """The stored float32 matrix if it was made from just this and has the sum noted beside it, else None."""
        from safetensors.numpy import load_file

        path = self._path(name, part, "safetensors")
        if self.made_from(name, part) != dict(made_from):
            return None
        try:
            matrix = load_file(path)["vectors"]
            if _sum(matrix) == self.sum_of(name, part):
                return matrix
        except Exception:  # noqa: BLE001  a damaged file may fail in any way; it is made again
            matrix = None
        self.damaged.append(path)
        return None

    def write_matrix(self, name: str, matrix: np.ndarray, made_from: Mapping[str, str], part: str = "") -> None:
        """Store a matrix with what made it and its sum."""
        import numpy as np
        from safetensors.numpy import save

        whole = np.ascontiguousarray(matrix)
        notes = {KEY: _notes(made_from, _sum(whole))}  # one note only: safetensors keeps several in no order
        with self._beside(self._path(name, part, "safetensors")) as path:
            path.write_bytes(save({"vectors": whole}, metadata=notes))

    def made_from(self, name: str, part: str = "") -> dict[str, str] | None:
        """What made the stored table or matrix; None where nothing (readable) is stored."""
        noted = self._noted(name, part).get("made from")
        return None if noted is None else {str(key): str(value) for key, value in noted.items()}

    def sum_of(self, name: str, part: str = "") -> str:
        """The hash of the content of a stored table or matrix, noted when it was written; empty where there is none."""
        return str(self._noted(name, part).get(SUM, ""))

    def _noted(self, name: str, part: str) -> dict[str, Any]:
        for suffix, read in (("parquet", _parquet_note), ("safetensors", _safetensors_note)):
            path = self._path(name, part, suffix)
            if path.is_file():
                try:
                    return dict(json.loads(read(path)))
                except Exception:  # noqa: BLE001  a damaged file may fail in any way; it is made again
                    self.damaged.append(path)
        return {}

    def keep_parts(self, name: str, parts: set[str]) -> None:
        """Remove what is stored of parts that the corpus no longer has."""
        kept = {file_name(part) for part in parts}
        for path in sorted((self.folder / name).glob("*")) if (self.folder / name).is_dir() else []:
            if path.stem not in kept and path.suffix in {".parquet", ".safetensors"}:
                path.unlink()

    def forget_halves(self) -> None:
        """Remove what a run that was killed was writing; only for who alone writes in the folder."""
        for path in sorted(self.folder.rglob(".*.parquet.*")) + sorted(self.folder.rglob(".*.safetensors.*")):
            path.unlink(missing_ok=True)

    def _path(self, name: str, part: str, suffix: str) -> Path:
        return self.folder / name / f"{file_name(part)}.{suffix}" if part else self.folder / f"{name}.{suffix}"

    @contextlib.contextmanager
    def _beside(self, path: Path) -> Iterator[Path]:
        with beside(path) as temporary:
            yield temporary


@contextlib.contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A temporary file next to `path` that takes its place when the block ends well, and vanishes when it does not."""
    temporary = path.parent / f".{path.name}.{secrets.token_hex(4)}"  # named first: an interrupt leaves nothing
    try:
        _make(temporary, path)
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        message = f"cannot write {path}: {error.strerror or error}"
        raise InputError(message, "is the disk full, or the folder read-only? make room, then run again") from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _make(temporary: Path, path: Path) -> None:
    """An empty file that only its owner can read until it takes its place."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        message = f"cannot write {path}: {error.strerror or error}"
        raise InputError(message, _way_to_write(path.parent)) from None


def _way_to_write(folder: Path) -> str:
    """What to do where nothing can be written in a folder."""
    above = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    if above.is_dir():
        return "make the folder writable, or copy the corpus elsewhere"
    return f"{above} is a file: name a folder"


def _notes(made_from: Mapping[str, str], content: str) -> str:
    return json.dumps({"made from": dict(made_from), SUM: content}, sort_keys=True, ensure_ascii=False)


def _parquet_note(path: Path) -> str:
    import pyarrow.parquet as pq

    return str((pq.read_schema(path).metadata or {}).get(KEY.encode(), b"{}").decode())


def _safetensors_note(path: Path) -> str:
    from safetensors import safe_open

    with safe_open(path, framework="np") as stored:
        return str((stored.metadata() or {}).get(KEY, "{}"))


def _sum(matrix: np.ndarray) -> str:
    told = f"{matrix.dtype} {matrix.shape} ".encode()
    return hashlib.sha256(told + matrix.tobytes()).hexdigest()


def _with_lists(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """List cells as Python lists: Parquet gives arrays."""
    for column in tables.list_columns(name):
        frame[column] = pd.Series([_as_list(cell) for cell in frame[column]], dtype=object)
    return frame


def _as_list(cell: Any) -> list[Any]:  # noqa: ANN401  (an array of any depth)
    return [_as_list(each) if hasattr(each, "dtype") and each.ndim else each for each in cell]
