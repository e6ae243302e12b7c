"""Finds the row that each PDF in the pdf folder belongs to, moves it to its name, writes down its hash and pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from kentering.corpus import Corpus, corpus, faults, sha256, unlisted
from kentering.errors import InputError, KenteringError
from kentering.fetch.front import Front
from kentering.fetch.likeness import Likeness, Wanted, contrary, likenesses, wanted
from kentering.fetch.loose import Choose, Loose, loose_files, told
from kentering.fetch.places import file_name, is_missing, place, write_down

OFFERED = 5
"""So many rows are offered at most where a person is asked."""

SAID = 3
"""So many doubts are said at most."""

NEAR = 0.3
"""A row that is so much less like a file than the likest is not offered."""

ANSWER = "or run this in a terminal and answer"
ASK = f"save it under the name in its row, {ANSWER}"


def mended(folder: Path, choose: Choose, say: Callable[[str], None]) -> tuple[Corpus, list[KenteringError]]:
    """The corpus once its PDFs have found their rows, and everything that is still to mend in it."""
    adoption = Adoption(corpus(folder), choose, say)
    left = adoption.left()
    opened = corpus(folder) if adoption.changed else adoption.found
    told_before = {str(each) for each in unlisted(folder)}
    return opened, [*left, *(fault for fault in faults(opened) if str(fault) not in told_before)]


def checked(folder: Path) -> tuple[Corpus, list[KenteringError]]:
    """The corpus as it is, and everything that is to mend in it."""
    opened = corpus(folder)
    return opened, faults(opened)


class Adoption:
    """One round through the pdf folder of a corpus."""

    def __init__(self, found: Corpus, choose: Choose, say: Callable[[str], None]) -> None:
        self.found = found
        self.choose = choose
        self.say = say
        self.changed = False
        works = {str(work["work_id"]): work for _, work in found.works.iterrows()}
        self.rows = {str(row["document_id"]): row for _, row in found.documents.iterrows()}
        self.wanted = {name: wanted(row, works[str(row["work_id"])]) for name, row in self.rows.items()}
        self.open = {name for name, row in self.rows.items() if is_missing(row, found.folder)}

    def left(self) -> list[KenteringError]:
        """Adopt what can be adopted; what could not, and why."""
        faults: list[KenteringError] = []
        for name in sorted(self.rows.keys() - self.open):
            if not str(self.rows[name]["sha256"]):
                faults += self._at_its_name(name)
        files = loose_files(self.found, faults)
        likely = [(each, self._ranked(each)) for each in files]
        sure = Counter(ranked[0].wanted.document_id for _, ranked in likely if _is_sure(ranked))
        # the sure ones first: a row that they fill is no longer offered for the others
        for each, ranked in sorted(likely, key=lambda pair: not _is_sure(pair[1])):
            rivals = [other.name for other, its in likely if other is not each and _same(its, ranked)]
            faults += self._adopted(
                each, ranked, rivals if _is_sure(ranked) and sure[ranked[0].wanted.document_id] > 1 else []
            )
        return faults

    def _ranked(self, each: Loose) -> list[Likeness]:
        """The rows that a file may belong to; a listed hash leaves no doubt."""
        for name in sorted(self.open):
            if self.rows[name]["sha256"] == each.sha256:
                return [Likeness(self.wanted[name], 1.0, ("its hash",), ())]
        ranked = likenesses(each.front, self.wanted.values())
        pinned = {name for name in self.open if str(self.rows[name]["sha256"])}
        return [
            _doubted(like, "its hash is not the one listed") if like.wanted.document_id in pinned else like
            for like in ranked
        ]

    def _adopted(self, each: Loose, ranked: Sequence[Likeness], rivals: Sequence[str]) -> list[KenteringError]:
        """Adopt one file, ask about it, or say why it stays where it is."""
        if not _is_sure(ranked):
            return self._asked(each, ranked)
        best = ranked[0].wanted.document_id
        if rivals:
            message = f"{each.name} reads like {best}, and so does {', '.join(rivals)}"
            return [InputError(message, "keep the one that is meant, and remove the other")]
        if best not in self.open:
            message = f"{each.name} reads like {best}, whose file {file_name(self.rows[best])} is already there"
            return [InputError(message, "remove one of the two")]
        return self._moved(each, best, ", ".join(ranked[0].why))

    def _asked(self, each: Loose, ranked: Sequence[Likeness]) -> list[KenteringError]:
        """Let a person choose among the likest rows; without an answer the file stays."""
        near = [like for like in ranked if like.score > ranked[0].score - NEAR]
        offered = [like for like in near if like.wanted.document_id in self.open and not _pinned(like)][:OFFERED]
        if not offered:
            return [self._unlike(each, ranked)]
        there = "" if near[0].wanted.document_id in self.open else f"most like {self._taken(near[0])}; "
        doubt = there + "; ".join(offered[0].doubts[:SAID])
        answer = self.choose(f"{each.name}: which text is it? ({doubt})", [_told(like.wanted) for like in offered])
        if answer is not None:
            return self._moved(each, offered[answer].wanted.document_id, "as you say")
        names = ", ".join(like.wanted.document_id for like in offered)
        hint = f"if it is, save it as {file_name(self.rows[offered[0].wanted.document_id])}, {ANSWER}"
        return [InputError(f"{each.name} may be {names}, but in doubt: {doubt}", hint if len(offered) == 1 else ASK)]

    def _unlike(self, each: Loose, ranked: Sequence[Likeness]) -> KenteringError:
        """Why a file is like no row that waits for one."""
        if ranked and _pinned(ranked[0]):
            name = ranked[0].wanted.document_id
            message = f"{each.name} reads most like {name}, but its hash is not the one listed"
            return InputError(message, f"get the listed file, or empty sha256 and pages of {name} if this one is meant")
        if ranked:
            return InputError(f"{each.name} reads most like {self._taken(ranked[0])}", "remove it, or add a row for it")
        if each.front.fault:
            return InputError(f"{each.name}: {each.front.fault}", each.front.hint)
        return InputError(f"{each.name} reads like no row of documents.csv", "add a row for it, or move it away")

    def _taken(self, like: Likeness) -> str:
        name = like.wanted.document_id
        return f"{name}, whose file {file_name(self.rows[name])} is already there"

    def _moved(self, each: Loose, name: str, why: str) -> list[KenteringError]:
        row = self.rows[name]
        try:
            target = place(row, self.found.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            each.path.replace(target)
            self.changed = True
        except OSError as error:
            message = f"{each.name} cannot be moved to {file_name(row)}: {error.strerror or error}"
            return [InputError(message, "close it where it is open, or move it by hand")]
        except InputError as error:
            return [error]
        self.open.discard(name)
        return self._written(row, target, each.front.n_pages, f"{each.name} is {name} ({why}): now {file_name(row)}")

    def _written(self, row: pd.Series, path: Path, pages: int, said: str) -> list[KenteringError]:
        try:
            write_down(self.found, row, path, pages or None)
        except InputError as error:
            return [error]
        self.changed = True
        self.say(f"{said}, {pages or 'an unknown number of'} pages")
        return []

    def _at_its_name(self, name: str) -> list[KenteringError]:
        """Write down hash and pages of a file that stands at its row's name, unless it says that it is another text."""
        row, file = self.rows[name], file_name(self.rows[name])
        try:
            path = place(row, self.found.folder)
            front = told(path, self.found.settings.extract)
        except InputError as error:
            return [InputError(f"{name}: {error.message}", error.hint)]
        doubt = _against(front, self.wanted[name], likenesses(front, self.wanted.values()))
        if doubt and self.choose(f"{file}: {doubt}. Is it {name} all the same?", [_told(self.wanted[name])]) is None:
            known = f"pages {front.n_pages}, sha256 {sha256(path)}"
            hint = f"put the right file there; if this is the right one, write into its row: {known}"
            return [InputError(f"{name}: {file} is there, but {doubt}", hint)]
        return self._written(row, path, front.n_pages, f"{file} is {name} (its name)")


def _against(front: Front, row: Wanted, ranked: Sequence[Likeness]) -> str:
    """What speaks against a file at its row's name: it is surely another row's, or says that it is another text."""
    if _is_sure(ranked) and ranked[0].wanted.document_id != row.document_id:
        return f"it reads like {ranked[0].wanted.document_id}"
    return "" if front.fault else "; ".join(contrary(front, row))


def _is_sure(ranked: Sequence[Likeness]) -> bool:
    return bool(ranked) and not ranked[0].doubts


def _same(one: Sequence[Likeness], other: Sequence[Likeness]) -> bool:
    return _is_sure(one) and _is_sure(other) and one[0].wanted.document_id == other[0].wanted.document_id


def _doubted(like: Likeness, doubt: str) -> Likeness:
    return Likeness(like.wanted, like.score, like.why, (*like.doubts, doubt))


def _pinned(like: Likeness) -> bool:
    return "its hash is not the one listed" in like.doubts


def _told(row: Wanted) -> str:
    kind = "" if row.text == "full" else f", {row.text}"
    return f"{row.document_id} ({row.names[0] if row.names else row.work_id}, {row.language}{kind})"
