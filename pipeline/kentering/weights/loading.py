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

_PICKLED = {".bin", ".pt", ".pth", ".pkl", ".ckpt"}
_LIBRARIES = ("transformers", "sentence_transformers", "huggingface_hub")


def pickles(folder: Path) -> list[str]:
    """The pickled weights for which the folder has no safetensors in their place."""
    found = [path for path in sorted(folder.rglob("*")) if path.suffix in _PICKLED]
    return [path.relative_to(folder).as_posix() for path in found if not any(path.parent.glob("*.safetensors"))]


def loaded(folder: Path, dtype: str = "float32") -> SentenceTransformer:
    """The encoder in a folder; `dtype` is float32 or bfloat16.

    Raises:
        InputError: the folder holds no encoder that sentence-transformers can load from safetensors.
    """
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
