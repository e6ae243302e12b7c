"""Headings, their levels and notes in looks of many kinds, set with typst while the tests run."""

from __future__ import annotations

from dataclasses import replace

import pytest
import typst

from kentering import extract
from kentering.extract.accents import with_accents
from kentering.extract.blocks import Block
from kentering.extract.leaf import Leaf
from kentering.extract.levels import set_levels
from kentering.extract.lines import Line
from kentering.extract.sheets import Glyph, Sheet
from kentering.extract.smallcaps import carried_on
from kentering.extract.tokens import with_small_capitals
from kentering.extract.unnamed import take_unnamed
from kentering.settings import ExtractSettings
from kentering.text import heading_number, note_start

TEXTS = {
    "nl": "De lokale politie werkt met de parketten en de besturen samen aan een veilige stad in alle wijken. ",
    "fr": "La police locale travaille avec les parquets et les communes à la sécurité de tous les quartiers. ",
    "en": "The local police work with the prosecutors and the councils on safety in all parts of the city. ",
}
HEAD = '#set text(font: "Libertinus Serif", size: 11pt, lang: "{language}")\n#set par(justify: true)\n'


def read(folder, source, language="nl"):
    path = folder / "plan.pdf"
    path.write_bytes(typst.compile((HEAD.replace("{language}", language) + source).encode(), ignore_system_fonts=True))
    return extract.reading(path, "plan", ExtractSettings()).blocks


def outline(blocks):
    found = blocks[blocks["kind"] == "heading"]
    return list(zip(found["text"], found["level"], strict=True))


def line(text, above="12pt", below="7pt"):
    return f"#block(above: {above}, below: {below})[{text}]\n\n"


WORDED = {
    "nl": (
        "Deel I. Kader",
        "Hoofdstuk 1. Drugs",
        "Afdeling 1. Aanpak",
        "Hoofdstuk 2. Weg",
        "Deel II. Geld",
        "Bijlage 1. X",
    ),
    "fr": (
        "Partie I. Cadre",
        "Chapitre 1. Drogue",
        "Section 1. Rue",
        "Chapitre 2. Route",
        "Partie II. But",
        "Annexe 1. X",
    ),
    "en": (
        "Part I. Scope",
        "Chapter 1. Drugs",
        "Section 1. Approach",
        "Chapter 2. Roads",
        "Part II. Means",
        "Annex 1. X",
    ),
}


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_words_before_numbers_give_the_level_where_all_headings_look_alike(tmp_path, language):
    body = TEXTS[language] * 3
    source = "".join(line(f"*{title}*") + body + "\n\n" for title in WORDED[language])
    assert [level for _, level in outline(read(tmp_path, source, language))] == [1, 2, 3, 2, 1, 1]


def test_numbering_that_begins_again_stands_under_what_it_begins_again_after(tmp_path):
    titles = ["I. Kader", "A. Drugs", "B. Verkeer", "II. Werking", "A. Mensen", "B. Middelen", "C. Geld"]
    source = "".join(line(f"*{title}*") + TEXTS["nl"] * 3 + "\n\n" for title in titles)
    assert [level for _, level in outline(read(tmp_path, source))] == [1, 2, 2, 1, 2, 2, 2]


def test_a_slanted_heading_ranks_under_a_numbered_bold_one_of_its_size(tmp_path):
    source = ""
    for number, subject in enumerate(("Drugs", "Verkeer", "Fraude"), start=1):
        source += line(f"*{number}. {subject}*") + TEXTS["nl"] * 2 + "\n\n"
        source += (
            line("_Huidige situatie_") + TEXTS["nl"] * 2 + "\n\n" + line("_Doelstelling_") + TEXTS["nl"] * 2 + "\n\n"
        )
    found = outline(read(tmp_path, source))
    assert [level for _, level in found] == [1, 2, 2] * 3
    assert found[1] == ("Huidige situatie", 2)


def test_sections_that_recur_in_each_chapter_stand_under_its_title_though_they_look_alike(tmp_path):
    source = "= Thema's\n"
    for part in range(2):
        source += f"== Deel {'AB'[part]}\n"
        for subject in ("Drugs", "Verkeer"):
            source += line(f"*{subject} {part + 1}*") + TEXTS["nl"] * 2 + "\n\n"
            for name in ("Context", "Acties"):
                source += line(f"*{name}*") + TEXTS["nl"] * 2 + "\n\n"
    levels = dict(outline(read(tmp_path, source)))
    assert levels["Context"] == levels["Acties"] == levels["Drugs 1"] + 1


