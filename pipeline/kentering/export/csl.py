"""The plans as entries of a bibliography (CSL-JSON): who made them, when, how final they are, where they are found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from kentering.corpus import title
from kentering.cycles import NOT_FINAL
from kentering.export.signs import plain
from kentering.export.words import role_words, words
from kentering.plot.names import languages_of_lists
from kentering.tables import LANGUAGES, TEXTS

if TYPE_CHECKING:
    from kentering.study import Study

ADDRESS = re.compile(r"https?://[^\s;,]+[^\s;,.)]")
PERIOD = re.compile(r"\d{4}\s*[-–—/]\s*\d{2,4}")
YEAR = re.compile(r"(?<![\d/.])(?:19|20)\d{2}(?![\d/])")
CITABLE = [each for each in TEXTS if each != "commentary"]

Record = dict[Any, Any]


def csl(study: Study) -> list[dict[str, Any]]:
    """The plans as CSL-JSON: reports with issuer, date as far as it is known, title, language and address.

    The words of an entry are in the language of its title. What is no final plan says so as its genre and its status.
    """
    tongues = languages_of_lists(study.priorities)
    return [_entry(row, tongues.get(str(row["work_id"]), LANGUAGES), study) for row in study.works.to_dict("records")]


def _entry(row: Record, order: tuple[str, ...], study: Study) -> dict[str, Any]:
    """The title is that of the language in which the plan's own list stands, where it has one in it."""
    language = next((each for each in (*order, *LANGUAGES) if row[f"title_{each}"]), "")
    said = words(language or order[0])
    addresses = _addresses(str(row["work_id"]), study.documents)
    authors, roles = issuers(str(row["issuer"]))
    issued, basis = _issued(row)
    status = said[str(row["status"])] if row["status"] in NOT_FINAL else ""
    others = [
        f"{each}: {' '.join(part for part in (str(row[f'title_{each}']), addresses.get(each, '')) if part)}"
        for each in LANGUAGES
        if each != language and (row[f"title_{each}"] or each in addresses)
    ]
    recalled = "memory" in (row["confidence"], row["title_confidence"])
    source = f"{said['source']}: {row['source']}" if row["source"] else ""
    notes = [status, *others, *roles, source, said.get(basis, ""), said["seen_memory"] if recalled else ""]
    found = {
        "id": str(row["work_id"]),
        "type": "report",
        "genre": status,
        "title": title(row, language or order[0]),
        "author": [{"literal": plain(each)} for each in authors],
        "issued": issued,
        "language": language,
        "collection-title": str(row["series"]),
        "status": status,
        "URL": addresses.get(language) or _first_address(str(row["source"]), set(addresses.values())),
        "note": "; ".join(each for each in notes if each),
    }
    return {key: plain(value) if isinstance(value, str) else value for key, value in found.items() if value}


def issuers(issuer: str) -> tuple[list[str], list[str]]:
    """Who made a plan, and apart from them what others did to it: who coordinated, drafted or presented it.

    Whoever stands first made it, whatever the name begins with.

    >>> issuers("Conseil des ministres, sur proposition de la Justice; IMC (Justitie; politie); coördinatie FOD")
    (['Conseil des ministres', 'IMC (Justitie; politie)'], ['sur proposition de la Justice', 'coördinatie FOD'])
    """
    role = "|".join(re.escape(each) for each in role_words())
    bracketed = re.compile(rf"\s*\(((?:{role})\b[^()]*)\)", re.IGNORECASE)
    later = re.compile(rf"[;,]\s*(?=(?:{role})\b)", re.IGNORECASE)
    roles = bracketed.findall(issuer)
    authors: list[str] = []
    for part in re.split(r";(?![^()]*\))", bracketed.sub("", issuer)):
        who, *did = later.split(f";{part.strip()}" if authors else part.strip())
        authors += [each for each in [who.strip(" ;")] if each]
        roles += [each.strip() for each in did]
    return authors, roles


def _issued(row: Record) -> tuple[dict[str, Any], str]:
    """The date of adoption, as exact as it is known; else a year, and the word for what that is the year of.

    A draft or announcement is of the year in which its source tells of it, unless its period had begun before.
    """
    if row["adopted"]:
        return {"date-parts": [[int(each) for each in str(row["adopted"]).split("-")]]}, ""
    period = str(row["cycle_start"] or row["valid_from"])[:4]
    told = year_told(str(row["source"]))
    of_source = bool(told) and (not period or (row["status"] in NOT_FINAL and told <= period))
    year = told if of_source else period
    if not year:
        return {}, ""
    return {"date-parts": [[int(year)]], "circa": True}, "year_of_source" if of_source else "year_of_period"


def year_told(source: str) -> str:
    """The year of the first source that has one; neither periods nor addresses have years.

    >>> year_told("Kadernota 2026-2029, https://a.be/2019; Mededeling 2026-2029, 2025; Panopticon, 2019")
    '2025'
    """
    for each in source.split(";"):
        years = YEAR.findall(PERIOD.sub(" ", re.sub(r"https?://\S+", " ", each)))
        if years:
            return str(years[-1])
    return ""


def _addresses(work: str, documents: pd.DataFrame) -> dict[str, str]:
    """For each language the address of the fullest text of a plan; commentary is another text."""
    mine = documents[(documents["work_id"] == work) & documents["text"].isin(CITABLE)]
    ranked = sorted(mine.to_dict("records"), key=lambda row: (CITABLE.index(row["text"]), str(row["document_id"])))
    found: dict[str, str] = {}
    for row in ranked:
        address = str(row["source_url"] or row["pdf_url"])
        if address:
            found.setdefault(str(row["language"]), address)
    return found


def _first_address(source: str, of_other_languages: set[str]) -> str:
    return next((each for each in ADDRESS.findall(source) if each not in of_other_languages), "")
