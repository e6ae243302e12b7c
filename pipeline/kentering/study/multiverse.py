"""One shift under other choices that an analyst could have made: does it hold?"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from kentering import cluster, compare, tables
from kentering.errors import InputError, UnknownNameError
from kentering.settings import Settings

if TYPE_CHECKING:
    from kentering.study import Study

# A theme is the same theme as long as the two share at least this part of their words (Jaccard).
LEAST_OVERLAP = 0.3
MAX_WORDS = (1.0, 0.67, 1.5)  # times the study's own
THEMES_MORE = (0, -2, 2)
SEEDS_ON = (0, 1, 2)
CENTRINGS = ("twins", "language", "none")

Words = dict[tuple[str, int], float]


class Specification(NamedTuple):
    """One set of choices."""

    place: int
    encoder: str
    max_words: int
    neighbours: tuple[float, ...]
    centring: str
    themes_more: int
    seed: int


class Finding(NamedTuple):
    """The shift that is held against other choices: a theme and two plans."""

    theme_id: str
    work_from: str
    work_to: str


def multiverse(study: Study, finding: Finding, most: int = 24, encoders: Sequence[str] = ()) -> pd.DataFrame:
    """The shift of a theme between two plans, under other passages, contexts, centrings, numbers of themes and seeds.

    Centring varies where there are several languages; the seed draws the sections that decide on numbers and stability.

    A multiverse analysis (Steegen, Tuerlinckx, Gelman and Vanpaemel 2016). `encoders` are tried beside the study's
    own. Of the whole grid, those that change one choice are taken first, each choice in its turn, then others drawn
    with the study's seed, up to `most`; the first row is the study's own. A theme of another clustering stands for the
    finding's theme if it shares the largest part of its words, and at least three tenths; else the shift counts as not
    found there. A finding that the table of shifts does not have raises UnknownNameError.
    """
    from tqdm.auto import tqdm

    own = _row(study.shifts, finding)
    if own is None:
        known = [f"{row.theme_id} {row.work_from} {row.work_to}" for row in study.shifts.itertuples()]
        raise UnknownNameError(" ".join(finding), "shift", known)
    if most < 2:
        message = f"most = {most}: one specification is no multiverse"
        raise InputError(message, "give 2 or more")
    meant = _words(study.passages, study.assignments, finding.theme_id)
    n_themes = int((study.themes["parent_id"] == "").sum())
    languages = study.built.documents["language"].nunique()
    rows = []
    chosen = specifications(study.settings, most, encoders, languages)
    unseen = not (sys.stderr.isatty() or "ipykernel" in sys.modules)
    with tqdm(total=len(chosen), desc="multiverse", unit="specification", leave=False, disable=unseen) as shown:
        for (encoder, max_words), group in _by_passages(chosen):
            other = study.using(embed={"model": encoder}, segment={"max_words": max_words})
            for each in group:
                rows.append(_outcome(other, each, n_themes + each.themes_more, meant, finding, own))
                shown.update()
    return tables.from_rows("multiverse", sorted(rows, key=lambda row: int(row["specification"])))


def specifications(
    settings: Settings, most: int, encoders: Sequence[str] = (), languages: int = 1
) -> list[Specification]:
    """The study's own choices, those that change one of them, then others of the grid drawn with the seed."""
    own = settings.segment.max_words
    neighbours = list(dict.fromkeys([settings.cluster.neighbours, (1.0,)]))
    centrings = dict.fromkeys([settings.cluster.centring, *(CENTRINGS if languages > 1 else ())])
    choices: tuple[list[Any], ...] = (
        list(dict.fromkeys([settings.embed.model, *encoders])),
        list(dict.fromkeys(max(settings.segment.min_words, round(own * times)) for times in MAX_WORDS)),
        neighbours,
        list(centrings),
        list(THEMES_MORE),
        [settings.cluster.seed + more for more in SEEDS_ON],
    )
    grid = list(itertools.product(*choices))
    changed = [sum(each != firsts for each, firsts in zip(point, grid[0], strict=True)) for point in grid]
    near = [point for point, number in zip(grid, changed, strict=True) if number <= 1]
    near.sort(key=lambda point: max(values.index(each) for values, each in zip(choices, point, strict=True)))
    far = [point for point, number in zip(grid, changed, strict=True) if number > 1]
    drawn = np.random.default_rng(settings.cluster.seed).permutation(len(far))[: max(0, most - len(near))]
    chosen = [*near, *(far[place] for place in sorted(drawn.tolist()))][:most]
    return [Specification(place, *point) for place, point in enumerate(chosen)]


