"""The names of declared items, taken apart: their concepts, their words, their letters, and where each item stands."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.match.nearness import Floats, Whole, answers, kinship, reach, under, weights
from kentering.match.senses import senses
from kentering.tables import variants
from kentering.words import LANGUAGES
from kentering.words.concepts import concepts
from kentering.words.stems import SMALL, content, folded, stem
from kentering.words.thesaurus import thesaurus

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_GRAM = 4
_ASIDE = 0.6  # what a concept counts where those before it tell the subject
_TELLING = 0.5
_BRACKETS = re.compile(r"(?<!\w)\([^()]*\)?")
_SPECIFICATION = re.compile(r":|;| [–—-] ")


@dataclass(frozen=True)
class Text:
    """One wording of an item in one language."""

    item: int
    language: str
    text: str
    concepts: frozenset[str] = frozenset()
    head: frozenset[str] = frozenset()  # those in what stands before a colon or a dash, brackets left out


@dataclass(frozen=True)
class Named:
    """Declared items in printed order, work by work."""

    ids: tuple[str, ...]
    works: npt.NDArray[np.str_]
    parents: Whole  # place of the item above, -1 at the top
    kinds: tuple[str, ...]
    texts: tuple[Text, ...]
    letters: csr_array  # a row a text: its runs of letters, at length one
    words: csr_array  # a row a text: its stems, at length one

    def of(self, work_id: str) -> Named:
        """The items of one work."""
        return self.rows(np.flatnonzero(self.works == work_id))

    def rows(self, chosen: Whole) -> Named:
        """Some of the items; an item whose parent is not among them stands at the top."""
        place = {int(old): new for new, old in enumerate(chosen)}
        kept = np.flatnonzero(np.isin(self.text_items, chosen))
        return Named(
            tuple(self.ids[each] for each in chosen),
            self.works[chosen],
            np.array([place.get(int(self.parents[each]), -1) for each in chosen], dtype=np.int64),
            tuple(self.kinds[each] for each in chosen),
            tuple(replace(self.texts[at], item=place[self.texts[at].item]) for at in kept),
            self.letters[kept],
            self.words[kept],
        )

    @cached_property
    def text_items(self) -> Whole:
        """The place of the item of each wording."""
        return np.array([text.item for text in self.texts], dtype=np.int64)

    @cached_property
    def depths(self) -> Whole:
        """How many items stand above each."""
        return np.array([len(self.ancestors(each)) for each in range(len(self.ids))], dtype=np.int64)

    @cached_property
    def children(self) -> Whole:
        """How many items stand right under each."""
        return np.array([(self.parents == each).sum() for each in range(len(self.ids))], dtype=np.int64)

    @cached_property
    def own(self) -> Floats:
        """The concepts in any wording of each item, as columns in the order of the thesaurus; 1 or 0."""
        return self._held(lambda text: text.concepts)

    @cached_property
    def head(self) -> Floats:
        """The concepts in what stands before a colon or a dash, brackets left out."""
        return self._held(lambda text: text.head)

    @cached_property
    def whole(self) -> Floats:
        """The concepts of each item and of all that stands under it."""
        found = self.own.copy()
        for each in range(len(self.ids)):
            for above in self.ancestors(each):
                found[above] = np.maximum(found[above], self.own[each])
        return found

    @cached_property
    def above(self) -> Floats:
        """The concepts of all that stands above each item."""
        rows = [self.own[self.ancestors(each)].max(axis=0, initial=0.0) for each in range(len(self.ids))]
        return np.array(rows).reshape(self.own.shape)

    @cached_property
    def graded(self) -> Floats:
        """The concepts of each item; those aside count less where those that head the name tell the subject."""
        told = weights()
        telling = (self.head * told * (told > _TELLING)).sum(axis=1) > 0
        aside = (self.own > 0) & (self.head == 0) & telling[:, None]
        return np.asarray(np.where(aside, _ASIDE, 1.0) * self.own)

    @cached_property
    def near(self) -> Floats:
        """How near each item comes to each concept."""
        return reach(self.own, kinship())

    @cached_property
    def below(self) -> Floats:
        """1 where a concept is one of the item's or stands below it."""
        return reach(self.own, under())

    @cached_property
    def head_below(self) -> Floats:
        """The same, of the concepts that head the name."""
        return reach(self.head, under())

    @cached_property
    def answered(self) -> Floats:
        """How near each item comes to each concept, the nearer the less else it holds."""
        return answers(self.graded, self.head)

    @cached_property
    def spoken(self) -> Floats:
        """The languages in which each item has a name, as columns; 1 or 0."""
        found = np.zeros((len(self.ids), len(LANGUAGES)))
        for each in self.texts:
            found[each.item, LANGUAGES.index(each.language)] = 1.0
        return found

    def ancestors(self, item: int) -> list[int]:
        """The places of the items above one, the nearest first."""
        found: list[int] = []
        while self.parents[item] >= 0 and self.parents[item] not in found:
            item = int(self.parents[item])
            found.append(item)
        return found

    def _held(self, taken: Callable[[Text], frozenset[str]]) -> Floats:
        place = {concept: at for at, concept in enumerate(thesaurus().ids)}
        found = np.zeros((len(self.ids), len(place)))
        for text in self.texts:
            found[text.item, [place[each] for each in sorted(taken(text))]] = 1.0
        return found


