from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from invented import Texts, documents, links, priorities, works

from kentering import corpus, match
from kentering.errors import InputError
from kentering.match.caveats import unlike_grain
from kentering.match.names import named
from kentering.match.phrasing import PHRASING, phrasing
from kentering.match.ties import declared
from kentering.match.web import web
from kentering.settings import MatchSettings
from kentering.words.thesaurus import thesaurus

SETTINGS = MatchSettings()
TWO = works({"work_id": "a-2016"}, {"work_id": "a-2022", "cycle": "2022-2025"})


def fates(changes: pd.DataFrame) -> set[tuple[str, str, str]]:
    rows = zip(changes["from_ids"], changes["kind"], changes["to_ids"], strict=True)
    return {(" ".join(before), kind, " ".join(after)) for before, kind, after in rows}


def test_a_link_to_an_item_that_does_not_exist_names_its_row():
    items = priorities("a-2016#drugs", "a-2022#drugs")
    given = links(("a-2016#drugs", "a-2022#drugs", "same", "high"), ("a-2016#drugs", "a-2022#drug", "same", "high"))
    with pytest.raises(InputError, match=r"row 3.*a-2022#drug.*did you mean a-2022#drugs"):
        match.links(given, items)


def test_a_link_twice_or_inside_one_plan_or_without_certainty_is_a_fault():
    items = priorities("a-2016#x", "a-2016#y", "a-2022#x")
    with pytest.raises(InputError, match="stands twice"):
        match.links(links(*[("a-2016#x", "a-2022#x", "same", "high")] * 2), items)
    with pytest.raises(InputError, match="stand in one plan"):
        match.links(links(("a-2016#x", "a-2016#y", "same", "high")), items)
    with pytest.raises(InputError, match="without certainty"):
        match.links(links(("a-2016#x", "a-2022#x", "same", "")), items)


def test_a_persons_link_overrides_the_models_and_both_stay():
    items = priorities("a-2016#x", "a-2022#y")
    given = links(("a-2016#x", "a-2022#y", "same", 0.99), ("a-2016#x", "a-2022#y", "narrower", "high"))
    kept = match.links(given, items)
    assert kept["origin"].tolist() == ["person", "model"]
    assert fates(match.changes(match.Stated(kept, items, TWO, SETTINGS))) == {("a-2016#x", "narrower", "a-2022#y")}


def test_a_persons_doubt_overrides_a_sure_model():
    items = priorities("a-2016#x", "a-2022#y")
    given = links(("a-2016#x", "a-2022#y", "same", 0.99), ("a-2016#x", "a-2022#y", "same", "low"))
    changes = match.changes(match.Stated(match.links(given, items), items, TWO, SETTINGS))
    assert set(changes["kind"]) == {"unknown"}


def test_a_model_link_counts_from_its_threshold_on():
    items = priorities("a-2016#x", "a-2022#y")
    changes = match.changes(match.Stated(links(("a-2016#x", "a-2022#y", "renamed", 0.95)), items, TWO, SETTINGS))
    assert changes[["kind", "origin"]].to_numpy().tolist() == [["renamed", "model"]]
    weak = match.changes(match.Stated(links(("a-2016#x", "a-2022#y", "renamed", 0.2)), items, TWO, SETTINGS))
    assert set(weak["kind"]) == {"unknown"}


def test_one_item_that_became_two_is_one_split_and_two_that_became_one_are_one_merger():
    items = priorities("a-2016#trade", "a-2016#p", "a-2016#q", "a-2022#smuggling", "a-2022#trafficking", "a-2022#pq")
    given = links(
        ("a-2016#trade", "a-2022#smuggling", "split", "high"),
        ("a-2016#trade", "a-2022#trafficking", "split", "medium"),
        ("a-2016#p", "a-2022#pq", "merged", "high"),
        ("a-2016#q", "a-2022#pq", "merged", "high"),
    )
    changes = match.changes(match.Stated(given, items, TWO, SETTINGS))
    assert fates(changes) == {
        ("a-2016#trade", "split", "a-2022#smuggling a-2022#trafficking"),
        ("a-2016#p a-2016#q", "merged", "a-2022#pq"),
    }
    assert changes.set_index("kind")["certainty"].to_dict() == {"split": "medium", "merged": "high"}


