"""How often passages fall together: the same as counting every draw; the tree's cuts and a theme's words."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from kentering.cluster.cells import shared_cells
from kentering.cluster.consensus import affinities, branches, tree
from kentering.cluster.naming import names
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
    named = names(rows, np.repeat([0, 1], 4), 2, points(8))
    assert named[0]["label_nl"].startswith("Synthetische drugs")
    assert named[1]["label_nl"].startswith("Openbaar vervoer")
    assert named[0]["label_fr"] == ""


def test_an_infinitive_names_nothing_without_an_article():
    assert [term.shown for term in terms("Ze lopen weg.", "nl")] == []


def test_a_heading_in_parts_is_no_name():
    shown = [term.shown for term in heading_term("Doelstelling 1: drugs – opsporing van telers", "nl")]
    assert "opsporing van telers" in shown
    assert not any(":" in each for each in shown)
