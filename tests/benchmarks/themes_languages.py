"""Do themes follow languages? The works of a corpus that exist in several. Figures, not assertions.

    python tests/benchmarks/themes_languages.py [--corpus FOLDER]

Over the running passages of those works, for each way to take out what a language adds (`cluster.centring`): the part
of twin passages (the same place in two versions) in one theme, and the largest part of one language among a theme's
passages of one work, both versions weighed alike; themes with fewer than six such passages are left out.
"""

from __future__ import annotations

import argparse
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

import kentering as kt
from kentering import cluster
from kentering.audit.twins import twins
from kentering.vectors import centred, language_means

LEAST = 6
WAYS = ("twins", "language", "none")


def pairs(rows: pd.DataFrame, alone: np.ndarray) -> list[tuple[int, int]]:
    """Rows that are twins, over all works in several languages."""
    found = []
    for _, group in rows.groupby("work_id"):
        versions = [each.sort_values(["block_first", "passage_id"]).index for _, each in group.groupby("language")]
        for one, two in combinations(versions, 2):
            found += [(one[row], two[other]) for row, other in twins(alone[one], alone[two])]
    return found


def largest(rows: pd.DataFrame, level: str) -> tuple[float, int]:
    """The largest part of one language in a theme, and how many themes were looked at."""
    parts = []
    for _, group in rows.groupby("work_id"):
        counts = group.groupby([level, "language"]).size().unstack(fill_value=0)
        if counts.shape[1] > 1:
            counts = counts[counts.sum(axis=1) >= LEAST]
            even = counts / group.groupby("language").size()
            parts += (even.max(axis=1) / even.sum(axis=1)).tolist()
    return max(parts, default=float("nan")), len(parts)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parents[2] / "corpora" / "example")
    study = kt.open(parser.parse_args().corpus)
    known = study.documents[["document_id", "work_id", "language"]]
    rows = study.passages.merge(known, on="document_id", how="left")
    alone = centred(
        study.vectors, list(rows["language"]), language_means(study.vectors, rows["language"], rows["work_id"])
    )
    several = rows.groupby("work_id")["language"].nunique()
    chosen = rows["running"].astype(bool) & rows["work_id"].isin(several[several > 1].index)
    tied = pairs(rows[chosen], alone)
    print(
        "| centring | level | twins | in one theme | largest part of a language | themes |\n|---|---|---|---|---|---|"
    )
    for way in WAYS:
        settings = study.settings.using(cluster={"centring": way}).cluster
        made = cluster.clustering(study.passages, study.vectors, study.documents, study.works, settings)
        placed = rows.merge(made.assignments, on="passage_id", how="left")
        for level, name in (("theme_id", "broad"), ("narrow_id", "narrow")):
            themes = placed[level].to_numpy(dtype=str)
            same = float(np.mean([themes[one] == themes[two] for one, two in tied]))
            part, n_themes = largest(placed[chosen.to_numpy() & (themes != "")], level)
            print(f"| {way} | {name} | {len(tied)} | {same:.2f} | {part:.2f} | {n_themes} |", flush=True)


if __name__ == "__main__":
    main()
