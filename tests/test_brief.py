"""The brief, the bibliography, and what changed since an earlier report."""

from __future__ import annotations

import io
import json
import re
import tomllib
import zipfile
from pathlib import Path

import pytest
import told
from docx import Document
from lxml import etree
from markdown_it import MarkdownIt
from typer.testing import CliRunner

import kentering as kt
from kentering import claims as cl
from kentering.cli.reporting import changes_said, earlier_runs
from kentering.errors import InputError
from kentering.export import brief as package
from kentering.export import export
from kentering.export.bibliography import bibtex, csl, write_bibliography
from kentering.export.brief import MOST_WORDS, brief, docx, figures, markdown, n_words, write_brief
from kentering.plot import wording
from kentering.study import record

LANGUAGES = ("nl", "fr", "en")
PACKAGE = Path(package.__file__).parent
WORD = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
# The names that the schema of CSL-JSON knows, of those that a bibliography of reports may need.
CSL_NAMES = {"id", "type", "title", "author", "issued", "language", "collection-title", "status", "genre"} | {
    "URL",
    "note",
}


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return told.study(tmp_path_factory.mktemp("twee"))


@pytest.fixture(scope="module")
def real(built_example):
    return kt.open(built_example)


def parts(blob):
    with zipfile.ZipFile(io.BytesIO(blob)) as found:
        return {name: found.read(name) for name in found.namelist()}


def told_by(made):
    return [each for section in made.sections for paragraph in section.paragraphs for each in paragraph]


