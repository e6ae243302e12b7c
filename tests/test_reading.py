"""Many PDFs read in processes of their own: the same result for any number of them, and no fault that spreads."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from collections import Counter

import pdfplumber
import pytest
import typst
from making import city_corpus, rows, write

import kentering as kt
from kentering import extract
from kentering.errors import UnreadableError
from kentering.extract.leaves import spans
from kentering.settings import ExtractSettings

SENTENCE = (
    "De lokale politie werkt met de parketten en de besturen samen aan een veilige stad, en de raad volgt elk jaar op "
    "wat er van de gekozen doelstellingen terechtkomt in de wijken. "
)
HEAD = '#set page(header: [Zonaal plan], numbering: "1")\n#set text(lang: "nl", font: "Libertinus Serif", size: 11pt)\n'


def pdf_of(path, source, head=HEAD):
    path.write_bytes(typst.compile((head + source).encode(), ignore_system_fonts=True))
    return path


def read(paths, workers=2, **settings):
    requests = [extract.Request(path, path.stem) for path in paths]
    return list(extract.readings(requests, ExtractSettings(**settings), workers))


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """A plan of more pages than are read at once, each with words of its own in every line."""
    words = SENTENCE.replace(",", "").replace(".", "").split()
    texts = [" ".join((words[number:] + words[:number] + words[number::2]) * 4) for number in range(17)]
    source = "".join(
        f"= Thema {text.split()[3]}\n{text.capitalize()}#footnote[{text[:60].capitalize()}.]\n#pagebreak()\n"
        for text in texts
    )
    return pdf_of(tmp_path_factory.mktemp("plan") / "plan.pdf", source)


@pytest.fixture(scope="module")
def slow(tmp_path_factory):
    """A page whose content never ends, for all the patience of a reader: forms that call each other."""
    return endless(tmp_path_factory.mktemp("slow") / "slow.pdf")


def endless(path, depth=40):
    """Forms that each draw the next one ten times."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R "
        "/Resources << /XObject << /F 5 0 R >> >> >>",
        "<< /Length 5 >>\nstream\n/F Do\nendstream",
    ]
    for number in range(depth):
        content = "/F Do " * 10
        objects.append(
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 200 200] /Resources << /XObject << /F {number + 6} 0 R >> >> "
            f"/Length {len(content)} >>\nstream\n{content}\nendstream"
        )
    objects.append("<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Length 0 >>\nstream\n\nendstream")
    return written(path, objects)


def written(path, objects):
    """A PDF of these objects, with a right table of where they stand."""
    data, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    path.write_bytes(data + f"{end}startxref\n{len(data)}\n%%EOF".encode())
    return path


def as_bytes(found):
    return found.blocks.to_json(), found.furniture.to_json(), found.n_pages


def test_the_parts_of_a_document_hold_each_page_once():
    for count in (1, 7, 8, 9, 16, 17, 100, 1999):
        pages = [page for first, last in spans(count) for page in range(first, last + 1)]
        assert pages == list(range(1, count + 1))


def test_one_process_or_two_or_none_give_the_same_to_the_byte(plan):
    here = extract.reading(plan, "plan", ExtractSettings())
    assert here.n_pages > 16
    assert [as_bytes(read([plan], workers)[0]) for workers in (1, 2)] == [as_bytes(here)] * 2


def test_readings_come_in_the_order_asked_for_and_faults_stand_among_them(plan, tmp_path):
    short = pdf_of(tmp_path / "short.pdf", SENTENCE, head="")
    torn = tmp_path / "torn.pdf"
    torn.write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    found = read([plan, torn, short])
    assert isinstance(found[1], UnreadableError)
    assert "torn.pdf" in str(found[1])
    assert [found[0].blocks["document_id"].iloc[0], found[2].blocks["document_id"].iloc[0]] == ["plan", "short"]


def test_a_page_without_end_is_given_up_and_named_and_the_rest_goes_on(slow, tmp_path):
    short = pdf_of(tmp_path / "short.pdf", SENTENCE, head="")
    found = read([slow, short], max_page_seconds=2)
    assert isinstance(found[0], UnreadableError)
    assert "slow.pdf" in found[0].message
    assert found[0].hint
    assert found[1].blocks["text"].tolist() == [SENTENCE.strip()]


