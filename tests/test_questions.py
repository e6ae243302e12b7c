"""The research questions, asked of the real plans: lists, links and dates, with no PDF present."""

from __future__ import annotations

import pandas as pd
import pytest
from invented import Texts, documents, links, priorities, works

from kentering import compare, corpus, match, tables
from kentering.match.ties import normal_name
from kentering.settings import CompareSettings, MatchSettings

SETTINGS = MatchSettings()


@pytest.fixture(scope="module")
def real(example):
    return corpus.corpus(example.parent / "belgian-security")


@pytest.fixture(scope="module")
def given(real):
    """The links of people, the works and their items."""
    return match.links(real.links, real.priorities), real.priorities, real.works, SETTINGS


@pytest.fixture(scope="module")
def lists(real):
    return match.lists(real.priorities)


@pytest.fixture(scope="module")
def coverage(given):
    return match.coverage(match.Stated(*given))


@pytest.fixture(scope="module")
def overlaps(coverage, real):
    return match.overlaps(coverage, real.priorities, real.works).set_index(["from_work", "to_work"])


@pytest.fixture(scope="module")
def changes(given):
    return match.changes(match.Stated(*given))


def ids(frame, *columns):
    return [tuple(row) for row in frame[list(columns)].itertuples(index=False)]


# 1. Which official priorities does each plan set, in which order and hierarchy?


def test_a_list_keeps_its_printed_order_and_its_hierarchy(lists):
    nvp = lists[lists["work_id"] == "nvp-2022"]
    top = nvp[nvp["depth"] == 0]
    assert len(top) == 19
    assert top["number"].head(5).to_list() == ["2.2.1", "2.2.2", "2.2.3", "2.2.4", "2.3.1"]
    assert top["place"].to_list() == list(range(1, 20))
    drugs = nvp[nvp["parent_id"] == "nvp-2022#drugs"]
    assert drugs["place"].to_list() == [1, 2, 3, 4]
    assert set(drugs["depth"]) == {1}
    deepest = lists[lists["priority_id"] == "kiv-2016#geweld/seksueel/minderjarigen"].iloc[0]
    assert (deepest["depth"], deepest["top_id"]) == (2, "kiv-2016#geweld")


# 2-4. What plans of one period share.


def test_the_nvp_of_2016_has_all_of_the_kiv_and_adds_two_themes_of_its_own(overlaps):
    both = overlaps.loc["kiv-2016", "nvp-2016"]
    assert (both["n_from"], both["found_from"]) == (15, 15)
    assert both["only_to"] == ["nvp-2016#t-recherche", "nvp-2016#t-groepen"]
    assert both["note"] == ""


def test_six_dimensions_against_nineteen_items_is_said_with_the_comparison(overlaps):
    assert "unequal grain: 6 dimensions against 19 items" in overlaps.loc["kiv-2022", "nvp-2022"]["note"]


def test_brussels_has_themes_that_the_nvp_lacks_and_the_other_way_round(overlaps):
    both = overlaps.loc["nvp-2016", "gvpp-2017"]
    assert "gvpp-2017#crisis" in both["only_to"]
    assert "nvp-2016#t-internet" in both["only_from"]
    assert both["found_to"] + len(both["only_to"]) == both["n_to"] == 15


def test_every_european_priority_of_2022_has_a_national_counterpart_but_terrorism_is_national_only(overlaps):
    both = overlaps.loc["eu-2022", "nvp-2022"]
    assert both["only_from"] == []
    assert "nvp-2022#radicalisering" in both["only_to"]


def test_plans_of_different_times_and_of_one_series_are_no_overlap(overlaps, real):
    series = dict(zip(real.works["work_id"], real.works["series"], strict=True))
    assert all(series[a] != series[b] for a, b in overlaps.index)
    assert ("socta-2013", "eu-2026") not in overlaps.index


