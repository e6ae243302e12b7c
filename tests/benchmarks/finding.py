"""How soon `find` comes to the right section, asked with the names of declared items; a figure, no assertion.

python tests/benchmarks/finding.py [CORPUS]      by default the example corpus

A name in any of its languages is the question; right are the passages in the section of that item. The figure is the
mean reciprocal rank of the first right passage (Voorhees 1999).
"""

from __future__ import annotations

import sys
from pathlib import Path

import kentering as kt

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Print the mean reciprocal rank by language of the question."""
    study = kt.open(sys.argv[1] if len(sys.argv) > 1 else ROOT / "corpora" / "example")
    sections = study.passages.groupby("priority_id")["passage_id"].agg(set).to_dict()
    print("| question in | questions | mean reciprocal rank |\n|---|---|---|")
    for language in ("nl", "fr", "en"):
        names = zip(study.priorities["priority_id"], study.priorities[f"name_{language}"], strict=True)
        asked = [(name, sections[item]) for item, name in names if name and item in sections]
        ranks = []
        for name, right in asked:
            found = study.find(name, n=len(study.passages))["passage_id"].to_list()
            ranks.append(1 + min(found.index(each) for each in right))
        print(f"| {language} | {len(ranks)} | {sum(1 / rank for rank in ranks) / max(len(ranks), 1):.3f} |")


if __name__ == "__main__":
    main()
