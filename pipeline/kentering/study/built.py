"""The order of the stages: each table made when it is first asked for, from disk afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import pandas as pd

from kentering import audit, cluster, coding, compare, embed, extract, match, segment, tables
from kentering.cycles import ordered
from kentering.study import answers, binding, by_document
from kentering.study.made_from import OF_THEMES, STAGE_OF, THEMES
from kentering.study.per_document import PerDocument


class Built(PerDocument):
    """Every built table of a corpus under one set of settings.

    With `save` false, tables on disk are used where they fit and nothing is written: for a study with other settings
    beside the one that is kept.
    """

    @cached_property
    def _clustering(self) -> dict[str, pd.DataFrame]:
        def make() -> dict[str, pd.DataFrame]:
            if not self.passages["running"].any():
                return {name: tables.empty(name) for name in ("assignments", "themes", "curve")}
            made = cluster.clustering(
                self.passages, self.vectors, self.documents, self.corpus.works, self.settings.cluster, self._guide()
            )
            named = cluster.with_labels(made.themes, made.assignments, self.corpus.labels)
            return {"assignments": made.assignments, "themes": named, "curve": made.curve}

        return self._stage("cluster", make)

    def _guide(self) -> cluster.Guide | None:
        """The codes that people look for, with the vectors of their texts."""
        given = self.corpus
        codes = cluster.codes(given.labels, given.priorities, self.passages, self.settings.cluster)
        texts = [text for code in codes for _, text in code.texts]
        return (
            cluster.Guide(codes, embed.encoder(self.settings.embed, self.workers or 0).names(texts)) if codes else None
        )

    @property
    def assignments(self) -> pd.DataFrame:
        """Which passage belongs to which theme."""
        return self._clustering["assignments"]

    @property
    def themes(self) -> pd.DataFrame:
        """The themes, the largest first."""
        return self._clustering["themes"]

    @property
    def curve(self) -> pd.DataFrame:
        """How the number of themes was chosen."""
        return self._clustering["curve"]

    @cached_property
    def matching(self) -> dict[str, pd.DataFrame]:
        """Links, changes and coverage of declared items: needs no PDF."""

        def make() -> dict[str, pd.DataFrame]:
            given = self.corpus
            links, among = self._links()
            stated = match.Stated(links, given.priorities, given.works, self.settings.match, among)
            return {"links": links, "changes": match.changes(stated), **answers.of_match(stated)}

        return self._stage("match", make)

    def _links(self) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
        """The links of persons and of the model, and the pairs of works that the model compared."""
        given = self.corpus
        among = match.compared(given.links, given.priorities, given.works)
        found = match.judged(given.priorities, given.works, among, self.settings.match, self.sections())
        return match.links(pd.concat([given.links, found], ignore_index=True), given.priorities), among

    def sections(self, *works: str) -> match.Sections | None:
        """What the sections of items say, in these works or in all; none where no text of a plan itself is there."""
        kept = self.documents[self.documents["text"].isin(match.OF_PLAN)]
        kept = kept[kept["work_id"].isin(works)] if works else kept
        if kept.empty:
            return None
        found = [self._document_passages(row) for row in by_document.records(kept)]
        passages = segment.with_priorities(by_document.joined("passages", found), self.corpus.priorities, kept)
        return match.sections(passages, kept, self.corpus.priorities)

    @cached_property
    def comparison(self) -> dict[str, pd.DataFrame]:
        """Shares, shifts, words that changed, lineage and lags."""

        def make() -> dict[str, pd.DataFrame]:
            works, settings = self.corpus.works, self.settings.compare
            counted = (self.passages, self._counted_assignments(), self.documents, works, settings)
            counts, texts = compare.tallies(*counted[:4]), self._of_texts()
            return {
                "shares": compare.shares(*counted, counts),
                "shifts": compare.shifts(*counted, counts, self.themes),
                "theme_priorities": self._theme_priorities(),
                "commitment": binding.of_themes(self, texts["commitments"]),
                **texts,
            }

        return self._stage("compare", make)

    def _of_texts(self) -> dict[str, pd.DataFrame]:
        """The tables of the comparison that hang on no theme: those on disk, where only the themes are others now."""
        wanted = self.made_from.parts("compare")
        stored = {}
        for name in (name for name, maker in STAGE_OF.items() if maker == "compare" and name not in OF_THEMES):
            noted = self.store.made_from(name) or {}
            alike = noted.keys() == wanted.keys() and all(
                noted[each] == wanted[each] for each in wanted if each != THEMES
            )
            stored[name] = self.store.table(name, noted) if alike else None
        if all(frame is not None for frame in stored.values()):
            return {name: frame for name, frame in stored.items() if frame is not None}
        works, settings = self.corpus.works, self.settings.compare
        known = (self.passages, self.vectors, self.documents, works, settings)
        return {
            "wording": compare.wording(self.passages, self.documents, works, settings),
            "lineage": compare.lineage(*known, self._beside()),
            "lags": compare.lags(works),
            **answers.of_compare(self),
        }

    def _beside(self) -> list[tuple[str, str]]:
        """Pairs of works of different series that share declared items, those that share most first."""
        rows = self.matching["coverage"].sort_values("n_covered", ascending=False, kind="stable").to_dict("records")
        place = {work: number for number, work in enumerate(ordered(self.corpus.works)["work_id"])}
        tied = [(str(row["from_work"]), str(row["to_work"])) for row in rows if row["n_covered"]]
        return list(dict.fromkeys((one, two) if place[one] <= place[two] else (two, one) for one, two in tied))

    def _theme_priorities(self) -> pd.DataFrame:
        priorities, passages = self.corpus.priorities, self.passages
        if not len(self.assignments):
            return tables.empty("theme_priorities")
        names = [name for _, _, name in cluster.declared_names(priorities)]
        vectors = embed.encoder(self.settings.embed, self.workers or 0).names(names) if names else self.vectors[:0]
        known = (passages, self.vectors, self.documents, self.corpus.works, priorities)
        return cluster.theme_priorities(self.assignments, *known, vectors)

    def _counted_assignments(self) -> pd.DataFrame:
        """The themes that are counted: the machine's, or people's above them where the settings say so."""
        if self.settings.compare.assigned_by == "machine":
            return self.assignments
        return coding.by_people(self.assignments, self.corpus.coding, self.corpus.codebook, self.themes)

    @cached_property
    def checks(self) -> pd.DataFrame:
        """Doubts, answered with figures."""

        def make() -> dict[str, pd.DataFrame]:
            return {"checks": audit.checks(self._evidence(), self.settings.audit, self.settings.compare.stability)}

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
            coverage=self.matching["coverage"],
            shares=self.comparison["shares"],
            page_texts=extract.page_texts(self._requests(by_document.records(self.documents)), self.settings.extract),
        )

    def _stage(self, stage: str, make: Callable[[], dict[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
        """The tables of a stage, from disk where they are fresh."""
        parts = self.made_from.parts(stage)
        names = [name for name, maker in STAGE_OF.items() if maker == stage]
        stored = {name: self.store.table(name, parts) for name in names}
        if all(frame is not None for frame in stored.values()):
            return {name: frame for name, frame in stored.items() if frame is not None}
        with self.making():
            made = make()
            for name, frame in made.items():
                self.keep_table(name, frame, self.made_from.parts(stage))  # a document may have been read meanwhile
        return made
