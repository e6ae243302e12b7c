"""Themes, shares and shifts, worded no stronger than their verdict allows."""

from __future__ import annotations

from typing import NamedTuple

from kentering.plot.names import broad, in_language
from kentering.report.quotations import Quotation, Quotations
from kentering.report.reader import Reader, Row

WIDER = 1.25  # times an interval, from which on it is said that chapters would widen it


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
    """A share's change between two plans; `without` tells what is left of it without the section it hangs on most."""

    theme: str
    theme_anchor: str
    anchors: tuple[str, str]
    before: str
    after: str
    change: str
    interval: str
    q_value: str
    verdict: str
    why: str
    detectable: str
    without: str
    section: list[Quotation]
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
    widened: str
    claims: list[str]
    shifts: list[Shift]


def themes(reader: Reader, quotations: Quotations) -> list[Theme]:
    """Every broad theme, the largest first."""
    wording, least = reader.wording, reader.study.settings.compare.stability
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
                quotations=quotations.of_theme(theme_id, row["typical"]),
            )
        )
    return found


def cells(reader: Reader, quotations: Quotations) -> list[tuple[str, list[Cell]]]:
    """Per broad theme, the works in which it has a passage; what fits no theme comes last."""
    by_theme: dict[str, list[Cell]] = {theme_id: [] for theme_id in [*broad(reader.study.themes)["theme_id"], ""]}
    order = list(reader.works)
    shares = [row for row in broad(reader.study.shares).to_dict("records") if row["n_passages"]]
    shares = [row for row in shares if row["work_id"] in reader.apart]
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


def curve(reader: Reader) -> list[tuple[str, str, str, bool]]:
    """Each number of themes that was tried: broad or narrow, how many, how stable, whether it was taken."""
    rows = reader.study.curve.sort_values(["level", "n_themes"], kind="stable").to_dict("records")
    words = reader.wording
    return [
        (
            words(f"steady.{row['level']}"),
            words.number(row["n_themes"]),
            words.number(row["stability"], 3),
            row["chosen"],
        )
        for row in rows
    ]


def curve_said(reader: Reader) -> str:
    """How the number of themes was chosen."""
    settings = reader.study.settings.cluster
    if settings.n_themes is not None:
        return reader.wording("themes.number_set", n=reader.wording.number(settings.n_themes))
    least, most = (reader.wording.number(each) for each in (settings.min_themes, settings.max_themes))
    return reader.wording("themes.number_intro", least=least, most=most)


def interval(low: float, high: float, reader: Reader) -> str:
    """The interval of a share; a text of too few sections has none, which stands in the table as nought to one."""
    if low <= 0 and high >= 1:
        return reader.wording("word.no_interval")
    return f"{reader.wording.percent(low)} – {reader.wording.percent(high)}"


def shift_pairs(reader: Reader, quotations: Quotations) -> list[ShiftPair]:
    """Every pair of successive plans with texts on both sides, by broad theme; claims only where it is one of many."""
    themes = reader.study.themes
    narrow = set(themes.loc[themes["parent_id"] != "", "theme_id"])
    table = reader.study.shifts[~reader.study.shifts["theme_id"].isin(narrow)]
    found = []
    for (series, work_from, work_to), frame in table.groupby(["series", "work_from", "work_to"], sort=False):
        rows = sorted(frame.to_dict("records"), key=lambda row: (-row["change"], row["theme_id"]))
        full = bool((frame["text"] == "full").all())
        said = [_shift(row, reader, quotations, full=full) for row in rows if row["share_from"] or row["share_to"]]
        names = [reader.work.get(str(work), str(work)) for work in (work_from, work_to)]
        found.append(
            ShiftPair(
                series=str(series),
                work_from=str(work_from),
                work_to=str(work_to),
                title=f"{names[0]} → {names[1]}",
                full=full,
                counted_on=reader.wording(f"text.{frame['text'].iloc[0]}"),
                widened=_widened(float(frame["widened"].max()), reader),
                claims=[shift.sentence for shift in said if shift.claim],
                shifts=said if {str(work_from), str(work_to)} <= reader.apart else [],
            )
        )
    return found


def _shift(row: Row, reader: Reader, quotations: Quotations, *, full: bool) -> Shift:
    wording, theme_id = reader.wording, str(row["theme_id"])
    ends = [
        reader.theme_anchor(theme_id, work) if share and work in reader.apart else ""
        for work, share in ((str(row["work_from"]), row["share_from"]), (str(row["work_to"]), row["share_to"]))
    ]
    low, high = row["change_low"], row["change_high"]
    unknown = low <= -1 and high >= 1
    claim = reader.claims.get(f"words/{row['work_from']}>{row['work_to']}/{theme_id}") if full else None
    return Shift(
        theme=reader.theme.get(theme_id, theme_id),
        theme_anchor=theme_id,
        anchors=(ends[0], ends[1]),
        before=wording.percent(row["share_from"]),
        after=wording.percent(row["share_to"]),
        change=wording.points(row["change"]),
        interval=wording("word.no_interval") if unknown else f"{wording.points(low)} – {wording.points(high)}",
        q_value=wording.number(row["q_value"], 3),
        verdict=wording(f"verdict.{row['verdict']}"),
        why=reader.voice.wording(f"why.{str(row['reason']).replace(' ', '_')}") if row["reason"] else "",
        detectable=wording.number(row["detectable"] * 100, 1) if row["detectable"] < 1 else "–",
        without=_without(row, reader),
        section=quotations.of_section(_hangs_on(row), str(row["section"])) if row["hangs_on"] else [],
        sentence=reader.voice.sentence(claim) if claim else "",
        claim=claim is not None and claim.kind in ("rose", "fell"),
    )


def _widened(times: float, reader: Reader) -> str:
    """What chapters would do to the intervals; empty where it is little."""
    return reader.wording("shifts.widened", n=reader.wording.number(times, 1)) if times >= WIDER else ""


def _hangs_on(row: Row) -> str:
    return str(row[f"work_{row['hangs_on']}"])


def _without(row: Row, reader: Reader) -> str:
    """What is left of a change without the section on which it hangs most; empty where there is none."""
    if not row["hangs_on"]:
        return ""
    work = _hangs_on(row)
    return reader.wording(
        "shifts.without",
        change=reader.wording.points(row["change_without"]),
        verdict=reader.wording(f"verdict.{row['verdict_without']}"),
        section=reader.quoted(str(row["section"]).replace(" > ", " › ")),
        plan=reader.work.get(work, work),
    )
