"""The plans as a bibliography, CSL-JSON and BibTeX, as Zotero and others read it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kentering.export.csl import csl
from kentering.export.signs import plain
from kentering.store import beside

if TYPE_CHECKING:
    from kentering.study import Study

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(entries: list[dict[str, Any]]) -> str:
    """CSL entries as BibTeX, every sign that TeX reads as a command written as itself."""
    return "\n\n".join(_bibtex(entry) for entry in entries) + ("\n" if entries else "")


def _bibtex(entry: dict[str, Any]) -> str:
    date = [*entry.get("issued", {}).get("date-parts", [[]])[0], 0, 0, 0][:3]
    authors = [each["literal"] for each in entry.get("author", [])]
    fields = {
        "title": _braced(entry["title"]),
        "author": " and ".join(_braced(each) for each in authors),
        "institution": _tex("; ".join(authors)),
        "type": _tex(entry.get("genre", "")),
        "year": str(date[0] or ""),
        "month": MONTHS[date[1] - 1] if date[1] else "",
        "day": str(date[2] or ""),
        "series": _tex(entry.get("collection-title", "")),
        "language": {"nl": "dutch", "fr": "french", "en": "english"}.get(entry.get("language", ""), ""),
        "url": re.sub(r"[{}\\\s]", lambda sign: f"%{ord(sign.group()):02X}", entry.get("URL", "")),
        "note": _tex(entry.get("note", "")),
    }
    lines = [
        f"  {name} = {value if name == 'month' else '{' + value + '}'}," for name, value in fields.items() if value
    ]
    key = re.sub(r"[^A-Za-z0-9_.:-]", "-", entry["id"])
    return "\n".join([f"@techreport{{{key},", *lines, "}"])


def _braced(text: str) -> str:
    """Words in braces of their own, so that BibTeX leaves their capitals and does not take them for a person."""
    return "{" + _tex(text) + "}"


def _tex(text: str) -> str:
    r"""Text as TeX prints it.

    >>> _tex("Drugs & 50 % {korting}")
    'Drugs \\& 50 \\% \\{korting\\}'
    """
    from pylatexenc.latexencode import unicode_to_latex

    line = " ".join(plain(text).split())
    return str(unicode_to_latex(line, unknown_char_policy="keep", unknown_char_warning=False))


def write_bibliography(study: Study, out: Path) -> list[Path]:
    """Write bibliography.json (CSL) and bibliography.bib into a folder; of a .json or .bib file that one alone."""
    entries = csl(study)
    place = Path(out)
    made = {".json": json.dumps(entries, ensure_ascii=False, indent=1) + "\n", ".bib": bibtex(entries)}
    ending = place.suffix.lower()
    texts = {place: made[ending]} if ending in made else {place / f"bibliography{each}": made[each] for each in made}
    for path, text in texts.items():
        with beside(path) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
    return list(texts)
