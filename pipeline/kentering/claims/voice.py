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
MOST_WORDS = 9  # of a declared name in a sentence; a longer one is cut, before its colon if it has one
SPELLED = 12
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
            case g.Plans(work_ids):
                return Phrase(self.wording.listed([self.plan(each) for each in work_ids]))
            case g.Series(series):
                return Phrase(self.series(series))
            case g.Code(series):
                key = f"code.{series}"
                return Phrase(self.wording(key) if key in self.wording else series)
            case g.Items(item_ids, most):
                return Phrase(self.items(item_ids, most))
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
            case g.Said(parts):
                told = [self.wording(key, **{name: self.gap(each) for name, each in inner}) for key, inner in parts]
                return Phrase(self.wording("list.apart").join(told))
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
        return names.cited_names(self.study.works)

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
        return self._with_article(work_id, self._named)

    def _with_article(self, work_id: str, named: Mapping[str, str]) -> str:
        if work_id not in self._works:
            return work_id
        name, series = named[work_id], str(self._works[work_id]["series"])
        return f"{self.series(series)}{name.removeprefix(series)}" if name.startswith(series) else name

    def series(self, series: str) -> str:
        """A series with its article; one that has no article of its own is called a plan."""
        key = f"article.{series}"
        return self.wording(key) if key in self.wording else self.wording("article.other", name=series)

    def code(self, work_id: str) -> str:
        """A plan by its code and first year, as a note cites it: NVP 2022."""
        if work_id not in self._works:
            return work_id
        short, series = self._short[work_id], str(self._works[work_id]["series"])
        key = f"code.{series}"
        return f"{self.wording(key)}{short.removeprefix(series)}" if key in self.wording else short

    def items(self, item_ids: tuple[str, ...], most: int) -> str:
        """Declared items by name, in quotation marks; the rest counted."""
        shown = [self.item(each) for each in item_ids[:most]]
        rest = len(item_ids) - len(shown)
        if rest == 1:
            return self.wording.listed([*shown, self.item(item_ids[-1])])
        more = [self.wording("list.more", n=self.count(rest))] if rest else []
        return self.wording.listed([*shown, *more])

    def item(self, item_id: str) -> str:
        """A declared item by its official name, with its language if it is another one, and "from memory" if so."""
        row = self._items.get(item_id)
        if row is None:
            return item_id
        text, language = names.in_language(row, "name", self.wording, self._then[str(row["work_id"])])
        if not text:
            return item_id
        quoted = names.tagged(self.wording("word.quote", said=shortened(text)), language, self.wording)
        memory = row[f"confidence_{language}"] == "memory"
        return self.wording("item.memory", name=quoted) if memory else quoted

    def theme(self, theme_id: str) -> str:
        """A theme by its label; one without a label by its number."""
        text, language = names.in_language(self._themes.get(theme_id, {}), "label", self.wording)
        return names.tagged(self.wording("word.quote", said=text), language, self.wording) if text else theme_id

    def count(self, n: int) -> str:
        """A number, small ones in words."""
        return self.wording(f"number.{n}") if 0 <= n <= SPELLED else self.wording.number(n)

    def days(self, low: int, high: int) -> str:
        """A span: the days, and from two months on the months or years that people think in."""
        if low != high:
            return self.wording("span.between", low=self.wording.number(low), high=self.wording.number(high))
        exact = self.wording.count("span.days", low)
        if low < 2 * MONTH:
            return exact
        unit, size = ("months", MONTH) if low < 24 * MONTH else ("years", 12 * MONTH)
        whole, part = divmod(low / size, 1)
        how, number = ("over", int(whole)) if part < 0.5 else ("under", int(whole) + 1)
        how = "about" if min(part, 1 - part) < 0.1 else how
        about = self.wording(f"span.{how}", span=self.wording(f"span.{unit}", n=self.count(number)))
        return self.wording("span.both", about=about, days=exact)


def shortened(name: str, most: int = MOST_WORDS) -> str:
    """A long name cut: before a colon or a bracket among its first words, else after a number of words.

    >>> shortened("Drugs: productie van cannabis en van synthetische drugs, invoer, uitvoer, handel en doorvoer")
    'Drugs …'
    >>> shortened("geweld, intimidatie en afpersing", 1)
    'geweld …'
    """
    words = name.split()
    if len(words) <= most + 2:
        return name
    head = re.split(r"[:(]", name)[0].split()
    kept = head if 0 < len(head) <= most else words[:most]
    return f"{' '.join(kept).rstrip(',;:')} …"


def tidied(said: str, language: str) -> str:
    r"""A sentence with one blank between words, a capital in front and, in French, its no-break blanks.

    >>> tidied("le PNS compte  trois points : « Drogues »", "fr")
    'Le PNS compte trois points\xa0: «\xa0Drogues\xa0»'
    """
    text = re.sub(r"[ \t\n]+", " ", said).replace(" ,", ",").strip()
    text = re.sub(r",(?=[,.;])", "", text)
    text = text[:1].upper() + text[1:]
    if language == "fr":
        text = re.sub(r" (?=[:;!?»%])", "\u00a0", text)
        text = re.sub(r"(?<=«) ", "\u00a0", text)
    return text
