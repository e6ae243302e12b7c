"""Charts: what they show, in three languages, the same each time."""

from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest
import told

from kentering import plot, tables
from kentering.errors import InputError, UnknownNameError
from kentering.plot import names, wording

LANGUAGES = ("nl", "fr", "en")


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return told.study(tmp_path_factory.mktemp("twee"))


def charts(study, language):
    languages = ["nl"] * len(study.passages)
    places = plot.coordinates(study.vectors, languages)
    lists = (study.changes, study.priorities, study.works)
    on_lineage = (study.passages, study.documents, study.works)
    on_map = (study.assignments, study.documents, study.works)
    return {
        "shifts": plot.shifts(study.shifts, study.themes, study.works, "A", language),
        "heatmap": plot.heatmap(study.shares, study.themes, study.works, language),
        "cycles": plot.cycles(study.shares, study.themes, study.works, language),
        "map": plot.passages_map(study.passages, places, *on_map, language=language),
        "timeline": plot.timeline(study.works, language),
        "overlap": plot.overlap(study.coverage, study.works, language),
        "coverage": plot.coverage(study.threads, study.priorities, study.works, "A", language),
        "alluvial": plot.alluvial(*lists, "A", language),
        "words": plot.words(_wording(), study.works, "a-2022", "nl", language),
        "stability": plot.stability(study.themes, 0.6, language),
        "curve": plot.curve(study.curve, language),
        "descent": plot.descent(_lineage(), *on_lineage, "p04", language),
        "alluvial_words": plot.alluvial(*lists, "A", language, measured=study.measured),
    }


def _wording():
    usual = {
        "series": "A",
        "language": "nl",
        "work_from": "a-2016",
        "work_to": "a-2022",
        "text": "full",
        "q_value": 0.01,
    }
    counts = {"n_from": 2, "n_to": 9, "sections_from": 2, "sections_to": 5}
    rates = {"per_thousand_from": 1.0, "per_thousand_to": 4.5, "log_odds": 1.2}
    said = [("cyber", 4.0, "more"), ("haven", 0.7, "inconclusive"), ("verkeer", -3.5, "less")]
    rows = [
        usual | counts | rates | {"word": word, "shown": word, "z": z, "z_sections": z, "verdict": verdict}
        for word, z, verdict in said
    ]
    return tables.from_rows("wording", rows)


def _lineage():
    usual = {
        "work_from": "a-2016",
        "work_to": "a-2022",
        "language_from": "nl",
        "language_to": "nl",
        "succession": True,
        "similarity": 0.8,
        "false_match_rate": 0.01,
        "false_match_most": 0.02,
        "years": 6.0,
    }
    ties = [("p01", "p00", "split"), ("p04", "p00", "split"), ("p04", "p03", "merged"), ("p07", "", "new")]
    rows = [usual | {"passage_id": young, "ancestor_id": old, "kind": kind} for young, old, kind in ties]
    columns = tables.columns("lineage")
    return tables.from_rows("lineage", [{key: value for key, value in row.items() if key in columns} for row in rows])


