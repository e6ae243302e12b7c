"""Passages become vectors: one row each, of length one, the same in every run and beside any other document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kentering import weights
from kentering.settings import EmbedSettings
from kentering.vectors import Matrix, unit

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

VERSION = "1"
"""Goes up when the same passages and settings would give other vectors."""


@dataclass(frozen=True)
class Encoder:
    """An encoder of texts; its weights are found at once, but loaded only at the first text.

    Vectors are float32 of length one, row i for text i. Equal texts are encoded once and get equal rows. Texts are
    encoded shortest first, `batch_size` at a time; what else stands in a call changes a row by some 1e-7 at most, the
    number of threads by nothing.
    """

    spec: weights.EncoderSpec
    dtype: str = "float32"

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
        encoded = self._model.encode(
            [prompt + parts[n][1] for n in order], prompt="", batch_size=batch_size, show_progress_bar=False
        )
        sums = np.zeros((len(distinct), encoded.shape[1]), dtype=np.float32)
        np.add.at(sums, [parts[n][0] for n in order], unit(encoded) * lengths[order, None].astype(np.float32))
        return unit(sums)[[distinct[text] for text in texts]]

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


def encoder(settings: EmbedSettings) -> Encoder:
    """The encoder that the settings name; loaded once in a process.

    Raises:
        InputError: no such encoder, or its weights cannot be had.
    """
    return _encoder(settings.model, settings.dtype)


def vectors(passages: pd.DataFrame, encoder: Encoder, settings: EmbedSettings) -> Matrix:
    """The vectors of one document's passages, row i for passage i, the text encoded as it stands.

    Give one document at a time: then no other document can change a stored value.
    """
    return encoder.passages(passages["text"].tolist(), settings.batch_size)


@lru_cache(maxsize=2)
def _encoder(model: str, dtype: str) -> Encoder:
    spec = weights.encoder_spec(model)
    weights.folder(spec)
    return Encoder(spec, dtype)
