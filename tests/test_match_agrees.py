"""What is new, gone, kept, found and threaded: the tables on declared items never say two things of one item."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest
from invented import links, priorities, works

from kentering import corpus, match
from kentering.match.ties import declared, heard
from kentering.settings import MatchSettings

SETTINGS = MatchSettings()
TWO = works({"work_id": "a-2016"}, {"work_id": "a-2022", "cycle": "2022-2025"})
THREE = works(
    {"work_id": "a-2016"}, {"work_id": "a-2022", "cycle": "2022-2025"}, {"work_id": "a-2026", "cycle": "2026-2029"}
)
PRESENT = ("named", "within")


@pytest.fixture(scope="module", params=["belgian-security", "example"])
def told(request, example):
    """All tables of a corpus on its declared items, by its links and those of the model."""
    given = corpus.corpus(example.parent / request.param)
    among = match.compared(given.links, given.priorities, given.works)
    found = match.judged(given.priorities, given.works, among, SETTINGS)
    stated = (
        match.links(pd.concat([given.links, found], ignore_index=True), given.priorities),
        *(given.priorities, given.works, SETTINGS),
    )
    items = declared(given.priorities)
    changes = match.changes(match.Stated(*stated, among))
    lost = [
        (item, row["from_work"] if items.work_of[item] == row["to_work"] else row["to_work"])
        for row in changes[changes["kind"].isin(("new", "dropped"))].to_dict("records")
        for item in (*row["from_ids"], *row["to_ids"])
    ]
    return SimpleNamespace(
        given=given,
        items=items,
        links=stated[0],
        changes=changes,
        lost=lost,
        threads=match.threads(match.Stated(*stated, among)),
        coverage=match.coverage(match.Stated(*stated, among)),
        oscillations=match.oscillations(match.Stated(*stated, among)),
    )


def naming(threads):
    """For each thread the items that name it, whatever their plan."""
    rows = threads[threads["presence"] == "named"]
    return {thread: [item for held in group["items"] for item in held] for thread, group in rows.groupby("thread_id")}


def test_nothing_is_new_or_dropped_of_which_a_thread_finds_the_theme_in_the_other_plan(told):
    assert len(told.lost) > 20
    there = {
        (row["thread_id"], row["work_id"]) for row in told.threads.to_dict("records") if row["presence"] in PRESENT
    }
    by_item: dict[str, list[str]] = {}
    for thread, items in naming(told.threads).items():
        for item in items:
            by_item.setdefault(item, []).append(thread)
    assert not [(item, work) for item, work in told.lost for thread in by_item.get(item, []) if (thread, work) in there]


def test_nothing_is_new_or_dropped_that_coverage_counts_as_found(told):
    uncovered = {(item, row["to_work"]) for row in told.coverage.to_dict("records") for item in row["uncovered"]}
    assert set(told.lost) <= uncovered


def test_nothing_is_new_or_dropped_that_a_link_ties_by_itself_or_by_a_part(told):
    rows = heard(told.links, told.items, SETTINGS)
    ends = [*zip(rows["from_id"], rows["to_id"], strict=True), *zip(rows["to_id"], rows["from_id"], strict=True)]
    tied = {(told.items.top_of[a], told.items.work_of[b]) for a, b in ends}
    assert not set(told.lost) & tied


def test_no_theme_is_absent_from_a_plan_in_which_an_item_that_names_it_was_kept(told):
    kept = {
        (item, work)
        for row in told.changes[~told.changes["kind"].isin(("new", "dropped", "unknown"))].to_dict("records")
        for ends, work in ((row["from_ids"], row["to_work"]), (row["to_ids"], row["from_work"]))
        for item in ends
    }
    named = naming(told.threads)
    absent = told.threads[told.threads["presence"] == "absent"]
    assert len(absent) > 20
    assert not [
        (item, row["work_id"])
        for row in absent.to_dict("records")
        for item in named[row["thread_id"]]
        if (item, row["work_id"]) in kept
    ]


def test_what_is_gone_and_back_is_dropped_and_new_beside_the_plan_between(told):
    gone = told.oscillations[told.oscillations["kind"] == "gone and back"]
    tops = [
        (row[end], row["via_work"])
        for row in gone.to_dict("records")
        for end in ("from_id", "to_id")
        if told.items.top_of[row[end]] == row[end]
    ]
    assert set(tops) <= set(told.lost)


@pytest.mark.parametrize(
    "pair",
    [("nvp-2022", "nvp-2026"), ("nvp-2026", "nvp-2012"), ("eu-2018", "eu-2022"), ("eu-2022", "eu-2014")],
)
def test_two_plans_held_against_each_other_say_what_the_table_of_changes_says(told, pair):
    given = told.given
    found = match.between(pair, given.links, given.priorities, given.works, SETTINGS)
    apart = {item for item in (*found.new, *found.dropped) if told.items.top_of[item] == item}
    works = set(pair)
    assert apart == {item for item, work in told.lost if {told.items.work_of[item], work} == works}


def test_drugs_of_2022_are_kept_in_part_in_2026_and_not_dropped(told):
    rows = told.changes[(told.changes["from_work"] == "nvp-2022") & (told.changes["to_work"] == "nvp-2026")]
    drugs = rows[rows["from_ids"].map(lambda ids: ids == ["nvp-2022#drugs"])]
    assert set(drugs["kind"]) == {"narrower"}
    assert [item for ids in drugs["to_ids"] for item in ids] == ["nvp-2026#goc/drugshandel", "nvp-2026#goc/drugsgeweld"]
    assert drugs["evidence"].tolist() == ["drug trafficking is part of drugs", "drug-related violence is part of drugs"]


def judged(items, two=TWO):
    found = match.judged(items, two, [("a-2016", "a-2022")], SETTINGS)
    return set(zip(found["from_id"], found["relation"], found["to_id"], strict=True))


def test_a_whole_that_holds_an_item_keeps_it_and_a_part_that_another_item_answers_in_full_does_not():
    items = priorities(
        *("a-2016#1", "a-2016#2", "a-2022#1"),
        a_2016_1="Afvalcriminaliteit", a_2016_2="Terrorisme", a_2022_1="Leefmilieucriminaliteit",
    )  # fmt: skip
    assert ("a-2016#1", "broader", "a-2022#1") in judged(items)
    items = priorities(
        *("a-2016#1", "a-2016#2", "a-2022#1"),
        a_2016_1="Misdrijven tegen de fysieke integriteit", a_2016_2="Intrafamiliaal geweld",
        a_2022_1="Intrafamiliaal geweld",
    )  # fmt: skip
    assert {(a, b) for a, _, b in judged(items)} == {("a-2016#2", "a-2022#1")}


def test_a_link_of_the_model_never_joins_two_items_that_a_person_who_read_both_lists_kept_apart():
    items = priorities("a-2016#x", "a-2016#y", "a-2022#x", "a-2022#z", "a-2026#x", "a-2026#z")
    told = links(
        ("a-2016#x", "a-2022#x", "same", "high"),  # this reader saw nothing like y in 2022
        ("a-2016#y", "a-2026#z", "renamed", 0.6),
        ("a-2022#z", "a-2026#z", "same", 0.9),
        ("a-2022#x", "a-2026#x", "same", 0.9),
    )
    among = [("a-2016", "a-2022"), ("a-2016", "a-2026"), ("a-2022", "a-2026")]
    threads = match.threads(match.Stated(told, items, THREE, SETTINGS, among))
    assert ["a-2022#z", "a-2026#z"] in list(naming(threads).values())
    assert not any({"a-2016#y", "a-2026#z"} <= set(each) for each in naming(threads).values())


def test_what_a_third_plan_shows_to_go_on_is_not_dropped_by_the_model():
    items = priorities(
        *("a-2016#x", "a-2016#y", "a-2022#x", "a-2026#x", "a-2026#y"),
        a_2016_x="Drugs", a_2016_y="Inbraken", a_2022_x="Diefstal", a_2026_x="Diefstal", a_2026_y="Terrorisme",
    )  # fmt: skip
    told = links(("a-2016#y", "a-2022#x", "renamed", 0.9), ("a-2022#x", "a-2026#x", "same", 0.9))
    among = [("a-2016", "a-2022"), ("a-2016", "a-2026"), ("a-2022", "a-2026")]
    changes = match.changes(match.Stated(told, items, THREE, SETTINGS, among))
    rows = changes[(changes["from_work"] == "a-2016") & (changes["to_work"] == "a-2026")]
    fates = {item: row["kind"] for row in rows.to_dict("records") for item in (*row["from_ids"], *row["to_ids"])}
    assert fates["a-2016#y"] == "unknown"
    assert fates["a-2016#x"] == "dropped"
    assert rows.loc[rows["kind"] == "unknown", "evidence"].str.contains("a thread .* has the theme in a-2026#x").any()


def compared(items, two=TWO, given=None):
    return match.between(("a-2016", "a-2022"), links() if given is None else given, items, two, SETTINGS)


def test_a_part_of_what_the_other_list_keeps_is_not_dropped_but_no_longer_named_by_itself():
    items = priorities(
        *("a-2016#drugs", "a-2016#drugs/cannabis", "a-2016#verkeer", "a-2022#drugs", "a-2022#verkeer"),
        a_2016_drugs="Drugshandel", a_2016_drugs_cannabis="Cannabis", a_2016_verkeer="Verkeersveiligheid",
        a_2022_drugs="Drugshandel", a_2022_verkeer="Verkeersveiligheid",
    )  # fmt: skip
    found = compared(items)
    assert found.dropped == []
    assert [(each.item, each.held_by) for each in found.within_from] == [("a-2016#drugs/cannabis", ["a-2022#drugs"])]
    assert found.within_from[0].evidence == "part of a-2016#drugs, which is answered by a-2022#drugs"


def test_burglary_is_not_gone_while_organised_property_crime_is_there_and_the_doubt_is_listed():
    items = priorities(
        *("a-2016#1", "a-2016#2", "a-2022#1", "a-2022#2"),
        a_2016_1="Inbraken", a_2016_2="Terrorisme",
        a_2022_1="Georganiseerde eigendomscriminaliteit: rondtrekkende daders", a_2022_2="Terrorisme",
    )  # fmt: skip
    found = compared(items)
    tied = {*zip(found.uncertain["from_id"], found.uncertain["to_id"], strict=True)}
    tied |= {*zip(found.links["from_id"], found.links["to_id"], strict=True)}
    assert (found.dropped, found.new) == ([], [])
    assert ("a-2016#1", "a-2022#1") in tied


@pytest.mark.parametrize(
    ("name", "relation"), [("Georganiseerde eigendomscriminaliteit", "related"), ("Drugshandel", "broader")]
)
def test_organised_is_a_manner_and_makes_property_crime_no_kind_of_organised_crime(name, relation):
    items = priorities(
        *("a-2016#1", "a-2016#2", "a-2022#1", "a-2022#2"),
        a_2016_1=name, a_2016_2="Terrorisme", a_2022_1="Georganiseerde criminaliteit", a_2022_2="Terrorisme",
    )  # fmt: skip
    doubted = SETTINGS.model_copy(update={"doubtful": 0.01})
    found = match.judged(items, TWO, [("a-2016", "a-2022")], doubted).set_index(["from_id", "to_id"])
    assert found.loc[("a-2016#1", "a-2022#1"), "relation"] == relation


def test_a_whole_and_its_own_part_are_no_two_pieces_of_a_split(told):
    for row in told.changes.to_dict("records"):
        for ends in (row["from_ids"], row["to_ids"]):
            assert list(ends) == told.items.outermost(ends)
    for row in told.oscillations.to_dict("records"):
        assert list(row["via_ids"]) == told.items.outermost(row["via_ids"])
    items = priorities("a-2016#x", "a-2022#y", "a-2022#y/part")
    given = links(("a-2016#x", "a-2022#y", "split", 0.9), ("a-2016#x", "a-2022#y/part", "split", 0.9))
    changes = match.changes(match.Stated(given, items, TWO, SETTINGS))
    assert changes[["kind", "to_ids"]].to_numpy().tolist() == [["narrower", ["a-2022#y"]]]


def test_of_another_field_whose_words_the_thesaurus_does_not_know_nothing_is_new_or_dropped():
    items = priorities(
        *("a-2016#1", "a-2016#2", "a-2022#1", "a-2022#2"),
        a_2016_1="Vruchtbare bodem", a_2016_2="Melkvee en zuivel", a_2022_1="Gezonde bodem", a_2022_2="Een zuivelfonds",
    )  # fmt: skip
    found = compared(items)
    assert (found.new, found.dropped) == ([], [])
    assert {*found.untold} <= {*items["priority_id"]}
    assert found.untold
    assert "the thesaurus knows too few words of 2 of the 2 items of a-2022" in found.warnings
    assert set(found.changes["kind"]) <= {"unknown", "same", "renamed", "related"}
    assert found.changes.loc[found.changes["kind"] == "unknown", "evidence"].str.contains("cannot be told").any()


def test_one_unknown_name_among_known_ones_is_untold_and_the_others_are_new_or_dropped():
    items = priorities(
        *("a-2016#1", "a-2016#2", "a-2016#3", "a-2022#1", "a-2022#2"),
        a_2016_1="Verkeersveiligheid", a_2016_2="Qwerty", a_2016_3="Corruptie",
        a_2022_1="Verkeersveiligheid", a_2022_2="Terrorisme",
    )  # fmt: skip
    found = compared(items)
    assert (found.dropped, found.new, found.untold) == (["a-2016#3"], ["a-2022#2"], ["a-2016#2"])


def test_a_person_who_read_both_lists_knows_what_the_thesaurus_does_not():
    items = priorities(
        *("a-2016#1", "a-2016#2", "a-2022#1"),
        a_2016_1="Goed wonen", a_2016_2="Zorg voor iedereen", a_2022_1="Betaalbaar wonen",
    )  # fmt: skip
    found = compared(items, given=links(("a-2016#1", "a-2022#1", "renamed", "high")))
    assert (found.dropped, found.untold) == (["a-2016#2"], [])


def test_networks_are_new_in_an_eu_list_whatever_another_series_makes_of_its_firearms(told):
    if "eu-2022#hrcn" not in told.items.work_of:
        pytest.skip("the example has no such item")
    assert ("eu-2022#hrcn", "eu-2018") in told.lost
