"""What may stand in the gap of a sentence, before it has a language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """A plan, with its article."""

    work_id: str


@dataclass(frozen=True)
class Plans:
    """Several plans, by their short names; beyond `most`, if it is not nought, the rest is counted."""

    work_ids: tuple[str, ...]
    most: int = 0


@dataclass(frozen=True)
class Series:
    """A series, with its article."""

    series: str


@dataclass(frozen=True)
class Language:
    """A language by its name."""

    language: str


@dataclass(frozen=True)
class Code:
    """A series by its bare code."""

    series: str


@dataclass(frozen=True)
class Items:
    """Declared items by name; beyond `most` the rest is counted."""

    item_ids: tuple[str, ...]
    most: int = 4


@dataclass(frozen=True)
class Heading:
    """A heading as it stands in a text of some language, with the pages of what stands under it."""

    said: str
    language: str
    page: int
    page_last: int


@dataclass(frozen=True)
class Theme:
    """A theme by its label."""

    theme_id: str


@dataclass(frozen=True)
class Count:
    """A number in a sentence: in words where it is small."""

    n: int


@dataclass(frozen=True)
class Part:
    """So many of so many."""

    k: int
    n: int


@dataclass(frozen=True)
class Times:
    """So often."""

    n: int


@dataclass(frozen=True)
class Day:
    """A date that may be a month or a year only."""

    date: str


@dataclass(frozen=True)
class Days:
    """A span in days, least and most."""

    low: int
    high: int


@dataclass(frozen=True)
class Share:
    """A part of the words, 0 to 1."""

    share: float
    digits: int = 1


@dataclass(frozen=True)
class Points:
    """A change of share in percentage points."""

    change: float


@dataclass(frozen=True)
class Kind:
    """What sort of item it is, with its article: a priority, a transversal theme."""

    kind: str


@dataclass(frozen=True)
class Said:
    """Parts of a sentence that have templates of their own, each a key and its gaps; `listed` joins them with "and"."""

    parts: tuple[tuple[str, tuple[tuple[str, Gap], ...]], ...]
    listed: bool = False


@dataclass(frozen=True)
class Sure:
    """The word that says how sure it is; nothing where it is plain."""

    strength: str


@dataclass(frozen=True)
class Plain:
    """Words that stay as they are."""

    text: str


Gap = (
    Plan
    | Plans
    | Series
    | Code
    | Language
    | Items
    | Heading
    | Theme
    | Count
    | Part
    | Times
    | Day
    | Days
    | Share
    | Points
    | Kind
    | Said
    | Sure
    | Plain
)
