"""The bootstrap that shares and shifts have in common: each work's sections drawn again, its doubtful passages too."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.compare.counted import FEWEST, counted, sections
from kentering.errors import InputError
from kentering.settings import CompareSettings

Real = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

_CELLS = 4_000_000  # numbers held at once


@dataclass(frozen=True)
class WorkDraws:
    """One work's shares, and the same shares in each resample; columns as `Draws.theme_ids`."""

    text: str
    n_passages: Whole
    share: Real
    resampled: Real
    sections: int

    @property
    def enough(self) -> bool:
        """Are there sections enough for an interval?"""
        return self.sections >= FEWEST


class Draws(NamedTuple):
    """The draws of every work that has words of running text."""

    theme_ids: tuple[str, ...]
    works: dict[str, WorkDraws]


@dataclass(frozen=True)
class _Version:
    """One language version of a work as arrays, a row per passage."""

    words: Real
    section: Whole
    theme: Whole
    second: Whole
    first_odds: Real


def draws(
    passages: pd.DataFrame,
    assignments: pd.DataFrame,
    documents: pd.DataFrame,
    works: pd.DataFrame,
    settings: CompareSettings,
) -> Draws:
    """Each work's shares of words by theme, and `settings.resamples` bootstrap draws of them (Efron 1979).

    A draw takes as many sections as the text has, with replacement, and lets each passage fall to its theme or to its
    second one in proportion to their strengths. Shares are taken per language version and then averaged, so that a
    plan in two languages counts once. Where the versions have equally many sections these are twins and drawn
    together; otherwise each version is drawn by itself. A work's draws depend on its own text, its name and the seed
    only. A passage without assignment raises InputError.
    """
    rows = counted(passages, documents, works)
    joined = rows.merge(assignments, on="passage_id", how="left", validate="one_to_one")
    if joined["theme_id"].isna().any():
        lost = joined.loc[joined["theme_id"].isna(), "passage_id"].iloc[0]
        message = f"passage {lost} has no assignment"
        raise InputError(message, "cluster again: its table of assignments is older than the passages")
    named = {str(each) for column in ("theme_id", "second_id") for each in assignments[column]}
    theme_ids = (*sorted(named - {""}), "")
    return Draws(
        theme_ids,
        {
            str(work_id): _work(str(work_id), group, theme_ids, settings)
            for work_id, group in joined.groupby("work_id", sort=True)
            if group["n_words"].sum()
        },
    )


def _work(work_id: str, rows: pd.DataFrame, theme_ids: tuple[str, ...], settings: CompareSettings) -> WorkDraws:
    groups = [group for _, group in rows.groupby("language", sort=True) if group["n_words"].sum()]
    numbers = sections(groups)
    place = {theme_id: column for column, theme_id in enumerate(theme_ids)}
    versions = [_version(group, number, place) for group, number in zip(groups, numbers, strict=True)]
    rng = np.random.default_rng([settings.seed, _number(work_id)])
    n_passages = np.bincount([place[str(each)] for each in rows["theme_id"]], minlength=len(theme_ids))
    share = np.mean([_shares(version, len(theme_ids)) for version in versions], axis=0)
    resampled = np.mean(_resampled(versions, len(theme_ids), settings.resamples, rng), axis=0)
    fewest = min(int(version.section.max()) + 1 for version in versions)
    return WorkDraws(str(rows["text_kind"].iloc[0]), n_passages, share, resampled, fewest)


def _version(rows: pd.DataFrame, numbers: Whole, place: dict[str, int]) -> _Version:
    strength = rows["strength"].to_numpy(dtype=np.float64)
    rival = np.where((rows["second_id"] == "") | (rows["theme_id"] == ""), 0.0, rows["second_strength"])
    total = strength + rival
    odds = np.divide(strength, total, out=np.ones_like(total), where=(total > 0) & (rival > 0))
    return _Version(
        words=rows["n_words"].to_numpy(dtype=np.float64),
        section=numbers,
        theme=np.array([place[str(each)] for each in rows["theme_id"]], dtype=np.int64),
        second=np.array([place[str(each)] for each in rows["second_id"]], dtype=np.int64),
        first_odds=odds,
    )


def _shares(version: _Version, n_themes: int) -> Real:
    words = np.bincount(version.theme, weights=version.words, minlength=n_themes)
    return np.asarray(words / version.words.sum(), dtype=np.float64)


def _resampled(versions: list[_Version], n_themes: int, resamples: int, rng: np.random.Generator) -> list[Real]:
    """Shares of each version in each resample: a list of matrices (resamples, themes)."""
    sizes = [int(version.section.max()) + 1 for version in versions]
    if len(set(sizes)) == 1:
        together = _section_counts(sizes[0], resamples, rng)
        counts = [together] * len(versions)
    else:
        counts = [_section_counts(size, resamples, rng) for size in sizes]
    return [_version_draws(version, count, n_themes, rng) for version, count in zip(versions, counts, strict=True)]


def _section_counts(size: int, resamples: int, rng: np.random.Generator) -> Real:
    return rng.multinomial(size, np.full(size, 1 / size), size=resamples).astype(np.float64)


def _version_draws(version: _Version, counts: Real, n_themes: int, rng: np.random.Generator) -> Real:
    """Words are whole numbers, so that the sums below are exact whatever their order."""
    step = max(1, _CELLS // len(version.words))
    first, second = np.eye(n_themes)[version.theme], np.eye(n_themes)[version.second]
    edges = [*range(0, len(counts), step), len(counts)]
    parts = []
    for start, stop in pairwise(edges):
        weight = counts[start:stop][:, version.section] * version.words
        stays = weight * (rng.random(weight.shape) < version.first_odds)
        sums = stays @ first + (weight - stays) @ second
        parts.append(sums / np.maximum(weight.sum(axis=1, keepdims=True), 1.0))
    return np.concatenate(parts)


def _number(work_id: str) -> int:
    return int.from_bytes(hashlib.sha256(work_id.encode()).digest()[:8], "big")
