"""The tables that answer questions about declared lists: order, threads, overlaps, time, words."""

from __future__ import annotations

from kentering.tables.columns import (
    CERTAINTIES,
    CONFIDENCES,
    LANGUAGES,
    LEVELS,
    PRIORITY_KINDS,
    RELATIONS,
    STATUSES,
    TEXTS,
    Row,
    many,
    optional,
    real,
    string,
    whole,
    yes_no,
)

PRESENCES = ("named", "within", "absent", "unknown")
SPANS = ("cycle", "validity", "prolongation", "other end", "adoption")
PLACES = ("heading", "list", "mentioned", "not found", "no name", "undeclared heading", "undeclared list")
AGAINST = ("alphabet", "plan before", "earlier plan", "words")
SWINGS = ("split and merged", "merged and split", "renamed and back", "gone and back")
KNOWN_ORIGINS = ("", "person", "model")


class Lists(Row):
    """A declared item in its list."""

    work_id: str = string("the plan", filled=True)
    priority_id: str = string("the item", unique=True, filled=True)
    parent_id: str = string("the item that it is part of; empty at the top")
    top_id: str = string("the item at the top of the list under which it stands", filled=True)
    depth: int = whole("0 at the top of the list", low=0)
    place: int = whole("place in the printed order among the items under the same one, from 1", low=1)
    of: int = whole("number of those items", low=1)
    number: str = string("number as printed")
    number_alternative: str = string("another number printed for it")
    kind: str = string("place in the plan's own order of things", isin=PRIORITY_KINDS)


class Threads(Row):
    """A theme of a series, and what one plan has of it."""

    thread_id: str = string("the theme: series and number", filled=True)
    series: str = string("the series whose theme it is", filled=True)
    work_id: str = string("the plan asked", filled=True)
    own: bool = yes_no("is it a plan of that series?")
    complete: bool = yes_no("is the plan's list whole? Only then can it lack a theme")
    presence: str = string(
        "named: an item of its own; within: part of another item or wider; absent: a complete list lacks it",
        isin=PRESENCES,
    )
    items: object = many("the plan's items that carry it")
    certainty: str = string("the weakest certainty of people's links on the way", isin=optional(CERTAINTIES))
    probability: float = real("the least probability of the model's links on the way", low=0, high=1, missing=True)
    origin: str = string("model as soon as one link is the model's", isin=KNOWN_ORIGINS)


class Oscillations(Row):
    """A theme that two plans share, though a plan between them tells another story."""

    from_work: str = string("the earliest plan", filled=True)
    via_work: str = string("the plan between", filled=True)
    to_work: str = string("the latest plan", filled=True)
    kind: str = string("what the plan between makes of it", isin=SWINGS)
    from_id: str = string("the item of the earliest plan", filled=True)
    via_ids: object = many("the items of the plan between")
    to_id: str = string("the item of the latest plan", filled=True)
    direct: str = string("the relation of the outer two", isin=("same", "renamed"))
    neighbours: object = many("the relations that neighbours show")
    certainty: str = string("the weakest certainty of people's links used", isin=optional(CERTAINTIES))
    probability: float = real("the least probability of the model's links used", low=0, high=1, missing=True)
    origin: str = string("model as soon as one link is the model's", isin=KNOWN_ORIGINS)


class Overlaps(Row):
    """Two plans of different series that held at one time, and what is in only one of them."""

    from_work: str = string("the plan of the higher level, or the earlier one", filled=True)
    to_work: str = string("the other plan", filled=True)
    from_family: str = string("kind of the first plan", filled=True)
    to_family: str = string("kind of the second plan", filled=True)
    n_from: int = whole("top-level items of the first plan", low=0)
    found_from: int = whole("those with a counterpart in the second", low=0)
    n_to: int = whole("top-level items of the second plan", low=0)
    found_to: int = whole("those with a counterpart in the first", low=0)
    only_from: object = many("top-level items of the first plan only")
    only_to: object = many("top-level items of the second plan only")
    note: str = string("what to mind: unequal grain, a draft, a list that is not complete")


class StatusChanges(Row):
    """An item that another plan of the series has as another kind of item."""

    from_work: str = string("the earlier plan", filled=True)
    to_work: str = string("the later plan", filled=True)
    from_id: str = string("the earlier item", filled=True)
    to_id: str = string("the later item", filled=True)
    from_kind: str = string("what it was", isin=PRIORITY_KINDS)
    to_kind: str = string("what it became", isin=PRIORITY_KINDS)
    frame: bool = yes_no("is one whole list made of dimensions, so that the frame changed and not the theme?")
    relation: str = string("what the later item is to the earlier one", isin=RELATIONS)
    certainty: str = string("the person's", isin=optional(CERTAINTIES))
    probability: float = real("the model's", low=0, high=1, missing=True)
    origin: str = string("who made the link; empty where names are equal", isin=KNOWN_ORIGINS)


