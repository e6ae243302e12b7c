"""What shares and shifts have in common: the words and the passages of each section of a work, by theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentering.compare.counted import FEWEST, counted, sections
from kentering.compare.named import headed, worded
from kentering.compare.repeats import repeats
from kentering.errors import InputError

Real = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

BROAD = ("theme_id", "strength", "second_id", "second_strength")
NARROW = ("narrow_id", "narrow_strength", "narrow_second_id", "narrow_second_strength")


@dataclass(frozen=True)
class Version:
    """One language version counted in one way (words, or passages): matrices are (sections, themes)."""

    firm: Real  # each passage to its theme
    split: Real  # each passage to its theme and to the next best, in proportion to their strengths
    doubt: Real  # variance of the figure if passages fell to the one or the other by chance; see `_doubt`
    squares: Real  # (sections): sum of the squares of what each passage weighs
    weight: Real  # (sections): what all its passages weigh; themes that hold each other would count some twice
    chapters: Whole  # (sections, levels): the number of what it is a part of, at each level of headings above it
    headed: Whole  # (sections, levels + 1): the number of the headings of that, and its own, the same in all works
    worded: Whole  # (sections): the number of its words, the same in all works
    repeated: Real  # (sections): what those of its passages weigh that another work has

    def without(self, section: int) -> Version:
        """The version as if that section had not been written."""
        kept = np.arange(len(self.weight)) != section
        real = (self.firm[kept], self.split[kept], self.doubt[kept], self.squares[kept], self.weight[kept])
        return Version(*real, self.chapters[kept], self.headed[kept], self.worded[kept], self.repeated[kept])


@dataclass(frozen=True)
class Tally:
    """The versions of a work; `twins` have the same sections, so that these are left out together."""

    versions: tuple[Version, ...]
    twins: bool

    @property
    def sections(self) -> int:
        """Sections of the version that has fewest."""
        return min(len(each.firm) for each in self.versions)

    def places(self) -> list[tuple[int, int]]:
        """Version and number of each section that can be left out; of twins the first version's."""
        asked = self.versions[:1] if self.twins else self.versions
        return [(number, place) for number, each in enumerate(asked) for place in range(len(each.firm))]

    def without(self, version: int, section: int) -> Tally:
        """The tally as if that section, with its twins, had not been written."""
        kept = [
            each.without(section) if self.twins or number == version else each
            for number, each in enumerate(self.versions)
        ]
        return replace(self, versions=tuple(kept))

    def summed(self, groups: Real) -> Tally:
        """The tally with themes added up; `groups` is (new themes, themes) of noughts and ones."""
        added = [replace(v, firm=v.firm @ groups.T, split=v.split @ groups.T, doubt=v.doubt @ groups.T)
                 for v in self.versions]  # fmt: skip
        return replace(self, versions=tuple(added))


@dataclass(frozen=True)
class WorkTally:
    """One work by the themes of one level; columns as `Tallies.theme_ids`."""

    text: str
    units: str
    names: list[list[str]]  # per version, the heading of each section
    n_passages: Whole
    words: Tally
    passages: Tally
    repeated_within: Real  # part of the work's words: this theme's passages that the same text repeats
    repeated_between: Real  # the same for passages that another work has

    @property
    def enough(self) -> bool:
        """Are there sections enough for an interval?"""
        return self.words.sections >= FEWEST


class Tallies(NamedTuple):
    """The tallies of every work that has words of running text, by one level of themes."""

    theme_ids: tuple[str, ...]
    works: dict[str, WorkTally]


def tallies(
    passages: pd.DataFrame, assignments: pd.DataFrame, documents: pd.DataFrame, works: pd.DataFrame
) -> list[Tallies]:
    """Words and passages of each work by section and theme: for the broad themes, then for the narrow ones if any.

    A passage without assignment raises InputError. The last theme is "": what fits nowhere.
    """
    rows = counted(passages, documents, works)
    joined = rows.merge(assignments, on="passage_id", how="left", validate="one_to_one")
    if joined["theme_id"].isna().any():
        lost = joined.loc[joined["theme_id"].isna(), "passage_id"].iloc[0]
        message = f"passage {lost} has no assignment"
        raise InputError(message, "cluster again: its table of assignments is older than the passages")
    within, between = repeats(joined)
    joined = joined.assign(_within=within, _between=between)
    levels = [BROAD]
    if "narrow_id" in assignments and (assignments["narrow_id"] != "").any():
        levels.append(NARROW)
    return [_level(joined, assignments, level) for level in levels]


def _level(joined: pd.DataFrame, assignments: pd.DataFrame, level: tuple[str, str, str, str]) -> Tallies:
    named = {str(each) for column in (level[0], level[2]) for each in assignments[column]}
    theme_ids = (*sorted(named - {""}), "")
    rows = joined.drop(columns=[each for each in (*BROAD, *NARROW) if each in joined and each not in level])
    renamed = rows.rename(columns=dict(zip(level, BROAD, strict=True)))
    return Tallies(
        theme_ids,
        {
            str(work_id): _work(group, theme_ids)
            for work_id, group in renamed.groupby("work_id", sort=True)
            if group["n_words"].sum()
        },
    )


