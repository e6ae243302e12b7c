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

VERSION = "3"
"""Goes up when the same passages and settings would give other vectors."""

PADDED = 0.02
"""Most of a batch that may be padding, where it can be helped."""


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
        whole = zip(distinct, self._lengths([prompt + text for text in distinct]), strict=True)
        parts = [(distinct[text], part) for text, length in whole for part in self._parts(prompt, text, length)]
        lengths = np.array([length for _, (_, length) in parts])
        order = np.argsort(lengths, kind="stable")
        encoded = self._encoded([prompt + parts[n][1][0] for n in order], _batches(lengths[order], batch_size))
        sums = np.zeros((len(distinct), encoded.shape[1]), dtype=np.float32)
        np.add.at(sums, [parts[n][0] for n in order], unit(encoded) * lengths[order, None].astype(np.float32))
        return unit(sums)[[distinct[text] for text in texts]]

    def _encoded(self, texts: list[str], batches: list[slice]) -> Matrix:
        """A row a text, batch by batch; the longest are begun while the others are still cut into word pieces."""
        import torch

        model = self._model

        def rows(batch: dict[str, Any]) -> Matrix:
            torch.set_num_threads(1)  # of the thread that runs this batch; the other batches run beside it
            with torch.inference_mode():
                found: Matrix = model(dict(batch))["sentence_embedding"].float().numpy()
            return found

        with ThreadPoolExecutor(self.threads or processors()) as threads:
            found = list(threads.map(rows, (model.preprocess(texts[batch]) for batch in batches)))
        return np.concatenate(found[::-1])

    def _parts(self, prompt: str, text: str, length: int) -> list[tuple[str, int]]:
        """The text whole where the encoder reads it at once, else halved between words until it does; with lengths."""
        longest = self._model.max_seq_length or self.spec.max_tokens
        if not longest or len(text) < 2 or length <= longest:
            return [(text, length)]
        words = text.split()
        units, joint = (words, " ") if len(words) > 1 else (list(text), "")
        middle = len(units) // 2
        halves = (joint.join(units[:middle]), joint.join(units[middle:]))
        lengths = self._lengths([prompt + half for half in halves])
        return [part for half, long in zip(halves, lengths, strict=True) for part in self._parts(prompt, half, long)]

    def _lengths(self, texts: list[str]) -> list[int]:
        """Word pieces per text, the marks at both ends included."""
        return [len(pieces) for pieces in self._model.tokenizer(texts, truncation=False, verbose=False)["input_ids"]]


def _batches(lengths: np.ndarray, batch_size: int) -> list[slice]:
    """Texts in rising order of length, at most `batch_size` together and hardly any padding; the longest come first.

    >>> _batches(np.array([4, 50, 99, 100]), 3)
    [slice(2, 4, None), slice(1, 2, None), slice(0, 1, None)]
    """
    batches, last = [], len(lengths)
    while last:
        counts = np.arange(1, min(batch_size, last) + 1)
        padded = 1 - lengths[last - counts[-1] : last][::-1].cumsum() / (counts * lengths[last - 1])
        first = last - int(counts[padded <= PADDED][-1])
        batches.append(slice(first, last))
        last = first
    return batches


def processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def encoder(settings: EmbedSettings, threads: int = 0) -> Encoder:
    """The encoder that the settings name; loaded once in a process. `threads` changes its speed, never a value.

    Raises:
        InputError: no such encoder, or its weights cannot be had.
    """
    spec = weights.encoder_spec(settings.model)
    return _encoder(spec, settings.dtype, threads, weights.fingerprint(spec))


def vectors(passages: pd.DataFrame, encoder: Encoder, settings: EmbedSettings) -> Matrix:
    """The vectors of one document's passages, row i for passage i, the text encoded as it stands.

    Give one document at a time: then no other document can change a stored value.
    """
    return encoder.passages(passages["text"].tolist(), settings.batch_size)


@lru_cache(maxsize=2)
def _encoder(spec: weights.EncoderSpec, dtype: str, threads: int, _fingerprint: str) -> Encoder:
    """One encoder for each content of its folder: weights that are replaced are loaded anew."""
    return Encoder(spec, dtype, threads)
