"""The brief as plain parts: title, sections of sentences with their notes, figures, plans; at most 1,500 words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kentering.claims import PARTS, Claim, chosen, claims, ledger, paragraphs, voice
from kentering.claims.voice import Voice, shortened, tidied
from kentering.export.brief.notes import note
from kentering.plot import wording
from kentering.plot.names import in_language, tagged
from kentering.plot.wording import Wording
from kentering.tables import LANGUAGES

if TYPE_CHECKING:
    from kentering.study import Study

MOST_WORDS = 1500
TITLE_WORDS = 8  # of a title in the list of plans
ALIKE = 3  # local plans of one family and period that are listed one by one; more are one line
SOURCE_WORDS = 6  # of a source in the list of plans; the bibliography has it whole


@dataclass(frozen=True)
class Told:
    """A sentence of the brief, the claim it is and its note."""

    sentence: str
    claim_id: str
    note: str


@dataclass(frozen=True)
class Section:
    """A part of the argument: its title and its paragraphs."""

    title: str
    paragraphs: tuple[tuple[Told, ...], ...]


@dataclass(frozen=True)
class Brief:
    """A brief in one language, before it is Word or Markdown."""

    language: str
    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    plans_title: str
    plans: tuple[str, ...]

    @property
    def words(self) -> int:
        """The words of all of it: sentences, notes, titles and plans."""
        told = [each for section in self.sections for paragraph in section.paragraphs for each in paragraph]
        texts = [self.title, *self.lead, self.plans_title, *self.plans, *(section.title for section in self.sections)]
        texts += [text for each in told for text in (each.sentence, each.note)]
        marks = sum(bool(each.note) for each in told)  # as Markdown has them
        return marks + sum(n_words(text) for text in texts)


def n_words(text: str) -> int:
    r"""The words of a text as an editor counts them: a mark that stands apart, as in French, is none.

    >>> n_words("trois points\xa0: «\xa0Drogues\xa0»\xa0; oui")
    4
    """
    return sum(any(sign.isalnum() for sign in word) for word in text.split())


def brief(study: Study, language: str, spare: int = 0, told: dict[str, Any] | None = None) -> Brief:
    """The weightiest claims in the order of an argument, as many as fit in 1,500 words less `spare`.

    They are the same in each language: as many as fit in the one that takes most words. `told` is the study's ledger
    where it was made already.
    """
    found = claims(study)
    entries = {entry["id"]: entry for entry in (told or ledger(study, found))["claims"]}
    picked = [claim for claim, _ in chosen(found, study.works)]
    for each in LANGUAGES:
        while picked and _of(picked, study, entries, each).words + spare > MOST_WORDS:
            picked = picked[:-1]
    return _of(picked, study, entries, language)


def _of(picked: list[Claim], study: Study, entries: dict[str, Any], language: str) -> Brief:
    words, speaker = wording.load(language, Path(__file__).parent), voice(study, language)
    sections = [_section(part, picked, entries, words, speaker) for part in PARTS]
    cited = {work for claim in picked for work in claim.works}
    return Brief(
        language=words.language,
        title=words("brief.title", title=_title(study, words)),
        lead=_lead(study, words, speaker) if picked else (words("brief.empty"),),
        sections=tuple(section for section in sections if picked and section.paragraphs),
        plans_title=words("brief.plans"),
        plans=tuple(_plans([row for row in study.works.to_dict("records") if row["work_id"] in cited], words, speaker)),
    )


def _title(study: Study, words: Wording) -> str:
    languages = (words.language, "nl", "fr", "en")
    return next((study.titles[each] for each in languages if study.titles.get(each)), study.name)


def _lead(study: Study, words: Wording, speaker: Voice) -> tuple[str, ...]:
    listed = study.priorities[study.priorities["parent_id"] == ""]
    listing, all_of_them = listed["work_id"].nunique(), len(study.works)
    counts = {"works": speaker.count(all_of_them), "items": words.number(len(listed))}
    said = words("brief.lead", **counts)
    if listing < all_of_them:
        said = words("brief.lead_some", listing=speaker.count(listing), **counts)
    if listed.empty:
        said = words("brief.lead_bare", works=speaker.count(len(study.works)))
    digest = bool(len(study.documents)) and set(study.documents["text"]) == {"digest"}
    return (said, words("brief.digest")) if digest else (said,)


def _section(part: str, picked: list[Claim], entries: dict[str, Any], words: Wording, speaker: Voice) -> Section:
    mine = [claim for claim in picked if claim.part == part]
    told = tuple(
        tuple(
            Told(speaker.sentence(each), each.claim_id, note(each, entries[each.claim_id], words, speaker))
            for each in paragraph
        )
        for paragraph in paragraphs(part, mine)
    )
    key = f"part.nothing_{part}"
    if not told and key in words:
        told = ((Told(words(key), "", ""),),)
    return Section(speaker.wording(f"section.{part}"), told)


def _plans(rows: list[dict[Any, Any]], words: Wording, speaker: Voice) -> list[str]:
    """The list at the end: a line for each plan, one for local plans of a family and a period where they are many."""
    told: dict[tuple[str, ...], list[dict[Any, Any]]] = {}
    for row in rows:
        alike = (row["family"], row["cycle"]) if row["level"] == "local" else (row["work_id"],)
        told.setdefault(tuple(map(str, alike)), []).append(row)
    return [
        line
        for group in told.values()
        for line in (
            [words("list.alike", n=words.number(len(group)), family=group[0]["family"], cycle=group[0]["cycle"])]
            if len(group) > ALIKE
            else [_plan(row, words, speaker) for row in group]
        )
    ]


def _plan(row: dict[Any, Any], words: Wording, speaker: Voice) -> str:
    """A plan as the list at the end has it: code, title, who made it known to us."""
    code = speaker.code(str(row["work_id"]))
    title, language = in_language(row, "title", words)
    first = str(row["source"]).split(";")[0].strip().split()
    bare = [each for each in first if not each.startswith("http")]
    source = " ".join(bare[:SOURCE_WORDS]).rstrip(",") + (" …" if len(bare) > SOURCE_WORDS else "")
    named = (
        words("list.plan", code=code, title=tagged(shortened(title, TITLE_WORDS), language, words)) if title else code
    )
    said = f"{named} ({words('brief.source', source=source)})." if source else f"{named}."
    return tidied(said, words.language)
