"""Getting the texts: what is downloaded, how politely, what is refused; against a real HTTPS server on this machine."""

from __future__ import annotations

import csv
import hashlib
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st
from making import plan_pdf, rows, write
from typer.testing import CliRunner

from kentering import tables
from kentering.cli import app
from kentering.corpus import corpus, new
from kentering.errors import InputError
from kentering.fetch import Manners, by_hand, fetched, missing
from kentering.fetch.addresses import address, is_public, public_ips
from kentering.fetch.listing import with_cells

WORK = {
    "work_id": "nvp-2022",
    "family": "NVP",
    "series": "NVP",
    "level": "federal",
    "issuer": "the ministers",
    "title_nl": "Nationaal Veiligheidsplan 2022-2025",
    "cycle": "2022-2025",
    "cycle_start": "2022",
    "status": "final",
    "complete": "true",
}
LOCAL = frozenset({"127.0.0.1", "::1"})


class Handler(BaseHTTPRequestHandler):
    """Answers as the test has laid down for a path, and notes what it was asked."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server = self.server
        server.asked.append((self.path, dict(self.headers), time.monotonic()))
        answer = server.answers.get(self.path)
        if answer is None:
            self.give(404, b"nothing here")
        else:
            answer(self)

    def give(self, status: int, body: bytes = b"", length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
        if length is not None and length > len(body):
            self.close_connection = True
            self.connection.close()

    def log_message(self, *words: object) -> None:
        """Keep still."""


class Quiet(ThreadingHTTPServer):
    def handle_error(self, *words: object) -> None:
        """A client that goes away is no news."""


def serving(authority: trustme.CA, *names: str) -> Iterator[ThreadingHTTPServer]:
    server = Quiet(("127.0.0.1", 0), Handler)
    server.asked, server.answers = [], {}
    server.url = f"https://localhost:{server.server_port}"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def server(authority):
    yield from serving(authority, "localhost")


@pytest.fixture
def manners(authority):
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    return Manners(pause=0, back_off=0, attempts=3, timeout=2, allowed=LOCAL, trust=trust)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory) -> bytes:
    made = plan_pdf(tmp_path_factory.mktemp("pdf") / "plan.pdf", "Plan", {"Drugs": 10, "Verkeersveiligheid": 10})
    return made.read_bytes()


@pytest.fixture
def folder(tmp_path):
    made = new(tmp_path / "mine")
    write(made / "works.csv", [WORK])
    return made


def listed(folder: Path, *documents: dict[str, str]) -> None:
    usual = dict.fromkeys(tables.columns("documents"), "") | {"work_id": "nvp-2022", "language": "nl", "text": "full"}
    write(folder / "documents.csv", [usual | each for each in documents])


def fetch(folder: Path, manners: Manners) -> tuple[list[str], list[str]]:
    """What was said, and what failed."""
    said: list[str] = []
    faults = fetched(corpus(folder), said.append, manners)
    return said, [str(fault) for fault in faults]


def one(folder: Path, manners: Manners, url: str, **cells: str) -> str:
    """The one line on what failed when a single text is fetched; nothing where nothing did."""
    listed(folder, {"document_id": "nvp-2022-nl", "file": "pdf/nvp.pdf", "pdf_url": url, **cells})
    _, faults = fetch(folder, manners)
    assert len(faults) < 2
    return faults[0] if faults else ""


def whole(pdf: bytes, **headers: str) -> Callable[[Handler], None]:
    return lambda handler: handler.give(200, pdf, Content_Type="application/pdf", **headers)


def ranged(pdf: bytes, etag: str = '"1"') -> Callable[[Handler], None]:
    """Gives the rest of a file where it is asked for the rest of this version."""

    def answer(handler: Handler) -> None:
        start = handler.headers.get("Range", "").removeprefix("bytes=").removesuffix("-")
        if not start or handler.headers.get("If-Range", etag) != etag:
            handler.give(200, pdf, ETag=etag)
        else:
            rest = pdf[int(start) :]
            place = f"bytes {start}-{len(pdf) - 1}/{len(pdf)}"
            handler.give(206, rest, ETag=etag, Content_Range=place)

    return answer


def in_turn(*answers: Callable[[Handler], None]) -> Callable[[Handler], None]:
    """The first answer to the first request, the second to the second; the last to all further ones."""
    left = list(answers)
    return lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)


# -- what is downloaded -----------------------------------------------------------------------------------------------


def test_a_text_with_an_address_is_fetched_and_its_hash_and_pages_are_written_down(folder, server, manners, pdf):
    server.answers["/plan.pdf"] = whole(pdf)
    assert one(folder, manners, server.url + "/plan.pdf") == ""
    assert (folder / "pdf" / "nvp.pdf").read_bytes() == pdf
    (row,) = rows(folder / "documents.csv")
    assert row["sha256"] == hashlib.sha256(pdf).hexdigest()
    assert row["pages"] == str(corpus_pages(pdf))
    assert [path.name for path in (folder / "pdf").iterdir()] == ["nvp.pdf"]


def corpus_pages(pdf: bytes) -> int:
    return pdf.count(b"/Type /Page\n") or pdf.count(b"/Type/Page/") or pdf.count(b"/Type /Page ")


def test_a_row_without_a_file_gets_the_name_of_its_document(folder, server, manners, pdf):
    server.answers["/plan.pdf"] = whole(pdf)
    listed(folder, {"document_id": "nvp-2022-nl", "pdf_url": server.url + "/plan.pdf"})
    fetch(folder, manners)
    assert (folder / "pdf" / "nvp-2022-nl.pdf").is_file()
    assert rows(folder / "documents.csv")[0]["file"] == "pdf/nvp-2022-nl.pdf"


def test_a_text_that_is_there_is_not_asked_for_again(folder, server, manners, pdf):
    server.answers["/plan.pdf"] = whole(pdf)
    one(folder, manners, server.url + "/plan.pdf")
    assert fetch(folder, manners) == ([], [])
    assert len(server.asked) == 1


def test_a_fault_in_one_text_does_not_stop_the_rest(folder, server, manners, pdf):
    server.answers["/b.pdf"] = whole(pdf)
    listed(
        folder,
        {"document_id": "a", "pdf_url": server.url + "/a.pdf"},
        {"document_id": "b", "pdf_url": server.url + "/b.pdf"},
    )
    said, faults = fetch(folder, manners)
    assert [line.split(":")[0] for line in said] == ["b"]
    assert [line.split(":")[0] for line in faults] == ["a"]


def test_the_project_names_itself_and_asks_for_the_bytes_as_they_are(folder, server, manners, pdf):
    server.answers["/plan.pdf"] = whole(pdf)
    one(folder, manners, server.url + "/plan.pdf")
    _, headers, _ = server.asked[0]
    assert headers["User-Agent"].startswith("kentering/")
    assert headers["Accept-Encoding"] == "identity"
    assert headers["Host"] == server.url.removeprefix("https://")


def test_one_host_is_given_a_pause_between_two_requests(folder, server, manners, pdf):
    for name in ("a", "b", "c"):
        server.answers[f"/{name}.pdf"] = whole(pdf)
    listed(folder, *({"document_id": name, "pdf_url": f"{server.url}/{name}.pdf"} for name in "abc"))
    assert fetch(folder, replace(manners, pause=0.3))[1] == []
    times = [when for _, _, when in server.asked]
    assert all(later - earlier >= 0.3 for earlier, later in pairwise(times))


def test_no_proxy_of_the_environment_is_used(folder, server, manners, pdf, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    server.answers["/plan.pdf"] = whole(pdf)
    assert one(folder, manners, server.url + "/plan.pdf") == ""


# -- the hash is pinned -----------------------------------------------------------------------------------------------


def test_a_file_that_changed_since_it_was_pinned_is_refused(folder, server, manners, pdf):
    server.answers["/plan.pdf"] = whole(pdf)
    one(folder, manners, server.url + "/plan.pdf")
    (folder / "pdf" / "nvp.pdf").unlink()
    before = (folder / "documents.csv").read_bytes()
    server.answers["/plan.pdf"] = whole(pdf + b"\n% changed\n%%EOF\n")
    _, (fault,) = fetch(folder, manners)
    assert "now gives another file" in fault
    assert "empty sha256" in fault
    assert list((folder / "pdf").iterdir()) == []
    assert (folder / "documents.csv").read_bytes() == before


def test_a_pinned_file_that_is_the_same_is_taken_again(folder, server, manners, pdf):
    server.answers["/plan.pdf"] = whole(pdf)
    assert one(folder, manners, server.url + "/plan.pdf", sha256=hashlib.sha256(pdf).hexdigest()) == ""


# -- resuming, trying again -------------------------------------------------------------------------------------------


def test_a_body_that_breaks_off_is_gone_on_with_where_it_broke(folder, server, manners, pdf):
    broken = lambda handler: handler.give(200, pdf[:5000], length=len(pdf), ETag='"1"')  # noqa: E731
    server.answers["/plan.pdf"] = in_turn(broken, ranged(pdf))
    assert one(folder, manners, server.url + "/plan.pdf") == ""
    assert (folder / "pdf" / "nvp.pdf").read_bytes() == pdf
    assert server.asked[1][1]["Range"] == "bytes=5000-"
    assert server.asked[1][1]["If-Range"] == '"1"'


def test_what_an_earlier_run_left_unfinished_is_gone_on_with(folder, server, manners, pdf):
    server.answers["/plan.pdf"] = lambda handler: handler.give(200, pdf[:5000], length=len(pdf), ETag='"1"')
    fault = one(folder, replace(manners, attempts=1), server.url + "/plan.pdf")
    assert f"cut short, 5000 of {len(pdf)} bytes came" in fault
    server.answers["/plan.pdf"] = ranged(pdf)
    assert one(folder, manners, server.url + "/plan.pdf") == ""
    assert server.asked[-1][1]["Range"] == "bytes=5000-"
    assert (folder / "pdf" / "nvp.pdf").read_bytes() == pdf


def test_two_versions_of_a_file_are_never_joined(folder, server, manners, pdf):
    broken = lambda handler: handler.give(200, b"%PDF-1.7 older" * 200, length=len(pdf), ETag='"0"')  # noqa: E731
    server.answers["/plan.pdf"] = in_turn(broken, ranged(pdf, etag='"1"'))
    assert one(folder, manners, server.url + "/plan.pdf") == ""
    assert (folder / "pdf" / "nvp.pdf").read_bytes() == pdf


def test_two_versions_on_a_server_that_names_none_are_told_apart_by_the_pinned_hash(folder, server, manners, pdf):
    def careless(handler):
        start = handler.headers.get("Range", "").removeprefix("bytes=").removesuffix("-")
        if start:
            handler.give(206, pdf[int(start) :], Content_Range=f"bytes {start}-{len(pdf) - 1}/{len(pdf)}")
        else:
            handler.give(200, pdf)

    broken = lambda handler: handler.give(200, b"%PDF-1.7 older" * 200, length=len(pdf))  # noqa: E731
    server.answers["/plan.pdf"] = in_turn(broken, careless)
    assert one(folder, manners, server.url + "/plan.pdf", sha256=hashlib.sha256(pdf).hexdigest()) == ""
    assert (folder / "pdf" / "nvp.pdf").read_bytes() == pdf


def test_a_server_that_cannot_go_on_gives_the_whole_again(folder, server, manners, pdf):
    broken = lambda handler: handler.give(200, pdf[:5000], length=len(pdf), ETag='"1"')  # noqa: E731
    server.answers["/plan.pdf"] = in_turn(broken, lambda handler: handler.give(416), whole(pdf))
    assert one(folder, manners, server.url + "/plan.pdf") == ""
    assert (folder / "pdf" / "nvp.pdf").read_bytes() == pdf
    assert "Range" not in server.asked[2][1]


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_to_wait_is_given_the_time_it_asks(folder, server, manners, pdf, status):
    server.answers["/plan.pdf"] = in_turn(lambda handler: handler.give(status, Retry_After="1"), whole(pdf))
    assert one(folder, manners, server.url + "/plan.pdf") == ""
    (_, _, first), (_, _, second) = server.asked
    assert second - first >= 1


def test_a_server_that_asks_to_wait_too_long_is_left_alone(folder, server, manners):
    server.answers["/plan.pdf"] = lambda handler: handler.give(429, Retry_After="7200")
    assert "asks to come back in 7200 seconds" in one(folder, manners, server.url + "/plan.pdf")
    assert len(server.asked) == 1


def test_a_server_that_stays_busy_is_asked_a_few_times_and_each_time_later(folder, server, manners):
    waits: list[float] = []
    server.answers["/plan.pdf"] = lambda handler: handler.give(503)
    patient = replace(manners, attempts=4, back_off=2, sleep=waits.append)
    assert "answers with 503 (busy or out of order), 4 times" in one(folder, patient, server.url + "/plan.pdf")
    assert len(server.asked) == 4
    assert waits == [0, 4, 8]


# -- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda h: h.give(200, b"<!DOCTYPE html><p>choose", Content_Type="text/html"), "gives a web page, not a PDF"),
        (lambda h: h.give(200, b"\n <html>choose", Content_Type="application/pdf"), "gives a web page, not a PDF"),
        (lambda h: h.give(200, b"\x89PNG" * 900, Content_Type="image/png"), "gives image/png, not a PDF"),
        (lambda h: h.give(200, b""), "gives nothing (0 bytes)"),
        (lambda h: h.give(200, b"%PDF-1.7\n1 0 obj" * 900), "lacks its end (%%EOF)"),
        (lambda h: h.give(404), "there is nothing at this address (404)"),
        (lambda h: h.give(403), "does not give it to a program (403)"),
        (lambda h: h.give(418), "the server answers with 418"),
        (lambda h: h.give(302, Location="https://example.org/new.pdf"), "another host: https://example.org/new.pdf"),
        (lambda h: h.give(302, Location="http://localhost/plan.pdf"), "is not an https address"),
        (lambda h: h.give(302, Location="https://localhost:1/plan.pdf"), "another host: https://localhost:1/plan.pdf"),
        (lambda h: h.give(302, Location="/plan.pdf"), "sends on from address to address"),
        (lambda h: h.give(302, Location="https://a.be/\x1b[2J"), "another host: https://a.be/"),
        (lambda h: h.give(200, b"", length=400_000_000), "is larger than 300 MB"),
    ],
)
def test_what_is_no_pdf_from_this_host_is_one_line_with_a_way_out(folder, server, manners, answer, said):
    server.answers["/plan.pdf"] = answer
    fault = one(folder, manners, server.url + "/plan.pdf")
    assert said in fault
    assert "(hint: " in fault
    assert fault.isprintable()
    assert list((folder / "pdf").iterdir()) == []
    assert rows(folder / "documents.csv")[0]["sha256"] == ""


def test_a_body_without_end_stops_at_the_limit(folder, server, manners):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        handler.close_connection = True
        handler.wfile.write(b"%PDF-1.7\n")
        for _ in range(100):
            handler.wfile.write(b"0" * 50_000)

    server.answers["/plan.pdf"] = endless
    assert "is larger than 1 MB" in one(folder, replace(manners, largest=1_000_000), server.url + "/plan.pdf")
    assert list((folder / "pdf").iterdir()) == []


def test_a_packed_body_counts_as_large_as_it_becomes(folder, server, manners):
    import gzip

    packed = gzip.compress(b"%PDF-1.7\n" + b"0" * 5_000_000)
    server.answers["/plan.pdf"] = lambda handler: handler.give(200, packed, Content_Encoding="gzip")
    assert "is larger than 1 MB" in one(folder, replace(manners, largest=1_000_000), server.url + "/plan.pdf")


def test_a_server_that_does_not_answer_is_given_up(folder, server, manners):
    server.answers["/plan.pdf"] = lambda handler: time.sleep(0.6)
    fault = one(folder, replace(manners, timeout=0.2, attempts=2), server.url + "/plan.pdf")
    assert "no answer within 0 seconds, 2 times" in fault


def test_a_body_that_stops_coming_is_given_up_and_kept(folder, server, manners, pdf):
    def stuck(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(pdf)))
        handler.end_headers()
        handler.wfile.write(pdf[:4000])
        time.sleep(0.6)
        handler.close_connection = True

    server.answers["/plan.pdf"] = stuck
    fault = one(folder, replace(manners, timeout=0.2, attempts=1), server.url + "/plan.pdf")
    assert "no more bytes came" in fault
    assert (folder / "pdf" / "nvp.pdf.part").read_bytes() == pdf[:4000]


def test_a_body_that_drips_is_given_up(folder, server, manners, pdf):
    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(pdf)))
        handler.end_headers()
        for place in range(50):
            handler.wfile.write(pdf[place * 80 : place * 80 + 80])
            time.sleep(0.05)

    server.answers["/plan.pdf"] = drip
    assert "too slow" in one(folder, replace(manners, longest=0.3), server.url + "/plan.pdf")


def test_a_redirect_on_the_same_host_is_followed(folder, server, manners, pdf):
    server.answers["/old.pdf"] = lambda handler: handler.give(301, Location="/new%20plan.pdf?v=2")
    server.answers["/new%20plan.pdf?v=2"] = whole(pdf)
    assert one(folder, manners, server.url + "/old.pdf") == ""


def test_a_connection_that_is_refused_is_one_line(folder, manners):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "the connection was refused, 3 times" in one(folder, manners, f"https://localhost:{port}/plan.pdf")


def test_a_certificate_of_an_unknown_authority_is_refused(folder, server, manners, pdf):
    server.answers["/plan.pdf"] = whole(pdf)
    fault = one(folder, replace(manners, trust=ssl.create_default_context()), server.url + "/plan.pdf")
    assert "localhost has no certificate to be trusted" in fault
    assert server.asked == []


def test_a_certificate_of_another_host_is_refused(folder, authority, manners):
    for server in serving(authority, "example.org"):
        assert "has no certificate to be trusted" in one(folder, manners, server.url + "/plan.pdf")
        assert server.asked == []


def test_a_server_without_tls_is_refused(folder, manners):
    server = Quiet(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    assert "no secure connection" in one(folder, manners, f"https://localhost:{server.server_port}/plan.pdf")
    server.shutdown()
    server.server_close()


# -- where it may not be steered --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://www.politie.be/plan.pdf",
        "file:///etc/passwd",
        "ftp://www.politie.be/plan.pdf",
        "//www.politie.be/plan.pdf",
        "https:///plan.pdf",
        "https://name:secret@www.politie.be/plan.pdf",
        "https://www.politie.be:99999/plan.pdf",
        "https://[::1/plan.pdf",
        "plan.pdf",
        "javascript:alert(1)",
    ],
)
def test_only_a_full_https_address_is_asked(folder, manners, url):
    fault = one(folder, manners, url)
    assert fault.startswith("nvp-2022-nl: ")
    assert "https://host/file.pdf" in fault


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0", "[::1]", "[::ffff:127.0.0.1]", "localhost."],
)
def test_this_machine_is_refused_under_all_its_names(folder, server, manners, pdf, host):
    server.answers["/plan.pdf"] = whole(pdf)
    fault = one(folder, replace(manners, allowed=frozenset()), f"https://{host}:{server.server_port}/plan.pdf")
    assert "not public" in fault or "cannot be found" in fault
    assert server.asked == []


@pytest.mark.parametrize(
    "ip",
    [
        "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "240.0.0.1", "198.18.0.1", "192.0.2.1", "::", "::1", "fe80::1", "fe80::1%2", "fd00::1",
        "fec0::1", "ff02::1", "::ffff:192.168.1.1", "::ffff:a9fe:a9fe", "2002:7f00:1::", "2002:a9fe:a9fe::",
        "64:ff9b::a00:1", "64:ff9b::7f00:1", "2001:db8::1", "100::1", "not an address",
    ],
)  # fmt: skip
def test_local_and_reserved_addresses_are_not_public(ip):
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["193.191.245.1", "8.8.8.8", "2a02:26f0::1", "64:ff9b::808:808"])
def test_addresses_of_the_internet_are_public(ip):
    assert is_public(ip)


def test_a_redirect_is_checked_like_the_first_address(folder, server, manners, pdf, monkeypatch):
    """A name that leads elsewhere at the second look: the address that is connected to is the one that was checked."""
    looks = iter(["127.0.0.1", "10.0.0.1"])

    def look(host, port, *_, **__):
        ip = next(looks) if host == "localhost" else host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    monkeypatch.setattr("kentering.fetch.addresses.socket.getaddrinfo", look)
    server.answers["/plan.pdf"] = lambda handler: handler.give(302, Location="/next.pdf")
    server.answers["/next.pdf"] = whole(pdf)
    assert "localhost leads to 10.0.0.1" in one(folder, manners, server.url + "/plan.pdf")
    assert [path for path, _, _ in server.asked] == ["/plan.pdf"]


def test_a_host_with_one_public_and_one_local_address_is_refused(monkeypatch):
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("193.191.245.1", "192.168.0.1")]
    monkeypatch.setattr("kentering.fetch.addresses.socket.getaddrinfo", lambda *_, **__: both)
    with pytest.raises(InputError, match=r"leads to 192\.168\.0\.1"):
        public_ips("www.politie.be", 443)


def test_control_signs_in_an_address_are_not_sent():
    assert "\r" not in address("https://www.politie.be/a\r\nHost: x").target


@pytest.mark.parametrize("file", ["../plan.pdf", "/tmp/plan.pdf", "pdf/../../plan.pdf", "works.csv", "pdf/plan.html"])
def test_a_file_name_may_not_leave_the_corpus_or_be_anything_but_a_pdf(folder, server, manners, pdf, file):
    server.answers["/plan.pdf"] = whole(pdf)
    (folder / "works.csv").rename(folder / "kept.csv")
    write(folder / "works.csv", [WORK])
    before = (folder / "works.csv").read_bytes()
    listed(folder, {"document_id": "a", "file": file, "pdf_url": server.url + "/plan.pdf"})
    if file == "works.csv":
        assert missing(corpus(folder)).empty
    else:
        opened = corpus(folder)
        assert opened.faults or fetch(folder, manners)[1]
    assert not (folder.parent / "plan.pdf").exists()
    assert (folder / "works.csv").read_bytes() == before


@pytest.mark.parametrize("name", ["../../evil", "a/../../../evil"])
def test_a_document_id_may_not_lead_out_of_the_corpus_either(folder, server, manners, pdf, name):
    server.answers["/plan.pdf"] = whole(pdf)
    listed(folder, {"document_id": name, "pdf_url": server.url + "/plan.pdf"})
    _, (fault,) = fetch(folder, manners)
    assert "no name for a PDF inside the corpus folder" in fault
    assert server.asked == []


def test_a_link_in_the_place_of_a_file_is_not_written_through(folder, server, manners, pdf, tmp_path):
    victim = tmp_path / "letter.txt"
    victim.write_text("dear")
    (folder / "pdf" / "nvp.pdf.part").symlink_to(victim)
    (folder / "pdf" / "nvp.pdf.part.json").symlink_to(victim)
    server.answers["/plan.pdf"] = whole(pdf)
    assert one(folder, manners, server.url + "/plan.pdf") == ""
    assert victim.read_text() == "dear"


def test_a_folder_that_is_a_link_out_of_the_corpus_is_refused(folder, server, manners, pdf, tmp_path):
    (tmp_path / "outside").mkdir()
    (folder / "pdf").rmdir()
    (folder / "pdf").symlink_to(tmp_path / "outside")
    server.answers["/plan.pdf"] = whole(pdf)
    listed(folder, {"document_id": "a", "pdf_url": server.url + "/plan.pdf"})
    assert len(fetch(folder, manners)[1]) == 1
    assert list((tmp_path / "outside").iterdir()) == []


def test_two_fetches_at_once_do_not_write_into_the_same_file(folder, server, manners, pdf):
    from filelock import FileLock

    server.answers["/plan.pdf"] = whole(pdf)
    (folder / "built").mkdir()
    with FileLock(folder / "built" / "fetch.lock"):
        listed(folder, {"document_id": "a", "pdf_url": server.url + "/plan.pdf"})
        assert "texts are being fetched already" in fetch(folder, manners)[1][0]
    assert fetch(folder, manners)[1] == []


# -- no network -------------------------------------------------------------------------------------------------------


def test_without_a_network_there_is_one_line_for_all(folder, manners, monkeypatch):
    asked = []

    def nobody(host, *_, **__):
        asked.append(host)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr("kentering.fetch.addresses.socket.getaddrinfo", nobody)
    addresses = ("https://a.be/1.pdf", "https://a.be/2.pdf", "https://b.be/3.pdf")
    listed(folder, *({"document_id": url[8:14], "pdf_url": url} for url in addresses))
    _, (fault,) = fetch(folder, manners)
    assert fault.startswith("no network: none of 3 texts could be fetched (a.be, b.be cannot be reached)")
    assert asked == ["a.be", "b.be"]


# -- what is got by hand ----------------------------------------------------------------------------------------------


def test_what_is_missing_is_listed_with_page_and_name_plan_after_plan(folder):
    write(
        folder / "works.csv",
        [
            WORK | {"work_id": "nvp-2026", "cycle": "2026-2029", "cycle_start": "2026", "title_nl": "Het plan"},
            WORK,
        ],
    )
    listed(
        folder,
        {"document_id": "nvp-2026-nl", "work_id": "nvp-2026", "file": "pdf/Plan 26.pdf"},
        {"document_id": "nvp-2022-nl", "source_url": "https://www.politie.be/plan"},
        {"document_id": "nvp-2022-fr", "language": "fr", "source_url": "https://www.police.be/plan"},
        {"document_id": "nvp-2022-digest", "text": "digest", "source_url": "https://www.police.be/plan"},
    )
    told = by_hand(corpus(folder))
    lines = [line.strip() for line in told.splitlines()]
    assert lines[0].startswith("4 texts are missing, of 4.")
    assert lines.index("Nationaal Veiligheidsplan 2022-2025") < lines.index("Het plan (2026-2029)")
    place = lines.index("Dutch: https://www.politie.be/plan")
    assert lines[place + 1] == "save as pdf/nvp-2022-nl.pdf"
    assert "Dutch: no page is known; ask the ministers" in lines
    assert "save as pdf/Plan 26.pdf" in lines
    assert "Dutch: a digest, to be had from those who made this corpus" in lines


def test_nothing_missing_is_said_in_one_line(folder):
    (folder / "pdf" / "nvp.pdf").write_bytes(b"%PDF-1.7")
    listed(folder, {"document_id": "nvp-2022-nl", "file": "pdf/nvp.pdf"})
    assert by_hand(corpus(folder)) == (
        f"no text is missing: all 1 are in {folder}; 1 without hash (kentering check {folder} --adopt writes it down)"
    )


def test_addresses_cannot_play_tricks_on_the_terminal(folder):
    listed(folder, {"document_id": "nvp-2022-nl", "source_url": "https://a.be/\x1b]0;gone\x07"})
    assert all(line.isprintable() for line in by_hand(corpus(folder)).splitlines())


def test_the_command_lists_on_stdout_and_ends_with_one_where_something_failed(folder):
    listed(folder, {"document_id": "nvp-2022-nl", "source_url": "https://a.be"})
    done = CliRunner().invoke(app, ["fetch", str(folder)])
    assert (done.exit_code, "save as pdf/nvp-2022-nl.pdf" in done.stdout) == (0, True)
    listed(folder, {"document_id": "nvp-2022-nl", "pdf_url": "http://a.be/plan.pdf"})
    done = CliRunner().invoke(app, ["fetch", str(folder)])
    assert "not an https address" in str(done.exception)
    assert "save as pdf/nvp-2022-nl.pdf" in done.stdout


def test_an_encoder_in_a_folder_is_found_and_an_unknown_one_is_said(folder, tmp_path):
    (tmp_path / "mine").mkdir(exist_ok=True)
    encoder = tmp_path / "encoder"
    encoder.mkdir()
    (encoder / "modules.json").write_text("[]")
    listed(folder, {"document_id": "nvp-2022-nl"})
    (folder / "corpus.toml").write_text(f'[embed]\nmodel = "{encoder.as_posix()}"\n')
    assert f"is in {encoder}" in CliRunner().invoke(app, ["fetch", str(folder), "--models"]).stderr
    (folder / "corpus.toml").write_text('[embed]\nmodel = "multilingual-e5-smal"\n')
    done = CliRunner().invoke(app, ["fetch", str(folder), "--models"])
    assert "did you mean multilingual-e5-small" in str(done.exception)


# -- documents.csv ----------------------------------------------------------------------------------------------------


def test_only_the_cells_that_are_known_change_in_documents_csv(folder, server, manners, pdf):
    server.answers["/plan.pdf"] = whole(pdf)
    text = (
        "\ufeffdocument_id;work_id;language;text;file;pages;sha256;pdf_url;source_url;rights\r\n"
        f'a;nvp-2022;nl;full;"pdf/a.pdf";;"";{server.url}/plan.pdf;;"free; to ""all"""\r\n'
        "\r\n"
        "b;nvp-2022;fr;full;pdf/b.pdf;;;;;niet, te, koop\r\n"
    )
    (folder / "documents.csv").write_bytes(text.encode())
    assert fetch(folder, manners)[1] == []
    digest = hashlib.sha256(pdf).hexdigest()
    changed = text.replace('"pdf/a.pdf";;""', f"pdf/a.pdf;{corpus_pages(pdf)};{digest}")
    assert (folder / "documents.csv").read_bytes().decode() == changed


