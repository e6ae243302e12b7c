"""Repairs for PDF text: what holds for any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentering import text
from kentering.extract.hyphens import Words, words


@given(st.text())
def test_cleaning_twice_changes_nothing_more(raw):
    assert text.clean(text.clean(raw)) == text.clean(raw)


@settings(deadline=None)
@given(st.text(alphabet="abcdé -\u00ad", min_size=1), st.text(alphabet="abcdé -", min_size=1))
def test_joining_lines_loses_no_letter(left, right):
    letters = [sign for sign in left + right if sign.isalpha()]
    assert [sign for sign in Words(language="fr").joined(left, right) if sign.isalpha()] == letters


def test_a_word_whole_elsewhere_decides_about_a_hyphen_at_a_line_end():
    known = words(["de Justitie-Binnenlandse samenwerking", "de veiligheidsketen werkt", *["nog een zin"] * 3])
    assert known.joined("veiligheids-", "keten") == "veiligheidsketen"
    assert known.joined("Justitie-", "Binnenlandse") == "Justitie-Binnenlandse"


def test_a_hung_hyphen_keeps_its_blank_in_each_language():
    assert Words(language="nl").joined("gewest-", "en gemeentewegen") == "gewest- en gemeentewegen"
    assert Words(language="fr").joined("sous-", "et surévaluation") == "sous- et surévaluation"
    assert Words(language="en").joined("short-", "and long-term") == "short- and long-term"


def test_a_french_pronoun_keeps_its_hyphen():
    assert Words(language="fr").joined("peut-", "être") == "peut-être"
    assert Words(language="fr").joined("crimi-", "nalité") == "criminalité"


def test_a_document_that_breaks_no_words_keeps_every_hyphen():
    lines = ["een zin die lang genoeg is om mee te tellen"] * 60
    assert words(lines).joined("multi-", "agency") == "multi-agency"


def test_the_language_of_a_text_is_seen_from_its_common_words():
    assert words(["le plan de la police et les zones", "une note sur la sécurité"]).language == "fr"
    assert words(["the plan of the police and the zones"]).language == "en"


def test_numbers_of_headings_have_parts():
    assert [
        text.depth(text.heading_number(each)) for each in ("2 Inhoud", "2.1 Kader", "2.1.2.1 Algemeen", "A. Slot")
    ] == [
        1,
        2,
        4,
        0,
    ]


def test_page_numbers_are_read_in_many_writings():
    written = ["Pagina 3 van 68", "3 / 43", "– 12 –", "p. 7", "iv", "Page 2 of 9"]
    assert [text.page_number(each) for each in written] == ["3", "3", "12", "7", "iv", "2"]
    assert not text.page_number("In 2022 daalde het aantal")


def test_two_proper_names_at_a_line_end_keep_their_hyphen_and_a_broken_word_does_not():
    unseen = Words(language="nl")
    assert unseen.joined("Noord-", "Afrikanen") == "Noord-Afrikanen"
    assert unseen.joined("Justitie-", "Binnenlandse Zaken") == "Justitie-Binnenlandse Zaken"
    assert unseen.joined("crimi-", "naliteit") == "criminaliteit"


def test_a_no_break_space_is_a_space_and_a_heading_number_is_seen_behind_it():
    assert text.clean("het\u00a0NVP \u00a02022") == "het NVP 2022"
    assert text.heading_number(text.clean("2.3.4\u00a0Misdaden en wanbedrijven")) == "2.3.4"
    assert text.heading_number(text.clean(" 2.3.4 Misdaden en wanbedrijven")) == "2.3.4"


def test_a_period_of_years_is_no_heading_number_and_no_page_number():
    assert text.heading_number("2022-2025 was een druk tijdvak") == ""
    assert text.page_number("—  Nationaal Veiligheidsplan 2022-2025  —") == ""
    assert text.page_number("– 16 –") == "16"


def test_an_entry_numbered_in_brackets_has_its_number_apart():
    assert text.item("(14) horizontale fenomenen") == ("(14)", "horizontale fenomenen")
    assert [text.bullet(line)[0] for line in ("• eerste", "o dieper")] == ["•", "o"]


JOINED = {
    "nl": [
        ("de crimi-", "naliteit", "de criminaliteit"),
        ("een geïntegreerde vei-", "ligheidsketen", "een geïntegreerde veiligheidsketen"),
        ("wordt ge-", "evalueerd", "wordt geëvalueerd"),
        ("de co-", "ordinatie", "de coördinatie"),
        ("een essenti-", "eel punt", "een essentieel punt"),
        ("het mili-", "eubeleid", "het milieubeleid"),
        ("de partij-", "en zijn", "de partijen zijn"),
        ("zo-", "als", "zoals"),
    ],
    "fr": [("la préven-", "tion", "la prévention"), ("ce-", "lui", "celui"), ("plu-", "sieurs", "plusieurs")],
    "en": [("the ex-", "change", "the exchange"), ("co-", "operation", "cooperation"), ("deploy-", "ers", "deployers")],
}
KEPT = {
    "nl": [
        ("de data-", "uitwisseling", "de data-uitwisseling"),
        ("land-", "en tuinbouw", "land- en tuinbouw"),
        ("aanvoer-", "(en afvoer)", "aanvoer- (en afvoer)"),
        ("de Noord-", "Afrikanen", "de Noord-Afrikanen"),
        ("de EU-", "lidstaten", "de EU-lidstaten"),
        ("op tv-", "beelden", "op tv-beelden"),
        ("hard-", "& software", "hard- & software"),
    ],
    "fr": [
        ("le porte-", "parole", "le porte-parole"),
        ("celui-", "ci", "celui-ci"),
        ("a-t-", "il", "a-t-il"),
        ("sous-", "et sur-effectifs", "sous- et sur-effectifs"),
        ("rendez-", "vous", "rendez-vous"),
    ],
    "en": [
        ("well-", "being", "well-being"),
        ("law-", "enforcement", "law-enforcement"),
        ("pre-", "and post-", "pre- and post-"),
        ("state-of-", "the-art", "state-of-the-art"),
        ("six-", "month", "six-month"),
    ],
}


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_a_hyphen_that_only_breaks_a_word_goes(language):
    for left, right, whole in JOINED[language]:
        assert Words(language=language).joined(left, right) == whole


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_a_hyphen_of_the_word_stays_and_a_hung_one_keeps_its_blank(language):
    for left, right, whole in KEPT[language]:
        assert Words(language=language).joined(left, right) == whole


def test_web_and_mail_addresses_go_on_over_lines_as_they_are():
    known = Words(language="nl")
    assert known.joined("zie https://www.politie.be/nl-", "be/nieuws") == "zie https://www.politie.be/nl-be/nieuws"
    assert known.joined("zie https://www.politie.be/", "5340/nieuws.") == "zie https://www.politie.be/5340/nieuws."
    assert known.joined("mail naar jan.peeters@", "politie.be") == "mail naar jan.peeters@politie.be"
    assert known.joined("zie www.politie.be", "voor meer") == "zie www.politie.be voor meer"


def test_a_paragraph_in_another_language_is_joined_by_the_rules_of_its_own():
    left = "la note est jointe à la demande, et le service est informé par le porte-"
    assert Words(language="nl").joined(left, "parole").endswith("porte-parole")
