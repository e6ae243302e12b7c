"""What a PDF carries besides its pages: attached files, scripts, forms. Nothing of it is read or run; it is said."""

from __future__ import annotations

from typing import Any

from kentering.extract.sheets import Left

ATTACHED = "a file attached to the PDF, not read"
SCRIPT = "a script in the PDF, not run"
FORM = "a form that is filled in by a program, not read"


def carried(pdf: Any) -> list[Left]:  # noqa: ANN401  (pdfplumber's PDF)
    """What a PDF carries besides its pages, as left out of its first."""
    catalog = pdf.doc.catalog
    found: list[tuple[str, str]] = []
    files = _inner(catalog, "Names", "EmbeddedFiles")
    if isinstance(files, dict):
        found.append((", ".join(_names(_inner(files, "Names"))) or "attached files", ATTACHED))
    opening = str(getattr(_inner(catalog, "OpenAction", "S"), "name", ""))
    if opening == "JavaScript" or _inner(catalog, "Names", "JavaScript") is not None:
        found.append(("JavaScript", SCRIPT))
    if _inner(catalog, "AcroForm", "XFA") is not None:
        found.append(("XFA", FORM))
    return [Left(1, "hidden", text, 0.0, 0.0, 0.0, 0.0, reason) for text, reason in found]


def _inner(holder: Any, *names: str) -> Any:  # noqa: ANN401
    from pdfminer.pdftypes import resolve1

    for name in names:
        holder = resolve1(holder)
        holder = holder.get(name) if isinstance(holder, dict) else None
    return resolve1(holder)


def _names(pairs: Any) -> list[str]:  # noqa: ANN401
    """The names in a list of names and things."""
    return [each.decode("utf-8", "replace") for each in pairs or [] if isinstance(each, bytes)]
