"""Declared items sought in the text: in its headings and lists, and what stands there like one and is not declared."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kentering.settings import CompareSettings
from kentering.tables import from_rows, variants
from kentering.text import chapter_word, heading_number

IN_LISTS = {"heading": "heading", "title": "heading", "bullet": "list", "paragraph": "list", "box": "list"}
LEAST_SIBLINGS = 2  # found items that a run of headings or bullets must hold before its others look declared
MOST_WORDS = 14  # of a bullet or heading that can be the name of an item

# "(3) drugs;", "3° drugs;", "c) drugs;": the entries of a list printed inside a paragraph.
_ENTRY = re.compile(r"(?:(?<=\s)|^)(?:\((\d{1,2}|[a-z])\)|(\d{1,2})°|([a-z])\))\s+")
# What a heading says before a colon or a bracket stands for the whole.
_HEAD = re.compile(r"^.{3,}?(?=:|\s[(–—]|\s-\s)")
_NO_LETTER = re.compile(r"[^\w\s]|_")


@dataclass(frozen=True)
class _Spot:
    """A place in a document that may name an item; `run` is what it shares with the entries beside it."""

    document_id: str
    kind: str
    page: int
    said: str
    number: str
    run: tuple[str, ...]


def found(
    priorities: pd.DataFrame, documents: pd.DataFrame, blocks: pd.DataFrame, settings: CompareSettings
) -> pd.DataFrame:
    """Per document, where each declared item stands; then the entries that look like one and are declared nowhere.

    Sought by the names and variants in the document's language, in headings, bullets and numbered entries inside
    paragraphs; the similarity is Dice's of letter trigrams (Dice 1945), of the whole name or of its head before a
    colon or bracket. The best pairs go first, and a place stands for one item only. An item that no place names may
    still be `mentioned` word for word; else it is `not found`. An entry is `undeclared` where at least two of the
    headings of its level, or bullets of its list, are declared items and it is none.
    """
    rows: list[dict[str, Any]] = []
    for document in documents.sort_values("document_id", kind="stable").to_dict("records"):
        own = blocks[blocks["document_id"] == document["document_id"]]
        items = priorities[priorities["work_id"] == document["work_id"]]
        if own.empty or items.empty or document["text"] == "commentary":
            continue
        spots = list(_spots(own))
        told = {name: document[name] for name in ("document_id", "work_id", "language", "text")}
        rows += [{**told, **row} for row in _document_rows(items, spots, own, str(document["language"]), settings)]
    return from_rows("found", rows)


def _document_rows(
    items: pd.DataFrame, spots: list[_Spot], blocks: pd.DataFrame, language: str, settings: CompareSettings
) -> list[dict[str, Any]]:
    listed = items.sort_values("position", kind="stable").to_dict("records")
    names = {str(row["priority_id"]): _names(row, language) for row in listed}
    best = _assigned(names, spots, settings.found_similarity)
    rows = [
        _place(item, spots[best[item][0]], best[item][1]) if item in best else _elsewhere(item, said, blocks)
        for item, said in names.items()
    ]
    taken = {place for place, _ in best.values()}
    return rows + [_undeclared(spots[place]) for place in _lookalikes(spots, taken)]


def _names(row: Mapping[Hashable, Any], language: str) -> list[str]:
    """An item's name and variants; none where it has no name in the language."""
    printed = [str(row[f"name_{language}"]), *variants(str(row["variants"]))] if row[f"name_{language}"] else []
    return list(dict.fromkeys(name.strip() for name in printed if _normal(name)))


def _spots(blocks: pd.DataFrame) -> Iterable[_Spot]:
    for row in blocks.sort_values("position", kind="stable").to_dict("records"):
        kind, text = str(row["kind"]), str(row["text"])
        if kind not in IN_LISTS:
            continue
        path = tuple(str(each) for each in row["section_path"])
        whole = (str(row["document_id"]), int(row["page"]))
        if kind in ("heading", "title", "bullet"):
            said = _bare(text) if kind != "bullet" else text.lstrip("•‣▪–—-o \t")
            if len(said.split()) <= MOST_WORDS:
                number = heading_number(text) or str(row["marker"])
                yield _Spot(whole[0], IN_LISTS[kind], whole[1], said, number, (kind, str(row["level"]), *path))
        else:
            run = ("entry", str(row["position"]))
            for number, said in _entries(text):
                yield _Spot(whole[0], "list", whole[1], said, number, run)


