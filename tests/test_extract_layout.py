"""Where things stand on a page: columns, boxes, tables, drawings, pull quotes, two languages, running lines."""

from __future__ import annotations

import pytest
import typst

from kentering import extract
from kentering.extract.sheets import Shape
from kentering.settings import ExtractSettings

HEAD = """
#set text(lang: "nl", font: "Libertinus Serif", size: 10pt, hyphenate: true)
#set par(justify: true)
"""
SUBJECTS = (
    "drugs", "verkeer", "fraude", "overlast", "cyberaanvallen", "mensenhandel", "inbraken", "milieuschade",
    "wapens", "witwassen", "geweld", "radicalisering", "corruptie", "zakkenrollers", "sluikstort", "spijbelen",
)  # fmt: skip


def saying(number):
    """A paragraph that no other number gives."""
    first, second = SUBJECTS[number % 16], SUBJECTS[(7 * number + 3) % 16]
    return (
        f"Punt {number} gaat over {first} in wijk {number + 40}, waar de politie samen met de scholen en de besturen "
        f"van de stad werkt. Ook {second} komt er elk jaar aan bod, want de raad wil weten wat er van de doelen komt."
    )


def parler(number):
    """A French paragraph that no other number gives."""
    return (
        f"Le point {number} concerne la sécurité dans le quartier {number + 40}, où la police travaille avec les "
        "écoles et les services de la ville. Le conseil veut savoir chaque année ce que deviennent les objectifs fixés."
    )


def read(folder, source, head=HEAD):
    path = folder / "plan.pdf"
    path.write_bytes(typst.compile((head + source).encode(), ignore_system_fonts=True))
    return extract.reading(path, "plan", ExtractSettings())


def texts(found, kind):
    return found.blocks.loc[found.blocks["kind"] == kind, "text"].tolist()


def numbers(found):
    """The numbers of the paragraphs, in the order in which they were read."""
    starts = [text.split() for text in texts(found, "paragraph")]
    return [int(words[1]) for words in starts if words[0] == "Punt"]


@pytest.mark.parametrize("count", [2, 3])
def test_columns_are_read_down_one_after_the_other_on_a_page_on_its_side_too(tmp_path, count):
    page = f'#set page(paper: "a4", flipped: true, columns: {count}, margin: 15mm)\n#set par(justify: false)\n'
    found = read(tmp_path, page + "\n\n".join(saying(number) for number in range(40)))
    assert numbers(found) == list(range(40))
    assert texts(found, "paragraph") == [saying(number) for number in range(40)]


def test_paragraphs_with_no_white_or_indent_between_end_where_a_justified_line_is_short(tmp_path):
    source = "#set par(spacing: 0.65em)\n" + "\n\n".join(saying(number) for number in range(30))
    assert texts(read(tmp_path, source), "paragraph") == [saying(number) for number in range(30)]


def test_an_indent_at_the_head_of_a_page_begins_a_paragraph_and_no_indent_goes_on(tmp_path):
    source = "#set par(spacing: 0.65em, first-line-indent: 1.2em)\n" + "\n\n".join(
        saying(number) for number in range(60)
    )
    assert texts(read(tmp_path, source), "paragraph") == [saying(number) for number in range(60)]


def test_figures_in_brackets_within_a_sentence_are_no_list(tmp_path):
    text = (
        "De raad koos voor vijf punten die in alle wijken gelden en waarvoor elk jaar geld is: (1) drugs, (2) verkeer, "
        "(3) fraude in de bouw en in de horeca, (4) overlast rond stations en in parken, (5) inbraken in woningen."
    )
    for width in (60, 75, 90, 110):
        found = read(tmp_path, f"#set page(width: {width + 40}mm, margin: 20mm)\n{text}\n\n{saying(1)}")
        assert texts(found, "paragraph")[0] == text


