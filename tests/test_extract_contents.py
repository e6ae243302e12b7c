"""Contents with no title or with the text close behind; frames, rows of tables and large type beside a column."""

from __future__ import annotations

from test_extract_beside import first_sentence
from test_extract_layout import SUBJECTS, numbers, read, saying, texts

from kentering.extract.aligned import aligned_runs
from kentering.extract.drawings import take_lettering
from kentering.extract.leaf import Leaf
from kentering.extract.lines import Line
from kentering.extract.pieces import pieces
from kentering.extract.sheets import Glyph, Shape, Sheet

PARTS = ("PART 1: SAFE STREETS AND SCHOOLS", "PART 2: ROADS AND HARBOURS")


def chapters(names):
    return "".join(
        f"#pagebreak()\n= {name}\n{saying(3 * place)}\n\n{saying(3 * place + 1)}\n\n"
        for place, name in enumerate(names, 1)
    )


def test_contents_under_a_drawn_title_are_left_out_with_the_names_of_parts_between_their_entries(tmp_path):
    names = [f"{place} Aanpak van {subject} in de stad" for place, subject in enumerate(SUBJECTS[:12], 1)]
    entries = [f"{name} #h(1fr) {place + place // 3}" for place, name in enumerate(names, 1)]
    shown = "\n\n".join([f"*{PARTS[0]}*", *entries[:6], f"*{PARTS[1]}*", *entries[6:]])
    source = f"Voorwoord #h(1fr) 1\n\n{shown}\n{chapters(names)}"
    found = read(tmp_path, source)
    assert texts(found, "heading") == names
    left = found.furniture.loc[found.furniture["kind"] == "toc", "text"].tolist()
    assert set(PARTS) < set(left)
    assert len(left) == 15


def test_a_list_whose_lines_end_in_figures_that_go_up_is_no_table_of_contents(tmp_path):
    source = "\n\n".join(f"Project in de wijk {subject}, fase {place}" for place, subject in enumerate(SUBJECTS, 1))
    found = read(tmp_path, f"{saying(1)}\n\n{source}\n\n{saying(2)}")
    assert "toc" not in set(found.furniture["kind"])


def test_lines_of_the_text_that_come_back_do_not_go_with_the_contents_before_them(tmp_path):
    again = "In overleg met de stad"
    names = ["Voorwoord", *(f"{place} Aanpak van {subject}" for place, subject in enumerate(SUBJECTS[:4], 1))]
    body = "".join(f"= {name}\n{again}\\\nkomt er meer.\n\n{saying(place)}\n\n" for place, name in enumerate(names))
    entries = "\n\n".join(f"{name}{'.' * 40}{place}" for place, name in enumerate(names, 2))
    found = read(tmp_path, f"*Inhoudsopgave*\n\n{entries}\n#pagebreak()\n{body}")
    assert texts(found, "heading") == names
    assert " ".join(texts(found, "paragraph")).count(again) == len(names)


def test_rows_between_two_rules_are_rows_of_their_own_where_figures_stand_in_them(tmp_path):
    rows = [(f"Samenwerking en aanpak van {name} in de stad", 40 + n, 90 - n) for n, name in enumerate(SUBJECTS[:5])]
    cells = "".join(f", [{name}], [{first}], [{second}]" for name, first, second in rows)
    table = (
        "#table(columns: (9cm, 2cm, 2cm), inset: 3pt, stroke: none, table.hline(), [Thema], [2020], [2021], "
        f"table.hline(){cells}, table.hline())"
    )
    found = read(tmp_path, f"{saying(1)}\n\n{table}\n\n{saying(2)}")
    assert texts(found, "table") == [
        "\n".join(["Thema | 2020 | 2021", *(f"{name} | {first} | {second}" for name, first, second in rows)])
    ]
    assert numbers(found) == [1, 2]


