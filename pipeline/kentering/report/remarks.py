"""The remarks that the analysis writes in plain English, in the reader's language."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kentering.extract.tongues import tongue
from kentering.report import faults
from kentering.report.reader import Reader
from kentering.words.thesaurus import thesaurus

# What stages write in the columns evidence and note; a remark of another shape is shown as it was written.
SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "remark.untold_name",
        re.compile(
            r"the thesaurus knows too few words of (?P<item>\S+#\S+): whether (?P<work>\S+) has it cannot be told"
        ),
    ),
    (
        "remark.untold_list",
        re.compile(
            r"the thesaurus knows too few words of (?P<n>\d+) of the (?P<m>\d+) items of (?P<work>\S+?)"
            r"(?:: what it has not cannot be told)?(?=;|$)"
        ),
    ),
    (
        "remark.untold_akin",
        re.compile(
            r"(?P<other>\S+#\S+) shares a word with (?P<item>\S+#\S+), and the thesaurus knows too few of its words"
        ),
    ),
    ("remark.backwards", re.compile(r"(?P<work>\S+) is the older plan: new and dropped read backwards")),
    ("remark.no_link", re.compile(r"no link among those between the two lists; (?P<work>\S+) is complete")),
    (
        "remark.threaded",
        re.compile(r"no link of its own, but a thread \((?P<thread>[^)]+)\) has the theme in (?P<held>[^;]+)"),
    ),
    ("remark.thread", re.compile(r"no link of its own, but a thread \([\w-]+\) has the theme in (?P<held>[^;]+)")),
    ("remark.not_compared", re.compile(r"nobody has compared these two lists yet")),
    (
        "remark.read_by_person",
        re.compile(r"a person has read these two lists: [\w ]+ not count"),
    ),
    ("remark.incomplete", re.compile(r"the list of (?P<work>\S+) is not complete")),
    ("remark.weak", re.compile(r"only links that are too uncertain to count: (?P<ties>[^;]+)")),
    ("remark.other_part", re.compile(r"the other part has no link that counts")),
    ("remark.parts_only", re.compile(r"known of its parts only")),
    ("remark.both_name", re.compile(r"both name (?P<concepts>[^;]+)")),
    (
        "remark.section",
        re.compile(r"the section in (?P<work>\S+) names (?P<concepts>[^;]+?), from p\. (?P<page>\d+) on"),
    ),
    ("remark.alike", re.compile(r"names alike, (?P<likeness>[\d.]+)")),
    ("remark.part_of", re.compile(r"(?P<concept>[^;]+?) is part of (?P<whole>[^;]+)")),
    ("remark.nearest", re.compile(r"nearest of the two lists, likeness (?P<likeness>[\d.]+)")),
    ("remark.few_coded", re.compile(r"fewer than (?P<n>\d+) passages: too few to say much")),
    ("remark.lost_passages", re.compile(r"(?P<n>\d+) codes of passages that are no longer there left out")),
    ("remark.lost_themes", re.compile(r"(?P<n>\d+) codes of themes that have scattered left out")),
    ("remark.equal_names", re.compile(r"equal printed names")),
    ("remark.n_parts", re.compile(r"(?P<n>\d+) found through a part only")),
    ("remark.n_names", re.compile(r"(?P<n>\d+) found by an equal printed name, not by a link")),
    ("remark.n_weak", re.compile(r"(?P<n>\d+) with only links that are too uncertain to count")),
    (
        "remark.disputed",
        re.compile(
            r"a source gives (?P<ends>.+?): then (?P<overlap>[\d-]+) days of overlap and (?P<gap>[\d-]+) of gap"
        ),
    ),
    ("remark.is_draft", re.compile(r"(?P<work>\S+) is a draft")),
    ("remark.is_announcement", re.compile(r"(?P<work>\S+) is an announcement")),
    ("remark.is_example", re.compile(r"(?P<work>\S+) is an example of many")),
    (
        "remark.reading",
        re.compile(
            r"(?P<pair>consecutive|skip-cycle|cross-level|assessment-to-priorities|draft-final|ad-hoc) pair, "
            r"expert reading"
        ),
    ),
    ("remark.basis", re.compile(r"basis: memory \(one of the two items is not confirmed by a page\)")),
    ("remark.renumbered", re.compile(r"(?<=; )(?:printed number )?(?P<n>\d+) -> (?P<m>\d+)(?=;|$)")),
    ("remark.of_issuer", re.compile(r"of its issuer; not part of this corpus")),
    ("remark.unconfirmed", re.compile(r"from memory, not confirmed: no page was found")),
    ("remark.grain", re.compile(r"unequal grain: (?P<n>\d+) (?P<a>[a-z ]+?) against (?P<m>\d+) (?P<b>[a-z ]+)")),
)
FEWEST = 2  # small words of a language that tell in which one a note was written
OF_BOTH = ("remark.grain", "remark.incomplete", "remark.is_draft", "remark.is_announcement", "remark.is_example")
# A tie in a remark: two items and how sure the tie is.
TIE = re.compile(r"(\S+#\S+) -> (\S+#\S+) \((\w+)\)")
# The other end that a source gives a plan: the plan and a date.
END = re.compile(r"(\S+) to ([\d-]+)")


class Remark(NamedTuple):
    """A remark, its language (none where nobody knows), and whether it holds of both lists alike."""

    text: str
    language: str
    of_both: bool = False


def remarks(written: str, reader: Reader) -> list[Remark]:
    """The parts of a remark, or the message of an error; what we know of it in the reader's words."""
    fault = faults.reworded(written, reader.wording.language)
    if fault:
        return [Remark(fault, reader.wording.language)]
    found: list[tuple[int, int, Remark]] = []
    for key, shape in SHAPES:
        found += [
            (match.start(), match.end(), Remark(_reworded(key, match, reader), reader.wording.language, key in OF_BOTH))
            for match in shape.finditer(written)
            if not any(start < match.end() and match.start() < end for start, end, _ in found)
        ]
    pieces, at = [], 0
    for start, end, remark in sorted(found, key=lambda each: each[0]):
        pieces += _as_written(written[at:start], reader)
        pieces.append(remark)
        at = end
    return [*pieces, *_as_written(written[at:], reader)]


