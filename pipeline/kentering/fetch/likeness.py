"""How much a PDF is like a row of documents, and why that may still be doubted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from kentering.fetch.front import Front, kinds
from kentering.fetch.wording import Agreement, agreement, content, initials, purity, recall, tokens, years
from kentering.tables import LANGUAGES

STRONG = 0.75
"""A title block, a running head or a title field that is worth so much names the plan."""

MARGIN = 0.25
"""So far ahead of every other plan must the likeness be to be sure."""

LEAST = 0.15
"""A row that is less like a PDF is not even offered."""

SHORT = 5
"""A full plan of fewer pages is doubted."""

OPENINGS = """
voorwoord woord vooraf inleiding inhoud inhoudstafel inhoudsopgave préface avant-propos introduction sommaire table des
matières foreword contents microsoft word docx doc pdf nl fr en
"""
"""Words beside a title that say nothing of the text: the heading that follows, the kind of file."""

YEARS: dict[Agreement, float] = {"agree": 1.0, "none": 0.9, "conflict": 0.2}


@dataclass(frozen=True)
class Wanted:
    """What a row says of the text that it waits for."""

    document_id: str
    work_id: str
    language: str
    text: str
    pages: float
    names: tuple[str, ...]
    """Ways to name the plan: titles without subtitle, name of its series, initials."""
    known: str
    """All words that may stand on its cover: titles, subtitles, issuer, series."""
    periods: tuple[tuple[int, int], ...]
    known_years: tuple[int, ...]
    status: str
    place: str
    """For a local plan: what tells the zone."""


@dataclass(frozen=True)
class Likeness:
    """A row and a PDF: how like, from 0 to 1, why, and what speaks against it."""

    wanted: Wanted
    score: float
    why: tuple[str, ...]
    doubts: tuple[str, ...]


def wanted(document: pd.Series, work: pd.Series) -> Wanted:
    """What a row of documents, with its work, says of its text."""
    language = str(document["language"])
    titles = {each: _printed(str(work[f"title_{each}"])) for each in LANGUAGES}
    own = [titles[language]] if titles[language] else [title for title in titles.values() if title]
    mains = [_main(title) for title in own]
    short = [name for name in (str(work["series"]), *map(initials, mains)) if len(name) >= 3]
    start, *ends = (_year(work[name]) for name in ("cycle_start", "cycle_end", "valid_to", "valid_alternative"))
    singles = [_year(work[name]) for name in ("cycle_start", "valid_from", "adopted")]
    return Wanted(
        document_id=str(document["document_id"]),
        work_id=str(document["work_id"]),
        language=language,
        text=str(document["text"]),
        pages=float(document["pages"]),
        names=tuple(dict.fromkeys([*mains, *short])),
        known=" ".join([*titles.values(), str(work["issuer"]), str(work["series"]), str(work["family"]), *short]),
        periods=tuple((start, end) for end in dict.fromkeys(ends) if start and end and str(work["cycle"])),
        known_years=tuple(
            year for year in dict.fromkeys([*singles, *(y for t in mains for y in sorted(years(t)))]) if year
        ),
        status=str(work["status"]),
        place=f"{work['title_nl']} {work['title_fr']} {work['issuer']} {work['series']}"
        if work["level"] == "local"
        else "",
    )


def likenesses(given: Front, rows: Iterable[Wanted]) -> list[Likeness]:
    """The rows that a PDF may belong to, the likest first; each with what speaks against it."""
    found = [_likeness(given, row) for row in rows]
    ranked = sorted(found, key=lambda each: (-each.score, each.wanted.document_id))
    return [_with_rivals(each, ranked) for each in ranked if each.score >= LEAST]


def _likeness(given: Front, row: Wanted) -> Likeness:
    cover = " ".join(given.display)
    shown = _claim(cover, row)
    running = max((_claim(line, row) for line in given.running), default=0.0)
    title = _claim(given.title, row)
    beginning = " ".join([*given.block, given.early])
    early = (
        max(recall(name, beginning) for name in row.names) * YEARS[agreement(beginning, row.periods, row.known_years)]
    )
    named = _named(given.name, row)
    score = 0.7 * max(shown, 0.9 * running, 0.8 * title) + 0.2 * named + 0.1 * early
    score *= 1.0 if row.language == given.language or not given.language else 0.6
    why = [
        *(["its title on the first page"] if shown >= STRONG else []),
        *(["its running head"] if running >= STRONG else []),
        *(["the title field of the file"] if title >= STRONG else []),
        *(["its file name"] if named >= STRONG else []),
    ]
    printed = shown >= STRONG or (running >= STRONG and title >= STRONG)
    doubts = _doubts(given, row)
    if not printed and not doubts:
        doubts = ["its first pages do not say so plainly"]
    return Likeness(row, score, tuple(why), tuple(doubts))


def _claim(text: str, row: Wanted) -> float:
    """What a text is worth as a name of the plan: the words of its title, its years, and nothing else."""
    if not text:
        return 0.0
    found = max(recall(name, text) for name in row.names)
    return found * YEARS[agreement(text, row.periods, row.known_years)] * purity(text, [row.known, OPENINGS])


def _named(name: str, row: Wanted) -> float:
    """What a file name is worth."""
    if tokens(name) == tokens(row.document_id):
        return 1.0
    said = set(tokens(name)) & set(LANGUAGES)
    tongue = 0.5 if said and row.language not in said else 1.0
    known = max(recall(each, name) for each in (row.work_id, *row.names))
    return known * tongue * YEARS[agreement(name, row.periods, row.known_years)]


def contrary(given: Front, row: Wanted) -> list[str]:
    """What a text says of itself that cannot be true of the text a row waits for."""
    other = kinds(given) - _own_kinds(row)
    sources = {
        "its cover": " ".join([*given.display, *given.running]),
        "its file name": given.name,
        "the title field of the file": given.title,
    }
    wrong = [source for source, text in sources.items() if agreement(text, row.periods, row.known_years) == "conflict"]
    return [
        *([f"the text is in {given.language}"] if given.language not in ("", row.language) else []),
        *([f"it calls itself {', '.join(sorted(other))}"] if other else []),
        *(["it is a printed web page"] if any("://" in line for line in given.running) else []),
        *([f"{' and '.join(wrong)} name{'s' if len(wrong) == 1 else ''} other years"] if wrong else []),
    ]


def _doubts(given: Front, row: Wanted) -> list[str]:
    """What speaks against a row, and what a text would have to say of itself and does not."""
    unsaid = _own_kinds(row) - kinds(given) - {"draft"}
    differs = row.pages == row.pages and row.pages != given.n_pages
    return [
        *([given.fault] if given.fault else contrary(given, row)),
        *(["the language of the text is not clear"] if not (given.language or given.fault) else []),
        *([f"it does not call itself {', '.join(sorted(unsaid))}"] if unsaid else []),
        *([f"{given.n_pages} pages are few for a whole plan"] if row.text == "full" and given.n_pages < SHORT else []),
        *([f"it has {given.n_pages} pages, the row {row.pages:.0f}"] if differs else []),
        *(["its cover does not give the years"] if row.periods and _unsaid(given, row) else []),
        *(["nothing tells that it is of this zone"] if row.place and not _of_place(given, row) else []),
    ]


def _own_kinds(row: Wanted) -> set[str]:
    """What the text of a row may call itself."""
    own = {row.text} if row.text != "full" else set()
    return own | ({"draft"} if row.status in ("draft", "announcement") else set())


def _unsaid(given: Front, row: Wanted) -> bool:
    texts = [" ".join(given.display), *given.running]
    return not any(agreement(text, row.periods, row.known_years) == "agree" for text in texts)


def _of_place(given: Front, row: Wanted) -> bool:
    """Does the beginning of the text name the zone: its number, or else the names that its row gives?"""
    beginning = set(tokens(" ".join([*given.block, *given.running, given.early])))
    numbers = {word for word in tokens(row.place) if word.isdigit() and len(word) >= 4} - {
        str(y) for p in row.periods for y in p
    }
    if numbers:
        return bool(numbers & beginning)
    names = {word for each in row.place.split() if each[:1].isupper() for word in content(each)}
    return bool(names) and len(names & beginning) >= 0.75 * len(names)


def _with_rivals(each: Likeness, ranked: Sequence[Likeness]) -> Likeness:
    """The likeness with a doubt where another row is nearly as like, or as like but for its years."""
    others = [other for other in ranked if other.wanted.document_id != each.wanted.document_id]
    near = [other.wanted.document_id for other in others if other.score > each.score - MARGIN]
    doubts = [f"it is nearly as like {', '.join(near[:3])}"] if near else []
    return Likeness(each.wanted, each.score, each.why, (*each.doubts, *doubts))


def _printed(title: str) -> str:
    """A title without what its editor put in square brackets."""
    return " ".join(title.partition("[")[0].split())


def _main(title: str) -> str:
    """A title without its subtitle.

    >>> _main("Zonaal veiligheidsplan 2020 – 2025 (zone 5418) – Samen veilig")
    'Zonaal veiligheidsplan 2020 – 2025 (zone 5418)'
    """
    for mark in (" – ", " — ", " - ", ": "):
        main, *rest = title.split(mark)
        while rest and (not content(main) or (main[-1:].isdigit() and rest[0][:1].isdigit())):
            main = f"{main}{mark}{rest.pop(0)}"
        title = main
    return title


def _year(date: object) -> int:
    return int(str(date)[:4]) if str(date)[:4].isdigit() else 0
