"""Documents are read and encoded by a Dask cluster that is there already, to the same bytes; or it is said why not."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from killing import built, ended, started
from making import plan_pdf

import kentering as kt
from kentering import extract
from kentering.errors import InputError
from kentering.settings import ExtractSettings
from kentering.study import on_worker
from kentering.study.spread import BUNDLE, bundled

distributed = pytest.importorskip("distributed", reason="the package distributed is not installed (extra dask)")


@pytest.fixture(scope="module")
def workers():
    """Two workers in processes of their own, on this machine only."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def plans(built_city, tmp_path_factory):
    """A city's plans, and a file that is no PDF; nothing built."""
    folder = tmp_path_factory.mktemp("plans") / "city"
    shutil.copytree(built_city, folder, ignore=shutil.ignore_patterns("built"))
    (folder / "pdf" / "commentaar.pdf").write_bytes(b"%PDF-1.7\nno page at all\n")
    return folder


@pytest.fixture(scope="module")
def alone(plans, built_city, tmp_path_factory):
    """The same, run on this machine alone; of the two plans the reading and the vectors are there already."""
    folder = Path(shutil.copytree(built_city, tmp_path_factory.mktemp("alone") / "city"))
    shutil.copy(plans / "pdf" / "commentaar.pdf", folder / "pdf")
    ended(started(folder, "--workers", "1"))
    return folder


@pytest.fixture
def city(plans, tmp_path):
    return Path(shutil.copytree(plans, tmp_path / "city"))


def test_two_workers_give_the_same_bytes_as_this_machine_alone(workers, city, alone):
    code, said = ended(started(city, "--scheduler", workers.scheduler_address))
    assert built(city) == built(alone)
    assert code == 1, said  # one file is no PDF, and that is said as ever
    assert "commentaar.pdf" in said
    assert "Traceback" not in said


def test_what_is_fresh_asks_nothing_of_the_workers(workers, alone):
    before = built(alone)
    ended(started(alone, "--scheduler", workers.scheduler_address))
    assert built(alone) == before


def test_a_scheduler_that_does_not_answer_is_said_in_one_line(city):
    from kentering.study.spread import spread_over

    for address in ("no address", "smb://127.0.0.1:1"):
        with (
            pytest.raises(InputError, match=f"no Dask scheduler answers at {address}") as refused,
            spread_over(address, ExtractSettings()),
        ):
            pass
        assert "start one" in refused.value.hint
    code, said = ended(started(city, "--scheduler", "tcp://127.0.0.1:9"))
    assert code == 1
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in said
    assert "hint: start one" in said
    assert "Traceback" not in said


def test_a_cluster_without_workers_is_said(city):
    from kentering.study.spread import spread_over

    with (
        distributed.LocalCluster(n_workers=0, processes=True, host="127.0.0.1", dashboard_address=None) as empty,
        pytest.raises(InputError, match="has no workers"),
        spread_over(empty.scheduler_address, ExtractSettings()),
    ):
        pass


def test_workers_that_run_something_else_are_refused_by_name_and_version(workers, city, monkeypatch):
    from kentering.study.spread import spread_over

    version, real = on_worker._version("torch"), on_worker._version
    monkeypatch.setattr(on_worker, "_version", lambda name: "0.0" if name == "torch" else real(name))
    with (
        pytest.raises(InputError, match=f"it runs torch {re.escape(version)}, here 0.0") as refused,
        spread_over(workers.scheduler_address, ExtractSettings()),
    ):
        pass
    assert "install the same versions" in refused.value.hint


def test_a_cluster_that_goes_away_is_said_and_what_was_read_is_kept(city):
    from kentering.study.spread import spread_over

    study = kt.open(city)
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        spread_over(cluster.scheduler_address, study.settings.extract) as study.built.spread,
    ):
        assert len(study.blocks)
        cluster.close()
        with pytest.raises(InputError, match=r"the Dask cluster at .* stopped the work") as gone:
            assert len(study.vectors)
    assert "run the same command again" in gone.value.hint
    assert (
        kt.open(city).status().set_index(["table", "document_id"]).loc[("blocks", "stad-2024-nl"), "state"] == "fresh"
    )


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_each_plan_travels_once_the_largest_first_and_bundles_grow_shorter(threads):
    sizes = [60_000 + 1_000 * place for place in range(34)]
    found = list(bundled(sizes, threads))
    assert sorted(place for each in found for place in each) == list(range(34))
    assert found[0][0] == 33
    taken = [sum(sizes[place] for place in each) for each in found]
    assert taken == sorted(taken, reverse=True)
    assert max(taken) <= sum(sizes) / 4 / threads
    assert len(found[-1]) == 1


def test_the_process_that_reads_on_a_worker_is_kept_and_replaced_where_settings_change(tmp_path):
    path = tmp_path / "plan.pdf"
    plan_pdf(path, "Plan", {"Drugs": 3})
    given = [on_worker.packed(extract.Request(path, "plan"))]
    settings = ExtractSettings()
    (first,), reader = on_worker.readings(given, settings), on_worker._reader(settings)
    process = reader._process
    (again,) = on_worker.readings(given, settings)
    assert process is not None
    assert process.poll() is None
    assert on_worker._reader(settings)._process is process
    assert first.blocks.equals(again.blocks)
    assert on_worker._reader(settings.model_copy(update={"max_memory": 900})) is not reader
    assert process.wait(timeout=10) == 0
    on_worker._OWN.reader.close()
    del on_worker._OWN.reader


def test_a_large_plan_travels_alone_and_no_bundle_is_larger_than_is_stated():
    found = list(bundled([9 * BUNDLE, *[BUNDLE // 4] * 40], 2))
    assert found[0] == [0]
    assert all(len(each) <= 4 for each in found[1:])
    assert list(bundled([], 2)) == []
