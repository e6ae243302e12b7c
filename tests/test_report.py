"""The report: what it says, what it never says, and that it stands alone."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
import told

import kentering as kt
from kentering import claims, plot, report, tables
from kentering.coding import agreement
from kentering.corpus import new
from kentering.errors import InputError
from kentering.plot import wording
from kentering.report.page import page as page_made
from kentering.report.quotations import PER_CELL, Quotations
from kentering.report.reader import MOST_SERIES
from kentering.report.themes import shift_pairs

PACKAGE = Path(report.__file__).parent
VOID = {"meta", "br", "link", "img", "input", "hr"}


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return told.study(tmp_path_factory.mktemp("twee"))


@pytest.fixture(scope="module")
def out(study, tmp_path_factory):
    """The Dutch report with its figures and tables."""
    folder = tmp_path_factory.mktemp("out")
    report.write(study, folder, "nl")
    return folder


@pytest.fixture(scope="module")
def pages(study, out):
    """The report in each language, the Dutch one with its charts."""
    others = {language: page_of(study, language, out) for language in ("fr", "en")}
    return {"nl": text_of(out / "twee-nl.html"), **others}


def text_of(path):
    return path.read_text("utf-8")


def page_of(study, language, out):
    """The page without its charts, which take most of the time."""
    seen = report.reader(study, language, out)
    quotations = Quotations(seen)
    return page_made(seen, quotations, shift_pairs(seen, quotations), {})


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
    html = page_of(hostile, "nl", tmp_path / "out")
    assert html.count("<script") == 1
    assert "&lt;script&gt;alert(1)" in html
    assert "&lt;b&gt;Cyber&lt;/b&gt;" in html
    assert "read it &lt;by&gt; OCR" in html


def test_no_name_turns_the_text_after_it_round_or_ends_the_style_sheet(tmp_path):
    turned = told.study(tmp_path / "in", title="Plan \u202edeel 2</style><script>alert(1)</script>")
    html = page_of(turned, "nl", tmp_path / "out")
    assert "\u202e" not in html
    assert html.count("</style>") == 1
    assert html.count("<script") == 1


def test_the_same_study_gives_the_same_bytes(study, out):
    report.write(study, out.parent / "again")  # as deep in the folders as the first, so that links are the same
    files = [
        {path.relative_to(one): path.read_bytes() for path in one.rglob("*.*") if path.is_file()}
        for one in (out, out.parent / "again")
    ]
    assert files[0] == files[1]
    assert {path.suffix for path in files[0]} == {".html", ".svg", ".csv"}


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_sentence_of_the_summary_is_a_claim_of_the_ledger(study, pages, language):
    told = {plain(escape(claim["sentence"][language])) for claim in claims.ledger(study)["claims"]}
    summary = pages[language].partition('<section id="summary">')[2].partition('<section id="plans">')[0]
    listed = re.findall(r'<ul class="sentences">(.*?)\n</ul>', summary, flags=re.DOTALL)
    sentences = [
        plain(each) for part in listed for each in re.findall(r"^<li[^>]*><p>(.*?)(?: <span|</p>)", part, re.M)
    ]
    assert len(sentences) > 10
    assert [each for each in sentences if each not in told] == []


def test_findings_name_what_is_new_dropped_and_renamed(pages):
    said = plain(pages["nl"])
    plans = "Van het plan A 2016-2019 naar het plan A 2022-2025"
    assert f"{plans}, punt voor punt. Punten van het plan A 2016-2019 (2): één valt weg en één heet anders." in said
    assert "Punten van het plan A 2022-2025 (2): één is nieuw en één heeft een tegenhanger." in said
    assert "Drugs → Druggebruik" in said
    assert "geen verband tussen beide lijsten; die van het plan A 2016-2019 is volledig" in said
    plans = "Du plan A 2016-2019 au plan A 2022-2025"
    assert "Points du plan A 2016-2019 (2) : un disparaît et un change de nom." in plain(pages["fr"])
    assert f"{plans}, point par point." in plain(pages["fr"])
    assert "(2): one is dropped and one has another name. Items of the plan A 2022-2025 (2): one is new" in plain(
        pages["en"]
    )


def test_findings_tell_who_came_first_by_how_many_days(pages):
    said = plain(pages["nl"])
    assert (
        "(1.303 dagen) na het plan A 2016-2019 en ongeveer twee jaar (790 tot 820 dagen) vóór het plan A 2022-2025."
        in said
    )
    assert "about two years (between 790 and 820 days) before the plan A 2022-2025." in plain(pages["en"])


def test_findings_tell_prolongation_and_gap(pages):
    longer = "(731 dagen) langer van kracht dan de titel aangeeft (2016-2019), tot 31 december 2021."
    assert longer in plain(pages["nl"])
    assert "(731 jours) de plus, jusqu’au 31 décembre 2021." in plain(pages["fr"])
    gap = "For 12 days between the plan A 2016-2019 and the plan A 2022-2025 no plan of the series that was in force"
    assert gap in plain(pages["en"])


def test_lists_are_compared_both_ways_with_what_is_alone(pages):
    said = plain(pages["nl"])
    assert "Van de twee punten van het plan A 2016-2019 heeft er één een gelijk of verwant punt in het plan Z" in said
    assert "de lijst van het plan Z 2020-2025 (ontwerp) is onvolledig" in said
    assert "Zonder tegenhanger, alleen in A 2016-2019:" in said


def test_a_name_from_memory_never_stands_without_that_word(pages):
    for language, words in (("nl", "uit het geheugen"), ("fr", "de mémoire"), ("en", "from memory")):
        said = plain(pages[language])
        places = [match.end() for match in re.finditer("Verkeersveiligheid", said)]
        assert places
        assert all(words in said[place : place + 30] for place in places)


def test_only_a_shifted_share_of_a_stable_theme_rose(pages):
    said = plain(pages["nl"])
    assert "Het aandeel van het thema “drugs” steeg van 10,0% van de woorden in het plan A 2016-2019 naar 22,5%" in said
    assert "Of het aandeel van het thema “circulation” (fr) tussen het plan A 2016-2019" in said
    assert "Voor het thema “cyber” (en) is een verschil gemeten" in said
    assert not re.search(r"“(circulation|cyber)”[^.]* (steeg|daalde)", said)
    assert "La part du thème « drugs » (nl) a augmenté, passant de 10,0 % des mots" in plain(pages["fr"])


def test_shares_of_digests_are_a_demonstration_and_claim_nothing(tmp_path):
    for language, rose in (("nl", "steeg"), ("fr", "a augmenté"), ("en", "rose")):
        digests = told.study(tmp_path / "in", text="digest")
        html = page_of(digests, language, tmp_path / "out")
        words = wording.load(language, PACKAGE)
        assert plain(words.count("banner.digest", 3, all=3)) in plain(html)
        assert plain(words("demonstration.title")) in plain(html)
        assert not re.search(rf"[“«][^.]*\b{rose}[ ,]", plain(html.split('<section id="methods">')[0]))
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
    html = page_of(told.without_texts(tmp_path / "in"), "en", tmp_path / "out")
    said = plain(html)
    assert "one is dropped" in said
    assert "There are no themes" in said
    assert "There are no documents in this corpus" in said
    assert outline(html).faults == []


def test_a_corpus_of_one_work_says_that_there_is_nothing_to_compare(tmp_path):
    said = plain(page_of(told.of_one_work(tmp_path / "in"), "nl", tmp_path / "out"))
    assert "Er zijn geen lijsten van twee plannen van één reeks vergeleken" in said
    assert "Verkeersveiligheid" in said


def test_a_real_study_of_an_empty_corpus_gives_a_report(tmp_path):
    folder = tmp_path / "leeg"
    new(folder)
    html = text_of(report.write(kt.open(folder), tmp_path / "out", "fr"))
    assert "Ce corpus ne contient aucun plan" in html


def test_figures_of_an_earlier_run_do_not_stay(tmp_path):
    stale = tmp_path / "figures" / "twee-nl" / "heatmap-full.svg"
    stale.parent.mkdir(parents=True)
    stale.write_text("<svg/>")
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
    assert "wordt in het plan A 2022-2025 waarschijnlijk weer ruimer" in plain(pages["nl"])
    assert "lezing door het model, kans 0,93" in plain(pages["nl"])
    assert "lecture du modèle, probabilité 0,93" in plain(pages["fr"])
    assert "read by the model, probability 0.93" in plain(pages["en"])


def test_a_model_that_is_less_sure_is_told_as_perhaps(tmp_path):
    unsure = told.study(tmp_path / "corpus")
    unsure.oscillations = unsure.oscillations.assign(probability=0.5)
    page = plain(page_of(unsure, "en", tmp_path / "out"))
    assert "and perhaps widens again in the plan A 2022-2025" in page
    assert "and probably widens again" not in page


def test_a_person_of_medium_certainty_is_told_as_one(pages):
    assert "lezing door een persoon, matige zekerheid" in plain(pages["nl"])


def test_the_order_of_the_alphabet_is_called_no_ranking(pages):
    assert "volgen geheel of grotendeels de Nederlandse alfabetische volgorde: lees er geen rangorde in." in plain(
        pages["nl"]
    )
    assert "read no ranking into them" in plain(pages["en"])


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
    assert "het plan Z 2020-2025 (ontwerp) is nog niet definitief" in plain(pages["nl"])


def test_a_report_without_any_text_still_tells_lists_threads_and_time(tmp_path):
    page = plain(page_of(told.without_texts(tmp_path / "corpus"), "nl", tmp_path / "out"))
    for said in ("Thema’s door de tijd", "Volgorde en rang", "Tijd", "Zones en nationale prioriteiten"):
        assert said in page.replace("&#39;", "'")
    assert "Er zijn geen teksten gelezen" in page


def test_a_series_goes_by_one_name_in_each_language(tmp_path):
    called = told.study(tmp_path / "in")
    federal = called.works["series"] == "A"
    short = {"nl": "het NVP", "fr": "le PNS", "en": "the Tide"}
    called.works = called.works.assign(
        **{f"short_{each}": federal.map({True: name, False: ""}) for each, name in short.items()}
    )
    for language, name in short.items():
        said = plain(page_of(called, language, tmp_path / "out"))
        assert f"{name.split()[-1]} 2016-2019" in said
        assert f"{name[0].upper()}{name[1:]} 2022-2025" in said
        assert not re.search(r"\bA (2016|2022)", said)


def test_a_note_in_another_language_says_so(tmp_path):
    noted = told.study(tmp_path / "in")
    noted.changes = noted.changes.assign(evidence="the name of the list and of the plan in print")
    assert '<span lang="en">the name of the list and of the plan in print</span> <span class="tongue">en</span>' in (
        page_of(noted, "fr", tmp_path / "out")
    )
    assert 'class="tongue">en' not in page_of(noted, "en", tmp_path / "out").partition("</header>")[2]


def test_a_note_of_a_usual_form_is_told_in_the_language_and_only_its_rest_as_written(tmp_path):
    noted = told.study(tmp_path / "in")
    evidence = "skip-cycle pair, expert reading; 3 -> 12; this name is the one that was in the press: Le Vif"
    noted.changes = noted.changes.assign(evidence=evidence)
    dutch, english = (plain(page_of(noted, each, tmp_path / each)) for each in ("nl", "en"))
    assert "plannen met een cyclus ertussen, gelezen door een deskundige; van nummer 3 naar 12; this name" in dutch
    assert "plans with a cycle between them, read by an expert; from number 3 to 12; this name" in english


def test_items_sought_in_a_digest_are_said_to_be_so_and_lead_to_their_page(tmp_path):
    digests = told.study(tmp_path / "in", text="digest")
    html = page_of(digests, "en", tmp_path / "out")
    sought = html.partition('<section id="sought">')[2].partition("</section>")[0]
    assert "(Dutch) [digest]: of 2 declared items" in plain(sought)
    assert "this measures whoever wrote it, not the plan" in plain(sought)
    assert "a-2016-nl.pdf#page=" in sought
    full = page_of(told.study(tmp_path / "full"), "en", tmp_path / "out")
    assert "this measures whoever wrote it" not in full.partition('<section id="sought">')[2].partition("</section>")[0]


def test_a_page_without_a_text_promises_no_quotation(tmp_path):
    html = page_of(told.without_texts(tmp_path / "corpus"), "nl", tmp_path / "out")
    assert "maar nog geen citaten" in plain(html)
    assert 'class="quotes"' not in html


def test_an_open_question_says_why_and_what_would_have_been_seen(pages):
    said = plain(pages["nl"])
    assert "het interval van het verschil omvat nul" in said
    assert "Pas vanaf 5,0 procentpunt zou een verschil hier vier keer op vijf worden opgemerkt." in said
    assert "+11,5 (verschoven), zonder “Drugs” in A 2022-2025" in said


def test_the_curve_that_chose_the_number_of_themes_is_shown(study, pages):
    assert "brede thema’s 8 0,900 ja" in plain(pages["nl"])
    assert "8 tot 12 brede thema’s" in plain(pages["nl"])
    chart = plot.curve(study.curve, "fr")
    assert "thèmes larges\u00a0: 8" in plot.alt_text(chart)
    assert plot.svg(chart).startswith("<svg")


def test_who_gave_a_passage_its_theme_is_said(pages, tmp_path):
    assert "geen persoon heeft dat overgedaan" in plain(pages["nl"])
    coded = told.study(tmp_path / "in")
    by = {"codebook": "now", "source": "sheet", "note": ""}
    coded.coding = tables.from_rows(
        "coding",
        [
            {**by, "passage_id": "p00", "coder": "An", "code": "T01"},
            {**by, "passage_id": "p00", "coder": "Bo", "code": "T02"},
        ],
    )
    coded.codebook = tables.from_rows(
        "codebook",
        [
            {"codebook": "now", "code": theme, "parent_id": "", "label_nl": "", "label_fr": "", "label_en": "",
             "passages": " ".join(coded.assignments.loc[coded.assignments["theme_id"] == theme, "passage_id"])}
            for theme in told.THEMES
        ],
    )  # fmt: skip
    coded.agreement = agreement(coded.coding, coded.codebook, coded.themes, coded.assignments, coded.settings.compare)
    said = plain(page_of(coded, "nl", tmp_path / "out"))
    assert "An en Bo deelde zelf 1 van de 12 passages in" in said
    assert "zo ingedeeld door An; anders ingedeeld door Bo" in said
    assert "minder dan 30 passages: te weinig om veel te zeggen" in said


def test_commentary_stands_in_the_report_in_brief_only(tmp_path):
    long = told.study(tmp_path / "in", text="commentary")
    long.passages = long.passages.assign(text="woord " * 80)
    quoted = re.findall(
        r"<blockquote data-plans.*?<p[^>]*>(.*?)</p>", page_of(long, "nl", tmp_path / "out"), flags=re.DOTALL
    )
    assert quoted
    assert all(len(each.split()) == 26 and each.endswith("[…]") for each in quoted)


def test_of_a_large_family_a_few_plans_are_told_and_the_others_counted(tmp_path):
    many = told.study(tmp_path / "in")
    zones = [
        many.works.iloc[[2]].assign(work_id=f"z-{zone:02d}", series=f"Z-{zone:02d}", cycle=f"20{zone:02d}")
        for zone in range(20)
    ]
    many.works = pd.concat([many.works, *zones], ignore_index=True)
    seen = report.reader(many, "nl", tmp_path / "out")
    assert len(seen.apart) == 2 + MOST_SERIES
    assert seen.besides == 21 - MOST_SERIES
    html = page_of(many, "nl", tmp_path / "out")
    note = f"{seen.besides} plannen van een grote familie staan hier niet apart"
    assert plain(html.partition('<section id="quotations">')[2]).count(note) == 1
    assert "tables/twee/quotations.csv" in html
    found = outline(html)
    assert set(found.targets) <= set(found.ids)


def test_the_quotations_stand_as_a_table_beside_the_report(study, out):
    shown = pd.read_csv(out / "tables" / "twee" / "quotations.csv", encoding="utf-8-sig", keep_default_na=False)
    assert set(shown["theme_id"]) >= {"T01", "T02", "T03"}
    assert shown.groupby(["theme_id", "work_id"]).size().max() <= PER_CELL
    assert not shown["words"].str.startswith(("=", "+", "-", "@")).any()


def test_the_figures_of_binding_stand_above_the_claims_that_follow_from_them(study, pages):
    section = pages["nl"].partition('<section id="binding">')[2].partition("</section>")[0]
    sentences = [each["sentence"]["nl"] for each in claims.ledger(study)["claims"] if each["id"].startswith("bound/")]
    assert sentences
    assert [each for each in sentences if plain(escape(each)) not in plain(section)] == []


def test_the_concepts_that_two_language_versions_are_counted_on_are_named(tmp_path):
    twice = told.study(tmp_path / "in")
    texts = {"work_id": "a-2016", "text": "full", "language_a": "fr", "language_b": "nl"}
    texts |= {"heading_a": "", "heading_b": ""}
    concepts = {"concepts_both": ["organised-crime"], "only_a": ["fraud"], "only_b": []}
    columns = [each for each in tables.columns("versions") if each not in {**texts, **concepts}]
    twice.versions = tables.from_rows(
        "versions", [{**texts, **concepts, **dict.fromkeys(columns, 0), "page_a": 1, "page_b": 1}]
    )
    html = page_of(twice, "en", tmp_path / "out")
    assert "In both: organised crime Only in French: fraud" in plain(html)
    assert 'id="bound-1"' in html.partition('href="#bound-1"')[0]


def test_passages_that_fit_no_theme_are_counted_of_all(study, pages):
    running = set(study.passages.loc[study.passages["running"], "passage_id"])
    themed = study.assignments.loc[study.assignments["passage_id"].isin(running), "theme_id"]
    assert f"{(themed == '').sum()} of the {len(themed)} passages of running text" in plain(pages["en"])
