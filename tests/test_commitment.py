"""What sentences bind to: invented sentences, small plans, and those that a reader labelled."""

from __future__ import annotations

import pandas as pd
import pytest
from invented import works

from kentering import commitment, plot, tables
from kentering.commitment.modality import Modality
from kentering.commitment.numbers import dates, n_figures
from kentering.settings import CompareSettings


def bound(sentence, language, **given):
    return commitment.reading(sentence, language, **given).modality.value


@pytest.mark.parametrize(
    ("language", "sentence", "value"),
    [
        ("nl", "De zones dienen de informatie binnen de week te delen.", "obligation"),
        ("nl", "Wapens mogen niet in de haven worden opgeslagen.", "obligation"),
        ("nl", "Er zouden meer controles moeten gebeuren.", "obligation"),
        ("nl", "In elke provincie wordt een steunpunt opgericht.", "commitment"),
        ("nl", "De federale politie staat in voor de opleiding.", "commitment"),
        ("nl", "We breiden de wijkwerking uit.", "commitment"),
        ("nl", "De zone kan een gemachtigd opzichter aanstellen.", "possibility"),
        ("nl", "Camera's kunnen worden ingezet op het perron.", "possibility"),
        ("nl", "De overlast nam vorig jaar toe.", "none"),
        ("fr", "La police locale doit enregistrer chaque plainte.", "obligation"),
        ("fr", "Il faut un point de contact dans chaque zone.", "obligation"),
        ("fr", "Le parquet assurera l’accueil des victimes.", "commitment"),
        ("fr", "Le conseil veut réduire le nombre de cambriolages.", "commitment"),
        ("fr", "Un numéro vert sera mis en place avant l’été.", "commitment"),
        ("fr", "Le bourgmestre peut fermer l’établissement.", "possibility"),
        ("fr", "Nous préparons une étude.", "commitment"),
        ("fr", "La commune montra la voie en 2012.", "none"),
        ("en", "Member States shall report each seizure.", "obligation"),
        ("en", "Ports need to share their data.", "obligation"),
        ("en", "The agency will train two hundred officers.", "commitment"),
        ("en", "We are committed to safer stations.", "commitment"),
        ("en", "Customs may open a parcel.", "possibility"),
        ("en", "The agreement entered into force in May 2021.", "none"),
    ],
)
def test_a_sentence_binds_as_its_words_say(language, sentence, value):
    assert bound(sentence, language) == value


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "De politie kan niet overal aanwezig zijn."),
        ("nl", "Een registratie is niet verplicht."),
        ("nl", "Dat zou tot meer diefstallen kunnen leiden."),
        ("nl", "Hoe moeten de zones dat aanpakken?"),
        ("nl", "Artikel 44 van de wet bepaalt dat elke agent zich moet legitimeren."),
        ("nl", "Dit is een dienst die ook 's nachts moet werken."),
        ("fr", "Les communes ne peuvent pas tout faire."),
        ("fr", "Une telle mesure pourrait coûter cher."),
        ("fr", "L’article 12 du Code dispose que le juge doit motiver sa décision."),
        ("fr", "Considérant que le service doit être joignable, la demande est recevable."),
        ("en", "Ports cannot be closed."),
        ("en", "Such a rule would be required."),
        ("en", "Should the police be armed?"),
        ("en", "Article 5 states that the keeper shall hold a licence."),
        ("nl", "Er is geen bewijs dat de hinder zal dalen."),
        ("fr", "Il n’y a aucune preuve que le trafic baissera."),
        ("en", "That fire should have been prevented."),
    ],
)
def test_what_is_negated_supposed_asked_or_quoted_from_a_law_binds_nobody(language, sentence):
    assert bound(sentence, language) == "none"


def test_an_item_of_a_list_commits_by_an_infinitive_or_an_imperative():
    assert bound("versterken van het toezicht in de metro;", "nl", bullet=True) == "commitment"
    assert bound("de kennis van de lokale recherche beter delen;", "nl", bullet=True) == "commitment"
    assert bound("renforcer le contrôle des armes ;", "fr", bullet=True) == "commitment"
    assert bound("Build a centre for victims", "en", bullet=True) == "commitment"
    assert bound("diefstal met geweld;", "nl", bullet=True) == "none"


def test_an_item_that_says_nothing_of_its_own_binds_as_the_sentence_that_opens_the_list():
    opener = Modality("obligation", "moet")
    assert bound("een overzicht per wijk;", "nl", bullet=True, opener=opener) == "obligation"
    assert bound("een overzicht per wijk;", "nl", opener=opener) == "none"


