from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from invented import Texts, documents, links, priorities, works

from kentering import audit, compare, tables
from kentering.settings import AuditSettings, CompareSettings

SETTINGS = AuditSettings()
STABILITY = CompareSettings().stability


def blocks(passages: pd.DataFrame, **more: object) -> pd.DataFrame:
    rows = [
        {
            "document_id": row["document_id"],
            "position": row["block_first"],
            "page": 1,
            "page_last": 1,
            "page_label": "",
            "kind": "paragraph" if row["running"] else "footnote",
            "level": 0,
            "marker": "",
            "text": row["text"],
            "section_path": row["headings"],
            "boxes": [],
            "size": 10.0,
            "source": "text",
            "confidence": 1.0,
            **more,
        }
        for _, row in passages.iterrows()
    ]
    return tables.from_rows("blocks", rows)


def themes(assignments: pd.DataFrame, stability: float = 0.9) -> pd.DataFrame:
    usual = dict.fromkeys(tables.columns("themes"), "")
    rows = [
        {
            **usual,
            "theme_id": theme_id,
            "label_source": "words",
            "n_passages": 1,
            "n_works": 2,
            "typical": [],
            "cohesion": 0.5,
            "stability": stability,
        }
        for theme_id in sorted(set(assignments["theme_id"]) - {""})
    ]
    return tables.from_rows("themes", rows)


def evidence(texts: Texts, listed: pd.DataFrame, known: pd.DataFrame, **more: object) -> audit.Evidence:
    passages, assignments = texts.tables()
    given = audit.Evidence(
        works=known,
        documents=listed,
        priorities=tables.empty("priorities"),
        left_out=tables.empty("left_out"),
        blocks=blocks(passages),
        furniture=tables.empty("furniture"),
        passages=passages,
        vectors=np.random.default_rng(4).normal(size=(len(passages), 16)).astype(np.float32),
        assignments=assignments,
        themes=themes(assignments),
        links=tables.empty("links"),
        coverage=tables.empty("coverage"),
        shares=tables.empty("shares"),
    )
    return replace(given, **more)


def with_shares(given: audit.Evidence) -> audit.Evidence:
    """The same with the shares of its themes counted, which takes seconds."""
    counted = compare.shares(given.passages, given.assignments, given.documents, given.works, CompareSettings())
    return replace(given, shares=counted)


TWO = works({"work_id": "a-2016"}, {"work_id": "a-2022", "cycle": "2022-2025"})
FULL = documents(("a-2016", "nl", "full"), ("a-2022", "nl", "full"))


@pytest.fixture
def sound():
    texts = Texts()
    for document_id in FULL["document_id"]:
        for number in range(10):
            said = " ".join(f"{document_id}{number}{place}" for place in range(10))
            texts.section(document_id, f"{number}", "T01 T02", text=said)
    return evidence(texts, FULL, TWO)


def answers(given: audit.Evidence, check: str) -> dict[str, bool]:
    found = audit.checks(given, SETTINGS, STABILITY)
    rows = found[found["check"] == check]
    return dict(zip(rows["subject"], rows["ok"], strict=True))


def test_a_sound_corpus_passes_every_check(sound):
    found = audit.checks(with_shares(sound), SETTINGS, STABILITY)
    assert found["ok"].all(), found[~found["ok"]]
    assert found["meaning"].str.endswith(".").all()
    assert {"documents_left_out", "digests", "words_lost", "reading_confidence", "theme_stability"} <= set(
        found["check"]
    )


def test_a_theme_whose_words_stand_mostly_in_one_plan_is_doubted():
    texts = Texts()
    for number in range(10):
        texts.section("a-2016-nl-full", f"{number}", "T01 T02")
        texts.section("a-2022-nl-full", f"{number}", "T01 T02" if number < 2 else "T01")
    assert answers(evidence(texts, FULL, TWO), "theme_in_one_work") == {"T02": False}


def test_a_corpus_without_pdfs_can_be_audited():
    found = audit.checks(evidence(Texts(), FULL.iloc[:0], TWO), SETTINGS, STABILITY)
    missing = found[found["check"] == "works_without_text"]
    assert missing[["subject", "value", "ok"]].to_numpy().tolist() == [["", 2.0, False]]


DUTCH = (
    "Wat het plan van elk van hen vraagt, wordt niet door ons maar ook niet zonder hun raad met zorg bepaald, en naar"
    " wij zien moet dat bij een zone tijdens het jaar nog gebeuren."
)
FRENCH = (
    "Les zones doivent le signaler au chef de corps, qui en décide avec le bourgmestre et ne le reporte pas, car il est"
    " chargé de cette tâche par la loi et dans ses limites pour que tous y soient tenus."
)
GERMAN = (
    "Die Zonen müssen es auch dem Leiter melden, der mit dem Bürgermeister darüber entscheidet und es nicht mehr für"
    " sich behält, denn das ist durch ein Gesetz oder nach seiner Aufgabe noch immer nötig."
)


