"""The example corpus: its facts, its digests, and the script that sets them."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

import pandas as pd
import pdfplumber
import pytest

from kentering import tables

EXAMPLE = Path(__file__).parents[1] / "corpora" / "example"
SAYS_DIGEST = {
    "nl": ("Dit is niet het plan zelf", "Digest voor kentering – niet het plan zelf"),
    "fr": ("Ce n’est pas le plan lui-même", "Condensé pour kentering – pas le plan lui-même"),
    "en": ("It is not the plan itself", "Digest for kentering – not the plan itself"),
}


def read(table):
    frame = pd.read_csv(EXAMPLE / f"{table}.csv", dtype=str, keep_default_na=False)
    for column in {"pages", "page", "probability"} & set(frame.columns):
        frame[column] = pd.to_numeric(frame[column])
    if "complete" in frame:
        frame["complete"] = frame["complete"].map({"true": True, "false": False})
    empty = [column for column in tables.optional_columns(table) if column not in frame]
    return tables.check(table, frame.assign(**dict.fromkeys(empty, "")))


@pytest.fixture(scope="module")
def works():
    return read("works").set_index("work_id")


@pytest.fixture(scope="module")
def documents():
    return read("documents")


@pytest.fixture(scope="module")
def priorities():
    return read("priorities")


@pytest.fixture(scope="module")
def links():
    return read("links")


@pytest.fixture(scope="module")
def pages(documents):
    """The upper part of page 1 and all footers of each PDF, without the bar at the side."""
    found = {}
    for row in documents.itertuples():
        with pdfplumber.open(EXAMPLE / row.file) as pdf:
            height, width = pdf.pages[0].height, pdf.pages[0].width
            opening = flat(pdf.pages[0].crop((60, 0, width, 350)).extract_text())
            footers = [flat(page.crop((60, height - 75, width, height)).extract_text()) for page in pdf.pages]
        found[row.document_id] = (opening, footers)
    return found


@pytest.fixture(scope="module")
def typeset():
    spec = importlib.util.spec_from_file_location("typeset", EXAMPLE / "typeset.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def top_items(priorities, work_id, *kinds):
    chosen = priorities[(priorities["work_id"] == work_id) & priorities["kind"].isin(kinds)]
    return chosen.sort_values("position")


def flat(text):
    return " ".join(text.split())


def test_fifteen_works_stand_in_seventeen_documents(works, documents):
    assert len(works) == 15
    assert len(documents) == 17
    assert set(documents["work_id"]) == set(works.index)
    assert set(documents["text"]) == {"digest"}


def test_nvp_2022_and_gvpp_2021_exist_in_two_languages(documents):
    languages = documents.groupby("work_id")["language"].agg(lambda column: " ".join(sorted(column)))
    assert languages[languages.str.contains(" ")].to_dict() == {"gvpp-2021": "fr nl", "nvp-2022": "fr nl"}


def test_nvp_2022_declares_four_transversal_themes_and_fifteen_phenomena_in_printed_order(priorities):
    declared = top_items(priorities, "nvp-2022", "transversal", "priority")
    numbers = [f"2.2.{n}" for n in range(1, 5)] + [f"2.3.{n}" for n in range(1, 16)]
    assert declared["number"].tolist() == numbers
    assert declared["name_nl"].iloc[6] == "Drugs"
    assert declared["name_fr"].iloc[15] == "la traite des êtres humains"


def test_kiv_2022_has_six_dimensions_and_not_the_ten_clusters_of_2016(works, priorities):
    dimensions = top_items(priorities, "kiv-2022", "dimension")
    assert len(dimensions) == 6
    assert len(priorities[priorities["work_id"] == "kiv-2022"]) == 6
    clusters = top_items(priorities, "kiv-2016", "priority")
    assert len(clusters) == 10
    assert not set(clusters["name_nl"]) & set(dimensions["name_nl"])
    assert not works.loc["kiv-2022", "complete"]


def test_kiv_2026_keeps_the_six_dimensions_in_another_order(priorities):
    order = [
        top_items(priorities, work_id, "dimension")["priority_id"].str.split("#").str[1].tolist()
        for work_id in ("kiv-2022", "kiv-2026")
    ]
    assert sorted(order[0]) == sorted(order[1])
    assert order[0][4] == order[1][0] == "publieke-ruimte"


@pytest.mark.parametrize(
    ("work_id", "number"),
    [
        ("nvp-2012", 10),
        ("nvp-2016", 10),
        ("nvp-2026", 7),
        ("gvpp-2017", 10),
        ("gvpp-2021", 9),
        ("eu-2014", 9),
        ("eu-2018", 10),
        ("eu-2022", 10),
        ("eu-2026", 7),
        ("zvp-2014-5421", 5),
        ("zvp-2020-5340", 6),
    ],
)
def test_each_plan_has_as_many_priorities_as_it_announced(priorities, work_id, number):
    assert len(top_items(priorities, work_id, "priority")) == number


def test_a_prolonged_plan_is_valid_longer_than_its_title_says(works):
    assert works.loc["nvp-2016", ["cycle_end", "valid_to"]].tolist() == ["2019-12-31", "2021-12-31"]


def test_both_ends_of_kiv_2022_are_kept(works):
    assert works.loc["kiv-2022", ["valid_to", "valid_alternative"]].tolist() == ["2024-12-31", "2025-12-31"]


def test_each_zone_is_a_series_of_its_own(works):
    assert works.loc[works["family"] == "ZVP", "series"].tolist() == ["ZVP-5421", "ZVP-5340"]


def test_drafts_and_partial_lists_are_marked(works):
    assert works.index[works["status"] == "draft"].tolist() == ["kiv-2026", "nvp-2026"]
    assert works.index[~works["complete"]].tolist() == ["kiv-2022", "kiv-2026", "nvp-2012"]


def test_what_comes_from_memory_is_flagged_in_table_and_digest(works, priorities):
    columns = ["confidence_nl", "confidence_fr", "confidence_en"]
    from_memory = priorities.loc[(priorities[columns] == "memory").any(axis=1), "priority_id"]
    assert from_memory.tolist() == ["nvp-2012#ch-openbare-ruimte", "nvp-2016#t-recherche", "eu-2014#cybercrime"]
    for work_id in ("eu-2014", "eu-2018", "eu-2022"):
        assert works.loc[work_id, "title_confidence"] == "memory"
    headings = [line for line in (EXAMPLE / "text/eu-2014-en.md").read_text().splitlines() if "Cybercrime" in line[:15]]
    assert headings == ["## Cybercrime (from memory)"]


def test_a_dutch_name_from_memory_is_not_shown_in_a_digest(priorities):
    shown = priorities[(priorities["confidence_nl"] == "memory")]
    for row in shown.itertuples():
        assert row.name_nl not in (EXAMPLE / f"text/{row.work_id}-nl.md").read_text(encoding="utf-8")


def test_positions_run_without_gaps_and_parents_come_first(priorities):
    for _, items in priorities.groupby("work_id", sort=False):
        assert items["position"].tolist() == list(range(1, len(items) + 1))
        seen = {""}
        for row in items.itertuples():
            assert row.parent_id in seen
            seen.add(row.priority_id)


def test_every_name_has_a_source_and_a_confidence(priorities):
    for language in ("nl", "fr", "en"):
        named = priorities[f"name_{language}"] != ""
        assert ((priorities[f"source_{language}"] != "") == named).all()
        assert ((priorities[f"confidence_{language}"] != "") == named).all()


def test_every_end_of_a_link_exists(links, priorities):
    known = set(priorities["priority_id"])
    assert len(links) == 240
    assert set(links["from_id"]) <= known
    assert set(links["to_id"]) <= known
    assert not links.duplicated(["from_id", "to_id"]).any()


def test_declared_names_are_headings_of_their_digest(priorities, documents):
    for document in documents.itertuples():
        text = (EXAMPLE / "text" / f"{document.document_id}.md").read_text(encoding="utf-8")
        headings = [line.lower() for line in text.splitlines() if line.startswith("#")]
        names = top_items(priorities, document.work_id, "priority")[f"name_{document.language}"]
        for name in names[names != ""]:
            assert any(name.lower() in heading for heading in headings), f"{document.document_id}: {name}"


def test_page_counts_and_hashes_in_the_table_are_true(documents, pages):
    for row in documents.itertuples():
        assert hashlib.sha256((EXAMPLE / row.file).read_bytes()).hexdigest() == row.sha256, row.document_id
        assert len(pages[row.document_id][1]) == row.pages, row.document_id


def test_each_digest_says_so_on_its_first_page(documents, pages):
    for row in documents.itertuples():
        assert SAYS_DIGEST[row.language][0] in pages[row.document_id][0], row.document_id


def test_each_footer_says_that_it_is_a_digest(documents, pages):
    for row in documents.itertuples():
        for number, footer in enumerate(pages[row.document_id][1], start=1):
            assert SAYS_DIGEST[row.language][1] in footer, f"{row.document_id}, page {number}"


def test_setting_a_digest_again_gives_the_same_bytes(typeset):
    for document_id in ("kiv-2022-nl", "eu-2026-en", "gvpp-2021-fr"):
        again = typeset.typeset(EXAMPLE / "text" / f"{document_id}.md")
        assert again == (EXAMPLE / "pdf" / f"{document_id}.pdf").read_bytes(), document_id


def test_the_looks_are_spread_over_the_set(typeset):
    texts = [path.read_text(encoding="utf-8") for path in (EXAMPLE / "text").glob("*.md")]
    looks = [typeset.digest_parts(text)[0]["look"] for text in texts]
    assert set(looks) == {"one-column", "two-column", "side-bar"}
    assert min(looks.count(look) for look in set(looks)) >= 4


def test_signs_that_typst_would_read_as_markup_are_set_as_they_stand(typeset):
    assert typeset.typst_markup("#1 *a* $b @c [d] ~e") == '#"#1 "#emph[#"a"]#" $b @c [d] ~e"\n\n'


def test_markdown_without_a_typst_form_stops_the_script(typeset):
    with pytest.raises(ValueError, match="no typst markup for Markdown hr"):
        typeset.typst_markup("a\n\n---\n")
