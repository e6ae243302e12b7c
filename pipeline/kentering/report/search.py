"""What the reader of the page searches and filters by, and the script that does it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kentering.report.reader import Reader
from kentering.tables import LEVELS

NAMES = {"nl": "Nederlands", "fr": "Français", "en": "English"}


class Script(NamedTuple):
    """The one script of the page, and the hash by which the page allows it and no other."""

    text: str
    hash: str


class Choice(NamedTuple):
    """Something to filter by, and the numbers of the plans that it keeps."""

    said: str
    plans: str


class Version(NamedTuple):
    """The report in one of the languages in which it is written."""

    language: str
    said: str
    href: str
    here: bool


@lru_cache(maxsize=1)
def script() -> Script:
    """The script as it stands in the page."""
    text = (Path(__file__).parent / "templates" / "search.js").read_text("utf-8")
    digest = hashlib.sha256(text.encode()).digest()
    return Script(text, f"sha256-{base64.b64encode(digest).decode()}")


def at(reader: Reader, *works: str) -> str:
    """The numbers of some plans in the page, by which the script filters."""
    return " ".join(reader.places[work] for work in works if work in reader.places)


def choices(reader: Reader) -> list[tuple[str, list[Choice]]]:
    """Levels, series of more than one plan, and plans."""
    wording, works = reader.wording, reader.works
    levels = {level: [each for each, row in works.items() if row["level"] == level] for level in LEVELS}
    names = dict.fromkeys(str(row["series"]) for row in works.values())
    series = {name: [each for each, row in works.items() if row["series"] == name] for name in names}
    groups = [
        (
            "search.levels",
            [Choice(wording(f"level.{level}"), at(reader, *own)) for level, own in levels.items() if own],
        ),
        (
            "search.series",
            [Choice(reader.series[name], at(reader, *own)) for name, own in series.items() if len(own) > 1],
        ),
        ("search.each", [Choice(reader.work[each], at(reader, each)) for each in works]),
    ]
    return [(wording(key), found) for key, found in groups if found]


def versions(reader: Reader, languages: Sequence[str]) -> list[Version]:
    """The report in each language that is written, by the languages' own names."""
    own, name = reader.wording.language, reader.study.name
    return [
        Version(each, NAMES[each], f"{name}-{each}.html", each == own) for each in NAMES if each in {*languages, own}
    ]
