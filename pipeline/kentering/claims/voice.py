"""Claims in a language: names with their article, numbers and spans as people of that language write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kentering.claims import gaps as g
from kentering.plot import names, wording
from kentering.plot.wording import Wording

if TYPE_CHECKING:
    from kentering.claims.claim import Claim
    from kentering.study import Study

MONTH = 365.25 / 12
YEAR_ABOUT = 10  # days around a year that are still about a year
MOST_WORDS = 9  # of a declared name in a sentence; a longer one is cut, before its colon if it has one
FEWEST_WORDS, MORE_WORDS = 4, 4  # before a comma: fewer say little; so many beyond the usual most are worth it
SMALL_WORDS = {
    *("and", "of", "to", "the", "in", "by", "for", "with", "on"),
    *("en", "van", "de", "het", "een", "op", "met", "tot", "aan"),
    *("et", "des", "du", "la", "le", "les", "à", "au", "aux", "pour"),
}
TIMES = {"fr": "aeiouyéèêàâîôœh"}


class Phrase(str):
    """Words in a gap; `{plan:de}` and `{plan:à}` draw a French article together with what stands before it.

    >>> f"{Phrase('le PNS 2022'):de}, {Phrase('la NCSI 2022'):de}, {Phrase('le PNS 2022'):à}"
    'du PNS 2022, de la NCSI 2022, au PNS 2022'
    """

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        """The words, drawn together with de or à where asked."""
        text = str(self)
        if spec not in ("de", "à"):
            return text
        for article, drawn in (("le ", {"de": "du ", "à": "au "}), ("les ", {"de": "des ", "à": "aux "})):
            if text.startswith(article):
                return drawn[spec] + text.removeprefix(article)
        vowel = spec == "de" and text[:1].lower() in TIMES["fr"]
        return f"d’{text}" if vowel else f"{spec} {text}"


def voice(study: Study, language: str) -> Voice:
    """The claims of a study in one language."""
    return Voice(study, wording.load(language, Path(__file__).parent))


@dataclass(frozen=True)
class Voice:
    """A study and the words of a language."""

    study: Study
    wording: Wording

    def sentence(self, claim: Claim) -> str:
        """A claim as a sentence."""
        key = f"claim.{claim.kind}"
        if claim.n is not None:
            single = claim.n == 1
            key = f"{key}.{'one' if single else 'many'}"
        said = self.wording(key, **{name: self.gap(gap) for name, gap in claim.gaps.items()})
        return tidied(said, self.wording.language)

    def gap(self, gap: g.Gap) -> Phrase:  # noqa: C901  (one line per sort of gap)
        """What stands in a gap."""
        match gap:
            case g.Plan(work_id):
                return Phrase(self.plan(work_id))
            case g.Plans(work_ids, most):
                return Phrase(self.plans(work_ids, most))
            case g.Series(series):
                return Phrase(self.series(series))
            case g.Code(series):
                return Phrase(self._codes.get(series, series))
            case g.Language(language):
                key = f"in_language.{language}"
                return Phrase(self.wording(key) if key in self.wording else language)
            case g.Items(item_ids, most):
                return Phrase(self.items(item_ids, most))
            case g.Heading(said, language, page, last):
                return Phrase(self.heading(said, language, page, last))
            case g.Theme(theme_id):
                return Phrase(self.theme(theme_id))
            case g.Count(n):
                return Phrase(self.count(n))
            case g.Part(k, n):
                how = "none" if not k else "some" if k < n else "all" if n > 1 else "one"
                return Phrase(self.wording(f"part_of.{how}", k=self.count(k), n=self.count(n)))
            case g.Times(n):
                key = "times.one" if n == 1 else "times.many"
                return Phrase(self.wording(key, n=self.count(n)))
            case g.Day(date):
                return Phrase(self.wording.date(date))
            case g.Days(low, high):
                return Phrase(self.days(low, high))
            case g.Share(share, digits):
                return Phrase(self.wording.percent(share, digits))
            case g.Points(change):
                return Phrase(self.wording.number(abs(change) * 100, 1))
            case g.Kind(kind):
                return Phrase(self.wording(f"a_kind.{kind}"))
            case g.Said(parts, listed):
                told = [self.wording(key, **{name: self.gap(each) for name, each in inner}) for key, inner in parts]
                return Phrase(self.wording.listed(told) if listed else self.wording.joined(told))
            case g.Sure(strength):
                return Phrase(self.wording(f"sure_word.{strength}"))
            case g.Plain(text):
                return Phrase(text)

    @cached_property
    def _works(self) -> dict[str, Mapping[Any, Any]]:
        return {str(row["work_id"]): row for row in self.study.works.to_dict("records")}

    @cached_property
    def _named(self) -> dict[str, str]:
        return names.work_names(self.study.works, self.wording)

    @cached_property
    def _short(self) -> dict[str, str]:
        return names.cited_names(self.study.works, self.wording)

    @cached_property
    def _codes(self) -> dict[str, str]:
        return names.series_names(self.study.works, self.wording)

    @cached_property
    def _series(self) -> dict[str, str]:
        return names.series_with_article(self.study.works, self.wording)

    @cached_property
    def _items(self) -> dict[str, Mapping[Any, Any]]:
        return {str(row["priority_id"]): row for row in self.study.priorities.to_dict("records")}

    @cached_property
    def _themes(self) -> dict[str, Mapping[Any, Any]]:
        return {str(row["theme_id"]): row for row in self.study.themes.to_dict("records")}

    @cached_property
    def _then(self) -> dict[str, tuple[str, ...]]:
        return names.languages_of_lists(self.study.priorities)

    def plan(self, work_id: str) -> str:
        """A plan with its article: het NVP 2022-2025, le PNS 2022-2025."""
        if work_id not in self._works:
            return work_id
        name, series = self._named[work_id], str(self._works[work_id]["series"])
        return f"{self.series(series)}{name.removeprefix(self._codes[series])}"

    def plans(self, work_ids: tuple[str, ...], most: int = 0) -> str:
        """Several plans; the next of one series by their period only: het NVP 2012-2015 en 2016-2019.

        Of more than `most`, if it is not nought, the rest is counted.
        """
        rest = len(work_ids) - most - 1  # one more is named, not counted
        if most and rest > 0:
            return self.wording.listed([self.plans(work_ids[:most]), self.wording("list.more", n=self.count(rest + 1))])
        groups: list[list[str]] = []
        before = ""
        for work_id in work_ids:
            series = str(self._works[work_id]["series"]) if work_id in self._works else ""
            if series and series == before:
                groups[-1].append(self._named[work_id].removeprefix(self._codes[series]).strip())
            else:
                groups.append([self.plan(work_id)])
            before = series
        told = [self.wording.listed(group) for group in groups]
        if len(told) > 1 and any(len(group) > 1 for group in groups):  # "and" stands within parts already
            return f"{', '.join(told[:-1])}, {self.wording('format.and')} {told[-1]}"
        return self.wording.listed(told)

    def series(self, series: str) -> str:
        """A series with its article; one that has no article of its own is called a plan."""
        return self._series.get(series) or self.wording("article.other", name=series)

    def code(self, work_id: str) -> str:
        """A plan by its code and first year, as a note cites it: NVP 2022."""
        return self._short.get(work_id, work_id)

    def items(self, item_ids: tuple[str, ...], most: int) -> str:
        """Declared items by name, in quotation marks; the rest counted."""
        shown = [self.item(each) for each in item_ids[:most]]
        rest = len(item_ids) - len(shown)
        if rest == 1:
            return self.wording.listed([*shown, self.item(item_ids[-1])])
        more = [self.wording("list.more", n=self.count(rest))] if rest else []
        return self.wording.listed([*shown, *more])

    def item(self, item_id: str, most: int = MOST_WORDS) -> str:
        """A declared item by its name, with its language if it is another one, and what it is if it is not official.

        A name of more than `most` words is cut.
        """
        row = self._items.get(item_id)
        if row is None:
            return item_id
        text, language = names.in_language(row, "name", self.wording, self._then[str(row["work_id"])])
        if not text:
            return item_id
        quoted = names.tagged(self.wording.quoted(shortened(text, most)), language, self.wording)
        return names.qualified(quoted, str(row[f"confidence_{language}"]), self.wording)

    def heading(self, said: str, language: str, page: int, last: int) -> str:
        """A heading in quotation marks with its pages; a long one is cut."""
        quoted = names.tagged(self.wording.quoted(shortened(said)), language, self.wording)
        key = "pages.one" if page == last else "pages.many"
        return f"{quoted} ({self.wording(key, first=page, last=last)})"

    def theme(self, theme_id: str) -> str:
        """A theme by its label; one without a label by its number."""
        text, language = names.in_language(self._themes.get(theme_id, {}), "label", self.wording)
        return names.tagged(self.wording.quoted(text), language, self.wording) if text else theme_id

    def count(self, n: int) -> str:
        """A number, small ones in words."""
        key = f"number.{n}"
        return self.wording(key) if key in self.wording else self.wording.number(n)

    def days(self, low: int, high: int) -> str:
        """A span: the days, and from two months on the months or years that people think in."""
        if low != high:
            return self._range(low, high)
        exact = self.wording.count("span.days", low)
        if low < 2 * MONTH:
            return exact
        if abs(low - 12 * MONTH) < YEAR_ABOUT:
            about = self.wording("span.about", span=self.wording("span.year"))
            return self.wording("span.both", about=about, days=exact)
        how, unit, number = "about", "months", self.count(round(low / MONTH))
        if low >= 23.5 * MONTH:
            how, unit, number = self._years(low / (12 * MONTH))
        about = self.wording(f"span.{how}", span=self.wording(f"span.{unit}", n=number))
        return self.wording("span.both", about=about, days=exact)

    def _years(self, years: float) -> tuple[str, str, str]:
        """How so many years are said: about three, just over three, about 3.5, nearly four."""
        whole, part = divmod(years, 1)
        if 0.25 <= part <= 0.75:
            return "about", "years", self.wording.number(whole + 0.5, 1)
        how = "about" if min(part, 1 - part) < 0.1 else "over" if part < 0.5 else "under"
        return how, "years", self.count(round(years))

    def _range(self, low: int, high: int) -> str:
        """A span that lies between two numbers of days; in months or years besides, where that says more."""
        exact = self.wording("span.between", low=self.wording.number(low), high=self.wording.number(high))
        unit, size = ("months", MONTH) if low < 23.5 * MONTH else ("years", 12 * MONTH)
        first, last = round(low / size), round(high / size)
        if low < 2 * MONTH:
            return exact
        about = self.wording(f"span.range_{unit}", low=self.count(first), high=self.count(last))
        if first == last:
            about = self.wording("span.about", span=self.wording(f"span.{unit}", n=self.count(first)))
        return self.wording("span.both", about=about, days=exact)


def shortened(name: str, most: int = MOST_WORDS) -> str:
    """A long name cut: before a colon or a long bracket among its first words, else at a comma, else after some words.

    No small word stands last.

    >>> shortened("Drugs: productie van cannabis en van synthetische drugs, invoer, uitvoer, handel en doorvoer")
    'Drugs …'
    >>> shortened("geweld, intimidatie en afpersing", 1)
    'geweld …'
    """
    words = name.split()
    if len(words) <= most + 2:
        return name
    head = re.split(r":|\((?=[^)]{25})", name)[0].split()
    at_commas = [name[: each.start()].split() for each in re.finditer("[,;]", name)]
    whole = [each for each in at_commas if FEWEST_WORDS <= len(each) <= most + MORE_WORDS]
    kept = head if 0 < len(head) <= min(most + MORE_WORDS, len(words) - 1) else whole[-1] if whole else words[:most]
    while len(kept) > 1 and kept[-1].casefold() in SMALL_WORDS:
        kept = kept[:-1]
    return f"{' '.join(kept).rstrip(',;:')} …"


def tidied(said: str, language: str) -> str:
    r"""A sentence with one blank between words, a capital in front and, in French, its no-break blanks.

    >>> tidied("le PNS compte  trois points : « Drogues »", "fr")
    'Le PNS compte trois points\xa0: «\xa0Drogues\xa0»'
    """
    text = re.sub(r"[ \t\n]+", " ", said).replace(" ,", ",").strip()
    text = re.sub(r",(?=[,.;])", "", text)
    return wording.load(language).spaced(text[:1].upper() + text[1:])
