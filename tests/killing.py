"""Runs of the command line that are ended while they are at work."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "pipeline"
KEPT = {".parquet", ".safetensors", ".json"}


def started(folder: Path, *options: str) -> subprocess.Popen[str]:
    """`kentering run` on a corpus, under way."""
    return subprocess.Popen(
        [sys.executable, "-m", "kentering", "run", str(folder), *options],
        env={**os.environ, "PYTHONPATH": str(PACKAGE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_hears_ctrl_c,
    )


def _hears_ctrl_c() -> None:
    """What a shell starts in the background ignores Ctrl-C, and so does all that it starts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def ended(run: subprocess.Popen[str]) -> tuple[int, str]:
    """Its exit code, and what it said."""
    said = run.communicate(timeout=600)[1]
    return run.returncode, said


def killed(folder: Path, seconds: float, how: signal.Signals = signal.SIGKILL) -> tuple[int, str]:
    """Start a run, end it after so many seconds; its exit code and what it said."""
    run = started(folder)
    time.sleep(seconds)
    run.send_signal(how)
    return ended(run)


def killed_at(folder: Path, made: str, how: signal.Signals = signal.SIGKILL) -> tuple[int, str]:
    """Start a run, end it when the first file that fits a pattern stands in built/."""
    run = started(folder)
    while run.poll() is None and not any((folder / "built").glob(made)):
        time.sleep(0.005)
    run.send_signal(how)
    return ended(run)


def built(folder: Path) -> dict[str, str]:
    """The hash of every built file; what is left half-written would be among them."""
    files = [path for path in sorted((folder / "built").rglob("*")) if path.is_file() and path.name != ".lock"]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
