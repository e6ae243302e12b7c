from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from invented import Texts, documents, works

from kentering import compare
from kentering.compare.estimate import estimate
from kentering.compare.steadied import steadied
from kentering.compare.verdicts import false_discovery, theme_weights
from kentering.cycles import ends, successive
from kentering.errors import InputError
from kentering.settings import CompareSettings

QUICK = CompareSettings()
TWO = works({"work_id": "a-2016"}, {"work_id": "a-2022", "cycle": "2022-2025"})
BOTH = documents(("a-2016", "nl", "full"), ("a-2022", "nl", "full"))


def share(found: pd.DataFrame, work_id: str, theme_id: str) -> float:
    row = found[(found["work_id"] == work_id) & (found["theme_id"] == theme_id)]
    return float(row["share"].iloc[0])


def chapters(texts: Texts, document_id: str, themes: list[str], words: int = 10) -> Texts:
    for number, theme in enumerate(themes):
        texts.section(document_id, f"{number + 1}. {theme}", theme, text=worded(document_id, theme, words))
    return texts


def worded(document_id: str, theme: str, words: int = 10) -> str:
    """Words of a theme that no other document has."""
    return " ".join(f"{document_id}{theme}{number}" for number in range(words))


def written(*themes: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    texts = Texts()
    for document_id, each in zip(BOTH["document_id"], themes, strict=True):
        chapters(texts, document_id, each)
    return texts.tables()


def test_a_share_is_a_part_of_the_words_and_a_plans_shares_sum_to_one():
    texts = Texts().section("a-2016-nl-full", "1", "T01", 30).section("a-2016-nl-full", "2", "T02 -", 10)
    found = compare.shares(*texts.tables(), BOTH, TWO, QUICK)
    assert found.set_index("theme_id")["share"].to_dict() == {"T01": 0.6, "T02": 0.2, "": 0.2}
    assert set(found["work_id"]) == {"a-2016"}


def test_a_theme_that_a_plan_does_not_have_is_a_row_with_zero():
    found = compare.shares(*written(["T01"] * 9, ["T02"] * 9), BOTH, TWO, QUICK)
    assert share(found, "a-2016", "T02") == 0
    assert len(found) == 2 * 3


def test_a_plan_in_two_languages_counts_once():
    listed = documents(("a-2016", "nl", "full"), ("a-2016", "fr", "full"))
    texts = Texts().section("a-2016-nl-full", "1", "T01", 30).section("a-2016-nl-full", "2", "T02", 10)
    alone = compare.shares(*texts.tables(), listed, TWO, QUICK)
    texts.section("a-2016-fr-full", "1", "T01", 300).section("a-2016-fr-full", "2", "T02", 300)
    both = compare.shares(*texts.tables(), listed, TWO, QUICK)
    assert share(alone, "a-2016", "T01") == 0.75
    assert share(both, "a-2016", "T01") == pytest.approx((0.75 + 0.5) / 2)
    assert both["share"].sum() == pytest.approx(1)


def test_twin_sections_count_once_and_versions_written_apart_say_more():
    listed = documents(("a-2016", "nl", "full"), ("a-2016", "fr", "full"))
    themes = ["T01", "T02"] * 8
    texts = chapters(Texts(), "a-2016-nl-full", themes)

    def width(texts: Texts) -> float:
        found = compare.shares(*texts.tables(), listed, TWO, QUICK).set_index("theme_id")
        return float(found.loc["T01", "share_high"] - found.loc["T01", "share_low"])

    once = width(texts)
    twice = width(chapters(texts, "a-2016-fr-full", themes))
    assert twice == pytest.approx(once)
    texts.section("a-2016-fr-full", "17. T01", "T01")
    assert width(texts) < 0.9 * twice


@pytest.mark.parametrize("kind", ["footnotes", "captions and tables", "pull quotes"])
def test_footnotes_and_pull_quotes_never_count_in_shares(kind):
    texts = Texts().section("a-2016-nl-full", "1", "T01 T02", 10)
    before = compare.shares(*texts.tables(), BOTH, TWO, QUICK)
    texts.section("a-2016-nl-full", "1", "T02 T02", 90, running=False, text=f"{kind} " * 90)
    after = compare.shares(*texts.tables(), BOTH, TWO, QUICK)
    pd.testing.assert_frame_equal(before, after)


def test_commentary_counts_in_no_share():
    listed = documents(("a-2016", "nl", "full"), ("a-2016", "nl", "commentary"), ("a-2022", "nl", "commentary"))
    texts = Texts().section("a-2016-nl-full", "1", "T01", 10).section("a-2016-nl-commentary", "1", "T02", 10)
    texts.section("a-2022-nl-commentary", "1", "T02", 10)
    found = compare.shares(*texts.tables(), listed, TWO, QUICK)
    assert set(found["work_id"]) == {"a-2016"}
    assert share(found, "a-2016", "T01") == 1


def test_only_the_best_kind_of_text_of_a_plan_counts():
    listed = documents(("a-2016", "nl", "digest"), ("a-2016", "nl", "full"), ("a-2022", "nl", "digest"))
    texts = Texts().section("a-2016-nl-full", "1", "T01").section("a-2016-nl-digest", "1", "T02")
    texts.section("a-2022-nl-digest", "1", "T02")
    found = compare.shares(*texts.tables(), listed, TWO, QUICK)
    assert share(found, "a-2016", "T01") == 1
    assert found.drop_duplicates("work_id").set_index("work_id")["text"].to_dict() == {
        "a-2016": "full",
        "a-2022": "digest",
    }
    assert set(compare.shifts(*texts.tables(), listed, TWO, QUICK)["text"]) == {"digest"}


def test_a_passage_without_a_theme_row_is_an_error_and_not_a_loss():
    passages, assignments = written(["T01"] * 3, ["T02"] * 3)
    with pytest.raises(InputError, match="has no assignment"):
        compare.shares(passages, assignments.iloc[1:], BOTH, TWO, QUICK)


def test_doubt_about_the_theme_of_passages_widens_the_interval():
    sure, torn = Texts(), Texts()
    for number in range(12):
        theme = f"T0{1 + number % 2}"
        sure.section("a-2016-nl-full", str(number), theme, second_id="T03", second_strength=0.0)
        torn.section("a-2016-nl-full", str(number), theme, strength=0.5, second_id="T03", second_strength=0.5)
    widths = []
    for texts in (sure, torn):
        found = compare.shares(*texts.tables(), BOTH, TWO, QUICK).set_index("theme_id")
        widths.append(found.loc["T03", "share_high"] - found.loc["T03", "share_low"])
    assert widths[0] < 0.35
    assert widths[1] > widths[0] + 0.2


def test_the_interval_holds_the_share_and_is_the_whole_range_for_a_text_of_few_sections():
    texts = Texts().section("a-2016-nl-full", "1", "T01 T02")
    chapters(texts, "a-2022-nl-full", ["T01", "T02", "T03"] * 5)
    found = compare.shares(*texts.tables(), BOTH, TWO, QUICK)
    assert (found["share_low"] <= found["share"]).all()
    assert (found["share"] <= found["share_high"]).all()
    short = found[found["work_id"] == "a-2016"]
    assert (short["share_low"] == 0).all()
    assert (short["share_high"] == 1).all()
    assert (found.loc[found["work_id"] == "a-2022", "share_high"] < 1).all()


def sections_of(texts: Texts, work_id: str) -> tuple[int, str]:
    found = compare.shares(*texts.tables(), BOTH, TWO, QUICK).set_index("work_id").loc[work_id].iloc[0]
    return int(found["sections"]), str(found["units"])


def test_a_long_chapter_is_no_single_section_and_a_text_without_headings_has_stretches():
    texts = Texts().section("a-2016-nl-full", "", " ".join(["T01"] * 64 + ["T02"] * 64))
    chapters(texts, "a-2022-nl-full", ["T01"] * 9).section("a-2022-nl-full", "10. long", " ".join(["T02"] * 55))
    assert sections_of(texts, "a-2016") == (25, "stretches")
    assert sections_of(texts, "a-2022") == (9 + 14, "stretches")
    found = compare.shares(*texts.tables(), BOTH, TWO, QUICK)
    assert (found.loc[found["theme_id"] == "T02", "share_low"] > 0.1).all()


def test_a_section_is_never_cut_where_there_are_fifteen_of_about_equal_length():
    texts = chapters(Texts(), "a-2016-nl-full", ["T01 " * 10, "T02 " * 10] * 8)
    assert sections_of(texts, "a-2016") == (16, "sections")


def test_chapters_of_uneven_length_give_way_to_the_headings_below_them():
    texts = Texts()
    for number in range(15):
        texts.section("a-2016-nl-full", f"{number}. short", "T01")
    for number in range(20):
        texts.section("a-2016-nl-full", "16. long", "T02 T02 T02")
        for row in texts.passages[-3:]:
            row["headings"] = ["16. long", f"16.{number}"]
    assert sections_of(texts, "a-2016") == (35, "sections")


def test_another_work_changes_no_share_and_no_interval():
    alone = chapters(Texts(), "a-2016-nl-full", ["T01", "T02", "T03"] * 4)
    first = compare.shares(*alone.tables(), BOTH, TWO, QUICK)
    both = chapters(alone, "a-2022-nl-full", ["T01", "T02"] * 5)
    second = compare.shares(*both.tables(), BOTH, TWO, QUICK)
    kept = second[second["work_id"] == "a-2016"].reset_index(drop=True)
    pd.testing.assert_frame_equal(first.drop(columns="repeated_between"), kept.drop(columns="repeated_between"))


def test_row_order_does_not_matter():
    texts = written(["T01", "T02", "T03"] * 4, ["T01", "T03", "T03"] * 4)
    order = np.random.default_rng(1).permutation(len(texts[0]))
    mixed = texts[0].iloc[order].reset_index(drop=True), texts[1].iloc[order[::-1]].reset_index(drop=True)
    back = BOTH.iloc[::-1].reset_index(drop=True), TWO.iloc[::-1].reset_index(drop=True)
    for stage in (compare.shares, compare.shifts):
        pd.testing.assert_frame_equal(stage(*texts, BOTH, TWO, QUICK), stage(*mixed, *back, QUICK))


def test_tallies_made_once_serve_shares_and_shifts():
    texts = written(["T01", "T02"] * 5, ["T01", "T03"] * 5)
    counts = compare.tallies(*texts, BOTH, TWO)
    for stage in (compare.shares, compare.shifts):
        pd.testing.assert_frame_equal(stage(*texts, BOTH, TWO, QUICK), stage(*texts, BOTH, TWO, QUICK, counts))


def test_narrow_themes_have_rows_of_their_own_and_are_corrected_apart():
    texts = Texts()
    for document_id, odds in (("a-2016-nl-full", 2), ("a-2022-nl-full", 4)):
        for number in range(24):
            theme = "T01" if number % odds else "T02"
            texts.section(document_id, f"{number}", theme, narrow_id=f"{theme}.{1 + number % 3}", narrow_strength=1.0)
    shares = compare.shares(*texts.tables(), BOTH, TWO, QUICK)
    broad, narrow = shares[~shares["theme_id"].str.contains(".", regex=False)], shares["theme_id"].str.contains(".1")
    assert broad.groupby("work_id")["share"].sum().round(9).tolist() == [1.0, 1.0]
    assert narrow.any()
    under = shares[shares["theme_id"].str.startswith("T01.")].groupby("work_id")["share"].sum()
    assert under.round(9).to_dict() == {work: round(share(shares, work, "T01"), 9) for work in TWO["work_id"]}
    shifts = compare.shifts(*texts.tables(), BOTH, TWO, QUICK)
    alone = compare.shifts(texts.tables()[0], texts.tables()[1].assign(narrow_id=""), BOTH, TWO, QUICK)
    pd.testing.assert_frame_equal(shifts[~shifts["theme_id"].str.contains(".", regex=False)], alone)


def test_a_share_by_passages_stands_beside_that_by_words():
    texts = Texts().section("a-2016-nl-full", "1", "T01", 30).section("a-2016-nl-full", "2", "T02 -", 10)
    found = compare.shares(*texts.tables(), BOTH, TWO, QUICK).set_index("theme_id")
    assert found["passage_share"].round(9).to_dict() == {"T01": 0.333333333, "T02": 0.333333333, "": 0.333333333}


def test_what_a_plan_repeats_or_has_from_another_is_told_apart():
    formula = "de minister brengt jaarlijks verslag uit aan het parlement over de uitvoering van dit plan"
    shared = "elke zone stelt een plan op dat de prioriteiten van de korpschef en de raad opneemt"
    texts = chapters(Texts(), "a-2016-nl-full", ["T01"] * 4)
    for number in range(2):
        texts.section("a-2016-nl-full", f"{number}. again", "T02", text=formula)
    texts.section("a-2016-nl-full", "9. shared", "T03", text=shared)
    texts.section("a-2022-nl-full", "1. shared", "T03", text=shared.replace("elke", "iedere"))
    for number in range(3):
        texts.section("a-2022-nl-full", f"{number}. own", "T02", text=" ".join(f"own{number}w{n}x" for n in range(9)))
    found = compare.shares(*texts.tables(), BOTH, TWO, QUICK).set_index(["work_id", "theme_id"])
    first = found.loc["a-2016"]
    assert first.loc["T02", "repeated_within"] == first.loc["T02", "share"] > 0
    assert first.loc["T03", "repeated_between"] == first.loc["T03", "share"] > 0
    assert first.loc["T03", "repeated_within"] == first.loc["T02", "repeated_between"] == 0
    assert found.loc["a-2022"].loc["T02", ["repeated_within", "repeated_between"]].tolist() == [0.0, 0.0]


def test_the_section_that_a_change_hangs_on_is_named_with_what_is_left_without_it():
    texts = chapters(Texts(), "a-2016-nl-full", ["T01", "T02"] * 10)
    chapters(texts, "a-2022-nl-full", ["T01", "T02"] * 10).section("a-2022-nl-full", "99. harbour", "T03", 60)
    found = compare.shifts(*texts.tables(), BOTH, TWO, QUICK).set_index("theme_id").loc["T03"]
    assert found[["hangs_on", "section"]].tolist() == ["to", "99. harbour"]
    assert found["change"] > 0.2
    assert found["change_without"] == pytest.approx(0)


def test_an_inconclusive_shift_says_why():
    few = compare.shifts(*written(["T01"], ["T02"]), BOTH, TWO, QUICK)
    assert set(few["reason"]) == {"few sections"}
    same = ["T01", "T02", "T03", "T04"] * 5
    little = compare.shifts(*written(same, same), BOTH, TWO, QUICK)
    assert set(little["reason"]) == {"little text"}
    clear = written(["T01", "T02"] * 20, ["T01"] * 40)
    assert set(compare.shifts(*clear, BOTH, TWO, QUICK)["reason"]) == {""}
    unstable = pd.DataFrame({"theme_id": ["T01", "T02"], "stability": [0.5, 0.9]})
    barred = compare.shifts(*clear, BOTH, TWO, QUICK, None, unstable).set_index("theme_id")
    assert barred.loc["T01", ["verdict", "reason"]].tolist() == ["inconclusive", "unstable theme"]
    assert barred.loc["T02", "verdict"] == "shifted"


def test_a_change_of_the_detectable_size_is_found_about_four_times_in_five():
    rng, names = np.random.default_rng(12), ["T01", "T02"]
    sizes = []
    for _ in range(20):
        even = [list(rng.choice(names, 60)) for _ in range(2)]
        sizes.append(compare.shifts(*written(*even), BOTH, TWO, QUICK)["detectable"].iloc[0])
    size, seen = float(np.mean(sizes)), 0
    for _ in range(60):
        texts = [list(rng.choice(names, 60, p=(0.5 + sign * size / 2, 0.5 - sign * size / 2))) for sign in (-1, 1)]
        seen += int(compare.shifts(*written(*texts), BOTH, TWO, QUICK)["verdict"].iloc[0] == "shifted")
    assert 0.65 <= seen / 60 <= 0.93


def test_variances_of_alike_themes_are_drawn_together_and_count_for_more():
    rng = np.random.default_rng(5)
    plain, freedom = np.array([0.02, 0.05, 0.1, 0.15, 0.2, 0.01, 0.08, 0.03]), 20.0
    raw = plain * rng.chisquare(freedom, len(plain)) / freedom
    drawn, more = steadied(raw, plain, freedom)
    assert np.ptp(drawn / plain) < 0.5 * np.ptp(raw / plain)
    assert freedom < more <= freedom * (len(plain) - 1)
    apart, less = steadied(plain * np.array([1, 9, 1, 30, 2, 25, 1, 12.0]), plain, freedom)
    assert np.ptp(apart / plain) > 15
    assert less < freedom + 5
    np.testing.assert_array_equal(steadied(raw[:2], plain[:2], freedom)[0], raw[:2])


def test_doubtful_passages_of_one_section_do_not_cancel():
    widths = []
    for where in ("together", "apart"):
        texts = Texts()
        for number in range(20):
            torn = 4 if where == "together" and number % 4 == 0 else int(where == "apart")
            said = " ".join(["T01"] * torn)
            if torn:
                texts.section("a-2016-nl-full", f"{number}", said, strength=0.5, second_id="T02", second_strength=0.5)
            texts.section("a-2016-nl-full", f"{number}", " ".join(["T03"] * (8 - torn)))
        tally = compare.tallies(*texts.tables(), BOTH, TWO)[0].works["a-2016"].words
        widths.append(float(estimate(tally).doubt[0]))
    assert widths[0] == pytest.approx(4 * widths[1])


def test_a_theme_of_many_words_gets_more_of_the_allowed_false_alarms():
    present, p_values = np.array([True, True, True, False]), np.array([0.01, 0.2, 0.9, 0.9])
    weights = theme_weights(np.array([0.5, 0.3, 0.1, 0.1]), present)
    assert weights[present].mean() == pytest.approx(1)
    assert weights[0] > weights[1] > weights[2] > weights[3] == 0
    weighed = false_discovery(p_values, present, weights)
    even = false_discovery(p_values, present, np.ones(4))
    assert weighed[0] < even[0]
    assert weighed[3] == 1


def test_shifts_stay_within_one_series():
    three = works(
        {"work_id": "a-2016"},
        {"work_id": "b-2020", "series": "B", "cycle": "2020-2021"},
        {"work_id": "a-2022", "cycle": "2022-2025"},
    )
    listed = documents(*((work, "nl", "full") for work in three["work_id"]))
    texts = Texts()
    for document_id in listed["document_id"]:
        chapters(texts, document_id, ["T01", "T02"] * 5)
    found = compare.shifts(*texts.tables(), listed, three, QUICK)
    assert set(zip(found["work_from"], found["work_to"], strict=True)) == {("a-2016", "a-2022")}


def test_a_final_plan_stands_for_its_cycle_and_a_draft_where_it_stands_alone():
    four = works(
        {"work_id": "a-2016"},
        {"work_id": "a-2022-draft", "cycle": "2022-2025", "status": "draft"},
        {"work_id": "a-2022", "cycle": "2022-2025"},
        {"work_id": "a-2026", "cycle": "2026-2029", "status": "draft"},
    )
    listed = documents(*((work, "nl", "full") for work in four["work_id"]))
    texts = Texts()
    for document_id in listed["document_id"]:
        chapters(texts, document_id, ["T01", "T02"] * 5)
    found = compare.shifts(*texts.tables(), listed, four, QUICK)
    assert list(dict.fromkeys(zip(found["work_from"], found["work_to"], strict=True))) == [
        ("a-2016", "a-2022"),
        ("a-2022", "a-2026"),
    ]


def test_a_clear_change_is_shifted_and_the_same_text_is_equivalent():
    same = ["T01", "T02", "T03", "T04"] * 10
    texts = written(same, ["T01"] * 30 + ["T02", "T03"] * 5)
    found = compare.shifts(*texts, BOTH, TWO, CompareSettings()).set_index("theme_id")
    assert found.loc["T01", ["kind", "verdict"]].tolist() == ["up", "shifted"]
    assert found.loc["T04", ["kind", "verdict"]].tolist() == ["dropped", "shifted"]
    assert found.loc["T01", "change"] == pytest.approx(0.5)
    calm = CompareSettings(smallest_effect=0.4)
    alike = compare.shifts(*written(same, same), BOTH, TWO, calm)
    assert set(alike["verdict"]) == {"equivalent"}
    assert set(alike["kind"]) == {"none"}


def test_what_is_neither_shifted_nor_equivalent_is_inconclusive():
    same = ["T01", "T02", "T03", "T04"] * 3
    found = compare.shifts(*written(same, same), BOTH, TWO, QUICK)
    assert set(found["verdict"]) == {"inconclusive"}


def test_a_text_of_few_sections_leads_to_no_verdict():
    found = compare.shifts(*written(["T01"], ["T02"]), BOTH, TWO, QUICK)
    assert set(found["verdict"]) == {"inconclusive"}
    assert found.set_index("theme_id")["kind"].to_dict() == {"T01": "dropped", "T02": "new"}


def test_chance_among_many_themes_is_held_down():
    rng = np.random.default_rng(3)
    names = [f"T{number:02d}" for number in range(1, 21)]
    shifted = 0
    for _ in range(20):
        texts = written(list(rng.choice(names, 60)), list(rng.choice(names, 60)))
        shifted += (compare.shifts(*texts, BOTH, TWO, QUICK)["verdict"] == "shifted").any()
    assert shifted <= 4


def test_intervals_of_a_change_cover_the_truth_about_as_often_as_they_say():
    rng = np.random.default_rng(7)
    held = []
    for _ in range(60):
        sections = [list(rng.choice(["T01", "T02", "T03"], 40, p=odds)) for odds in ((0.5, 0.3, 0.2), (0.3, 0.3, 0.4))]
        found = compare.shifts(*written(*sections), BOTH, TWO, QUICK).set_index("theme_id")
        truth = pd.Series({"T01": -0.2, "T02": 0.0, "T03": 0.2})
        held += ((found["change_low"] <= truth) & (truth <= found["change_high"])).tolist()
    assert 0.88 <= np.mean(held) <= 0.99


def test_a_corpus_without_texts_has_empty_tables():
    passages, assignments = Texts().tables()
    nothing = np.zeros((0, 1), dtype=np.float32)
    for found in (
        compare.shares(passages, assignments, BOTH, TWO, QUICK),
        compare.shifts(passages, assignments, BOTH, TWO, QUICK),
        compare.lineage(passages, nothing, BOTH, TWO, QUICK),
        compare.lags(TWO.iloc[:0]),
    ):
        assert not len(found)


def test_adoptions_known_to_the_month_give_a_range_of_days():
    two = works(
        {"work_id": "a-2016", "adopted": "2016-06-07"},
        {"work_id": "b-2017", "series": "B", "level": "regional", "cycle": "2017-2020", "adopted": "2017-02"},
    )
    lag = compare.lags(two).iloc[0]
    assert lag[["days_low", "days_high", "order"]].tolist() == [239.0, 266.0, "before"]
    vaguer = compare.lags(two.assign(adopted=["2016-06", "2017-02-02"])).iloc[0]
    assert vaguer[["days_low", "days_high"]].tolist() == [217.0, 246.0]
    same_year = compare.lags(two.assign(adopted=["2016", "2016-03"])).iloc[0]
    assert same_year[["days_low", "days_high", "order"]].tolist() == [-305.0, 90.0, "unclear"]


def test_overlaps_and_gaps_go_by_validity_and_not_by_the_title():
    three = works(
        {"work_id": "a-2012", "cycle": "2012-2014"},
        {"work_id": "a-2016", "valid_to": "2021-12-31"},
        {"work_id": "a-2022", "cycle": "2022-2025", "valid_from": "2021-12-01"},
    )
    found = compare.lags(three).set_index("to_work")
    assert found.loc["a-2016", ["overlap_days", "gap_days"]].tolist() == [0, 365]
    assert found.loc["a-2022", ["overlap_days", "gap_days"]].tolist() == [31, 0]
    assert set(found["order"]) == {"unknown"}


def test_where_sources_give_two_ends_the_gap_says_so():
    two = works(
        {"work_id": "a-2022", "cycle": "2022-2024", "valid_alternative": "2025-12-31"},
        {"work_id": "a-2026", "cycle": "2026-2029"},
    )
    lag = compare.lags(two).iloc[0]
    assert lag["gap_days"] == 365
    assert lag["note"] == "a source gives a-2022 to 2025-12-31: then 0 days of overlap and 0 of gap"


def test_works_of_different_levels_are_paired_where_cycles_overlap_or_touch():
    four = works(
        {"work_id": "eu-2012", "series": "EU", "level": "eu", "cycle": "2012-2015", "adopted": "2011"},
        {"work_id": "a-2016", "adopted": "2016"},
        {"work_id": "z-2021", "series": "Z", "level": "local", "cycle": "2021-2024"},
        {"work_id": "y-2018", "series": "Y", "family": "Z", "level": "local", "cycle": "2018-2021"},
    )
    found = compare.lags(four)
    pairs = set(zip(found["from_work"], found["to_work"], strict=True))
    assert pairs == {("eu-2012", "a-2016"), ("a-2016", "y-2018")}


def test_what_was_in_force_on_a_day_says_maybe_where_dates_are_vague():
    four = works(
        {"work_id": "sure"},
        {"work_id": "year", "series": "B", "valid_to": "2018"},
        {"work_id": "two ends", "series": "C", "valid_to": "2017-12-31", "valid_alternative": "2019-12-31"},
        {"work_id": "later", "series": "D", "cycle": "2022-2025"},
        {"work_id": "draft", "series": "E", "status": "draft"},
    )
    answers = compare.in_force(four, "2018-06-01").set_index("work_id")["in_force"].to_dict()
    assert answers == {"sure": "yes", "year": "maybe", "two ends": "maybe", "later": "no", "draft": "maybe"}
    assert set(compare.in_force(four, "2015-12-31")["in_force"]) == {"no"}


def lines(texts: Texts, vectors: list[np.ndarray], listed: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    passages, _ = texts.tables()
    return compare.lineage(passages, np.array(vectors, dtype=np.float32), listed, known, QUICK)


def own_words(document_id: str, number: int) -> str:
    return " ".join(f"{document_id}-{number}-{place}x" for place in range(20))


@pytest.fixture
def family():
    """Two plans of a series and one of another family, thirty passages each with vectors of their own."""
    known = works(
        {"work_id": "a-2016"}, {"work_id": "a-2022", "cycle": "2022-2025"}, {"work_id": "b-2016", "series": "B"}
    )
    listed = documents(*((work, "nl", "full") for work in known["work_id"]))
    rng = np.random.default_rng(11)
    base = rng.normal(size=(40, 64))
    texts, vectors = Texts(), []
    for document_id in listed["document_id"]:
        for number in range(30):
            texts.section(document_id, f"{number // 6 + 1}. Part", "T01", text=own_words(document_id, number))
    vectors += [base[number] for number in range(30)]
    vectors += [base[number] + 0.2 * rng.normal(size=64) for number in range(10, 40)]
    vectors += list(rng.normal(size=(30, 64)))
    return texts, vectors, listed, known


def test_lineage_finds_ancestors_and_says_what_is_new_and_dropped(family):
    found = lines(*family)
    tied = found[(found["passage_id"] != "") & (found["ancestor_id"] != "")]
    true = [int(row.passage_id[-4:]) + 10 == int(row.ancestor_id[-4:]) for row in tied.itertuples()]
    assert sum(true) == 20
    assert len(true) <= 24
    assert (found["kind"] == "new").sum() + len(set(tied["passage_id"])) == 30
    assert (found["kind"] == "dropped").sum() + len(set(tied["ancestor_id"])) == 30
    assert tied["false_match_rate"].max() <= QUICK.false_match
    assert (tied["false_match_most"] > tied["false_match_rate"]).all()
    assert set(found["years"]) == {6.0}
    assert set(zip(found["work_from"], found["work_to"], strict=True)) == {("a-2016", "a-2022")}


def test_unrelated_texts_get_few_ancestors(family):
    texts, vectors, listed, known = family
    strange = [*vectors[:30], *np.random.default_rng(5).normal(size=(30, 64)), *vectors[60:]]
    found = lines(texts, strange, listed, known)
    assert (found["kind"] == "new").sum() >= 25


def test_the_same_words_are_kept_and_under_other_headings_moved(family):
    texts, vectors, listed, known = family
    for number, heading in ((30, "7. Part"), (35, "9. Elsewhere")):
        source = texts.passages[number - 20]
        texts.passages[number] |= {"text": source["text"], "headings": [heading]}
        vectors[number] = vectors[number - 20]
    found = lines(texts, vectors, listed, known).set_index("passage_id")
    assert found.loc[texts.passages[30]["passage_id"], "kind"] == "kept"
    assert found.loc[texts.passages[35]["passage_id"], "kind"] == "moved"


def test_a_passage_with_two_descendants_was_split_and_two_with_one_were_merged(family):
    texts, vectors, listed, known = family
    vectors[31] = vectors[30] + 0.01
    vectors[20 + 10 - 1] = vectors[20 + 10 - 2] + 0.01
    found = lines(texts, vectors, listed, known)
    children = found[found["ancestor_id"].str.endswith("full-0010") & (found["passage_id"] != "")]
    assert set(children["kind"]) == {"split"}
    assert len(children) == 2
    parents = found[found["passage_id"].str.endswith("full-0018") & (found["ancestor_id"] != "")]
    assert set(parents["kind"]) == {"merged"}


def test_lineage_crosses_languages(family):
    texts, vectors, listed, known = family
    listed = documents(("a-2016", "fr", "full"), ("a-2022", "nl", "full"), ("b-2016", "fr", "full"))
    for row in texts.passages:
        row["document_id"] = str(row["document_id"]).replace("a-2016-nl", "a-2016-fr").replace("b-2016-nl", "b-2016-fr")
    found = lines(texts, vectors, listed, known)
    tied = found[(found["passage_id"] != "") & (found["ancestor_id"] != "")]
    assert len(tied) >= 18
    assert "kept" not in set(tied["kind"])


def test_without_another_family_other_headings_stand_for_the_unrelated(family):
    texts, vectors, listed, known = family
    texts.passages, vectors = texts.passages[:60], vectors[:60]
    found = lines(texts, vectors, listed.iloc[:2], known.iloc[:2])
    assert ((found["passage_id"] != "") & (found["ancestor_id"] != "")).sum() >= 18


def test_halves_of_a_passage_were_split_and_two_in_one_were_merged_by_their_words(family):
    texts, vectors, listed, known = family
    whole = str(texts.passages[20]["text"]).split()
    for number, words in ((30, whole[:10]), (31, whole[10:])):
        texts.passages[number] |= {"text": " ".join(words)}
        vectors[number] = np.random.default_rng(number).normal(size=64)
    texts.passages[40]["text"] = f"{texts.passages[25]['text']} {texts.passages[26]['text']}"
    found = lines(texts, vectors, listed, known)
    split = found[found["ancestor_id"].str.endswith("full-0020") & (found["passage_id"] != "")]
    assert split["kind"].tolist() == ["split", "split"]
    merged = found[found["passage_id"].str.endswith("full-0010") & (found["ancestor_id"] != "")]
    assert merged["kind"].tolist() == ["merged", "merged"]


def test_a_formula_that_a_plan_repeats_has_one_ancestor_each_time(family):
    texts, vectors, listed, known = family
    for number in (3, 9, 15, 33, 39, 45):
        texts.passages[number]["text"] = "de minister brengt jaarlijks verslag uit aan het parlement over de uitvoering"
        vectors[number] = vectors[3]
    found = lines(texts, vectors, listed, known)
    assert (found["kind"] == "kept").sum() == 3


def test_works_of_two_series_are_held_against_each_other_and_nothing_is_new_or_dropped(family):
    texts, vectors, listed, known = family
    vectors[60:] = [vector + 0.01 for vector in vectors[:30]]
    passages, _ = texts.tables()
    matrix = np.array(vectors, dtype=np.float32)
    found = compare.lineage(passages, matrix, listed, known, QUICK, [("a-2016", "b-2016")])
    beside = found[~found["succession"]]
    assert set(zip(beside["work_from"], beside["work_to"], strict=True)) == {("a-2016", "b-2016")}
    assert len(beside) >= 28
    assert not set(beside["kind"]) & {"new", "dropped"}
    none = compare.lineage(passages, matrix, listed, known, QUICK.model_copy(update={"most_pairs": 0}),
                           [("a-2016", "b-2016")])  # fmt: skip
    assert none["succession"].all()


def test_passages_held_back_are_given_an_ancestor_about_as_often_as_stated():
    rng, found, n = np.random.default_rng(4), 0, 0
    known, listed = TWO, BOTH
    for _ in range(8):
        topics = rng.normal(size=(40, 24))
        base = topics[np.repeat(np.arange(40), 5)] + 0.8 * rng.normal(size=(200, 24))
        held = np.repeat(rng.random(40) < 0.15, 5)
        texts, vectors = Texts(), []
        for document_id, rows in (("a-2016-nl-full", np.flatnonzero(~held)), ("a-2022-nl-full", np.arange(200))):
            for row in rows:
                texts.section(document_id, f"{row // 5}. Part", "T01", text=own_words(document_id, int(row)))
                vectors.append(base[row] + 0.1 * rng.normal(size=24))
        told = lines(texts, vectors, listed, known)
        new = {f"a-2022-nl-full-{row:04d}" for row in np.flatnonzero(held)}
        found += len(new & set(told.loc[told["ancestor_id"] != "", "passage_id"]))
        n += len(new)
    assert 0.01 <= found / n <= 0.1


def test_lineage_does_not_depend_on_row_order(family):
    texts, vectors, listed, known = family
    passages, _ = texts.tables()
    matrix = np.array(vectors, dtype=np.float32)
    order = np.random.default_rng(2).permutation(len(passages))
    straight = compare.lineage(passages, matrix, listed, known, QUICK)
    mixed = compare.lineage(passages.iloc[order].reset_index(drop=True), matrix[order], listed, known, QUICK)
    pd.testing.assert_frame_equal(straight, mixed)


def test_a_plan_without_an_end_is_held_to_end_where_the_next_of_its_series_begins():
    plans = works({"work_id": "a-2004", "cycle": "2004-2007", "valid_to": "", "cycle_end": ""}, {"work_id": "a-2016"})
    assert compare.in_force(plans, "2010-01-01").set_index("work_id").loc["a-2004", "in_force"] == "maybe"
    later = compare.in_force(plans, "2017-01-01").set_index("work_id")
    assert later.loc["a-2004", ["in_force", "why"]].to_list() == ["no", "no last day is known; followed by a-2016"]


def test_a_plan_of_which_only_the_title_tells_the_period_ends_where_the_next_final_one_has_surely_begun():
    bare = {"valid_from": "", "valid_to": ""}
    plans = works(
        {"work_id": "a-2012", "cycle": "2012-2015", **bare},
        {"work_id": "a-2016", "cycle": "2016-2019", **bare, "status": "draft"},
        {"work_id": "a-2020", "cycle": "2020-2023", **bare, "cycle_start": "2020", "adopted": "2020-03-05"},
        {"work_id": "a-2024", "cycle": "2024-2027", **bare, "cycle_start": "2024", "adopted": "2025-02"},
    )
    days = ("2014-06-01", "2018-06-01", "2020-06-01", "2021-01-01", "2024-06-01", "2025-02-28", "2025-03-01")
    told = [compare.in_force(plans, day).set_index("work_id")["in_force"] for day in days]
    assert [each["a-2012"] for each in told] == ["maybe", "maybe", "maybe", "no", "no", "no", "no"]
    assert [each["a-2020"] for each in told] == ["no", "no", "maybe", "maybe", "maybe", "no", "no"]
    assert told[0]["a-2024"] == "no"
    assert told[-1]["a-2024"] == "maybe"


@pytest.mark.parametrize("day", ["1/02/2020", "2020-02", "2020-02-30"])
def test_a_day_that_is_none_is_answered_with_the_way_to_write_one(day):
    with pytest.raises(InputError, match=f"no such day as {day} .*as in 2020-07-14"):
        compare.in_force(works({"work_id": "a-2016"}), day)


@pytest.mark.parametrize(
    ("earlier", "later", "gap"),
    [
        ({}, {"valid_to": ""}, [89, 89]),
        ({"valid_from": ""}, {"valid_to": ""}, [89, 89]),
        ({"valid_to": "2021"}, {"valid_to": "", "valid_from": "2022-03"}, [59, 453]),
        ({"valid_to": ""}, {}, [None, None]),
        ({}, {"valid_from": ""}, [None, None]),
        ({"valid_to": "2022-06-30"}, {"valid_to": ""}, [0, 0]),
        ({"valid_from": "", "valid_to": "2022-06-30"}, {"valid_to": ""}, [None, None]),
    ],
)
def test_a_gap_asks_for_the_end_of_the_one_and_the_beginning_of_the_other_only(earlier, later, gap):
    two = works(
        {"work_id": "a-2016", "valid_to": "2021-12-31", **earlier},
        {"work_id": "a-2022", "cycle": "2022-2025", "valid_from": "2022-03-31", **later},
    )
    lag = compare.lags(two).iloc[0]
    assert [None if pd.isna(lag[name]) else lag[name] for name in ("gap_days", "gap_most")] == gap
    assert pd.isna(lag["overlap_days"])
    assert lag["note"] == ""


def test_a_validity_known_by_its_years_gives_certain_and_possible_days():
    plans = works({"work_id": "a-2011", "cycle": "2011-2013", "valid_from": "2011", "valid_to": "2013"},
                  {"work_id": "a-2014", "cycle": "2014-2017"})  # fmt: skip
    lag = compare.lags(plans).iloc[0]
    assert lag[["overlap_days", "overlap_most", "gap_days", "gap_most"]].to_list() == [0, 0, 0, 364]


def test_a_draft_is_in_force_neither_before_its_period_nor_once_it_became_final():
    draft = {"work_id": "a-draft", "status": "draft", "cycle": "2022-2025", "cycle_start": "2022", "cycle_end": "2025"}
    draft |= {"valid_from": "", "valid_to": ""}
    alone = works(draft)
    told = {day: compare.in_force(alone, day)["in_force"].item() for day in ("2005-01-01", "2023-01-01", "2027-01-01")}
    assert told == {"2005-01-01": "no", "2023-01-01": "maybe", "2027-01-01": "no"}
    both = works(draft, {"work_id": "a-2022", "cycle": "2022-2025", "cycle_start": "2022", "cycle_end": "2025"})
    (found,) = (
        compare.in_force(both, "2023-01-01").set_index("work_id").loc[["a-draft"], ["in_force", "why"]].to_numpy()
    )
    assert found.tolist() == ["no", "a draft; the final plan is a-2022"]


@pytest.mark.parametrize(("alike", "least", "most"), [(True, 1.8, 4.0), (False, 1.0, 1.3)])
def test_chapters_whose_sections_are_alike_widen_the_intervals(alike, least, most):
    texts, known = Texts(), works({"work_id": "a-2016"}, {"work_id": "a-2022", "cycle_start": "2022"})
    rng = np.random.default_rng(1)
    for work_id in ("a-2016", "a-2022"):
        for chapter in range(6):
            for place in range(6):
                theme, headings = f"T{chapter % 3 if alike else rng.integers(3)}", [f"chapter {chapter}", f"s {place}"]
                texts.section(f"{work_id}-nl-full", "", theme, headings=headings, text=worded(work_id, theme))
    listed = documents(("a-2016", "nl", "full"), ("a-2022", "nl", "full"))
    (widened,) = set(compare.shifts(*texts.tables(), listed, known, CompareSettings())["widened"])
    assert least <= widened <= most


def test_a_theme_that_two_plans_give_to_other_chapters_of_one_source_is_rarely_called_shifted():
    rng, wrong, by_chapters = np.random.default_rng(3), 0, 0
    known = works({"work_id": "a-2016"}, {"work_id": "a-2022", "cycle_start": "2022"})
    listed = documents(("a-2016", "nl", "full"), ("a-2022", "nl", "full"))
    for _ in range(20):
        texts = Texts()
        for work_id in ("a-2016", "a-2022"):
            for chapter, theme in enumerate(rng.integers(5, size=6)):
                for place in range(8):
                    said = f"T{theme if rng.random() < 0.8 else rng.integers(5)}"
                    texts.section(f"{work_id}-nl-full", "", said, headings=[f"chapter {chapter}", f"section {place}"])
        shifts = compare.shifts(*texts.tables(), listed, known, CompareSettings())
        wrong += "shifted" in set(shifts["verdict"])
        by_chapters += "whole chapters" in set(shifts["reason"])
    assert wrong <= 2
    assert by_chapters >= 10


def test_a_theme_that_is_one_plan_under_another_name_carries_no_shift():
    one, two = ["T01", "T02", "T03", "T04"] * 8, ["T05"] * 30 + ["T01", "T02"]
    found = compare.shifts(*written(one, two), BOTH, TWO, QUICK).set_index("theme_id")
    assert found.loc["T05", ["share_to", "verdict", "reason"]].tolist() == [
        pytest.approx(30 / 32),
        *("inconclusive", "one plan"),
    ]
    assert "one plan" not in set(found.drop(index="T05")["reason"])


def test_a_short_text_elsewhere_does_not_lift_that_bar():
    texts = chapters(Texts(), "a-2016-nl-full", ["T01", "T02", "T03", "T04"] * 8)
    chapters(texts, "a-2022-nl-full", ["T05"] * 30 + ["T01", "T02"])
    chapters(texts, "b-2022-nl-full", ["T01", "T02"])
    listed = documents(("a-2016", "nl", "full"), ("a-2022", "nl", "full"), ("b-2022", "nl", "full"))
    known = works(
        {"work_id": "a-2016"}, {"work_id": "a-2022", "cycle_start": "2022"}, {"work_id": "b-2022", "series": "B"}
    )
    found = compare.shifts(*texts.tables(), listed, known, QUICK).set_index("theme_id")
    assert found.loc["T05", "reason"] == "one plan"


def test_a_draft_before_a_plan_that_was_adopted_follows_nothing_and_one_after_it_does():
    listed = works(
        {"work_id": "a-2012", "cycle": "2012-2015"}, {"work_id": "a-2016", "status": "draft"},
        {"work_id": "a-2020", "cycle": "2020-2023"}, {"work_id": "a-2024", "cycle": "2024-2027", "status": "draft"},
    )  # fmt: skip
    assert successive(listed) == [("a-2012", "a-2020"), ("a-2020", "a-2024")]


def test_a_plan_without_an_end_ends_where_the_next_of_its_series_begins():
    open_ended = {"cycle_end": "", "valid_to": ""}
    listed = works(
        {"work_id": "a-2012", "cycle": "2012-2014", **open_ended},
        {"work_id": "a-2015", "cycle": "2015-2019", **open_ended},
    )
    assert ends(listed) == {"a-2012": date(2014, 12, 31), "a-2015": date(2015, 1, 1)}
