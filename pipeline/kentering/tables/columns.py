"""How a column is declared: its type, its meaning and what may stand in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

LANGUAGES = ("nl", "fr", "en")
LEVELS = ("eu", "federal", "regional", "local")
STATUSES = ("final", "draft", "announcement", "example")
TEXTS = ("full", "summary", "digest", "commentary")
HELD = (*TEXTS, "missing", "none")
PRECISIONS = ("", "day", "month", "year")
CONFIDENCES = ("printed", "page", "translation", "memory")
PRIORITY_KINDS = ("priority", "transversal", "dimension", "sub")
RELATIONS = ("same", "renamed", "split", "merged", "broader", "narrower", "related")
CERTAINTIES = ("high", "medium", "low")
ORIGINS = ("model", "person")
BLOCK_KINDS = ("title", "heading", "paragraph", "bullet", "footnote", "caption", "table", "pullquote", "box", "margin")
RUNNING_KINDS = ("paragraph", "bullet", "box")
FURNITURE_KINDS = (
    "header",
    "footer",
    "pagenumber",
    "toc",
    "watermark",
    "linenumber",
    "hidden",
    "duplicate",
    "figure",
    "language",
)
MISPRINT = "[sic]"
PARTIAL_DATE = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
DATE_WRITTEN = "write 2020-07-14, 2020-07 or 2020; make the cells text first, or a spreadsheet writes them otherwise"
"""The way out where a date is written in another way; which part of 6/08/2020 is the month cannot be known."""


@dataclass(frozen=True)
class Column:
    """What a column holds, and what may stand in it."""

    meaning: str
    kind: str = ""
    """str, int, float, bool or object, as its row class says."""
    isin: tuple[str, ...] = ()
    matches: str = ""
    unique: bool = False
    filled: bool = False
    low: float | None = None
    high: float | None = None
    missing: bool = False
    usual: str | None = None
    """What an empty cell becomes, where that is something."""


class Row:
    """The base of every row class: each of its attributes is a column."""

    columns: ClassVar[dict[str, Column]] = {}

    def __init_subclass__(cls) -> None:
        own = {name: cell for name, cell in vars(cls).items() if isinstance(cell, Column)}
        cls.columns = {name: replace(cell, kind=cls.__annotations__[name]) for name, cell in own.items()}


def optional(values: tuple[str, ...]) -> tuple[str, ...]:
    """The values, or nothing.

    >>> optional(("day", "year"))
    ('', 'day', 'year')
    """
    return values if "" in values else ("", *values)


def variants(cell: str, *, misprints: bool = True) -> list[str]:
    """The other printed wordings in a cell of `variants`, a misprint without its [sic] or left out.

    >>> variants("mensenhandel en mensensmokkel | mensensmokel [sic]")
    ['mensenhandel en mensensmokkel', 'mensensmokel']
    >>> variants("mensenhandel en mensensmokkel | mensensmokel [sic]", misprints=False)
    ['mensenhandel en mensensmokkel']
    """
    said = [each.strip() for each in cell.split("|")]
    kept = [each.removesuffix(MISPRINT).strip() for each in said if misprints or not each.endswith(MISPRINT)]
    return [each for each in kept if each]


def string(
    meaning: str,
    *,
    isin: tuple[str, ...] = (),
    matches: str = "",
    unique: bool = False,
    filled: bool = False,
    usual: str | None = None,
) -> Any:  # noqa: ANN401  (a row class says what type the cells have)
    """A column of text; `matches` is a pattern for cells that are not empty, `usual` stands in for missing ones."""
    return Column(
        meaning, isin=isin, matches=matches, unique=unique, filled=filled, missing=usual is not None, usual=usual
    )


def real(meaning: str, *, low: float | None = None, high: float | None = None, missing: bool = False) -> Any:  # noqa: ANN401
    """A column of numbers, `low` and `high` included."""
    return Column(meaning, low=low, high=high, missing=missing)


def whole(meaning: str, *, low: int | None = None) -> Any:  # noqa: ANN401
    """A column of whole numbers."""
    return Column(meaning, low=low)


def yes_no(meaning: str) -> Any:  # noqa: ANN401
    """A column of true and false."""
    return Column(meaning)


def many(meaning: str) -> Any:  # noqa: ANN401
    """A column of lists."""
    return Column(meaning)