def kept(found: pd.DataFrame) -> dict[str, float]:
    """The part of the specifications, the study's own left out, that finds the theme, keeps the sign, the verdict."""
    others = found[found["specification"] > 0]
    return {
        "specifications": float(len(others)),
        "found": float((others["theme_id"] != "").mean()),
        "same_sign": float(others["same_sign"].mean()),
        "same_verdict": float(others["same_verdict"].mean()),
    }


def _by_passages(chosen: list[Specification]) -> Iterator[tuple[tuple[str, int], list[Specification]]]:
    """Specifications that share passages and vectors together: these are made once."""

    def key(each: Specification) -> tuple[str, int]:
        return each.encoder, each.max_words

    for shared, group in itertools.groupby(sorted(chosen, key=key), key=key):
        yield shared, list(group)


def _outcome(
    study: Study, each: Specification, n_themes: int, meant: Words, finding: Finding, own: Mapping[str, Any]
) -> dict[str, Any]:
    works, documents = study.corpus.works, study.built.documents
    choice = {
        "neighbours": each.neighbours,
        "centring": each.centring,
        "n_themes": max(2, n_themes),
        "seed": each.seed,
    }
    settings = study.settings.using(cluster=choice)
    made = cluster.clustering(study.passages, study.vectors, documents, works, settings.cluster)
    broad = made.themes[made.themes["parent_id"] == ""]
    overlaps = {
        str(theme): _overlap(meant, _words(study.passages, made.assignments, str(theme))) for theme in broad["theme_id"]
    }
    theme = max(sorted(overlaps), key=lambda name: overlaps[name], default="")
    told: dict[str, Any] = {
        "specification": each.place,
        "encoder": each.encoder,
        "max_words": each.max_words,
        "neighbours": " ".join(f"{weight:g}" for weight in each.neighbours),
        "centring": each.centring,
        "n_themes": len(broad),
        "seed": each.seed,
        "overlap": round(overlaps.get(theme, 0.0), 4),
    }
    shifts = compare.shifts(study.passages, made.assignments, documents, works, settings.compare, themes=made.themes)
    row = _row(shifts, finding._replace(theme_id=theme)) if told["overlap"] >= LEAST_OVERLAP else None
    return told | _compared(row, broad, own)


def _compared(row: Mapping[str, Any] | None, themes: pd.DataFrame, own: Mapping[str, Any]) -> dict[str, Any]:
    figures = ("share_from", "share_to", "change", "change_low", "change_high")
    if row is None:
        gaps = {name: float("nan") for name in (*figures, "stability")}
        return {"theme_id": "", "verdict": "", "same_sign": False, "same_verdict": False, **gaps}
    steady = dict(zip(themes["theme_id"], themes["stability"], strict=True))
    return {
        "theme_id": row["theme_id"],
        "stability": steady[row["theme_id"]],
        **{name: row[name] for name in figures},
        "verdict": row["verdict"],
        "same_sign": bool(np.sign(row["change"]) == np.sign(own["change"])),
        "same_verdict": row["verdict"] == own["verdict"],
    }


def _row(shifts: pd.DataFrame, finding: Finding) -> dict[str, Any] | None:
    own = shifts[
        (shifts["theme_id"] == finding.theme_id)
        & (shifts["work_from"] == finding.work_from)
        & (shifts["work_to"] == finding.work_to)
    ]
    return {str(key): value for key, value in own.iloc[0].items()} if len(own) else None


def _words(passages: pd.DataFrame, assignments: pd.DataFrame, theme_id: str) -> Words:
    """The words of a theme, block by block: blocks stay the same when passages are cut otherwise."""
    own = set(assignments.loc[assignments["theme_id"] == theme_id, "passage_id"])
    held: Words = {}
    for row in passages[passages["passage_id"].isin(own) & passages["running"]].to_dict("records"):
        blocks = range(int(row["block_first"]), int(row["block_last"]) + 1)
        for block in blocks:
            place = (str(row["document_id"]), block)
            held[place] = held.get(place, 0.0) + row["n_words"] / len(blocks)
    return held


def _overlap(one: Words, other: Words) -> float:
    """Words that both hold, of all words of either."""
    places = sorted(one.keys() | other.keys())
    both = sum(min(one.get(each, 0.0), other.get(each, 0.0)) for each in places)
    either = sum(max(one.get(each, 0.0), other.get(each, 0.0)) for each in places)
    return both / either if either else 0.0