def in_languages(*texts: str, language: str = "nl") -> audit.Evidence:
    """The evidence of a plan of these texts, listed in a language."""
    made = Texts()
    for number, text in enumerate(texts):
        made.section(f"a-2016-{language}-full", f"{number}", "T01", text=text)
    return evidence(made, documents(("a-2016", language, "full")), TWO)


@pytest.mark.parametrize(
    ("texts", "language", "wanted"),
    [
        ([DUTCH] * 15, "nl", {"": True}),
        ([FRENCH] * 15, "fr", {"": True}),
        ([FRENCH] * 15, "nl", {"a-2016-nl-full -> fr": False}),
        ([DUTCH] * 15, "en", {"a-2016-en-full -> nl": False}),
        ([GERMAN] * 15, "nl", {"a-2016-nl-full -> de": False}),
        ([DUTCH, FRENCH] * 8, "nl", {"": True}),
        ([DUTCH, FRENCH] * 8, "fr", {"": True}),
        ([FRENCH] * 3, "nl", {}),
        (["Antwerpen Brugge Gent Hasselt Kortrijk Leuven Mechelen Namur Wavre Arlon"] * 30, "fr", {}),
    ],
)
def test_a_text_in_another_language_than_the_listed_one_is_told(texts, language, wanted):
    assert answers(in_languages(*texts, language=language), "language_of_text") == wanted


def test_a_document_that_was_left_out_is_named(sound):
    rows = [
        {"document_id": "a-2016-fr-full", "file": "pdf/a.pdf", "reason": "empty", "hint": "get it again"},
        {"document_id": "-", "file": "works.csv", "reason": "works.csv, row 3", "hint": "mend it"},
    ]
    given = replace(sound, left_out=tables.from_rows("left_out", rows))
    assert answers(given, "documents_left_out") == {"a-2016-fr-full": False, "works.csv": False}


def test_digests_are_counted():
    texts = Texts().section("a-2016-nl-digest", "1", "T01 T02")
    one = evidence(texts, documents(("a-2016", "nl", "digest")), TWO)
    found = audit.checks(one, SETTINGS, STABILITY).set_index("check")
    assert found.loc["digests", ["value", "ok"]].tolist() == [1.0, False]


def test_a_word_lost_between_blocks_and_passages_is_seen(sound):
    longer = sound.blocks.copy()
    longer.loc[0, "text"] += " vergeten woord"
    given = replace(sound, blocks=longer)
    found = audit.checks(given, SETTINGS, STABILITY)
    row = found[found["check"] == "words_lost"].iloc[0]
    assert row[["subject", "value", "ok"]].tolist() == ["a-2016-nl-full", 2.0, False]


def test_a_badly_read_document_is_named(sound):
    doubtful = sound.blocks.copy()
    doubtful.loc[doubtful["document_id"] == "a-2022-nl-full", "confidence"] = 0.3
    assert answers(replace(sound, blocks=doubtful), "reading_confidence") == {"a-2022-nl-full": False}


def test_words_in_notes_are_counted_as_outside_the_shares():
    texts = Texts().section("a-2016-nl-full", "1", "T01", 10)
    texts.section("a-2016-nl-full", "1", "T01", 10, running=False)
    found = audit.checks(evidence(texts, FULL, TWO), SETTINGS, STABILITY).set_index("check")
    assert found.loc["words_outside_shares", ["subject", "value", "ok"]].tolist() == ["a-2016", 0.5, False]


def test_passages_outside_every_theme_and_shaky_themes_are_doubts():
    texts = Texts().section("a-2016-nl-full", "1", "T01 T01 T01 -")
    given = evidence(texts, FULL, TWO)
    given = replace(given, themes=themes(given.assignments, stability=0.4))
    assert answers(given, "outside_themes") == {"": False}
    assert answers(given, "theme_stability") == {"T01": False}


def test_a_text_of_few_sections_has_no_interval_and_says_so():
    texts = Texts().section("a-2016-nl-full", "1", "T01 T02")
    assert answers(with_shares(evidence(texts, FULL, TWO)), "interval_unknown") == {"a-2016": False}


def bilingual(theme_fr: str) -> audit.Evidence:
    listed = documents(("a-2016", "nl", "full"), ("a-2016", "fr", "full"), ("a-2022", "nl", "full"))
    texts = Texts()
    for document_id, theme in zip(listed["document_id"], ("T01", theme_fr, "T01"), strict=True):
        work_id = document_id[:6]
        for number in range(25):
            texts.section(document_id, f"{number}", theme, priority_id=f"{work_id}#{number % 5}")
    return evidence(texts, listed, TWO)


