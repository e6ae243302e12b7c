"""An empty corpus, to be filled in."""

from __future__ import annotations

from pathlib import Path

from kentering import tables
from kentering.errors import InputError
from kentering.tables.by_hand import PRIVATE


def new(folder: Path) -> Path:
    """Make an empty corpus: works.csv, documents.csv, priorities.csv, links.csv, corpus.toml and pdf/."""
    if folder.exists() and any(folder.iterdir()):
        message = f"{folder} exists and is not empty"
        raise InputError(message, "name a new folder")
    (folder / "pdf").mkdir(parents=True)
    for name in ("works", "documents", "priorities", "links"):
        header = ",".join(tables.columns(name))
        (folder / f"{name}.csv").write_text(header + "\n", encoding="utf-8")
    (folder / "corpus.toml").write_text(_EMPTY_CONFIG.format(name=folder.resolve().name), encoding="utf-8")
    (folder / "COLUMNS.md").write_text(_columns_page(), encoding="utf-8")
    return folder


_EMPTY_CONFIG = """\
# A corpus of kentering. Fill in works.csv (one row a plan) and documents.csv (one row a PDF), put the PDFs in pdf/,
# then: kentering check FOLDER. What each column means, and what may stand in it, is told in COLUMNS.md.
# priorities.csv (what each plan itself declares) and links.csv (ties between those items) may stay empty.
# A line that starts with # is a comment.

name = "{name}"

title_nl = ""
title_fr = ""
title_en = ""

# Settings only where they should differ from the defaults, for example:
# [cluster]
# n_themes = 12
# [embed]
# model = "multilingual-e5-base"
"""


def _columns_page() -> str:
    parts = ["# What stands in each table", ""]
    for name in ("works", "documents", "priorities", "links"):
        parts += [f"## {name}.csv", "", "| column | meaning | one of |", "|---|---|---|"]
        parts += [
            f"| {row.column} | {row.meaning} | {row.values} |" for row in tables.explain(name).itertuples(index=False)
        ]
        parts += [f"| {column} (may be added) | {meaning} |  |" for column, meaning in PRIVATE.get(name, {}).items()]
        parts.append("")
    return "\n".join(parts)
