"""The device on which pdfminer draws a page, with what pdfplumber's forgets: ink, marks within marks, an end."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from kentering.errors import UnreadableError
from kentering.extract.drawn import RENDER
from kentering.extract.ligatures import mend

MOST_OBJECTS = 400_000
"""A page that draws more things than this is a trap, not a page."""


class Device(PDFPageAggregatorWithMarkedContent):  # type: ignore[misc,unused-ignore]
    """Notes which characters are drawn without ink or with a thicker pen, and stops a page without end.

    What is marked within a marked piece, as a ligature with the letters that it stands for, is still of that piece.
    """

    count = 0
    file = ""

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*arguments, **named)
        self.mended: Counter[tuple[str, str]] = Counter()
        self.around: list[tuple[str | None, int | None]] = []

    def begin_tag(self, tag: Any, props: Any = None) -> None:  # noqa: ANN401
        """Begin a marked piece."""
        outer = self.cur_tag, self.cur_mcid
        self.around.append(outer)
        super().begin_tag(tag, props)
        if self.cur_mcid is None and outer[1] is not None:
            self.cur_tag, self.cur_mcid = outer

    def end_tag(self) -> None:
        """End a marked piece: the one around it goes on."""
        self.cur_tag, self.cur_mcid = self.around.pop() if self.around else (None, None)

    def render_char(self, *arguments: Any, **named: Any) -> float:  # noqa: ANN401
        """Draw a character."""
        self._count()
        return float(super().render_char(*arguments, **named))

    def paint_path(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
        """Draw a line or an area."""
        self._count()
        super().paint_path(*arguments, **named)

    def begin_figure(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
        """Begin a form."""
        self._count()
        super().begin_figure(*arguments, **named)

    def render_string(self, textstate: Any, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
        """Draw a text, and note on its characters how, where that is not plainly; ligatures are read as drawn."""
        start = len(self.cur_item)
        mended = mend(textstate.font)
        super().render_string(textstate, *arguments, **named)
        if textstate.render in (2, 3, 7):
            for item in list(self.cur_item)[start:]:
                setattr(item, RENDER, textstate.render)

        if mended:
            drawn = {ligature: (said, ligature) for said, ligature in mended.values()}
            texts = [str(getattr(item, "_text", "")) for item in list(self.cur_item)[start:]]
            self.mended.update(drawn[text] for text in texts if text in drawn)

    def _count(self) -> None:
        self.count += 1
        if self.count > MOST_OBJECTS:
            message = f"{self.file}: page {self.pageno} draws more than {MOST_OBJECTS} things"
            raise UnreadableError(message, "print the file to a new PDF, or leave it out")