def test_columns_that_are_missing_are_added():
    text = "document_id,file\na,pdf/a.pdf\nb,pdf/b.pdf\n"
    assert (
        with_cells(text, "document_id", "b", {"pages": "3"}) == "document_id,file,pages\na,pdf/a.pdf,\nb,pdf/b.pdf,3\n"
    )


CELLS = st.text(alphabet='ab,;"\n\r é', max_size=6)


@given(
    st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4), st.sampled_from(",;"), st.sampled_from(["\n", "\r\n"])
)
def test_whatever_stands_in_the_other_cells_stays(cells, separator, end):
    import io

    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, lineterminator=end)
    writer.writerow(["document_id", "pages", "rights"])
    writer.writerows([f"d{number}", *row] for number, row in enumerate(cells))
    changed = with_cells(stream.getvalue(), "document_id", "d0", {"pages": "7"})
    before, after = (
        list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)) for text in (stream.getvalue(), changed)
    )
    before[1][1] = "7"
    assert after == before


def test_notes_of_an_unfinished_download_of_another_address_are_dropped(folder, server, manners, pdf):
    (folder / "pdf" / "nvp.pdf.part").write_bytes(b"%PDF-1.7 of another address")
    (folder / "pdf" / "nvp.pdf.part.json").write_text(json.dumps({"url": "https://elsewhere.be/plan.pdf"}))
    server.answers["/plan.pdf"] = ranged(pdf)
    assert one(folder, manners, server.url + "/plan.pdf") == ""
    assert "Range" not in server.asked[0][1]
