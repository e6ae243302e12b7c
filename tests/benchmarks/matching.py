"""How well the model finds and names the links that a person gave; figures, no assertion. Prints Markdown.

python tests/benchmarks/matching.py [CORPUS] [--write] [--encoder]      by default corpora/belgian-security

Validated twice: leaving out one pair of works, and leaving out one work with all its pairs. Nothing of what is left out
is seen before: trees, sigmoid and threshold come from the rest. A link of low certainty is neither a link nor none.
With --write the model is grown from all links and stored in the package; that is how the one that ships was made. With
--encoder the model is grown a second time with the encoder's cosine of two names as one more score.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from kentering import corpus, embed, vectors
from kentering.match import relating, training
from kentering.match.names import named
from kentering.match.training import Candidates, Flags, f1
from kentering.settings import EmbedSettings

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
    asked.add_argument("--encoder", action="store_true")
    options = asked.parse_args()
    given = corpus.corpus(Path(options.corpus))
    known = training.candidates(given.priorities, given.links, given.works)
    apart = no_language(known, given.priorities)
    if options.write:
        training.write(known, PACKAGE)
    near = encoded(known, given.priorities)
    helped = replace(known, names=(*known.names, "encoder"), rows=np.column_stack([known.rows, near]))
    print("| left out | what finds links | F1, all | no language in common, works | items | precision | recall |")
    print("|---|---|---|---|---|---|---|")
    for left_out, folds in (("a pair", pairs), ("a work", works)):
        judged = validated(known, folds)
        print(line(left_out, "the model", known, judged, apart))
        for name, score in {**baselines(known), "nearest name by the encoder": nearest(known, near)}.items():
            print(line(left_out, name, known, by_score(known, score, folds), apart))
        print_more(left_out, known, judged)
        if options.encoder:
            print(line(left_out, "the model and the encoder", known, validated(helped, folds), apart))


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
        teller = relating.taught(known, ~out & known.linked & known.certain, grown.unseen, grown.threshold)
        likely = np.zeros(len(out))
        likely[out] = odds
        told = relating.told(teller, known, out, likely, grown.threshold)
        near, far = (each[out] for each in training.parts_of(known, out, likely, grown.threshold))
        odds = np.where(near != "", np.maximum(odds, grown.judge.of_part), odds)
        odds = np.where(far != "", np.maximum(odds, grown.judge.of_far), odds)
        told = np.where(near != "", near, np.where(far != "", far, told))
        told = np.where(training.by_manner(known)[out], "related", told)
        parts.append((np.flatnonzero(out), odds, odds >= grown.threshold, told))
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


def encoded(known: Candidates, priorities: pd.DataFrame) -> np.ndarray:
    """The best cosine of two items' wordings by the encoder, their vectors centred language by language."""
    texts = named(priorities).texts
    ids = named(priorities).ids
    rows = embed.encoder(EmbedSettings()).names([each.text for each in texts])
    centred = vectors.centred(rows, [each.language for each in texts])
    held: dict[str, list[int]] = {}
    for at, each in enumerate(texts):
        held.setdefault(ids[each.item], []).append(at)
    cosines = centred @ centred.T
    ends = zip(known.table["from_id"], known.table["to_id"], strict=True)
    return np.array([float(cosines[np.ix_(held[a], held[b])].max()) for a, b in ends])


def nearest(known: Candidates, near: np.ndarray) -> np.ndarray:
    """The cosine where the one item is the nearest of its list to the other; elsewhere nothing."""
    table = known.table.assign(near=near)
    best = [
        table.groupby(["from_work", "to_work", end])["near"].transform("max").to_numpy() for end in ("from_id", "to_id")
    ]
    return np.where((near >= best[0]) | (near >= best[1]), near, 0.0)


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
