"""How a column is declared: its type, its meaning and what may stand in it."""

from __future__ import annotations

from typing import Any

import pandera.pandas as pa

LANGUAGES = ("nl", "fr", "en")
LEVELS = ("eu", "federal", "regional", "local")
STATUSES = ("final", "draft", "announcement", "example")
TEXTS = ("full", "summary", "digest", "commentary")
HELD = (*TEXTS, "missing", "none")
PRECISIONS = ("", "day", "month", "year")
CONFIDENCES = ("printed", "page", "memory")
PRIORITY_KINDS = ("priority", "transversal", "dimension", "sub")
RELATIONS = ("same", "renamed", "split", "merged", "broader", "narrower", "related")
CERTAINTIES = ("high", "medium", "low")
ORIGINS = ("model", "person")
BLOCK_KINDS = ("title", "heading", "paragraph", "bullet", "footnote", "caption", "table", "pullquote", "box")
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


class Row(pa.DataFrameModel):
    """The base of every row class: no unknown column, types set on the way in."""

    class Config:
        """Pandera's settings."""

        strict = True
        coerce = True


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
    meaning: str, *, isin: tuple[str, ...] = (), matches: str = "", unique: bool = False, filled: bool = False
) -> Any:  # noqa: ANN401  (pandera's own type)
    """A column of text; `matches` is a pattern for cells that are not empty."""
    return pa.Field(
        description=meaning,
        isin=list(isin) or None,
        str_matches=rf"^({matches})?$" if matches else None,
        unique=unique,
        str_length={"min_value": 1} if filled else None,
    )


def real(meaning: str, *, low: float | None = None, high: float | None = None, missing: bool = False) -> Any:  # noqa: ANN401
    """A column of numbers, `low` and `high` included."""
    return pa.Field(description=meaning, ge=low, le=high, nullable=missing)


def whole(meaning: str, *, low: int | None = None) -> Any:  # noqa: ANN401
    """A column of whole numbers."""
    return pa.Field(description=meaning, ge=low)


def yes_no(meaning: str) -> Any:  # noqa: ANN401
    """A column of true and false."""
    return pa.Field(description=meaning)


def many(meaning: str) -> Any:  # noqa: ANN401
    """A column of lists."""
    return pa.Field(description=meaning)
