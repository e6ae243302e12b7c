"""What a theme is about, in words of its own passages and their headings, per language."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.cluster.space import Labels
from kentering.cluster.terms import Key, heading_term, terms
from kentering.tables import LANGUAGES
from kentering.vectors import Matrix

N_KEYWORDS = 10
N_LABEL = 3
# So many terms of a theme are held against its centre.
N_CANDIDATES = 60
LEAST_PASSAGES = 3
# A language names a theme where it has at least this part of what it would have if themes knew no languages.
LEAST_LIKE = 0.5
# A word gives way to a phrase with it that makes up at least this part of its uses.
PHRASE_PART = 0.5
# A phrase says more than a word of the same weight.
PHRASE_WORTH = 1.5
# What is left of the weight of a term all of whose passages have a term in front of it.
SAID_BEFORE = 0.4
# A term that names a theme stands in this part of its passages.
LEAST_PART = 0.05
Places = dict[Key, npt.NDArray[np.int64]]


class Terms(NamedTuple):
    """The terms of one language: the passages of that language in which each stands, and its forms."""

    places: Places
    shown: dict[Key, Counter[str]]


def terms_by_language(rows: pd.DataFrame) -> dict[str, Terms]:
    """What the passages say, per language: found once, for themes of every level."""
    return {language: _terms(rows[rows["language"] == language], language) for language in LANGUAGES}


def names(
    rows: pd.DataFrame, themes: Labels, n_themes: int, vectors: Matrix, known: Mapping[str, Terms]
) -> list[dict[str, str]]:
    """label_xx and keywords_xx of each theme; empty in a language in which it has hardly a passage.

    `vectors` are those of the rows, with no neighbours mixed in; `known` are the terms of the same rows.
    """
    named: list[dict[str, str]] = [{} for _ in range(n_themes)]
    languages = rows["language"].to_numpy(dtype=str)
    enough = _enough(languages, themes, n_themes)
    for language in LANGUAGES:
        own = languages == language
        found = _keywords(known[language], themes[own], n_themes, vectors[own])
        keywords = [words if language in enough[theme] else [] for theme, words in enumerate(found)]
        for theme, label in enumerate(_labels(keywords)):
            named[theme][f"label_{language}"] = label
            named[theme][f"keywords_{language}"] = ", ".join(keywords[theme])
    return named


def _enough(languages: npt.NDArray[np.str_], themes: Labels, n_themes: int) -> list[set[str]]:
    # Too few passages give chance words, strays in a theme of another language words of another subject; the language
    # with most of them names the theme in any case.
    everywhere = Counter(languages.tolist())
    listed = []
    for theme in range(n_themes):
        counts = Counter(languages[themes == theme].tolist())
        most = [max(sorted(counts), key=lambda each: counts[each])] if counts else []
        part = LEAST_LIKE * counts.total() / len(languages)
        known = {each for each, n in counts.items() if n >= max(LEAST_PASSAGES, part * everywhere[each])}
        listed.append(known | set(most))
    return listed


def _labels(keywords: list[list[str]]) -> list[str]:
    # Two themes never bear one name: the later one takes more words.
    given: set[str] = set()
    labels = []
    for listed in keywords:
        options = [" · ".join(listed[:length]) for length in range(N_LABEL, len(listed) + 1)] or [" · ".join(listed)]
        label = next((each for each in options if each not in given), options[-1])
        given.add(label)
        labels.append(label)
    return labels


def _keywords(known: Terms, themes: Labels, n_themes: int, vectors: Matrix) -> list[list[str]]:
    """The terms that say most of each theme, best first: each as it mostly stands in the text."""
    places, shown = known
    held = {key: np.bincount(themes[at][themes[at] >= 0], minlength=n_themes) for key, at in places.items()}
    sizes = np.bincount(themes[themes >= 0], minlength=n_themes)
    listed = []
    for theme in range(n_themes):
        weights = _weights(theme, held, int(sizes[theme]), n_themes)
        own = {key: places[key][themes[places[key]] == theme] for key in weights}
        near = _near(weights, own, vectors, vectors[themes == theme].sum(axis=0, dtype=np.float64))
        listed.append([_form(shown[key]) for key in _chosen(near, own)])
    return listed


def _terms(rows: pd.DataFrame, language: str) -> Terms:
    """The terms of passages that are all of one language.

    A section often names its subject in its heading only: what stands in the headings above a passage is said in it.
    """
    found: dict[Key, list[int]] = defaultdict(list)
    shown: dict[Key, Counter[str]] = defaultdict(Counter)
    of_heading: dict[str, list[tuple[Key, str]]] = {}
    for place, (text, path) in enumerate(zip(rows["text"], rows["headings"], strict=True)):
        own = [(term.key, term.shown) for term in terms(text, language)]
        for heading in path:
            if heading not in of_heading:
                of_heading[heading] = [(term.key, term.shown) for term in heading_term(heading, language)]
            own += of_heading[heading]
        for key, form in own:
            shown[key][form] += 1
        for key in dict.fromkeys(key for key, _ in own):
            found[key].append(place)
    return Terms({key: np.array(at, dtype=np.int64) for key, at in found.items()}, shown)


def _weights(theme: int, held: Mapping[Key, npt.NDArray[np.int64]], size: int, n_themes: int) -> dict[Key, float]:
    """Class-based TF-IDF (Grootendorst 2022) over passages, times the part of the term's passages in the theme.

    One passage elsewhere is taken for granted, so that a term of few passages has no head start. A term of one passage
    says little of a theme, unless there is nothing else.
    """
    least = max(2, LEAST_PART * size)
    some = {key: counts for key, counts in held.items() if counts[theme]}
    often = {key: counts for key, counts in some.items() if counts[theme] >= least} or some
    mean = float(np.mean([counts.sum() for counts in held.values()])) * n_themes if held else 0.0
    weights = {}
    for key, counts in often.items():
        own, everywhere = int(counts[theme]), int(counts.sum())
        weight = own / size * float(np.log1p(mean / everywhere)) * own / (everywhere + 1)
        weights[key] = weight * (PHRASE_WORTH if len(key) > 1 else 1.0)
    return weights


def _near(
    weights: Mapping[Key, float], own: Places, vectors: Matrix, middle: npt.NDArray[np.float64]
) -> dict[Key, float]:
    """The weightiest terms, times how near the passages that have the term are to the theme's centre.

    A word that stands all over has passages that point nowhere together.
    """
    best = sorted(weights, key=lambda key: (-round(weights[key], 9), key))[:N_CANDIDATES]
    return {key: weights[key] * _cosine(vectors[own[key]], middle) for key in best}


def _cosine(members: Matrix, middle: npt.NDArray[np.float64]) -> float:
    mean = members.sum(axis=0, dtype=np.float64)
    lengths = float(np.linalg.norm(mean) * np.linalg.norm(middle))
    return max(0.0, float(mean @ middle) / lengths) if lengths else 0.0


def _chosen(weights: Mapping[Key, float], own: Places) -> list[Key]:
    """The weightiest terms one by one; what stands where chosen ones stand weighs less: all parts get a word."""
    left = sorted(weights, key=lambda key: (-round(weights[key], 9), key))
    phrases = [key for key in left if len(key) > 1]
    chosen: list[Key] = []
    said: set[int] = set()
    while left and len(chosen) < N_KEYWORDS:
        key = max(left, key=lambda each: round(weights[each] * _new(own[each], said), 9))
        best = _fuller(key, phrases, own)
        left = [each for each in left if not set(each) & set(best) and not set(each) & set(key)]
        if not any(set(best) & set(other) for other in chosen):
            chosen.append(best)
            said |= set(own[key].tolist())
    return chosen


def _new(places: npt.NDArray[np.int64], said: set[int]) -> float:
    part = np.mean([place not in said for place in places.tolist()])
    return SAID_BEFORE + (1 - SAID_BEFORE) * float(part)


def _fuller(key: Key, phrases: Iterable[Key], own: Places) -> Key:
    longer = (each for each in phrases if set(key) < set(each) and len(own[each]) >= PHRASE_PART * len(own[key]))
    return next(longer, key)


def _form(forms: Counter[str]) -> str:
    """The form most often seen; lower case where it was ever seen so.

    >>> _form(Counter({"Drugs": 3, "drugs": 1, "drug": 1}))
    'drugs'
    """
    folded: Counter[str] = Counter()
    for form, times in forms.items():
        folded[form.lower() if form.lower() in forms else form] += times
    return min(folded, key=lambda form: (-folded[form], form))