def test_a_long_table_with_rules_at_its_head_and_foot_only_keeps_all_of_its_rows(tmp_path):
    rows = [(f"Overlast en onveiligheid door {name} in de wijken", n + 11, 90 - n) for n, name in enumerate(SUBJECTS)]
    cells = "".join(f", [{name}], [{first}], [{second}]" for name, first, second in rows)
    table = f"#table(columns: (9cm, 2cm, 2cm), inset: 3pt, stroke: none, table.hline(){cells}, table.hline())"
    found = read(tmp_path, f"{saying(1)}\n\n{table}\n\n{saying(2)}")
    assert texts(found, "table") == ["\n".join(f"{name} | {first} | {second}" for name, first, second in rows)]


def test_four_rules_around_a_text_are_a_frame_and_its_lines_end_at_the_frame(tmp_path):
    inner = "De raad wil meer. De politie werkt samen met de scholen. Ook de stad doet mee, want dat helpt."
    rules = "".join(
        f"#place(top + left, dx: {x}pt, dy: {y}pt, line(length: {length}pt, angle: {angle}deg))"
        for x, y, length, angle in ((0, 0, 260, 0), (0, 90, 260, 0), (0, 0, 90, 90), (260, 0, 90, 90))
    )
    source = f"#block(width: 260pt, height: 90pt, above: 20pt, below: 20pt)[{rules}#pad(8pt)[{inner} {inner}]]"
    found = read(tmp_path, f"{saying(1)}\n\n{source}\n\n{saying(2)}")
    assert texts(found, "box") == [f"{inner} {inner}"]


def set_in(text, x0, size):
    """Letters on one baseline, each half as wide as its size."""
    step = size / 2
    return [
        Glyph(sign, x0 + step * place, 100 - size, x0 + step * (place + 1), 100.0, 100.0, size, "Sans", (0.0,),
              bold=False, seen=True)
        for place, sign in enumerate(text)
    ]  # fmt: skip


def test_large_type_beside_a_column_of_text_does_not_run_into_it():
    heading, beside = set_in("DOEL", 50.0, 24.0), set_in("de politie werkt samen", 114.0, 10.0)
    assert beside[0].x0 - heading[-1].x1 < 24.0
    parted = pieces([*heading, *beside], [])
    assert ["".join(glyph.text for glyph in piece) for piece, _ in parted] == ["DOEL", "de politie werkt samen"]


def row(base, *pieces, size=10.0):
    """Pieces of text on one height, each with its left and right edge."""
    return [
        Line(1, x0, base - size, x1, base, base, size, "Sans", (0.0,), bold=False, italic=False, text=text)
        for text, x0, x1 in pieces
    ]


def test_justified_lines_whose_words_stand_far_apart_are_no_rows_of_a_table():
    words = [("De", "raad", "wil"), ("dat", "de", "stad"), ("en", "de", "politie"), ("samen", "met", "scholen")]
    rows = [
        row(100 + 12.0 * place, (first, 50, 75), (second, 110, 135), (third, 170, 205))
        for place, (first, second, third) in enumerate(words)
    ]
    assert aligned_runs(rows) == []
    cells = [row(100 + 12.0 * n, ("drugs", 50, 75), (str(n), 110, 115), (str(9 - n), 170, 175)) for n in range(4)]
    assert aligned_runs(cells) == [(0, 4)]


def test_a_head_and_one_row_at_the_foot_of_a_page_are_a_table():
    head = row(100, ("Feit", 50, 70), ("2019", 110, 130), ("2020", 150, 170), ("2021", 190, 210))
    first = row(112, ("Drugs", 50, 75), ("12", 110, 120), ("14", 150, 160), ("19", 190, 200))
    assert aligned_runs([head, first]) == [(0, 2)]
    assert aligned_runs([head[:2], first[:2]]) == []


