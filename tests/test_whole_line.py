"""The whole line on the example corpus: from its PDFs to a report, with the real encoder."""

from __future__ import annotations

import re

import pytest

import kentering as kt

TRAFFICKING = {"nl": "mensenhandel|mensensmokkel|smokkel", "fr": "traite|trafic", "en": "trafficking|smuggling"}


@pytest.fixture(scope="module")
def study(built_example):
    return kt.open(built_example)


def test_every_digest_is_read(study):
    assert study.left_out.empty
    assert set(study.passages["document_id"]) == set(study.documents["document_id"])


def test_every_digest_has_its_title_and_the_same_headings_as_its_twin(study):
    titles = study.blocks[study.blocks["kind"] == "title"].groupby("document_id").size()
    assert titles.to_dict() == dict.fromkeys(study.documents["document_id"], 1)
    heads = study.blocks[study.blocks["kind"] == "heading"].groupby("document_id").size()
    assert heads["nvp-2022-nl"] == heads["nvp-2022-fr"]
    assert heads["gvpp-2021-nl"] == heads["gvpp-2021-fr"]


@pytest.mark.parametrize("question", ["human trafficking", "the fight against trafficking in human beings"])
def test_an_english_question_finds_dutch_and_french_passages(study, question):
    found = study.find(question, n=10)
    for language, words in TRAFFICKING.items():
        mine = found[found["language"] == language]
        told = mine["text"] + " " + mine["headings"].map(" ".join)
        assert told.str.contains(words, flags=re.IGNORECASE).any(), language


def test_a_digest_is_never_quoted_as_the_plan(study):
    quoted = [study.quotes(theme, n=5) for theme in study.themes["theme_id"]]
    citations = [citation for frame in quoted for citation in frame["citation"]]
    assert citations
    assert all(re.fullmatch(r"[\w-]+ \d{4} \(digest, pp?\. \d+(-\d+)?\)", each) for each in citations)


def test_no_shift_of_a_digest_is_told_as_a_finding(study, tmp_path):
    html = kt.write_report(study, tmp_path, "en").read_text(encoding="utf-8")
    assert set(study.shifts["text"]) == {"digest"}
    assert not re.search(r"\b(rose|fell) from\b", html)


def test_the_declared_items_head_their_sections(study):
    headed = set(study.passages["priority_id"]) - {""}
    declared = study.priorities[study.priorities["work_id"] == "nvp-2022"]
    top = declared.loc[declared["parent_id"] == "", "priority_id"]
    assert set(top) <= headed


def test_twin_documents_give_their_work_one_share(study):
    broad = ~study.shares["theme_id"].str.contains(".", regex=False)
    shares = study.shares[(study.shares["work_id"] == "nvp-2022") & broad]
    assert shares["share"].sum() == pytest.approx(1)
    assert shares["theme_id"].is_unique


def test_another_number_type_makes_new_vectors(study):
    other = study.using(embed={"dtype": "bfloat16"})
    parts = [each.built.made_from.parts("embed", "nvp-2022-nl") for each in (study, other)]
    assert parts[0] != parts[1]
    assert parts[0]["passages"] == parts[1]["passages"]
