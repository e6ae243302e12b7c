"""One run at a time on the built tables of a corpus."""

from __future__ import annotations

import contextlib
import json
import os
import platform
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from kentering.errors import InputError

LOCK = ".lock"
RUNNING = ".running"


class Sole:
    """The right to write in a folder of built tables, for one process at a time; asking twice in one process is fine.

    The system gives the lock back when its process ends, however it ends: what a killed run left never stops the next.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._deep = 0

    @contextlib.contextmanager
    def held(self) -> Iterator[bool]:
        """Hold the right while the block runs; true where it was not held before.

        Raises:
            InputError: another process has it, or the folder cannot be written.
        """
        first = self._deep == 0
        with self._lock() if first else contextlib.nullcontext():
            self._deep += 1
            try:
                yield first
            finally:
                self._deep -= 1

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / LOCK, preserve_lock_file=True)
            lock.acquire(blocking=False)
        except Timeout:
            message = f"another run is at work on {self.folder.parent}{_who(self.folder / RUNNING)}"
            raise InputError(message, "wait until it is done and run the same command again, or end that run") from None
        except OSError as error:
            message = f"cannot write in {self.folder}: {error.strerror or error}"
            raise InputError(message, "make the folder writable, or copy the corpus elsewhere") from None
        try:
            self._say_who()
            yield
        finally:
            with contextlib.suppress(OSError):
                (self.folder / RUNNING).unlink(missing_ok=True)
            lock.release()

    def _say_who(self) -> None:
        """For the message that a second run gives; where it cannot be written, that message is shorter."""
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        with contextlib.suppress(OSError):
            text = json.dumps({"process": os.getpid(), "machine": platform.node(), "since": since})
            (self.folder / RUNNING).unlink(missing_ok=True)
            with (self.folder / RUNNING).open("x", encoding="utf-8") as stream:  # never through a link
                stream.write(text)


def _who(note: Path) -> str:
    try:
        told = json.loads(note.read_text(encoding="utf-8"))
        return f" (process {told['process']} on {told['machine']}, since {told['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