def test_every_word_around_the_claims_exists_in_three_languages():
    keys = [set(wording.flat(tomllib.loads((PACKAGE / f"{each}.toml").read_text("utf-8")))) for each in LANGUAGES]
    assert keys[0] == keys[1] == keys[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brief_keeps_to_its_words_and_says_only_claims(real, ledger, language, tmp_path):
    paths = write_brief(real, tmp_path, language, ledger)
    text = paths[0].read_text("utf-8")
    assert 500 < n_words(text) <= MOST_WORDS
    made = brief(real, language, 0, ledger)
    sentences = {claim["sentence"][language]: claim for claim in ledger["claims"]}
    for each in told_by(made):
        assert each.sentence in sentences
        assert sentences[each.sentence]["id"] == each.claim_id
        assert str(sentences[each.sentence]["number"]) in each.note
    assert text.count("\n[^") == len(re.findall(r"\[\^\d+\](?!:)", text))
    assert all((tmp_path / found).is_file() for found in re.findall(r"\]\((figures/[^)]+)\)", text))


def test_a_brief_is_told_in_the_order_of_an_argument(real, ledger):
    made = brief(real, "nl", 0, ledger)
    titles = [section.title for section in made.sections]
    order = [
        "Wat veranderde",
        "Wat standhield",
        "Wie volgde wie, en hoeveel later",
        "Wat bindt en wat wordt overgenomen",
        "Wat we niet weten",
    ]
    assert titles == [each for each in order if each in titles]
    assert len(titles) >= 4


def test_word_has_real_styles_notes_and_figures(real, ledger):
    made = brief(real, "fr", 0, ledger)
    drawn = figures(real, made)
    blob = docx(made, drawn)
    document = Document(io.BytesIO(blob))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") == len(made.sections) + 1
    assert len(document.inline_shapes) == len(drawn) > 0
    notes = etree.fromstring(parts(blob)["word/footnotes.xml"]).findall("w:footnote", WORD)
    marks = etree.fromstring(parts(blob)["word/document.xml"]).findall(".//w:footnoteReference", WORD)
    identifier = f"{{{WORD['w']}}}id"
    assert [mark.get(identifier) for mark in marks] == [note.get(identifier) for note in notes[2:]]
    assert len(marks) == len([each for each in told_by(made) if each.note])
    said = "".join(notes[2].itertext()).strip()
    assert said == told_by(made)[0].note


def test_the_same_study_gives_the_same_bytes(study, tmp_path):
    once = [path.read_bytes() for path in write_brief(study, tmp_path / "a", "nl")]
    again = [path.read_bytes() for path in write_brief(study, tmp_path / "b", "nl")]
    assert once == again


HOSTILE = "<script>alert(1)</script> =1+1 \x00\x1b \u202emalinfo ![x](http://x) [^1]: `a` | **b** " + "w" * 10_000


def test_hostile_names_break_neither_the_text_nor_the_document(tmp_path):
    study = told.study(tmp_path, title=HOSTILE)
    study.priorities = study.priorities.assign(name_nl=HOSTILE)
    made = brief(study, "nl")
    text = markdown(made, [])
    for bare in ("<script", "\x00", "\x1b", "\u202e"):
        assert bare not in text
    shown = MarkdownIt().render(text)
    assert not re.search(r"<(script|img|code|strong|table)", shown)
    blob = docx(made, [])
    document = Document(io.BytesIO(blob))
    assert document.paragraphs[0].text.startswith("<script>alert(1)</script> =1+1")
    assert all("\u202e" not in paragraph.text for paragraph in document.paragraphs)
    assert bibtex(csl(study)).count("@techreport") == len(study.works)


def test_a_corpus_with_nothing_to_compare_gives_a_brief_that_says_so(tmp_path):
    for bare in (told.without_texts(tmp_path / "a"), told.of_one_work(tmp_path / "b")):
        for language in LANGUAGES:
            made = brief(bare, language)
            assert told_by(made) or made.lead
            Document(io.BytesIO(docx(made, figures(bare, made) if language == "nl" else [])))
            assert len(markdown(made, []).split()) > 10


def test_a_digest_is_cited_by_its_page_and_not_by_its_words(real, ledger):
    notes = " ".join(each.note for each in told_by(brief(real, "nl", 0, ledger)))
    assert "(digest, p. " in notes
    assert "“" not in notes


def test_a_full_text_is_quoted_with_its_printed_page(study):
    notes = [each.note for each in told_by(brief(study, "nl"))]
    assert any("“Woorden nummer" in note and "p. 7, pdf-p. 3" in note for note in notes)


def test_csl_knows_every_name_and_dates_are_as_exact_as_known(real):
    entries = csl(real)
    assert len(entries) == len(real.works)
    for entry in entries:
        assert set(entry) <= CSL_NAMES
        assert entry["type"] == "report"
        assert entry["language"] in LANGUAGES
        assert all(entry.values())
        dates = entry.get("issued", {}).get("date-parts", [[2000]])
        assert all(isinstance(part, int) for date in dates for part in date)
        assert 1 <= len(dates[0]) <= 3
    by_id = {entry["id"]: entry for entry in entries}
    assert by_id["nvp-2016"]["issued"] == {"date-parts": [[2016, 6, 7]]}
    assert by_id["nvp-2026"]["status"] == by_id["nvp-2026"]["genre"] == "ontwerp"
    assert by_id["nvp-2016"]["title"].startswith("Nationaal veiligheidsplan 2016-2019")


def test_bibtex_escapes_what_tex_reads_as_a_command(study, tmp_path):
    study.works = study.works.assign(issuer="Ministère & fils {100 %} #1 C:\\x_y~$", source="https://a.be/x_y?z=1%20")
    from pylatexenc.latex2text import LatexNodes2Text

    text = bibtex(csl(study))
    assert text.count("@techreport{") == len(study.works)
    assert text.count("{") - text.count("\\{") == text.count("}") - text.count("\\}")
    author = re.search(r"institution = \{(.*)\},", text).group(1)
    assert LatexNodes2Text().latex_to_text(author).replace(" ", "") == "Ministère&fils{100%}#1C:\\x_y~$".replace(
        " ", ""
    )
    assert "url = {https://a.be/x_y?z=1%20}" in text


def test_the_bibliography_is_written_in_both_forms(study, tmp_path):
    paths = write_bibliography(study, tmp_path)
    assert [path.name for path in paths] == ["bibliography.json", "bibliography.bib"]
    assert {entry["id"] for entry in json.loads(paths[0].read_text("utf-8"))} == set(study.works["work_id"])


def test_a_bibliography_named_as_a_file_is_that_file(study, tmp_path):
    for name, begins in (("bib.json", "["), ("bib.bib", "@techreport{")):
        assert export(study, tmp_path / name, "csl") == tmp_path / name
        assert (tmp_path / name).read_text("utf-8").startswith(begins)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bib.bib", "bib.json"]


RECORD = {
    "inputs": {"works.csv": "1"},
    "settings": record.Settings().model_dump(mode="json"),
    "encoder": "e",
    "packages": {},
    "python": "3",
    "machine": "m",
    "tables": {},
}


def test_what_changed_since_is_said_line_by_line(study):
    then = cl.ledger(study)
    now = json.loads(json.dumps(then))
    gone = now["claims"].pop(0)
    now["claims"][0]["statistic"]["value"] = 99
    stages = {stage: {} for stage in record.Settings.STAGES}
    later = {**RECORD, "tables": stages, "inputs": {"works.csv": "2"}}
    lines = changes_said(then, {**RECORD, "tables": stages}, now, later, "nl")
    assert "since: works.csv is another" in lines
    assert any(line.startswith("claim gone") and gone["sentence"]["nl"] in line for line in lines)
    assert any(line.startswith("claim changed") and "99" in line for line in lines)
    assert lines[-1] == "0 claims added, 1 gone, 1 changed, 0 on other evidence"
    same = changes_said(then, {**RECORD, "tables": stages}, then, {**RECORD, "tables": stages}, "nl")
    assert same == [f"nothing changed: the same {len(then['claims'])} claims on the same evidence"]


def test_a_damaged_earlier_run_is_refused(study, tmp_path):
    earlier = tmp_path / "earlier"
    cl.write_ledger(cl.ledger(study), earlier)
    (earlier / "run.json").write_text("{", "utf-8")
    with pytest.raises(InputError, match="no record of a run"):
        earlier_runs([study], earlier)
    other = json.loads((earlier / "claims.json").read_text("utf-8"))
    cl.write_ledger({**other, "corpus": "drie"}, earlier)
    with pytest.raises(InputError, match="of the corpus drie"):
        earlier_runs([study], earlier)


def test_the_command_says_where_an_earlier_run_is_missing(example, tmp_path):
    from kentering.cli import app

    result = CliRunner().invoke(
        app, ["report", str(example), "--out", str(tmp_path / "out"), "--against", str(tmp_path / "none")]
    )
    assert result.exit_code == 1
    assert isinstance(result.exception, InputError)
    assert "claims.json" in result.exception.message
    assert not (tmp_path / "out").exists()
