"""What designers and word processors do: words over titles, quotations in margins, frames cut in two, few rules."""

from __future__ import annotations

import pytest
from plans.designs.looks import DESIGNS, LATER
from plans.designs.making import available, made
from test_extract_layout import numbers, read, saying, texts

from kentering.extract.lines import Line
from kentering.extract.stretched import stretched
from kentering.text import chapter_number, chapter_word, note_start, opens_with_capital

SOMEWHERE = Line(1, 0.0, 0.0, 10.0, 10.0, 10.0, 10.0, "Serif", (0.0,), bold=False, italic=False, text="")


def several(start, count=3):
    return "\n\n".join(saying(each) for each in range(start, start + count))


def test_notes_whose_numbers_stand_in_brackets_are_kept_apart(tmp_path):
    notes = ["Voir la loi du 7 décembre 1998", "Moniteur belge du 5 janvier 1999", "Avis du Conseil d’État"]
    body = "\n\n".join(f"{saying(number)}#footnote[{note}]" for number, note in enumerate(notes))
    number = '#numbering("(1)", ..counter(footnote).at(it.note.location()))'
    found = read(tmp_path, f"#show footnote.entry: it => text(8pt)[{number} #it.note.body]\n{body}")
    assert texts(found, "footnote") == notes
    assert numbers(found) == [0, 1, 2]


def test_an_item_that_begins_with_a_number_in_brackets_is_no_note(tmp_path):
    found = read(tmp_path, f"{several(0)}\n\n#text(8pt)[(1) de eerste maatregel van het plan]")
    assert texts(found, "footnote") == []


def test_a_word_and_a_number_over_a_title_that_spans_columns_belong_to_it(tmp_path):
    head = '#set page(paper: "a4", margin: 2cm)\n#set text(font: "Libertinus Serif", size: 9pt, lang: "nl")\n'
    columns = "#columns(3, gutter: 6mm)[{}]\n\n"
    title = "#block(above: 4pt, below: 3pt, text(13pt)[Fiche {}])\n#block(below: 14pt, text(22pt)[*{}*])\n\n"
    source = columns.format(several(0, 4)) + title.format(1, "Drugs") + columns.format(several(4, 7))
    source += title.format(2, "Verkeer") + columns.format(several(11, 4))
    found = read(tmp_path, source, head)
    assert texts(found, "heading") == ["Fiche 1 Drugs", "Fiche 2 Verkeer"]
    assert numbers(found) == list(range(15))


def test_a_quotation_in_the_margin_parts_no_paragraph_and_is_no_text(tmp_path):
    head = '#set page(paper: "a4", margin: (left: 6cm, rest: 2cm))\n#set text(font: "Libertinus Serif", size: 10pt)\n'
    said = saying(1).split(". ")[0] + "."
    quote = (
        f'#place(left, dx: -4.4cm, block(width: 3.8cm, text(12pt, style: "italic", fill: rgb("#7a1f5c"))[{said}]))\n'
    )
    found = read(tmp_path, f"{several(0)}\n\n{quote}{several(3, 6)}", head)
    assert numbers(found) == list(range(9))
    assert texts(found, "heading") == []
    assert texts(found, "paragraph") == [saying(number) for number in range(9)]
    assert texts(found, "pullquote") == [said]


def test_a_table_with_rules_at_its_head_and_foot_only_is_read_row_by_row(tmp_path):
    rows = [
        (str(n + 1), f"{saying(n).split('. ')[0]} en in alle wijken", f"Dienst {n}", f"{2021 + n}") for n in range(6)
    ]
    cells = ", ".join(f"[{cell}]" for row in [("Nr.", "Actie", "Trekker", "Jaar"), *rows] for cell in row)
    lines = "table.hline(y: 0), table.hline(y: 1), table.hline(y: 7)"
    table = f"#table(columns: (1cm, 6cm, 3cm, 1.4cm), stroke: none, {lines}, {cells})\n\n"
    found = read(tmp_path, several(20) + "\n\n#set par(justify: false)\n" + table + saying(23))
    assert texts(found, "table") == ["\n".join(" | ".join(row) for row in [("Nr.", "Actie", "Trekker", "Jaar"), *rows])]


