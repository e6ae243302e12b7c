"""No input makes reading or opening end in a traceback: what was once found, and a few new tries each time."""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from mutating import CELLS, MANIFESTS, TOKENS, full_corpus, made_wrong, mutated
from trying import bringing_in, exchanged, opening, reading

import kentering as kt

FOUND = Path(__file__).parent / "found"
EXCHANGED = (".qdpx", ".qdc", ".xlsx")


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return full_corpus(tmp_path_factory.mktemp("fuzz") / "city")


@pytest.mark.parametrize("path", sorted(FOUND.glob("*.pdf")), ids=lambda path: path.name)
def test_a_pdf_that_was_found_is_read_or_refused(path):
    assert reading(path) == ""


@pytest.mark.parametrize("path", sorted(FOUND.glob("*.csv")) + sorted(FOUND.glob("*.toml")), ids=lambda path: path.name)
def test_a_manifest_that_was_found_is_opened_or_refused(path, city, tmp_path):
    folder = Path(shutil.copytree(city, tmp_path / "city"))
    shutil.copy(path, folder / path.name.partition("-")[2])
    assert opening(folder) == ""


@pytest.mark.parametrize("seed", range(12))
def test_a_pdf_made_wrong_is_read_or_refused(seed, city, tmp_path):
    path = tmp_path / "wrong.pdf"
    path.write_bytes(mutated((city / "pdf" / "commentaar.pdf").read_bytes(), random.Random(seed), TOKENS))
    assert reading(path) == ""


@pytest.mark.parametrize("seed", range(40))
def test_a_manifest_made_wrong_is_opened_or_refused(seed, city, tmp_path):
    folder = Path(shutil.copytree(city, tmp_path / "city"))
    dice = random.Random(seed)
    path = folder / dice.choice(MANIFESTS)
    path.write_bytes(mutated(path.read_bytes(), dice, CELLS))
    assert opening(folder) == ""


@pytest.fixture(scope="module")
def study(coded_city, tmp_path_factory):
    """A built corpus that exchange files may change."""
    return kt.open(Path(shutil.copytree(coded_city, tmp_path_factory.mktemp("exchange") / "city")))


@pytest.fixture(scope="module")
def files(study, tmp_path_factory):
    return exchanged(study, tmp_path_factory.mktemp("sound"))


def test_sound_exchange_files_come_in(study, files, tmp_path):
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        assert bringing_in(study, tmp_path / name) == ""


@pytest.mark.parametrize("path", sorted(path for path in FOUND.glob("*") if path.suffix in EXCHANGED))
def test_an_exchange_file_that_was_found_comes_in_or_is_refused(path, study):
    assert bringing_in(study, path) == ""


@pytest.mark.parametrize("seed", range(24))
def test_an_exchange_file_made_wrong_comes_in_or_is_refused(seed, study, files, tmp_path):
    dice = random.Random(seed)
    name = sorted(files)[seed % len(files)]
    (tmp_path / name).write_bytes(made_wrong(name, files[name], dice))
    assert bringing_in(study, tmp_path / name) == ""
