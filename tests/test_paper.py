"""What stays paper: items that a text never names, words outside its list, and how few sentences bind."""

from __future__ import annotations

import pytest
import told
from invented import priorities

from kentering import claims as cl
from kentering import tables
from kentering.claims.facts import Facts
from kentering.claims.grounds import Grounds
from kentering.claims.paper import paper

LANGUAGES = ("nl", "fr", "en")
ITEMS = ("drugs", "verkeer", "kunstdiefstal")


@pytest.fixture
def study(tmp_path):
    """Of a plan of sixty sentences drugs and traffic have a chapter, theft of art has none, and nuisance has one."""
    one = told.study(tmp_path)
    names = {"a_2016_drugs": "Drugs", "a_2016_verkeer": "Verkeer", "a_2016_kunstdiefstal": "Kunstdiefstal"}
    one.priorities = priorities(*(f"a-2016#{each}" for each in ITEMS), **names)
    one.priorities["confidence_nl"] = "printed"
    one.passages = tables.from_rows("passages", [chapter(number, *each) for number, each in enumerate(CHAPTERS)])
    one.found = tables.from_rows("found", [sought(each) for each in ITEMS])
    shares = {**dict(zip(ITEMS, (0.4, 0.3, 0), strict=True)), "": 0.3}
    one.measured = tables.from_rows("measured", [spent(item, share) for item, share in shares.items()])
    return one


CHAPTERS = (("drugs", "1 Drugs", 40), ("verkeer", "2 Verkeer", 30), ("", "3 Overlast", 25), ("", "Voorwoord", 5))


def chapter(number, item, heading, n_words):
    return {
        "passage_id": f"q{number}", "document_id": "a-2016-nl", "page": number + 2, "page_last": number + 2,
        "page_label": "", "headings": [heading], "n_words": n_words, "text": "Woorden van de wijk.",
        "n_sentences": 15, "block_first": number, "block_last": number, "running": True,
        "priority_id": f"a-2016#{item}" if item else "",
    }  # fmt: skip


def sought(item):
    there = item != "kunstdiefstal"
    nan = float("nan")
    return {
        "document_id": "a-2016-nl", "work_id": "a-2016", "language": "nl", "text": "full", "number": "",
        "priority_id": f"a-2016#{item}", "where": "heading" if there else "not found",
        "page": 2.0 if there else nan, "said": item if there else "", "similarity": 1.0 if there else nan,
    }  # fmt: skip


def spent(item, share):
    return {
        "work_id": "a-2016", "text": "full", "priority_id": f"a-2016#{item}" if item else "", "depth": 0,
        "place": ITEMS.index(item) + 1 if item else 0, "of": 3 if item else 0, "kind": "priority" if item else "",
        "n_passages": 2 * (share > 0), "share": share, "share_low": 0.0, "share_high": 1.0, "equal": float("nan"),
    }  # fmt: skip


def told_of(one, kind):
    return next((each for each in paper(Facts(one)) if each.kind == kind), None)


def test_an_item_that_the_text_never_names_is_told_with_what_was_found(study):
    claim = told_of(study, "unfound")
    assert (claim.statistic.value, claim.statistic.of) == (1, 3)
    evidence = Grounds(study)._side(claim.evidence)
    assert evidence[0]["item"] == "a-2016#kunstdiefstal"
    assert [each["headings"] for each in evidence if each["type"] == "quotation"] == [["1 Drugs"], ["2 Verkeer"]]
    for language, nowhere in zip(LANGUAGES, ("nergens", "nulle part", "not found anywhere"), strict=True):
        said = cl.voice(study, language).sentence(claim)
        assert nowhere in said
        assert "Kunstdiefstal" in said


@pytest.mark.parametrize(
    ("column", "value"), [("where", "mentioned"), ("where", "no name"), ("text", "digest")], ids=str
)
def test_where_it_is_not_sure_that_an_item_is_not_named_nothing_is_said(study, column, value):
    study.found.loc[study.found["where"] == "not found", column] = value
    assert told_of(study, "unfound") is None


def test_a_name_from_memory_or_words_that_stand_apart_prove_no_absence(study):
    study.priorities["confidence_nl"] = "memory"
    assert told_of(study, "unfound") is None
    study.priorities["confidence_nl"] = "printed"
    study.passages["text"] = "De kunstdiefstallen namen toe."
    assert told_of(study, "unfound") is None


def test_a_list_most_of_which_was_not_found_was_not_read_well_enough(study):
    study.found["where"] = study.found["where"].where(study.found["priority_id"] != "a-2016#drugs", "not found")
    assert told_of(study, "unfound") is None


def test_the_longest_chapter_that_is_not_declared_is_named_with_its_page(study):
    claim = told_of(study, "undeclared")
    assert claim.statistic.value == pytest.approx(0.3)
    assert claim.evidence.passages == ("q2",)
    for language in LANGUAGES:
        said = cl.voice(study, language).sentence(claim)
        assert "3 Overlast" in said
        assert "(p. 4)" in said
        assert "Voorwoord" not in said
    study.passages["n_sentences"] = 2
    assert told_of(study, "undeclared") is None


def bound(study, n_sentences):
    row = {
        "scope": "work", "work_id": "a-2016", "text": "full", "aspect": "modality", "value": "obligation",
        "n_sentences": n_sentences, "n_said": 2, "share": 2 / n_sentences, "share_low": 0.01, "share_high": 0.2,
    }  # fmt: skip
    first = study.commitment.head(1).to_dict("records")[0]
    study.commitment = tables.from_rows("commitment", [{**first, **row}])
    return next(each for each in paper(Facts(study)) if each.kind.startswith("bound"))


def test_of_few_sentences_no_percentage_is_given(study):
    few = bound(study, 20)
    assert (few.statistic.value, few.statistic.of, few.statistic.low) == (2, 20, None)
    many = bound(study, 200)
    for language in LANGUAGES:
        assert "%" not in cl.voice(study, language).sentence(few)
        assert "%" in cl.voice(study, language).sentence(many)