def test_rows_of_short_cells_with_no_rules_are_a_table(tmp_path):
    cells = (
        "[Feit], [2017], [2018], [Diefstal], [1 507], [1 607], [Inbraak in woning], [268], [262], [Geweld], [74], [81]"
    )
    found = read(tmp_path, f"{saying(1)}\n\n#table(columns: (60mm, 1fr, 1fr), stroke: none, {cells})\n\n{saying(2)}")
    assert texts(found, "table") == [
        "Feit | 2017 | 2018\nDiefstal | 1 507 | 1 607\nInbraak in woning | 268 | 262\nGeweld | 74 | 81"
    ]


def test_a_numbered_list_is_no_table_though_its_texts_stand_under_one_another(tmp_path):
    items = "\n".join(f"+ {subject}" for subject in SUBJECTS[:8])
    found = read(tmp_path, f"#set enum(body-indent: 3em)\n{saying(1)}\n\n{items}\n\n{saying(2)}")
    assert texts(found, "bullet") == list(SUBJECTS[:8])
    assert not texts(found, "table")


def test_a_table_over_two_pages_is_one_and_its_second_head_is_furniture(tmp_path):
    rows = ", ".join(f"[{subject}], [{number}]" for number, subject in enumerate(SUBJECTS))
    source = f"#v(19cm)\n{saying(1)}\n\n#table(columns: 2, table.header[Thema][Aantal], {rows})\n\n{saying(2)}"
    found = read(tmp_path, source)
    (table,) = texts(found, "table")
    assert table.splitlines() == ["Thema | Aantal", *(f"{subject} | {place}" for place, subject in enumerate(SUBJECTS))]
    again = found.furniture[found.furniture["kind"] == "duplicate"]
    assert again["text"].tolist() == ["Thema | Aantal"]
    assert again["page"].tolist() == [2]


def test_the_words_in_a_drawing_are_furniture_and_its_caption_is_not(tmp_path):
    bars = "".join(
        f"#place(bottom + left, dx: {20 + 40 * place}pt, rect(width: 20pt, height: {20 + 12 * place}pt, fill: blue))"
        f"#place(bottom + left, dx: {20 + 40 * place}pt, dy: 12pt, text(size: 7pt)[{2015 + place}])"
        for place in range(5)
    )
    axes = "#place(line(start: (0pt, 0pt), end: (0pt, 100pt)))#place(line(start: (0pt, 100pt), end: (230pt, 100pt)))"
    chart = f"#block(width: 240pt, height: 100pt)[{axes}{bars}]\n#v(14pt)\n"
    found = read(tmp_path, f"{saying(1)}\n\n{chart}#text(size: 8pt)[Figuur 1: inbraken per jaar]\n\n{saying(2)}")
    lettering = found.furniture[found.furniture["kind"] == "figure"]
    assert sorted(lettering["text"]) == ["2015", "2016", "2017", "2018", "2019"]
    assert texts(found, "caption") == ["Figuur 1: inbraken per jaar"]
    assert numbers(found) == [1, 2]


def test_a_sentence_repeated_in_larger_type_is_a_pull_quote_and_parts_no_paragraph(tmp_path):
    quote = "Ook fraude komt er elk jaar aan bod, want de raad wil weten wat er van de doelen komt."
    assert any(quote in saying(number) for number in range(20))
    shown = f'#place(top, float: true, text(size: 15pt, style: "italic", fill: navy)[{quote}])\n'
    body = "\n\n".join(saying(number) for number in range(20))
    found = read(tmp_path, shown + body)
    assert texts(found, "pullquote") == [quote]
    assert numbers(found) == list(range(20))


def test_a_heading_whose_words_come_back_in_the_text_stays_a_heading(tmp_path):
    source = "\n\n".join(
        f"= Werken aan een veilige stad in wijk {n}\nWerken aan een veilige stad in wijk {n} is nodig. {saying(n)}"
        for n in (1, 2, 3)
    )
    found = read(tmp_path, source)
    assert texts(found, "heading") == [f"Werken aan een veilige stad in wijk {n}" for n in (1, 2, 3)]


def test_a_box_over_a_page_end_is_one_box(tmp_path):
    boxed = " ".join(saying(number) for number in (2, 3, 4))
    box = f"#block(fill: luma(225), inset: 8pt, width: 100%)[{boxed}]"
    found = read(tmp_path, f"{saying(1)}\n#v(21cm)\n{box}\n{saying(5)}")
    assert texts(found, "box") == [boxed]


