"""Which code of a file is which theme, and which names a person changed."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from kentering.errors import InputError
from kentering.export.back.project import FoundCode
from kentering.export.codes import theme_guid, theme_name
from kentering.tables import LANGUAGES, from_rows


class Recognised(NamedTuple):
    """The themes of a file: the list of themes that it was exported with, and for each code id its theme."""

    book: pd.DataFrame
    theme_of: dict[str, str]
    language: str


def recognised(codes: list[FoundCode], codebooks: pd.DataFrame, where: str, language: str = "") -> Recognised:
    """The codes that are themes, by their ids, or by their names where a program gave them other ids.

    The list of themes is the one with which most codes agree. None at all raises InputError.
    """
    best = Recognised(codebooks.iloc[:0], {}, language or LANGUAGES[0])
    for _, book in codebooks.groupby("codebook", sort=True):
        told = _language(codes, book, language)
        by_id = {
            theme_guid(str(row["codebook"]), str(row["code"])): str(row["code"]) for row in book.to_dict("records")
        }
        by_name = {theme_name(row, told): str(row["code"]) for row in book.to_dict("records")}
        theme_of = {code.guid: by_id[code.guid] for code in codes if code.guid in by_id}
        taken = set(theme_of.values())
        for code in codes:
            if code.name in by_name and by_name[code.name] not in taken:
                theme_of[code.guid] = by_name[code.name]
        if len(theme_of) > len(best.theme_of):
            best = Recognised(book, theme_of, told)
    if not best.theme_of:
        message = f"{where} holds no theme of this corpus, as it is now or as it was when people coded"
        raise InputError(
            message, "export again with: kentering export CORPUS OUT --to refi-qda; then code in that file"
        )
    return best


def _language(codes: list[FoundCode], book: pd.DataFrame, given: str) -> str:
    """The language in which most names stand unchanged."""
    names = {code.name for code in codes}
    hits = {each: sum(theme_name(row, each) in names for row in book.to_dict("records")) for each in LANGUAGES}
    return given or max(LANGUAGES, key=lambda each: hits[each])


def new_labels(codes: list[FoundCode], themes: Recognised) -> pd.DataFrame:
    """The names that a person changed, as rows of labels: in the code's own name, or in a line "fr: ..." under it.

    A cell is empty where nothing was changed.
    """
    rows = {str(row["code"]): row for row in themes.book.to_dict("records")}
    found = []
    for code in codes:
        theme = themes.theme_of.get(code.guid)
        if theme is None:
            continue
        changed = _told_below(code.description, rows[theme])
        if " ".join(code.name.split()) != " ".join(theme_name(rows[theme], themes.language).split()):
            changed[f"label_{themes.language}"] = code.name.removeprefix(theme).strip()
        if any(changed.values()):
            empty = {f"label_{each}": "" for each in LANGUAGES}
            blank = dict.fromkeys(("keywords", "quotes"), "")
            found.append({"theme_id": theme, **empty, **changed, "passages": rows[theme]["passages"], **blank})
    return from_rows("labels", found)


def _told_below(description: str, row: Mapping[Hashable, Any]) -> dict[str, str]:
    lines = [line.partition(":") for line in description.splitlines()]
    told = {language.strip(): label.strip() for language, sign, label in lines if sign}
    return {
        f"label_{each}": told[each]
        for each in LANGUAGES
        if told.get(each) and " ".join(told[each].split()) != " ".join(str(row[f"label_{each}"]).split())
    }
