"""What the structure tree of a tagged PDF says of the words on a page: heading, item, note, no part of the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

ARTIFACT = "Artifact"
"""What the file marks as no part of the text."""

PLAIN = {
    "Span",
    "Link",
    "NonStruct",
    "Reference",
    "LBody",
    "Lbl",
    "Strong",
    "Em",
    "Div",
    "Sect",
    "Part",
    "Document",
    "StructElem",
}
"""Roles that say less than those around them."""

HEADINGS = frozenset(["H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"])
"""Roles of headings; whatever stands in one is part of it."""


def roles(page: Any) -> dict[int, str]:  # noqa: ANN401  (pdfplumber's page)
    """For each marked piece of content of a page its role: H1, P, LI, Note, TD. Empty where there is no sane tree."""
    if "StructTreeRoot" not in page.pdf.doc.catalog:
        return {}
    try:
        tree = page.structure_tree
    except Exception:  # noqa: BLE001  (a tree may be broken in any way, and the text is there without it)
        return {}
    return {mcid: role for element in tree for mcid, role in _marked(element, "", 0)}


def _marked(element: dict[str, Any], above: str, depth: int) -> Iterator[tuple[int, str]]:
    """The pieces of an element and of those under it, each with the nearest role that says something."""
    if depth > 60:
        return
    own = str(element.get("type", ""))
    role = above if own in PLAIN or above in {"Note", "TOC", "Caption"} or above in HEADINGS else own
    for mcid in element.get("mcids", ()):
        yield mcid, role or own
    for child in element.get("children", ()):
        yield from _marked(child, role, depth + 1)


def role_of(item: Any, known: dict[int, str]) -> str:  # noqa: ANN401  (pdfminer's character)
    """The role of a character."""
    if getattr(item, "tag", None) == ARTIFACT:
        return ARTIFACT
    mcid = getattr(item, "mcid", None)
    return known.get(mcid, "") if mcid is not None else ""
