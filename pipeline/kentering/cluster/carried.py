"""A person's names for themes, carried over to a new clustering by the passages that they were given for."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd

from kentering.tables import LANGUAGES, check

# A theme keeps a name if it holds at least this part of all passages of the old theme and itself (Jaccard).
LEAST_OVERLAP = 0.5


def with_labels(themes: pd.DataFrame, assignments: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """The themes with a person's labels; each label goes to the theme that overlaps most with its passages.

    A label whose passages have scattered names nothing. A cell left empty keeps the words found in the text.
    """
    held = {
        str(theme): set(own["passage_id"])
        for level in ("theme_id", "narrow_id")
        for theme, own in assignments.groupby(level)
        if theme
    }
    given: dict[str, tuple[float, dict[str, str]]] = {}
    for row in labels[labels["kind"] != "codebook"].to_dict("records"):
        meant = set(str(row["passages"]).split())
        overlaps = {theme: len(own & meant) / len(own | meant) for theme, own in sorted(held.items())}
        best = max(overlaps, key=lambda theme: (overlaps[theme], _same_level(theme, row)), default="")
        if best and overlaps[best] >= max(LEAST_OVERLAP, given.get(best, (0.0, {}))[0]):
            given[best] = (overlaps[best], {f"label_{each}": str(row[f"label_{each}"]) for each in LANGUAGES})
    named = themes.copy()
    for theme, (_, words) in given.items():
        for column, label in words.items():
            if label.strip():
                named.loc[named["theme_id"] == theme, [column, "label_source"]] = [label.strip(), "person"]
    return check("themes", named)


def _same_level(theme_id: str, label: Mapping[Hashable, object]) -> bool:
    return ("." in theme_id) == ("." in str(label["theme_id"]))
