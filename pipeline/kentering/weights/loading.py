"""Loads a folder of weights into sentence-transformers: from safetensors, on the processor, with no code of its own."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kentering.errors import InputError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

SAME = 0.999
"""Least cosine between a vector in fewer digits and the one in float32."""

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
    if dtype != "float32":
        lowest = _likeness(model, _loaded(folder, "float32"))
        if lowest < SAME:
            message = f"{folder}: in {dtype} a vector has cosine {lowest:.4f} to that in float32, {SAME} is the least"
            raise InputError(message, 'set dtype = "float32" under [embed] in corpus.toml')
    return model


def _likeness(first: SentenceTransformer, second: SentenceTransformer) -> float:
    """The lowest cosine between two encoders' vectors of a few sentences in three languages."""
    import numpy as np

    found = [np.asarray(each.encode(SENTENCES, show_progress_bar=False), dtype=np.float64) for each in (first, second)]
    lengths = [np.linalg.norm(each, axis=1) for each in found]
    return float(((found[0] * found[1]).sum(axis=1) / (lengths[0] * lengths[1])).min())


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
