"""What holds two lists of declared items together: links that count, links that do not, and equal printed names."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from kentering.cycles import begin, ordered, successive
from kentering.settings import MatchSettings
from kentering.tables import CERTAINTIES, LEVELS

TURNED = {"split": "merged", "merged": "split", "broader": "narrower", "narrower": "broader"}
_AND = {"en", "et", "and", "&"}


@dataclass(frozen=True)
class Tie:
    """Two items of two plans, the earlier or higher plan first; origin "" where only their names are equal."""

    from_id: str
    to_id: str
    relation: str
    certainty: str
    origin: str
    evidence: str
    counts: bool

    def turned(self) -> Tie:
        """The same tie seen from its other end: what was split is merged, what was broader is narrower."""
        relation = TURNED.get(self.relation, self.relation)
        return replace(self, from_id=self.to_id, to_id=self.from_id, relation=relation)


@dataclass(frozen=True)
class Declared:
    """The declared items: of which work, in which order, and under which other items each stands."""

    work_of: dict[str, str]
    parent_of: dict[str, str]
    top_of: dict[str, str]
    names: dict[str, frozenset[tuple[str, str]]]
    kind_of: dict[str, str]

    def tops(self, work_id: str) -> list[str]:
        """The top-level items of a work in printed order."""
        return [item for item in self._by_work.get(work_id, []) if self.top_of[item] == item]

    def items(self, work_id: str) -> list[str]:
        """All items of a work in printed order."""
        return list(self._by_work.get(work_id, []))

    def upward(self, item: str) -> list[str]:
        """An item and those above it, the nearest first."""
        found = [item]
        while (above := self.parent_of[found[-1]]) in self.parent_of and above not in found:
            found.append(above)
        return found

    def outermost(self, chosen: Iterable[str]) -> list[str]:
        """The chosen items in their order without those that stand under another of them: a whole is not its part."""
        listed = list(dict.fromkeys(chosen))
        return [item for item in listed if not set(self.upward(item)[1:]) & set(listed)]

    @cached_property
    def _by_work(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for item, work in self.work_of.items():
            found.setdefault(work, []).append(item)
        return found


def declared(priorities: pd.DataFrame) -> Declared:
    """The declared items in their printed order."""
    rows = priorities.sort_values(["work_id", "position", "priority_id"], kind="stable")
    parents = {str(item): str(above) for item, above in zip(rows["priority_id"], rows["parent_id"], strict=True)}
    languages = ("nl", "fr", "en")
    names = {
        str(row["priority_id"]): frozenset(
            (language, name) for language in languages if (name := normal_name(str(row[f"name_{language}"])))
        )
        for row in rows.to_dict("records")
    }
    return Declared(
        work_of=dict(zip(rows["priority_id"], rows["work_id"], strict=True)),
        parent_of=parents,
        top_of={item: _top(item, parents) for item in parents},
        names=names,
        kind_of=dict(zip(rows["priority_id"], rows["kind"], strict=True)),
    )


def normal_name(name: str) -> str:
    """A printed name without what printing changes: capitals, punctuation, and how "and" is written.

    >>> normal_name("Intrafamiliaal & seksueel geweld") == normal_name("intrafamiliaal en seksueel geweld")
    True
    """
    text = unicodedata.normalize("NFC", name).casefold()
    spaced = "".join(each if each.isalnum() or each == "&" else " " for each in text)
    return " ".join(word for word in spaced.split() if word not in _AND)


def pairs(links: pd.DataFrame, items: Declared, works: pd.DataFrame) -> list[tuple[str, str]]:
    """Pairs of works to compare, the higher level or the earlier cycle first.

    Those that links tie, and those that follow each other in a series where both declare items. Two works of one
    level and one cycle stand in the direction of most of their links.
    """
    ends = zip(links["from_id"].map(items.work_of), links["to_id"].map(items.work_of), strict=True)
    linked = Counter(ends)
    place = {str(work): number for number, work in enumerate(ordered(works)["work_id"])}
    rank = _ranks(works)
    declaring = set(items.work_of.values())
    found = {pair for pair in successive(works) if set(pair) <= declaring}
    for a, b in linked:
        first, second = sorted((a, b), key=lambda each: (rank[each], -linked[each, b if each == a else a], place[each]))
        found.add((first, second))
    return sorted(found, key=lambda pair: (place[pair[0]], place[pair[1]]))


def ties(
    links: pd.DataFrame,
    items: Declared,
    works: pd.DataFrame,
    settings: MatchSettings,
    among: Iterable[tuple[str, str]] = (),
) -> dict[tuple[str, str], list[Tie]]:
    """All ties of each pair of works, seen from the first; a person's overrides the model's on the same two items.

    Two items whose printed names are equal in one language are the same, where no link names either; the model's link
    on the two is no more than that, where no person names either. `among` are pairs that were compared, whether links
    tie them or not.
    """
    given: dict[frozenset[str], list[Tie]] = {}
    for row in heard(links, items, settings).to_dict("records"):
        ends = frozenset((items.work_of[row["from_id"]], items.work_of[row["to_id"]]))
        given.setdefault(ends, []).append(_tie({str(key): value for key, value in row.items()}, settings))
    known = pairs(links, items, works)
    seen = {frozenset(pair) for pair in known}
    known += [pair for pair in among if frozenset(pair) not in seen]
    return {pair: _of_pair(pair, given.get(frozenset(pair), []), items) for pair in known}


def tied_tops(found: Iterable[Tie], items: Declared) -> set[str]:
    """The top-level items of both lists that a tie that counts, or one of a part, holds."""
    return {items.top_of[end] for tie in found if tie.counts for end in (tie.from_id, tie.to_id)}


def heard(links: pd.DataFrame, items: Declared, settings: MatchSettings) -> pd.DataFrame:
    """The links without those of the model where a person has read the two lists whole.

    A person has, where links of theirs, of any certainty, tie at least `settings.read` of the top-level items of one of
    the two lists: what they left untied they saw no counterpart for. The model's link on the same two items stays,
    beside the person's.
    """
    person = links[links["origin"] == "person"]
    if len(person) == len(links):
        return links
    read = read_whole(links, items, settings)
    spoken = set(zip(person["from_id"], person["to_id"], strict=True))
    spoken |= {(b, a) for a, b in spoken}
    ends = list(zip(links["from_id"], links["to_id"], strict=True))
    kept = [
        origin == "person" or (a, b) in spoken or frozenset((items.work_of[a], items.work_of[b])) not in read
        for origin, (a, b) in zip(links["origin"], ends, strict=True)
    ]
    return links[kept]


def read_whole(links: pd.DataFrame, items: Declared, settings: MatchSettings) -> frozenset[frozenset[str]]:
    """The pairs of works of which a person has tied enough of one list to have read both."""
    person = links[links["origin"] == "person"]
    tied: dict[frozenset[str], dict[str, set[str]]] = {}
    for ends in zip(person["from_id"], person["to_id"], strict=True):
        works = [items.work_of[end] for end in ends]
        sides = tied.setdefault(frozenset(works), {})
        for work, end in zip(works, ends, strict=True):
            sides.setdefault(work, set()).add(items.top_of[end])
    lengths = Counter(items.work_of[item] for item, top in items.top_of.items() if item == top)
    return frozenset(
        pair
        for pair, sides in tied.items()
        if any(len(tops) >= settings.read * lengths[work] for work, tops in sides.items())
    )


def _of_pair(pair: tuple[str, str], given: list[Tie], items: Declared) -> list[Tie]:
    turned = [tie if items.work_of[tie.from_id] == pair[0] else tie.turned() for tie in given]
    spoken = {(tie.from_id, tie.to_id) for tie in turned if tie.origin == "person"}
    kept = [tie for tie in turned if tie.origin == "person" or (tie.from_id, tie.to_id) not in spoken]
    first, second = items.items(pair[0]), items.items(pair[1])
    by_person = {end for tie in kept if tie.origin == "person" for end in (tie.from_id, tie.to_id)}
    kept = [tie if {tie.from_id, tie.to_id} & by_person else _as_named(tie, items) for tie in kept]
    known = {end for tie in kept for end in (tie.from_id, tie.to_id)}
    equal = [
        _equal(a, b, items)
        for a in first
        for b in second
        if a not in known and b not in known and items.names[a] & items.names[b]
    ]
    order = {item: number for number, item in enumerate([*first, *second])}
    return sorted(kept + equal, key=lambda tie: (order[tie.from_id], order[tie.to_id], tie.relation))


def _as_named(tie: Tie, items: Declared) -> Tie:
    """The tie, or that the printed names are equal where they are: no probability makes that less sure."""
    return _equal(tie.from_id, tie.to_id, items) if items.names[tie.from_id] & items.names[tie.to_id] else tie


def _equal(a: str, b: str, items: Declared) -> Tie:
    shared = ", ".join(f"{name} ({language})" for language, name in sorted(items.names[a] & items.names[b]))
    return Tie(a, b, "same", "", "", f"equal printed names: {shared}", counts=True)


def _tie(row: dict[str, Any], settings: MatchSettings) -> Tie:
    certainty, origin = str(row["certainty"]), str(row["origin"])
    if origin == "person":
        counts = CERTAINTIES.index(certainty) <= CERTAINTIES.index(settings.certainty)
    else:
        counts = float(row["probability"]) >= settings.probability
    named = (str(row["from_id"]), str(row["to_id"]), str(row["relation"]))
    return Tie(*named, certainty, origin, str(row["evidence"]), counts)


def _ranks(works: pd.DataFrame) -> dict[str, int]:
    """A number per work that only level and first day decide, so that works of one level and one day are equal."""
    keys = {
        str(work["work_id"]): (LEVELS.index(work["level"]), str(begin(work) or date.max))
        for work in works.to_dict("records")
    }
    distinct = sorted(set(keys.values()))
    return {work_id: distinct.index(key) for work_id, key in keys.items()}


def _top(item: str, parents: dict[str, str]) -> str:
    seen = {item}
    while parents.get(parents[item]) is not None and parents[item] not in seen:
        item = parents[item]
        seen.add(item)
    return item
