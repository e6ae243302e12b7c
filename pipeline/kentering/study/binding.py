"""The tables on what plans bind themselves to, and how they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kentering import commitment

if TYPE_CHECKING:
    from kentering.study.built import Built

OF_COMMITMENT = ("commitments", "commitment", "follow_up", "terms_used", "versions")


class Binding:
    """The part of a study that tells how plans bind themselves, and in what words."""

    built: Built

    @property
    def commitments(self) -> pd.DataFrame:
        """Every sentence of running text: how it binds, what measure it names, who, how many, when."""
        return self.built.comparison["commitments"]

    @property
    def commitment(self) -> pd.DataFrame:
        """Part of the sentences of each plan, and of each theme in it, that bind."""
        return self.built.comparison["commitment"]

    @property
    def follow_up(self) -> pd.DataFrame:
        """Sentences on follow-up, evaluation, means and side plans, per plan."""
        return self.built.comparison["follow_up"]

    @property
    def terms_used(self) -> pd.DataFrame:
        """The terms that each language version of each plan uses for a concept."""
        return self.built.comparison["terms_used"]

    @property
    def versions(self) -> pd.DataFrame:
        """Language versions of one plan side by side."""
        return self.built.comparison["versions"]


def of_commitment(built: Built) -> dict[str, pd.DataFrame]:
    """The tables that sentences give, whatever the themes."""
    works, settings = built.corpus.works, built.settings.compare
    given = (built.passages, built.documents, works)
    said = _commitments(built)
    return {
        "commitments": said,
        "follow_up": commitment.follow_up(said),
        "terms_used": commitment.terms_used(said, works),
        "versions": commitment.versions(said, *given, settings),
    }


def _commitments(built: Built) -> pd.DataFrame:
    """Every sentence; those of a document are kept beside it, so that a corrected plan has only its own read again."""
    counted = commitment.documents_counted(built.passages, built.documents, built.corpus.works)
    return commitment.joined([_of_document(built, each, rows) for each, rows in counted.items()])


def _of_document(built: Built, document_id: str, rows: pd.DataFrame) -> pd.DataFrame:
    parts = built.made_from.sentences(document_id)
    stored = built.store.table("commitments", parts, document_id)
    if stored is not None:
        return stored
    blocks = built.blocks[built.blocks["document_id"] == document_id]
    made = commitment.commitments_of(rows, blocks)
    built.keep_table("commitments", made, parts, document_id)
    return made


def of_themes(built: Built, said: pd.DataFrame) -> pd.DataFrame:
    """Part of the sentences that bind, of each plan and of each theme in it."""
    works, settings = built.corpus.works, built.settings.compare
    return commitment.commitment(said, built.passages, built.assignments, built.documents, works, settings)
