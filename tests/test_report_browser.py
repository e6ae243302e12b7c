"""The report in a real Chromium: opened from disk, searched, filtered, walked to a quotation, at two widths."""

from __future__ import annotations

import shutil

import pytest
import told

from kentering import report

expect = pytest.importorskip("playwright.sync_api", reason="no Playwright here: the report is not opened").expect

WIDTHS = (360, 1400)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    plans = tmp_path_factory.mktemp("twee")
    report.write(told.study(plans), out, "nl", ("nl", "fr"))
    report.write(told.without_texts(plans), out, "fr", ("nl", "fr"))  # few charts: only its being there is asked
    return out


@pytest.fixture(scope="module")
def browser():
    program = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
    )
    if not program:
        pytest.skip("no Chromium on this machine: the report is not opened in a browser")
    from playwright.sync_api import sync_playwright

    quiet = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=program, args=quiet, chromium_sandbox=False)
        yield opened
        opened.close()


@pytest.fixture(params=WIDTHS)
def page(browser, folder, request):
    """The Dutch report at one width; a message on the console or a request for anything but the file is a failure."""
    opened = browser.new_page(viewport={"width": request.param, "height": 800})
    said, asked = [], []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda each: asked.append(each.url))
    opened.goto((folder / "twee-nl.html").as_uri())
    yield opened
    opened.close()
    assert said == []
    assert all(url.startswith("file:") and url.partition("#")[0].endswith(".html") for url in asked)


def said(page):
    return expect(page.locator("#search-said"))


def texts_of(printed):
    """The text of each page of a PDF."""
    import io

    import pdfplumber

    with pdfplumber.open(io.BytesIO(printed)) as pdf:
        return [page.extract_text() for page in pdf.pages]


def told_of(page):
    said(page).not_to_have_text("")


def visible(page, selector):
    return page.locator(f"{selector} >> visible=true").count()


def test_nothing_is_wider_than_the_window_and_charts_are_drawn(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sizes = page.eval_on_selector_all("figure svg", "all => all.map(each => each.getBoundingClientRect().height)")
    assert len(sizes) >= 6
    assert min(sizes) > 20


def test_a_word_finds_its_quotation_and_hides_the_rest(page):
    words = page.locator("#main blockquote p").first.text_content().split()
    word = max(words, key=len).strip(".,;")
    before = visible(page, "#main tbody tr")
    page.fill("#search-words", word.upper())
    told_of(page)
    assert visible(page, "#main blockquote") >= 1
    quoted = page.eval_on_selector_all(
        "#main blockquote",
        "all => all.filter(each => each.checkVisibility()).map(each => each.closest('tr, li, blockquote').textContent)",
    )
    assert all(word.lower() in text.lower() for text in quoted)
    assert visible(page, "#main tbody tr") < before
    page.click("#search button[type=reset]")
    said(page).to_have_text("")
    assert visible(page, "#main tbody tr") == before


def test_accents_need_not_be_typed(page):
    page.fill("#search-words", "sécurité")
    told_of(page)
    with_accents = page.text_content("#search-said")
    page.fill("#search-words", "securite")
    page.wait_for_timeout(400)
    said(page).to_have_text(with_accents)


def test_nothing_found_is_said_and_no_empty_part_stays(page):
    page.fill("#search-words", "xyzzyx")
    told_of(page)
    assert "Citaten: 0 · andere regels: 0" in page.text_content("#search-said")
    assert visible(page, "#main section") == 0


def test_a_plan_and_a_language_filter_together(page):
    page.select_option("#search-plans", label="A 2016-2019")
    page.select_option("#search-language", "nl")
    left = page.eval_on_selector_all(
        "#main blockquote:not(.gone)",
        "all => all.filter(each => !each.closest('.gone')).map(each => [each.dataset.plans, each.dataset.language])",
    )
    number = page.eval_on_selector("#search-plans", "each => each.value")
    assert left
    assert {tuple(each) for each in left} == {(number, "nl")}


def test_a_figure_leads_to_its_quotation_which_opens(page):
    link = page.locator('#shifts td.number a[href^="#T01"]').first
    target = link.get_attribute("href")
    link.scroll_into_view_if_needed()
    link.click()
    expect(page.locator(f"{target} blockquote").first).to_be_visible()


def test_the_other_language_is_one_step_away(browser, folder):
    page = browser.new_page()
    page.goto((folder / "twee-nl.html").as_uri())
    page.click("text=Français")
    page.wait_for_url("**/twee-fr.html")
    assert page.get_attribute("html", "lang") == "fr"
    page.close()


def test_on_paper_only_what_the_summary_rests_on_is_open(page):
    page.locator("#main details:not(.basis)").first.evaluate("each => each.open = true")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#main details.basis").count() >= 1
    assert page.locator("#main details.basis:not([open])").count() == 0
    assert page.locator("#main details[open]:not(.basis)").count() == 1  # what the reader opened herself
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#main details.basis[open]").count() == 0


def test_on_paper_pages_are_numbered_and_nothing_runs_off_the_page(page):
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 672, "height": 900})  # what A4 leaves between the margins
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not page.locator("#search").is_visible()
    assert page.locator("p.printed").is_visible()
    printed = page.pdf(prefer_css_page_size=True)
    words = texts_of(printed)
    assert f"1 / {len(words)}" in words[0]
    assert "Twee plannen" in words[1].splitlines()[0]


def test_axe_finds_nothing_serious(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    assert [
        (each["id"], each["impact"], len(each["nodes"])) for each in found if each["impact"] in ("serious", "critical")
    ] == []
    assert [each["id"] for each in found if each["id"] == "landmark-unique"] == []