def test_a_draft_is_said_to_be_one(real):
    said = match.caveats_between(("nvp-2022", "nvp-2026"), real.priorities, real.works)
    assert "nvp-2026 is a draft" in said
    assert any("unequal grain: 19 items against 7 priorities" in each for each in said)
    assert match.caveats_between(("kiv-2016", "nvp-2016"), real.priorities, real.works) == []


# 5-6. What became of each item, neighbours and skipped cycles.


def test_from_2016_to_2022_three_clusters_split_and_border_management_is_new(changes):
    pair = changes[(changes["from_work"] == "nvp-2016") & (changes["to_work"] == "nvp-2022")]
    split = {row["from_ids"][0] for row in pair[pair["kind"] == "split"].to_dict("records")}
    assert split == {"nvp-2016#smokkel-handel", "nvp-2016#fraude", "nvp-2016#geweld"}
    new = {row["to_ids"][0] for row in pair[pair["kind"] == "new"].to_dict("records")}
    assert new == {"nvp-2022#t-grens", "nvp-2022#ihr"}


def test_a_skipped_cycle_is_compared_too(changes):
    pair = changes[(changes["from_work"] == "kiv-2016") & (changes["to_work"] == "kiv-2026")]
    kept = ids(pair[pair["kind"] == "renamed"].map(str), "from_ids", "to_ids")
    assert ("['kiv-2016#radicalisering']", "['kiv-2026#publieke-ruimte/radicalisering']") in kept


# 7. Oscillation.


PLANS = works(
    {"work_id": "a-2016"}, {"work_id": "a-2022", "cycle": "2022-2025"}, {"work_id": "a-2026", "cycle": "2026-2029"}
)
FRAUD = priorities(
    "a-2016#fraude", "a-2016#drugs", "a-2022#fiscaal", "a-2022#sociaal", "a-2022#drugs", "a-2026#fraude", "a-2026#drugs"
)
SWING = (
    ("a-2016#fraude", "a-2022#fiscaal", "split", "high"),
    ("a-2016#fraude", "a-2022#sociaal", "split", "medium"),
    ("a-2016#drugs", "a-2022#drugs", "same", "high"),
    ("a-2022#fiscaal", "a-2026#fraude", "merged", "high"),
    ("a-2022#sociaal", "a-2026#fraude", "merged", "high"),
    ("a-2022#drugs", "a-2026#drugs", "same", "high"),
)


def test_what_splits_and_merges_again_is_the_same_for_the_outer_two():
    told = links(*SWING, ("a-2016#fraude", "a-2026#fraude", "same", "high"))
    found = match.oscillations(match.Stated(told, FRAUD, PLANS, SETTINGS))
    assert ids(found, "kind", "from_id", "to_id", "direct", "certainty") == [
        ("split and merged", "a-2016#fraude", "a-2026#fraude", "same", "medium")
    ]
    assert found.loc[0, "via_ids"] == ["a-2022#fiscaal", "a-2022#sociaal"]


def test_without_a_link_between_the_outer_two_nothing_is_said():
    assert match.oscillations(
        match.Stated(links(*SWING), FRAUD.assign(name_nl=FRAUD["priority_id"]), PLANS, SETTINGS)
    ).empty


def test_what_leaves_a_complete_list_and_comes_back_is_not_new():
    told = links(
        *SWING[2:],
        ("a-2016#fraude", "a-2026#fraude", "renamed", "high"),
        ("a-2016#drugs", "a-2026#drugs", "same", 0.99),
    )
    gone = told[~told["from_id"].str.startswith("a-2022#fiscaal") & ~told["from_id"].str.startswith("a-2022#sociaal")]
    found = match.oscillations(match.Stated(gone.reset_index(drop=True), FRAUD, PLANS, SETTINGS))
    assert ids(found, "kind", "from_id", "to_id") == [("gone and back", "a-2016#fraude", "a-2026#fraude")]
    incomplete = PLANS.assign(complete=[True, False, True])
    assert match.oscillations(match.Stated(gone.reset_index(drop=True), FRAUD, incomplete, SETTINGS)).empty


# 8. Themes through every cycle.


