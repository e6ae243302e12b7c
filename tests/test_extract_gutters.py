"""Gutters on pages with many cells, and objects of a PDF read one at a time."""

from __future__ import annotations

import io
import time
import zlib
from typing import Any

import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser

from kentering.extract.columns import columns
from kentering.extract.gutters import Gutters
from kentering.extract.lines import Line
from kentering.extract.packed import read_singly


def line(x0: float, x1: float, top: float, text: str) -> Line:
    return Line(1, x0, top, x1, top + 9, top + 8, 9.0, "Serif", (0.0,), bold=False, italic=False, text=text)


def test_a_page_of_two_thousand_cells_is_read_in_seconds_with_every_cell_once() -> None:
    cells = [
        line(20 + 24 * place, 38 + 24 * place, 30 + 11 * row, f"{row * place % 9973}")
        for row in range(66)
        for place in range(30)
    ]
    start = time.process_time()
    found = [each for column in columns(cells, frozenset()) for each in column]
    assert time.process_time() - start < 20
    inner = [piece for each in found for piece in (each.inside or (each,))]
    assert sorted(each.text for each in inner) == sorted(each.text for each in cells)


def test_two_columns_of_text_are_parted_at_the_white_between_them() -> None:
    text = "De politie werkt samen met de gemeenten"
    left = [line(50, 280, 60 + 12 * row, text) for row in range(20)]
    right = [line(310, 540, 60 + 12 * row, text) for row in range(20)]
    gutter = Gutters().gutter(sorted([*left, *right], key=lambda each: (each.top, each.x0)), frozenset())
    assert gutter is not None
    assert (gutter.low, gutter.high) == (280, 310)
    assert (gutter.left, gutter.right) == (left, right)


def pdf_with_packed_objects(shift: int) -> bytes:
    """A PDF with three objects in one stream, whose head is wrong by `shift` bytes."""
    inner = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>", b"[ 1 (twee) /Drie 2 0 R ]"]
    starts = [sum(len(each) + 1 for each in inner[:place]) for place in range(len(inner))]
    head = " ".join(f"{number} {at + (shift if at else 0)}" for number, at in enumerate(starts, 1)).encode() + b" "
    packed = zlib.compress(head + b" ".join(inner))
    made = b"%PDF-1.5\n"
    place = len(made)
    made += b"4 0 obj\n<< /Type /ObjStm /N 3 /First %d /Filter /FlateDecode /Length %d >>\nstream\n" % (
        len(head),
        len(packed),
    )
    made += packed + b"\nendstream\nendobj\n"
    table = b"".join(
        kind.to_bytes(1, "big") + first.to_bytes(4, "big") + second.to_bytes(1, "big")
        for kind, first, second in [(0, 0, 0), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, place, 0), (1, len(made), 0)]
    )
    end = len(made)
    made += b"5 0 obj\n<< /Type /XRef /Size 6 /W [1 4 1] /Root 1 0 R /Length %d >>\nstream\n" % len(table)
    return made + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % end


def objects(data: bytes, *, singly: bool) -> list[Any]:
    doc = PDFDocument(PDFParser(io.BytesIO(data)))
    doc._cached_objs.clear()
    doc._parsed_objs.clear()
    if singly:
        read_singly(doc)
    found = [repr(doc.getobj(number)) for number in (3, 1, 2)]
    assert bool(doc._parsed_objs) == (not singly or b"wrong" in data)
    return found


def test_packed_objects_are_the_same_read_one_at_a_time() -> None:
    data = pdf_with_packed_objects(0)
    assert "twee" in objects(data, singly=False)[0]
    assert objects(data, singly=True) == objects(data, singly=False)


@pytest.mark.parametrize("shift", [1, 7, -20, 10_000])
def test_packed_objects_with_a_wrong_head_are_read_as_pdfminer_reads_them(shift: int) -> None:
    data = pdf_with_packed_objects(shift) + b"% wrong\n"
    assert objects(data, singly=True) == objects(data, singly=False)
