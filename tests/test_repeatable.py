"""The same corpus gives the same bytes: whatever the order of rows, the workers, the clock or the language."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from killing import PACKAGE, built
from making import rows, write

import kentering as kt
from kentering import commitment, compare
from kentering.corpus import corpus
from kentering.errors import InputError
from kentering.study import Study
from kentering.study.made_from import OF_THEMES, STAGE_OF
from kentering.study.record import NAME, differences, read_record, record, reproduced


def run(folder: Path, *options: str, **environment: str) -> str:
    """`kentering run` in a process of its own; what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "kentering", "run", str(folder), *options],
        env={**os.environ, "PYTHONPATH": str(PACKAGE), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def whole(built_city, tmp_path_factory):
    """A city's plans, run with one worker."""
    return Path(shutil.copytree(built_city, tmp_path_factory.mktemp("whole") / "city"))


def copied(whole: Path, tmp_path: Path) -> Path:
    """The same plans, nothing built."""
    return Path(shutil.copytree(whole, tmp_path / "city", ignore=shutil.ignore_patterns("built")))


def test_rows_in_another_order_two_workers_another_clock_and_language_give_the_same_bytes(whole, tmp_path):
    folder = copied(whole, tmp_path)
    for path in folder.glob("*.csv"):
        if listed := rows(path):
            write(path, listed[::-1])
    run(folder, "--workers", "2", TZ="Pacific/Auckland", LC_ALL="tr_TR.UTF-8", PYTHONHASHSEED="7")
    assert built(folder) == built(whole)


def test_a_warm_run_changes_no_byte_and_says_each_stage_with_its_memory(whole):
    before = built(whole)
    said = run(whole)
    assert built(whole) == before
    stages = [line.split()[0] for line in said.splitlines() if " MB " in line]
    assert stages == list(kt.open(whole).settings.STAGES)


def test_run_json_holds_inputs_settings_encoder_packages_and_a_hash_of_each_table(whole):
    noted = json.loads((whole / "built" / NAME).read_text(encoding="utf-8"))
    assert set(noted["inputs"]) >= {"works.csv", "documents.csv", "pdf/commentaar.pdf"}
    assert noted["settings"]["cluster"]["seed"] == kt.open(whole).settings.cluster.seed
    assert noted["packages"]["torch"]
    assert len(noted["encoder"]) == 64
    assert {"blocks/commentaar", "furniture/commentaar", "left_out/commentaar"} <= set(noted["tables"]["extract"])
    assert "shares" in noted["tables"]["compare"]


def test_made_anew_it_comes_out_the_same(whole):
    before = built(whole)
    lines, first = reproduced(Study(corpus(whole)), read_record(whole))
    assert (lines, first) == ([], "")
    assert built(whole) == before


def test_what_differs_from_an_earlier_run_is_named_from_the_first_stage_on(whole, tmp_path):
    folder = Path(shutil.copytree(whole, tmp_path / "city"))
    then = read_record(folder)
    with (folder / "corpus.toml").open("a", encoding="utf-8") as stream:
        stream.write("\n[cluster]\nn_themes = 5\n")
    study = kt.open(folder)
    study.run()
    lines = differences(then, record(study))
    assert lines[0] == "setting cluster.n_themes: None then, 5 now"
    stages = [line.split(":")[0] for line in lines if line.startswith("stage ")]
    assert stages[0] == "stage cluster"


def test_a_file_that_is_no_record_is_said(tmp_path):
    (tmp_path / "run.json").write_text("[]")
    for path in (tmp_path, tmp_path / "nothing.json"):
        with pytest.raises(InputError, match="no record of a run"):
            read_record(path)


def test_what_hangs_on_no_theme_is_kept_when_passages_are_clustered_anew_and_no_byte_differs(
    whole, tmp_path, monkeypatch
):
    city, cold = (Path(shutil.copytree(whole, tmp_path / name / "city")) for name in ("warm", "cold"))
    for name in (name for name, stage in STAGE_OF.items() if stage == "compare"):
        (cold / "built" / f"{name}.parquet").unlink()
    for folder in (city, cold):
        (folder / "corpus.toml").write_text("[cluster]\nn_themes = 3\n", encoding="utf-8")
    kt.open(cold).run("compare")

    def asked(*_: object) -> None:
        raise AssertionError(*OF_THEMES)

    monkeypatch.setattr(compare, "lineage", asked)
    anew = kt.open(city)
    anew.run("compare")
    assert built(city) == built(cold)
    assert set(anew.shares["theme_id"]) - {""} == set(anew.themes["theme_id"])


def test_only_the_sentences_of_a_corrected_plan_are_read_again_and_no_byte_differs(whole, tmp_path, monkeypatch):
    city = Path(shutil.copytree(whole, tmp_path / "city"))
    parts = {each: kt.open(city).built.made_from.sentences(each) for each in ("stad-2018-nl", "stad-2024-nl")}
    with (city / "pdf" / "stad-2024-nl.pdf").open("ab") as stream:
        stream.write(b"% corrected")
    corrected = kt.open(city).built.made_from
    assert corrected.sentences("stad-2018-nl") == parts["stad-2018-nl"]
    assert corrected.sentences("stad-2024-nl") != parts["stad-2024-nl"]

    shutil.copy(whole / "pdf" / "stad-2024-nl.pdf", city / "pdf")
    for name in ("commitments/stad-2024-nl", *(name for name, stage in STAGE_OF.items() if stage == "compare")):
        (city / "built" / f"{name}.parquet").unlink()
    read, reading = [], commitment.commitments_of
    monkeypatch.setattr(
        commitment, "commitments_of", lambda rows, blocks: read.extend(rows["document_id"]) or reading(rows, blocks)
    )
    kt.open(city).run("compare")
    assert set(read) == {"stad-2024-nl"}
    assert built(city) == built(whole)
