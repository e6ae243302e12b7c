"""The tables of a study as Excel and Parquet, and what people did elsewhere back in."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from coded import OtherProgram, rezipped
from hypothesis import example, given
from hypothesis import strategies as st
from pyrefiqda.models.project import CodeType

import kentering as kt
from kentering import tables
from kentering.errors import InputError
from kentering.export import export
from kentering.export.back import archive, bring_in
from kentering.export.guids import guid
from kentering.export.sheets import LONGEST, Book
from kentering.export.signs import plain


@pytest.fixture(scope="module")
def study(coded_city):
    return kt.open(coded_city)


@pytest.fixture(scope="module")
def qdpx(study, tmp_path_factory):
    return export(study, tmp_path_factory.mktemp("out"), "refi-qda")


@pytest.fixture
def city(coded_city, qdpx, tmp_path):
    """A copy of the corpus to change, with the list of themes that the export left in it."""
    return Path(shutil.copytree(coded_city, tmp_path / "city"))


@pytest.fixture(scope="module")
def workbook(study, tmp_path_factory):
    path = export(study, tmp_path_factory.mktemp("out"), "excel")
    return openpyxl.load_workbook(path)


def test_each_table_has_a_sheet_and_each_column_a_meaning(study, workbook):
    assert {"works", "passages", "themes", "shares", "shifts", "links"} <= set(workbook.sheetnames)
    for name in ("works", "passages", "themes"):
        assert [cell.value for cell in workbook[name][1]] == list(study.table(name).columns)
        assert workbook[name].max_row == len(study.table(name)) + 1
    meanings = {(row[0], row[1]): row[3] for row in workbook["kolommen"].iter_rows(min_row=2, values_only=True)}
    assert meanings["shares", "share"] == tables.explain("shares").set_index("column").loc["share", "meaning"]


def test_no_cell_is_a_formula_or_a_link(workbook):
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}
    assert not any(cell.hyperlink for cell in cells)
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))]
    assert risky
    assert all(cell.quotePrefix for cell in risky)


def test_numbers_stay_numbers(study, workbook):
    columns = [cell.value for cell in workbook["shares"][1]]
    given_shares = [row[columns.index("share")] for row in workbook["shares"].iter_rows(min_row=2, values_only=True)]
    assert given_shares == pytest.approx(study.shares["share"].to_list())


def test_the_same_study_gives_the_same_workbook(study, tmp_path):
    first, second = (export(study, tmp_path / name, "excel") for name in ("a.xlsx", "b.xlsx"))
    assert first.read_bytes() == second.read_bytes()


def test_commentary_is_cut_in_the_tables_too(study, workbook):
    columns = [cell.value for cell in workbook["passages"][1]]
    rows = [dict(zip(columns, row, strict=True)) for row in workbook["passages"].iter_rows(min_row=2, values_only=True)]
    cut = [row["text"] for row in rows if row["document_id"] == "commentaar"]
    whole = study.passages.loc[study.passages["document_id"] == "commentaar", "text"].to_list()
    assert len(cut) == len(whole)
    assert all(len(text.split()) <= 26 for text in cut)
    notes = [row[1] for row in workbook["opmerkingen"].iter_rows(min_row=2, values_only=True)]
    assert any("25 woorden" in note for note in notes)


@example(["_x0041_", "=1+1", "\x0b\x00", "<b>&amp;</b>", "\u202eom", "\r\n", "'"])
@given(st.lists(st.text(st.characters(codec=None)), min_size=1, max_size=5))
def test_no_text_breaks_a_sheet(texts):
    with tempfile.TemporaryDirectory() as folder:
        book = Book(Path(folder) / "any.xlsx")
        book.sheet("any", ["place", "text"], [[place, text] for place, text in enumerate(texts)])
        book.close()
        sheet = openpyxl.load_workbook(Path(folder) / "any.xlsx")["any"]
        back = [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert [str(each or "") for each in back] == [plain(text) for text in texts]


def test_a_cell_that_is_too_long_is_cut_and_said(tmp_path):
    book = Book(tmp_path / "long.xlsx")
    book.sheet("any", ["text"], [["😀" * LONGEST], ["bel\x07"]])
    notes = list(book.notes)
    book.close()
    cell = openpyxl.load_workbook(tmp_path / "long.xlsx")["any"]["A2"].value
    assert len(cell.encode("utf-16-le")) // 2 <= LONGEST
    assert [note[0] for note in notes] == ["any, text, 2", "any, text, 3"]


def test_parquet_keeps_the_tables_and_says_what_their_columns_mean(study, tmp_path):
    export(study, tmp_path, "parquet")
    for name in ("works", "passages", "themes", "shares"):
        field = pq.read_schema(tmp_path / f"{name}.parquet").field(0)
        assert field.metadata[b"meaning"].decode() == tables.explain(name)["meaning"].iloc[0]
    shares = pd.read_parquet(tmp_path / "shares.parquet")
    pd.testing.assert_frame_equal(shares, study.shares, check_dtype=False)


# And back.


def other_theme(study: kt.Study, passage_id: str) -> str:
    own = study.assignments.set_index("passage_id").loc[passage_id, "theme_id"]
    return next(str(each) for each in study.themes["theme_id"] if each != own and "." not in each)


def of_a_plan(study: kt.Study) -> str:
    own = study.passages[(study.passages["document_id"] == "stad-2018-nl") & study.passages["running"]]
    return str(own["passage_id"].iloc[3])


def theme_code(other: OtherProgram, theme_id: str) -> str:
    return next(code.guid for code in other.codes().values() if code.name.startswith(f"{theme_id} "))


def test_what_nobody_touched_brings_nothing_in(city, qdpx, tmp_path):
    study = kt.open(city)
    brought = bring_in(study, OtherProgram(qdpx).save(tmp_path / "back.qdpx"))
    assert brought.labels.empty
    assert brought.coding.empty
    assert brought.faults == []
    assert "back.qdpx: no passage coded by a person" in brought.said
    assert not (city / "coding.csv").exists()


def test_a_person_s_theme_and_name_come_in_and_count(city, qdpx, tmp_path):
    study, other = kt.open(city), OtherProgram(qdpx)
    passage_id = of_a_plan(study)
    theme_id = other_theme(study, passage_id)
    anna = other.user("Anna")
    other.recode(other.selections()[guid("passage", passage_id)], theme_code(other, theme_id), anna)
    other.codes()[theme_code(other, theme_id)].name = f"{theme_id} Drugs é 𝄞 " + "lang " * 60
    brought = bring_in(study, other.save(tmp_path / "back.qdpx"))
    assert brought.faults == []
    assert brought.coding[["passage_id", "coder", "code"]].to_numpy().tolist() == [[passage_id, "Anna", theme_id]]
    again = kt.open(city)
    named = again.themes.set_index("theme_id").loc[theme_id]
    assert named["label_nl"] == ("Drugs é 𝄞 " + "lang " * 60).strip()
    assert named["label_source"] == "person"
    people = again.using(compare={"assigned_by": "people"})
    assert not people.shares["share"].equals(again.shares["share"])
    assert list(again.agreement["coders"]) == ["Anna|machine"]


def test_names_in_other_languages_come_from_the_lines_under_a_code(city, qdpx, tmp_path):
    study, other = kt.open(city), OtherProgram(qdpx)
    code = other.codes()[theme_code(other, "T01")]
    code.description = "\n".join(
        "fr: Stupéfiants" if line.startswith("fr:") else line for line in code.description.split("\n")
    )
    brought = bring_in(study, other.save(tmp_path / "back.qdpx"))
    assert brought.labels[["theme_id", "label_nl", "label_fr"]].to_numpy().tolist() == [["T01", "", "Stupéfiants"]]


def test_an_edited_codebook_brings_names(city, tmp_path):
    study = kt.open(city)
    path = export(study, tmp_path / "book.qdc", "codebook")
    label = str(study.themes["label_nl"].iloc[0])
    path.write_text(path.read_text(encoding="utf-8").replace(f'name="T01 {label}"', 'name="T01 Verdovende middelen"'))
    brought = bring_in(study, path)
    assert brought.labels["label_nl"].to_list() == ["Verdovende middelen"]


def test_a_program_that_gives_other_ids_and_line_ends_is_understood(city, qdpx, tmp_path):
    study, other = kt.open(city), OtherProgram(qdpx)
    passage_id = of_a_plan(study)
    theme_id = other_theme(study, passage_id)
    other.recode(other.selections()[guid("passage", passage_id)], theme_code(other, theme_id), other.user("Bram"))
    number = iter(range(10**6))
    for held in other.held().values():
        path = other.folder / "sources" / held.plain_text_path.removeprefix("internal://")
        text = path.read_bytes().decode("utf-8")
        path.write_text(text.replace("\n", "\r\n"), encoding="utf-8-sig", newline="")
        for selection in held.plain_text_selection:
            selection.guid = f"00000000-0000-0000-0000-{next(number):012d}"
            selection.start_position += text[: selection.start_position].count("\n")
            selection.end_position += text[: selection.end_position].count("\n")
    brought = bring_in(study, other.save(tmp_path / "back.qdpx"))
    assert brought.coding[["passage_id", "coder", "code"]].to_numpy().tolist() == [[passage_id, "Bram", theme_id]]


@pytest.mark.parametrize("new_ids", [False, True])
def test_a_program_that_signs_the_machine_s_codings_with_a_person_s_name_is_seen(city, qdpx, tmp_path, new_ids):
    """With the ids kept nothing comes in; with new ids it does, and the person is asked."""
    study, other = kt.open(city), OtherProgram(qdpx)
    anna = other.user("Anna")
    for place, selection in enumerate(other.selections().values()):
        for number, coding in enumerate(selection.coding):
            coding.creating_user = anna
            coding.guid = f"00000000-0000-0000-{number:04d}-{place:012d}" if new_ids else coding.guid
    brought = bring_in(study, other.save(tmp_path / "back.qdpx"))
    assert any("did the program put that name on them?" in line for line in brought.said) == new_ids
    assert brought.coding.empty != new_ids


def test_codes_that_are_no_theme_and_parts_of_passages_are_counted(city, qdpx, tmp_path):
    study, other = kt.open(city), OtherProgram(qdpx)
    passage_id, anna = of_a_plan(study), other.user("Anna")
    selection = other.selections()[guid("passage", passage_id)]
    item = next(code.guid for code in other.codes().values() if code.name == "Verkeersveiligheid")
    other.recode(selection, item, anna)
    small = other.selections()[
        guid("passage", str(study.passages.query("document_id == 'stad-2024-nl'")["passage_id"].iloc[0]))
    ]
    small.end_position = small.start_position + 5
    other.recode(small, theme_code(other, "T01"), anna)
    brought = bring_in(study, other.save(tmp_path / "back.qdpx"))
    assert brought.coding.empty
    assert any("codings with 'Verkeersveiligheid', which is no theme" in line for line in brought.said)
    assert any("parts smaller than half a passage" in line for line in brought.said)


def test_a_person_s_own_code_under_the_themes_comes_in_by_its_name(city, qdpx, tmp_path):
    study, other = kt.open(city), OtherProgram(qdpx)
    own = CodeType(guid=guid("own"), name="Nachtleven", is_codable=True)
    other.project.code_book.codes.code[0].code.append(own)
    other.recode(other.selections()[guid("passage", of_a_plan(study))], own.guid, other.user("Anna"))
    brought = bring_in(study, other.save(tmp_path / "back.qdpx"))
    assert brought.coding["code"].to_list() == ["Nachtleven"]
    assert brought.faults == []


def test_a_text_that_changed_is_named_and_the_rest_comes_in(city, qdpx, tmp_path):
    study, other = kt.open(city), OtherProgram(qdpx)
    kept = str(study.passages.loc[study.passages["document_id"] == "stad-2024-nl", "passage_id"].iloc[0])
    other.recode(
        other.selections()[guid("passage", kept)], theme_code(other, other_theme(study, kept)), other.user("Anna")
    )
    changed = guid("text", "stad-2018-nl")
    saved = other.save(tmp_path / "back.qdpx")
    path = rezipped(saved, tmp_path / "new.qdpx", lambda name, content: b"Iets anders" if changed in name else content)
    brought = bring_in(study, path)
    assert [fault.message for fault in brought.faults] == [
        "new.qdpx: the text of stad-2018-nl has changed since it was exported; its codings are left out"
    ]
    assert brought.coding["passage_id"].to_list() == [kept]


def test_two_themes_for_one_passage_are_named_and_left_out(city, qdpx, tmp_path):
    study, other = kt.open(city), OtherProgram(qdpx)
    passage_id = of_a_plan(study)
    selection = other.selections()[guid("passage", passage_id)]
    anna = other.user("Anna")
    broad = [str(each) for each in study.themes["theme_id"] if "." not in each][:2]
    codings = []
    for theme in broad:
        other.recode(selection, theme_code(other, theme), anna)
        codings += selection.coding
    selection.coding = codings
    brought = bring_in(study, other.save(tmp_path / "back.qdpx"))
    assert brought.coding.empty
    assert [f"Anna gave passage {passage_id} 2 themes" in fault.message for fault in brought.faults] == [True]


def test_unknown_codes_and_sources_are_named(city, qdpx, tmp_path):
    study, other = kt.open(city), OtherProgram(qdpx)
    selection = other.selections()[guid("passage", of_a_plan(study))]
    other.recode(selection, guid("nobody"), other.user("Anna"))
    other.project.sources.text_source[0].name = "interview"
    other.project.sources.text_source[0].guid = guid("interview")
    brought = bring_in(study, other.save(tmp_path / "back.qdpx"))
    said = [fault.message for fault in brought.faults]
    assert any("names a code that the file does not hold" in each for each in said)
    assert any("source 'interview' is no document of this corpus" in each for each in said)


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("project.qde", b" " * (archive.LARGEST_XML + 1))


def with_file(name: str, content: bytes):
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as made:
            made.writestr("project.qde" if name != "project.qde" else "x.txt", b"<Project/>")
            made.writestr(name, content)

    return make


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Project name="&b;"/>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Project name="x">&a;</Project>'
DEEP = b"<Project>" + b"<Code>" * 200_000


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_bytes(b"no zip at all"), "no .qdpx file"),
        (lambda path: path.write_bytes(b""), "no .qdpx file"),
        (bomb, "unpacks to more than 100 MB"),
        (with_file("../../evil.txt", b"x"), "leads out of it"),
        (with_file("/etc/evil.txt", b"x"), "leads out of it"),
        (with_file("sources\\..\\..\\evil.txt", b"x"), "leads out of it"),
        (with_file("C:/evil.txt", b"x"), "leads out of it"),
        (with_file("second.qde", b"<Project/>"), "holds 2 projects"),
        (with_file("project.qde", ENTITIES), "declares a document type or entities"),
        (with_file("project.qde", OUTSIDE), "declares a document type or entities"),
        (with_file("project.qde", DEEP), "more than 100 deep"),
        (with_file("project.qde", b"<Project>"), "is no XML"),
        (with_file("project.qde", b"<CodeBook/>"), "holds no Project"),
        (with_file("project.qde", b"\xff\xfe\x00"), "is no XML"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_by_name(city, tmp_path, make, said):
    path = tmp_path / "back.qdpx"
    make(path)
    with pytest.raises(InputError, match=said) as caught:
        bring_in(kt.open(city), path)
    assert caught.value.hint
    assert sorted(each.name for each in tmp_path.iterdir()) == ["back.qdpx", "city"]


def test_a_project_of_another_corpus_is_refused(city, tmp_path):
    path = tmp_path / "strange.qdc"
    path.write_text('<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="x" name="y"/></Codes></CodeBook>')
    with pytest.raises(InputError, match="holds no theme of this corpus"):
        bring_in(kt.open(city), path)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_and_never_a_crash(content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.qdpx"
        path.write_bytes(content)
        with pytest.raises(InputError):
            archive.project_and_texts(path)


def test_the_plans_go_out_as_a_bibliography(study, tmp_path):
    export(study, tmp_path, "csl")
    entries = json.loads((tmp_path / "bibliography.json").read_text(encoding="utf-8"))
    assert sorted(entry["id"] for entry in entries) == sorted(study.works["work_id"])
