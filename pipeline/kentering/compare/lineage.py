"""Passages and their ancestors: in the work before, in a work of another level, in any language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.compare.counted import counted
from kentering.compare.descent import Descent, descent
from kentering.compare.unrelated import unrelated
from kentering.compare.worded import parts, text
from kentering.cycles import begin, successive
from kentering.errors import InputError
from kentering.settings import CompareSettings
from kentering.tables import LANGUAGES, from_rows
from kentering.vectors import centred

Matrix = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]

_DAYS_A_YEAR = 365.25
_ENOUGH = 100  # comparisons with unrelated text for a pair of texts to go by its own


@dataclass(frozen=True)
class _Pair:
    """Two texts that are held against each other: rows of each, and what either is."""

    work_from: str
    work_to: str
    succession: bool
    languages: tuple[str, str]
    before: Whole
    after: Whole


def lineage(
    passages: pd.DataFrame,
    vectors: Matrix,
    documents: pd.DataFrame,
    works: pd.DataFrame,
    settings: CompareSettings,
    between: Sequence[tuple[str, str]] = (),
) -> pd.DataFrame:
    """For each counted passage of a work, its nearest ancestors in the work before it in the series that has text.

    `between` are pairs of works of different series, the one to look in first: at most `settings.most_pairs` of those
    that both have text, in the order given, are compared too. Neither replaces the other there, so that nothing is new
    or dropped, and an ancestor is only the nearest text: `succession` tells the two apart.

    Row i of `vectors` belongs to row i of `passages`; cosines are taken after each language's mean is taken out. A
    language version is held against the version in its own language where the other work has one, otherwise against
    the longest; a version of the earlier work that nothing is held against has no rows. A tie holds where at most
    `settings.false_match` of passages that have no ancestor would come as near, judged by text that cannot be one (see
    `unrelated`): of the pair itself, or of all pairs in the same two languages where that is fewer than a hundred
    comparisons. `false_match_rate` says how many would, `false_match_most` how many at most: with few comparisons, as
    between digests or languages, that is what may be stated. Neither holds for text that quotes or retells the other
    plan: it has an ancestor, in part. Kinds: `kept` (nearly the same words), `moved` (nearly the same
    words, under none of the same headings), `split` (one ancestor of several passages), `merged` (several ancestors),
    `reworded` (the rest of the ties); `new` has no ancestor, `dropped` no descendant, and both give the nearest miss.

    A tie says that two passages are nearer in meaning than unrelated text is, no more: not that one was written from
    the other, nor that a rule was kept. Passages are cut by length, so one paragraph cut in two looks like a split.
    """
    if len(passages) != len(vectors):
        message = f"{len(passages)} passages and {len(vectors)} vectors"
        raise InputError(message, "run the corpus again from the stage segment")
    rows = counted(passages, documents, works)
    if not len(rows):
        return from_rows("lineage", [])
    place = {str(each): row for row, each in enumerate(passages["passage_id"])}
    means_out = centred(vectors, _languages(passages, documents))[[place[str(each)] for each in rows["passage_id"]]]
    pairs = _pairs(rows, works, between, settings.most_pairs)
    sides = [(rows.iloc[pair.before], rows.iloc[pair.after]) for pair in pairs]
    spaces = [(means_out[pair.before], means_out[pair.after]) for pair in pairs]
    texts = [(text(earlier), text(later)) for earlier, later in sides]
    same = [parts(*each) for each in texts]
    nulls = [unrelated(*side, *space, known) for side, space, known in zip(sides, spaces, same, strict=True)]
    dates = {str(work["work_id"]): begin(work) for _, work in works.iterrows()}
    found: list[dict[str, Any]] = []
    for number, pair in enumerate(pairs):
        null = nulls[number] if len(nulls[number]) >= _ENOUGH else _of_languages(pair, pairs, nulls)
        told = descent(*texts[number], *spaces[number], same[number], null, settings)
        first, last = dates[pair.work_from], dates[pair.work_to]
        years = round((last - first).days / _DAYS_A_YEAR, 2) if first and last else float("nan")
        tied = [each for each in told if pair.succession or _is_tie(each)]
        found += [{**_about(pair), "years": years, **_row(each)} for each in tied]
    return from_rows("lineage", found)


def _pairs(rows: pd.DataFrame, works: pd.DataFrame, between: Sequence[tuple[str, str]], most: int) -> list[_Pair]:
    """The texts to compare: successive works first, then so many of the others."""
    with_text = set(rows["work_id"])
    following = successive(works[works["work_id"].isin(with_text)])
    series = dict(zip(works["work_id"], works["series"], strict=True))
    others = [each for each in dict.fromkeys(between) if set(each) <= with_text and series[each[0]] != series[each[1]]]
    versions = {work: _versions(rows, work) for work in sorted(with_text)}
    words = rows["n_words"].to_numpy()
    return [
        _Pair(work_from, work_to, succession, (source, language), versions[work_from][source], after)
        for succession, chosen in ((True, following), (False, others[:most]))
        for work_from, work_to in chosen
        for language, after in versions[work_to].items()
        for source in [_source(versions[work_from], language, words)]
    ]


def _source(versions: dict[str, Whole], language: str, words: npt.NDArray[Any]) -> str:
    """The version to look in: that of the language, otherwise the longest."""
    return language if language in versions else max(versions, key=lambda each: int(words[versions[each]].sum()))


def _of_languages(pair: _Pair, pairs: list[_Pair], nulls: list[Matrix]) -> Matrix:
    """The comparisons of all pairs in the same two languages."""
    same = [null for other, null in zip(pairs, nulls, strict=True) if other.languages == pair.languages]
    return np.asarray(np.sort(np.concatenate(same)), dtype=np.float32)


def _is_tie(each: Descent) -> bool:
    return bool(each.passage_id and each.ancestor_id)


def _about(pair: _Pair) -> dict[str, Any]:
    return {
        "work_from": pair.work_from,
        "work_to": pair.work_to,
        "language_from": pair.languages[0],
        "language_to": pair.languages[1],
        "succession": pair.succession,
    }


def _row(each: Descent) -> dict[str, Any]:
    return {
        "passage_id": each.passage_id,
        "ancestor_id": each.ancestor_id,
        "similarity": each.similarity,
        "false_match_rate": each.false_match_rate,
        "false_match_most": each.false_match_most,
        "kind": each.kind,
    }


def _languages(passages: pd.DataFrame, documents: pd.DataFrame) -> list[str]:
    language = dict(zip(documents["document_id"], documents["language"], strict=True))
    return [str(language[each]) for each in passages["document_id"]]


def _versions(rows: pd.DataFrame, work_id: str) -> dict[str, Whole]:
    own = (rows["work_id"] == work_id).to_numpy()
    languages = rows["language"].to_numpy(dtype=object)
    found = {language: np.flatnonzero(own & (languages == language)) for language in LANGUAGES}
    return {language: numbers for language, numbers in found.items() if len(numbers)}
