"""One sentence read: how it binds, what measure it names, what it arranges, and who, how many, when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kentering.commitment.absent import present
from kentering.commitment.grammar import grammar
from kentering.commitment.meant import meant
from kentering.commitment.modality import NONE, Modality, modality
from kentering.commitment.numbers import dates, n_figures
from kentering.commitment.targets import is_target
from kentering.commitment.terms import shown, terms


class Reading(NamedTuple):
    """What one sentence says; `words` has, per label, the words that say so."""

    modality: Modality
    measures: tuple[str, ...]
    arrangements: tuple[str, ...]
    actors: tuple[str, ...]
    n_figures: int
    dates: tuple[str, ...]
    indicator: bool
    words: Mapping[str, list[str]]


def reading(sentence: str, language: str, *, bullet: bool = False, opener: Modality = NONE) -> Reading:
    """A sentence read by itself, but for the sentence that opens the list in which it stands.

    >>> reading("De politie dient elk jaar 5% meer inbraken te voorkomen.", "nl").modality.value
    'obligation'
    """
    known, listed = grammar(language), terms(language)
    cut = known.words(sentence)
    bound = modality(cut, sentence, language, bullet=bullet, opener=opener)
    binds = bound.value in ("obligation", "commitment")
    hits = present(cut, meant(cut, listed.hits(cut), known, binds=binds), known, binds=binds)
    words = shown(cut, hits, sentence)
    return Reading(
        modality=bound,
        measures=tuple(each for each in known.measures if each in words),
        arrangements=tuple(each for each in known.arrangements if each in words),
        actors=tuple(words.get("actors", ())),
        n_figures=n_figures(sentence, language),
        dates=tuple(dates(sentence, language)),
        indicator="indicators" in words or is_target(sentence, binds=binds),
        words=words,
    )
