"""The tables of a study as the makers of claims ask them: rows by plan, by pair, by item."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from kentering.claims.claim import Ground
from kentering.claims.gaps import Days
from kentering.cycles import NOT_FINAL, begin, ends, first_day, successive
from kentering.plot.names import in_order
from kentering.tables import CERTAINTIES, LANGUAGES, LEVELS

if TYPE_CHECKING:
    from kentering.study import Study

Row = Mapping[Any, Any]

PROBABLE = 0.8  # from this probability on, what the model reads is called probable; below it, possible
PRESENT = ("named", "within")
_ARTICLE = re.compile(r"^(?:(?:le|la|les|de|het|the)\s+|l[’'])")


def strength(row: Row) -> str:
    """How strong a sentence on a row of links may be; a model's reading without a probability is said to be one."""
    if str(row["origin"]) == "model":
        odds = number(row.get("probability"))
        return "model" if odds is None else "probable" if odds >= PROBABLE else "possible"
    return {"medium": "careful", "low": "unsure"}.get(str(row["certainty"]), "plain")


def number(value: object) -> float | None:
    """A figure, or none where there is no number."""
    if isinstance(value, int | float) and not math.isnan(value):
        return float(value)
    return None


def whole_days(low: object, high: object) -> Days | None:
    """A span in days, the smaller first; none where it is not known."""
    ends = [number(each) for each in (low, high)]
    if ends[0] is None or ends[1] is None:
        return None
    least, most = sorted((abs(int(ends[0])), abs(int(ends[1]))))
    return Days(least, most)