def test_a_text_in_a_frame_of_rules_is_no_lettering_of_a_drawing():
    sides = [(50, 50, 250, 50.5), (50, 149.5, 250, 150), (50, 50, 50.5, 150), (249.5, 50, 250, 150)]
    words = [("In", 60, 70), ("het", 90, 105), ("plan", 130, 150)]
    lines = [line for place in range(6) for line in row(70 + 12.0 * place, *words)]
    framed = Leaf(Sheet(1, 600.0, 400.0, 0, [], [Shape(side, (0.0,)) for side in sides]), list(lines))
    take_lettering(framed)
    assert framed.lines == lines
    bars = [*sides, (100, 90, 120, 150), (130, 100, 150, 150)]
    chart = Leaf(Sheet(1, 600.0, 400.0, 0, [], [Shape(bar, (0.0,)) for bar in bars]), list(lines))
    take_lettering(chart)
    assert chart.lines == []


def test_a_title_over_columns_keeps_its_short_last_line_where_that_stands_in_the_middle(tmp_path):
    page = '#set page(paper: "a4", margin: 2cm)\n'
    for align in ("center", "right"):
        title = f"#align({align}, text(20pt)[*Strategisch plan voor een veilige regio in de jaren \\ 2021 en 2025*])"
        body = "#columns(3)[#set par(justify: false)\n" + "\n\n".join(saying(number) for number in range(24)) + "]"
        found = read(tmp_path, f"{page}{title}\n#v(1em)\n{body}")
        assert texts(found, "title") == ["Strategisch plan voor een veilige regio in de jaren 2021 en 2025"]
        assert numbers(found) == list(range(24))


def test_a_page_number_before_a_running_line_over_two_lines_is_still_a_page_number(tmp_path):
    long = "Van georganiseerde diefstal en inbraken naar een verantwoordelijkheid die alle besturen delen"
    head = (
        '#set page(paper: "a5", header: context { set text(8pt); let p = here().page()\n'
        "grid(columns: (auto, 1fr), column-gutter: 2em, align: bottom, [#p], emph(if p == 6 [LONG] else if calc.odd(p) "
        "[Plan van de stad] else [Deel #p over de wijk])) })\n"
    ).replace("LONG", long)
    pages = "\n#pagebreak()\n".join(saying(number) for number in range(8))
    found = read(tmp_path, head + pages)
    assert texts(found, "paragraph") == [saying(number) for number in range(8)]
    assert texts(found, "heading") == []


def test_a_caption_in_the_type_of_the_text_is_told_by_its_sign(tmp_path):
    caption = f"Tabel 1: Inbraken en diefstallen in de wijken van de stad. {first_sentence(30)}"
    found = read(tmp_path, f"{saying(1)}\n\n{caption}\n\n{saying(2)}")
    assert texts(found, "caption") == [caption]
    assert numbers(found) == [1, 2]


def test_a_paragraph_goes_on_behind_quotations_at_the_head_of_the_next_page(tmp_path):
    quote = f'#place(top, float: true, scope: "parent", text(size: 15pt, style: "italic")[{first_sentence(3)}])\n'
    body = "\n\n".join(saying(number) for number in range(12))
    page = '#set page(paper: "a6", margin: 12mm)\n#set par(first-line-indent: 1.2em, spacing: 0.65em)\n'
    for lines in range(1, 9):
        found = read(tmp_path, f"{page}#h(0pt){'#linebreak()' * lines}{body}\n{quote}")
        assert texts(found, "paragraph")[1:] == [saying(number) for number in range(1, 12)]


def test_the_last_rows_of_a_table_at_the_head_of_a_page_do_not_run_with_the_page_header(tmp_path):
    head = "#set page(header: context text(8pt)[Plan van de stad #h(1fr) Raad voor de veiligheid])\n"
    rows = ", ".join(f"[{subject}], [{30 + n}], [{90 - n}]" for n, subject in enumerate(SUBJECTS))
    table = f"#table(columns: 3, table.header[Thema][2020][2021], {rows})"
    pages = "\n#pagebreak()\n".join(saying(number) for number in range(5))
    found = read(tmp_path, f"{head}{pages}\n#v(14cm)\n{table}")
    assert found.n_pages == 6
    assert len("\n".join(texts(found, "table")).splitlines()) == 17
