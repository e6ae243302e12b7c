"""The texts that a person must get: which page to visit, and what to call the file."""

from __future__ import annotations

import pandas as pd

from kentering.corpus import Corpus, title
from kentering.fetch.addresses import shown
from kentering.fetch.downloads import missing
from kentering.fetch.places import file_name

LANGUAGES = {"nl": "Dutch", "fr": "French", "en": "English"}


def by_hand(found: Corpus) -> str:
    """What to do for each text that is not there: plan after plan, the page to visit and the name to save it under."""
    gone = missing(found)
    if found.documents.empty:
        count = f"{len(found.works)} plan{'s' if len(found.works) > 1 else ''}"
        return f"no text is listed for the {count} of {found.folder} (hint: give documents.csv a row for each PDF)"
    if gone.empty:
        return f"no text is missing: all {len(found.documents)} are in {found.folder}" + _unpinned(found)
    known = found.works.set_index("work_id")
    order = known.loc[gone["work_id"], ["series", "cycle_start"]].reset_index(drop=True).set_index(gone.index)
    rows = gone.assign(**order).sort_values(["series", "cycle_start", "work_id", "document_id"], kind="stable")
    works = {str(row["work_id"]): row for _, row in found.works.iterrows()}
    parts = [_plan(works[str(work_id)], group) for work_id, group in rows.groupby("work_id", sort=False)]
    count = f"{len(gone)} text{'s are' if len(gone) > 1 else ' is'} missing, of {len(found.documents)}"
    head = f"{count}. Visit each page, and save its PDF in the corpus folder under the name given."
    tail = (
        f"Then: kentering check {found.folder} --adopt\n"
        "(it also finds the plan of a PDF with another name in pdf/, and writes down pages and hash)"
    )
    return "\n\n".join([head, *parts, tail])


def _unpinned(found: Corpus) -> str:
    """How to write down the hashes of texts that are there, where some have none."""
    count = int((found.documents["sha256"] == "").sum())
    return f"; {count} without hash (kentering check {found.folder} --adopt writes it down)" if count else ""


def _plan(work: pd.Series, documents: pd.DataFrame) -> str:
    """The texts of one plan that are not there, under its title."""
    said = title(work)
    cycle = str(work["cycle"])
    named = not cycle or cycle in said.replace("\u2013", "-")
    lines = [shown(said if named else f"{said} ({cycle})")]
    for _, row in documents.iterrows():
        lines += [
            f"  {LANGUAGES[str(row['language'])]}: {_source(row, work)}",
            f"      save as {shown(file_name(row))}",
        ]
    return "\n".join(lines)


def _source(row: pd.Series, work: pd.Series) -> str:
    """Where a text is to be had; a digest was written for its corpus, so no publisher has it."""
    if row["text"] == "digest":
        return "a digest, to be had from those who made this corpus"
    page = shown(str(row["source_url"])) or f"no page is known; ask {shown(str(work['issuer'])) or 'its publisher'}"
    kind = "" if row["text"] == "full" else f" ({row['text']})"
    direct = f"\n      or directly from {shown(str(row['pdf_url']))}" if row["pdf_url"] else ""
    return page + kind + direct
