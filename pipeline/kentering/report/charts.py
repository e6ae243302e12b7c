"""The charts of a report, as SVG with a caption."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from kentering import plot
from kentering.errors import KenteringError
from kentering.plot.names import broad
from kentering.report.reader import Reader
from kentering.report.themes import ShiftPair

if TYPE_CHECKING:
    from kentering.study import Study

MOST_SHIFT_CHARTS = 12
MOST_DEMONSTRATIONS = 2  # of pairs that were not read in full: enough to show what the chart looks like

logger = logging.getLogger(__name__)


class Figure(NamedTuple):
    """A chart: its file name, its SVG, what it shows."""

    name: str
    svg: str
    alt: str


def figure(name: str, chart: Any) -> Figure:  # noqa: ANN401  (any Altair chart)
    """A chart as a figure."""
    return Figure(name, plot.svg(chart), plot.alt_text(chart))


def figures(reader: Reader, pairs: list[ShiftPair]) -> dict[str, Figure]:
    """Every chart that the tables give ground for, by its name; a chart without rows is left out."""
    study, language = reader.study, reader.wording.language
    works = study.works[~study.works["series"].isin(list(reader.crowded))]
    wanted: dict[str, Callable[[], Any]] = {
        "timeline": partial(plot.timeline, works, language),
        "overlap": partial(_overlap, reader),
        "map": partial(_map, reader),
        "curve": partial(plot.curve, study.curve, language),
    }
    for kind, full in (("full", True), ("other", False)):
        shares = _drawable(study.shares, full, reader)
        wanted[f"heatmap-{kind}"] = partial(plot.heatmap, shares, study.themes, study.works, language)
        wanted[f"cycles-{kind}"] = partial(plot.cycles, shares, study.themes, study.works, language)
        bound = _drawable(study.commitment, full, reader)
        wanted[f"commitment-{kind}"] = partial(plot.commitment, bound, study.themes, study.works, language)
    threads = study.threads[study.threads["work_id"].isin(works["work_id"])]
    for series in dict.fromkeys(works["series"]):
        lists = (study.changes, study.priorities, study.works)
        wanted[f"flow-{series}"] = partial(plot.alluvial, *lists, series, language)
        wanted[f"words-{series}"] = partial(plot.alluvial, *lists, series, language, measured=_full(study))
        by_theme = (threads, study.priorities, works)
        wanted[f"coverage-{series}"] = partial(plot.coverage, *by_theme, series, language)
    for pair in _pairs_drawn(pairs, reader):
        wanted[f"shifts-{pair.work_from}-{pair.work_to}"] = partial(_shifts, pair, reader)
    drawn = {name: _drawn(name, chart) for name, chart in wanted.items()}
    return {name: found for name, found in drawn.items() if found is not None}


def _drawable(table: pd.DataFrame, full: bool, reader: Reader) -> pd.DataFrame:  # noqa: FBT001
    """The rows of the works told one by one, of full texts or of the others."""
    return table[((table["text"] == "full") == full) & table["work_id"].isin(reader.apart)]


def _pairs_drawn(pairs: list[ShiftPair], reader: Reader) -> list[ShiftPair]:
    """Pairs read in full, and of the others those with the most passages on their thinner side."""
    passages = broad(reader.study.shares).groupby("work_id")["n_passages"].sum()
    pairs = [pair for pair in pairs if pair.shifts]
    full = [pair for pair in pairs if pair.full]
    others = sorted(
        (pair for pair in pairs if not pair.full),
        key=lambda pair: (-min(passages.get(pair.work_from, 0), passages.get(pair.work_to, 0)), pair.title),
    )
    return full[:MOST_SHIFT_CHARTS] + others[:MOST_DEMONSTRATIONS]


def _drawn(name: str, chart: Callable[[], Any]) -> Figure | None:
    try:
        return figure(name, chart())
    except KenteringError as error:  # no rows to draw: the section says what is missing
        logger.info("no chart %s: %s", name, error)
        return None


def _full(study: Study) -> pd.DataFrame:
    """Words that carry a finding: those of full texts."""
    return study.measured[study.measured["text"] == "full"]


def _overlap(reader: Reader) -> Any:  # noqa: ANN401
    """Who covers whom, of plans above the local level: a zone has its own section."""
    study = reader.study
    local = {work for work, row in reader.works.items() if row["level"] == "local"}
    table = study.coverage
    wide = table[~table["from_work"].isin(local) & ~table["to_work"].isin(local)]
    return plot.overlap(wide, study.works, reader.wording.language)


@lru_cache(maxsize=1)
def _places(study: Study) -> plot.Coordinates:
    """The map's places, which reports in several languages share."""
    languages = dict(zip(study.documents["document_id"], study.documents["language"], strict=True))
    groups = [str(languages.get(each, "")) for each in study.passages["document_id"]]
    return plot.coordinates(study.vectors, groups)


def _map(reader: Reader) -> Any:  # noqa: ANN401
    study = reader.study
    places = _places(study)
    tables = (study.assignments, study.documents, study.works)
    return plot.passages_map(study.passages, places, *tables, language=reader.wording.language)


def _shifts(pair: ShiftPair, reader: Reader) -> Any:  # noqa: ANN401
    table = reader.study.shifts
    rows = table[(table["work_from"] == pair.work_from) & (table["work_to"] == pair.work_to)]
    return plot.shifts(rows, reader.study.themes, reader.study.works, pair.series, reader.wording.language)
