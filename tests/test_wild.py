"""Hostile PDFs, made here or from public repositories where they lie beside: text, or one line that says why not."""

from __future__ import annotations

from collections import Counter

import pytest
import typst
import yaml

from kentering import extract
from kentering.errors import UnreadableError
from kentering.settings import ExtractSettings

BARE = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
]
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def written(path, objects, *, right_table=True, version="1.7"):
    """A PDF of these objects; its table of places is right, or points nowhere."""
    data, places = f"%PDF-{version}\n".encode(), []
    for number, each in enumerate(objects, start=1):
        places.append(len(data) if right_table else 7)
        data += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    path.write_bytes(data + f"{end}startxref\n{len(data)}\n%%EOF".encode())
    return path


def page(content="BT /F 12 Tf 20 100 Td (Een veilige stad voor iedereen.) Tj ET", media="[0 0 300 200]", font=FONT):
    """The objects of a PDF of one page."""
    return [
        *BARE,
        f"<< /Type /Page /Parent 2 0 R /MediaBox {media} /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        font,
    ]


def answer(path, **settings):
    """What reading gives: the words, or the line that says why there are none."""
    limits = {"max_page_seconds": 20, "max_memory": 800, **settings}
    (found,) = extract.readings([extract.Request(path, "plan")], ExtractSettings(**limits), 1)
    return str(found) if isinstance(found, UnreadableError) else " ".join(found.blocks["text"])


WORDS = "Een veilige stad voor iedereen."


def test_a_plain_page_written_by_hand_is_read(tmp_path):
    assert answer(written(tmp_path / "plain.pdf", page())) == WORDS


def test_a_wrong_table_of_places_does_no_harm(tmp_path):
    assert WORDS in answer(written(tmp_path / "xref.pdf", page(), right_table=False))


def test_a_page_of_absurd_size_does_no_harm(tmp_path):
    assert WORDS in answer(written(tmp_path / "size.pdf", page(media="[0 0 90000000 90000000]")))


def test_a_page_tree_that_holds_itself_ends(tmp_path):
    objects = page()
    objects[1] = "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"
    said = answer(written(tmp_path / "loop.pdf", objects))
    assert said == WORDS or "loop.pdf" in said


def test_a_torn_stream_gives_words_or_a_line(tmp_path):
    path = written(tmp_path / "torn.pdf", page())
    path.write_bytes(path.read_bytes()[:420])
    said = answer(path)
    assert "torn.pdf" in said or said in WORDS


def test_a_million_things_on_a_page_are_given_up(tmp_path):
    content = "0 0 m 9 9 l S\n" * 500_000
    said = answer(written(tmp_path / "million.pdf", page(content)), max_page_seconds=120)
    assert said.startswith("million.pdf: page 1 draws more than")


def test_letters_that_the_file_does_not_name_are_refused_not_passed_on(tmp_path):
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /Nowhere /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
        "/Subtype /CIDFontType2 /BaseFont /Nowhere /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        "/Supplement 0 >> /DW 600 >>] >>"
    )
    content = "BT /F 12 Tf 20 100 Td <" + "0123" * 60 + "> Tj ET"
    said = answer(written(tmp_path / "unnamed.pdf", page(content, font=font)))
    assert "does not say which letters" in said


def test_a_file_without_pages_says_so(tmp_path):
    objects = [BARE[0], "<< /Type /Pages /Kids [] /Count 0 >>"]
    assert "no pages" in answer(written(tmp_path / "none.pdf", objects))


def test_a_page_written_from_right_to_left_keeps_its_letters(tmp_path):
    word = "שלום"
    source = '#set text(lang: "he", font: ("Libertinus Serif",))\n' + f"{word} " * 20
    path = tmp_path / "rtl.pdf"
    path.write_bytes(typst.compile(source.encode(), ignore_system_fonts=True))
    assert Counter(answer(path).replace(" ", "")) == Counter(word * 20)


def test_attachments_and_scripts_are_left_alone_and_said(tmp_path):
    objects = page()
    objects[0] = (
        "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> "
        "/Names << /EmbeddedFiles << /Names [(geheim.txt) << /Type /Filespec /F (geheim.txt) >>] >> >> >>"
    )
    path = written(tmp_path / "with.pdf", objects)
    (found,) = extract.readings([extract.Request(path, "plan")], ExtractSettings(), 1)
    assert " ".join(found.blocks["text"]) == WORDS
    said = dict(zip(found.furniture["reason"], found.furniture["text"], strict=True))
    assert said["a file attached to the PDF, not read"] == "geheim.txt"
    assert "a script in the PDF, not run" in said
    assert extract.unread_pages(found.furniture) == []


OTHERWISE = {
    "h026": "no text that can be seen: off the page",  # its seven letters stand 500 points under the page
    "h130": "does not say which letters they are",  # four letters, no name for any of them in any reader
}
"""Files that the index calls text, and what is right to say of them."""

SLOW = ("h014", "h022", "h027", "h056", "h079", "h081", "h087", "h103", "h106", "h111", "h118", "h131", "o", "p")
"""Large or slow ones: all of them are read in benchmarks/wild.py."""

REASONS = {
    "encrypted": ("password", "encrypted"),
    "no-text-layer": ("no text layer",),
    "damaged": ("damaged", "no PDF", "web page", "no pages", "which letters", "seconds", "draws more than"),
    "empty": ("0 bytes", "no pages", "no text layer"),
}


def outcome(found):
    """What a reading is, as the index says it: text, or the reasons that its line gives."""
    if not isinstance(found, UnreadableError):
        return {"text"}
    return {name for name, words in REASONS.items() if any(word in found.message for word in words)}


@pytest.fixture(scope="module")
def hostile(shared):
    """The rows of the index of hostile files, each with what reading gives without a password and with it."""
    rows = yaml.safe_load((shared / "wild" / "INDEX.yaml").read_text("utf-8"))
    rows = [row for row in rows if not row["file"].startswith(SLOW)]
    paths = [shared / "wild" / row["file"] for row in rows]
    bare = [extract.Request(path, path.stem) for path in paths]
    given = [each._replace(password=row.get("password")) for each, row in zip(bare, rows, strict=True)]
    found = list(extract.readings([*bare, *given], ExtractSettings(ocr="off"), 2))
    return list(zip(rows, found[: len(rows)], found[len(rows) :], strict=True))


def test_each_hostile_file_gives_what_the_index_says(hostile):
    assert len(hostile) > 40
    for row, found, _ in hostile:
        line = OTHERWISE.get(row["file"][:4])
        if line:
            assert line in found.message
            continue
        assert outcome(found) & {row["expected"], *row.get("accept", [])}, f"{row['file']}: {found}"


def test_each_fault_is_one_line_with_the_file_and_a_hint(hostile):
    faults = [(row["file"], found) for row, found, _ in hostile if isinstance(found, UnreadableError)]
    assert len(faults) > 10
    for name, fault in faults:
        assert name in fault.message
        assert fault.hint
        assert "\n" not in str(fault)


def test_each_locked_file_opens_with_its_password(hostile):
    opened = [(row["file"], found) for row, _, found in hostile if "password" in row]
    assert len(opened) > 2
    for name, found in opened:
        assert not isinstance(found, extract.LockedError), f"{name}: {found}"
        assert outcome(found) & {"text", "no-text-layer"}, f"{name}: {found}"
