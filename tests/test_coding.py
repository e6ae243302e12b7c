"""People code passages: the sheet they get, what comes back, and how far they agree."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score

import kentering as kt
from kentering import coding, tables
from kentering.coding.measures import MISSING, alphas, counts, kappas, resampled
from kentering.errors import InputError
from kentering.export.back import bring_in
from kentering.export.coding_sheet import COLUMNS, write_coding_sheet
from kentering.settings import CompareSettings

PEERS = Path(__file__).parents[2] / "peers" / "env" / "bin" / "python"


@pytest.fixture
def city(coded_city, tmp_path):
    return Path(shutil.copytree(coded_city, tmp_path / "city"))


def sheet_rows(path: Path) -> list[dict[str, str]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    return [dict(zip(rows[0], [cell or "" for cell in row], strict=True)) for row in rows[1:]]


def fill(path: Path, codes: dict[str, str], to: Path, **more: str) -> Path:
    """A sheet as a coder sends it back, as Excel or CSV."""
    rows = [{**row, "code": codes.get(row["passage_id"], ""), **more} for row in sheet_rows(path)]
    if to.suffix == ".csv":
        pd.DataFrame(rows).to_csv(to, index=False, sep=";")
        return to
    book = openpyxl.load_workbook(path)
    for place, row in enumerate(rows, start=2):
        for column, name in enumerate(COLUMNS, start=1):
            book.worksheets[0].cell(place, column).value = row[name]
    book.save(to)
    return to


def machine(study: kt.Study) -> dict[str, str]:
    return dict(zip(study.assignments["passage_id"], study.assignments["theme_id"].replace("", "none"), strict=True))


# The sheet.


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_the_sheet_hides_the_machine_s_theme_and_asks_about_plans_only(city, tmp_path, ending):
    study = kt.open(city)
    rows = sheet_rows(write_coding_sheet(study, 20, tmp_path / f"sheet{ending}"))
    assert len(rows) == 20
    assert {row["code"] for row in rows} == {""}
    assert list(rows[0]) == list(COLUMNS)
    assert not {row["passage_id"] for row in rows} & set(
        study.passages.loc[study.passages["document_id"] == "commentaar", "passage_id"]
    )


def test_every_coder_gets_the_same_passages_in_the_same_order(city, tmp_path):
    study = kt.open(city)
    first, second = (sheet_rows(write_coding_sheet(study, 20, tmp_path / name)) for name in ("a.xlsx", "b.csv"))
    assert [row["passage_id"] for row in first] == [row["passage_id"] for row in second]


def test_each_stratum_gets_its_part_to_within_one_passage(coded_city):
    study = kt.open(coded_city)
    everything = (study.passages, study.assignments, study.documents, study.works)
    whole = coding.sample(*everything, 10_000, 1)
    part = coding.sample(*everything, len(whole) // 2, 1)
    theme = study.assignments.set_index("passage_id")["theme_id"]
    work = study.documents.set_index("document_id")["work_id"]

    def strata(frame):
        return frame.groupby([frame["document_id"].map(work), frame["passage_id"].map(theme)]).size()

    both = pd.concat([strata(whole), strata(part)], axis=1).fillna(0)
    assert (abs(both[0] * len(part) / len(whole) - both[1]) <= 1).all()


def test_a_sheet_that_is_there_is_never_overwritten(city, tmp_path):
    path = write_coding_sheet(kt.open(city), 5, tmp_path / "sheet.xlsx")
    before = path.read_bytes()
    with pytest.raises(InputError, match="may hold somebody's work"):
        write_coding_sheet(kt.open(city), 5, path)
    assert path.read_bytes() == before


def test_no_cell_of_a_csv_sheet_is_a_formula(city, tmp_path):
    rows = sheet_rows(write_coding_sheet(kt.open(city), 1000, tmp_path / "sheet.csv"))
    cells = [cell for row in rows for cell in row.values()]
    assert any("=HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


# Filled sheets come back.


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_filled_sheets_of_two_people_give_agreement(city, tmp_path, ending):
    study = kt.open(city)
    sheet = write_coding_sheet(study, 30, tmp_path / f"sheet{ending}")
    right = machine(study)
    asked = [row["passage_id"] for row in sheet_rows(sheet)]
    other = {each: next(theme for theme in right.values() if theme != right[each]) for each in asked[:6]}
    bring_in(study, fill(sheet, right, tmp_path / f"anna{ending}"))
    done = bring_in(kt.open(city), fill(sheet, {**right, **other}, tmp_path / f"x{ending}", coder="Bram"))
    assert done.faults == []
    found = kt.open(city).agreement.set_index(["level", "coders"])
    assert found.loc[("broad", "anna|machine"), "alpha"] == 1
    assert found.loc[("broad", "Bram|anna"), "n_passages"] == 30
    assert found.loc[("broad", "Bram|anna"), "agreed"] == pytest.approx(24 / 30)
    kappa = cohen_kappa_score([{**right, **other}[each] for each in asked], [right[each] for each in asked])
    assert found.loc[("broad", "Bram|anna"), "kappa"] == pytest.approx(kappa)
    assert (found["alpha_low"] <= found["alpha"]).all()


def test_a_coder_may_write_id_name_or_both_and_none_in_any_language(city, tmp_path):
    study = kt.open(city)
    sheet = write_coding_sheet(study, 4, tmp_path / "sheet.csv")
    asked = [row["passage_id"] for row in sheet_rows(sheet)]
    label = str(study.themes["label_nl"].iloc[0])
    codes = dict(zip(asked, ("t01", f"T01 {label}", label.upper(), "Aucun"), strict=True))
    done = bring_in(study, fill(sheet, codes, tmp_path / "anna.csv"))
    assert done.faults == []
    assert sorted(done.coding["code"]) == ["T01", "T01", "T01", "none"]


def test_unknown_passages_and_themes_are_a_line_each_and_the_rest_comes_in(city, tmp_path):
    study = kt.open(city)
    sheet = write_coding_sheet(study, 4, tmp_path / "sheet.csv")
    asked = [row["passage_id"] for row in sheet_rows(sheet)]
    path = fill(sheet, dict(zip(asked, ("T01", "T99", "T01", ""), strict=True)), tmp_path / "anna.csv")
    path.write_text(path.read_text(encoding="utf-8").replace(asked[2], "stad-2018-nl-0000000000"), encoding="utf-8")
    done = bring_in(study, path)
    said = [str(fault) for fault in done.faults]
    assert said[0].startswith("anna.csv, row 3: no theme 'T99' (hint: ")
    assert said[1].startswith("anna.csv, row 4: no passage 'stad-2018-nl-0000000000'")
    assert len(done.coding) == 1
    assert "1 left empty" in done.said[0]


def test_a_sheet_without_its_columns_or_its_list_of_themes_is_refused(city, tmp_path):
    (tmp_path / "wrong.csv").write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="no column passage_id, code, codebook"):
        bring_in(kt.open(city), tmp_path / "wrong.csv")
    (tmp_path / "fake.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(InputError, match="no Excel file"):
        bring_in(kt.open(city), tmp_path / "fake.xlsx")
    sheet = write_coding_sheet(kt.open(city), 1, tmp_path / "sheet.csv")
    asked = sheet_rows(sheet)[0]["passage_id"]
    done = bring_in(kt.open(city), fill(sheet, {asked: "T01"}, tmp_path / "old.csv", codebook="0123456789"))
    assert "no list of themes '0123456789' in codebook.csv" in str(done.faults[0])


def test_people_s_work_survives_a_new_clustering(city, tmp_path):
    study = kt.open(city)
    sheet = write_coding_sheet(study, 1000, tmp_path / "sheet.csv")
    bring_in(study, fill(sheet, machine(study), tmp_path / "anna.csv"))
    later = kt.open(city)
    names = later.themes.loc[later.themes["parent_id"] == "", "theme_id"].tolist()
    assert len(names) > 1
    renamed = dict(zip(names, [*names[1:], names[0]], strict=True))
    swapped = later.assignments.assign(theme_id=later.assignments["theme_id"].replace(renamed))
    found = coding.agreement(later.coding, later.codebook, later.themes, swapped, CompareSettings())
    assert found.set_index(["level", "coders"]).loc[("broad", "anna|machine"), "alpha"] == 1


# People above the machine.


def coded(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Rows of coding as (passage, coder, code) with the themes of today."""
    return tables.from_rows(
        "coding",
        [
            {"passage_id": passage, "coder": coder, "code": code, "codebook": "now", "source": "sheet", "note": ""}
            for passage, coder, code in rows
        ],
    )