def test_what_a_sentence_names_is_told_with_its_words():
    read = commitment.reading(
        "Het parket en de lokale politie evalueren elk jaar, voor 1 juni 2027, of 20% minder inbraken gehaald is; "
        "een actieplan met preventie en nazorg krijgt een budget van 1,5 miljoen euro.",
        "nl",
    )
    assert read.measures == ("prevention", "aftercare")
    assert read.arrangements == ("evaluation", "means", "side_plan")
    assert read.actors == ("parket", "lokale politie")
    assert read.dates == ("1 juni 2027",)
    assert read.n_figures == 2
    assert read.words["means"] == ["budget", "miljoen"]


def test_narcotics_are_no_means_and_a_word_inside_another_is_no_term():
    assert commitment.reading("De handel in verdovende middelen neemt toe.", "nl").arrangements == ()
    assert commitment.reading("Le personnel du service est formé.", "fr").arrangements == ("means",)
    assert commitment.reading("A subsidiary of the firm was closed.", "en").arrangements == ()


@pytest.mark.parametrize(
    ("language", "absent", "there"),
    [
        (
            "nl",
            "Voor de wijkwerking is geen budget voorzien.",
            "Voor de wijkwerking is niet alleen een budget voorzien.",
        ),
        ("nl", "Het plan liep af zonder enige evaluatie.", "Het plan loopt af met een evaluatie."),
        ("nl", "De evaluatie van het plan is niet gebeurd.", "De evaluatie van het plan mag niet uitblijven."),
        ("fr", "Aucun budget n’est prévu.", "Un budget est prévu."),
        ("fr", "Le plan n’a pas été évalué.", "Le plan sera évalué."),
        ("fr", "La commune agit sans personnel.", "La commune agit avec son personnel."),
        ("en", "No evaluation took place.", "An evaluation took place."),
        ("en", "There is not enough funding.", "There is not only funding."),
        ("en", "The funding was never paid.", "The funding was paid, never mind the delay."),
    ],
)
def test_what_is_said_not_to_be_there_is_not_arranged(language, absent, there):
    assert commitment.reading(absent, language).arrangements == ()
    assert len(commitment.reading(there, language).arrangements) == 1


def test_the_verb_after_a_relative_clause_binds():
    assert bound("Bodies which have been notified shall be heard.", "en") == "obligation"
    assert bound("Les zones qui ont un port doivent le surveiller.", "fr") == "obligation"
    assert bound("This is a body which must and shall be heard.", "en") == "none"


def test_numbers_of_articles_years_and_items_are_no_figures():
    assert n_figures("2.3 Zie artikel 12, de omzendbrief van 7 maart 2019 en noot (4).", "nl") == 0
    assert n_figures("En 2024, 350 agents et 12,5 % des zones.", "fr") == 2
    assert dates("from March 2020 to 2024-2027", "en") == ["March 2020", "2024-2027"]


def plan(work, language, *sections):
    """Blocks and passages of one document: per section a heading and its sentences; * opens an item of a list."""
    blocks, passages = [], []
    for place, (heading, *lines) in enumerate(sections):
        first = len(blocks)
        for line in lines:
            kind = "bullet" if line.startswith("*") else "paragraph"
            blocks.append(
                {
                    "document_id": f"{work}-{language}",
                    "position": len(blocks),
                    "page": place + 1,
                    "page_last": place + 1,
                    "page_label": "",
                    "kind": kind,
                    "level": 0,
                    "marker": "",
                    "text": line.lstrip("* "),
                    "section_path": [heading],
                    "boxes": [],
                    "size": 10.0,
                    "source": "text",
                    "confidence": 1.0,
                }
            )
        text = "\n".join(line.lstrip("* ") for line in lines)
        passages.append(
            {
                "passage_id": f"{work}-{language}-{place}",
                "document_id": f"{work}-{language}",
                "page": place + 1,
                "page_last": place + 1,
                "page_label": "",
                "headings": [heading],
                "text": text,
                "n_words": len(text.split()),
                "n_sentences": len(lines),
                "priority_id": "",
                "block_first": first,
                "block_last": len(blocks) - 1,
                "running": True,
            }
        )
    return tables.from_rows("blocks", blocks), tables.from_rows("passages", passages)


NL = [
    (f"Deel {n}", "De zone moet de mensenhandel registreren.", "Het plan kent zes delen.", *more)
    for n, more in enumerate(
        [
            ("Wij zullen:", "* een jaarlijkse evaluatie", "* meer personeel"),
            ("De overlast daalt.",),
            ("De overlast daalt.",),
            ("De overlast daalt.",),
            ("De overlast daalt.",),
            ("De overlast daalt.",),
        ]
    )
]
FR = [
    (f"Partie {n}", "La zone doit enregistrer la traite des êtres humains.", "Le plan a six parties.") for n in range(6)
]


