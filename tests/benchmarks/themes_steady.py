"""Do themes hold? Other seeds, orders, threads and part of the passages; two programmes of one party; other tools.

    python tests/benchmarks/themes_steady.py FOLDER [--shared ../shared] [--parts seeds,subjects,twins,growth]
        [--peers peers/bin/python]

FOLDER becomes a corpus of plans and programmes under ../shared; what is read and encoded there is used again.
Figures, not assertions. `seeds`: adjusted Rand index between clusterings with other seeds, rows in another order and
two threads for one, and nine tenths of the passages. `subjects`: the SP's programmes of 2023 and 2025, whose chapters
speak of the same ten subjects: how many pairs of passages of one subject, one from each year, fall to one theme, and
how many pairs of two subjects; with --peers beside what other tools make of the same vectors (see peers_themes.py).
`twins`: the example's plans in two languages. `growth`: seconds and peak memory for copies of the passages with noise.
"""

from __future__ import annotations

import argparse
import csv
import resource
import subprocess
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

import kentering as kt
from kentering import cluster
from kentering.audit.twins import twins
from kentering.settings import ClusterSettings
from kentering.vectors import centred, language_means

FILES = {
    "sp-2023": "wild/p047-sp-verkiezingsprogramma-2023-2027.pdf",
    "sp-2025": "wild/p049-sp-concept-verkiezingsprogramma.pdf",
    "nsc-2023": "wild/p043-nsc-verkiezingsprogramma-2023-01.pdf",
    "pvdd-2023": "wild/p044-ontwerpverkiezingsprogramma-partij-voor-de-diere.pdf",
    "nvp-2022": "plans/i_libreoffice_nvp2022.pdf",
}
CORPORA = {"SP 2023 + 2025": ("sp-2023", "sp-2025"), "NVP 2022": ("nvp-2022",), "NSC": ("nsc-2023",)}
CORPORA["PvdD"] = ("pvdd-2023",)
CORPORA["all five"] = tuple(FILES)
# The number of a chapter and the subject that it shares with a chapter of the other year.
CHAPTERS = {
    "sp-2023": "1 state, 2 fair, 3 green, 4 care, 5 work, 6 school, 7 housing, 8 safety, 9 migration, 10 world",
    "sp-2025": "13 state, 16 fair, 10 green, 12 green, 3 care, 5 work, 8 school, 2 housing, 14 safety, 7 migration, "
    "6 world",
}
SEEDS = (1, 2, 3)
SIZES = (10_000, 100_000)


class Part:
    """Passages of some works with their vectors."""

    def __init__(self, study: kt.Study, works: tuple[str, ...]) -> None:
        self.documents, self.works = study.documents, study.works
        listed = self.documents.loc[self.documents["work_id"].isin(works), "document_id"]
        kept = (study.passages["document_id"].isin(listed) & study.passages["running"]).to_numpy(dtype=bool)
        self.passages, self.vectors = study.passages[kept].reset_index(drop=True), study.vectors[kept]

    def themes(self, rows: np.ndarray | None = None, level: str = "theme_id", **settings: object) -> pd.Series:
        """The theme of each passage, by passage_id."""
        chosen = np.arange(len(self.passages)) if rows is None else rows
        found = self.clustering(chosen, **settings)
        return found.assignments.set_index("passage_id")[level]

    def clustering(self, rows: np.ndarray, **settings: object) -> cluster.Clustering:
        """The clustering of the rows, in the order given."""
        own = ClusterSettings(**settings)
        return cluster.clustering(self.passages.iloc[rows], self.vectors[rows], self.documents, self.works, own)


