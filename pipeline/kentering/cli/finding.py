"""Found passages for the eye: each with its citation, and its words whole."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

WIDTH = 100
INDENT = "    "


def as_list(found: pd.DataFrame) -> str:
    """The passages, the nearest first: likeness, citation, language and headings, then every word, in lines."""
    if found.empty:
        return "no rows"
    return "\n\n".join(_entry(row) for row in found.to_dict("records"))


def _entry(row: Mapping[Hashable, Any]) -> str:
    headings = " > ".join(str(each) for each in row["headings"])
    head = f"{row['similarity']:.3f}  {row['citation']}  ({row['language']})"
    return "\n".join([head, *(_lines(headings) if headings else []), *_lines(str(row["text"]))])


def _lines(text: str) -> list[str]:
    """The text in lines of a terminal; what a terminal would obey instead of showing goes, or becomes a blank."""
    visible = (sign for sign in text if unicodedata.category(sign) != "Cf")
    shown = "".join(sign if sign.isprintable() else " " for sign in visible)
    return textwrap.wrap(shown, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False)
