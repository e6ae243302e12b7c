"""Tables: every column named, typed, explained and restricted once."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentering import tables
from kentering.errors import FaultsError, UnknownNameError


@pytest.mark.parametrize("name", list(tables.TABLES))
def test_every_column_is_explained(name):
    explained = tables.explain(name)
    assert len(explained) > 0
    assert (explained["meaning"].str.len() > 3).all()


@pytest.mark.parametrize("name", list(tables.TABLES))
def test_an_empty_table_has_its_columns_in_order(name):
    assert list(tables.empty(name).columns) == tables.columns(name)


def test_a_table_that_does_not_exist_is_answered_with_the_nearest_name():
    with pytest.raises(UnknownNameError, match="did you mean shares") as error:
        tables.columns("share")
    assert "no table 'share'" in str(error.value)


def test_an_unknown_column_stops_and_says_which_one_is_near():
    frame = tables.empty("lags").rename(columns={"days_low": "day_low"})
    with pytest.raises(FaultsError, match="did you mean days_low"):
        tables.check("lags", frame, "lags.csv")


def test_every_fault_is_found_in_one_go_with_its_row():
    rows = [
        {"document_id": "a", "work_id": "w", "language": "de", "text": "full", "pages": None},
        {"document_id": "b", "work_id": "w", "language": "nl", "text": "book", "pages": 0},
    ]
    blank = dict.fromkeys(tables.columns("documents"), "")
    frame = pd.DataFrame([blank | row for row in rows])
    with pytest.raises(FaultsError) as error:
        tables.check("documents", frame, "documents.csv", 2)
    said = [str(fault) for fault in error.value.faults]
    assert len(said) == 3
    assert "documents.csv, row 2, column language: 'de' is not allowed (hint: one of: nl, fr, en)" in said
    assert any("row 3, column text: 'book'" in each for each in said)
    assert any("row 3, column pages" in each for each in said)


@pytest.mark.parametrize("date", ["", "2022", "2022-03", "2022-03-31"])
def test_a_date_may_be_a_year_a_month_or_a_day(date):
    assert tables.check("works", _work(adopted=date))["adopted"][0] == date


@pytest.mark.parametrize("date", ["31/03/2022", "2022-13", "2022-3-1", "spring 2022"])
def test_a_wrong_date_is_refused(date):
    with pytest.raises(FaultsError, match="column adopted"):
        tables.check("works", _work(adopted=date))


def _work(**cells: str) -> pd.DataFrame:
    row = dict.fromkeys(tables.columns("works"), "") | {
        "work_id": "nvp-2022",
        "family": "NVP",
        "series": "NVP",
        "level": "federal",
        "status": "final",
        "complete": True,
        "confidence": "page",
    }
    return pd.DataFrame([row | cells])


@pytest.mark.parametrize("name", list(tables.TABLES))
def test_what_is_plainly_right_is_what_the_whole_check_gives(name, coded_city, example):
    from kentering.tables.checking import schema, typed

    declared = tables.row_class(name).columns
    blank = pd.DataFrame({column: pd.Series(dtype=object) for column in declared})
    frames = [blank, *(_shown(folder, name) for folder in (coded_city, example))]
    for frame in frames:
        plain = typed(frame, declared)
        assert plain is not None
        pd.testing.assert_frame_equal(plain, schema(declared).validate(frame, lazy=True))


def _shown(folder, name):
    """A built table as it is stored, or the one that people keep; an empty one where there is none."""
    import kentering as kt
    from kentering.corpus import corpus

    opened = corpus(folder)
    if hasattr(opened, name):
        return getattr(opened, name)
    found = kt.open(folder).built.store
    stored = found.made_from(name)
    table = found.table(name, stored) if stored else None
    return tables.empty(name) if table is None else table


WRONG = st.sampled_from(["", "nl", "9", "2022-13", "x", None, 1, -1, 0.5, 7.0, float("nan"), True, ["a"], 10**20])


@given(st.sampled_from(sorted(tables.TABLES)), st.lists(st.tuples(st.integers(0, 30), WRONG), max_size=3))
def test_what_the_whole_check_refuses_is_never_plainly_right(name, changes):
    from pandera.errors import SchemaErrors

    from kentering.tables.checking import schema, typed

    declared = tables.row_class(name).columns
    usual = {"str": "", "int": 1, "float": 0.5, "bool": True, "object": ["a"]}
    row = {key: each.isin[0] if each.isin else usual[each.kind] for key, each in declared.items()}
    row |= {key: "x" for key, each in declared.items() if each.filled}
    for place, cell in changes:
        row[list(row)[place % len(row)]] = cell
    frame = pd.DataFrame({key: pd.Series([cell], dtype=object) for key, cell in row.items()})
    plain = typed(frame, declared)
    try:
        whole = schema(declared).validate(frame, lazy=True)
    except SchemaErrors:
        assert plain is None
        return
    if plain is not None:
        pd.testing.assert_frame_equal(plain, whole)
