"""What a typeset plan holds, in the form that scores of reading are taken against: found again in the PDF itself.

Pages and line ends are the engine's choice. They are looked up in the letters that pdfium reads from the file, by the
words that the plan is known to have; nothing that is scored takes part.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import pypdfium2

from plans.looks import Look
from plans.plan import Block, Plan

HYPHENS = "-\u00ad\u2010\u0002\ufffe"
LETTERS = r"[^\W\d_]+"


def bare(text: str) -> str:
    """Only the letters and figures of a text, in lower case."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).lower() if letter.isalnum())


def page_texts(path: Path) -> list[str]:
    """The text of each page as pdfium gives it."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


@dataclass
class Places:
    """Where the words of a plan stand in the letters of a PDF."""

    texts: list[str]

    def __post_init__(self) -> None:
        letters = [bare(text) for text in self.texts]
        self.all = "".join(letters)
        self.ends = list(accumulate(len(each) for each in letters))

    def page(self, place: int) -> int:
        """The page of a letter, from 1."""
        return bisect_right(self.ends, place) + 1

    def begin(self, page: int) -> int:
        """The place of the first letter of a page."""
        return self.ends[page - 2] if page > 1 else 0

    def start(self, words: str, after: int) -> int | None:
        """The place where words begin: the first one after a place, or else on that place's own page."""
        sought = bare(words)
        for length in (40, 24, 14):
            key = sought[:length]
            near = [after, self.begin(max(1, self.page(min(after, len(self.all) - 1)) - 1))]
            for begin in near:
                found = self.all.find(key, begin)
                if found >= 0 and self.page(found) <= self.page(min(after, len(self.all) - 1)) + 3:
                    return found
            if length > len(sought):
                break
        return None

    def end(self, words: str, start: int) -> int:
        """The place after the last of words that begin at a place; a page end may stand between."""
        sought = bare(words)
        for length in (30, 16, 8):
            key = sought[-length:]
            found = self.all.find(key, start + max(0, len(sought) - length - 1), start + len(sought) + 1500)
            if found >= 0:
                return found + len(key)
        return start + len(sought)


def spans(plan: Plan, places: Places, begin: int) -> list[tuple[int, int] | None]:
    """First and last page of each block; notes are sought from the page of the text before them."""
    after: dict[str, int] = {}
    noted: dict[str, int] = {}
    made: list[tuple[int, int] | None] = []
    for block in plan.blocks:
        cursors = noted if block.kind == "footnote" else after
        cursor = cursors.get(block.stream, begin)
        if block.kind == "footnote":
            cursor = max(cursor, places.begin(places.page(max(after.get(block.stream, 0) - len(block.text), 0))))
        words = block.printed[: block.notes[0].offset] if block.notes else block.printed
        start = places.start(words, 0 if block.kind == "title" else cursor)
        if start is None:
            made.append(None)
            continue
        end = places.end(block.printed[block.notes[-1].offset :] if block.notes else block.printed, start)
        if block.kind not in {"pullquote", "margin"}:  # they may float away from their place
            cursors[block.stream] = max(end, begin)
        made.append((places.page(start), places.page(max(start, end - 1))))
    return made


def hyphen_breaks(plan: Plan, texts: list[str]) -> list[tuple[str, str, int]]:
    """Words of the plan broken at a line end: what stands before, what after, how often.

    What is elided belongs to its word (l'ar|gent), the parts of a compound are words of their own.
    """
    written = straight(" ".join(block.text for block in plan.blocks))
    compounds = Counter(re.findall(rf"{LETTERS}(?:[-']{LETTERS})*", written))
    whole = {part for each in compounds for part in (each, *each.split("-"))}
    found: Counter[tuple[str, str]] = Counter()
    for text, following in zip(texts, [*texts[1:], ""], strict=True):
        lines = re.split(r"[\r\n]+", re.sub(r"[\u0002\ufffe](?=[^\r\n])", "\ufffe\n", straight(text)))
        later = re.split(r"[\r\n]+", straight(following))
        for number, line in enumerate(lines):
            left = re.search(rf"((?:{LETTERS}')?{LETTERS})[{HYPHENS}]\s*$", line)
            rights = (re.match(rf"\s*({LETTERS}(?:'{LETTERS})?)", other) for other in [*lines[number + 1 :], *later])
            for right in rights if left else ():
                if right and left and left[1] + right[1] in whole:
                    if not any(f"{left[1]}-{right[1]}" in each for each in compounds):
                        found[left[1], right[1]] += 1
                    break
    return [(*pair, count) for pair, count in sorted(found.items())]


