"""Whether a report that is there already is the one that would be written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from kentering.corpus import sha256
from kentering.store import beside, fingerprint

if TYPE_CHECKING:
    from kentering.study import Study

CODE = tuple(Path(__file__).parents[1] / each for each in ("report", "claims", "plot", "study"))
DRAWN_BY = ("altair", "vl-convert-python", "jinja2")


class Made:
    """What a report was made from and the hash that it had, kept among the built tables of the corpus."""

    def __init__(self, study: Study, out: Path, path: Path, languages: Sequence[str] = ()) -> None:
        self.path = path
        self.figures = out / "figures" / path.stem
        self.tables = out / "tables" / study.name
        self.note = study.folder / "built" / "reports" / f"{fingerprint(str(path.resolve()))[:16]}.json"
        self.keeps = bool(study.fingerprint)
        self.wanted = fingerprint(study.fingerprint, study.name, study.titles, _code(), path.stem, sorted(languages))

    def fresh(self) -> bool:
        """Is the file there, made from the same and untouched since?"""
        if not (self.keeps and self.path.is_file() and self.note.is_file()):
            return False
        try:
            noted = json.loads(self.note.read_text(encoding="utf-8"))
        except ValueError:
            return False
        return bool(noted == self._now())

    def remember(self) -> None:
        """Note what the report was made from."""
        if self.keeps:
            with beside(self.note) as temporary:
                temporary.write_text(json.dumps(self._now(), sort_keys=True), encoding="utf-8")

    def _now(self) -> dict[str, str]:
        beside_it = [
            path for folder in (self.figures, self.tables) for path in sorted(folder.glob("*")) if path.is_file()
        ]
        hashes = {str(path): sha256(path) for path in [self.path, *beside_it]}
        return {"made from": self.wanted, "files": fingerprint(hashes)}


@lru_cache
def _code() -> str:
    """The hash of the code and words that write reports, and of the packages that draw."""
    files = [path for folder in CODE for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".pyc"]
    return fingerprint([sha256(path) for path in files], [version(name) for name in DRAWN_BY])
