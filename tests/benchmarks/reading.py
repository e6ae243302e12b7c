"""How fast PDFs are read, and how many of the hostile ones give what they should.

    python tests/benchmarks/reading.py speed FILE.pdf...
    python tests/benchmarks/reading.py wild [--shared ../shared]

Prints Markdown. `speed` reads each file with two processes, and beside them pdfplumber's own extract_text in one;
`wild` reads every file that wild/INDEX.yaml lists, with its password where it has one.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

import pandas as pd
import pdfplumber
import yaml

from kentering import extract
from kentering.errors import UnreadableError
from kentering.settings import ExtractSettings

SAYS = {
    "encrypted": ("password", "encrypted"),
    "no-text-layer": ("no text layer",),
    "damaged": ("damaged", "no PDF", "web page", "no pages", "which letters", "seconds", "draws more than"),
    "empty": ("0 bytes", "no pages", "no text layer"),
}


def megabytes() -> int:
    """The most memory that one of the ended processes has taken."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def processor() -> float:
    """The seconds of processor that this process and those that have ended under it have used."""
    own, ended = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime


def seconds_of_ours(path: Path, workers: int) -> tuple[float, int]:
    """Seconds of processor and pages of a reading with so many processes, their start included."""
    start = processor()
    (found,) = extract.readings([extract.Request(path, path.stem)], ExtractSettings(max_pages=10_000), workers)
    if isinstance(found, UnreadableError):
        raise SystemExit(str(found))
    return processor() - start, found.n_pages


def seconds_of_pdfplumber(path: Path) -> float:
    """Seconds of processor that pdfplumber's extract_text takes, a page at a time."""
    start = processor()
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()
    return processor() - start


def speed(files: list[Path]) -> pd.DataFrame:
    """Seconds of processor of each file, and what they make in pages a second on two processors and on one.

    Processor seconds, since other work on the machine would count in those of the clock: two processors are taken to
    do two of them in a second, all of it in parallel, which flatters us by what only one process does at the end.
    """
    rows = []
    for path in files:
        theirs = seconds_of_pdfplumber(path)
        ours, pages = seconds_of_ours(path, 2)
        rows.append(
            {
                "file": path.stem,
                "pages": pages,
                "seconds, pdfplumber": f"{theirs:.1f}",
                "seconds, kentering": f"{ours:.1f}",
                "pages a second, pdfplumber on one": f"{pages / theirs:.1f}",
                "pages a second, kentering on two": f"{2 * pages / ours:.1f}",
                "kentering on two against pdfplumber on one": f"{2 * theirs / ours:.2f}",
                "peak MB of a process": megabytes(),
            }
        )
    return pd.DataFrame(rows)


def wild(shared: Path) -> pd.DataFrame:
    """Every file with what it should give, what it gives, and how long that took."""
    rows = []
    for row in yaml.safe_load((shared / "wild" / "INDEX.yaml").read_text("utf-8")):
        path = shared / "wild" / row["file"]
        start = time.perf_counter()
        request = extract.Request(path, path.stem)
        (found,) = extract.readings([request], ExtractSettings(ocr="off"), 2)
        seconds = time.perf_counter() - start
        said = found.message if isinstance(found, UnreadableError) else f"{found.n_pages} pages read"
        names = {name for name, words in SAYS.items() if any(word in said for word in words)}
        gives = names if isinstance(found, UnreadableError) else {"text"}
        right = bool(gives & {row["expected"], *row.get("accept", [])})
        if "password" in row:
            (opened,) = extract.readings([request._replace(password=row["password"])], ExtractSettings(ocr="off"), 2)
            right = right and not isinstance(opened, extract.LockedError)
        rows.append(
            {
                "file": row["file"][:40],
                "should give": row["expected"],
                "right": "yes" if right else "NO",
                "gives": said[:90].replace("|", "/"),
                "seconds": f"{seconds:.1f}",
            }
        )
        sys.stderr.write(f"{rows[-1]}\n")
    return pd.DataFrame(rows)


def main() -> None:
    """Print the table that is asked for."""
    here = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["speed", "wild"])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--shared", type=Path, default=here.parent / "shared")
    options = parser.parse_args()
    table = speed(options.files) if options.what == "speed" else wild(options.shared)
    lines = [table.columns.tolist(), ["---"] * len(table.columns), *table.astype(str).to_numpy().tolist()]
    sys.stdout.write("".join("| " + " | ".join(line) + " |\n" for line in lines))
    if options.what == "wild":
        right = int((table["right"] == "yes").sum())
        sys.stdout.write(f"\n{right} of {len(table)} right; most memory of a process: {megabytes()} MB\n")


if __name__ == "__main__":
    main()
