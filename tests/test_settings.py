"""Settings: frozen sections, wrong names answered with the right one."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from kentering.errors import FaultsError, UnknownNameError
from kentering.settings import Settings, settings_from


def test_using_changes_a_copy_and_leaves_the_first_as_it_is():
    first = Settings()
    second = first.using(cluster={"n_themes": 12})
    assert (first.cluster.n_themes, second.cluster.n_themes) == (None, 12)
    assert second.compare == first.compare


def test_settings_cannot_be_changed_in_place():
    with pytest.raises(ValidationError):
        Settings().cluster.n_themes = 3


def test_a_wrong_setting_is_answered_with_the_near_one():
    with pytest.raises(FaultsError, match=r"no setting 'cluster.themes' \(hint: did you mean n_themes\?\)"):
        Settings().using(cluster={"themes": 12})


def test_a_setting_that_moved_is_answered_with_its_new_place():
    with pytest.raises(FaultsError, match=r"no setting 'audit.stability' \(hint: it is compare.stability now"):
        settings_from({"audit": {"stability": 0.7}}, "corpus.toml")


def test_a_wrong_section_is_answered_with_the_near_one():
    with pytest.raises(UnknownNameError, match="did you mean cluster"):
        Settings().using(clusters={"n_themes": 12})


def test_a_wrong_value_names_the_setting_and_what_it_means():
    with pytest.raises(FaultsError, match=r"corpus.toml: compare.confidence = 2.* level of the intervals"):
        settings_from({"compare": {"confidence": 2}}, "corpus.toml")


def test_every_setting_is_explained():
    for stage in Settings.STAGES:
        for name, field in type(getattr(Settings(), stage)).model_fields.items():
            assert field.description, f"{stage}.{name}"


def test_a_setting_at_its_default_is_the_same_set_or_left_out():
    settings = Settings()
    for stage in Settings.STAGES:
        section = getattr(settings, stage)
        again = settings.using(**{stage: section.model_dump()})
        assert repr(getattr(again, stage)) == repr(section)


@pytest.mark.parametrize(
    ("section", "values"),
    [
        ("cluster", {"min_themes": 20, "max_themes": 5}),
        ("cluster", {"min_narrow": 31}),
        ("segment", {"min_words": 500}),
    ],
)
def test_a_least_that_is_more_than_the_most_is_refused(section, values):
    with pytest.raises(FaultsError, match=rf"{section}: min_\w+ = \d+ is more than max_\w+ = \d+ \(hint: make"):
        Settings().using(**{section: values})