def test_a_numbered_annex_ranks_with_the_chapters_it_looks_like(tmp_path):
    source = "".join(f"= {title}\n{TEXTS['fr'] * 3}\n\n" for title in ("Avant-propos", "Cadre", "Annexe 1. Liste"))
    assert [level for _, level in outline(read(tmp_path, source, "fr"))] == [1, 1, 1]


def test_the_color_of_a_chapter_changes_no_level(tmp_path):
    source = ""
    for color, number in (("blue", 1), ("green", 2), ("red", 3)):
        source += f"#text(20pt, {color})[*Thema {number}*]\n\n{TEXTS['nl'] * 2}\n\n"
        source += f"#text(14pt, {color})[*Situatie {number}*]\n\n{TEXTS['nl'] * 2}\n\n"
    assert [level for _, level in outline(read(tmp_path, source))] == [1, 2] * 3


def test_a_chapter_number_on_a_line_of_its_own_belongs_to_its_title(tmp_path):
    source = ""
    for number, subject in enumerate(("Drugs", "Verkeer"), start=1):
        source += f"#align(center)[#text(13pt)[*HOOFDSTUK {number}*]]\n#align(center)[#text(13pt)[*{subject}*]]\n\n"
        source += TEXTS["nl"] * 3 + "\n\n"
    assert outline(read(tmp_path, source)) == [("HOOFDSTUK 1 Drugs", 1), ("HOOFDSTUK 2 Verkeer", 1)]


def test_an_underlined_line_in_the_type_of_the_text_is_a_heading(tmp_path):
    source = "".join(
        line(f"#underline[{name}]", "18pt") + TEXTS["en"] * 3 + "\n\n" for name in ("Purpose", "Progress", "Means")
    )
    assert [text for text, _ in outline(read(tmp_path, source, "en"))] == ["Purpose", "Progress", "Means"]


def test_a_heading_over_two_lines_set_wide_is_one(tmp_path):
    title = "Une approche partagée de la sécurité routière par les zones de police et leurs partenaires locaux"
    source = f"#par(leading: 10pt, justify: false)[#text(16pt)[*{title}*]]\n\n{TEXTS['fr'] * 5}\n\n"
    blocks = read(tmp_path, source, "fr")
    assert title in blocks["text"].tolist()


def test_a_bold_lead_in_stays_in_its_paragraph(tmp_path):
    blocks = read(tmp_path, f"*Preventie.* {TEXTS['nl'] * 3}\n\n*Zorg.* {TEXTS['nl'] * 3}")
    assert blocks["kind"].tolist() == ["paragraph", "paragraph"]


def test_numbered_items_are_no_headings(tmp_path):
    items = "".join(
        f"+ {word} volgt wat er van de afspraken terechtkomt\n" for word in ("De raad", "De zone", "De stad")
    )
    blocks = read(tmp_path, f"{TEXTS['nl'] * 3}\n\n{items}\n{TEXTS['nl'] * 3}")
    assert not (blocks["kind"] == "heading").any()
    assert (blocks["kind"] == "bullet").sum() == 3


def test_larger_type_in_whole_sentences_is_text(tmp_path):
    lead = "".join(f"#text(13pt)[{TEXTS['en'] * 2}]\n\n" for _ in range(3))
    assert outline(read(tmp_path, f"= Aim\n{lead}{TEXTS['en'] * 12}", "en"))[1:] == []


def test_the_source_of_a_table_is_no_heading(tmp_path):
    source = "".join(f"{TEXTS['fr'] * 3}\n\n_Source: Police fédérale, {year}_\n\n" for year in (2018, 2019, 2020))
    blocks = read(tmp_path, source, "fr")
    assert not (blocks["kind"] == "heading").any()


def test_marks_leave_their_words_and_years_and_units_stay(tmp_path):
    source = (
        "Sinds 7 januari 2014#footnote[Eerste noot.] telt COL 15/2020#footnote[Tweede noot.] voor 12 m#super[2] en de "
        f"uitstoot van CO#sub[2] in de XXI#super[e] eeuw; in 2019 ook. {TEXTS['nl'] * 4}"
    )
    blocks = read(tmp_path, source)
    body = blocks[blocks["kind"] == "paragraph"]["text"].iloc[0]
    assert body.startswith(
        "Sinds 7 januari 2014 telt COL 15/2020 voor 12 m2 en de uitstoot van CO2 in de XXIe eeuw; in 2019"
    )
    assert blocks[blocks["kind"] == "footnote"]["marker"].tolist() == ["1", "2"]