def test_a_document_that_takes_too_long_in_all_is_given_up(plan):
    (found,) = read([plan], max_seconds=0.01)
    assert isinstance(found, extract.StoppedError)
    assert "max_seconds" in found.hint


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux holds a process to its memory")
def test_a_document_that_needs_too_much_memory_is_given_up(tmp_path):
    import zlib

    packed = zlib.compress(b" " * 400_000_000)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>",
        f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n{packed.decode('latin-1')}\nendstream",
    ]
    short = pdf_of(tmp_path / "short.pdf", SENTENCE, head="")
    found = read([written(tmp_path / "bomb.pdf", objects), short], max_memory=120)
    assert "bomb.pdf" in str(found[0])
    assert isinstance(found[0], UnreadableError)
    assert len(found[1].blocks) == 1


@pytest.mark.skipif(os.name != "posix", reason="looks for the process the Unix way")
def test_a_process_that_dies_is_the_fault_of_its_document(slow, tmp_path):
    short = pdf_of(tmp_path / "short.pdf", SENTENCE, head="")
    script = textwrap.dedent(f"""
        import os, signal, subprocess, threading, time
        from pathlib import Path
        from kentering import extract
        from kentering.settings import ExtractSettings

        def kill():
            time.sleep(4)
            mine = subprocess.run(["ps", "-o", "pid=", "--ppid", str(os.getpid())], capture_output=True, text=True)
            for pid in mine.stdout.split():
                if "worker" in subprocess.run(["ps", "-o", "args=", pid], capture_output=True, text=True).stdout:
                    os.kill(int(pid), signal.SIGSEGV)

        threading.Thread(target=kill, daemon=True).start()
        paths = [Path({str(slow)!r}), Path({str(short)!r})]
        for each in extract.readings([extract.Request(p, p.stem) for p in paths], ExtractSettings(), 1):
            print(each if isinstance(each, Exception) else each.blocks["text"].iloc[0])
    """)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False)
    said = done.stdout.splitlines()
    assert "slow.pdf" in said[0], done.stderr
    assert signal.SIGSEGV.name in said[0]
    assert said[1] == SENTENCE.strip()


def test_a_script_without_a_main_guard_runs_once(plan, tmp_path):
    script = tmp_path / "mine.py"
    script.write_text(
        textwrap.dedent(f"""
        from pathlib import Path
        from kentering import extract
        from kentering.settings import ExtractSettings
        (found,) = extract.readings([extract.Request(Path({str(plan)!r}), "plan")], ExtractSettings(), 2)
        print("read", found.n_pages)
        """)
    )
    (tmp_path / "pipeline.py").write_text("raise SystemExit('this file was imported')")
    (tmp_path / "random.py").write_text("raise SystemExit('this file was imported')")
    done = subprocess.run(
        [sys.executable, "-P", str(script)], capture_output=True, text=True, timeout=120, check=False, cwd=tmp_path
    )
    assert done.stdout.count("read") == 1, done.stderr


def test_a_password_is_seen_nowhere_but_in_the_process_that_opens_the_file(shared, monkeypatch):
    monkeypatch.delenv("KENTERING_PASSWORD", raising=False)
    path = shared / "plans" / "vi_encrypted_user_mededeling2026.pdf"
    locked, opened = extract.readings(
        [extract.Request(path, "zonder"), extract.Request(path, "met", "geheim")], ExtractSettings(), 2
    )
    assert isinstance(locked, extract.LockedError)
    assert "password" in str(locked)
    assert len(opened.blocks) > 30


@pytest.fixture
def locked_city(shared, tmp_path, monkeypatch):
    """A corpus with a locked PDF, whose password is not yet given."""
    monkeypatch.delenv("KENTERING_PASSWORD", raising=False)
    city = city_corpus(tmp_path / "stad")
    shutil.copy(shared / "plans" / "vi_encrypted_user_mededeling2026.pdf", city / "pdf" / "stad-2018-nl.pdf")
    return city


