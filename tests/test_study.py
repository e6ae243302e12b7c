"""A study: tables made on first use, kept, and made again only where something changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from making import city_corpus, plan_pdf, rows, write

import kentering as kt
from kentering.errors import FaultsError, UnknownNameError
from kentering.study.made_from import STAGE_OF


@pytest.fixture(scope="module")
def built(built_city, tmp_path_factory):
    """A city's two plans, every table made once."""
    folder = tmp_path_factory.mktemp("corpora") / "city"
    return Path(shutil.copytree(built_city, folder, ignore=shutil.ignore_patterns("run.json")))


@pytest.fixture
def city(built, tmp_path):
    """A copy to change."""
    return Path(shutil.copytree(built, tmp_path / "city"))


def states(study: kt.Study) -> dict[tuple[str, str], str]:
    return {(row.table, row.document_id): row.state for row in study.status().itertuples()}


def written(folder: Path) -> dict[str, bytes]:
    files = [path for path in sorted((folder / "built").glob("**/*")) if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_opening_computes_nothing(tmp_path):
    folder = city_corpus(tmp_path / "city")
    study = kt.open(folder)
    assert len(study.works) == 2
    assert not (folder / "built").exists()


def test_everything_is_fresh_after_a_run(built):
    assert set(states(kt.open(built)).values()) == {"fresh"}


def test_a_second_study_reads_what_the_first_made(city):
    before = written(city)
    study = kt.open(city)
    study.run()
    assert written(city) == before


def test_the_plan_that_says_more_on_cybercrime_shows_it(built):
    study = kt.open(built)
    cyber = study.quotes(_theme_of(study, "gijzelsoftware"), n=1)["theme_id"][0]
    shift = study.shifts[study.shifts["theme_id"] == cyber].iloc[0]
    assert shift["change"] > 0.05


def test_a_changed_pdf_redoes_its_document_only(city):
    before = written(city)
    plan_pdf(city / "pdf" / "stad-2024-nl.pdf", "Veiligheidsplan van de stad", {"Drugs": 20, "Verkeersveiligheid": 25})
    study = kt.open(city)
    state = states(study)
    assert state["blocks", "stad-2018-nl"] == "fresh"
    assert state["blocks", "stad-2024-nl"] == "stale"
    assert state["vectors", "stad-2024-nl"] == "stale"
    assert state["shares", ""] == "stale"
    status = study.status().set_index(["table", "document_id"])
    assert status.loc[("blocks", "stad-2024-nl"), "why"] == "the PDF changed"
    study.run()
    after = written(city)
    same = [name for name in before if "stad-2018-nl" in name or "commentaar" in name]
    assert same
    assert all(after[name] == before[name] for name in same)
    assert set(states(study).values()) == {"fresh"}


def test_a_changed_setting_redoes_its_stage_and_the_ones_after(city):
    with (city / "corpus.toml").open("a", encoding="utf-8") as stream:
        stream.write("\n[cluster]\nn_themes = 5\n")
    study = kt.open(city)
    stale = {table for (table, _), state in states(study).items() if state == "stale"}
    later = {table for table, stage in STAGE_OF.items() if stage in ("cluster", "compare", "audit")}
    assert {"assignments", "shares", "checks"} <= later
    assert stale == later
    why = study.status().set_index("table").loc["themes", "why"]
    assert why == "its settings changed"


def test_a_study_with_other_settings_leaves_the_first_untouched(city):
    study = kt.open(city)
    before, themes = written(city), study.themes
    coarse = study.using(cluster={"n_themes": 3})
    assert (coarse.themes["parent_id"] == "").sum() == 3
    pd.testing.assert_frame_equal(study.themes, themes)
    assert written(city) == before


def test_the_order_of_rows_does_not_matter(city, built):
    for name in ("works.csv", "documents.csv"):
        write(city / name, rows(city / name)[::-1])
    shutil.rmtree(city / "built")
    kt.open(city).run()
    assert written(city) == written(built)


def test_another_document_cannot_change_a_stored_vector(city):
    vectors = kt.open(city).vectors
    documents = kt.open(city).passages["document_id"].to_numpy()
    write(city / "documents.csv", [row for row in rows(city / "documents.csv") if row["document_id"] != "commentaar"])
    shutil.rmtree(city / "built")
    alone = kt.open(city)
    for document in ("stad-2018-nl", "stad-2024-nl"):
        mine = (alone.passages["document_id"] == document).to_numpy()
        assert np.array_equal(alone.vectors[mine], vectors[documents == document])


def test_commentary_is_searchable_and_in_no_share(built):
    study = kt.open(built)
    assert set(study.shares["text"]) == {"full"}
    commentary = study.passages[study.passages["document_id"] == "commentaar"]
    assert len(commentary) > 0
    found = study.find("drugsbendes in de haven", n=30)
    assert "commentaar" in set(found["document_id"])
    broad = study.shares[~study.shares["theme_id"].str.contains(".", regex=False)]
    without = broad.groupby("work_id")["n_passages"].sum()
    counted = study.passages[study.passages["running"] & (study.passages["document_id"] != "commentaar")]
    assert without.sum() == len(counted)


def test_a_text_in_another_language_than_its_row_says_is_left_out_and_comes_back_when_that_is_mended(city):
    listed = rows(city / "documents.csv")
    write(
        city / "documents.csv", [{**row, "language": "fr" if row["work_id"] == "stad-2018" else "nl"} for row in listed]
    )
    study = kt.open(city)
    assert {"stad-2018-nl"} <= set(study.left_out["document_id"])
    assert study.left_out["reason"].str.contains("is in nl, and documents.csv gives it language fr").any()
    assert "stad-2018-nl" not in set(study.passages["document_id"])
    assert set(kt.open(city).left_out["document_id"]) == set(study.left_out["document_id"])
    write(city / "documents.csv", listed)
    assert not len(kt.open(city).left_out)


def test_a_document_that_cannot_be_read_is_left_out_and_the_rest_goes_on(city):
    (city / "pdf" / "torn.pdf").write_bytes((city / "pdf" / "stad-2018-nl.pdf").read_bytes()[:900])
    (city / "pdf" / "empty.pdf").write_bytes(b"")
    more = [
        {"document_id": name, "work_id": "stad-2018", "language": "nl", "text": "full", "file": f"pdf/{name}.pdf"}
        for name in ("torn", "empty", "absent")
    ]
    write(city / "documents.csv", [*rows(city / "documents.csv"), *more])
    study = kt.open(city)
    study.run()
    assert sorted(study.left_out["document_id"]) == ["empty", "torn"]
    assert study.built.to_add == {"absent"}
    assert study.left_out["reason"].str.len().min() > 10
    assert study.left_out["hint"].str.len().min() > 5
    assert len(study.passages) == len(kt.open(city).passages) > 0


def test_what_was_built_stays_whole_when_a_manifest_is_wrong(city):
    before = written(city)
    table = rows(city / "works.csv")
    write(city / "works.csv", [row | {"colour": "blue"} for row in table])
    with pytest.raises(FaultsError, match="no column 'colour'"):
        kt.open(city)
    assert written(city) == before


def test_a_removed_document_leaves_nothing_behind(city):
    write(city / "documents.csv", [row for row in rows(city / "documents.csv") if row["document_id"] != "commentaar"])
    kt.open(city).run()
    assert not [name for name in written(city) if "commentaar" in name]


def test_unknown_names_are_answered_with_the_near_one(built):
    study = kt.open(built)
    with pytest.raises(UnknownNameError, match="no theme 'T99'"):
        study.quotes("T99")
    with pytest.raises(UnknownNameError, match="did you mean segment"):
        study.run(until="segments")
    with pytest.raises(UnknownNameError, match="did you mean passages"):
        study.table("passage")


def test_every_quotation_has_plan_and_page(built):
    study = kt.open(built)
    for theme in study.themes["theme_id"]:
        quoted = study.quotes(theme, n=2)
        assert quoted["citation"].str.fullmatch(r"STAD (2018|2024), pp?\. \d+(-\d+)?").all()
        assert (quoted["page"] >= 1).all()


def test_a_persons_label_survives_a_new_clustering(city):
    study = kt.open(city)
    theme = _theme_of(study, "gijzelsoftware")
    passages = study.assignments.loc[study.assignments["theme_id"] == theme, "passage_id"]
    label = {"theme_id": theme, "label_nl": "Digitale misdaad", "label_fr": "", "label_en": "Crime online"}
    write(city / "labels.csv", [label | {"passages": " ".join(passages)}])
    for n_themes in (4, 5):
        named = kt.open(city).using(cluster={"n_themes": n_themes})
        row = named.themes.set_index("theme_id").loc[_theme_of(named, "gijzelsoftware")]
        assert (row["label_nl"], row["label_source"]) == ("Digitale misdaad", "person")


def _theme_of(study: kt.Study, word: str) -> str:
    mine = study.passages[study.passages["text"].str.contains(word) & study.passages["running"]]
    found = study.assignments[study.assignments["passage_id"].isin(mine["passage_id"])]["theme_id"]
    return str(found[found != ""].mode()[0])


def test_a_report_that_is_still_true_is_not_written_again(city, tmp_path):
    path = kt.write_report(kt.open(city), tmp_path, "en")
    first = path.stat().st_mtime_ns
    assert kt.write_report(kt.open(city), tmp_path, "en").stat().st_mtime_ns == first
    path.write_text("spoilt", encoding="utf-8")
    assert "spoilt" not in kt.write_report(kt.open(city), tmp_path, "en").read_text(encoding="utf-8")


def test_a_report_follows_a_changed_table(city, tmp_path):
    before = kt.write_report(kt.open(city), tmp_path, "en").read_text(encoding="utf-8")
    table = rows(city / "works.csv")
    write(city / "works.csv", [row | {"title_nl": "Plan voor een veilige stad"} for row in table])
    after = kt.write_report(kt.open(city), tmp_path, "en").read_text(encoding="utf-8")
    assert "Plan voor een veilige stad" in after
    assert "Plan voor een veilige stad" not in before


def test_the_same_study_gives_the_same_report(built, tmp_path):
    pages = [kt.write_report(kt.open(built).using(), tmp_path / name, "fr").read_bytes() for name in ("a", "b")]
    assert pages[0] == pages[1]


def test_a_locked_document_is_read_once_its_password_is_given(city, shared, monkeypatch):
    locked = shared / "plans" / "vi_encrypted_user_mededeling2026.pdf"
    shutil.copy(locked, city / "pdf" / "locked.pdf")
    row = {"document_id": "locked", "work_id": "stad-2024", "language": "nl", "text": "summary"}
    write(city / "documents.csv", [*rows(city / "documents.csv"), row | {"file": "pdf/locked.pdf"}])
    before = kt.open(city)
    assert before.left_out["document_id"].to_list() == ["locked"]
    monkeypatch.setenv("KENTERING_PASSWORD", "geheim")
    after = kt.open(city)
    assert after.left_out.empty
    assert "locked" in set(after.blocks["document_id"])
