"""Themes beside those of other tools on the same vectors, where position cannot win. Figures, not assertions.

    python tests/benchmarks/themes_peers.py FOLDER [--parts plan,example,planted,chapters] [--shared ../shared]
        [--peers peers/bin/python] [--tools kmeans bertopic turftopic topica] [--seeds 1 2 3] [--chapters CORPUS]

FOLDER is the corpus that themes_steady.py makes, or a new one. `plan`: the nineteen sections of the Nationaal
Veiligheidsplan 2022-2025, put in another order: pairs of passages of one section in one theme, pairs of two sections,
and ARI; other tools get the vectors as the encoder gave them and, in a line of their own, with neighbours mixed in as
ours are. Beside it the sections in their own order, and equal slices of the text (what position alone reaches).
`example`: the same for declared items with sections in two works or more, tied by a person's links, passages of two
works only. `planted`: ten subjects in three languages, sections with a subject of their own; ARI to the truth, and to
what is found in nine tenths of the passages. Other tools' vectors have the mean of each language taken out there, as
ours have. `chapters`: as `plan`, for each work of another corpus; its chapters are the headings at the highest level
that has ten or more with eight passages each.
"""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score
from themes import section
from themes_steady import Part, corpus

import kentering as kt
from kentering import cluster
from kentering.cluster.space import space
from kentering.settings import ClusterSettings
from kentering.tables import from_rows
from kentering.vectors import centred

ORDERS, SUBSETS = 3, 3
FEWEST_CHAPTERS, LEAST_CHAPTER = 10, 8
Score = tuple[float, float, float]


@dataclass
class Case:
    """Passages with their vectors and what each is about; pairs are counted within `groups` that differ."""

    passages: pd.DataFrame
    vectors: np.ndarray
    documents: pd.DataFrame
    meant: np.ndarray
    apart: np.ndarray | None = None

    def themes(self, rows: np.ndarray, n_themes: int | None, **settings: object) -> np.ndarray:
        """Our themes of the rows, as if they stood in that order."""
        listed = self.passages.iloc[rows].assign(block_first=range(len(rows)), block_last=range(len(rows)))
        own = ClusterSettings(n_themes=n_themes, none_quantile=0, resamples=3, **settings)
        made = cluster.clustering(listed, self.vectors[rows], self.documents, pd.DataFrame(), own)
        return made.assignments.set_index("passage_id")["theme_id"][listed["passage_id"]].to_numpy(dtype=str)

    def score(self, labels: np.ndarray, rows: np.ndarray | None = None) -> Score:
        """Pairs of one subject in one theme, pairs of two subjects, ARI; what has no theme is in none."""
        at = np.arange(len(self.meant)) if rows is None else rows
        meant, apart = self.meant[at], None if self.apart is None else self.apart[at]
        pairs = np.triu(np.ones((len(at), len(at)), dtype=bool), 1)
        if apart is not None:
            pairs &= apart[:, None] != apart[None, :]
        same = meant[:, None] == meant[None, :]
        one = (labels[:, None] == labels[None, :]) & (labels[:, None] != "")
        return float(one[pairs & same].mean()), float(one[pairs & ~same].mean()), adjusted_rand_score(meant, labels)


class Peers:
    """Other tools, run in an environment of their own on cases that are laid ready first."""

    def __init__(self, folder: Path, python: Path | None, tools: Sequence[str], seeds: Sequence[int]) -> None:
        self.folder, self.python, self.tools, self.seeds = folder / "peers", python, tools, seeds

    def ready(self, name: str, vectors: np.ndarray, texts: Sequence[str], n_themes: int) -> None:
        """Lay a case ready."""
        self.folder.mkdir(parents=True, exist_ok=True)
        np.savez(self.folder / f"{name}.npz", vectors=vectors, texts=np.array(texts, dtype="U"), n_themes=n_themes)

    def labels(self, names: Sequence[str]) -> dict[str, dict[str, list[np.ndarray]]]:
        """The labels of each case by tool and setting, one array a seed; none without an environment."""
        if self.python is None:
            return {name: {} for name in names}
        script, out = str(Path(__file__).with_name("peers_themes.py")), self.folder / "out"
        given = [str(self.folder / f"{name}.npz") for name in names]
        command = [str(self.python), script, *given, "--out", str(out), "--tools", *self.tools, "--seeds"]
        subprocess.run([*command, *map(str, self.seeds)], check=True, stdout=subprocess.DEVNULL)
        found: dict[str, dict[str, list[np.ndarray]]] = {}
        for name in names:
            with np.load(out / f"{name}.npz") as held:
                found[name] = {tool: [_named(row) for row in held[tool]] for tool in held.files}
        return found


def _named(labels: np.ndarray) -> np.ndarray:
    return np.where(labels < 0, "", labels.astype(str))


def line(name: str, scores: Sequence[Sequence[float]]) -> None:
    """One row of a table: the mean over several runs."""
    print(f"| {name} | " + " | ".join(f"{each:.2f}" for each in np.mean(scores, axis=0)) + " |", flush=True)


