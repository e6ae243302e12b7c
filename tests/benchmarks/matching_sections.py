"""What the sections of items add to their names when links are sought; figures, no assertion. Prints Markdown.

python tests/benchmarks/matching_sections.py [CORPUS] [--write]      by default corpora/example

The names are judged by trees grown on corpora/belgian-security that had not seen the pair of works; the numbers that
weigh the sections are fitted on the other pairs, one pair left out at a time. Digests count here and never in use: with
those of the example, written for this project, the figures show what sections of that kind can add, and no more. With
--write the numbers fitted on all pairs are stored in the package.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from matching import PACKAGE, ROOT, pairs

import kentering
from kentering import corpus
from kentering.match import hearing, training
from kentering.match.sections import sections, spoken
from kentering.match.training import Candidates, f1
from kentering.settings import MatchSettings


def main() -> None:
    """Print the table; with --write store the numbers."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("corpus", nargs="?", default=ROOT / "corpora" / "example")
    asked.add_argument("--write", action="store_true")
    options = asked.parse_args()
    study = kentering.open(Path(options.corpus))
    known = training.candidates(study.priorities, study.corpus.links, study.works)
    kinds = tuple(sorted(set(study.documents["text"]) - {"commentary"}))
    told = sections(study.passages, study.documents, study.priorities, kinds)
    said = np.concatenate([spoken(both.first, both.second, told).ravel() for both in known.sides])
    odds = unseen(known)
    print_table(known, odds, said)
    if options.write:
        sure = known.certain
        hearing.write(hearing.fitted(odds[sure], said[sure], known.linked[sure]), PACKAGE)


def unseen(known: Candidates) -> np.ndarray:
    """What the names say, by trees that had not seen the pair of works; pairs that nobody read in the corpus are 0."""
    given = corpus.corpus(ROOT / "corpora" / "belgian-security")
    teaching = training.candidates(given.priorities, given.links, given.works)
    grown = training.grown(teaching, np.ones(len(teaching.rows), dtype=bool))
    ends = zip(teaching.table["from_id"], teaching.table["to_id"], strict=True)
    by_ends = dict(zip(ends, grown.unseen, strict=True))
    asked = zip(known.table["from_id"], known.table["to_id"], strict=True)
    return np.array([by_ends.get(each, 0.0) for each in asked])


def print_table(known: Candidates, odds: np.ndarray, said: np.ndarray) -> None:
    """F1 and log loss over the candidates of which one or both head a section."""
    plain = np.where(np.isnan(said), np.nan, 0.0)
    asked = known.certain & ~np.isnan(said)
    print(f"{int(asked.sum())} candidates, {int(known.linked[asked].sum())} links\n")
    print("| what judges | F1 | log loss | found | found wrongly |\n|---|---|---|---|---|")
    for name, heard in (("names", None), ("names, set right anew", plain), ("names and sections", said)):
        judged = odds.copy()
        for out in pairs(known) if heard is not None else ():
            taught = ~out & known.certain
            fitted = hearing.fitted(odds[taught], heard[taught], known.linked[taught])
            judged[out] = fitted.corrected(odds[out], heard[out])
        linked, sure = known.linked[asked], np.clip(judged[asked], 1e-4, 1 - 1e-4)
        found = sure >= MatchSettings().probability
        loss = -float(np.mean(np.log(np.where(linked, sure, 1 - sure))))
        figures = (
            f"{f1(linked, found):.3f} | {loss:.4f} | {int((linked & found).sum())} | {int((~linked & found).sum())}"
        )
        print(f"| {name} | {figures} |")


if __name__ == "__main__":
    main()
