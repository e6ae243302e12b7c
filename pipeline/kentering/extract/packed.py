"""Objects packed together in one stream, as a tagged PDF has them by the ten thousand: each parsed when asked for."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

ENDS = b" \t\r\n\f\0>])"
"""What may stand right before the start of an object, as the end of the one before it or white."""


def read_singly(doc: Any) -> None:  # noqa: ANN401  (pdfminer's document)
    """Let a document parse only the objects that are asked for, where pdfminer parses all of their stream.

    A stream that does not say rightly where its objects are is read as pdfminer reads it.
    """
    packed: dict[int, tuple[bytes, list[int]]] = {}
    all_of_stream = doc._getobj_objstm

    def one_of_stream(stream: Any, index: int, objid: int) -> object:  # noqa: ANN401
        if stream.objid is None or stream.objid in doc._parsed_objs:
            return all_of_stream(stream, index, objid)
        if stream.objid not in packed:
            packed[stream.objid] = _opened(stream)
        data, head = packed[stream.objid]
        if 2 * index + 3 >= len(head) or head[2 * index] != objid:
            return all_of_stream(stream, index, objid)
        found = _parsed(doc, data[head[2 * index + 1] : head[2 * index + 3]])
        return found[0] if len(found) == 1 else all_of_stream(stream, index, objid)

    doc._getobj_objstm = one_of_stream


def _opened(stream: Any) -> tuple[bytes, list[int]]:  # noqa: ANN401
    """The bytes of a stream and its head: number and start of each object, and its end; no head where it is unsound."""
    data = stream.get_data()
    first, count = stream.get("First"), stream.get("N")
    if not isinstance(first, int) or not isinstance(count, int) or not 0 < first <= len(data):
        return b"", []
    words = data[:first].split()[: 2 * count]
    if len(words) != 2 * count or not all(word.isdigit() for word in words):
        return b"", []
    head = [*map(int, words), 0, len(data) - first]
    starts = head[1::2]
    sound = all(before < after for before, after in pairwise(starts))
    sound = sound and all(data[first + start - 1] in ENDS for start in starts[1:-1])
    return (data[first:], head) if sound else (b"", [])


def _parsed(doc: Any, data: bytes) -> list[object]:  # noqa: ANN401
    """The objects that so many bytes hold; none where they were cut at a wrong place."""
    from pdfminer.pdfparser import PDFStreamParser
    from pdfminer.psexceptions import PSEOF

    parser = PDFStreamParser(data)
    parser.set_document(doc)
    found: list[object] = []
    try:
        while True:
            found.append(parser.nextobject()[1])
    except PSEOF:
        return found
    except Exception:  # noqa: BLE001  (a piece cut at the wrong place can break the parser in any way)
        return []
