"""What a claim rests on, spelled out: declared items with their source, dates of plans, links, and quotations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kentering.claims.claim import Claim, Ground
from kentering.claims.rights import quotable
from kentering.claims.traced import seen_again
from kentering.tables import LANGUAGES

if TYPE_CHECKING:
    from kentering.study import Study

QUOTED_ITEMS = 6  # of one side of a claim; the rest is there by name and source


class Grounds:
    """The grounds of claims as plain values, as JSON keeps them."""

    def __init__(self, study: Study) -> None:
        self.study = study

    def of(self, claim: Claim) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """What speaks for a claim and what speaks against it or limits it."""
        sides = claim.evidence, claim.counter
        both = {item for side in sides for item in side.items}
        links = self._links(both)
        return [*self._side(sides[0]), *links], self._side(sides[1])

    def _side(self, side: Ground) -> list[dict[str, Any]]:
        items = [self._item(each) for each in side.items if each in self._items]
        dates = [self._dates(each) for each in side.works if each in self._works]
        quoted = [self._by_item[each] for each in side.items[:QUOTED_ITEMS] if each in self._by_item]
        passages = [
            self.quotation(self._quotable[each], side.said.get(each, ""))
            for each in side.passages
            if each in self._quotable
        ]
        told = [self.quotation(row) for rows in quoted for row in rows]
        return [*items, *dates, *_once([*told, *passages])]

    def _item(self, item_id: str) -> dict[str, Any]:
        row = self._items[item_id]
        named = [each for each in LANGUAGES if row[f"name_{each}"]]
        page = row["page"]
        return {
            "type": "item",
            "item": item_id,
            "work": str(row["work_id"]),
            "kind": str(row["kind"]),
            "number": str(row["number"]),
            "name": {each: str(row[f"name_{each}"]) for each in named},
            "source": {each: str(row[f"source_{each}"]) for each in named},
            "confidence": {each: str(row[f"confidence_{each}"]) for each in named},
            "page": int(page) if page == page else None,
        }

    def _dates(self, work_id: str) -> dict[str, Any]:
        row = self._works[work_id]
        told = ("adopted", "date_precision", "cycle", "valid_from", "valid_to", "valid_alternative", "status")
        return {
            "type": "dates",
            "work": work_id,
            **{name: str(row[name]) for name in told},
            "complete": bool(row["complete"]),
            "source": str(row["source"]),
            "confidence": str(row["confidence"]),
        }

    def _links(self, items: set[str]) -> list[dict[str, Any]]:
        found = []
        for row in self._tied:
            if row["from_id"] in items and row["to_id"] in items:
                odds = row["probability"]
                found.append(
                    {
                        "type": "link",
                        **{name: str(row[name]) for name in ("from_id", "to_id", "relation", "origin", "certainty")},
                        "probability": round(float(odds), 3) if odds == odds else None,
                        "evidence": str(row["evidence"]),
                    }
                )
        return found

    def quotation(self, row: Mapping[Any, Any], said: str = "") -> dict[str, Any]:
        """A passage with plan, page and file, and the sentence of it that says it; a commentary only in brief."""
        text, kind = str(row["text"]), str(row["text_kind"])
        return {
            "type": "quotation",
            "passage": str(row["passage_id"]),
            "document": str(row["document_id"]),
            "work": str(row["work_id"]),
            "text_kind": kind,
            "language": str(row["language"]),
            "page": int(row["page"]),
            "page_last": int(row["page_last"]),
            "page_label": str(row["page_label"] or ""),
            "headings": [str(each) for each in row["headings"]],
            "file": str(row["file"]),
            "text": quotable(text, kind),
            **({"said": quotable(said, kind)} if said else {}),
        }

    @cached_property
    def _items(self) -> dict[str, Mapping[Any, Any]]:
        return {str(row["priority_id"]): row for row in self.study.priorities.to_dict("records")}

    @cached_property
    def _works(self) -> dict[str, Mapping[Any, Any]]:
        return {str(row["work_id"]): row for row in self.study.works.to_dict("records")}

    @cached_property
    def _tied(self) -> list[Mapping[Any, Any]]:
        return list(self.study.links.to_dict("records"))

    @cached_property
    def _quotable(self) -> dict[str, Mapping[Any, Any]]:
        """Passages of running text, but for those that another reader does not find on the pages they cite."""
        running = [passage for passage, row in self._passages.items() if row["running"]]
        again = seen_again(self.study, frozenset(running))
        return {passage: self._passages[passage] for passage in running if again.get(passage, True)}

    @cached_property
    def _passages(self) -> dict[str, Mapping[Any, Any]]:
        documents = self.study.documents.rename(columns={"text": "text_kind"})
        columns = ["document_id", "work_id", "language", "text_kind", "file"]
        joined = self.study.passages.merge(documents[columns], on="document_id", how="inner")
        ordered = joined.sort_values(["document_id", "block_first", "passage_id"], kind="stable")
        return {str(row["passage_id"]): row for row in ordered.to_dict("records")}

    @cached_property
    def _by_item(self) -> dict[str, list[Mapping[Any, Any]]]:
        """Per item the first passage of its section, one for each language."""
        found: dict[str, dict[str, Mapping[Any, Any]]] = {}
        for row in self._quotable.values():
            if row["priority_id"]:
                found.setdefault(str(row["priority_id"]), {}).setdefault(str(row["language"]), row)
        return {item: list(rows.values()) for item, rows in found.items()}


def _once(quotations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({each["passage"]: each for each in quotations}.values())
