"""Themes and declared priorities as the codes of a codebook, the broader above the narrower."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from kentering.corpus import title
from kentering.export.guids import guid
from kentering.export.signs import plain
from kentering.export.words import words
from kentering.plot import wording
from kentering.plot.names import item_name, languages_of_lists
from kentering.tables import LANGUAGES

if TYPE_CHECKING:
    from kentering.study import Study

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#777777")
"""Told apart by the colour-blind (Okabe and Ito 2008)."""

Record = Mapping[Any, Any]


@dataclass
class Code:
    """A code with those under it; what is not codable is a folder."""

    guid: str
    name: str
    codable: bool = True
    description: str = ""
    colour: str = ""
    under: list[Code] = field(default_factory=list)


def theme_guid(codebook: str, theme_id: str) -> str:
    """A theme's id, another one for each clustering: T03 of today need not be T03 of then."""
    return guid("theme", codebook, theme_id)


def theme_name(theme: Record, language: str) -> str:
    """A theme's id and its name in a language, else in the first that has one."""
    found = [str(theme[f"label_{each}"]).strip() for each in (language, *LANGUAGES)]
    label = next((label for label in found if label), "")
    return plain(f"{theme.get('code') or theme['theme_id']} {label}".strip())


def codes(study: Study, codebook: pd.DataFrame, language: str) -> list[Code]:
    """Two folders: the themes on two levels, and what each plan declares, plan by plan."""
    said = words(language)
    folders = [
        Code(guid("folder", "themes"), said["themes"], codable=False, under=_themes(study, codebook, language)),
        Code(guid("folder", "priorities"), said["priorities"], codable=False, under=_plans(study, language)),
    ]
    return [folder for folder in folders if folder.under]


def _themes(study: Study, codebook: pd.DataFrame, language: str) -> list[Code]:
    keywords = {str(row["theme_id"]): row for row in study.themes.to_dict("records")}
    rows = [row for row in codebook.to_dict("records") if str(row["code"]) in keywords]
    made = {
        str(row["code"]): Code(
            theme_guid(str(row["codebook"]), str(row["code"])),
            theme_name(row, language),
            description=_described(row, keywords[str(row["code"])]),
        )
        for row in rows
    }
    broad = [row for row in rows if str(row["parent_id"]) not in made]
    for place, row in enumerate(broad):
        made[str(row["code"])].colour = COLOURS[place % len(COLOURS)]
    for row in rows:
        if str(row["parent_id"]) in made:
            made[str(row["parent_id"])].under.append(made[str(row["code"])])
            made[str(row["code"])].colour = made[str(row["parent_id"])].colour
    return [made[str(row["code"])] for row in broad]


def _described(row: Record, theme: Record) -> str:
    """A line for the name in each language, which may be edited, and one for the telling words."""
    lines = [f"{each}: {row[f'label_{each}']}" for each in LANGUAGES]
    lines += [f"({each}) {theme[f'keywords_{each}']}" for each in LANGUAGES if theme[f"keywords_{each}"]]
    return plain("\n".join(lines))


def _plans(study: Study, language: str) -> list[Code]:
    items = study.priorities
    order = languages_of_lists(items)
    folders = []
    for work in study.works.to_dict("records"):
        own = items[items["work_id"] == work["work_id"]]
        if len(own):
            name = plain(f"{title(work, language)} ({work['work_id']})")
            under = _items(own, language, order[str(work["work_id"])])
            folders.append(Code(guid("work's priorities", work["work_id"]), name, codable=False, under=under))
    return folders


def _items(own: pd.DataFrame, language: str, order: Sequence[str]) -> list[Code]:
    rows = own.to_dict("records")
    made = {str(row["priority_id"]): _item(row, language, order) for row in rows}
    for row in rows:
        if str(row["parent_id"]) in made:
            made[str(row["parent_id"])].under.append(made[str(row["priority_id"])])
    return [made[str(row["priority_id"])] for row in rows if str(row["parent_id"]) not in made]


def _item(row: Record, language: str, order: Sequence[str]) -> Code:
    """An item by its number and official name; a name from memory says so, here as in charts and reports."""
    said = f"{row['number']} {item_name(row, wording.load(language), order)}".strip()
    return Code(guid("priority", str(row["priority_id"])), plain(said), description=_sources(row, language))


def _sources(row: Record, language: str) -> str:
    """The item's id, then a line for its name in each language: how it was seen, and where."""
    said = words(language)
    lines = [str(row["priority_id"])]
    for each in LANGUAGES:
        name, seen, source = (str(row[f"{what}_{each}"]).strip() for what in ("name", "confidence", "source"))
        told = "; ".join(part for part in (said.get(f"seen_{seen}", ""), source) if part)
        if name:
            lines.append(f"{each}: {name}{f' ({told})' if told else ''}")
    return plain("\n".join(lines))
