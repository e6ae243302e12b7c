"""The order of the stages: each table made when it is first asked for, from disk afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from kentering import audit, cluster, compare, embed, extract, match, segment, tables
from kentering.corpus import Corpus, file_fault, to_add
from kentering.errors import KenteringError
from kentering.settings import Settings
from kentering.store import Store
from kentering.study import answers, by_document
from kentering.study.made_from import STAGE_OF, MadeFrom
from kentering.study.outcome import outcome, settled

if TYPE_CHECKING:
    import numpy as np

READING = ("blocks", "furniture", "left_out")
"""The tables that reading a document gives."""


class Built:
    """Every built table of a corpus under one set of settings.

    With `save` false, tables on disk are used where they fit and nothing is written: for a study with other settings
    beside the one that is kept.
    """

    def __init__(self, corpus: Corpus, settings: Settings, *, save: bool) -> None:
        self.corpus = corpus
        self.settings = settings
        self.save = save
        self.workers: int | None = None
        """Processes that read PDFs; as many as processors where none is given."""
        self.store = Store(corpus.folder / "built")
        self.to_add = {str(each) for each in to_add(corpus.documents, corpus.folder)["document_id"]}
        listed = corpus.documents[~corpus.documents["document_id"].isin(self.to_add)]
        here = [(row, file_fault(row, corpus.folder)) for _, row in listed.iterrows()]
        self.file_faults = {str(row["document_id"]): (str(row["file"]), fault) for row, fault in here if fault}
        present = ~corpus.documents["document_id"].isin(self.absent)
        self.documents = corpus.documents[present].sort_values("document_id", ignore_index=True)
        self.made_from = MadeFrom(corpus, settings, self.documents, self._outcome)
        self._outcomes: dict[str, str] = {}

    @property
    def absent(self) -> set[str]:
        """The documents that are listed and cannot be read: still to be added, or not what was listed."""
        return self.to_add | set(self.file_faults)

    @cached_property
    def _reading(self) -> dict[str, pd.DataFrame]:
        """Blocks, furniture and left_out of all documents."""
        rows = by_document.records(self.documents)
        read = {row["document_id"]: self._stored_reading(row["document_id"]) for row in rows}
        anew = [row for row in rows if not self._settled(read[row["document_id"]])]
        for row, made in self._readings(anew):
            read[row["document_id"]] = made
        self._outcomes = {document_id: outcome(frames) for document_id, frames in read.items()}
        return {name: by_document.joined(name, [frames[name] for frames in read.values()]) for name in READING}

    def _stored_reading(self, document_id: str) -> dict[str, pd.DataFrame]:
        """The tables of a document that are on disk and fresh."""
        parts = self.made_from.parts("extract", document_id)
        stored = {name: self.store.table(name, parts, document_id) for name in READING}
        return {name: frame for name, frame in stored.items() if frame is not None}

    def settled(self, document_id: str) -> bool:
        """Would reading a document again give the same as what is on disk?"""
        return self._settled(self._stored_reading(document_id))

    def _settled(self, frames: dict[str, pd.DataFrame]) -> bool:
        return len(frames) == len(READING) and settled(frames, self.settings.extract)

    def _readings(self, rows: list[dict[str, str]]) -> Iterator[tuple[dict[str, str], dict[str, pd.DataFrame]]]:
        """The tables of documents that are read now; what was given up half-way is tried again another time."""
        found = extract.readings(self._requests(rows), self.settings.extract, self.workers)
        for row, read in zip(by_document.shown(rows, "read"), found, strict=True):
            made = {name: tables.empty(name) for name in READING}
            if isinstance(read, KenteringError):
                made["left_out"] = by_document.left_out([(row["document_id"], row["file"], read)])
            else:
                made |= {"blocks": read.blocks, "furniture": read.furniture}
            if not isinstance(read, extract.StoppedError):
                for name, frame in made.items():
                    self._keep_table(
                        name, frame, self.made_from.parts("extract", row["document_id"]), row["document_id"]
                    )
            yield row, made

    def _requests(self, rows: list[dict[str, str]]) -> list[extract.Request]:
        return [extract.Request(self.corpus.path(row["file"]), row["document_id"], row.get("password")) for row in rows]

    def _outcome(self, document_id: str) -> str:
        """How the reading of a document ended; see `outcome`."""
        if document_id not in self._outcomes:
            stored = self._stored_reading(document_id)
            if len(stored) < len(READING):
                return ""
            self._outcomes[document_id] = outcome(stored) if self._settled(stored) else "to be read again"
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
        found = [self._stored_reading(str(each)) for each in self.documents["document_id"]]
        settled_all = all(self._settled(frames) for frames in found)
        return [frames["left_out"] for frames in found] if settled_all else [self._reading["left_out"]]

    @cached_property
    def passages(self) -> pd.DataFrame:
        """Passages of all documents, with the declared item in whose section each stands."""
        found = [self._document_passages(row) for row in self._each_document("segment")]
        return segment.with_priorities(by_document.joined("passages", found), self.corpus.priorities, self.documents)

    def _document_passages(self, row: dict[str, str]) -> pd.DataFrame:
        document_id = row["document_id"]
        parts = self.made_from.parts("segment", document_id)
        stored = self.store.table("passages", parts, document_id)
        if stored is not None:
            return stored
        blocks = self.blocks[self.blocks["document_id"] == document_id]
        made = segment.passages(blocks, self.documents, self.settings.segment)
        self._keep_table("passages", made, self.made_from.parts("segment", document_id), document_id)
        return made

    @cached_property
    def vectors(self) -> np.ndarray:
        """The vectors, float32; row i belongs to row i of `passages`."""
        import numpy as np

        found = [self._document_vectors(row) for row in self._each_document("embed")]
        found = [matrix for matrix in found if len(matrix)]
        return np.concatenate(found) if found else np.zeros((0, 1), dtype=np.float32)

    def _document_vectors(self, row: dict[str, str]) -> np.ndarray:
        document_id = row["document_id"]
        parts = self.made_from.parts("embed", document_id)
        stored = self.store.matrix("vectors", parts, document_id)
        if stored is not None:
            return stored
        passages = self.passages[self.passages["document_id"] == document_id]
        made = embed.vectors(passages, embed.encoder(self.settings.embed), self.settings.embed)
        if self.save:
            self.store.write_matrix("vectors", made, self.made_from.parts("embed", document_id), document_id)
        return made

    @cached_property
    def _clustering(self) -> dict[str, pd.DataFrame]:
        def make() -> dict[str, pd.DataFrame]:
            if not self.passages["running"].any():
                return {"assignments": tables.empty("assignments"), "themes": tables.empty("themes")}
            made = cluster.clustering(
                self.passages, self.vectors, self.documents, self.corpus.works, self.settings.cluster
            )
            named = cluster.with_labels(made.themes, made.assignments, self.corpus.labels)
            return {"assignments": made.assignments, "themes": named}

        return self._stage("cluster", make)

    @property
    def assignments(self) -> pd.DataFrame:
        """Which passage belongs to which theme."""
        return self._clustering["assignments"]

    @property
    def themes(self) -> pd.DataFrame:
        """The themes, the largest first."""
        return self._clustering["themes"]

    @cached_property
    def matching(self) -> dict[str, pd.DataFrame]:
        """Links, changes and coverage of declared items: needs no PDF."""

        def make() -> dict[str, pd.DataFrame]:
            given = self.corpus
            links, among = self._links()
            stated = (links, given.priorities, given.works, self.settings.match)
            coverage = match.coverage(*stated, among)
            return {
                "links": links,
                "changes": match.changes(*stated, among),
                "coverage": coverage,
                **answers.of_match(given, links, among, coverage, self.settings),
            }

        return self._stage("match", make)

    def _links(self) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
        """The links of persons and of the model, and the pairs of works that the model compared."""
        given = self.corpus
        among = match.compared(given.links, given.priorities, given.works)
        found = match.judged(given.priorities, given.works, among, self.settings.match)
        return match.links(pd.concat([given.links, found], ignore_index=True), given.priorities), among

    @cached_property
    def comparison(self) -> dict[str, pd.DataFrame]:
        """Shares, shifts, words that changed, lineage and lags."""

        def make() -> dict[str, pd.DataFrame]:
            works, settings = self.corpus.works, self.settings.compare
            counted = (self.passages, self.assignments, self.documents, works, settings)
            drawn = compare.draws(*counted)
            return {
                "shares": compare.shares(*counted, drawn),
                "shifts": compare.shifts(*counted, drawn),
                "wording": compare.wording(self.passages, self.documents, works, settings),
                "lineage": compare.lineage(self.passages, self.vectors, self.documents, works, settings),
                "lags": compare.lags(works),
                **answers.of_compare(self),
            }

        return self._stage("compare", make)

    @cached_property
    def checks(self) -> pd.DataFrame:
        """Doubts, answered with figures."""

        def make() -> dict[str, pd.DataFrame]:
            return {"checks": audit.checks(self._evidence(), self.settings.audit)}

        return self._stage("audit", make)["checks"]

    def _evidence(self) -> audit.Evidence:
        return audit.Evidence(
            works=self.corpus.works,
            documents=self.documents,
            priorities=self.corpus.priorities,
            left_out=self.left_out,
            blocks=self.blocks,
            furniture=self.furniture,
            passages=self.passages,
            vectors=self.vectors,
            assignments=self.assignments,
            themes=self.themes,
            links=self.matching["links"],
            shares=self.comparison["shares"],
            page_texts=extract.page_texts(self._requests(by_document.records(self.documents)), self.settings.extract),
        )

    def forget_removed(self) -> None:
        """Remove from disk what was built of documents that the corpus no longer lists."""
        listed = {str(each) for each in self.corpus.documents["document_id"]}
        for name in ("blocks", "furniture", "left_out", "passages", "vectors"):
            self.store.keep_parts(name, listed)

    def _stage(self, stage: str, make: Callable[[], dict[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
        """The tables of a stage, from disk where they are fresh."""
        parts = self.made_from.parts(stage)
        names = [name for name, maker in STAGE_OF.items() if maker == stage]
        stored = {name: self.store.table(name, parts) for name in names}
        if all(frame is not None for frame in stored.values()):
            return {name: frame for name, frame in stored.items() if frame is not None}
        made = make()
        for name, frame in made.items():
            self._keep_table(name, frame, self.made_from.parts(stage))  # a document may have been read meanwhile
        return made

    def _keep_table(self, name: str, frame: pd.DataFrame, parts: dict[str, str], part: str = "") -> None:
        if self.save:
            self.store.write_table(name, frame, parts, part)

    def _each_document(self, doing: str) -> Iterator[dict[str, str]]:
        yield from by_document.shown(by_document.records(self.documents), doing)
