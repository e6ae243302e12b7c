"""The automatic check: each claim walked to its passages, and each quotation sought on its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from kentering.audit import found_again
from kentering.audit.found_again import folded
from kentering.claims.rights import CUT
from kentering.extract import Request, page_texts
from kentering.tables import LANGUAGES

if TYPE_CHECKING:
    import pandas as pd

    from kentering.study import Study


class Untraced(NamedTuple):
    """A claim that does not walk back: its id and what is wrong."""

    claim_id: str
    fault: str


def untraced(told: dict[str, Any], study: Study) -> list[Untraced]:
    """Every fault between the claims of a ledger and the words they rest on; none is the good answer.

    A quotation must stand in the blocks of its pages; where the PDF is there, a second reader (pypdfium2, which had no
    part in making it) must find it there too, word for word.
    """
    quoted = {
        ground["passage"]
        for claim in told["claims"]
        for ground in (*claim["evidence"], *claim["counter_evidence"])
        if ground["type"] == "quotation"
    }
    known = _Known(study, seen_again(study, frozenset(quoted)))
    return [Untraced(claim["id"], fault) for claim in told["claims"] for fault in _faults(claim, known)]


@lru_cache(maxsize=4)
def seen_again(study: Study, passage_ids: frozenset[str]) -> dict[str, bool]:
    """For passages of PDFs that are there: does another reader find them, word for word, on the pages they cite?"""
    wanted = study.passages[study.passages["passage_id"].isin(sorted(passage_ids))]
    rows = {str(row["document_id"]): row for row in study.documents.to_dict("records")}
    there = [each for each in dict.fromkeys(wanted["document_id"]) if each in rows and _is_there(rows[each], study)]
    requests = [
        Request(study.folder / rows[each]["file"], str(each), study.corpus.passwords.get(str(each))) for each in there
    ]
    texts = page_texts(requests, study.settings.extract)
    answers: dict[str, bool] = {}
    for document in there:
        mine: pd.DataFrame = wanted[wanted["document_id"] == document]
        marks = set(study.blocks.loc[study.blocks["document_id"] == document, "marker"])
        found = found_again(mine, texts.get(str(document), {}), marks)
        answers |= {
            str(passage): answer
            for passage, answer in zip(mine["passage_id"], found, strict=True)
            if answer is not None
        }
    return answers


def _is_there(document: dict[Any, Any], study: Study) -> bool:
    return bool(document["file"]) and (study.folder / document["file"]).is_file()


class _Known:
    """What a study has: its items, its plans, the words of its pages."""

    def __init__(self, study: Study, again: dict[str, bool]) -> None:
        self.items = frozenset(study.priorities["priority_id"])
        self.works = frozenset(study.works["work_id"])
        self.again = again
        blocks: pd.DataFrame = study.blocks
        self._blocks = {str(document): mine for document, mine in blocks.groupby("document_id", sort=False)}
        self._pages: dict[tuple[str, int, int], str] = {}

    def pages(self, document: str, first: int, last: int) -> str:
        """The letters of some pages of a document, in reading order."""
        key = (document, first, last)
        if key not in self._pages:
            mine = self._blocks.get(document)
            near: Iterable[str] = (
                [] if mine is None else mine[mine["page"].between(first, last)].sort_values("position")["text"]
            )
            self._pages[key] = folded(" ".join(near)).text
        return self._pages[key]


def _faults(claim: dict[str, Any], known: _Known) -> Iterator[str]:
    if not all(str(claim["sentence"].get(language, "")).strip() for language in LANGUAGES):
        yield "has no sentence in one of the languages"
    if not claim["evidence"] and claim["verdict"] != "missing":
        yield "rests on nothing"
    for ground in (*claim["evidence"], *claim["counter_evidence"]):
        if ground["type"] == "item":
            yield from _unsourced(ground, known)
        elif ground["type"] == "dates" and ground["work"] not in known.works:
            yield f"rests on a plan that is not there: {ground['work']}"
        elif ground["type"] == "quotation":
            yield from _misquoted(ground, known)


def _unsourced(ground: dict[str, Any], known: _Known) -> Iterator[str]:
    if ground["item"] not in known.items:
        yield f"rests on an item that is not declared: {ground['item']}"
    elif not any(ground["name"].values()):
        yield f"rests on an item without a name: {ground['item']}"


def _misquoted(quotation: dict[str, Any], known: _Known) -> Iterator[str]:
    where = f"{quotation['document']} p. {quotation['page']}"
    read = known.pages(quotation["document"], quotation["page"], quotation["page_last"])
    if not all(folded(piece).text in read for piece in quotation["text"].removesuffix(CUT).splitlines()):
        yield f"a quotation is not among the blocks of {where}: {quotation['text'][:60]}"
    if known.again.get(quotation["passage"]) is False:
        yield f"another reader does not find a quotation on {where}: {quotation['text'][:60]}"
