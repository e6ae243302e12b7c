"""Do a plan's own items, given by name only, gather what stands in their sections? Figures, not assertions.

    python tests/benchmarks/themes_guided.py [--shared ../shared] [--example FOLDER]

Codes are the nineteen items of the Nationaal Veiligheidsplan 2022-2025, and of each plan of the example the top items
with a section; every other item is a code, the rest must stay unexplained. No passage is given as an example of a code.
A code is right about a passage that stands in its section: F1 over passages, for several values of the part of what
ties a passage to its theme that is enough for a code (`guided.ALMOST`). The rule: the value with the best mean F1 over
the two halves of the NVP, the middle one where several are within a hundredth; the example has no say, it checks.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from themes import PDF, Plan, read_blocks

import kentering as kt
from kentering import embed
from kentering.cluster import Guide, codes, guided
from kentering.cluster.consensus import tree
from kentering.cluster.number import MEAN_BROAD, cut, numbers, usual
from kentering.cluster.resamples import resamples
from kentering.cluster.space import Space, space
from kentering.settings import ClusterSettings, EmbedSettings
from kentering.tables import empty

# The package has a function of that name.
levels = sys.modules["kentering.cluster.levels"]
GRID = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


class Names:
    """Declared items by name, and the vectors of their names."""

    def __init__(self, priorities: pd.DataFrame) -> None:
        self.priorities, self.encoder = priorities, embed.encoder(EmbedSettings())

    def guide(self, items: Sequence[str], passages: pd.DataFrame) -> Guide:
        """The items as codes without examples."""
        listed = codes(empty("labels"), self.priorities, passages, ClusterSettings(priorities=tuple(items)))
        bare = [code.__class__(code.names, code.texts) for code in listed]
        texts = [text for code in bare for _, text in code.texts]
        return Guide(bare, self.encoder.names(texts))


class Found:
    """The themes of a space without codes; what codes then explain, for each value of the constant."""

    def __init__(self, within: Space) -> None:
        self.within, settings = within, ClusterSettings()
        self.heart = levels._heart(within)
        self.rows = np.flatnonzero(self.heart)
        shared, _ = levels._shared(within, within.mixed[:0], self.heart)
        held = levels.Company(shared, self.rows)
        wide, _ = numbers(int(within.core.sum()), settings)
        drawn = resamples(within, self.rows, settings)
        number = usual(int(within.core.sum()), settings)
        labels, _ = cut(tree(shared[self.rows]), self.rows, drawn, wide, number, MEAN_BROAD)
        self.whole = held.everywhere(labels)

    def codes(self, guide: Guide) -> dict[float, np.ndarray]:
        """The code of each row (-1: none) by value."""
        texts, of_texts, of_rows = guided.anchors(self.within, guide)
        shared, columns = levels._shared(self.within, texts, self.heart)
        seeds, usual_value = np.concatenate([of_rows, of_texts]), guided.ALMOST
        given = {}
        for value in GRID:
            guided.ALMOST = value
            given[value] = guided.explained(shared, columns, seeds, self.whole, len(guide.codes))
        guided.ALMOST = usual_value
        return given


def f1(found: np.ndarray, meant: np.ndarray) -> float:
    """F1 over passages; -1 is no code."""
    right = float(((found == meant) & (found >= 0)).sum())
    said, asked = float((found >= 0).sum()), float((meant >= 0).sum())
    return 2 * right / (said + asked) if said + asked else 0.0


def line(name: str, scores: dict[float, list[float]]) -> None:
    """One row of the table."""
    print(f"| {name} | " + " | ".join(f"{np.mean(each):.2f}" for each in scores.values()) + " |", flush=True)


def plan(shared: Path, priorities: pd.DataFrame) -> None:
    """The two halves of the items of the NVP."""
    made = Plan(read_blocks(shared / "plans" / PDF))
    listed = priorities[(priorities["work_id"] == "nvp-2022") & (priorities["parent_id"] == "")]
    of_number = dict(zip(listed["number"], listed["priority_id"], strict=True))
    numbered = [each for each in of_number if each in set(made.sections)]
    within = space(made.passages, made.vectors, made.documents, ClusterSettings().neighbours)
    place = made.passages.reset_index().set_index("passage_id").loc[within.rows["passage_id"], "index"]
    sections, found, names = made.sections[place], Found(within), Names(priorities)
    for half in (0, 1):
        items = numbered[half::2]
        guide = names.guide([of_number[each] for each in items], made.passages)
        meant = np.array([items.index(each) if each in items else -1 for each in sections])
        line(f"NVP 2022-2025, {len(items)} of {len(numbered)} items", each_value(found, guide, meant, within.core))


def each_value(found: Found, guide: Guide, meant: np.ndarray, counted: np.ndarray) -> dict[float, list[float]]:
    """F1 by value over the rows that are counted."""
    return {value: [f1(given[counted], meant[counted])] for value, given in found.codes(guide).items()}


def example(study: kt.Study) -> None:
    """Every other item of each plan of the example; counted are the passages of that plan in sections of items."""
    within = space(study.passages, study.vectors, study.documents, ClusterSettings().neighbours)
    listed = study.priorities
    above = {row["priority_id"]: row["parent_id"] or row["priority_id"] for row in listed.to_dict("records")}
    of_row = np.array([above.get(str(each), "") for each in within.rows["priority_id"]])
    found, names = Found(within), Names(listed)
    scores: dict[float, list[float]] = {value: [] for value in GRID}
    for work_id in sorted(within.rows["work_id"].unique()):
        counted = within.core & (within.rows["work_id"] == work_id).to_numpy() & (of_row != "")
        items = sorted(set(of_row[counted]))
        if len(items) < 4:
            continue
        for half in (0, 1):
            guide = names.guide(items[half::2], study.passages)
            meant = np.array([items[half::2].index(each) if each in items[half::2] else -1 for each in of_row])
            for value, own in each_value(found, guide, meant, counted).items():
                scores[value] += own
    line(f"example, mean over {len(scores[GRID[0]])} half lists", scores)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = Path(__file__).parents[2]
    parser.add_argument("--shared", type=Path, default=root.parent / "shared")
    parser.add_argument("--example", type=Path, default=root / "corpora" / "example")
    asked = parser.parse_args()
    print("| codes | " + " | ".join(f"{value:.1f}" for value in GRID) + " |\n|---" + "|---" * len(GRID) + "|")
    plan(asked.shared, kt.open(root / "corpora" / "belgian-security").priorities)
    example(kt.open(asked.example))


if __name__ == "__main__":
    main()
