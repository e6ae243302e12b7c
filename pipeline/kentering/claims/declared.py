"""Declared and not carried out in words: items whose name the text never uses, words outside every declared chapter."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas as pd

from kentering.claims.claim import IN_FULL_ONLY, Claim, Statistic
from kentering.claims.facts import Facts, ground
from kentering.claims.gaps import Count, Gap, Heading, Items, Plan, Said, Share
from kentering.tables import LANGUAGES
from kentering.words.concepts import concepts

SEEN = ("printed", "page")  # how sure a name must be before its absence says anything
HELD = ("heading", "list")
FEWEST = 2  # other items of the list that the text must name, and half of them at least
LEAST, MUCH = 0.05, 0.1  # of a plan's words outside every declared chapter: worth a sentence, worth one in a brief
ENOUGH = 50  # sentences of a text, before a part of its words is given as a percentage
NAMED = 2  # headings outside the list that a sentence names
LONG = 0.25  # of the words outside the list, before a second heading is named


def declared(facts: Facts) -> Iterator[Claim]:
    """Per plan read in full: items that its text does not name, and how many of its words stand under no item."""
    for work in facts.works:
        rows = _sought(work, facts)
        if rows is not None:
            yield from _unfound(work, rows, facts)
        yield from _undeclared(work, facts)


def _sought(work: str, facts: Facts) -> pd.DataFrame | None:
    """The rows of the items sought in the full texts of a plan; none where there is no such text."""
    table: pd.DataFrame | None = getattr(facts.study, "found", None)
    if table is None:
        return None
    if not _read_whole(work, facts):
        return None
    mine = table[(table["work_id"] == work) & (table["text"] == "full") & table["priority_id"].isin(list(facts.items))]
    return mine if len(mine) else None


def _read_whole(work: str, facts: Facts) -> bool:
    """Was every page of every full text of a plan read? What stands on one that was not cannot be missed."""
    documents, furniture = facts.study.documents, facts.study.furniture
    full = set(documents.loc[(documents["work_id"] == work) & (documents["text"] == "full"), "document_id"])
    unread = furniture.loc[(furniture["kind"] == "hidden") & (furniture["text"] == ""), "document_id"]
    return not full & {*unread, *facts.study.left_out["document_id"]}


def _unfound(work: str, rows: pd.DataFrame, facts: Facts) -> Iterator[Claim]:
    missing: list[str] = []
    held: list[str] = []
    others = 0
    for siblings in _lists(work, facts).values():
        gone = [each for each in siblings if _nowhere(each, rows, facts)]
        here = [each for each in siblings if rows.loc[rows["priority_id"] == each, "where"].isin(HELD).any()]
        rest = len(siblings) - len(gone)
        if gone and len(here) >= FEWEST and 2 * len(here) >= len(siblings):
            missing, held, others = missing + gone, held + here, others + rest
    if not missing:
        return
    told: tuple[tuple[str, Gap], ...] = (("k", Count(len(held))), ("n", Count(others)))
    yield Claim(
        claim_id=f"unfound/{work}",
        part="paper",
        kind="unfound",
        works=(work,),
        statistic=Statistic("items", len(missing), len(missing) + others),
        verdict="read",
        gaps={"b": Plan(work), "n": Count(len(missing)), "items": Items(tuple(missing)),
              "others": Said(((f"others.{'all' if len(held) == others else 'some'}", told),))},
        n=len(missing),
        weight=11 + 2 * facts.recency(work),
        evidence=ground([*missing, *held]),
    )  # fmt: skip


def _lists(work: str, facts: Facts) -> dict[str, list[str]]:
    """The items of a plan by what they stand under."""
    found: dict[str, list[str]] = {}
    for item, row in facts.items.items():
        if row["work_id"] == work:
            found.setdefault(str(row["parent_id"]), []).append(item)
    return found


def _nowhere(item: str, rows: pd.DataFrame, facts: Facts) -> bool:
    """Was an item sought by a sure name in every full text, with nothing found of its name or of its concepts?"""
    mine = rows[rows["priority_id"] == item]
    named = [str(facts.items[item][f"confidence_{each}"]) in SEEN for each in mine["language"]]
    if mine.empty or not all(named) or not (mine["where"] == "not found").all():
        return False
    work = str(facts.items[item]["work_id"])
    return not any(
        _told_otherwise(str(facts.items[item][f"name_{language}"]), work, str(language), facts)
        for language in mine["language"]
    )


def _told_otherwise(name: str, work: str, language: str, facts: Facts) -> bool:
    """Does a passage use another term for what the name names, or all its long words apart?"""
    meant = {each.concept_id for each in concepts(name, language)}
    stems = [word[:6] for word in name.casefold().split() if len(word) > 3]
    for text in _texts(work, language, facts):
        if stems and all(stem in text for stem in stems):
            return True
        if meant and meant & _concepts(text, language):
            return True
    return False


@cache
def _concepts(text: str, language: str) -> frozenset[str]:
    return frozenset(each.concept_id for each in concepts(text, language))


def _texts(work: str, language: str, facts: Facts) -> list[str]:
    """The passages of the full text in a language, small letters, with their headings."""
    rows = _passages(work, facts)
    rows = rows[rows["language"] == language]
    return [
        f"{' '.join(map(str, path))} {text}".casefold()
        for path, text in zip(rows["headings"], rows["text"], strict=True)
    ]


def _passages(work: str, facts: Facts) -> pd.DataFrame:
    """The passages of a plan's full texts with their language, in reading order."""
    documents = facts.study.documents
    full = documents[(documents["work_id"] == work) & (documents["text"] == "full")]
    passages = facts.study.passages.merge(full[["document_id", "language"]], on="document_id", how="inner")
    return passages.sort_values(["document_id", "block_first", "passage_id"], kind="stable")


