"""What plans, items and themes are called in charts and reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from kentering.corpus import told_apart
from kentering.plot.wording import Wording
from kentering.tables import LANGUAGES, LEVELS

NOT_OFFICIAL = ("translation", "memory")
STATUSES_SAID = ("draft", "announcement")


def in_order(works: pd.DataFrame) -> pd.DataFrame:
    """The works by level (the highest first), series and time; a draft before the final plan of its cycle."""
    rank = works.assign(
        _level=works["level"].map({level: i for i, level in enumerate(LEVELS)}),
        _final=~works["status"].isin(STATUSES_SAID),
    )
    keys = ["_level", "series", "cycle_start", "_final", "adopted", "work_id"]
    return rank.sort_values(keys, kind="stable").drop(columns=["_level", "_final"]).reset_index(drop=True)


def series_names(works: pd.DataFrame, wording: Wording) -> dict[str, str]:
    """The short name per series in the reader's language, as in 'PNS' for the NVP in French.

    It is the one that works.csv gives, else the one that the language has for a series of this code, else the code.
    """
    return {series: _without_article(said, wording)[0] for series, said in _called(works, "code", wording).items()}


def series_with_article(works: pd.DataFrame, wording: Wording) -> dict[str, str]:
    """The short name per series as a sentence has it: het NVP, le PNS; one without an article is called a plan."""
    said = _called(works, "article", wording)
    bare = {series: _without_article(each, wording) for series, each in said.items()}
    return {
        series: f"{article}{_gap(article)}{name}" if article else wording("article.other", name=name)
        for series, (name, article) in bare.items()
    }


def family_names(works: pd.DataFrame, wording: Wording) -> dict[str, str]:
    """The short name per family: that of its series where it has one only."""
    names = series_names(works, wording)
    found: dict[str, str] = {}
    for family, own in works.groupby("family", sort=False):
        series = sorted(set(own["series"]))
        key = f"code.{family}"
        found[str(family)] = names[series[0]] if len(series) == 1 else wording(key) if key in wording else str(family)
    return found


def _called(works: pd.DataFrame, table: str, wording: Wording) -> dict[str, str]:
    """What each series is called by hand, else by a table of the words, else by its code."""
    rows = works.sort_values("work_id", kind="stable").to_dict("records")
    said = [(str(row["series"]), _typeset(str(row.get(f"short_{wording.language}") or ""))) for row in reversed(rows)]
    by_hand = {series: name for series, name in said if name}
    found: dict[str, str] = {}
    for row in rows:
        series, family = str(row["series"]), str(row["family"])
        whole, part = f"{table}.{series}", f"{table}.{family}"
        known = wording(whole) if whole in wording else ""
        if not known and part in wording and series.startswith(f"{family}-"):  # one of many: ZVP-5340
            known = f"{wording(part)}{series.removeprefix(family)}"
        found[series] = by_hand.get(series) or known or series
    return found


def _typeset(name: str) -> str:
    """A name as typed, with the apostrophe that is printed."""
    return " ".join(name.replace("'", "’").split())


def _without_article(said: str, wording: Wording) -> tuple[str, str]:
    """A short name and the article before it, if any.

    >>> from kentering.plot.wording import load
    >>> _without_article("le PNS", load("fr")), _without_article("l’UE", load("fr")), _without_article("EU", load("nl"))
    (('PNS', 'le'), ('UE', 'l’'), ('EU', ''))
    >>> _without_article("De Veiligheidsagenda", load("nl"))
    ('Veiligheidsagenda', 'de')
    """
    for article in wording("article.all").split():
        before = f"{article}{_gap(article)}"
        if said[: len(before)].lower() == before and len(said) > len(before):
            return said[len(before) :].strip(), article
    return said, ""


def _gap(article: str) -> str:
    return "" if article.endswith("’") else " "


def work_names(works: pd.DataFrame, wording: Wording) -> dict[str, str]:
    """A short name per work, series and period, as in 'NVP 2026-2029 (draft)'; no two works share one."""
    series = series_names(works, wording)
    return told_apart(
        works, {str(row["work_id"]): _work_name(row, series, wording) for row in works.to_dict("records")}
    )


def document_names(documents: pd.DataFrame, works: pd.DataFrame, wording: Wording) -> dict[str, str]:
    """The short name of its work per document; what is not the plan itself is called what it is."""
    called = work_names(works, wording)
    kinds = zip(documents["document_id"], documents["work_id"], documents["text"], strict=True)
    return {
        str(each): called[work] if kind == "full" else f"{called[work]} [{wording(f'text.{kind}')}]"
        for each, work, kind in kinds
    }


def cited_names(works: pd.DataFrame, wording: Wording) -> dict[str, str]:
    """The shortest name per work for a citation, series and first year, as in 'NVP 2016'."""
    series = series_names(works, wording)
    rows = works.to_dict("records")
    return told_apart(
        works, {str(row["work_id"]): f"{series[str(row['series'])]} {_year(row)}".strip() for row in rows}
    )


def _work_name(row: Mapping[Any, Any], series: Mapping[str, str], wording: Wording) -> str:
    period = row["cycle"] or _year(row)
    return _with_status(f"{series[str(row['series'])]} {period}", row, wording)


def _year(row: Mapping[Any, Any]) -> str:
    """The first year of a plan: of its cycle, else of its validity, else that of its adoption."""
    return str(row["cycle_start"] or row["cycle"] or row["valid_from"] or row["adopted"])[:4]


def _with_status(name: str, row: Mapping[Any, Any], wording: Wording) -> str:
    status = str(row["status"])
    return wording(f"work.{status}", name=name.strip()) if status in STATUSES_SAID else name.strip()


def in_language(
    row: Mapping[Any, Any], column: str, wording: Wording, then: Sequence[str] = LANGUAGES
) -> tuple[str, str]:
    """The text of column_nl, _fr or _en in the reader's language, else in the next, with the language it is in.

    >>> from kentering.plot.wording import load
    >>> in_language({"name_nl": "", "name_fr": "Drogues", "name_en": ""}, "name", load("nl"))
    ('Drogues', 'fr')
    """
    for language in (wording.language, *then):
        text = str(row.get(f"{column}_{language}") or "").strip()
        if text:
            return text, language
    return "", ""


def tagged(text: str, language: str, wording: Wording) -> str:
    """The text, with the language in brackets where it is not the reader's.

    >>> from kentering.plot.wording import load
    >>> tagged("Drogues", "fr", load("nl"))
    'Drogues (fr)'
    """
    return f"{text} ({language})" if language not in ("", wording.language) else text


def theme_names(themes: pd.DataFrame | None, wording: Wording) -> dict[str, str]:
    """A name per theme, its id first, as in 'T03 drugs · haven'; the empty id stands for no theme."""
    names = {"": wording("theme.none")}
    for row in [] if themes is None else themes.to_dict("records"):
        label = tagged(*in_language(row, "label", wording), wording)
        names[str(row["theme_id"])] = f"{row['theme_id']} {label}".strip()
    return names


def broad(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of broad themes, and of none; a narrow theme has a point in its id."""
    return rows[~rows["theme_id"].str.contains(".", regex=False)]


