"""Words that changed between two successive works: log-odds that one repeated slogan cannot win."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.compare.counted import counted, sections
from kentering.cycles import successive
from kentering.settings import CompareSettings
from kentering.tables import TEXTS, from_rows
from kentering.words.forms import tokens

Real = npt.NDArray[np.float64]

PRIOR_WORDS = 500  # what the background counts for, in words
FEWEST_USES = 5  # of a word in both works together
FEWEST_SECTIONS = 3  # in which a word must stand on the side where it gains


def log_odds(first: Real, second: Real, prior: Real) -> tuple[Real, Real]:
    """Log-odds ratio of each word, second text against first, and its z-score; counts and prior in words.

    With an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, equations 16, 19 and 22).

    >>> ratio, z = log_odds(np.array([1.0, 9.0]), np.array([9.0, 1.0]), np.array([1.0, 1.0]))
    >>> ratio.round(3).tolist(), z.round(3).tolist()
    ([3.219, -3.219], [4.156, -4.156])
    """
    odds = [_odds(counts, prior) for counts in (first, second)]
    variance = 1 / (first + prior) + 1 / (second + prior)
    ratio = np.log(odds[1]) - np.log(odds[0])
    return ratio, ratio / np.sqrt(variance)


def _odds(counts: Real, prior: Real) -> Real:
    return np.asarray((counts + prior) / (counts.sum() + prior.sum() - counts - prior))


def unevenness(uses: Real, prior: Real) -> Real:
    """Variance of each word's log-odds if other sections had been written; `uses` is (sections, words).

    The variance of the log-odds linearised in the sections' counts (Binder 1983): what counts on words falling one by
    one leaves out, and what makes a word that one section repeats say little. One section gives no variance: infinite.
    """
    size = len(uses)
    if size < 2:
        return np.full(uses.shape[1], np.inf)
    total = uses.sum(axis=0)
    rest = total.sum() + prior.sum() - total - prior
    per_section = uses / (total + prior) - (uses.sum(axis=1, keepdims=True) - uses) / rest
    return np.asarray(per_section.var(axis=0, ddof=1) * size)


def wording(
    passages: pd.DataFrame, documents: pd.DataFrame, works: pd.DataFrame, settings: CompareSettings
) -> pd.DataFrame:
    """Words that successive works of a series use more, or less, per language in which both have text.

    Counted are dictionary forms of content words in running text. The prior is the corpus's own use of the language,
    at the weight of 500 words. `z` is the published score; `z_sections` divides by the larger of the published
    deviation and that over sections. `more` and `less` need a q-value (Benjamini and Hochberg 1995) within the
    settings and three sections that use the word on the side where it gains; the rest is `inconclusive`.
    """
    rows = counted(passages, documents, works)
    about = {str(work["work_id"]): str(work["series"]) for _, work in works.iterrows()}
    texts = {
        (str(work), str(language)): _text(group)
        for (work, language), group in rows.groupby(["work_id", "language"], sort=True)
    }
    background = _background(texts)
    found: list[dict[str, Any]] = []
    with_text = works[works["work_id"].isin({work for work, _ in texts})]
    for work_from, work_to in successive(with_text):
        for language in sorted(background):
            pair = [texts.get((work, language)) for work in (work_from, work_to)]
            if pair[0] is not None and pair[1] is not None:
                same = {"series": about[work_to], "language": language, "work_from": work_from, "work_to": work_to}
                found += [{**same, **row} for row in _of_pair(pair[0], pair[1], background[language], settings)]
    return from_rows("wording", found)


@dataclass(frozen=True)
class _Text:
    """One language version of a work: the uses of each word in each section, and the forms it was seen in."""

    kind: str
    uses: list[Counter[str]]
    shown: dict[str, Counter[str]]

    @property
    def total(self) -> Counter[str]:
        whole: Counter[str] = Counter()
        for each in self.uses:
            whole.update(each)
        return whole


def _text(rows: pd.DataFrame) -> _Text:
    numbers = sections([rows]).numbers[0]
    uses: list[Counter[str]] = [Counter() for _ in range(int(numbers[-1]) + 1)]
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    for text, language, number in zip(rows["text"], rows["language"], numbers, strict=True):
        for token in tokens(str(text), str(language)):
            if token.content:
                uses[number][token.lemma] += 1
                shown[token.lemma][token.text.lower()] += 1
    return _Text(str(rows["text_kind"].iloc[0]), uses, shown)


def _background(texts: dict[tuple[str, str], _Text]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for (_, language), text in texts.items():
        found[language].update(text.total)
    return found


def _of_pair(before: _Text, after: _Text, background: Counter[str], settings: CompareSettings) -> list[dict[str, Any]]:
    words = sorted(set(before.total) | set(after.total))
    if not words:
        return []
    prior = np.array([background[word] for word in words], dtype=np.float64)
    prior *= PRIOR_WORDS / prior.sum()
    uses = [_matrix(text, words) for text in (before, after)]
    totals = [each.sum(axis=0) for each in uses]
    ratio, z = log_odds(totals[0], totals[1], prior)
    apart = unevenness(uses[0], prior) + unevenness(uses[1], prior)
    by_words = 1 / (totals[0] + prior) + 1 / (totals[1] + prior)
    z_sections = ratio / np.sqrt(np.maximum(by_words, apart))
    often = totals[0] + totals[1] >= FEWEST_USES
    q_values = _q_values(z_sections, often)
    held = [(each > 0).sum(axis=0) for each in uses]
    spread = np.where(ratio > 0, held[1], held[0]) >= FEWEST_SECTIONS
    sure = (q_values <= settings.false_discovery) & spread
    forms = [before.shown.get(word, Counter()) + after.shown.get(word, Counter()) for word in words]
    return [
        {
            "text": max(before.kind, after.kind, key=TEXTS.index),
            "word": word,
            "shown": min(forms[place], key=lambda form: (-forms[place][form], form)),
            "n_from": int(totals[0][place]),
            "n_to": int(totals[1][place]),
            "per_thousand_from": 1000 * totals[0][place] / max(totals[0].sum(), 1),
            "per_thousand_to": 1000 * totals[1][place] / max(totals[1].sum(), 1),
            "sections_from": int(held[0][place]),
            "sections_to": int(held[1][place]),
            "log_odds": ratio[place],
            "z": z[place],
            "z_sections": z_sections[place],
            "q_value": q_values[place],
            "verdict": ("more" if ratio[place] > 0 else "less") if sure[place] else "inconclusive",
        }
        for place, word in enumerate(words)
        if often[place]
    ]


def _matrix(text: _Text, words: list[str]) -> Real:
    return np.array([[section[word] for word in words] for section in text.uses], dtype=np.float64)


def _q_values(z_scores: Real, tested: npt.NDArray[np.bool_]) -> Real:
    from scipy.stats import false_discovery_control, norm

    q_values = np.ones(len(z_scores))
    if tested.any():
        q_values[tested] = false_discovery_control(2 * norm.sf(np.abs(z_scores[tested])), method="bh")
    return q_values
