"""What the audit looks at, and how a doubt becomes rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Row = dict[str, Any]


@dataclass(frozen=True)
class Evidence:
    """All tables that the audit reads; any may be empty. Row i of `vectors` belongs to row i of `passages`."""

    works: pd.DataFrame
    documents: pd.DataFrame
    priorities: pd.DataFrame
    left_out: pd.DataFrame
    blocks: pd.DataFrame
    furniture: pd.DataFrame
    passages: pd.DataFrame
    vectors: npt.NDArray[np.float32]
    assignments: pd.DataFrame
    themes: pd.DataFrame
    links: pd.DataFrame
    coverage: pd.DataFrame
    shares: pd.DataFrame
    page_texts: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    """For each document, its pages as a reader gives them that is not the one that made the blocks."""

    @property
    def read(self) -> pd.DataFrame:
        """The passages with work_id, language, text_kind and theme_id beside them, in their own order."""
        known = self.documents.rename(columns={"text": "text_kind"})
        columns = ["document_id", "work_id", "language", "text_kind"]
        placed = self.passages.merge(known[columns], on="document_id", how="left", validate="many_to_one")
        return placed.merge(self.assignments[["passage_id", "theme_id"]], on="passage_id", how="left").fillna(
            {"theme_id": ""}
        )


def at_most(check: str, values: Mapping[str, float], threshold: float, meaning: str) -> list[Row]:
    """The rows of a figure that should not be above a threshold."""
    return _rows(check, values, threshold, meaning, worst=max, wrong=lambda value: value > threshold)


def at_least(check: str, values: Mapping[str, float], threshold: float, meaning: str) -> list[Row]:
    """The rows of a figure that should not be under a threshold."""
    return _rows(check, values, threshold, meaning, worst=min, wrong=lambda value: value < threshold)


def _rows(check: str, values: Mapping[str, float], threshold: float, meaning: str, **judge: Any) -> list[Row]:  # noqa: ANN401
    if not values:
        return []
    about = {"check": check, "threshold": float(threshold), "meaning": meaning}
    failing = {subject: value for subject, value in values.items() if judge["wrong"](value)}
    if not failing:
        return [{**about, "subject": "", "value": float(judge["worst"](values.values())), "ok": True}]
    return [{**about, "subject": subject, "value": float(value), "ok": False} for subject, value in failing.items()]
