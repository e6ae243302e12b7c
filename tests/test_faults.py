"""What could not be used is said in the reader's language: every message of reading and of a corpus has its words."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

import kentering as kt
from kentering import report
from kentering.corpus import new
from kentering.plot import wording
from kentering.report import faults
from kentering.report.doubts import left_out
from kentering.settings import Settings
from kentering.tables import BY_HAND, CODED, LANGUAGES, row_class

PACKAGE = Path(report.__file__).parent
LINE = Path(report.__file__).parents[1]
SOURCES = ("extract", "corpus/rows.py", "corpus/lists.py", "corpus/ties.py", "corpus/files.py", "cycles.py")
ERRORS = {"InputError", "UnreadableError", "LockedError", "StoppedError"}
NAMED = ("message", "hint", "what", "count", "many")
ELSEWHERE = ("no page 7", "no row of documents.csv", "check --adopt", "there are: 1 to", "still to be added")
"""Errors of a call or a command, which end it and never stand in a report."""
GAPS = {
    "opening: kind": "a web page",
    "whole: ONLY_PICTURES if pictures else 'no text layer'": "no text layer",
    "files: 'a web page' if page else 'no PDF'": "no PDF",
    "lists: _TONGUES[language]": "Dutch",
    "lists: guess": "",
    "rows: count": "7 rows of 7",
    "rows: rows": "row 7 is",
    "rows: unknown.message": "no work '7'",
    "rows: 's' if len(rows) > 1 else ''": "s",
    "ties: 's' if len(hanging) > 1 else ''": "s",
}
"""What stands in a gap that holds words."""


def words_of(node: ast.expr, module: str) -> str:
    """A message with something in its gaps: a number, or what the code puts there."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(words_of(each, module) for each in node.values)
    if isinstance(node, ast.FormattedValue):
        return GAPS.get(f"{module}: {ast.unparse(node.value)}", "7")
    return ""


def messages() -> list[str]:
    """The first and second words of every error that reading, or a row of a corpus, may give."""
    paths = [path for name in SOURCES for path in sorted((LINE / name).rglob("*.py") or [LINE / name])]
    paths += [LINE / name for name in SOURCES if name.endswith(".py")]
    found: list[str] = []
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in NAMED:
                found.append(words_of(node.value, path.stem))
            elif isinstance(node, ast.Call) and ast.unparse(node.func) in ERRORS:
                found += [words_of(each, path.stem) for each in node.args[:2]]
    return sorted({each for each in found if re.search(r"[a-z]{3}", each)})


def test_every_message_of_reading_and_of_a_corpus_has_words():
    told = [each for each in messages() if not any(part in each for part in ELSEWHERE)]
    assert len(told) > 40
    without = [each for each in told if not re.search(r": 7+$|^7 rows of 7$", each) and not faults.reworded(each, "nl")]
    assert without == []


def test_what_a_column_wants_has_words():
    wanted = {
        column.meaning
        for name in (*BY_HAND, *CODED)
        for column in row_class(name).columns.values()
        if (column.matches or column.filled or column.unique or column.kind != "str") and not column.isin
    }
    assert [
        each
        for each in sorted(wanted)
        if each != "is the list of declared priorities whole?" and not faults.reworded(each, "fr")
    ] == []


def test_the_three_languages_have_the_same_messages():
    folder = Path(faults.__file__).parent
    said = {each: wording.flat(tomllib.loads((folder / f"{each}.toml").read_text("utf-8"))) for each in LANGUAGES}
    gaps = {
        each: {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in found.items()} for each, found in said.items()
    }
    assert gaps["nl"] == gaps["en"] == gaps["fr"]
    same = [key for key, text in said["nl"].items() if text == said["en"][key] and key not in ("fault.at",)]
    assert same == []


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_a_broken_corpus_says_in_the_readers_language_what_is_wrong(tmp_path, language):
    folder = tmp_path / "stuk"
    new(folder)
    works = (folder / "works.csv").read_text("utf-8").splitlines()[0]
    columns = works.split(",")
    usual = {"family": "A", "series": "A", "level": "federal", "status": "final"}
    rows = [
        {"work_id": "a-2016", "adopted": "2016-02-31"},
        {"work_id": "a-2022", "cycle": "2022-2025", "cycle_start": "2022", "cycle_end": "2025"},
        {"work_id": "a-2023", "level": "national"},
    ]
    lines = [works, *(",".join((usual | row).get(column, "") for column in columns) for row in rows)]
    (folder / "works.csv").write_text("\n".join(lines), "utf-8")
    documents = (folder / "documents.csv").read_text("utf-8").splitlines()[0]
    columns = documents.split(",")
    usual = {"work_id": "a-2022", "language": "nl", "text": "full"}
    rows = [
        {"document_id": "a-2022-nl", "file": "pdf/a.pdf", "sha256": "0" * 64},
        {"document_id": "a-2022-fr", "file": "pdf/b.pdf", "work_id": "a-2021", "language": "fr"},
        {"document_id": "web-nl", "file": "pdf/web.pdf"},
    ]
    lines = [documents, *(",".join((usual | row).get(column, "") for column in columns) for row in rows)]
    (folder / "documents.csv").write_text("\n".join(lines), "utf-8")
    (folder / "pdf").mkdir(exist_ok=True)
    (folder / "pdf" / "web.pdf").write_text("<html><body>404</body></html>")
    told = left_out(report.reader(kt.open(folder), language))
    assert len(told) >= 5
    assert [part for each in told for part in (*each.reason, *each.hint) if part.language != language] == []


def test_every_setting_is_explained_in_each_language():
    own = {
        f"setting.{section}.{name}": field.description
        for section, values in Settings.model_fields.items()
        for name, field in values.annotation.model_fields.items()
    }
    assert len(own) > 30
    english = wording.load("en", PACKAGE)
    assert {key: english(key) for key in own} == own
    for language in ("nl", "fr"):
        said = wording.load(language, PACKAGE)
        assert [key for key, meaning in own.items() if said(key) == meaning] == []
