"""Pages that are pictures: dirt, bullets, running lines and rules as recognition leaves them; lost ligatures."""

from __future__ import annotations

import numpy as np
import pytest

from kentering.extract.blocks import Column, usual
from kentering.extract.leaf import Leaf, spots_of
from kentering.extract.ligatures import doubted, mend
from kentering.extract.lines import Line
from kentering.extract.misread import misread, read_alike
from kentering.extract.noise import without_dirt
from kentering.extract.notes import foot, notes
from kentering.extract.pictured import SCALE, rules, with_weights
from kentering.extract.repeats import repeated
from kentering.extract.sheets import Glyph, Shape, Sheet


def written(text, base, x0=60.0, page=1, size=10.0, **named):
    wide = x0 + 0.5 * size * len(text)
    return Line(page, x0, base - size, wide, base + 2, base, size, "Noto", (0.0,), False, False, text, **named)


def page_of(lines, number=1, **named):
    return Leaf(Sheet(number, 500.0, 700.0, 0, []), lines, layer=True, **named)


def test_signs_that_dirt_was_read_as_leave_the_edges_of_the_text_and_are_kept_apart():
    text = [written("de politie werkt samen met het parket", 100 + 12 * row) for row in range(5)]
    stray = [written("_veiligheid in de wijk", 160, x0=52.0), written("de nazorg. |", 172), written("„", 184)]
    kept, dirt = without_dirt([*text, *stray])
    assert [line.text for line in kept[5:]] == ["veiligheid in de wijk", "de nazorg."]
    assert [line.text for line in dirt] == ["_", "|", "„"]


def test_a_french_stop_and_a_quotation_mark_within_the_edge_are_no_dirt():
    text = [written("la police travaille avec le parquet", 100 + 12 * row) for row in range(5)]
    kept, dirt = without_dirt([*text, written("la lutte contre la fraude ;", 160), written("« oui » dit-il", 172)])
    assert [line.text for line in kept[5:]] == ["la lutte contre la fraude ;", "« oui » dit-il"]
    assert dirt == []


def test_bullets_read_now_so_and_now_so_are_bullets_of_one_list():
    rows = [("e", "de aanpak van drugs;"), ("¢", "het verkeer;"), ("«", "de overlast.")]
    lines = [
        each
        for row, (sign, text) in enumerate(rows)
        for each in (written(sign, 100 + 12 * row, x0=60.0), written(text, 100 + 12 * row, x0=72.0))
    ]
    kept, _ = without_dirt(lines)
    assert [line.text for line in kept[::2]] == ["•", "•", "•"]


def test_a_running_line_read_otherwise_on_each_page_is_one_running_line():
    read = ["PANOPTICON 40 | 2019", "PANOPTICON40 | 2019", "PANOPTlCON 40 | 2O19", "PANOPTICON 40 2019"]
    bodies = ["over de wijken", "van de parketten", "met alle zones", "voor de besturen"]
    leaves = [
        page_of(
            [written(body, 300, page=page), written(line, 650 + page, page=page), written("BE", 670, page=page)], page
        )
        for page, (line, body) in enumerate(zip(read, bodies, strict=True), start=1)
    ]
    spots = read_alike([spot for leaf in leaves for spot in spots_of(leaf)], {1, 2, 3, 4})
    running = repeated(spots, 4, 10.0)
    running |= misread(spots, running, leaves)
    out = [line.text for leaf in leaves for line in leaf.lines if id(line) in running]
    assert sorted(out) == sorted([*read, *["BE"] * 4])


def test_a_rule_a_little_askew_is_found_on_the_picture_and_a_line_of_text_is_none():
    picture = np.zeros((round(200 * SCALE), round(300 * SCALE)), dtype=np.int16)
    for column in range(round(50 * SCALE), round(150 * SCALE)):
        picture[round(100 * SCALE) + column // 250, column] = 200
    letters = picture[round(130 * SCALE) : round(136 * SCALE), round(50 * SCALE) : round(250 * SCALE)]
    letters[:, ::7] = 200
    letters[:, 1::7] = 200
    (rule,) = rules(picture, 300.0, 200.0)
    assert rule.box[:3] == pytest.approx((50, 100, 150), abs=2)


def test_lines_with_much_wider_strokes_are_bold():
    picture = np.zeros((round(100 * SCALE), round(300 * SCALE)), dtype=np.int16)
    for base, stroke in ((20, 2), (40, 2), (60, 4), (80, 2)):
        band = picture[round((base - 7) * SCALE) : round(base * SCALE), round(60 * SCALE) : round(120 * SCALE)]
        for start in range(0, band.shape[1] - stroke, 12):
            band[:, start : start + stroke] = 200
    lines = [written("handhaving nu", base) for base in (20, 40, 60, 80)]
    assert [line.bold for line in with_weights(lines, picture, 100.0)] == [False, False, True, False]


def test_notes_of_a_scan_begin_under_a_short_rule_though_their_size_and_marks_are_misread():
    body = [
        written("De politie en het parket werken in alle zones samen aan de wijken.", 100 + 14 * row)
        for row in range(6)
    ]
    below = [written("SZie ook de omzendbrieven over de zones.", 190), written("‘Zie de wet.", 202, x0=66.0)]
    column = Column(0, [*body, *below], 400.0)
    style = usual([column.lines])
    rule = Shape((60.0, 178.0, 150.0, 179.0))
    assert foot(column, style, [], recognised=True) == 8
    start = foot(column, style, [rule], recognised=True)
    assert start == 6
    made = notes(column, start, (), recognised=True)
    assert [(block.marker, block.first.text) for block in made] == [
        ("", "SZie ook de omzendbrieven over de zones."),
        ("‘", "Zie de wet."),
    ]


class Named:
    """A font as pdfminer holds it: what its text layer says of each code, and the names of its letters."""

    def __init__(self, said, names):
        self.unicode_map = type("Map", (), {"cid2unichr": said})()
        self.cid2unicode = names


def test_a_ligature_that_the_text_layer_says_is_an_f_is_read_by_the_name_that_the_font_gives_it():
    font = Named({28: "f", 31: "f", 102: "f", 30: "g"}, {28: "ff", 31: "ﬁ", 102: "f", 30: "fi"})
    assert mend(font) == {28: ("f", "ff"), 31: ("f", "fi")}
    assert font.unicode_map.cid2unichr == {28: "ff", 31: "fi", 102: "f", 30: "g"}


def test_an_f_too_wide_for_one_letter_is_said():
    letters = [
        Glyph("f", x0, 10.0, x0 + wide, 20.0, 18.0, 10.0, "Maax", (0.0,), bold=False, seen=True)
        for x0, wide in ((10.0, 3.1), (20.0, 3.2), (30.0, 5.6))
    ]
    assert [left.x0 for left in doubted(letters, {}, 1)] == [30.0]