def test_twins_in_different_themes_are_a_doubt():
    assert answers(bilingual("T01"), "twins_together") == {"": True}
    assert answers(bilingual("T02"), "twins_together") == {"a-2016": False}


def test_a_theme_that_is_a_language_is_named():
    assert answers(bilingual("T02"), "theme_language") == {"T01": False, "T02": False}
    assert answers(bilingual("T01"), "theme_language") == {"": True}


def two_languages(apart: float, by: str = "language") -> audit.Evidence:
    """Four works on two subjects, two in Dutch and two in French; each language or work has an accent of its own."""
    languages = {"a-2016": "nl", "b-2016": "nl", "c-2016": "fr", "d-2016": "fr"}
    known = works(*({"work_id": work_id, "series": work_id[0]} for work_id in languages))
    listed = documents(*((work_id, language, "full") for work_id, language in languages.items()))
    texts, vectors = Texts(), []
    rng = np.random.default_rng(8)
    subjects = rng.normal(size=(2, 16)) * 3
    accents = {each: rng.normal(size=(2, 16)) for each in ("nl", "fr", *listed["document_id"])}
    for document_id, language in zip(listed["document_id"], listed["language"], strict=True):
        for number in range(30):
            texts.section(document_id, f"{number}", ("T01", "T02")[number % 2])
            accent = accents[language if by == "language" else document_id][number % 2]
            vectors.append(subjects[number % 2] + apart * accent + rng.normal(size=16))
    return replace(evidence(texts, listed, known), vectors=np.array(vectors, dtype=np.float32))


def test_neighbours_that_go_by_language_are_a_doubt():
    assert answers(two_languages(0), "language_mixing") == {"": True}
    assert answers(two_languages(3), "language_mixing") == {"fr": False, "nl": False}


def test_neighbours_in_the_same_plan_say_nothing_about_language():
    assert answers(two_languages(1, by="work"), "language_mixing") == {"": True}


def test_a_level_with_a_language_of_its_own_is_a_doubt():
    known = works({"work_id": "eu", "series": "EU", "level": "eu"}, {"work_id": "a-2016"})
    listed = documents(("eu", "en", "full"), ("a-2016", "nl", "full"))
    texts = Texts()
    for document_id in listed["document_id"]:
        for number in range(25):
            texts.section(document_id, f"{number}", "T01")
    assert answers(evidence(texts, listed, known), "language_is_level") == {"eu": False, "federal": False}


def one_level_in_english(says_other: float) -> audit.Evidence:
    """A European plan in English and federal ones in Dutch, whose shares of two subjects differ by `says_other`."""
    known = works({"work_id": "eu", "series": "EU", "level": "eu"}, {"work_id": "a-2016"})
    listed = documents(("eu", "en", "full"), ("a-2016", "nl", "full"))
    rng = np.random.default_rng(5)
    subjects, accent = np.linalg.qr(rng.normal(size=(16, 16)))[0][:2], np.linalg.qr(rng.normal(size=(16, 16)))[0][0]
    texts, vectors = Texts(), []
    for document_id, part in zip(listed["document_id"], (0.5 + says_other / 2, 0.5 - says_other / 2), strict=True):
        for number in range(40):
            subject = int(number >= 40 * part)
            texts.section(document_id, f"{number}", ("T01", "T02")[subject])
            vectors.append(subjects[subject] + 0.5 * accent * (document_id == "eu-en-full"))
    given = np.array(vectors, dtype=np.float32) + rng.normal(scale=0.05, size=(80, 16)).astype(np.float32)
    return replace(evidence(texts, listed, known), vectors=given)


@pytest.mark.parametrize("says_other", [0.0, 0.8])
def test_a_level_whose_language_cannot_be_told_apart_is_shown_with_and_without_the_correction(says_other):
    found = audit.checks(one_level_in_english(says_other), SETTINGS, STABILITY)
    both = found[found["check"].isin(["themes_with_correction", "themes_without_correction"])]
    values = both.set_index(["check", "subject"])["value"].unstack()
    assert values.index.tolist() == ["themes_with_correction", "themes_without_correction"]
    assert values.columns.tolist() == ["eu", "federal"]
    without = values.loc["themes_without_correction"]
    assert without.to_numpy() == pytest.approx(1 - says_other, abs=0.1)
    assert (values.loc["themes_with_correction"] >= without - 0.05).all()


def test_levels_that_share_a_language_are_not_shown_twice(sound):
    found = audit.checks(sound, SETTINGS, STABILITY)
    assert not found["check"].str.startswith("themes_with").any()


