"""Passages and their ancestors in the work before, in any language."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.compare.counted import counted
from kentering.compare.descent import Descent, descent
from kentering.compare.unrelated import unrelated
from kentering.cycles import begin, successive
from kentering.settings import CompareSettings
from kentering.tables import LANGUAGES, from_rows
from kentering.vectors import centred

Matrix = npt.NDArray[np.float32]

_DAYS_A_YEAR = 365.25


def lineage(
    passages: pd.DataFrame,
    vectors: Matrix,
    documents: pd.DataFrame,
    works: pd.DataFrame,
    settings: CompareSettings,
) -> pd.DataFrame:
    """For each counted passage of a work, its nearest ancestors in the work before it in the series that has text.

    Row i of `vectors` belongs to row i of `passages`; cosines are taken after each language's mean is taken out. A
    language version is held against the version in its own language where the earlier work has one, otherwise against
    the longest; a version of the earlier work that nothing is held against has no rows. A tie holds where at most
    `settings.false_match` of comparisons with text that cannot be an ancestor come as near; `false_match_rate` says
    how many did. Kinds: `kept` (nearly the same words), `moved` (nearly the same words, under none of the same
    headings), `split` (one ancestor of several passages), `merged` (several ancestors), `reworded` (the rest of the
    ties); `new` has no ancestor, `dropped` no descendant, and both give the nearest miss.

    A tie says that two passages are nearer in meaning than unrelated text is, no more: not that one was written from
    the other, nor that a rule was kept. Passages are cut by length, so one paragraph cut in two looks like a split.
    """
    rows = counted(passages, documents, works)
    if not len(rows):
        return from_rows("lineage", [])
    place = {str(each): row for row, each in enumerate(passages["passage_id"])}
    means_out = centred(vectors, _languages(passages, documents))[[place[str(each)] for each in rows["passage_id"]]]
    family = rows["work_id"].map(works.set_index("work_id")["family"]).to_numpy(dtype=object)
    dates = {str(work["work_id"]): begin(work) for _, work in works.iterrows()}
    found: list[dict[str, Any]] = []
    for work_from, work_to in successive(works[works["work_id"].isin(rows["work_id"])]):
        first, last = dates[work_from], dates[work_to]
        years = round((last - first).days / _DAYS_A_YEAR, 2) if first and last else float("nan")
        about = {"work_from": work_from, "work_to": work_to, "years": years}
        for before, after in _version_pairs(rows, work_from, work_to):
            others = np.flatnonzero(family != family[before[0]])
            null = unrelated(rows, means_out, before, after, others, settings.seed)
            tied = descent(rows.iloc[before], rows.iloc[after], means_out[before], means_out[after], null, settings)
            found += [{**about, **_row(each)} for each in tied]
    return from_rows("lineage", found)


def _row(each: Descent) -> dict[str, Any]:
    return {
        "passage_id": each.passage_id,
        "ancestor_id": each.ancestor_id,
        "similarity": each.similarity,
        "false_match_rate": each.false_match_rate,
        "kind": each.kind,
    }


def _languages(passages: pd.DataFrame, documents: pd.DataFrame) -> list[str]:
    language = dict(zip(documents["document_id"], documents["language"], strict=True))
    return [str(language[each]) for each in passages["document_id"]]


def _version_pairs(
    rows: pd.DataFrame, work_from: str, work_to: str
) -> list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """Row numbers of the earlier and the later version, for each language of the later work."""
    earlier, later = _versions(rows, work_from), _versions(rows, work_to)
    words = rows["n_words"].to_numpy()
    longest = max(earlier, key=lambda language: int(words[earlier[language]].sum()))
    return [(earlier.get(language, earlier[longest]), numbers) for language, numbers in later.items()]


def _versions(rows: pd.DataFrame, work_id: str) -> dict[str, npt.NDArray[np.int64]]:
    own = (rows["work_id"] == work_id).to_numpy()
    languages = rows["language"].to_numpy(dtype=object)
    found = {language: np.flatnonzero(own & (languages == language)) for language in LANGUAGES}
    return {language: numbers for language, numbers in found.items() if len(numbers)}
