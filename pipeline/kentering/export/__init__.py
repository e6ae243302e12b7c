"""A study in the files of other programs: REFI-QDA, Excel, Parquet, bibliographies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kentering.errors import UnknownNameError
from kentering.export.qdpx import write_codebook, write_qdpx
from kentering.export.sheets import write_excel
from kentering.export.tables import write_parquet

if TYPE_CHECKING:
    from kentering.study import Study

__all__ = ["FORMATS", "export"]

Writer = Callable[["Study", Path, str], Path]


def _write_csl(study: Study, place: Path, _language: str) -> Path:
    """Write the plans as CSL-JSON (a .json file), as BibTeX (.bib) or as both (a folder), and return that."""
    from kentering.export.bibliography import write_bibliography

    write_bibliography(study, place)
    return place


FORMATS: dict[str, tuple[str, Writer]] = {
    "refi-qda": (".qdpx", write_qdpx),
    "codebook": (".qdc", write_codebook),
    "excel": (".xlsx", write_excel),
    "parquet": ("", write_parquet),
    "csl": ("", _write_csl),
}
"""For each format the ending of its file (none: a folder) and what writes it."""


def export(study: Study, out: str | Path, to: str = "refi-qda", language: str = "nl") -> Path:
    """Write the study in another program's format and return the path of its file, or of the folder (Parquet, CSL).

    `out` is that file where it bears the format's ending, else the folder in which it goes under the corpus' name; for
    CSL a .json file, a .bib file (BibTeX), or a folder in which both go.
    The same study gives the same bytes. Commentary goes out as brief quotations only, everything else whole.
    """
    if to not in FORMATS:
        raise UnknownNameError(to, "format", FORMATS)
    ending, write = FORMATS[to]
    place = Path(out).expanduser()
    path = place if not ending or place.suffix.lower() == ending else place / f"{study.name}{ending}"
    return write(study, path, language)