def corpus(folder: Path, shared: Path) -> kt.Study:
    """A corpus of the files under ../shared; made where it is not there yet."""
    if not (folder / "works.csv").exists():
        subprocess.run(["kentering", "new", str(folder)], check=True, capture_output=True)
        (folder / "pdf").mkdir(exist_ok=True)
        fields = {name: list(kt.tables.columns(name)) for name in ("works", "documents")}
        rows: dict[str, list[dict[str, str]]] = {"works": [], "documents": []}
        for work_id, file in FILES.items():
            (folder / "pdf" / f"{work_id}.pdf").write_bytes((shared / file).read_bytes())
            series, year = work_id.upper().split("-")
            work = {"work_id": work_id, "family": series, "series": series, "level": "federal", "complete": "false"}
            work |= {"cycle_start": year, "status": "final", "source": file, "confidence": "printed"}
            rows["works"].append(work)
            document = {"document_id": f"{work_id}-nl", "work_id": work_id, "language": "nl", "text": "full"}
            rows["documents"].append(document | {"file": f"pdf/{work_id}.pdf", "rights": "private study"})
        for name, listed in rows.items():
            with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
                writer = csv.DictWriter(stream, fields[name], restval="")
                writer.writeheader()
                writer.writerows(listed)
    return kt.open(folder)


def ari(one: pd.Series, two: pd.Series) -> float:
    """Adjusted Rand index over the passages of both."""
    both = one.index.intersection(two.index)
    return float(adjusted_rand_score(one[both], two[both]))


