"""What is kept document by document: reading, passages and vectors; from disk where they are fresh."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from kentering import embed, extract, segment, tables
from kentering.corpus import Corpus, file_faults, to_add
from kentering.errors import KenteringError
from kentering.settings import Settings
from kentering.store import Store
from kentering.study import by_document
from kentering.study.made_from import MadeFrom
from kentering.study.outcome import outcome, settled
from kentering.study.sole import Sole

if TYPE_CHECKING:
    import numpy as np

    from kentering.study.spread import Spread

READING = ("blocks", "furniture", "left_out")
"""The tables that reading a document gives."""


class PerDocument:
    """The tables of a corpus that are kept per document, under one set of settings.

    With `save` false, tables on disk are used where they fit and nothing is written.
    """

    def __init__(self, corpus: Corpus, settings: Settings, *, save: bool, folder: Path | None = None) -> None:
        self.corpus = corpus
        self.settings = settings
        self.save = save
        self.workers: int | None = None
        """Processes that read PDFs and threads that encode; as many as processors where none is given."""
        self.spread: Spread | None = None
        """The workers of a Dask cluster that read and encode instead."""
        self.store = Store(folder or corpus.folder / "built")
        self.sole = Sole(self.store.folder)
        self.to_add = {str(each) for each in to_add(corpus.documents, corpus.folder)["document_id"]}
        listed = corpus.documents[~corpus.documents["document_id"].isin(self.to_add)]
        here = file_faults(listed, corpus.folder)
        self.file_faults = {str(row["document_id"]): (str(row["file"]), fault) for row, fault in here if fault}
        present = ~corpus.documents["document_id"].isin(self.absent)
        self.documents = corpus.documents[present].sort_values("document_id", ignore_index=True)
        faults = [str(each) for each in (*corpus.faults, *(fault for _, fault in self.file_faults.values()))]
        self.made_from = MadeFrom(corpus, settings, self.documents, self._outcome, sorted(faults))
        self._outcomes: dict[str, str] = {}
        self._misplaced: dict[str, dict[str, pd.DataFrame] | None] = {}

    @property
    def absent(self) -> set[str]:
        """The documents that are listed and cannot be read: still to be added, or not what was listed."""
        return self.to_add | set(self.file_faults)

    @cached_property
    def _reading(self) -> dict[str, pd.DataFrame]:
        """Blocks, furniture and left_out of all documents."""
        rows = by_document.records(self.documents)
        read = {row["document_id"]: self._stored_reading(row["document_id"]) for row in rows}
        anew = [row for row in rows if not self._settled(row["document_id"], read[row["document_id"]])]
        with self.making() if anew else contextlib.nullcontext():
            for row, made in self._readings(anew):
                read[row["document_id"]] = made
        read = {row["document_id"]: self._as_listed(row["document_id"], read[row["document_id"]]) for row in rows}
        self._outcomes = {document_id: outcome(frames) for document_id, frames in read.items()}
        return {name: by_document.joined(name, [frames[name] for frames in read.values()]) for name in READING}

    def _stored_reading(self, document_id: str) -> dict[str, pd.DataFrame]:
        """The tables of a document that are on disk and fresh."""
        parts = self.made_from.parts("extract", document_id)
        stored = {name: self.store.table(name, parts, document_id) for name in READING}
        return {name: frame for name, frame in stored.items() if frame is not None}

    def settled(self, document_id: str) -> bool:
        """Would reading a document again give the same as what is on disk?"""
        return self._settled(document_id, self._stored_reading(document_id))

    def _settled(self, document_id: str, frames: dict[str, pd.DataFrame]) -> bool:
        password = self.corpus.passwords.get(document_id, "")
        return len(frames) == len(READING) and settled(frames, self.settings.extract, password)

    def _readings(self, rows: list[dict[str, str]]) -> Iterator[tuple[dict[str, str], dict[str, pd.DataFrame]]]:
        """The tables of documents that are read now; what was given up half-way is tried again another time."""
        for row, read in by_document.told(rows, self._read(self._requests(rows)), "read"):
            made = {name: tables.empty(name) for name in READING}
            if isinstance(read, KenteringError):
                made["left_out"] = by_document.left_out([(row["document_id"], row["file"], read)])
            else:
                made |= {"blocks": read.blocks, "furniture": read.furniture}
            if not isinstance(read, extract.StoppedError):
                for name, frame in made.items():
                    self.keep_table(
                        name, frame, self.made_from.parts("extract", row["document_id"]), row["document_id"]
                    )
            yield row, made

    def _read(self, requests: list[extract.Request]) -> Iterator[tuple[int, extract.Reading | KenteringError]]:
        """The place of each request and its reading, or why there is none, as they come."""
        if self.spread is not None:
            return self.spread.readings(requests, self.settings.extract)
        return enumerate(extract.readings(requests, self.settings.extract, self.workers))

    def _requests(self, rows: list[dict[str, str]]) -> list[extract.Request]:
        secrets = self.corpus.passwords
        return [
            extract.Request(self.corpus.path(row["file"]), row["document_id"], secrets.get(row["document_id"]))
            for row in rows
        ]

    def _outcome(self, document_id: str) -> str:
        """How the reading of a document ended; see `outcome`."""
        if document_id not in self._outcomes:
            stored = self._stored_reading(document_id)
            if len(stored) < len(READING):
                return ""
            whole = self._settled(document_id, stored)
            self._outcomes[document_id] = outcome(self._as_listed(document_id, stored)) if whole else "to be read again"
        return self._outcomes[document_id]

    @property
    def blocks(self) -> pd.DataFrame:
        """Blocks of all documents, by document and reading order."""
        return self._reading["blocks"]

    @property
    def furniture(self) -> pd.DataFrame:
        """What was left out of the pages."""
        return self._reading["furniture"]

    @cached_property
    def left_out(self) -> pd.DataFrame:
        """Documents and rows that are not in the analysis, and why."""
        missing = [(each, file, fault) for each, (file, fault) in sorted(self.file_faults.items())]
        rows = [("-", str(fault.message).partition(",")[0], fault) for fault in self.corpus.faults]
        return by_document.joined("left_out", [*self._unreadable(), by_document.left_out([*missing, *rows])])

    def _unreadable(self) -> list[pd.DataFrame]:
        """What could not be read, without loading what could."""
        if "_reading" in self.__dict__:
            return [self._reading["left_out"]]
        found = {str(each): self._stored_reading(str(each)) for each in self.documents["document_id"]}
        settled_all = all(self._settled(each, frames) for each, frames in found.items())
        if not settled_all:
            return [self._reading["left_out"]]
        return [self._as_listed(each, frames)["left_out"] for each, frames in found.items()]

    def _as_listed(self, document_id: str, frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        """The reading of a document, empty where its text is in another language than listed; judged once."""
        if document_id not in self._misplaced:
            made = by_document.as_listed(frames, self._rows[document_id])
            self._misplaced[document_id] = made if len(made["left_out"]) > len(frames["left_out"]) else None
        found = self._misplaced[document_id] or dict(frames)
        return {**found, "left_out": found["left_out"].assign(file=self._rows[document_id]["file"])}

    @cached_property
    def _rows(self) -> dict[str, dict[str, str]]:
        return {row["document_id"]: row for row in by_document.records(self.documents)}

    @cached_property
    def passages(self) -> pd.DataFrame:
        """Passages of all documents, with the declared item in whose section each stands."""
        found = by_document.joined("passages", self.passages_apart)
        return segment.with_priorities(found, self.corpus.priorities, self.documents)

    @cached_property
    def passages_apart(self) -> list[pd.DataFrame]:
        """The passages of each document, as they are stored."""
        rows = by_document.records(self.documents)
        found = {row["document_id"]: self._stored_passages(row["document_id"]) for row in rows}
        anew = [row for row in rows if found[row["document_id"]] is None]
        if anew:
            _ = self.blocks  # read first: one bar of progress after the other, none within another
        for row in by_document.shown(anew, "segment"):
            found[row["document_id"]] = self._document_passages(row)
        return [frame for frame in found.values() if frame is not None]

    def _stored_passages(self, document_id: str) -> pd.DataFrame | None:
        return self.store.table("passages", self.made_from.parts("segment", document_id), document_id)

    def _document_passages(self, row: dict[str, str]) -> pd.DataFrame:
        document_id = row["document_id"]
        stored = self._stored_passages(document_id)
        if stored is not None:
            return stored
        blocks = self.blocks[self.blocks["document_id"] == document_id]
        with self.making():
            made = segment.passages(blocks, self.documents, self.settings.segment)
            self.keep_table("passages", made, self.made_from.parts("segment", document_id), document_id)
        return made

    @cached_property
    def vectors(self) -> np.ndarray:
        """The vectors, float32; row i belongs to row i of `passages`."""
        import numpy as np

        rows = by_document.records(self.documents)
        found = {row["document_id"]: self._stored_vectors(row["document_id"]) for row in rows}
        anew = [row["document_id"] for row in rows if found[row["document_id"]] is None]
        with self.making() if anew else contextlib.nullcontext():
            for document_id, made in self._encoded(anew):
                found[document_id] = made
                if self.save:
                    self.store.write_matrix("vectors", made, self.made_from.parts("embed", document_id), document_id)
        filled = [matrix for matrix in found.values() if matrix is not None and len(matrix)]
        return np.concatenate(filled) if filled else np.zeros((0, 1), dtype=np.float32)

    def _stored_vectors(self, document_id: str) -> np.ndarray | None:
        return self.store.matrix("vectors", self.made_from.parts("embed", document_id), document_id)

    def _encoded(self, documents: list[str]) -> Iterator[tuple[str, np.ndarray]]:
        """The vectors of each document, encoded now, as they come; no document asks for no encoder."""
        if not documents:
            return
        own = dict(tuple(self.passages.groupby("document_id")))
        passages = [own.get(each, self.passages[:0]) for each in documents]
        settings = self.settings.embed
        if self.spread is not None:
            made = self.spread.vectors([each["text"].tolist() for each in passages], settings)
        else:
            encoder = embed.encoder(settings, self.workers or 0)
            made = ((place, embed.vectors(each, encoder, settings)) for place, each in enumerate(passages))
        yield from by_document.told(documents, made, "embed")

    @contextlib.contextmanager
    def making(self) -> Iterator[None]:
        """Make tables, alone: a second process that wants to make some is refused; see `Sole`."""
        with self.sole.held() if self.save else contextlib.nullcontext(False) as first:  # noqa: FBT003
            if first:
                self.store.forget_halves()
            yield

    def forget_removed(self) -> None:
        """Remove from disk what was built of documents that the corpus no longer lists."""
        listed = {str(each) for each in self.corpus.documents["document_id"]}
        for name in (*READING, "passages", "vectors", "commitments"):
            self.store.keep_parts(name, listed)

    def keep_table(self, name: str, frame: pd.DataFrame, parts: dict[str, str], part: str = "") -> None:
        """Store a table, unless this study leaves the disk as it is."""
        if self.save:
            self.store.write_table(name, frame, parts, part)