def languages_of_lists(priorities: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """The languages per work, the one in which most of its items have a name first: that is most likely its own."""
    orders: dict[str, tuple[str, ...]] = {}
    for work_id, items in priorities.groupby("work_id", sort=False):
        named = {language: int((items[f"name_{language}"] != "").sum()) for language in LANGUAGES}
        orders[str(work_id)] = tuple(sorted(LANGUAGES, key=lambda language: -named[language]))
    return orders


def item_name(row: Mapping[Any, Any], wording: Wording, then: Sequence[str] = LANGUAGES) -> str:
    """The official name of a declared item; one from memory or of a translator's is never given without that word."""
    text, language = in_language(row, "name", wording, then)
    if not text:
        return str(row["priority_id"])
    return qualified(tagged(text, language, wording), str(row[f"confidence_{language}"]), wording)


def qualified(name: str, confidence: str, wording: Wording) -> str:
    """A name with a word beside it where nobody saw it as an official one."""
    return wording(f"item.{confidence}", name=name) if confidence in NOT_OFFICIAL else name


def item_names(priorities: pd.DataFrame, wording: Wording) -> dict[str, str]:
    """The official name per declared item."""
    then = languages_of_lists(priorities)
    rows = priorities.to_dict("records")
    return {str(row["priority_id"]): item_name(row, wording, then[str(row["work_id"])]) for row in rows}


def top_items(priorities: pd.DataFrame) -> dict[str, str]:
    """The item at the top of the list to which each declared item belongs."""
    parents = dict(zip(priorities["priority_id"], priorities["parent_id"], strict=True))
    return {item: _top(item, parents) for item in parents}


def _top(item: str, parents: Mapping[str, str]) -> str:
    seen = [item]
    while parents.get(seen[-1]) in parents and parents[seen[-1]] not in seen:
        seen.append(parents[seen[-1]])
    return seen[-1]
