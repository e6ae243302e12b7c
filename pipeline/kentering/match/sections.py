"""What the section of each declared item speaks of: the concepts of the thesaurus in its passages, and on which page.

Only the text of a plan itself counts, whole or abridged: what the author of a digest chose to write says nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kentering.match.names import Named
from kentering.match.nearness import Floats, part_of, weights
from kentering.words.concepts import concepts
from kentering.words.thesaurus import thesaurus

OF_PLAN = ("full", "summary")
"""The kinds of text in which a plan speaks for itself."""


@dataclass(frozen=True)
class Sections:
    """Of each item that heads a section: how often each concept stands there, parts included, and first on which page.

    The columns of `counts` are the concepts in the order of the thesaurus.
    """

    counts: Mapping[str, Floats]
    pages: Mapping[str, Mapping[int, int]]

    def of(self, side: Named) -> Floats:
        """The counts of the items of a list, a row each; a row of zeros where an item heads no section."""
        nothing = np.zeros(len(thesaurus().ids))
        return np.array([self.counts.get(each, nothing) for each in side.ids]).reshape(len(side.ids), len(nothing))

    def heading(self, side: Named) -> Floats:
        """1 for each item of a list that heads a section, 0 for others."""
        return np.array([float(each in self.counts) for each in side.ids])


def sections(
    passages: pd.DataFrame, documents: pd.DataFrame, priorities: pd.DataFrame, texts: tuple[str, ...] = OF_PLAN
) -> Sections:
    """The sections of declared items in documents of these kinds; running text only."""
    kept = documents[documents["text"].isin(texts)]
    language = dict(zip(kept["document_id"], kept["language"], strict=True))
    parent = dict(zip(priorities["priority_id"], priorities["parent_id"], strict=True))
    place = {concept: at for at, concept in enumerate(thesaurus().ids)}
    running = passages[passages["running"] & passages["document_id"].isin(language) & (passages["priority_id"] != "")]
    counts: dict[str, Floats] = {}
    pages: dict[str, dict[int, int]] = {}
    for row in running.to_dict("records"):
        found = [place[each.concept_id] for each in concepts(str(row["text"]), language[row["document_id"]])]
        for item in _with_those_above(str(row["priority_id"]), parent):
            held = counts.setdefault(item, np.zeros(len(place)))
            np.add.at(held, found, 1.0)
            first = pages.setdefault(item, {})
            for each in found:
                first[each] = min(first.get(each, int(row["page"])), int(row["page"]))
    return Sections(counts, pages)


def spoken(first: Named, second: Named, told: Sections) -> Floats:
    """How far the section of each item speaks of what the other is named for: a matrix; missing where neither has one.

    A concept counts for the section that has most of it, for others in proportion (log counts); what a section says of
    an item is the mean over the concepts of the item's name, by what they tell. Where both head a section, the mean of
    the two ways.
    """
    has = [told.heading(each) for each in (first, second)]
    there, back = _claimed(told.of(first), second), _claimed(told.of(second), first).T
    ways = has[0][:, None] + has[1][None, :]
    said = there * has[0][:, None] + back * has[1][None, :]
    return np.asarray(np.where(ways > 0, part_of(said, np.maximum(ways, 1.0)), np.nan))


def speaking(item: str, other: Floats, told: Sections) -> list[tuple[int, int]]:
    """The concepts of another item that the section of this one names, the most telling first, with their pages."""
    pages = told.pages.get(item, {})
    shared = sorted((int(each) for each in np.flatnonzero(other)), key=lambda each: (-weights()[each], each))
    return [(each, pages[each]) for each in shared if each in pages]


def _claimed(counts: Floats, named: Named) -> Floats:
    often = np.log1p(counts)
    claim = part_of(often, often.max(axis=0, keepdims=True, initial=0.0))
    meant = named.graded * weights()
    return np.asarray(claim @ part_of(meant, meant.sum(axis=1, keepdims=True)).T)


def _with_those_above(item: str, parent: Mapping[str, str]) -> Iterator[str]:
    seen: set[str] = set()
    while item and item not in seen:
        seen.add(item)
        yield item
        item = parent.get(item, "")
