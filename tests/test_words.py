"""The word lists."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from kentering import tables, words
from kentering.errors import InputError


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
