"""What the first pages of a PDF say about it: its title block, running heads, language, and what kind of text it is."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kentering.errors import UnreadableError
from kentering.fetch.wording import tokens
from kentering.settings import ExtractSettings
from kentering.text import masked
from kentering.words import LANGUAGES, stop_words

if TYPE_CHECKING:
    from kentering.extract.lines import Line

READ = 4
"""Pages read."""

PROSE = 30
"""After so many words in the usual type size the title block is over."""

LARGE = 1.2
"""Type of so many times the usual size is for show."""

EARLY = 400
"""Words that count as the beginning of the text."""

EDGE = 0.14
"""Running heads stand within this part of the page from its edge."""


SCAN = (
    "its first pages have no text (a scan?)",
    "name it as its row says, and make a text layer (for example: ocrmypdf in.pdf out.pdf)",
)


@dataclass(frozen=True)
class Front:
    """The first pages of a PDF; `display` is what the title block shows large, line by line."""

    n_pages: int = 0
    name: str = ""
    title: str = ""
    block: tuple[str, ...] = ()
    display: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    early: str = ""
    language: str = ""
    fault: str = ""
    hint: str = ""


def front(path: Path, settings: ExtractSettings) -> Front:
    """The first pages of a PDF; `fault` says why there is no text where there is none.

    Raises:
        UnreadableError: it is no PDF, or cannot be opened.
    """
    from kentering.extract.leaves import Opened, part
    from kentering.extract.opening import opened

    counts: list[int] = []
    secret = os.environ.get("KENTERING_PASSWORD")
    with opened(path, secret) as pdf:
        title = " ".join(str((pdf.metadata or {}).get("Title") or "").split())[:300]
    read = part(path, secret, settings, 1, READ, Opened(count=counts.append))
    pages = [
        (leaf.sheet.height, sorted(leaf.lines, key=lambda line: (round(line.top), line.x0))) for leaf in read.leaves
    ]
    known = Front(counts[0], path.stem, title)
    if not any(line.text.strip() for _, lines in pages for line in lines):
        return Front(counts[0], path.stem, title, fault=SCAN[0], hint=SCAN[1])
    return _told(known, pages)


def unread(path: Path, error: UnreadableError) -> Front:
    """All that is known of a PDF that cannot be opened: its name, and why."""
    return Front(name=path.stem, fault=error.message.removeprefix(f"{path.name}: "), hint=error.hint)


def _told(known: Front, pages: Sequence[tuple[float, list[Line]]]) -> Front:
    lines = [line for _, page in pages for line in page]
    size = _usual_size(lines)
    block = _block(lines, size)
    large = [line for line in block if line.size >= LARGE * size] or block
    words = " ".join(line.text for line in lines).split()
    return Front(
        n_pages=known.n_pages,
        name=known.name,
        title=known.title,
        block=tuple(line.text for line in block),
        display=tuple(line.text for line in large),
        running=tuple(_running(pages)),
        early=" ".join(words[:EARLY]),
        language=_language(words),
    )


def _usual_size(lines: Iterable[Line]) -> float:
    """The type size in which most letters are set."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    return max(letters, key=lambda size: (letters[size], -size))


def _block(lines: Sequence[Line], size: float) -> list[Line]:
    """The lines before the text begins, small print and running heads among them."""
    block: list[Line] = []
    seen = 0
    for line in lines:
        if line.size < LARGE * size:
            seen += len(line.text.split())
        if seen > PROSE or line.page > 3:
            break
        block.append(line)
    return block or list(lines[:1])


def _running(pages: Sequence[tuple[float, list[Line]]]) -> list[str]:
    """Lines near the edge that come back on other pages, as first printed."""
    first: dict[str, str] = {}
    seen: defaultdict[str, set[int]] = defaultdict(set)
    for height, lines in pages:
        for line in lines:
            if line.bottom < EDGE * height or line.top > (1 - EDGE) * height:
                words = masked(line.text)
                first.setdefault(words, line.text)
                seen[words].add(line.page)
    return [text for words, text in first.items() if len(seen[words]) >= 2]


def _language(words: Sequence[str]) -> str:
    """The language whose small words are the most, where they are clearly so."""
    given = Counter(word for text in words for word in text.lower().replace("’", "'").split("'"))
    counts = {
        language: sum(
            count
            for word, count in given.items()
            if word in stop_words(language)
            and not any(word in stop_words(other) for other in LANGUAGES if other != language)
        )
        for language in LANGUAGES
    }
    best, second = sorted(LANGUAGES, key=lambda language: -counts[language])[:2]
    return best if counts[best] >= 20 and counts[best] >= 2 * counts[second] else ""


def kinds(given: Front) -> set[str]:
    """What else than the plan itself a text calls itself, before it begins, in its name or in its title field.

    A draft says so large: "projet" in small type may be any project.
    """
    plainly = set(tokens(" ".join([*given.display, given.title, given.name])))
    anywhere = plainly | set(tokens(" ".join(given.block)))
    return {kind for kind, words in KINDS.items() if (plainly if kind == "draft" else anywhere) & words}


KINDS = {
    "digest": {"digest", "condense"},
    "summary": {"samenvatting", "synthese", "resume", "summary"},
    "draft": {"ontwerp", "voorontwerp", "ontwerptekst", "projet", "draft"},
    "commentary": {
        *("editoriaal", "editorial", "commentaar", "commentaire", "commentary", "artikel", "article", "column"),
        *("evaluatie", "evaluation", "advies", "avis", "bespreking", "analyse", "analysis", "interview"),
        *(
            "persbericht",
            "perscommunique",
            "persdossier",
            "communique",
            "press",
            "presse",
            "nieuws",
            "news",
            "actualites",
        ),
        *(
            "mededeling",
            "communication",
            "toelichting",
            "presentatie",
            "presentation",
            "brochure",
            "folder",
            "jaarverslag",
        ),
        *("bijlage", "bijlagen", "annexe", "annexes", "annex", "addendum", "omzendbrief", "circulaire", "circular"),
    },
}
"""Words with which a text says that it is not the plan itself, in nl, fr and en, accents taken off."""