def _as_written(text: str, reader: Reader) -> list[Remark]:
    """What a person wrote, with its language; where its own words do not tell that, the one of most notes."""
    bare = text.strip().strip(";").strip()
    return [Remark(bare, tongue(bare, FEWEST) or reader.notes_in)] if bare else []


def _reworded(key: str, match: re.Match[str], reader: Reader) -> str:
    gaps = _named(dict(match.groupdict()), reader)
    if "ties" in gaps:
        gaps["ties"] = reader.wording.joined([_tie(tie, reader) for tie in TIE.finditer(gaps["ties"])]) or gaps["ties"]
    if "ends" in gaps:
        gaps["ends"] = reader.wording.listed([_end(end, reader) for end in END.finditer(gaps["ends"])])
    if "held" in gaps:
        held = [reader.quoted(reader.item.get(each, each)) for each in gaps["held"].strip().split(", ")]
        gaps["held"] = reader.wording.listed(held)
    if "pair" in gaps:
        gaps["pair"] = reader.said("read_pair", gaps["pair"])
    for name in ("concepts", "concept", "whole"):
        if name in gaps:
            gaps[name] = ", ".join(_concept(each, reader) for each in gaps[name].split(", "))
    if "likeness" in gaps:
        gaps["likeness"] = reader.wording.number(float(gaps["likeness"]), 2)
    for side in ("a", "b"):
        if side in gaps:
            gaps[side] = reader.said("items", gaps[side])
    return reader.wording(key, **gaps)


def _named(gaps: dict[str, str], reader: Reader) -> dict[str, str]:
    """The gaps of a remark with the names of the plan and of the items in it for their ids."""
    named = dict(gaps)
    if "work" in gaps:
        named["work"] = reader.called(gaps["work"])
    if "other" in gaps:
        named["other"] = reader.quoted(reader.item.get(gaps["other"], gaps["other"]))
    if "held" in gaps:
        named["held"] = reader.wording.listed([reader.item.get(each, each) for each in gaps["held"].split(", ")])
    return named


def _concept(name: str, reader: Reader) -> str:
    """A concept of the thesaurus in the reader's language, by its English name."""
    return _concepts(reader.wording.language).get(name.strip(), name.strip())


@cache
def _concepts(language: str) -> dict[str, str]:
    return {each.name("en"): each.name(language) for each in thesaurus().concepts.values()}


def _tie(tie: re.Match[str], reader: Reader) -> str:
    first, second = (reader.item.get(item, item) for item in tie.group(1, 2))
    return f"{first} → {second} ({reader.said('certainty', tie.group(3))})"


def _end(end: re.Match[str], reader: Reader) -> str:
    colon = reader.wording("format.colon")
    return f"{reader.work.get(end.group(1), end.group(1))}{colon}{reader.wording.date(end.group(2))}"
