"""Planted drift: do shares, shifts and verdicts say what was planted? Figures, not assertions.

python tests/benchmarks/drift.py known [--corpora 1000] [--out FILE]
python tests/benchmarks/drift.py same [--corpora 1000] [--out FILE]
python tests/benchmarks/drift.py estimated [--corpora 200] [--out FILE]
python tests/benchmarks/drift.py peer --peer PYTHON [--corpora 20] [--out FILE]

A corpus has two levels with two cycles each, in two languages (`known`: twin sections with the same themes) or each
level in its own (`estimated`). At the first level shares drift between the cycles, at the second nothing changes.
Sections draw their own shares around those planted (Dirichlet), so that two passages of one section have the theme in
common more often than chance: the intra-class correlation, stated in each line. Some plans have chapters that draw
shares around those planted, and sections around those of their chapter. Plans with the same chapters (`same`, a part
of `known`) draw what a chapter is about once for both. Words a passage are lognormal with the
spread of a real plan (coefficient of variation 0.42). `known` gives the product's inference the planted theme of each
passage. `estimated` gives made-up vectors to the product's own clustering: themes, sections and noise with the parts
of the variance that they have in the vectors of the Nationaal Veiligheidsplan 2022-2025 (0.16, 0.075 and 0.76; the
noise in 78 directions, the themes in 13 of them). Passages that stand side by side are no more alike than others of
their section, so that context is left out (`neighbours` 1.0); the number of themes is given, and to save time
sections are drawn three times only. `peer` clusters the same vectors with BERTopic in another environment. Every run
can be stopped and taken up again: what is done stands in the file.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

SPREAD = 0.42  # of the words a passage, as coefficient of variation
WORDS = 61
BETWEEN, SECTION, NOISE = 0.16, 0.075, 0.76
DIRECTIONS, NEAR = 78, 13
LANGUAGES = ("nl", "fr")
LEVELS = ("federal", "regional")
ARI = "ari"


@dataclass(frozen=True)
class Scenario:
    """What is planted in a corpus."""

    name: str
    passages: int = 150
    sections: int = 30
    icc: float = 0.05
    chapters: int = 0  # with equally many sections each; without, each section is its own chapter
    chapter_icc: float = 0.0  # how alike the sections of one chapter are
    sizes: tuple[int, ...] = ()  # sections of each chapter, where both plans have the same chapters
    later: tuple[int, ...] = ()  # those of the plan that drifts; nought where it leaves the chapter out
    of_chapter: float = 1.0  # how alike the sections of such a chapter are in both plans; one: each of one theme
    renamed: int = 0  # chapters that the later plan gives another heading
    counted_anew: bool = False  # does each plan draw how many sections such a chapter has?
    headed: bool = False  # have the sections of both plans the same headings too?
    before: tuple[float, ...] = (0.10, 0.25, 0.15, 0.12, 0.10, 0.09, 0.08, 0.06, 0.03, 0.02)
    after: tuple[float, ...] = (0.25, 0.10, 0.15, 0.12, 0.10, 0.09, 0.08, 0.06, 0.03, 0.02)


def moved(size: float, **more: object) -> Scenario:
    """A scenario in which the first theme gains `size` from 10% on, at the cost of the second."""
    usual = Scenario("")
    before = (0.10, 0.30, *usual.before[2:7], 0.05, 0.04, 0.02)
    total = sum(before)
    before = tuple(each - (total - 1) * (place == 1) for place, each in enumerate(before))
    after = (before[0] + size, before[1] - size, *before[2:])
    return replace(usual, before=before, after=after, **more)


FOUR = {
    "before": (0.10, 0.10, 0.25, 0.25, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05),
    "after": (0.25, 0.25, 0.10, 0.10, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05),
}
GROWN = (0.10, 0.15, 0.15, 0.12, 0.10, 0.09, 0.08, 0.06, 0.03, 0.12)
KNOWN = (
    Scenario("two themes trade 15 points"),
    Scenario("the same", sections=15, icc=0.05),
    Scenario("the same", sections=15, icc=0.02),
    Scenario("the same", icc=0.02),
    Scenario("the same", icc=0.10),
    Scenario("the same, as alike as on a real plan", sections=35, icc=0.45),
    Scenario("four themes trade 15 points", icc=0.05, **FOUR),
    Scenario("four themes trade 15 points", icc=0.02, **FOUR),
    moved(0.05, name="two themes trade 5 points", passages=1200, sections=80),
    moved(0.05, name="the same", passages=1200, sections=240),
    moved(0.05, name="the same", passages=1200, sections=240, icc=0.02),
    moved(0.05, name="the same, as alike as on a real plan", passages=1200, sections=280, icc=0.45),
    Scenario("a theme of 2% gains 10 points from one of 25%", after=GROWN),
)
KNOWN += tuple(
    Scenario(f"in {chapters} chapters, alike {icc:.1f}", sections * 5, sections, 0.2, chapters, icc)
    for chapters, sections in ((6, 60), (8, 24), (12, 48), (20, 60))
    for icc in (0.0, 0.3, 0.8)
)
EVEN, UNEVEN = (5,) * 8, (3, 6, 30, 11)
SAME = (
    Scenario("one doubled, one left out, of one theme each", sizes=EVEN, later=(10, 5, 5, 5, 5, 5, 5, 0)),
    Scenario("one tripled, one left out, of one theme each", sizes=EVEN, later=(15, 5, 5, 5, 5, 5, 5, 0)),
    Scenario("long chapters, one doubled, one left out", sizes=(15,) * 8, later=(30, 15, 15, 15, 15, 15, 15, 0)),
    Scenario("one doubled, one left out, alike .8", sizes=EVEN, later=(10, 5, 5, 5, 5, 5, 5, 0), of_chapter=0.8),
    Scenario("chapters drift .03", sizes=EVEN, of_chapter=0.8, chapter_icc=0.03),
    Scenario("chapters drift .1", sizes=EVEN, of_chapter=0.3, chapter_icc=0.1),
    Scenario("nothing in common but the heading, .3", sizes=EVEN, of_chapter=0.0, chapter_icc=0.3),
    Scenario("nothing in common but the heading, .8", sizes=EVEN, of_chapter=0.0, chapter_icc=0.8),
    Scenario("the same, 20 of 3", sizes=(3,) * 20, of_chapter=0.0, chapter_icc=0.3),
    Scenario("as the NVP, one doubled", sizes=UNEVEN, later=(3, 12, 30, 11), of_chapter=0.8),
    Scenario("as the NVP, chapters drift .1", sizes=UNEVEN, of_chapter=0.8, chapter_icc=0.1),
    Scenario("as the NVP, nothing in common", sizes=UNEVEN, of_chapter=0.0, chapter_icc=0.3),
    Scenario("one of eight renamed", sizes=EVEN, of_chapter=0.8, renamed=1),
    Scenario("four of eight renamed", sizes=EVEN, of_chapter=0.8, renamed=4),
    Scenario("chapters drift .1, sections headed alike", sizes=EVEN, of_chapter=0.8, chapter_icc=0.1, headed=True),
    Scenario("one doubled, sections headed alike", sizes=EVEN, later=(10, 5, 5, 5, 5, 5, 5, 0), headed=True),
    Scenario("sections counted anew", sizes=EVEN, of_chapter=0.8, counted_anew=True),
    Scenario("sections counted anew, uneven", sizes=(3, 4, 12, 5, 2, 9, 5, 3), counted_anew=True),
)
SAME = tuple(replace(each, icc=0.2) for each in SAME)
SIZES = (0.025, 0.05, 0.075, 0.10, 0.15, 0.20)
CURVE = tuple(
    moved(size, name="curve", passages=n, sections=n // 5, icc=icc)
    for n in (150, 400, 1200)
    for icc in (0.02, 0.05, 0.45)
    for size in SIZES
)


@dataclass(frozen=True)
class Text:
    """A plan in two languages: passage by passage its theme, section and words, and the planted shares."""

    theme: np.ndarray
    section: np.ndarray
    words: np.ndarray  # (languages, passages)
    shares: np.ndarray
    chapter: np.ndarray  # of each section
    headed: np.ndarray  # number of its heading, for each section; none where chapters are not the same
    level: str
    cycle: str


def texts(planted: Scenario, rng: np.random.Generator) -> list[Text]:
    """The four plans of a corpus: two levels, two cycles."""
    if planted.sizes:
        return [plan for level in LEVELS for plan in editions(planted, level, rng)]
    found = []
    for level in LEVELS:
        for cycle in ("2016-2019", "2022-2025"):
            drifts = level == LEVELS[0] and cycle == "2022-2025"
            shares = np.array(planted.after if drifts else planted.before)
            found.append(text(planted, shares, level, cycle, rng))
    return found


def text(planted: Scenario, shares: np.ndarray, level: str, cycle: str, rng: np.random.Generator) -> Text:
    """One plan; every section has a passage at least."""
    n, sections = planted.passages, planted.sections
    sizes = 1 + rng.multinomial(n - sections, rng.dirichlet(np.full(sections, 4.0)))
    section = np.repeat(np.arange(sections), sizes)
    chapters = planted.chapters or sections
    chapter = np.arange(sections) * chapters // sections
    above = drawn(np.tile(shares, (chapters, 1)), planted.chapter_icc, rng)
    own = drawn(above[chapter], planted.icc, rng)
    theme, words = passages_of(own, section, rng)
    return Text(theme, section, words, shares, chapter, unknown(cycle, sections), level, cycle)


def unknown(cycle: str, sections: int) -> np.ndarray:
    """Headings that no other plan has."""
    return (int(cycle[:4]) * 1000 + np.arange(sections))[:, None]


def passages_of(shares: np.ndarray, section: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Theme and words, in each language, of passages in sections of these shares."""
    n, sigma = len(section), np.sqrt(np.log(1 + SPREAD**2))
    theme = (rng.random(n)[:, None] > shares.cumsum(axis=1)[section]).sum(axis=1).clip(max=shares.shape[1] - 1)
    words = np.maximum(5, rng.lognormal(np.log(WORDS), sigma, size=(len(LANGUAGES), n)).round())
    return theme, words


