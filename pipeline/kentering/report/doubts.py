"""What was left out, and the checks: may these numbers be believed?"""

from __future__ import annotations

from typing import NamedTuple

from kentering.report.reader import Reader, Row
from kentering.report.remarks import Remark, remarks

# How the figure of a check is written; a count where nothing is said.
PERCENT = (
    "found_again",
    "words_outside_shares",
    "outside_themes",
    "theme_language",
    "twins_together",
    "themes_with_correction",
    "themes_without_correction",
    "partly_linked",
    "low_links",
    "reading_confidence",
    "language_of_text",
)
DECIMAL = ("theme_stability", "language_mixing")


class LeftOut(NamedTuple):
    """A document or row that could not be used: why, and the way out."""

    name: str
    reason: list[Remark]
    hint: list[Remark]


def left_out(reader: Reader) -> list[LeftOut]:
    """Every document and row that could not be used."""
    return [
        LeftOut(
            name=str(row["file"] or row["document_id"]),
            reason=_in_english(str(row["reason"]), reader),
            hint=_in_english(str(row["hint"]), reader),
        )
        for row in reader.study.left_out.to_dict("records")
    ]


def _in_english(message: str, reader: Reader) -> list[Remark]:
    """A message of an error in the reader's words; one without words stays English and says so."""
    own = reader.wording.language
    return [each if each.language == own else each._replace(language="en") for each in remarks(message, reader)]


class Check(NamedTuple):
    """A doubt, answered with a figure."""

    title: str
    subject: str
    value: str
    threshold: str
    ok: bool
    meaning: str
    language: str


def checks(reader: Reader) -> list[Check]:
    """Every check, those that failed first."""
    rows = reader.study.checks.to_dict("records")
    return [_check(row, reader) for row in sorted(rows, key=lambda row: bool(row["ok"]))]


def _check(row: Row, reader: Reader) -> Check:
    name, known = str(row["check"]), f"check.{row['check']}.title" in reader.wording
    return Check(
        title=reader.wording(f"check.{name}.title") if known else name.replace("_", " "),
        subject=_subject(str(row["subject"]), reader),
        value=_figure(name, float(row["value"]), reader),
        threshold=_figure(name, float(row["threshold"]), reader),
        ok=bool(row["ok"]),
        meaning=reader.wording(f"check.{name}.meaning") if known else str(row["meaning"]),
        language=reader.wording.language if known else "en",
    )


def _figure(check: str, value: float, reader: Reader) -> str:
    if check in PERCENT:
        return reader.wording.percent(value)
    return reader.wording.number(value, 2 if check in DECIMAL else 0)


def _subject(subject: str, reader: Reader) -> str:
    """What a check is about: a plan, a theme, a language or level, or two plans; a document by its own name."""
    parts = subject.split(" -> ")
    known = reader.work | {theme: name for theme, name in reader.theme.items() if theme}
    said = [known.get(part) or reader.said("language", part) for part in parts]
    said = [reader.said("level", part) if part in ("eu", "federal", "regional", "local") else part for part in said]
    return " → ".join(said)
