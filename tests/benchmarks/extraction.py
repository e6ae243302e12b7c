"""Scores of reading PDFs whose true structure is known, beside pdfplumber's own text.

    python tests/benchmarks/extraction.py [--shared ../shared] [--only NAME]

Prints a Markdown table. Needs the folder of true texts (plans/ with a truth file beside each PDF) and its scorer.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pdfplumber

from kentering import extract
from kentering.errors import KenteringError
from kentering.settings import ExtractSettings

PASSWORDS = {"vi_encrypted_user_mededeling2026": "geheim"}
MOST_PAGES = 100
COLUMNS = {
    "text": "text_similarity",
    "order": "reading_order_pairs",
    "adjacent": "reading_order_adjacent",
    "para whole": "paragraphs_whole",
    "head F1": "heading",
    "level*": "heading_level_best_shift",
    "nest": "heading_nesting",
    "bullet F1": "bullet",
    "fn leak": "footnote_leak",
    "fn apart": "footnote_separated",
    "mark glue": "footnote_marker_glue",
    "furn leak": "furniture_leak",
    "pageno leak": "page_number_leak",
    "toc leak": "toc_leak",
    "hyph ok": "hyphenation_repaired",
    "page ok": "page_exact",
}


def scorer(shared: Path) -> ModuleType:
    """The scorer beside the true texts, as a module."""
    spec = importlib.util.spec_from_file_location("score_extraction", shared / "score_extraction.py")
    if spec is None or spec.loader is None:
        message = f"no score_extraction.py in {shared}"
        raise SystemExit(message)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ours(path: Path, password: str | None) -> tuple[list[dict[str, Any]], int]:
    """Our blocks in the form that the scorer reads, and the number of pages."""
    found = extract.reading(path, path.stem, ExtractSettings(max_pages=MOST_PAGES), password)
    columns = ["page", "kind", "level", "text", "section_path", "marker"]
    return found.blocks[columns].to_dict("records"), found.n_pages


def theirs(path: Path, password: str | None) -> tuple[list[dict[str, Any]], int]:
    """The lines of pdfplumber's extract_text, each a paragraph; one that begins with a bullet sign, a bullet."""
    blocks = []
    with pdfplumber.open(path, password=password or "") as pdf:
        if len(pdf.pages) > MOST_PAGES:
            message = "too many pages"
            raise KenteringError(message)
        for page in pdf.pages:
            for line in page.extract_text().splitlines():
                kind = "bullet" if line[:2] in {"• ", "o ", "– "} else "paragraph"
                blocks.append({"page": page.page_number, "kind": kind, "text": line})
            page.close()
        return blocks, len(pdf.pages)


def row(name: str, tool: str, truth: dict[str, Any], score: ModuleType, read: Any, path: Path) -> dict[str, str]:
    """One row of the table: the scores of a tool on a file, or why it gave none."""
    start = time.perf_counter()
    try:
        blocks, n_pages = read(path, PASSWORDS.get(path.stem))
    except Exception as error:  # noqa: BLE001  (a benchmark goes on)
        return {"file": name, "tool": tool, "text": (str(error) or type(error).__name__)[:90].replace("|", "/")}
    seconds = time.perf_counter() - start
    scores = score.score(truth, blocks)
    return {
        "file": name,
        "tool": tool,
        **{column: shown(scores[key]) for column, key in COLUMNS.items()},
        "pages/s": f"{n_pages / seconds:.1f}",
    }


def shown(value: Any) -> str:
    """A score with three decimals; F1 where it is a precision and a recall; a dash where there is none."""
    number = value["f1"] if isinstance(value, dict) else value
    return "–" if number is None else f"{number:.3f}"


def main() -> None:
    """Score every file and print the table."""
    here = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=here.parent / "shared")
    parser.add_argument("--only", default="", help="a part of the file's name")
    parser.add_argument("--ours", action="store_true", help="leave pdfplumber's own text out")
    options = parser.parse_args()
    score = scorer(options.shared)
    tools = [("kentering", ours)] if options.ours else [("kentering", ours), ("pdfplumber extract_text", theirs)]
    rows = []
    for path in sorted((options.shared / "plans").rglob("*.pdf")):
        name = path.relative_to(options.shared / "plans").with_suffix("").as_posix()
        truth = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))
        if options.only in name and truth.get("pages", 0) <= MOST_PAGES:
            rows += [row(name, tool, truth, score, read, path) for tool, read in tools]
    table = pd.DataFrame(rows, columns=["file", "tool", *COLUMNS, "pages/s"]).fillna("")
    lines = [table.columns.tolist(), ["---"] * len(table.columns), *table.to_numpy().tolist()]
    sys.stdout.write("".join("| " + " | ".join(line) + " |\n" for line in lines))


if __name__ == "__main__":
    main()