def editions(planted: Scenario, level: str, rng: np.random.Generator) -> list[Text]:
    """Two plans of one level with the same chapters: the shares of a chapter are drawn once, then around these."""
    n_themes, many = len(planted.before), len(planted.sizes)
    if planted.of_chapter == 1:
        own = np.eye(n_themes)[rng.permutation(n_themes)[np.arange(many) % n_themes]]
    else:
        own = drawn(np.tile(planted.before, (many, 1)), planted.of_chapter, rng)
    later = planted.later if planted.later and level == LEVELS[0] else planted.sizes
    return [
        edition(planted, own, np.array(sizes), level, cycle, rng)
        for sizes, cycle in ((planted.sizes, "2016-2019"), (later, "2022-2025"))
    ]


def edition(
    planted: Scenario, own: np.ndarray, sizes: np.ndarray, level: str, cycle: str, rng: np.random.Generator
) -> Text:
    """One plan of so many sections a chapter, of five passages each on average."""
    shares = sizes @ own / sizes.sum()
    counts = np.maximum(1, rng.poisson(sizes)) if planted.counted_anew else sizes
    chapter = np.repeat(np.arange(len(sizes)), counts)
    above = drawn(own, planted.chapter_icc, rng)
    many = len(chapter)
    lengths = 1 + rng.multinomial(4 * many, rng.dirichlet(np.full(many, 4.0)))
    section = np.repeat(np.arange(many), lengths)
    theme, words = passages_of(drawn(above[chapter], planted.icc, rng), section, rng)
    later = cycle == "2022-2025"
    name = chapter + 1000 * ((chapter < planted.renamed) & later)
    place = np.arange(many) - np.searchsorted(chapter, chapter)
    own = (name + 1) * 10_000 + place + 1_000 * (later and not planted.headed)
    return Text(theme, section, words, shares, chapter, np.stack([name, own], axis=1), level, cycle)