def test_trafficking_runs_through_every_list_of_the_union_under_other_names(given):
    threads = match.threads(match.Stated(*given))
    every = match.through_every_cycle(threads)
    kept = set(every.loc[every["series"] == "EU", "thread_id"])
    carrying = threads[threads["thread_id"].isin(kept) & (threads["work_id"] == "eu-2026")]
    assert ["eu-2026#smuggling-thb"] in carrying["items"].to_list()


def test_terrorism_is_named_in_the_early_nvps_and_absent_from_the_lists_of_the_union(given):
    threads = match.threads(match.Stated(*given))
    mine = [row for row in threads.to_dict("records") if "nvp-2012#terrorisme" in row["items"] and row["own"]]
    assert len(mine) == 1
    thread = threads[threads["thread_id"] == mine[0]["thread_id"]].set_index("work_id")
    assert thread.loc["nvp-2004", "items"] == ["nvp-2004#terrorisme"]
    assert thread.loc["nvp-2008", "items"] == ["nvp-2008#criminaliteit/terrorisme"]
    assert thread.loc["eu-2011", "presence"] == "absent"


def test_a_list_that_is_not_complete_never_lacks_a_theme(given):
    threads = match.threads(match.Stated(*given))
    assert not ((threads["presence"] == "absent") & ~threads["complete"].astype(bool)).any()


def test_a_thread_follows_a_name_that_changed_over_a_skipped_cycle():
    told = links(("a-2016#fraude", "a-2026#fraude", "renamed", 0.95), *SWING)
    threads = match.threads(match.Stated(told, FRAUD, PLANS, SETTINGS))
    fraud = threads[threads["items"].map(lambda items: "a-2016#fraude" in items)].iloc[0]
    rows = threads[threads["thread_id"] == fraud["thread_id"]].set_index("work_id")
    assert rows["presence"].to_dict() == {"a-2016": "named", "a-2022": "within", "a-2026": "named"}
    assert rows.loc["a-2026", "origin"] == "model"
    assert rows.loc["a-2026", "probability"] == 0.95


# 9. Order and rank.


def test_the_kiv_of_2026_keeps_its_items_and_renumbers_them(changes, lists, real):
    moves = compare.moves(changes, lists, real.works)
    kiv = moves[(moves["from_work"] == "kiv-2022") & (moves["to_work"] == "kiv-2026")].set_index("to_id")
    assert len(kiv) == 6
    assert kiv.loc["kiv-2026#publieke-ruimte", ["from_number", "to_number"]].to_list() == ["5", "1"]
    assert kiv.loc["kiv-2026#persoonsgebonden", "shift"] == 5


def test_numbers_are_compared_in_one_way_of_numbering(changes, lists, real):
    moves = compare.moves(changes, lists, real.works)
    drugs = moves[(moves["from_work"] == "nvp-2016") & (moves["to_id"] == "nvp-2022#drugs")].iloc[0]
    assert drugs[["from_number", "to_number"]].to_list() == ["3", "3"]
    depths = moves[["from_number", "to_number"]].map(lambda number: number.strip(". ").count("."))
    assert (depths["from_number"] == depths["to_number"]).all()


def test_six_items_in_another_order_show_no_fixed_order(changes, lists, real):
    moves = compare.moves(changes, lists, real.works)
    order = compare.order(moves, lists, real.priorities, real.works, tables.empty("measured"))
    kiv = order[(order["work_id"] == "kiv-2026") & (order["with_id"] == "kiv-2022")].iloc[0]
    assert kiv["n"] == 6
    assert kiv["tau_low"] < 0 < kiv["tau_high"]
    assert kiv["p_value"] > 0.05


def test_an_alphabetic_list_is_seen_and_a_short_one_is_not_judged():
    items = priorities(*(f"a-2016#{letter}" for letter in "bcdefg"), *(f"a-2022#{letter}" for letter in "abc"))
    listed = match.lists(items)
    order = compare.order(tables.empty("moves"), listed, items, PLANS, tables.empty("measured")).set_index("work_id")
    assert order.loc["a-2016", "tau"] == pytest.approx(1.0)
    assert order.loc["a-2016", "p_value"] < 0.01
    assert pd.isna(order.loc["a-2022", "tau"])


