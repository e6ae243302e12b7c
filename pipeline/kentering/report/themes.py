"""Themes, shares and shifts, worded no stronger than their verdict allows."""

from __future__ import annotations

from typing import NamedTuple

from kentering.plot.names import broad, in_language
from kentering.report.quotations import Quotation, Quotations
from kentering.report.reader import Reader, Row


class Theme(NamedTuple):
    """A theme with its figures and three quotations."""

    anchor: str
    name: str
    keywords: str
    keywords_language: str
    passages: str
    works: str
    stability: str
    stable: bool
    by_person: bool
    quotations: list[Quotation]


class Cell(NamedTuple):
    """A theme in one work: its share, and the words that make it."""

    anchor: str
    work_id: str
    work: str
    counted_on: str
    passages: str
    share: str
    interval: str
    quotations: list[Quotation]


class Shift(NamedTuple):
    """A share's change between two plans."""

    theme: str
    anchors: tuple[str, str]
    before: str
    after: str
    change: str
    interval: str
    q_value: str
    verdict: str
    sentence: str
    claim: bool


class ShiftPair(NamedTuple):
    """The shifts between two plans; claims only where both were read in full."""

    series: str
    work_from: str
    work_to: str
    title: str
    full: bool
    counted_on: str
    claims: list[str]
    shifts: list[Shift]


def themes(reader: Reader, quotations: Quotations) -> list[Theme]:
    """Every broad theme, the largest first."""
    wording, least = reader.wording, reader.study.settings.audit.stability
    found = []
    for row in broad(reader.study.themes).to_dict("records"):
        keywords, language = in_language(row, "keywords", wording)
        theme_id = str(row["theme_id"])
        found.append(
            Theme(
                anchor=theme_id,
                name=reader.theme[theme_id],
                keywords=keywords,
                keywords_language=language,
                passages=wording.number(row["n_passages"]),
                works=wording.number(row["n_works"]),
                stability=wording.number(row["stability"], 2),
                stable=bool(row["stability"] >= least),
                by_person=row["label_source"] == "person",
                quotations=quotations.of_theme(row["typical"]),
            )
        )
    return found


def cells(reader: Reader, quotations: Quotations) -> list[tuple[str, list[Cell]]]:
    """Per broad theme, the works in which it has a passage; what fits no theme comes last."""
    by_theme: dict[str, list[Cell]] = {theme_id: [] for theme_id in [*broad(reader.study.themes)["theme_id"], ""]}
    order = list(reader.works)
    shares = [row for row in broad(reader.study.shares).to_dict("records") if row["n_passages"]]
    shares = [row for row in shares if row["work_id"] in order]
    for row in sorted(shares, key=lambda row: order.index(row["work_id"])):
        by_theme.setdefault(str(row["theme_id"]), []).append(_cell(row, reader, quotations))
    return [(reader.theme.get(theme_id, theme_id), found) for theme_id, found in by_theme.items() if found]


def _cell(row: Row, reader: Reader, quotations: Quotations) -> Cell:
    theme_id, work_id = str(row["theme_id"]), str(row["work_id"])
    return Cell(
        anchor=reader.theme_anchor(theme_id, work_id),
        work_id=work_id,
        work=reader.work[work_id],
        counted_on=reader.wording(f"text.{row['text']}"),
        passages=reader.wording.count("count.passage", int(row["n_passages"])),
        share=reader.wording.percent(row["share"]),
        interval=interval(row["share_low"], row["share_high"], reader),
        quotations=quotations.of_cell(theme_id, work_id),
    )


def interval(low: float, high: float, reader: Reader) -> str:
    """The interval of a share; a text of too few sections has none, which stands in the table as nought to one."""
    if low <= 0 and high >= 1:
        return reader.wording("word.no_interval")
    return f"{reader.wording.percent(low)} – {reader.wording.percent(high)}"


def shift_pairs(reader: Reader) -> list[ShiftPair]:
    """Every pair of successive plans with texts on both sides, by broad theme."""
    themes = reader.study.themes
    narrow = set(themes.loc[themes["parent_id"] != "", "theme_id"])
    table = reader.study.shifts[~reader.study.shifts["theme_id"].isin(narrow)]
    found = []
    for (series, work_from, work_to), frame in table.groupby(["series", "work_from", "work_to"], sort=False):
        rows = sorted(frame.to_dict("records"), key=lambda row: (-row["change"], row["theme_id"]))
        full = bool((frame["text"] == "full").all())
        said = [_shift(row, reader, full=full) for row in rows if row["share_from"] or row["share_to"]]
        names = [reader.work.get(str(work), str(work)) for work in (work_from, work_to)]
        found.append(
            ShiftPair(
                series=str(series),
                work_from=str(work_from),
                work_to=str(work_to),
                title=f"{names[0]} → {names[1]}",
                full=full,
                counted_on=reader.wording(f"text.{frame['text'].iloc[0]}"),
                claims=[shift.sentence for shift in said if shift.claim],
                shifts=said,
            )
        )
    return found


def _shift(row: Row, reader: Reader, *, full: bool) -> Shift:
    wording, theme_id = reader.wording, str(row["theme_id"])
    ends = [
        reader.theme_anchor(theme_id, work) if share and work in reader.works else ""
        for work, share in ((str(row["work_from"]), row["share_from"]), (str(row["work_to"]), row["share_to"]))
    ]
    low, high = row["change_low"], row["change_high"]
    unknown = low <= -1 and high >= 1
    sentence = shift_sentence(row, reader) if full else ""
    return Shift(
        theme=reader.theme.get(theme_id, theme_id),
        anchors=(ends[0], ends[1]),
        before=wording.percent(row["share_from"]),
        after=wording.percent(row["share_to"]),
        change=wording.points(row["change"]),
        interval=wording("word.no_interval") if unknown else f"{wording.points(low)} – {wording.points(high)}",
        q_value=wording.number(row["q_value"], 3),
        verdict=wording(f"verdict.{row['verdict']}"),
        sentence=sentence,
        claim=bool(full and row["verdict"] == "shifted" and is_stable(theme_id, reader)),
    )


def is_stable(theme_id: str, reader: Reader) -> bool:
    """May a theme carry a claim?"""
    themes = reader.study.themes
    stability = themes.loc[themes["theme_id"] == theme_id, "stability"]
    return bool(len(stability) and stability.iloc[0] >= reader.study.settings.audit.stability)


def shift_sentence(row: Row, reader: Reader) -> str:
    """A shift in words: 'rose' or 'fell' only for a shifted share of a stable theme."""
    wording, theme_id = reader.wording, str(row["theme_id"])
    gaps = {
        "theme": reader.theme.get(theme_id, theme_id),
        "before": wording.percent(row["share_from"]),
        "after": wording.percent(row["share_to"]),
        "low": wording.points(row["change_low"]),
        "high": wording.points(row["change_high"]),
        "level": wording.percent(reader.study.settings.compare.confidence, 0),
        "effect": wording.number(reader.study.settings.compare.smallest_effect * 100, 1),
    }
    unstable = row["reason"] == "unstable theme" or (row["verdict"] == "shifted" and not is_stable(theme_id, reader))
    if unstable and row["change"]:
        return wording("shift.unstable", **gaps)
    if row["verdict"] != "shifted":
        return wording(f"shift.{row['verdict']}", **gaps)
    return wording("shift.rose" if row["change"] > 0 else "shift.fell", **gaps)
