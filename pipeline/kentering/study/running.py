"""Every table made, stage by stage, with what each stage gave and took."""

from __future__ import annotations

import contextlib
import cProfile
import io
import pstats
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kentering.errors import InputError, UnknownNameError
from kentering.settings import Settings
from kentering.store import beside
from kentering.study.made_from import STAGE_OF

if TYPE_CHECKING:
    from kentering.study import Study

SLOWEST = 60
"""Functions that a profile names."""


class Ran(NamedTuple):
    """What a stage gave and took: its tables with their rows, seconds, and the peak of memory so far in megabytes."""

    stage: str
    rows: str
    seconds: float
    memory: int


def stages_until(until: str) -> tuple[str, ...]:
    """The stages up to and with one; raises UnknownNameError."""
    if until not in Settings.STAGES:
        raise UnknownNameError(until, "stage", Settings.STAGES)
    return Settings.STAGES[: Settings.STAGES.index(until) + 1]


def ran(study: Study, until: str, heard: Callable[[Ran], None] | None = None) -> list[Ran]:
    """Make every table up to a stage; `heard` gets each stage when it is done."""
    done: list[Ran] = []
    with study.built.making():
        for stage in stages_until(until):
            started = time.perf_counter()
            names = [name for name, maker in STAGE_OF.items() if maker == stage and name != "left_out"]
            rows = ", ".join(f"{_count(study, name)} {name}" for name in names)
            done.append(Ran(stage, rows, round(time.perf_counter() - started, 2), peak_memory()))
            if heard is not None:
                heard(done[-1])
        if study.built.save:
            study.built.forget_removed()
    return done


def _count(study: Study, name: str) -> int:
    """The rows of a table, made where it is not there; which section a passage stands in is found when it is asked."""
    return sum(map(len, study.built.passages_apart)) if name == "passages" else len(getattr(study, name))


def peak_memory() -> int:
    """The most megabytes that this process, or the largest of its ended children, ever held; 0 where nobody knows."""
    try:
        import resource
    except ImportError:
        return 0
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(each).ru_maxrss for each in who) // 1024


@contextlib.contextmanager
def profiled(path: Path) -> Iterator[None]:
    """Write where the time of a block went, by function: the slowest with all that they call, then on their own."""
    try:
        profile = cProfile.Profile()
        profile.enable()
    except ValueError:
        message = "--profile: another profiler is at work in this process"
        raise InputError(message, "run without it, or without --profile") from None
    try:
        yield
    finally:
        profile.disable()
        text = io.StringIO()
        for order in ("cumulative", "tottime"):
            pstats.Stats(profile, stream=text).sort_stats(order).print_stats(SLOWEST)
        with beside(path) as temporary:
            temporary.write_text(text.getvalue(), encoding="utf-8")