def seeds(parts: dict[str, Part]) -> None:
    """A line per corpus."""
    print("| corpus | passages | broad | narrow | seeds, least | narrow, least | order, threads | 90% | stable |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, part in parts.items():
        rows = np.arange(len(part.passages))
        made = [part.clustering(rows, seed=seed) for seed in SEEDS]
        levels = [
            [each.assignments.set_index("passage_id")[level] for each in made] for level in ("theme_id", "narrow_id")
        ]
        least = [min(ari(one, two) for one, two in combinations(level, 2)) for level in levels]
        order = np.random.default_rng(1).permutation(len(rows))
        with threadpool_limits(2):
            again = ari(levels[0][0], part.themes(order, seed=SEEDS[0]))
        kept = np.sort(order[: len(rows) * 9 // 10])
        fewer = ari(levels[0][0], part.themes(kept, seed=SEEDS[0]))
        broad = made[0].themes["parent_id"] == ""
        stable = float((made[0].themes["stability"] >= 0.75).mean())
        figures = " | ".join(f"{each:.3f}" for each in (*least, again, fewer))
        print(f"| {name} | {len(rows)} | {broad.sum()} | {(~broad).sum()} | {figures} | {stable:.0%} |", flush=True)


def subjects(part: Part) -> np.ndarray:
    """The subject of each passage by the chapter it stands in; empty in a chapter that the other year lacks."""
    known = {work: dict(each.split() for each in said.split(", ")) for work, said in CHAPTERS.items()}
    found = []
    for document_id, path in zip(part.passages["document_id"], part.passages["headings"], strict=True):
        number = path[0].split()[0].rstrip(".") if len(path) else ""
        found.append(known[document_id.removesuffix("-nl")].get(number, ""))
    return np.array(found)


def together(part: Part, said: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Pairs of passages of two years in one theme: of one subject, and of two; what has no theme is in none."""
    early, late = ((part.passages["document_id"] == f"sp-{year}-nl").to_numpy() & (said != "") for year in (2023, 2025))
    same = said[early][:, None] == said[late][None, :]
    one = (labels[early][:, None] == labels[late][None, :]) & (labels[early][:, None] != "")
    return float(one[same].mean()), float(one[~same].mean())


def compared(part: Part, folder: Path, peers: Path | None, n_themes: int) -> None:
    """A line per tool: pairs of one subject and of two subjects in one theme, mean over its seeds."""
    said = subjects(part)
    print(
        f"\n| at {n_themes} themes | one subject together | two subjects together | ARI | themes |\n"
        "|---|---|---|---|---|"
    )

    def line(name: str, runs: list[np.ndarray]) -> None:
        scores = np.array([together(part, said, labels) for labels in runs]).mean(axis=0)
        counted = said != ""
        rand = np.mean([adjusted_rand_score(said[counted], labels[counted]) for labels in runs])
        numbers = sorted({len(set(labels.tolist()) - {""}) for labels in runs})
        print(f"| {name} | {scores[0]:.2f} | {scores[1]:.2f} | {rand:.2f} | {numbers} |", flush=True)

    own = [part.themes(n_themes=n_themes, none_quantile=0, seed=seed) for seed in SEEDS]
    line("kentering", [each[part.passages["passage_id"]].to_numpy(dtype=str) for each in own])
    alone = [part.themes(n_themes=n_themes, none_quantile=0, seed=1, neighbours=(1.0,))]
    line("kentering, no context", [each[part.passages["passage_id"]].to_numpy(dtype=str) for each in alone])
    if peers is None:
        return
    np.savez(folder / "given.npz", vectors=part.vectors, texts=part.passages["text"].to_numpy(dtype="U"))
    script = str(Path(__file__).with_name("peers_themes.py"))
    command = [str(peers), script, str(folder / "given.npz"), "--out", str(folder / "peers"), "--themes", str(n_themes)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with np.load(folder / "peers" / "given.npz") as held:
        for name in held.files:
            line(name, [np.where(labels < 0, "", labels.astype(str)) for labels in held[name]])


def twin_passages(example: kt.Study) -> None:
    """A line per work in two languages: twins in one theme, with the language taken out and left in."""
    print("\n| twins in one theme | pairs | broad | narrow |\n|---|---|---|---|")
    documents, passages = example.documents, example.passages
    joined = passages.merge(documents[["document_id", "work_id", "language"]], on="document_id")
    joined = joined.merge(example.assignments, on="passage_id")
    languages, works = list(joined["language"]), list(joined["work_id"])
    alone = centred(example.vectors, languages, language_means(example.vectors, languages, works))
    running = joined["running"].to_numpy(dtype=bool)
    for work_id, group in joined[running].groupby("work_id"):
        versions = [each.sort_values(["block_first", "passage_id"]).index for _, each in group.groupby("language")]
        for one, two in combinations(versions, 2):
            pairs = [(one[row], two[other]) for row, other in twins(alone[one], alone[two])]
            same = [[joined.at[a, name] == joined.at[b, name] for a, b in pairs] for name in ("theme_id", "narrow_id")]
            print(f"| {work_id} | {len(pairs)} | {np.mean(same[0]):.2f} | {np.mean(same[1]):.2f} |")


def growth(part: Part) -> None:
    """A line per size: seconds and peak memory."""
    print("\n| passages | seconds | peak MB |\n|---|---|---|")
    rng = np.random.default_rng(0)
    for size in SIZES:
        times = -(-size // len(part.passages))
        copies = [copied(part.passages, ("passage_id", "document_id"), copy) for copy in range(times)]
        documents = [copied(part.documents, ("document_id",), copy) for copy in range(times)]
        vectors = np.concatenate([part.vectors] * times)[:size]
        vectors = vectors + rng.normal(scale=0.01, size=vectors.shape).astype(np.float32)
        passages = pd.concat(copies, ignore_index=True).iloc[:size]
        start = time.perf_counter()
        cluster.clustering(passages, vectors, pd.concat(documents, ignore_index=True), part.works, ClusterSettings())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"| {size} | {time.perf_counter() - start:.0f} | {peak} |", flush=True)


def copied(rows: pd.DataFrame, names: tuple[str, ...], copy: int) -> pd.DataFrame:
    """The rows with ids of their own."""
    return rows.assign(**{name: rows[name] + f"-{copy}" for name in names})


def main() -> None:
    """Print the tables that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[3] / "shared")
    parser.add_argument("--parts", default="seeds,subjects,twins,growth")
    parser.add_argument("--peers", type=Path)
    asked = parser.parse_args()
    study = corpus(asked.folder, asked.shared)
    example = kt.open(Path(__file__).parents[2] / "corpora" / "example")
    parts = {name: Part(study, works) for name, works in CORPORA.items()}
    parts["example"] = Part(example, tuple(example.works["work_id"]))
    tables: dict[str, Callable[[], None]] = {
        "seeds": lambda: seeds(parts),
        "subjects": lambda: compared(parts["SP 2023 + 2025"], asked.folder, asked.peers, 10),
        "twins": lambda: twin_passages(example),
        "growth": lambda: growth(parts["all five"]),
    }
    for name in asked.parts.split(","):
        tables[name]()


if __name__ == "__main__":
    main()
