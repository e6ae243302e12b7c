"""A run that is told line by line, and a run held against an earlier one."""

from __future__ import annotations

import contextlib
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from kentering.cli import output
from kentering.errors import InputError
from kentering.study import Study
from kentering.study.record import NAME, read_record, reproduced, write_record
from kentering.study.running import Ran, profiled, stages_until

if TYPE_CHECKING:
    from kentering.corpus import Corpus
    from kentering.study.spread import Spread


def run(study: Study, until: str, workers: int | None, scheduler: str | None, *, profile: bool) -> None:
    """Make every table up to a stage, a line for each stage; then write the record of the run."""
    stages_until(until)
    built = study.built
    built.workers = workers
    path = built.store.folder / "profile.txt"
    with _over(study, scheduler) as built.spread, profiled(path) if profile else contextlib.nullcontext():
        study.run(until, _say_stage)
    for damaged in dict.fromkeys(built.store.damaged):
        output.say(f"{damaged} was damaged and was made again")
    if profile:
        output.say(f"where the time went: {path}")
    write_record(study, built.store.folder / NAME)


def _over(study: Study, scheduler: str | None) -> AbstractContextManager[Spread | None]:
    """The workers of a Dask cluster, where one is named."""
    if scheduler is None:
        return contextlib.nullcontext()
    from kentering.study.spread import spread_over

    return spread_over(scheduler, study.settings.extract)


def reproduce(corpus: Corpus, path: Path) -> None:
    """Make everything anew and say whether it is what an earlier run gave; raises InputError where it is not."""
    then = read_record(path)
    lines, first = reproduced(Study(corpus), then)
    for line in lines:
        output.say(line)
    if first:
        message = f"{corpus.folder} does not give the results of {path}: other tables from stage {first} on"
        raise InputError(message, "put back the inputs, settings or packages named above, or keep the new results")
    output.say(f"the same results as {path}, made anew to the last digit")


def _say_stage(done: Ran) -> None:
    output.say(f"{done.stage:<8} {done.seconds:>8.2f} s {done.memory:>6} MB  {done.rows}")
