"""Notes: whose word a claim is, on which lists and dates it rests, and words of both sides with their page."""

from __future__ import annotations

from typing import Any

from kentering.claims import Claim
from kentering.claims.rights import brief
from kentering.claims.voice import Voice, tidied
from kentering.plot.wording import Wording

EXTRACT = 14  # words of a quotation in a note
MOST_PLANS = 4  # named in a note; more are counted


def note(claim: Claim, entry: dict[str, Any], words: Wording, speaker: Voice) -> str:
    """The note of a claim: its number in claims.json, whose reading it is, its sources, a quotation of each side."""
    parts = [
        words("note.claim", n=entry["number"]),
        _whose(claim, words),
        _plans("item", "note.lists", entry, words, speaker),
        _plans("dates", "note.dates", entry, words, speaker),
        words("note.counted")
        if claim.verdict in ("counted", "shifted", "equivalent") and not _has_items(entry)
        else "",
        _quoted(entry["evidence"], words, speaker),
        _against(entry["counter_evidence"], words, speaker),
    ]
    return tidied(words("list.next").join(part for part in parts if part) + ".", words.language)


def _has_items(entry: dict[str, Any]) -> bool:
    return any(ground["type"] == "item" for ground in entry["evidence"])


def _whose(claim: Claim, words: Wording) -> str:
    if claim.origin == "model":
        if claim.probability is None:
            return words("note.model")
        return words("note.model_odds", p=words.number(claim.probability, 2))
    if claim.origin != "person":
        return ""
    key = f"note.person_{claim.certainty}"
    return words(key) if key in words else words("note.person")


def _plans(kind: str, key: str, entry: dict[str, Any], words: Wording, speaker: Voice) -> str:
    """The plans that a claim rests on, each with how its list or its dates were seen."""
    seen: dict[str, list[str]] = {}
    for ground in entry["evidence"]:
        if ground["type"] != kind:
            continue
        known = [ground["confidence"]] if kind == "dates" else _confidence(ground, words.language)
        seen.setdefault(ground["work"], []).extend(each for each in known if each)
    told = []
    for work, how in seen.items():
        marks = ", ".join(said for each in dict.fromkeys(how) if (said := words(f"confidence.{each}")))
        told.append(f"{speaker.code(work)} ({marks})" if marks else speaker.code(work))
    if len(told) > MOST_PLANS:
        return words(key, plans=words("note.plans", n=speaker.count(len(told))))
    return words(key, plans=words.listed(told)) if told else ""


def _confidence(ground: dict[str, Any], language: str) -> list[str]:
    """How the name that is shown was seen."""
    known = ground["confidence"]
    return [known[language]] if language in known else list(known.values())[:1]


def _quoted(grounds: list[dict[str, Any]], words: Wording, speaker: Voice) -> str:
    row = _best(grounds, words.language)
    if row is None:
        return ""
    cited = citation(row, words, speaker)
    if row["text_kind"] == "digest":  # its words are not the plan's: the place is enough
        return cited
    return words("note.quoted", said=extract(row.get("said", row["text"])), citation=cited)


def _against(grounds: list[dict[str, Any]], words: Wording, speaker: Voice) -> str:
    quoted = _quoted(grounds, words, speaker)
    return words("note.against", quoted=quoted) if quoted else ""


def _best(grounds: list[dict[str, Any]], language: str) -> dict[str, Any] | None:
    """The first quotation, one in the reader's language before others."""
    quotations = [each for each in grounds if each["type"] == "quotation"]
    return min(quotations, key=lambda each: each["language"] != language, default=None)


def extract(text: str, most: int = EXTRACT) -> str:
    """The first words of a quotation, on one line.

    >>> extract("Drugs zijn overal. En meer.", 3)
    'Drugs zijn overal. […]'
    """
    return " ".join(brief(text, most).split())


def citation(row: dict[str, Any], words: Wording, speaker: Voice) -> str:
    """How a passage is cited: NVP 2022 (digest, p. 3); the printed page first where it is not the PDF's page."""
    page = str(row["page"]) if row["page_last"] == row["page"] else f"{row['page']}–{row['page_last']}"
    label = row["page_label"]
    same = label in ("", str(row["page"]))
    said = words("note.page", page=page) if same else words("note.printed", label=label, page=page)
    marks = [] if row["text_kind"] == "full" else [words(f"text.{row['text_kind']}")]
    return f"{speaker.code(row['work'])} ({', '.join([*marks, said])})"
