"""The margin beside the text, grids that lay a text out, scripts from right to left, letters set over each other."""

from __future__ import annotations

from test_extract_layout import numbers, read, saying, texts

from kentering.extract.sheets import Glyph
from kentering.extract.tokens import counting, tokens_of

NAMES = ("Aanpak van de drugshandel in de wijken", "Verkeer en veilige scholen", "Opvang van slachtoffers")


def side_by_side(left, right, columns="4cm, 1fr"):
    return f"#grid(columns: ({columns}), column-gutter: 7mm, [#set par(justify: false)\n{left}], [{right}])"


def several(number):
    return "\n\n".join(saying(each) for each in range(number, number + 3))


def test_a_heading_set_in_the_margin_over_two_lines_stands_before_its_paragraph(tmp_path):
    source = "#text(18pt)[*Kadernota veiligheid*]\n\n" + "\n\n".join(
        side_by_side(f"#text(10pt)[*{name}*]", several(3 * number)) for number, name in enumerate(NAMES)
    )
    found = read(tmp_path, source)
    assert texts(found, "heading") == list(NAMES)
    assert texts(found, "paragraph") == [saying(number) for number in range(9)]
    kinds = found.blocks["kind"].tolist()
    assert kinds[1:] == ["heading", "paragraph", "paragraph", "paragraph"] * 3


def test_notes_in_the_margin_are_kept_apart_and_no_part_of_the_running_text(tmp_path):
    notes = ["Wet op het politieambt, artikel 5", "Omzendbrief PLP 41 van 2006", "Zie ook het zonale plan van Aalst"]
    source = "\n\n".join(
        side_by_side(several(3 * number), f"#text(7.5pt)[{note}]", "1fr, 3.4cm") for number, note in enumerate(notes)
    )
    found = read(tmp_path, source)
    assert texts(found, "margin") == notes
    assert numbers(found) == list(range(9))
    assert texts(found, "paragraph") == [saying(number) for number in range(9)]


def test_a_text_laid_out_in_a_grid_with_names_at_the_left_is_text_and_a_table_is_a_table(tmp_path):
    rows = ", ".join(f"[*{name}*], [{saying(9 * n)} {saying(9 * n + 1)}]" for n, name in enumerate(NAMES))
    table = ", ".join(f"[{name}], [{number + 2026}]" for number, name in enumerate(NAMES))
    source = f"{saying(60)}\n\n#table(columns: (4cm, 1fr), {rows})\n\n{saying(61)}\n\n#table(columns: 2, {table})\n\n"
    found = read(tmp_path, source + saying(62))
    assert texts(found, "heading") == list(NAMES)
    assert numbers(found) == [60, 0, 9, 18, 61, 62]
    assert texts(found, "table") == ["\n".join(f"{name} | {number + 2026}" for number, name in enumerate(NAMES))]


def test_letters_come_in_reading_order_where_the_script_runs_from_right_to_left(tmp_path):
    text = "המשטרה פועלת בשיתוף עם הרשויות המקומיות והשותפים כדי לחזק את הביטחון בעיר"
    head = '#set text(lang: "he", font: "Libertinus Serif", size: 11pt)\n#set page(paper: "a6")\n'
    found = read(tmp_path, f"{text}, בשנת 2026 עם Europol.\n\n{text}.", head)
    assert " ".join(found.blocks["text"]) == f"{text}, בשנת 2026 עם Europol. {text}."
    boxes = [box for each in found.blocks["boxes"] for box in each]
    assert all(box[3] > 200 for box in boxes), "boxes are counted from the left of the page as it is"


