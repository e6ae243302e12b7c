"""Passages become vectors: one row each, of length one, the same in every run and beside any other document."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from kentering import weights
from kentering.settings import EmbedSettings
from kentering.vectors import Matrix, unit

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

VERSION = "2"
"""Goes up when the same passages and settings would give other vectors."""


@dataclass(frozen=True)
class Encoder:
    """An encoder of texts; its weights are found at once, but loaded only at the first text.

    Vectors are float32 of length one, row i for text i. Equal texts are encoded once and get equal rows. Texts stand in
    batches by length, `batch_size` at a time; what else stands in a call changes a row by some 1e-7 at most. Each batch
    is one thread's work from end to end, so that the number of threads changes nothing.
    """

    spec: weights.EncoderSpec
    dtype: str = "float32"
    threads: int = 0
    """Batches at work at one time; as many as processors where it is 0."""

    @cached_property
    def fingerprint(self) -> str:
        """What identifies the encoder: its weights and its prompts."""
        return weights.fingerprint(self.spec)

    @cached_property
    def dimensions(self) -> int:
        """The length of a vector."""
        return self.spec.dimensions or int(self._model.encode("", prompt="", show_progress_bar=False).shape[0])

    def passages(self, texts: Sequence[str], batch_size: int = 16) -> Matrix:
        """Vectors of running text."""
        return self._rows(texts, self._prompts.passage, batch_size)

    def queries(self, texts: Sequence[str], batch_size: int = 16) -> Matrix:
        """Vectors of questions."""
        return self._rows(texts, self._prompts.query, batch_size)

    def names(self, texts: Sequence[str], batch_size: int = 16) -> Matrix:
        """Vectors of names and titles."""
        return self._rows(texts, self._prompts.names, batch_size)

    @cached_property
    def _prompts(self) -> weights.Prompts:
        return weights.prompts(self.spec)

    @cached_property
    def _model(self) -> SentenceTransformer:
        return weights.loaded(weights.folder(self.spec), self.dtype)

    def _rows(self, texts: Sequence[str], prompt: str, batch_size: int) -> Matrix:
        if not len(texts):
            return np.zeros((0, self.dimensions), dtype=np.float32)
        distinct = {text: row for row, text in enumerate(dict.fromkeys(texts))}
        parts = [(row, part) for text, row in distinct.items() for part in self._parts(prompt, text)]
        lengths = np.array(self._lengths([prompt + part for _, part in parts]))
        order = np.argsort(lengths, kind="stable")
        encoded = self._encoded([prompt + parts[n][1] for n in order], batch_size)
        sums = np.zeros((len(distinct), encoded.shape[1]), dtype=np.float32)
        np.add.at(sums, [parts[n][0] for n in order], unit(encoded) * lengths[order, None].astype(np.float32))
        return unit(sums)[[distinct[text] for text in texts]]

    def _encoded(self, texts: list[str], batch_size: int) -> Matrix:
        """A row a text, in batches as they stand; the longest batches are begun first."""
        import torch

        model = self._model
        batches = [model.preprocess(texts[first : first + batch_size]) for first in range(0, len(texts), batch_size)]

        def rows(batch: dict[str, Any]) -> Matrix:
            torch.set_num_threads(1)  # of the thread that runs this batch; the other batches run beside it
            with torch.inference_mode():
                found: Matrix = model(dict(batch))["sentence_embedding"].float().numpy()
            return found

        with ThreadPoolExecutor(self.threads or processors()) as threads:
            return np.concatenate(list(threads.map(rows, batches[::-1]))[::-1])

    def _parts(self, prompt: str, text: str) -> list[str]:
        """The text whole where the encoder can read it at once, else halved between words until it can."""
        longest = self._model.max_seq_length or self.spec.max_tokens
        if not longest or len(text) < 2 or self._lengths([prompt + text])[0] <= longest:
            return [text]
        words = text.split()
        units, joint = (words, " ") if len(words) > 1 else (list(text), "")
        middle = len(units) // 2
        halves = (joint.join(units[:middle]), joint.join(units[middle:]))
        return [part for half in halves for part in self._parts(prompt, half)]

    def _lengths(self, texts: list[str]) -> list[int]:
        """Word pieces per text, the marks at both ends included."""
        return [len(pieces) for pieces in self._model.tokenizer(texts, truncation=False, verbose=False)["input_ids"]]


def processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def encoder(settings: EmbedSettings, threads: int = 0) -> Encoder:
    """The encoder that the settings name; loaded once in a process. `threads` changes its speed, never a value.

    Raises:
        InputError: no such encoder, or its weights cannot be had.
    """
    return _encoder(settings.model, settings.dtype, threads)


def vectors(passages: pd.DataFrame, encoder: Encoder, settings: EmbedSettings) -> Matrix:
    """The vectors of one document's passages, row i for passage i, the text encoded as it stands.

    Give one document at a time: then no other document can change a stored value.
    """
    return encoder.passages(passages["text"].tolist(), settings.batch_size)


@lru_cache(maxsize=2)
def _encoder(model: str, dtype: str, threads: int) -> Encoder:
    spec = weights.encoder_spec(model)
    weights.folder(spec)
    return Encoder(spec, dtype, threads)