@pytest.fixture
def read():
    parts = [plan("a-2016", "nl", *NL), plan("a-2016", "fr", *FR)]
    blocks, passages = (pd.concat(frames, ignore_index=True) for frames in zip(*parts, strict=True))
    documents = pd.DataFrame(
        [
            {"document_id": f"a-2016-{each}", "work_id": "a-2016", "language": each, "text": "full"}
            for each in ("nl", "fr")
        ]
    )
    plans = works({"work_id": "a-2016"})
    return blocks, passages, documents, plans


def test_every_sentence_has_its_page_and_the_words_that_say_so(read):
    blocks, passages, documents, plans = read
    found = commitment.commitments(passages, blocks, documents, plans)
    assert len(found) == 20 + 12
    first = found[found["passage_id"] == "a-2016-nl-0"]
    assert list(first["modality"]) == ["obligation", "none", "commitment", "commitment", "commitment"]
    assert list(first["bullet"]) == [False, False, False, True, True]
    assert list(first["evidence"].iloc[0]) == ["obligation: moet"]
    assert set(found.loc[found["passage_id"] == "a-2016-fr-3", "page"]) == {4}
    assert list(found["evidence"].iloc[0]) == ["obligation: doit", "information: enregistrer"]


def test_the_order_of_rows_changes_nothing(read):
    blocks, passages, documents, plans = read
    found = commitment.commitments(passages, blocks, documents, plans)
    other = commitment.commitments(passages.iloc[::-1], blocks.sample(frac=1, random_state=1), documents, plans)
    pd.testing.assert_frame_equal(found, other)


def test_a_plan_in_two_languages_counts_once(read):
    blocks, passages, documents, plans = read
    said = commitment.commitments(passages, blocks, documents, plans)
    assignments = pd.DataFrame({"passage_id": passages["passage_id"], "theme_id": "T01"})
    found = commitment.commitment(said, passages, assignments, documents, plans, CompareSettings())
    whole = found[(found["scope"] == "work") & (found["value"] == "obligation")].iloc[0]
    assert whole["share"] == pytest.approx((6 / 20 + 6 / 12) / 2)
    assert (whole["n_said"], whole["n_sentences"]) == (12, 32)
    assert whole["share_low"] <= whole["share"] <= whole["share_high"]
    parts = found[(found["scope"] == "work") & (found["aspect"] == "modality")]
    assert parts["share"].sum() == pytest.approx(1)
    nothing = found[(found["scope"] == "work") & (found["value"] == "repression")].iloc[0]
    assert nothing["share"] == 0
    assert 0 < nothing["share_high"] < 1


def test_a_theme_in_too_few_sections_has_no_interval(read):
    blocks, passages, documents, plans = read
    said = commitment.commitments(passages, blocks, documents, plans)
    themes = ["T02" if each.endswith("0") else "T01" for each in passages["passage_id"]]
    assignments = pd.DataFrame({"passage_id": passages["passage_id"], "theme_id": themes})
    found = commitment.commitment(said, passages, assignments, documents, plans, CompareSettings())
    rare = found[(found["theme_id"] == "T02") & (found["value"] == "obligation")].iloc[0]
    assert (rare["share_low"], rare["share_high"]) == (0, 1)


def test_follow_up_leads_to_the_sentence_and_its_page(read):
    blocks, passages, documents, plans = read
    found = commitment.follow_up(commitment.commitments(passages, blocks, documents, plans))
    assert list(found["subject"]) == ["evaluation", "means"]
    assert list(found["words"]) == ["evaluatie", "personeel"]
    assert list(found["page"]) == [1, 1]
    assert list(found["modality"]) == ["commitment", "commitment"]


def test_terms_are_counted_per_language_with_their_first_page(read):
    blocks, passages, documents, plans = read
    found = commitment.terms_used(commitment.commitments(passages, blocks, documents, plans), plans)
    own = found[found["concept"] == "human-trafficking"].set_index("language")
    assert own.loc["nl", "said"] == "mensenhandel"
    assert own.loc["nl", "n"] == 6
    assert own.loc["fr", "said"] == "traite des êtres humains"
    assert own.loc["nl", "per_thousand"] == pytest.approx(1000 * 6 / 20)
    assert list(own["first_page"]) == [1, 1]


def test_a_treaty_is_no_trafficking():
    assert [each.concept for each in commitment.wording.uses("Le traité de Prüm.", "fr")] == []