def beside(name: str, case: Case, n_themes: int, peers: Peers) -> None:
    """The lines of other tools, on the vectors as given and with neighbours mixed in."""
    held = space(case.passages, case.vectors, case.documents, ClusterSettings().neighbours)
    back = pd.Series(range(len(held)), index=held.rows["passage_id"])[case.passages["passage_id"]].to_numpy()
    texts = case.passages["text"].tolist()
    peers.ready(name, case.vectors, texts, n_themes)
    peers.ready(f"{name}-mixed", held.mixed[back], texts, n_themes)
    for key, found in peers.labels([name, f"{name}-mixed"]).items():
        for tool, runs in found.items():
            more = ", neighbours mixed in" if key.endswith("-mixed") else ""
            line(f"{tool}{more}", [case.score(labels) for labels in runs])


HEAD = "together | two subjects together | ARI |\n|---|---|---|---|"


def plan(study: kt.Study, peers: Peers) -> None:
    """The sections of one plan in other orders."""
    part = Part(study, ("nvp-2022",))
    sections = np.array([section(path) for path in part.passages["headings"]])
    rows = np.flatnonzero(sections != "")
    case = Case(part.passages.iloc[rows].reset_index(drop=True), part.vectors[rows], part.documents, sections[rows])
    in_orders("plan", case, peers)


