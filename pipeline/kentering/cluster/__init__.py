"""Vectors become themes: clusters of passages over all works and languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from kentering.cluster.beside import declared_names, theme_priorities
from kentering.cluster.carried import with_labels
from kentering.cluster.fit import Fit, faithful, fit, outside, stabilities
from kentering.cluster.guided import Code, Guide, codes
from kentering.cluster.levels import Level, levels
from kentering.cluster.naming import Terms, names, terms_by_language
from kentering.cluster.partition import centres, cosines
from kentering.cluster.resamples import Resample
from kentering.cluster.space import Labels, Mask, Space, space
from kentering.settings import ClusterSettings
from kentering.tables import check, empty, from_rows
from kentering.vectors import Matrix

__all__ = [
    "Clustering",
    "Code",
    "Guide",
    "clustering",
    "codes",
    "declared_names",
    "theme_priorities",
    "with_labels",
]

VERSION = "9"

# With fewer passages of running text there is nothing to cluster: all fit nowhere.
LEAST_PASSAGES = 12
N_TYPICAL = 5
# In the table: the column of a level's theme, and what its other columns begin with.
LEVELS = (("theme_id", ""), ("narrow_id", "narrow_"))


class Clustering(NamedTuple):
    """Which passage belongs to which theme, the themes, and how their number was chosen."""

    assignments: pd.DataFrame
    themes: pd.DataFrame
    curve: pd.DataFrame


def clustering(
    passages: pd.DataFrame,
    vectors: Matrix,
    documents: pd.DataFrame,
    works: pd.DataFrame,
    settings: ClusterSettings,
    guide: Guide | None = None,
) -> Clustering:
    """Themes of the passages; `vectors` as the encoder gave them, row i for passage i.

    Running text of plans makes the themes. Footnotes, captions, tables, pull quotes and commentary are assigned to
    the theme that they fall together with most and counted in none. Rows may come in any order; assignments stand by
    document and place. Vectors with a gap, or all alike, raise InputError. The codes of a guide come first, each a
    theme with its own name; what they leave unexplained makes the other themes.
    """
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        within = space(passages, vectors, documents, settings.neighbours, settings.centring)
        if within.core.sum() < LEAST_PASSAGES:
            return _nothing(within)
        return _clustering(within, settings, guide)


def _clustering(within: Space, settings: ClusterSettings, guide: Guide | None) -> Clustering:
    found = levels(within, settings, guide)
    strays = outside(within, found.broad.labels, settings.none_quantile)
    fits = [_fit(level, within, strays, found.resamples) for level in (found.broad, found.narrow)]
    broad_ids = _ranked(within, fits[0], "T", len(found.broad.near[0]))
    narrow_ids = _under(within, fits[1], found.parents, broad_ids)
    above = [broad_ids[each] for each in found.parents]
    known = terms_by_language(within.rows[within.core])
    rows = [
        *_themes(within, fits[0], broad_ids, [""] * len(broad_ids), found.broad, found.resamples, known),
        *_themes(within, fits[1], narrow_ids, above, found.narrow, found.resamples, known),
    ]
    if guide is not None:
        for theme, code in enumerate(found.codes):
            rows[theme] |= _named(guide.codes[code])
    themes = from_rows("themes", sorted(rows, key=_place))
    curve = check("curve", pd.concat([found.broad.curve, found.narrow.curve], ignore_index=True))
    return Clustering(_assignments(within, fits, broad_ids, narrow_ids), themes, curve)


def _named(code: Code) -> dict[str, object]:
    given = {f"label_{language}": name for language, name in code.names.items() if name}
    return {**given, "label_source": "codebook"} if given else {}


def _fit(level: Level, within: Space, strays: Mask, resamples: list[Resample]) -> Fit:
    return fit(level, level.labels, strays, within.core, faithful(level.labels, resamples))


def _nothing(within: Space) -> Clustering:
    gaps = {"theme_id": "", "strength": 0.0, "second_id": "", "second_strength": 0.0}
    none = gaps | {f"narrow_{name.removeprefix('theme_')}": value for name, value in gaps.items()}
    rows = [{"passage_id": each} | none for each in within.rows["passage_id"]]
    return Clustering(from_rows("assignments", rows), empty("themes"), empty("curve"))


def _ranked(within: Space, fitted: Fit, prefix: str, n_themes: int) -> list[str]:
    # The first is the largest; among equals the one with the smallest passage_id.
    order = _by_size(within, fitted, list(range(n_themes)))
    width = max(2, len(str(n_themes)))
    return [f"{prefix}{order.index(theme) + 1:0{width}}" for theme in range(n_themes)]


def _under(within: Space, fitted: Fit, parents: Labels, broad_ids: list[str]) -> list[str]:
    ids = [""] * len(parents)
    for parent, broad_id in enumerate(broad_ids):
        order = _by_size(within, fitted, np.flatnonzero(parents == parent).tolist())
        for place, theme in enumerate(order, start=1):
            ids[theme] = f"{broad_id}.{place}"
    return ids


def _by_size(within: Space, fitted: Fit, themes: list[int]) -> list[int]:
    members = {theme: within.rows.loc[within.core & (fitted.theme == theme), "passage_id"] for theme in themes}
    return sorted(themes, key=lambda theme: (-len(members[theme]), str(members[theme].min())))


def _place(row: Mapping[str, object]) -> tuple[bool, str, int]:
    broad, _, number = str(row["theme_id"]).partition(".")
    return bool(number), broad, int(number or 0)


def _assignments(within: Space, fits: list[Fit], broad_ids: list[str], narrow_ids: list[str]) -> pd.DataFrame:
    columns: dict[str, object] = {"passage_id": within.rows["passage_id"]}
    for fitted, listed, (own, prefix) in zip(fits, (broad_ids, narrow_ids), LEVELS, strict=True):
        ids = np.array([*listed, ""])  # NONE is -1, the last
        columns |= {
            own: ids[fitted.theme],
            f"{prefix}strength": fitted.strength,
            f"{prefix}second_id": ids[fitted.second],
            f"{prefix}second_strength": fitted.second_strength,
        }
    return check("assignments", pd.DataFrame(columns))


def _themes(
    within: Space,
    fitted: Fit,
    ids: list[str],
    parents: list[str],
    level: Level,
    resamples: list[Resample],
    known: Mapping[str, Terms],
) -> list[dict[str, object]]:
    named = names(within.rows[within.core], fitted.theme[within.core], len(ids), within.alone[within.core], known)
    steady = stabilities(level.labels, resamples)
    middles = centres(within.mixed[within.core], level.labels[within.core])
    near, alone = cosines(within.mixed, middles), cosines(within.alone, middles)
    rows: list[dict[str, object]] = []
    for theme, theme_id in enumerate(ids):
        own = within.core & (fitted.theme == theme)
        rows.append(
            named[theme]
            | {
                "theme_id": theme_id,
                "parent_id": parents[theme],
                "label_source": "words",
                "n_passages": int(own.sum()),
                "n_works": int(within.rows.loc[own, "work_id"].nunique()),
                "typical": _typical(within.rows[own], alone[own, theme]),
                "cohesion": round(float(near[own, theme].mean()), 4) if own.any() else 0.0,
                "stability": round(float(steady[theme]), 4),
            }
        )
    return rows


def _typical(members: pd.DataFrame, near: Matrix) -> list[str]:
    """The passages nearest the centre on their own words, one of each work before a second of any."""
    nearest = members.assign(near=-near).sort_values(["near", "passage_id"], kind="stable")
    turn = nearest.groupby("work_id", sort=False).cumcount()
    shared_out = nearest.assign(turn=turn).sort_values("turn", kind="stable")
    return [str(each) for each in shared_out["passage_id"][:N_TYPICAL]]
