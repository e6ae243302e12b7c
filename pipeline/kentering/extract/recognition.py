"""Pages that are pictures, read with text recognition (ocrmypdf, with tesseract) where that is installed."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from kentering.extract.evened import with_even_sizes
from kentering.extract.leaf import Leaf
from kentering.extract.leaves import Part, leaves_of, only_pictures
from kentering.extract.noise import without_dirt
from kentering.extract.opening import opened
from kentering.extract.pictured import ink, rules, with_weights
from kentering.extract.sheets import Left, Sheet
from kentering.extract.tokens import Widths
from kentering.settings import ExtractSettings

INSTALL = "install text recognition: pip install 'kentering[ocr]', and tesseract with the languages {}"
MAKE = "make a text layer with text recognition (for example: ocrmypdf in.pdf out.pdf) and list that file"

WORD_SURE = re.compile(r"x_wconf (\d+)")
"""How sure tesseract is of a word, 0 to 100, in its hOCR."""

UNSURE = 0.7
"""How sure the reading is where the reader does not say."""

SLOWER = 4
"""Recognising the text of a page may take so many times as long as reading a page."""

DIRTY = "a sign at the edge of the text that text recognition saw in the dirt of the page"

FAILED = "a picture of a page that text recognition could not read"


@lru_cache(maxsize=1)
def installed_languages() -> tuple[str, ...]:
    """The languages that the text recognition of this machine knows; none where it is not installed."""
    program = shutil.which("tesseract")
    if program is None or importlib.util.find_spec("ocrmypdf") is None:
        return ()
    asked = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, timeout=60)
    return tuple(sorted({line.strip() for line in asked.stdout.splitlines()[1:] if line.strip()}))


def usable(wanted: Sequence[str]) -> list[str]:
    """The wanted languages that are installed, in the order in which they are wanted."""
    return [each for each in wanted if each in installed_languages()]


def way_out(settings: ExtractSettings) -> str:
    """How to go on with a page that is a picture and was not read."""
    if settings.ocr == "auto" and not usable(settings.ocr_languages):
        return INSTALL.format(", ".join(settings.ocr_languages))
    return 'set ocr = "auto" under [extract]' if settings.ocr == "off" else MAKE


def to_recognise(pictures: Mapping[int, int], count: int, letters: int, settings: ExtractSettings) -> list[int]:
    """The pages, of a document of `count` pages and so many letters, that text recognition should and can read."""
    if settings.ocr == "off" or not pictures or not usable(settings.ocr_languages):
        return []
    stamped = only_pictures(count, letters, pictures)
    return sorted(page for page, found in pictures.items() if stamped or not found)


def recognised(path: Path, password: str | None, settings: ExtractSettings, number: int) -> Part:
    """The leaves of a page that is a picture; where no letter is found on it, it stays among the pictures."""
    leaves = _page(path, password, settings, number)
    found = any(line.text for leaf in leaves for line in leaf.lines)
    return Part(number, leaves, {} if found else {number: 0})


def _page(path: Path, password: str | None, settings: ExtractSettings, number: int) -> list[Leaf]:
    with tempfile.TemporaryDirectory(prefix="kentering-ocr-") as name:
        folder = Path(name)
        size = _alone(path, password, number, folder / "page.pdf")
        if not _run(folder, settings):
            return [_failed(number, *size)]
        sure = _sure(folder)
        with opened(folder / "read.pdf", None) as pdf:
            leaves = [leaf for leaf, _ in leaves_of(pdf.pages[0], number, Widths())]
        for leaf in leaves:
            kept, dirt = without_dirt(leaf.lines)
            for line in dirt:
                leaf.leave(line, "hidden", DIRTY)
            leaf.layer, leaf.sure, leaf.lines = True, sure, with_even_sizes(kept)
        if not leaves[0].sheet.turn:
            _look_at(leaves[0], folder / "read.pdf")
        return leaves


def _look_at(leaf: Leaf, path: Path) -> None:
    """Add to a page that is read what only its picture shows: rules, and which lines are bold."""
    picture = ink(path)
    leaf.sheet.shapes += rules(picture, leaf.sheet.width, leaf.sheet.height)
    leaf.lines = with_weights(leaf.lines, picture, leaf.sheet.height)


def _alone(path: Path, password: str | None, number: int, copy: Path) -> tuple[float, float]:
    """A page as a PDF of its own; its width and height."""
    import pypdfium2

    with pypdfium2.PdfDocument(path, password=password) as pdf, pypdfium2.PdfDocument.new() as alone:
        alone.import_pages(pdf, [number - 1])
        alone.save(copy)
        wide, high = pdf.get_page_size(number - 1)
    return float(wide), float(high)


def _run(folder: Path, settings: ExtractSettings) -> bool:
    """Recognise the text of page.pdf, as read.pdf; did it go well?"""
    turned = ["--rotate-pages"] if "osd" in installed_languages() else []
    command = [
        *(sys.executable, "-P", "-m", "ocrmypdf", "--quiet", "--force-ocr", "--deskew", "--keep-temporary-files"),
        *("--output-type", "pdf", "--optimize", "0", "--jobs", "1", "--oversample", "300"),
        *("--language", "+".join(usable(settings.ocr_languages)), *turned),
        *(str(folder / "page.pdf"), str(folder / "read.pdf")),
    ]
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    environment = {**os.environ, **places, "OMP_THREAD_LIMIT": "1"}
    limit = SLOWER * settings.max_page_seconds
    try:
        ran = subprocess.run(
            command, capture_output=True, env=environment, check=False, stdin=subprocess.DEVNULL, timeout=limit
        )
    except subprocess.TimeoutExpired:
        return False
    return ran.returncode == 0 and (folder / "read.pdf").is_file()


def _sure(folder: Path) -> float:
    """The mean of how sure the reader is of each word of a page."""
    said = [int(each) for path in sorted(folder.rglob("*.hocr")) for each in WORD_SURE.findall(path.read_text("utf-8"))]
    return round(sum(said) / len(said) / 100, 2) if said else UNSURE


def _failed(number: int, wide: float, high: float) -> Leaf:

    left = [Left(number, "hidden", "", 0.0, 0.0, wide, high, FAILED)]
    return Leaf(Sheet(number, wide, high, 0, []), [], left, layer=True)
