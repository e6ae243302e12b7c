"""A study as a REFI-QDA project: what goes out is valid, whole, and the same when another library reads it."""

from __future__ import annotations

import zipfile
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pypdfium2
import pytest
from coded import PRIORITIES, OtherProgram
from hypothesis import given
from hypothesis import strategies as st
from invented import priorities, works
from lxml import etree
from making import plan_pdf

import kentering as kt
from kentering import extract, tables
from kentering.errors import UnknownNameError
from kentering.export import export
from kentering.export.boxes import page_boxes, page_heights
from kentering.export.codes import codes
from kentering.export.guids import guid
from kentering.export.qdpx import xml
from kentering.export.rights import CUT, EACH, MOST
from kentering.export.selections import Selected, Source, text_selections
from kentering.export.signs import plain
from kentering.export.texts import plain_text
from kentering.settings import ExtractSettings

SCHEMAS = Path(__file__).parent / "refi_qda"


@pytest.fixture(scope="module")
def study(coded_city):
    return kt.open(coded_city)


@pytest.fixture(scope="module")
def qdpx(study, tmp_path_factory):
    return export(study, tmp_path_factory.mktemp("out"), "refi-qda")


@pytest.fixture(scope="module")
def other(qdpx):
    return OtherProgram(qdpx)


def faults(schema: str, document: bytes) -> list[str]:
    checker = etree.XMLSchema(etree.parse(SCHEMAS / schema))
    checker.validate(etree.fromstring(document, etree.XMLParser(huge_tree=True)))
    return [str(fault) for fault in checker.error_log]


def test_the_project_is_valid_by_the_published_schema(qdpx):
    with zipfile.ZipFile(qdpx) as archive:
        assert faults("Project.xsd", archive.read("project.qde")) == []


def test_the_codebook_is_valid_by_the_published_schema(study, tmp_path):
    assert faults("Codebook.xsd", export(study, tmp_path, "codebook").read_bytes()) == []


def test_the_same_study_gives_the_same_bytes(study, qdpx, tmp_path):
    assert export(study, tmp_path / "again.qdpx", "refi-qda").read_bytes() == qdpx.read_bytes()


def test_every_passage_is_a_selection_of_its_own_words(study, other):
    """Places are counted in code points: a text with signs beyond the first 65,536 tells the difference."""
    texts = other.texts()
    commentary = set(study.documents.loc[study.documents["text"] == "commentary", "document_id"])
    selections = other.selections()
    assert len(selections) == len(study.passages)
    assert any(sign > "\uffff" for text in texts.values() for sign in text)
    for row in study.passages.itertuples():
        place = selections[guid("passage", row.passage_id)]
        said = texts[row.document_id][place.start_position : place.end_position]
        assert said == plain(row.text) or row.document_id in commentary


def test_every_passage_bears_its_narrowest_theme_and_its_declared_item(study, other):
    names = {code.guid: code.name for code in other.codes().values()}
    narrow = study.assignments.set_index("passage_id")["narrow_id"]
    for row in study.passages.itertuples():
        selection = other.selections()[guid("passage", row.passage_id)]
        given_codes = [names[coding.code_ref.target_guid] for coding in selection.coding]
        themes = [name.partition(" ")[0] for name in given_codes if name.startswith("T0")]
        assert themes == [each for each in [narrow[row.passage_id]] if each]
        items = [coding.code_ref.target_guid for coding in selection.coding][len(themes) :]
        assert items == [guid("priority", each) for each in [row.priority_id] if each]


def test_narrow_themes_stand_under_broad_ones(study, other):
    folder = other.project.code_book.codes.code[0]
    assert not folder.is_codable
    above = {str(row.theme_id): str(row.parent_id) for row in study.themes.itertuples()}
    found = {child.name.partition(" ")[0]: code.name.partition(" ")[0] for code in folder.code for child in code.code}
    assert found == {theme: parent for theme, parent in above.items() if parent}
    assert len(folder.code) == sum(not parent for parent in above.values())


def test_declared_items_keep_their_names_and_their_order_of_things(other):
    plans = other.project.code_book.codes.code[1].code
    assert [code.name for code in plans[0].code] == [PRIORITIES[0][2], PRIORITIES[2][2]]
    assert [code.name for code in plans[0].code[0].code] == [PRIORITIES[1][2].strip()]


@pytest.mark.parametrize(
    ("language", "name", "seen"),
    [
        ("nl", "Cybercriminaliteit (uit het geheugen)", "uit het geheugen; De Morgen"),
        ("fr", "Cybercriminaliteit (nl) (de mémoire)", "de mémoire; De Morgen"),
        ("en", "Cybercrime (from memory)", "from memory; De Morgen"),
    ],
)
def test_a_name_from_memory_says_so_in_its_code_with_its_source(language, name, seen):
    items = priorities("a-2016#cyber", "a-2016#drugs", a_2016_cyber="Cybercriminaliteit", a_2016_drugs="Drugs")
    items.loc[0, ["confidence_nl", "source_nl", "number"]] = ["memory", "De Morgen", "9"]
    items.loc[1, "source_nl"] = "NVP 2016, p. 3"
    if language == "en":
        items.loc[0, ["name_nl", "name_en"]] = ["", "Cybercrime"]
        items.loc[0, ["confidence_en", "source_en"]] = ["memory", "De Morgen"]
    bare = {each: tables.empty(each) for each in ("themes", "assignments", "codebook")}
    study = SimpleNamespace(works=works({"work_id": "a-2016"}), priorities=items, themes=bare["themes"])
    (folder,) = codes(study, bare["codebook"], language)
    cyber, drugs = folder.under[0].under
    assert cyber.name == f"9 {name}"
    assert cyber.description.splitlines()[0] == "a-2016#cyber"
    assert seen in cyber.description
    assert (drugs.name.split()[0], "memory" in drugs.description) == ("Drugs", False)
    assert "NVP 2016, p. 3" in drugs.description


