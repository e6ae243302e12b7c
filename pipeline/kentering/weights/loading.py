"""Loads a folder of weights into sentence-transformers: from safetensors, on the processor, with no code of its own."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kentering.errors import InputError
from kentering.weights import packed

if TYPE_CHECKING:
    import numpy as np
    from sentence_transformers import SentenceTransformer

SAME = 0.999
"""Least cosine between a vector in fewer digits and the one in float32."""

PACKED = {"float32": 0.0001, "bfloat16": 0.01}
"""Most that a number of a vector may change by when the layers are packed: some hundred times what is seen."""

SENTENCES = [
    "De politie gaat na waar drugs worden verhandeld en neemt de winst af.",
    "Les victimes de violences conjugales sont accueillies jour et nuit.",
    "Speed checks near schools are meant to halve the number of injured cyclists by the end of the plan.",
    "7.3",
]
_PICKLED = {".bin", ".pt", ".pth", ".pkl", ".ckpt"}
_LIBRARIES = ("transformers", "sentence_transformers", "huggingface_hub")


def pickles(folder: Path) -> list[str]:
    """The pickled weights for which the folder has no safetensors in their place."""
    found = [path for path in sorted(folder.rglob("*")) if path.suffix in _PICKLED]
    return [path.relative_to(folder).as_posix() for path in found if not any(path.parent.glob("*.safetensors"))]


def loaded(folder: Path, dtype: str = "float32") -> SentenceTransformer:
    """The encoder in a folder; `dtype` is float32 or bfloat16.

    Raises:
        InputError: the folder holds no encoder that sentence-transformers can load from safetensors, or one whose
            vectors in bfloat16 are not those in float32.
    """
    model = _loaded(folder, dtype)
    _pack(model, PACKED[dtype])
    if dtype != "float32":
        lowest = _likeness(model, _loaded(folder, "float32"))
        if lowest < SAME:
            message = f"{folder}: in {dtype} a vector has cosine {lowest:.4f} to that in float32, {SAME} is the least"
            raise InputError(message, 'set dtype = "float32" under [embed] in corpus.toml')
    return model


def _pack(model: SentenceTransformer, most: float) -> None:
    """Pack the encoder's linear layers, unless it then fails or its vectors are other ones."""
    import numpy as np

    before = _vectors(model)
    plain = packed.pack(model)
    try:
        same = np.abs(_vectors(model) - before).max() <= most
    except (AttributeError, RuntimeError, TypeError):  # a layer that is used otherwise than by calling it
        same = False
    if not same:
        packed.unpack(plain)


def _likeness(first: SentenceTransformer, second: SentenceTransformer) -> float:
    """The lowest cosine between two encoders' vectors of a few sentences in three languages."""
    return float((_vectors(first) * _vectors(second)).sum(axis=1).min())


def _vectors(model: SentenceTransformer) -> np.ndarray:
    """The vectors of a few sentences in three languages, of length one."""
    import numpy as np

    found = np.asarray(model.encode(SENTENCES, show_progress_bar=False), dtype=np.float64)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True))


def _loaded(folder: Path, dtype: str) -> SentenceTransformer:
    if pickled := pickles(folder):
        message = f"{folder}: {pickled[0]} is a pickle with no safetensors beside it, and pickles are never read"
        raise InputError(message, "name another encoder, or convert it with save_pretrained of sentence-transformers")
    with _quiet():
        import torch
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(
                str(folder),
                device="cpu",
                trust_remote_code=False,
                local_files_only=True,
                model_kwargs={"use_safetensors": True, "dtype": getattr(torch, dtype)},
            )
        except (OSError, ValueError, KeyError, RuntimeError, ImportError) as error:
            message = f"{folder} cannot be loaded as an encoder: {str(error).splitlines()[0]}"
            raise InputError(message, "name another encoder under [embed] in corpus.toml") from error


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Silence progress bars and remarks of the libraries while they load; errors still come through."""
    from transformers.utils import logging as remarks

    before = {name: logging.getLogger(name).level for name in _LIBRARIES}
    bars = remarks.is_progress_bar_enabled()
    try:
        for name in _LIBRARIES:
            logging.getLogger(name).setLevel(logging.ERROR)
        remarks.disable_progress_bar()  # type: ignore[no-untyped-call]
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
        if bars:
            remarks.enable_progress_bar()  # type: ignore[no-untyped-call]
