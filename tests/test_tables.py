"""Tables: every column named, typed, explained and restricted once."""

from __future__ import annotations

import pandas as pd
import pytest

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
