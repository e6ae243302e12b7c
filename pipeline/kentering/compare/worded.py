"""Which passages of two texts have the same words, or the one the words of the other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from kentering.compare.likeness import Runs, words

_SAME_WORDS = 0.9  # part of the words of two passages, counted with their repetitions, that they share
_SAME_RUNS = 0.7  # part of the runs of words of either that the other has, so that their order is nearly the same too
_PART = 0.5  # part of the runs of the shorter passage that the longer one has, where the one is a part of the other
_LEAST_RUNS = 6  # in common, below which a part could be a phrase


@dataclass(frozen=True)
class Text:
    """The passages of one language version, as they are compared."""

    ids: list[str]
    texts: list[str]
    words: list[Counter[str]]
    headings: list[frozenset[str]]
    language: str


def text(rows: pd.DataFrame) -> Text:
    """The passages of the rows, which are of one language."""
    return Text(
        ids=[str(each) for each in rows["passage_id"]],
        texts=[str(each) for each in rows["text"]],
        words=[Counter(words(str(text))) for text in rows["text"]],
        headings=[frozenset(" ".join(words(str(each))) for each in path) - {""} for path in rows["headings"]],
        language=str(rows["language"].iloc[0]),
    )


def parts(old: Text, young: Text) -> dict[tuple[int, int], bool]:
    """Pairs of a later and an earlier passage of which one is a part of the other by its runs of words.

    True where they are nearly the same. Texts in two languages have none.
    """
    if old.language != young.language:
        return {}
    held, n = Runs([*old.texts, *young.texts]), len(old.texts)
    found = {}
    for line, a, common in zip(*held.common(slice(n, n + len(young.texts)), slice(0, n)), strict=True):
        sizes = held.sizes[line], held.sizes[a]
        same = _same_words(young.words[line - n], old.words[a]) and common >= _SAME_RUNS * max(sizes)
        if same or (common >= _PART * min(sizes) and common >= _LEAST_RUNS):
            found[int(line - n), int(a)] = bool(same)
    return _without_rivals(found, old, young)


def _without_rivals(pairs: dict[tuple[int, int], bool], old: Text, young: Text) -> dict[tuple[int, int], bool]:
    """The pairs without those that only share a phrase, and with one like for each passage.

    A passage that has its like on the other side is no part of another. Of several likes (a formula that a plan
    repeats) that under the most of the same headings counts, then that which stands nearest in the text.
    """
    alike = sorted(pair for pair, same in pairs.items() if same)
    order = {
        (b, a): (-len(young.headings[b] & old.headings[a]), abs(b / len(young.ids) - a / len(old.ids)))
        for b, a in alike
    }
    up: dict[int, tuple[int, int]] = {}
    down: dict[int, tuple[int, int]] = {}
    for pair in sorted(alike, key=order.__getitem__):
        up.setdefault(pair[0], pair)
        down.setdefault(pair[1], pair)
    kept = {*up.values(), *down.values()}
    parted = {pair for pair, same in pairs.items() if not same and pair[0] not in up and pair[1] not in down}
    return {pair: pairs[pair] for pair in sorted(kept | parted)}


def _same_words(one: Counter[str], other: Counter[str]) -> bool:
    together = (one | other).total()
    return together > 0 and (one & other).total() / together >= _SAME_WORDS
