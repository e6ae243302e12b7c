"""What stands beside, between and over the text: quotations with text around them, cut frames, row rules, letters."""

from __future__ import annotations

import pytest
from test_extract_layout import numbers, read, saying, texts

from kentering.extract.evened import with_even_sizes
from kentering.extract.islands import open_frames
from kentering.extract.lines import Line
from kentering.extract.sheets import Shape

QUOTE = '#text(size: 14pt, style: "italic")[{}]'


def first_sentence(number):
    return saying(number).partition(". ")[0] + "."


def beside(number, inner):
    """A paragraph set narrow, with something in the room that it leaves."""
    return (
        f"#grid(columns: (58%, 36%), column-gutter: 6%, [{saying(number)} {saying(number + 1)}], "
        f"[#set par(justify: false)\n{inner}])"
    )


def test_a_pull_quote_that_the_text_runs_around_is_read_after_its_paragraph(tmp_path):
    quote = QUOTE.format(first_sentence(4))
    source = f"{saying(1)}\n\n{saying(2)}\n\n{saying(3)}\n\n{beside(4, quote)}\n\n{saying(6)}\n\n{saying(7)}"
    found = read(tmp_path, source)
    assert texts(found, "pullquote") == [first_sentence(4)]
    assert numbers(found) == [1, 2, 3, 4, 6, 7]
    assert texts(found, "paragraph")[3] == f"{saying(4)} {saying(5)}"


def test_a_box_that_the_text_runs_around_says_something_of_its_own_and_is_kept(tmp_path):
    box = '#block(fill: luma(225), inset: 6pt)[#text(font: "New Computer Modern", size: 9pt)[' + saying(50) + "]]"
    source = f"{saying(1)}\n\n{saying(2)}\n\n{saying(3)}\n\n{beside(4, box)}\n\n{saying(6)}\n\n{saying(7)}"
    found = read(tmp_path, source)
    assert texts(found, "box") == [saying(50)]
    assert numbers(found) == [1, 2, 3, 4, 6, 7]


@pytest.mark.parametrize("leading", ["0.65em", "1.1em"])
def test_a_pull_quote_between_rules_is_one_though_its_lines_begin_with_figures_and_capitals(tmp_path, leading):
    text = "In 2019 registreerde de stad Aalst 47,5 % meer inbraken dan in het jaar 2016, zegt de raad van Aalst."
    long = f"{text} {saying(2)}"
    rules = "stroke: (y: 1pt), inset: (y: 8pt), width: 100%"
    quote = f"#block({rules})[#set par(justify: false, leading: {leading})\n#set text(size: 19pt)\n{text}]"
    page = '#set page(paper: "a4", columns: 2, margin: 20mm)\n'
    found = read(tmp_path, f"{page}{saying(1)}\n\n{long}\n\n{quote}\n\n{saying(3)}\n\n{saying(4)}")
    assert texts(found, "pullquote") == [text]
    assert texts(found, "paragraph") == [saying(1), long, saying(3), saying(4)]
    assert not texts(found, "heading")


def test_notes_marked_by_letters_leave_the_text_and_keep_their_letters(tmp_path):
    body = (
        '#set footnote(numbering: "a")\nDe raad besliste dit in 2019#footnote[Zie de eerste bijlage van het plan.] en '
        f"later opnieuw.#footnote[Zie de tweede bijlage van het plan.] In de 19#super[e] eeuw was dat "
        f"anders.\n\n{saying(1)}"
    )
    found = read(tmp_path, body)
    notes = found.blocks[found.blocks["kind"] == "footnote"]
    assert notes["marker"].tolist() == ["a", "b"]
    assert notes["text"].tolist() == ["Zie de eerste bijlage van het plan.", "Zie de tweede bijlage van het plan."]
    assert texts(found, "paragraph")[0] == (
        "De raad besliste dit in 2019 en later opnieuw. In de 19e eeuw was dat anders."
    )


