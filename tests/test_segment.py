"""Blocks become passages."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import documents, priorities

from kentering import tables
from kentering.errors import InputError
from kentering.segment import passages, with_priorities
from kentering.segment.sentences import sentences
from kentering.settings import SegmentSettings

DOCUMENT = "a-2016-nl-full"
DOCUMENTS = documents(("a-2016", "nl", "full"))
LENGTHS = SegmentSettings(min_words=20, max_words=60)


def blocks(*rows: tuple[str, str], document_id: str = DOCUMENT) -> pd.DataFrame:
    """Blocks as (kind, text); a heading's level stands in its kind, as in "heading 2", so does a bullet's."""
    path: list[str] = []
    filled = []
    for position, (named, text) in enumerate(rows):
        kind, _, depth = named.partition(" ")
        level = int(depth or 1) if kind in ("heading", "bullet") else 0
        if kind == "heading":
            path = path[: level - 1]
        filled.append(
            {
                "document_id": document_id,
                "position": position,
                "page": 1 + position // 4,
                "page_last": 1 + position // 4,
                "page_label": str(7 + position // 4),
                "kind": kind,
                "level": level,
                "marker": "",
                "text": text,
                "section_path": list(path),
                "boxes": [],
                "size": 10.0,
                "source": "text",
                "confidence": 1.0,
            }
        )
        if kind == "heading":
            path = [*path, text]
    return tables.from_rows("blocks", filled)


def sentence(n_words: int, word: str = "woord") -> str:
    return " ".join([word.capitalize(), *[word] * (n_words - 1)]) + "."


def texts(*rows: tuple[str, str], lengths: SegmentSettings = LENGTHS) -> list[str]:
    return list(passages(blocks(*rows), DOCUMENTS, lengths)["text"])


def counted(frame: pd.DataFrame, kinds: tuple[str, ...] = tables.RUNNING_KINDS) -> Counter[str]:
    chosen = frame[frame["kind"].isin(kinds)] if "kind" in frame else frame
    return Counter(" ".join(chosen["text"]).split())


WORDS = st.sampled_from(
    [
        "politie",
        "art.",
        "44",
        "m.i.v.",
        "cf.",
        "Zone",
        "§",
        "–",
        "J.",
        "drugs:",
        "einde.",
        "Wat?",
        "enz.",
        "(zie",
        "nr.",
        "a;",
    ]
)
LINES = st.lists(WORDS, min_size=1, max_size=90).map(" ".join)
KINDS = st.sampled_from(
    [
        "heading",
        "heading 2",
        "paragraph",
        "paragraph",
        "bullet",
        "bullet 2",
        "box",
        "footnote",
        "table",
        "pullquote",
        "title",
    ]
)
ROWS = st.lists(st.tuples(KINDS, LINES), max_size=25)


@given(ROWS, st.integers(1, 40), st.integers(40, 120))
@settings(max_examples=30, deadline=None)
def test_no_word_of_running_text_is_lost_or_doubled(rows, min_words, max_words):
    read = blocks(*rows) if rows else tables.empty("blocks")
    made = passages(read, DOCUMENTS, SegmentSettings(min_words=min_words, max_words=max_words))
    assert counted(made[made["running"]]) == counted(read)
    assert counted(made[~made["running"]]) == counted(read, ("footnote", "table", "pullquote", "caption"))


@given(ROWS)
@settings(max_examples=30, deadline=None)
def test_a_passage_never_crosses_a_heading(rows):
    read = blocks(*rows) if rows else tables.empty("blocks")
    borders = read.loc[read["kind"].isin(["heading", "title"]), "position"].tolist()
    path_at = dict(zip(read["position"], read["section_path"], strict=True))
    for row in passages(read, DOCUMENTS, LENGTHS).itertuples():
        assert not [border for border in borders if row.block_first <= border <= row.block_last]
        assert row.headings == path_at[row.block_first]


@given(ROWS)
@settings(max_examples=25, deadline=None)
def test_passages_stand_in_reading_order_with_the_pages_of_their_blocks(rows):
    read = blocks(*rows) if rows else tables.empty("blocks")
    made = passages(read, DOCUMENTS, LENGTHS)
    assert made["block_first"].is_monotonic_increasing
    assert made["passage_id"].is_unique
    page_at = dict(zip(read["position"], read["page"], strict=True))
    assert [page_at[first] for first in made["block_first"]] == made["page"].tolist()
    assert [page_at[last] for last in made["block_last"]] == made["page_last"].tolist()


def test_short_paragraphs_under_one_heading_join_until_they_are_long_enough():
    short = [sentence(8, word) for word in ("een", "twee", "drie", "vier", "vijf", "zes")]
    assert texts(*[("paragraph", each) for each in short]) == ["\n".join(short[:3]), "\n".join(short[3:])]


def test_a_paragraph_that_is_long_enough_stands_alone():
    first, second = sentence(30), sentence(25)
    assert texts(("paragraph", first), ("paragraph", second)) == [first, second]


def test_a_short_paragraph_stays_alone_where_its_heading_has_no_other():
    assert texts(("heading", "A"), ("paragraph", "Kort."), ("heading", "B"), ("paragraph", sentence(30))) == [
        "Kort.",
        sentence(30),
    ]


def test_two_headings_that_read_the_same_keep_their_texts_apart():
    assert texts(("heading", "A"), ("paragraph", "Een."), ("heading", "A"), ("paragraph", "Twee.")) == ["Een.", "Twee."]


def test_a_long_paragraph_is_cut_between_sentences_into_parts_of_about_equal_length():
    paragraph = " ".join(sentence(10, word) for word in ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht"))
    made = texts(("paragraph", paragraph))
    assert [len(each.split()) for each in made] == [40, 40]
    assert " ".join(made) == paragraph


def test_no_passage_is_too_long_unless_one_sentence_is():
    rows = [("paragraph", " ".join(sentence(length) for length in (25, 30, 7, 58, 3, 44, 100, 12)))]
    made = passages(blocks(*rows), DOCUMENTS, LENGTHS)
    assert [row.n_words for row in made.itertuples() if row.n_words > 60] == [100]


def test_a_sentence_without_end_is_cut_all_the_same():
    made = passages(blocks(("paragraph", " ".join(["woord"] * 400))), DOCUMENTS, LENGTHS)
    assert made["n_words"].max() <= 60
    assert made["n_words"].sum() == 400


def test_a_list_stays_with_the_sentence_that_opens_it():
    rows = [
        ("paragraph", f"{sentence(30)} De zone zal:"),
        ("bullet", "controles houden;"),
        ("bullet", "scholen bezoeken."),
    ]
    assert texts(*rows)[-1].endswith("De zone zal:\ncontroles houden;\nscholen bezoeken.")


def test_a_list_stays_with_its_opening_across_a_footnote_and_a_page():
    rows = [("paragraph", "De zone zal:"), ("footnote", "Wet van 1998."), ("bullet", "controles houden.")]
    made = passages(blocks(*rows), DOCUMENTS, LENGTHS)
    assert made["text"].tolist() == ["De zone zal:\ncontroles houden.", "Wet van 1998."]
    assert made["running"].tolist() == [True, False]


def test_a_long_list_is_cut_between_its_items_and_not_after_its_opening():
    items = [sentence(18, word) for word in ("een", "twee", "drie", "vier", "vijf")]
    made = texts(("paragraph", "Wij zullen:"), *[("bullet", item) for item in items])
    assert made[0].startswith(f"Wij zullen:\n{items[0]}")
    assert "\n".join(made).split("\n")[1:] == items
    assert len(made) == 2


def test_a_list_is_cut_before_its_items_rather_than_within_an_item_that_has_parts():
    rows = [("bullet", sentence(25, "een")), ("bullet", sentence(12, "twee") + " Met name:")]
    rows += [("bullet 2", sentence(14, "deel")), ("bullet 2", sentence(14, "stuk"))]
    assert [each.split()[0] for each in texts(*rows)] == ["Een", "Twee"]


def test_footnotes_captions_tables_and_pull_quotes_are_apart_and_do_not_count_as_running_text():
    kinds = ["paragraph", "footnote", "caption", "table", "pullquote", "box", "bullet"]
    made = passages(blocks(*[(kind, f"Tekst van {kind}.") for kind in kinds]), DOCUMENTS, LENGTHS)
    running = {kind: any(f"van {kind}." in text for text in made.loc[made["running"], "text"]) for kind in kinds}
    assert running == {kind: kind in tables.RUNNING_KINDS for kind in kinds}


def test_titles_and_headings_are_no_passages():
    made = passages(blocks(("title", "Plan"), ("heading", "1 Drugs"), ("paragraph", "Tekst.")), DOCUMENTS, LENGTHS)
    assert made["text"].tolist() == ["Tekst."]
    assert made["headings"].tolist() == [["1 Drugs"]]


def test_a_page_put_in_elsewhere_changes_no_other_id():
    rows = [("heading", "A"), ("paragraph", sentence(30, "een")), ("heading", "B"), ("paragraph", sentence(30, "twee"))]
    more = [("heading", "Nieuw"), ("paragraph", sentence(40, "drie")), *rows]
    old = passages(blocks(*rows), DOCUMENTS, LENGTHS)
    new = passages(blocks(*more), DOCUMENTS, LENGTHS)
    assert new["passage_id"].tolist()[1:] == old["passage_id"].tolist()


def test_the_same_words_twice_under_one_heading_get_two_ids():
    made = passages(blocks(("paragraph", sentence(30)), ("paragraph", sentence(30))), DOCUMENTS, LENGTHS)
    assert made["passage_id"].nunique() == 2


def test_several_documents_at_once_give_what_each_gives_alone():
    both = documents(("a-2016", "nl", "full"), ("b-2016", "fr", "full"))
    one = blocks(("heading", "A"), ("paragraph", sentence(30)))
    two = blocks(("paragraph", "Voir l’art. 2. La police agit."), document_id="b-2016-fr-full")
    together = passages(pd.concat([two, one], ignore_index=True), both, LENGTHS)
    alone = pd.concat([passages(each, both, LENGTHS) for each in (two, one)], ignore_index=True)
    pd.testing.assert_frame_equal(together, alone)


def test_the_order_of_the_rows_of_blocks_does_not_matter():
    read = blocks(("heading", "A"), ("paragraph", sentence(30)), ("paragraph", sentence(9)), ("footnote", "Noot."))
    before = read.copy()
    pd.testing.assert_frame_equal(passages(read[::-1], DOCUMENTS, LENGTHS), passages(read, DOCUMENTS, LENGTHS))
    pd.testing.assert_frame_equal(read, before)


def test_blocks_of_a_document_that_is_not_listed_are_refused():
    with pytest.raises(InputError, match="'b-2022'"):
        passages(blocks(("paragraph", "Tekst."), document_id="b-2022"), DOCUMENTS, LENGTHS)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Zie art. 44 en Art. 5, m.i.v. de wet, t.a.v. J. Jansen, blz. 3 e.v."),
        ("nl", "De zones (cf. COL 15/2020, nr. 7) werken … verder aan drugs, overlast, enz. en verkeer."),
        ("fr", "Voir cf. art. 44, al. 2 et l’Art. 5 du C.i.cr. p.ex. à Liège."),
        ("en", "See Art. 44, para. 2, e.g. No. 7 of Mr. Smith, i.e. the act."),
    ],
)
def test_abbreviations_of_law_end_no_sentence(language, text):
    assert sentences(text, language) == [text]


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        (
            "nl",
            "De politie werkt samen met scholen, zones, enz. Daarna volgt een evaluatie. 3. Drugs blijven een taak.",
            3,
        ),
        ("fr", "La police agit « vite ». Elle informe le parquet, les zones, etc. Le plan suit.", 3),
        ("en", "Is it new? No. The act of 1998 said so.", 3),
    ],
)
def test_sentences_end_where_they_end(language, text, number):
    found = sentences(text, language)
    assert len(found) == number
    assert " ".join(found) == text


def under(items: pd.DataFrame, *headings: str) -> str:
    """The declared item of a passage under these headings, in a document that has no other."""
    rows = [(f"heading {level}", heading) for level, heading in enumerate(headings, start=1)]
    made = passages(blocks(*rows, ("paragraph", sentence(30))), DOCUMENTS, LENGTHS)
    return str(with_priorities(made, items, DOCUMENTS)["priority_id"].iloc[0])


def test_a_passage_belongs_to_the_item_whose_name_is_a_heading_above_it():
    items = priorities(
        "a-2016#handel", "a-2016#drugs", a_2016_handel="Mensenhandel", a_2016_drugs="Drugs (en precursoren)"
    )
    assert under(items, "2 Thema’s", "2.3.12 MENSENHANDEL", "Context") == "a-2016#handel"
    assert under(items, "Thema 4: drugs en precursoren") == "a-2016#drugs"
    assert under(items, "Mensenhandel en mensensmokkel") == ""


def test_an_accent_makes_another_name():
    items = priorities("a-2016#cocaine", a_2016_cocaine="Cocaïne")
    assert under(items, "COCAÏNE") == "a-2016#cocaine"
    assert under(items, "Cocaine") == ""


def test_the_deepest_heading_that_is_an_item_decides():
    items = priorities("a-2016#drugs", "a-2016#drugs/xtc", a_2016_drugs="Drugs", a_2016_drugs_xtc="Xtc")
    assert under(items, "Drugs", "Xtc", "Aanpak") == "a-2016#drugs/xtc"
    assert under(items, "Drugs", "Aanpak") == "a-2016#drugs"


def test_a_variant_counts_as_the_name():
    items = priorities("a-2016#drugs", a_2016_drugs="Drugs").assign(variants="Verdovende middelen | Drugsbeleid")
    assert under(items, "1. Verdovende middelen") == "a-2016#drugs"


def test_of_two_items_with_one_name_the_printed_number_or_the_heading_above_decides_and_nothing_else():
    items = priorities("a-2016#x", "a-2016#y", "a-2016#y/part", "a-2016#x/part", a_2016_x="X", a_2016_y="Y")
    items.loc[items["parent_id"] != "", "name_nl"] = "Aanpak"
    assert under(items, "Y", "Aanpak") == "a-2016#y/part"
    assert under(items, "Aanpak") == ""
    assert under(items.assign(number=["1", "2", "2.1", "1.1"]), "1.1 Aanpak") == "a-2016#x/part"


def test_a_heading_elsewhere_that_bears_the_name_of_a_part_is_not_that_part():
    items = priorities(
        "a-2016#misdrijven", "a-2016#misdrijven/c", a_2016_misdrijven="Misdrijven", a_2016_misdrijven_c="Corruptie"
    )
    rows = [("heading", "Misdrijven"), ("paragraph", "Een."), ("heading", "Personeel"), ("heading 2", "Corruptie")]
    made = passages(blocks(*rows, ("paragraph", "Twee.")), DOCUMENTS, LENGTHS)
    assert with_priorities(made, items, DOCUMENTS)["priority_id"].tolist() == ["a-2016#misdrijven", ""]


def test_items_of_another_work_are_no_items_of_this_one():
    items = priorities("b-2022#drugs", b_2022_drugs="Drugs")
    assert under(items, "Drugs") == ""
