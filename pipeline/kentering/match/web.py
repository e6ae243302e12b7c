"""Where each candidate stands among the likely links of two lists: how many meet at its ends, and above and below."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kentering.match.names import Named
from kentering.match.nearness import Floats

Table = dict[str, Floats]
Flags = npt.NDArray[np.bool_]


def web(odds: Floats, threshold: float, first: Named, second: Named) -> Table:
    """A matrix a figure, (items of the first list, items of the second); a likely link is one from the threshold on."""
    shape = odds.shape
    linked = (odds >= threshold).astype(np.float64)
    out, back = (np.broadcast_to(each, shape) for each in (linked.sum(axis=1)[:, None], linked.sum(axis=0)[None, :]))
    top = [each.parents < 0 for each in (first, second)]
    return {
        "odds": odds,
        "links_1": out,
        "links_2": back,
        "links_apart": out - back,
        "expected_1": np.broadcast_to(odds.sum(axis=1)[:, None], shape),
        "expected_2": np.broadcast_to(odds.sum(axis=0)[None, :], shape),
        "links_top_1": np.broadcast_to(linked[:, top[1]].sum(axis=1)[:, None], shape),
        "links_top_2": np.broadcast_to(linked[top[0]].sum(axis=0)[None, :], shape),
        "links_strange_1": linked @ _strangers(second),
        "links_strange_2": _strangers(first) @ linked,
        "likely_above_1": _above(odds, first),
        "likely_above_2": _above(odds.T, second).T,
        "likely_below_1": _below(odds, first),
        "likely_below_2": _below(odds.T, second).T,
        "other_1": _best_other(odds),
        "other_2": _best_other(odds.T).T,
        "rank_1": (odds[:, None, :] > odds[:, :, None]).sum(axis=2).astype(np.float64),
        "rank_2": (odds[None, :, :] > odds[:, None, :]).sum(axis=1).astype(np.float64),
        "answered_1": np.broadcast_to((linked * back).max(axis=1, initial=0.0)[:, None], shape),
        "answered_2": np.broadcast_to((linked * out).max(axis=0, initial=0.0)[None, :], shape),
    }


def _strangers(side: Named) -> Floats:
    """1 where the item of the row neither is nor stands above or below that of the column."""
    found = np.ones((len(side.ids), len(side.ids)))
    for each in range(len(side.ids)):
        kin = [each, *side.ancestors(each)]
        found[each, kin] = 0.0
        found[kin, each] = 0.0
    return found


def _above(odds: Floats, side: Named) -> Floats:
    """The odds of the item above that of the row; 0 at the top."""
    return np.asarray(np.where((side.parents >= 0)[:, None], odds[np.maximum(side.parents, 0)], 0.0))


def _below(odds: Floats, side: Named) -> Floats:
    """The best odds of the items right under that of the row."""
    found, under = np.zeros_like(odds), side.parents >= 0
    np.maximum.at(found, side.parents[under], odds[under])
    return found


def _best_other(odds: Floats) -> Floats:
    """The best odds among the other cells of the row."""
    if odds.shape[1] < 2:
        return np.zeros_like(odds)
    ranked = np.sort(odds, axis=1)
    return np.asarray(np.where(odds == ranked[:, -1:], ranked[:, -2:-1], ranked[:, -1:]))