# 10-11. Time.


def test_both_ends_of_the_kiv_of_2022_stand_side_by_side(real):
    spans = compare.timeline(real.works)
    kiv = spans[spans["work_id"] == "kiv-2022"].set_index("kind")
    ends = {kiv.loc["validity", "ends"], kiv.loc["other end", "ends"]}
    assert ends == {"2024-12-31", "2025-12-31"}
    answers = compare.in_force(real.works, "2025-06-01").set_index("work_id")
    assert answers.loc["kiv-2022", "in_force"] == "maybe"


def test_the_nvp_of_2016_was_prolonged_and_left_no_gap(real):
    spans = compare.timeline(real.works)
    nvp = spans[(spans["work_id"] == "nvp-2016") & (spans["kind"] == "prolongation")].iloc[0]
    assert (nvp["begins"], nvp["ends"]) == ("2019-12-31", "2021-12-31")
    lags = compare.lags(real.works).set_index(["from_work", "to_work"])
    assert lags.loc[("nvp-2016", "nvp-2022"), ["gap_days", "gap_most"]].to_list() == [0, 0]
    assert compare.in_force(real.works, "2021-06-01").set_index("work_id").loc["nvp-2016", "in_force"] == "yes"


def test_nvps_follow_each_other_without_a_day_between_in_2026_and_the_draft_is_only_perhaps_in_force(real):
    lags = compare.lags(real.works).set_index(["from_work", "to_work"])
    assert lags.loc[("nvp-2022", "nvp-2026"), "gap_most"] == 0
    assert compare.in_force(real.works, "2026-06-01").set_index("work_id").loc["nvp-2026", "in_force"] == "maybe"


def test_a_cycle_known_by_its_years_gives_ranges_and_no_false_day(real):
    spans = compare.timeline(real.works)
    held = spans[(spans["work_id"] == "eu-2011") & (spans["kind"] == "validity")].iloc[0]
    assert (held["end_low"], held["end_high"]) == ("2013-01-01", "2013-12-31")
    lag = compare.lags(real.works).set_index(["from_work", "to_work"]).loc[("eu-2011", "eu-2014")]
    assert (lag["gap_days"], lag["gap_most"]) == (0, 364)
    title = spans[(spans["work_id"] == "eu-2011") & (spans["kind"] == "cycle")].iloc[0]
    assert (title["begins"], title["ends"]) == ("2011", "2013")


def test_the_nvp_and_the_kiv_of_2016_were_adopted_on_one_day_and_brussels_240_days_later(real):
    lags = compare.lags(real.works).set_index(["from_work", "to_work"])
    assert lags.loc[("kiv-2016", "nvp-2016"), "order"] == "same day"
    brussels = lags.loc[("nvp-2016", "gvpp-2017")]
    assert brussels["days_low"] == brussels["days_high"] == 240


def test_each_year_tells_what_was_in_force_on_its_first_day(real):
    table = compare.years(real.works)
    kiv = table[table["series"] == "KIV"].set_index("year")
    assert kiv.loc[2010, ["work_id", "in_force"]].to_list() == ["kiv-2004", "maybe"]
    assert kiv.loc[2017, "work_id"] == "kiv-2016"
    assert kiv.loc[2021, ["work_id", "in_force"]].to_list() == ["", "no"]
    assert kiv.loc[2025, ["work_id", "in_force"]].to_list() == ["kiv-2022", "maybe"]


# 12. Status.


def test_what_was_transversal_became_a_part_and_what_was_a_part_became_transversal(given):
    found = match.status_changes(match.Stated(*given))
    told = set(ids(found, "from_id", "to_id", "from_kind", "to_kind"))
    assert ("nvp-2016#t-buit", "nvp-2022#t-goc/buitgericht", "transversal", "sub") in told
    assert ("nvp-2016#overlast/publieke-ruimte", "nvp-2022#t-publieke-ruimte", "sub", "transversal") in told
    assert ("nvp-2022#t-grens", "nvp-2026#grens", "transversal", "priority") in told


