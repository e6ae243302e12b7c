"""A study as one HTML file that needs nothing else: in Dutch, French or English."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from kentering.plot import wording
from kentering.report.charts import Figure, figures
from kentering.report.made import Made
from kentering.report.page import page
from kentering.report.quotations import Quotations
from kentering.report.reader import Reader
from kentering.report.themes import shift_pairs
from kentering.store import beside
from kentering.tables.spreadsheet import safe

if TYPE_CHECKING:
    from kentering.study import Study

__all__ = ["TABLES_SHOWN", "reader", "write"]

TABLES_SHOWN = (
    *("themes", "shares", "shifts", "links", "changes", "coverage", "lags", "checks", "held"),
    *("lists", "threads", "oscillations", "overlaps", "status_changes", "zones"),
    *("moves", "order", "timeline", "found", "measured"),
    *("commitment", "follow_up", "terms_used", "versions"),
)


def reader(study: Study, language: str, out: Path = Path()) -> Reader:
    """The study as a reader of this language sees it; `out` is where links to files start from."""
    return Reader(study, wording.load(language, Path(__file__).parent), Path(out))


def write(study: Study, out: Path, language: str = "nl", languages: Sequence[str] = ()) -> Path:
    """Write out/NAME-LANGUAGE.html and return its path; figures and tables go beside it, in figures/ and tables/.

    The same study gives the same bytes; nothing half-written is ever seen. A report that is there already, made from
    the same study by the same code and not touched since, is left as it is. `languages` are all those in which the
    report is written to this folder: each leads to the others.
    """
    seen = reader(study, language, out)
    path = seen.out / f"{study.name}-{language}.html"
    made = Made(study, seen.out, path, languages)
    if made.fresh():
        return path
    quotations = Quotations(seen)
    pairs = shift_pairs(seen, quotations)
    drawn = figures(seen, pairs)
    html = page(seen, quotations, pairs, drawn, languages)
    _write_figures(seen.out / "figures" / f"{study.name}-{language}", drawn)
    _write_tables(seen.out / "tables" / study.name, study)
    shown = quotations.shown().to_csv(index=False, lineterminator="\n")
    _write(seen.out / "tables" / study.name / "quotations.csv", shown, "utf-8-sig")
    _write(path, html)
    made.remember()
    return path


def _write(path: Path, text: str, encoding: str = "utf-8") -> None:
    with beside(path) as temporary:
        temporary.write_text(text, encoding, newline="\n")


def _write_figures(folder: Path, drawn: dict[str, Figure]) -> None:
    files = {f"{_file_name(name)}.svg": figure for name, figure in drawn.items()}
    for name, figure in files.items():
        _write(folder / name, figure.svg)
    _forget(folder, files, ".svg")


def _file_name(name: str) -> str:
    """A name that every file system takes.

    >>> _file_name("flow-Plan A/B")
    'flow-Plan_A_B'
    """
    return "".join(letter if letter.isalnum() or letter in "-._" else "_" for letter in name)


def _write_tables(folder: Path, study: Study) -> None:
    """The tables as CSV that a spreadsheet opens with its accents, no cell as a formula; a blank divides lists."""
    for name in TABLES_SHOWN:
        frame: pd.DataFrame = getattr(study, name)
        lists = [column for column in frame.columns if frame[column].map(lambda cell: isinstance(cell, list)).any()]
        flat = frame.assign(**{column: frame[column].map(" ".join) for column in lists})
        flat = flat.map(lambda cell: safe(cell) if isinstance(cell, str) else cell)
        _write(folder / f"{name}.csv", flat.to_csv(index=False, lineterminator="\n"), "utf-8-sig")


def _forget(folder: Path, kept: Collection[str], suffix: str) -> None:
    """Take away figures of an earlier run that this run did not draw."""
    for path in sorted(folder.glob(f"*{suffix}")):
        if path.name not in kept:
            path.unlink()
