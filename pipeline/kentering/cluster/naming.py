"""What a theme is about, in words of its own passages and their headings, per language."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.cluster.space import Labels
from kentering.cluster.terms import terms
from kentering.tables import LANGUAGES
from kentering.vectors import Matrix

N_KEYWORDS = 10
N_LABEL = 3
# So many terms of a theme are held against its centre.
N_CANDIDATES = 60
LEAST_PASSAGES = 3
# A word gives way to a phrase with it that makes up at least this part of its uses.
PHRASE_PART = 0.5
Key = tuple[str, ...]


def names(rows: pd.DataFrame, themes: Labels, n_themes: int, vectors: Matrix) -> list[dict[str, str]]:
    """label_xx and keywords_xx of each theme; empty in a language in which it has hardly a passage.

    `vectors` are those of the rows, with no neighbours mixed in.
    """
    named: list[dict[str, str]] = [{} for _ in range(n_themes)]
    languages = rows["language"].to_numpy(dtype=str)
    enough = _enough(languages, themes, n_themes)
    for language in LANGUAGES:
        own = languages == language
        headings, heading_themes = _headings(rows[own], themes[own])
        texts = [*rows.loc[own, "text"], *headings]
        found = _keywords(texts, [*themes[own].tolist(), *heading_themes], n_themes, language, vectors[own])
        keywords = [words if language in enough[theme] else [] for theme, words in enumerate(found)]
        for theme, label in enumerate(_labels(keywords)):
            named[theme][f"label_{language}"] = label
            named[theme][f"keywords_{language}"] = ", ".join(keywords[theme])
    return named


def _headings(rows: pd.DataFrame, themes: Labels) -> tuple[list[str], list[int]]:
    # A section often names its subject in its heading only; each heading speaks once for each theme beneath it.
    beneath: dict[tuple[str, tuple[str, ...], int], None] = {}
    for document_id, path, theme in zip(rows["document_id"], rows["headings"], themes.tolist(), strict=True):
        beneath |= {(document_id, tuple(path[:depth]), theme): None for depth in range(1, len(path) + 1)}
    texts = [path[-1].lower() if path[-1].isupper() else path[-1] for _, path, _ in beneath]
    return texts, [theme for _, _, theme in beneath]


def _enough(languages: npt.NDArray[np.str_], themes: Labels, n_themes: int) -> list[set[str]]:
    # Too few passages give chance words; the language with most of them names the theme in any case.
    listed = []
    for theme in range(n_themes):
        counts = Counter(languages[themes == theme].tolist())
        most = [max(sorted(counts), key=lambda each: counts[each])] if counts else []
        listed.append({language for language, times in counts.items() if times >= LEAST_PASSAGES} | set(most))
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


def _keywords(texts: list[str], themes: list[int], n_themes: int, language: str, vectors: Matrix) -> list[list[str]]:
    counts: list[Counter[Key]] = [Counter() for _ in range(n_themes)]
    passages: list[Counter[Key]] = [Counter() for _ in range(n_themes)]
    shown: dict[Key, Counter[str]] = defaultdict(Counter)
    places: dict[Key, list[int]] = defaultdict(list)
    for place, (text, theme) in enumerate(zip(texts, themes, strict=True)):
        found = list(terms(text, language))
        if place < len(vectors):  # headings come after the passages, and have no vector
            for key in dict.fromkeys(term.key for term in found):
                places[key].append(place)
        for term in found:
            shown[term.key][term.shown] += 1
        if theme >= 0:
            counts[theme].update(term.key for term in found)
            passages[theme].update({term.key for term in found})
    weights = _near(_weights(counts, passages), places, vectors, np.array(themes[: len(vectors)], dtype=np.int64))
    listed = [_chosen(weights[theme], counts[theme], passages[theme]) for theme in range(n_themes)]
    return [[_form(shown[key]) for key in each] for each in listed]


def _weights(counts: list[Counter[Key]], passages: list[Counter[Key]]) -> list[dict[Key, float]]:
    """Class-based TF-IDF (Grootendorst 2022), times the part of the term's passages that are in the theme.

    One passage elsewhere is taken for granted, so that a term of few passages has no head start.
    """
    total, everywhere = _sum(counts), _sum(passages)
    sizes = [sum(each.values()) for each in counts if each]
    mean = float(np.mean(sizes)) if sizes else 0.0
    weights = []
    for own, held in zip(counts, passages, strict=True):
        size = sum(own.values())
        rarity = {key: float(np.log1p(mean / total[key])) for key in own}
        weights.append({key: own[key] / size * rarity[key] * held[key] / (everywhere[key] + 1) for key in own})
    return weights


def _near(
    weights: list[dict[Key, float]], places: Mapping[Key, list[int]], vectors: Matrix, themes: Labels
) -> list[dict[Key, float]]:
    """The weightiest terms of each theme, times how near the passages that have the term are to the theme's centre.

    A word that stands all over has passages that point nowhere together. A term of headings only keeps its weight.
    """
    nearer = []
    for theme, own in enumerate(weights):
        middle = vectors[themes == theme].sum(axis=0, dtype=np.float64)
        best = sorted(own, key=lambda key: (-round(own[key], 9), key))[:N_CANDIDATES]
        nearer.append(
            {key: own[key] * _cosine(vectors[places[key]], middle) if key in places else own[key] for key in best}
        )
    return nearer


def _cosine(members: Matrix, middle: npt.NDArray[np.float64]) -> float:
    mean = members.sum(axis=0, dtype=np.float64)
    lengths = float(np.linalg.norm(mean) * np.linalg.norm(middle))
    return max(0.0, float(mean @ middle) / lengths) if lengths else 0.0


def _sum(counters: list[Counter[Key]]) -> Counter[Key]:
    total: Counter[Key] = Counter()
    for each in counters:
        total.update(each)
    return total


def _chosen(weights: Mapping[Key, float], counts: Counter[Key], passages: Counter[Key]) -> list[Key]:
    # A word of one passage says little of a theme, unless there is nothing else.
    often = [key for key in weights if passages[key] > 1] or list(weights)
    ranked = sorted(often, key=lambda key: (-round(weights[key], 9), key))
    phrases = [key for key in ranked if len(key) > 1]
    chosen: list[Key] = []
    for key in ranked:
        best = _fuller(key, phrases, counts)
        if not any(set(best) & set(other) for other in chosen):
            chosen.append(best)
        if len(chosen) == N_KEYWORDS:
            break
    return chosen


def _fuller(key: Key, phrases: Iterable[Key], counts: Counter[Key]) -> Key:
    longer = (each for each in phrases if set(key) < set(each) and counts[each] >= PHRASE_PART * counts[key])
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