def named(priorities: pd.DataFrame) -> Named:
    """The items of a table of priorities, ordered by work and printed order."""
    rows = priorities.sort_values(["work_id", "position", "priority_id"], kind="stable").to_dict("records")
    place = {str(row["priority_id"]): at for at, row in enumerate(rows)}
    works = [str(row["work_id"]) for row in rows]
    bare = [text for at, row in enumerate(rows) for text in _texts(at, {str(k): str(v) for k, v in row.items()})]
    meant = senses([(works[each.item], each.item, each.language, each.text) for each in bare])
    heads = senses([(works[each.item], each.item, each.language, head_of(each.text)) for each in bare])
    texts = [replace(each, concepts=a, head=a & b) for each, a, b in zip(bare, meant, heads, strict=True)]
    return Named(
        tuple(place),
        np.array(works, dtype=np.str_),
        np.array([place.get(str(row["parent_id"]), -1) for row in rows], dtype=np.int64),
        tuple(str(row["kind"]) for row in rows),
        tuple(texts),
        _unit([_grams(each) for each in texts]),
        _unit([Counter(stems_of(each.text, each.language)) for each in texts]),
    )


def _texts(at: int, row: dict[str, str]) -> list[Text]:
    return [Text(at, language, text) for language, text in wordings(row)]


def wordings(row: Mapping[str, str]) -> list[tuple[str, str]]:
    """The wordings of an item, its other names among them, each with its language; misprints of a source left out."""
    names = {language: row[f"name_{language}"].strip() for language in LANGUAGES}
    spoken = [language for language in LANGUAGES if names[language]]
    others = variants(row["variants"], misprints=False)
    said = [(language, names[language]) for language in spoken]
    said += [(language_of(each, spoken or list(LANGUAGES)), each) for each in others]
    return list(dict.fromkeys(said))


def language_of(text: str, among: list[str]) -> str:
    """The language of a wording that does not say: that of most of its small words and its known words."""
    words = [word for word in folded(text).replace("’", " ").replace("'", " ").split() if word]
    scores = {
        each: sum(word in SMALL[each] for word in words) + sum(len(found.letters) > 0 for found in concepts(text, each))
        for each in among
    }
    return max(among, key=lambda each: (scores[each], -among.index(each)))


def head_of(text: str) -> str:
    """What stands before a colon or a dash, without what stands in brackets."""
    before = _BRACKETS.sub(" ", _SPECIFICATION.split(text, maxsplit=1)[0])
    return before if before.strip() else text


def stems_of(text: str, language: str) -> list[str]:
    """The stems of a wording's words, small words left out."""
    return [stem(word, language) for word, _, _ in content(text, language)]


def _grams(text: Text) -> Counter[str]:
    """Runs of four letters in a text's stems, word by word."""
    padded = (f" {each} " for each in stems_of(text.text, text.language))
    return Counter(word[at : at + _GRAM] for word in padded for at in range(max(len(word) - _GRAM + 1, 1)))


def _unit(counts: list[Counter[str]]) -> csr_array:
    """The counts as rows of length one; a text without words is a row of zeros."""
    from scipy.sparse import csr_array

    known = {key: at for at, key in enumerate(dict.fromkeys(key for each in counts for key in each))}
    columns = [known[key] for each in counts for key in each]
    starts = np.cumsum([0, *(len(each) for each in counts)])
    lengths = [math.sqrt(sum(number**2 for number in each.values())) for each in counts]
    values = [number / length for each, length in zip(counts, lengths, strict=True) for number in each.values()]
    return csr_array((values, columns, starts), shape=(len(counts), max(len(known), 1)))
