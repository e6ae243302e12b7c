"""The text of a plan: sentences from a grammar of the domain, in the order that such plans have."""

from __future__ import annotations

import random
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from plans.plan import Block, Note, Plan, Shape

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
SLOT = re.compile(r"\{(\w+)\}")


@cache
def words(language: str) -> dict[str, Any]:
    """The grammar of a language: templates, what fills their slots, fixed expressions."""
    path = Path(__file__).with_name("words") / f"{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


class Author:
    """Writes sentences in one language; the same chance gives the same sentence."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self.language = language
        self.words = words(language)
        self.chance = chance

    def one(self, name: str) -> str:
        """One of the expressions of that name, slots filled."""
        return self.filled(self.chance.choice(self.words[name]))

    def filled(self, template: str) -> str:
        """A template with every slot filled; no slot of one name is filled twice with the same words."""
        used: set[str] = set()

        def fill(match: re.Match[str]) -> str:
            name = match[1]
            value = self._value(name.lower().rstrip("2"))
            while value in used and name.endswith("2"):
                value = self._value(name.lower().rstrip("2"))
            used.add(value)
            return capital(value) if name[0].isupper() else value

        return SLOT.sub(fill, template).replace("'", "’")

    def _value(self, name: str) -> str:
        chance = self.chance
        year = chance.randint(2009, 2023)
        numbers = {"a": chance.randint(2, 48), "b": chance.randint(1, 9), "c": chance.randint(101, 989)}
        if name == "n":
            return str(chance.randint(2, 97))
        if name == "year":
            return str(year)
        if name == "date":
            month = chance.choice(self.words["months"])
            return f"{chance.randint(2, 30)} {month} {year}"
        if name in {"percent", "count", "money"}:
            return str(self.words[name]).format(**numbers)
        return self.one(name)

    def sentence(self) -> str:
        """A whole sentence."""
        return capital(self._spaced(self.one("sentence")))

    def _spaced(self, text: str) -> str:
        """French puts a space that does not break inside guillemets and before high punctuation."""
        if self.language != "fr":
            return text
        return re.sub(r" (?=[;:?»%])|(?<=«) ", "\u00a0", text)

    def line(self, name: str) -> str:
        """An expression that stands alone: a heading, an item, a note."""
        return self._spaced(self.one(name))


def capital(text: str) -> str:
    """The text with its first letter a capital."""
    place = next((index for index, letter in enumerate(text) if letter.isalpha()), 0)
    return text[:place] + text[place].upper() + text[place + 1 :]


def plan(language: str, seed: int, shape: Shape | None = None) -> Plan:
    """A plan in a language: the seed decides its words, seed and shape its structure, whatever the language."""
    return _Writer(language, seed, shape or Shape()).plan()


class _Writer:
    """Adds block after block. Structure and words have a chance each, so that languages share the structure."""

    def __init__(self, language: str, seed: int, shape: Shape) -> None:
        self.language, self.seed, self.shape = language, seed, shape
        self.structure = random.Random(f"structure {seed}")
        self.blocks: list[Block] = []
        self.notes = 0
        self.tables = 0
        self.titles: set[str] = set()

    def author(self) -> Author:
        """An author for the next block."""
        return Author(self.language, random.Random(f"words {self.seed} {len(self.blocks)}"))

    def plan(self) -> Plan:
        """The whole plan."""
        known = words(self.language)
        year = 2010 + self.seed % 12
        years = {"year": year, "later": year + 4}
        title = str(known["title"][self.seed % 3]).format(**years)
        running = [str(each).format(**years) for each in known["header"]]
        self.blocks.append(Block("title", title))
        self.blocks.append(Block("heading", str(known["preface"]), level=1))
        self.paragraphs(3)
        for chapter in range(self.shape.chapters):
            self.chapter(chapter)
        self.annex()
        return Plan(self.language, title, (running[0], running[1]), tuple(self.blocks), known)

    def chapter(self, chapter: int) -> None:
        """A chapter with its sections."""
        names = words(self.language)["chapters"]
        long_at = min(2, self.shape.chapters - 1)
        order = [*names[:long_at], names[-1], *names[long_at:-1]]
        self.heading(1, (chapter,), order[chapter % len(order)].replace("'", "’"))
        self.paragraphs(self.structure.randint(1, 3))
        for section in range(self.shape.length):
            self.heading(2, (chapter, section), self.fresh("section"))
            self.body()
            for part in range(self.structure.choice((0, 2, 3)) if self.shape.deep else 0):
                self.heading(3, (chapter, section, part), self.fresh("section"))
                self.body()
                if self.structure.random() < 0.5:
                    self.small()

    def small(self) -> None:
        """Two headings of the lowest level, which recur all over the plan."""
        first = self.structure.randint(0, 4)
        for name in (first, first + 1):
            label = words(self.language)["small"][name]
            self.blocks.append(Block("heading", label, level=4))
            self.body(short=True)

    def fresh(self, name: str) -> str:
        """A heading that the plan does not have yet."""
        author = self.author()
        title = author.line(name)
        while title in self.titles:
            title = author.line(name)
        self.titles.add(title)
        return capital(title)

    def heading(self, level: int, at: tuple[int, ...], title: str) -> None:
        """A numbered heading; a number with a word before it is part of the text, for the scorer's sake."""
        known = words(self.language)
        decimal = ".".join(str(each + 1) for each in at)
        number, text = "", title
        match self.shape.numbering, level:
            case ("decimal", _) | ("mixed", 1 | 2):
                number = decimal
            case "roman", _:
                number = (ROMAN[at[-1]], LETTERS[at[-1]], str(at[-1] + 1))[level - 1] + "."
            case "chapter", 1:
                text = f"{known['chapter']} {decimal}. {title}"
            case "axis", 1:
                text = f"{known['theme_word']} {decimal}: {title}"
            case "axis", 2:
                text = f"{known['objective']} {decimal}: {title}"
            case "chapter", 2:
                number = decimal
        self.blocks.append(Block("heading", text, level=level, number=number))

    def body(self, *, short: bool = False) -> None:
        """What stands under a heading: paragraphs, and at times a list, a box, a quotation or a table."""
        self.paragraphs(1 if short else self.structure.randint(2, 4))
        for probability, add in (
            (0.45, self.bullets),
            (0.1, self.box),
            (self.shape.quotes, self.quotation),
            (0.12, self.table),
        ):
            if self.structure.random() < probability:
                add()
                self.paragraphs(1)

    def paragraphs(self, count: int) -> None:
        """Paragraphs of two to six sentences; some carry a note."""
        for _ in range(count):
            author = self.author()
            length = self.structure.randint(2, 6)
            noted = self.structure.random() < 0.18 and self.shape.footnotes and self.notes < self.shape.most_notes
            self.paragraph(" ".join(author.sentence() for _ in range(length)), noted=noted)

    def paragraph(self, text: str, *, noted: bool) -> None:
        """A paragraph and its note, whose mark stands at the end of a sentence, or after a figure within one."""
        if not noted:
            self.blocks.append(Block("paragraph", text))
            return
        author = self.author()
        self.notes += 1
        mark = LETTERS[self.notes - 1].lower() if self.shape.marks == "letters" else str(self.notes)
        ends = [match.end() for match in re.finditer(r"[a-zé]{3}\.(?= [A-Z“«]|$)", text)] or [len(text)]
        figures = [match.end() for match in re.finditer(r"COL \d+/\d{4}", text)]
        offset = figures[0] if figures else ends[0]
        self.blocks.append(Block("paragraph", text, notes=(Note(mark, offset),)))
        self.blocks.append(Block("footnote", capital(author.line("note")), marker=mark))

    def bullets(self) -> None:
        """A sentence that ends in a colon and its list: bullets, figures or letters, at times nested."""
        self.blocks.append(Block("paragraph", self.author().line("lead").replace("'", "’")))
        kind = self.structure.choice(("•", "•", "1.", "a)"))
        nested = self.structure.random() < 0.35
        for index in range(self.structure.randint(3, 6)):
            marker = {"•": "•", "1.": f"{index + 1}.", "a)": f"{LETTERS[index].lower()})"}[kind]
            self.blocks.append(Block("bullet", self.author().line("item"), level=1, marker=marker))
            for _ in range(self.structure.randint(2, 3) if nested and index == 1 else 0):
                self.blocks.append(Block("bullet", self.author().line("item"), level=2, marker="–"))

    def box(self) -> None:
        """A frame with two paragraphs that carry policy text."""
        if self.shape.boxes:
            for _ in range(2):
                author = self.author()
                self.blocks.append(Block("paragraph", " ".join(author.sentence() for _ in range(2)), boxed=True))

    def quotation(self) -> None:
        """A sentence of the paragraph before, set large: it repeats, as such quotations do."""
        text = next(block.text for block in reversed(self.blocks) if block.kind == "paragraph")
        sentences = re.findall(r"\S.*?[a-zé]{3}[.?](?= [A-Z“«]|$)", text) or [text]
        self.blocks.append(Block("pullquote", min(sentences, key=len)))

    def table(self, rows: int = 4) -> None:
        """A caption and a table of figures."""
        if not self.shape.tables:
            return
        self.tables += 1
        author = self.author()
        caption = capital(author.line("captions"))
        caption += f". {author.sentence()}" if self.shape.captions else ""
        self.blocks.append(Block("caption", f"{words(self.language)['table']} {self.tables}: {caption}"))
        head = tuple(words(self.language)["headed"])
        body = tuple(
            (capital(author.one("theme")), *(str(author.chance.randint(12, 980)) for _ in head[1:]))
            for _ in range(rows)
        )
        cells = (head, *body)
        self.blocks.append(Block("table", " ".join(cell for row in cells for cell in row), rows=cells))

    def annex(self) -> None:
        """An annex whose table runs over a page end."""
        known = words(self.language)
        self.blocks.append(Block("heading", f"{known['annex']} 1. {self.fresh('section')}", level=1))
        self.paragraphs(2)
        self.table(rows=30)
        self.paragraphs(1)