def drawn(shares: np.ndarray, icc: float, rng: np.random.Generator) -> np.ndarray:
    """For each row of shares, others around them, so that two draws by them are as alike as stated."""
    if not icc:
        return shares
    gammas = rng.standard_gamma(shares * (1 / icc - 1))
    totals = gammas.sum(axis=1, keepdims=True)
    return np.divide(gammas, totals, out=shares.copy(), where=totals > 0)


def tally(one: Text, n_themes: int) -> object:
    """The plan as the product counts it, with its themes known."""
    from kentering.compare.named import numbered
    from kentering.compare.tallies import Tally, Version

    versions = []
    worded = numbered([f"{one.level} {one.cycle} {place}" for place in range(len(one.chapter))])
    for words in one.words:
        firm = np.zeros((int(one.section.max()) + 1, n_themes))
        np.add.at(firm, (one.section, one.theme), words)
        squares = np.bincount(one.section, weights=words**2)
        versions.append(
            Version(
                firm, firm, firm * 0, squares, firm.sum(axis=1), one.chapter[:, None], one.headed, worded, squares * 0
            )
        )
    return Tally(tuple(versions), twins=True)


def scored_known(planted: Scenario, seed: int) -> dict[str, list[float]]:
    """One corpus with known themes: what its intervals and verdicts made of the planted truth."""
    from kentering.compare.estimate import estimate, share_interval
    from kentering.compare.verdicts import verdicts
    from kentering.settings import CompareSettings

    settings, n = CompareSettings(), len(planted.before)
    plans = texts(planted, np.random.default_rng([seed]))
    counts = [tally(each, n) for each in plans]
    scores = Scores()
    for plan, count in zip(plans, counts, strict=True):
        found = estimate(count)
        low, high = share_interval(found, settings.confidence)
        scores.of_shares(low, high, found.share, plan.shares)
    for pair in ((0, 1), (2, 3)):
        found = verdicts(*(counts[each] for each in pair), np.ones(n, dtype=bool), settings)
        truth = plans[pair[1]].shares - plans[pair[0]].shares
        scores.of_changes(found.low, found.high, found.said, found.p_values, found.detectable, truth)
    return scores.found