def test_new_and_dropped_need_a_complete_list():
    items = priorities("a-2016#x", "a-2016#gone", "a-2022#x", "a-2022#fresh")
    given = links(("a-2016#x", "a-2022#x", "renamed", "high"))
    tied = ("a-2016#x", "renamed", "a-2022#x")
    both = match.changes(match.Stated(given, items, TWO, SETTINGS))
    assert fates(both) == {tied, ("a-2016#gone", "dropped", ""), ("", "new", "a-2022#fresh")}
    later_open = TWO.assign(complete=[True, False])
    assert fates(match.changes(match.Stated(given, items, later_open, SETTINGS))) == {
        tied,
        ("a-2016#gone", "unknown", ""),
        ("", "new", "a-2022#fresh"),
    }
    earlier_open = TWO.assign(complete=[False, True])
    assert fates(match.changes(match.Stated(given, items, earlier_open, SETTINGS))) == {
        tied,
        ("a-2016#gone", "dropped", ""),
        ("", "unknown", "a-2022#fresh"),
    }


def test_lists_that_nobody_compared_have_nothing_new_and_nothing_dropped():
    items = priorities("a-2016#x", "a-2016#y", "a-2022#x", "a-2022#z", a_2016_x="Drugs", a_2022_x="drugs.")
    changes = match.changes(match.Stated(links(), items, TWO, SETTINGS))
    assert fates(changes) == {
        ("a-2016#x", "same", "a-2022#x"),
        ("a-2016#y", "unknown", ""),
        ("", "unknown", "a-2022#z"),
    }
    assert not len(match.coverage(match.Stated(links(), items, TWO, SETTINGS)))


def test_links_of_low_certainty_do_not_count_and_make_an_item_unknown():
    items = priorities("a-2016#x", "a-2022#x", "a-2016#y", "a-2022#y")
    given = links(("a-2016#x", "a-2022#x", "same", "low"), ("a-2016#y", "a-2022#y", "same", "high"))
    changes = match.changes(match.Stated(given, items, TWO, SETTINGS))
    assert ("a-2016#x", "unknown", "") in fates(changes)
    assert "dropped" not in set(changes["kind"])
    assert changes.loc[changes["kind"] == "unknown", "evidence"].str.contains("too uncertain").all()
    coverage = match.coverage(match.Stated(given, items, TWO, SETTINGS))
    assert coverage["coverage"].tolist() == [0.5, 0.5]
    generous = match.coverage(match.Stated(given, items, TWO, MatchSettings(certainty="low")))
    assert generous["coverage"].tolist() == [1.0, 1.0]


def test_a_persons_relation_wins_over_an_equal_name():
    items = priorities("a-2016#x", "a-2022#x", a_2016_x="Geweld & overlast", a_2022_x="geweld en overlast")
    assert fates(match.changes(match.Stated(links(), items, TWO, SETTINGS))) == {("a-2016#x", "same", "a-2022#x")}
    given = links(("a-2016#x", "a-2022#x", "broader", "high"))
    assert fates(match.changes(match.Stated(given, items, TWO, SETTINGS))) == {("a-2016#x", "broader", "a-2022#x")}


def test_a_part_speaks_for_its_top_level_item():
    items = priorities("a-2016#x", "a-2016#x/part", "a-2022#y", "a-2022#y/part")
    given = links(("a-2016#x/part", "a-2022#y/part", "renamed", "high"))
    changes = match.changes(match.Stated(given, items, TWO, SETTINGS))
    assert fates(changes) == {("a-2016#x/part", "renamed", "a-2022#y/part")}
    coverage = match.coverage(match.Stated(given, items, TWO, SETTINGS))
    assert coverage[["n_declared", "n_covered"]].to_numpy().tolist() == [[1, 1], [1, 1]]
    assert "1 found through a part only" in coverage.loc[0, "note"]