def test_plans_are_cases_with_their_variables_and_documents(study, other):
    names = {variable.guid: variable.name for variable in other.project.variables.variable}
    cases = {case.name: case for case in other.project.cases.case}
    assert sorted(cases) == sorted(study.works["work_id"])
    for work in study.works.to_dict("records"):
        case = cases[work["work_id"]]
        values = {names[each.variable_ref.target_guid]: each for each in case.variable_value}
        assert values["series"].text_value == work["series"]
        assert values["level"].text_value == work["level"]
        assert values["cycle"].text_value == work["cycle"]
        assert values["status"].text_value == work["status"]
        assert values["complete"].boolean_value is bool(work["complete"])
        own = study.documents.loc[study.documents["work_id"] == work["work_id"], "document_id"]
        assert [ref.target_guid for ref in case.source_ref] == [guid("document", each) for each in sorted(own)]


def test_a_box_on_the_page_holds_the_words_of_its_passage(study, other, qdpx):
    words = study.passages.set_index(study.passages["passage_id"].map(lambda each: guid("passage", each)))["text"]
    seen = 0
    for source in other.project.sources.pdfsource:
        path = other.folder / "sources" / source.path.removeprefix("internal://")
        by_text = {each.description: each.guid for each in source.representation.plain_text_selection}
        with pypdfium2.PdfDocument(path) as pdf:
            for selection in source.pdfselection:
                page = pdf[selection.page - 1].get_textpage()
                low, high = sorted((selection.first_y, selection.second_y))
                box = page.get_text_bounded(selection.first_x, low, selection.second_x, high)
                first = words[by_text[selection.description]].split()[0]
                assert first[:12] in "".join(box.split())
                seen += 1
    assert seen >= len(study.passages) - 10


def test_places_on_a_page_count_from_the_corner_of_its_media_box(tmp_path):
    """A page whose media box does not begin at 0, 0."""
    plan_pdf(tmp_path / "plain.pdf", "Plan", {"Drugs": 2})
    with pypdfium2.PdfDocument(tmp_path / "plain.pdf") as pdf:
        left, bottom, right, top = pdf[0].get_mediabox()
        pdf[0].set_mediabox(left - 40, bottom - 25, right + 5, top + 10)
        pdf.save(str(tmp_path / "moved.pdf"))
    blocks = next(extract.readings([extract.Request(tmp_path / "moved.pdf", "d")], ExtractSettings())).blocks
    row = blocks[blocks["kind"] == "paragraph"].iloc[0]
    (box,) = page_boxes(blocks, row["position"], row["position"], page_heights(tmp_path / "moved.pdf"))
    with pypdfium2.PdfDocument(tmp_path / "moved.pdf") as pdf:
        inside = (box.first_x - 40, box.second_y - 25, box.second_x - 40, box.first_y - 25)
        said = pdf[0].get_textpage().get_text_bounded(*inside)
    assert row["text"].split()[:4] == said.split()[:4]
    assert len(said.split()) <= len(row["text"].split()) + 2


def test_commentary_goes_out_as_brief_quotations_and_without_its_pdf(study, other):
    texts = other.texts()
    assert "commentaar" in {source.name for source in other.project.sources.text_source}
    assert "commentaar" not in {source.name for source in other.project.sources.pdfsource}
    original = study.passages.loc[study.passages["document_id"] == "commentaar", "text"]
    parts = texts["commentaar"].split("\n\n")
    for text in original:
        assert text not in parts or len(text.split()) <= EACH
    assert all(len(part.split()) <= EACH + 1 for part in parts)
    assert len(texts["commentaar"].split()) <= MOST + len(parts)


def test_an_unknown_format_names_the_known_ones(study, tmp_path):
    with pytest.raises(UnknownNameError, match="there are: refi-qda, codebook, excel, parquet, csl"):
        export(study, tmp_path, "nvivo12")


def passages(texts: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "passage_id": [f"d-{place}" for place in range(len(texts))],
            "text": texts,
            "headings": [[text[:5]] for text in texts],
            "block_first": range(len(texts)),
            "block_last": range(len(texts)),
        }
    )


@given(st.lists(st.text(st.characters(codec=None), min_size=1), min_size=1, max_size=6))
def test_no_text_breaks_the_xml_or_moves_a_place(texts):
    """Control signs, lone surrogates, astral signs, marks of direction, markup: what comes back is what went out."""
    text = plain_text("d", passages(texts), shortened=False)
    source = Source("d", {}, text, [Selected(each, texts[0], []) for each in text.spans])
    root = etree.Element("root")
    content = text.text.encode("utf-8")
    for element, said in zip(text_selections(source, guid("machine")), texts, strict=True):
        again = etree.fromstring(xml(element))
        start, end = int(again.get("startPosition")), int(again.get("endPosition"))
        assert content.decode("utf-8")[start:end] == plain(said)
        assert again.findtext("Description") == plain(texts[0])
        root.append(again)
    assert len(root) == len(texts)


@given(st.lists(st.text(), min_size=1, max_size=30))
def test_a_commentary_is_never_quoted_beyond_the_stated_words(texts):
    text = plain_text("d", passages(texts), shortened=True)
    said = [text.text[start:end].replace(CUT, " ").split() for start, end in text.spans.values()]
    assert all(len(words) <= EACH for words in said)
    assert sum(map(len, said)) <= MOST
