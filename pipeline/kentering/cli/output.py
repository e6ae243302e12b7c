"""How the command line shows tables, blocks and faults; data on stdout, all else on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import typer

from kentering.errors import FaultsError, InputError, KenteringError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

    from kentering.corpus import Corpus


class TableFormat(StrEnum):
    """How a table is written."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


class FindFormat(StrEnum):
    """How found passages are written."""

    table = "table"
    json = "json"


class ReadFormat(StrEnum):
    """How the blocks of a PDF are written."""

    markdown = "markdown"
    json = "json"
    csv = "csv"


def say(text: str) -> None:
    """A line for the person, on stderr; control signs in it, as a name may hold them, do not reach the terminal."""
    typer.echo("".join(sign if (sign >= " " and sign != "\x7f") or sign in "\n\t" else " " for sign in text), err=True)


def complain(error: KenteringError) -> None:
    """A line a fault: what, then the hint."""
    for fault in error.faults if isinstance(error, FaultsError) else [error]:
        say(str(fault))


def of_the_machine(error: OSError | MemoryError) -> InputError:
    """What the system refused, said as a fault with a way out."""
    if isinstance(error, MemoryError):
        return InputError("there is not enough memory", "run with --workers 1, or leave out the largest PDFs")
    where = f"{error.filename}: " if error.filename else ""
    message = f"{where}{error.strerror or error}"
    return InputError(
        message, "is the disk full, the folder read-only or a network share gone? mend it, then run again"
    )


def show(frame: pd.DataFrame, form: str) -> None:
    """A table on stdout."""
    if form == "json":
        records = [{str(key): _plain(value) for key, value in row.items()} for row in frame.to_dict("records")]
        typer.echo(json.dumps(records, ensure_ascii=False, indent=1))
    elif form == "csv":
        typer.echo(frame.to_csv(index=False, lineterminator="\n"), nl=False)
    elif form == "parquet":
        sys.stdout.buffer.write(frame.to_parquet(index=False))
    else:
        typer.echo(as_text(frame))


def as_text(frame: pd.DataFrame, width: int = 60) -> str:
    """A table for the eye, long cells cut."""
    if frame.empty:
        return "no rows"
    return str(frame.map(lambda cell: _short(cell, width)).to_string(index=False))


def where(frame: pd.DataFrame, conditions: Iterable[str]) -> pd.DataFrame:
    """The rows in which each `COLUMN=VALUE` holds."""
    kept = frame
    for condition in conditions:
        column, sign, value = condition.partition("=")
        if not sign:
            message = f"--where {condition}"
            raise InputError(message, "write it as COLUMN=VALUE")
        if column not in frame.columns:
            raise UnknownNameError(column, "column", frame.columns)
        kept = kept[kept[column].astype(str) == value]
    return kept


def blocks_text(blocks: pd.DataFrame, form: str) -> str:
    """The blocks of a PDF as JSON, CSV or Markdown."""
    if form == "csv":
        return str(blocks.to_csv(index=False, lineterminator="\n"))
    rows = [{str(key): value for key, value in row.items()} for row in blocks.to_dict("records")]
    if form == "json":
        names = ("page", "kind", "level", "text", "section_path", "marker")
        return json.dumps([{name: _plain(row[name]) for name in names} for row in rows], ensure_ascii=False, indent=1)
    return "\n\n".join(_markdown(row) for row in rows)


def _markdown(row: dict[str, Any]) -> str:
    text, level = str(row["text"]), int(row["level"])
    forms = {
        "title": f"# {text}",
        "heading": f"{'#' * min(level + 1, 6)} {text}",
        "bullet": f"{'  ' * max(level - 1, 0)}- {text}",
        "footnote": f"[^{row['marker']}]: {text}",
        "box": f"> {text}",
        "pullquote": f"> {text}",
    }
    return forms.get(str(row["kind"]), text)


def _short(cell: object, width: int) -> str:
    text = ", ".join(str(each) for each in cell) if isinstance(cell, list) else _number(cell)
    return text if len(text) <= width else text[: width - 1] + "…"


def _number(cell: object) -> str:
    return f"{cell:.4g}" if isinstance(cell, float) else str(cell)


def _plain(value: object) -> object:
    """A value as JSON knows it; a missing number as null."""
    if isinstance(value, float) and value != value:
        return None
    return value.item() if hasattr(value, "item") else value


def say_to_add(opened: Corpus) -> None:
    """Which texts are still to be added; that is no error."""
    from kentering.corpus import to_add_line

    line = to_add_line(opened.documents, opened.folder)
    if line:
        say(line)


def say_left_out(left_out: pd.DataFrame) -> None:
    """What is not in the analysis, and the way out."""
    for row in left_out.to_dict("records"):
        say(f"left out: {row['reason']} (hint: {row['hint']})")
