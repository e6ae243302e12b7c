"""What people coded in a file, passage by passage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from kentering.errors import InputError, KenteringError
from kentering.export.back.project import Coded, Found, FoundSource, Selection
from kentering.export.back.themes import Recognised
from kentering.export.guids import guid
from kentering.export.project import machine
from kentering.export.selections import Source
from kentering.tables import from_rows

ALMOST_ALL = 0.8
FEW = 10
"""A coder who agrees with the machine on so many passages, and such a part of all, is asked about."""

HALF = 0.5
"""A selection is about a passage if it holds at least this part of it."""

UNNAMED = "unnamed"


class Codings:
    """The codings of a file, turned into rows of coding; `faults` and `said` tell what could not be."""

    def __init__(self, file: Found, themes: Recognised, sources: list[Source], where: str) -> None:
        self.file = file
        self.themes = themes
        self.sources = {guid("document", source.document_id): source for source in sources}
        self.named = {source.document_id: source for source in sources}
        self.where = where
        self.faults: list[KenteringError] = []
        self.passed_over: Counter[str] = Counter()
        self.parents = {str(row["code"]): str(row["parent_id"]) for row in themes.book.to_dict("records")}
        self.codes = {code.guid: code for code in file.codes}
        self.held = {str(row["code"]): set(str(row["passages"]).split()) for row in themes.book.to_dict("records")}
        self.folder = guid("folder", "themes")

    def rows(self) -> pd.DataFrame:
        """A row for each coder and passage: what the machine gave and nobody changed is none."""
        given: dict[tuple[str, str], set[str]] = {}
        for found in self.file.sources:
            source = self._source(found)
            if source is None:
                continue
            for passage_id, coded in self._codings(found, source):
                code, coder = self._code(coded, passage_id, source), self._coder(coded)
                if code and coder:
                    given.setdefault((coder, passage_id), set()).add(code)
        book = str(self.themes.book["codebook"].iloc[0])
        rows = []
        for (coder, passage_id), codes in sorted(given.items()):
            one = self._one(codes)
            if one is None:
                message = (
                    f"{self.where}: {coder} gave passage {passage_id} {len(codes)} themes: {', '.join(sorted(codes))}"
                )
                self.faults.append(InputError(message, "leave one; until then this passage is not taken in"))
            else:
                more = {"codebook": book, "source": "refi-qda", "note": ""}
                rows.append({"passage_id": passage_id, "coder": coder, "code": one, **more})
        made = from_rows("coding", rows)
        self._doubt(made)
        return made

    def _doubt(self, made: pd.DataFrame) -> None:
        """Some programs put the name of who opened a file on all codings in it, the machine's too."""
        n_held = len(set().union(*self.held.values())) if self.held else 0
        for coder, own in made.groupby("coder", sort=True):
            pairs = zip(own["code"], own["passage_id"], strict=True)
            same = sum(passage_id in self.held.get(str(code), set()) for code, passage_id in pairs)
            if same >= max(FEW, ALMOST_ALL * n_held):
                self.passed_over[
                    f"codings of {coder} are the machine's own, nearly all that it made: did the program put that name "
                    f"on them? if so remove the rows of {coder} from coding.csv"
                ] += same

    def said(self) -> list[str]:
        """A line for each kind of thing that was seen and not taken in."""
        return [f"{self.where}: {count} {what}" for what, count in sorted(self.passed_over.items())]

    def _source(self, found: FoundSource) -> Source | None:
        """The document that a source is, if its text is still the one that was exported."""
        source = self.sources.get(found.guid) or self.named.get(found.name)
        if source is None:
            if any(selection.codings for selection in found.selections):
                message = f"{self.where}: source '{found.name}' is no document of this corpus"
                self.faults.append(InputError(message, "add it to documents.csv and export again"))
            return None
        if found.text is None or _as_lines(found.text) != _as_lines(source.text.text):
            why = "has no text in the file" if found.text is None else "has changed since it was exported"
            message = f"{self.where}: the text of {source.document_id} {why}; its codings are left out"
            self.faults.append(InputError(message, "export again, and code in the new file"))
            return None
        return source

    def _codings(self, found: FoundSource, source: Source) -> Iterator[tuple[str, Coded]]:
        by_id = {guid("passage", each.passage_id): each.passage_id for each in source.selected}
        for each in source.selected:
            by_id |= {guid("box", each.passage_id, str(box.page)): each.passage_id for box in each.boxes}
        for selection in _in_our_lines(found):
            about = self._about(selection, source, by_id)
            if not about and selection.codings:
                kind = (
                    "areas of pages that are no passage" if selection.start < 0 else "parts smaller than half a passage"
                )
                self.passed_over[f"coded {kind}: code passages in the text"] += 1
            for passage_id in about:
                yield from ((passage_id, coded) for coded in selection.codings)

    def _about(self, selection: Selection, source: Source, by_id: dict[str, str]) -> list[str]:
        """The passages that a selection holds; the file's line ends were taken as ours before."""
        if selection.start < 0:
            return [by_id[selection.guid]] if selection.guid in by_id else []
        return [
            passage_id
            for passage_id, (start, end) in source.text.spans.items()
            if min(end, selection.end) - max(start, selection.start) >= HALF * max(1, end - start)
        ]

    def _code(self, coded: Coded, passage_id: str, source: Source) -> str:
        """The theme, or the person's own code under the themes; empty for what is no theme, and for the machine's."""
        code = self.codes.get(coded.code)
        if code is None:
            where = f"{self.where}: a coding in {source.document_id}"
            message = f"{where} names a code that the file does not hold ({coded.code})"
            fault = InputError(message, "export it again from the program that made it")
            if str(fault) not in {str(each) for each in self.faults}:
                self.faults.append(fault)
            return ""
        if self._by_machine(coded, passage_id, source):
            return ""
        if coded.code in self.themes.theme_of:
            return self.themes.theme_of[coded.code]
        if {self.folder, *self.themes.theme_of} & set(code.above):
            return code.name.strip()
        self.passed_over[
            f"codings with '{code.name}', which is no theme: put the code under the themes if it is one"
        ] += 1
        return ""

    def _by_machine(self, coded: Coded, passage_id: str, source: Source) -> bool:
        """Is it the machine's own? Where a program kept no users: is it what the machine gave?

        A coding that still bears the id that it was exported with is the machine's, whoever is said to have made it.
        """
        if coded.guid in self._exported(passage_id, coded.code, source):
            return True
        kentering = {machine(str(each)) for each in self.themes.book["codebook"]}
        if coded.user:
            return coded.user in kentering or self.file.users.get(coded.user, "").startswith("kentering (")
        theme = self.themes.theme_of.get(coded.code, "")
        own = [each.codes for each in source.selected if each.passage_id == passage_id]
        return passage_id in self.held.get(theme, set()) or any(coded.code in codes for codes in own)

    def _exported(self, passage_id: str, code: str, source: Source) -> set[str]:
        pages = {box.page for each in source.selected if each.passage_id == passage_id for box in each.boxes}
        places = ["text", *(f"page {page}" for page in sorted(pages))]
        return {guid("coding", passage_id, place, code) for place in places}

    def _coder(self, coded: Coded) -> str:
        users = self.file.users
        last = users.get(self.file.modified_by, "")
        return users.get(coded.user, "") or ("" if last.startswith("kentering (") else last) or UNNAMED

    def _one(self, codes: set[str]) -> str | None:
        """The one code meant: a narrow theme says more than the broad one above it; None for two that differ."""
        above = {self.parents.get(code, "") for code in codes}
        left = sorted(codes - above)
        return left[0] if len(left) == 1 else None


def _in_our_lines(found: FoundSource) -> list[Selection]:
    """The selections counted as if every line ended with one sign, where a program wrote two."""
    text = found.text or ""
    if "\r\n" not in text:
        return found.selections
    return [
        each._replace(
            start=each.start - text.count("\r\n", 0, each.start), end=each.end - text.count("\r\n", 0, each.end)
        )
        if each.start >= 0
        else each
        for each in found.selections
    ]


def _as_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