def straight(text: str) -> str:
    """The text with straight apostrophes."""
    return text.replace("’", "'")


def roman(number: int) -> str:
    """A number up to 39 in small roman figures."""
    return "x" * (number // 10) + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]


def truth(plan: Plan, look: Look, path: Path, renderer: str) -> dict[str, Any]:
    """The truth of a typeset plan."""
    texts = page_texts(path)
    places = Places(texts)
    first = next(block for block in plan.blocks if block.kind == "heading")
    body = _body_begins(plan, places, first) if look.toc else 0
    found = spans(plan, places, body)
    front = places.page(body) - 1 if look.front else 0
    blocks = sorted(_rows(plan, found), key=lambda row: row.get("stream", ""))
    heads = [(block, span) for block, span in zip(plan.blocks, found, strict=True) if block.kind == "heading"]
    toc = [
        {"text": block.printed, "target_page": _number(span[0], front) if span else ""}
        for block, span in heads
        if look.toc and block.level <= 2
    ]
    strings = [*plan.running, *(block.printed for block, _ in heads if block.level == 1)]
    pattern = plan.word("page_label") if look.label == "label" else look.label
    labels = {
        str(page): pattern.format(page=_number(page, front), pages=len(texts) - front)
        for page in range(front + 1, len(texts) + 1)
        if _has_line(texts[page - 1], pattern.format(page=_number(page, front), pages=len(texts) - front))
    }
    return {
        "pdf": path.name,
        "title": plan.title,
        "lang": plan.language,
        "renderer": renderer,
        "pages": len(texts),
        "blocks": blocks,
        "furniture": {
            "strings": strings,
            "counts": _counts(plan, places, strings, toc),
            "labels": labels,
        },
        "toc": toc,
        "hyphen_breaks": [list(each) for each in hyphen_breaks(plan, texts)],
        "expected": "text",
        **({"hidden_text": plan.word("hidden")} if look.hidden else {}),
    }


def _body_begins(plan: Plan, places: Places, first: Block) -> int:
    """The place of the text after the contents: of the last of the first heading's words before its first paragraph."""
    paragraph = next(block for block in plan.blocks if block.kind == "paragraph")
    start = places.start(paragraph.text[: paragraph.notes[0].offset] if paragraph.notes else paragraph.text, 0)
    return max(places.all.rfind(bare(first.printed), 0, start), 0) if start is not None else 0


def _number(page: int, front: int) -> str:
    return str(page - front) if page > front else roman(page)


def _has_line(text: str, label: str) -> bool:
    pattern = r"\s*".join(re.escape(part) for part in label.split())
    return re.search(rf"(?<!\d){pattern}(?!\d)", text) is not None


def _rows(plan: Plan, found: list[tuple[int, int] | None]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    paths: dict[str, list[str]] = {}
    for number, (block, span) in enumerate(zip(plan.blocks, found, strict=True)):
        path = paths.setdefault(block.stream, [])
        if block.kind == "heading":
            del path[block.level - 1 :]
            path.append(block.printed)
        row: dict[str, Any] = {"id": f"b{number:04d}", "kind": block.kind, "text": block.text}
        row |= {name: getattr(block, name) for name in ("level", "number", "marker") if getattr(block, name)}
        if block.stream:
            row["stream"] = "left" if block.stream == plan.language else "right"
        row["section_path"] = list(path)
        if block.notes:
            row["notes"] = [{"n": note.mark, "offset": note.offset} for note in block.notes]
        if block.rows:
            row["rows"] = [list(each) for each in block.rows]
        if block.boxed:
            row["boxed"] = True
        if block.kind in {"pullquote", "margin"}:  # they repeat, or only say what the text is about: no words more
            row["optional"] = True
        if span:
            row["page"], row["page_end"] = span
        made.append(row)
    return made


def _counts(plan: Plan, places: Places, strings: list[str], toc: list[dict[str, Any]]) -> dict[str, int]:
    """How often each string is printed over and above its place in the text and in the contents."""
    written = "|".join(bare(block.printed) for block in plan.blocks) + "|"
    written += "|".join(bare(str(entry["text"])) for entry in toc)
    counts = {each: places.all.count(bare(each)) - written.count(bare(each)) for each in strings}
    return {each: count for each, count in counts.items() if count > 1}
