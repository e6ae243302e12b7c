"""The command line: data on stdout, people's lines on stderr, faults in one line and exit code 1."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from making import city_corpus, plan_pdf, rows, write


def kentering(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kentering", *[str(word) for word in words]]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT / "pipeline", timeout=300)


@pytest.fixture(scope="module")
def built(built_city, tmp_path_factory):
    return Path(shutil.copytree(built_city, tmp_path_factory.mktemp("cli") / "city"))


@pytest.fixture
def city(built, tmp_path):
    return Path(shutil.copytree(built, tmp_path / "city"))


def test_read_gives_blocks_as_json_and_nothing_else(tmp_path):
    pdf = plan_pdf(tmp_path / "plan.pdf", "Plan", {"Drugs": 3})
    done = kentering("read", pdf, "--format", "json")
    blocks = json.loads(done.stdout)
    assert done.returncode == 0
    assert set(blocks[0]) == {"page", "kind", "level", "text", "section_path", "marker"}
    assert any(block["kind"] == "heading" and "Drugs" in block["text"] for block in blocks)


def test_read_with_audit_lists_what_was_left_out(tmp_path):
    pdf = plan_pdf(tmp_path / "plan.pdf", "Plan", {"Drugs": 10, "Verkeersveiligheid": 10, "Cybercriminaliteit": 10})
    done = kentering("read", pdf, "--audit")
    assert "Plan van de stad" in done.stderr
    assert "Plan van de stad" not in done.stdout


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("absent.pdf", None),
        ("empty.pdf", b""),
        ("letter.pdf", b"<html>sorry</html>"),
        ("torn.pdf", b"%PDF-1.7\n1 0 obj\n<<"),
    ],
)
def test_a_file_that_is_no_pdf_gets_one_line_with_its_name_and_a_hint(tmp_path, name, content):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = kentering("read", tmp_path / name)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert name in done.stderr
    assert "hint:" in done.stderr
    assert "Traceback" not in done.stderr


def test_new_and_check_lead_from_nothing_to_a_corpus_without_fault(tmp_path):
    assert kentering("new", tmp_path / "mine").returncode == 0
    done = kentering("check", tmp_path / "mine")
    assert (done.returncode, "no fault found" in done.stderr) == (0, True)


def test_check_says_all_faults_at_once(city):
    table = rows(city / "documents.csv")
    write(city / "documents.csv", [table[0] | {"language": "de"}, table[1] | {"file": "pdf/gone.pdf"}, table[2]])
    done = kentering("check", city)
    assert done.returncode == 1
    assert "documents.csv, row 2, column language: 'de'" in done.stderr
    assert "no file pdf/gone.pdf" in done.stderr
    assert "stands in no row" in done.stderr


def test_run_goes_on_without_a_torn_pdf_and_ends_with_one(city):
    (city / "pdf" / "stad-2018-nl.pdf").write_bytes(b"%PDF-1.7\n")
    done = kentering("run", city)
    assert done.returncode == 1
    said = [line for line in done.stderr.splitlines() if line.startswith("left out:")]
    assert len(said) == 1
    assert "stad-2018-nl.pdf" in said[0]
    assert "Traceback" not in done.stderr


def test_run_stops_after_the_stage_that_is_named(tmp_path):
    folder = city_corpus(tmp_path / "city")
    assert kentering("run", folder, "--until", "segment").returncode == 0
    assert (folder / "built" / "passages").is_dir()
    assert not (folder / "built" / "vectors").exists()


def test_status_is_json_for_machines(built):
    done = kentering("status", built, "--format", "json")
    assert {row["state"] for row in json.loads(done.stdout)} == {"fresh"}


def test_show_gives_rows_that_meet_a_condition(built):
    done = kentering("show", built, "shares", "--where", "work_id=stad-2018", "--format", "csv")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("work_id,series,level")
    assert all(line.startswith("stad-2018,") for line in lines[1:])
    assert len(lines) > 3


def test_show_answers_a_wrong_table_with_the_near_one(built):
    done = kentering("show", built, "share")
    assert (done.returncode, done.stderr.strip()) == (1, "no table 'share' (hint: did you mean shares?)")


ASKED = "ransomware attacks on companies"


@pytest.fixture(scope="module")
def nearest(built):
    """The three passages nearest to a question."""
    return json.loads(kentering("find", built, ASKED, "-n", "3", "--format", "json").stdout)


def test_find_gives_citation_and_page_as_json(nearest):
    found = nearest
    assert len(found) == 3
    assert all("gijzelsoftware" in each["text"] or "Phishing" in each["text"] for each in found)
    assert found[0]["citation"].startswith("STAD 20")
    assert found[0]["similarity"] >= found[1]["similarity"] >= found[2]["similarity"]


def test_find_shows_the_passage_whole(built, nearest):
    found = nearest[0]
    head, *lines = kentering("find", built, ASKED, "-n", "1").stdout.splitlines()
    assert found["citation"] in head
    assert " ".join(found["text"].split()) in " ".join(line.strip() for line in lines)


def test_a_corpus_that_is_not_there_is_one_line():
    done = kentering("run", "no-such-folder")
    assert done.returncode == 1
    assert done.stderr.strip() == "no folder no-such-folder (hint: kentering new FOLDER makes an empty corpus)"


def test_wrong_usage_is_exit_code_two():
    assert kentering("run").returncode == 2
    assert kentering("fly", "x").returncode == 2


def test_report_ends_with_the_file_to_open(built, tmp_path):
    done = kentering("report", built, "--out", tmp_path / "out", "--language", "fr")
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip().startswith("open ")
    path = Path(done.stderr.strip().removeprefix("open "))
    assert '<html lang="fr"' in path.read_text(encoding="utf-8")


def test_an_unknown_language_is_one_line(built, tmp_path):
    done = kentering("report", built, "--out", tmp_path / "out", "--language", "de")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "nl, fr, en" in done.stderr
