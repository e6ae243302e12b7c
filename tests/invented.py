"""Tables about plans that never existed, row by row."""

from __future__ import annotations

import pandas as pd

from kentering import tables


def works(*rows: dict[str, object]) -> pd.DataFrame:
    """Works; what a row leaves out is filled: a final federal plan of the series A with a whole list."""
    filled = []
    for row in rows:
        years = str(row.get("cycle", "2016-2019"))
        begin, end = years[:4], years[5:]
        usual = {
            **dict.fromkeys(tables.columns("works"), ""),
            "family": row.get("series", "A"),
            "series": "A",
            "level": "federal",
            "cycle": years,
            "cycle_start": f"{begin}-01-01",
            "cycle_end": f"{end}-12-31",
            "valid_from": f"{begin}-01-01",
            "valid_to": f"{end}-12-31",
            "status": "final",
            "complete": True,
            "confidence": "printed",
        }
        filled.append({**usual, **row})
    return tables.from_rows("works", filled)


def priorities(*items: str, **names: str) -> pd.DataFrame:
    """Declared items from ids as in "a-2016#drugs/cannabis"; names by id, with its signs as underscores."""
    rows = []
    for position, item in enumerate(items, start=1):
        work_id, _, key = item.partition("#")
        parent, _, _ = key.rpartition("/")
        rows.append(
            {
                **dict.fromkeys(tables.columns("priorities"), ""),
                "priority_id": item,
                "work_id": work_id,
                "parent_id": f"{work_id}#{parent}" if parent else "",
                "kind": "sub" if parent else "priority",
                "position": position,
                "name_nl": names.get(item.replace("-", "_").replace("#", "_").replace("/", "_"), item),
                "confidence_nl": "printed",
                "origin": "person",
                "page": float("nan"),
            }
        )
    return tables.from_rows("priorities", rows)


def links(*rows: tuple[str, str, str, str] | tuple[str, str, str, float]) -> pd.DataFrame:
    """Links as (from, to, relation, certainty) for a person's, (from, to, relation, probability) for the model's."""
    filled = [
        {
            "from_id": from_id,
            "to_id": to_id,
            "relation": relation,
            "probability": sure if isinstance(sure, float) else float("nan"),
            "certainty": "" if isinstance(sure, float) else sure,
            "origin": "model" if isinstance(sure, float) else "person",
            "evidence": f"why {relation}",
        }
        for from_id, to_id, relation, sure in rows
    ]
    return tables.from_rows("links", filled)


def documents(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Documents as (work_id, language, kind of text); the id joins the three."""
    filled = [
        {
            **dict.fromkeys(tables.columns("documents"), ""),
            "document_id": f"{work_id}-{language}-{text}",
            "work_id": work_id,
            "language": language,
            "text": text,
            "pages": float("nan"),
        }
        for work_id, language, text in rows
    ]
    return tables.from_rows("documents", filled)


class Texts:
    """Passages and their themes, written one section at a time."""

    def __init__(self) -> None:
        self.passages: list[dict[str, object]] = []
        self.assignments: list[dict[str, object]] = []

    def section(self, document_id: str, heading: str, themes: str, words: int = 10, **more: object) -> Texts:
        """A section with a passage of so many words for each theme named, as in "T01 T01 -" (- is none)."""
        for theme in themes.split():
            place = sum(row["document_id"] == document_id for row in self.passages)
            passage_id = f"{document_id}-{place:04d}"
            text = str(more.get("text", " ".join(f"{theme}{number}" for number in range(words))))
            self.passages.append(
                {
                    "passage_id": passage_id,
                    "document_id": document_id,
                    "page": 1 + place // 5,
                    "page_last": 1 + place // 5,
                    "page_label": "",
                    "headings": list(more.get("headings", [heading] if heading else [])),
                    "text": text,
                    "n_words": len(text.split()),
                    "n_sentences": 1,
                    "block_first": place,
                    "block_last": place,
                    "priority_id": str(more.get("priority_id", "")),
                    "running": bool(more.get("running", True)),
                }
            )
            self.assignments.append(
                {
                    "passage_id": passage_id,
                    "theme_id": "" if theme == "-" else theme,
                    "strength": float(more.get("strength", 1.0)),
                    "second_id": str(more.get("second_id", "")),
                    "second_strength": float(more.get("second_strength", 0.0)),
                    "narrow_id": str(more.get("narrow_id", "")),
                    "narrow_strength": float(more.get("narrow_strength", 0.0)),
                    "narrow_second_id": "",
                    "narrow_second_strength": 0.0,
                }
            )
        return self

    def tables(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Passages and assignments as checked tables."""
        return tables.from_rows("passages", self.passages), tables.from_rows("assignments", self.assignments)
