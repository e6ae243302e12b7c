"""A process that reads: `python -m kentering.extract.worker` takes tasks on stdin and answers on stdout.

Each task is a tuple (name, arguments); each answer is a tuple that begins with "ready", "count", "page", "done",
"failed" or "locked". Both are pickled, between two processes of one program only. What else would be printed goes to
stderr.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from kentering.errors import UnreadableError
from kentering.extract.leaf import Leaf
from kentering.extract.leaves import Opened, Part, part
from kentering.extract.opening import LockedError, texts, too_large
from kentering.extract.picture import page_count, picture
from kentering.extract.recognition import recognised
from kentering.extract.whole import Rows, whole
from kentering.settings import ExtractSettings

MEGABYTE = 2**20

ASIDE: dict[str, Callable[..., Any]] = {"texts": texts, "picture": picture, "pages": page_count}
"""Tasks that tell nothing on the way."""


def main() -> None:
    """Answer tasks until there are no more."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    tell = _teller(answers)
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)  # reading makes many small things, hardly any in circles
    tell("ready")
    while True:
        try:
            name, arguments = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        _answer(name, arguments, tell)


def _answer(name: str, arguments: tuple[Any, ...], tell: Callable[..., None]) -> None:
    tasks: dict[str, Callable[..., Any]] = {"limit": limited, "part": _part, "ocr": _recognised, "whole": _whole}
    try:
        given = ASIDE[name](*arguments) if name in ASIDE else tasks[name](tell, *arguments)
        tell("done", given, _resident())
    except UnreadableError as error:
        tell("locked" if isinstance(error, LockedError) else "failed", error.message, error.hint)
    except MemoryError:
        large = too_large(name)
        tell("failed", large.message, large.hint)
    except Exception as error:  # noqa: BLE001  (a fault of ours at one file must not stop the others)
        tell("broken", f"{type(error).__name__}: {error}"[:200])


def limited(_tell: Callable[..., None], megabytes: int) -> None:
    """Let this process take so much more memory than it has now, where the system can hold it to that."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        most = _virtual() + megabytes * MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _part(
    tell: Callable[..., None], path: Path, password: str | None, settings: ExtractSettings, first: int, last: int
) -> tuple[bytes, dict[int, int], int]:
    told = Opened(count=lambda count: tell("count", count), page=lambda number: tell("page", number))
    return _packed(part(path, password, settings, first, last, told))


def _recognised(
    _tell: Callable[..., None], path: Path, password: str | None, settings: ExtractSettings, page: int
) -> tuple[bytes, dict[int, int], int]:
    return _packed(recognised(path, password, settings, page))


def _packed(made: Part) -> tuple[bytes, dict[int, int], int]:
    """A part as it travels: its leaves closed up, its pictures, the number of letters on its pages."""
    letters = sum(len(line.text.strip()) for leaf in made.leaves for line in leaf.lines)
    return pickle.dumps(made.leaves, pickle.HIGHEST_PROTOCOL), made.pictures, letters


def _whole(
    _tell: Callable[..., None],
    name: str,
    document_id: str,
    read: list[bytes],
    found: list[bytes],
    pictures: dict[int, int],
    settings: ExtractSettings,
) -> Rows:
    return whole(name, document_id, _leaves(read), _leaves(found), pictures, settings)


def _leaves(packed: list[bytes]) -> list[Leaf]:
    return [leaf for each in packed for leaf in pickle.loads(each)]


def _teller(answers: BinaryIO) -> Callable[..., None]:
    def tell(*words: Any) -> None:  # noqa: ANN401
        pickle.dump(words, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()

    return tell


def _virtual() -> int:
    return _statm(0)


def _resident() -> int:
    return _statm(1)


def _statm(place: int) -> int:
    """Bytes of memory of this process, reserved (0) or in use (1); 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[place]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0


if __name__ == "__main__":
    main()