class Zones(Row):
    """A national priority, and the local plans of one cycle."""

    work_id: str = string("the national plan", filled=True)
    cycle: str = string("the local cycle")
    in_force: bool = yes_no("was the national plan in force on the first day of one of the local plans?")
    priority_id: str = string("the national item, at the top of its list", filled=True)
    n_zones: int = whole("local plans of the cycle set beside it", low=0)
    n_having: int = whole("those with a counterpart", low=0)
    n_lacking: int = whole("those with a complete list, compared, and no counterpart", low=0)
    n_unknown: int = whole("those of which neither is known", low=0)
    having: object = many("the local plans with a counterpart")
    lacking: object = many("the local plans that leave it out")


class Moves(Row):
    """An item that stayed or was renamed, and its places in the two lists."""

    from_work: str = string("the earlier plan", filled=True)
    to_work: str = string("the later plan", filled=True)
    from_id: str = string("the earlier item", filled=True)
    to_id: str = string("the later item", filled=True)
    from_place: int = whole("place in the earlier list, from 1", low=1)
    to_place: int = whole("place in the later list, from 1", low=1)
    from_number: str = string("number as printed in the earlier plan")
    to_number: str = string("number as printed in the later plan")
    shift: int = whole("places down the list (up: less than nought), among the items that both lists have")
    certainty: str = string("the person's", isin=optional(CERTAINTIES))
    origin: str = string("who made the link; empty where names are equal", isin=KNOWN_ORIGINS)


class Order(Row):
    """A test of the printed order of a list."""

    work_id: str = string("the plan", filled=True)
    against: str = string("what its order is held against", isin=AGAINST)
    with_id: str = string("a language, another plan, or the kind of text that words were counted on", filled=True)
    n: int = whole("number of items", low=0)
    tau: float = real("Kendall's tau: 1 the same order, -1 the opposite", low=-1, high=1, missing=True)
    tau_low: float = real("lower end of the interval", low=-1, high=1, missing=True)
    tau_high: float = real("upper end of the interval", low=-1, high=1, missing=True)
    p_value: float = real("chance of so strong an order by accident", low=0, high=1, missing=True)


class Timeline(Row):
    """A span or a day of a plan."""

    work_id: str = string("the plan", filled=True)
    series: str = string("its series", filled=True)
    level: str = string("who governs", isin=LEVELS)
    status: str = string("how final the plan is", isin=STATUSES)
    kind: str = string("what the span is", isin=SPANS)
    begins: str = string("its begin as the source gives it: a day, month or year")
    ends: str = string("its end as the source gives it")
    begin_low: str = string("earliest day of its begin")
    begin_high: str = string("latest day of its begin")
    end_low: str = string("earliest day of its end")
    end_high: str = string("latest day of its end")
    source: str = string("where the plan's facts come from")
    confidence: str = string("how the facts were seen", isin=optional(CONFIDENCES))


class Found(Row):
    """A declared item in the text of its plan, or an entry of the text that is not declared."""

    document_id: str = string("the document", filled=True)
    work_id: str = string("the plan", filled=True)
    language: str = string("language of the text", isin=LANGUAGES)
    text: str = string("what the document holds of the plan", isin=TEXTS)
    priority_id: str = string("the declared item; empty for an entry that is none")
    where: str = string("where it stands", isin=PLACES)
    page: float = real("the page", low=1, missing=True)
    said: str = string("the words that stand there")
    number: str = string("the number that stands before them")
    similarity: float = real("of those words to the item's name, 0 to 1", low=0, high=1, missing=True)


class Measured(Row):
    """A declared item, and the words that its plan spends on it."""

    work_id: str = string("the plan", filled=True)
    text: str = string("what it was counted on; a digest says nothing of the plan", isin=TEXTS)
    priority_id: str = string("the item with its parts; empty for words under no item")
    depth: int = whole("0 at the top of the list", low=0)
    place: int = whole("place in the printed order, from 1; 0 for the rest", low=0)
    of: int = whole("number of items under the same one", low=0)
    kind: str = string("place in the plan's own order of things", isin=("", *PRIORITY_KINDS))
    n_passages: int = whole("number of passages, all languages together", low=0)
    share: float = real("part of the words of running text, 0 to 1", low=0, high=1)
    share_low: float = real("lower end of the interval", low=0, high=1)
    share_high: float = real("upper end of the interval", low=0, high=1)
    equal: float = real("the part it would have if the items of its list had equal parts", low=0, high=1, missing=True)


ANSWERS: dict[str, type[Row]] = {
    "lists": Lists,
    "threads": Threads,
    "oscillations": Oscillations,
    "overlaps": Overlaps,
    "status_changes": StatusChanges,
    "zones": Zones,
    "moves": Moves,
    "order": Order,
    "timeline": Timeline,
    "found": Found,
    "measured": Measured,
}
