"""The plans as a bibliography, CSL-JSON and BibTeX, as Zotero and others read it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kentering.export.signs import plain
from kentering.plot.names import languages_of_lists
from kentering.store import beside
from kentering.tables import LANGUAGES

if TYPE_CHECKING:
    from kentering.study import Study

ADDRESS = re.compile(r"https?://[^\s;,]+[^\s;,.)]")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def csl(study: Study) -> list[dict[str, Any]]:
    """The plans as CSL-JSON: reports with issuer, date as far as it is known, title, language and address."""
    tongues = languages_of_lists(study.priorities)
    return [_entry(row, _language(row, tongues), study) for row in study.works.to_dict("records")]


def _language(row: dict[Any, Any], tongues: dict[str, tuple[str, ...]]) -> str:
    """The language of the title: that of the plan's own list where it has a title in it."""
    order = tongues.get(str(row["work_id"]), LANGUAGES)
    return next((each for each in (*order, *LANGUAGES) if row[f"title_{each}"]), "")


def _entry(row: dict[Any, Any], language: str, study: Study) -> dict[str, Any]:
    work = str(row["work_id"])
    others = [f"{each}: {row[f'title_{each}']}" for each in LANGUAGES if row[f"title_{each}"] and each != language]
    notes = [*others, f"source: {row['source']}" if row["source"] else ""]
    if row["confidence"] == "memory" or row["title_confidence"] == "memory":
        notes.append("from memory")
    found = {
        "id": work,
        "type": "report",
        "title": str(row[f"title_{language}"]) if language else work,
        "author": [{"literal": str(row["issuer"])}] if row["issuer"] else [],
        "issued": _issued(row),
        "language": language,
        "collection-title": str(row["series"]),
        "status": "" if row["status"] in ("final", "example") else str(row["status"]),
        "URL": _address(work, row, study),
        "note": "; ".join(each for each in notes if each),
    }
    return {key: _plain(value) for key, value in found.items() if value}


def _plain(value: Any) -> Any:  # noqa: ANN401  (what CSL-JSON holds)
    return plain(value) if isinstance(value, str) else value


def _issued(row: dict[Any, Any]) -> dict[str, Any]:
    """The date of adoption, as exact as it is known; else the first year of the period."""
    date = str(row["adopted"] or row["cycle_start"][:4] or row["valid_from"][:4])
    parts = [int(each) for each in date.split("-") if each]
    return {"date-parts": [parts]} if parts else {}


def _address(work: str, row: dict[Any, Any], study: Study) -> str:
    """Where the plan is found: the page of its text, else the first address among the sources of its facts."""
    mine = study.documents[study.documents["work_id"] == work]
    listed = [str(each) for column in ("source_url", "pdf_url") for each in mine[column] if each]
    found = ADDRESS.search(str(row["source"]))
    return listed[0] if listed else found.group() if found else ""


def bibtex(entries: list[dict[str, Any]]) -> str:
    """CSL entries as BibTeX, every sign that TeX reads as a command written as itself."""
    return "\n\n".join(_bibtex(entry) for entry in entries) + ("\n" if entries else "")


def _bibtex(entry: dict[str, Any]) -> str:
    date = [*entry.get("issued", {}).get("date-parts", [[]])[0], 0, 0, 0][:3]
    fields = {
        "title": _braced(entry["title"]),
        "author": _braced(entry["author"][0]["literal"]) if "author" in entry else "",
        "institution": _tex(entry["author"][0]["literal"]) if "author" in entry else "",
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
