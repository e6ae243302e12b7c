"""Themes that people name beforehand: a codebook in labels.csv, or declared items; the rest is still discovered."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kentering.cluster.consensus import affinities
from kentering.cluster.space import Labels, Space
from kentering.errors import InputError, UnknownNameError
from kentering.settings import ClusterSettings
from kentering.tables import LANGUAGES, variants
from kentering.vectors import Matrix, centred, means

LOG = logging.getLogger(__name__)
NONE = -1
# Passages are held against a code so many times, with the passages that it has got by then.
ROUNDS = 5
# This part of what ties a passage to the theme that it would have without codes is enough for a code: the middle of the
# values that find most of a real plan's sections by the names of its items (tests/benchmarks/themes_guided.py).
ALMOST = 0.65
# So many texts of one language have a mean of their own to take out; fewer go by that of the passages.
ENOUGH_TEXTS = 5


@dataclass(frozen=True)
class Code:
    """A theme named beforehand: its name per language, texts that say what it is, and passages that are examples."""

    names: dict[str, str]
    texts: tuple[tuple[str, str], ...] = ()  # language and text
    passages: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The first name that it has."""
        return next((name for name in self.names.values() if name), "")


@dataclass(frozen=True)
class Guide:
    """Codes, and a vector (of names, as the encoder gives it) for each of their texts, in order."""

    codes: Sequence[Code]
    vectors: Matrix


def codes(
    labels: pd.DataFrame, priorities: pd.DataFrame, passages: pd.DataFrame, settings: ClusterSettings
) -> list[Code]:
    """The codes of labels.csv (rows of kind codebook), then the declared items that `settings.priorities` names.

    A work there stands for all items at the top of its list. A name given twice, an item that nobody declares and a
    code with neither text nor a passage of this corpus raise InputError.
    """
    rows = labels[labels["kind"] == "codebook"].to_dict("records")
    found = [_of_row({str(key): str(value) for key, value in row.items()}) for row in rows]
    found += [_of_item(item, priorities, passages) for item in _items(settings.priorities, priorities)]
    _distinct(found)
    known = set(passages["passage_id"])
    for code in found:
        if not code.texts and not set(code.passages) & known:
            message = f"labels.csv: code {code.name!r} has no text, and none of its passages is in the corpus"
            raise InputError(message, "give it a name, a description, or passage_ids as `kentering find` shows them")
    return found


def _of_row(row: dict[str, str]) -> Code:
    names = {each: row[f"label_{each}"].strip() for each in LANGUAGES}
    said = [(each, row[f"{column}_{each}"].strip()) for column in ("label", "description") for each in LANGUAGES]
    return Code(names, tuple((language, text) for language, text in said if text), tuple(row["passages"].split()))


def _items(asked: Sequence[str], priorities: pd.DataFrame) -> list[dict[str, str]]:
    rows = [{str(key): str(value) for key, value in row.items()} for row in priorities.to_dict("records")]
    found = []
    for name in asked:
        own = [row for row in rows if name == row["priority_id"] or (name == row["work_id"] and not row["parent_id"])]
        if not own:
            listed = [row["priority_id"] for row in rows]
            raise UnknownNameError(name, "declared item or work with declared items", listed)
        found += own
    return found


def _of_item(row: dict[str, str], priorities: pd.DataFrame, passages: pd.DataFrame) -> Code:
    item = row["priority_id"]
    parts = {item, *priorities.loc[priorities["parent_id"] == item, "priority_id"]}
    names = {each: row[f"name_{each}"].strip() for each in LANGUAGES}
    own = next((each for each in LANGUAGES if names[each]), LANGUAGES[0])
    others = [(own, text) for text in variants(row["variants"], misprints=False)]
    texts = (*((each, name) for each, name in names.items() if name), *others)
    return Code(names, texts, tuple(passages.loc[passages["priority_id"].isin(parts), "passage_id"]))


def _distinct(found: Sequence[Code]) -> None:
    given: dict[tuple[str, str], int] = {}
    for number, code in enumerate(found, start=1):
        for language, name in code.names.items():
            key = (language, " ".join(name.casefold().split()))
            if name and key in given:
                message = f"the codebook names {name!r} ({language}) twice: codes {given[key]} and {number}"
                raise InputError(message, "a theme has one code: join the two rows of labels.csv, or rename one")
            given[key] = number


def anchors(within: Space, guide: Guide | None) -> tuple[Matrix, Labels, Labels]:
    """The codes' texts as points beside the rows, the code of each text, and the code of each row that is an example.

    What a language adds to short texts is taken out by their own mean where there are enough of them.
    """
    if guide is None:
        none = np.empty(0, dtype=np.int64)
        return within.mixed[:0], none, none
    texts = [(language, number) for number, code in enumerate(guide.codes) for language, _ in code.texts]
    languages = [language for language, _ in texts]
    by = means(within.given[within.core], list(within.rows.loc[within.core, "language"]))
    own = means(guide.vectors, languages) if texts else {}
    by |= {each: own[each] for each in set(languages) if languages.count(each) >= ENOUGH_TEXTS}
    points = centred(guide.vectors, languages, by) if texts else np.zeros((0, within.mixed.shape[1]), dtype=np.float32)
    examples = {passage: number for number, code in enumerate(guide.codes) for passage in code.passages}
    of_rows = np.array([examples.get(str(each), NONE) for each in within.rows["passage_id"]], dtype=np.int64)
    return points, np.array([number for _, number in texts], dtype=np.int64), of_rows


def explained(shared: Matrix, columns: Labels, seeds: Labels, broad: Labels, n_codes: int) -> Labels:
    """The code of each row, NONE where the codes leave it unexplained; rows of `shared` past `broad` are texts.

    A passage goes to a code if it falls together with what the code holds almost as often as with the passages of
    the theme that it would have without codes. Examples stay where a person put them.
    """
    n_rows = len(broad)
    rows = columns[columns < n_rows]
    without = affinities(shared[:n_rows, : len(rows)], rows, broad[rows])[np.arange(n_rows), broad]
    held = seeds.copy()
    for _ in range(ROUNDS):
        near = np.zeros((n_rows, n_codes))
        known = held[columns]
        present = np.unique(known[known >= 0])
        place = np.where(known >= 0, np.searchsorted(present, known), NONE)
        near[:, present] = affinities(shared, columns, place)[:n_rows]
        best = near.argmax(axis=1)
        taken = np.where(near[np.arange(n_rows), best] >= np.maximum(ALMOST * without, np.finfo(float).eps), best, NONE)
        again = held.copy()
        again[:n_rows] = np.where(seeds[:n_rows] >= 0, seeds[:n_rows], taken)
        if np.array_equal(again, held):
            break
        held = again
    return held[:n_rows]


def told(guide: Guide, found: Labels) -> list[int]:
    """The codes that hold a passage; the others are named in the log."""
    kept = [number for number in range(len(guide.codes)) if (found == number).any()]
    for number, code in enumerate(guide.codes):
        if number not in kept:
            LOG.warning("code %r explains no passage of this corpus", code.name)
    return kept
