"""What a folder of weights holds, file by file, and whether that is still so."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

NAME = "manifest.json"
_NOTED = {"size", "modified", "sha256"}
# what sentence-transformers reads from a folder; a pickle is none of it
_READ = {".json", ".txt", ".model", ".safetensors"}


def file_hash(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def hashes(folder: Path) -> dict[str, str]:
    """The sha256 of each file that loading reads, by its path inside the folder."""
    return {name: file_hash(folder / name) for name in _names(folder)}


def write_manifest(folder: Path, recipe: str) -> None:
    """Note every file of a finished folder, and the recipe that made it."""
    files = {name: {"sha256": digest, **_state(folder / name)} for name, digest in hashes(folder).items()}
    text = json.dumps({"recipe": recipe, "files": files}, indent=1, sort_keys=True)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")


def fault(folder: Path, recipe: str) -> str:
    """What is wrong with a folder, in a few words; nothing where it is whole.

    A file of the size and the time noted is taken to be the file noted; any other is read and hashed.
    """
    noted = _noted(folder)
    if noted is None:
        return "it has no manifest"
    if noted["recipe"] != recipe:
        return "another recipe made it"
    for name, row in noted["files"].items():
        path = folder / name
        if not path.is_file():
            return f"{name} is missing"
        if _digest(path, row) != row["sha256"]:
            return f"{name} has changed"
    return ""


def content(folder: Path) -> str:
    """One hash over the names and hashes of the files that loading reads; only what the manifest lacks is hashed."""
    noted = (_noted(folder) or {"files": {}})["files"]
    lines = [f"{_digest(folder / name, noted.get(name))}  {name}\n" for name in _names(folder)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _names(folder: Path) -> list[str]:
    """The files that count, hidden ones and the manifest left out."""
    found = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.suffix in _READ]
    return sorted(
        path.as_posix() for path in found if path.name != NAME and not any(part.startswith(".") for part in path.parts)
    )


def _digest(path: Path, noted: dict[str, Any] | None) -> str:
    """The file's sha256, taken from the note where size and time are those noted."""
    if noted and _state(path) == {"size": noted["size"], "modified": noted["modified"]}:
        return str(noted["sha256"])
    return file_hash(path)


def _state(path: Path) -> dict[str, int]:
    status = path.stat()
    return {"size": status.st_size, "modified": status.st_mtime_ns}


def _noted(folder: Path) -> dict[str, Any] | None:
    path = folder / NAME
    if not path.is_file():
        return None
    try:
        noted: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return None
    if not isinstance(noted, dict) or not isinstance(noted.get("recipe"), str):
        return None
    files = noted.get("files")
    whole = isinstance(files, dict) and all(isinstance(each, dict) and each.keys() >= _NOTED for each in files.values())
    return noted if whole else None
