"""An unfinished download beside its place, with a note of what it is part of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kentering.errors import InputError

HEADER, HEAD, TAIL = b"%PDF-", 1024, 2048
"""A PDF begins with these signs within so many bytes, and ends with %%EOF within so many."""

END = b"%%EOF"


class Part:
    """The unfinished download of a file; never follows a link that stands in its place."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.path = target.with_name(target.name + ".part")
        self.note = target.with_name(target.name + ".part.json")
        for path in (self.path, self.note):
            if path.is_symlink():
                path.unlink()

    @property
    def size(self) -> int:
        """How many bytes are there."""
        return self.path.stat().st_size if self.path.is_file() else 0

    def noted(self, url: str) -> dict[str, Any]:
        """What was noted about the unfinished bytes; one of another address is dropped."""
        try:
            note = json.loads(self.note.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            note = None
        if self.size and isinstance(note, dict) and note.get("url") == url:
            return note
        self.drop()
        return {}

    def begin(self, url: str, headers: Mapping[str, str]) -> None:
        """Start from the first byte, and note which version of the file it is; a packed body cannot be gone on with."""
        self.path.write_bytes(b"")
        etag = headers.get("ETag", "")
        note = {
            "url": "" if headers.get("Content-Encoding", "identity") != "identity" else url,
            "etag": "" if etag.startswith("W/") else etag,
            "modified": headers.get("Last-Modified", ""),
            "total": headers.get("Content-Length", ""),
        }
        self.note.write_text(json.dumps(note), encoding="utf-8")

    def add(self, chunk: bytes) -> None:
        """Put bytes at the end."""
        with self.path.open("ab") as stream:
            stream.write(chunk)

    def drop(self) -> None:
        """Leave nothing behind."""
        self.path.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)

    def head(self) -> bytes:
        """The first bytes."""
        with self.path.open("rb") as stream:
            return stream.read(HEAD)

    def is_pdf(self) -> bool:
        """Do the first bytes say that it is a PDF?"""
        return HEADER in self.head()

    def is_whole(self) -> bool:
        """Do the last bytes say that the PDF ends there?"""
        with self.path.open("rb") as stream:
            stream.seek(max(0, self.size - TAIL))
            return END in stream.read()

    def sha256(self) -> str:
        """The hash of the bytes."""
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def finish(self) -> None:
        """Move the file to its place; one that appeared there meanwhile is not overwritten."""
        if self.target.is_file() and self.target.stat().st_size:
            message = f"{self.target.name} appeared while it was being fetched"
            raise InputError(message, "nothing was overwritten; run kentering check")
        self.path.replace(self.target)
        self.note.unlink(missing_ok=True)