def test_a_mark_in_full_size_is_taken_out_where_a_note_of_its_page_lacks_one(tmp_path):
    note = "#place(bottom)[#line(length: 30%)#text(8pt)[1 Zie de omzendbrief van het college.]]"
    blocks = read(tmp_path, f"De organisaties1 werken samen. {TEXTS['nl'] * 4}{note}")
    body = blocks[blocks["kind"] == "paragraph"]["text"].iloc[0]
    assert body.startswith("De organisaties werken samen.")
    assert blocks[blocks["kind"] == "footnote"]["text"].tolist() == ["Zie de omzendbrief van het college."]


def test_letters_that_the_file_does_not_name_are_said_and_not_passed_on():
    def words(text):
        return Line(1, 50, 90, 300, 100, 98, 10, "Font", (0.0,), bold=False, italic=False, text=text)

    leaf = Leaf(
        Sheet(1, 600, 800, 0, []),
        [words("(cid:3)(cid:9)(cid:4) a"), words("de (cid:3)(cid:9) wet"), words("de wet")],
        [],
    )
    take_unnamed([leaf])
    assert [line.text for line in leaf.lines] == ["de \ufffd wet", "de wet"]
    assert [each.reason for each in leaf.left] == ["letters that the file does not name"]


def test_a_heading_on_the_first_line_of_its_text_is_parted_from_it(tmp_path):
    body = TEXTS["nl"] * 3
    source = "".join(
        f'#text(style: "italic")[{title}] #h(0.6em) {body}\n\n' for title in ("Drugs", "Wapens", "Verkeer")
    )
    blocks = read(tmp_path, line("*1 Aanpak*") + body + "\n\n" + source)
    assert outline(blocks) == [("1 Aanpak", 1), ("Drugs", 2), ("Wapens", 2), ("Verkeer", 2)]
    assert [text.split()[0] for text in blocks.loc[blocks["kind"] == "paragraph", "text"]] == ["De"] * 4


def test_words_that_are_stressed_at_the_start_of_a_paragraph_are_no_heading(tmp_path):
    stressed = "".join(f"*{word}:* {TEXTS['nl'] * 3}\n\n" for word in ("Drugs", "Wapens", "Verkeer", "Water"))
    assert outline(read(tmp_path, stressed)) == []


def test_capitals_drawn_small_are_small_letters_in_the_size_of_their_line():
    def glyph(sign, size):
        return Glyph(sign, 0, 0, 1, 1, 1, size, "Serif", (0.0,), bold=False, seen=True)

    made = with_small_capitals([glyph("D", 10.0), *(glyph(sign, 8.0) for sign in "RUGS")])
    assert "".join(each.text for each in made) == "Drugs"
    assert {each.size for each in made} == {10.0}


def test_numbers_in_the_margin_that_count_the_pages_are_page_numbers(tmp_path):
    page = "#set page(margin: 3cm, background: context place(right + horizon, dx: -1cm)[#counter(page).display()])\n"
    blocks = read(tmp_path, page + (TEXTS["nl"] * 12 + "\n\n") * 16)
    assert blocks["page"].max() > 3
    assert not blocks["text"].str.fullmatch(r"\d+").any()


def test_what_a_tagged_file_calls_a_heading_is_one_though_its_type_does_not_tell(tmp_path):
    plain = '#show heading: it => block(above: 0.65em, below: 0.65em, text(size: 11pt, weight: "regular", it.body))\n'
    source = plain + "".join(f"= Deel {word}\n{TEXTS['nl'] * 3}\n\n" for word in ("water", "vuur", "lucht", "aarde"))
    assert [text for text, _ in outline(read(tmp_path, source))] == [
        "Deel water",
        "Deel vuur",
        "Deel lucht",
        "Deel aarde",
    ]


def test_an_accent_drawn_over_its_letter_makes_one_letter_with_it():
    drawn = [sign("e", 10, 6), sign("\u00e9", 12, 0), sign("t", 16, 4), sign("e", 20, 6), sign("\u00f4", 22, 0)]
    assert [each.text for each in with_accents(drawn)] == ["\u00e9", "t", "\u00ea"]
    beside = [sign("e", 10, 6), sign("\u00e9", 16, 6)]
    assert with_accents(beside) == beside


def sign(text, x0, wide):
    return Glyph(text, x0, 90, x0 + wide, 100, 98, 10, "Lato", (0.0,), bold=False, seen=True)


