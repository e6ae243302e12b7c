"""What holds a theme together from plan to plan, and where it goes: the threads of `threads`, before they are a table.

A person who read two lists and left an item untied said that it has no counterpart there; against that word no link
of the model counts, and no chain of links joins what such a person kept apart.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kentering.match.manner import named_for_manner
from kentering.match.stated import Stated
from kentering.match.ties import Declared, Tie
from kentering.match.trust import Trust, probabilities, trust
from kentering.match.unread import untold

ONE_THEME = ("same", "renamed")
PART_OF_IT = ("split", "merged", "broader", "narrower")

Steps = dict[str, list[tuple[str, Trust]]]
ByWork = Mapping[tuple[str, str], list[tuple[str, Trust]]]
Ways = dict[str, Trust]


@dataclass(frozen=True)
class Web:
    """The ties that count, from each item to each other: those that keep the theme, those to its parts and wholes.

    `wholes` has each item and each that a tie calls a whole of which it is a part. `touched` has each item and each
    work in which it, or what stands under it, has any tie, doubtful ones included; `bound` the top-level items that any
    tie holds together; `compared` the pairs of works that somebody compared, and `read` those of which a person read
    both lists; `unread` the items whose names the thesaurus does not know.
    """

    items: Declared
    one: Steps
    part: Steps
    wholes: frozenset[tuple[str, str]]
    touched: frozenset[tuple[str, str]]
    bound: frozenset[frozenset[str]]
    compared: frozenset[frozenset[str]]
    read: frozenset[frozenset[str]]
    series: Mapping[str, str]
    unread: frozenset[str]

    def apart(self, one: str, other: str) -> bool:
        """Did a person who read both lists see nothing in common between the two items and what is around them?"""
        items = self.items
        pair = frozenset((items.work_of[one], items.work_of[other]))
        return pair in self.read and frozenset((items.top_of[one], items.top_of[other])) not in self.bound

    def lacks(self, item: str, work: str) -> bool:
        """Was the list of another plan of the item's series compared with it, and nothing tied, not even in doubt?"""
        other = self.items.work_of[item]
        beside = work != other and self.series[work] == self.series[other]
        return beside and frozenset((other, work)) in self.compared and (item, work) not in self.touched

    def untold(self, item: str, work: str) -> bool:
        """Can the model not tell whether the work has the item, since the thesaurus does not know their names?"""
        if frozenset((self.items.work_of[item], work)) in self.read:
            return False
        tied = {each for each in self.items.tops(work) if (each, self.items.work_of[item]) in self.touched}
        return bool(untold(item, work, self.items, self.unread, tied))

    def denied(self, named: Iterable[str], work: str) -> bool:
        """Did a person who read its list and that of the work leave any of these items untied?"""
        return any(
            frozenset((self.items.work_of[each], work)) in self.read and (each, work) not in self.touched
            for each in named
        )

    def naming(self, named: Mapping[str, Trust], work: str) -> Ways:
        """The items of a work that one step from these leads to and that keep the theme, each by the surest way."""
        return self._direct(named, self._one_by_work, work)

    def holding(self, named: Mapping[str, Trust], work: str) -> Ways:
        """The items of a work that one step leads to and that are a part of the theme, or a whole that has it."""
        return self._direct(named, self._part_by_work, work)

    def _direct(self, named: Mapping[str, Trust], steps: ByWork, work: str) -> Ways:
        denied, found = self.denied(named, work), Ways()
        for item, sure in named.items():
            for other, step in steps.get((item, work), ()):
                if denied and step.origin == "model":
                    continue
                way = sure.also(step)
                if other not in found or way.rank < found[other].rank:
                    found[other] = way
        return found

    @cached_property
    def _one_by_work(self) -> ByWork:
        return self._by_work(self.one)

    @cached_property
    def _part_by_work(self) -> ByWork:
        return self._by_work(self.part)

    def _by_work(self, steps: Steps) -> ByWork:
        found: dict[tuple[str, str], list[tuple[str, Trust]]] = {}
        for item, each in steps.items():
            for step in each:
                found.setdefault((item, self.items.work_of[step[0]]), []).append(step)
        return found

    def compared_with(self, named: Iterable[str], work: str) -> bool:
        """Was the list of the work compared with that of any plan that names the theme?"""
        works = {self.items.work_of[each] for each in named} - {work}
        return any(frozenset((work, other)) in self.compared for other in works)

    def told_of(self, named: Iterable[str]) -> frozenset[str]:
        """The works of which something may be known: those to which a step leads, and those compared."""
        steps = {
            self.items.work_of[other]
            for each in named
            for way in (self.one, self.part)
            for other, _ in way.get(each, ())
        }
        return frozenset(steps.union(*(self._beside.get(self.items.work_of[each], ()) for each in named)))

    @cached_property
    def _beside(self) -> Mapping[str, frozenset[str]]:
        """Each work and those whose lists were compared with its own."""
        found: dict[str, set[str]] = {}
        for pair in self.compared:
            for work in pair:
                found.setdefault(work, set()).update(pair - {work})
        return {work: frozenset(each) for work, each in found.items()}