class Scores:
    """Sums of what is asked of a corpus, each a list so that corpora can be put together."""

    def __init__(self) -> None:
        self.found: dict[str, list[float]] = {}

    def add(self, name: str, values: object) -> None:
        """Add figures under a name."""
        listed = np.atleast_1d(np.asarray(values, dtype=float)).tolist()
        self.found.setdefault(name, []).extend(round(each, 6) for each in listed)

    def of_shares(self, low: np.ndarray, high: np.ndarray, share: np.ndarray, truth: np.ndarray) -> None:
        """Coverage, width and error of shares."""
        self.add("share_held", ((low <= truth) & (truth <= high)).mean())
        self.add("share_width", (high - low).mean())
        self.add("share_error", np.abs(share - truth).mean())

    def of_changes(
        self,
        low: np.ndarray,
        high: np.ndarray,
        said: list[str],
        p: np.ndarray,
        detectable: np.ndarray,
        truth: np.ndarray,
    ) -> None:
        """Coverage, width, false discoveries and power of changes."""
        self.add("change_held", ((low - 1e-12 <= truth) & (truth <= high + 1e-12)).mean())
        self.add("change_width", (high - low).mean())
        shifted, still = np.array(said) == "shifted", np.abs(truth) < 1e-12
        self.add("false", (shifted & still).sum() / max(shifted.sum(), 1))
        if still.all():
            self.add("any_false_unchanged", bool(shifted.any()))
        else:
            biggest = np.abs(truth) >= np.abs(truth).max() - 1e-12
            self.add("power", shifted[biggest].mean())
            self.add("power_alone", (p[biggest] < 0.05).mean())
            self.add("power_up", shifted[truth > 1e-12].mean())
            self.add("detectable", detectable[biggest].mean())
        self.add("equivalent", (np.array(said) == "equivalent").mean())
        self.add("wrong_equivalent", ((np.array(said) == "equivalent") & (np.abs(truth) >= 0.02)).sum())