def test_a_cluster_that_became_a_bullet_under_a_dimension_is_a_change_of_frame(given):
    found = match.status_changes(match.Stated(*given)).set_index(["from_id", "to_id"])
    moved = found.loc[("kiv-2016#radicalisering", "kiv-2026#publieke-ruimte/radicalisering")]
    assert bool(moved["frame"])


# 14. Zones.


def test_a_zone_takes_up_some_national_priorities_and_leaves_others_out(given):
    zones = match.zones(match.Stated(*given))
    mine = zones[zones["work_id"] == "nvp-2016"].set_index("priority_id")
    assert "zvp-2020-5340" in mine.loc["nvp-2016#drugs", "having"]
    assert "zvp-2020-5340" in mine.loc["nvp-2016#cyber", "lacking"]
    assert (mine["n_having"] + mine["n_lacking"] + mine["n_unknown"] == mine["n_zones"]).all()


def test_a_draft_of_a_zone_is_no_zonal_plan_and_a_tie_too_weak_to_count_leaves_nothing_out():
    zone = {"level": "local", "cycle": "2016-2019"}
    listed = works(
        {"work_id": "n-2016", "valid_from": "2016", "valid_to": "2019"}, {"work_id": "z-1", "series": "Z-1", **zone},
        {"work_id": "z-2", "series": "Z-2", **zone, "status": "draft"},
    )  # fmt: skip
    names = {
        "n-2016#drugs": "Drugs", "n-2016#theft": "Inbraken", "n-2016#noise": "Geluidsoverlast", "z-1#x": "Geweld",
        "z-1#y": "Terrorisme", "z-1#v": "Verkeersveiligheid", "z-1#w": "Mensenhandel", "z-2#drugs": "Drugs",
    }  # fmt: skip
    items = priorities(*names, **{item.replace("-", "_").replace("#", "_"): name for item, name in names.items()})
    told = links(("n-2016#drugs", "z-1#x", "related", 0.4), ("n-2016#noise", "z-1#y", "same", "high"))
    asked = [("n-2016", "z-1"), ("n-2016", "z-2")]
    found = match.zones(match.Stated(told, items, listed, SETTINGS, asked)).set_index("priority_id")
    assert set(found["n_zones"]) == {1}
    assert found[["n_having", "n_lacking", "n_unknown"]].to_numpy().tolist() == [[0, 0, 1], [0, 1, 0], [1, 0, 0]]


def test_one_more_zone_changes_the_counts_of_its_cycle_only(given):
    told, items, plans, settings = given
    before = match.zones(match.Stated(*given))
    row = plans[plans["work_id"] == "zvp-2020-5340"].assign(work_id="zvp-2020-5999", series="ZVP-5999")
    mine = items[items["work_id"] == "zvp-2020-5340"]
    renamed = mine.assign(work_id="zvp-2020-5999")
    for column in ("priority_id", "parent_id"):
        renamed[column] = renamed[column].str.replace("5340", "5999")
    made = told[told["from_id"].str.startswith("zvp-2020-5340")]
    more = pd.concat([told, made.assign(from_id=made["from_id"].str.replace("5340", "5999"))], ignore_index=True)
    after = match.zones(
        match.Stated(
            more, pd.concat([items, renamed], ignore_index=True), pd.concat([plans, row], ignore_index=True), settings
        )
    )
    keys = ["work_id", "cycle", "priority_id"]
    joined = before.merge(after, on=keys, suffixes=("", "_after"))
    touched = joined[joined["n_zones"] != joined["n_zones_after"]]
    assert set(touched["cycle"]) == {"2020-2025"}
    assert (touched["n_zones_after"] - touched["n_zones"] == 1).all()
    taken = joined[joined["priority_id"] == "nvp-2016#drugs"].iloc[0]
    assert taken["n_having_after"] == taken["n_having"] + 1


