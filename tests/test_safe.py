"""Nothing that a corpus holds can hurt whoever opens it, and nothing leaves the machine."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys

import pytest
from killing import PACKAGE
from making import city_corpus, plan_pdf, rows, write

import kentering as kt
from kentering import weights
from kentering.errors import InputError

NO_NETWORK = """
import socket
def refused(*_, **__):
    raise AssertionError("the network was used")
def only_here(self, address, *_):
    if self.family != socket.AF_UNIX:
        refused()
    return plain(self, address)
plain = socket.socket.connect
socket.socket.connect = only_here
socket.socket.connect_ex = only_here
socket.socket.sendto = refused
socket.getaddrinfo = refused
"""


def test_the_whole_line_runs_with_the_network_cut_off(tmp_path):
    weights.folder(weights.encoder_spec("multilingual-e5-small"))
    folder = city_corpus(tmp_path / "city")
    (tmp_path / "cut").mkdir()
    (tmp_path / "cut" / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    command = [sys.executable, "-m", "kentering", "report", str(folder), "--out", str(tmp_path / "out")]
    if _own_network():
        command = ["unshare", "--net", "--map-root-user", *command]
    paths = os.pathsep.join([str(tmp_path / "cut"), str(PACKAGE)])
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "out").glob("*.html"))


def _own_network() -> bool:
    """Can a process here be given a network of its own, with nothing in it?"""
    if shutil.which("unshare") is None:
        return False
    return (
        subprocess.run(["unshare", "--net", "--map-root-user", "true"], capture_output=True, check=False).returncode
        == 0
    )


def test_the_network_of_the_test_is_really_cut(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    code = "import urllib.request; urllib.request.urlopen('http://192.0.2.1')"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert "the network was used" in done.stderr


@pytest.fixture
def city(tmp_path):
    return city_corpus(tmp_path / "city")


@pytest.mark.parametrize("way", ["..", "absolute", "link to a file", "link to a folder"])
def test_a_manifest_cannot_lead_out_of_its_corpus(city, tmp_path, way):
    outside = plan_pdf(tmp_path / "outside" / "secret.pdf", "Geheim", {"Drugs": 2})
    file = {
        "..": "pdf/../../outside/secret.pdf",
        "absolute": str(outside),
        "link to a file": "pdf/linked.pdf",
        "link to a folder": "pdf/away/secret.pdf",
    }[way]
    if way == "link to a file":
        (city / "pdf" / "linked.pdf").symlink_to(outside)
    if way == "link to a folder":
        (city / "pdf" / "away").symlink_to(outside.parent)
    row = {"document_id": "secret", "work_id": "stad-2018", "language": "nl", "text": "full", "file": file}
    write(city / "documents.csv", [*rows(city / "documents.csv"), row])
    study = kt.open(city)
    assert "secret" not in set(study.documents["document_id"])
    fault = next(each for each in study.corpus.faults if "lies outside the corpus folder" in str(each))
    assert fault.hint


@pytest.mark.parametrize("name", ["../../escaped", "a/../../../escaped", "{folder}/escaped", "..\\escaped", "a%2f..b"])
def test_the_name_of_a_document_cannot_lead_out_of_the_store(city, tmp_path, name):
    listed = rows(city / "documents.csv")
    kept = next(row for row in listed if row["document_id"] == "commentaar")
    write(city / "documents.csv", [kept | {"document_id": name.format(folder=tmp_path)}])
    kt.open(city).run(until="segment")
    written = {*tmp_path.rglob("*escaped*"), *tmp_path.rglob("a%*")}
    assert all((city / "built") in path.parents for path in written)
    assert len(written) == 4


def test_nothing_is_unpickled_but_what_a_process_of_this_run_wrote():
    allowed = {"extract/worker.py", "extract/working.py", "extract/packed.py"}
    risky = {"pickle.load", "pickle.loads", "joblib.load", "torch.load", "np.load", "numpy.load", "pd.read_pickle"}
    risky |= {"marshal.load", "marshal.loads", "shelve.open", "dill.load", "yaml.load", "eval", "exec", "compile"}
    found = []
    for path in sorted((PACKAGE / "kentering").rglob("*.py")):
        where = path.relative_to(PACKAGE / "kentering").as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in risky and where not in allowed:
                found.append(f"{where}:{node.lineno}: {ast.unparse(node.func)}")
    assert found == []


def test_an_encoder_that_is_only_a_pickle_is_refused(tmp_path):
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80\x04N.")
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(InputError, match="pickles are never read"):
        weights.loaded(tmp_path)


def test_no_encoder_runs_code_of_its_own():
    calls = [
        node
        for path in (PACKAGE / "kentering").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "trust_remote_code"
    ]
    assert calls
    assert all(isinstance(each.value, ast.Constant) and each.value.value is False for each in calls)


def test_a_password_stands_in_no_file_that_is_written(city, monkeypatch):
    monkeypatch.setenv("KENTERING_PASSWORD", "zeer-geheim-woord")
    kt.open(city).run(until="segment")
    written = [path for path in (city / "built").rglob("*") if path.is_file()]
    assert written
    assert not [path.name for path in written if b"zeer-geheim-woord" in path.read_bytes()]