def test_a_table_with_rules_between_its_rows_only_is_one_in_a_column_and_its_broken_words_are_whole(tmp_path):
    cells = (
        "[Fenomeen], [2019], [2020], [Verkeersonveiligheid], [12], [14], [Cybercriminaliteit], [34], [38], "
        "[Witwassen en corruptie], [56], [61]"
    )
    table = f"#[#set par(justify: false)\n#table(columns: (17mm, 1fr, 1fr), stroke: (x: none, y: 0.5pt), {cells})]"
    page = '#set page(paper: "a4", columns: 2, margin: 20mm)\n'
    before = "\n\n".join(saying(number) for number in range(8))
    after = "\n\n".join(saying(number) for number in range(8, 20))
    found = read(tmp_path, f"{page}{before}\n\n{table}\n\n{after}")
    assert texts(found, "table") == [
        "Fenomeen | 2019 | 2020\nVerkeersonveiligheid | 12 | 14\nCybercriminaliteit | 34 | 38\n"
        "Witwassen en corruptie | 56 | 61"
    ]
    assert numbers(found) == list(range(20))


def test_contents_over_two_columns_of_text_are_contents(tmp_path):
    parts = "\n".join(
        f"= Deel over {name}\n{saying(place)}\n\n{saying(place + 20)}"
        for place, name in enumerate(("drugs", "verkeer", "fraude", "overlast", "wapens", "geweld"))
    )
    page = '#set page(paper: "a4", margin: 20mm, numbering: "1")\n#show heading: set block(above: 2em)\n'
    source = (
        f"{page}#outline(title: [Inhoud])\n#v(2em)\n#columns(2)[{parts}\n\n"
        + "\n\n".join(saying(number) for number in range(40, 70))
        + "]"
    )
    found = read(tmp_path, source)
    entries = found.furniture.loc[found.furniture["kind"] == "toc", "text"].tolist()
    assert [entry.split()[2] for entry in entries[1:]] == ["drugs", "verkeer", "fraude", "overlast", "wapens", "geweld"]
    assert texts(found, "paragraph")[0] == saying(0)


def test_a_frame_that_the_end_of_a_column_cuts_is_still_a_frame():
    sides = [Shape((50, 700, 51, 780), (0.0,)), Shape((249, 700, 250, 780), (0.0,))]
    head = Shape((50, 700, 250, 701), (0.0,))
    foot = Shape((50, 779, 250, 780), (0.0,))
    assert open_frames([*sides, head]) == [(50, 700, 250, 780)]
    assert open_frames([*sides, foot]) == [(50, 700, 250, 780)]
    assert open_frames(sides) == []
    assert open_frames([*sides, head, foot]) == []


def test_lines_that_were_measured_by_their_ink_get_the_size_of_their_text_again():
    def set_at(base, size):
        return Line(1, 50, base - size, 250, base, base, size, "Sans", (0.0,), False, False, "vier woorden")

    title = set_at(60.0, 15.0)
    text = [set_at(100 + 14.0 * place, size) for place, size in enumerate((8.4, 8.2, 10.8, 7.9, 8.4))]
    notes = [set_at(300 + 9.5 * place, size) for place, size in enumerate((6.5, 7.2, 6.2))]
    sizes = [line.size for line in with_even_sizes([title, *text, *notes])]
    assert sizes == [15.0, 8.4, 8.4, 8.4, 8.4, 8.4, 6.5, 6.5, 6.5]


def test_numbers_of_lines_close_to_the_text_are_no_marks_of_notes(tmp_path):
    numbered = "#set par.line(numbering: n => if calc.rem(n, 5) == 0 { text(size: 7pt, str(n)) })\n"
    source = "#set text(size: 12pt)\n" + numbered + "\n\n".join(saying(number) for number in range(12))
    found = read(tmp_path, source)
    assert texts(found, "paragraph") == [saying(number) for number in range(12)]
    assert (found.furniture["kind"] == "linenumber").sum() > 4