def test_185_zones_over_three_cycles_are_counted(given):
    told, items, plans, settings = given
    cycles = {"2014-2017": "nvp-2012", "2020-2025": "nvp-2016", "2026-2031": "nvp-2022"}
    made_works, made_items, made_links = [], [], []
    for cycle, national in cycles.items():
        tops = items[(items["work_id"] == national) & (items["parent_id"] == "")]["priority_id"].to_list()
        for zone in range(185):
            work = f"zone-{cycle[:4]}-{zone:03d}"
            made_works.append(
                {"work_id": work, "series": f"Z-{zone:03d}", "family": "ZVP", "level": "local", "cycle": cycle}
            )
            kept = [top for place, top in enumerate(tops) if (zone + place) % 3]
            made_items += [f"{work}#{top.split('#')[1]}" for top in kept]
            made_links += [(top, f"{work}#{top.split('#')[1]}", "same", "high") for top in kept]
    all_works = pd.concat([plans, works(*made_works)], ignore_index=True)
    all_items = pd.concat([items, priorities(*made_items)], ignore_index=True)
    all_links = pd.concat([told, links(*made_links)], ignore_index=True)
    zones = match.zones(match.Stated(all_links, all_items, all_works, settings))
    mine = zones[(zones["work_id"] == "nvp-2022") & (zones["cycle"] == "2026-2031")]
    first = mine.set_index("priority_id").loc["nvp-2022#t-internet"]
    assert first["n_having"] == sum(bool(zone % 3) for zone in range(185))
    assert first["n_having"] + first["n_lacking"] == 185


# Declared against measured.


def test_a_declared_item_gets_the_words_under_it_and_under_its_parts():
    items = priorities("a-2016#drugs", "a-2016#drugs/cannabis", "a-2016#verkeer", "a-2016#cyber")
    texts = Texts()
    for section, item, count in (("Drugs", "a-2016#drugs", 2), ("Cannabis", "a-2016#drugs/cannabis", 2),
                                 ("Verkeer", "a-2016#verkeer", 4), ("Slot", "", 2)):  # fmt: skip
        texts.section("a-2016-nl-full", section, " ".join(["T01"] * count), words=10, priority_id=item)
    passages, _ = texts.tables()
    plans, held = works({"work_id": "a-2016"}), documents(("a-2016", "nl", "full"))
    found = compare.measured(passages, match.lists(items), held, plans, CompareSettings())
    rows = found.set_index("priority_id")
    assert rows["share"].round(3).to_dict() == {
        "a-2016#drugs": 0.4, "a-2016#drugs/cannabis": 0.2, "a-2016#verkeer": 0.4, "a-2016#cyber": 0.0, "": 0.2,
    }  # fmt: skip
    assert rows.loc["a-2016#drugs", "place"] == 1
    assert rows.loc["a-2016#verkeer", "equal"] == pytest.approx(0.8 / 3)
    assert (found["share_low"] <= found["share"]).all()
    assert (found["share"] <= found["share_high"]).all()
    assert set(found["text"]) == {"full"}


def blocks(*rows):
    usual = {"document_id": "a-2016-nl-full", "page_last": 1, "page_label": "", "boxes": [], "size": 10.0,
             "source": "text", "confidence": 1.0, "marker": "", "level": 1, "section_path": []}  # fmt: skip
    filled = [
        {**usual, "position": place, "page": place + 1, "kind": kind, "text": text, **more}
        for place, (kind, text, more) in enumerate(rows)
    ]
    wanted = tables.columns("blocks")
    return pd.DataFrame([{name: row.get(name, "") for name in wanted} for row in filled])


