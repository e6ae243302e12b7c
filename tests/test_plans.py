"""Synthetic plans: their truth is what the engine set in type, and reading gives it back."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from plans import typesetting
from plans.content import plan
from plans.looks import DEVELOPMENT
from plans.making import available, made, plan_for
from plans.plan import Shape, with_endnotes
from plans.truth import bare, truth
from plans.validation import VALIDATION

from kentering import extract
from kentering.settings import ExtractSettings

SMALL = Shape(chapters=2, length=1, boxes=False, quotes=0.0)
LOOKS = {look.name: replace(look, shape=replace(SMALL, numbering=look.shape.numbering)) for look in DEVELOPMENT}
OTHERS = [look for look in (*LOOKS.values(), *VALIDATION) if look.engine != "typst"]


def words(text):
    return re.findall(r"\w+", text.lower())


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """The truth of a plan in a look and a language, and its blocks as read: each is typeset and read once."""

    @cache
    def read(name, language):
        path = made(LOOKS[name], language, 7, tmp_path_factory.mktemp(name))
        blocks = extract.reading(path, path.stem, ExtractSettings()).blocks
        return json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8")), blocks

    return read


def texts_of(told):
    texts = {}
    for block in told["blocks"]:
        texts.setdefault(block["kind"], []).append(f"{block.get('number', '')} {block['text']}")
    return texts


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_the_same_seed_writes_the_same_plan_and_another_seed_another(language):
    assert plan(language, 3) == plan(language, 3)
    assert plan(language, 3).blocks != plan(language, 4).blocks


def test_a_plan_has_the_same_structure_in_every_language():
    structures = [
        [(block.kind, block.level, block.marker) for block in plan(each, 5).blocks] for each in ("nl", "fr", "en")
    ]
    assert structures[0] == structures[1] == structures[2]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_a_plan_is_as_long_and_as_varied_as_a_real_one(language):
    written = plan(language, 11)
    sentences = [
        each for block in written.blocks if block.kind == "paragraph" for each in re.split(r"(?<=\.) ", block.text)
    ]
    assert sum(len(words(block.text)) for block in written.blocks) > 10_000
    assert len(set(sentences)) > 500
    headings = Counter(block.text for block in written.blocks if block.kind == "heading" and block.level < 4)
    assert max(headings.values()) == 1


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_a_note_mark_stands_right_after_a_word_and_its_note_follows(language):
    blocks = plan(language, 11).blocks
    noted = [(block, after) for block, after in pairwise(blocks) if block.notes]
    assert len(noted) > 10
    for block, note in noted:
        assert (note.kind, note.marker) == ("footnote", block.notes[0].mark)
        assert not block.text[block.notes[0].offset - 1].isspace()


def test_endnotes_stand_at_the_end_of_their_chapter():
    kinds = [(block.kind, block.level) for block in with_endnotes(plan("nl", 11)).blocks]
    after_notes = [after for before, after in pairwise(kinds) if before[0] == "footnote"]
    assert set(after_notes) <= {("footnote", 0), ("heading", 1)}


@pytest.mark.parametrize("name", [name for name, look in LOOKS.items() if look.engine == "typst"])
def test_the_truth_puts_every_block_on_the_page_where_the_engine_put_it(name, tmp_path):
    look = LOOKS[name]
    written = plan_for(look, "fr", 7)
    pages = typesetting.typeset(written, name, tmp_path / "plan.pdf", toc=look.toc, system_fonts=False)
    told = truth(written, look, tmp_path / "plan.pdf", "typst")
    seen = {block["id"]: block.get("page") for block in told["blocks"]}
    assert pages
    assert {key: seen[key] for key, known in pages.items() if seen[key] not in known} == {}


def test_the_truth_lists_words_broken_at_line_ends_but_no_compound(tmp_path):
    path = made(LOOKS["magazine"], "nl", 7, tmp_path)
    told = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))
    text = " ".join(block["text"] for block in told["blocks"]).replace("’", "'")
    assert len(told["hyphen_breaks"]) > 20
    for left, right, _ in told["hyphen_breaks"]:
        assert left + right in text
        assert f"{left}-{right}" not in text


@pytest.mark.slow
@pytest.mark.parametrize("look", OTHERS, ids=lambda look: look.name)
def test_other_engines_set_every_block_in_type(look, tmp_path):
    if not available(look):
        pytest.skip(f"{look.engine} is not on this machine")
    path = made(replace(look, shape=replace(SMALL, numbering=look.shape.numbering)), "fr", 7, tmp_path)
    told = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))
    # The cells of a table are drawn in an order of the engine's own: no page can be told by its words.
    lost = [block["text"] for block in told["blocks"] if "page" not in block and block["kind"] != "table"]
    assert lost == []


@pytest.mark.parametrize(("name", "language"), [("report", "nl"), ("book", "fr"), ("magazine", "en")])
def test_reading_gives_back_what_was_written(name, language, found):
    told, blocks = found(name, language)
    kinds = blocks.groupby("kind")["text"]
    read = {kind: [bare(text) for text in texts] for kind, texts in kinds}
    written = {kind: [bare(text) for text in texts] for kind, texts in texts_of(told).items()}
    whole = [text in read["paragraph"] for text in written["paragraph"]]
    assert sum(whole) / len(whole) >= 0.9
    assert written["footnote"] == read["footnote"]
    assert set(written["bullet"]) == set(read["bullet"])
    assert set(written["heading"]) <= set(read["heading"])


@pytest.mark.parametrize(("name", "language"), [("report", "nl"), ("book", "fr"), ("bulletin", "nl")])
def test_reading_loses_no_word_of_what_was_written(name, language, found):
    told, blocks = found(name, language)
    texts = texts_of(told)
    body = Counter(words(" ".join(text for kind in texts for text in texts[kind])))
    got = Counter(words(" ".join(blocks["text"]) + " " + " ".join(blocks["marker"])))
    assert (body - got).total() / body.total() < 0.01
