"""A page as it was read: its picture with the blocks drawn over it, and what was left out crossed through."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

from kentering import extract
from kentering.errors import InputError, UnknownNameError, UnreadableError
from kentering.plot.wording import Wording, load
from kentering.settings import ExtractSettings

if TYPE_CHECKING:
    from PIL.Image import Image

# Okabe & Ito 2008; a box carries its number and the first letters of its kind too, so no colour is needed to tell.
COLOURS = {
    "title": "#0072B2",
    "heading": "#0072B2",
    "paragraph": "#009E73",
    "bullet": "#D55E00",
    "footnote": "#CC79A7",
    "caption": "#56B4E9",
    "table": "#8C6D00",
    "pullquote": "#7A3E9D",
    "box": "#000000",
    "margin": "#7F7F00",
}
LEFT_OUT = "#6e6e6e"
PANEL = 420
MARGIN = 16
SIZE = 15


class HasDocuments(Protocol):
    """What is wanted of a study."""

    @property
    def documents(self) -> pd.DataFrame:
        """The PDFs."""

    @property
    def blocks(self) -> pd.DataFrame:
        """Their blocks."""

    @property
    def furniture(self) -> pd.DataFrame:
        """What was left out."""

    @property
    def folder(self) -> Path:
        """Where the files lie."""


def page(
    document: str | Path,
    number: int,
    language: str = "en",
    study: HasDocuments | None = None,
    password: str | None = None,
) -> Image:
    """The picture of a page with each block in a box of its kind, numbered as read, and what was left out crossed.

    `document` is the path of a PDF, which is read whole for it, or with a `study` a document_id of that. `number`
    counts the pages of the PDF from 1. A notebook shows the picture; `picture.save("page.png")` keeps it.
    """
    wording = load(language)
    path, blocks, furniture, count = _read(document, study, password)
    if not 1 <= number <= count:
        message = f"{path.name} has no page {number}"
        raise InputError(message, f"there are: 1 to {count}")
    drawn = _Drawing(extract.page_picture(path, number, ExtractSettings(), password), wording)
    read = [row for row in blocks.to_dict("records") if any(int(box[0]) == number for box in row["boxes"])]
    left = furniture[furniture["page"] == number].to_dict("records")
    for place, row in enumerate(read, start=1):
        for box in row["boxes"]:
            if int(box[0]) == number:
                drawn.block(box[1:], str(row["kind"]), place)
    for place, row in enumerate(left, start=1):
        drawn.left_out([row["x0"], row["top"], row["x1"], row["bottom"]], place)
    drawn.legend([str(row["kind"]) for row in read], left)
    picture = drawn.picture
    picture.info["description"] = wording(
        "page.alt", page=number, name=path.name, read=wording.number(len(read)), left=wording.number(len(left))
    )
    return picture


def _read(
    document: str | Path, study: HasDocuments | None, password: str | None
) -> tuple[Path, pd.DataFrame, pd.DataFrame, int]:
    if study is None:
        path = Path(document).expanduser()
        (found,) = extract.readings([extract.Request(path, path.stem, password)], ExtractSettings())
        if isinstance(found, UnreadableError):
            raise found
        return path, found.blocks, found.furniture, found.n_pages
    documents = study.documents
    rows = documents[documents["document_id"] == str(document)]
    if rows.empty:
        raise UnknownNameError(str(document), "document", documents["document_id"])
    path = study.folder / str(rows["file"].iloc[0])
    mine = [frame[frame["document_id"] == str(document)] for frame in (study.blocks, study.furniture)]
    pages = extract.page_count(path, ExtractSettings(), password)
    return path, mine[0], mine[1], pages


class _Drawing:
    """A picture of a page that boxes are drawn on, with room for a legend at its right."""

    def __init__(self, shown: extract.PagePicture, wording: Wording) -> None:
        from PIL import Image, ImageDraw, ImageFont

        with Image.open(io.BytesIO(shown.png)) as bare:
            ground = bare.convert("RGB")
        self.shown = shown
        self.wording = wording
        self.width = ground.width
        self.picture = Image.new("RGB", (ground.width + PANEL, max(ground.height, 640)), "white")
        self.picture.paste(ground, (0, 0))
        self.pen = ImageDraw.Draw(self.picture, "RGBA")
        self.font: Any = ImageFont.load_default(SIZE)

    def block(self, box: Sequence[float], kind: str, place: int) -> None:
        """A box around a block, its place and kind at its upper left corner."""
        edges = self._edges(box)
        colour = COLOURS.get(kind, "#000000")
        self.pen.rectangle(edges, outline=colour, fill=f"{colour}14", width=2)
        self._tag(f"{place} {self.wording(f'kind.{kind}')[:3]}", edges, colour)

    def left_out(self, box: Sequence[float], place: int) -> None:
        """A grey box, crossed through, with its letter."""
        edges = self._edges(box)
        self.pen.rectangle(edges, outline=LEFT_OUT, fill=f"{LEFT_OUT}40", width=1)
        self.pen.line([edges[0], edges[1], edges[2], edges[3]], fill=LEFT_OUT, width=1)
        self.pen.line([edges[0], edges[3], edges[2], edges[1]], fill=LEFT_OUT, width=1)
        self._tag(_letter(place), edges, LEFT_OUT)

    def legend(self, kinds: Sequence[str], left: Sequence[Mapping[Any, Any]]) -> None:
        """At the right: the kinds with their colours and numbers, then what was left out with its reason."""
        x, y = self.width + MARGIN, MARGIN
        y = self._line(x, y, self.wording("page.read"))
        for kind in [each for each in COLOURS if each in kinds]:
            self.pen.rectangle(
                [x, y + 3, x + SIZE, y + SIZE + 3], outline=COLOURS[kind], fill=f"{COLOURS[kind]}40", width=2
            )
            y = self._line(x + 2 * SIZE, y, f"{self.wording(f'kind.{kind}')} ({kinds.count(kind)})")
        y = self._line(x, y + SIZE, self.wording("page.left"))
        if not left:
            self._line(x, y, self.wording("page.none"))
        for place, row in enumerate(left, start=1):
            if y > self.picture.height - 3 * SIZE:
                self._line(x, y, "…")
                return
            y = self._line(x, y, f"{_letter(place)}  {self._why(row)}")

    def _why(self, row: Mapping[Any, Any]) -> str:
        kind = self.wording(f"left.{row['kind']}") if f"left.{row['kind']}" in self.wording else str(row["kind"])
        key = "reason." + "_".join("".join(sign if sign.isalnum() else " " for sign in str(row["reason"])).split())
        reason = self.wording(key) if key in self.wording else ""
        return kind if reason in ("", kind) else f"{kind}{self.wording('format.colon')}{reason}"

    def _line(self, x: int, y: int, text: str) -> int:
        """A line of the legend, broken where it is too long; the height where the next one goes."""
        words, row = text.split(" "), ""
        for word in words:
            longer = f"{row} {word}" if row else word
            if self.pen.textlength(longer, self.font) > self.picture.width - x - MARGIN and row:
                self.pen.text((x, y), row, fill="#1a1a1a", font=self.font)
                y, longer = y + SIZE + 4, word
            row = longer
        self.pen.text((x, y), row, fill="#1a1a1a", font=self.font)
        return y + SIZE + 8

    def _edges(self, box: Sequence[float]) -> list[float]:
        """A box in points as one in pixels, within the picture."""
        scale = self.shown.scale
        x = [(float(edge) - self.shown.x0) * scale for edge in (box[0], box[2])]
        y = [(float(edge) - self.shown.top) * scale for edge in (box[1], box[3])]
        left, right = (min(max(edge, 0.0), self.width - 1.0) for edge in (min(x) - 2, max(x) + 2))
        top, bottom = (min(max(edge, 0.0), self.picture.height - 1.0) for edge in (min(y) - 2, max(y) + 2))
        return [left, top, right, bottom]

    def _tag(self, text: str, edges: Sequence[float], colour: str) -> None:
        wide = self.pen.textlength(text, self.font)
        x, y = max(0.0, edges[0] - wide - 4), max(0.0, edges[1] - 2)
        self.pen.rectangle([x, y, x + wide + 4, y + SIZE + 3], fill=colour)
        self.pen.text((x + 2, y), text, fill="white", font=self.font)


def _letter(place: int) -> str:
    """A, B, .. Z, AA, AB.

    >>> _letter(1), _letter(28)
    ('A', 'AB')
    """
    letters = ""
    while place > 0:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
