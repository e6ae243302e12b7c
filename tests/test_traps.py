"""Traps of real plans, set anew in small PDFs that have the trait: what stands in the margin, notes, copies, numbers.

The traps of names, lists and dates stand in test_belgian_security.py, those of marred wordings in test_questions.py, of
broken words in test_text.py and test_extract.py.
"""

from __future__ import annotations

import pytest
from invented import documents, priorities
from test_extract_layout import read, saying, texts

from kentering import compare
from kentering.settings import CompareSettings

CHAPTERS = ("de start", "het midden", "het einde")
NAMES = (
    *("De bestuurlijke handhaving", "Het internet als facilitator", "Radicalisering en terrorisme"),
    *("Mensensmokkel en mensenhandel", "Een integraal drugsbeleid", "Verkeersveiligheid en mobiliteit"),
)
TURN = "\\ "  # a new line, in typst
NUMBERS = ("3.1", "3.2", "4.1", "4.2", "4.3", "4.4")


def in_the_margin(place, shift):
    """Pages that bear the name or the number of their chapter in the side margin, and a running head on one in four."""
    return f"""
#let chapter = state("chapter", "")
#set page(paper: "a6", margin: (x: 26mm, y: 16mm),
  header: context if calc.rem(counter(page).get().first(), 4) == 1 [
    —  Nationaal Plan 2022-2025  — #h(1fr) – #counter(page).display() –],
  background: context {{ let c = chapter.get(); if c != "" {{ place(top + {place}, dx: {shift}, dy: 50mm, c) }} }})
"""


@pytest.mark.parametrize(("place", "shift"), [("left", "3mm"), ("right", "-3mm")])
def test_chapter_digits_and_running_words_in_the_margin_never_enter_a_sentence(tmp_path, place, shift):
    parts = [f'#chapter.update("Voorwoord")\n= Voorwoord\n{sayings(range(16))}\n#pagebreak()\n']
    parts += [
        f'#chapter.update("{number}")\n= Hoofdstuk over {name}\n{sayings(range(30 * number, 30 * number + 16))}\n'
        "#pagebreak()\n"
        for number, name in enumerate(CHAPTERS, 1)
    ]
    found = read(tmp_path, in_the_margin(place, shift) + "".join(parts))
    said = [*range(16), *(30 * chapter + each for chapter in (1, 2, 3) for each in range(16))]
    assert texts(found, "paragraph") == [saying(number) for number in said]
    assert texts(found, "heading") == ["Voorwoord", *(f"Hoofdstuk over {name}" for name in CHAPTERS)]
    aside = found.furniture[found.furniture["reason"].str.contains("in the margin")]
    assert set(aside["text"]) == {"Voorwoord", "1", "2", "3"}


def sayings(numbers):
    return "\n\n".join(saying(number) for number in numbers)


def test_notes_in_the_margin_that_differ_from_page_to_page_are_no_chapter_marks(tmp_path):
    notes = ("zie de wet", "ook lokaal", "nieuw", "vervolg", "voor zones", "jaarlijks")
    page = '#set page(paper: "a5", margin: (left: 45mm, rest: 20mm))\n'
    note = "#place(dx: -38mm, box(width: 30mm)[{}])\n"
    source = page + "#pagebreak()\n".join(note.format(each) + sayings([at]) for at, each in enumerate(notes))
    found = read(tmp_path, source)
    assert not found.furniture["reason"].str.contains("in the margin").any()


def test_footnotes_that_interrupt_a_sentence_hold_their_lists_and_leave_the_sentence_whole(tmp_path):
    first = "De kadernota noemt er vijf: 1° de bestuurlijke aanpak; 2° het internet; 3° de buitgerichte aanpak."
    second = "Het gaat om: polarisatie en radicalisering; drugs; mensensmokkel en mensenhandel; overlast."
    sentence = (
        "De minister schrijft dat de thema’s van de kadernota{} beter dan vroeger met de plannen van de steden sporen, "
        "en dat Brussel zijn eigen thema’s{} behoudt, ook waar het rijk er andere heeft, zoals de raad had gevraagd en "
        "dat wie de lijsten naast elkaar legt, ziet dat de namen verschillen maar dat het om dezelfde problemen gaat, "
        "want in alle plannen staan de haven, de straat, het huis en het scherm als plaatsen waar mensen schade lijden."
    )
    page = '#set page(paper: "a5", margin: 20mm)\n= Plannen naast elkaar\n'
    text = sentence.format(f"#footnote[{first}]", f"#footnote[{second}]")
    found = read(tmp_path, "\n\n".join([page + sayings(range(9)), text, sayings(range(10, 16))]))
    assert texts(found, "paragraph").count(sentence.format("", "")) == 1
    assert texts(found, "footnote") == [first, second]
    row = found.blocks[found.blocks["text"] == sentence.format("", "")].iloc[0]
    assert row["page"] < row["page_last"], "the sentence was to go on over the page, with a note between"