def _undeclared(work: str, facts: Facts) -> Iterator[Claim]:
    table: pd.DataFrame | None = getattr(facts.study, "measured", None)
    mine = None if table is None else table[(table["work_id"] == work) & (table["text"] == "full")]
    if mine is None or mine.empty:
        return
    tops, rest = mine[(mine["depth"] == 0) & (mine["place"] > 0)], mine[mine["priority_id"] == ""]
    headed = [str(row["priority_id"]) for row in tops.to_dict("records") if row["n_passages"] > 0]
    parts, share = _parts(work, facts), float(rest["share"].sum())
    if len(headed) < FEWEST or 2 * len(headed) < len(tops) or share < LEAST or not parts:
        return
    yield Claim(
        claim_id=f"undeclared/{work}",
        part="paper",
        kind="undeclared",
        works=(work,),
        statistic=Statistic("share of words outside the list", share),
        verdict="counted",
        gaps={"b": Plan(work), "share": Share(share), "k": Count(len(headed)), "all": Count(len(tops)),
              "heading": Said(tuple(("pages.said", (("said", each),)) for each, _ in parts), listed=True)},
        n=len(parts),
        weight=6 + 8 * min(share, 0.25) + 2 * facts.recency(work) if share >= MUCH else IN_FULL_ONLY,
        evidence=ground(passages=[passage for _, passage in parts]),
        counter=ground(headed),
    )  # fmt: skip


def _parts(work: str, facts: Facts) -> list[tuple[Heading, str]]:
    """The longest parts of a plan outside its list, in one language: their headings, and the first passage of each.

    None where the text has few sentences.
    """
    rows = _passages(work, facts)
    rows = rows[rows["running"].astype(bool)]
    spoken = next((each for each in LANGUAGES if (rows["language"] == each).any()), "")
    rows = rows[rows["language"] == spoken]
    if rows["n_sentences"].sum() < ENOUGH:
        return []
    under = {str(each) for path in rows.loc[rows["priority_id"] != "", "headings"] for each in path}
    parts: dict[str, list[dict[Any, Any]]] = {}
    for row in rows[rows["priority_id"] == ""].to_dict("records"):
        own = [str(each) for each in row["headings"] if str(each) not in under]
        parts.setdefault(own[0] if own else "", []).append(row)
    words = {heading: sum(int(row["n_words"]) for row in found) for heading, found in parts.items()}
    longest = sorted((each for each in parts if each), key=lambda each: -words[each])
    told = [each for place, each in enumerate(longest) if not place or words[each] >= LONG * sum(words.values())]
    return [(_heading(each, parts[each], spoken), str(parts[each][0]["passage_id"])) for each in told[:NAMED]]


def _heading(said: str, rows: list[dict[Any, Any]], language: str) -> Heading:
    return Heading(said, language, min(int(row["page"]) for row in rows), max(int(row["page_last"]) for row in rows))
