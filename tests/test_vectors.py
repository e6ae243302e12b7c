"""Vectors: the language taken out, the neighbours mixed in, the nearest found."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentering.vectors import centred, language_means, means, nearest, unit, with_neighbours

DRAW = np.random.default_rng(7)


def drawn(rows: int, columns: int = 8) -> np.ndarray:
    return unit(DRAW.normal(size=(rows, columns)).astype(np.float32))


def test_centring_takes_out_what_a_language_adds():
    content = DRAW.normal(size=(20, 8)).astype(np.float32)
    languages = ["nl"] * 20 + ["fr"] * 20
    offset = np.repeat(DRAW.normal(size=(2, 8)), 20, axis=0).astype(np.float32) * 5
    both = np.concatenate([content, content]) + offset
    out = centred(both, languages)
    assert np.allclose(out[:20], out[20:], atol=1e-5)
    assert not np.allclose(unit(both)[:20], unit(both)[20:], atol=0.1)


def test_a_language_is_taken_out_by_the_works_that_exist_in_both():
    shared, own = DRAW.normal(size=(30, 8)), DRAW.normal(size=(30, 8)) + 4 * np.eye(8)[0]
    offset = 5 * np.eye(8)[1]
    vectors = np.concatenate([shared, shared + offset, own + offset]).astype(np.float32)
    languages = ["nl"] * 30 + ["fr"] * 60
    works = ["a"] * 60 + ["b"] * 30
    by = language_means(vectors, languages, works)
    assert np.allclose(by["fr"] - by["nl"], offset, atol=1e-4)
    assert np.abs(means(vectors, languages)["fr"] - means(vectors, languages)["nl"] - offset).max() > 1


def test_languages_without_a_shared_work_go_by_their_own_mean():
    vectors = drawn(60)
    languages, works = ["nl"] * 30 + ["en"] * 30, ["a"] * 30 + ["b"] * 30
    by, own = language_means(vectors, languages, works), means(vectors, languages)
    assert all(np.allclose(by[each], own[each]) for each in ("nl", "en", ""))


def test_a_passage_alone_in_its_language_keeps_its_content():
    vectors = drawn(11)
    out = centred(vectors, ["nl"] * 10 + ["en"])
    assert np.linalg.norm(out[10]) == pytest.approx(1, abs=1e-5)
    assert np.allclose(out[10], unit((vectors[10] - vectors.mean(axis=0))[None])[0], atol=1e-5)


def test_so_few_passages_that_they_are_their_own_mean_stay_as_they_are():
    vectors = drawn(2)
    assert np.allclose(centred(vectors, ["nl", "nl"]), vectors, atol=1e-6)


def test_a_question_is_centred_by_the_passages_it_is_put_to():
    vectors = drawn(12)
    question = drawn(1)
    by = means(vectors, ["nl"] * 12)
    expected = unit(question - vectors.mean(axis=0))
    assert np.allclose(centred(question, ["nl"], by), expected, atol=1e-5)
    assert np.allclose(centred(question, ["de"], by), expected, atol=1e-5)


def test_centring_leaves_the_vectors_of_its_caller_alone():
    vectors = drawn(12)
    before = vectors.copy()
    centred(vectors, ["nl"] * 12)
    with_neighbours(vectors, ["a"] * 12)
    assert np.array_equal(vectors, before)


def test_neighbours_are_mixed_in_by_their_distance():
    axes = np.eye(5, dtype=np.float32)
    mixed = with_neighbours(axes, ["a"] * 5, (1, 0.6, 0.3))
    assert np.allclose(mixed[2], unit(np.array([[0.3, 0.6, 1, 0.6, 0.3]], dtype=np.float32))[0])
    assert np.allclose(mixed[0], unit(np.array([[1, 0.6, 0.3, 0, 0]], dtype=np.float32))[0])


def test_neighbours_never_come_from_another_document():
    vectors = drawn(9)
    documents = ["b"] * 4 + ["a"] * 5
    apart = np.concatenate([with_neighbours(vectors[:4], ["b"] * 4), with_neighbours(vectors[4:], ["a"] * 5)])
    assert np.array_equal(with_neighbours(vectors, documents), apart)


def test_documents_whose_rows_alternate_keep_their_own_neighbours():
    vectors = drawn(8)
    documents = np.array(["a", "b"] * 4)
    mixed = with_neighbours(vectors, documents)
    assert np.array_equal(mixed[::2], with_neighbours(vectors[::2], ["a"] * 4))


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_a_document_shorter_than_its_neighbourhood_is_no_fault(rows):
    vectors = drawn(rows) if rows else np.zeros((0, 8), dtype=np.float32)
    assert with_neighbours(vectors, ["a"] * rows).shape == (rows, 8)
    assert centred(vectors, ["nl"] * rows).shape == (rows, 8)


@given(queries=st.integers(1, 6), rows=st.integers(1, 40), n=st.integers(1, 45), kinds=st.integers(1, 40))
def test_the_nearest_are_those_of_a_full_sort_and_equals_keep_their_order(queries, rows, n, kinds):
    draw = np.random.default_rng(rows * 100 + kinds)
    vectors = unit(draw.normal(size=(kinds, 4)).astype(np.float32))[draw.integers(0, kinds, rows)]
    asked = unit(draw.normal(size=(queries, 4)).astype(np.float32))
    indices, similarities = nearest(asked, vectors, n)
    cosines = asked @ vectors.T
    expected = np.argsort(-cosines, axis=1, kind="stable")[:, :n]
    assert np.array_equal(indices, expected)
    assert np.array_equal(similarities, np.take_along_axis(cosines, expected, axis=1))


def test_nothing_is_nearest_where_there_is_nothing():
    indices, similarities = nearest(drawn(3), np.zeros((0, 8), dtype=np.float32), 5)
    assert indices.shape == similarities.shape == (3, 0)
