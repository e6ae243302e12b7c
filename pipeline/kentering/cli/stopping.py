"""Ctrl-C that is heard wherever it falls."""

from __future__ import annotations

import signal
from types import FrameType
from typing import NoReturn

AGAIN = 3.0
"""Seconds after which an interrupt comes again, until it is heard."""


def listen() -> None:
    """End what is at work on Ctrl-C and on a request to terminate.

    Python drops an interrupt that falls into a callback, as those of imports: so it is repeated. Where the caller of
    this process has it ignore Ctrl-C, it does.
    """
    wanted = [signal.SIGTERM] if signal.getsignal(signal.SIGINT) is signal.SIG_IGN else [signal.SIGTERM, signal.SIGINT]
    for each in [*wanted, *([signal.SIGALRM] if hasattr(signal, "setitimer") else [])]:
        signal.signal(each, _stop)


def heard() -> None:
    """Repeat the interrupt no more."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, AGAIN)
    raise KeyboardInterrupt
