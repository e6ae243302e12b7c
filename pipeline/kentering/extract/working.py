"""Processes that read, watched: one that hangs is ended, one that dies is replaced, and its document is named."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kentering.errors import KenteringError, UnreadableError
from kentering.extract.opening import LockedError
from kentering.extract.recognition import SLOWER
from kentering.settings import ExtractSettings

HEAVY = 600 * 2**20
"""A process that holds more memory than this after a task is replaced by a new one."""

FOREVER = 1e6

START_SECONDS = 120.0

LEAVE = "leave it out, print it to a new PDF, or raise {} under [extract] in corpus.toml"


class StoppedError(UnreadableError):
    """A document that took too long, or at which a reading process died: another time it may go well."""


FAULTS = {"failed": UnreadableError, "locked": LockedError}


class Worker:
    """One process that reads, started when it is first needed; one task at a time."""

    def __init__(self, settings: ExtractSettings) -> None:
        self.settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  (closed in `close`)
        self._late = False

    def answer(
        self, name: str, arguments: tuple[Any, ...], file: str, seconds: float, heard: Callable[..., None]
    ) -> Any:  # noqa: ANN401
        """What a task gives; `heard` gets the words said on the way.

        Raises UnreadableError where the document gives no text, StoppedError where more than `seconds` pass, or more
        than `max_page_seconds` between two words, or where the process dies.
        """
        end = time.monotonic() + seconds
        self._send(name, arguments)
        while True:
            words = self._hear(min(self._patience(name), end - time.monotonic()))
            if words is None:
                raise self._stopped(file, overdue=time.monotonic() >= end)
            fault = FAULTS.get(words[0])
            if fault is not None:
                raise fault(*words[1:])
            if words[0] == "broken":
                message = f"{file}: a fault of kentering stopped the reading: {words[1]}"
                raise StoppedError(message, "leave it out, and report the fault with the file")
            if words[0] == "done":
                if words[2] > HEAVY:
                    self.close(wait=True)
                return words[1]
            heard(*words)

    def close(self, *, wait: bool = False) -> None:
        """End the process: at once, or after what it is doing."""
        process, self._process = self._process, None
        if process is None:
            return
        if not wait:
            _end(process)
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
            return
        _end(process)
        process.wait()

    def _patience(self, name: str) -> float:
        """The seconds that may pass without a word: of a page that is read, recognised, or of the end of the work."""
        limits = self.settings
        return {"part": limits.max_page_seconds, "ocr": (SLOWER + 1) * limits.max_page_seconds}.get(name, float("inf"))

    def _send(self, name: str, arguments: tuple[Any, ...]) -> None:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._start()
        assert self._process is not None
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # a dead process is seen when its answer is awaited
            pickle.dump((name, arguments), self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()

    def _start(self) -> None:
        package = str(Path(__file__).parents[2])
        paths = [package, *filter(None, [os.environ.get("PYTHONPATH", "")])]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kentering.extract.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "OMP_THREAD_LIMIT": "1"},
            start_new_session=os.name == "posix",
        )
        if self._hear(START_SECONDS) != ("ready",):
            self._errors.seek(0)
            said = self._errors.read().decode("utf-8", "replace").strip().splitlines()[-1:]
            message = f"no process that reads PDFs can be started: {' '.join(said) or 'it says nothing'}"
            self.close()
            raise KenteringError(message, "is kentering installed whole? pip install kentering")
        self._send("limit", (self.settings.max_memory,))
        self._hear(START_SECONDS)

    def _hear(self, seconds: float) -> tuple[Any, ...] | None:
        """The next words of the process; None where it dies, or says nothing for so long and is ended."""
        process = self._process
        assert process is not None
        assert process.stdout is not None
        self._late = False
        watch = threading.Timer(min(FOREVER, max(0.0, seconds)), self._give_up, [process])
        watch.daemon = True
        watch.start()
        try:
            words = pickle.load(process.stdout)
        except (EOFError, pickle.UnpicklingError, OSError):
            return None
        finally:
            watch.cancel()
        return None if not isinstance(words, tuple) else words

    def _give_up(self, process: subprocess.Popen[bytes]) -> None:
        self._late = True
        _end(process)

    def _stopped(self, file: str, *, overdue: bool) -> StoppedError:
        late, process = self._late, self._process
        code = process.wait(timeout=10) if process is not None else 0
        self.close()
        limits = self.settings
        if late and overdue:
            message = f"{file} takes more than {limits.max_seconds} seconds"
            return StoppedError(message, LEAVE.format("max_seconds"))
        if late:
            message = f"{file} takes more than {limits.max_page_seconds} seconds for one page"
            return StoppedError(message, LEAVE.format("max_page_seconds"))
        message = f"{file}: the process that read it died ({_why(code)})"
        return StoppedError(message, LEAVE.format("max_memory"))


def _why(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and those that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
