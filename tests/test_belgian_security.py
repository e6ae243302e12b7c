"""The real plans as data: what the lists say, what pages about them get wrong, and that no PDF is needed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from making import plan_pdf

import kentering as kt
from kentering.compare.lags import in_force
from kentering.corpus import corpus, faults, title, to_add_line
from kentering.cycles import successive

ROOT = Path(__file__).parents[1]
REAL = ROOT / "corpora" / "belgian-security"
NAMES = ["name_nl", "name_fr", "name_en"]
LANGUAGES = ("nl", "fr", "en")
MISPRINTS = {
    "nvp-2004#mensenhandel": ("fr", "la traite des être humains"),
    "nvs-2021#democratie": ("fr", "État de démocratique"),
    "kiv-2022#persoonsgebonden": ("fr", "Sécurite liée"),
    "nvp-2008#criminaliteit/informatica": ("nl", "informatiecriminaliteit"),
    "eu-2007#t-international": ("en", "from to their"),
}


@pytest.fixture(scope="module")
def opened():
    return corpus(REAL)


@pytest.fixture(scope="module")
def works(opened):
    return opened.works.set_index("work_id")


@pytest.fixture(scope="module")
def priorities(opened):
    return opened.priorities.set_index("priority_id", drop=False)


@pytest.fixture(scope="module")
def links(opened):
    return opened.links


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """The corpus as it comes: tables, no PDF, nothing built."""
    return kt.open(copy_of_the_tables(tmp_path_factory.mktemp("plans") / "belgian-security"))


@pytest.fixture(scope="module")
def changes(study):
    return study.changes


def copy_of_the_tables(folder: Path) -> Path:
    folder.mkdir()
    for file in [*REAL.glob("*.csv"), REAL / "corpus.toml"]:
        shutil.copy(file, folder)
    return folder


def declared(priorities, work_id, *kinds):
    rows = priorities[(priorities["work_id"] == work_id) & priorities["kind"].isin(kinds)]
    return rows.sort_values("position")


def names(priorities, work_id, language="nl"):
    column = priorities.loc[priorities["work_id"] == work_id, f"name_{language}"]
    return {name.lower() for name in column if name}


def between(table, from_work, to_work):
    return table[(table["from_work"] == from_work) & (table["to_work"] == to_work)]


def test_every_plan_every_item_and_every_given_link_is_there_without_fault(opened):
    assert faults(opened) == []
    assert (len(opened.works), len(opened.priorities), len(opened.links)) == (34, 379, 328)
    assert set(opened.links["origin"]) == {"person"}


def test_the_tables_say_what_the_facts_say(opened, priorities, links, shared):
    yaml = pytest.importorskip("yaml")
    facts = yaml.safe_load((shared / "facts" / "documents.yaml").read_text(encoding="utf-8"))["documents"]
    pairs = yaml.safe_load((shared / "facts" / "crosswalk.yaml").read_text(encoding="utf-8"))["pairs"]
    flat = [row for plan in facts for row in flattened(plan["priorities"], plan["id"], "")]
    assert [row["id"] for row in flat] == opened.priorities["priority_id"].tolist()
    for row in flat:
        ours = priorities.loc[row["id"]]
        assert (ours["parent_id"], ours["kind"], ours["number"]) == (row["parent"], row["kind"], row["no"])
        for language in LANGUAGES:
            if MISPRINTS.get(row["id"], ("",))[0] != language:
                assert ours[f"name_{language}"] == row[language]
    given = {
        (each["from"], each["to"], each["relation"], each["certainty"]) for pair in pairs for each in pair["links"]
    }
    assert set(links[["from_id", "to_id", "relation", "certainty"]].itertuples(index=False, name=None)) == given


def flattened(nodes, work_id, parent):
    for node in nodes:
        item = f"{parent}/{node['key']}" if parent else f"{work_id}#{node['key']}"
        texts = {language: node.get(language, "") for language in LANGUAGES}
        yield {"id": item, "parent": parent, "kind": node["kind"], "no": str(node.get("no", "")), **texts}
        yield from flattened(node.get("subs", []), work_id, item)


@pytest.mark.parametrize(("table", "key"), [("works", "work_id"), ("priorities", "priority_id")])
def test_the_example_says_the_same_of_the_plans_that_it_shares(opened, example, table, key):
    ours = getattr(opened, table).set_index(key)
    theirs = getattr(corpus(example), table).set_index(key)
    pd.testing.assert_frame_equal(ours.loc[theirs.index], theirs)


def test_the_example_holds_every_link_between_its_plans(opened, example):
    theirs = corpus(example)
    shared_works = set(theirs.works["work_id"])
    work_of = opened.priorities.set_index("priority_id")["work_id"]
    inside = opened.links["from_id"].map(work_of).isin(shared_works) & opened.links["to_id"].map(work_of).isin(
        shared_works
    )
    key = ["from_id", "to_id"]
    ours = opened.links[inside].sort_values(key, ignore_index=True)
    pd.testing.assert_frame_equal(ours, theirs.links.sort_values(key, ignore_index=True))


def test_every_name_has_a_source_and_a_confidence(priorities):
    for language in LANGUAGES:
        named = priorities[f"name_{language}"] != ""
        assert ((priorities[f"source_{language}"] != "") == named).all()
        assert ((priorities[f"confidence_{language}"] != "") == named).all()


def test_sources_are_written_as_a_bibliography_would(opened):
    columns = [opened.works["source"], *[opened.priorities[f"source_{language}"] for language in LANGUAGES]]
    for column in columns:
        for source in column[column != ""].unique():
            assert "seed" not in source
            assert not source.startswith("http")


def test_what_is_from_memory_says_so(opened, priorities, works):
    for language in LANGUAGES:
        recalled = priorities[f"confidence_{language}"] == "memory"
        said = priorities[f"source_{language}"].str.contains("memory|geheugen")
        assert (recalled == said).all()
    remembered = priorities[(priorities[[f"confidence_{each}" for each in LANGUAGES]] == "memory").any(axis=1)]
    assert remembered.index.tolist() == ["nvp-2012#ch-openbare-ruimte", "nvp-2016#t-recherche", "eu-2014#cybercrime"]
    titles = works.index[works["title_confidence"] == "memory"].tolist()
    assert titles == ["nvp-2003", "eu-2011", "eu-2014", "eu-2018", "eu-2022"]
    assert works.index[works["confidence"] == "memory"].tolist() == ["nvp-2003"]
    resting = opened.links["evidence"].str.contains("memory")
    touching = opened.links[["from_id", "to_id"]].isin(["eu-2014#cybercrime"]).any(axis=1)
    assert (resting >= touching).all()


def test_a_title_from_memory_is_never_given_without_that_word(opened):
    titles = {row["work_id"]: title(row, "fr") for row in opened.works.to_dict("records")}
    said = sorted(work_id for work_id, each in titles.items() if re.search(r"\((de mémoire|from memory)\)$", each))
    assert said == ["eu-2011", "eu-2014", "eu-2018", "eu-2022", "nvp-2003"]
    assert titles["kiv-2026"] == "Kadernota Integrale Veiligheid 2026-2029"


def test_a_list_that_is_not_whole_says_why(works):
    incomplete = works.index[~works["complete"]].tolist()
    assert incomplete == [
        *("kiv-2004", "kiv-2022", "kiv-2026", "nvp-2003", "nvp-2008", "nvp-2012", "nvp-2022-draft"),
        *("socta-2013", "zvp-2014", "zvp-2020", "zvp-2020-5418", "stroomplan-xxl"),
    ]
    assert (works.loc[incomplete, "list_note"] != "").all()


def test_nothing_is_new_or_dropped_against_a_list_that_is_not_whole(changes, works):
    new, dropped = (changes[changes["kind"] == kind] for kind in ("new", "dropped"))
    assert len(new) > 5
    assert len(dropped) > 5
    assert works.loc[new["from_work"], "complete"].all()
    assert works.loc[dropped["to_work"], "complete"].all()


def test_a_link_of_low_certainty_does_not_count(changes):
    fate = between(changes, "kiv-2004", "kiv-2016")
    counted = fate[fate["origin"] == "person"]
    assert counted["from_ids"].tolist() == [["kiv-2004#terrorisme"]]
    weak = fate[fate["from_ids"].map(lambda ids: ids == ["kiv-2004#online-crime"])]
    assert weak["kind"].tolist() == ["unknown"]


def test_between_whole_lists_new_and_dropped_are_what_the_reader_of_both_found(changes):
    fate = between(changes, "eu-2014", "eu-2018")
    new = sorted(item for ids in fate.loc[fate["kind"] == "new", "to_ids"] for item in ids)
    assert new == ["eu-2018#documents", "eu-2018#environment", "eu-2018#finances"]
    assert fate.loc[fate["kind"] == "dropped", "from_ids"].tolist() == [["eu-2014#counterfeit"]]


# Pages that mislead, and other traps


def test_kiv_2022_does_not_get_the_ten_clusters_that_a_page_prints_under_its_title(priorities, works):
    six = declared(priorities, "kiv-2022", "dimension", "priority", "transversal", "sub")
    assert set(six["kind"]) == {"dimension"}
    assert len(six) == 6
    assert not names(priorities, "kiv-2022") & names(priorities, "kiv-2016")
    assert "ten clusters" in works.loc["kiv-2022", "list_note"]


def test_both_ends_of_kiv_2022_are_kept(works):
    columns = ["cycle", "cycle_end", "valid_to", "valid_alternative"]
    assert works.loc["kiv-2022", columns].tolist() == ["2022-2024", "2024-12-31", "2024-12-31", "2025-12-31"]


def test_between_the_two_ends_of_kiv_2022_nobody_can_say_that_it_was_in_force(opened):
    def answer(day):
        found = in_force(opened.works, day).set_index("work_id")
        return found.loc["kiv-2022", "in_force"]

    assert [answer(day) for day in ("2024-06-01", "2025-06-01", "2026-06-01")] == ["yes", "maybe", "no"]


def test_the_draft_of_nvp_2022_has_seven_items_and_never_stands_for_the_cycle(priorities, works, opened):
    assert works.loc["nvp-2022-draft", ["status", "complete"]].tolist() == ["draft", False]
    assert len(declared(priorities, "nvp-2022-draft", "priority")) == 7
    final = priorities[priorities["work_id"] == "nvp-2022"]
    assert final["kind"].value_counts()[["priority", "transversal"]].tolist() == [15, 4]
    pairs = successive(opened.works)
    assert ("nvp-2016", "nvp-2022") in pairs
    assert not any("nvp-2022-draft" in pair for pair in pairs)


def test_a_prolonged_plan_is_in_force_after_the_period_in_its_title(works, opened):
    assert works.loc["nvp-2016", ["cycle", "cycle_end", "valid_to"]].tolist() == [
        "2016-2019",
        "2019-12-31",
        "2021-12-31",
    ]
    assert works.loc["zvp-2014", ["cycle_end", "valid_to"]].tolist() == ["2017-12-31", "2019-12-31"]
    then = in_force(opened.works, "2021-06-01").set_index("work_id")["in_force"]
    assert then["nvp-2016"] == "yes"
    assert then["nvp-2022"] == "no"


def test_the_nvp_2020_that_an_editorial_expected_is_not_there(works):
    nvp = works[works["series"] == "NVP"]
    assert sorted(nvp["cycle"].unique()) == [
        *("2003-2004", "2004-2007", "2008-2011", "2012-2015", "2016-2019", "2022-2025", "2026-2029"),
    ]


def test_kiv_nvp_and_the_federal_plan_of_1999_are_three_things(works):
    assert works.loc["fvp-1999", ["series", "status"]].tolist() == ["FVP", "announcement"]
    assert works.loc["kiv-2004", "title_fr"] == "Note Cadre de Politique Fédérale Sécurité"
    kiv = works[works["series"] == "KIV"]
    assert not kiv["title_nl"].str.contains("Nationaal").any()


def test_what_the_press_calls_new_was_there_before(priorities, changes):
    assert priorities.loc["nvp-2004#wapenzwendel", "number"] == "9"
    assert priorities.loc[["nvp-2004#verkeersveiligheid", "nvp-2004#afvalfraude"], "number"].tolist() == ["1", "7"]
    fate = between(changes, "nvp-2004", "nvp-2012")
    arms = fate[fate["to_ids"].map(lambda ids: "nvp-2012#wapenhandel" in ids)]
    assert arms["kind"].tolist() == ["renamed"]


def test_kiv_and_nvp_2016_have_the_same_ten_and_not_the_same_number_of_transversal_themes(priorities):
    for work_id, number in (("kiv-2016", 5), ("nvp-2016", 7)):
        assert len(declared(priorities, work_id, "priority")) == 10
        assert len(declared(priorities, work_id, "transversal")) == number


def test_three_wordings_of_one_year_are_one_item(priorities):
    drugs = priorities.loc["kiv-2016#drugs"]
    assert drugs["name_nl"] == "Een geactualiseerd integraal en geïntegreerd drugsbeleid"
    assert drugs["variants"].split(" | ") == [
        "een geïntegreerd drugsbeleid",
        "geactualiseerd integraal en geïntegreerd drugsbeleid",
    ]
    assert "geweldcriminaliteit" in priorities.loc["kiv-2016#geweld", "variants"]
    assert "Geweldscriminaliteit" in priorities.loc["kiv-2016#geweld", "name_nl"]


def test_the_order_of_smuggling_and_trafficking_flips_and_the_item_stays_one(priorities, links):
    both = priorities.loc["kiv-2016#smokkel-handel"]
    assert both["name_nl"] == "Mensensmokkel en mensenhandel"
    assert "mensenhandel en mensensmokkel" in both["variants"]
    turned = priorities.loc["gvpp-2017#smokkel-handel"]
    assert (turned["name_nl"], turned["name_fr"]) == (
        "Mensensmokkel en mensenhandel",
        "La traite et le trafic des êtres humains",
    )
    tied = links[links["to_id"].str.startswith("gvpp-2017#smokkel")]
    assert set(tied["relation"]) == {"same"}


def test_trafic_in_the_unofficial_french_of_the_eu_list_is_trafficking_and_not_smuggling(priorities, links):
    item = priorities.loc["eu-2022#thb"]
    assert (item["name_en"], item["name_fr"]) == ("Trafficking in human beings", "Le trafic d’êtres humains")
    to_nvp = links[(links["from_id"] == "eu-2022#thb") & links["to_id"].str.startswith("nvp-2022#")]
    assert "nvp-2022#mensenhandel" in to_nvp["to_id"].tolist()
    assert "nvp-2022#migratie-smokkel" not in to_nvp["to_id"].tolist()


def test_headings_foreword_and_press_of_nvp_2022_are_kept_apart(priorities):
    space, internet = priorities.loc["nvp-2022#t-publieke-ruimte"], priorities.loc["nvp-2022#t-internet"]
    assert (space["name_nl"], internet["name_nl"]) == (
        "Politioneel beheer van de publieke ruimte",
        "Internet en (nieuwe) technologie",
    )
    assert "openbare ruimte" in space["variants"]
    assert "nieuwe technologieën" in internet["variants"]


def test_a_comma_inside_a_name_does_not_make_it_several_items(priorities):
    hacking = "Hacking, informaticasabotage, informaticabedrog en oplichtingen met internet"
    assert priorities.loc["nvp-2022#hacking", "name_nl"] == hacking
    assert priorities.loc["nvp-2016#radicalisering", "name_nl"] == (
        "Radicalisering, gewelddadig extremisme en terrorisme"
    )
    bullet = priorities.loc["kiv-2026#publieke-ruimte/georganiseerde-criminaliteit"]
    below = priorities[priorities["parent_id"] == bullet["priority_id"]]
    assert len(below) == 6
    assert all(name in bullet["name_nl"] for name in below["name_nl"])
    horizontal = priorities.loc["nvp-2022#horizontaal"]
    assert horizontal["name_nl"] == "Horizontale fenomenen"
    assert len(priorities[priorities["parent_id"] == horizontal["priority_id"]]) == 4


def test_two_numberings_of_one_list_are_both_kept(priorities):
    fifteen = declared(priorities, "nvp-2022", "priority")
    assert fifteen["number"].tolist() == [f"2.3.{number}" for number in range(1, 16)]
    assert fifteen["number_alternative"].tolist() == [str(number) for number in range(1, 16)]
    six = declared(priorities, "kiv-2022", "dimension")
    assert six["number_alternative"].tolist() == [f"6.{number}" for number in six["number"]]


def test_the_transversal_themes_of_kiv_2016_stand_before_its_clusters(priorities):
    kinds = declared(priorities, "kiv-2016", "priority", "transversal")["kind"].tolist()
    assert kinds == ["transversal"] * 5 + ["priority"] * 10


def test_a_renumbered_dimension_is_the_same_dimension(changes, priorities):
    fate = between(changes, "kiv-2022", "kiv-2026")
    pairs = {a: b for ids, to_ids in zip(fate["from_ids"], fate["to_ids"], strict=True) for a in ids for b in to_ids}
    assert pairs == {f"kiv-2022#{key}": f"kiv-2026#{key}" for key in _keys(priorities, "kiv-2022")}
    assert priorities.loc[["kiv-2022#digitaal", "kiv-2026#digitaal"], "number"].tolist() == ["6", "5"]


def _keys(priorities, work_id):
    return [item.partition("#")[2] for item in declared(priorities, work_id, "dimension").index]


def test_a_dimension_is_called_otherwise_in_the_other_language(priorities):
    item = priorities.loc["kiv-2022#publieke-ruimte"]
    assert item["name_nl"].endswith("democratische waarden")
    assert item["name_fr"].endswith("normes et valeurs")
    assert "norms and values" in item["note"]


def test_the_six_interests_of_the_nvs_are_not_the_six_dimensions_of_the_kiv(priorities):
    interests = declared(priorities, "nvs-2021", "dimension")
    assert interests["number"].tolist() == list("123456")
    assert interests["name_en"].iloc[0].startswith("Protecting the achievements")
    assert len(declared(priorities, "kiv-2022", "dimension")) == len(interests) == 6
    assert not names(priorities, "nvs-2021") & names(priorities, "kiv-2022")


def test_priorities_of_the_eu_are_counted_and_not_its_action_plans(priorities, works):
    assert len(declared(priorities, "eu-2022", "priority")) == 10
    assert declared(priorities, "eu-2022", "transversal").index.tolist() == ["eu-2022#document-fraud"]
    assert len(declared(priorities, "socta-2017", "priority")) == 10
    assert len(declared(priorities, "socta-2017", "transversal")) == 6
    assert "five threats" in works.loc["socta-2017", "list_note"]


def test_the_eu_cycle_2011_2013_may_have_been_in_force_from_its_first_year(works, opened):
    columns = ["cycle", "cycle_start", "cycle_end", "valid_from", "valid_to"]
    assert works.loc["eu-2011", columns].tolist() == ["2011-2013", "2011", "2013", "2011", "2013"]
    assert "implemented in 2012-2013" in works.loc["eu-2011", "note"]
    held = {
        day: in_force(opened.works, day).set_index("work_id").loc["eu-2011", "in_force"]
        for day in ("2010-06-30", "2011-06-30", "2012-06-30", "2014-06-30")
    }
    assert held == {"2010-06-30": "no", "2011-06-30": "maybe", "2012-06-30": "yes", "2014-06-30": "no"}


def test_each_document_number_stands_with_the_priorities_that_it_sets(works):
    notes = works["note"]
    assert works.index[notes.str.contains("9450/17")].tolist() == ["eu-2018"]
    assert works.index[notes.str.contains("8665/21")].tolist() == ["eu-2022"]
    assert re.search(r"not 7704/17.*continuation", notes["eu-2018"])
    assert "2014-2017" in works.loc["eu-2014", "source"]


def test_the_list_of_eu_2018_stands_in_the_order_of_the_council(priorities):
    order = declared(priorities, "eu-2018", "priority").index.str.partition("#").get_level_values(2).tolist()
    assert order.index("property") < order.index("thb") < order.index("excise-mtic") < order.index("firearms")


def test_a_zonal_plan_runs_six_years_though_its_page_says_four(works):
    assert works.loc["zvp-2020-5340", ["valid_from", "valid_to"]].tolist() == ["2020-01-01", "2025-12-31"]
    assert "vierjarenplan" in works.loc["zvp-2020-5340", "note"]


def test_permanent_and_added_priorities_are_two_classes(priorities):
    classes = priorities.loc[priorities["work_id"] == "zvp-2020-5418", "note"].str.partition(";")[0]
    assert classes.tolist() == ["permanent priority"] * 7 + ["added priority"] * 3


def test_each_zone_is_a_series_of_its_own_and_the_cycle_of_all_zones_has_no_list(works, priorities):
    zonal = works[works["family"] == "ZVP"]
    assert sorted(zonal["series"]) == ["ZVP", "ZVP", "ZVP-5340", "ZVP-5418", "ZVP-5421"]
    assert names(priorities, "zvp-2020") == names(priorities, "zvp-2014") == set()


def test_a_communication_before_approval_is_a_draft(works):
    for work_id in ("kiv-2026", "nvp-2026"):
        assert works.loc[work_id, ["status", "adopted"]].tolist() == ["draft", ""]
    assert not works.loc["kiv-2026", "complete"]


def test_a_date_known_to_the_year_or_month_stays_so(works):
    assert works.loc["socta-2025", ["adopted", "date_precision"]].tolist() == ["2025-03", "month"]
    assert works.loc["kanaalplan-2016", "valid_from"] == "2016"
    lengths = works["adopted"].str.len().map({0: "", 4: "year", 7: "month", 10: "day"})
    assert (works["date_precision"] == lengths).all()


@pytest.mark.parametrize("item", MISPRINTS)
def test_a_misprint_is_a_variant_and_no_name(priorities, item):
    language, printed = MISPRINTS[item]
    row = priorities.loc[item]
    assert printed not in row[f"name_{language}"]
    kept = [variant for variant in row["variants"].split(" | ") if printed in variant]
    assert len(kept) == 1
    assert kept[0].endswith("[sic]")


def test_no_period_ends_in_2055(works):
    assert not works["cycle"].str.contains("2055").any()
    assert not works["cycle_end"].str.startswith("2055").any()


def test_a_name_that_was_cut_off_shows_where(priorities):
    cut = priorities.index[priorities[NAMES].apply(lambda names: names.str.contains("[...]", regex=False)).any(axis=1)]
    assert cut.tolist() == ["kiv-2004#georganiseerde-criminaliteit", "zvp-2020-5418#cyber"]
    assert (priorities.loc[cut, "note"].str.contains("cut off|truncated")).all()


# Without a PDF


def test_a_text_is_listed_for_each_language_in_which_a_plan_exists(opened):
    documents = opened.documents
    assert len(documents) == 46
    assert set(documents["text"]) == {"full"}
    assert (documents["file"] == "pdf/" + documents["document_id"] + ".pdf").all()
    assert (documents["document_id"] == documents["work_id"] + "-" + documents["language"]).all()
    without = set(opened.works["work_id"]) - set(documents["work_id"])
    assert without == {"nvp-2003", "zvp-2014", "zvp-2020"}


def test_the_texts_still_to_be_added_are_said_on_one_line(opened, tmp_path):
    line = to_add_line(opened.documents, copy_of_the_tables(tmp_path / "plans"))
    assert line.startswith("46 of 46 listed texts still to be added")
    assert "nvp-2022 (fr, nl)" in line
    assert "kentering fetch" in line
    assert "\n" not in line


def test_held_is_a_matrix_of_work_by_language(study):
    held = study.held.set_index("work_id")
    assert len(held) == 34
    assert held.loc["nvs-2021", ["nl", "fr", "en"]].tolist() == ["missing"] * 3
    assert held.loc["eu-2018", ["nl", "fr", "en"]].tolist() == ["none", "missing", "missing"]
    assert held.loc["nvp-2003", ["nl", "fr", "en"]].tolist() == ["none"] * 3


def test_declared_tables_are_made_without_text_or_encoder(study, monkeypatch):
    monkeypatch.setattr("kentering.embed.encoder", lambda *_: pytest.fail("an encoder was asked for"))
    study.run()
    assert len(study.links) >= 328
    assert len(study.coverage) > 50
    assert len(study.lags) > 50
    assert len(study.shares) == len(study.passages) == len(study.themes) == 0
    assert len(study.left_out) == 0


def test_check_and_run_end_well_though_no_text_is_here(study):
    for command in ("check", "run", "status"):
        done = subprocess.run(
            [sys.executable, "-m", "kentering", command, str(study.folder)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        said = [line for line in done.stderr.splitlines() if "still to be added" in line]
        assert len(said) == (0 if command == "status" else 1)
        assert "left out" not in done.stderr


def test_a_text_that_is_added_is_read_and_the_rest_is_still_to_come(tmp_path):
    folder = copy_of_the_tables(tmp_path / "plans")
    (folder / "pdf").mkdir()
    plan_pdf(folder / "pdf" / "nvp-2022-nl.pdf", "Nationaal Veiligheidsplan", {"Drugs": 3, "Verkeersveiligheid": 2})
    added = kt.open(folder)
    assert set(added.passages["document_id"]) == {"nvp-2022-nl"}
    assert added.held.set_index("work_id").loc["nvp-2022", ["nl", "fr"]].tolist() == ["full", "missing"]
    assert to_add_line(added.documents, folder).startswith("45 of 46")
    assert faults(added.corpus) == []
    assert "nvp-2022#verkeer" in set(added.passages["priority_id"])


def test_a_name_that_a_translator_gave_says_so(priorities):
    from kentering.plot import names, wording

    french = names.item_names(priorities.reset_index(drop=True), wording.load("fr"))
    translated = priorities.index[priorities["confidence_fr"] == "translation"]
    assert len(translated) == 14
    assert all(french[each].endswith("(traduction non officielle)") for each in translated)
    assert not any("officielle)" in name for item, name in french.items() if item not in set(translated))
