"""Claims: worded no more strongly than their figures, walked back to words, in three languages."""

from __future__ import annotations

import copy
import json
import re
import string
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
import told
from hypothesis import given, settings
from hypothesis import strategies as st
from making import write

import kentering as kt
from kentering import claims as cl
from kentering import tables
from kentering.claims import facts as facts_module
from kentering.claims.spoken import spoken
from kentering.claims.voice import Phrase, shortened, tidied
from kentering.corpus import new
from kentering.errors import InputError
from kentering.plot import wording

LANGUAGES = ("nl", "fr", "en")
PACKAGE = Path(cl.__file__).parent
ROSE = {"nl": "steeg", "fr": "a augmenté", "en": "rose"}
FELL = {"nl": "daalde", "fr": "a diminué", "en": "fell"}


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return told.study(tmp_path_factory.mktemp("twee"))


@pytest.fixture(scope="module")
def real(built_example):
    return kt.open(built_example)


def words(language):
    return wording.flat(tomllib.loads((PACKAGE / f"{language}.toml").read_text("utf-8")))


def gaps(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def sentences(study, language):
    speaker = cl.voice(study, language)
    return {claim.claim_id: speaker.sentence(claim) for claim in cl.claims(study)}


def of_kind(study, *kinds):
    return [claim for claim in cl.claims(study) if claim.kind.startswith(kinds)]


def test_every_sentence_exists_in_three_languages_with_the_same_gaps():
    dutch = words("nl")
    spelled = {f"number.{n}" for n in range(13, 21)}  # English does not spell numbers so far
    for language in ("fr", "en"):
        other = words(language)
        assert set(other) == set(dutch) - (spelled if language == "en" else set())
        dutch = {key: said for key, said in dutch.items() if key in other}
        assert {key for key in dutch if gaps(dutch[key]) != gaps(other[key]) and not key.endswith(".one")} == set()


def test_a_theme_rose_only_where_the_shift_is_sure_and_the_theme_is_stable(study):
    for language in LANGUAGES:
        said = sentences(study, language)
        assert ROSE[language] in said["words/a-2016>a-2022/T01"]
        unstable = said["words/a-2016>a-2022/T03"]
        assert ROSE[language] not in unstable.split()
        assert "words-open/a-2016>a-2022" in said
    assert "is niet bekend: het interval" in sentences(study, "nl")["words/a-2016>a-2022/T02"]


@settings(max_examples=40)
@given(
    verdict=st.sampled_from(("shifted", "equivalent", "inconclusive")),
    stability=st.floats(0, 1),
    change=st.floats(-0.4, 0.4).filter(lambda each: abs(each) > 1e-6),
    text=st.sampled_from(("full", "summary", "digest")),
)
def test_no_figure_makes_a_sentence_stronger_than_it_may_be(study, verdict, stability, change, text):
    one = copy.copy(study)
    one.themes = study.themes.assign(stability=stability)
    row = study.shifts[study.shifts["theme_id"] == "T01"].head(1)
    one.shifts = row.assign(verdict=verdict, change=change, text=text)
    found = list(spoken(facts_module.Facts(one)))
    sure = verdict == "shifted" and text == "full" and stability >= one.settings.compare.stability
    for language in LANGUAGES:
        said = " ".join(cl.voice(one, language).sentence(claim) for claim in found).replace(".", " ").split(" ")
        joined = " ".join(said)
        assert (ROSE[language] in joined) == (sure and change > 0)
        assert (FELL[language] in joined) == (sure and change < 0)
    assert text == "full" or not found


def test_digests_carry_no_claim_on_words(real):
    assert of_kind(real, "rose", "fell", "equivalent", "unstable", "inconclusive", "bound") == []
    assert of_kind(real, "no_words")


def test_what_the_model_reads_is_called_probable_or_perhaps(study):
    claim = of_kind(study, "swing_")[0]
    said = {"nl": ("waarschijnlijk", "misschien"), "fr": ("probablement", "peut-être"), "en": ("probably", "perhaps")}
    low = copy.copy(study)
    low.oscillations = study.oscillations.assign(probability=0.5)
    for language, (probable, possible) in said.items():
        assert probable in cl.voice(study, language).sentence(claim)
        assert possible in cl.voice(low, language).sentence(of_kind(low, "swing_")[0])


def test_a_persons_doubt_stands_in_the_sentence(study):
    claim = of_kind(study, "status")[0]
    assert claim.certainty == "medium"
    for language, doubt in (("nl", "matige zekerheid"), ("fr", "certitude moyenne"), ("en", "medium certainty")):
        assert doubt in cl.voice(study, language).sentence(claim)


def test_a_name_from_memory_never_stands_without_that_word(real):
    memory = {"nl": "uit het geheugen", "fr": "de mémoire", "en": "from memory"}
    for language in LANGUAGES:
        speaker = cl.voice(real, language)
        for row in real.priorities.to_dict("records"):
            shown = next((each for each in (language, *LANGUAGES) if row[f"name_{each}"]), "")
            if shown == language and row[f"confidence_{language}"] == "memory":
                assert memory[language] in speaker.item(row["priority_id"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_whole_and_spelled_as_the_language_spells(real, language):
    for said in sentences(real, language).values():
        assert said.endswith("."), said
        assert said[0].isupper() or said[0].isdigit() or said[0] in "“«", said
        assert not re.search(r"[{}]|  |,,| ,| \.", said), said
        if language == "fr":
            assert not re.search(r"\b(de|à) les? |\bde (le|les) ", said), said
            assert not re.search(r"[^\s\u00a0][:;?!»]|(?<!\u00a0)»|«(?!\u00a0)", said.replace("http:", "")), said


def test_french_articles_draw_together():
    assert f"{Phrase('le PNS 2022'):de} {Phrase('la NCSI 2022'):de} {Phrase('les plans'):à}" == (
        "du PNS 2022 de la NCSI 2022 aux plans"
    )


def test_spans_are_said_in_the_units_people_think_in(study):
    dutch, french = cl.voice(study, "nl"), cl.voice(study, "fr")
    assert dutch.days(240, 240) == "ongeveer acht maanden (240 dagen)"
    assert dutch.days(937, 937) == "ongeveer 2,5 jaar (937 dagen)"
    assert french.days(1337, 1337) == "environ 3,5 ans (1\u00a0337 jours)"
    assert dutch.days(1040, 1040) == "bijna drie jaar (1.040 dagen)"
    assert dutch.days(1150, 1150) == "ruim drie jaar (1.150 dagen)"
    assert dutch.days(12, 12) == "12 dagen"
    assert french.days(731, 731) == "environ deux ans (731 jours)"
    assert dutch.days(20, 50) == "20 tot 50 dagen"
    assert dutch.days(365, 365) == "ongeveer een jaar (365 dagen)"
    assert dutch.days(730, 730) == "ongeveer twee jaar (730 dagen)"


def test_numbers_are_spelled_as_far_as_the_language_does(study):
    said = {language: [cl.voice(study, language).count(n) for n in (12, 13, 20, 21)] for language in LANGUAGES}
    assert said["nl"] == ["twaalf", "dertien", "twintig", "21"]
    assert said["fr"] == ["douze", "treize", "vingt", "21"]
    assert said["en"] == ["twelve", "13", "20", "21"]


def test_a_draft_that_a_final_plan_took_the_place_of_is_no_limit(study):
    drafted = copy.copy(study)
    drafted.works = study.works.assign(status=["draft", "final", "draft"])
    assert [claim.works for claim in cl.claims(drafted) if claim.kind == "drafts"] == [("z-2020",)]
    drafted = copy.copy(study)
    drafted.works = study.works.assign(status=["final", "draft", "draft"])
    assert [claim.works for claim in cl.claims(drafted) if claim.kind == "drafts"] == [("a-2022", "z-2020")]


def test_of_many_plans_the_last_are_counted(study):
    speaker = cl.voice(study, "nl")
    assert speaker.plans(("a-2016", "a-2022", "z-2020"), 1) == "het plan A 2016-2019 en twee andere"
    assert speaker.plans(("a-2016", "a-2022"), 1) == "het plan A 2016-2019 en 2022-2025"


def test_plans_of_one_series_are_named_once(study):
    assert cl.voice(study, "nl").plans(("a-2016", "a-2022", "z-2020")) == (
        "het plan A 2016-2019 en 2022-2025, en het plan Z 2020-2025 (ontwerp)"
    )


def test_a_long_name_is_cut_and_a_short_one_stays():
    assert shortened("Drugs") == "Drugs"
    assert shortened("woord " * 30) == "woord " * 9 + "…"


def test_a_plan_of_a_series_without_an_article_is_called_a_plan(study):
    assert cl.voice(study, "nl").plan("a-2016") == "het plan A 2016-2019"
    assert cl.voice(study, "fr").plan("a-2016") == "le plan A 2016-2019"


def test_a_theme_without_a_label_leaves_a_sentence(study):
    bare = copy.copy(study)
    bare.themes = study.themes.assign(label_nl="", label_fr="", label_en="")
    for language in LANGUAGES:
        assert "T01" in sentences(bare, language)["words/a-2016>a-2022/T01"]


def test_corpora_with_nothing_to_compare_still_say_what_is_not_known(tmp_path):
    for bare in (told.without_texts(tmp_path / "a"), told.of_one_work(tmp_path / "b")):
        found = cl.ledger(bare)["claims"]
        assert any(claim["part"] == "unknown" for claim in found)
        assert all(claim["sentence"][language] for claim in found for language in LANGUAGES)


def test_the_order_of_rows_never_matters(study, real):
    for one in (study, told.Told(**{name: getattr(real, name) for name in (*tables.TABLES, "left_out")
                                    if name not in ("labels", "multiverse") and hasattr(real, name)},
                                 name=real.name, titles=real.titles, fingerprint="", folder=real.folder,
                                 settings=real.settings)):  # fmt: skip
        turned = copy.copy(one)
        for name in tables.TABLES:
            if hasattr(one, name):
                setattr(turned, name, getattr(one, name).iloc[::-1].reset_index(drop=True))
        assert [claim.claim_id for claim in cl.claims(turned)] == [claim.claim_id for claim in cl.claims(one)]
        assert sentences(turned, "nl") == sentences(one, "nl")


def test_every_claim_of_the_example_walks_back_to_its_words(real, ledger):
    assert len(ledger["claims"]) > 50
    assert sum(g["type"] == "quotation" for claim in ledger["claims"] for g in claim["evidence"]) > 100
    assert cl.untraced(ledger, real) == []


def test_both_sides_are_heard_where_there_are_two(ledger):
    two_sided = [claim for claim in ledger["claims"] if claim["evidence"] and claim["counter_evidence"]]
    assert len(two_sided) > len(ledger["claims"]) / 3


def test_items_come_with_source_and_confidence(ledger):
    items = [g for claim in ledger["claims"] for g in claim["evidence"] if g["type"] == "item"]
    assert items
    assert all(set(g["name"]) == set(g["source"]) == set(g["confidence"]) for g in items)
    assert all(g["source"][each] for g in items for each in g["name"])


def test_a_quotation_that_was_altered_or_moved_is_found_out(real, ledger):
    for change in ({"text": "Dit staat er niet."}, {"page": 99, "page_last": 99}):
        wrong = copy.deepcopy(ledger)
        claim = next(c for c in wrong["claims"] if any(g["type"] == "quotation" for g in c["evidence"]))
        next(g for g in claim["evidence"] if g["type"] == "quotation").update(change)
        assert claim["id"] in {fault.claim_id for fault in cl.untraced(wrong, real)}


def test_a_claim_on_an_item_that_nobody_declares_is_found_out(real, ledger):
    wrong = copy.deepcopy(ledger)
    item = next(g for claim in wrong["claims"] for g in claim["evidence"] if g["type"] == "item")
    item["item"] = "nvp-1900#nothing"
    assert cl.untraced(wrong, real)


def test_commentary_is_quoted_in_brief_only(tmp_path):
    study = told.study(tmp_path, text="commentary")
    study.passages = study.passages.assign(text="woord " * 80)
    quoted = [g for c in cl.ledger(study)["claims"] for g in c["evidence"] if g["type"] == "quotation"]
    assert quoted
    assert all(g["text"].endswith(" […]") and len(g["text"].split()) == 26 for g in quoted)


def test_a_ledger_is_read_back_as_it_was_written(ledger, tmp_path):
    path = cl.write_ledger(ledger, tmp_path)
    assert cl.read_ledger(path) == json.loads(json.dumps(ledger))
    again = cl.write_ledger(ledger, tmp_path / "again")
    assert path.read_bytes() == again.read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text.replace('"weight"', '"weigth"', 1),
        lambda text: "[]",
        lambda text: text.replace("kentering claims 1", "kentering claims 99"),
        lambda text: "\x00\xff",
    ],
)
def test_a_damaged_ledger_is_refused_with_a_way_out(ledger, tmp_path, damage):
    path = cl.write_ledger(ledger, tmp_path)
    path.write_bytes(damage(path.read_text("utf-8")).encode("latin-1", "replace"))
    with pytest.raises(InputError) as caught:
        cl.read_ledger(path)
    assert "claims.json" in caught.value.message
    assert "report" in caught.value.hint


def test_a_ledger_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(InputError, match=r"no claims\.json"):
        cl.read_ledger(tmp_path / "claims.json")


def test_nothing_changed_between_a_run_and_itself(ledger):
    assert not cl.since(ledger, copy.deepcopy(ledger))


def test_what_came_went_and_moved_since_is_told(study):
    then = cl.ledger(study)
    later = copy.copy(study)
    later.lags = study.lags.assign(gap_days=study.lags["gap_days"] * 2, gap_most=study.lags["gap_most"] * 2)
    later.oscillations = study.oscillations.head(0)
    found = cl.since(then, cl.ledger(later))
    assert [moved.claim_id for moved in found.moved] == ["gap/a-2016>a-2022"]
    assert "12" in found.moved[0].figures
    assert "24" in found.moved[0].figures
    assert [claim for claim, _ in found.gone] == [c["id"] for c in then["claims"] if c["kind"].startswith("swing")]
    assert found.added == []
    assert cl.since(cl.ledger(later), then).added == found.gone


def test_a_claim_on_other_evidence_is_told_apart(study):
    then = cl.ledger(study)
    now = copy.deepcopy(then)
    claim = next(each for each in now["claims"] if each["evidence"])
    claim["evidence"] = claim["evidence"][:-1]
    assert cl.since(then, now).grounds == [claim["id"]]


def test_the_weightiest_are_chosen_and_not_ten_of_one_kind(real):
    found = cl.claims(real)
    picked = [claim for claim, _ in cl.chosen(found, real.works)]
    assert {claim.part for claim in picked} >= {"changed", "held", "followed", "unknown"}
    assert not any(claim.strength == "possible" for claim in picked)
    kinds = [claim.kind for claim in picked]
    assert max(kinds.count(kind) for kind in kinds) <= 4
    told_twice = [each for part in cl.PARTS for rows in cl.paragraphs(part, [c for c in picked if c.part == part])
                  for each in rows]  # fmt: skip
    assert sorted(c.claim_id for c in told_twice) == sorted(c.claim_id for c in picked)


def test_a_dropped_kind_of_claim_leaves_room_for_the_next(real):
    found = cl.claims(real)
    first = cl.chosen(found, real.works)[0][0]
    rest = [claim for claim in found if claim != first]
    assert first not in [claim for claim, _ in cl.chosen(rest, real.works)]
    heavier = [replace(claim, weight=99.0) if claim == rest[-1] else claim for claim in rest]
    assert cl.chosen(heavier, real.works)[0][0].claim_id == rest[-1].claim_id


def test_blanks_of_french_do_not_break():
    assert tidied("trois points : « Drogues » ; oui", "fr") == ("Trois points\u00a0: «\u00a0Drogues\u00a0»\u00a0; oui")


@pytest.mark.parametrize(
    ("name", "bare"), [("La sécurité routière", "sécurité routière"), ("l’eau", "eau"), ("De straat", "straat")]
)
def test_an_article_in_front_does_not_make_another_heading(name, bare):
    assert facts_module._bare(name) == bare


def test_a_heading_that_differs_in_one_language_is_another(study):
    facts = facts_module.Facts(study)
    first, second = list(facts.items)[:2]
    names = {"name_nl": "Verkeer", "name_fr": "la circulation", "name_en": ""}
    facts.items[first], facts.items[second] = names, names | {"name_fr": "circulation", "name_en": "Traffic"}
    assert facts.same_heading(first, second)
    facts.items[second] = names | {"name_fr": "roulage"}
    assert not facts.same_heading(first, second)


def test_what_became_of_two_lists_counts_each_item_once(real):
    facts = facts_module.Facts(real)
    told = of_kind(real, "fates")
    assert told
    for claim in told:
        assert claim.statistic.value <= sum(len(facts.tops(work)) for work in claim.works), claim.claim_id


def test_a_plan_is_held_against_the_plans_of_its_own_years(real):
    beside = {claim.claim_id: set(claim.works) for claim in of_kind(real, "reaction")}
    same_day = {"kiv-2016", "nvp-2016"}
    answered = {
        plan: {high for works in beside.values() if plan in works for high in works if high.startswith("eu-201")}
        for plan in same_day
    }
    assert answered["kiv-2016"] & answered["nvp-2016"] == {"eu-2014", "eu-2018"}


def test_what_became_of_items_adds_up_to_both_lists(real):
    tops = real.priorities[real.priorities["parent_id"] == ""].groupby("work_id").size()
    found = of_kind(real, "fates")
    assert len(found) > 5
    for claim in found:
        sums = [sum(gap.n for _, inner in claim.gaps[side].parts for _, gap in inner) for side in ("fates", "later")]
        assert sums == [tops[work] for work in claim.works], claim.claim_id


def test_what_is_only_related_does_not_return(real):
    changes = real.changes
    for claim in of_kind(real, "kept"):
        rows = changes[(changes["from_work"] == claim.works[0]) & (changes["to_work"] == claim.works[1])]
        tied = rows[~rows["kind"].isin(["related", "unknown", "new", "dropped"])]
        kept = {item for ids in tied["from_ids"] for item in ids}
        for item in claim.evidence.items:
            if item.startswith(f"{claim.works[0]}#"):
                assert any(each == item or each.startswith(f"{item}/") for each in kept), item


LISTS = {
    "a-2016": ["Drugs", "Cybercriminaliteit", "Terrorisme"],
    "y-2016": ["Drugs", "Xyzzy kwelle", "Plugh brolle", "Groene giraf"],
    "z-2016": ["Cybercriminaliteit", "Xyzzy snorre", "Plugh drimme", "Blauwe olifant"],
}


def of_plans(folder, *rows):
    """A study of plans of whole lists without items."""
    new(folder)
    known = tables.columns("works")
    write(folder / "works.csv", [{key: row.get(key, "") for key in known} for row in rows])
    return kt.open(folder)


def a_plan(series, level, start, end, adopted):
    cells = {"work_id": f"{series.lower()}-{start}", "family": series, "series": series, "level": level}
    cells |= {"cycle": f"{start}-{end}", "cycle_start": str(start), "cycle_end": str(end), "adopted": adopted}
    return cells | {"status": "final", "complete": "true"}


def test_a_plan_is_held_against_the_plan_of_most_of_its_years_though_only_a_month_is_known(tmp_path):
    plans = [a_plan("H", "federal", 2019, 2022, "2018-11"), a_plan("H", "federal", 2023, 2026, "2022-12-01")]
    opened = of_plans(tmp_path / "c", *plans, a_plan("L", "regional", 2019, 2023, "2019-02-14"))
    assert [cl.voice(opened, "en").sentence(claim) for claim in of_kind(opened, "reaction")] == [
        "Between the plan H and the plan L one distance is known: the plan L 2019-2023 came about two to three months "
        "(between 76 and 105 days) after the plan H 2019-2022."
    ]


def test_what_is_so_each_time_is_said_only_where_no_plan_is_left_out(tmp_path):
    higher = [a_plan("H", "federal", start, start + 3, f"{start - 1}-12-01") for start in (2014, 2018, 2022)]
    lower = [a_plan("L", "regional", start, start + 3, f"{start}-03-01") for start in (2014, 2018, 2022)]
    opened = of_plans(tmp_path / "whole", *higher, *lower)
    assert [claim.kind for claim in of_kind(opened, "reaction")] == ["reaction_after"]
    lower[1]["adopted"] = ""
    opened = of_plans(tmp_path / "one-unknown", *higher, *lower)
    assert [claim.kind for claim in of_kind(opened, "reaction")] == ["reaction"]
    lower[1]["adopted"] = "2017"
    opened = of_plans(tmp_path / "very-unclear", *higher, *lower)
    said = next(cl.voice(opened, "en").sentence(claim) for claim in of_kind(opened, "reaction"))
    assert said.startswith("Between the plan H and the plan L these distances are known")
    assert (
        "the plan L 2018-2021 came somewhere between about eleven months (334 days) before and 30 days after " in said
    )


def test_a_draft_with_a_date_is_not_held_against_what_it_followed(tmp_path):
    plans = [a_plan("H", "federal", 2014, 2017, "2014-02-01"), a_plan("L", "regional", 2014, 2017, "2014-05-01")]
    assert of_kind(of_plans(tmp_path / "final", *plans), "reaction")
    plans[1]["status"] = "draft"
    assert not of_kind(of_plans(tmp_path / "draft", *plans), "reaction")


def test_a_series_may_wait_for_another_of_its_own_level(tmp_path):
    first = [a_plan("H", "federal", start, start + 3, f"{start}-02-01") for start in (2014, 2018)]
    second = [a_plan("L", "federal", start, start + 3, f"{start}-05-01") for start in (2014, 2018)]
    opened = of_plans(tmp_path / "later", *first, *second)
    assert [claim.kind for claim in of_kind(opened, "reaction", "same_day")] == ["reaction_after"]
    second[0]["adopted"] = "2014-02-01"
    opened = of_plans(tmp_path / "once", *first, *second)
    assert [claim.kind for claim in of_kind(opened, "reaction", "same_day")] == ["reaction_mixed"]
    second[1]["adopted"] = "2018-02-01"
    opened = of_plans(tmp_path / "twice", *first, *second)
    assert [claim.kind for claim in of_kind(opened, "reaction", "same_day")] == ["same_day"]


def test_sentences_on_zones_count_the_whole_list_and_every_zone(tmp_path):
    new(tmp_path / "zones")
    works, items = [], []
    for work, names in LISTS.items():
        level = "federal" if work.startswith("a") else "local"
        works.append({"work_id": work, "family": work[0], "series": work[0], "level": level, "cycle": "2016-2019"})
        works[-1] |= {"cycle_start": "2016", "cycle_end": "2019", "status": "final", "complete": "true"}
        for place, name in enumerate(names, start=1):
            item = {"priority_id": f"{work}#{place}", "work_id": work, "kind": "priority", "position": str(place)}
            items.append(item | {"name_nl": name, "source_nl": "made", "confidence_nl": "printed", "origin": "person"})
    for name, rows in {"works": works, "priorities": items}.items():
        known = tables.columns(name)
        write(tmp_path / "zones" / f"{name}.csv", [{key: row.get(key, "") for key in known} for row in rows])
    opened = kt.open(tmp_path / "zones")
    said = [cl.voice(opened, "nl").sentence(claim) for claim in of_kind(opened, "zones")]
    assert said == [
        "In de twee onderzochte lokale plannen van 2016-2019 samen is er volgens het model voor twee van de drie "
        "punten van het plan a 2016-2019 (“Drugs” en “Cybercriminaliteit”) een gelijk of verwant punt; over één punt "
        "van het plan a 2016-2019 valt niets te zeggen."
    ]


@pytest.mark.parametrize(
    ("spans", "kind"),
    [
        ([(0, 0), (-9, -3)], "reaction"),
        ([(4, 9), (-9, -3)], "reaction_mixed"),
        ([(4, 9), (0, 0)], "reaction_mixed"),
        ([(4, 9), (2, 2)], "reaction_after"),
        ([(-4, -1), (-2, -2)], "reaction_before"),
    ],
)
def test_what_never_comes_after_is_not_said_not_always_to_come_after(spans, kind):
    from kentering.claims.reactions import _reaction, _Span

    assert _reaction([_Span(str(place), *span) for place, span in enumerate(spans)], whole=True) == kind