def in_orders(called: str, case: Case, peers: Peers) -> None:
    """A table: the sections of one text in other orders, in their own, and what other tools make of them."""
    names = sorted(set(case.meant))
    print(f"\n| {len(case.meant)} passages of {called}, {len(names)} themes | one subject {HEAD}")
    rng, shuffled = np.random.default_rng(0), []
    for _ in range(ORDERS):
        order = np.concatenate([np.flatnonzero(case.meant == name) for name in rng.permutation(names)])
        shuffled.append(case.score(case.themes(order, len(names)), order))
    line(f"kentering, sections in {ORDERS} other orders", shuffled)
    every = np.arange(len(case.meant))
    line("kentering, sections in their own order", [case.score(case.themes(every, len(names)))])
    line("kentering, no context", [case.score(case.themes(every, len(names), neighbours=(1.0,)))])
    line("equal slices of the text", [case.score((every * len(names) // len(case.meant)).astype(str))])
    beside(called, case, len(names), peers)


def chapters(study: kt.Study, peers: Peers) -> None:
    """The chapters of each plan of a corpus in other orders: texts that no part of the clustering was chosen on."""
    for work in study.works["work_id"]:
        part = Part(study, (str(work),))
        paths = [[str(each) for each in path] for path in part.passages["headings"]]
        meant = np.array([])
        for depth in range(1, 5):
            named = pd.Series([" > ".join(path[:depth]) if len(path) >= depth else "" for path in paths])
            counts = named[named != ""].value_counts()
            meant = named.where(named.isin(counts[counts >= LEAST_CHAPTER].index), "").to_numpy(dtype=str)
            if len(set(meant) - {""}) >= FEWEST_CHAPTERS:
                break
        rows = np.flatnonzero(meant != "")
        listed = part.passages.iloc[rows].reset_index(drop=True)
        in_orders(f"chapters-{work}", Case(listed, part.vectors[rows], part.documents, meant[rows]), peers)


def example(study: kt.Study, peers: Peers) -> None:
    """Sections of declared items that a person's links tie over works; passages of two works only."""
    listed = study.priorities
    above = {row["priority_id"]: row["parent_id"] or row["priority_id"] for row in listed.to_dict("records")}
    subject = {item: item for item in above.values()}
    tied = study.links[study.links["origin"].eq("person") & study.links["relation"].isin(["same", "renamed"])]
    for one, two in zip(tied["from_id"], tied["to_id"], strict=True):
        first, second = (subject.get(above.get(each, ""), "") for each in (one, two))
        if first and second:
            subject = {item: min(first, second) if own in (first, second) else own for item, own in subject.items()}
    passages = study.passages.merge(study.documents[["document_id", "work_id"]], on="document_id")
    meant = np.array([subject.get(above.get(str(each), ""), "") for each in passages["priority_id"]])
    works = passages["work_id"].to_numpy(dtype=str)
    several = {name for name in sorted(set(meant) - {""}) if len(set(works[meant == name])) > 1}
    rows = np.flatnonzero(np.isin(meant, sorted(several)) & study.passages["running"].to_numpy(dtype=bool))
    chosen = study.passages.iloc[rows].reset_index(drop=True)
    case = Case(chosen, study.vectors[rows], study.documents, meant[rows], works[rows])
    n_themes = len(several)
    print(f"\n| {len(rows)} passages, {n_themes} subjects in two works or more | one subject {HEAD}")
    every = np.arange(len(rows))
    line("kentering", [case.score(case.themes(every, n_themes))])
    line("kentering, no context", [case.score(case.themes(every, n_themes, neighbours=(1.0,)))])
    beside("example", case, n_themes, peers)


def made(
    seed: int, subjects: int = 10, works: int = 6, sections: int = 25, length: int = 4, languages_a_work: int = 1
) -> Case:
    """Documents in three languages by turns; sections of one subject each, with something of their own, and noise.

    With more than one language a work, documents in a row are its versions: the same sections, other noise.
    """
    rng = np.random.default_rng(seed)

    def directions(number: int) -> np.ndarray:
        drawn = rng.normal(size=(number, 96))
        return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)

    about, languages = directions(subjects), directions(3)
    rows, vectors, meant = [], [], []
    for work in range(works):
        if work % languages_a_work == 0:
            of_sections, of_own = rng.integers(0, subjects, size=sections), directions(sections)
        for number, (subject, own) in enumerate(zip(of_sections, of_own, strict=True)):
            noise = directions(length)
            vectors.append(about[subject] + 0.7 * own + 3.2 * noise + languages[work % 3])
            meant += [int(subject)] * length
            rows += [_row(work, number, number * length + place) for place in range(length)]
    documents = pd.DataFrame(
        {
            "document_id": [f"w{work}" for work in range(works)],
            "work_id": [f"w{work // languages_a_work}" for work in range(works)],
            "language": [("nl", "fr", "en")[work % 3] for work in range(works)],
            "text": "full",
        }
    )
    stacked = np.concatenate(vectors).astype(np.float32)
    return Case(from_rows("passages", rows), stacked, documents, np.array(meant))


def _row(work: int, number: int, place: int) -> dict[str, object]:
    usual: dict[str, object] = dict.fromkeys(kt.tables.columns("passages"), "")
    numbers = {"page": 1, "page_last": 1, "n_words": 1, "n_sentences": 1, "block_first": place, "block_last": place}
    own = {"passage_id": f"w{work}-{place:04}", "document_id": f"w{work}", "headings": [str(number)], "text": "x"}
    return usual | numbers | own | {"running": True}


def planted(_: kt.Study, peers: Peers) -> None:
    """ARI to the truth, and between all passages and nine tenths of them."""
    case = made(1)
    n_themes, rng = len(set(case.meant)), np.random.default_rng(2)
    print(f"\n| {len(case.meant)} made passages, {n_themes} subjects | ARI to the truth | nine tenths |\n|---|---|---|")
    every = np.arange(len(case.meant))
    kept = [np.sort(rng.permutation(every)[: len(every) * 9 // 10]) for _ in range(SUBSETS)]
    ways = {"kentering": {}, "kentering, no context": {"neighbours": (1.0,)}}
    for name, number, settings in (
        *((name, n_themes, settings) for name, settings in ways.items()),
        ("kentering, number chosen by the data", None, {}),
    ):
        whole = case.themes(every, number, **settings)
        again = [adjusted_rand_score(whole[rows], case.themes(rows, number, **settings)) for rows in kept]
        line(name, [(adjusted_rand_score(case.meant, whole), float(np.mean(again)))])
    languages = case.passages["document_id"].map(case.documents.set_index("document_id")["language"])
    bare = centred(case.vectors, list(languages))
    words = [f"word{place % 50}" for place in range(len(case.meant))]
    names = ["planted", *(f"planted-{number}" for number in range(SUBSETS))]
    for name, rows in zip(names, (every, *kept), strict=True):
        peers.ready(name, bare[rows], [words[row] for row in rows], n_themes)
    found = peers.labels(names)
    for tool, runs in found["planted"].items():
        held = [found[name].get(tool, []) for name in names[1:]]
        pairs = [(adjusted_rand_score(case.meant, run), _again(run, kept, held, turn)) for turn, run in enumerate(runs)]
        line(tool, pairs)


def _again(run: np.ndarray, kept: list[np.ndarray], held: list[list[np.ndarray]], turn: int) -> float:
    both = [(rows, own[turn]) for rows, own in zip(kept, held, strict=True) if len(own) > turn]
    scores = [adjusted_rand_score(run[rows], labels) for rows, labels in both]
    return float(np.mean(scores)) if scores else float("nan")


def main() -> None:
    """Print the tables that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = Path(__file__).parents[2]
    parser.add_argument("folder", type=Path)
    parser.add_argument("--parts", default="plan,example,planted")
    parser.add_argument("--shared", type=Path, default=root.parent / "shared")
    parser.add_argument("--example", type=Path, default=root / "corpora" / "example")
    parser.add_argument("--chapters", type=Path, help="a corpus of long plans that were read and encoded")
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--tools", nargs="+", default=["kmeans", "bertopic", "turftopic"])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    asked = parser.parse_args()
    peers = Peers(asked.folder, asked.peers, asked.tools, asked.seeds)
    parts: dict[str, Callable[[], None]] = {
        "plan": lambda: plan(corpus(asked.folder, asked.shared), peers),
        "example": lambda: example(kt.open(asked.example), peers),
        "chapters": lambda: chapters(kt.open(asked.chapters), peers),
        "planted": lambda: planted(kt.open(asked.example), peers),
    }
    for name in asked.parts.split(","):
        parts[name]()


if __name__ == "__main__":
    main()
