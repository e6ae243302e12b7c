"""A study: a corpus and settings; every table made on first use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from kentering import corpus as corpora
from kentering import match, tables
from kentering.errors import UnknownNameError
from kentering.settings import Settings
from kentering.store import fingerprint
from kentering.study import multiverse as multiverses
from kentering.study import quoting
from kentering.study.answers import Answers
from kentering.study.built import Built
from kentering.study.coded import Coded
from kentering.study.freshness import freshness
from kentering.study.running import Ran, ran

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Study", "open_study"]

NOT_SHOWN = ("labels", "multiverse")  # kept by hand and read elsewhere; made for one question
PACKAGES = ("kentering", "pdfplumber", "spacy", "sentence-transformers", "torch", "scikit-learn", "pandas", "altair")


class Study(Answers, Coded):
    """A corpus under one set of settings.

    Opening reads small files only. A table is made on first use and read from disk afterwards; `using` gives a study
    with other settings and leaves this one as it is.
    """

    def __init__(
        self,
        corpus: corpora.Corpus,
        settings: Settings | None = None,
        *,
        save: bool = True,
        built: Path | None = None,
    ) -> None:
        self.corpus = corpus
        self.settings = settings or corpus.settings
        self.built = Built(corpus, self.settings, save=save, folder=built)

    def __repr__(self) -> str:
        return f"Study({str(self.folder)!r}: {len(self.works)} works, {len(self.corpus.documents)} documents)"

    @property
    def name(self) -> str:
        """The corpus' short name."""
        return self.corpus.name

    @property
    def folder(self) -> Path:
        """The corpus folder."""
        return self.corpus.folder

    @property
    def titles(self) -> dict[str, str]:
        """The corpus' title in nl, fr and en."""
        return self.corpus.titles

    @property
    def works(self) -> pd.DataFrame:
        """The plans: by level, series and cycle."""
        levels = {level: place for place, level in enumerate(tables.LEVELS)}
        order = self.corpus.works.assign(_level=self.corpus.works["level"].map(levels))
        ordered = order.sort_values(["_level", "series", "cycle_start", "work_id"], ignore_index=True)
        return ordered.drop(columns="_level")

    @property
    def documents(self) -> pd.DataFrame:
        """The PDFs that are listed, whether they could be read or not."""
        return self.corpus.documents.sort_values("document_id", ignore_index=True)

    @property
    def held(self) -> pd.DataFrame:
        """What the corpus holds of each plan's text, work by language."""
        return corpora.held(self.works, self.corpus.documents, self.built.absent)

    @property
    def priorities(self) -> pd.DataFrame:
        """What each plan itself declares, in printed order."""
        return self.corpus.priorities.sort_values(["work_id", "position", "priority_id"], ignore_index=True)

    @property
    def blocks(self) -> pd.DataFrame:
        """Paragraphs, as read."""
        return self.built.blocks

    @property
    def furniture(self) -> pd.DataFrame:
        """What was left out of the pages, and why."""
        return self.built.furniture

    @property
    def left_out(self) -> pd.DataFrame:
        """Documents and rows that are not in the analysis, and the way out."""
        return self.built.left_out

    @property
    def passages(self) -> pd.DataFrame:
        """The units of analysis."""
        return self.built.passages

    @property
    def vectors(self) -> np.ndarray:
        """The vectors as the encoder gave them: float32, row i belongs to row i of `passages`."""
        return self.built.vectors

    @property
    def assignments(self) -> pd.DataFrame:
        """Which passage belongs to which theme."""
        return self.built.assignments

    @property
    def themes(self) -> pd.DataFrame:
        """The themes, the largest first."""
        return self.built.themes

    @property
    def curve(self) -> pd.DataFrame:
        """The numbers of themes that were tried, how stable each is, and which was taken."""
        return self.built.curve

    @property
    def links(self) -> pd.DataFrame:
        """Ties between declared items."""
        return self.built.matching["links"]

    @property
    def changes(self) -> pd.DataFrame:
        """What became of declared items from work to work."""
        return self.built.matching["changes"]

    @property
    def coverage(self) -> pd.DataFrame:
        """How much of one plan's list is found in another's."""
        return self.built.matching["coverage"]

    @property
    def theme_priorities(self) -> pd.DataFrame:
        """The declared items of each series whose names are nearest to each theme."""
        return self.built.comparison["theme_priorities"]

    @property
    def shares(self) -> pd.DataFrame:
        """Each theme's part of each work."""
        return self.built.comparison["shares"]

    @property
    def shifts(self) -> pd.DataFrame:
        """How shares changed within a series."""
        return self.built.comparison["shifts"]

    @property
    def wording(self) -> pd.DataFrame:
        """Words that successive works of a series use more or less."""
        return self.built.comparison["wording"]

    @property
    def lineage(self) -> pd.DataFrame:
        """Passages and their ancestors in the plan before."""
        return self.built.comparison["lineage"]

    @property
    def lags(self) -> pd.DataFrame:
        """Days between plans."""
        return self.built.comparison["lags"]

    @property
    def checks(self) -> pd.DataFrame:
        """May these numbers be believed?"""
        return self.built.checks

    def table(self, name: str) -> pd.DataFrame:
        """A table by its name; an unknown one raises UnknownNameError."""
        if name not in (*tables.TABLES, "left_out") or name in NOT_SHOWN:
            raise UnknownNameError(name, "table", [each for each in tables.TABLES if each not in NOT_SHOWN])
        return pd.DataFrame(getattr(self, name))

    def using(self, **sections: dict[str, Any]) -> Study:
        """A new study with some settings changed, as in `study.using(cluster={"n_themes": 12})`; writes nothing."""
        return Study(self.corpus, self.settings.using(**sections), save=False)

    def run(self, until: str = "audit", heard: Callable[[Ran], None] | None = None) -> pd.DataFrame:
        """Make every table up to a stage: stage, rows, seconds, peak memory; `heard` gets each when it is done."""
        return pd.DataFrame(ran(self, until, heard), columns=list(Ran._fields))

    def status(self) -> pd.DataFrame:
        """Which table is fresh, stale (and why) or missing: table, document_id, state, why."""
        return freshness(self.built)

    def quotes(self, theme_id: str, n: int = 3, work_id: str | None = None) -> pd.DataFrame:
        """The passages nearest to a theme's centre, with plan and page."""
        return quoting.quotes(self, theme_id, n, work_id)

    def find(self, question: str, n: int = 10) -> pd.DataFrame:
        """The passages nearest in meaning to a question, in any language."""
        return quoting.nearest(self, question, n)

    def compare(self, from_work: str, to_work: str) -> match.Comparison:
        """Any two plans held against each other: links, what is new and dropped, and what to mind; needs no PDF."""
        given, told = self.corpus, self.built.sections(from_work, to_work)
        stated = (given.links, given.priorities, given.works, self.settings.match)
        return match.between((from_work, to_work), *stated, told)

    def multiverse(
        self, theme_id: str, work_from: str, work_to: str, most: int = 24, encoders: Sequence[str] = ()
    ) -> pd.DataFrame:
        """One shift under other choices that could have been made; `kentering.study.multiverse.kept` counts them."""
        return multiverses.multiverse(self, multiverses.Finding(theme_id, work_from, work_to), most, encoders)

    @property
    def fingerprint(self) -> str:
        """What identifies these results: the same corpus, settings, encoder and code give the same.

        Empty for a study that keeps nothing on disk.
        """
        if not self.built.save:
            return ""
        made_from = self.built.made_from
        return fingerprint(
            made_from.parts("audit"),
            made_from.coding,
            [str(fault) for fault in self.corpus.faults],
            sorted(self.built.file_faults),
        )

    @property
    def provenance(self) -> dict[str, str]:
        """Versions, encoder, settings and hashes that these results came from."""
        return {
            **{f"version of {name}": _version(name) for name in PACKAGES},
            "encoder": self.settings.embed.model,
            "settings": fingerprint(self.settings.model_dump()),
            **{f"sha256 of {row.file}": str(row.sha256) for row in self.documents.itertuples() if row.sha256},
        }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def open_study(folder: str | Path) -> Study:
    """The study of a corpus folder; reads small files, computes nothing."""
    return Study(corpora.corpus(Path(folder)))