def test_items_are_found_in_headings_and_lists_and_what_stands_beside_them_is_told():
    items = priorities(
        "a-2016#drugs", "a-2016#verkeer", "a-2016#ifg", "a-2016#cyber", "a-2016#milieu", a_2016_drugs="Drugs: cannabis",
        a_2016_verkeer="Verkeersveiligheid", a_2016_ifg="Intrafamiliaal en seksueel geweld",
        a_2016_cyber="Cybercriminaliteit", a_2016_milieu="Leefmilieu",
    )  # fmt: skip
    text = blocks(
        ("heading", "2.1 Drugs", {"level": 2}),
        ("heading", "2.2 Verkeersveiligheid", {"level": 2}),
        ("heading", "2.3 Wapenhandel", {"level": 2}),
        ("paragraph", "Prioriteiten zijn (1) intrafamiliaal & seksueel geweld; (2) iets anders.", {}),
        ("paragraph", "Ook cybercriminaliteit vraagt aandacht.", {}),
    )
    found = compare.found(items, documents(("a-2016", "nl", "full")), text, CompareSettings())
    where = found[found["priority_id"] != ""].set_index("priority_id")["where"].to_dict()
    assert where == {
        "a-2016#drugs": "heading", "a-2016#verkeer": "heading", "a-2016#ifg": "list", "a-2016#cyber": "mentioned",
        "a-2016#milieu": "not found",
    }  # fmt: skip
    beside = found[found["priority_id"] == ""]
    assert ids(beside, "said", "where", "page") == [("Wapenhandel", "undeclared heading", 3.0)]
    assert found.loc[found["priority_id"] == "a-2016#drugs", "similarity"].iloc[0] == 1.0


def test_the_order_of_the_rows_changes_no_answer(given):
    told, items, plans, settings = given
    turned = [frame.iloc[::-1].reset_index(drop=True) for frame in (told, items, plans)]
    for name in ("threads", "oscillations", "status_changes", "zones"):
        function = getattr(match, name)
        back = function(match.Stated(*turned, settings))
        pd.testing.assert_frame_equal(function(match.Stated(told, items, plans, settings)), back)


# Texts that printing, copying or laying out has marred: an item is found where it stands all the same.


@pytest.mark.parametrize(
    ("printed", "what"),
    [
        ("\u00a02.3.4 Mensenhandel en mensensmokkel", "a heading at the top of a page, behind a blank"),
        ("2.3.4\u00a0Mensenhandel en\u00a0mensensmokkel", "no-break spaces"),
        ("Mensenhandel en mensensmokkel15", "the mark of a note glued to the last word"),
        ("menseNhaNdel en MENSENSMOKKEL", "small capitals that lost their case"),
        ("Mensenhandelenmensensmokkel", "a copy that lost its word spaces"),
        ("”Mensenhandel en mensensmokkel”", "curly quotes that open as they close"),
    ],
)
def test_an_item_is_found_in_a_heading_that_is_marred(printed, what):
    items = priorities("a-2016#1", "a-2016#2", a_2016_1="Mensenhandel en mensensmokkel", a_2016_2="Verkeersveiligheid")
    text = blocks(("heading", printed, {}), ("heading", "Verkeersveiligheid", {}))
    found = compare.found(items, documents(("a-2016", "nl", "full")), text, CompareSettings())
    assert found.set_index("priority_id").loc["a-2016#1", "where"] == "heading", what


def test_entries_with_the_word_and_between_the_last_two_and_the_two_before_are_each_found():
    items = priorities("a-2016#1", "a-2016#2", "a-2016#3", a_2016_1="Drugs", a_2016_2="Overlast", a_2016_3="Cybercrime")
    text = blocks(("paragraph", "Het plan noemt (13) drugs, en (14) overlast, en (15) cybercrime.", {}))
    found = compare.found(items, documents(("a-2016", "nl", "full")), text, CompareSettings())
    assert found.set_index("priority_id")["where"].to_dict() == dict.fromkeys(items["priority_id"], "list")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cyberstrategie 2025 2030", "Cyberstrategie 2025-2030"),
        ("e commerce", "e-commerce"),
        ("”Clear Hold Build”", "Clear–Hold–Build"),
        ("Mensenhandel\u00a0en mensensmokkel", "mensenhandel en mensensmokkel"),
    ],
)
def test_lost_dashes_quotes_and_spaces_make_no_other_name(one, other):
    assert normal_name(one) == normal_name(other)
