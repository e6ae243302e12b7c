"""The figures of a brief: what became of the items of one series, and when each plan was in force."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kentering import plot
from kentering.claims import voice
from kentering.errors import KenteringError
from kentering.export.brief.brief import Brief
from kentering.plot import wording
from kentering.plot.names import series_names
from kentering.plot.wording import Wording

if TYPE_CHECKING:
    from kentering.study import Study

logger = logging.getLogger(__name__)


class Drawn(NamedTuple):
    """A figure: its picture, its caption, what it shows in words, and after which section it stands."""

    path: str
    png: bytes
    caption: str
    alt: str
    after: int


def figures(study: Study, brief: Brief) -> list[Drawn]:
    """The figures that the tables give ground for; a chart with no rows is left out."""
    words = wording.load(brief.language, Path(__file__).parent)
    said = voice(study, brief.language).wording
    series = _series(study, brief)
    lists = (study.changes, study.priorities, study.works)
    parts = [section.title for section in brief.sections]
    wanted: list[tuple[str, str, Callable[[], Any], dict[str, str]]] = [
        (
            "alluvial",
            said("section.changed"),
            partial(plot.alluvial, *lists, series, brief.language),
            {"series": series_names(study.works, words).get(series, series)},
        ),
        ("timeline", said("section.followed"), partial(plot.timeline, _wide(study), brief.language), {}),
    ]
    found: list[Drawn] = []
    for name, part, chart, gaps in wanted:
        if part in parts:
            drawn = _drawn(name, chart, words, gaps, len(found) + 1, parts.index(part), brief.language)
            found += [drawn] if drawn else []
    return found


def _drawn(
    name: str, chart: Callable[[], Any], words: Wording, gaps: dict[str, str], number: int, after: int, language: str
) -> Drawn | None:
    try:
        made = chart()
    except KenteringError as error:  # no rows to draw: the brief goes without
        logger.info("no figure %s: %s", name, error)
        return None
    caption = words("brief.figure", n=number, caption=words(f"caption.{name}", **gaps))
    return Drawn(f"figures/brief-{language}-{name}.png", plot.png(made), caption, plot.alt_text(made), after)


def _series(study: Study, brief: Brief) -> str:
    """The series of which the brief tells most."""
    series = dict(zip(study.works["work_id"], study.works["series"], strict=True))
    told = [each.claim_id for section in brief.sections for paragraph in section.paragraphs for each in paragraph]
    counts = Counter(series[work] for claim in told for work in series if str(work) in claim)
    return str(min(counts, key=lambda each: (-counts[each], each))) if counts else str(study.works["series"].iloc[0])


def _wide(study: Study) -> Any:  # noqa: ANN401  (a table)
    """The plans above the zones; all where there are none but zones."""
    wide = study.works[study.works["level"] != "local"]
    return wide if len(wide) else study.works
