"""The store: nothing half-written or out of date is ever read."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from kentering import tables
from kentering.errors import InputError
from kentering.store import Store, beside, fingerprint, table_fingerprint

MADE = {"file": "abc", "settings": "def"}


@pytest.fixture
def left_out():
    row = {"document_id": "a", "file": "pdf/a.pdf", "reason": "torn", "hint": "get another"}
    return tables.from_rows("left_out", [row])


def test_a_table_comes_back_as_it_was_written(tmp_path, left_out):
    store = Store(tmp_path)
    store.write_table("left_out", left_out, MADE, "a")
    pd.testing.assert_frame_equal(store.table("left_out", MADE, "a"), left_out)


def test_lists_come_back_as_lists(tmp_path):
    row = dict.fromkeys(tables.columns("blocks"), 1) | {
        "document_id": "a", "page_label": "i", "kind": "paragraph", "marker": "", "text": "Drugs", "source": "text",
        "section_path": ["2. Thema's", "2.3 Drugs"], "boxes": [[1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 2.0, 3.0, 4.0, 5.0]],
    }  # fmt: skip
    frame = tables.from_rows("blocks", [row])
    store = Store(tmp_path)
    store.write_table("blocks", frame, MADE)
    read = store.table("blocks", MADE)
    assert read["section_path"][0] == ["2. Thema's", "2.3 Drugs"]
    assert read["boxes"][0] == [[1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 2.0, 3.0, 4.0, 5.0]]


def test_a_table_made_from_something_else_is_never_read(tmp_path, left_out):
    store = Store(tmp_path)
    store.write_table("left_out", left_out, MADE)
    assert store.table("left_out", MADE | {"settings": "other"}) is None


def test_a_damaged_table_counts_as_not_there(tmp_path, left_out):
    store = Store(tmp_path)
    store.write_table("left_out", left_out, MADE)
    path = tmp_path / "left_out.parquet"
    path.write_bytes(path.read_bytes()[:-40])
    assert store.table("left_out", MADE) is None
    assert store.made_from("left_out") is None


def test_the_same_table_gives_the_same_bytes(tmp_path, left_out):
    for name in ("one", "two"):
        Store(tmp_path / name).write_table("left_out", left_out, MADE)
    assert (tmp_path / "one/left_out.parquet").read_bytes() == (tmp_path / "two/left_out.parquet").read_bytes()


def test_vectors_come_back_to_the_bit(tmp_path):
    store = Store(tmp_path)
    matrix = np.linspace(0, 1, 12, dtype=np.float32).reshape(3, 4)
    store.write_matrix("vectors", matrix, MADE, "a")
    assert np.array_equal(store.matrix("vectors", MADE, "a"), matrix)
    assert store.matrix("vectors", {"other": "x"}, "a") is None


def test_what_breaks_off_while_writing_leaves_the_old_file_whole(tmp_path):
    path = tmp_path / "report.html"
    path.write_text("old")

    def broken() -> None:
        with beside(path) as temporary:
            temporary.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["report.html"]


def test_a_folder_where_nothing_can_be_written_is_said(tmp_path):
    (tmp_path / "built").write_text("a file, where a folder is wanted")
    with pytest.raises(InputError, match="cannot write"), beside(tmp_path / "built" / "x.parquet"):
        pass


def test_parts_of_documents_that_are_gone_are_removed(tmp_path, left_out):
    store = Store(tmp_path)
    for part in ("a", "b"):
        store.write_table("left_out", left_out, MADE, part)
    store.keep_parts("left_out", {"b"})
    assert store.made_from("left_out", "a") is None
    assert store.made_from("left_out", "b") == MADE


def test_the_order_of_rows_does_not_change_a_fingerprint(left_out):
    two = pd.concat([left_out, left_out.assign(document_id="b")])
    assert table_fingerprint(two) == table_fingerprint(two.iloc[::-1])
    assert table_fingerprint(two) != table_fingerprint(left_out)
    assert fingerprint("a", "b") != fingerprint("ab")