def vectors(one: Text, centres: np.ndarray, noise: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Made-up vectors of a plan's passages: theme, section and noise, in the parts measured on real ones."""
    n, many = len(noise), int(one.section.max()) + 1
    sections = rng.normal(size=(many, len(centres), n)) @ noise / np.sqrt(n)
    own = rng.normal(size=(len(one.theme), n)) @ noise / np.sqrt(n)
    made = (
        np.sqrt(BETWEEN) * centres[one.theme]
        + np.sqrt(SECTION) * sections[one.section, one.theme]
        + np.sqrt(NOISE) * own
    )
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def space(n_themes: int, rng: np.random.Generator, size: int = 384) -> tuple[np.ndarray, np.ndarray]:
    """Centres of themes at length one, and the directions that centres, sections and noise share."""
    directions = np.linalg.qr(rng.normal(size=(size, DIRECTIONS)))[0].T
    centres = rng.normal(size=(n_themes, NEAR)) @ directions[:NEAR]
    return centres / np.linalg.norm(centres, axis=1, keepdims=True), directions


def corpus(plans: list[Text], seed: int) -> tuple[pd.DataFrame, np.ndarray, pd.DataFrame, pd.DataFrame, np.ndarray]:
    """Passages, vectors, documents, works and planted themes of four plans, each level in a language of its own."""
    from kentering import tables

    rng = np.random.default_rng([seed, 1])
    centres, noise = space(len(plans[0].shares), rng)
    apart = rng.normal(size=(len(LANGUAGES), centres.shape[1])) * 0.03
    rows, matrices, themes, documents, works = [], [], [], [], []
    for plan in plans:
        work_id = f"{plan.level}-{plan.cycle[:4]}"
        works.append(work_row(work_id, plan))
        number = LEVELS.index(plan.level)
        document_id = f"{work_id}-{LANGUAGES[number]}"
        told = {"work_id": work_id, "language": LANGUAGES[number], "text": "full"}
        documents.append({"document_id": document_id, **told})
        matrices.append(vectors(plan, centres, noise, rng) + apart[number])
        themes.append(plan.theme)
        rows += [
            passage_row(document_id, place, int(section), int(words))
            for place, (section, words) in enumerate(zip(plan.section, plan.words[number], strict=True))
        ]
    filled = [{**dict.fromkeys(tables.columns("documents"), ""), "pages": float("nan"), **row} for row in documents]
    return (
        tables.from_rows("passages", rows),
        np.concatenate(matrices).astype(np.float32),
        tables.from_rows("documents", filled),
        tables.from_rows("works", works),
        np.concatenate(themes),
    )


def work_row(work_id: str, plan: Text) -> dict[str, object]:
    """A final plan of a level and a cycle."""
    from kentering import tables

    first, last = plan.cycle.split("-")
    dates = {"cycle_start": f"{first}-01-01", "cycle_end": f"{last}-12-31"}
    told = {"work_id": work_id, "series": plan.level, "family": plan.level, "level": plan.level, "cycle": plan.cycle}
    more = {"status": "final", "complete": True, "confidence": "printed"}
    return {**dict.fromkeys(tables.columns("works"), ""), **told, **dates, **more}


def passage_row(document_id: str, place: int, section: int, words: int) -> dict[str, object]:
    """A passage that counts for so many words; its text is one word that no other passage has."""
    return {
        "passage_id": f"{document_id}-{place:05d}",
        "document_id": document_id,
        "page": 1 + place // 5,
        "page_last": 1 + place // 5,
        "page_label": "",
        "headings": [f"{section + 1}. Section"],
        "text": f"{document_id}{place}",
        "n_words": words,
        "n_sentences": 1,
        "block_first": place,
        "block_last": place,
        "priority_id": "",
        "running": True,
    }


def matched(theme: np.ndarray, found: np.ndarray, names: list[str], n_themes: int) -> dict[str, int]:
    """The planted theme of each theme found: that which most of its passages have."""
    places = {name: place for place, name in enumerate(names)}
    table = np.zeros((len(names), n_themes))
    known = np.array([name in places for name in found])
    np.add.at(table, ([places[name] for name in found[known]], theme[known]), 1)
    return {name: int(table[place].argmax()) for name, place in places.items()}


def scored_estimated(planted: Scenario, seed: int) -> dict[str, list[float]]:
    """One corpus whose themes the product has to find: each planted theme is held against the theme found for it.

    A theme found stands for the planted theme that most of its passages have; of several that stand for the same the
    one with most passages is taken, and what the others hold counts as lost. Where no broad theme stands for a planted
    one, a narrow one may. A planted theme that none stands for at either level has share nought in every plan, and no
    interval: it counts as not held in "shares held", and not at all in "held, of themes found".
    """
    from sklearn.metrics import adjusted_rand_score

    from kentering import cluster, compare
    from kentering.settings import ClusterSettings, CompareSettings

    chosen = ClusterSettings(n_themes=len(planted.before), neighbours=(1.0,), resamples=3)
    n = len(planted.before)
    plans = texts(planted, np.random.default_rng([seed]))
    passages, matrix, documents, works, theme = corpus(plans, seed)
    found = cluster.clustering(passages, matrix, documents, works, chosen)
    listed = found.assignments.set_index("passage_id").loc[passages["passage_id"]]
    said = listed["theme_id"].to_numpy(dtype=str)
    settings = CompareSettings()
    counts = compare.tallies(passages, found.assignments, documents, works)
    shares = compare.shares(passages, found.assignments, documents, works, settings, counts)
    shifts = compare.shifts(passages, found.assignments, documents, works, settings, counts, found.themes)
    narrow = standing(theme, listed["narrow_id"].to_numpy(dtype=str), n)
    stands = [broad or under for broad, under in zip(standing(theme, said, n), narrow, strict=True)]
    known = np.array([bool(each) for each in stands])
    scores = Scores()
    scores.add("not_found", (~known).mean())
    scores.add(ARI, adjusted_rand_score(theme, said))
    scores.add("n_themes", len(set(said) - {""}))
    for plan in plans:
        own = shares[shares["work_id"] == f"{plan.level}-{plan.cycle[:4]}"].set_index("theme_id")
        share, low, high = (aligned(own[each], stands) for each in ("share", "share_low", "share_high"))
        scores.of_shares(low, high, share, plan.shares)
        scores.add("held_found", ((low <= plan.shares) & (plan.shares <= high))[known].mean())
        scores.add("width_found", (high - low)[known].mean())
    for one, two in ((plans[0], plans[1]), (plans[2], plans[3])):
        own = shifts[shifts["series"] == one.level].set_index("theme_id")
        low, high, p, least = (
            aligned(own[each], stands) for each in ("change_low", "change_high", "p_value", "detectable")
        )
        verdict = [str(own.loc[each, "verdict"]) if each else "inconclusive" for each in stands]
        scores.of_changes(low, high, verdict, p, least, two.shares - one.shares)
    return scores.found


def standing(theme: np.ndarray, said: np.ndarray, n_themes: int) -> list[str]:
    """For each planted theme the theme found that stands for it; empty where none does."""
    names = sorted(set(said.tolist()) - {"", "-1"})
    stands = matched(theme, said, names, n_themes)
    held = {name: int(((said == name) & (theme == place)).sum()) for name, place in stands.items()}
    own = [[name for name in names if stands[name] == place] for place in range(n_themes)]
    return [max(each, key=lambda name: held[name]) if each else "" for each in own]


def aligned(values: pd.Series, stands: list[str]) -> np.ndarray:
    """The values of the themes that stand for the planted ones; nought where there is none."""
    return np.array([float(values[each]) if each else 0.0 for each in stands])


PEER = """
import json, sys, warnings
warnings.filterwarnings("ignore")
import numpy as np
from bertopic import BERTopic
from umap import UMAP
held = np.load(sys.argv[1], allow_pickle=False)
matrix, seed = held["matrix"], int(sys.argv[2])
texts = ["word%d other" % (number % 50) for number in range(len(matrix))]
made = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
model = BERTopic(umap_model=made, calculate_probabilities=False, verbose=False, **json.loads(sys.argv[3]))
topics, _ = model.fit_transform(texts, matrix)
if sys.argv[4] == "reduced" and -1 in topics:
    topics = model.reduce_outliers(texts, topics, strategy="embeddings", embeddings=matrix)
json.dump([int(each) for each in topics], open(sys.argv[5], "w"))
"""
PEERS = {
    "as it comes": ({}, "no"),
    "number of topics given": ({"nr_topics": 11}, "no"),
    "outliers handed out": ({}, "reduced"),
    "smallest topic of 10": ({"min_topic_size": 10}, "reduced"),
}


def scored_peer(planted: Scenario, seed: int, python: str) -> dict[str, list[float]]:
    """BERTopic's shares on the vectors of the estimated corpus of that seed, matched in the same way."""
    from sklearn.metrics import adjusted_rand_score

    from kentering.vectors import centred

    plans = texts(planted, np.random.default_rng([seed]))
    passages, matrix, documents, _, theme = corpus(plans, seed)
    languages = passages["document_id"].map(documents.set_index("document_id")["language"]).tolist()
    words, work = passages["n_words"].to_numpy(), passages["document_id"].str[:-3].to_numpy(dtype=str)
    scores = Scores()
    for name, (options, outliers) in PEERS.items():
        said = peer_topics(centred(matrix, languages), seed, python, options, outliers)
        stands = standing(theme, said, len(planted.before))
        scores.add(f"{name}: ari", adjusted_rand_score(theme, said))
        scores.add(f"{name}: topics", len(set(said.tolist()) - {"-1"}))
        for plan in plans:
            own = work == f"{plan.level}-{plan.cycle[:4]}"
            share = [words[own & (said == each)].sum() / words[own].sum() if each else 0.0 for each in stands]
            scores.add(f"{name}: share_error", np.abs(np.array(share) - plan.shares).mean())
    return scores.found


def peer_topics(matrix: np.ndarray, seed: int, python: str, options: dict[str, object], outliers: str) -> np.ndarray:
    """The topic of each passage, as text; "-1" for what it calls outliers."""
    with tempfile.TemporaryDirectory() as folder:
        held, told = Path(folder) / "matrix.npz", Path(folder) / "topics.json"
        np.savez(held, matrix=matrix)
        command = [python, "-c", PEER, str(held), str(seed), json.dumps(options), outliers, str(told)]
        subprocess.run(command, check=True, env={**os.environ, "OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"})
        return np.array([str(each) for each in json.loads(told.read_text())])


def resumed(
    scenarios: tuple[Scenario, ...], corpora: int, out: Path, score: Callable[[Scenario, int], dict[str, list[float]]]
) -> Iterator[tuple[Scenario, dict[str, list[float]]]]:
    """The figures of each scenario over its corpora; those in the file are not made again."""
    done = [json.loads(line) for line in out.read_text().splitlines()] if out.is_file() else []
    seen = {(json.dumps(each["scenario"]), each["seed"]): each["found"] for each in done}
    for scenario in scenarios:
        key = json.dumps(asdict(scenario))
        together: dict[str, list[float]] = {}
        with out.open("a") as kept:
            for seed in range(corpora):
                found = seen.get((key, seed))
                if found is None:
                    found = score(scenario, seed)
                    kept.write(json.dumps({"scenario": asdict(scenario), "seed": seed, "found": found}) + "\n")
                for name, values in found.items():
                    together.setdefault(name, []).extend(values)
        yield scenario, together


def mean(found: dict[str, list[float]], name: str) -> float:
    """The mean of a figure."""
    return float(np.mean(found[name])) if found.get(name) else float("nan")


def line(scenario: Scenario, found: dict[str, list[float]], corpora: int, more: tuple[str, ...] = ()) -> str:
    """A line of the table."""
    cells = [
        scenario.name,
        f"{scenario.passages} in {scenario.sections}" if not scenario.sizes else f"5 in each of {scenario.sizes}",
        f"{scenario.icc:.2f}",
        str(corpora),
        f"{mean(found, 'share_held'):.3f} ({mean(found, 'share_width'):.3f})",
        f"{mean(found, 'change_held'):.3f} ({mean(found, 'change_width'):.3f})",
        f"{mean(found, 'false'):.3f}",
        f"{mean(found, 'any_false_unchanged'):.3f}",
        f"{mean(found, 'power'):.3f}",
        f"{mean(found, 'power_alone'):.3f}",
        f"{mean(found, 'detectable') * 100:.1f}",
        f"{mean(found, 'share_error') * 100:.2f}",
        *(f"{mean(found, each):.3f}" for each in more),
    ]
    return "| " + " | ".join(cells) + " |"


HEAD = (
    "planted, first level",
    "passages in sections",
    "icc",
    "corpora",
    "shares held (width)",
    "changes held (width)",
    "false discoveries",
    "any, where nothing changed",
    "power",
    "tested alone",
    "detectable, points",
    "error of shares, points",
)


def table(head: tuple[str, ...], lines: list[str]) -> str:
    """A Markdown table."""
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *lines])