def test_a_second_line_in_small_capitals_only_has_the_size_and_the_case_of_the_first():
    lines = [
        typed("Naar een weerbare samenleving in een", 100, 20, "Lato-SmallCaps"),
        typed("WERELD DIE SNEL VERANDERT", 124, 16, "Lato"),
        typed("NVP", 300, 16, "Lato"),
    ]
    made = carried_on(lines)
    assert [(each.text, each.size) for each in made[1:]] == [("wereld die snel verandert", 20), ("NVP", 16)]
    mixed = typed("monde quI ChAnge", 124, 16, "Lato-Small-Caps")
    assert carried_on([typed("Vers une", 100, 20, "Lato-Small-Caps"), mixed])[1].text == "monde qui change"


def typed(text, base, size, font):
    return Line(
        page=1, x0=50, top=base - size, x1=400, bottom=base + 4, base=base, size=size, font=font, color=(0.0,),
        bold=False, italic=False, text=text,
    )  # fmt: skip


def test_capitals_tell_the_highest_headings_from_small_ones_of_the_same_type(tmp_path):
    def head(text):
        return line(f'#text(font: "New Computer Modern")[{text}]') + TEXTS["nl"] * 3 + "\n\n"

    chapters = "".join(
        head(f"{place} {name}") + head(f"*{place}.1 Doel*") + head(state)
        for place, (name, state) in enumerate((("KADER", "Huidige toestand"), ("DRUGS", "Wat er komt")), 1)
    )
    levels = dict(outline(read(tmp_path, chapters + head("Bijlage 1. LIJST VAN PARTNERS"))))
    assert levels["1 KADER"] == levels["2 DRUGS"] == levels["Bijlage 1. LIJST VAN PARTNERS"] == 1
    assert levels["Huidige toestand"] == levels["Wat er komt"] > levels["1.1 Doel"] > 1


def test_a_heading_over_many_lines_of_a_narrow_column_is_one(tmp_path):
    name = "3 Op weg naar een veerkrachtige samenleving in een wereld die sneller verandert dan ooit tevoren"
    page = '#set page(paper: "a4", columns: 3)\n#set par(justify: false)\n'
    heads = "\n\n".join(f"#text(14pt)[{each}]\n\n{TEXTS['nl'] * 4}" for each in ("2 Kader", name))
    assert [text for text, _ in outline(read(tmp_path, page + heads))] == ["2 Kader", name]


def test_an_acronym_alone_on_the_last_line_belongs_to_its_paragraph(tmp_path):
    text = f"{TEXTS['nl']}Dat zegt het Orgaan voor de coördinatie en de analyse van de dreiging"
    for width in range(90, 130, 4):
        source = f"#set page(width: {width}mm, margin: 12mm)\n{text}\\\n(OCAD).\n\n{TEXTS['nl']}"
        found = read(tmp_path, source)
        assert found["text"].tolist()[0] == f"{text} (OCAD)."


def test_words_cut_short_by_full_stops_and_hyphens_are_no_number():
    assert heading_number("c.-à-d. au plus tard le 22 mars") == ""
    assert heading_number("c. Drugs") == "c."


def test_small_capitals_tell_headings_of_one_size_apart():
    def seen(font, text):
        kind = Line(1, 50, 90, 150, 100, 100, 10.0, font, (0.0,), bold=False, italic=True, text=text)
        return Block("heading", [kind], 1, 500.0)

    small, plain = "Sans-Italic-SmallCaps", "Sans-Italic"
    names = [(small, "Drugs"), (plain, "Context"), (plain, "Stand van zaken"), (small, "Verkeer"), (plain, "Context")]
    made = [seen(*name) for name in names]
    body = [Block("paragraph", [replace(made[0].first, font="Serif", italic=False)], 1, 500.0) for _ in made]
    set_levels([block for pair in zip(made, body, strict=True) for block in pair])
    assert [block.level for block in made] == [1, 2, 2, 1, 2]


def test_a_list_of_notes_under_a_title_is_as_deep_as_the_headings_it_looks_like(tmp_path):
    def head(size, text):
        return line(f"#text({size}pt)[*{text}*]")

    chapters = "\n\n".join(
        f"{head(16, name)}{TEXTS['nl'] * 2}\n\n{head(15.5, f'Aanpak in {name}')}{TEXTS['nl'] * 2}\n\n"
        f"{head(15.5, 'Noten')}1. Zie de wet van {year}.\n\n"
        for name, year in (("Gent", 2001), ("Luik", 2002), ("Brugge", 2003))
    )
    levels = dict(outline(read(tmp_path, chapters)))
    assert levels["Noten"] == levels["Aanpak in Luik"] == 2


