"""How large a part of the sentences of a work, and of each theme in it, binds, arranges or is concrete."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.compare.counted import FEWEST, counted, sections
from kentering.cycles import ordered
from kentering.settings import CompareSettings
from kentering.tables import from_rows
from kentering.tables.commitment import ARRANGEMENTS, CONCRETE, MEASURES, MODALITIES

RESAMPLES = 999
"""Bootstrap samples of sections."""

Real = npt.NDArray[np.float64]

VALUES = (
    *(("modality", value) for value in MODALITIES),
    *(("measure", value) for value in MEASURES),
    *(("arrangement", value) for value in ARRANGEMENTS),
    *(("concrete", value) for value in CONCRETE),
)


class _Counts(NamedTuple):
    """One language version: per section the sentences, and those that say each of `VALUES`."""

    sentences: Real  # (sections,)
    says: Real  # (sections, values)


def commitment(
    commitments: pd.DataFrame,
    passages: pd.DataFrame,
    assignments: pd.DataFrame,
    documents: pd.DataFrame,
    works: pd.DataFrame,
    settings: CompareSettings,
) -> pd.DataFrame:
    """Part of the sentences of each work, and of each broad theme in it, that say each thing.

    A plan in two languages counts once: parts are taken per language version and averaged. The interval draws sections
    again (Efron 1979), twin sections together; with fewer than five sections that hold such sentences it is 0 to 1.
    Where no sentence says it, or all do, no draw could differ: the open end is then that of none out of as many
    sentences (Hanley and Lippman-Hand 1983), counted as so many fewer as sections are alike in what they do say (the
    median design effect, Kish 1965); no interval ends nearer than that. It says how far a part depends on which
    sections were written, not how often a sentence was read wrongly.
    """
    rows = counted(passages, documents, works)
    themes = dict(zip(assignments["passage_id"], assignments["theme_id"], strict=True))
    flags = _flags(commitments)
    told = commitments[["work_id", "language", "passage_id"]].assign(_row=np.arange(len(commitments)))
    found: list[dict[str, Any]] = []
    for _, work in ordered(works).iterrows():
        own = rows[rows["work_id"] == work["work_id"]]
        said = told[told["work_id"] == work["work_id"]]
        if len(said):
            same = {column: work[column] for column in ("work_id", "series", "level", "cycle")}
            same["text"] = own["text_kind"].iloc[0]
            found += [{**same, **row} for row in _of_work(own, said, flags, themes, settings)]
    return from_rows("commitment", found)


def _of_work(
    rows: pd.DataFrame, said: pd.DataFrame, flags: Real, themes: dict[str, str], settings: CompareSettings
) -> Iterator[dict[str, Any]]:
    groups = [group for _, group in rows.groupby("language", sort=True)]
    section: dict[str, int] = {}
    sizes = []
    for group, numbers in zip(groups, sections(groups).numbers, strict=True):
        section |= dict(zip(group["passage_id"], (int(each) for each in numbers), strict=True))
        sizes.append(int(numbers.max()) + 1)
    placed = said.assign(
        _section=[section[each] for each in said["passage_id"]],
        _theme=[themes.get(each, "") for each in said["passage_id"]],
    )
    languages = [str(group["language"].iloc[0]) for group in groups]
    draws = _draws(sizes, settings, str(rows["work_id"].iloc[0]))
    scopes = [("work", "", placed)]
    scopes += [("theme", str(theme), part) for theme, part in placed.groupby("_theme", sort=True)]
    for scope, theme_id, part in scopes:
        versions = [
            _counts(part[part["language"] == each], flags, size) for each, size in zip(languages, sizes, strict=True)
        ]
        for row in _of_scope(versions, draws, settings):
            yield {"scope": scope, "theme_id": theme_id, **row}


def _of_scope(versions: list[_Counts], draws: list[Real], settings: CompareSettings) -> Iterator[dict[str, Any]]:
    held = [(each, drawn) for each, drawn in zip(versions, draws, strict=True) if each.sentences.sum()]
    share = np.mean([each.says.sum(axis=0) / each.sentences.sum() for each, _ in held], axis=0)
    low, high = np.zeros_like(share), np.ones_like(share)
    fewest = min(int((each.sentences > 0).sum()) for each, _ in held)
    if fewest >= FEWEST:
        tail = (1 - settings.confidence) / 2
        resampled = np.mean([_resampled(each, drawn) for each, drawn in held], axis=0)
        low, high = np.nanquantile(resampled, [tail, 1 - tail], axis=0)
        reach = 1 - tail ** (1 / _equal_sentences([each for each, _ in held], share, resampled))
        high, low = np.maximum(high, np.where(share < 1, reach, 1)), np.minimum(low, np.where(share > 0, 1 - reach, 0))
    n_said = sum(each.says.sum(axis=0) for each in versions)
    n_sentences = sum(int(each.sentences.sum()) for each in versions)
    for place, (aspect, value) in enumerate(VALUES):
        yield {
            "aspect": aspect,
            "value": value,
            "n_said": int(n_said[place]),
            "n_sentences": n_sentences,
            "share": share[place],
            "share_low": min(low[place], share[place]),
            "share_high": max(high[place], share[place]),
        }


def _equal_sentences(versions: list[_Counts], share: Real, resampled: Real) -> float:
    """How many sentences written each by itself would say as much as these; at least as many as there are sections."""
    n = float(np.mean([each.sentences.sum() for each in versions]))
    sections = float(min(int((each.sentences > 0).sum()) for each in versions))
    varied = (share > 0) & (share < 1)
    if not varied.any():
        return sections
    effects = np.nanvar(resampled[:, varied], axis=0) * n / (share[varied] * (1 - share[varied]))
    return max(sections, n / max(1.0, float(np.median(effects))))


def _counts(said: pd.DataFrame, flags: Real, size: int) -> _Counts:
    place = said["_section"].to_numpy(dtype=np.int64)
    says = np.zeros((size, len(VALUES)))
    np.add.at(says, place, flags[said["_row"].to_numpy()])
    return _Counts(np.bincount(place, minlength=size).astype(np.float64), says)


def _flags(commitments: pd.DataFrame) -> Real:
    """Which of `VALUES` each sentence says, as noughts and ones: (sentences, values)."""
    concrete = {
        "actor": commitments["actors"].map(len) > 0,
        "figure": commitments["n_figures"] > 0,
        "date": commitments["dates"].map(len) > 0,
        "indicator": commitments["indicator"],
    }
    said = {("concrete", value): flags for value, flags in concrete.items()}
    said |= {("modality", value): commitments["modality"] == value for value in MODALITIES}
    for aspect, column, values in (("measure", "measures", MEASURES), ("arrangement", "arrangements", ARRANGEMENTS)):
        said |= {(aspect, value): pd.Series([value in cell for cell in commitments[column]]) for value in values}
    return np.column_stack([said[each].to_numpy(dtype=np.float64) for each in VALUES])


def _draws(sizes: list[int], settings: CompareSettings, name: str) -> list[Real]:
    """How often each section is drawn in each resample, per version; equally many sections are twins."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    rng = np.random.default_rng([settings.seed, number])
    drawn = {size: _section_counts(size, RESAMPLES, rng) for size in dict.fromkeys(sizes)}
    if len(set(sizes)) == 1:
        return [drawn[sizes[0]]] * len(sizes)
    return [drawn[size] for size in sizes]


def _section_counts(size: int, resamples: int, rng: np.random.Generator) -> Real:
    return rng.multinomial(size, np.full(size, 1 / size), size=resamples).astype(np.float64)


def _resampled(version: _Counts, drawn: Real) -> Real:
    """The part in each resample: (resamples, values); a resample without a sentence has none."""
    total = drawn @ version.sentences
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((drawn @ version.says) / total[:, None])
