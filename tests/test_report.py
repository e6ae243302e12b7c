"""The report: what it says, what it never says, and that it stands alone."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import told

import kentering as kt
from kentering import report
from kentering.corpus import new
from kentering.errors import InputError
from kentering.plot import wording

PACKAGE = Path(report.__file__).parent
VOID = {"meta", "br", "link", "img", "input", "hr"}


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return told.study(tmp_path_factory.mktemp("twee"))


@pytest.fixture(scope="module")
def pages(study, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    return {language: text_of(report.write(study, out, language)) for language in ("nl", "fr", "en")}


def text_of(path):
    return path.read_text("utf-8")


def plain(html):
    """The words of a page, marks and styles taken out."""
    bare = re.sub(r"<(style|svg)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", bare).split())


class Outline(HTMLParser):
    """Headings, ids, links and open elements of a page."""

    def __init__(self):
        super().__init__()
        self.headings, self.ids, self.targets, self.open, self.faults, self.sources = [], [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if values.get("id"):
            self.ids.append(values["id"])
        if tag == "a" and values.get("href", "").startswith("#"):
            self.targets.append(values["href"][1:])
        self.sources += [value for name, value in attrs if name in ("src", "srcset", "data") and value]
        if tag in ("link", "iframe", "object", "img") or any(name.startswith("on") for name in values):
            self.faults.append(tag)
        if tag not in VOID and not self.get_starttag_text().endswith("/>"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"/{tag}")


def outline(html):
    found = Outline()
    found.feed(html)
    return found


def test_the_page_stands_alone_and_is_well_formed(pages):
    for language, html in pages.items():
        found = outline(html)
        assert found.faults == []
        assert found.open == []
        assert found.sources == []
        assert f'<html lang="{language}">' in html
        assert "@import" not in html


def test_one_script_runs_and_the_page_allows_no_other(pages):
    for html in pages.values():
        (script,) = re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        policy = f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:"
        assert f'content="{policy}"' in html
        assert html.count("<script") == 1


def test_headings_go_down_one_step_at_a_time_and_every_link_lands(pages):
    for html in pages.values():
        found = outline(html)
        assert found.headings.count(1) == 1
        assert all(after - before <= 1 for before, after in zip(found.headings, found.headings[1:], strict=False))
        assert len(found.ids) == len(set(found.ids))
        assert set(found.targets) <= set(found.ids)


def test_every_chart_has_words_for_those_who_cannot_see_it(pages):
    drawn = re.findall(r"<svg[^>]*>", pages["nl"])
    assert len(drawn) >= 6
    assert all('role="img"' in each and "aria-label=" in each for each in drawn)


def test_what_the_data_hold_is_text_and_never_marks(tmp_path):
    hostile = told.study(tmp_path / "in", title="<script>alert(1)</script>")
    html = text_of(report.write(hostile, tmp_path / "out"))
    assert html.count("<script") == 1
    assert "&lt;script&gt;alert(1)" in html
    assert "&lt;b&gt;Cyber&lt;/b&gt;" in html
    assert "read it &lt;by&gt; OCR" in html


def test_the_same_study_gives_the_same_bytes(study, tmp_path):
    first, second = report.write(study, tmp_path / "a"), report.write(study, tmp_path / "a" / ".." / "b")
    files = [
        {path.relative_to(one.parent): path.read_bytes() for path in one.parent.rglob("*.*") if path.is_file()}
        for one in (first, second)
    ]
    assert files[0] == files[1]
    assert {path.suffix for path in files[0]} == {".html", ".svg", ".csv"}


def test_findings_name_what_is_new_dropped_and_renamed(pages):
    said = plain(pages["nl"])
    assert "Punten, van A 2016-2019 naar A 2022-2025: 1 is nieuw, 1 valt weg en 1 heet anders." in said
    assert "Drugs → Druggebruik" in said
    assert "geen verband tussen beide lijsten; die van A 2016-2019 is volledig" in said
    assert "Points, du plan A 2016-2019 au plan A 2022-2025 : 1 est nouveau, 1 disparaît et 1 change de nom." in plain(
        pages["fr"]
    )
    assert "Items, from A 2016-2019 to A 2022-2025: 1 is new, 1 is dropped and 1 has another name." in plain(
        pages["en"]
    )


def test_findings_tell_who_came_first_by_how_many_days(pages):
    said = plain(pages["nl"])
    assert "1.303 dagen na A 2016-2019 en tussen 790 en 820 dagen vóór A 2022-2025." in said
    assert "1,303 days after A 2016-2019 and between 790 and 820 days before A 2022-2025." in plain(pages["en"])


def test_findings_tell_prolongation_and_gap(pages):
    assert "(731 dagen) langer van kracht, tot 31 december 2021." in plain(pages["nl"])
    assert "(731 jours) de plus, jusqu’au 31 décembre 2021." in plain(pages["fr"])
    gap = "Between the plan A 2016-2019 and the plan A 2022-2025 no plan of the series was in force for 12 days."
    assert gap in plain(pages["en"])


def test_lists_are_compared_both_ways_with_what_is_alone(pages):
    said = plain(pages["nl"])
    assert "Van de 2 punten van A 2016-2019 is er voor 1 een tegenhanger in Z 2020-2025 (ontwerp)." in said
    assert "de lijst van Z 2020-2025 (ontwerp) is onvolledig" in said
    assert "Zonder tegenhanger, alleen in A 2016-2019:" in said


def test_a_name_from_memory_never_stands_without_that_word(pages):
    for language, words in (("nl", "uit het geheugen"), ("fr", "de mémoire"), ("en", "from memory")):
        said = plain(pages[language])
        places = [match.end() for match in re.finditer("Verkeersveiligheid", said)]
        assert places
        assert all(words in said[place : place + 30] for place in places)


def test_only_a_shifted_share_of_a_stable_theme_rose(pages):
    said = plain(pages["nl"])
    assert "T01 drugs steeg van 10,0% naar 22,5%" in said
    assert "T02 circulation (fr): niet bekend of het aandeel veranderde" in said
    assert "T03 cyber (en): er is een verschil gemeten" in said
    assert not re.search(r"T0[23][^:.]{0,30} (steeg|daalde)", said)
    assert "T01 drugs (nl) : la part a augmenté, passant de 10,0 % à 22,5 %" in plain(pages["fr"]).replace(
        "\u00a0", " "
    )


def test_shares_of_digests_are_a_demonstration_and_claim_nothing(tmp_path):
    for language, rose in (("nl", "steeg"), ("fr", "a augmenté"), ("en", "rose")):
        digests = told.study(tmp_path / "in", text="digest")
        html = text_of(report.write(digests, tmp_path / "out", language))
        words = wording.load(language, PACKAGE)
        assert plain(words.count("banner.digest", 3, all=3)) in plain(html)
        assert plain(words("demonstration.title")) in plain(html)
        assert f"T01 drugs {rose}" not in plain(html)
        assert not re.search(rf"T0\d [^.]*\b{rose}[ ,]", plain(html))
    assert "A 2016 (digest, p. 3)" in html


def test_quotations_lead_to_their_page(pages):
    html = pages["nl"]
    assert re.search(r'<a href="[^"]*pdf/a-2016-nl\.pdf#page=3">A 2016 \(p\. 3\)</a>', html)
    assert "A 2022 (p. 7, pdf-p. 3" in html
    assert "pdf/a-2022-nl.pdf#page" not in html  # the file is not there


def test_every_share_opens_to_quotations(study, pages):
    found = outline(pages["nl"])
    cells = {f"{theme}-{place}" for theme in told.THEMES for place in (1, 2, 3)}
    assert cells <= set(found.ids)
    assert {"T01-1", "T01-2"} <= set(found.targets)


def test_what_was_left_out_stands_before_the_findings(pages):
    for language, html in pages.items():
        title = wording.load(language, PACKAGE)("summary.title")
        assert html.index("pdf/a-2012-nl.pdf") < html.index(f"<h2>{title}")


def test_a_check_is_told_in_the_language_and_an_unknown_one_in_english(pages):
    assert "Stabiliteit van thema’s" in pages["nl"]
    assert "Stabilité des thèmes" in pages["fr"]
    assert '<td class="wide" lang="en">All well.</td>' in pages["nl"]


def test_a_corpus_without_texts_still_tells_lists_and_dates(tmp_path):
    html = text_of(report.write(told.without_texts(tmp_path / "in"), tmp_path / "out", "en"))
    said = plain(html)
    assert "1 is new, 1 is dropped" in said
    assert "There are no themes" in said
    assert "There are no documents in this corpus" in said
    assert outline(html).faults == []


def test_a_corpus_of_one_work_says_that_there_is_nothing_to_compare(tmp_path):
    said = plain(text_of(report.write(told.of_one_work(tmp_path / "in"), tmp_path / "out", "nl")))
    assert "Er zijn geen lijsten van twee plannen van één reeks vergeleken" in said
    assert "Verkeersveiligheid" in said


def test_a_real_study_of_an_empty_corpus_gives_a_report(tmp_path):
    folder = tmp_path / "leeg"
    new(folder)
    html = text_of(report.write(kt.open(folder), tmp_path / "out", "fr"))
    assert "Ce corpus ne contient aucun plan" in html


def test_figures_of_an_earlier_run_do_not_stay(study, tmp_path):
    report.write(study, tmp_path)
    stale = tmp_path / "figures" / "twee-nl" / "heatmap-full.svg"
    assert stale.is_file()
    report.write(told.without_texts(tmp_path / "in"), tmp_path)
    assert not stale.exists()
    assert (tmp_path / "figures" / "twee-nl" / "timeline.svg").is_file()


def test_an_unknown_language_writes_nothing(study, tmp_path):
    with pytest.raises(InputError, match="nl, fr, en"):
        report.write(study, tmp_path / "out", "de")
    assert not (tmp_path / "out").exists()


def test_every_key_that_the_templates_use_has_words():
    words = wording.load("nl", PACKAGE)
    text = "".join(path.read_text("utf-8") for path in sorted((PACKAGE / "templates").glob("*.j2")))
    keys = re.findall(r'\bw\("([a-z_.]+)"', text)
    assert len(keys) > 80
    assert [key for key in keys if key not in words] == []
    counted = re.findall(r'\bw\.count\("([a-z_.]+)"', text)
    assert [key for key in counted if f"{key}.one" not in words] == []


def test_every_check_of_the_audit_has_words():
    words = wording.load("nl", PACKAGE)
    folder = PACKAGE.parent / "audit"
    text = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.py")))
    named = re.findall(r'at_(?:most|least)\(\s*"([a-z_]+)"', text)
    assert len(named) > 15
    assert [name for name in named if f"check.{name}.title" not in words] == []


def test_what_only_the_model_reads_is_said_with_its_probability(pages):
    assert "volgens het model waarschijnlijk" in plain(pages["nl"]).casefold()
    assert "lezing door het model, kans 0,93" in plain(pages["nl"])
    assert "lecture du modèle, probabilité 0,93" in plain(pages["fr"])
    assert "read by the model, probability 0.93" in plain(pages["en"])


def test_a_model_that_is_less_sure_is_told_as_perhaps(tmp_path):
    unsure = told.study(tmp_path / "corpus")
    unsure.oscillations = unsure.oscillations.assign(probability=0.5)
    page = plain(text_of(report.write(unsure, tmp_path / "out", "en")))
    assert "Perhaps, according to the model: “Drugs (nl)” stands in A 2016-2019" in page
    assert "Probably, according to the model" not in page


def test_a_person_of_medium_certainty_is_told_as_one(pages):
    assert "lezing door een persoon, matige zekerheid" in plain(pages["nl"])


def test_the_order_of_the_alphabet_is_called_no_ranking(pages):
    assert "zij kan geen rangorde zijn" in plain(pages["nl"])
    assert "it cannot be a ranking" in plain(pages["en"])


def test_a_renumbered_item_is_told_with_both_numbers(pages):
    assert "1 → 2.1" in plain(pages["fr"])


def test_words_of_a_digest_stand_in_the_demonstration_only(pages):
    before, demonstration = pages["nl"].split('<section id="demonstration">')
    assert "Woorden per punt, A 2016-2019 (geteld op: digest)" in plain(demonstration)
    assert "Woorden per punt, A 2016-2019" not in plain(before)


def test_an_item_that_the_text_lacks_and_one_that_the_list_lacks_are_named(pages):
    page = plain(pages["en"])
    assert "of 2 declared items 1 stand as a heading or in a list, 0 are only mentioned and 1 were not found" in page
    assert "Looks like an item but is not in the list:" in page
    assert "Milieu" in page


def test_the_texts_that_are_here_stand_in_a_matrix(pages):
    page = plain(pages["nl"])
    assert "Welke teksten er zijn" in page
    assert "bekend, nog niet toegevoegd" in page


def test_a_comparison_says_that_a_list_is_a_draft(pages):
    assert "Z 2020-2025 (ontwerp) is een ontwerp" in plain(pages["nl"])


def test_a_report_without_any_text_still_tells_lists_threads_and_time(tmp_path):
    page = plain(text_of(report.write(told.without_texts(tmp_path / "corpus"), tmp_path / "out", "nl")))
    for said in ("Thema’s door de tijd", "Volgorde en rang", "Tijd", "Zones en nationale prioriteiten"):
        assert said in page.replace("&#39;", "'")
    assert "Er zijn geen teksten gelezen" in page
