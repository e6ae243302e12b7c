"""Runs killed at random moments: does the one that is let finish end with the same bytes? Figures, no assertions.

python tests/benchmarks/kills.py [--kills 30] [--seed 1]

Each folder is run again and again, every run killed after a random part of the time that a whole one takes, until one
comes through before its moment or five were killed; then the last run is let finish and its bytes are compared.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from killing import built, ended, killed, started
from making import city_corpus

PER_FOLDER = 5


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    dice = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as temporary:
        plans = city_corpus(Path(temporary) / "plans")
        whole = Path(shutil.copytree(plans, Path(temporary) / "whole"))
        began = time.perf_counter()
        code, said = ended(started(whole))
        seconds = time.perf_counter() - began
        if code:
            sys.exit(said)
        wanted, tried, same, folders = built(whole), 0, 0, 0
        print(
            f"a whole run: {seconds:.0f} s\n\n| folder | runs killed | after seconds | code of the last | same bytes |"
        )
        print("|---|---|---|---|---|")
        while tried < given.kills:
            folder = Path(shutil.copytree(plans, Path(temporary) / f"city{folders}"))
            moments = []
            for _ in range(min(PER_FOLDER, given.kills - tried)):
                moment = dice.uniform(0.0, seconds)
                if killed(folder, moment)[0] >= 0:
                    break
                moments.append(moment)
            if not moments:
                shutil.rmtree(folder)
                continue
            code, _ = ended(started(folder))
            right = code == 0 and built(folder) == wanted
            tried, same, folders = tried + len(moments), same + len(moments) * right, folders + 1
            told = ", ".join(f"{moment:.1f}" for moment in moments)
            print(f"| {folders} | {len(moments)} | {told} | {code} | {'yes' if right else 'NO'} |", flush=True)
            shutil.rmtree(folder)
        print(f"\nkilled runs survived / tried: {same} / {tried}")


if __name__ == "__main__":
    main()