def test_two_languages_side_by_side_are_each_read_down_as_one_text(tmp_path):
    rows = "".join(f"[{saying(number)}], [{parler(number)}], " for number in range(30))
    found = read(tmp_path, f"#grid(columns: (1fr, 1fr), column-gutter: 8mm, row-gutter: 4mm, {rows})")
    assert texts(found, "paragraph") == [*map(saying, range(30)), *map(parler, range(30))]


def test_words_at_the_foot_of_a_page_that_stand_on_others_too_are_not_running_lines(tmp_path):
    source = "#set page(width: 90mm, height: 120mm, margin: 8mm)\n" + "\n\n".join(
        saying(number) for number in range(40)
    )
    found = read(tmp_path, source)
    assert found.furniture.empty
    assert " ".join(texts(found, "paragraph")) == " ".join(saying(number) for number in range(40))


def test_only_the_ring_between_two_areas_is_seen():
    from kentering.extract.borders import with_borders

    fill = (0.0, 0.0, 0.0)
    ring = with_borders([Shape((10, 10, 90, 50), fill, odd=True), Shape((10, 9, 90, 50), fill, odd=True)])
    assert [shape.box for shape in ring] == [(10, 9, 90, 10)]


def test_contents_without_leaders_are_left_out_though_their_page_numbers_stand_on_other_lines(tmp_path):
    names = ["Kader", "Drugs in de haven", "Verkeer", "Cyberaanvallen"]
    rows = "".join(
        f"#block(spacing: 8pt)[{name}]#v(-3pt)#align(right)[{place + 2}]\n" for place, name in enumerate(names)
    )
    body = "".join(f"#pagebreak()\n== {name}\n\n{saying(place)}\n\n" for place, name in enumerate(names))
    found = read(tmp_path, f"= Inhoudsopgave\n{rows}{body}")
    assert texts(found, "heading") == names
    assert len(texts(found, "paragraph")) == len(names)
    assert set(names) <= set(found.furniture.loc[found.furniture["kind"] == "toc", "text"])


def test_a_running_head_over_two_lines_leaves_the_text_with_those_over_one(tmp_path):
    long = (
        "Van witwassen en corruptie naar een gedeelde verantwoordelijkheid van alle overheden en bedrijven en burgers"
    )
    head = (
        "#let name(page) = if page < 6 [Kader] else if page < 9 [Drugs] else [LONG]\n#set page(header: context "
        "text(size: 8pt)[#box(width: 60%, name(here().page())) #h(1fr) #here().page()], margin: 25mm)\n"
    ).replace("LONG", long)
    pages = "\n#pagebreak()\n".join(f"{saying(2 * number)}\n\n{saying(2 * number + 1)}" for number in range(10))
    found = read(tmp_path, head + pages)
    assert [text for text in texts(found, "paragraph") if not text.startswith("Punt")] == []
    assert texts(found, "heading") == []
    assert "burgers" in " ".join(found.furniture["text"])


def test_figures_at_the_head_of_a_table_that_opens_a_page_are_no_page_numbers(tmp_path):
    pages = []
    for number in range(4):
        years = "".join(f", [{2001 + 5 * number + year}]" for year in range(4))
        figures = "".join(f", [{13 * number + year}]" for year in range(4))
        heads = f"[{SUBJECTS[number]}]{years}, [{SUBJECTS[number + 5]}]{figures}"
        pages.append(f"#table(columns: 5, stroke: none, {heads})\n\n{saying(number)}")
    found = read(tmp_path, '#set page(numbering: "1")\n' + "\n#pagebreak()\n".join(pages))
    assert found.furniture.loc[found.furniture["kind"] == "pagenumber", "text"].tolist() == ["1", "2", "3", "4"]
    told = " ".join(found.blocks["text"])
    printed = [2001 + 5 * number + year for number in range(4) for year in range(4)]
    assert [year for year in printed if str(year) not in told] == []
