"""Where passages stand: each alone, and with its neighbours in the document mixed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.cluster.context import in_context
from kentering.errors import InputError
from kentering.vectors import Matrix, centred, means

Labels = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

# A section without inner headings is drawn in runs of this many passages.
LONGEST_RUN = 10
PLACE = ["document_id", "block_first", "block_last", "passage_id"]


@dataclass(frozen=True)
class Space:
    """Passages in their lasting order, with their vectors; all fields run over the same rows."""

    rows: pd.DataFrame  # passages, with work_id and language
    alone: Matrix  # centred per language
    mixed: Matrix  # the same, neighbours mixed in
    core: Mask  # running text of plans: this makes the themes, the rest is assigned to them
    sections: Labels  # number of the section that a passage stands in

    def __len__(self) -> int:
        return len(self.rows)

    def part(self, chosen: Mask) -> Space:
        """The chosen rows only."""
        rows = self.rows[chosen].reset_index(drop=True)
        return Space(rows, self.alone[chosen], self.mixed[chosen], self.core[chosen], self.sections[chosen])


def space(passages: pd.DataFrame, vectors: Matrix, documents: pd.DataFrame, neighbours: Sequence[float]) -> Space:
    """The space of the passages; the order of the rows that are given makes no difference."""
    if len(passages) != len(vectors):
        message = f"{len(passages)} passages and {len(vectors)} vectors"
        raise InputError(message, "run the corpus again from the stage segment")
    order = passages.reset_index(drop=True).sort_values(PLACE).index.to_numpy()
    known = documents[["document_id", "work_id", "language", "text"]].rename(columns={"text": "text_kind"})
    rows = passages.iloc[order].merge(known, on="document_id", how="left", validate="many_to_one")
    core = (rows["running"] & (rows["text_kind"] != "commentary")).to_numpy(dtype=bool)
    own = vectors[order].astype(np.float32)
    alone = centred(own, list(rows["language"]), means(own[core], list(rows.loc[core, "language"])))
    ids, paths = rows["document_id"], rows["headings"]
    mixed = in_context(alone, list(ids), list(paths), neighbours)
    # A footnote or a caption has neighbours, but is none: it would come between two paragraphs.
    mixed[core] = in_context(alone[core], list(ids[core]), list(paths[core]), neighbours)
    return Space(rows, alone, mixed, core, _sections(rows))


def _sections(rows: pd.DataFrame) -> Labels:
    path = pd.Series(["\n".join(headings) for headings in rows["headings"]], index=rows.index)
    run = rows.groupby([rows["document_id"], path], sort=False).cumcount() // LONGEST_RUN
    numbers = rows.groupby([rows["document_id"], path, run], sort=False).ngroup()
    return np.asarray(numbers, dtype=np.int64)
