"""Broad themes and narrow ones under them: two cuts of one tree, and how many of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kentering.cluster.consensus import Members, Real, Tree, affinities, clusterings, company, settled, tree
from kentering.cluster.guided import Guide, anchors, explained, told
from kentering.cluster.partition import part_of_sections
from kentering.cluster.space import Labels, Mask, Space
from kentering.errors import InputError
from kentering.settings import ClusterSettings
from kentering.vectors import Matrix

# The tree needs memory by the square: of more passages a part of the sections grows it, the rest is assigned.
LARGEST_TREE = 2500
# A resample keeps this part of the sections, no more than so many passages, and takes so many fewer clusterings.
KEPT = 0.8
LARGEST_RESAMPLE = 1000
FEWER_RUNS = 16
# Of many passages fewer clusterings are made, so that they are assigned so many times in all, but never fewer than so
# many: luck weighs less in themes of many passages.
MOST_WORK, LEAST_RUNS = 6_000_000, 1000
# A theme has at least so many passages.
LEAST_PASSAGES = 5
# A broad theme has on average at least so many, a narrow one so many.
MEAN_BROAD, MEAN_NARROW = 20, 10
# Of fewer passages that codes leave unexplained no theme is made.
LEAST_REST = 12
# A cut leaves at most so many small branches beside the themes.
MOST_SMALL = 200
# The middle of the usual numbers gives way to another of them that is more stable by this much: by so much that
# another seed does not turn the choice. Where none of them reaches the second figure, they give way to a smaller number
# that is more stable by the third.
MORE_STABLE, TOO_LOOSE, FAR_MORE_STABLE = 0.3, 0.6, 0.25


@dataclass(frozen=True)
class Resample:
    """A draw of sections: which rows are in it, and the tree that they grow by themselves."""

    rows: Labels
    tree: Tree


@dataclass(frozen=True)
class Level:
    """One cut: the theme of each row, how near each row is to each theme, and the curve over numbers of themes."""

    labels: Labels
    near: Real
    curve: pd.DataFrame


@dataclass(frozen=True)
class Levels:
    """The two cuts, the broad theme of each narrow one, and the trees of the resamples."""

    broad: Level
    narrow: Level
    parents: Labels
    resamples: list[Resample]
    codes: list[int]  # of a guide: the code of each of the first broad themes


def levels(within: Space, settings: ClusterSettings, guide: Guide | None = None) -> Levels:
    """Broad and narrow themes of the core rows: cuts of the consensus tree, each passage where it is most at home.

    A passage on a branch too small for a theme, or beyond those that grew the tree, goes to the theme with which it
    shares most clusters. With a guide, its codes come first; the tree of what they leave gives the other themes.
    """
    wide, fine = numbers(int(within.core.sum()), settings)
    texts, of_texts, of_rows = anchors(within, guide)
    members, rows = _members(within, texts, settings)
    own = members[: len(within)]
    resamples = [_resample(within, rows, settings, draw) for draw in range(settings.resamples)]
    shared = company(own[rows])
    grown = tree(shared)
    broad, curve = _cut(grown, rows, resamples, wide, _usual(int(within.core.sum()), settings), MEAN_BROAD)
    whole, kept = _everywhere(settled(shared, broad), rows, own), []
    if guide is not None:
        found = explained(members, np.concatenate([of_rows, of_texts]), whole, len(guide.codes))
        kept = told(guide, found[within.core])
        whole, curve = _with_codes(found, kept, rows, own, resamples, settings)
    more = [each for each in fine if each > whole.max() + 1] or fine[-1:]
    narrow, fine_curve = _cut(grown, rows, resamples, more, range(more[0], more[-1] + 1), MEAN_NARROW)
    parts, parents = _under(whole, _spread(narrow, rows, len(within)), own)
    core = within.core
    return Levels(
        Level(whole, affinities(own, np.where(core, whole, -1)), curve.assign(level="broad")),
        Level(parts, affinities(own, np.where(core, parts, -1)), fine_curve.assign(level="narrow")),
        parents,
        resamples,
        kept,
    )


def _members(within: Space, texts: Matrix, settings: ClusterSettings) -> tuple[Members, Labels]:
    """The clusterings of all rows and of texts beside them, and the rows that make them."""
    heart = _heart(within)
    points = np.concatenate([within.mixed, texts])
    sections = np.concatenate([within.sections, np.full(len(texts), -1)])
    inside = np.concatenate([heart, np.zeros(len(texts), dtype=np.bool_)])
    runs = min(settings.runs, max(LEAST_RUNS, MOST_WORK // len(points)))
    return clusterings(points, sections, inside, runs, settings.seed), np.flatnonzero(heart)


def _with_codes(
    found: Labels, kept: list[int], rows: Labels, members: Members, resamples: list[Resample], settings: ClusterSettings
) -> tuple[Labels, pd.DataFrame]:
    """Broad themes where codes come first (0 on, as in `kept`), and the curve of what they leave unexplained."""
    place = np.array([kept.index(code) if code in kept else -1 for code in range(int(found.max()) + 1)] + [-1])
    labels = place[found]
    left = rows[labels[rows] < 0]
    curve = pd.DataFrame({"n_themes": [len(kept)], "stability": [1.0], "chosen": [True]})
    if len(left) >= LEAST_REST:
        fewer = settings.model_copy(
            update={
                "n_themes": None if settings.n_themes is None else max(2, settings.n_themes - len(kept)),
                "min_themes": max(2, settings.min_themes - len(kept)),
                "max_themes": max(2, settings.max_themes - len(kept)),
            }
        )
        tried, _ = numbers(len(left), fewer)
        more, curve = _cut(tree(company(members[left])), left, resamples, tried, _usual(len(left), fewer), MEAN_BROAD)
        labels[left] = np.where(more >= 0, more + len(kept), -1)
        curve = curve.assign(n_themes=curve["n_themes"] + len(kept))
    near = affinities(members, labels)
    near[:, : len(kept)] = np.where(found[:, None] >= 0, near[:, : len(kept)], -1.0 if len(left) >= LEAST_REST else 0.0)
    return np.where(labels >= 0, labels, near.argmax(axis=1)), curve


def numbers(n_passages: int, settings: ClusterSettings) -> tuple[list[int], list[int]]:
    """The numbers of broad and of narrow themes to try; what the passages cannot fill raises InputError."""
    for low, high in (("min_themes", "max_themes"), ("min_narrow", "max_narrow")):
        least, largest = getattr(settings, low), getattr(settings, high)
        if least > largest:
            message = f"cluster.{low} = {least} is more than {high} = {largest}"
            raise InputError(message, "set the one at or below the other")
    most = n_passages // LEAST_PASSAGES
    fine = [each for each in range(settings.min_narrow, settings.max_narrow + 1) if each * MEAN_NARROW <= n_passages]
    fine = fine or [max(2, n_passages // MEAN_NARROW)]
    if settings.n_themes is None:
        return list(range(2, _usual(n_passages, settings).stop)), fine
    if settings.n_themes > max(2, most):
        message = f"cluster.n_themes = {settings.n_themes}: there are {n_passages} passages of running text"
        raise InputError(message, f"at most {max(2, most)}, or leave it out: the data choose")
    return [settings.n_themes], fine


def _usual(n_passages: int, settings: ClusterSettings) -> range:
    low = min(settings.min_themes, max(2, n_passages // MEAN_BROAD))
    return range(low, max(low, min(settings.max_themes, n_passages // (MEAN_BROAD // 2))) + 1)


def branches(grown: Tree, tried: Sequence[int], least: int = LEAST_PASSAGES) -> dict[int, Labels]:
    """For each number of themes the labels of the first cut with so many branches of at least `least` points.

    Points on smaller branches have -1. Where no cut has so many, the cut with most below that number.
    """
    from scipy.cluster.hierarchy import fcluster

    cuts: dict[int, Labels] = {}
    for wanted in range(1, min(len(grown) + 1, tried[-1] + MOST_SMALL) + 1):
        labels = np.unique(fcluster(grown, wanted, criterion="maxclust"), return_inverse=True)[1]
        large = np.flatnonzero(np.bincount(labels) >= least)
        if len(large) not in cuts:
            cuts[len(large)] = np.where(np.isin(labels, large), np.searchsorted(large, labels), -1).astype(np.int64)
    return {n: cuts[max(each for each in cuts if each <= n)] for n in tried}


def _heart(within: Space) -> Mask:
    """The rows that grow the tree: those of running text; where they are too many, sections taken evenly from them.

    No seed has a part in it: another seed must not mean other passages.
    """
    part = min(1.0, LARGEST_TREE / max(1, int(within.core.sum())))
    names = np.unique(within.sections[within.core])
    turn = np.floor(np.arange(1, len(names) + 1) * part)
    taken = names[np.diff(turn, prepend=0) > 0]
    return np.asarray(within.core & np.isin(within.sections, taken))


def _resample(within: Space, rows: Labels, settings: ClusterSettings, draw: int) -> Resample:
    part = min(KEPT, LARGEST_RESAMPLE / len(rows))
    seed = [settings.seed, draw, 1]
    kept = rows[part_of_sections(within.sections[rows], part, np.random.default_rng(seed))]
    kept = kept if len(kept) > LEAST_PASSAGES else rows
    every = np.ones(len(kept), dtype=bool)
    runs = max(2, settings.runs // FEWER_RUNS)
    return Resample(
        kept,
        tree(company(clusterings(within.mixed[kept], within.sections[kept], every, runs, settings.seed + 1 + draw))),
    )


def _cut(
    grown: Tree, rows: Labels, resamples: list[Resample], tried: list[int], usual: range, mean: int
) -> tuple[Labels, pd.DataFrame]:
    """The labels of the rows for the best number, and the curve: each number and its stability.

    Stability is the mean adjusted Rand index (Hubert and Arabie 1985) between the cut of all passages and the cut of
    the tree of each resample.
    """
    cuts = branches(grown, tried)
    again = []
    for each in resamples:
        both = np.isin(each.rows, rows)
        again.append((np.searchsorted(rows, each.rows[both]), both, branches(each.tree, tried)))
    stability = np.array(
        [np.mean([_agreement(cuts[n][at], theirs[n][both]) for at, both, theirs in again]) for n in tried]
    )
    curve = pd.DataFrame({"n_themes": tried, "stability": stability.round(4)})
    best = _best(tried, stability, usual, len(rows) // mean)
    return cuts[best], curve.assign(chosen=curve["n_themes"] == best)


def _best(tried: list[int], stability: Real, usual: range, most: int) -> int:
    """The middle of the usual numbers, unless another of them is clearly more stable, or one below them far more.

    Of a small corpus, which has passages enough for `most` only, that number goes before the middle.
    """
    known = dict(zip(tried, stability.tolist(), strict=True))
    among = [each for each in usual if each in known] or tried[-1:]
    middle = min(among[(len(among) - 1) // 2], max(among[0], most))
    best = max(among, key=lambda each: (known[each], -abs(each - middle)))
    best = best if known[best] > known[middle] + MORE_STABLE else middle
    fewer = [each for each in tried if each < among[0]]
    below = max(fewer, key=lambda each: (known[each], each), default=best)
    loose = known[best] < TOO_LOOSE and known[below] > known[best] + FAR_MORE_STABLE
    return below if loose else best


def _agreement(labels: Labels, again: Labels) -> float:
    from sklearn.metrics import adjusted_rand_score

    return float(np.round(adjusted_rand_score(labels, again), 6))


def _spread(labels: Labels, rows: Labels, size: int) -> Labels:
    spread = np.full(size, -1, dtype=np.int64)
    spread[rows] = labels
    return spread


def _everywhere(labels: Labels, rows: Labels, members: Members) -> Labels:
    """The labels for all rows: what has none goes where it is most at home."""
    spread = _spread(labels, rows, len(members))
    return np.where(spread >= 0, spread, affinities(members, spread).argmax(axis=1))


def _under(broad: Labels, narrow: Labels, members: Members) -> tuple[Labels, Labels]:
    """Narrow labels for all rows, each within the row's broad theme, and the broad theme of each.

    A narrow branch lies under the broad theme that has most of it; a broad theme with none is its own narrow theme.
    """
    known = narrow >= 0
    table = np.zeros((int(narrow.max()) + 1, int(broad.max()) + 1), dtype=np.int64)
    np.add.at(table, (narrow[known], broad[known]), 1)
    parents = table.argmax(axis=1)
    lonely = np.setdiff1d(np.arange(table.shape[1]), parents)
    own = np.where(known & (parents[narrow] == broad), narrow, -1)
    for label, theme in enumerate(lonely.tolist(), start=len(parents)):
        own[broad == theme] = label
    parents = np.concatenate([parents, lonely])
    near = np.where(parents[None, :] == broad[:, None], affinities(members, own), -1.0)
    return np.where(own >= 0, own, near.argmax(axis=1)), parents
