"""Does the printed order mean rank? What is tested, and how the places of linked items moved."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from kentering.cycles import successive
from kentering.tables import LANGUAGES, from_rows

FEWEST = 5  # items: with fewer no order can be told from chance (4! = 24 orders, p at best 0.08)
_FIELLER = 0.437  # variance of Fisher's z of Kendall's tau, times n - 4
_Kept = tuple[str, str, dict[str, Any]]
_NORMAL = 1.959964  # 97.5% point of the normal distribution


def moves(changes: pd.DataFrame, lists: pd.DataFrame, works: pd.DataFrame) -> pd.DataFrame:
    """Items that stayed or were renamed from one plan of a series to another, with their places and printed numbers.

    Only items at one depth, one to one; `shift` is the later place minus the earlier one, counted among the items that
    both lists have, so that what comes or goes moves nothing. Numbers are those of one way of numbering, by `number` or
    `number_alternative`.
    """
    series = dict(zip(works["work_id"], works["series"], strict=True))
    listed = {str(row["priority_id"]): row for row in lists.to_dict("records")}
    top = {item for item, row in listed.items() if row["depth"] == 0}
    by_pair: dict[tuple[str, str], list[_Kept]] = {}
    for row in changes[changes["kind"].isin(["same", "renamed"])].to_dict("records"):
        ends = (str(row["from_ids"][0]), str(row["to_ids"][0]))
        pair = (str(row["from_work"]), str(row["to_work"]))
        if series.get(pair[0]) == series.get(pair[1]) and set(ends) <= top:
            by_pair.setdefault(pair, []).append((*ends, {name: row[name] for name in ("certainty", "origin")}))
    found: list[dict[str, Any]] = []
    for pair, kept in sorted(by_pair.items(), key=lambda each: each[0]):
        found += [{"from_work": pair[0], "to_work": pair[1], **row} for row in _moved(_one_to_one(kept), listed)]
    return from_rows("moves", found)


def _moved(kept: list[_Kept], listed: Mapping[str, Mapping[Any, Any]]) -> list[dict[str, Any]]:
    places = ([int(listed[a]["place"]) for a, _, _ in kept], [int(listed[b]["place"]) for _, b, _ in kept])
    ranks = [_ranks(each) for each in places]
    return [
        {
            "from_id": a,
            "to_id": b,
            "from_place": listed[a]["place"],
            "to_place": listed[b]["place"],
            **dict(zip(("from_number", "to_number"), _numbers(listed[a], listed[b]), strict=True)),
            "shift": ranks[1][number] - ranks[0][number],
            **said,
        }
        for number, (a, b, said) in enumerate(kept)
    ]


def _numbers(one: Mapping[Any, Any], other: Mapping[Any, Any]) -> tuple[str, str]:
    """The printed numbers of two items in one way of numbering: "3" and "2.3.3" are not; empty where there is none."""
    printed = [[str(each[name]) for name in ("number", "number_alternative") if each[name]] for each in (one, other)]
    alike = [(a, b) for a in printed[0] for b in printed[1] if _depth(a) == _depth(b)]
    return alike[0] if alike else ("", "")


def _depth(number: str) -> int:
    return number.strip(". ").count(".")


def order(
    moves: pd.DataFrame,
    lists: pd.DataFrame,
    priorities: pd.DataFrame,
    works: pd.DataFrame,
    measured: pd.DataFrame,
) -> pd.DataFrame:
    """Tests of the printed order: against the alphabet of each language, the plan before, and the words spent.

    Kendall's tau with its exact p-value (two-sided; Kendall 1938) and an interval of 95% by Fisher's z (Fieller,
    Hartley and Pearson 1957); missing with fewer than five items. A list in the order of the alphabet cannot mean
    rank; an order kept from plan to plan shows habit or rank, which this cannot tell apart.
    """
    tops = lists[lists["depth"] == 0].sort_values(["work_id", "place"], kind="stable")
    found = _alphabetic(tops, priorities)
    neighbours = set(successive(works))
    for pair, rows in _grouped(moves, "from_work", "to_work"):
        tested = correlation(rows["from_place"].to_list(), rows["to_place"].to_list())
        against = "plan before" if pair in neighbours else "earlier plan"
        found.append({"work_id": pair[1], "against": against, "with_id": pair[0], **tested})
    for (work_id, text), rows in _grouped(
        measured[(measured["depth"] == 0) & (measured["place"] > 0)], "work_id", "text"
    ):
        tested = correlation(rows["place"].to_list(), (-rows["share"]).to_list())
        found.append({"work_id": work_id, "against": "words", "with_id": text, **tested})
    return from_rows("order", found)


def _alphabetic(tops: pd.DataFrame, priorities: pd.DataFrame) -> list[dict[str, Any]]:
    """The order of each list against the alphabet, in each language in which all its items have a name."""
    names = {str(row["priority_id"]): row for row in priorities.to_dict("records")}
    found = []
    for work_id, rows in tops.groupby("work_id", sort=True):
        ids = [str(item) for item in rows["priority_id"]]
        for language in LANGUAGES:
            words = [_sorting(str(names[item][f"name_{language}"])) for item in ids]
            if all(words):
                place = {word: number for number, word in enumerate(sorted(set(words)))}
                tested = correlation(range(len(ids)), [place[word] for word in words])
                found.append({"work_id": str(work_id), "against": "alphabet", "with_id": language, **tested})
    return found


def _grouped(frame: pd.DataFrame, first: str, second: str) -> Iterator[tuple[tuple[str, str], pd.DataFrame]]:
    for key, rows in frame.groupby([first, second], sort=True):
        yield (str(key[0]), str(key[1])), rows


def _sorting(name: str) -> str:
    """A name as a dictionary sorts it: no capitals, accents or signs."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(each for each in plain if each.isalnum() or each == " ").strip()


def correlation(first: Sequence[float], second: Sequence[float]) -> dict[str, float]:
    """Kendall's tau of two orders: n, tau, tau_low, tau_high, p_value.

    >>> correlation([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6])["p_value"] < 0.003
    True
    """
    from scipy.stats import kendalltau

    n, nan = len(first), math.nan
    if n < FEWEST or len(set(first)) == 1 or len(set(second)) == 1:
        return {"n": n, "tau": nan, "tau_low": nan, "tau_high": nan, "p_value": nan}
    tested = kendalltau(first, second, method="auto")
    tau = round(float(tested.statistic), 12)
    half = _NORMAL * math.sqrt(_FIELLER / (n - 4))
    z = math.atanh(min(max(tau, -0.999999), 0.999999))
    low, high = math.tanh(z - half), math.tanh(z + half)
    return {"n": n, "tau": tau, "tau_low": min(low, tau), "tau_high": max(high, tau), "p_value": float(tested.pvalue)}


def _one_to_one(kept: list[_Kept]) -> list[_Kept]:
    """Ties whose two ends stand in no other of them."""
    firsts, seconds = [each[0] for each in kept], [each[1] for each in kept]
    return [each for each in kept if firsts.count(each[0]) == 1 and seconds.count(each[1]) == 1]


def _ranks(places: list[int]) -> list[int]:
    ordered = sorted(places)
    return [ordered.index(place) + 1 for place in places]
