"""How one phenomenon is worded: the thesaurus' terms for a concept, per plan and language."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from kentering.cycles import ordered
from kentering.tables import from_rows
from kentering.words.concepts import concepts

_PARTED = re.compile(r"[,;:.?!]\s")
_WIDEST = 3  # letters that may stand between the words of a term for each word, on average: "de", "en", "van"


class Use(NamedTuple):
    """A term of a concept in a sentence, with the words as printed."""

    concept: str
    phrase: str
    loose: bool
    said: str


@cache
def uses(sentence: str, language: str) -> tuple[Use, ...]:
    """The terms in a sentence; one whose words stand far apart is none.

    >>> [(each.concept, each.said) for each in uses("De aanpak van mensenhandel gaat voor.", "nl")]
    [('human-trafficking', 'mensenhandel')]
    """
    found = []
    for each in concepts(sentence, language):
        start, end = min(each.letters), max(each.letters) + 1
        words = len(each.phrase.split())
        phrase, said = each.phrase.rstrip("?").strip(), _whole(sentence, start, end)
        near = end - start - len(each.letters) <= _WIDEST * 2 * words and not _PARTED.search(said)
        if near and _accented(said) <= _accented(phrase):
            found.append(Use(each.concept_id, phrase, each.loose, said))
    return tuple(found)


def _accented(words: str) -> bool:
    """Does it end in é or one of its forms? Without accents traité, a treaty, would be traite, trafficking.

    >>> _accented("le traité"), _accented("la traite")
    (True, False)
    """
    return bool(re.search(r"ée?s?$", words.lower()))


def _whole(sentence: str, start: int, end: int) -> str:
    """The words as printed, whole ones; where folding changed the length, as near as can be."""
    while start > 0 and sentence[start - 1 : start].isalnum():
        start -= 1
    while end < len(sentence) and sentence[end].isalnum():
        end += 1
    return sentence[start:end]


def terms_used(commitments: pd.DataFrame, works: pd.DataFrame) -> pd.DataFrame:
    """Per concept, plan and language version, the terms used for it, the most used first.

    Counted are sentences: a term that stands twice in one counts once. Terms are the thesaurus' own, whatever their
    bending; `said` shows the words as they stand in the text where a term is used first.
    """
    series = {str(row["work_id"]): row for _, row in works.iterrows()}
    order = {str(work): place for place, work in enumerate(ordered(works)["work_id"])}
    found: list[dict[str, Any]] = []
    for (work_id, language), rows in commitments.groupby(["work_id", "language"], sort=True):
        counted: dict[tuple[str, str, bool], list[tuple[dict[Any, Any], str]]] = defaultdict(list)
        naming: dict[str, int] = defaultdict(int)
        for row in rows.to_dict("records"):
            used = uses(str(row["said"]), str(language))
            for key in dict.fromkeys((each.concept, each.phrase, each.loose) for each in used):
                said = next(each.said for each in used if (each.concept, each.phrase, each.loose) == key)
                counted[key].append((row, said))
            for concept in dict.fromkeys(each.concept for each in used):
                naming[concept] += 1
        for (concept, phrase, loose), uses_of in counted.items():
            first, said = uses_of[0]
            found.append(
                {
                    "concept": concept,
                    "language": language,
                    "series": series[str(work_id)]["series"],
                    "cycle": series[str(work_id)]["cycle"],
                    "work_id": work_id,
                    "text": first["text"],
                    "phrase": phrase,
                    "loose": loose,
                    "n": len(uses_of),
                    "per_thousand": 1000 * len(uses_of) / len(rows),
                    "share": len(uses_of) / naming[concept],
                    "first_page": first["page"],
                    "passage_id": first["passage_id"],
                    "said": said,
                }
            )
    found.sort(
        key=lambda row: (row["concept"], row["language"], order[row["work_id"]], -row["n"], row["phrase"], row["loose"])
    )
    return from_rows("terms_used", found)
