"""Wrong PDFs, manifests and exchange files by the hundred: how many ended in a traceback? Finds are kept.

python tests/benchmarks/fuzz.py [--seconds 120] [--seed 0] [--kinds PDF manifest exchange] [--keep FOLDER]

Finds are kept in tests/fuzz/found, or in FOLDER.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import random
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "fuzz")]

from coded import hostile_city  # noqa: E402
from mutating import CELLS, MANIFESTS, TOKENS, full_corpus, made_wrong, mutated  # noqa: E402
from trying import bringing_in, exchanged, opening, reading  # noqa: E402

import kentering as kt  # noqa: E402

MOST_MEMORY = 8 * 2**30

KINDS = ("PDF", "manifest", "exchange")


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


def started(scratch: Path, kinds: list[str]) -> dict[str, Callable[[random.Random], tuple[Path, str]]]:
    """For each kind of input a function that makes one wrong, and tells its path and why it is a find."""
    city = full_corpus(scratch / "city")
    pdfs = sources(scratch, city)
    manifests = {name: (city / name).read_bytes() for name in MANIFESTS}
    sound: dict[str, bytes] = {}
    if "exchange" in kinds:
        study = kt.open(hostile_city(scratch / "coded"))
        study.run()
        sound = exchanged(study, scratch / "sound")

    def pdf(dice: random.Random) -> tuple[Path, str]:
        path = scratch / "wrong.pdf"
        path.write_bytes(mutated(dice.choice(pdfs), dice, TOKENS))
        return path, reading(path)

    def manifest(dice: random.Random) -> tuple[Path, str]:
        for name, content in manifests.items():
            (city / name).write_bytes(content)
        path = city / dice.choice(MANIFESTS)
        path.write_bytes(mutated(path.read_bytes(), dice, CELLS))
        return path, opening(city)

    def exchange(dice: random.Random) -> tuple[Path, str]:
        path = scratch / dice.choice(sorted(sound))
        path.write_bytes(made_wrong(path.name, sound[path.name], dice))
        return path, bringing_in(study, path)

    return {"PDF": pdf, "manifest": manifest, "exchange": exchange}


def _limit_memory() -> None:
    """PDFs are read in this very process here: one that asks for all memory must not take the machine with it."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


def main() -> None:
    """Print a Markdown table; exit code 1 where something was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kinds", nargs="+", default=KINDS, choices=KINDS)
    parser.add_argument("--keep", type=Path, default=TESTS / "fuzz" / "found")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    _limit_memory()
    given.keep.mkdir(parents=True, exist_ok=True)
    tried: dict[str, int] = dict.fromkeys(given.kinds, 0)
    finds = dict(tried)
    with tempfile.TemporaryDirectory() as temporary:
        tries = started(Path(temporary), given.kinds)
        end, number = time.monotonic() + given.seconds, given.seed
        while time.monotonic() < end:
            number += 1
            kind = given.kinds[number % len(given.kinds)]
            path, why = tries[kind](random.Random(number))
            tried[kind] += 1
            if why:
                finds[kind] += 1
                shutil.copy(path, given.keep / f"{number}-{path.name}")
                print(f"seed {number}, {path.name}:\n{why}", file=sys.stderr, flush=True)
    print("| input | tried | tracebacks or no hint |\n|---|---|---|")
    for kind, count in tried.items():
        print(f"| {kind} | {count} | {finds[kind]} |")
    sys.exit(1 if any(finds.values()) else 0)


if __name__ == "__main__":
    main()
