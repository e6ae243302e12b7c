"""Themes found in one long plan against its own 19 sections; figures, not assertions.

python tests/benchmarks/themes.py [--shared ../shared] [--structure read|true]

The Nationaal Veiligheidsplan 2022-2025 has four transversal themes (2.2.1 to 2.2.4) and fifteen phenomena (2.3.1 to
2.3.15). Its passages, clustered without their headings' words, should fall apart along them. Sections are contiguous
and neighbours carry position: so beside the figure stand what position alone reaches, and what is left without it.
`--structure true` takes the blocks from the truth file instead of reading the PDF.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from kentering import cluster, embed, extract, segment
from kentering.settings import ClusterSettings, EmbedSettings, ExtractSettings, SegmentSettings
from kentering.tables import from_rows

PDF = "i_libreoffice_nvp2022.pdf"
SECTION = re.compile(r"^(2\.2\.[1-4]|2\.3\.(?:1[0-5]|[1-9]))\.?\s")
N_SECTIONS = 19
ORDERS = 5
Scores = tuple[float, float]


def read_blocks(path: Path) -> pd.DataFrame:
    """The blocks as kentering reads them."""
    return extract.reading(path, "nvp", ExtractSettings()).blocks


def true_blocks(path: Path) -> pd.DataFrame:
    """The blocks as the truth file beside the PDF gives them."""
    truth = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))["blocks"]
    same = {"document_id": "nvp", "page_label": "", "boxes": [], "size": 10.0, "source": "text", "confidence": 1.0}
    rows = [
        same
        | {
            "position": position,
            "page": block["page"],
            "page_last": block["page_end"],
            "kind": block["kind"],
            "level": block.get("level") or 0,
            "marker": str(block.get("marker") or ""),
            "text": block["text"],
            "section_path": block["section_path"],
        }
        for position, block in enumerate(truth)
    ]
    return from_rows("blocks", rows)


def section(headings: Iterable[str]) -> str:
    """The number of the section that a passage stands in; empty outside the nineteen."""
    numbers = (SECTION.match(f"{heading} ") for heading in headings)
    return next((match.group(1) for match in numbers if match), "")


class Plan:
    """The running passages of the plan, their vectors and their true sections."""

    def __init__(self, blocks: pd.DataFrame) -> None:
        same = {"document_id": "nvp", "work_id": "nvp", "language": "nl", "text": "full", "file": "nvp.pdf"}
        self.documents = pd.DataFrame([same])
        passages = segment.passages(blocks, self.documents, SegmentSettings())
        self.passages = passages[passages["running"]].reset_index(drop=True)
        encoder = embed.encoder(EmbedSettings())
        self.vectors = embed.vectors(self.passages, encoder, EmbedSettings())
        self.noise = np.random.default_rng(0).normal(size=self.vectors.shape).astype(np.float32)
        self.sections = np.array([section(headings) for headings in self.passages["headings"]])

    def clustering(
        self, rows: np.ndarray, n_themes: int | None, *, context: bool = True, headings: bool = True, read: bool = True
    ) -> cluster.Clustering:
        """The clustering of the rows as if they stood in that order; `read` false: noise for vectors."""
        passages = self.passages.iloc[rows].assign(block_first=range(len(rows)), block_last=range(len(rows)))
        if not headings:
            passages = passages.assign(headings=[[] for _ in rows])
        neighbours = ClusterSettings().neighbours if context else (1.0,)
        settings = ClusterSettings(n_themes=n_themes, none_quantile=0, neighbours=neighbours)
        vectors = self.vectors if read else self.noise
        return cluster.clustering(passages, vectors[rows], self.documents, pd.DataFrame(), settings)

    def scores(self, found: cluster.Clustering) -> Scores:
        """NMI and ARI of the themes against the sections, over the passages of the sections."""
        themes = self.passages["passage_id"].map(found.assignments.set_index("passage_id")["theme_id"])
        counted = (self.sections != "") & themes.notna().to_numpy()
        return agreement(self.sections[counted], themes[counted])


def agreement(sections: Iterable[str], themes: Iterable[object]) -> Scores:
    """NMI and ARI."""
    one, two = list(sections), [str(theme) for theme in themes]
    return float(normalized_mutual_info_score(one, two)), float(adjusted_rand_score(one, two))


def figures(plan: Plan) -> dict[str, Scores]:
    """Every figure of the table, by name."""
    whole, inside = np.arange(len(plan.passages)), np.flatnonzero(plan.sections != "")
    rng = np.random.default_rng(0)
    names = sorted(set(plan.sections[inside]))
    orders = [list(rng.permutation(names)) for _ in range(ORDERS)]
    shuffled = [np.concatenate([np.flatnonzero(plan.sections == name) for name in order]) for order in orders]
    scattered = [rng.permutation(inside) for _ in range(ORDERS)]
    return {
        "whole plan in 19 themes": plan.scores(plan.clustering(whole, N_SECTIONS)),
        "the sections alone in 19 themes": plan.scores(plan.clustering(inside, N_SECTIONS)),
        "the same, neighbours whatever their headings": plan.scores(
            plan.clustering(inside, N_SECTIONS, headings=False)
        ),
        "the same, no word read: noise for vectors": plan.scores(plan.clustering(inside, N_SECTIONS, read=False)),
        "passages without context": plan.scores(plan.clustering(inside, N_SECTIONS, context=False)),
        "19 equal slices of the text": agreement(
            plan.sections[inside], np.arange(len(inside)) * N_SECTIONS // len(inside)
        ),
        f"sections in {ORDERS} other orders, mean": mean(plan, shuffled),
        f"passages in {ORDERS} other orders, mean": mean(plan, scattered),
    }


def mean(plan: Plan, orders: list[np.ndarray]) -> Scores:
    """The mean scores over several orders."""
    scores = np.array([plan.scores(plan.clustering(order, N_SECTIONS)) for order in orders])
    return float(scores[:, 0].mean()), float(scores[:, 1].mean())


def main() -> None:
    """Print the figures as a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[3] / "shared")
    parser.add_argument("--structure", choices=("read", "true"), default="read")
    asked = parser.parse_args()
    path = asked.shared / "plans" / PDF
    plan = Plan(read_blocks(path) if asked.structure == "read" else true_blocks(path))
    inside = int((plan.sections != "").sum())
    print(f"{len(plan.passages)} passages, {inside} in {len(set(plan.sections)) - 1} sections\n")
    print("| clustering of | NMI | ARI |\n|---|---|---|")
    for name, (nmi, ari) in figures(plan).items():
        print(f"| {name} | {nmi:.2f} | {ari:.2f} |")
    start = time.perf_counter()
    chosen = plan.clustering(np.arange(len(plan.passages)), None)
    nmi, ari = plan.scores(chosen)
    broad = int((chosen.themes["parent_id"] == "").sum())
    print(f"| whole plan, number chosen by the data: {broad} | {nmi:.2f} | {ari:.2f} |")
    print(f"\nclustering, number chosen by the data: {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
