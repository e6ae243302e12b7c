"""What several test modules need."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

# No example is judged by its time: machines are shared. The same examples every time, so that a run can be repeated.
settings.register_profile("kentering", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kentering")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real texts that lie beside the repository on some machines; without them the test skips."""
    folder = ROOT.parent / "shared"
    if not (folder / "plans").is_dir():
        pytest.skip("the real texts (../shared) are not on this machine")
    return folder


@pytest.fixture(scope="session")
def example() -> Path:
    """The example corpus of the repository."""
    return ROOT / "corpora" / "example"


def _once(tmp_path_factory, name, make):
    """A folder made once, by the first of the processes that run the tests; the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with FileLock(base / f"{name}.lock"):
        if not (base / name).exists():
            make(base / f"{name}.part").rename(base / name)
    return base / name


@pytest.fixture(scope="session")
def built_example(example, tmp_path_factory) -> Path:
    """A copy of the example corpus with every table made; copy it to change it.

    Vectors that a run on the example left are used where they are those of its passages and its encoder.
    """
    import kentering as kt

    def make(folder):
        shutil.copytree(example, folder, ignore=shutil.ignore_patterns("built"))
        if (example / "built" / "vectors").is_dir():
            shutil.copytree(example / "built" / "vectors", folder / "built" / "vectors")
        kt.open(folder).run()
        return folder

    return _once(tmp_path_factory, "example", make)


@pytest.fixture(scope="session")
def ledger(built_example, tmp_path_factory):
    """The claims of the example with their grounds, made once for all tests; copy it to change it."""
    import kentering as kt
    from kentering import claims

    def make(folder):
        claims.write_ledger(claims.ledger(kt.open(built_example)), folder)
        return folder

    return claims.read_ledger(_once(tmp_path_factory, "ledger", make) / claims.NAME)


@pytest.fixture(scope="session")
def built_city(tmp_path_factory) -> Path:
    """A city's two plans and a commentary, run once with one worker from the command line; copy it to change it."""
    from killing import ended, started
    from making import city_corpus

    def make(folder):
        code, said = ended(started(city_corpus(folder / "city"), "--workers", "1"))
        assert code == 0, said
        return folder

    return _once(tmp_path_factory, "built-city", make) / "city"


@pytest.fixture(scope="session")
def coded_city(built_city, tmp_path_factory) -> Path:
    """A city's plans with hostile texts and names, every table made; copy it to change it."""
    from coded import with_hostile_texts

    import kentering as kt

    def make(folder):
        shutil.copytree(built_city, folder, ignore=shutil.ignore_patterns("run.json"))
        kt.open(with_hostile_texts(folder)).run()
        return folder

    return _once(tmp_path_factory, "city", make)