def with_password(city, password):
    """The corpus with that password in the row of its locked PDF."""
    path = city / "documents.csv"
    own = {"stad-2018-nl": password}
    write(path, [{**row, "password": own.get(row["document_id"], "")} for row in rows(path)])
    return city


def test_a_password_in_the_list_of_documents_opens_the_file_that_was_left_out_without_it(locked_city):
    left = kt.open(locked_city).left_out
    assert list(left["document_id"]) == ["stad-2018-nl"]
    assert "password" in left["reason"].iloc[0]
    wrong = kt.open(with_password(locked_city, "fout"))
    assert list(wrong.left_out["document_id"]) == ["stad-2018-nl"]
    opened = kt.open(with_password(locked_city, "geheim"))
    assert opened.left_out.empty
    assert (opened.blocks["document_id"] == "stad-2018-nl").sum() > 30


def test_a_password_in_the_list_of_documents_is_in_no_table_and_no_file_that_is_written(locked_city, tmp_path):
    password = "geheim"
    study = kt.open(with_password(locked_city, password))
    study.run(until="segment")
    assert "password" not in study.documents
    assert "password" not in study.built.documents
    assert password not in repr(study.corpus)
    given = [path for path in (locked_city / "built").rglob("*") if path.is_file()]
    assert given
    assert not [path.name for path in given if password.encode() in path.read_bytes().replace(b"geheime", b"")]
    other = kt.open(with_password(locked_city, password + "er"))
    assert study.built.made_from.parts("match") == other.built.made_from.parts("match")


def test_a_picture_of_a_page_is_read_or_listed_as_unread(plan, tmp_path):
    text, picture = pictured(tmp_path, plan)
    (found,) = read([text])
    if extract.can_recognise(ExtractSettings()):
        assert set(found.blocks["source"]) == {"text", "ocr"}
        seen = found.blocks[found.blocks["source"] == "ocr"]
        assert set(seen["page"]) == {2}
        assert "doelstellingen" in " ".join(seen["text"])
        assert (seen["confidence"] > 0.5).all()
        assert extract.unread_pages(found.furniture) == []
    else:
        assert extract.unread_pages(found.furniture) == [2]
        (unread,) = read([picture])
        assert extract.ONLY_PICTURES in unread.message
        assert "tesseract" in unread.hint


def pictured(folder, plan):
    """A PDF of which the second page is a picture, and one that is that picture only."""
    import pypdfium2

    with pypdfium2.PdfDocument(plan) as pdf:
        pdf[0].render(scale=200 / 72).to_pil().convert("L").save(folder / "page.png")
    source = '#set page(margin: 0pt)\n#image("page.png", width: 100%)'
    both = f"{SENTENCE * 3}\n#pagebreak()\n{source}"
    made = []
    for name, body in (("both", both), ("picture", source)):
        (folder / f"{name}.typ").write_text(body)
        (folder / f"{name}.pdf").write_bytes(typst.compile(str(folder / f"{name}.typ"), ignore_system_fonts=True))
        made.append(folder / f"{name}.pdf")
    return made


def test_no_page_is_read_from_a_picture_where_that_is_turned_off(plan, tmp_path):
    text, _ = pictured(tmp_path, plan)
    (found,) = read([text], ocr="off")
    assert extract.unread_pages(found.furniture) == [2]
    assert set(found.blocks["source"]) == {"text"}


def test_nothing_on_a_page_vanishes(plan):
    found = extract.reading(plan, "plan", ExtractSettings())
    with pdfplumber.open(plan) as pdf:
        drawn = Counter(sign for page in pdf.pages for char in page.chars for sign in char["text"] if sign.isalnum())
    texts = [*found.blocks["text"], *found.furniture["text"]]
    marks = "".join(found.blocks.loc[found.blocks["kind"] == "footnote", "marker"]) * 2
    kept = Counter(sign for text in [*texts, marks] for sign in text if sign.isalnum())
    assert kept == drawn
