"""Scores of reading PDFs whose true structure is known, per look: the median file and the worst, beside other tools.

    python tests/benchmarks/extraction.py [--shared ../shared]
                                          [--sets real,development,drawn,held-out,validation,designs,later]
                                          [--only NAME] [--made FOLDER] [--peers PYTHON] [--files] [--bare]

Real texts stand in ../shared/plans with a truth file each, and the scorer beside them. The plans of the development and
the validation looks are made (tests/plans), and kept in the folder given with --made; so are those of looks drawn by
chance, one language each: the drawn ones to develop against, the held-out ones not. Designs are looks of real plans
drawn by hand (tests/plans/designs), the later ones made after reading was mended by the first. With --bare, what the
files say of their own headings (tags, bookmarks) is kept from reading, and their type must do. Peers run in the
environment whose interpreter is given (see peers_extraction.py). Prints Markdown.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any, NamedTuple

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[1]))

from plans.designs.looks import DESIGNS, LATER, Design  # noqa: E402
from plans.designs.making import available as settable  # noqa: E402
from plans.designs.making import made as designed  # noqa: E402
from plans.drawn import language_of, looks  # noqa: E402
from plans.looks import DEVELOPMENT, Look  # noqa: E402
from plans.making import available, made  # noqa: E402
from plans.validation import VALIDATION  # noqa: E402

from kentering import extract  # noqa: E402
from kentering.extract.leaf import Leaf  # noqa: E402
from kentering.extract.leaves import FIRST, Opened, part, spans  # noqa: E402
from kentering.extract.whole import whole  # noqa: E402
from kentering.settings import ExtractSettings  # noqa: E402

PASSWORDS = {"vi_encrypted_user_mededeling2026": "geheim"}
MOST_PAGES = 1000
SEEDS = {"development": 11, "validation": 23, "designs": 41, "later": 57}
LANGUAGES = ("nl", "fr", "en")
DRAWN = {"drawn": range(64), "held-out": range(129, 161, 2)}
PEERS = ("pdfplumber", "pdfminer", "pypdfium2", "pypdf", "pdftotext", "pymupdf4llm")
TEXT = {
    "text": "text_similarity",
    "adjacent": "reading_order_adjacent",
    "para whole": "paragraphs_whole",
    "body loss": "body_loss",
    "hyphens": "hyphenation_repaired",
    "suspended": "suspended_hyphens_kept",
    "own hyphens": "own_hyphens_kept",
    "furn leak": "furniture_leak",
    "pageno leak": "page_number_leak",
    "toc leak": "toc_leak",
    "hidden leak": "hidden_text_leak",
    "pages/s": "speed",
}
STRUCTURE = {
    "head F1": "heading",
    "nest": "heading_nesting",
    "level": "heading_level_exact",
    "level*": "heading_level_best_shift",
    "bullet F1": "bullet",
    "fn leak": "footnote_leak",
    "fn whole": "footnote_whole",
    "mark glue": "footnote_marker_glue",
    "quote leak": "pullquote_leak",
    "page ok": "page_exact",
}
LOW_IS_GOOD = {"body loss", "furn leak", "pageno leak", "toc leak", "hidden leak", "fn leak", "mark glue", "quote leak"}


class Case(NamedTuple):
    """A PDF with its truth, and the look that it is an instance of."""

    group: str
    look: str
    path: Path
    truth: dict[str, Any]


class Result(NamedTuple):
    """What a tool made of a case: scores, or why it gave no text."""

    case: Case
    tool: str
    scores: dict[str, float | None]
    outcome: str = ""


def scorer(shared: Path) -> ModuleType:
    """The scorer beside the true texts, as a module."""
    spec = importlib.util.spec_from_file_location("score_extraction", shared / "score_extraction.py")
    if spec is None or spec.loader is None or not (shared / "score_extraction.py").exists():
        message = f"no score_extraction.py in {shared}"
        raise SystemExit(message)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def case(group: str, look: str, path: Path) -> Case:
    """A PDF and the truth beside it."""
    return Case(group, look, path, json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8")))


def real(shared: Path) -> Iterator[Case]:
    """The typeset real texts, by look; files that are odd on purpose are one look."""
    for path in sorted((shared / "plans").rglob("*.pdf")):
        odd = path.parent.name == "odd"
        look = "odd" if odd else re.sub(r"_(user|owner_only)$", "", path.stem.rpartition("_")[0])
        found = case("real", look, path)
        if found.truth.get("pages", 0) <= MOST_PAGES:
            yield found


def generated(group: str, looks: tuple[Look, ...], folder: Path) -> Iterator[Case]:
    """The plans of looks, made where the folder does not have them yet; looks whose engine is missing are named."""
    for look in looks:
        if not available(look):
            sys.stderr.write(f"{look.engine} is not on this machine: {look.name} left out\n")
            continue
        for language in LANGUAGES if look.seed < 0 else (language_of(look.seed),):
            path = folder / group / f"{look.engine}_{look.name}_{language}.pdf"
            if not path.with_suffix(".truth.json").exists():
                made(look, language, SEEDS[group] if look.seed < 0 else 100 + look.seed, path.parent)
            yield case(group, f"{look.engine}_{look.name}" if look.seed < 0 else look.engine, path)


def drawn_by_hand(group: str, designs: tuple[Design, ...], folder: Path) -> Iterator[Case]:
    """The plans of designs, made where the folder does not have them yet; those whose engine is missing are named."""
    for design in designs:
        if not settable(design):
            sys.stderr.write(f"{design.engine} is not on this machine: {design.name} left out\n")
            continue
        path = folder / group / f"{design.engine}_{design.name}_{design.language}.pdf"
        if not path.with_suffix(".truth.json").exists():
            designed(design, SEEDS[group], path.parent)
        yield case(group, f"{design.engine}_{design.name}", path)


def bare(found: Case) -> dict[str, Any]:
    """Our blocks, read without what the file itself says of its headings."""
    start = time.perf_counter()
    settings, counts = ExtractSettings(max_pages=MOST_PAGES), [0]
    secret = PASSWORDS.get(found.path.stem)
    try:
        parts = [part(found.path, secret, settings, 1, FIRST, Opened(count=counts.append))]
        parts += [part(found.path, secret, settings, *span) for span in spans(counts[-1])[1:]]
        leaves = [without_tags(leaf) for each in parts for leaf in each.leaves]
        rows = whole(found.path.name, found.path.stem, leaves, [], {}, settings)
    except Exception as error:  # noqa: BLE001  (a benchmark goes on)
        return {"error": str(error) or type(error).__name__}
    return {"seconds": time.perf_counter() - start, "blocks": rows.blocks}


def without_tags(leaf: Leaf) -> Leaf:
    """A page without the roles of its lines and without bookmarks."""
    lines = [
        dataclasses.replace(line, role="", inside=tuple(dataclasses.replace(each, role="") for each in line.inside))
        for line in leaf.lines
    ]
    return dataclasses.replace(leaf, lines=lines, bookmarks=[])


def ours(found: Case) -> dict[str, Any]:
    """Our blocks in the form that the scorer reads, and the seconds they took."""
    start = time.perf_counter()
    settings = ExtractSettings(max_pages=MOST_PAGES)
    try:
        read = extract.reading(found.path, found.path.stem, settings, PASSWORDS.get(found.path.stem))
    except Exception as error:  # noqa: BLE001  (a benchmark goes on)
        return {"error": str(error) or type(error).__name__}
    columns = ["page", "kind", "level", "text", "section_path", "marker"]
    return {"seconds": time.perf_counter() - start, "blocks": read.blocks[columns].to_dict("records")}


def theirs(tool: str, folder: Path) -> Callable[[Case], dict[str, Any]]:
    """What a peer left in a folder, by case."""

    def found(each: Case) -> dict[str, Any]:
        path = folder / tool / f"{each.path.parent.name}_{each.path.stem}.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"error": "not run"}

    return found


def result(score: ModuleType, found: Case, tool: str, read: Callable[[Case], dict[str, Any]]) -> Result:
    """The scores of a tool on a case. A box counts as a paragraph: that is what the truth calls the text in it."""
    got = read(found)
    if "error" in got:
        return Result(found, tool, {}, str(got["error"]).splitlines()[0][:110].replace("|", "/"))
    blocks = [{**block, "kind": "paragraph" if block["kind"] == "box" else block["kind"]} for block in got["blocks"]]
    if not refused_rightly(found.truth) and blocks:
        scores = score.score(found.truth, blocks)
        plain = {key: value["f1"] if isinstance(value, dict) else value for key, value in scores.items()}
        lost = plain["hard_hyphen_lost"]
        plain["own_hyphens_kept"] = None if lost is None else 1 - lost
        plain["body_loss"] = body_loss(score, found.truth, blocks)
        plain["speed"] = found.truth["pages"] / got["seconds"]
        return Result(found, tool, plain)
    return Result(found, tool, {}, f"{sum(len(block['text'].split()) for block in blocks)} words")


def refused_rightly(truth: dict[str, Any]) -> bool:
    """Is a file one that has no text to score?"""
    return not str(truth.get("expected", "text")).startswith(("text", "encrypted"))


def body_loss(score: ModuleType, truth: dict[str, Any], blocks: list[dict[str, Any]]) -> float | None:
    """The share of the words of the body that are not in the body read, wherever they went."""
    kinds = score.TRUTH_BODY
    told = Counter(
        word
        for block in truth["blocks"]
        if block["kind"] in kinds and not block.get("optional")
        for word in score.toks(f"{block.get('number', '')} {block['text']}")
    )
    got = Counter(word for block in blocks if block["kind"] not in score.NONBODY for word in score.toks(block["text"]))
    return (told - got).total() / told.total() if told else None


def shown(name: str, values: list[float | None]) -> str:
    """The median, and the worst in brackets where it differs; a dash where no file gives ground for a score."""
    known = [value for value in values if value is not None]
    if not known:
        return "–"
    worst = max(known) if name in LOW_IS_GOOD else min(known)
    digits = 1 if name == "pages/s" else 3
    middle = f"{median(known):.{digits}f}"
    return middle if f"{worst:.{digits}f}" == middle else f"{middle} ({worst:.{digits}f})"


def tabled(results: list[Result], columns: dict[str, str], *, by_file: bool) -> str:
    """A Markdown table: a row for each look and tool, or for each file and tool."""
    rows: dict[tuple[str, str, str], list[Result]] = {}
    for each in results:
        if each.scores:
            name = each.case.path.stem if by_file else each.case.look
            rows.setdefault((each.case.group, name, each.tool), []).append(each)
    lines = ["| set | look | files | tool | " + " | ".join(columns) + " |", "|---" * (4 + len(columns)) + "|"]
    for (group, name, tool), found in rows.items():
        cells = [shown(column, [each.scores.get(key) for each in found]) for column, key in columns.items()]
        lines.append(f"| {group} | {name} | {len(found)} | {tool} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def outcomes(results: list[Result]) -> str:
    """A Markdown table of the files that gave no scores: what is expected of them, what came."""
    rows = [each for each in results if not each.scores and each.outcome != "not run"]
    lines = ["| file | expected | tool | outcome |", "|---|---|---|---|"]
    lines += [
        f"| {each.case.path.stem} | {each.case.truth.get('expected', '')} | {each.tool} | {each.outcome} |"
        for each in rows
    ]
    return "\n".join(lines) + "\n"


def peers_run(python: Path, folder: Path, cases: list[Case]) -> None:
    """Let the peers read every case, in the environment of that interpreter."""
    script = HERE.with_name("peers_extraction.py")
    paths = [str(each.path) for each in cases]
    subprocess.run([str(python), str(script), str(folder), "--passwords", json.dumps(PASSWORDS), *paths], check=True)


def main() -> None:
    """Score every file and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parents[3] / "shared")
    parser.add_argument("--sets", default="real,development,validation")
    parser.add_argument("--only", default="", help="a part of the file's name")
    parser.add_argument("--made", type=Path, default=Path(tempfile.gettempdir()) / "kentering-plans")
    parser.add_argument("--peers", type=Path, help="the interpreter of an environment with other tools")
    parser.add_argument("--read", type=Path, help="a folder of what peers have read; made with --peers")
    parser.add_argument("--bare", action="store_true", help="read without tags and bookmarks")
    parser.add_argument("--files", action="store_true", help="a row for each file")
    options = parser.parse_args()
    score = scorer(options.shared)
    makers = {
        "real": lambda: real(options.shared),
        "development": lambda: generated("development", DEVELOPMENT, options.made),
        "validation": lambda: generated("validation", VALIDATION, options.made),
        "designs": lambda: drawn_by_hand("designs", DESIGNS, options.made),
        "later": lambda: drawn_by_hand("later", LATER, options.made),
    }
    for name, seeds in DRAWN.items():
        makers[name] = lambda name=name, seeds=seeds: generated(name, tuple(looks(seeds)), options.made)
    cases = [each for name in options.sets.split(",") for each in makers[name]() if options.only in each.path.stem]
    folder = options.read or options.made / "read-by-peers"
    if options.peers:
        peers_run(options.peers, folder, cases)
    tools = {"kentering": bare if options.bare else ours} | {
        tool: theirs(tool, folder) for tool in PEERS if (folder / tool).is_dir()
    }
    results = [result(score, each, tool, read) for each in cases for tool, read in tools.items()]
    for columns in (TEXT, STRUCTURE):
        sys.stdout.write(tabled(results, columns, by_file=options.files) + "\n")
    sys.stdout.write(outcomes(results))


if __name__ == "__main__":
    main()
