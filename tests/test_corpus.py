"""A corpus folder: what is wrong in it is said with file and row; the rest goes on."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from kentering.corpus import corpus, faults, held, new, to_add, to_add_line
from kentering.errors import FaultsError, InputError
from kentering.report.faults import reworded

WORK = {
    "work_id": "nvp-2022",
    "family": "NVP",
    "series": "NVP",
    "level": "federal",
    "cycle": "2022-2025",
    "cycle_start": "2022",
    "status": "final",
    "complete": "true",
}
OTHER = {"document_id": "nvp-2016-nl", "work_id": "nvp-2016", "file": "pdf/b.pdf"}
DOCUMENT = {"document_id": "nvp-2022-nl", "work_id": "nvp-2022", "language": "nl", "text": "full", "file": "pdf/a.pdf"}


def write(path: Path, rows: list[dict[str, str]], delimiter: str = ",") -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def folder(tmp_path):
    made = new(tmp_path / "mine")
    write(made / "works.csv", [WORK])
    write(made / "documents.csv", [DOCUMENT])
    (made / "pdf" / "a.pdf").write_bytes(b"%PDF-1.4 something")
    return made


def test_a_new_corpus_is_empty_and_without_fault(tmp_path):
    made = corpus(new(tmp_path / "mine"))
    assert faults(made) == []
    assert len(made.works) == 0
    assert "| level | who governs | eu, federal, regional, local |" in (made.folder / "COLUMNS.md").read_text()


def test_a_folder_that_holds_something_is_not_overwritten(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(InputError, match="not empty"):
        new(tmp_path)


def test_columns_that_may_be_empty_may_be_missing(folder):
    assert faults(corpus(folder)) == []
    assert corpus(folder).works["issuer"].to_list() == [""]


def test_a_table_from_a_belgian_spreadsheet_with_semicolons_is_read(folder):
    write(folder / "works.csv", [WORK], delimiter=";")
    assert corpus(folder).works["cycle"].to_list() == ["2022-2025"]


def test_an_unknown_column_stops_and_names_the_near_one(folder):
    write(folder / "works.csv", [WORK | {"adoption": "2022"}])
    with pytest.raises(FaultsError, match=r"works.csv: no column 'adoption' \(hint: did you mean adopted\?\)"):
        corpus(folder)


def test_a_wrong_date_leaves_out_its_row_and_says_so(folder):
    write(folder / "works.csv", [WORK, WORK | {"work_id": "nvp-2016", "cycle": "2016-2019", "cycle_start": "2016-31"}])
    opened = corpus(folder)
    assert opened.works["work_id"].to_list() == ["nvp-2022"]
    assert [fault.message for fault in opened.faults] == [
        "works.csv, row 3, column cycle_start: '2016-31' is not allowed"
    ]


def test_a_language_that_is_not_supported_leaves_out_its_document(folder):
    write(folder / "documents.csv", [DOCUMENT, DOCUMENT | {"document_id": "b", "language": "de", "file": "pdf/b.pdf"}])
    opened = corpus(folder)
    assert opened.documents["document_id"].to_list() == ["nvp-2022-nl"]
    assert str(opened.faults[0]) == (
        "documents.csv, row 3, column language: 'de' is not allowed (hint: one of: nl, fr, en)"
    )


def test_a_file_listed_twice_counts_once(folder):
    write(folder / "documents.csv", [DOCUMENT, DOCUMENT | {"document_id": "b"}])
    opened = corpus(folder)
    assert len(opened.documents) == 1
    assert "row 3: pdf/a.pdf is listed in row 2 too" in str(opened.faults[0])


def test_a_file_outside_the_folder_is_refused(folder):
    write(folder / "documents.csv", [DOCUMENT | {"file": "../../etc/a.pdf"}])
    assert "lies outside the corpus folder" in str(corpus(folder).faults[0])


def test_a_document_of_an_unknown_work_is_left_out(folder):
    write(folder / "documents.csv", [DOCUMENT | {"work_id": "nvp-2023"}])
    opened = corpus(folder)
    assert len(opened.documents) == 0
    assert "no work 'nvp-2023' in works.csv (hint: did you mean nvp-2022?)" in str(opened.faults[0])


def test_two_final_works_of_one_cycle_cannot_both_count(folder):
    write(folder / "works.csv", [WORK, WORK | {"work_id": "nvp-2022-bis"}])
    opened = corpus(folder)
    assert opened.works["work_id"].to_list() == ["nvp-2022"]
    assert "row 3: a second final NVP 2022-2025, nvp-2022-bis" in str(opened.faults[0])


def test_a_draft_beside_a_final_work_is_no_fault(folder):
    write(folder / "works.csv", [WORK, WORK | {"work_id": "nvp-2022-draft", "status": "draft"}])
    assert corpus(folder).faults == []


def test_a_file_that_was_here_before_is_said_with_the_way_to_get_it(folder):
    listed = DOCUMENT | {"file": "pdf/c.pdf", "source_url": "https://example.org/nvp", "sha256": "0" * 64}
    write(folder / "documents.csv", [listed])
    said = [str(fault) for fault in faults(corpus(folder))]
    assert said[0].startswith("nvp-2022-nl: no file pdf/c.pdf (hint: get it from https://example.org/nvp")
    assert "pdf/a.pdf stands in no row of documents.csv" in said[1]


def test_a_wrong_hash_is_said_with_the_found_one(folder):
    write(folder / "documents.csv", [DOCUMENT | {"sha256": "0" * 64}])
    (fault,) = faults(corpus(folder))
    assert "is not the file that was listed" in fault.message
    found = hashlib.sha256((folder / "pdf" / "a.pdf").read_bytes()).hexdigest()
    assert f"set sha256 to {found}" in fault.hint


def test_a_text_that_is_not_utf8_is_refused_with_the_way_out(folder):
    (folder / "works.csv").write_bytes("work_id,family\nkiv,geïntegreerd\n".encode("latin-1"))
    with pytest.raises(InputError, match="CSV UTF-8"):
        corpus(folder)


def test_a_word_that_is_neither_true_nor_false_is_a_fault(folder):
    write(folder / "works.csv", [WORK | {"complete": "partly"}])
    opened = corpus(folder)
    assert str(opened.faults[0]) == "works.csv, row 2, column complete: 'partly' (hint: write true or false)"


def test_the_order_of_rows_does_not_matter_for_what_is_kept(folder):
    second = WORK | {"work_id": "nvp-2016", "cycle": "2016-2019", "cycle_start": "2016"}
    write(folder / "works.csv", [WORK, second])
    first = set(corpus(folder).works["work_id"])
    write(folder / "works.csv", [second, WORK])
    assert set(corpus(folder).works["work_id"]) == first


# Works: dates and cycles

EARLIER = WORK | {"work_id": "nvp-2016", "cycle": "2016-2019", "cycle_start": "2016", "cycle_end": "2019"}
LATER = WORK | {"cycle_end": "2025"}
TURNED = {"valid_from": "2022", "valid_to": "2020"}


def said(folder: Path) -> list[str]:
    return [str(fault) for fault in corpus(folder).faults]


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"valid_from": "2022-01-01", "valid_to": "2021-12-31"}, "valid_to 2021-12-31 is before valid_from 2022-01-01"),
        ({"cycle_start": "2022", "cycle_end": "2019"}, "cycle_end 2019 is before cycle_start 2022"),
        ({"valid_from": "2022", "valid_to": "2025", "valid_alternative": "2021"}, "valid_alternative 2021 is before"),
        ({"adopted": "2022-02-30"}, "column adopted: no such day as 2022-02-30"),
    ],
)
def test_a_period_that_ends_before_it_starts_and_a_day_that_does_not_exist_are_faults(folder, dates, words):
    write(folder / "works.csv", [EARLIER | dict.fromkeys(dates, ""), LATER | dates])
    write(folder / "documents.csv", [DOCUMENT | {"work_id": "nvp-2016"}])
    assert corpus(folder).works["work_id"].to_list() == ["nvp-2016"]
    (line,) = said(folder)
    assert line.startswith("works.csv, row 3, nvp-2022")
    assert words in line
    assert "(hint: " in line


def test_a_year_may_hold_the_day_on_which_validity_started(folder):
    write(folder / "works.csv", [WORK | {"valid_from": "2022-03-31", "valid_to": "2022"}])
    assert said(folder) == []


def test_final_works_of_one_series_whose_cycles_overlap_cannot_both_count(folder):
    late = LATER | {"cycle_start": "2019-01-01", "cycle": "2019-2025"}
    for rows in ([EARLIER | {"cycle_end": "2019-12-31"}, late], [late, EARLIER | {"cycle_end": "2019-12-31"}]):
        write(folder / "works.csv", rows)
        write(folder / "documents.csv", [DOCUMENT | {"work_id": "nvp-2016"}])
        assert corpus(folder).works["work_id"].to_list() == ["nvp-2016"]
        (line,) = said(folder)
        assert "the cycle of nvp-2022, 2019-2025, overlaps with that of nvp-2016, 2016-2019" in line
        assert f"works.csv, row {2 + rows.index(late)}" in line


@pytest.mark.parametrize("other", [{"adopted": "2022-02-30"}, {"level": "elsewhere"}])
@pytest.mark.parametrize("faulty", [0, 1])
def test_an_overlap_is_listed_with_another_fault_of_one_of_the_two(folder, faulty, other):
    rows = [EARLIER | {"cycle_end": "2019-12-31"}, LATER | {"cycle_start": "2019-01-01", "cycle": "2019-2025"}]
    rows[faulty] |= other
    write(folder / "works.csv", [dict.fromkeys(other, "") | row for row in rows])
    sound = rows[1 - faulty]["work_id"]
    write(folder / "documents.csv", [DOCUMENT | {"work_id": sound}])
    assert corpus(folder).works["work_id"].to_list() == [sound]
    _, line = said(folder)
    assert "the cycle of nvp-2022, 2019-2025, overlaps with that of nvp-2016, 2016-2019" in line
    assert f"row {2 + faulty} is left out for another fault already" in line


@pytest.mark.parametrize(
    "change",
    [{"status": "draft"}, {"series": "ZVP-5340"}, {"cycle": "2019-2025", "cycle_start": "2019", "cycle_end": "2025"}],
)
def test_drafts_other_series_and_years_that_touch_do_not_overlap(folder, change):
    write(folder / "works.csv", [EARLIER, LATER | {"cycle_start": "2018", "cycle": "2018-2025"} | change])
    assert said(folder) == []


def test_what_hangs_on_works_that_are_left_out_is_one_line(folder):
    write(folder / "works.csv", [EARLIER | {"valid_from": "", "valid_to": ""}, LATER | TURNED])
    item = {"work_id": "nvp-2022", "kind": "priority", "origin": "person"}
    items = [item | {"priority_id": f"nvp-2022#{n}", "position": str(n)} for n in (1, 2, 3)]
    write(folder / "priorities.csv", items)
    assert said(folder)[1:] == [
        "works.csv: what hangs on nvp-2022 is left out with it: documents.csv (1), priorities.csv (3) "
        "(hint: mend works.csv as said; those rows then come back by themselves)",
    ]
    ids = [f"p-{year}" for year in range(2000, 2008)]
    wrong = WORK | {"adopted": "14/07/2020"}
    write(folder / "works.csv", [wrong | {"work_id": each, "cycle": "", "cycle_start": each[2:]} for each in ids])
    write(folder / "documents.csv", [DOCUMENT | {"document_id": f"{each}-nl", "work_id": each} for each in ids])
    (folder / "priorities.csv").unlink()
    assert len([line for line in said(folder) if "14/07/2020" in line]) == len(ids) == len(said(folder)) - 1
    assert "what hangs on p-2000, p-2001, p-2002, p-2003, p-2004, … is left out" in said(folder)[-1]


def test_many_plans_for_one_period_are_a_line_each_and_not_a_line_a_pair(folder):
    ids = [f"p-{number}" for number in range(6)]
    write(folder / "works.csv", [WORK | {"work_id": each, "adopted": "14/07/2020"} for each in ids])
    write(folder / "documents.csv", [DOCUMENT | {"work_id": "p-0"}])
    assert len([line for line in said(folder) if "a second final" in line]) == len(ids) - 1


@pytest.mark.parametrize("cell", ["14/07/2020", "6/08/2020", "26-05-2025", "jul/25", "43831", "2020-7-4"])
def test_a_date_as_a_spreadsheet_writes_it_is_answered_with_the_way_to_write_one(folder, cell):
    write(folder / "works.csv", [WORK | {"adopted": cell}])
    first = corpus(folder).faults[0]
    assert first.message == f"works.csv, row 2, column adopted: '{cell}' is not allowed"
    assert first.hint.startswith("write 2020-07-14, 2020-07 or 2020")
    for language in ("nl", "fr"):
        assert "2020-07-14, 2020-07" in reworded(first.hint, language) != first.hint


def test_two_plans_of_one_year_go_in_as_the_hint_says(folder):
    both = [WORK | {"work_id": each, "cycle": "2022", "cycle_end": "2022"} for each in ("cm-a", "cm-b")]
    write(folder / "documents.csv", [DOCUMENT | {"work_id": "cm-a"}])
    write(folder / "works.csv", both)
    assert "leave cycle and cycle_end empty and give each cycle_start its own day" in said(folder)[0]
    days = [{"cycle": "", "cycle_end": "", "cycle_start": each} for each in ("2022-03-01", "2022-07-14")]
    write(folder / "works.csv", [row | each for row, each in zip(both, days, strict=True)])
    assert said(folder) == []
    assert len(corpus(folder).works) == 2
    columns = (new(folder.parent / "empty") / "COLUMNS.md").read_text(encoding="utf-8")
    assert "leave cycle and cycle_end empty and give each cycle_start its own day" in columns


def test_settings_that_are_not_in_utf8_are_to_be_saved_so(folder):
    (folder / "corpus.toml").write_bytes('name = "plan français"'.encode("latin-1"))
    with pytest.raises(InputError) as caught:
        corpus(folder)
    assert caught.value.message.endswith("corpus.toml is not in UTF-8")
    assert "UTF-8" in caught.value.hint


# Tables as spreadsheets and people leave them


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_with_other_separators_and_capitals_in_names_are_read(folder, separator):
    write(folder / "works.csv", [{name.upper() + " ": cell for name, cell in WORK.items()}], separator)
    assert said(folder) == []
    assert corpus(folder).works["work_id"].to_list() == ["nvp-2022"]


@pytest.mark.parametrize(("word", "meant"), [("WAAR", True), ("Vrai", True), ("nee", False), ("FAUX", False)])
def test_truths_may_be_written_in_the_languages_of_the_corpora(folder, word, meant):
    write(folder / "works.csv", [WORK | {"complete": word}])
    assert corpus(folder).works["complete"].to_list() == [meant]


def test_every_fault_of_a_row_is_listed_at_once(folder):
    write(folder / "works.csv", [LATER | {"complete": "whole", "level": "moon", "status": "done"}, EARLIER])
    found = said(folder)
    assert [line.split(":")[0] for line in found[:3]] == [
        f"works.csv, row 2, column {name}" for name in ("complete", "level", "status")
    ]
    assert corpus(folder).works["work_id"].to_list() == ["nvp-2016"]


def test_a_row_with_more_cells_than_names_is_refused_and_nothing_is_lost_in_silence(folder):
    written = (folder / "works.csv").read_text()
    (folder / "works.csv").write_text(f"{written.rstrip()},one too many\n")
    with pytest.raises(FaultsError, match=f"works.csv, row 2: {len(WORK) + 1} cells under {len(WORK)} names"):
        corpus(folder)


def test_a_quotation_mark_that_is_never_closed_is_said_and_not_a_traceback(folder):
    (folder / "works.csv").write_text(f'work_id,series\n"nvp-2022,{"x" * 200_000}\n')
    with pytest.raises(InputError, match=r"works\.csv is no table"):
        corpus(folder)


def test_a_column_that_stands_twice_but_for_capitals_is_refused(folder):
    write(folder / "works.csv", [WORK | {"Series": "KIV"}])
    with pytest.raises(InputError, match="the column series stands twice"):
        corpus(folder)


def test_a_workbook_in_place_of_a_table_is_to_be_saved_as_one(folder):
    (folder / "works.csv").rename(folder / "works.xlsx")
    with pytest.raises(InputError, match="save it as CSV UTF-8"):
        corpus(folder)


@pytest.mark.parametrize("name", ['"../elsewhere"', '"KIV/NVP: 2022?"', "3", '" "'])
def test_a_corpus_is_called_as_a_file_may_be(folder, name):
    (folder / "corpus.toml").write_text(f"name = {name}\n")
    with pytest.raises(InputError, match="files cannot bear such a name"):
        corpus(folder)


def test_the_same_file_under_two_works_is_a_fault(folder):
    (folder / "pdf" / "b.pdf").write_bytes((folder / "pdf" / "a.pdf").read_bytes())
    write(folder / "works.csv", [EARLIER, LATER])
    write(folder / "documents.csv", [DOCUMENT, DOCUMENT | OTHER])
    (line,) = (str(each) for each in faults(corpus(folder)))
    assert line.startswith("nvp-2016-nl: pdf/b.pdf is the same file as pdf/a.pdf")


def test_an_item_without_a_name_is_left_out(folder):
    write(folder / "priorities.csv", [item("drugs", 1) | {"name_nl": ""}, item("geweld", 2)])
    (line,) = said(folder)
    assert line.startswith("priorities.csv, row 2: nvp-2022#drugs has no name in any language")
    assert corpus(folder).priorities["priority_id"].to_list() == ["nvp-2022#geweld"]


def test_two_names_for_one_theme_are_a_fault(folder):
    row = {"theme_id": "T01", "label_nl": "Drugs", "label_fr": "", "label_en": "", "passages": "nvp-2022-nl-0001"}
    write(folder / "labels.csv", [row, row, row | {"label_nl": "Wapens"}])
    (line,) = said(folder)
    assert line.startswith("labels.csv, row 4, column theme_id: 'T01' stands in row 2 too")
    assert set(corpus(folder).labels["label_nl"]) == {"Drugs"}


# Lists of priorities

SOURCE = {"name_nl": "Drugs", "source_nl": "Nationaal Veiligheidsplan, p. 12", "confidence_nl": "printed"}


def item(key: str, position: int, **more: str) -> dict[str, str]:
    parent, _, _ = key.rpartition("/")
    return {
        "priority_id": f"nvp-2022#{key}",
        "work_id": "nvp-2022",
        "parent_id": f"nvp-2022#{parent}" if parent else "",
        "kind": "sub" if parent else "priority",
        "position": str(position),
        "origin": "person",
        **SOURCE,
        **more,
    }


def test_an_item_whose_parent_does_not_exist_is_left_out_with_what_stands_below_it(folder):
    lost = item("drug/cannabis", 2, parent_id="nvp-2022#drug")
    below = item("drug/cannabis/teelt", 3)
    write(folder / "priorities.csv", [item("drugs", 1), lost, below])
    assert corpus(folder).priorities["priority_id"].to_list() == ["nvp-2022#drugs"]
    assert said(folder) == [
        "priorities.csv, row 3: no parent_id 'nvp-2022#drug'; 1 below it left out with it "
        "(hint: did you mean nvp-2022#drugs? correct the name, or add the row that it points to)"
    ]


def test_an_item_that_is_part_of_another_plan_is_left_out(folder):
    write(folder / "works.csv", [EARLIER, LATER])
    other = item("drugs", 1) | {"priority_id": "nvp-2016#drugs", "work_id": "nvp-2016"}
    write(folder / "priorities.csv", [other, item("cannabis", 1, parent_id="nvp-2016#drugs")])
    (line,) = said(folder)
    assert "row 3: parent_id 'nvp-2016#drugs' is an item of another plan (hint: ties between plans go in" in line


@pytest.mark.parametrize("ring", [["a"], ["a", "b"], ["a", "b", "c"]])
def test_items_that_are_part_of_themselves_are_each_said_and_left_out(folder, ring):
    around = {key: ring[(place + 1) % len(ring)] for place, key in enumerate(ring)}
    rows = [item(key, n, parent_id=f"nvp-2022#{around[key]}") for n, key in enumerate(ring, start=1)]
    hanging = item("below", 8, parent_id="nvp-2022#a")
    write(folder / "priorities.csv", [*rows, hanging, item("drugs", 9)])
    assert corpus(folder).priorities["priority_id"].to_list() == ["nvp-2022#drugs"]
    assert len(said(folder)) == len(ring)
    assert all("is part of itself: nvp-2022#" in line for line in said(folder))
    assert sum("1 below it left out" in line for line in said(folder)) == 1


@pytest.mark.parametrize(
    ("table", "column", "name"),
    [("works", "work_id", "nvp-2022"), ("documents", "document_id", "nvp-2022-nl"), ("priorities", "priority_id", "x")],
)
def test_an_id_that_stands_twice_counts_once(folder, table, column, name):
    row = {"works": WORK, "documents": DOCUMENT, "priorities": item("x", 1, priority_id="x")}[table]
    write(folder / f"{table}.csv", [row, row])
    assert getattr(corpus(folder), table)[column].to_list() == [name]
    assert said(folder) == [
        f"{table}.csv, row 3, column {column}: '{name}' stands in row 2 too "
        "(hint: give one of the two another id, or remove it)"
    ]


def test_a_list_without_a_source_is_used_and_said(folder):
    bare = {"source_nl": ""}
    write(folder / "priorities.csv", [item("drugs", 1), item("verkeer", 2, **bare), item("overlast", 3, **bare)])
    opened = corpus(folder)
    assert len(opened.priorities) == 3
    (fault,) = faults(opened)
    assert str(fault) == (
        "priorities.csv, row 3: 2 of the 3 Dutch names of nvp-2022 have no source "
        "(hint: write in source_nl where they were read)"
    )


def test_a_list_without_a_source_is_told_by_its_row_in_the_file_though_rows_above_it_are_left_out(folder):
    rows = [item("drugs", 1, parent_id="nvp-2022#nothing"), item("verkeer", 2, source_nl="")]
    write(folder / "priorities.csv", rows)
    assert any(
        str(fault).startswith("priorities.csv, row 3: 1 of the 1 Dutch names") for fault in faults(corpus(folder))
    )


def test_items_found_in_a_text_need_no_other_source(folder):
    write(folder / "priorities.csv", [item("drugs", 1, source_nl="", origin="text")])
    assert faults(corpus(folder)) == []


# Links

LINK = {"from_id": "nvp-2016#drugs", "to_id": "nvp-2022#drugs", "relation": "same", "certainty": "high"}


@pytest.fixture
def linked(folder):
    write(folder / "works.csv", [EARLIER, LATER])
    earlier = item("drugs", 1) | {"priority_id": "nvp-2016#drugs", "work_id": "nvp-2016"}
    write(folder / "priorities.csv", [earlier, item("drugs", 1), item("verkeer", 2)])
    return folder


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"to_id": "nvp-2022#drug"}, "row 3: no priority 'nvp-2022#drug' (hint: did you mean nvp-2022#drugs?)"),
        ({"relation": "equal"}, "row 3, column relation: 'equal' is not allowed (hint: one of: same, renamed,"),
        ({"from_id": "nvp-2022#verkeer"}, "row 3: nvp-2022#verkeer and nvp-2022#drugs stand in one plan"),
        ({"certainty": ""}, "row 3: a person's link without certainty (hint: one of: high, medium, low)"),
        ({"origin": "model"}, "row 3: a model's link without probability (hint: a number from 0 to 1)"),
        ({}, "row 3: nvp-2016#drugs -> nvp-2022#drugs stands twice, in row 2 too"),
    ],
)
def test_a_link_that_cannot_be_used_is_left_out_and_said(linked, wrong, words):
    person = LINK | {"origin": "person"}
    write(linked / "links.csv", [person, person | wrong])
    assert len(corpus(linked).links) == 1
    (line,) = said(linked)
    assert line.startswith(f"links.csv, {words}")


def test_a_link_to_an_item_that_is_left_out_is_left_out(linked):
    write(linked / "links.csv", [LINK | {"origin": "person"}])
    write(linked / "works.csv", [EARLIER | {"valid_from": "", "valid_to": ""}, LATER | TURNED])
    opened = corpus(linked)
    assert len(opened.links) == 0
    assert "what hangs on nvp-2022 is left out with it: " in str(opened.faults[1])
    assert "links.csv (1)" in str(opened.faults[1])
    assert len([each for each in opened.faults if "links.csv" in str(each)]) == 1
    write(linked / "works.csv", [EARLIER, LATER])
    earlier = item("drugs", 1) | {"priority_id": "nvp-2016#drugs", "work_id": "nvp-2016"}
    write(linked / "priorities.csv", [earlier, item("drugs", 1) | {"name_nl": ""}])
    assert "links.csv, row 2: 1 link left out, to items that are left out" in str(corpus(linked).faults[-1])


def test_faults_of_all_tables_are_said_at_once(linked):
    write(linked / "works.csv", [EARLIER, LATER | {"level": "national"}, WORK | {"work_id": "b", "cycle_end": "2020"}])
    write(linked / "priorities.csv", [item("drugs", 1), item("x/y", 2), item("z", 3, parent_id="nvp-2022#z")])
    write(linked / "links.csv", [LINK | {"origin": "person", "relation": "equal"}])
    found = faults(corpus(linked))
    assert [str(fault).partition(":")[0] for fault in found] == [
        "works.csv, row 3, column level",
        "links.csv, row 2, column relation",
        "works.csv, row 4, b",
        "works.csv",
    ]


def test_unknown_columns_of_several_tables_are_said_at_once(folder):
    write(folder / "works.csv", [WORK | {"adoption": "2022"}])
    write(folder / "priorities.csv", [item("drugs", 1) | {"name_de": "Drogen"}])
    with pytest.raises(FaultsError) as caught:
        corpus(folder)
    assert [fault.message for fault in caught.value.faults] == [
        "works.csv: no column 'adoption'",
        "priorities.csv: no column 'name_de'",
    ]


# Texts


def test_a_text_that_nobody_has_had_yet_is_no_fault_and_is_said_on_one_line(folder):
    other = DOCUMENT | {"document_id": "nvp-2022-fr", "language": "fr", "file": "pdf/b.pdf"}
    write(folder / "documents.csv", [DOCUMENT, other])
    opened = corpus(folder)
    assert faults(opened) == []
    assert to_add(opened.documents, folder)["document_id"].to_list() == ["nvp-2022-fr"]
    assert to_add_line(opened.documents, folder).startswith("1 of 2 listed texts still to be added: no file pdf/b.pdf")


def test_nothing_is_said_where_every_text_is_here(folder):
    assert to_add_line(corpus(folder).documents, folder) == ""


def test_of_several_texts_of_one_work_the_fullest_that_is_here_counts(folder):
    digest = DOCUMENT | {"document_id": "d", "text": "digest", "file": "pdf/d.pdf"}
    write(folder / "documents.csv", [digest, DOCUMENT])
    opened = corpus(folder)

    def dutch(*absent: str) -> str:
        return str(held(opened.works, opened.documents, absent)["nl"].iloc[0])

    assert [dutch(), dutch("nvp-2022-nl"), dutch("nvp-2022-nl", "d")] == ["full", "digest", "missing"]


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"cycle_start": "2016", "cycle_end": "2025"}, "does not begin in the year of cycle_start 2016"),
        ({"cycle_start": "2022-01-01", "cycle_end": "2024"}, "does not end in the year of cycle_end 2024"),
        ({"cycle": "2022\u20132025", "cycle_end": "2026-01-01"}, "does not end in the year of cycle_end 2026-01-01"),
    ],
)
def test_a_cycle_that_is_not_the_period_of_its_days_is_a_fault(folder, dates, words):
    write(folder / "works.csv", [WORK | dates])
    assert any(f"works.csv, row 2, nvp-2022: the cycle {dates.get('cycle', '2022-2025')} {words}" in each
               for each in said(folder))  # fmt: skip


@pytest.mark.parametrize("dates", [{"cycle": "NVP 3", "cycle_end": "2026"}, {"cycle_start": "", "cycle_end": ""}])
def test_a_cycle_in_words_or_without_days_is_no_fault(folder, dates):
    write(folder / "works.csv", [WORK | dates])
    assert said(folder) == []


ENTRY = item("drugs", 1)
PART = item("drugs/a", 1)


def test_an_id_with_a_blank_leaves_out_its_row(folder):
    write(folder / "priorities.csv", [ENTRY, ENTRY | {"priority_id": "nvp-2022 #b", "position": "2"}])
    assert said(folder) == [
        "priorities.csv, row 3, column priority_id: 'nvp-2022 #b' holds a blank "
        "(hint: write the id without blanks, as in nvp-2022)"
    ]


def test_two_items_in_one_place_are_used_and_said(folder):
    write(folder / "priorities.csv", [PART, ENTRY, ENTRY | {"priority_id": "nvp-2022#a"}])
    assert [str(each) for each in faults(corpus(folder))] == [
        "priorities.csv, row 4: nvp-2022#a has the position 1 of nvp-2022#drugs, in row 3 "
        "(hint: give each item its own place in the printed order)"
    ]
    assert len(corpus(folder).priorities) == 3


def test_a_part_without_its_whole_is_left_out(folder):
    write(folder / "priorities.csv", [ENTRY, PART | {"parent_id": ""}])
    assert said(folder) == [
        "priorities.csv, row 3: nvp-2022#drugs/a is of kind sub and has no parent_id "
        "(hint: write in parent_id the item that it is part of, or give it another kind)"
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04word/document.xml", "is a Word or Excel file, whatever its name says (hint: open it in its own"),
        (b"\xd0\xcf\x11\xe0old word", "is a Word or Excel file"),
        (b"hello", "is no PDF, whatever its name says (hint: download the PDF itself)"),
        (b"<!DOCTYPE html><html>", "is a web page, whatever its name says"),
    ],
)
def test_a_file_that_is_no_pdf_is_said_by_check(folder, data, words):
    (folder / "pdf" / "a.pdf").write_bytes(data)
    (fault,) = faults(corpus(folder))
    assert f"nvp-2022-nl: pdf/a.pdf {words}" in str(fault)
    assert all(reworded(fault.message, language) for language in ("nl", "fr", "en"))
    (folder / "pdf" / "a.pdf").write_bytes(b"\r\n%PDF-1.7 behind an empty line")
    assert faults(corpus(folder)) == []


@pytest.mark.parametrize("file", ["a.pdf", "pdf/A.PDF", "pdf\\a.pdf", "pdf/a", "PDF/a.pdf", "elsewhere/a.pdf"])
def test_a_mistyped_file_is_told_by_its_row_and_the_file_that_is_meant(folder, file):
    write(folder / "documents.csv", [{**dict.fromkeys(DOCUMENT, ""), "file": ""}, DOCUMENT | {"file": file}])
    found = corpus(folder)
    if (folder / file).is_file():  # where capitals make no difference
        pytest.skip("the file system reads capitals and small letters alike")
    assert [str(each) for each in faults(found)] == [
        f"documents.csv, row 3: no file {file} (hint: did you mean pdf/a.pdf?)"
    ]
    assert to_add(found.documents, folder).empty


def test_a_file_is_guessed_only_where_one_is_meant(folder):
    (folder / "pdf" / "fr").mkdir()
    (folder / "pdf" / "fr" / "a.pdf").write_bytes(b"%PDF-1.4 another")
    write(folder / "documents.csv", [DOCUMENT | {"file": "a.pdf"}])
    assert [str(each)[:30] for each in faults(corpus(folder))] == [
        "pdf/a.pdf stands in no row of ",
        "pdf/fr/a.pdf stands in no row ",
    ]
    assert len(to_add(corpus(folder).documents, folder)) == 1


def test_empty_rows_and_a_line_that_names_the_separator_are_skipped_and_rows_keep_their_numbers(folder):
    plain = (folder / "works.csv").read_text("utf-8").replace(",", ";").splitlines()
    empty = ";" * plain[0].count(";")
    wrong = plain[1].replace("nvp-2022", "nvp-2030").replace("federal", "high").replace("final", "draft")
    (folder / "works.csv").write_text("\n".join(["sep=;", plain[0], plain[1], empty, "", wrong, empty]), "utf-8")
    assert len(corpus(folder).works) == 1
    assert corpus(folder).faults[0].message == "works.csv, row 5, column level: 'high' is not allowed"


def test_a_file_name_that_is_too_long_is_said_and_its_row_left_out(folder):
    rows = (folder / "documents.csv").read_text("utf-8")
    name = next(cell for cell in rows.splitlines()[1].split(",") if cell.endswith(".pdf"))
    (folder / "documents.csv").write_text(rows.replace(name, f"pdf/{'x' * 300}.pdf", 1), "utf-8")
    said = [str(fault) for fault in faults(corpus(folder))]
    assert [each for each in said if "the file has a name of 308 characters, more than a file can have" in each]