def test_a_text_without_title_page_or_contents_with_two_bullets_and_one_numbering_twice(tmp_path):
    source = """
#set list(marker: ([•], [o]))
= Voorwoord
Het plan noemt deze fenomenen: (12) mensenhandel, (13) hacking, en (14) overlast, en (15) drugs. Zij zijn gelijk.

- De politie werkt samen met de gemeenten in de haven
- De recherche volgt het geld
  - met bankgegevens uit binnen- en buitenland
  - met beslag op wat de misdaad opbracht
- Het parket beslist

Verder staat er opnieuw: (14) overlast, en (15) drugs, in die volgorde.

"""
    found = read(tmp_path, source + "= Fenomenen\n" + sayings(range(6)))
    assert found.blocks["kind"].tolist()[:2] == ["heading", "paragraph"]
    assert texts(found, "heading") == ["Voorwoord", "Fenomenen"]
    assert found.furniture.empty
    bullets = found.blocks[found.blocks["kind"] == "bullet"]
    assert bullets["marker"].tolist() == ["•", "•", "o", "o", "•"]
    assert bullets["level"].tolist() == [1, 1, 2, 2, 1]
    items = priorities(*(f"a-2022#{at}" for at in range(4)), **dict(zip(
        (f"a_2022_{at}" for at in range(4)), ("Mensenhandel", "Hacking", "Overlast", "Drugs"), strict=True
    )))  # fmt: skip
    where = sought(items, found, "a-2022").set_index("priority_id")["where"]
    assert where.to_dict() == dict.fromkeys(items["priority_id"], "list")


def sought(items, found, work):
    """Where the items of a plan stand in a PDF that was read as its text."""
    held = documents((work, "nl", "full"))
    return compare.found(items, held, found.blocks.assign(document_id=held["document_id"][0]), CompareSettings())


def test_contents_whose_columns_were_torn_apart_get_number_and_name_together_again(tmp_path):
    pages = [str(at) for at in range(5, 11)]
    columns = zip(("0mm", "15mm", "130mm"), (NUMBERS, NAMES, pages), strict=True)
    torn = "\n".join(f"#place(dx: {shift}, dy: 10mm)[{TURN.join(column)}]" for shift, column in columns)
    body = "".join(f"= {number} {name}\n{sayings(range(4))}\n\n" for number, name in zip(NUMBERS, NAMES, strict=True))
    found = read(tmp_path, f"= Inhoudstafel\n{torn}\n#pagebreak()\n{body}")
    contents = found.furniture.loc[found.furniture["kind"] == "toc", "text"].tolist()
    assert contents[1:] == [f"{a} {b} {c}" for a, b, c in zip(NUMBERS, NAMES, pages, strict=True)]
    assert texts(found, "heading") == [f"{a} {b}" for a, b in zip(NUMBERS, NAMES, strict=True)]


def test_a_copy_without_word_spaces_loses_no_letter_and_its_items_are_found(tmp_path):
    glued = [saying(number).replace(" ", "") for number in range(24)]
    lines = [TURN.join(each[at : at + 60] for at in range(0, len(each), 60)) for each in glued]
    parts = ["\n\n".join(lines[4 * at : 4 * at + 4]) for at in range(6)]
    heads = [f"= {number} {name.replace(' ', '')}" for number, name in zip(NUMBERS, NAMES, strict=True)]
    source = "#set text(hyphenate: false)\n" + "\n\n".join(f"{a}\n{b}" for a, b in zip(heads, parts, strict=True))
    found = read(tmp_path, source)
    assert "".join(texts(found, "paragraph")).replace(" ", "") == "".join(glued)
    items = priorities(*(f"a-2022#{at}" for at in range(6)), **{f"a_2022_{at}": name for at, name in enumerate(NAMES)})
    told = sought(items, found, "a-2022").set_index("priority_id")
    assert told.loc[items["priority_id"], "where"].tolist() == ["heading"] * 6
