"""Do themes follow languages? The works of a corpus that exist in several. Figures, not assertions.

    python tests/benchmarks/themes_languages.py [--corpus FOLDER] [--themes 8]

Over the running passages of those works, for each way to take out what a language adds (`cluster.centring`): the part
of twin passages (the same place in two versions) in one theme, and the largest part of one language among a theme's
passages of one work, both versions weighed alike; themes with fewer than six such passages are left out. As many themes
are asked for with every way. Then planted corpora (see themes_peers.py), whose six documents are three works in two
languages each: ARI to the truth, and the part of twins in one theme.
"""

from __future__ import annotations

import argparse
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score
from themes_peers import made as planted_case

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


def planted(seeds: tuple[int, ...] = (1, 2, 3)) -> None:
    """A line for each way: mean over the planted corpora, ten themes asked."""
    print("\n| centring, planted | ARI to the truth | twins in one theme |\n|---|---|---|")
    for way in WAYS:
        truths, together = [], []
        for seed in seeds:
            case = planted_case(seed, languages_a_work=2)
            themes = case.themes(np.arange(len(case.meant)), len(set(case.meant)), centring=way)
            half = len(themes) // 6
            truths.append(adjusted_rand_score(case.meant, themes))
            one, two = themes.reshape(3, 2, half).transpose(1, 0, 2)
            together.append(float((one == two).mean()))
        print(f"| {way} | {np.mean(truths):.2f} | {np.mean(together):.2f} |", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parents[2] / "corpora" / "example")
    parser.add_argument("--themes", type=int, default=8)
    asked = parser.parse_args()
    study = kt.open(asked.corpus)
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
        settings = study.settings.using(cluster={"centring": way, "n_themes": asked.themes}).cluster
        made = cluster.clustering(study.passages, study.vectors, study.documents, study.works, settings)
        placed = rows.merge(made.assignments, on="passage_id", how="left")
        for level, name in (("theme_id", "broad"), ("narrow_id", "narrow")):
            themes = placed[level].to_numpy(dtype=str)
            same = float(np.mean([themes[one] == themes[two] for one, two in tied]))
            part, n_themes = largest(placed[chosen.to_numpy() & (themes != "")], level)
            print(f"| {way} | {name} | {len(tied)} | {same:.2f} | {part:.2f} | {n_themes} |", flush=True)
    planted()


if __name__ == "__main__":
    main()
