"""Wrong PDFs and manifests by the hundred: how many were tried, how many ended in a traceback; finds are kept.

python tests/benchmarks/fuzz.py [--seconds 120] [--seed 0] [--keep FOLDER]     by default tests/fuzz/found
"""

from __future__ import annotations

import argparse
import logging
import random
import shutil
import sys
import tempfile
import time
import warnings
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "fuzz")]

from mutating import CELLS, MANIFESTS, TOKENS, full_corpus, mutated  # noqa: E402
from trying import opening, reading  # noqa: E402


def sources(folder: Path, city: Path) -> list[bytes]:
    """Small sound PDFs to start from: pages set with typst, streams packed and open."""
    import pypdfium2

    found = [path.read_bytes() for path in sorted((city / "pdf").glob("*.pdf"))]
    for number, content in enumerate(list(found)):
        document = pypdfium2.PdfDocument(content)
        document.save(folder / f"{number}.pdf")
        document.close()
        found.append((folder / f"{number}.pdf").read_bytes())
    return found


def main() -> None:
    """Print a Markdown table; exit code 1 where something was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=TESTS / "fuzz" / "found")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    given.keep.mkdir(parents=True, exist_ok=True)
    tried, finds = {"PDF": 0, "manifest": 0}, {"PDF": 0, "manifest": 0}
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Path(temporary)
        city = full_corpus(scratch / "city")
        kept = {name: (city / name).read_bytes() for name in MANIFESTS}
        pdfs = sources(scratch, city)
        end, number = time.monotonic() + given.seconds, given.seed
        while time.monotonic() < end:
            number += 1
            dice = random.Random(number)
            kind = "PDF" if number % 2 else "manifest"
            name = "wrong.pdf" if kind == "PDF" else dice.choice(MANIFESTS)
            path = scratch / name if kind == "PDF" else city / name
            content = dice.choice(pdfs) if kind == "PDF" else kept[name]
            path.write_bytes(mutated(content, dice, TOKENS if kind == "PDF" else CELLS))
            why = reading(path) if kind == "PDF" else opening(city)
            tried[kind] += 1
            if why:
                finds[kind] += 1
                shutil.copy(path, given.keep / f"{number}-{name}")
                print(f"seed {number}, {name}:\n{why}", file=sys.stderr, flush=True)
            if kind == "manifest":
                path.write_bytes(kept[name])
    print("| input | tried | tracebacks or no hint |\n|---|---|---|")
    for kind, count in tried.items():
        print(f"| {kind} | {count} | {finds[kind]} |")
    sys.exit(1 if any(finds.values()) else 0)


if __name__ == "__main__":
    main()