def test_what_most_coders_gave_stands_above_the_machine_s_theme(coded_city):
    study = kt.open(coded_city)
    book = coding.codebook(study.themes, study.assignments).assign(codebook="now")
    first, second, third = study.assignments["passage_id"][:3]
    given_codes = coded(
        *[(first, coder, "T01.1") for coder in "ab"],
        (first, "c", "none"),
        (second, "a", "T01"),
        (second, "b", "T02"),
        (third, "a", "none"),
    )
    made = coding.by_people(study.assignments, given_codes, book, study.themes).set_index("passage_id")
    before = study.assignments.set_index("passage_id")
    assert made.loc[first, ["theme_id", "narrow_id"]].to_list() == ["T01", "T01.1"]
    assert made.loc[second].equals(before.loc[second])
    assert made.loc[third, ["theme_id", "narrow_id"]].to_list() == ["", ""]
    assert made.iloc[3:].equals(before.iloc[3:])


# The measures.


def codes_of(draw_seed: int, units: int, coders: int, kinds: int, missing: float) -> np.ndarray:
    chance = np.random.default_rng(draw_seed)
    truth = chance.integers(0, kinds, size=(units, 1))
    noise = chance.integers(0, kinds, size=(units, coders))
    codes = np.where(chance.random((units, coders)) < 0.6, truth, noise)
    return np.where(chance.random((units, coders)) < missing, MISSING, codes)


