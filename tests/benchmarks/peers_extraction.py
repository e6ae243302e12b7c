"""What other tools read from PDFs, for the benchmark of reading; run in an environment that has them.

    python -m venv peers && peers/bin/pip install pdfplumber pdfminer.six pypdfium2 pypdf pymupdf pymupdf4llm
    peers/bin/python tests/benchmarks/peers_extraction.py FOLDER [--tools NAMES] FILE...

Writes FOLDER/TOOL/FILE.json: seconds, pages, and blocks in the form that the scorer reads. What is there and newer than
the PDF is kept. Plain text is taken line by line, boxes box by box; a line that begins with a bullet sign is a bullet.
None of these is a dependency of the project; pymupdf4llm (AGPL) is used only where its user has installed it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Block = dict[str, Any]
SIGNS = ("• ", "o ", "– ", "- ", "▪ ")


def line_blocks(page: int, text: str) -> Iterator[Block]:
    """Each line of a text as a block."""
    for line in text.splitlines():
        if line.strip():
            yield {"page": page, "kind": "bullet" if line.startswith(SIGNS) else "paragraph", "text": line}


def pdfplumber(path: Path, password: str) -> Iterator[Block]:
    """extract_text of pdfplumber."""
    import pdfplumber as tool

    with tool.open(path, password=password) as pdf:
        for page in pdf.pages:
            yield from line_blocks(page.page_number, page.extract_text())
            page.close()


def pdfminer(path: Path, password: str) -> Iterator[Block]:
    """The text boxes of pdfminer.six."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextContainer

    for number, page in enumerate(extract_pages(str(path), password=password), start=1):
        for box in page:
            if isinstance(box, LTTextContainer):
                kind = "bullet" if box.get_text().startswith(SIGNS) else "paragraph"
                yield {"page": number, "kind": kind, "text": box.get_text()}


def pypdfium2(path: Path, password: str) -> Iterator[Block]:
    """The plain text of pdfium."""
    import pypdfium2 as tool

    with tool.PdfDocument(path, password=password or None) as pdf:
        for number, page in enumerate(pdf, start=1):
            yield from line_blocks(number, page.get_textpage().get_text_range())


def pypdf(path: Path, password: str) -> Iterator[Block]:
    """extract_text of pypdf."""
    from pypdf import PdfReader

    for number, page in enumerate(PdfReader(path, password=password or None).pages, start=1):
        yield from line_blocks(number, page.extract_text())


def pdftotext(path: Path, password: str) -> Iterator[Block]:
    """The plain text of poppler."""
    command = ["pdftotext", *(["-upw", password] if password else []), str(path), "-"]
    text = subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8", "replace")
    for number, page in enumerate(text.split("\f"), start=1):
        yield from line_blocks(number, page)


LAYOUT = {
    "title": "title",
    "section-header": "heading",
    "list-item": "bullet",
    "footnote": "footnote",
    "caption": "caption",
    "table": "table",
    "page-header": "header",
    "page-footer": "footer",
}


def pymupdf4llm(path: Path, password: str) -> Iterator[Block]:
    """The boxes of pymupdf4llm with its layout model."""
    import pymupdf
    import pymupdf4llm as tool

    document = pymupdf.open(path)
    if password:
        document.authenticate(password)
    for page in json.loads(tool.to_json(document, use_ocr=False))["pages"]:
        words = document[page["page_number"] - 1].get_text("words")
        for box in page["boxes"]:
            cells = (box["table"] or {}).get("extract") or []
            lines = [" ".join(cell or "" for cell in row) for row in cells] or lines_within(words, box)
            kind = LAYOUT.get(box["boxclass"], "paragraph")
            yield {"page": page["page_number"], "kind": kind, "level": box["header_level"], "text": joined(lines)}


def lines_within(words: list[tuple[Any, ...]], box: dict[str, Any]) -> list[str]:
    """The lines of the words whose middle is in a box: the spans of the box itself lack the spaces between words."""
    lines: dict[tuple[int, int], list[str]] = {}
    for x0, y0, x1, y1, word, block, line, _ in words:
        if box["x0"] <= (x0 + x1) / 2 <= box["x1"] and box["y0"] <= (y0 + y1) / 2 <= box["y1"]:
            lines.setdefault((block, line), []).append(word)
    return [" ".join(line) for line in lines.values()]


def joined(lines: list[str]) -> str:
    """Lines as one text, as its own Markdown joins them: a hyphen at a line end before a letter is taken out."""
    text = ""
    for line in lines:
        if text.endswith("-") and line[:1].islower():
            text = text[:-1] + line
        else:
            text += (" " if text else "") + line
    return text


TOOLS: dict[str, Callable[[Path, str], Iterator[Block]]] = {
    each.__name__: each for each in (pdfplumber, pdfminer, pypdfium2, pypdf, pdftotext, pymupdf4llm)
}


def installed(tool: str) -> bool:
    """Is a tool in this environment?"""
    if tool == "pdftotext":
        return shutil.which("pdftotext") is not None
    return importlib.util.find_spec(tool) is not None


def read(tool: str, path: Path, password: str) -> dict[str, Any]:
    """What a tool gives for a file, or why it gave nothing."""
    start = time.perf_counter()
    try:
        blocks = list(TOOLS[tool](path, password))
    except Exception as error:  # noqa: BLE001  (a benchmark goes on)
        return {"error": str(error) or type(error).__name__}
    return {"seconds": time.perf_counter() - start, "blocks": blocks}


def main() -> None:
    """Read every file with every tool that is installed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--passwords", type=json.loads, default={}, help="JSON: password by name of file")
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    for tool in options.tools.split(","):
        if not installed(tool):
            sys.stderr.write(f"{tool} is not installed here: left out\n")
            continue
        for path in options.files:
            made = options.folder / tool / f"{path.parent.name}_{path.stem}.json"
            if made.exists() and made.stat().st_mtime > path.stat().st_mtime:
                continue
            made.parent.mkdir(parents=True, exist_ok=True)
            found = read(tool, path, options.passwords.get(path.stem, ""))
            made.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