class Facts:
    """A study's tables, looked up by what a claim is about."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self._tables: dict[str, pd.DataFrame] = {}

    def table(self, name: str) -> pd.DataFrame:
        """A table in an order of its own, so that the order of its rows never matters."""
        if name not in self._tables:
            frame: pd.DataFrame = getattr(self.study, name)
            order = frame.astype(str).sort_values(list(frame.columns), kind="stable").index
            self._tables[name] = frame.loc[order].reset_index(drop=True)
        return self._tables[name]

    @cached_property
    def works(self) -> dict[str, Row]:
        """The row per plan, the highest level first."""
        return {str(row["work_id"]): row for row in in_order(self.study.works).to_dict("records")}

    @cached_property
    def items(self) -> dict[str, Row]:
        """The row per declared item, in printed order."""
        ordered = self.study.priorities.sort_values(["work_id", "position", "priority_id"], kind="stable")
        return {str(row["priority_id"]): row for row in ordered.to_dict("records")}

    @cached_property
    def neighbours(self) -> list[tuple[str, str]]:
        """Plans that follow each other in one series."""
        return successive(self.study.works)

    @cached_property
    def pairs(self) -> dict[tuple[str, str], list[Row]]:
        """The rows of changes per two plans."""
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.table("changes").to_dict("records"):
            found.setdefault((str(row["from_work"]), str(row["to_work"])), []).append(row)
        return found

    def changes(self, pair: tuple[str, str], *kinds: str) -> list[Row]:
        """What became of items between two plans, of some kinds or all."""
        return [row for row in self.pairs.get(pair, []) if not kinds or row["kind"] in kinds]

    def returning(self, pair: tuple[str, str]) -> list[str]:
        """The items at the top of the first list that the second has, whole or in part; a related one is another."""
        tied = [row for row in self.changes(pair) if row["to_ids"] and row["kind"] not in ("new", "related", "unknown")]
        found = {self.top_of(str(each)) for row in tied for each in row["from_ids"]}
        return [each for each in self.tops(pair[0]) if each in found]

    def answering(self, item_ids: Sequence[str], other: str) -> list[str]:
        """The items of another plan that answer these, or their parts, by ties that count."""
        mine = self.parts(item_ids)
        works = {str(self.items[each]["work_id"]) for each in item_ids}
        found: list[str] = []
        for work in sorted(works):
            for row in (*self.changes((work, other)), *self.changes((other, work))):
                sides = [list(map(str, row[side])) for side in ("from_ids", "to_ids")]
                if row["kind"] != "unknown" and any(set(side) & mine for side in sides):
                    found += [each for side in sides for each in side if each not in mine]
        return list(dict.fromkeys(found))

    @cached_property
    def coverage(self) -> dict[tuple[str, str], Row]:
        """The row of coverage per two plans."""
        return {(str(row["from_work"]), str(row["to_work"])): row for row in self.table("coverage").to_dict("records")}

    def days_shared(self, *works: str) -> int:
        """Days that lie in the cycles of two plans; in their validity where a cycle has no dates."""
        starts = [day for work in works if (day := begin(self.works[work]))]
        closing = [day for work in works if (day := self._ends[work])]
        known = len(starts) == len(closing) == len(works)
        return max(0, (min(closing) - max(starts)).days + 1) if known else 0

    @cached_property
    def _ends(self) -> dict[str, Any]:
        return ends(self.study.works)

    @cached_property
    def lags(self) -> dict[frozenset[str], Row]:
        """The days between two plans."""
        rows = self.table("lags").to_dict("records")
        return {frozenset((str(row["from_work"]), str(row["to_work"]))): row for row in rows}

    def top(self, item_ids: Sequence[object]) -> list[str]:
        """Those of the items that stand at the top of their list, in printed order."""
        wanted = {item for each in item_ids if (item := str(each)) in self._places}
        return sorted((each for each in wanted if not self.items[each]["parent_id"]), key=self._places.__getitem__)

    def tops(self, work_id: str) -> list[str]:
        """The items at the top of a plan's list."""
        return self._tops.get(work_id, [])

    def top_of(self, item_id: str) -> str:
        """The item at the top of its list under which an item stands, itself where it is that."""
        return next((above for above in self._above(item_id) if not self.items[above]["parent_id"]), item_id)

    def _above(self, item_id: str) -> list[str]:
        line: list[str] = []
        while item_id in self.items and item_id not in line:
            line.append(item_id)
            item_id = str(self.items[item_id]["parent_id"])
        return line

    @cached_property
    def _places(self) -> dict[str, int]:
        """The place of each item in printed order."""
        return {item: place for place, item in enumerate(self.items)}

    @cached_property
    def _tops(self) -> dict[str, list[str]]:
        """The items at the top of each plan's list."""
        found: dict[str, list[str]] = {}
        for item, row in self.items.items():
            if not row["parent_id"]:
                found.setdefault(str(row["work_id"]), []).append(item)
        return found

    def parts(self, item_ids: Sequence[str]) -> set[str]:
        """The items with all that stands under them."""
        known = set(item_ids)
        for item, row in self.items.items():  # printed order: a part comes after its whole
            if row["parent_id"] in known:
                known.add(item)
        return known

    def doubtful(self, item_ids: Sequence[str], other: str) -> list[str]:
        """Items of another plan tied to these, or to their parts, by links too weak to count."""
        mine = self.parts(item_ids)
        found = [there for here, there in self._weak if here in mine and there.startswith(f"{other}#")]
        return list(dict.fromkeys(found))

    @cached_property
    def _weak(self) -> list[tuple[str, str]]:
        """The ends of links that are too weak to count, either way round."""
        settings = self.study.settings.match
        enough = CERTAINTIES[: CERTAINTIES.index(settings.certainty) + 1]
        found: list[tuple[str, str]] = []
        for row in self.table("links").to_dict("records"):
            odds = number(row["probability"])
            counts = row["certainty"] in enough if odds is None else odds >= settings.probability
            if not counts or row["relation"] == "related":
                found += [(str(row["from_id"]), str(row["to_id"])), (str(row["to_id"]), str(row["from_id"]))]
        return found

    def level(self, work_id: str) -> int:
        """The level's place, 0 the highest."""
        return LEVELS.index(str(self.works[work_id]["level"]))

    def is_local(self, work_id: str) -> bool:
        """Is it a plan of a zone?"""
        return bool(self.works[work_id]["level"] == "local")

    def of_series(self, series: str) -> list[str]:
        """The plans of a series in order of time, one for each cycle."""
        found: list[str] = []
        for pair in self.neighbours:
            if self.works[pair[0]]["series"] == series:
                found += [each for each in pair if each not in found]
        alone = [work for work, row in self.works.items() if row["series"] == series]
        return found or alone[:1]

    def recency(self, work_id: str) -> float:
        """Between 0 and 1: how late the plan begins among all."""
        days = sorted(day.toordinal() for row in self.works.values() if (day := begin(row)))
        mine = begin(self.works[work_id])
        if not days or mine is None or days[0] == days[-1]:
            return 0.0
        return (mine.toordinal() - days[0]) / (days[-1] - days[0])

    def adopted(self, work_id: str) -> Any:  # noqa: ANN401  (a day or none)
        """The earliest day of adoption, none for a draft or where it is not known."""
        row = self.works[work_id]
        return None if row["status"] in NOT_FINAL else first_day(str(row["adopted"]))

    def same_name(self, one: str, other: str) -> bool:
        """Do two items bear the same name in a language that both have, small and capital letters aside?"""
        names = [[str(self.items[item][f"name_{each}"]).casefold() for each in LANGUAGES] for item in (one, other)]
        return any(a == b for a, b in zip(*names, strict=True) if a and b)

    def one_language(self, one: str, other: str) -> bool:
        """Is there a language in which both items have a name?"""
        return any(self.items[one][f"name_{each}"] and self.items[other][f"name_{each}"] for each in LANGUAGES)

    def same_heading(self, one: str, other: str) -> bool:
        """Do two items bear the same name in every language that both have, capitals and an article in front aside?"""
        names = [[_bare(str(self.items[item][f"name_{each}"])) for each in LANGUAGES] for item in (one, other)]
        both = [(a, b) for a, b in zip(*names, strict=True) if a and b]
        return bool(both) and all(a == b for a, b in both)


def _bare(name: str) -> str:
    return _ARTICLE.sub("", name.casefold()).strip()


def ground(
    items: Sequence[object] = (),
    works: Sequence[object] = (),
    passages: Sequence[object] = (),
    said: Mapping[str, str] | None = None,
) -> Ground:
    """One side of a claim, each thing once."""
    listed, dated, read = (tuple(dict.fromkeys(str(each) for each in side)) for side in (items, works, passages))
    return Ground(listed, dated, read, said or {})


def by(frame: pd.DataFrame, *columns: str) -> list[tuple[tuple[str, ...], list[dict[Any, Any]]]]:
    """The rows of a table in groups, in the order in which each first comes."""
    found: dict[tuple[str, ...], list[dict[Any, Any]]] = {}
    for row in frame.to_dict("records"):
        found.setdefault(tuple(str(row[each]) for each in columns), []).append(row)
    return list(found.items())
