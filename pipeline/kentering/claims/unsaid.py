"""Of how many items of a list nothing can be said, since the thesaurus does not know the words."""

from __future__ import annotations

from collections.abc import Iterable

from kentering.claims.facts import Facts, Row
from kentering.claims.gaps import Count, Plan, Said

MOST = 0.5  # part of a list of which nothing can be said: from there on no sentence counts its items


def telling(*rows: Row) -> bool:
    """Is enough known of each list, seen from the other, to count what the two share?"""
    return all(len(row["untold"]) <= MOST * row["n_declared"] for row in rows)


def unsaid(*rows: Row) -> Said:
    """What follows a sentence on what two lists share: of how many items of either nothing can be said."""
    return untold_of((str(row["from_work"]), len(row["untold"])) for row in rows)


def partial(pair: tuple[str, str], facts: Facts) -> Said:
    """What follows such a sentence where a list is not known in full: what it seems to lack may stand in it."""
    lacking = [work for work in pair if not facts.works[work]["complete"]]
    if len(lacking) == len(pair):
        return Said((("unsaid.partial_both", ()),))
    return Said(tuple(("unsaid.partial", (("a", Plan(work)),)) for work in lacking))


def untold_of(counts: Iterable[tuple[str, int]]) -> Said:
    """What follows a sentence: of how many items of each plan nothing can be said; nothing where of none."""
    lists = tuple(
        (f"unsaid.{'one' if n == 1 else 'many'}", (("a", Plan(work)), ("n", Count(n)))) for work, n in counts if n
    )
    return Said((("unsaid.said", (("lists", Said(lists, listed=True)),)),) if lists else ())
