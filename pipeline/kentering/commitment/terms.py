"""The terms of measures, arrangements, indicators and actors in a sentence, words and phrases alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from kentering.commitment.grammar import Grammar, grammar
from kentering.commitment.patterns import Match, Patterns, Word


class Terms:
    """The terms of one language; a term of one word may begin or end with *, one of several may not."""

    def __init__(self, known: Grammar) -> None:
        labels = {**known.measures, **known.arrangements, **known.named, **known.senses}
        cut = {term: known.words(term) for each in (*labels.values(), known.other) for term in each if "*" not in term}
        spelt = {term: " ".join(word.lower for word in words) for term, words in cut.items()}
        phrases = {
            label: [spelt[each] for each in listed if len(cut.get(each, ())) > 1] for label, listed in labels.items()
        }
        self._phrases = Patterns({**phrases, "not": [spelt[each] for each in known.other]})
        self._exact: dict[str, list[str]] = defaultdict(list)
        for label, listed in labels.items():
            for term in listed:
                if len(cut.get(term, ())) == 1:
                    self._exact[spelt[term]].append(label)
        self._begins = {label: _bare(listed, "{}*") for label, listed in labels.items()}
        self._ends = {label: _bare(listed, "*{}") for label, listed in labels.items()}
        self._of_word: dict[str, tuple[str, ...]] = {}

    def hits(self, words: Sequence[Word]) -> list[Match]:
        """The terms in a sentence, by label and place; what lies in a phrase of `not` is none."""
        found = set(self._phrases.matches(words))
        other = {place for each in found if each.label == "not" for place in range(each.start, each.end)}
        for place, word in enumerate(words):
            found |= {Match(label, place, place + 1) for label in self._labels(word.lower)}
        kept = [each for each in found if each.label != "not" and not other.intersection(range(each.start, each.end))]
        return sorted(each for each in kept if not any(_inside(each, wider) for wider in kept))

    def _labels(self, word: str) -> tuple[str, ...]:
        if word not in self._of_word:
            begins = [label for label, starts in self._begins.items() if word.startswith(starts)]
            ends = [label for label, stops in self._ends.items() if word.endswith(stops)]
            self._of_word[word] = tuple(dict.fromkeys((*self._exact.get(word, ()), *begins, *ends)))
        return self._of_word[word]


def _bare(terms: Sequence[str], shape: str) -> tuple[str, ...]:
    """The terms of a shape without their star.

    >>> _bare(["preventi*", "*preventie", "zorg"], "{}*")
    ('preventi',)
    """
    bare = ((term, term.strip("*")) for term in terms)
    return tuple(rest for term, rest in bare if "*" in term and term == shape.format(rest))


def _inside(hit: Match, other: Match) -> bool:
    return hit.label == other.label and hit != other and other.start <= hit.start and hit.end <= other.end


@cache
def terms(language: str) -> Terms:
    """The terms of nl, fr or en."""
    return Terms(grammar(language))


def shown(words: Sequence[Word], hits: Sequence[Match], sentence: str) -> Mapping[str, list[str]]:
    """The words of the hits by label, as printed, each once."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in hits:
        printed = sentence[words[each.start].start : words[each.end - 1].end]
        if printed not in found[each.label]:
            found[each.label].append(printed)
    return found
