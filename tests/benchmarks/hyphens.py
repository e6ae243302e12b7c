"""Words of real texts broken over lines again: how many come out as they were. Prints Markdown.

python tests/benchmarks/hyphens.py nl|fr|en PDF... [--width 60] [--words 300]

The words within the lines of the PDFs are set in lines anew, broken where their language allows (pyphen) and at their
own hyphens, with a plain hyphen; `--words` cuts a text into pieces of so many words, each a document of its own.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from itertools import pairwise

import pypdfium2
import pyphen

from kentering.extract.hyphens import words
from kentering.text import clean

LANGUAGES = {"nl": "nl_NL", "fr": "fr", "en": "en_GB"}
PARTS = re.compile(r"^(\W*)(.*?)(\W*)$")
UNDOTTED = str.maketrans("äëïöü", "aeiou")
KINDS = {"soft": "words joined", "own": "own hyphens kept", "hung": "hung hyphens kept"}


def tokens(path: str) -> list[str]:
    """The words of a PDF, without those that its own lines break."""
    found: list[str] = []
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            for line in page.get_textpage().get_text_range().splitlines():
                pieces = [clean(piece) for piece in line.split() if "\ufffe" not in piece]
                found += [piece for piece in pieces[: -1 if line.rstrip()[-1:] in "-\u00ad" else None] if piece]
    return found


def places(core: str, hyphenator: pyphen.Pyphen) -> list[tuple[str, int]]:
    """Where a word may be broken, and whether at a hyphen of its own."""
    if not re.fullmatch(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", core):
        return []
    made = [("own", found.end()) for found in re.finditer(r"(?<=[^\W_])-(?=[^\W_])", core)]
    for part in re.finditer(r"[^\W\d_]+", core):
        made += [("soft", part.start() + place) for place in hyphenator.positions(part.group())]
    return [(kind, place) for kind, place in made if 2 <= place <= len(core) - 2]


def lines_of(text: list[str], language: str, width: int) -> list[tuple[str, str, str]]:
    """Lines, each with how its end is broken and the word that stands there."""
    chance, hyphenator = random.Random(1), pyphen.Pyphen(lang=LANGUAGES[language])
    made: list[tuple[str, str, str]] = []
    line = ""
    for word in text:
        if len(line) + len(word) < width:
            line = f"{line} {word}".strip()
            continue
        before, core, behind = PARTS.match(word).groups()
        room = width - len(line) - 2 - len(before)
        fit = [each for each in places(core, hyphenator) if each[1] <= room]
        if fit and chance.random() < 0.9:
            kind, place = max(fit, key=lambda each: each[1])
            right = core[place:]
            if language == "nl" and kind == "soft":
                right = right[0].translate(UNDOTTED) + right[1:]
            made.append((f"{line} {before}{core[:place]}{'-' if kind == 'soft' else ''}".strip(), kind, core))
            line = right + behind
        else:
            hung = re.search(r"[^\W\d_]{2,}-$", line)
            made.append((line, "hung" if hung else "", f"{line.split()[-1]} {word}" if hung else ""))
            line = word
    return [*made, (line, "", "")]


def counted(text: list[str], language: str, width: int) -> Counter[tuple[str, bool]]:
    """How many words of each kind came out right and wrong."""
    lines = lines_of(text, language, width)
    known = words([line for line, _, _ in lines])
    known.language = language
    result: Counter[tuple[str, bool]] = Counter()
    for (left, kind, word), (right, _, _) in pairwise(lines):
        if kind:
            result[kind, word in known.joined(left, right)[len(left.rpartition(" ")[0]) :]] += 1
    return result


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=LANGUAGES)
    parser.add_argument("pdfs", nargs="+")
    parser.add_argument("--width", type=int, default=60)
    parser.add_argument("--words", type=int, default=0)
    given = parser.parse_args()
    total: Counter[tuple[str, bool]] = Counter()
    for path in given.pdfs:
        text = tokens(path)
        step = given.words or max(1, len(text))
        for start in range(0, len(text), step):
            total += counted(text[start : start + step], given.language, given.width)
    print("| kind | right | of | part |\n| --- | --- | --- | --- |")
    for kind, name in KINDS.items():
        right, count = total[kind, True], total[kind, True] + total[kind, False]
        print(f"| {name} | {right} | {count} | {right / count:.4f} |" if count else f"| {name} | – | 0 | – |")


if __name__ == "__main__":
    main()
