"""Where passages stand: each alone, and with its neighbours in the document mixed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.cluster.context import in_context
from kentering.errors import InputError
from kentering.vectors import Matrix, centred, language_means, means

Labels = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Centring = Literal["twins", "language", "none"]

# A section without inner headings is drawn in runs of this many passages.
LONGEST_RUN = 10
# Numbers of vectors that differ by less are the same.
ALIKE = 1e-6
PLACE = ["document_id", "block_first", "block_last", "passage_id"]


@dataclass(frozen=True)
class Space:
    """Passages in their lasting order, with their vectors; all fields run over the same rows."""

    rows: pd.DataFrame  # passages, with work_id and language
    alone: Matrix  # what each language adds taken out
    mixed: Matrix  # the same, neighbours mixed in
    given: Matrix  # as the encoder gave them
    core: Mask  # running text of plans: this makes the themes, the rest is assigned to them
    sections: Labels  # number of the section that a passage stands in

    def __len__(self) -> int:
        return len(self.rows)

    def part(self, chosen: Mask) -> Space:
        """The chosen rows only."""
        rows = self.rows[chosen].reset_index(drop=True)
        vectors = (self.alone[chosen], self.mixed[chosen], self.given[chosen])
        return Space(rows, *vectors, self.core[chosen], self.sections[chosen])


def space(
    passages: pd.DataFrame,
    vectors: Matrix,
    documents: pd.DataFrame,
    neighbours: Sequence[float],
    centring: Centring = "twins",
) -> Space:
    """The space of the passages; the order of the rows that are given makes no difference.

    What a language adds is taken out by what works say in several languages, where there are such works; by the mean of
    the language; or not at all, and only the mean of all passages is.
    """
    if len(passages) != len(vectors):
        message = f"{len(passages)} passages and {len(vectors)} vectors"
        raise InputError(message, "run the corpus again from the stage segment")
    order = passages.reset_index(drop=True).sort_values(PLACE).index.to_numpy()
    known = documents[["document_id", "work_id", "language", "text"]].rename(columns={"text": "text_kind"})
    rows = passages.iloc[order].merge(known, on="document_id", how="left", validate="many_to_one")
    core = (rows["running"] & (rows["text_kind"] != "commentary")).to_numpy(dtype=bool)
    own = vectors[order].astype(np.float32)
    _sound(own, rows, core)
    alone = centred(own, list(rows["language"]), _means(own[core], rows[core], centring))
    if core.any() and not np.round(alone[core], 4).any():
        message = f"all {int(core.sum())} passages of running text have one and the same vector"
        raise InputError(message, "themes need passages that differ: look at the documents, and at embed.model")
    ids, paths = rows["document_id"], rows["headings"]
    mixed = in_context(alone, list(ids), list(paths), neighbours)
    # A footnote or a caption has neighbours, but is none: it would come between two paragraphs.
    mixed[core] = in_context(alone[core], list(ids[core]), list(paths[core]), neighbours)
    return Space(rows, alone, mixed, own, core, _sections(rows))


def _means(vectors: Matrix, rows: pd.DataFrame, centring: Centring) -> dict[str, Matrix]:
    languages = list(rows["language"])
    if centring == "twins":
        return language_means(vectors, languages, list(rows["work_id"]))
    return means(vectors, languages if centring == "language" else [""] * len(languages))


def _sound(vectors: Matrix, rows: pd.DataFrame, core: Mask) -> None:
    wrong = np.flatnonzero(~np.isfinite(vectors).all(axis=1))
    if len(wrong):
        first = rows["passage_id"].iloc[wrong[0]]
        message = f"{len(wrong)} of {len(vectors)} vectors have a gap in their numbers, the first that of {first!r}"
        raise InputError(message, "make the vectors again: remove built/vectors, or choose another embed.model")
    if core.sum() > 1 and np.ptp(vectors[core], axis=0).max() < ALIKE:
        message = f"all {int(core.sum())} passages of running text have one and the same vector"
        raise InputError(message, "themes need passages that differ: look at the documents, and at embed.model")


def _sections(rows: pd.DataFrame) -> Labels:
    path = pd.Series(["\n".join(headings) for headings in rows["headings"]], index=rows.index)
    run = rows.groupby([rows["document_id"], path], sort=False).cumcount() // LONGEST_RUN
    numbers = rows.groupby([rows["document_id"], path, run], sort=False).ngroup()
    return np.asarray(numbers, dtype=np.int64)
