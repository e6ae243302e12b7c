"""Which table on disk is fresh, which is stale and why, which is missing."""

from __future__ import annotations

import pandas as pd

from kentering.study.built import Built
from kentering.study.made_from import PER_DOCUMENT, STAGE_OF

WHY = {
    "file": "the PDF changed",
    "settings": "its settings changed",
    "code": "made by another version of kentering",
    "packages": "made with another version of a package",
    "blocks": "the blocks changed",
    "passages": "the passages changed",
    "encoder": "another encoder",
    "language": "the document's language changed",
    "vectors": "the vectors changed",
    "documents": "the rows of works or documents changed",
    "labels": "the labels changed",
    "sections": "the passages of declared items changed",
    "by hand": "a table kept by hand changed",
    "themes": "the themes changed",
    "coding": "people coded other passages, or otherwise",
    "comparison": "shares or shifts changed",
    "links": "the links changed",
    "faults": "other rows or files are left out",
}
"""What to say of each part that differs."""


def freshness(built: Built) -> pd.DataFrame:
    """One row a stored table: table, document_id, state (fresh, stale, missing), why."""
    rows = []
    for table, stage in STAGE_OF.items():
        if table == "left_out":
            continue
        parts = built.documents["document_id"].to_list() if stage in PER_DOCUMENT else [""]
        rows += [_state(built, table, stage, str(part)) for part in parts]
    return pd.DataFrame(rows, columns=["table", "document_id", "state", "why"])


def _state(built: Built, table: str, stage: str, part: str) -> dict[str, str]:
    found = built.store.made_from(table, part)
    wanted = built.made_from.parts(stage, part)
    row = {"table": table, "document_id": part}
    if found is None:
        return {**row, "state": "missing", "why": "not made yet"}
    if found == wanted and stage == "extract" and not built.settled(part):
        return {**row, "state": "stale", "why": "what could not be read can be tried again now"}
    if found == wanted:
        return {**row, "state": "fresh", "why": ""}
    differ = [WHY[key] for key in {**wanted, **found} if found.get(key) != wanted.get(key)]
    return {**row, "state": "stale", "why": ", ".join(differ) or "made by another version of kentering"}