def test_language_versions_stand_side_by_side_by_twin_section(read):
    blocks, passages, documents, plans = read
    said = commitment.commitments(passages, blocks, documents, plans)
    found = commitment.versions(said, passages, documents, plans, CompareSettings())
    whole, *twins = found.to_dict("records")
    assert (whole["language_a"], whole["language_b"], whole["section"]) == ("fr", "nl", 0)
    assert whole["binding"] == pytest.approx(6 / 12 - 9 / 20)
    assert whole["binding_low"] <= whole["binding"] <= whole["binding_high"]
    assert "human-trafficking" in whole["concepts_both"]
    assert len(twins) == 6
    assert (twins[0]["heading_a"], twins[0]["heading_b"]) == ("Partie 0", "Deel 0")
    assert twins[0]["share_b"] > twins[0]["share_a"]


def test_the_chart_says_in_words_what_it_shows(read):
    blocks, passages, documents, plans = read
    said = commitment.commitments(passages, blocks, documents, plans)
    assignments = pd.DataFrame({"passage_id": passages["passage_id"], "theme_id": "T01"})
    found = commitment.commitment(said, passages, assignments, documents, plans, CompareSettings())
    for language, word in (("nl", "engageren"), ("fr", "engagent"), ("en", "commit")):
        chart = plot.commitment(found, None, plans, language)
        assert word in plot.alt_text(chart)
        assert "A 2016-2019" in plot.alt_text(chart)


def test_no_text_gives_empty_tables(read):
    _, _, documents, plans = read
    nothing = tables.empty("passages")
    said = commitment.commitments(nothing, tables.empty("blocks"), documents, plans)
    assignments = tables.empty("assignments")
    assert said.empty
    assert commitment.commitment(said, nothing, assignments, documents, plans, CompareSettings()).empty
    assert commitment.follow_up(said).empty
    assert commitment.terms_used(said, plans).empty
    assert commitment.versions(said, nothing, documents, plans, CompareSettings()).empty


def test_the_labelled_sentences_are_kept_without_their_words():
    from conftest import ROOT

    rows = pd.read_csv(ROOT / "tests" / "commitment" / "sentences.csv", keep_default_na=False)
    assert len(rows) >= 400
    assert set(rows["language"]) == {"nl", "fr", "en"}
    assert rows["sentence_sha256"].str.fullmatch("[0-9a-f]{64}").all()
    assert rows["sentence_sha256"].is_unique
    assert "said" not in rows
    again = pd.read_csv(ROOT / "tests" / "commitment" / "second_reader.csv", keep_default_na=False)
    assert len(again) == 100
    assert set(again["sentence_sha256"]) <= set(rows["sentence_sha256"])
    assert "said" not in again


@pytest.mark.parametrize(
    ("language", "sentence", "arranged"),
    [
        ("nl", "Alle indicatoren wijzen op meer misbruik.", False),
        ("nl", "De inspectie krijgt een brochure ‘indicatoren mensenhandel’.", False),
        ("nl", "De voortgang wordt gemeten met drie indicatoren.", True),
        ("nl", "De doelstelling was het aantal doden met 50 % te verminderen tegen 2030.", True),
        ("nl", "Het aantal doden daalde met 50 %.", False),
        ("nl", "Tegen eind 2030 zal elke zone een meldpunt hebben.", True),
        ("fr", "Les communes s’engagent à nettoyer la rue dans les deux jours.", True),
        ("fr", "Tous les indicateurs sont au rouge.", False),
        ("en", "Progress is measured by two indicators.", True),
    ],
)
def test_an_indicator_measures_and_a_target_has_a_figure_or_a_term(language, sentence, arranged):
    assert commitment.reading(sentence, language).indicator == arranged


@pytest.mark.parametrize(
    ("language", "sentence", "arrangements"),
    [
        ("nl", "Bendes rekruteren minderjarigen op sociale media.", ()),
        ("nl", "De zone rekruteert twintig inspecteurs.", ("means",)),
        ("nl", "De financiering van terrorisme verloopt met cryptomunten.", ()),
        ("nl", "De financiering van de strijd tegen terrorisme stijgt.", ("means",)),
        ("nl", "Er vallen 56 doden per miljoen inwoners.", ()),
        ("nl", "Voor camera’s wordt drie miljoen euro uitgetrokken.", ("means",)),
        ("nl", "Aanslagen met low cost middelen nemen toe.", ()),
        ("nl", "In de Veiligheidsmonitor 2018 gaf een op de vijf dat aan.", ()),
        ("fr", "Les gangs recrutent des mineurs.", ()),
        ("fr", "La police locale recrute des agents.", ("means",)),
        ("en", "Terrorist financing is rising.", ()),
        ("en", "Funding for the fight against terrorism is rising.", ("means",)),
    ],
)
def test_what_offenders_pay_or_recruit_and_what_a_survey_counts_is_not_arranged(language, sentence, arrangements):
    assert commitment.reading(sentence, language).arrangements == arrangements
