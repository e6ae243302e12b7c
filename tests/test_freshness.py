"""What a result hangs on is in its key: nothing that changes it leaves it standing."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from making import write

import kentering as kt
from kentering import embed, extract, tables, weights
from kentering.corpus import corpus
from kentering.errors import InputError
from kentering.export.back import bring_in
from kentering.export.coding_sheet import write_coding_sheet
from kentering.extract import again
from kentering.report import Made
from kentering.settings import EmbedSettings, ExtractSettings
from kentering.study import made_from, on_worker
from kentering.study.made_from import versions as real
from kentering.study.outcome import settled
from kentering.study.record import read_record
from kentering.study.sole import RUNNING, Sole


@pytest.fixture
def city(built_city, tmp_path):
    return Path(shutil.copytree(built_city, tmp_path / "city"))


def why(folder, table):
    """What the status says of a table: its state and the reason."""
    rows = kt.open(folder).status()
    return tuple(rows.loc[rows["table"] == table, ["state", "why"]].iloc[0])


def labelled(folder, **cells):
    write(folder / "labels.csv", [dict.fromkeys(tables.columns("labels"), "") | {"kind": "codebook", **cells}])


def coded(folder, coder):
    """A sheet of which a coder gave the first passage no theme."""
    study = kt.open(folder)
    path = write_coding_sheet(study, 3, folder / f"{coder}.csv")
    rows = pd.read_csv(path, dtype=str, encoding="utf-8-sig", keep_default_na=False)
    rows.loc[0, ["code", "coder"]] = ["none", coder]
    rows.to_csv(path, index=False)
    return path


def test_a_description_of_a_code_changes_what_the_themes_are_made_from(city):
    labelled(city, label_nl="Drugs")
    before = kt.open(city).built.made_from.parts("cluster")["labels"]
    labelled(city, label_nl="Drugs", description_nl="Handel in verdovende middelen")
    assert kt.open(city).built.made_from.parts("cluster")["labels"] != before
    assert why(city, "themes") == ("stale", "the labels changed")


def test_another_version_of_a_package_makes_stale_what_it_may_change(city, monkeypatch):
    monkeypatch.setattr(made_from, "versions", lambda packages: "2.0" if "scikit-learn" in packages else real(packages))
    assert why(city, "themes") == ("stale", "made with another version of a package")
    assert why(city, "passages")[0] == "fresh"
    assert why(city, "shares") == ("stale", "the themes changed")


def test_a_row_that_cannot_be_used_makes_the_checks_stale(city):
    assert why(city, "checks")[0] == "fresh"
    lines = (city / "priorities.csv").read_text("utf-8").splitlines()
    names = lines[0].split(",")
    row = dict.fromkeys(names, "") | {"priority_id": "x#1", "work_id": "nowhere", "position": "1", "kind": "priority"}
    (city / "priorities.csv").write_text("\n".join([*lines, ",".join(row[each] for each in names)]) + "\n", "utf-8")
    assert why(city, "checks") == ("stale", "other rows or files are left out")
    assert why(city, "shares")[0] == "fresh"


def test_a_report_is_made_anew_after_people_coded(city):
    before = Made(kt.open(city), city / "out", city / "out" / "report.html").wanted
    bring_in(kt.open(city), coded(city, "ann"))
    assert Made(kt.open(city), city / "out", city / "out" / "report.html").wanted != before


def test_two_coders_that_bring_in_their_sheets_at_once_are_both_kept(city):
    first, second = (coded(city, each) for each in ("ann", "bob"))
    one, other = kt.open(city), kt.open(city)
    bring_in(one, first)
    bring_in(other, second)
    assert set(corpus(city).coding["coder"]) == {"ann", "bob"}


def test_weights_that_are_replaced_are_loaded_anew(monkeypatch):
    first = embed.encoder(EmbedSettings())
    assert embed.encoder(EmbedSettings()) is first
    monkeypatch.setattr(weights, "fingerprint", lambda spec: "others")
    assert embed.encoder(EmbedSettings()) is not first


def test_a_dask_worker_begun_before_its_files_changed_says_so(monkeypatch):
    settings = ExtractSettings()
    before = on_worker.runs(settings)["kentering"]
    monkeypatch.setattr(on_worker, "_program", lambda: "0.1.0 (fedcba98)")
    assert on_worker.runs(settings)["kentering"] == f"{before}, begun before its files changed"


@pytest.mark.parametrize(("hint", "whole"), [(extract.LOCKED, False), ("download it again", True)])
def test_a_password_is_tried_only_on_what_is_locked(monkeypatch, hint, whole):
    monkeypatch.setenv("KENTERING_PASSWORD", "open")
    frames = {name: tables.empty(name) for name in ("blocks", "furniture")}
    row = {"document_id": "a", "file": "pdf/a.pdf", "reason": "it cannot be read", "hint": hint}
    frames["left_out"] = tables.from_rows("left_out", [row])
    assert settled(frames, ExtractSettings(ocr="off")) is whole


def test_a_document_that_cannot_be_read_is_named_as_it_is_called_today(city):
    (city / "pdf" / "worse.pdf").write_bytes(b"%PDF-1.7\nno page at all\n")
    names = tables.columns("documents")
    row = dict.fromkeys(names, "") | {"document_id": "worse", "work_id": "stad-2024", "language": "nl", "text": "full"}
    with (city / "documents.csv").open("a", encoding="utf-8") as stream:
        stored = (city / "documents.csv").read_text("utf-8").splitlines()[0].split(",")
        stream.write(",".join((row | {"file": "pdf/worse.pdf"}).get(each, "") for each in stored) + "\n")
    assert list(kt.open(city).left_out["file"]) == ["pdf/worse.pdf"]
    (city / "pdf" / "worse.pdf").rename(city / "pdf" / "bad.pdf")
    listed = (city / "documents.csv").read_text("utf-8")
    (city / "documents.csv").write_text(listed.replace("pdf/worse.pdf", "pdf/bad.pdf"), "utf-8")
    assert list(kt.open(city).left_out["file"]) == ["pdf/bad.pdf"]


def test_a_document_whose_process_was_ended_is_asked_once_more(monkeypatch):
    asked = []

    class Worker:
        def __init__(self, settings):
            pass

        def answer(self, *_):
            asked.append(1)
            if len(asked) == 1:
                message = "plan.pdf: the process that read it died (SIGKILL)"
                raise extract.StoppedError(message, "leave it out")
            return {1: "tekst"}

        def close(self):
            pass

    monkeypatch.setattr(again, "Worker", Worker)
    requests = [extract.Request(Path("plan.pdf"), "plan")]
    assert again.page_texts(requests, ExtractSettings()) == {"plan": {1: "tekst"}}
    assert len(asked) == 2


def test_the_note_of_who_runs_is_never_written_through_a_link(tmp_path):
    victim = tmp_path / "letter.txt"
    victim.write_text("dear", "utf-8")
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / RUNNING).symlink_to(victim)
    with Sole(tmp_path / "built").held():
        assert '"process"' in (tmp_path / "built" / RUNNING).read_text("utf-8")
    assert victim.read_text("utf-8") == "dear"


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is(city):
    path = write_coding_sheet(kt.open(city), 3, city / "sheet.xlsx")
    book = openpyxl.load_workbook(path)
    head = [cell.value for cell in book.worksheets[0][1]]
    for name, cell in {"passage_id": "far", "code": "none"}.items():
        book.worksheets[0].cell(200_000, head.index(name) + 1).value = cell
    book.save(path)
    with zipfile.ZipFile(path) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    name = "xl/worksheets/sheet1.xml"
    begun, _, rest = files[name].partition(b'<dimension ref="')
    files[name] = begun + b'<dimension ref="A1:XFD1000000' + rest[rest.index(b'"') :]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for each, data in files.items():
            packed.writestr(each, data)
    found = bring_in(kt.open(city), path, coder="ann")
    assert [fault.message for fault in found.faults if "no passage 'far'" in fault.message]


@pytest.mark.parametrize(
    "told", ['{"inputs": {}, "tables": {"audit": []}}', '{"inputs": {}, "tables": {}, "packages": "x"}']
)
def test_a_damaged_record_of_a_run_is_refused(tmp_path, told):
    (tmp_path / "run.json").write_text(told, "utf-8")
    with pytest.raises(InputError, match="no record of a run"):
        read_record(tmp_path / "run.json")


@pytest.mark.parametrize("told", ["[]", '{"recipe": "r", "files": {"a": {}}}', '{"recipe": 1, "files": {}}', "{"])
def test_a_damaged_manifest_of_weights_counts_as_none(tmp_path, told):
    (tmp_path / weights.manifest.NAME).write_text(told, "utf-8")
    (tmp_path / "config.json").write_text("{}", "utf-8")
    assert weights.manifest.content(tmp_path) == weights.manifest.content(
        Path(shutil.copytree(tmp_path, tmp_path / "b"))
    )


def test_no_cell_of_a_reports_tables_is_a_formula(city):
    from kentering.report import _write_tables

    study = kt.open(city)
    lines = (city / "works.csv").read_text("utf-8")
    assert np.all([not cell.startswith("=") for cell in lines.split(",")])
    study.built.matching["links"] = pd.DataFrame({"evidence": ['=HYPERLINK("http://evil/")', "\uff1d1+1"]})
    _write_tables(city / "out", study)
    shown = pd.read_csv(city / "out" / "links.csv", encoding="utf-8-sig")["evidence"]
    assert list(shown) == ['\'=HYPERLINK("http://evil/")', "'\uff1d1+1"]