def web(given: Stated) -> Web:
    """The web of all ties; `among` are the pairs of works that the model compared."""
    items, works = given.items, given.works
    odds, compared = probabilities(given.links), set(given.asked)
    one, part = Steps(), Steps()
    wholes: set[tuple[str, str]] = set()
    touched: set[tuple[str, str]] = set()
    bound: set[frozenset[str]] = set()
    for pair, found in given.ties.items():
        if any(tie.origin for tie in found):
            compared.add(frozenset(pair))
        for tie in found:
            bound.add(frozenset((items.top_of[tie.from_id], items.top_of[tie.to_id])))
            touched |= {(each, pair[1]) for each in items.upward(tie.from_id)}
            touched |= {(each, pair[0]) for each in items.upward(tie.to_id)}
            if tie.counts and tie.relation in (*ONE_THEME, *PART_OF_IT):
                _put(tie, trust(tie, odds), one if tie.relation in ONE_THEME else part)
            if tie.counts and tie.relation in PART_OF_IT:
                ends = (tie.from_id, tie.to_id)
                wholes.add(ends if tie.relation in ("broader", "merged") else ends[::-1])
    part = _without_kinds(part, named_for_manner(given.priorities), wholes)
    series = {str(work): str(each) for work, each in zip(works["work_id"], works["series"], strict=True)}
    held = frozenset(touched), frozenset(bound), frozenset(compared)
    return Web(items, one, part, frozenset(wholes), *held, given.read, series, given.unread)


def _without_kinds(part: Steps, manners: frozenset[str], wholes: set[tuple[str, str]]) -> Steps:
    """The steps without those from an item named for a manner to its parts: drugs alone are no organised crime."""
    return {
        item: [step for step in steps if item not in manners or (step[0], item) not in wholes]
        for item, steps in part.items()
    }


def _put(tie: Tie, sure: Trust, steps: Steps) -> None:
    steps.setdefault(tie.from_id, []).append((tie.to_id, sure))
    steps.setdefault(tie.to_id, []).append((tie.from_id, sure))


def strands(own: list[str], known: Web) -> list[Ways]:
    """The items of these plans that are the same or renamed, each with how sure the way to it is.

    The surest links join first; one that would join what a person kept apart joins nothing.
    """
    listed = [item for work in own for item in known.items.items(work)]
    joining = _joining(listed, known)
    found: list[Ways] = []
    seen: set[str] = set()
    for item in listed:
        if item not in seen:
            strand = walked({item: Trust()}, joining)
            seen |= set(strand)
            found.append(strand)
    return found


def _joining(listed: list[str], known: Web) -> Steps:
    """The steps from one name of a theme to another that hold, of those among the items listed."""
    place = {item: at for at, item in enumerate(listed)}
    steps = [
        (sure.rank, place[item], place[other], sure)
        for item in listed
        for other, sure in known.one.get(item, [])
        if place.get(other, -1) > place[item]
    ]
    group = {item: [item] for item in listed}
    kept = Steps()
    for _, a, b, sure in sorted(steps, key=lambda step: step[:3]):
        one, other = listed[a], listed[b]
        if group[one] is not group[other]:
            if any(known.apart(x, y) for x in group[one] for y in group[other]):
                continue
            joined = group[one] + group[other]
            group.update(dict.fromkeys(joined, joined))
        kept.setdefault(one, []).append((other, sure))
        kept.setdefault(other, []).append((one, sure))
    return kept


def walked(start: Mapping[str, Trust], steps: Steps) -> Ways:
    """Every item that the steps lead to, by the surest way (the first found where equal)."""
    reached = dict(start)
    waiting: list[tuple[tuple[bool, int, float], int, str]] = []
    for place, (item, sure) in enumerate(start.items()):
        heapq.heappush(waiting, (sure.rank, -place, item))
    while waiting:
        _, _, item = heapq.heappop(waiting)
        for other, sure in steps.get(item, []):
            if other not in reached:
                reached[other] = reached[item].also(sure)
                heapq.heappush(waiting, (reached[other].rank, -len(reached), other))
    return reached


def within(strand: Ways, own: list[str], known: Web) -> Ways:
    """What the plans of a series that do not name a theme have of it: its parts and the wholes that hold it.

    One step from an item that names it. Where nobody compared a plan with those that name the theme, also what is
    the same as such a part or whole in another plan.
    """
    held = {known.items.work_of[item] for item in strand}
    found: Ways = {}
    for work in own:
        if work not in held:
            found |= known.holding(strand, work)
    unseen = {work for work in own if work not in held and not known.compared_with(strand, work)}
    if not unseen:
        return found
    further = walked(found, known.one)
    return found | {item: sure for item, sure in further.items() if known.items.work_of[item] in unseen}
