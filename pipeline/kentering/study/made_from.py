"""What each table is made from: a fingerprint of everything that could change it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from importlib.metadata import PackageNotFoundError, version

import pandas as pd

from kentering import audit, cluster, commitment, compare, embed, extract, match, segment, weights
from kentering.corpus import Corpus, sha256
from kentering.settings import Settings
from kentering.store import fingerprint, table_fingerprint
from kentering.study import answers

STAGE_OF = {
    "blocks": "extract",
    "furniture": "extract",
    "left_out": "extract",
    "passages": "segment",
    "vectors": "embed",
    "assignments": "cluster",
    "themes": "cluster",
    "curve": "cluster",
    "links": "match",
    "changes": "match",
    "coverage": "match",
    **dict.fromkeys(answers.OF_MATCH, "match"),
    "theme_priorities": "compare",
    "shares": "compare",
    "shifts": "compare",
    "wording": "compare",
    "lineage": "compare",
    "lags": "compare",
    **dict.fromkeys(answers.OF_COMPARE, "compare"),
    "checks": "audit",
}
"""The stage that makes each table."""

PER_DOCUMENT = ("extract", "segment", "embed")
"""Stages whose tables are kept per document, so that one changed PDF redoes one document."""


PACKAGES = {
    "extract": ("pdfminer.six", "pdfplumber", "pyphen", "pypdfium2"),
    "segment": ("spacy",),
    "embed": ("sentence-transformers", "tokenizers", "torch", "transformers"),
    "cluster": ("numpy", "scikit-learn", "scipy"),
    "match": ("numpy", "scipy"),
    "compare": ("numpy", "scipy", "spacy", "spacy-lookups-data"),
    "audit": ("numpy", "pypdfium2"),
}
"""The packages whose next version may give another result of a stage."""

THEMES = "themes"
"""The part of what a comparison is made from that a new clustering of the same texts changes."""

OF_THEMES = ("theme_priorities", "shares", "shifts", "commitment")
"""The tables of a comparison that hang on themes; the others stay when passages are clustered anew."""


class MadeFrom:
    """For each stage, and for each document where it is kept so, the parts that its tables are made from.

    fingerprint(stage) = sha256(fingerprint of the stage before, settings of the stage, version of its code).
    """

    def __init__(
        self,
        corpus: Corpus,
        settings: Settings,
        documents: pd.DataFrame,
        outcome: Callable[[str], str] = lambda _: "",
        faults: Sequence[str] = (),
    ) -> None:
        self.corpus = corpus
        self.outcome = outcome
        self.faults = list(faults)
        self.settings = settings
        self.documents = documents

    def parts(self, stage: str, document_id: str = "") -> dict[str, str]:
        """The named parts; two tables made from the same parts are the same."""
        before = self._before(stage, document_id)
        own = {"settings": fingerprint(getattr(self.settings, stage).model_dump()), "code": self._code(stage)}
        return {**before, **own, "packages": versions(PACKAGES[stage])}

    def sentences(self, document_id: str) -> dict[str, str]:
        """The parts that the sentences of a document are read from; of other documents nothing is asked."""
        row = self.documents.set_index("document_id").loc[document_id, ["work_id", "language", "text"]]
        made = {"passages": self._fingerprint("segment", document_id), "document": fingerprint(*map(str, row))}
        return {**made, "code": commitment.VERSION, "packages": versions(PACKAGES["compare"])}

    def _before(self, stage: str, document_id: str) -> dict[str, str]:
        if stage == "extract":
            return {"file": self.hashes[document_id]}
        if stage == "segment":
            return {"blocks": self._blocks(document_id), "language": self._languages[document_id]}
        if stage == "embed":
            return {"passages": self._fingerprint("segment", document_id), "encoder": self._encoder}
        if stage == "match":
            texts = self.documents.loc[self.documents["text"].isin(match.OF_PLAN), "document_id"]
            heard = {str(each): self._fingerprint("segment", str(each)) for each in texts}
            return {"by hand": self._by_hand} | ({"sections": fingerprint(heard)} if heard else {})
        if stage == "cluster":
            made = {"vectors": self._vectors(), "documents": self._documents, "labels": self._labels}
            return made | {"by hand": self._by_hand} if self.settings.cluster.priorities else made
        if stage == "compare":
            made = {"vectors": self._vectors(), THEMES: self._fingerprint("cluster")}
            made |= {"by hand": self._by_hand, "links": self._fingerprint("match")}
            by_people = self.settings.compare.assigned_by == "people"
            return made | {"coding": self.coding} if by_people else made
        made = {"comparison": self._fingerprint("compare"), "links": self._fingerprint("match")}
        return made | ({"faults": fingerprint(self.faults)} if self.faults else {})

    def _vectors(self) -> str:
        return fingerprint({each: self._fingerprint("embed", each) for each in self._languages})

    def _blocks(self, document_id: str) -> str:
        """The same file gives other blocks once it can be opened, or its pictures can be read."""
        made, ended = self._fingerprint("extract", document_id), self.outcome(document_id)
        return fingerprint(made, ended) if ended else made

    def _fingerprint(self, stage: str, document_id: str = "") -> str:
        return fingerprint(self.parts(stage, document_id))

    def _code(self, stage: str) -> str:
        modules = (extract, segment, embed, cluster, match, compare, audit)
        versions = dict(zip(self.settings.STAGES, modules, strict=True))
        own = str(versions[stage].VERSION)
        return f"{own}.{commitment.VERSION}" if stage == "compare" else own

    @cached_property
    def hashes(self) -> dict[str, str]:
        """The hash of each document's PDF."""
        rows = self.documents.set_index("document_id")["file"]
        return {str(each): sha256(self.corpus.path(str(file))) for each, file in rows.items()}

    @cached_property
    def _languages(self) -> dict[str, str]:
        return {str(row["document_id"]): str(row["language"]) for _, row in self.documents.iterrows()}

    @cached_property
    def _encoder(self) -> str:
        return weights.fingerprint(weights.encoder_spec(self.settings.embed.model))

    @cached_property
    def _documents(self) -> str:
        columns = ["document_id", "work_id", "language", "text"]
        return fingerprint(table_fingerprint(self.documents[columns]), self._works)

    @cached_property
    def _works(self) -> str:
        return table_fingerprint(self.corpus.works)

    @cached_property
    def _labels(self) -> str:
        labels = self.corpus.labels
        names = [column for column in labels.columns if column.startswith("label_")]
        given = labels[(labels[names] != "").any(axis=1)]
        known = table_fingerprint(given[["theme_id", *names, "passages"]])
        codes = labels[labels["kind"] == "codebook"]
        return fingerprint(known, table_fingerprint(codes)) if len(codes) else known

    @cached_property
    def coding(self) -> str:
        """What people coded, and the themes that they had in hand."""
        return fingerprint(table_fingerprint(self.corpus.coding), table_fingerprint(self.corpus.codebook))

    @cached_property
    def _by_hand(self) -> str:
        corpus = self.corpus
        hand = (corpus.works, corpus.priorities, corpus.links, corpus.documents)
        return fingerprint([table_fingerprint(each) for each in hand])


@lru_cache
def versions(packages: tuple[str, ...]) -> str:
    """The versions of packages that are installed here, in words.

    >>> versions(("no-such-package",))
    'no-such-package none'
    """
    return ", ".join(f"{each} {_version(each)}" for each in packages)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