def test_between_two_series_nothing_is_new_or_dropped():
    two = works({"work_id": "eu-2014", "series": "EU", "level": "eu"}, {"work_id": "a-2016"})
    items = priorities("eu-2014#x", "eu-2014#y", "a-2016#x", "a-2016#z")
    given = links(("eu-2014#x", "a-2016#x", "same", "high"))
    assert fates(match.changes(match.Stated(given, items, two, SETTINGS))) == {("eu-2014#x", "same", "a-2016#x")}
    coverage = match.coverage(match.Stated(given, items, two, SETTINGS))
    assert coverage.loc[0, ["uncovered", "only_in_to"]].tolist() == [["eu-2014#y"], ["a-2016#z"]]


def test_the_higher_level_comes_first_whatever_way_the_link_was_written():
    two = works({"work_id": "zone", "series": "Z", "level": "local"}, {"work_id": "a-2016"})
    items = priorities("zone#burglary", "a-2016#property")
    given = links(("zone#burglary", "a-2016#property", "broader", "high"))
    assert fates(match.changes(match.Stated(given, items, two, SETTINGS))) == {
        ("a-2016#property", "narrower", "zone#burglary")
    }


def test_unequal_grain_and_open_lists_are_said():
    two = works({"work_id": "k", "series": "K", "complete": False}, {"work_id": "n", "series": "N"})
    items = priorities("k#1", *(f"n#{number}" for number in range(6)))
    note = match.coverage(match.Stated(links(("k#1", "n#1", "narrower", "high")), items, two, SETTINGS)).loc[0, "note"]
    assert "unequal grain: 1 priority against 6 priorities" in note
    assert "the list of k is not complete" in note


def test_row_order_does_not_matter():
    items = priorities("a-2016#x", "a-2016#y", "a-2022#x", "a-2022#z")
    given = links(("a-2016#x", "a-2022#x", "same", "high"), ("a-2016#y", "a-2022#z", "related", "medium"))
    turned = [frame.iloc[::-1].reset_index(drop=True) for frame in (given, items, TWO)]
    for stage in (match.changes, match.coverage):
        straight = stage(match.Stated(match.links(given, items), items, TWO, SETTINGS))
        back = stage(match.Stated(match.links(turned[0], turned[1]), turned[1], turned[2], SETTINGS))
        pd.testing.assert_frame_equal(straight, back)


def test_no_stage_changes_its_callers_tables():
    items = priorities("a-2016#x", "a-2022#x")
    given = links(("a-2016#x", "a-2022#x", "same", "high"))
    copies = given.copy(deep=True), items.copy(deep=True), TWO.copy(deep=True)
    match.changes(match.Stated(match.links(given, items), items, TWO, SETTINGS))
    for before, after in zip(copies, (given, items, TWO), strict=True):
        pd.testing.assert_frame_equal(before, after)


@pytest.fixture(scope="module")
def national(example):
    given = corpus.corpus(example)
    found = match.links(given.links, given.priorities)
    changes = match.changes(match.Stated(found, given.priorities, given.works, SETTINGS))
    pair = (changes["from_work"] == "nvp-2016") & (changes["to_work"] == "nvp-2022")
    return fates(changes[pair])


def test_the_national_plan_of_2022_split_three_clusters_of_2016(national):
    splits = {before: after.split() for before, kind, after in national if kind == "split"}
    assert splits == {
        "nvp-2016#smokkel-handel": ["nvp-2022#migratie-smokkel", "nvp-2022#mensenhandel"],
        "nvp-2016#fraude": ["nvp-2022#fiscaal", "nvp-2022#sociale-fraude"],
        "nvp-2016#geweld": ["nvp-2022#integriteit", "nvp-2022#ifg-seksueel"],
    }


