"""`kentering compare`: what a reader is told of two lists, and what a program gets."""

from __future__ import annotations

import json

import pytest
from conftest import ROOT
from test_cli import kentering

from kentering.cli.comparing import as_page
from kentering.study import open_study

CORPUS = ROOT / "corpora" / "belgian-security"


@pytest.fixture(scope="module")
def study():
    return open_study(CORPUS)


def _page(study, work_from, work_to, language="nl"):
    return as_page(study.compare(work_from, work_to), study, language)


def test_the_links_of_two_plans_come_as_json_and_nothing_else():
    done = kentering("compare", CORPUS, "nvp-2016", "nvp-2022", "--format", "json")
    told = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert list(told)[:3] == ["links", "new", "dropped"]
    drugs = next(link for link in told["links"] if (link["from"], link["to"]) == ("nvp-2016#drugs", "nvp-2022#drugs"))
    assert (drugs["relation"], drugs["origin"], drugs["probability"]) == ("same", "person", None)


def test_a_plan_that_is_not_there_is_named_with_the_nearest():
    done = kentering("compare", CORPUS, "nvp-2016", "nvp-22022")
    assert done.returncode == 1
    assert "nvp-22022" in done.stderr
    assert "did you mean nvp-2022?" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_item_that_was_split_stands_once_with_its_parts_beneath(study):
    page = _page(study, "nvp-2016", "nvp-2022")
    lines = page.split("\nOpgesplitst\n")[1].split("\n\n")[0].splitlines()
    whole = [place for place, line in enumerate(lines) if line.strip() == "2 Mensensmokkel en mensenhandel"]
    assert len(whole) == 1
    assert all(line.startswith("    -> ") for line in lines[whole[0] + 1 : whole[0] + 3])


def test_a_title_and_a_name_from_memory_say_so(study):
    page = _page(study, "eu-2022", "nvp-2016")
    assert "EMPACT 2022 to 2025 (from memory)" in page
    assert "recherchemanagement (uit het geheugen)" in page


def test_against_a_list_that_is_not_whole_nothing_is_called_gone(study):
    page = _page(study, "kiv-2016", "kiv-2022")
    first = page.split("\nWeggevallen\n")[1].splitlines()[0].strip()
    assert first == "valt niet te zeggen: de andere lijst is niet volledig"


@pytest.mark.parametrize(
    ("earlier", "later"), [("eu-2014", "eu-2018"), ("eu-2018", "eu-2022"), ("nvp-2022", "nvp-2026")]
)
def test_nothing_is_plainly_dropped_or_new_only_where_every_item_is_accounted_for(study, earlier, later):
    found = study.compare(earlier, later)
    tied = {*found.links["from_id"], *found.links["to_id"]}
    open_ends = {*found.untold, *found.uncertain["from_id"], *found.uncertain["to_id"]} - tied
    for title, work, none in (("Nieuw", later, found.new), ("Weggevallen", earlier, found.dropped)):
        said = _page(study, earlier, later).split(f"\n{title}\n")[1].splitlines()[0].strip()
        left = [item for item in open_ends if item.startswith(f"{work}#")]
        assert (said == "geen met zekerheid; zie hieronder") == (not none and bool(left))
        assert (said == "geen") == (not none and not left)


@pytest.mark.parametrize(
    ("language", "warning"),
    [
        ("nl", "een persoon heeft deze twee lijsten gelezen"),
        ("fr", "une personne a lu ces deux listes"),
        ("en", "a person has read these two lists"),
    ],
)
def test_warnings_come_in_the_language_of_the_page(study, language, warning):
    assert warning in _page(study, "nvp-2016", "nvp-2022", language)


def test_a_model_says_how_probable_a_link_is_and_a_person_how_certain(study):
    assert "[persoon, zekerheid hoog]" in _page(study, "nvp-2016", "nvp-2022")
    assert "[model, kans 0," in _page(study, "eu-2022", "kiv-2026")
