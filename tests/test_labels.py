"""labels.csv: a template to name themes in, which never takes a person's work away."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from making import rows, write
from typer.testing import CliRunner

import kentering as kt
from kentering.cli import app
from kentering.export.labels import write_labels


@pytest.fixture
def city(coded_city, tmp_path):
    return Path(shutil.copytree(coded_city, tmp_path / "city"))


def test_the_template_has_each_theme_with_words_three_quotations_and_blanks(city):
    study = kt.open(city)
    made = rows(write_labels(study))
    assert [row["theme_id"] for row in made] == sorted(study.themes["theme_id"])
    for row in made:
        assert (row["label_nl"], row["label_fr"], row["label_en"]) == ("", "", "")
        assert row["quotes"].count("p. ") == min(
            3, len(study.themes.set_index("theme_id").loc[row["theme_id"], "typical"])
        )


def test_a_template_without_names_changes_nothing(city):
    before = kt.open(city).themes
    write_labels(kt.open(city))
    later = kt.open(city)
    assert set(later.status()["state"]) == {"fresh"}
    assert later.themes.equals(before)


def test_a_person_s_names_stay_and_other_rows_are_written_anew(city):
    made = rows(write_labels(kt.open(city)))
    made[0]["label_nl"] = "Verdovende middelen"
    made[1]["quotes"] = "verknoeid"
    write(city / "labels.csv", made)
    again = {row["theme_id"]: row for row in rows(write_labels(kt.open(city)))}
    assert again[made[0]["theme_id"]] == made[0]
    assert again[made[1]["theme_id"]]["quotes"] not in ("", "verknoeid")
    assert len(again) == len(made)
    named = kt.open(city).themes.set_index("theme_id")
    assert named.loc[made[0]["theme_id"], "label_nl"] == "Verdovende middelen"


def test_no_cell_of_the_template_is_a_formula(city):
    cells = [cell for row in rows(write_labels(kt.open(city))) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_the_commands_write_and_read_what_they_say(city, tmp_path):
    run = CliRunner().invoke
    assert run(app, ["label", str(city)]).exit_code == 0
    assert run(app, ["label", str(city), "--coding", "-n", "5"]).exit_code == 0
    assert (city / "coding-sheet.xlsx").is_file()
    assert run(app, ["export", str(city), str(tmp_path / "a.qdpx")]).exit_code == 0
    back = run(app, ["import", str(city), str(tmp_path / "a.qdpx")])
    assert back.exit_code == 0
    assert "themes found" in back.stderr
    assert (city / "labels.csv").is_file()
