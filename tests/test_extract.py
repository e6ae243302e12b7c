"""Reading PDFs: made while the tests run, set with typst, of plans that never existed."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter

import pdfplumber
import pytest
import typst
import vl_convert

from kentering import extract, tables
from kentering.errors import UnreadableError
from kentering.settings import ExtractSettings

SENTENCE = (
    "De lokale politie werkt met de parketten en de besturen samen aan een veilige stad, en de raad volgt elk jaar op "
    "wat er van de gekozen doelstellingen terechtkomt in de wijken. "
)
HEAD = """
#set document(title: "Plan")
#set text(lang: "nl", font: "Libertinus Serif", size: 11pt, hyphenate: true)
#set par(justify: true)
"""
RUNNING = """
#set page(
  paper: "a4", header: [Zonaal plan van Middelveld],
  footer: align(center, context counter(page).display("1 / 1", both: true)),
)
"""


def pdf_of(path, source, head=HEAD):
    path.write_bytes(typst.compile((head + source).encode(), ignore_system_fonts=True))
    return path


def read(path, **named):
    return extract.reading(path, "plan", ExtractSettings(), **named)


def texts(found, kind):
    return found.blocks.loc[found.blocks["kind"] == kind, "text"].tolist()


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    source = (
        RUNNING
        + "#set footnote.entry(separator: line(length: 30%))\n= Kader\n== Aanleiding\n"
        + f"Zie COL 15/2020#footnote[Omzendbrief van het college.] en verder. {SENTENCE * 3}\n\n"
        + f"== Doel\n{SENTENCE * 30} Slot van de lange alinea.\n\n"
        + "- eerste punt\n  - dieper punt\n  - nog dieper punt\n- tweede punt\n\n"
        + f"= Besluit\n{SENTENCE * 2}#footnote[Tweede noot.]\n\n{SENTENCE * 20}"
    )
    return read(pdf_of(tmp_path_factory.mktemp("plan") / "plan.pdf", source))


def test_blocks_and_furniture_fit_their_tables(plan):
    assert tables.check("blocks", plan.blocks) is not None
    assert tables.check("furniture", plan.furniture) is not None


def test_headings_have_levels_and_blocks_their_path(plan):
    headings = plan.blocks[plan.blocks["kind"] == "heading"]
    assert list(zip(headings["text"], headings["level"], strict=True)) == [
        ("Kader", 1),
        ("Aanleiding", 2),
        ("Doel", 2),
        ("Besluit", 1),
    ]
    long = plan.blocks[plan.blocks["text"].str.endswith("Slot van de lange alinea.")].iloc[0]
    assert list(long["section_path"]) == ["Kader", "Doel"]


def test_a_paragraph_over_a_page_end_is_one_block(plan):
    long = plan.blocks[plan.blocks["text"].str.endswith("Slot van de lange alinea.")].iloc[0]
    assert long["page_last"] > long["page"]
    assert long["text"].count("terechtkomt in de wijken.") == 30


def test_a_note_stands_apart_behind_its_mark_and_the_mark_leaves_the_word(plan):
    host = plan.blocks[plan.blocks["text"].str.startswith("Zie COL")].iloc[0]
    note = plan.blocks[plan.blocks["position"] == host["position"] + 1].iloc[0]
    assert host["text"].startswith("Zie COL 15/2020 en verder.")
    assert (note["kind"], note["marker"], note["text"]) == ("footnote", "1", "Omzendbrief van het college.")


def test_running_lines_and_page_numbers_are_furniture_and_give_the_labels(plan):
    kinds = Counter(plan.furniture["kind"])
    assert kinds["header"] == kinds["pagenumber"] == plan.n_pages
    assert not plan.blocks["text"].str.contains("Middelveld").any()
    assert (plan.blocks["page_label"] == plan.blocks["page"].astype(str)).all()


def test_items_of_lists_have_their_sign_and_depth(plan):
    items = plan.blocks[plan.blocks["kind"] == "bullet"]
    assert list(zip(items["text"], items["level"], strict=True)) == [
        ("eerste punt", 1),
        ("dieper punt", 2),
        ("nog dieper punt", 2),
        ("tweede punt", 1),
    ]
    assert items["marker"].tolist()[0] == "•"


def test_words_broken_at_line_ends_are_whole_again(plan):
    words = set(" ".join(plan.blocks["text"]).replace(",", "").replace(".", "").split())
    assert words & set(SENTENCE.replace(",", "").replace(".", "").split()) == set(
        SENTENCE.replace(",", "").replace(".", "").split()
    )
    assert not any(word.endswith("-") or "\u00ad" in word for word in words)


def test_two_columns_are_read_one_after_the_other(tmp_path):
    parts = "\n\n".join(f"Alinea {number}: {SENTENCE}" for number in range(1, 25))
    found = read(pdf_of(tmp_path / "two.pdf", f'#set page(paper: "a4", columns: 2)\n#set text(size: 9pt)\n{parts}'))
    numbers = [int(text.split()[1].strip(":")) for text in texts(found, "paragraph")]
    assert numbers == list(range(1, 25))
    assert all(text.endswith("in de wijken.") for text in texts(found, "paragraph"))


def test_a_heading_over_both_columns_divides_what_stands_under_it(tmp_path):
    def columns(letter):
        return "#columns(2)[" + "\n\n".join(f"{letter}{number} {SENTENCE}" for number in range(8)) + "]\n"

    source = (
        '#set page(paper: "a4")\n#set text(size: 9pt)\n' + "= Eerste\n" + columns("a") + "= Tweede\n" + columns("b")
    )
    found = read(pdf_of(tmp_path / "over.pdf", source))
    starts = [text.split()[0] for text in found.blocks["text"]]
    assert starts == ["Eerste", *[f"a{n}" for n in range(8)], "Tweede", *[f"b{n}" for n in range(8)]]


def test_a_table_of_contents_is_furniture(tmp_path):
    source = '#set heading(numbering: "1.1")\n#outline(title: [Inhoud])\n#pagebreak()\n' + "".join(
        f"= Thema {word}\n{SENTENCE * 4}\n\n" for word in ("drugs", "verkeer", "fraude", "overlast")
    )
    found = read(pdf_of(tmp_path / "toc.pdf", source))
    assert (found.furniture["kind"] == "toc").sum() == 5
    assert texts(found, "heading") == ["1 Thema drugs", "2 Thema verkeer", "3 Thema fraude", "4 Thema overlast"]


def test_a_ruled_table_is_one_block_of_rows(tmp_path):
    source = f"{SENTENCE}\n\n#table(columns: 3, [Inbreuk], [2018], [2019], [Zwartwerk], [12], [15])\n\n{SENTENCE}"
    found = read(pdf_of(tmp_path / "table.pdf", source))
    assert texts(found, "table") == ["Inbreuk | 2018 | 2019\nZwartwerk | 12 | 15"]
    assert found.blocks["kind"].tolist() == ["paragraph", "table", "paragraph"]


def test_a_box_is_read_whole_as_running_text(tmp_path):
    source = f"{SENTENCE * 3}\n\n#rect(width: 100%, fill: luma(220))[In het kader. {SENTENCE}]\n\n{SENTENCE * 3}"
    found = read(pdf_of(tmp_path / "box.pdf", source))
    assert [text[:13] for text in texts(found, "box")] == ["In het kader."]


def test_white_tiny_and_turned_text_does_not_reach_the_text(tmp_path):
    source = (
        "#set page(background: place(left + horizon, rotate(-90deg, text(size: 9pt)[Zijkant])))\n"
        f"{SENTENCE * 6}\n\n#text(fill: white)[Onzichtbaar bevel.]\n\n"
        f"#text(size: 0.8pt)[Minuscuul bevel.]\n\n{SENTENCE}"
    )
    found = read(pdf_of(tmp_path / "hidden.pdf", source))
    assert not found.blocks["text"].str.contains("bevel|Zijkant").any()
    assert {"white on white", "too small to be read"} <= set(found.furniture["reason"])
    assert found.furniture["text"].str.contains("Zijkant").any()


def test_white_words_on_a_dark_ground_are_read(tmp_path):
    source = f"#block(fill: navy, inset: 6pt)[#text(fill: white, size: 18pt)[Op donkere grond]]\n\n{SENTENCE * 3}"
    assert "Op donkere grond" in read(pdf_of(tmp_path / "dark.pdf", source)).blocks["text"].tolist()


def test_a_page_on_its_side_is_read_upright(tmp_path):
    source = f'#set page(paper: "a4")\n#rotate(90deg, reflow: true, block(width: 20cm)[{SENTENCE * 4}])'
    assert texts(read(pdf_of(tmp_path / "side.pdf", source)), "paragraph") == [(SENTENCE * 4).strip()]


def test_letters_printed_twice_count_once(tmp_path):
    twice = "#box[#place(dx: 0.2pt)[Zwaar gedrukt]Zwaar gedrukt]"
    found = read(pdf_of(tmp_path / "twice.pdf", f"{twice}\n\n{SENTENCE}"))
    assert found.blocks["text"].iloc[0] == "Zwaar gedrukt"
    assert "duplicate" in set(found.furniture["kind"])


def test_every_letter_is_in_a_block_or_in_the_furniture(tmp_path):
    source = (
        RUNNING
        + f"= Kop\n{SENTENCE * 8}#footnote[Een noot onderaan.]\n\n#text(fill: white)[Wit.]\n\n"
        + f"- punt een\n- punt twee\n\n#rect(fill: luma(220))[{SENTENCE}]\n\n"
        + "#figure(caption: [Een kaart.], rect())\n\n"
        + SENTENCE * 30
    )
    path = pdf_of(tmp_path / "all.pdf", source)
    found = read(path)
    with pdfplumber.open(path) as pdf:
        drawn = Counter(sign for page in pdf.pages for char in page.chars for sign in char["text"] if sign.isalpha())
    kept = Counter(
        sign for text in [*found.blocks["text"], *found.furniture["text"]] for sign in text if sign.isalpha()
    )
    assert kept == drawn


def test_reading_twice_gives_the_same(tmp_path):
    path = pdf_of(tmp_path / "same.pdf", RUNNING + f"= Kop\n{SENTENCE * 40}")
    first, second = read(path), read(path)
    assert first.blocks.to_json() == second.blocks.to_json()
    assert first.furniture.to_json() == second.furniture.to_json()


def test_junk_before_the_header_does_no_harm(tmp_path):
    path = pdf_of(tmp_path / "junk.pdf", SENTENCE)
    path.write_bytes(b"junk\n" * 200 + path.read_bytes())
    assert texts(read(path), "paragraph") == [SENTENCE.strip()]


@pytest.mark.parametrize(
    ("content", "said", "hint"),
    [
        (b"", "empty", "download"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "web page", "download"),
        (b"just some words", "no PDF", "download"),
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "damaged", "download"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_way_out(tmp_path, content, said, hint):
    path = tmp_path / "stuk.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match=said) as caught:
        read(path)
    assert "stuk.pdf" in caught.value.message
    assert hint in caught.value.hint


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UnreadableError, match=r"no file .*weg\.pdf"):
        read(tmp_path / "weg.pdf")


def test_pages_without_letters_ask_for_a_text_layer(tmp_path):
    with pytest.raises(UnreadableError, match="no text layer") as caught:
        read(pdf_of(tmp_path / "leeg.pdf", "#rect(width: 5cm, height: 5cm)"))
    assert "ocrmypdf" in caught.value.hint


def test_a_file_with_too_many_pages_is_refused_before_it_is_read(tmp_path):
    path = pdf_of(tmp_path / "lang.pdf", "een\n#pagebreak()\ntwee\n#pagebreak()\ndrie")
    with pytest.raises(UnreadableError, match="3 pages, more than max_pages = 2"):
        extract.reading(path, "lang", ExtractSettings(max_pages=2))


def test_a_locked_file_opens_with_its_password_only(shared):
    path = shared / "plans" / "vi_encrypted_user_mededeling2026.pdf"
    with pytest.raises(UnreadableError, match="password"):
        read(path)
    with pytest.raises(UnreadableError, match="does not open it"):
        read(path, password="fout")
    assert len(read(path, password="geheim").blocks) > 50


def test_letters_without_names_are_not_passed_on(shared):
    with pytest.raises(UnreadableError, match="which letters"):
        read(shared / "plans" / "odd" / "no_tounicode.pdf")


@pytest.mark.parametrize("look", ["i_libreoffice", "iii_chromium_2col"])
def test_a_real_text_is_read_as_it_was_written(shared, look):
    spec = importlib.util.spec_from_file_location("score_extraction", shared / "score_extraction.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    path = shared / "plans" / f"{look}_mededeling2026.pdf"
    columns = ["page", "kind", "level", "text", "section_path", "marker"]
    truth = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))
    scores = scorer.score(truth, read(path).blocks[columns].to_dict("records"))
    assert scores["text_similarity"] > 0.98
    assert scores["reading_order_adjacent"] > 0.97
    assert scores["paragraphs_whole"] > 0.9
    assert scores["heading"]["f1"] > 0.93
    assert scores["bullet"]["f1"] > 0.93
    assert scores["furniture_leak"] == scores["page_number_leak"] == 0


def test_a_page_that_is_only_a_picture_is_said(tmp_path):
    gray = '<rect width="60" height="80" fill="gray"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="80">{gray}</svg>'
    (tmp_path / "scan.png").write_bytes(vl_convert.svg_to_png(svg))
    words = "De politie werkt samen met de douane en met het parket. " * 20
    markup = f'#set page(margin: 0pt)\n{words}\n#pagebreak()\n#image("scan.png", width: 100%, height: 100%)'
    (tmp_path / "plan.typ").write_text(markup, encoding="utf-8")
    typst.compile(str(tmp_path / "plan.typ"), output=str(tmp_path / "plan.pdf"))
    furniture = extract.reading(tmp_path / "plan.pdf", "plan", ExtractSettings()).furniture
    said = furniture[furniture["reason"] == "a picture of a page, with no text layer"]
    assert said["page"].to_list() == [2]