def test_the_facts_kept_by_hand_are_doubted_too(sound):
    known = works(
        {"work_id": "a-2016", "valid_to": "2021-12-31", "complete": False},
        {"work_id": "a-2022", "cycle": "2022-2025", "valid_alternative": "2026-12-31"},
        {
            "work_id": "b",
            "series": "B",
            **dict.fromkeys(("cycle", "cycle_start", "cycle_end", "valid_from", "valid_to"), ""),
        },
    )
    items = priorities("a-2016#x", "a-2022#x").assign(confidence_nl=["memory", "printed"])
    given = replace(sound, works=known, priorities=items)
    assert answers(given, "prolonged") == {"a-2016": False}
    assert answers(given, "end_disputed") == {"a-2022": False}
    assert answers(given, "works_without_cycle") == {"b": False}
    assert answers(given, "incomplete_lists") == {"a-2016": False}
    assert answers(given, "names_from_memory") == {"a-2016": False}
    assert answers(given, "not_compared") == {"a-2016 -> a-2022": False}
    days = audit.checks(given, SETTINGS, STABILITY).set_index("check")["value"]
    assert days[["prolonged", "end_disputed"]].tolist() == [731, 365]


def test_lists_that_are_hardly_linked_are_a_doubt(sound):
    items = priorities(*(f"{work}#{number}" for work in ("a-2016", "a-2022") for number in range(4)))
    given = replace(sound, priorities=items, links=links(("a-2016#0", "a-2022#0", "same", "low")))
    assert answers(given, "partly_linked") == {"a-2016 -> a-2022": False}
    assert answers(given, "low_links") == {"": False}
    assert answers(given, "not_compared") == {"": True}


def test_lists_that_the_model_compared_without_finding_a_link_were_compared(sound):
    items = priorities("a-2016#x", "a-2022#y")
    given = replace(sound, priorities=items)
    assert answers(given, "not_compared") == {"a-2016 -> a-2022": False}
    row = {"from_work": "a-2016", "to_work": "a-2022", "n_declared": 1, "n_covered": 0, "coverage": 0.0}
    row |= {"uncovered": ["a-2016#x"], "untold": [], "only_in_to": ["a-2022#y"], "origin": "model", "note": ""}
    given = replace(given, coverage=tables.from_rows("coverage", [row]))
    assert answers(given, "not_compared") == {"": True}


def test_pages_that_are_pictures_are_counted(sound):
    row = {"document_id": "a-2016-nl", "page": 3, "kind": "hidden", "text": "", "reason": "a picture of a page"}
    picture = tables.from_rows("furniture", [row | dict.fromkeys(("x0", "top", "x1", "bottom"), 0.0)])
    found = audit.checks(replace(sound, furniture=picture), AuditSettings(), STABILITY)
    (unread,) = found[found["check"] == "pages_unread"].to_dict("records")
    assert (unread["subject"], unread["value"], unread["ok"]) == ("a-2016-nl", 1, False)


def test_a_plan_whose_text_another_plan_has_is_named(sound):
    assert answers(with_shares(sound), "text_of_another_plan") == {"": True}
    texts = Texts()
    for number in range(10):
        texts.section("a-2016-nl-full", f"{number}", "T01", words=20)
        texts.section("a-2022-nl-full", f"{number}", "T01" if number < 4 else "T02", words=20)
        texts.section("a-2022-nl-full", f"{number}-new", "T02", text=" ".join(f"of{number}in{at}" for at in range(20)))
    assert answers(with_shares(evidence(texts, FULL, TWO)), "text_of_another_plan") == {"a-2016": False}


def test_an_item_typed_twice_is_doubted_and_one_name_below_two_chapters_is_not():
    items = priorities("a-2016#x", "a-2016#y", "a-2016#x/1", "a-2016#y/1", a_2016_x="Verkeer", a_2016_y="Drugs")
    items.loc[2:, "name_nl"] = "Sensibilisering"
    given = replace(evidence(Texts(), FULL.iloc[:0], TWO), priorities=items)
    assert answers(given, "named_twice") == {"": True}
    items.loc[1, "name_nl"] = " verkeer"
    assert answers(replace(given, priorities=items), "named_twice") == {"a-2016": False}


def test_dates_that_cannot_both_be_right_are_doubted():
    known = works(
        {"work_id": "a-2016", "valid_to": "2022-12-31"},
        {"work_id": "a-2022", "cycle": "2022-2025", "adopted": "2026-03-01"},
    )
    given = evidence(Texts(), FULL.iloc[:0], known)
    assert answers(given, "in_force_at_once") == {"a-2016 -> a-2022": False}
    assert answers(given, "adopted_after_end") == {"a-2022": False}
    assert answers(evidence(Texts(), FULL.iloc[:0], TWO), "in_force_at_once") == {"": True}
