"""A run that is killed, refused or given damaged files goes on the next time, to the same bytes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from killing import PACKAGE, built, ended, killed_at, started

import kentering as kt
from kentering import tables
from kentering.errors import InputError
from kentering.store import Store
from kentering.study.sole import LOCK, RUNNING, Sole

MADE = {"file": "abc", "settings": "def"}


@pytest.fixture(scope="module")
def plans(built_city, tmp_path_factory):
    """A city's plans, nothing built."""
    folder = tmp_path_factory.mktemp("plans") / "city"
    return Path(shutil.copytree(built_city, folder, ignore=shutil.ignore_patterns("built")))


@pytest.fixture(scope="module")
def whole(built_city, tmp_path_factory):
    """The same, run once without a break."""
    return Path(shutil.copytree(built_city, tmp_path_factory.mktemp("whole") / "city"))


@pytest.fixture
def city(whole, tmp_path):
    """A copy of the built corpus to change."""
    return Path(shutil.copytree(whole, tmp_path / "city"))


def test_a_run_killed_three_times_ends_with_the_same_bytes(plans, whole, tmp_path):
    folder = Path(shutil.copytree(plans, tmp_path / "city"))
    for made in ("blocks/*", "vectors/*", "links.parquet"):
        killed_at(folder, made)
    assert built(folder) != built(whole)
    code, said = ended(started(folder))
    assert code == 0, said
    assert built(folder) == built(whole)


def test_ctrl_c_leaves_nothing_behind_and_says_how_to_go_on(plans, tmp_path):
    folder = Path(shutil.copytree(plans, tmp_path / "city"))
    code, said = killed_at(folder, "passages/*", signal.SIGINT)
    assert code == 130
    last = said.strip().splitlines()[-1]
    assert "run the same command again" in last
    assert "Traceback" not in said
    left = [path.name for path in (folder / "built").rglob(".*") if path.name != LOCK]
    assert left == []


def test_a_second_run_is_refused_while_the_first_is_at_work(city):
    (city / "built" / "shares.parquet").unlink()
    with Sole(city / "built").held():
        code, said = ended(started(city))
    assert code == 1
    assert "another run is at work" in said
    assert f"process {os.getpid()}" in said
    assert "wait until it is done" in said


def test_what_is_fresh_can_be_read_while_another_run_is_at_work(city):
    with Sole(city / "built").held():
        assert len(kt.open(city).shares)


def test_a_lock_that_a_killed_run_left_stops_nobody(city):
    (city / "built" / LOCK).touch()
    (city / "built" / RUNNING).write_text('{"process": 1, "machine": "x", "since": "y"}')
    kt.open(city).run()
    assert not (city / "built" / RUNNING).exists()


def test_what_a_killed_run_was_writing_is_removed(city):
    half = city / "built" / "blocks" / ".stad.parquet.abc123"
    half.write_bytes(b"PAR1")
    kt.open(city).run()
    assert not half.exists()


def test_every_damaged_file_in_the_store_is_noticed_and_made_again(city, whole):
    dice = random.Random(7)
    files = [path for path in (city / "built").rglob("*") if path.suffix in {".parquet", ".safetensors"}]
    for path in files:
        content = bytearray(path.read_bytes())
        for _ in range(dice.randint(1, 3)):
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        path.write_bytes(bytes(content) if dice.random() < 0.7 else bytes(content[: len(content) // 2]))
    study = kt.open(city)
    study.run()
    assert study.built.store.damaged
    good = kt.open(whole)
    for name in ("blocks", "passages", "themes", "shares", "checks"):
        pd.testing.assert_frame_equal(study.table(name), good.table(name))


def test_a_flipped_bit_never_changes_a_cell(tmp_path):
    rows = [{"document_id": f"d{n}", "file": f"pdf/{n}.pdf", "reason": "torn", "hint": "again"} for n in range(40)]
    frame = tables.from_rows("left_out", rows)
    store = Store(tmp_path)
    store.write_table("left_out", frame, MADE)
    path = tmp_path / "left_out.parquet"
    content = path.read_bytes()
    dice = random.Random(3)
    for _ in range(400):
        place = dice.randrange(len(content))
        path.write_bytes(content[:place] + bytes([content[place] ^ (1 << dice.randrange(8))]) + content[place + 1 :])
        read = store.table("left_out", MADE)
        if read is not None:
            pd.testing.assert_frame_equal(read, frame)


def test_tables_of_an_older_version_are_made_again_and_status_says_so(city, whole):
    store = Store(city / "built")
    made_from = store.made_from("shares")
    store.write_table("shares", kt.open(city).shares.head(1), made_from | {"code": "0"})
    study = kt.open(city)
    row = study.status().set_index("table").loc["shares"]
    assert (row["state"], row["why"]) == ("stale", "made by another version of kentering")
    study.run()
    assert built(city).items() >= {"built/shares.parquet": built(whole)["built/shares.parquet"]}.items()


def test_a_table_without_todays_columns_is_made_again(city):
    import pyarrow.parquet as pq

    path = city / "built" / "shares.parquet"
    table = pq.read_table(path)
    pq.write_table(table.drop_columns(["share"]), path)
    assert "share" in kt.open(city).shares.columns


@pytest.mark.skipif(os.name != "posix", reason="a limit on the size of files is known to POSIX only")
def test_a_full_disk_is_said_in_one_line_and_what_was_whole_stays_whole(plans, tmp_path):
    folder = Path(shutil.copytree(plans, tmp_path / "city"))
    code = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))
sys.argv = ["kentering", "run", {str(folder)!r}]
from kentering.cli import main
main()
"""
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(PACKAGE)}
    )
    assert run.returncode == 1, run.stderr
    assert "Traceback" not in run.stderr
    assert "cannot write" in run.stderr
    assert "hint:" in run.stderr.strip().splitlines()[-1]
    assert not [path for path in (folder / "built").rglob(".*") if path.name != LOCK]


def test_a_folder_that_is_read_only_is_said_in_one_line(plans, tmp_path):
    folder = Path(shutil.copytree(plans, tmp_path / "city"))
    (folder / "built").write_text("a file, where a folder is wanted")
    code, said = ended(started(folder))
    assert code == 1
    assert "cannot write in" in said
    assert "copy the corpus elsewhere" in said
    assert "Traceback" not in said


def test_a_pdf_that_vanishes_between_listing_and_reading_is_said(city):
    study = kt.open(city)
    (city / "pdf" / "commentaar.pdf").unlink()
    with pytest.raises((InputError, OSError)):
        study.run()
    code, said = ended(started(city))
    assert "Traceback" not in said
    assert code in (0, 1)
