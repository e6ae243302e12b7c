"""How often passages fall together: the same as counting every draw; the tree's cuts and a theme's words."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from kentering.cluster import cells
from kentering.cluster.cells import shared_cells
from kentering.cluster.consensus import affinities, branches, tree
from kentering.cluster.naming import names, terms_by_language
from kentering.cluster.number import _agreement
from kentering.cluster.terms import heading_term, terms


def points(number: int, seed: int = 0) -> np.ndarray:
    drawn = np.random.default_rng(seed).normal(size=(number, 5)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def test_what_falls_together_is_what_counting_every_draw_gives():
    given = points(12)  # three are drawn of twelve
    worked_out = shared_cells(given, np.arange(12), np.ones(12, dtype=bool))
    near = (given @ given.T).astype(np.float64)
    draws = [near[:, list(drawn)].argmax(axis=1) for drawn in combinations(range(12), 3)]
    counted = np.mean([cells[:, None] == cells[None, :] for cells in draws], axis=0)
    assert worked_out == pytest.approx(counted, abs=0.01)


@pytest.mark.parametrize("chunk", [4096, 130])
def test_what_falls_together_is_what_the_sites_give_one_pair_at_a_time(chunk, monkeypatch):
    monkeypatch.setattr(cells, "CHUNK", chunk)
    given, within = points(301, seed=3), np.arange(301) < 241  # odd in number
    columns = np.flatnonzero(np.arange(301) % 2 == 0)
    worked_out = cells.shared_cells(given, columns, within)
    main = cells._main_directions(given, within)
    nearer = np.argsort(np.argsort(-(main @ main[within].T), axis=1, kind="stable"), axis=1, kind="stable")
    chances = cells._chances(241, cells._cells(241, 241))
    rng = np.random.default_rng(0)
    for row, column in zip(rng.integers(0, 301, 60), rng.integers(0, len(columns), 60), strict=True):
        one, two = nearer[row], nearer[columns[column]]
        either = [((one < one[site]) | (two < two[site])).sum() for site in range(241)]
        assert worked_out[row, column] == pytest.approx(chances[either].sum(), abs=0.01)
    assert np.array_equal(worked_out[columns], worked_out[columns].T)


def test_how_far_two_cuts_agree_is_the_adjusted_rand_index():
    rng = np.random.default_rng(0)
    for _ in range(50):
        one = rng.integers(-1, 5, 60)
        two = np.where(rng.random(60) < 0.6, one, rng.integers(-1, 4, 60))
        assert _agreement(one, two) == pytest.approx(adjusted_rand_score(one, two), abs=1e-5)
    whole = np.zeros(9, dtype=np.int64)
    assert _agreement(whole, whole) == 1
    assert _agreement(np.arange(9), np.arange(9)) == 1


def test_the_order_of_passages_makes_no_difference_to_what_falls_together():
    given, order = points(60), np.random.default_rng(1).permutation(60)
    one = shared_cells(given, np.arange(60), np.ones(60, dtype=bool))
    other = shared_cells(given[order], np.arange(60), np.ones(60, dtype=bool))
    assert other == pytest.approx(one[np.ix_(order, order)], abs=1e-6)


def test_a_text_that_is_never_drawn_falls_where_its_like_fall():
    given = np.concatenate([points(40), points(40)[:1]])
    within = np.arange(41) < 40
    shared = shared_cells(given, np.arange(40), within)
    assert shared[40] == pytest.approx(shared[0], abs=1e-6)


def test_a_passage_is_not_counted_with_itself():
    shared = np.array([[1, 0.5, 0], [0.5, 1, 0], [0, 0, 1]], dtype=np.float32)
    near = affinities(shared, np.arange(3), np.array([0, 0, 1]))
    assert near[0, 0] == 0.5
    assert near[2, 1] == 0


def test_a_cut_has_as_many_branches_as_are_asked_and_leaves_small_ones_out():
    groups = np.repeat(np.eye(4, dtype=np.float32), [10, 10, 10, 2], axis=0)
    shared = np.maximum(groups @ groups.T, 0.1)
    shared[:30, 30:] = shared[30:, :30] = 0  # the two at the end part from the rest first
    grown = tree(shared)
    labels = branches(grown, [2, 3, 9])
    assert labels[3].max() == 2
    assert (labels[3][30:] == -1).all()
    assert labels[2].max() == 1
    assert np.array_equal(labels[9], labels[3])


def test_a_theme_is_named_by_the_heading_that_its_passages_share():
    texts = ["Telers", "Labo", "Opsporing", "Smokkel", "Trein", "Bus", "Metro", "Fiets"]
    paths = [["2 Synthetische drugs"]] * 4 + [["3 Openbaar vervoer"]] * 4
    rows = pd.DataFrame({"language": "nl", "text": texts, "headings": paths})
    named = names(rows, np.repeat([0, 1], 4), 2, points(8), terms_by_language(rows))
    assert named[0]["label_nl"].startswith("Synthetische drugs")
    assert named[1]["label_nl"].startswith("Openbaar vervoer")
    assert named[0]["label_fr"] == ""


def test_an_infinitive_names_nothing_without_an_article():
    assert [term.shown for term in terms("Ze lopen weg.", "nl")] == []


def test_a_heading_in_parts_is_no_name():
    shown = [term.shown for term in heading_term("Doelstelling 1: drugs – opsporing van telers", "nl")]
    assert "opsporing van telers" in shown
    assert not any(":" in each for each in shown)


def french_label(strays):
    languages = ["nl"] * 40 + ["fr"] * (strays + 20)
    texts = ["Telers en labo's"] * 40 + ["Les forêts brûlent"] * strays + ["La mer monte"] * 20
    rows = pd.DataFrame({"language": languages, "text": texts, "headings": [[] for _ in texts]})
    themes = np.repeat([0, 1], [40 + strays, 20])
    (first, _) = names(rows, themes, 2, points(len(rows)), terms_by_language(rows))
    assert first["label_nl"]
    return first["label_fr"]


def test_strays_of_another_language_do_not_name_a_theme():
    assert french_label(strays=4) == ""
    assert french_label(strays=20)