def test_lists_and_notes_are_found_where_the_script_runs_from_right_to_left(tmp_path):
    text = "המשטרה פועלת בשיתוף עם הרשויות המקומיות והשותפים כדי לחזק את הביטחון בעיר"
    head = '#set text(lang: "he", font: "Libertinus Serif", size: 11pt)\n#set page(paper: "a5")\n'
    signs, counted = [f"{text} {number}" for number in (11, 12)], [f"{text} {number}" for number in (21, 22)]
    listed = "\n".join(f"- {each}" for each in signs) + f"\n\n{text}.\n\n" + "\n".join(f"+ {each}" for each in counted)
    found = read(tmp_path, f"{text}.\n\n{listed}\n\n{text}#footnote[{text[:39]}].", head)
    items = found.blocks.query("kind == 'bullet'")
    assert items["text"].tolist() == [*signs, *counted]
    assert items["marker"].tolist() == ["•", "•", "1.", "2."]
    assert texts(found, "paragraph") == [f"{text}."] * 3
    assert texts(found, "footnote") == [text[:39]]


def glyph(text, x0, x1):
    return Glyph(text, x0, 0.0, x1, 10.0, 8.0, 10.0, "Condensed", (0.0,), bold=False, seen=True)


def test_words_are_parted_where_all_letters_of_a_heading_lie_over_each_other():
    line = [glyph(sign, 5.0 * place, 5.0 * place + 8) for place, sign in enumerate("Kunst en cultuur")]
    assert [word for word, _, _ in tokens_of(line, [])] == ["Kunst", "en", "cultuur"]


def test_a_narrow_figure_before_a_full_stop_is_the_number_of_a_heading_and_no_mark_of_a_note():
    line = [glyph(sign, 6.0 * place, 6.0 * place + 6) for place, sign in enumerate("1.4 Vervoer")]
    assert counting(line, 10.0) == {id(line[0])}
    assert not counting([glyph(sign, 6.0 * place, 6.0 * place + 6) for place, sign in enumerate("1Zie de wet")], 10.0)


def test_an_enumeration_within_a_note_that_counts_on_at_the_start_of_a_line_opens_no_new_note(tmp_path):
    note = "5. De thema’s zijn 1. drugs 2. fraude 3. verkeer 4. geweld 5. inbraken en \\\n6. milieu en wapens."
    source = f"{several(1)}\n\n#place(bottom)[#line(length: 4cm)\n#text(7.5pt)[{note}]]"
    notes = read(tmp_path, source).blocks.query("kind == 'footnote'")
    assert notes["marker"].tolist() == ["5"]


def test_a_list_of_contents_without_page_numbers_is_left_out_where_its_entries_come_back(tmp_path):
    listed = "\n\n".join(["*Inhoudsopgave*", *NAMES])
    body = "\n\n".join(f"*{name}*\n\n{several(3 * number)}" for number, name in enumerate(NAMES))
    found = read(tmp_path, f"{listed}\n\n#pagebreak()\n{body}")
    assert texts(found, "heading") == list(NAMES)
    left = found.furniture
    assert left.loc[left["kind"] == "toc", "text"].tolist() == ["Inhoudsopgave", *NAMES]


def test_the_number_of_a_note_that_happens_to_count_with_the_pages_is_no_page_number(tmp_path):
    pages = []
    for number in range(1, 5):
        note = f"#text(8pt)[{number}#h(8pt)Verslag van de raad van wijk {40 + 3 * number}, blz. {number * 7}.]"
        pages.append(f"{several(4 * number)}\n\n#place(bottom)[#line(length: 4cm)\n{note}]")
    head = '#set page(paper: "a5", footer: context [Plan van de stad – #counter(page).display()])\n'
    found = read(tmp_path, head + "\n\n#pagebreak()\n".join(pages))
    notes = [f"Verslag van de raad van wijk {40 + 3 * number}, blz. {number * 7}." for number in range(1, 5)]
    assert texts(found, "footnote") == notes


def test_the_title_is_told_from_headings_as_large_by_the_name_that_the_file_gives_itself(tmp_path):
    head = '#set document(title: "Kadernota veiligheid")\n#set text(font: "Libertinus Serif", size: 10pt)\n'
    parts = "\n\n".join(f"#text(16pt)[*{name}*]\n\n{several(3 * n)}" for n, name in enumerate(NAMES))
    found = read(tmp_path, f"#text(16pt)[*Kadernota veiligheid*]\n\n{saying(40)}\n\n{parts}", head)
    assert texts(found, "title") == ["Kadernota veiligheid"]
    assert texts(found, "heading") == list(NAMES)
