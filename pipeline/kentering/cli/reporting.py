"""What a report comes with: its claims, its brief, its bibliography, the record of its run; and what changed since."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kentering.claims import NAME, ledger, read_ledger, since, write_ledger
from kentering.cli import output
from kentering.errors import InputError
from kentering.study import record

if TYPE_CHECKING:
    from kentering.claims import Since
    from kentering.study import Study


Earlier = tuple[dict[str, Any], dict[str, Any]]
"""The ledger of an earlier run and the record of that run."""


def reportable(studies: Sequence[Study]) -> Sequence[Study]:
    """The studies, if a report can be made of each; one without works, or two of one name, raise InputError."""
    for study in studies:
        if study.works.empty:
            message = f"{study.corpus.folder / 'works.csv'}: no row that can be used"
            raise InputError(message, f"kentering check {study.corpus.folder} tells what to mend")
    names = [study.name for study in studies]
    for place, study in enumerate(studies):
        if study.name in names[:place]:
            message = f"{study.corpus.folder}: a second corpus called {study.name}; its report would replace the first"
            raise InputError(message, "set another name in its corpus.toml, or name each corpus once")
    return studies


def earlier_runs(studies: Sequence[Study], against: Path | None) -> list[Earlier]:
    """What an earlier report wrote of each study, read before anything is written; none where none is named.

    A damaged one raises InputError.
    """
    return [_earlier(study, against, alone=len(studies) == 1) for study in studies] if against else []


def published(studies: Sequence[Study], out: Path, languages: Sequence[str], earlier: Sequence[Earlier]) -> None:
    """Write claims.json, the briefs, the bibliography and run.json of each study; say what changed since.

    They go into `out`, and of several corpora into a folder each, under its name.
    """
    for place, study in enumerate(studies):
        folder = out if len(studies) == 1 else out / study.name
        told, run = _written(study, folder, languages)
        if earlier:
            for line in changes_said(*earlier[place], told, run, languages[0]):
                output.say(line)


def _written(study: Study, folder: Path, languages: Sequence[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    from kentering.export.bibliography import write_bibliography
    from kentering.export.brief import write_brief

    told = ledger(study)
    for language in languages:
        write_brief(study, folder, language, told)
    write_bibliography(study, folder)
    record.write_record(study, folder / record.NAME)
    write_ledger(told, folder)
    return told, record.record(study)


def _earlier(study: Study, against: Path, *, alone: bool) -> Earlier:
    """The ledger and the record of an earlier run of this corpus."""
    own = against / study.name
    folder = own if (own / NAME).is_file() or not (alone or (against / NAME).is_file()) else against
    told = read_ledger(folder / NAME)
    if told["corpus"] != study.name:
        message = f"{folder / NAME} is of the corpus {told['corpus']}, not of {study.name}"
        raise InputError(message, "name the folder that an earlier report of this corpus was written to")
    return told, record.read_record(folder / record.NAME)


def changes_said(
    then: dict[str, Any], run_then: dict[str, Any], now: dict[str, Any], run_now: dict[str, Any], language: str
) -> list[str]:
    """What changed since an earlier run, a line for each thing."""
    found = since(then, now, language)
    lines = [f"since: {each}" for each in record.differences(run_then, json.loads(json.dumps(run_now)))]
    lines += [f"claim added: {sentence} ({claim})" for claim, sentence in found.added]
    lines += [f"claim gone: {sentence} ({claim})" for claim, sentence in found.gone]
    for each in found.moved:
        lines.append(f"claim changed ({each.claim_id}): {each.figures or 'its words'}")
        lines += [f"  then: {each.before}", f"  now:  {each.after}"] if each.before != each.after else []
    lines += [f"other evidence for: {claim}" for claim in found.grounds]
    return [*lines, _summed(found, len(now["claims"]))]


def _summed(found: Since, n: int) -> str:
    if not found:
        return f"nothing changed: the same {n} claims on the same evidence"
    counts = f"{len(found.added)} claims added, {len(found.gone)} gone, {len(found.moved)} changed"
    return f"{counts}, {len(found.grounds)} on other evidence"