def test_the_national_plan_of_2022_has_two_new_top_level_items_and_drops_none(national):
    assert {after for _, kind, after in national if kind == "new"} == {"nvp-2022#t-grens", "nvp-2022#ihr"}
    assert not [before for before, kind, _ in national if kind == "dropped"]
    assert ("nvp-2016#t-groepen", "unknown", "") in national


def test_dimensions_of_2022_drop_no_cluster_of_2016_since_their_list_is_not_whole(example):
    given = corpus.corpus(example)
    changes = match.changes(
        match.Stated(match.links(given.links, given.priorities), given.priorities, given.works, SETTINGS)
    )
    pair = changes[(changes["from_work"] == "kiv-2016") & (changes["to_work"] == "kiv-2022")]
    assert "dropped" not in set(pair["kind"])
    assert (pair["kind"] == "broader").sum() == 4


@pytest.fixture(scope="module")
def real():
    return corpus.corpus(Path(__file__).parents[1] / "corpora" / "belgian-security")


def by_model(real, *pairs):
    found = match.judged(real.priorities, real.works, pairs, SETTINGS)
    found = found[found["probability"] >= SETTINGS.probability]
    return set(zip(found["from_id"], found["to_id"], strict=True)), found


def test_without_any_person_the_model_finds_fraud_of_2016_again_in_2026(real):
    ends, found = by_model(real, ("nvp-2016", "nvp-2026"))
    row = found[(found["from_id"] == "nvp-2016#fraude") & (found["to_id"] == "nvp-2026#fraude")]
    assert row["relation"].tolist() == ["same"]
    assert ("nvp-2016#verkeer", "nvp-2026#verkeer") in ends


def test_without_any_person_the_dimensions_survive_their_new_numbers(real):
    keys = ("persoonsgebonden", "maatschappelijk", "economisch", "ecologisch", "publieke-ruimte", "digitaal")
    ends, _ = by_model(real, ("kiv-2022", "kiv-2026"))
    assert {(f"kiv-2022#{key}", f"kiv-2026#{key}") for key in keys} <= ends


def test_terrorism_is_in_every_national_plan_since_2004_and_in_no_european_list(real):
    items = named(real.priorities)
    column = items.own[:, thesaurus().ids.index("terrorism")]
    holding = {str(work) for work, held in zip(items.works, column, strict=True) if held}
    series = real.works.set_index("work_id")["series"]
    listed = {str(each) for each in items.works}
    assert {work for work in listed if series[work] == "NVP" and work != "nvp-2003"} <= holding
    assert not {work for work in holding if str(work).startswith("eu-")}


def test_the_model_reads_lists_without_a_language_in_common():
    two = works({"work_id": "eu", "series": "EU", "level": "eu"}, {"work_id": "a-2016"})
    items = priorities(
        "eu#1", "eu#2", "a-2016#1", "a-2016#2", a_2016_1="Vuurwapenzwendel", a_2016_2="Verkeersveiligheid"
    )
    english = items.assign(
        name_en=["Trafficking in firearms", "Money laundering", "", ""], name_nl=["", "", *items["name_nl"][2:]]
    )
    found = match.between(("eu", "a-2016"), links(), english, two, SETTINGS)
    assert found.links[["from_id", "to_id"]].to_numpy().tolist() == [["eu#1", "a-2016#1"]]
    assert found.dropped == ["eu#2"]
    assert found.new == ["a-2016#2"]


def test_two_plans_may_be_compared_either_way_round(real):
    given = (real.links, real.priorities, real.works, SETTINGS)
    there = match.between(("nvp-2022", "nvp-2026"), *given)
    back = match.between(("nvp-2026", "nvp-2022"), *given)
    assert set(zip(there.links["from_id"], there.links["to_id"], strict=True)) == set(
        zip(back.links["to_id"], back.links["from_id"], strict=True)
    )
    assert (there.new, there.dropped) == (back.dropped, back.new)
    assert any("draft" in each for each in there.warnings)