def test_printed_numbers_put_what_stands_between_them_under_them(tmp_path):
    body = TEXTS["nl"] * 2 + "\n\n"
    titles = [
        ("*4 Beoordeling*", 16), ("*4.1 Grondslag*", 13), ("*4.1.1 Verwerking*", 11), ("_Noodzaak_", 11),
        ("_Toestemming_", 11), ("*4.1.2 Rechten*", 11), ("_Inzage_", 11), ("*4.2 Maatregelen*", 13),
        ("*5 Besluit*", 16),
    ]  # fmt: skip
    levels = outline(read(tmp_path, "".join(line(f"#text({size}pt)[{text}]", "18pt") + body for text, size in titles)))
    assert [level for _, level in levels] == [1, 2, 3, 4, 4, 3, 4, 2, 1]


def test_letters_within_the_steps_of_a_numbering_stand_under_it_though_they_look_the_same(tmp_path):
    body = TEXTS["nl"] * 2 + "\n\n"
    titles = ["1 Inleiding", "2 Analyse", "(a) Karakter", "(b) Grondslag", "(c) Noodzaak", "3 Conclusie"]
    levels = outline(read(tmp_path, "".join(line(f"*{text}*", "18pt") + body for text in titles)))
    assert [level for _, level in levels] == [1, 1, 2, 2, 2, 1]


def test_numbered_sections_within_a_part_stand_under_its_number_and_not_over_it(tmp_path):
    body = TEXTS["nl"] * 2 + "\n\n"
    titles = [
        ("*1. Inleiding*", 14), ("*1.1. Doel*", 12), ("*1.2. Beheer*", 12), ("*2. Beginselen*", 14),
        ("_*1. Kansen*_", 11), ("_*2. Toezicht*_", 11), ("*3. Analyse*", 14), ("*3.1. Situatie*", 12),
        ("_*1. Inzet*_", 11), ("_*2. Data*_", 11),
    ]  # fmt: skip
    levels = outline(read(tmp_path, "".join(line(f"#text({size}pt)[{text}]", "18pt") + body for text, size in titles)))
    assert [level for _, level in levels][:5] == [1, 2, 2, 1, 3]
    assert [level for _, level in levels][-4:] == [1, 2, 3, 3]


@pytest.mark.parametrize(
    ("language", "fields"),
    [
        ("nl", ("Datum", "Ons kenmerk", "Onderwerp")),
        ("fr", ("Date", "Notre référence", "Objet")),
        ("en", ("Date", "Our reference", "Subject")),
    ],
)
def test_the_fields_of_a_letterhead_are_no_headings(tmp_path, language, fields):
    answers = "".join(line(f"#text(14pt)[{field}]") + f"{2020 + place}-118\n\n" for place, field in enumerate(fields))
    chapters = "".join(line(f"#text(14pt)[{name}]") + TEXTS[language] * 3 + "\n\n" for name in ("Drugs", "Transport"))
    blocks = read(tmp_path, answers + chapters, language)
    assert [text for text, _ in outline(blocks)] == ["Drugs", "Transport"]
    assert set(fields) <= set(blocks.loc[blocks["kind"] == "caption", "text"])


def test_the_last_item_of_a_list_is_no_heading_though_the_contents_name_its_words(tmp_path):
    entries = "".join(f"{name} #box(width: 1fr, repeat[.]) 1\n\n" for name in ("Privacy", "Milieu", "Verantwoording"))
    items = "1. Privacy;\n2. Milieu, en\n3. Verantwoording.\n\n"
    chapters = "".join(line(f"*{name}*") + TEXTS["nl"] * 3 + "\n\n" for name in ("Privacy", "Milieu", "Verantwoording"))
    source = (
        line("#text(16pt)[*Inhoud*]") + entries + "#pagebreak()\n" + TEXTS["nl"] + "Dit zijn de thema's:\n\n" + items
    )
    assert [text for text, _ in outline(read(tmp_path, source + chapters))] == ["Privacy", "Milieu", "Verantwoording"]


def test_an_amount_at_the_start_of_a_line_opens_no_note():
    assert note_start("150 000 € par enfant") == ("", "150 000 € par enfant")
    assert note_start("5 miljoen euro") == ("", "5 miljoen euro")


def test_a_day_at_the_start_of_a_line_opens_no_note():
    assert note_start("11 mars 2023, p. 4") == ("", "11 mars 2023, p. 4")
    assert note_start("11 Zie de wet") == ("11", "Zie de wet")
