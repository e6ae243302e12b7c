"""The plans as a bibliography: an address in the title's language, and nothing cited as more than it is."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from invented import documents, priorities, works

from kentering.export.bibliography import bibtex, csl
from kentering.export.csl import issuers

PLAN = {"work_id": "a-2016", "title_nl": "Plan 2016-2019", "title_fr": "Plan fr", "adopted": "2016-06-07"}


def entry(texts=(), **cells):
    """The entry of one plan; texts are (language, kind of text, address)."""
    held = documents(*(("a-2016", language, kind) for language, kind, _ in texts))
    held["source_url"] = [address for *_, address in texts]
    items = priorities("a-2016#drugs", a_2016_drugs="Drugs")
    (found,) = csl(SimpleNamespace(works=works(PLAN | cells), documents=held, priorities=items))
    return found


FR, NL = ("fr", "full", "https://a.be/fr"), ("nl", "full", "https://a.be/nl")


@pytest.mark.parametrize("texts", [[FR, NL], [NL, FR]])
def test_a_dutch_title_has_the_address_of_the_dutch_text(texts):
    found = entry(texts)
    assert (found["title"], found["URL"]) == ("Plan 2016-2019", "https://a.be/nl")
    assert "fr: Plan fr https://a.be/fr" in found["note"]


def test_without_a_text_in_the_title_s_language_the_source_gives_the_address():
    source = "Pers, https://a.be/fr; Politie, https://pol.be/plan, 2016"
    assert entry([FR], source=source)["URL"] == "https://pol.be/plan"
    assert "URL" not in entry([FR], source="Pers, https://a.be/fr")


def test_a_commentary_is_not_the_address_of_the_plan_and_the_fullest_text_is():
    assert entry([("nl", "commentary", "https://blog.be"), ("nl", "digest", "https://d.be"), NL])["URL"] == NL[2]
    assert "URL" not in entry([("nl", "commentary", "https://blog.be")])


@pytest.mark.parametrize(
    ("status", "language", "word"),
    [
        ("draft", "nl", "ontwerp"),
        ("draft", "fr", "projet"),
        ("draft", "en", "draft"),
        ("announcement", "nl", "aankondiging"),
        ("announcement", "fr", "annonce"),
    ],
)
def test_what_is_no_final_plan_says_so_in_the_words_of_its_title(status, language, word):
    titles = {f"title_{each}": "Plan" if each == language else "" for each in ("nl", "fr", "en")}
    found = entry(status=status, **titles)
    assert found["genre"] == found["status"] == word
    assert found["note"].split("; ")[0] == word
    text = bibtex([found])
    assert f"type = {{{word}}}" in text
    assert f"note = {{{word}" in text


def test_a_final_plan_bears_no_status():
    assert not {"genre", "status"} & set(entry())
    assert "type = " not in bibtex([entry()])


def test_a_draft_is_of_the_year_in_which_its_source_tells_of_it():
    press = "De Morgen, over het ontwerp van december 2021, https://m.be/2023; De Tijd, 2024"
    found = entry(status="draft", adopted="", cycle="2022-2025", source=press)
    assert found["issued"] == {"date-parts": [[2021]], "circa": True}
    assert "het jaar is dat van de bron" in found["note"]
    assert "year = {2021}" in bibtex([found])


def test_a_period_in_the_name_of_a_source_is_no_year():
    found = entry(status="draft", adopted="", cycle="2026-2029", source="Mededeling, Kadernota 2024-2029, 2026")
    assert found["issued"]["date-parts"] == [[2026]]


@pytest.mark.parametrize("status", ["final", "draft"])
def test_an_article_of_later_years_does_not_date_a_plan(status):
    found = entry(status=status, adopted="", cycle="2014-2017", source="Panopticon 40(2), 2019, p. 75-80")
    assert found["issued"] == {"date-parts": [[2014]], "circa": True}
    assert "het eerste van de periode" in found["note"]


def test_a_date_of_adoption_is_certain():
    assert entry()["issued"] == {"date-parts": [[2016, 6, 7]]}
    assert "datum van aanneming" not in entry().get("note", "")


def test_a_title_from_memory_is_never_cited_without_saying_so():
    found = entry(title_confidence="memory")
    assert found["title"] == "Plan 2016-2019 (uit het geheugen)"
    assert "uit het geheugen" in found["note"]


@pytest.mark.parametrize(
    ("issuer", "authors", "roles"),
    [
        (
            "Steering Committee / IMC inzake Veiligheid; coördinatie Dienst Beleid; mededeling door minister Jan Smit",
            ["Steering Committee / IMC inzake Veiligheid"],
            ["coördinatie Dienst Beleid", "mededeling door minister Jan Smit"],
        ),
        (
            "ministers van Justitie (opgesteld door de politie)",
            ["ministers van Justitie"],
            ["opgesteld door de politie"],
        ),
        ("Regering (Justitie: A; Zaken: B) met C; IMC", ["Regering (Justitie: A; Zaken: B) met C", "IMC"], []),
        ("Government, drafted by the police", ["Government"], ["drafted by the police"]),
        ("Coordination nationale; politiezone 5421", ["Coordination nationale", "politiezone 5421"], []),
        ("", [], []),
    ],
)
def test_who_only_coordinated_or_presented_a_plan_is_no_author(issuer, authors, roles):
    assert issuers(issuer) == (authors, roles)
    found = entry(issuer=issuer)
    assert [each["literal"] for each in found.get("author", [])] == authors
    assert all(role in found["note"] for role in roles)
    assert (" and ".join(f"{{{each}}}" for each in authors) in bibtex([found])) or not authors
