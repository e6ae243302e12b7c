"""Seconds per stage, pages and passages per second and peak memory for one PDF; figures, no assertions.

python tests/benchmarks/stages.py [PDF]      by default the NVP 2022-2025 under ../shared, where that lies
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

import kentering as kt
from kentering import corpus, tables
from kentering.settings import Settings

ROOT = Path(__file__).parents[2]
DEFAULT = ROOT.parent / "shared" / "plans" / "i_libreoffice_nvp2022.pdf"
TABLES = {
    "extract": "blocks",
    "segment": "passages",
    "embed": "vectors",
    "cluster": "themes",
    "match": "links",
    "compare": "shares",
    "audit": "checks",
}


def one_plan(folder: Path, pdf: Path) -> kt.Study:
    """A corpus of one plan in one PDF."""
    corpus.new(folder)
    (folder / "pdf" / "plan.pdf").write_bytes(pdf.read_bytes())
    cells = {"work_id": "plan", "family": "P", "series": "P", "level": "federal", "cycle": "2022-2025"}
    cells |= {"cycle_start": "2022", "status": "final", "complete": "false"}
    _write(folder / "works.csv", cells)
    row = {"document_id": "plan", "work_id": "plan", "language": "nl", "text": "full", "file": "pdf/plan.pdf"}
    _write(folder / "documents.csv", row)
    return kt.open(folder)


def _write(path: Path, cells: dict[str, str]) -> None:
    names = tables.columns(path.stem)
    path.write_text(",".join(names) + "\n" + ",".join(cells.get(name, "") for name in names) + "\n", encoding="utf-8")


def main() -> None:
    """Print a Markdown table."""
    pdf = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if not pdf.is_file():
        sys.exit(f"no {pdf.name}: name a PDF")
    with tempfile.TemporaryDirectory() as temporary:
        study = one_plan(Path(temporary) / "corpus", pdf)
        print(f"{pdf.name}\n\n| stage | rows | seconds | peak memory, MB |\n|---|---|---|---|")
        taken = {}
        for stage in Settings.STAGES:
            started = time.perf_counter()
            rows = len(getattr(study, TABLES[stage]))
            taken[stage] = time.perf_counter() - started
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"| {stage} | {rows} | {taken[stage]:.1f} | {peak:.0f} |")
        pages = int(study.blocks["page_last"].max())
        rates = pages / taken["extract"], len(study.passages) / taken["embed"]
        print(f"\n{rates[0]:.1f} pages a second, {rates[1]:.1f} passages a second")


if __name__ == "__main__":
    main()
