"""What a reader sees in Dutch, French or English: words, names of things, numbers and dates."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from kentering.errors import InputError, KenteringError
from kentering.tables import LANGUAGES

MINUS = "\u2212"
NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Wording:
    """The words of one language; call it with the key of a sentence and what stands in its gaps."""

    language: str
    words: Mapping[str, str] = field(repr=False)

    def __call__(self, key: str, **gaps: object) -> str:
        """The sentence of a key, its gaps filled.

        >>> load("fr")("work.draft", name="PNS 2026")
        'PNS 2026 (projet)'
        """
        if key not in self.words:
            message = f"no words for '{key}' in {self.language}"
            raise KenteringError(message, "add them to the words file of each language")
        return self.words[key].format(**gaps) if gaps else self.words[key]

    def __contains__(self, key: str) -> bool:
        return key in self.words

    def count(self, key: str, n: int, **gaps: object) -> str:
        """The sentence of key.one or key.many, with the number as {n}; French counts nought as one.

        >>> load("nl").count("count.plan", 1), load("nl").count("count.plan", 2)
        ('1 plan', '2 plannen')
        """
        single = n == 1 or (n == 0 and self.language == "fr")
        return self(f"{key}.{'one' if single else 'many'}", n=self.number(n), **gaps)

    def number(self, value: float, digits: int = 0, *, sign: bool = False) -> str:
        r"""A number with the language's marks; no number gives a dash.

        >>> load("nl").number(1234.5, 1), load("fr").number(-1234.5, 1), load("en").number(1234.5, 1)
        ('1.234,5', '\u22121\xa0234,5', '1,234.5')
        """
        if value != value:  # not a number
            return "–"
        size = f"{abs(value):,.{digits}f}"
        marks = {",": self("format.thousands"), ".": self("format.decimal")}
        is_nought = not size.strip("0.,")
        mark = "" if is_nought else MINUS if value < 0 else "+" if sign else ""
        return mark + "".join(marks.get(each, each) for each in size)

    def percent(self, share: float, digits: int = 1) -> str:
        r"""A share, 0 to 1, as a percentage.

        >>> [load(language).percent(0.125) for language in ("nl", "fr", "en")]
        ['12,5%', '12,5\xa0%', '12.5%']
        """
        value = self.number(share * 100, digits)
        return value if share != share else value + self("format.percent")

    def points(self, change: float) -> str:
        """A change of share in percentage points, with its sign.

        >>> load("nl").points(-0.021)
        '\u22122,1'
        """
        return self.number(change * 100, 1, sign=True)

    def date(self, partial: str) -> str:
        """A date that may be a year or a month only, written out.

        >>> [load(language).date("2016-06-01") for language in ("nl", "fr", "en")]
        ['1 juni 2016', '1er juin 2016', '1 June 2016']
        >>> load("nl").date("2025-03"), load("nl").date("2004"), load("nl").date("")
        ('maart 2025', '2004', '–')
        """
        year, month, day = (*str(partial).split("-"), "", "")[:3]
        if not year:
            return "–"
        parts = [self("format.first_day") if day == "01" else day.lstrip("0")] if day else []
        return " ".join([*parts, *([self(f"month.{month}")] if month else []), year])

    def listed(self, parts: Sequence[str]) -> str:
        """The parts as a list in a sentence.

        >>> load("nl").listed(["a", "b", "c"])
        'a, b en c'
        """
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self('format.and')} {parts[-1]}"

    def joined(self, parts: Sequence[str]) -> str:
        r"""The parts one after the other, set apart more strongly than in a list.

        >>> load("fr").joined(["a", "b"])
        'a\xa0; b'
        """
        return self("format.apart").join(parts)

    def spaced(self, text: str) -> str:
        r"""The text with the no-break blanks that French asks for, where it has blanks; others as they are.

        >>> load("fr").spaced("Plans : trois « points »")
        'Plans\xa0: trois «\xa0points\xa0»'
        """
        if self.language != "fr":
            return text
        return re.sub(r"(?<=«) ", NO_BREAK, re.sub(r" (?=[:;?!»%])", NO_BREAK, text))

    def quoted(self, text: str) -> str:
        """A name or words in the quotation marks of the language."""
        return self("format.quote", said=text)

    def chart_locale(self) -> dict[str, Any]:
        """The number format that Vega asks for."""
        number = {
            "decimal": self("format.decimal"),
            "thousands": self("format.thousands"),
            "grouping": [3],
            "currency": ["", ""],
            "percent": self("format.percent"),
            "minus": MINUS,
        }
        return {"number": number}


@lru_cache(maxsize=16)
def load(language: str, *folders: Path) -> Wording:
    """The words in `LANGUAGE.toml` of this package, with those of other folders; an unknown language raises."""
    if language not in LANGUAGES:
        message = f"no words in the language '{language}'"
        raise InputError(message, f"there are: {', '.join(LANGUAGES)}")
    words: dict[str, str] = {}
    for folder in (Path(__file__).parent, *folders):
        words |= flat(tomllib.loads((folder / f"{language}.toml").read_text("utf-8")))
    return Wording(language, words)


def flat(sections: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Nested sections as one level, keys joined by dots.

    >>> flat({"work": {"draft": "(draft)"}})
    {'work.draft': '(draft)'}
    """
    found: dict[str, str] = {}
    for key, value in sections.items():
        found |= flat(value, f"{prefix}{key}.") if isinstance(value, Mapping) else {f"{prefix}{key}": str(value)}
    return found