def words_of(drawn):
    return [element.text for element in ET.fromstring(drawn).iter() if element.text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_is_valid_and_says_what_it_shows(study, language):
    for chart in charts(study, language).values():
        chart.to_dict()  # Vega-Lite's own schema
        said = plot.alt_text(chart)
        assert said.endswith(".")
        drawn = plot.svg(chart)
        root = ET.fromstring(drawn)
        assert root.get("role") == "img"
        assert root.get("aria-label") == said


def test_the_same_chart_gives_the_same_bytes(study):
    for first, second in zip(charts(study, "nl").values(), charts(study, "nl").values(), strict=True):
        assert plot.svg(first) == plot.svg(second)
    timeline = plot.timeline(study.works)
    assert plot.png(timeline) == plot.png(timeline)
    assert plot.png(timeline).startswith(b"\x89PNG")


def test_two_charts_on_one_page_share_no_id(study):
    ids = [
        {element.get("id") for element in ET.fromstring(plot.svg(chart)).iter() if element.get("id")}
        for chart in charts(study, "nl").values()
    ]
    assert any(ids)
    assert sum(len(each) for each in ids) == len(set().union(*ids))


def test_shifts_stand_in_order_of_change(study):
    rows = words_of(plot.svg(plot.shifts(study.shifts, study.themes, study.works, "A")))
    themes = [text for text in rows if text[:3] in told.THEMES]
    assert [text[:3] for text in themes] == ["T03", "T01", "T02"]


def test_numbers_follow_the_language(study):
    assert "30\u00a0%" in " ".join(words_of(plot.svg(plot.heatmap(study.shares, study.themes, study.works, "fr"))))
    assert "30%" in " ".join(words_of(plot.svg(plot.heatmap(study.shares, study.themes, study.works, "en"))))


def test_a_theme_without_a_label_in_the_language_says_which_language_it_borrows(study):
    named = names.theme_names(study.themes, wording.load("nl"))
    assert named["T01"] == "T01 drugs"
    assert named["T02"] == "T02 circulation (fr)"


def test_an_item_falls_back_on_the_language_of_its_own_list():
    row = dict.fromkeys(["priority_id", "name_nl", "name_fr", "name_en"], "") | {"work_id": "eu"}
    known = dict.fromkeys(["confidence_nl", "confidence_fr", "confidence_en"], "page")
    rows = [
        {**row, **known, "priority_id": "eu#1", "name_fr": "Drogues", "name_en": "Drugs"},
        {**row, **known, "priority_id": "eu#2", "name_en": "Cyber"},
    ]
    named = names.item_names(pd.DataFrame(rows), wording.load("nl"))
    assert named == {"eu#1": "Drugs (en)", "eu#2": "Cyber (en)"}


def test_a_name_from_memory_always_says_so(study):
    for language, said in (("nl", "uit het geheugen"), ("fr", "de mémoire"), ("en", "from memory")):
        named = names.item_names(study.priorities, wording.load(language))
        assert said in named["a-2016#verkeer"]
        assert said not in named["a-2016#drugs"]


def test_two_plans_of_one_period_keep_different_names(study):
    twice = pd.concat([study.works, study.works[:1].assign(work_id="a-2016-b")], ignore_index=True)
    named = names.work_names(twice, wording.load("nl"))
    assert len(set(named.values())) == len(twice)
    assert named["z-2020"] == "Z 2020-2025 (ontwerp)"


def test_a_prolongation_is_drawn_and_counted(study):
    chart = plot.timeline(study.works, "en")
    assert "number prolonged: 1" in plot.alt_text(chart)
    assert "prolonged" in words_of(plot.svg(chart))


def test_the_map_does_not_depend_on_the_order_of_the_passages(study):
    forward = plot.coordinates(study.vectors, ["nl"] * 12)
    backward = plot.coordinates(study.vectors[::-1], ["nl"] * 12)
    np.testing.assert_allclose(forward.xy, backward.xy[::-1], atol=2e-4)
    assert 0 < forward.kept <= 1


def test_the_map_takes_the_language_out():
    rng = np.random.default_rng(2)
    vectors = rng.normal(size=(60, 8)).astype("float32")
    vectors[30:, 0] += 40
    places = plot.coordinates(vectors, ["nl"] * 30 + ["fr"] * 30)
    apart = np.abs(places.xy[:30].mean(axis=0) - places.xy[30:].mean(axis=0)).max()
    assert apart < places.xy.std()


def test_the_map_tells_under_the_pointer_which_plan_and_page_a_passage_is_from(study, tmp_path):
    places = plot.coordinates(study.vectors, ["nl"] * 12)
    chart = plot.passages_map(study.passages, places, study.assignments, study.documents, study.works, "en")
    page = plot.save(chart, tmp_path / "map.html").read_text("utf-8")
    assert '"A 2016-2019, p. ' in page
    assert "tooltip" in chart.to_json()
    assert "A 2016-2019, p. " not in plot.svg(chart)


def test_an_empty_table_says_what_is_missing(study):
    with pytest.raises(InputError, match="no rows"):
        plot.heatmap(study.shares[:0], study.themes, study.works)
    with pytest.raises(InputError, match="no figures"):
        plot.overlap(study.coverage[:0], study.works)
    with pytest.raises(UnknownNameError, match="no series with threads 'B'"):
        plot.coverage(study.threads, study.priorities, study.works, "B")
    with pytest.raises(InputError, match="no plan of the series has words"):
        plot.alluvial(study.changes, study.priorities, study.works, "A", measured=study.measured[:0])
    with pytest.raises(UnknownNameError, match="no series with shifts 'B'"):
        plot.shifts(study.shifts, study.themes, study.works, "B")
    with pytest.raises(UnknownNameError, match="did you mean A"):
        plot.alluvial(study.changes, study.priorities, study.works, "a")


def test_the_caller_keeps_its_tables(study):
    before = {name: getattr(study, name).copy() for name in ("shares", "shifts", "works", "changes", "coverage")}
    charts(study, "nl")
    for name, frame in before.items():
        pd.testing.assert_frame_equal(frame, getattr(study, name))


@pytest.mark.parametrize("package", ["plot", "report"])
def test_the_three_languages_have_the_same_keys_and_gaps(package):
    folder = Path(plot.__file__).parents[1] / package
    said = {each: wording.flat(tomllib.loads((folder / f"{each}.toml").read_text("utf-8"))) for each in LANGUAGES}
    for language in ("fr", "en"):
        assert set(said[language]) == set(said["nl"])
        for key, words in said["nl"].items():
            assert gaps(said[language][key]) == gaps(words), f"{key} in {language}"
            assert said[language][key]


def gaps(words):
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_an_unknown_language_names_those_that_exist():
    with pytest.raises(InputError, match="nl, fr, en"):
        wording.load("de")


def test_french_counts_nought_as_one_and_writes_the_first_of_the_month():
    french, dutch = wording.load("fr"), wording.load("nl")
    assert french.count("count.plan", 0) == "0 plan"
    assert dutch.count("count.plan", 0) == "0 plannen"
    assert french.date("2016-06-01") == "1er juin 2016"
    assert dutch.date("2016-06-01") == "1 juni 2016"


def test_a_chart_is_saved_as_svg_pdf_and_png_for_print(study, tmp_path):
    chart = plot.alluvial(study.changes, study.priorities, study.works, "A", "fr")
    starts = {"svg": b"<svg", "pdf": b"%PDF", "png": b"\x89PNG"}
    for form, start in starts.items():
        assert plot.save(chart, tmp_path / f"flow.{form}").read_bytes().startswith(start)
    page = plot.save(chart, tmp_path / "flow.html").read_text("utf-8")
    assert "default-src 'none'" in page
    assert not re.search(r"""(?:src|href)=["']https?:""", page)
    with pytest.raises(UnknownNameError, match="no form of chart"):
        plot.save(chart, tmp_path / "flow.gif")


def test_an_alluvial_takes_some_plans_and_names_those_that_it_has(study):
    with pytest.raises(UnknownNameError, match="a-2022"):
        plot.alluvial(study.changes, study.priorities, study.works, "A", plans=["a-2020"])


def test_an_alluvial_marks_what_is_new_and_what_is_dropped(study):
    said = words_of(plot.svg(plot.alluvial(study.changes, study.priorities, study.works, "A", "en")))
    assert {"new", "dropped"} <= set(said)


def test_levels_by_themes_tells_the_model_from_a_person(study):
    said = words_of(plot.svg(plot.coverage(study.threads, study.priorities, study.works, "A", "en")))
    assert {"read by a person", "read by the model", "federal"} <= set(said)


def test_a_passage_stands_with_its_kin_plan_by_plan_and_with_pages(study):
    told_of = (_lineage(), study.passages, study.documents, study.works)
    said = words_of(plot.svg(plot.descent(*told_of, "p04", "en")))
    assert {"A 2016-2019, p. 3", "A 2022-2025, p. 3", "split", "merged"} <= set(said)
    assert words_of(plot.svg(plot.descent(*told_of, "p07", "en"))).count("A 2022-2025, p. 3") == 1
    with pytest.raises(UnknownNameError, match="no passage"):
        plot.descent(*told_of, "p99")


def test_a_passage_of_a_digest_is_not_shown_as_one_of_the_plan(tmp_path):
    digests = told.study(tmp_path, text="digest")
    chart = plot.descent(_lineage(), digests.passages, digests.documents, digests.works, "p04", "en")
    assert "A 2022-2025 [digest], p. 3" in words_of(plot.svg(chart))


def test_a_table_for_reading_names_plans_and_items_and_leaves_no_gap_called_nan(study):
    rows = study.changes.assign(probability=[0.5] + [float("nan")] * (len(study.changes) - 1))
    read = plot.table(rows, study, "en").to_html()
    assert {"A 2016-2019", "Verkeersveiligheid (nl) (from memory)", "0.500"} <= set(re.findall(r"(?<=>)[^<>]+", read))
    assert "&lt;b&gt;Cyber&lt;/b&gt; (nl)" in read
    assert "a-2016#" not in read
    assert "nan" not in read.lower()
    assert "<td" in plot.table(rows.set_index("from_work")[["kind"]]).to_html()


def test_a_table_for_reading_writes_whole_texts_and_figures_as_the_language_does():
    long = "woord " * 60
    columns = {"text": [long, ""], "share": [0.12345, 0.00001], "days": [1096.0, float("nan")]}
    named = [{"nl": "verkeer", "fr": "circulation"}, {"fr": "drogues"}]
    read = plot.table(pd.DataFrame(columns | {"name": named}, index=[7, 7]), language="nl").to_html()
    assert long in read
    assert {"verkeer", "drogues (fr)"} <= set(re.findall(r"(?<=>)[^<>]+", read))
    assert [">0,123<" in read, ">&lt; 0,001<" in read, ">1.096<" in read] == [True] * 3


def test_a_word_is_called_changed_only_where_its_verdict_says_so(study):
    chart = plot.words(_wording(), study.works, "a-2022", "nl", "en")
    assert "Judged more: 1, less: 1" in plot.alt_text(chart)
    with pytest.raises(UnknownNameError, match="no language of this pair 'fr'"):
        plot.words(_wording(), study.works, "a-2022", "fr")


def test_a_theme_under_the_threshold_is_marked(study):
    assert "3 themes: 2 reach" in plot.alt_text(plot.stability(study.themes, 0.6, "en"))
