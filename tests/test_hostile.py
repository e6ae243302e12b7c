"""Tables and settings that are made to break a reader: each is one line with a way out, and none takes long."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from making import city_corpus

from kentering.cli.reading import read
from kentering.corpus import corpus, faults
from kentering.errors import FaultsError, KenteringError


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    return city_corpus(tmp_path_factory.mktemp("plans") / "city")


@pytest.fixture
def city(plans, tmp_path):
    return Path(shutil.copytree(plans, tmp_path / "city"))


def said(folder: Path) -> list[KenteringError]:
    """All that is wrong with a corpus; anything but errors with a hint goes through."""
    try:
        found = faults(corpus(folder))
    except FaultsError as error:
        found = error.faults
    except KenteringError as error:
        found = [error]
    assert all(each.hint for each in found)
    assert all(len(each.message) < 1000 for each in found)
    return found


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ("a = " + "[" * 5000 + "]" * 5000, "too deep"),
        ("[cluster]\nn_themes = " + "[" * 300 + "1" + "]" * 300, "valid integer"),
        ("[cluster]\nseed = " + "9" * 5000, "4300 digits"),
        ("[cluster]\nseed = -1", "greater than or equal to 0"),
        ("[compare]\nseed = " + "9" * 400, "less than or equal to"),
        ("[extract]\nmax_seconds = inf", "less than or equal to"),
        ("[extract]\nmax_page_seconds = nan", "max_page_seconds = nan: input should be"),
        ("[extract]\nmax_memory = 999999999999999999999", "less than or equal to"),
        ('[extract]\nocr_languages = ["--help"]', "match pattern"),
        ('[extract]\nocr_languages = ["../../etc"]', "match pattern"),
        ("[cluster]\nneighbours = [1.0, -1.0]", "greater than or equal to 0"),
        ("[cluster]\nneighbours = [1e308, inf]", "less than or equal to"),
        ("[compare]\nconfidence = 0.9999999999999999", "less than or equal to"),
        ('[embed]\nmodel = ""', "at least 1 character"),
        ("name = 'x" + "y" * 300 + "'", "files cannot bear such a name"),
        ("name = 1979-05-27", "files cannot bear such a name"),
    ],
)
def test_a_setting_that_no_run_could_bear_is_named(city, settings, why):
    (city / "corpus.toml").write_text(settings, encoding="utf-8")
    assert any(why in each.message for each in said(city))


@pytest.mark.parametrize(
    ("table", "before", "after", "why"),
    [
        ("works", "stad-2018", "stad\0-2018", "no text (NUL)"),
        ("documents", "pdf/stad-2018-nl.pdf", "pdf/stad\0.pdf", "no text (NUL)"),
        ("works", "\n", "," * 100_000 + "\n", "more than 1000"),
        ("works", "\n", "\n" + "," * 100_000 + "\n", "more than 1000"),
        ("works", "Veiligheidsplan", "V" * 10**6, "larger than field limit"),
        ("works", ",2018,", ",99999999999,", "'99999999999' is not allowed"),
        ("works", ",2018,", ",-2018,", "'-2018' is not allowed"),
        ("works", ",2018,", ",0000,", "no such day as 0000"),
        ("documents", "stad-2018-nl,", "s" * 300 + ",", "the document_id has 300 characters"),
        ("documents", "pdf/stad-2018-nl.pdf", "/etc/passwd", "lies outside the corpus folder"),
        ("documents", "pdf/stad-2018-nl.pdf", "pdf/../../../../proc/self/mem", "lies outside the corpus folder"),
    ],
)
def test_a_cell_that_no_run_could_bear_is_named(city, table, before, after, why):
    path = city / f"{table}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    assert any(why in each.message for each in said(city))


@pytest.mark.skipif(os.name != "posix", reason="links that lead to themselves are made on POSIX systems")
def test_a_link_that_leads_to_itself_is_a_text_still_to_be_added(city):
    pdf = city / "pdf" / "stad-2018-nl.pdf"
    pdf.unlink()
    pdf.symlink_to(pdf.name)
    assert said(city) == []
    assert len(corpus(city).documents) == 3


def test_a_folder_in_the_place_of_the_settings_is_said(city):
    (city / "corpus.toml").unlink()
    (city / "corpus.toml").mkdir()
    assert [each.message for each in said(city)] == [f"{city / 'corpus.toml'} is no file"]


@pytest.mark.skipif(os.name != "posix", reason="names of bytes that are no letters are made on POSIX systems")
def test_a_pdf_whose_name_is_no_text_is_read(plans, tmp_path):
    path = tmp_path / os.fsdecode(b"\xff\xfe.pdf")
    shutil.copy(plans / "pdf" / "commentaar.pdf", path)
    found = read([path])
    assert found.faults == []
    assert set(found.blocks["document_id"]) == {"??"}
