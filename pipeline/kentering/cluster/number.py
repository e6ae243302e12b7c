"""How many themes: as many as stay when sections are left out, and as tell which passages are alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.cluster.partition import DECIMALS, LARGEST_TREE, Tree, centres, cut, part_of_sections, refined, tree
from kentering.cluster.space import Labels, Space
from kentering.errors import InputError
from kentering.settings import ClusterSettings
from kentering.vectors import Matrix

Real = npt.NDArray[np.float64]

# A resample keeps this part of the sections, and no more than so many passages.
KEPT = 0.8
LARGEST_RESAMPLE = 1500
# So many passages look for the one nearest to them.
LARGEST_SAMPLE = 1500
# A theme of fewer passages on average is no theme.
LEAST_PASSAGES = 5


@dataclass(frozen=True)
class Resample:
    """A draw of sections: which points are in it, and their labels for each number of themes."""

    rows: Labels
    labels: dict[int, Labels]


@dataclass(frozen=True)
class Partitions:
    """Labels of all points for each number of themes, the same in resamples, and which number is best."""

    full: dict[int, Labels]
    resamples: list[Resample]
    curve: pd.DataFrame

    @property
    def chosen(self) -> int:
        """The number of themes that is best."""
        return int(self.curve.loc[self.curve["chosen"], "n_themes"].iloc[0])


def numbers(n_passages: int, settings: ClusterSettings) -> list[int]:
    """The numbers of themes to try; a set number that the passages cannot fill raises InputError."""
    if settings.n_themes is not None:
        if settings.n_themes * 2 > n_passages:
            message = f"cluster.n_themes = {settings.n_themes}: there are {n_passages} passages of running text"
            raise InputError(message, f"at most {n_passages // 2}, or leave it out: the data choose")
        return [settings.n_themes]
    if settings.min_themes > settings.max_themes:
        message = f"cluster.min_themes = {settings.min_themes} is more than max_themes = {settings.max_themes}"
        raise InputError(message, "set the one at or below the other")
    most = max(2, min(settings.max_themes, n_passages // LEAST_PASSAGES))
    return list(range(min(settings.min_themes, most), most + 1))


def partitions(core: Space, settings: ClusterSettings) -> Partitions:
    """The points in each number of themes, and the curve over those numbers.

    Stability is the mean adjusted Rand index between the themes of all passages and those of passages from a part of
    the sections. Information says how much the theme of a passage tells of the theme of the passage that is nearest
    in its own words (mutual information less what chance gives, in nats; Vinh, Epps and Bailey 2010): coarse themes
    tell little, needless ones tell nothing more. Passages that share neighbours are passed over, so that slices of a
    text gain nothing. The score is the product of the two, each averaged with the numbers beside it; chosen is the
    smallest number whose score lies within one standard error of the best (Breiman et al. 1984).
    """
    tried = numbers(len(core), settings)
    full = _labels(core.mixed, core.sections, tried, settings.seed)
    resamples = [_resample(core, tried, settings.seed, draw) for draw in range(settings.resamples)]
    nearest = _nearest(core, reach=2 * (len(settings.neighbours) - 1))
    agreement = np.array([[_agreement(full[n], each, n) for each in resamples] for n in tried])
    stability, error = agreement.mean(axis=1), agreement.std(axis=1, ddof=1) / np.sqrt(len(resamples))
    information = np.array([_information(full[n], nearest) for n in tried])
    score = _smooth(stability) * _smooth(information)
    best = int(score.argmax())
    enough = np.flatnonzero(score >= score[best] - error[best] * abs(information[best]))
    curve = pd.DataFrame({"n_themes": tried, "stability": stability, "information": information, "score": score})
    return Partitions(full, resamples, curve.assign(chosen=np.arange(len(tried)) == enough[0]))


def _labels(points: Matrix, sections: Labels, tried: list[int], seed: int) -> dict[int, Labels]:
    if len(points) <= LARGEST_TREE:
        return _cut(points, tree(points), tried)
    part = part_of_sections(sections, LARGEST_TREE / len(points), np.random.default_rng([seed]))
    grown = tree(points[part])
    starts = {n: centres(points[part], cut(grown, n)) for n in tried}
    return {n: refined(points, np.empty(0, dtype=np.int64), starts[n]) for n in tried}


def _cut(points: Matrix, grown: Tree, tried: list[int]) -> dict[int, Labels]:
    return {n: refined(points, cut(grown, n)) for n in tried}


def _resample(core: Space, tried: list[int], seed: int, draw: int) -> Resample:
    kept = min(KEPT, LARGEST_RESAMPLE / len(core))
    rows = np.flatnonzero(part_of_sections(core.sections, kept, np.random.default_rng([seed, draw])))
    if len(rows) <= tried[-1]:
        rows = np.arange(len(core))
    points = core.mixed[rows]
    return Resample(rows, _cut(points, tree(points), tried))


def _agreement(labels: Labels, resample: Resample, n_themes: int) -> float:
    from sklearn.metrics import adjusted_rand_score

    return float(np.round(adjusted_rand_score(labels[resample.rows], resample.labels[n_themes]), 6))


def _nearest(core: Space, reach: int) -> tuple[Labels, Labels]:
    """Rows of passages, and for each the row nearest to it alone, not within reach of it in its document."""
    rows = np.arange(0, len(core), -(-len(core) // LARGEST_SAMPLE))
    similar = np.round(core.alone[rows] @ core.alone.T, DECIMALS)
    documents = core.rows["document_id"].to_numpy()
    for line, row in zip(similar, rows, strict=True):
        beside = slice(max(0, row - reach), row + reach + 1)
        line[beside][documents[beside] == documents[row]] = -np.inf
    return rows, similar.argmax(axis=1)


def _information(labels: Labels, nearest: tuple[Labels, Labels]) -> float:
    from sklearn.metrics.cluster import contingency_matrix, expected_mutual_information, mutual_info_score

    own, other = labels[nearest[0]], labels[nearest[1]]
    table = contingency_matrix(own, other)
    told = mutual_info_score(own, other) - expected_mutual_information(table, len(own))
    return float(np.round(told, 6))


def _smooth(values: Real) -> Real:
    weights = np.ones(3)
    smooth = np.convolve(values, weights, "same") / np.convolve(np.ones(len(values)), weights, "same")
    return np.asarray(smooth if len(values) > 2 else values)
