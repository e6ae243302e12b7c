"""Draws of sections, each with the tree that they grow by themselves: what a theme must survive."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from kentering.cluster.cells import gathered, shared_cells
from kentering.cluster.consensus import LEAST_PASSAGES, Tree, tree
from kentering.cluster.partition import part_of_sections
from kentering.cluster.space import Labels, Space
from kentering.settings import ClusterSettings

# A resample keeps this part of the sections, and no more than so many passages.
KEPT = 0.8
LARGEST = 1000
# So many are worked out at a time where there are processors for them; each takes some tens of megabytes.
MOST_AT_ONCE = 4


@dataclass(frozen=True)
class Resample:
    """A draw of sections: which rows are in it, and the tree that they grow by themselves."""

    rows: Labels
    tree: Tree


def resamples(within: Space, rows: Labels, settings: ClusterSettings) -> list[Resample]:
    """As many draws of sections as the settings ask, among the `rows`; the seed plays a part here and nowhere else.

    Each has a seed of its own, so that it makes no difference how many are worked out at a time.
    """
    with ThreadPoolExecutor(min(MOST_AT_ONCE, os.cpu_count() or 1)) as threads:
        drawn = threads.map(lambda draw: _resample(within, rows, settings.seed, draw), range(settings.resamples))
        return list(drawn)


def _resample(within: Space, rows: Labels, seed: int, draw: int) -> Resample:
    part = min(KEPT, LARGEST / len(rows))
    kept = rows[part_of_sections(within.sections[rows], part, np.random.default_rng([seed, draw, 1]))]
    kept = kept if len(kept) > LEAST_PASSAGES else rows
    every = np.ones(len(kept), dtype=np.bool_)
    points = gathered(within.mixed[kept], every)
    return Resample(kept, tree(shared_cells(points, np.arange(len(kept)), every)))