def test_where_a_person_read_two_lists_what_only_the_model_ties_does_not_count():
    items = priorities("a-2016#x", "a-2016#y", "a-2022#x", "a-2022#y")
    given = links(("a-2016#x", "a-2022#x", "same", "high"), ("a-2016#y", "a-2022#y", "same", 0.99))
    assert ("a-2016#y", "dropped", "") in fates(match.changes(match.Stated(given, items, TWO, SETTINGS)))
    little = SETTINGS.model_copy(update={"read": 0.6})
    assert ("a-2016#y", "same", "a-2022#y") in fates(match.changes(match.Stated(given, items, TWO, little)))


def test_a_list_that_is_not_whole_makes_nothing_new(real):
    found = match.between(("kiv-2022", "nvp-2026"), real.links, real.priorities, real.works, SETTINGS)
    assert found.new == []
    assert any("not complete" in each for each in found.warnings)


def test_an_unknown_work_or_one_without_a_list_is_named(real):
    given = (real.links, real.priorities, real.works, SETTINGS)
    with pytest.raises(InputError, match="no work 'nvp-206'"):
        match.between(("nvp-2022", "nvp-206"), *given)
    with pytest.raises(InputError, match="zvp-2014 declares no items"):
        match.between(("nvp-2022", "zvp-2014"), *given)


def test_a_link_counts_from_one_half_on_and_never_below_what_the_model_was_grown_with():
    told = tomllib.loads(files("kentering.match").joinpath("model.toml").read_text(encoding="utf-8"))
    assert SETTINGS.probability == 0.5 >= told["link"]["threshold"]


def test_order_articles_and_what_stands_in_brackets_make_no_other_name():
    items = named(
        priorities(
            "a-2016#1", "a-2016#2", "a-2022#1",
            a_2016_1="De mensensmokkel en mensenhandel", a_2016_2="Mensenhandel",
            a_2022_1="mensenhandel en mensensmokkel (in de havens)",
        )
    )  # fmt: skip
    rows = phrasing(items.of("a-2016"), items.of("a-2022"), np.array([[0, 0], [1, 0]]))
    table = pd.DataFrame(rows, columns=PHRASING)
    assert table["head_equal"].tolist() == [1.0, 0.0]
    assert table["head_kept_1"].tolist() == [1.0, 1.0]
    assert table["head_kept_2"].tolist() == [1.0, 0.5]


def test_a_split_shows_in_the_likely_links_around_and_a_part_is_no_second_answer():
    items = named(priorities("a-2016#x", "a-2022#y", "a-2022#y/part", "a-2022#z"))
    found = web(np.array([[0.9, 0.8, 0.7]]), 0.5, items.of("a-2016"), items.of("a-2022"))
    assert found["links_1"].tolist() == [[3.0, 3.0, 3.0]]
    assert found["links_strange_1"].tolist() == [[1.0, 1.0, 2.0]]
    assert found["likely_above_2"].tolist() == [[0.0, 0.9, 0.0]]
    assert found["rank_1"].tolist() == [[0.0, 1.0, 2.0]]


def test_lists_with_nothing_in_common_have_no_links():
    items = priorities("a-2016#x", "a-2022#y", a_2016_x="Verkeersveiligheid", a_2022_y="Corruptie")
    assert not len(match.judged(items, TWO, [("a-2016", "a-2022")], SETTINGS))


def test_one_item_that_answers_one_other_is_never_split_nor_merged(real):
    """Whatever the forest leans to: a split needs two later items, a merger two earlier ones."""
    pairs = [("nvp-2022", "nvp-2026"), ("nvp-2016", "nvp-2022"), ("eu-2018", "nvp-2022"), ("kiv-2016", "kiv-2026")]
    for pair in pairs:
        _, found = by_model(real, pair)
        ends = list(zip(found["from_id"], found["to_id"], found["relation"], strict=True))
        for a, b, relation in ends:
            if relation == "split":
                assert any(x == a and not _kin(y, b) for x, y, _ in ends)
            if relation == "merged":
                assert any(y == b and not _kin(x, a) for x, y, _ in ends)


