"""Passages per second, mebibytes and likeness of the default encoder; figures, not assertions.

python tests/benchmarks/encoder.py FILE... [--language nl]

FILE is a PDF, read and cut by kentering, or a JSON file with {"blocks": [{"kind", "text"}]}.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd

from kentering import embed, weights
from kentering.settings import EmbedSettings, ExtractSettings, SegmentSettings
from kentering.weights.rebuild import likeness, rebuild

MEBIBYTE = 2**20


def texts(path: Path, language: str) -> list[str]:
    """The running text of a file, one string per passage (of a PDF) or per paragraph (of a JSON file)."""
    if path.suffix == ".json":
        blocks = json.loads(path.read_text(encoding="utf-8"))["blocks"]
        return [block["text"] for block in blocks if block["kind"] in {"paragraph", "bullet", "box"}]
    from kentering import extract, segment

    blocks = extract.reading(path, path.stem, ExtractSettings()).blocks
    documents = pd.DataFrame({"document_id": [path.stem], "language": [language]})
    passages = segment.passages(blocks, documents, SegmentSettings())
    return passages.loc[passages["running"], "text"].tolist()


def size(folder: Path) -> float:
    """Mebibytes in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / MEBIBYTE


def build(name: str, spec: weights.EncoderSpec) -> None:
    """Rebuild an encoder in a temporary folder; its time, size and likeness."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        rebuild(spec, Path(folder))
        seconds = time.perf_counter() - start
        lowest = likeness(spec, Path(folder))
        print(f"{name:32} {seconds:6.1f} s {size(Path(folder)):7.0f} MiB   lowest cosine to the reference {lowest:.5f}")


def speed(passages: list[str]) -> None:
    """Encode the passages in both number types; rate, and likeness of the second to the first."""
    found = {}
    for dtype in ("float32", "bfloat16"):
        encoder = embed.encoder(EmbedSettings(dtype=dtype))
        start = time.perf_counter()
        encoder.passages(passages[:4])
        loading = time.perf_counter() - start
        start = time.perf_counter()
        found[dtype] = encoder.passages(passages)
        rate = len(set(passages)) / (time.perf_counter() - start)
        cosines = (found[dtype] * found["float32"]).sum(axis=1)
        print(
            f"{dtype:32} {rate:6.1f} passages/s, loaded in {loading:.1f} s   "
            f"cosine to float32: mean {cosines.mean():.5f}, lowest {cosines.min():.5f}"
        )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--language", default="nl")
    asked = parser.parse_args()
    passages = [text for path in asked.files for text in texts(path, asked.language)]
    if not passages:
        sys.exit("no running text in " + ", ".join(map(str, asked.files)))
    lengths = pd.Series(passages).str.len()
    print(f"{len(passages)} passages, {lengths.mean():.0f} characters on average")
    spec = weights.encoder_spec(EmbedSettings().model)
    build("rebuilt, Latin and Greek", spec)
    build("rebuilt, all writing systems", replace(spec, scripts=()))
    speed(passages)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