def _work(rows: pd.DataFrame, theme_ids: tuple[str, ...]) -> WorkTally:
    groups = [group for _, group in rows.groupby("language", sort=True) if group["n_words"].sum()]
    cut = sections(groups)
    place = {theme_id: column for column, theme_id in enumerate(theme_ids)}
    twins = len({int(numbers[-1]) for numbers in cut.numbers}) == 1
    text = list(zip(groups, cut.numbers, cut.chapters, strict=True))
    by_words = [_version(*each, place) for each in text]
    by_passages = [_version(group.assign(n_words=1), numbers, above, place) for group, numbers, above in text]
    themes = [_places(group["theme_id"], place) for group in groups]
    return WorkTally(
        text=str(rows["text_kind"].iloc[0]),
        units=cut.units,
        names=[_names(group, numbers) for group, numbers in zip(groups, cut.numbers, strict=True)],
        n_passages=np.sum([np.bincount(each, minlength=len(place)) for each in themes], axis=0),
        words=Tally(tuple(by_words), twins),
        passages=Tally(tuple(by_passages), twins),
        repeated_within=_part(groups, themes, "_within", len(place)),
        repeated_between=_part(groups, themes, "_between", len(place)),
    )


def _version(rows: pd.DataFrame, numbers: Whole, chapters: Whole, place: dict[str, int]) -> Version:
    weight = rows["n_words"].to_numpy(dtype=np.float64)
    first, second = _places(rows["theme_id"], place), _places(rows["second_id"], place)
    odds = _odds(rows)
    return Version(
        firm=_table(numbers, [first], [weight], len(place)),
        split=_table(numbers, [first, second], [weight * odds, weight * (1 - odds)], len(place)),
        doubt=_doubt(numbers, first, second, weight * np.sqrt(odds * (1 - odds)), len(place)),
        squares=np.asarray(np.bincount(numbers, weights=weight**2), dtype=np.float64),
        weight=np.asarray(np.bincount(numbers, weights=weight), dtype=np.float64),
        chapters=chapters[np.unique(numbers, return_index=True)[1]],
        headed=headed(rows, numbers, chapters.shape[1]),
        worded=worded(rows, numbers),
        repeated=np.asarray(np.bincount(numbers, weights=weight * rows["_between"].to_numpy()), dtype=np.float64),
    )


def _doubt(numbers: Whole, first: Whole, second: Whole, deviation: Real, n_themes: int) -> Real:
    """The variance of each section's figures where its passages between the same two themes fall the same way.

    Passages of one section are alike, and so are the mistakes about them: taken one by one they would seem to cancel.
    """
    keys = (numbers * n_themes + first) * n_themes + second
    same, group = np.unique(keys, return_inverse=True)
    variance = np.bincount(group, weights=deviation) ** 2
    sections, pairs = np.divmod(same, n_themes**2)
    found = np.zeros((int(numbers[-1]) + 1, n_themes))
    for theme in np.divmod(pairs, n_themes):
        np.add.at(found, (sections, theme), variance)
    return found


def _table(numbers: Whole, themes: Sequence[Whole], weights: Sequence[Real], n_themes: int) -> Real:
    """Sums by section and theme; words are whole numbers, so that firm sums are exact whatever their order."""
    found = np.zeros((int(numbers[-1]) + 1, n_themes))
    for theme, weight in zip(themes, weights, strict=True):
        np.add.at(found, (numbers, theme), weight)
    return found


def _odds(rows: pd.DataFrame) -> Real:
    """How likely each passage is to fall to its theme rather than to the next best."""
    strength = rows["strength"].to_numpy(dtype=np.float64)
    alone = ((rows["second_id"] == "") | (rows["theme_id"] == "")).to_numpy()
    rival = np.where(alone, 0.0, rows["second_strength"].to_numpy(dtype=np.float64))
    total = strength + rival
    odds = np.divide(strength, total, out=np.ones_like(total), where=(total > 0) & (rival > 0))
    return np.asarray(odds, dtype=np.float64)


def _places(ids: pd.Series, place: dict[str, int]) -> Whole:
    return np.array([place[str(each)] for each in ids], dtype=np.int64)


def _names(rows: pd.DataFrame, numbers: Whole) -> list[str]:
    firsts = np.unique(numbers, return_index=True)[1]
    return [" > ".join(rows["headings"].iloc[first]) for first in firsts.tolist()]


def _part(groups: list[pd.DataFrame], themes: list[Whole], column: str, n_themes: int) -> Real:
    parts = [
        np.bincount(theme, weights=group["n_words"] * group[column], minlength=n_themes) / group["n_words"].sum()
        for group, theme in zip(groups, themes, strict=True)
    ]
    return np.asarray(np.mean(parts, axis=0), dtype=np.float64)
