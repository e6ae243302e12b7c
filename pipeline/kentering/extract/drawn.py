"""A page drawn by pdfminer, once: what pdfplumber's pages hold, and which characters are drawn without ink."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

RENDER = "kentering_render"
"""The name under which a character remembers how it is drawn, where that is not plainly."""


MENDED = "kentering_mended"
"""The name under which what is drawn on a page remembers how often each ligature was read as drawn."""


def drawn(page: Any) -> Any:  # noqa: ANN401
    """The page drawn once; the result is kept on the page, where pdfplumber's own finders look for it."""
    from pdfminer.pdfinterp import PDFPageInterpreter

    from kentering.extract.device import Device

    device = Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    device.file = page.pdf.path.name if page.pdf.path else "this PDF"
    PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()
    setattr(page._layout, MENDED, device.mended)
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
