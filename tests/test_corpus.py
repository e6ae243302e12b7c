"""A corpus folder: what is wrong in it is said with file and row; the rest goes on."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from kentering.corpus import corpus, faults, new
from kentering.errors import FaultsError, InputError

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


def test_a_file_that_is_not_there_is_said_with_the_way_to_get_it(folder):
    write(folder / "documents.csv", [DOCUMENT | {"file": "pdf/c.pdf", "source_url": "https://example.org/nvp"}])
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
