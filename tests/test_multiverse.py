"""One shift under other choices: what is tried, what counts as the same theme, what is said of it."""

from __future__ import annotations

import shutil

import pytest

import kentering as kt
from kentering import plot
from kentering.errors import InputError, UnknownNameError
from kentering.settings import Settings
from kentering.study.multiverse import kept, specifications


@pytest.fixture(scope="module")
def study(built_city, tmp_path_factory):
    return kt.open(shutil.copytree(built_city, tmp_path_factory.mktemp("corpora") / "stad"))


@pytest.fixture(scope="module")
def largest(study):
    """The broad theme with the largest change between the two plans of the city."""
    broad = study.shifts[~study.shifts["theme_id"].str.contains(".", regex=False)]
    return str(broad.loc[broad["change"].abs().idxmax(), "theme_id"])


@pytest.fixture(scope="module")
def found(study, largest):
    return study.multiverse(largest, "stad-2018", "stad-2024", most=5)


def test_the_first_specification_is_the_studys_own_and_the_next_change_one_choice():
    chosen = specifications(Settings(), most=100)
    own = chosen[0]
    assert (own.max_words, own.neighbours, own.themes_more) == (120, (1.0, 0.6, 0.3), 0)
    changed = [sum(a != b for a, b in zip(each[1:], own[1:], strict=True)) for each in chosen]
    assert changed[0] == 0
    assert changed[1:8] == [1] * 7
    assert len({each[1:] for each in chosen}) == len(chosen) == 54


def test_where_there_are_several_languages_what_they_add_is_taken_out_in_other_ways_too():
    chosen = specifications(Settings(), most=1000, languages=2)
    assert {each.centring for each in chosen} == {"twins", "language", "none"}
    assert len(chosen) == 3 * 54
    assert {each.centring for each in specifications(Settings(), most=1000)} == {"twins"}


def test_the_same_specifications_are_drawn_each_time():
    assert specifications(Settings(), most=20) == specifications(Settings(), most=20)
    assert len(specifications(Settings(), most=20)) == 20


def test_the_own_specification_gives_the_studys_own_figures(study, found, largest):
    own = found.iloc[0]
    shift = study.shifts[study.shifts["theme_id"] == largest].iloc[0]
    assert own["theme_id"] == largest
    assert own["overlap"] == 1.0
    assert own["change"] == pytest.approx(shift["change"])
    assert own["verdict"] == shift["verdict"]
    assert own["same_sign"]
    assert own["same_verdict"]


def test_a_planted_shift_keeps_its_sign_under_other_choices(found):
    counted = kept(found)
    assert counted["specifications"] == 4
    assert counted["same_sign"] >= 0.75


def test_a_theme_that_is_not_found_counts_against_the_shift(found):
    lost = found.assign(theme_id=["T01", *[""] * 4], same_sign=[True, *[False] * 4])
    assert kept(lost)["found"] == 0
    assert kept(lost)["same_sign"] == 0


def test_the_chart_tells_in_how_many_choices_the_shift_holds(found):
    for language in ("nl", "fr", "en"):
        chart = plot.multiverse(found, language)
        chart.to_dict()
        assert "4" in plot.alt_text(chart)
        assert plot.svg(chart).startswith("<svg")


def test_a_shift_that_is_not_there_is_refused(study):
    with pytest.raises(UnknownNameError, match="no shift 'T99"):
        study.multiverse("T99", "stad-2018", "stad-2024")


def test_one_specification_is_no_multiverse(study, largest):
    with pytest.raises(InputError, match="no multiverse"):
        study.multiverse(largest, "stad-2018", "stad-2024", most=1)