def _kin(one, other):
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")


def test_a_name_spelt_the_same_in_two_languages_is_the_same_name():
    items = priorities("a-2016#1", "a-2022#1", a_2016_1="", a_2022_1="Drugs")
    mixed = items.assign(name_en=["Drugs", ""])
    both = named(mixed)
    table = pd.DataFrame(phrasing(both.of("a-2016"), both.of("a-2022"), np.array([[0, 0]])), columns=PHRASING)
    assert table["name_equal"].tolist() == [1.0]


def test_a_misprint_of_a_source_is_no_name_to_match_on():
    items = priorities("a-2016#1", a_2016_1="Mensenhandel").assign(variants="handel in mensen | mensensmokel [sic]")
    assert [text.text for text in named(items).texts] == ["Mensenhandel", "handel in mensen"]


def test_a_chapter_is_neither_new_nor_dropped_beside_a_list_of_priorities_alone():
    items = priorities("a-2016#x", "a-2022#x", "a-2022#fresh", "a-2022#chapter")
    items.loc[items["priority_id"] == "a-2022#chapter", "kind"] = "dimension"
    given = links(("a-2016#x", "a-2022#x", "renamed", "high"))
    changes = match.changes(match.Stated(given, items, TWO, SETTINGS))
    assert {("", "new", "a-2022#fresh"), ("", "unknown", "a-2022#chapter")} <= fates(changes)
    assert "1 dimension against 1 priority" in changes.loc[changes["kind"] == "unknown", "evidence"].item()
    assert match.between(("a-2016", "a-2022"), given, items, TWO, SETTINGS).new == ["a-2022#fresh"]


def test_chapters_of_2012_are_not_new_against_the_ten_priorities_of_2004(real):
    changes = match.changes(match.Stated(real.links, real.priorities, real.works, SETTINGS))
    pair = changes[(changes["from_work"] == "nvp-2004") & (changes["to_work"] == "nvp-2012")]
    new = {item for ids in pair.loc[pair["kind"] == "new", "to_ids"] for item in ids}
    assert new == {"nvp-2012#informatica", "nvp-2012#ifg", "nvp-2012#geweld-openbare-ruimte"}


def with_text(kind):
    """A list, a later one whose two items answer it equally by name, and the text of the later plan, of one kind."""
    items = priorities(
        "a-2016#1", "a-2022#1", "a-2022#2",
        a_2016_1="Drugs", a_2022_1="Drugshandel", a_2022_2="Drugsgerelateerd geweld",
    )  # fmt: skip
    texts = Texts().section("a-2022-nl", "Een", "T01", text="Geen woord over het onderwerp.", priority_id="a-2022#1")
    texts.section("a-2022-nl", "Een", "T01", text="De aanpak van drugs in de haven.", priority_id="a-2022#1")
    texts.section("a-2022-nl", "Twee", "T01", text="De aanpak van geweld op straat.", priority_id="a-2022#2")
    held = documents(("a-2022", "nl", kind)).assign(document_id="a-2022-nl")
    return items, match.sections(texts.tables()[0], held, items)


def odds_of(items, told=None):
    doubted = SETTINGS.model_copy(update={"doubtful": 0.01})
    found = match.judged(items, TWO, [("a-2016", "a-2022")], doubted, told)
    return found.set_index("to_id")


def test_a_section_that_speaks_of_the_other_item_makes_a_link_likelier_and_one_that_does_not_makes_it_less():
    items, told = with_text("full")
    by_name, heard = odds_of(items), odds_of(items, told)
    assert heard.loc["a-2022#1", "probability"] > by_name.loc["a-2022#1", "probability"]
    assert heard.loc["a-2022#2", "probability"] < by_name.loc["a-2022#2", "probability"]
    assert "the section in a-2022 names drugs, from p. 1 on" in heard.loc["a-2022#1", "evidence"]


