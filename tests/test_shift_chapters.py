"""The change between two plans that have the same chapters, or the same words."""

from __future__ import annotations

import numpy as np
import pandas as pd
from invented import Texts, documents, works

from kentering import compare
from kentering.settings import CompareSettings

TWO = works({"work_id": "a-2016"}, {"work_id": "a-2022", "cycle_start": "2022"})
NAMES = ("Drugs", "Verkeer", "Onderwijs", "Welzijn", "Justitie", "Energie", "Cultuur", "Mobiliteit")


def shifts(texts: Texts, languages: tuple[str, str] = ("nl", "nl")) -> pd.DataFrame:
    listed = documents(("a-2016", languages[0], "full"), ("a-2022", languages[1], "full"))
    return compare.shifts(*texts.tables(), listed, TWO, CompareSettings()).set_index("theme_id")


def plan(texts: Texts, document_id: str, sizes: list[int], names: tuple[str, ...] = NAMES, seed: int = 0) -> None:
    """Chapters of one theme each, of so many sections of three to five passages."""
    rng = np.random.default_rng([seed, *document_id.encode()])
    for number, (name, size) in enumerate(zip(names, sizes, strict=True)):
        for place in range(size):
            themes = " ".join([f"T{number}"] * int(rng.integers(3, 6)))
            text = f"{document_id} {number} {place} " + "woord " * 20
            own = f"{document_id} {place}"
            texts.section(document_id, "", themes, headings=[f"{number + 1}. {name}", own], text=text)


def two_plans(later: list[int], names: tuple[str, ...] = NAMES, seed: int = 0, language: str = "nl") -> Texts:
    texts = Texts()
    plan(texts, "a-2016-nl-full", [8] * 8, seed=seed)
    plan(texts, f"a-2022-{language}-full", later, names, seed)
    return texts


def test_a_chapter_that_both_plans_have_and_that_doubles_is_shifted_and_one_left_out_too():
    found = shifts(two_plans([20, 8, 8, 8, 8, 8, 8, 0]))
    assert found.loc[["T0", "T7"], "verdict"].tolist() == ["shifted", "shifted"]
    assert found.loc["T0", "change_low"] > 0
    assert found.loc["T7", "change_high"] < 0


def test_the_same_chapters_with_other_sections_are_rarely_shifted():
    wrong = sum("shifted" in set(shifts(two_plans([8] * 8, seed=seed))["verdict"]) for seed in range(4))
    assert wrong == 0


def test_numbers_capitals_and_accents_of_a_heading_do_not_matter():
    other = tuple(each.upper().replace("E", "É") for each in NAMES)
    later = [20, 8, 8, 8, 8, 8, 8, 0]
    assert shifts(two_plans(later, other))["change_low"].equals(shifts(two_plans(later))["change_low"])


def test_chapters_under_other_headings_or_in_another_language_are_drawn_as_wholes():
    later = [20, 8, 8, 8, 8, 8, 8, 0]
    for texts, language in (
        (two_plans(later, tuple(f"Hoofdstuk {each}" for each in "ABCDEFGH")), "nl"),
        (two_plans(later, tuple(f"{each} anders" for each in NAMES)), "nl"),
        (two_plans(later, language="fr"), "fr"),
    ):
        assert "shifted" not in set(shifts(texts, ("nl", language))["verdict"])


def test_a_copy_is_known_to_be_equivalent_and_not_unknown():
    texts = Texts()
    for document_id in ("a-2016-nl-full", "a-2022-nl-full"):
        texts.section(document_id, "Voorwoord", "T9", text=f"woord vooraf van {document_id}")
        for number, name in enumerate(NAMES[:4]):
            for place in range(4):
                said = f"{number} {place} " + "woord " * 30
                texts.section(document_id, "", f"T{number} T{number}", headings=[name, f"Deel {place}"], text=said)
    found = shifts(texts)
    assert set(found["verdict"]) == {"equivalent"}
    assert (found["change_high"] - found["change_low"]).max() < 0.05


def test_one_new_section_in_a_copy_is_a_change_of_its_own_size():
    texts = Texts()
    for document_id in ("a-2016-nl-full", "a-2022-nl-full"):
        for place in range(30):
            texts.section(document_id, f"Deel {place}", f"T{place % 3}", text=f"{place} " + "woord " * 30)
    texts.section("a-2022-nl-full", "Nieuw", "T3", text="nieuw " * 30)
    found = shifts(texts).loc["T3"]
    assert found["change_low"] <= found["change"] <= found["change_high"] < 0.15
    assert found["change"] > 0.02
