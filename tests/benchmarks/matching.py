"""How well the model finds and names the links that a person gave; figures, no assertion. Prints Markdown.

python tests/benchmarks/matching.py [CORPUS] [--write]      by default corpora/belgian-security

Validated twice: leaving out one pair of works, and leaving out one work with all its pairs. Nothing of what is left out
is seen before: trees, sigmoid and threshold come from the rest. A link of low certainty is neither a link nor none.
With --write the model is grown from all links and stored in the package; that is how the one that ships was made.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from kentering import corpus
from kentering.match import relating, training
from kentering.match.training import Candidates, Flags, f1

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pipeline" / "kentering" / "match"


@dataclass(frozen=True)
class Judged:
    """What was said of each candidate while its pair, or one of its works, was left out."""

    places: np.ndarray
    probabilities: np.ndarray
    found: np.ndarray
    relations: np.ndarray


def main() -> None:
    """Print the tables; with --write store the model."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("corpus", nargs="?", default=ROOT / "corpora" / "belgian-security")
    asked.add_argument("--write", action="store_true")
    options = asked.parse_args()
    given = corpus.corpus(Path(options.corpus))
    known = training.candidates(given.priorities, given.links, given.works)
    apart = no_language(known, given.priorities)
    if options.write:
        training.write(known, PACKAGE)
    print("| left out | what finds links | F1, all | no language in common, works | items | precision | recall |")
    print("|---|---|---|---|---|---|---|")
    for left_out, folds in (("a pair", pairs), ("a work", works)):
        judged = validated(known, folds)
        print(line(left_out, "the model", known, judged, apart))
        for name, score in baselines(known).items():
            print(line(left_out, name, known, by_score(known, score, folds), apart))
        print_more(left_out, known, judged)


def pairs(known: Candidates) -> Iterator[Flags]:
    """The rows of each pair of works."""
    yield from (known.pairs == pair for pair in np.unique(known.pairs))


def works(known: Candidates) -> Iterator[Flags]:
    """The rows of all pairs of each work."""
    ends = known.table[["from_work", "to_work"]]
    for work in sorted(set(ends.to_numpy().ravel())):
        yield (ends == work).any(axis=1).to_numpy()


def validated(known: Candidates, folds: Callable[[Candidates], Iterator[Flags]]) -> Judged:
    """The model's word on what it was not shown; a row that is left out twice stands twice."""
    parts = []
    for out in folds(known):
        grown = training.grown(known, ~out)
        odds = grown.judge.probabilities(known.rows[out])
        found = odds >= grown.threshold
        teller = relating.taught(known, ~out & known.linked & known.certain, grown.unseen, grown.threshold)
        likely = np.zeros(len(out))
        likely[out] = odds
        parts.append((np.flatnonzero(out), odds, found, relating.told(teller, known, out, likely, grown.threshold)))
    return Judged(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def by_score(known: Candidates, score: np.ndarray, folds: Callable[[Candidates], Iterator[Flags]]) -> Judged:
    """One score and a threshold: the baselines, their threshold chosen on the rest as well."""
    parts = []
    steps = np.round(np.arange(0.05, 1.0, 0.01), 2)
    for out in folds(known):
        told = ~out & known.certain
        best = steps[int(np.argmax([f1(known.linked[told], score[told] >= each) for each in steps]))]
        parts.append((np.flatnonzero(out), score[out], score[out] >= best, np.full(int(out.sum()), "")))
    return Judged(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def baselines(known: Candidates) -> dict[str, np.ndarray]:
    """What single scores do."""
    place = {name: at for at, name in enumerate(known.names)}
    return {
        "character n-grams of names": known.rows[:, place["letters_any"]],
        "Jaccard of thesaurus concepts": known.rows[:, place["jaccard_all"]],
    }


def no_language(known: Candidates, priorities: pd.DataFrame) -> Flags:
    """The rows of pairs of works whose lists have no language in common."""
    spoken: dict[str, set[str]] = {}
    for row in priorities.to_dict("records"):
        names = {each for each in ("nl", "fr", "en") if row[f"name_{each}"]}
        spoken.setdefault(str(row["work_id"]), set()).update(names)
    ends = zip(known.table["from_work"], known.table["to_work"], strict=True)
    return np.array([not spoken[a] & spoken[b] for a, b in ends])


def line(left_out: str, name: str, known: Candidates, judged: Judged, apart: Flags) -> str:
    """A row of the table of F1."""
    at, sure = judged.places, known.certain[judged.places]
    linked, found = known.linked[at], judged.found
    items = known.rows[at, known.names.index("common_language")] == 0
    figures = [f1(linked[sure & some], found[sure & some]) for some in (np.ones(len(at), bool), apart[at], items)]
    both = int((linked & found & sure).sum())
    figures += [both / max(int((found & sure).sum()), 1), both / max(int((linked & sure).sum()), 1)]
    return f"| {left_out} | {name} | {' | '.join(f'{each:.3f}' for each in figures)} |"


def print_more(left_out: str, known: Candidates, judged: Judged) -> None:
    """Relations and calibration, as lines under the table."""
    at, sure = judged.places, known.certain[judged.places]
    linked = known.linked[at] & sure
    hit = linked & judged.found
    said, meant = judged.relations[hit], known.table["relation"].to_numpy()[at][hit]
    loosely = [np.where(np.isin(each, ["broader", "narrower", "related"]), "other", each) for each in (said, meant)]
    asked = sure & (judged.probabilities >= 0.1)
    bins = np.minimum((judged.probabilities[asked] * 10).astype(int), 9)
    gaps = [
        abs(float(judged.probabilities[asked][bins == each].mean()) - float(linked[asked][bins == each].mean()))
        * float((bins == each).mean())
        for each in np.unique(bins)
    ]
    print(
        f"\n{left_out} left out: {int(linked.sum())} links, {int(hit.sum())} found; "
        f"relation right {np.mean(said == meant):.3f}, "
        f"with broader, narrower and related as one {np.mean(loosely[0] == loosely[1]):.3f}; calibration error over "
        f"{int(asked.sum())} candidates from 0.1 on, nine bins of 0.1: {sum(gaps):.3f}\n"
    )


if __name__ == "__main__":
    main()
