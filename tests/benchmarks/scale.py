"""Time and memory as a corpus grows, and reading by one or two Dask workers; figures, no assertions.

python tests/benchmarks/scale.py [--times 1 2 4 8] [--until audit]        the example, so many times over
python tests/benchmarks/scale.py --dask [--times 4 | --zones 3]           reading by one and by two Dask workers
python tests/benchmarks/scale.py --zones 30 [--cycles 3] [--until audit]  plans of so many zones that never existed
python tests/benchmarks/scale.py --lists 10 40 185                        lists of so many zones beside the real plans

Every size runs in a process of its own, so that the peak of memory is its own; seconds are of the clock and, in
brackets, of the processors, children included: on a machine that others use too, only the second can be compared.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from making import SUBJECTS, plan_pdf, write

from kentering import tables
from kentering.corpus import new

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "corpora" / "example"
REAL = ROOT / "corpora" / "belgian-security"
PERIODS = ((2008, 2013), (2014, 2019), (2020, 2025))  # of the lists of zones
LINE = re.compile(r"^(\w+) +([\d.]+) s +(\d+) MB  (.*)$", re.M)


def multiplied(folder: Path, times: int) -> Path:
    """The example so many times over: every copy its own series, works, documents and PDFs."""
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("built", "pdf", "text", "*.py", "*.typ"))
    (folder / "pdf").mkdir()
    for name in ("works", "documents", "priorities", "links"):
        rows = _rows(EXAMPLE / f"{name}.csv")
        write(folder / f"{name}.csv", [_copied(row, copy) for copy in range(times) for row in rows])
    for pdf in sorted((EXAMPLE / "pdf").glob("*.pdf")):
        for copy in range(times):
            # a remark after the end makes another file of it: twins would be refused
            (folder / "pdf" / f"k{copy}-{pdf.name}").write_bytes(pdf.read_bytes() + f"%{copy}\n".encode())
    return folder


def _copied(row: dict[str, str], copy: int) -> dict[str, str]:
    marked = {"work_id", "document_id", "series", "priority_id", "parent_id", "from_id", "to_id"}
    told = {name: f"k{copy}-{cell}" if name in marked and cell else cell for name, cell in row.items()}
    told |= {"sha256": ""} if "sha256" in row else {}
    return told | ({"file": row["file"].replace("pdf/", f"pdf/k{copy}-")} if "file" in row else {})


def zones(folder: Path, count: int, cycles: int, paragraphs: int) -> Path:
    """Plans of local zones over several cycles, set with typst: sections of every subject, in changing lengths."""
    new(folder)
    works, documents = [], []
    for zone in range(count):
        for cycle in range(cycles):
            start = 2014 + 6 * cycle
            work = f"zvp-{zone:03d}-{start}"
            counts = {
                subject: paragraphs // 2 + (zone * 7 + cycle * 5 + place * 3) % paragraphs
                for place, subject in enumerate(SUBJECTS)
            }
            title = f"Zonaal veiligheidsplan {zone} {start}-{start + 5}"
            plan_pdf(folder / "pdf" / f"{work}.pdf", title, counts, paper="a5", size=18)
            cells = {"work_id": work, "family": "ZVP", "series": f"ZVP-{zone:03d}", "level": "local"}
            cells |= {"cycle": f"{start}-{start + 5}", "cycle_start": str(start), "cycle_end": str(start + 5)}
            works.append(cells | {"title_nl": "Zonaal veiligheidsplan", "status": "final", "complete": "true"})
            row = {"document_id": work, "work_id": work, "language": "nl", "text": "full"}
            documents.append(row | {"file": f"pdf/{work}.pdf"})
    for name, rows in {"works": works, "documents": documents}.items():
        names = tables.columns(name)
        write(folder / f"{name}.csv", [{key: row.get(key, "") for key in names} for row in rows])
    return folder


def listed(folder: Path, count: int) -> Path:
    """The lists of the real plans, and for each of so many zones three of six to twelve of their names, no text."""
    shutil.copytree(REAL, folder, ignore=shutil.ignore_patterns("built", "pdf"))
    held = {name: _rows(REAL / f"{name}.csv") for name in ("works", "priorities")}
    known = ("nvp", "gvpp", "zvp")
    names = {row["name_nl"] for row in held["priorities"] if row["work_id"].startswith(known) and not row["parent_id"]}
    drawn = random.Random(3)
    for zone in range(count):
        for start, end in PERIODS:
            work = f"zvp-t{zone:03d}-{start}"
            cells = {"work_id": work, "family": "ZVP", "series": f"ZVP-t{zone:03d}", "level": "local"}
            cells |= {"cycle": f"{start}-{end}", "cycle_start": str(start), "cycle_end": str(end)}
            held["works"].append(cells | {"status": "final", "complete": "true"})
            for place, name in enumerate(drawn.sample(sorted(names - {""}), drawn.randint(6, 12)), start=1):
                item = {"priority_id": f"{work}#i{place}", "work_id": work, "kind": "priority", "position": str(place)}
                item |= {"name_nl": name, "source_nl": "made", "confidence_nl": "printed", "origin": "person"}
                held["priorities"].append(item)
    for name, rows in held.items():
        columns = tables.columns(name)
        write(folder / f"{name}.csv", [{key: row.get(key, "") for key in columns} for row in rows])
    return folder


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def run(*command: str) -> tuple[float, float, str]:
    """Seconds of the clock and of the processors that a command takes, and what it says."""
    before, began = _children(), time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "kentering", *command], capture_output=True, text=True, check=False)
    used = _children() - before
    if done.returncode:
        sys.exit(done.stderr)
    return time.perf_counter() - began, used, done.stderr


def told(name: str, folder: Path, *options: str) -> tuple[float, dict[str, int]]:
    """Print a row for each stage of a run, and one for the whole; the processors' seconds, and the rows of stages."""
    seconds, used, said = run("run", str(folder), *options)
    counts = {}
    for stage, took, memory, rows in LINE.findall(said):
        print(f"| {name} | {stage} | {took} | {memory} | {rows.split(',')[0]} |")
        counts[stage] = int(rows.split()[0])
    print(f"| {name} | whole | {seconds:.1f} ({used:.1f}) | {_peak():.0f} | |", flush=True)
    return used, counts