@given(st.integers(0, 10_000), st.integers(2, 30), st.integers(2, 5), st.integers(2, 5))
def test_alpha_is_nltk_s(seed, units, coders, kinds):
    """nltk knows no missing codes, so none are here."""
    codes = codes_of(seed, units, coders, kinds, missing=0.0)
    if len(set(codes.ravel().tolist())) < 2:
        return
    rows = [(coder, unit, int(codes[unit, coder])) for unit in range(units) for coder in range(coders)]
    found = alphas(counts(codes), np.ones((1, units)))[0]
    assert found == pytest.approx(AnnotationTask(rows).alpha(), abs=1e-9)


@given(st.integers(0, 10_000), st.integers(5, 40), st.integers(2, 5))
def test_kappa_is_that_of_scikit_learn(seed, units, kinds):
    codes = codes_of(seed, units, 2, kinds, missing=0.0)
    if len(set(codes.ravel().tolist())) < 2:
        return
    found = kappas(codes[:, 0], codes[:, 1], np.ones((1, units)))[0]
    assert found == pytest.approx(cohen_kappa_score(codes[:, 0], codes[:, 1]), abs=1e-9)


def test_alpha_with_missing_codes_is_the_reference_package_s():
    """The package krippendorff is no dependency; it is asked where it lies beside the repository."""
    if not PEERS.is_file():
        pytest.skip("the reference package (../peers/env) is not on this machine")
    cases = [codes_of(seed, 25, 4, 4, missing=0.3) for seed in range(20)]
    asked = json.dumps([np.where(case < 0, None, case).T.tolist() for case in cases])
    code = (
        "import json,sys,numpy as np,krippendorff as k;"
        "given = [np.array(each, dtype=float) for each in json.load(sys.stdin)];"
        "print(json.dumps([k.alpha(each, level_of_measurement='nominal') for each in given]))"
    )
    told = subprocess.run([PEERS, "-c", code], input=asked, capture_output=True, text=True, check=True).stdout
    found = [alphas(counts(case), np.ones((1, len(counts(case)))))[0] for case in cases]
    assert found == pytest.approx(json.loads(told), abs=1e-9)


def test_resampling_a_unit_twice_is_having_it_twice():
    codes = codes_of(3, 12, 3, 3, missing=0.2)
    found = counts(codes)
    weights = resampled(len(found), 5, 1)
    for weight, value in zip(weights, alphas(found, weights), strict=True):
        repeated = np.repeat(found, weight.astype(int), axis=0)
        assert value == pytest.approx(alphas(repeated, np.ones((1, len(repeated))))[0])


def test_one_code_for_all_gives_no_figure_and_few_passages_are_said(coded_city):
    study = kt.open(coded_city)
    book = coding.codebook(study.themes, study.assignments).assign(codebook="now")
    own = list(study.assignments["passage_id"][:3])
    rows = [(each, coder, "T01") for each in [*own, "gone"] for coder in ("a", "b")]
    found = coding.agreement(coded(*rows), book, study.themes, study.assignments, CompareSettings())
    people = found[found["between"] == "people"].iloc[0]
    assert np.isnan(people["alpha"])
    assert people["agreed"] == 1
    assert "too few" in people["note"]
    assert "2 codes of passages that are no longer there left out" in people["note"]


def test_nobody_coded_means_no_rows(coded_city):
    assert kt.open(coded_city).agreement.empty
