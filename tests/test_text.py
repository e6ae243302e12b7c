"""Repairs for PDF text: what holds for any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kentering import text
from kentering.extract.hyphens import Words, words


@given(st.text())
def test_cleaning_twice_changes_nothing_more(raw):
    assert text.clean(text.clean(raw)) == text.clean(raw)


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
