"""A page drawn by pdfminer, once: what pdfplumber's pages hold, and which characters are drawn without ink."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kentering.errors import UnreadableError

MOST_OBJECTS = 400_000
"""A page that draws more things than this is a trap, not a page."""

RENDER = "kentering_render"
"""The name under which a character remembers how it is drawn, where that is not plainly."""


def drawn(page: Any) -> Any:  # noqa: ANN401
    """The page drawn once; the result is kept on the page, where pdfplumber's own finders look for it."""
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent

    class Device(PDFPageAggregatorWithMarkedContent):  # type: ignore[misc,unused-ignore]
        """Notes which characters are drawn without ink or with a thicker pen, and stops a page without end."""

        count = 0

        def render_char(self, *arguments: Any, **named: Any) -> float:  # noqa: ANN401
            self._count()
            return float(super().render_char(*arguments, **named))

        def paint_path(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
            self._count()
            super().paint_path(*arguments, **named)

        def begin_figure(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
            self._count()
            super().begin_figure(*arguments, **named)

        def render_string(self, textstate: Any, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
            start = len(self.cur_item)
            super().render_string(textstate, *arguments, **named)
            if textstate.render in (2, 3, 7):
                for item in list(self.cur_item)[start:]:
                    setattr(item, RENDER, textstate.render)

        def _count(self) -> None:
            self.count += 1
            if self.count > MOST_OBJECTS:
                message = f"page {page.page_number} draws more than {MOST_OBJECTS} things"
                raise UnreadableError(message, "print the file to a new PDF, or leave it out")

    device = Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()
    return page._layout


def things(item: Any) -> Iterator[Any]:  # noqa: ANN401
    """The things drawn, in the order of drawing, those inside figures too."""
    from pdfminer.layout import LTContainer

    stack = [iter(item)]
    while stack:
        for each in stack[-1]:
            if isinstance(each, LTContainer):
                stack.append(iter(each))
                break
            yield each
        else:
            stack.pop()