def test_the_words_of_a_digest_change_no_link():
    items, told = with_text("digest")
    assert not told.counts
    pd.testing.assert_frame_equal(odds_of(items), odds_of(items, told))


def test_a_part_speaks_for_the_item_above_it():
    items = priorities("a-2022#1", "a-2022#1/part")
    texts = Texts().section("a-2022-nl", "Deel", "T01", text="Drugs.", priority_id="a-2022#1/part")
    told = match.sections(texts.tables()[0], documents(("a-2022", "nl", "full")).assign(document_id="a-2022-nl"), items)
    assert sorted(told.counts) == ["a-2022#1", "a-2022#1/part"]


def test_a_transversal_theme_is_neither_new_nor_gone_beside_a_list_that_prints_none():
    items = priorities("a-2016#drugs", "a-2016#evaluation", "a-2022#drugs")
    items["kind"] = ["priority", "transversal", "priority"]
    known = declared(items)
    assert unlike_grain("a-2016#evaluation", "a-2022", known) == "unequal grain: 1 transversal against 1 priority"
    assert unlike_grain("a-2016#drugs", "a-2022", known) == ""


def test_of_very_many_series_the_plans_nearest_in_time_are_compared_and_what_is_left_is_said(caplog):
    early, late = range(80), range(80, 100)
    rows = [{"work_id": f"s{n:03d}-a", "series": f"S{n:03d}", "cycle": "2010-2013"} for n in early]
    rows += [{"work_id": f"s{n:03d}-a", "series": f"S{n:03d}", "cycle": "2020-2023"} for n in late]
    rows.append({"work_id": "z-a", "series": "Z", "level": "local", "cycle": "2020-2023"})
    items = priorities(*(f"{row['work_id']}#x" for row in rows))
    with caplog.at_level("WARNING"):
        pairs = set(match.compared(links(), items, works(*rows)))
    zone = {pair for pair in pairs if "z-a" in pair}
    assert len(zone) == len(late)
    assert len(pairs - zone) == 4000
    of_one_period = sum(len({work < "s080" for work in pair}) == 1 for pair in pairs - zone)
    assert of_one_period == 80 * 79 // 2 + 20 * 19 // 2
    assert "950 pairs of plans of different series are not compared" in caplog.text
    assert pairs == set(match.compared(links(), items, works(*rows[::-1])))


def test_plans_above_the_zones_are_compared_whatever_their_periods():
    listed = works(
        {"work_id": "k-2010", "series": "K", "cycle": "2010-2013"},
        {"work_id": "a-2022", "cycle": "2022-2025"},
        {"work_id": "z-2010", "series": "Z", "level": "local", "cycle": "2010-2013"},
    )
    items = priorities("k-2010#x", "a-2022#x", "z-2010#x")
    asked = {frozenset(pair) for pair in match.compared(links(), items, listed)}
    assert frozenset(("k-2010", "a-2022")) in asked
    assert frozenset(("k-2010", "z-2010")) in asked
    assert frozenset(("a-2022", "z-2010")) not in asked


def test_zones_are_set_beside_the_national_plan_without_a_column_of_validity():
    listed = works(
        {"work_id": "a-2016", "valid_from": "", "valid_to": ""},
        {"work_id": "z-2017", "series": "Z", "level": "local", "cycle": "2017-2020", "valid_from": "", "valid_to": ""},
    )
    items = priorities(
        "a-2016#1", "a-2016#2", "z-2017#1", a_2016_1="Drugs", a_2016_2="Terrorisme", z_2017_1="Verkeersveiligheid"
    )
    found = match.zones(match.Stated(links(), items, listed, SETTINGS, [("a-2016", "z-2017")]))
    assert found[["priority_id", "in_force", "n_lacking"]].to_numpy().tolist() == [
        ["a-2016#1", True, 1],
        ["a-2016#2", True, 1],
    ]


