"""How alike the items of two lists are, in many ways: the scores from which the model judges."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kentering.match.likeness import claims, jaccard, margins, share, strongest, wording
from kentering.match.names import Named
from kentering.match.nearness import Floats, weights

Table = dict[str, Floats]

_KINDRED, _SPELT = 0.05, 0.35


def scores(first: Named, second: Named) -> Table:
    """A matrix a score, (items of the first list, items of the second): nothing in them depends on other lists."""
    named = {**_of_concepts(first, second), **_of_words(first, second), **_of_items(first, second)}
    return {**named, **_beside(named, first, second)}


def promising(rows: Floats, names: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which candidates have anything in common, kindred concepts or letters; the others are no links."""
    place = {name: at for at, name in enumerate(names)}
    found: npt.NDArray[np.bool_] = (rows[:, place["nearest"]] > _KINDRED) | (rows[:, place["letters_any"]] > _SPELT)
    return found


def rows(table: Table) -> Floats:
    """The scores as a row a candidate, in the order of the first list, then of the second."""
    return np.stack([matrix.ravel() for matrix in table.values()], axis=1)


def _of_concepts(first: Named, second: Named) -> Table:
    near = [each.near for each in (first, second)]
    below = [each.below for each in (first, second)]
    heads = [each.head_below for each in (first, second)]
    graded = [each.graded for each in (first, second)]
    there, back = claims(graded[0], second.answered), claims(graded[1], first.answered)
    return {
        "near_1": share(graded[0], near[1]),
        "near_2": share(graded[1], near[0]).T,
        "near_all_1": share(first.own, near[1]),
        "near_all_2": share(second.own, near[0]).T,
        "jaccard": jaccard(graded[0], graded[1]),
        "jaccard_all": jaccard(first.own, second.own),
        "jaccard_head": jaccard(first.head, second.head),
        "jaccard_whole": jaccard(first.whole, second.whole),
        "jaccard_above": jaccard(first.above, second.above),
        "below_1": share(first.own, below[1]),
        "below_2": share(second.own, below[0]).T,
        "head_below_1": share(first.head, heads[1]),
        "head_below_2": share(second.head, heads[0]).T,
        "held_1": share(first.own, second.own),
        "held_2": share(second.own, first.own).T,
        "in_whole_1": share(first.own, second.whole),
        "in_whole_2": share(second.own, first.whole).T,
        "in_above_1": share(first.own, second.above),
        "in_above_2": share(second.own, first.above).T,
        "shared": strongest(first.own, second.own),
        "nearest": strongest(first.own, near[1]),
        **{f"claim_{name}_1": each for name, each in zip(("sole", "part", "best"), there, strict=True)},
        **{f"claim_{name}_2": each.T for name, each in zip(("sole", "part", "best"), back, strict=True)},
        "claim_most": np.maximum(there[0], back[0].T),
        "claim_least": np.minimum(there[0], back[0].T),
        "claim_best_least": np.minimum(there[2], back[2].T),
    }


def _of_words(first: Named, second: Named) -> Table:
    letters, letters_any = wording(first, second, (first.letters @ second.letters.T).toarray())
    words, _ = wording(first, second, (first.words @ second.words.T).toarray())
    common = (first.spoken @ second.spoken.T > 0).astype(np.float64)
    return {"letters": letters, "letters_any": letters_any, "words": words, "common_language": common}


def _of_items(first: Named, second: Named) -> Table:
    shape = (len(first.ids), len(second.ids))
    found: Table = {}
    for number, each in (("1", first), ("2", second)):
        told = each.own * weights()
        sides = {
            "depth": each.depths,
            "parts": each.children,
            "dimension": [kind == "dimension" for kind in each.kinds],
            "transversal": [kind == "transversal" for kind in each.kinds],
            "concepts": each.own.sum(axis=1),
            "concepts_head": each.head.sum(axis=1),
            "telling": told.max(axis=1, initial=0.0),
            "list": [len(each.ids)] * len(each.ids),
        }
        for name, values in sides.items():
            column = np.asarray(values, dtype=np.float64)
            found[f"{name}_{number}"] = np.broadcast_to(column[:, None] if number == "1" else column[None, :], shape)
    return {**found, "depths_apart": found["depth_1"] - found["depth_2"]}


def _beside(table: Table, first: Named, second: Named) -> Table:
    """How each candidate stands to the others of its row and column, and to those above and below it."""
    found: Table = {}
    concepts = (
        table["jaccard_all"] + (table["below_1"] + table["below_2"] + table["near_all_1"] + table["near_all_2"]) / 4
    )
    claimed = (table["claim_sole_1"] + table["claim_sole_2"]) / 2 + 0.5 * table["jaccard"] + 0.3 * table["letters"]
    for name, likeness in (("alike", np.maximum(concepts, table["letters"])), ("claimed", claimed)):
        found[name] = likeness
        found[f"{name}_row"], found[f"{name}_column"] = margins(likeness)
        found |= {f"{name}_{where}": each for where, each in _kin(likeness, first, second).items()}
    found["mutual"] = np.minimum(found["claimed_row"], found["claimed_column"])
    found["either"] = np.maximum(found["claimed_row"], found["claimed_column"])
    return found


def _kin(likeness: Floats, first: Named, second: Named) -> Table:
    """The likeness of the items above, and the best of those below, on one side or both."""
    up = [np.maximum(each.parents, 0) for each in (first, second)]
    has = [each.parents >= 0 for each in (first, second)]
    below_1, below_2 = np.zeros_like(likeness), np.zeros_like(likeness)
    np.maximum.at(below_1, up[0][has[0]], likeness[has[0]])
    np.maximum.at(below_2.T, up[1][has[1]], likeness.T[has[1]])
    return {
        "above_1": np.where(has[0][:, None], likeness[up[0]], 0.0),
        "above_2": np.where(has[1][None, :], likeness[:, up[1]], 0.0),
        "above_both": np.where(has[0][:, None] & has[1][None, :], likeness[up[0]][:, up[1]], 0.0),
        "below_1": below_1,
        "below_2": below_2,
    }