def reported(name: str, folder: Path, *options: str) -> None:
    """The same with a row for the report in one language."""
    told(name, folder, *options)
    seconds, used, _ = run("report", str(folder), "--out", str(folder / "out"))
    print(f"| {name} | report | {seconds:.1f} ({used:.1f}) | {_peak():.0f} | |", flush=True)


def _peak() -> float:
    """The most memory, in MB, that any process so far had."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _children() -> float:
    """Seconds of the processors that processes started here have taken, those that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def by_dask(folder: Path, rounds: int) -> None:
    """Print what reading takes with one and with two workers, in turns after one round that warms both; the medians."""
    from distributed import LocalCluster
    from killing import built

    local = {"host": "127.0.0.1", "dashboard_address": None, "threads_per_worker": 1}
    taken: dict[int, list[float]] = {1: [], 2: []}
    same = True
    with LocalCluster(n_workers=1, **local) as one, LocalCluster(n_workers=2, **local) as two:
        for _ in range(rounds + 1):
            made = []
            for n_workers, cluster in ((1, one), (2, two)):
                shutil.rmtree(folder / "built", ignore_errors=True)
                _, _, said = run("run", str(folder), "--scheduler", cluster.scheduler_address, "--until", "extract")
                taken[n_workers].append(float(LINE.findall(said)[0][1]))
                made.append(built(folder))
            same &= made[0] == made[1]
    print("| Dask workers | reading, median s | every round, the first apart |\n|---|---|---|")
    middle = {each: statistics.median(seconds[1:]) for each, seconds in taken.items()}
    for n_workers, seconds in taken.items():
        print(f"| {n_workers} | {middle[n_workers]:.1f} | {', '.join(f'{each:.1f}' for each in seconds[1:])} |")
    each = ", ".join(f"{first / second:.2f}" for first, second in list(zip(*taken.values(), strict=True))[1:])
    print(
        f"\ntwo are {middle[1] / middle[2]:.2f} times as fast as one ({each}), {'the same' if same else 'OTHER'} bytes"
    )


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--until", default="audit")
    parser.add_argument("--dask", action="store_true")
    parser.add_argument("--rounds", type=int, default=5, help="of one and two Dask workers")
    parser.add_argument("--zones", type=int, default=0)
    parser.add_argument("--lists", type=int, nargs="+", default=[])
    parser.add_argument("--cycles", type=int, default=3)
    parser.add_argument("--paragraphs", type=int, default=40, help="of a section, about")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        if given.dask:
            many = Path(temporary) / "many"
            made = zones(many, given.zones, given.cycles, given.paragraphs) if given.zones else None
            by_dask(made or multiplied(many, given.times[0]), given.rounds)
            return
        print("| size | stage | seconds (of processors) | peak memory, MB | rows |\n|---|---|---|---|---|")
        if given.zones:
            folder = zones(Path(temporary) / "zones", given.zones, given.cycles, given.paragraphs)
            reported(f"{given.zones} zones, {given.cycles} cycles", folder, "--until", given.until)
            return
        for count in given.lists:
            reported(f"lists of {count} zones", listed(Path(temporary) / f"lists{count}", count))
        if given.lists:
            return
        sizes = []
        for times in sorted(given.times):
            folder = multiplied(Path(temporary) / str(times), times)
            used, counts = told(f"{times} x", folder, "--until", given.until)
            sizes.append(f"| {times} | {counts['segment']} | {used:.0f} | {1e3 * used / counts['segment']:.0f} |")
            sizes[-1] += f" {_peak():.0f} |"
            shutil.rmtree(folder)
        print("\n| times the example | passages | seconds of processors | for 1,000 passages | peak memory, MB |")
        print("\n".join(["|---|---|---|---|---|", *sizes]))


if __name__ == "__main__":
    main()