def test_text_under_a_list_of_notes_in_small_type_is_text(tmp_path):
    notes = "\n\n".join(f"#text(8pt)[#super[{n}] Zie de wet van {n} mei 2017.]" for n in (1, 2, 3))
    body = " ".join(f"{saying(n)}#super[{n}]" for n in (1, 2, 3))
    title, after = "#block(above: 2.4em)[#underline[Noten]]", "#block(above: 2em)[*2. Verder*]"
    found = read(tmp_path, f"{body}\n\n{title}\n\n{notes}\n\n{after}\n\n{several(4)}")
    assert numbers(found)[-3:] == [4, 5, 6]
    assert len(texts(found, "footnote")) == 3


def test_a_page_with_room_under_the_end_of_a_sentence_ends_a_paragraph(tmp_path):
    head = '#set page("a5", margin: 2cm)\n#set text(font: "Libertinus Serif", size: 10pt)\n#set par(justify: true)\n'
    full = several(0, 4)
    source = f"{full}\n\n#pagebreak()\n{several(4, 2)}\n\n#pagebreak()\n{several(6, 4)}"
    assert numbers(read(tmp_path, source, head)) == list(range(10))


def test_a_heading_whose_number_is_light_ranks_with_the_others_of_its_kind(tmp_path):
    names = ("Drugs", "Verkeer en veilige scholen in de wijken", "Inbraken", "Opvang van slachtoffers in de regio")
    source = "#text(18pt)[*1. Kader*]\n\n" + "\n\n".join(
        f'#block(above: 14pt)[#text(weight: "regular")[1.{n}.] *{name}*]\n\n{several(3 * n, 2)}'
        for n, name in enumerate(names, 1)
    )
    found = read(tmp_path, source).blocks
    levels = found.loc[found["kind"] == "heading", "level"].tolist()
    assert len(set(levels[1:])) == 1


def test_words_stretched_over_the_measure_in_large_type_are_one_line_and_columns_are_not():
    def piece(x0, x1, size=20.0):
        return SOMEWHERE.__class__(**{**SOMEWHERE.__dict__, "x0": x0, "x1": x1, "size": size, "text": "woord"})

    text = [[piece(40, 200, 9.0)] for _ in range(9)]
    title = [piece(40, 100), piece(140, 200), piece(240, 300)]
    uneven = [piece(40, 100), piece(140, 200), piece(320, 380)]
    assert stretched([*text, title, uneven]) == [title]


@pytest.mark.parametrize(
    ("text", "word", "number"),
    [
        ("Fiche 3 Drugs", "fiche", "3"),
        ("Objectif stratégique 2.1 – Prévenir", "objectif-stratégique", "2.1"),
        ("Strategische doelstelling 4: expertise", "strategische-doelstelling", "4"),
        ("Programme de la ville", "", ""),
    ],
)
def test_words_that_plans_put_before_numbers_are_known_in_three_languages(text, word, number):
    assert (chapter_word(text), chapter_number(text)) == (word, number)


def test_a_sentence_may_open_with_a_quotation_mark():
    assert opens_with_capital("« Qui prend au sérieux")
    assert opens_with_capital("“Wie")
    assert not opens_with_capital("« et la suite »")
    assert note_start("(12) Voir la loi") == ("12", "Voir la loi")


@pytest.mark.parametrize("design", [each for each in (*DESIGNS, *LATER) if each.name in {"official", "audit"}])
def test_a_design_is_made_with_a_truth_whose_pages_are_known(design, tmp_path):
    assert available(design)
    path = made(design, 41, tmp_path)
    told = path.with_suffix(".truth.json").read_text(encoding="utf-8")
    assert path.stat().st_size > 10_000
    assert told.count('"page":') > 150