def _bare(heading: str) -> str:
    number = heading_number(heading)
    return heading.removeprefix(number).strip(" :.–-") if number and not chapter_word(heading) else heading


def _entries(text: str) -> list[tuple[str, str]]:
    """The entries of a list inside a paragraph, with their marks; none for a single bracket."""
    marks = list(_ENTRY.finditer(text))
    if len(marks) < 2:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    said = [(mark.group().strip(), text[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]
    cut = [(mark, re.split(r"[;.:]|, (?:en|et|and) $", entry)[0].strip(" ,")) for mark, entry in said]
    return [(mark, entry) for mark, entry in cut if entry and len(entry.split()) <= MOST_WORDS]


def _assigned(names: dict[str, list[str]], spots: list[_Spot], least: float) -> dict[str, tuple[int, float]]:
    """Each item's place and similarity: the most alike first, headings before lists, a place for one item only."""
    said = [[_grams(each) for each in dict.fromkeys((_normal(spot.said), _normal(_head(spot.said))))] for spot in spots]
    graded = []
    for order, (item, forms) in enumerate(names.items()):
        grams = [_grams(each) for form in forms for each in dict.fromkeys((_normal(form), _normal(_head(form))))]
        for place, spot in enumerate(spots):
            alike = max((_dice(a, b) for a in grams for b in said[place]), default=0.0)
            if alike >= least:
                graded.append((-round(alike, 6), spot.kind != "heading", order, place, item))
    best: dict[str, tuple[int, float]] = {}
    taken: set[int] = set()
    for alike, _, _, place, item in sorted(graded):
        if item not in best and place not in taken:
            best[item] = (place, -alike)
            taken.add(place)
    return best


def _head(said: str) -> str:
    match = _HEAD.match(said)
    return match.group() if match else said


def _place(item: str, spot: _Spot, alike: float) -> dict[str, Any]:
    return {
        "priority_id": item,
        "where": spot.kind,
        "page": float(spot.page),
        "said": spot.said,
        "number": spot.number,
        "similarity": alike,
    }


def _elsewhere(item: str, forms: list[str], blocks: pd.DataFrame) -> dict[str, Any]:
    """Mentioned word for word somewhere, or not found; an item without a name in the language is not sought."""
    nothing = {"page": float("nan"), "said": "", "number": "", "similarity": float("nan")}
    if not forms:
        return {"priority_id": item, "where": "no name", **nothing}
    for row in blocks.sort_values("position", kind="stable").to_dict("records"):
        text = f" {_normal(str(row['text']))} "
        said = next((form for form in forms if f" {_normal(form)} " in text), None)
        if said is not None:
            return {"priority_id": item, "where": "mentioned", **nothing, "page": float(row["page"]), "said": said}
    return {"priority_id": item, "where": "not found", **nothing}


def _lookalikes(spots: list[_Spot], taken: set[int]) -> list[int]:
    """The places beside at least two declared items that name none."""
    runs = Counter(spots[place].run for place in taken)
    return [place for place, spot in enumerate(spots) if place not in taken and runs[spot.run] >= LEAST_SIBLINGS]


def _undeclared(spot: _Spot) -> dict[str, Any]:
    return {**_place("", spot, float("nan")), "where": f"undeclared {spot.kind}"}


def _normal(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).casefold().replace("&", " en ")
    return " ".join(_NO_LETTER.sub(" ", plain).split())


def _grams(text: str) -> Counter[str]:
    padded = f"  {text} "
    return Counter(padded[place : place + 3] for place in range(len(padded) - 2))


def _dice(one: Counter[str], other: Counter[str]) -> float:
    together = one.total() + other.total()
    return 2 * (one & other).total() / together if together else 0.0