def test_of_words_that_the_thesaurus_does_not_know_nothing_is_lacking():
    names = {"a_2016_1": "Dissuasion", "a_2016_2": "Drogues", "a_2022_1": "Terrorisme", "a_2022_2": "Cambriolage"}
    items = priorities("a-2016#1", "a-2016#2", "a-2022#1", "a-2022#2", **names)
    items = items.assign(name_fr=items["name_nl"], name_nl="")
    row = match.coverage(match.Stated(links(), items, TWO, SETTINGS, [("a-2016", "a-2022")])).iloc[0]
    assert (row["uncovered"], row["untold"]) == (["a-2016#1", "a-2016#2"], ["a-2016#1"])
    known = {tuple(each["from_ids"]): each["kind"] for each in _changed(items).to_dict("records") if each["from_ids"]}
    assert known == {("a-2016#1",): "unknown", ("a-2016#2",): "dropped"}


def _changed(items: pd.DataFrame) -> pd.DataFrame:
    return match.changes(match.Stated(links(), items, TWO, SETTINGS, [("a-2016", "a-2022")]))


def test_a_probability_makes_an_equal_printed_name_no_less_sure():
    items = priorities("a-2016#1", "a-2022#1", a_2016_1="Cybercrime", a_2022_1="cybercrime")
    changes = match.changes(match.Stated(links(("a-2016#1", "a-2022#1", "renamed", 0.6)), items, TWO, SETTINGS))
    assert changes[["kind", "origin"]].to_numpy().tolist() == [["same", ""]]


def test_a_person_who_tied_one_item_of_many_has_not_read_the_two_lists():
    items = priorities("a-2016#1", "a-2016#2", "a-2016#3", "a-2022#1", "a-2022#2", "a-2022#3")
    one = links(("a-2016#1", "a-2022#1", "same", "high"))
    two = links(("a-2016#1", "a-2022#1", "same", "high"), ("a-2016#2", "a-2022#2", "same", "high"))
    asked = [("a-2016", "a-2022")]
    said = [set(match.coverage(match.Stated(each, items, TWO, SETTINGS, asked))["origin"]) for each in (one, two)]
    assert said == [{"model"}, {"person"}]


def test_an_item_of_one_plan_is_sought_in_other_series():
    listed = works(
        {"work_id": "k-2012", "series": "K", "cycle": "2012-2015"},
        {"work_id": "k-2016", "series": "K"},
        {"work_id": "a-2016"},
        {"work_id": "a-2022", "cycle": "2022-2025"},
    )
    items = priorities("k-2012#1", "k-2016#1", "a-2016#2", "a-2022#1", a_2016_2="Drugs", k_2012_1="Terrorisme")
    found = match.threads(match.Stated(links(("k-2012#1", "a-2022#1", "same", "high")), items, listed, SETTINGS))
    thread = found.loc[(found["series"] == "A") & (found["work_id"] == "k-2012")]
    assert thread[["presence", "own"]].to_numpy().tolist() == [["named", False]]


def test_beside_an_unknown_item_that_shares_a_word_nothing_is_new():
    names = {"a_2016_1": "Protection", "a_2016_2": "Drogues", "a_2022_1": "Protection et résilience"}
    names |= {"a_2016_3": "Cambriolage", "a_2022_2": "Terrorisme"}
    items = priorities("a-2016#1", "a-2016#2", "a-2016#3", "a-2022#1", "a-2022#2", **names)
    items = items.assign(name_fr=items["name_nl"], name_nl="")
    said = {tuple(each["to_ids"]): each["kind"] for each in _changed(items).to_dict("records") if each["to_ids"]}
    assert said == {("a-2022#1",): "unknown", ("a-2022#2",): "new"}
