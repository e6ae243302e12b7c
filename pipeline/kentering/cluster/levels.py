"""Broad themes and narrow ones under them: two cuts of one tree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kentering.cluster.cells import gathered, shared_cells
from kentering.cluster.consensus import Real, affinities, tree
from kentering.cluster.guided import Guide, anchors, explained, told
from kentering.cluster.number import MEAN_BROAD, MEAN_NARROW, cut, numbers, usual
from kentering.cluster.resamples import Resample, resamples
from kentering.cluster.space import Labels, Mask, Space
from kentering.settings import ClusterSettings
from kentering.vectors import Matrix

# The tree needs memory by the square: of more passages a part of the sections grows it, the rest is assigned.
LARGEST_TREE = 2500
# Of fewer passages that codes leave unexplained no theme is made.
LEAST_REST = 12


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


@dataclass(frozen=True)
class Company:
    """How often each row falls together with the rows that grow the tree: (rows, those), by their numbers."""

    shared: Matrix
    rows: Labels

    def near(self, labels: Labels) -> Real:
        """How near each row is to each label of all rows."""
        return affinities(self.shared, self.rows, labels[self.rows])

    def everywhere(self, labels: Labels) -> Labels:
        """Labels of the rows of the tree, for all rows: what has none goes where it is most at home."""
        spread = np.full(len(self.shared), -1, dtype=np.int64)
        spread[self.rows] = labels
        return np.where(spread >= 0, spread, self.near(spread).argmax(axis=1))


def levels(within: Space, settings: ClusterSettings, guide: Guide | None = None) -> Levels:
    """Broad and narrow themes of the core rows: cuts of one tree, each passage where it is most at home.

    A passage on a branch too small for a theme, or beyond those that grew the tree, goes to the theme that it falls
    together with most often. With a guide, its codes come first; the tree of what they leave gives the other themes.
    """
    n_core = int(within.core.sum())
    wide, fine = numbers(n_core, settings)
    heart = _heart(within)
    rows = np.flatnonzero(heart)
    texts, of_texts, of_rows = anchors(within, guide)
    shared, columns = _shared(within, texts, heart)
    held = Company(shared[: len(within), : len(rows)], rows)
    drawn = resamples(within, rows, settings)
    grown = tree(held.shared[rows])
    broad, curve = cut(grown, rows, drawn, wide, usual(n_core, settings), MEAN_BROAD)
    whole, kept = held.everywhere(broad), []
    if guide is not None:
        found = explained(shared, columns, np.concatenate([of_rows, of_texts]), whole, len(guide.codes))
        kept = told(guide, found[within.core])
        whole, curve = _with_codes(found, kept, held, drawn, settings)
    more = [each for each in fine if each > whole.max() + 1] or fine[-1:]
    narrow, fine_curve = cut(grown, rows, drawn, more, range(more[0], more[-1] + 1), MEAN_NARROW)
    parts, parents = _under(whole, narrow, held)
    return Levels(
        Level(whole, held.near(whole), curve.assign(level="broad")),
        Level(parts, held.near(parts), fine_curve.assign(level="narrow")),
        parents,
        drawn,
        kept,
    )


def _shared(within: Space, texts: Matrix, heart: Mask) -> tuple[Matrix, Labels]:
    """How often rows, and texts beside them, fall together with what grows the tree and with those texts."""
    points = np.concatenate([within.mixed, texts])
    inside = np.concatenate([heart, np.zeros(len(texts), dtype=np.bool_)])
    columns = np.concatenate([np.flatnonzero(heart), np.arange(len(within), len(points))])
    return shared_cells(gathered(points, inside), columns, inside), columns


def _with_codes(
    found: Labels, kept: list[int], held: Company, drawn: list[Resample], settings: ClusterSettings
) -> tuple[Labels, pd.DataFrame]:
    """Broad themes where codes come first (0 on, as in `kept`), and the curve of what they leave unexplained."""
    place = np.array([kept.index(code) if code in kept else -1 for code in range(int(found.max()) + 1)] + [-1])
    labels = place[found]
    open_to = labels[held.rows] < 0
    left = held.rows[open_to]
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
        rest = tree(held.shared[np.ix_(left, np.flatnonzero(open_to))])
        more, curve = cut(rest, left, drawn, tried, usual(len(left), fewer), MEAN_BROAD)
        labels[left] = np.where(more >= 0, more + len(kept), -1)
        curve = curve.assign(n_themes=curve["n_themes"] + len(kept))
    near = held.near(labels)
    near[:, : len(kept)] = np.where(found[:, None] >= 0, near[:, : len(kept)], -1.0 if len(left) >= LEAST_REST else 0.0)
    return np.where(labels >= 0, labels, near.argmax(axis=1)), curve


def _heart(within: Space) -> Mask:
    """The rows that grow the tree: those of running text; where they are too many, sections taken evenly from them."""
    part = min(1.0, LARGEST_TREE / max(1, int(within.core.sum())))
    names = np.unique(within.sections[within.core])
    turn = np.floor(np.arange(1, len(names) + 1) * part)
    taken = names[np.diff(turn, prepend=0) > 0]
    return np.asarray(within.core & np.isin(within.sections, taken))


def _under(broad: Labels, narrow: Labels, held: Company) -> tuple[Labels, Labels]:
    """Narrow labels for all rows, each within the row's broad theme, and the broad theme of each.

    A narrow branch lies under the broad theme that has most of it; a broad theme with none is its own narrow theme.
    """
    known = narrow >= 0
    whole = broad[held.rows]
    table = np.zeros((int(narrow.max()) + 1, int(broad.max()) + 1), dtype=np.int64)
    np.add.at(table, (narrow[known], whole[known]), 1)
    parents = table.argmax(axis=1)
    lonely = np.setdiff1d(np.arange(table.shape[1]), parents)
    own = np.full(len(broad), -1, dtype=np.int64)
    own[held.rows] = np.where(known & (parents[narrow] == whole), narrow, -1)
    for label, theme in enumerate(lonely.tolist(), start=len(parents)):
        own[broad == theme] = label
    parents = np.concatenate([parents, lonely])
    near = np.where(parents[None, :] == broad[:, None], held.near(own), -1.0)
    return np.where(own >= 0, own, near.argmax(axis=1)), parents
