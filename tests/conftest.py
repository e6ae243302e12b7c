"""What several test modules need."""

from __future__ import annotations

from pathlib import Path

import pytest
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


@pytest.fixture(scope="session")
def coded_city(tmp_path_factory) -> Path:
    """A city's plans with hostile texts and names, every table made once; copy it to change it."""
    from coded import hostile_city

    import kentering as kt

    folder = hostile_city(tmp_path_factory.mktemp("coded") / "city")
    kt.open(folder).run()
    return folder
