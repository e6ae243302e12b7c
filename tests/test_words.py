"""The word lists."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from kentering import tables, words
from kentering.errors import InputError
from kentering.words.concepts import concepts
from kentering.words.stems import stem
from kentering.words.thesaurus import FACETS, Concept, Thesaurus, thesaurus


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_each_language_has_every_list_in_lower_case_and_without_doubles(language):
    lists = tomllib.loads(files(words).joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    assert set(lists) == set(tomllib.loads(files(words).joinpath("nl.toml").read_text(encoding="utf-8")))
    for listed in lists.values():
        assert listed
        assert listed == [word.lower() for word in listed]
        assert len(listed) == len(set(listed))


def test_the_languages_are_those_of_the_tables():
    assert words.LANGUAGES == tables.LANGUAGES


def test_an_abbreviation_ends_in_a_stop_or_it_would_never_be_met():
    for language in words.LANGUAGES:
        known = words.load(language)
        ending = known.abbreviations | known.numbered | known.closing
        assert all(word.endswith((".", "à-d")) for word in ending)


def test_a_language_that_is_not_supported_is_refused_with_those_that_are():
    with pytest.raises(InputError, match="no language 'de'"):
        words.load("de")


@pytest.mark.parametrize(("language", "word"), [("nl", "het"), ("fr", "dans"), ("en", "which")])
def test_stop_words_come_from_the_library(language, word):
    assert word in words.stop_words(language)


def test_every_concept_has_a_name_in_each_language_and_no_phrase_belongs_to_two():
    known = thesaurus()
    for language in words.LANGUAGES:
        phrases = [phrase for concept in known.concepts.values() for phrase in concept.phrases[language]]
        assert all(phrases)
        assert len(phrases) == len(set(phrases))
    assert {concept.facet for concept in known.concepts.values()} <= set(FACETS)


def test_what_is_broader_exists_and_never_runs_in_a_circle():
    known = thesaurus()
    assert all(concept not in above and above <= set(known.ids) for concept, above in known.broader.items())
    ring = {name: Concept(name, "phenomenon", (other,), {}) for name, other in (("a", "b"), ("b", "a"))}
    with pytest.raises(InputError, match="a circle"):
        Thesaurus(ring).broader  # noqa: B018


@pytest.mark.parametrize(
    ("name", "language", "held"),
    [
        ("Sociale en fiscale fraude", "nl", {"social-fraud", "tax-fraud"}),
        ("Fraudebestrijding (fiscale, sociale)", "nl", {"social-fraud", "tax-fraud"}),
        (
            "Radicalisering, gewelddadig extremisme en terrorisme",
            "nl",
            {"radicalisation", "violent-extremism", "terrorism"},
        ),
        ("Mensensmokkel en mensenhandel", "nl", {"migrant-smuggling", "human-trafficking"}),
        ("la violence intrafamiliale et sexuelle", "fr", {"domestic-violence", "sexual-violence"}),
        ("Facilitation of illegal immigration", "en", {"migrant-smuggling"}),
        ("woninginbraken in de vakantie", "nl", {"burglary"}),
        ("wapensmokkel", "nl", {"firearms"}),
    ],
)
def test_a_name_holds_the_concepts_that_it_enumerates(name, language, held):
    assert {each.concept_id for each in concepts(name, language)} == held


def test_inflection_and_capitals_make_no_difference():
    assert stem("diefstallen", "nl") == stem("diefstal", "nl")
    assert stem("drogues", "fr") == stem("drogue", "fr")
    assert [each.concept_id for each in concepts("FIETSDIEFSTALLEN", "nl")] == ["bicycle-theft"]


@pytest.mark.parametrize(
    ("name", "language", "held"),
    [
        ("Making our roads safer", "en", "road-safety"),
        ("Vivre en sécurité sur la route", "fr", "road-safety"),
        ("Tenuitvoerlegging van straffen", "nl", "criminal-justice"),
        ("Executie van straffen", "nl", "criminal-justice"),
        ("Reducing neighbourhood crime", "en", "street-crime"),
    ],
)
def test_a_subject_is_known_by_what_plans_say_they_will_do_about_it(name, language, held):
    assert held in {each.concept_id for each in concepts(name, language)}


def test_what_plans_often_count_with_a_concept_exists_and_is_no_part_of_it():
    known = thesaurus()
    pairs = [(concept, taken) for concept in known.ids for taken in known.concepts[concept].often]
    assert pairs
    assert all(taken in known.ids and taken != concept for concept, taken in pairs)


def test_trafficking_routes_are_no_roads():
    assert "road-safety" not in {each.concept_id for each in concepts("routes du trafic de drogues", "fr")}