def curve(rows: list[tuple[Scenario, dict[str, list[float]]]]) -> str:
    """The power by size of the change, passages and correlation."""
    lines = []
    for n, icc in dict.fromkeys((scenario.passages, scenario.icc) for scenario, _ in rows):
        own = [found for scenario, found in rows if (scenario.passages, scenario.icc) == (n, icc)]
        cells = [f"{mean(each, 'power'):.2f} ({mean(each, 'power_alone'):.2f})" for each in own]
        lines.append(f"| {n} in {n // 5} | {icc:.2f} | " + " | ".join(cells) + " |")
    sizes = tuple(f"{size * 100:g} points" for size in SIZES)
    return table(("passages in sections", "icc", *sizes), lines)


def main() -> None:
    """Print the figures as Markdown tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("known", "same", "curve", "estimated", "peer"))
    parser.add_argument("--corpora", type=int)
    parser.add_argument("--peer", default=sys.executable, help="the Python of an environment with BERTopic")
    parser.add_argument("--out", type=Path, default=None)
    asked = parser.parse_args()
    start, out = time.perf_counter(), asked.out or Path(tempfile.gettempdir()) / f"drift-{asked.what}.jsonl"
    if asked.what == "known":
        corpora = asked.corpora or 1000
        rows = resumed(KNOWN + SAME, corpora, out, scored_known)
        print(table(HEAD, [line(scenario, found, corpora) for scenario, found in rows]))
    elif asked.what == "same":
        corpora = asked.corpora or 1000
        rows = resumed(SAME, corpora, out, scored_known)
        print(table(HEAD, [line(scenario, found, corpora) for scenario, found in rows]))
    elif asked.what == "curve":
        print(curve(list(resumed(CURVE, asked.corpora or 200, out, scored_known))))
    elif asked.what == "estimated":
        corpora = asked.corpora or 200
        rows = resumed(KNOWN[:1], corpora, out, scored_estimated)
        lines = [
            line(scenario, found, corpora, ("held_found", "width_found", "not_found", ARI)) for scenario, found in rows
        ]
        print(table((*HEAD, "held, of themes found", "width", "planted themes not found", "ARI"), lines))
    else:
        _, found = next(resumed(KNOWN[:1], asked.corpora or 20, out, lambda *each: scored_peer(*each, asked.peer)))
        lines = [
            f"| {name} | {mean(found, f'{name}: share_error') * 100:.2f} | {mean(found, f'{name}: ari'):.2f} "
            f"| {mean(found, f'{name}: topics'):.1f} |"
            for name in PEERS
        ]
        print(table(("BERTopic", "error of shares, points", "ARI", "topics"), lines))
    print(f"\n{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
