"""The passages of each plan on follow-up, evaluation, means and side plans."""

from __future__ import annotations

import pandas as pd

from kentering.tables import from_rows
from kentering.tables.commitment import ARRANGEMENTS


def follow_up(commitments: pd.DataFrame) -> pd.DataFrame:
    """The sentences that arrange follow-up, evaluation, means or a side plan, per plan, in reading order.

    A sentence that arranges two things has two rows. A work with text and no row of a subject says nothing on it that
    these terms would find; a work without text is not asked.
    """
    found = []
    for row in commitments.to_dict("records"):
        words = dict(each.split(": ", 1) for each in row["evidence"])
        found += [
            {
                **{column: row[column] for column in ("work_id", "text", "language", "modality", "document_id")},
                **{column: row[column] for column in ("passage_id", "page", "page_last", "said")},
                "subject": subject,
                "words": words.get(subject, ""),
            }
            for subject in ARRANGEMENTS
            if subject in row["arrangements"]
        ]
    return from_rows("follow_up", found)
