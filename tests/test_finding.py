"""Found passages can be cited: each names one plan, and its words stand there whole."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest
from invented import documents, works

from kentering.cli import finding
from kentering.study.quoting import sources

WORDS = " ".join(f"woord{number}" for number in range(120))


@pytest.fixture
def study():
    """Three plans of two series, a passage of each."""
    plans = works(
        {"work_id": "a-2016"}, {"work_id": "a-2022", "cycle": "2022-2025"}, {"work_id": "z-2020", "series": "Z"}
    )
    texts = documents(*((each, "nl", "full") for each in plans["work_id"]))
    passages = texts[["document_id"]].assign(passage_id=plans["work_id"], page=6, page_last=6)
    return SimpleNamespace(works=plans, documents=texts, passages=passages)


def cited(study):
    found = sources(study, study.passages)
    return dict(zip(found["work_id"], [each.split(",")[0] for each in found["citation"]], strict=True))


def test_a_plan_alone_in_its_year_is_cited_by_series_and_year(study):
    assert cited(study)["a-2016"] == "A 2016"


def test_plans_that_would_be_cited_alike_are_told_apart_as_the_report_does(study):
    study.works = study.works.assign(series="CM", cycle_start="2020", status="final")
    assert cited(study)["a-2016"] == "CM 2020 [a-2016]"
    only_final = ["final" if each == "a-2016" else "draft" for each in study.works["work_id"]]
    study.works = study.works.assign(status=only_final)
    names = cited(study)
    assert names["a-2016"] == "CM 2020"
    assert names["a-2022"] == "CM 2020 [a-2022]"


def test_a_plan_without_a_cycle_is_cited_by_the_year_it_came_into_force(study):
    study.works = study.works.assign(cycle="", cycle_start="", valid_from="2017-03-01", adopted="")
    assert cited(study)["a-2016"].startswith("A 2017")


def passage(text, **other):
    usual = {
        "similarity": 0.71234,
        "citation": "CM 2020 [ap-2020], p. 6",
        "language": "nl",
        "headings": ["Een", "Twee"],
    }
    return pd.DataFrame([usual | {"text": text} | other])


def test_a_found_passage_shows_every_word_in_lines_a_terminal_holds():
    said = finding.as_list(passage(WORDS))
    head, path, *lines = said.splitlines()
    assert head == "0.712  CM 2020 [ap-2020], p. 6  (nl)"
    assert path.strip() == "Een > Twee"
    assert " ".join(line.strip() for line in lines) == WORDS
    assert all(len(line) <= finding.WIDTH for line in lines)


def test_signs_that_a_terminal_obeys_do_not_reach_it():
    said = finding.as_list(passage("rood\x1b[31m po\u00adlitie\u202e\u00a0x\r\ny", headings=[]))
    assert said.splitlines()[1:] == ["    rood [31m politie x  y"]


def test_nothing_found_is_said():
    assert finding.as_list(passage("x").iloc[:0]) == "no rows"
